/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render/crm-layout.h"

#include <math.h>

/* No star column becomes narrower than this for the sake of wide numbers. */
#define STAR_LEAST CRM_MM (28)

/* A table of items while it is being put on pages. */
typedef struct {
  CrmBlock *block;
  guint n;
  GPtrArray *columns; /* CrmBlock, borrowed */
  GPtrArray *totals;
  CrmStyle style;
  CrmStyle *styles; /* of the columns */
  double *xs;       /* n + 1 edges on the page */
  double *heights;  /* of the rows */
  double head_height;
  double totals_height;
  double tail; /* what has to stay on the page of the totals, besides */
  CrmBorder border;
  int fill; /* of the head */
} CrmTable;

static void
free_table (CrmTable *table)
{
  g_ptr_array_unref (table->columns);
  g_ptr_array_unref (table->totals);
  g_free (table->styles);
  g_free (table->xs);
  g_free (table->heights);
  g_free (table);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTable, free_table)

static const CrmRich *
cell_of (const CrmTable *table, guint row, guint column)
{
  return g_ptr_array_index (table->block->cells, row * table->n + column);
}

static CrmStyle
head_style (const CrmTable *table)
{
  CrmStyle style = table->style;

  style.b = TRUE;
  style.align = CRM_ALIGN_CENTER;
  return style;
}

/* Widths */

static CrmStyle
total_style (const CrmTable *table, const CrmBlock *total)
{
  CrmStyle style = table->style;

  style.align = CRM_ALIGN_RIGHT;
  return crm_layout_style (total->node, &style);
}

/* The room that the numbers of a column need: they must not break. */
static double
needed_width (CrmLayout *self, const CrmTable *table, guint column)
{
  double most = 0;

  for (guint i = 0; i < table->block->n_rows; i++) {
    const CrmRich *rich = cell_of (table, i, column);

    if (rich->figure.kind != CRM_FIGURE_NONE)
      most = fmax (most, crm_typesetter_natural_width (self->type, rich, &table->styles[column]));
  }
  for (guint i = 0; column + 1 == table->n && i < table->totals->len; i++) {
    const CrmBlock *total = g_ptr_array_index (table->totals, i);
    const CrmStyle style = total_style (table, total);

    most = fmax (most, crm_typesetter_natural_width (self->type, total->text, &style));
  }
  return most > 0 ? most + 2 * CRM_PAD_X + 1 : 0;
}

static void
find_widths (CrmLayout *self, CrmTable *table, double *widths)
{
  double fixed = 0;
  double stars = 0;
  double room = 0;

  for (guint i = 0; i < table->n; i++) {
    const CrmBlock *column = g_ptr_array_index (table->columns, i);
    const CrmLengths *asked = column->node->objects[CRM_ATTR_WIDTH];

    widths[i] = asked->values[0] < 0
                  ? asked->values[0]
                  : fmax (CRM_MM (asked->values[0]), needed_width (self, table, i));
    if (widths[i] < 0)
      stars -= widths[i];
    else
      fixed += widths[i];
  }
  room = stars > 0 ? MAX (self->width - fixed, STAR_LEAST) : self->width - fixed;
  for (guint i = 0; i < table->n; i++) {
    if (widths[i] < 0)
      widths[i] = room * -widths[i] / stars;
    else if (stars > 0)
      widths[i] *= (self->width - room) / fixed;
    else
      widths[i] *= self->width / fixed;
  }
}

/* Found once and kept, for both media have the same widths. */
static void
find_edges (CrmLayout *self, CrmTable *table)
{
  double **kept = &table->block->columns[CRM_MEDIUM_PAGES];

  if (*kept == NULL) {
    *kept = g_new0 (double, table->n);
    find_widths (self, table, *kept);
  }
  table->xs = g_new0 (double, table->n + 1);
  table->xs[0] = self->left;
  for (guint i = 0; i < table->n; i++)
    table->xs[i + 1] = table->xs[i] + (*kept)[i];
}

/* Heights */

