/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render/crm-paper.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "render/crm-fonts.h"
#include "render/crm-layout.h"
#include "render/crm-paper-private.h"

/* Between header or footer and the body, millimetres. */
#define EDGE_GAP 3.0

/* Default margins in millimetres: top, right, bottom, left. */
static const double default_margins[4] = { 12, 12, 12, 20 };

/* In points, as CRM_ATTR_PAGE counts them: A4, A5, A3, Letter. */
static const double page_sizes[][2] = {
  { 595.276, 841.89 },
  { 419.528, 595.276 },
  { 841.89, 1190.551 },
  { 612, 792 },
};

/* Blocks on pages of one size. */
typedef struct {
  const CrmNode *node; /* document or page */
  GPtrArray *blocks;   /* CrmBlock */
  double width;
  double height;
  double margins[4];
} CrmSection;

static void
free_section (CrmSection *section)
{
  g_ptr_array_unref (section->blocks);
  g_free (section);
}

/* Sections */

static CrmSection *
add_section (CrmPaper *self, const CrmNode *node)
{
  const CrmNode *root = self->template->root;
  CrmSection *section = g_new0 (CrmSection, 1);
  const CrmLengths *margins = node->objects[CRM_ATTR_MARGINS];
  const guint size =
    (guint)crm_node_number (node, CRM_ATTR_PAGE, crm_node_number (root, CRM_ATTR_PAGE, 0));
  const gboolean landscape =
    crm_node_number (node, CRM_ATTR_LANDSCAPE, crm_node_number (root, CRM_ATTR_LANDSCAPE, 0)) > 0;

  if (margins == NULL)
    margins = root->objects[CRM_ATTR_MARGINS];
  section->node = node;
  section->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_block_free);
  section->width = page_sizes[size][landscape ? 1 : 0];
  section->height = page_sizes[size][landscape ? 0 : 1];
  for (guint i = 0; i < 4; i++)
    section->margins[i] =
      CRM_MM (margins != NULL && margins->values[i] >= 0 ? margins->values[i] : default_margins[i]);
  /* Margins that leave no room would let the layout run without an end. */
  if (section->margins[1] + section->margins[3] > section->width - CRM_MM (30))
    section->margins[1] = section->margins[3] = CRM_MM (10);
  if (section->margins[0] + section->margins[2] > section->height - CRM_MM (60))
    section->margins[0] = section->margins[2] = CRM_MM (10);
  g_ptr_array_add (self->sections, section);
  return section;
}

/* What stands in <document> itself goes on pages of its size; each <page> has its own. */
static void
bind_sections (CrmPaper *self, CrmBinder *binder)
{
  const CrmNode *root = self->template->root;
  CrmSection *current = NULL;

  for (guint i = 0; i < root->children->len; i++) {
    const CrmNode *node = g_ptr_array_index (root->children, i);

    if (node->tag == CRM_BLOCK_HEADER || node->tag == CRM_BLOCK_FOOTER)
      continue;
    if (node->tag == CRM_BLOCK_PAGE) {
      crm_bind_node (binder, node, add_section (self, node)->blocks);
      current = NULL;
      continue;
    }
    if (current == NULL)
      current = add_section (self, root);
    crm_bind_node (binder, node, current->blocks);
  }
  /* A page that was left out by its condition, or a template without blocks. */
  for (guint i = self->sections->len; i > 0; i--) {
    CrmSection *section = g_ptr_array_index (self->sections, i - 1);

    if (section->blocks->len == 0)
      g_ptr_array_remove_index (self->sections, i - 1);
  }
  if (self->sections->len == 0)
    add_section (self, root);
}

/* Headers and footers */

/* What stands at the upper or lower edge of the first page, or of the others. */
static CrmBlock *
bind_edge (CrmPaper *self, CrmBinder *binder, CrmBlockTag tag, gboolean first)
{
  const CrmNode *root = self->template->root;
  CrmBlock *group = g_new0 (CrmBlock, 1);

  group->tag = CRM_BLOCK_KEEP;
  group->children = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_block_free);
  for (guint i = 0; i < root->children->len; i++) {
    const CrmNode *node = g_ptr_array_index (root->children, i);
    const CrmOn on = (CrmOn)crm_node_number (node, CRM_ATTR_ON, CRM_ON_ALL);

    if (node->tag == tag && (on == CRM_ON_ALL || (on == CRM_ON_FIRST) == first))
      crm_bind_node (binder, node, group->children);
  }
  g_ptr_array_add (self->edges, group);
  return group;
}

