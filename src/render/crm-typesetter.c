/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render/crm-typesetter.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "render/crm-fonts.h"

/* Texts remembered in one generation; the older of two generations is dropped when the younger is
 * full, so that at most twice as many are in memory. */
#define GENERATION 2048

/* Latin and Cyrillic; what the tables of advances cover. */
#define N_ADVANCES 0x530

#define SMALL_FACTOR 0.8

typedef struct {
  guint hash;
  guint look; /* packed style without its colour */
  int width;  /* Pango units, -1 without a limit */
  CrmRich *rich;
  PangoLayout *layout;
} CrmSetText;

struct _CrmTypesetter {
  PangoFontMap *map;
  PangoContext *context;
  GHashTable *young; /* of CrmSetText, each its own key */
  GHashTable *old;
  GHashTable *descriptions; /* look → PangoFontDescription */
  GHashTable *line_heights; /* look → double * */
  float *advances[4];       /* of bold and italic faces, of one em; NAN when not known */
};

static void crm_typesetter_free (CrmTypesetter *self);

static GPrivate thread_typesetter = G_PRIVATE_INIT ((GDestroyNotify)crm_typesetter_free);

/* Keys */

static guint
pack_look (const CrmStyle *style)
{
  return (guint)(style->size * 100 + 0.5) << 4 | (style->b ? 8 : 0) | (style->i ? 4 : 0) |
         (guint)style->align;
}

static guint
hash_text (gconstpointer key)
{
  return ((const CrmSetText *)key)->hash;
}

static gboolean
equal_text (gconstpointer a, gconstpointer b)
{
  const CrmSetText *first = a;
  const CrmSetText *second = b;

  return first->hash == second->hash && first->look == second->look &&
         first->width == second->width && crm_rich_equal (first->rich, second->rich);
}

static void
free_text (CrmSetText *text)
{
  crm_rich_unref (text->rich);
  g_clear_object (&text->layout);
  g_free (text);
}

static GHashTable *
new_generation (void)
{
  return g_hash_table_new_full (hash_text, equal_text, (GDestroyNotify)free_text, NULL);
}

/* Life */

CrmTypesetter *
crm_typesetter_get (void)
{
  CrmTypesetter *self = g_private_get (&thread_typesetter);
  cairo_font_options_t *options = NULL;

  if (self != NULL)
    return self;
  self = g_new0 (CrmTypesetter, 1);
  self->map = crm_fonts_new_map ();
  self->context = pango_font_map_create_context (self->map);
  /* Without hints the same text has the same size on paper, screen and every desktop. */
  options = cairo_font_options_create ();
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (self->context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  pango_context_set_language (self->context, pango_language_from_string ("en"));
  pango_context_set_base_dir (self->context, PANGO_DIRECTION_LTR);
  self->young = new_generation ();
  self->old = new_generation ();
  self->descriptions =
    g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)pango_font_description_free);
  self->line_heights = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_private_set (&thread_typesetter, self);
  return self;
}

static void
crm_typesetter_free (CrmTypesetter *self)
{
  g_hash_table_unref (self->young);
  g_hash_table_unref (self->old);
  g_hash_table_unref (self->descriptions);
  g_hash_table_unref (self->line_heights);
  for (guint i = 0; i < G_N_ELEMENTS (self->advances); i++)
    g_free (self->advances[i]);
  g_object_unref (self->context);
  g_object_unref (self->map);
  g_free (self);
}

/* Setting text */