static double
text_height (CrmLayout *self,
             const CrmTable *table,
             const CrmRich *rich,
             const CrmStyle *style,
             guint column)
{
  const double width = table->xs[column + 1] - table->xs[column] - 2 * CRM_PAD_X;

  return crm_layout_text_height (self, rich, style, width);
}

static double
total_height (CrmLayout *self, const CrmTable *table, const CrmBlock *total)
{
  const CrmStyle style = total_style (table, total);
  const double width = table->xs[table->n - (table->n > 1 ? 1 : 0)] - table->xs[0];
  double height = text_height (self, table, total->text, &style, table->n - 1);

  if (table->n > 1)
    height =
      fmax (height, crm_layout_text_height (self, total->label, &style, width - 2 * CRM_PAD_X));
  return MAX (height, style.size * 1.15) + 2 * CRM_PAD_Y;
}

static void
find_heights (CrmLayout *self, CrmTable *table)
{
  const CrmStyle head = head_style (table);

  table->heights = g_new0 (double, table->block->n_rows + 1);
  for (guint i = 0; i < table->n; i++) {
    const CrmBlock *column = g_ptr_array_index (table->columns, i);

    table->head_height =
      fmax (table->head_height, text_height (self, table, column->text, &head, i));
  }
  table->head_height += 2 * CRM_PAD_Y + CRM_MM (0.6);
  for (guint i = 0; i < table->block->n_rows; i++) {
    double height = table->style.size * 1.15;

    for (guint j = 0; j < table->n; j++)
      height =
        fmax (height, text_height (self, table, cell_of (table, i, j), &table->styles[j], j));
    table->heights[i] = height + 2 * CRM_PAD_Y;
  }
  for (guint i = 0; i < table->totals->len; i++)
    table->totals_height += total_height (self, table, g_ptr_array_index (table->totals, i));
}

static CrmTable *
read_table (CrmLayout *self, CrmBlock *block, const CrmStyle *style)
{
  CrmTable *table = g_new0 (CrmTable, 1);

  table->block = block;
  table->n = block->n_cols;
  table->style = *style;
  table->border = (CrmBorder)crm_node_number (block->node, CRM_ATTR_BORDER, CRM_BORDER_NONE);
  table->fill = (int)crm_node_number (block->node, CRM_ATTR_FILL, -1);
  table->columns = g_ptr_array_new ();
  table->totals = g_ptr_array_new ();
  table->styles = g_new0 (CrmStyle, table->n);
  for (guint i = 0; i < block->children->len; i++) {
    CrmBlock *child = g_ptr_array_index (block->children, i);

    if (child->tag == CRM_BLOCK_COL) {
      table->styles[table->columns->len] = crm_layout_style (child->node, style);
      g_ptr_array_add (table->columns, child);
    } else {
      g_ptr_array_add (table->totals, child);
    }
  }
  find_edges (self, table);
  find_heights (self, table);
  return table;
}

/* Placing */

static guint
border_edges (CrmBorder border)
{
  switch (border) {
  case CRM_BORDER_THIN:
    return CRM_EDGE_ALL;
  case CRM_BORDER_ROWS:
    return CRM_EDGE_TOP | CRM_EDGE_BOTTOM;
  case CRM_BORDER_NONE:
  case CRM_BORDER_BOX:
  default:
    return 0;
  }
}

static CrmItem *
place_cell (CrmLayout *self,
            const CrmTable *table,
            const CrmRich *rich,
            const CrmStyle *style,
            guint column,
            double height,
            CrmPlace place)
{
  const cairo_rectangle_t box = { table->xs[column], self->y,
                                  table->xs[column + 1] - table->xs[column], height };
  const CrmPart part = place == CRM_PLACE_HEAD ? CRM_PART_TH : CRM_PART_TD;
  CrmItem *item = NULL;

  crm_layout_begin (self, part);
  item = crm_layout_add_text (self, rich, style, &box, CRM_PAD_X, CRM_PAD_Y,
                              place == CRM_PLACE_HEAD ? CRM_VALIGN_MIDDLE : CRM_VALIGN_TOP);
  item->place = place;
  item->table = table->block;
  item->column = column;
  item->edges = border_edges (table->border);
  crm_layout_end (self, part);
  /* Adding to the list may have moved it. */
  return &g_array_index (self->page->items, CrmItem,
                         self->page->items->len - (self->medium == CRM_MEDIUM_PAGES ? 2 : 1));
}

