/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render/crm-layout.h"

#include <math.h>

/* Millimetres. */
#define SIGN_HEIGHT  9.0
#define IMAGE_SIGN   11.0
#define STAMP_SIDE   38.0
#define QR_SIDE      35.0
#define HEADING_REST 14.0 /* a heading is not the last thing on a page */

CrmStyle
crm_layout_style (const CrmNode *node, const CrmStyle *outer)
{
  CrmStyle style = *outer;

  if (node == NULL)
    return style;
  if (node->tag == CRM_BLOCK_H1) {
    style.size = outer->size * 1.5;
    style.b = TRUE;
  }
  style.size = crm_node_number (node, CRM_ATTR_SIZE, style.size);
  style.b = crm_node_number (node, CRM_ATTR_B, style.b) > 0;
  style.i = crm_node_number (node, CRM_ATTR_I, style.i) > 0;
  style.color = (guint32)crm_node_number (node, CRM_ATTR_COLOR, style.color);
  style.align = (CrmAlign)crm_node_number (node, CRM_ATTR_ALIGN, style.align);
  return style;
}

/* Fixed lengths first; stars share what is left; what does not fit is made smaller. */
void
crm_layout_resolve (const CrmLengths *lengths, double width, double *widths)
{
  double fixed = 0;
  double stars = 0;
  double scale = 1;

  for (guint i = 0; i < lengths->n; i++) {
    if (lengths->values[i] < 0)
      stars -= lengths->values[i];
    else
      fixed += CRM_MM (lengths->values[i]);
  }
  if (fixed > width || stars <= 0)
    scale = fixed > 0 ? MIN (width / fixed, 1) : 1;
  for (guint i = 0; i < lengths->n; i++) {
    if (lengths->values[i] < 0)
      widths[i] = MAX (width - fixed, 0) * -lengths->values[i] / stars;
    else
      widths[i] = CRM_MM (lengths->values[i]) * scale;
  }
}

/* Pages */

void
crm_layout_new_page (CrmLayout *self)
{
  gboolean first = self->pages->len == 0;

  if (self->medium == CRM_MEDIUM_SHEET && !first) {
    if (self->y > self->top)
      g_array_append_val (self->breaks, self->y);
    return;
  }
  self->page = crm_page_new (self->page_width, self->page_height);
  g_ptr_array_add (self->pages, self->page);
  self->top = first ? self->first_top : self->rest_top;
  self->bottom = first ? self->first_bottom : self->rest_bottom;
  if (self->medium == CRM_MEDIUM_SHEET) {
    self->top = 0;
    self->bottom = G_MAXDOUBLE;
  }
  self->y = self->top;
}

gboolean
crm_layout_fits (const CrmLayout *self, double height)
{
  return self->y + height <= self->bottom + 0.01;
}

gboolean
crm_layout_is_fresh (const CrmLayout *self)
{
  return self->y <= self->top + 0.01;
}

/* Measuring */

double
crm_layout_space (const CrmBlock *block)
{
  static const double spaces[CRM_BLOCK_N] = {
    [CRM_BLOCK_P] = 1,     [CRM_BLOCK_H1] = 3,      [CRM_BLOCK_GRID] = 3,
    [CRM_BLOCK_TABLE] = 3, [CRM_BLOCK_IMAGE] = 2,   [CRM_BLOCK_QR] = 0,
    [CRM_BLOCK_LINE] = 2,  [CRM_BLOCK_COLUMNS] = 2, [CRM_BLOCK_SIGNATURES] = 1,
  };

  if (block->node == NULL)
    return 0;
  return CRM_MM (crm_node_number (block->node, CRM_ATTR_SPACE, spaces[block->tag]));
}

static double
measure_children (CrmLayout *self, CrmBlock *block, const CrmStyle *style, double width)
{
  double height = 0;
  double space = 0;

  for (guint i = 0; i < block->children->len; i++) {
    CrmBlock *child = g_ptr_array_index (block->children, i);

    height += space + crm_layout_measure (self, child, style, width);
    space = crm_layout_space (child);
  }
  return height;
}