static double
edge_height (CrmLayout *layout, CrmBlock *group, const CrmStyle *style)
{
  double height = 0;

  if (group->children->len > 0)
    height = crm_layout_measure (layout, group, style, layout->width) + CRM_MM (EDGE_GAP);
  /* The body keeps half of the page whatever stands around it. */
  return MIN (height, layout->page_height / 4);
}

typedef struct {
  CrmBlock *header[2]; /* of the first page, of the others; to measure with */
  CrmBlock *footer[2];
} CrmEdges;

static void
set_section (CrmLayout *layout, CrmSection *section, const CrmEdges *edges, const CrmStyle *style)
{
  double heights[4];

  layout->page_width = section->width;
  layout->page_height = section->height;
  layout->left = section->margins[3];
  layout->width = section->width - section->margins[1] - section->margins[3];
  for (guint i = 0; i < 2; i++) {
    heights[i] = edge_height (layout, edges->header[i], style);
    heights[2 + i] = edge_height (layout, edges->footer[i], style);
  }
  layout->first_top = section->margins[0] + heights[0];
  layout->rest_top = section->margins[0] + heights[1];
  layout->first_bottom = section->height - section->margins[2] - heights[2];
  layout->rest_bottom = section->height - section->margins[2] - heights[3];
}

static void
place_edges (CrmPaper *self, CrmBinder *binder, CrmLayout *layout, const CrmStyle *style)
{
  g_autofree char *pages = g_strdup_printf ("%u", self->pages->len);

  binder->pages = pages;
  for (guint i = 0; i < self->pages->len; i++) {
    CrmPage *page = g_ptr_array_index (self->pages, i);
    const CrmSection *section = g_ptr_array_index (self->sections, page->section);
    const double width = section->width - section->margins[1] - section->margins[3];
    g_autofree char *number = g_strdup_printf ("%u", i + 1);
    CrmBlock *header = NULL;
    CrmBlock *footer = NULL;

    binder->page = number;
    layout->page = page;
    layout->page_width = page->width;
    layout->page_height = page->height;
    header = bind_edge (self, binder, CRM_BLOCK_HEADER, i == 0);
    footer = bind_edge (self, binder, CRM_BLOCK_FOOTER, i == 0);
    crm_layout_place (layout, header, style, section->margins[3], section->margins[0], width);
    crm_layout_place (layout, footer, style, section->margins[3],
                      page->height - section->margins[2] -
                        crm_layout_measure (layout, footer, style, width),
                      width);
  }
}

/* Laying out */

static CrmStyle
root_style (const CrmPaper *self)
{
  CrmStyle style = { .size = 9 };

  return crm_layout_style (self->template->root, &style);
}

static void
lay_out_pages (CrmPaper *self, CrmBinder *binder)
{
  CrmLayout layout = { .type = crm_typesetter_get (), .pages = self->pages };
  const CrmStyle style = root_style (self);
  CrmEdges edges = { 0 };

  for (guint i = 0; i < 2; i++) {
    edges.header[i] = bind_edge (self, binder, CRM_BLOCK_HEADER, i == 0);
    edges.footer[i] = bind_edge (self, binder, CRM_BLOCK_FOOTER, i == 0);
  }
  for (guint i = 0; i < self->sections->len; i++) {
    CrmSection *section = g_ptr_array_index (self->sections, i);
    guint before = self->pages->len;

    set_section (&layout, section, &edges, &style);
    crm_layout_new_page (&layout);
    crm_layout_flow_blocks (&layout, section->blocks, &style);
    for (; before < self->pages->len; before++)
      ((CrmPage *)g_ptr_array_index (self->pages, before))->section = i;
  }
  place_edges (self, binder, &layout, &style);
}

/* Behind everything: the letterhead over the whole width, then the word that this is a draft. */
static void
add_backgrounds (CrmPaper *self)
{
  for (guint i = 0; i < self->pages->len; i++) {
    CrmPage *page = g_ptr_array_index (self->pages, i);

    if (self->watermark != NULL) {
      CrmItem item = { .kind = CRM_ITEM_WATERMARK, .fill = -1 };
      double height = 0;
      guint n = 0;

      item.style = (CrmStyle){ MIN (page->width, page->height) * 0.14, 0xe4e4e4, TRUE, FALSE,
                               CRM_ALIGN_CENTER };
      item.rich = self->watermark;
      item.x = page->width * 0.1;
      item.w = page->width * 0.8;
      item.y = page->height * 0.1;
      item.h = page->height * 0.8;
      item.text_w = page->width;
      height =
        crm_typesetter_measure (crm_typesetter_get (), item.rich, &item.style, item.text_w, &n);
      item.text_h = height;
      g_array_prepend_val (page->items, item);
    }
    if (self->letterhead != NULL) {
      CrmItem item = { .kind = CRM_ITEM_LETTERHEAD, .fill = -1, .w = page->width };

      item.h = MIN (item.w * crm_picture_get_ratio (self->letterhead), page->height);
      item.object = self->letterhead;
      g_array_prepend_val (page->items, item);
    }
  }
}