static void
place_head (CrmLayout *self, const CrmTable *table)
{
  const CrmStyle style = head_style (table);
  const double width = table->xs[table->n] - table->xs[0];

  if (table->fill >= 0)
    crm_layout_add (self, CRM_ITEM_FILL, table->xs[0], self->y, width, table->head_height)->color =
      (guint32)table->fill;
  crm_layout_begin (self, CRM_PART_TR);
  for (guint i = 0; i < table->n; i++) {
    const CrmBlock *column = g_ptr_array_index (table->columns, i);
    CrmStyle cell = style;

    /* Without vertical lines a title stands over its column as the column does. */
    if (table->border != CRM_BORDER_THIN)
      cell.align = table->styles[i].align;
    place_cell (self, table, column->text, &cell, i, table->head_height, CRM_PLACE_HEAD)->fill =
      table->fill;
  }
  crm_layout_end (self, CRM_PART_TR);
  crm_layout_frame (self, table->xs, table->n, self->y, table->head_height, table->border, TRUE,
                    FALSE);
  self->y += table->head_height;
}

static void
place_row (CrmLayout *self, const CrmTable *table, guint row)
{
  crm_layout_begin (self, CRM_PART_TR);
  for (guint i = 0; i < table->n; i++)
    place_cell (self, table, cell_of (table, row, i), &table->styles[i], i, table->heights[row],
                CRM_PLACE_BODY)
      ->row = row;
  crm_layout_end (self, CRM_PART_TR);
  crm_layout_frame (self, table->xs, table->n, self->y, table->heights[row], table->border, FALSE,
                    row + 1 == table->block->n_rows);
  self->y += table->heights[row];
}

static void
place_total (CrmLayout *self, const CrmTable *table, CrmBlock *total)
{
  const CrmStyle style = total_style (table, total);
  const double height = total_height (self, table, total);
  const guint last = table->n - 1;
  const cairo_rectangle_t box = { table->xs[0], self->y, table->xs[last] - table->xs[0], height };
  const int fill = (int)crm_node_number (total->node, CRM_ATTR_FILL, -1);
  CrmItem *item = NULL;

  if (fill >= 0)
    crm_layout_add (self, CRM_ITEM_FILL, box.x, box.y, table->xs[table->n] - box.x, height)->color =
      (guint32)fill;
  crm_layout_begin (self, CRM_PART_TR);
  if (last > 0) {
    crm_layout_begin (self, CRM_PART_TD);
    item =
      crm_layout_add_text (self, total->label, &style, &box, CRM_PAD_X, CRM_PAD_Y, CRM_VALIGN_TOP);
    item->fill = fill;
    crm_layout_end (self, CRM_PART_TD);
  }
  item = place_cell (self, table, total->text, &style, last, height, CRM_PLACE_TOTAL);
  item->fill = fill;
  item->edges = table->border == CRM_BORDER_THIN ? CRM_EDGE_ALL : 0;
  item->object = total;
  crm_layout_end (self, CRM_PART_TR);
  if (table->border == CRM_BORDER_THIN)
    crm_layout_frame (self, &table->xs[last], 1, self->y, height, CRM_BORDER_THIN, FALSE, TRUE);
  self->y += height;
}

/* Flowing */

static void
next_page (CrmLayout *self, const CrmTable *table)
{
  crm_layout_new_page (self);
  if (self->medium == CRM_MEDIUM_PAGES &&
      crm_node_number (table->block->node, CRM_ATTR_REPEAT_HEADER, 1) > 0)
    place_head (self, table);
}