static double
column_gap (const CrmBlock *block)
{
  return CRM_MM (crm_node_number (block->node, CRM_ATTR_GAP, 4));
}

/* Widths of the columns, gaps taken out. */
static double *
column_widths (const CrmBlock *block, double width)
{
  const CrmLengths *lengths = block->node->objects[CRM_ATTR_WIDTHS];
  double *widths = g_new0 (double, lengths->n);

  crm_layout_resolve (lengths, MAX (width - column_gap (block) * (lengths->n - 1), 1), widths);
  return widths;
}

static double
measure_columns (CrmLayout *self, CrmBlock *block, const CrmStyle *style, double width)
{
  g_autofree double *widths = column_widths (block, width);
  double height = 0;

  for (guint i = 0; i < block->children->len; i++)
    height = MAX (
      height, crm_layout_measure (self, g_ptr_array_index (block->children, i), style, widths[i]));
  return height;
}

/* By the height that was asked for, else by the width, else by dots of 1/150 inch; never larger
 * than there is room for. */
static void
picture_size (const CrmLayout *self, const CrmBlock *block, double width, double *w, double *h)
{
  const CrmLengths *asked = block->node->objects[CRM_ATTR_WIDTH];
  const double ratio = crm_picture_get_ratio (block->picture);
  const double most = self->rest_bottom - self->rest_top;

  *w = crm_picture_get_width (block->picture) * 72.0 / 150;
  if (asked != NULL)
    *w = asked->values[0] < 0 ? width : CRM_MM (asked->values[0]);
  *h = *w * ratio;
  if (crm_node_has (block->node, CRM_ATTR_HEIGHT)) {
    *h = CRM_MM (crm_node_number (block->node, CRM_ATTR_HEIGHT, 0));
    *w = *h / ratio;
  }
  if (*w > width) {
    *w = width;
    *h = *w * ratio;
  }
  if (most > 0 && *h > most) {
    *h = most;
    *w = *h / ratio;
  }
}

static double
qr_side (const CrmBlock *block, double width)
{
  return MIN (CRM_MM (crm_node_number (block->node, CRM_ATTR_SIZE, QR_SIDE)), width);
}

/* Left: who; in the middle the line; right: the name. */
static void
signature_widths (double width, double widths[3])
{
  widths[0] = width * 0.36;
  widths[1] = width * 0.27;
  widths[2] = width * 0.37;
}

static double
measure_signature (CrmLayout *self, CrmBlock *block, const CrmStyle *style, double width)
{
  double widths[3];
  double height = CRM_MM (SIGN_HEIGHT);

  signature_widths (width, widths);
  if (block->picture != NULL)
    height = MAX (height, CRM_MM (IMAGE_SIGN));
  height = fmax (height, crm_layout_text_height (self, block->label, style, widths[0]));
  return fmax (height, crm_layout_text_height (self, block->name, style, widths[2]));
}

static double
measure_block (CrmLayout *self, CrmBlock *block, const CrmStyle *style, double width)
{
  double w = 0;
  double h = 0;

  switch (block->tag) {
  case CRM_BLOCK_P:
  case CRM_BLOCK_H1:
    h = crm_layout_text_height (self, block->text, style, width);
    return h + (crm_node_number (block->node, CRM_ATTR_LINE, 0) > 0 ? CRM_MM (1.2) : 0);
  case CRM_BLOCK_GRID:
    return crm_grid_measure (self, block, style, width);
  case CRM_BLOCK_COLUMNS:
    return measure_columns (self, block, style, width);
  case CRM_BLOCK_IMAGE:
    picture_size (self, block, width, &w, &h);
    return h;
  case CRM_BLOCK_QR:
    return qr_side (block, width);
  case CRM_BLOCK_SPACER:
    return CRM_MM (crm_node_number (block->node, CRM_ATTR_HEIGHT, 3));
  case CRM_BLOCK_LINE:
    return CRM_RULE;
  case CRM_BLOCK_SIGNATURES:
    return measure_signature (self, block, style, width);
  case CRM_BLOCK_KEEP:
  case CRM_BLOCK_HEADER:
  case CRM_BLOCK_FOOTER:
  case CRM_BLOCK_CELL:
    return measure_children (self, block, style, width);
  case CRM_BLOCK_DOCUMENT:
  case CRM_BLOCK_PAGE:
  case CRM_BLOCK_TABLE:
  case CRM_BLOCK_COL:
  case CRM_BLOCK_TOTAL:
  case CRM_BLOCK_ROW:
  case CRM_BLOCK_PAGEBREAK:
  case CRM_BLOCK_S:
  case CRM_BLOCK_B:
  case CRM_BLOCK_N:
  default:
    return 0;
  }
}

