/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render/crm-xlsx-styles.h"

#include <string.h>

#define SMALL_FACTOR 0.8

#define MARK_COLOR 0xc01010

/* Numbers of formats below this are the standard's own. */
#define FIRST_FORMAT 164

/* What makes two cells look alike; compared as a whole, so every byte is set. */
typedef struct {
  guint size; /* 1/100 point */
  guint32 color;
  int fill;
  guint16 edges;
  guint8 light; /* edges are hairlines of a table without a frame */
  guint8 bold;
  guint8 italic;
  guint8 align;
  guint8 valign;
  guint8 figure;
  guint8 decimals;
  guint8 zero[3];
} CrmLook;

/* Parts of a list of the styles, each once. */
typedef struct {
  GHashTable *numbers; /* char → position + 1 */
  GString *xml;
  guint n;
} CrmXlsxList;

struct _CrmXlsxStyles {
  GHashTable *looks; /* CrmLook → number of the style + 1 */
  CrmXlsxList fonts;
  CrmXlsxList fills;
  CrmXlsxList borders;
  CrmXlsxList formats;
  GString *cells;
  guint n_cells;
};

/* Lists */

static void
init_list (CrmXlsxList *list)
{
  list->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  list->xml = g_string_new (NULL);
}

static void
clear_list (CrmXlsxList *list)
{
  g_hash_table_unref (list->numbers);
  g_string_free (list->xml, TRUE);
}

/* The position of the part; added when it is new. */
static guint
intern (CrmXlsxList *list, const char *xml)
{
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (list->numbers, xml));

  if (found > 0)
    return found - 1;
  g_string_append (list->xml, xml);
  g_hash_table_insert (list->numbers, g_strdup (xml), GUINT_TO_POINTER (++list->n));
  return list->n - 1;
}

/* Looks */

static guint
hash_look (gconstpointer key)
{
  const CrmLook *look = key;

  return look->size ^ (look->color * 31) ^ ((guint)look->fill * 17) ^ (look->edges << 8) ^
         ((guint)look->align << 12) ^ ((guint)look->figure << 16) ^ ((guint)look->decimals << 20) ^
         ((guint)look->bold << 24);
}

static gboolean
equal_look (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (CrmLook)) == 0;
}

/* Decimals that the number really has, as on the paper. */
static guint
count_decimals (const CrmFigure *figure)
{
  gint64 value = figure->value;
  guint decimals = figure->digits;
  const guint least = figure->kind == CRM_FIGURE_PRICE ? 2 : 0;

  if (figure->kind == CRM_FIGURE_MONEY)
    return decimals;
  for (; decimals > least && value % 10 == 0; decimals--)
    value /= 10;
  return decimals;
}

gboolean
crm_xlsx_is_plain (const CrmRich *rich)
{
  return rich->n_spans == 0 ||
         (rich->n_spans == 1 && rich->spans[0].start == 0 && rich->spans[0].end == rich->length);
}

static CrmLook
look_of (const CrmItem *item)
{
  const CrmRich *rich = item->rich;
  CrmLook look;

  memset (&look, 0, sizeof look);
  look.size = (guint)(item->style.size * 100 + 0.5);
  look.color = item->style.color;
  look.fill = item->fill;
  look.edges = (guint16)item->edges;
  look.light = item->table != NULL && item->edges == (CRM_EDGE_TOP | CRM_EDGE_BOTTOM);
  look.bold = item->style.b;
  look.italic = item->style.i;
  look.align = (guint8)item->style.align;
  look.valign = (guint8)item->valign;
  if (rich == NULL)
    return look;
  look.figure = (guint8)rich->figure.kind;
  if (look.figure != CRM_FIGURE_NONE)
    look.decimals = (guint8)count_decimals (&rich->figure);
  if (rich->n_spans > 0 && crm_xlsx_is_plain (rich)) {
    look.bold |= (rich->spans[0].flags & CRM_SPAN_BOLD) != 0;
    if (rich->spans[0].flags & CRM_SPAN_SMALL)
      look.size = (guint)(look.size * SMALL_FACTOR);
    if (rich->spans[0].flags & CRM_SPAN_MARK)
      look.color = MARK_COLOR;
  }
  return look;
}

/* Parts */

static void
append_font (GString *out, guint size, guint32 color, gboolean bold, gboolean italic)
{
  g_string_append_printf (out, "%s%s<sz val=\"%u.%02u\"/><color rgb=\"FF%06X\"/>",
                          bold ? "<b/>" : "", italic ? "<i/>" : "", size / 100, size % 100, color);
}

static guint
add_font (CrmXlsxStyles *self, const CrmLook *look)
{
  g_autoptr (GString) xml = g_string_new ("<font>");

  append_font (xml, look->size, look->color, look->bold, look->italic);
  g_string_append (xml, "<name val=\"" CRM_XLSX_FONT "\"/><family val=\"2\"/></font>");
  return intern (&self->fonts, xml->str);
}

static guint
add_fill (CrmXlsxStyles *self, int color)
{
  g_autofree char *xml = NULL;

  if (color < 0)
    return 0;
  xml = g_strdup_printf ("<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF%06X\"/>"
                         "<bgColor indexed=\"64\"/></patternFill></fill>",
                         (guint)color);
  return intern (&self->fills, xml);
}

static void
append_edge (GString *out, const char *name, gboolean there, gboolean light)
{
  if (there)
    g_string_append_printf (out, "<%s style=\"thin\"><color rgb=\"FF%06X\"/></%s>", name,
                            light ? CRM_HAIR_COLOR : 0, name);
  else
    g_string_append_printf (out, "<%s/>", name);
}