/* Down to the end of the last block, or of a stamp that hangs over it. */
static double
sheet_height (const CrmLayout *layout)
{
  double height = layout->y;

  for (guint i = 0; i < layout->page->items->len; i++) {
    const CrmItem *item = &g_array_index (layout->page->items, CrmItem, i);

    height = MAX (height, item->y + item->h);
  }
  return height;
}

static void
lay_out_sheet (CrmPaper *self)
{
  CrmLayout layout = { .type = crm_typesetter_get (), .medium = CRM_MEDIUM_SHEET };
  const CrmStyle style = root_style (self);
  const CrmSection *first = g_ptr_array_index (self->sections, 0);
  CrmSheet *sheet = g_new0 (CrmSheet, 1);

  layout.pages = g_ptr_array_new ();
  layout.breaks = g_array_new (FALSE, FALSE, sizeof (double));
  layout.page_width = layout.width = first->width - first->margins[1] - first->margins[3];
  layout.page_height = first->height;
  layout.rest_bottom = first->height;
  crm_layout_new_page (&layout);
  for (guint i = 0; i < self->sections->len; i++) {
    const CrmSection *section = g_ptr_array_index (self->sections, i);

    if (i > 0)
      crm_layout_new_page (&layout);
    crm_layout_flow_blocks (&layout, section->blocks, &style);
  }
  sheet->page = layout.page;
  sheet->page->height = sheet_height (&layout);
  sheet->n_breaks = layout.breaks->len;
  sheet->breaks = (double *)(void *)g_array_free (layout.breaks, FALSE);
  sheet->top = first->margins[0];
  sheet->right = first->margins[1];
  sheet->bottom = first->margins[2];
  sheet->left = first->margins[3];
  self->sheet = sheet;
  g_ptr_array_unref (layout.pages);
}

const CrmSheet *
crm_paper_get_sheet (CrmPaper *self)
{
  g_mutex_lock (&self->lock);
  if (self->sheet == NULL)
    lay_out_sheet (self);
  g_mutex_unlock (&self->lock);
  return self->sheet;
}

const CrmPage *
crm_paper_get_page (CrmPaper *self, guint page)
{
  return g_ptr_array_index (self->pages, page);
}

/* What the context says about the paper as a whole */

static const char *
find_text (JsonObject *context, const char *first, const char *second)
{
  JsonNode *node = json_object_get_member (context, first);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return "";
  node = json_object_get_member (json_node_get_object (node), second);
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_STRING)
    return "";
  return json_node_get_string (node);
}

static void
read_facts (CrmPaper *self, JsonObject *context)
{
  static const char *const drafts[] = {
    [CRM_LANG_EN] = "DRAFT",
    [CRM_LANG_RU] = "ЧЕРНОВИК",
    [CRM_LANG_RO] = "CIORNĂ",
  };
  const char *title = find_text (context, "doc", "title");
  const char *series = find_text (context, "doc", "series");
  const char *word = drafts[self->template->lang];

  self->title =
    g_strdup_printf ("%s %s%s%s", *title != '\0' ? title : crm_template_get_title (self->template),
                     series, *series != '\0' ? " " : "", find_text (context, "doc", "number"));
  g_strchomp (self->title);
  self->author = g_strdup (find_text (context, "org", "name"));
  self->date = g_strdup (find_text (context, "doc", "date"));
  if (self->draft)
    self->watermark = crm_rich_new (word, strlen (word), NULL, 0, (CrmFigure){ 0 });
}