/* A signature alone on the last page could be put under anything; so what closes the paper stays
 * with the totals and the last rows, when all that is not more than a page. */
static void
find_tail (const CrmLayout *self, CrmTable *table)
{
  const guint asked = (guint)crm_node_number (table->block->node, CRM_ATTR_MIN_ROWS, 1);
  double height = table->head_height + table->totals_height + self->tail;

  for (guint i = 0; i < MIN (asked, table->block->n_rows); i++)
    height += table->heights[table->block->n_rows - 1 - i];
  if (height <= self->rest_bottom - self->rest_top)
    table->tail = self->tail;
}

/* Rows that the totals pull to their page: as many as asked for, fewer when they are too high. */
static guint
first_bound_row (const CrmLayout *self, const CrmTable *table)
{
  const double room = self->rest_bottom - self->rest_top - table->head_height;
  const guint n = table->block->n_rows;
  guint asked = (guint)crm_node_number (table->block->node, CRM_ATTR_MIN_ROWS, 1);
  double height = table->totals_height;
  guint first = n;

  if (table->totals->len == 0)
    return n;
  while (asked > 0 && first > 0 && height + table->heights[first - 1] <= room) {
    first--;
    asked--;
    height += table->heights[first];
  }
  return first;
}

static double
height_from (const CrmTable *table, guint row)
{
  double height = table->totals_height + table->tail;

  for (; row < table->block->n_rows; row++)
    height += table->heights[row];
  return height;
}

static void
flow_high_row (CrmLayout *self, const CrmTable *table, guint row)
{
  g_autofree CrmSlice *slices = g_new0 (CrmSlice, table->n);

  for (guint i = 0; i < table->n; i++)
    slices[i] = (CrmSlice){ cell_of (table, row, i), table->styles[i], table->xs[i],
                            table->xs[i + 1] - table->xs[i], 0 };
  crm_layout_begin (self, CRM_PART_TR);
  crm_layout_flow_slices (self, slices, table->n, CRM_PAD_X, CRM_PAD_Y, table->border);
  crm_layout_end (self, CRM_PART_TR);
}

static void
flow_rows (CrmLayout *self, const CrmTable *table)
{
  const double room = self->rest_bottom - self->rest_top - table->head_height;
  const guint bound = first_bound_row (self, table);

  for (guint i = 0; i < table->block->n_rows; i++) {
    double height = i == bound ? height_from (table, i) : table->heights[i];
    const gboolean high = self->medium == CRM_MEDIUM_PAGES && table->heights[i] > room;

    if (high) {
      flow_high_row (self, table, i);
      continue;
    }
    /* The head alone at the end of a page would be worse than a gap. */
    if (!crm_layout_fits (self, height))
      next_page (self, table);
    place_row (self, table, i);
  }
  if (bound == table->block->n_rows && !crm_layout_fits (self, table->totals_height + table->tail))
    next_page (self, table);
}

void
crm_table_flow (CrmLayout *self, CrmBlock *block, const CrmStyle *style)
{
  g_autoptr (CrmTable) table = NULL;
  double least = 0;

  if (block->n_cols == 0)
    return;
  table = read_table (self, block, style);
  find_tail (self, table);
  least = table->head_height +
          (first_bound_row (self, table) == 0 ? height_from (table, 0) : table->heights[0]);
  if (!crm_layout_fits (self, least) && !crm_layout_is_fresh (self) &&
      least <= self->rest_bottom - self->rest_top)
    crm_layout_new_page (self);
  crm_layout_begin (self, CRM_PART_TABLE);
  place_head (self, table);
  flow_rows (self, table);
  for (guint i = 0; i < table->totals->len; i++) {
    CrmBlock *total = g_ptr_array_index (table->totals, i);

    /* Only totals higher than a page part. */
    if (!crm_layout_fits (self, total_height (self, table, total)))
      crm_layout_new_page (self);
    place_total (self, table, total);
  }
  crm_layout_end (self, CRM_PART_TABLE);
}