static guint
add_border (CrmXlsxStyles *self, const CrmLook *look)
{
  g_autoptr (GString) xml = g_string_new ("<border>");

  append_edge (xml, "left", look->edges & CRM_EDGE_LEFT, look->light);
  append_edge (xml, "right", look->edges & CRM_EDGE_RIGHT, look->light);
  append_edge (xml, "top", look->edges & CRM_EDGE_TOP, look->light);
  append_edge (xml, "bottom", look->edges & CRM_EDGE_BOTTOM, look->light);
  g_string_append (xml, "<diagonal/></border>");
  return intern (&self->borders, xml->str);
}

/* 0 as it comes, 1 whole, 3 and 4 with groups; the others are ours. */
static guint
add_format (CrmXlsxStyles *self, const CrmLook *look)
{
  g_autofree char *xml = NULL;

  if (look->figure == CRM_FIGURE_NONE)
    return 0;
  if (look->figure == CRM_FIGURE_INT)
    return 1;
  if (look->decimals == 0 || look->decimals == 2)
    return look->decimals == 0 ? 3 : 4;
  /* The number of the format is where it will stand; positions are those of the decimals. */
  xml = g_strdup_printf ("<numFmt numFmtId=\"%u\" formatCode=\"#,##0.%.*s\"/>",
                         FIRST_FORMAT + look->decimals, (int)MIN (look->decimals, 6u), "000000");
  intern (&self->formats, xml);
  return FIRST_FORMAT + look->decimals;
}

static guint
add_look (CrmXlsxStyles *self, const CrmLook *look)
{
  static const char *const aligns[] = { "left", "center", "right" };
  static const char *const valigns[] = { "top", "center", "bottom" };

  g_string_append_printf (
    self->cells,
    "<xf numFmtId=\"%u\" fontId=\"%u\" fillId=\"%u\" borderId=\"%u\" xfId=\"0\" "
    "applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" "
    "applyAlignment=\"1\"><alignment horizontal=\"%s\" vertical=\"%s\"%s/></xf>",
    add_format (self, look), add_font (self, look), add_fill (self, look->fill),
    add_border (self, look), aligns[look->align], valigns[look->valign],
    look->figure == CRM_FIGURE_NONE ? " wrapText=\"1\"" : "");
  return self->n_cells++;
}

/* Public */

/* The first of each list is what a cell without a style has; widths of columns count in digits of
 * the first font. The second fill is the standard's as well. */
CrmXlsxStyles *
crm_xlsx_styles_new (void)
{
  CrmXlsxStyles *self = g_new0 (CrmXlsxStyles, 1);
  const CrmLook usual = { .size = 1000, .fill = -1 };

  self->looks = g_hash_table_new_full (hash_look, equal_look, g_free, NULL);
  init_list (&self->fonts);
  init_list (&self->fills);
  init_list (&self->borders);
  init_list (&self->formats);
  self->cells =
    g_string_new ("<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>");
  self->n_cells = 1;
  add_font (self, &usual);
  intern (&self->fills, "<fill><patternFill patternType=\"none\"/></fill>");
  intern (&self->fills, "<fill><patternFill patternType=\"gray125\"/></fill>");
  add_border (self, &usual);
  return self;
}

void
crm_xlsx_styles_free (CrmXlsxStyles *self)
{
  g_hash_table_unref (self->looks);
  clear_list (&self->fonts);
  clear_list (&self->fills);
  clear_list (&self->borders);
  clear_list (&self->formats);
  g_string_free (self->cells, TRUE);
  g_free (self);
}

guint
crm_xlsx_styles_find (CrmXlsxStyles *self, const CrmItem *item)
{
  const CrmLook look = look_of (item);
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (self->looks, &look));

  if (found == 0) {
    found = add_look (self, &look) + 1;
    g_hash_table_insert (self->looks, g_memdup2 (&look, sizeof look), GUINT_TO_POINTER (found));
  }
  return found - 1;
}

static void
append_list (GString *out, const char *name, const CrmXlsxList *list)
{
  if (list->n > 0)
    g_string_append_printf (out, "<%s count=\"%u\">%s</%s>", name, list->n, list->xml->str, name);
}

char *
crm_xlsx_styles_write (CrmXlsxStyles *self)
{
  GString *out = g_string_sized_new (4096);

  g_string_append (out, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
                        "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/"
                        "main\">");
  append_list (out, "numFmts", &self->formats);
  append_list (out, "fonts", &self->fonts);
  append_list (out, "fills", &self->fills);
  append_list (out, "borders", &self->borders);
  g_string_append (out, "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" "
                        "borderId=\"0\"/></cellStyleXfs>");
  g_string_append_printf (out, "<cellXfs count=\"%u\">%s</cellXfs>", self->n_cells,
                          self->cells->str);
  g_string_append (out, "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" "
                        "builtinId=\"0\"/></cellStyles></styleSheet>");
  return g_string_free (out, FALSE);
}

/* Texts */

void
crm_xlsx_append_run_font (GString *out, const CrmStyle *style, guint flags)
{
  const double size = style->size * (flags & CRM_SPAN_SMALL ? SMALL_FACTOR : 1);

  g_string_append (out, "<rPr>");
  append_font (out, (guint)(size * 100 + 0.5), flags & CRM_SPAN_MARK ? MARK_COLOR : style->color,
               style->b || (flags & CRM_SPAN_BOLD), style->i);
  g_string_append (out, "<rFont val=\"" CRM_XLSX_FONT "\"/><family val=\"2\"/></rPr>");
}