/* The texts of the footer in Excel's own words for the numbers of pages. */
static char *
make_sheet_footer (CrmPaper *self, CrmBinder *binder)
{
  static const char *const places[] = { "&L", "&C", "&R" };
  g_autoptr (GString) out = g_string_new (NULL);
  const CrmStyle style = root_style (self);
  CrmBlock *group = NULL;

  binder->page = "\001";
  binder->pages = "\002";
  group = bind_edge (self, binder, CRM_BLOCK_FOOTER, TRUE);
  for (guint i = 0; i < group->children->len; i++) {
    const CrmBlock *footer = g_ptr_array_index (group->children, i);

    for (guint j = 0; j < footer->children->len; j++) {
      const CrmBlock *block = g_ptr_array_index (footer->children, j);
      const CrmStyle outer = crm_layout_style (footer->node, &style);

      if (block->tag != CRM_BLOCK_P || block->text == NULL)
        continue;
      g_string_append_printf (out, "%s&8%s", places[crm_layout_style (block->node, &outer).align],
                              g_ascii_isdigit (block->text->text[0]) ? " " : "");
      for (const char *p = block->text->text; *p != '\0'; p++) {
        if (*p == '&')
          g_string_append (out, "&&");
        else if (*p == '\001' || *p == '\002')
          g_string_append (out, *p == '\001' ? "&P" : "&N");
        else
          g_string_append_c (out, *p);
      }
    }
  }
  /* Excel reads 255 characters; a longer one would make the file unreadable. */
  return g_utf8_strlen (out->str, -1) < 255 && out->len > 0
           ? g_string_free (g_steal_pointer (&out), FALSE)
           : NULL;
}

static void
check_pages (CrmPaper *self, CrmBinder *binder)
{
  for (guint i = 0; i < self->pages->len; i++) {
    char *problem = crm_page_check (g_ptr_array_index (self->pages, i), i + 1);

    if (problem != NULL)
      crm_binder_report (binder, problem);
  }
}

/* Public */

CrmPaper *
crm_paper_new (CrmTemplate *template, JsonObject *context, GError **error)
{
  g_autoptr (CrmPaper) self = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  CrmBinder binder = { 0 };

  g_return_val_if_fail (template != NULL, NULL);
  g_return_val_if_fail (context != NULL, NULL);

  if (!crm_fonts_load (error))
    return NULL;
  self = g_new0 (CrmPaper, 1);
  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  self->template = crm_template_ref (template);
  self->sections = g_ptr_array_new_with_free_func ((GDestroyNotify)free_section);
  self->edges = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_block_free);
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_page_free);
  problems = g_ptr_array_new_with_free_func (g_free);
  crm_binder_init (&binder, template, context, problems);
  self->draft = binder.draft;
  read_facts (self, context);
  self->letterhead = crm_bind_picture (&binder, template->root, CRM_ATTR_LETTERHEAD);
  bind_sections (self, &binder);
  lay_out_pages (self, &binder);
  add_backgrounds (self);
  self->sheet_footer = make_sheet_footer (self, &binder);
  check_pages (self, &binder);
  crm_binder_clear (&binder);
  g_ptr_array_add (problems, NULL);
  self->problems = (char **)g_ptr_array_free (g_steal_pointer (&problems), FALSE);
  return g_steal_pointer (&self);
}

CrmPaper *
crm_paper_ref (CrmPaper *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
free_sheet (CrmSheet *sheet)
{
  crm_page_free (sheet->page);
  g_free (sheet->breaks);
  g_free (sheet);
}

void
crm_paper_unref (CrmPaper *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->sheet, free_sheet);
  g_ptr_array_unref (self->pages);
  g_ptr_array_unref (self->sections);
  g_ptr_array_unref (self->edges);
  crm_rich_unref (self->watermark);
  crm_picture_unref (self->letterhead);
  crm_template_unref (self->template);
  g_strfreev (self->problems);
  g_free (self->title);
  g_free (self->author);
  g_free (self->date);
  g_free (self->sheet_footer);
  g_mutex_clear (&self->lock);
  g_free (self);
}

const char *const *
crm_paper_get_problems (CrmPaper *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *)self->problems;
}

guint
crm_paper_get_n_pages (CrmPaper *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->pages->len;
}

void
crm_paper_get_page_size (CrmPaper *self, guint page, double *width_pt, double *height_pt)
{
  const CrmPage *found = NULL;

  g_return_if_fail (self != NULL && page < self->pages->len);

  found = g_ptr_array_index (self->pages, page);
  *width_pt = found->width;
  *height_pt = found->height;
}

void
crm_paper_draw (CrmPaper *self, guint page, cairo_t *cr)
{
  g_return_if_fail (self != NULL && page < self->pages->len);
  g_return_if_fail (cr != NULL);

  cairo_save (cr);
  crm_page_draw (g_ptr_array_index (self->pages, page), cr, FALSE);
  cairo_restore (cr);
}

char *
crm_paper_to_text (CrmPaper *self)
{
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, g_string_free (out, FALSE));

  for (guint i = 0; i < self->pages->len; i++) {
    if (i > 0)
      g_string_append_c (out, '\f');
    crm_page_append_text (g_ptr_array_index (self->pages, i), out);
  }
  return g_string_free (out, FALSE);
}