double
crm_layout_measure (CrmLayout *self, CrmBlock *block, const CrmStyle *outer, double width)
{
  CrmStyle style = { 0 };

  /* A width does not come out of the same sums twice with another value by chance. */
  if (block->width[self->medium] > 0 && fabs (block->width[self->medium] - width) < 1e-6)
    return block->height[self->medium];
  style = crm_layout_style (block->node, outer);
  block->height[self->medium] = measure_block (self, block, &style, width);
  block->width[self->medium] = width;
  return block->height[self->medium];
}

/* Placing */

static double
aligned (double x, double width, double w, CrmAlign align)
{
  return x + (width - w) * (align == CRM_ALIGN_LEFT ? 0 : align == CRM_ALIGN_CENTER ? 0.5 : 1);
}

static void
place_text (CrmLayout *self,
            CrmBlock *block,
            const CrmStyle *style,
            double x,
            double y,
            double width)
{
  const double height = crm_layout_measure (self, block, style, width);
  const int line = (int)crm_node_number (block->node, CRM_ATTR_LINE, 0);
  const double gap = line > 0 ? CRM_MM (1.2) : 0;
  const CrmPart part = block->tag == CRM_BLOCK_H1 ? CRM_PART_H1 : CRM_PART_P;
  const cairo_rectangle_t box = { x, y + (line == 1 ? gap : 0), width, height - gap };
  CrmItem *item = NULL;

  if (block->text == NULL)
    return;
  crm_layout_begin (self, part);
  item = crm_layout_add_text (self, block->text, style, &box, 0, 0, CRM_VALIGN_TOP);
  if (line > 0 && self->medium == CRM_MEDIUM_SHEET)
    item->edges = line == 1 ? CRM_EDGE_TOP : CRM_EDGE_BOTTOM;
  crm_layout_end (self, part);
  if (line > 0)
    crm_layout_rule (self, x, line == 1 ? y : y + height - 1, width, 1, style->color);
}

static void
place_children (CrmLayout *self,
                CrmBlock *block,
                const CrmStyle *style,
                double x,
                double y,
                double width)
{
  for (guint i = 0; i < block->children->len; i++) {
    CrmBlock *child = g_ptr_array_index (block->children, i);

    crm_layout_place (self, child, style, x, y, width);
    y += crm_layout_measure (self, child, style, width) + crm_layout_space (child);
  }
}

static void
place_columns (CrmLayout *self,
               CrmBlock *block,
               const CrmStyle *style,
               double x,
               double y,
               double width)
{
  g_autofree double *widths = column_widths (block, width);

  for (guint i = 0; i < block->children->len; i++) {
    crm_layout_place (self, g_ptr_array_index (block->children, i), style, x, y, widths[i]);
    x += widths[i] + column_gap (block);
  }
}

/* A stamp lies over what is around it, but never over the edge of the paper. */
static void
place_stamp (CrmLayout *self, CrmBlock *block, double x, double y)
{
  const double w = CRM_MM (STAMP_SIDE);
  const double h = MIN (w * crm_picture_get_ratio (block->stamp), CRM_MM (STAMP_SIDE) * 1.2);
  const double limit = self->medium == CRM_MEDIUM_PAGES ? self->page_height : G_MAXDOUBLE;
  CrmItem *item = NULL;

  x = CLAMP (x - w / 2, 0, MAX (self->page_width - w, 0));
  y = CLAMP (y - h / 2, 0, MAX (limit - h, 0));
  item = crm_layout_add (self, CRM_ITEM_PICTURE, x, y, w, h);
  item->object = block->stamp;
}