static PangoFontDescription *
find_description (CrmTypesetter *self, const CrmStyle *style)
{
  guint look = pack_look (style) & ~3u;
  PangoFontDescription *found = g_hash_table_lookup (self->descriptions, GUINT_TO_POINTER (look));

  if (found != NULL)
    return found;
  found = pango_font_description_new ();
  pango_font_description_set_family_static (found, CRM_FONT_FAMILY ", " CRM_FONT_FALLBACK);
  pango_font_description_set_size (found, (int)(style->size * PANGO_SCALE + 0.5));
  pango_font_description_set_weight (found, style->b ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_style (found, style->i ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  g_hash_table_insert (self->descriptions, GUINT_TO_POINTER (look), found);
  return found;
}

static void
add_span (PangoAttrList *list, const CrmSpan *span, const CrmStyle *style)
{
  PangoAttribute *attrs[3] = { NULL };
  guint n = 0;

  if (span->flags & CRM_SPAN_SMALL)
    attrs[n++] = pango_attr_size_new ((int)(style->size * SMALL_FACTOR * PANGO_SCALE));
  if (span->flags & CRM_SPAN_BOLD)
    attrs[n++] = pango_attr_weight_new (PANGO_WEIGHT_BOLD);
  if (span->flags & CRM_SPAN_MARK)
    attrs[n++] = pango_attr_foreground_new (0xc0c0, 0x1010, 0x1010);
  for (guint i = 0; i < n; i++) {
    attrs[i]->start_index = span->start;
    attrs[i]->end_index = span->end;
    pango_attr_list_insert (list, attrs[i]);
  }
}

static PangoLayout *
set_text (CrmTypesetter *self, const CrmRich *rich, const CrmStyle *style, int width)
{
  static const PangoAlignment alignments[] = { PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER,
                                               PANGO_ALIGN_RIGHT };
  PangoLayout *layout = pango_layout_new (self->context);

  pango_layout_set_font_description (layout, find_description (self, style));
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, width);
  pango_layout_set_alignment (layout, alignments[style->align]);
  if (rich->n_spans > 0) {
    PangoAttrList *list = pango_attr_list_new ();

    for (guint i = 0; i < rich->n_spans; i++)
      add_span (list, &rich->spans[i], style);
    pango_layout_set_attributes (layout, list);
    pango_attr_list_unref (list);
  }
  pango_layout_set_text (layout, rich->text, (int)rich->length);
  return layout;
}

static PangoLayout *
find_layout (CrmTypesetter *self, const CrmRich *rich, const CrmStyle *style, double width)
{
  CrmSetText key = { 0, pack_look (style), width < 0 ? -1 : (int)(width * PANGO_SCALE),
                     (CrmRich *)rich, NULL };
  CrmSetText *found = NULL;

  key.hash = rich->hash ^ (key.look * 2654435761u) ^ ((guint)key.width * 40503u);
  found = g_hash_table_lookup (self->young, &key);
  if (found != NULL)
    return found->layout;
  if (g_hash_table_size (self->young) >= GENERATION) {
    g_hash_table_unref (self->old);
    self->old = g_steal_pointer (&self->young);
    self->young = new_generation ();
  }
  found = g_hash_table_lookup (self->old, &key);
  if (found != NULL) {
    g_hash_table_steal (self->old, found);
  } else {
    found = g_memdup2 (&key, sizeof key);
    crm_rich_ref (found->rich);
    found->layout = set_text (self, rich, style, key.width);
  }
  g_hash_table_add (self->young, found);
  return found->layout;
}

/* Measuring */

static float
measure_advance (CrmTypesetter *self, gunichar c, gboolean b, gboolean i)
{
  const CrmStyle style = { 100, 0, b, i, CRM_ALIGN_LEFT };
  PangoLayout *layout = NULL;
  char letter[7] = { 0 };
  int width = 0;

  if (!crm_fonts_have_first (c))
    return NAN;
  g_unichar_to_utf8 (c, letter);
  layout = pango_layout_new (self->context);
  pango_layout_set_font_description (layout, find_description (self, &style));
  pango_layout_set_text (layout, letter, -1);
  pango_layout_get_size (layout, &width, NULL);
  g_object_unref (layout);
  return (float)width / (100 * PANGO_SCALE);
}

/* Zero means not measured yet; no letter of ours has no width. */
static float
advance_of (CrmTypesetter *self, gunichar c, const CrmStyle *style)
{
  guint face = (style->b ? 1 : 0) + (style->i ? 2 : 0);
  float *table = self->advances[face];

  /* Figures are grouped by the narrow no-break space, which is as wide as this one or narrower. */
  if (c == 0x202f)
    c = 0xa0;
  if (c >= N_ADVANCES)
    return NAN;
  if (table == NULL)
    table = self->advances[face] = g_new0 (float, N_ADVANCES);
  if (!(table[c] > 0) && !isnan (table[c]))
    table[c] = measure_advance (self, c, style->b, style->i);
  return table[c];
}

/* The sum of the letters' widths, or NAN when Pango has to tell. Kerning moves letters together. */
static double
add_advances (CrmTypesetter *self, const CrmRich *rich, const CrmStyle *style)
{
  double sum = 0;

  if (rich->n_spans > 0 || rich->length > 400)
    return NAN;
  for (const char *p = rich->text; *p != '\0'; p = g_utf8_next_char (p)) {
    if (*p == '\n')
      return NAN;
    sum += advance_of (self, g_utf8_get_char (p), style);
  }
  return sum * style->size;
}

static double
line_height (CrmTypesetter *self, const CrmStyle *style)
{
  guint look = pack_look (style) & ~3u;
  double *found = g_hash_table_lookup (self->line_heights, GUINT_TO_POINTER (look));
  PangoLayout *layout = NULL;
  int height = 0;

  if (found != NULL)
    return *found;
  layout = pango_layout_new (self->context);
  pango_layout_set_font_description (layout, find_description (self, style));
  pango_layout_set_text (layout, "Хg", -1);
  pango_layout_get_size (layout, NULL, &height);
  g_object_unref (layout);
  found = g_new (double, 1);
  *found = (double)height / PANGO_SCALE;
  g_hash_table_insert (self->line_heights, GUINT_TO_POINTER (look), found);
  return *found;
}

double
crm_typesetter_measure (CrmTypesetter *self,
                        const CrmRich *rich,
                        const CrmStyle *style,
                        double width,
                        guint *n_lines)
{
  double sum = 0;
  PangoLayout *layout = NULL;
  int height = 0;

  if (rich->length == 0) {
    *n_lines = 0;
    return 0;
  }
  /* Most cells are short: no need to shape them only to learn that they take one line. */
  sum = add_advances (self, rich, style);
  if (sum * 1.005 + 0.5 <= width) {
    *n_lines = 1;
    return line_height (self, style);
  }
  layout = find_layout (self, rich, style, width);
  pango_layout_get_size (layout, NULL, &height);
  *n_lines = pango_layout_get_line_count (layout);
  return (double)height / PANGO_SCALE;
}

/* Words go to the next line where they do not fit; a word wider than a line takes several. */
double
crm_typesetter_estimate (CrmTypesetter *self,
                         const CrmRich *rich,
                         const CrmStyle *style,
                         double width)
{
  double line = 0;
  double word = 0;
  guint n = 1;

  if (rich->length == 0)
    return 0;
  for (const char *p = rich->text; *p != '\0'; p = g_utf8_next_char (p)) {
    const gunichar c = g_utf8_get_char (p);
    const float advance = advance_of (self, c, style);
    const double letter = (isnan (advance) ? 1 : advance) * style->size;

    if (c == '\n') {
      n++;
      line = word = 0;
      continue;
    }
    line += letter;
    word = c == ' ' ? 0 : word + letter;
    if (line > width && c != ' ') {
      n++;
      /* The word moves down as a whole, or breaks here when it fills the line alone. */
      line = word < line ? word : letter;
      word = line;
    }
  }
  return n * line_height (self, style);
}

double
crm_typesetter_natural_width (CrmTypesetter *self, const CrmRich *rich, const CrmStyle *style)
{
  double sum = rich->length == 0 ? 0 : add_advances (self, rich, style);
  PangoLayout *layout = NULL;
  int width = 0;

  if (!isnan (sum))
    return sum;
  layout = set_text (self, rich, style, -1);
  pango_layout_get_size (layout, &width, NULL);
  g_object_unref (layout);
  return (double)width / PANGO_SCALE;
}

guint
crm_typesetter_fit (CrmTypesetter *self,
                    const CrmRich *rich,
                    const CrmStyle *style,
                    double width,
                    guint first,
                    double height,
                    double *used)
{
  PangoLayout *layout = find_layout (self, rich, style, width);
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  guint index = 0;
  guint n = 0;
  int top = 0;

  *used = 0;
  do {
    PangoRectangle line = { 0 };

    if (index++ < first)
      continue;
    pango_layout_iter_get_line_extents (iter, NULL, &line);
    if (n == 0)
      top = line.y;
    if ((double)(line.y + line.height - top) / PANGO_SCALE > height)
      break;
    *used = (double)(line.y + line.height - top) / PANGO_SCALE;
    n++;
  } while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
  return n;
}

/* Drawing */

static void
draw_lines (cairo_t *cr, PangoLayout *layout, double x, double y, guint first, guint n)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  guint index = 0;
  int top = 0;

  do {
    PangoRectangle line = { 0 };

    if (index >= first && index < first + n) {
      pango_layout_iter_get_line_extents (iter, NULL, &line);
      if (index == first)
        top = line.y;
      cairo_move_to (cr, x + (double)line.x / PANGO_SCALE,
                     y + (double)(pango_layout_iter_get_baseline (iter) - top) / PANGO_SCALE);
      pango_cairo_show_layout_line (cr, pango_layout_iter_get_line_readonly (iter));
    }
    index++;
  } while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

void
crm_typesetter_draw (CrmTypesetter *self,
                     cairo_t *cr,
                     const CrmRich *rich,
                     const CrmStyle *style,
                     double x,
                     double y,
                     double width,
                     guint first,
                     guint n)
{
  PangoLayout *layout = NULL;

  if (rich->length == 0)
    return;
  layout = find_layout (self, rich, style, width);
  cairo_set_source_rgb (cr, (style->color >> 16 & 255) / 255.0, (style->color >> 8 & 255) / 255.0,
                        (style->color & 255) / 255.0);
  if (first == 0 && n >= (guint)pango_layout_get_line_count (layout)) {
    cairo_move_to (cr, x, y);
    pango_cairo_show_layout (cr, layout);
  } else {
    draw_lines (cr, layout, x, y, first, n);
  }
}