static void
place_signature (CrmLayout *self,
                 CrmBlock *block,
                 const CrmStyle *style,
                 double x,
                 double y,
                 double width)
{
  const double height = crm_layout_measure (self, block, style, width);
  double w[3];
  cairo_rectangle_t box = { x, y, 0, height };
  CrmItem *item = NULL;

  signature_widths (width, w);
  box.width = w[0];
  crm_layout_add_text (self, block->label, style, &box, 0, 0, CRM_VALIGN_BOTTOM);
  box = (cairo_rectangle_t){ x + w[0], y, w[1], height };
  item = crm_layout_add_text (self, NULL, style, &box, 0, 0, CRM_VALIGN_BOTTOM);
  item->edges = CRM_EDGE_BOTTOM;
  crm_layout_rule (self, box.x, y + height - CRM_RULE, box.width, CRM_RULE, 0);
  box = (cairo_rectangle_t){ x + w[0] + w[1], y, w[2], height };
  crm_layout_add_text (self, block->name, style, &box, CRM_MM (2), 0, CRM_VALIGN_BOTTOM);
  if (block->picture != NULL) {
    double h = CRM_MM (IMAGE_SIGN);
    double sign = MIN (h / crm_picture_get_ratio (block->picture), w[1]);

    h = sign * crm_picture_get_ratio (block->picture);
    item = crm_layout_add (self, CRM_ITEM_PICTURE, x + w[0] + (w[1] - sign) / 2, y + height - h,
                           sign, h);
    item->object = block->picture;
  }
  if (block->stamp != NULL)
    place_stamp (self, block, x + w[0] + w[1] * 0.8, y + height - CRM_MM (2));
}

static void
place_picture (CrmLayout *self,
               CrmBlock *block,
               const CrmStyle *style,
               double x,
               double y,
               double width)
{
  double w = 0;
  double h = 0;
  CrmItem *item = NULL;

  if (block->tag == CRM_BLOCK_QR)
    w = h = qr_side (block, width);
  else
    picture_size (self, block, width, &w, &h);
  x = aligned (x, width, w, style->align);
  item = crm_layout_add (self, block->qr != NULL ? CRM_ITEM_QR : CRM_ITEM_PICTURE, x, y, w, h);
  item->object = block->qr != NULL ? (gpointer)block->qr : (gpointer)block->picture;
}

void
crm_layout_place (CrmLayout *self,
                  CrmBlock *block,
                  const CrmStyle *outer,
                  double x,
                  double y,
                  double width)
{
  const CrmStyle style = crm_layout_style (block->node, outer);

  switch (block->tag) {
  case CRM_BLOCK_P:
  case CRM_BLOCK_H1:
    crm_layout_measure (self, block, outer, width);
    place_text (self, block, &style, x, y, width);
    break;
  case CRM_BLOCK_GRID:
    crm_grid_place (self, block, &style, x, y, width);
    break;
  case CRM_BLOCK_COLUMNS:
    place_columns (self, block, &style, x, y, width);
    break;
  case CRM_BLOCK_IMAGE:
  case CRM_BLOCK_QR:
    place_picture (self, block, &style, x, y, width);
    break;
  case CRM_BLOCK_LINE:
    crm_layout_rule (self, x, y, width, CRM_RULE, style.color);
    break;
  case CRM_BLOCK_SIGNATURES:
    crm_layout_measure (self, block, outer, width);
    place_signature (self, block, &style, x, y, width);
    break;
  case CRM_BLOCK_KEEP:
  case CRM_BLOCK_HEADER:
  case CRM_BLOCK_FOOTER:
  case CRM_BLOCK_CELL:
    place_children (self, block, &style, x, y, width);
    break;
  case CRM_BLOCK_SPACER:
  case CRM_BLOCK_DOCUMENT:
  case CRM_BLOCK_PAGE:
  case CRM_BLOCK_TABLE:
  case CRM_BLOCK_COL:
  case CRM_BLOCK_TOTAL:
  case CRM_BLOCK_ROW:
  case CRM_BLOCK_PAGEBREAK:
  case CRM_BLOCK_S:
  case CRM_BLOCK_B:
  case CRM_BLOCK_N:
  default:
    break;
  }
}

/* Flowing */

static void
flow_whole (CrmLayout *self, CrmBlock *block, const CrmStyle *outer, double rest)
{
  const double height = crm_layout_measure (self, block, outer, self->width);

  if (!crm_layout_fits (self, height + rest) && !crm_layout_is_fresh (self))
    crm_layout_new_page (self);
  crm_layout_place (self, block, outer, self->left, self->y, self->width);
  self->y += height + crm_layout_space (block);
}

/* Higher than a page, so its parts have to part: texts by lines, the others by blocks. */
static void
flow_parts (CrmLayout *self, CrmBlock *block, const CrmStyle *outer)
{
  const CrmStyle style = crm_layout_style (block->node, outer);

  if (block->text != NULL) {
    CrmSlice slice = { block->text, style, self->left, self->width, 0 };

    crm_layout_flow_slices (self, &slice, 1, 0, 0, CRM_BORDER_NONE);
    self->y += crm_layout_space (block);
  } else {
    crm_layout_flow_blocks (self, block->children, &style);
  }
}

void
crm_layout_flow (CrmLayout *self, CrmBlock *block, const CrmStyle *outer)
{
  const CrmStyle style = crm_layout_style (block->node, outer);
  const double room = self->rest_bottom - self->rest_top;

  if (block->tag == CRM_BLOCK_PAGEBREAK) {
    if (!crm_layout_is_fresh (self))
      crm_layout_new_page (self);
  } else if (block->tag == CRM_BLOCK_PAGE) {
    crm_layout_flow_blocks (self, block->children, &style);
  } else if (block->tag == CRM_BLOCK_TABLE) {
    crm_table_flow (self, block, &style);
    self->y += crm_layout_space (block);
  } else if (block->tag == CRM_BLOCK_GRID) {
    crm_grid_flow (self, block, &style);
    self->y += crm_layout_space (block);
  } else if (self->medium == CRM_MEDIUM_PAGES &&
             crm_layout_measure (self, block, outer, self->width) > room &&
             (block->text != NULL || block->children->len > 0)) {
    flow_parts (self, block, outer);
  } else {
    flow_whole (self, block, outer, block->tag == CRM_BLOCK_H1 ? CRM_MM (HEADING_REST) : 0);
  }
}

/* Height of what follows the table in @index and closes the paper: words, dates, signatures. */
static double
tail_height (CrmLayout *self, GPtrArray *blocks, guint index, const CrmStyle *outer)
{
  double height = 0;

  for (guint i = index + 1; i < blocks->len; i++) {
    CrmBlock *block = g_ptr_array_index (blocks, i);

    if (block->tag == CRM_BLOCK_TABLE || block->tag == CRM_BLOCK_PAGEBREAK ||
        block->tag == CRM_BLOCK_PAGE)
      return 0;
    height += crm_layout_measure (self, block, outer, self->width) + crm_layout_space (block);
  }
  return height > 0 ? height + crm_layout_space (g_ptr_array_index (blocks, index)) : 0;
}

void
crm_layout_flow_blocks (CrmLayout *self, GPtrArray *blocks, const CrmStyle *outer)
{
  for (guint i = 0; i < blocks->len; i++) {
    CrmBlock *block = g_ptr_array_index (blocks, i);

    self->tail = 0;
    if (block->tag == CRM_BLOCK_TABLE && self->medium == CRM_MEDIUM_PAGES)
      self->tail = tail_height (self, blocks, i, outer);
    crm_layout_flow (self, block, outer);
  }
}
