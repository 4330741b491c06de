/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render/crm-layout.h"

/* A cell and the columns and rows it takes. */
typedef struct {
  CrmBlock *cell;
  CrmStyle style;
  guint row;
  guint column;
  guint rows;
  guint columns;
} CrmPlaced;

typedef struct {
  guint n_columns;
  guint n_rows;
  CrmBorder border;
  double pad_x;
  double pad_y;
  double *xs;    /* n_columns + 1 edges, from 0 */
  GArray *cells; /* CrmPlaced */
} CrmGrid;

static void
free_grid (CrmGrid *grid)
{
  g_free (grid->xs);
  g_array_unref (grid->cells);
  g_free (grid);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmGrid, free_grid)

/* Fills the columns of a row from the left, around the cells that reach down from above. */
static void
place_row (CrmGrid *grid, CrmBlock *row, guint index, const CrmStyle *outer, guint *taken)
{
  const CrmStyle style = crm_layout_style (row->node, outer);
  guint column = 0;

  for (guint i = 0; i < row->children->len; i++) {
    CrmBlock *cell = g_ptr_array_index (row->children, i);
    CrmPlaced placed = { cell, crm_layout_style (cell->node, &style), index, 0, 1, 1 };

    while (column < grid->n_columns && taken[column] > index)
      column++;
    if (column == grid->n_columns)
      return;
    placed.column = column;
    placed.rows = (guint)crm_node_number (cell->node, CRM_ATTR_ROWSPAN, 1);
    placed.columns = (guint)crm_node_number (cell->node, CRM_ATTR_SPAN, 1);
    placed.rows = MIN (placed.rows, grid->n_rows - index);
    placed.columns = MIN (placed.columns, grid->n_columns - column);
    for (guint j = 0; j < placed.columns; j++)
      taken[column + j] = index + placed.rows;
    column += placed.columns;
    g_array_append_val (grid->cells, placed);
  }
}

static CrmGrid *
read_grid (CrmBlock *block, const CrmStyle *style, double width)
{
  const CrmLengths *lengths = block->node->objects[CRM_ATTR_WIDTHS];
  CrmGrid *grid = g_new0 (CrmGrid, 1);
  g_autofree double *widths = g_new0 (double, lengths->n);
  g_autofree guint *taken = g_new0 (guint, lengths->n);

  grid->n_columns = lengths->n;
  grid->n_rows = block->children->len;
  grid->border = (CrmBorder)crm_node_number (block->node, CRM_ATTR_BORDER, CRM_BORDER_NONE);
  grid->pad_x = grid->border == CRM_BORDER_NONE ? CRM_MM (0.5) : CRM_PAD_X;
  grid->pad_y = grid->border == CRM_BORDER_NONE ? CRM_MM (0.3) : CRM_PAD_Y;
  grid->cells = g_array_new (FALSE, TRUE, sizeof (CrmPlaced));
  grid->xs = g_new0 (double, lengths->n + 1);
  crm_layout_resolve (lengths, width, widths);
  for (guint i = 0; i < lengths->n; i++)
    grid->xs[i + 1] = grid->xs[i] + widths[i];
  for (guint i = 0; i < grid->n_rows; i++)
    place_row (grid, g_ptr_array_index (block->children, i), i, style, taken);
  return grid;
}

/* Without a frame texts begin flush with what is above and below. */
static double
left_pad (const CrmGrid *grid, const CrmPlaced *placed)
{
  return grid->border == CRM_BORDER_NONE ? 0 : grid->pad_x;
}

static double
cell_width (const CrmGrid *grid, const CrmPlaced *placed)
{
  return grid->xs[placed->column + placed->columns] - grid->xs[placed->column];
}

static double
cell_height (CrmLayout *self, const CrmGrid *grid, CrmPlaced *placed)
{
  const double width = MAX (cell_width (grid, placed) - left_pad (grid, placed) - grid->pad_x, 1);
  double height = 0;

  if (placed->cell->text != NULL)
    height = crm_layout_text_height (self, placed->cell->text, &placed->style, width);
  else
    height = crm_layout_measure (self, placed->cell, &placed->style, width);
  /* An empty cell is as high as a line. */
  return MAX (height, placed->style.size * 1.15) + 2 * grid->pad_y;
}

/* Heights of the rows: cells of one row first, then what higher cells still lack is given to their
 * last row. */
static double *
row_heights (CrmLayout *self, CrmBlock *block, CrmGrid *grid)
{
  double *heights = g_new0 (double, grid->n_rows + 1);

  for (guint i = 0; i < grid->n_rows; i++) {
    const CrmBlock *row = g_ptr_array_index (block->children, i);

    heights[i] = CRM_MM (crm_node_number (row->node, CRM_ATTR_HEIGHT, 0));
  }
  for (guint pass = 0; pass < 2; pass++) {
    for (guint i = 0; i < grid->cells->len; i++) {
      CrmPlaced *placed = &g_array_index (grid->cells, CrmPlaced, i);
      double lacking = 0;

      if ((placed->rows > 1) != (pass == 1))
        continue;
      lacking = cell_height (self, grid, placed);
      for (guint j = 0; j < placed->rows; j++)
        lacking -= heights[placed->row + j];
      if (lacking > 0)
        heights[placed->row + placed->rows - 1] += lacking;
    }
  }
  return heights;
}

double
crm_grid_measure (CrmLayout *self, CrmBlock *block, const CrmStyle *style, double width)
{
  g_autoptr (CrmGrid) grid = read_grid (block, style, width);
  double *heights = row_heights (self, block, grid);
  double sum = 0;

  for (guint i = 0; i < grid->n_rows; i++)
    sum += heights[i];
  g_free (block->rows[self->medium]);
  block->rows[self->medium] = heights;
  return sum;
}

/* Placing */

static CrmValign
cell_valign (const CrmPlaced *placed)
{
  const CrmNode *row = placed->cell->node->parent;

  return (CrmValign)crm_node_number (placed->cell->node, CRM_ATTR_VALIGN,
                                     crm_node_number (row, CRM_ATTR_VALIGN, CRM_VALIGN_TOP));
}

static int
cell_fill (const CrmPlaced *placed)
{
  const CrmNode *row = placed->cell->node->parent;

  return (int)crm_node_number (placed->cell->node, CRM_ATTR_FILL,
                               crm_node_number (row, CRM_ATTR_FILL, -1));
}

static guint
cell_edges (const CrmGrid *grid, const CrmPlaced *placed)
{
  guint edges = 0;
  const CrmBorder border =
    (CrmBorder)crm_node_number (placed->cell->node, CRM_ATTR_BORDER, grid->border);

  if (border == CRM_BORDER_THIN || (border == CRM_BORDER_BOX && border != grid->border))
    return CRM_EDGE_ALL;
  if (border == CRM_BORDER_ROWS)
    return CRM_EDGE_TOP | CRM_EDGE_BOTTOM;
  if (border == CRM_BORDER_BOX) {
    edges |= placed->column == 0 ? CRM_EDGE_LEFT : 0;
    edges |= placed->row == 0 ? CRM_EDGE_TOP : 0;
    edges |= placed->column + placed->columns == grid->n_columns ? CRM_EDGE_RIGHT : 0;
    edges |= placed->row + placed->rows == grid->n_rows ? CRM_EDGE_BOTTOM : 0;
  }
  return edges;
}

/* Neighbours share a line: only the cells at the left and upper edge draw those sides, unless the
 * one before did not draw its own. */
static void
draw_edges (CrmLayout *self,
            const cairo_rectangle_t *box,
            guint edges,
            gboolean leftmost,
            gboolean top)
{
  const double half = CRM_RULE / 2;

  if ((edges & CRM_EDGE_LEFT) && leftmost)
    crm_layout_rule (self, box->x - half, box->y - half, CRM_RULE, box->height + CRM_RULE, 0);
  if ((edges & CRM_EDGE_TOP) && top)
    crm_layout_rule (self, box->x - half, box->y - half, box->width + CRM_RULE, CRM_RULE, 0);
  if (edges & CRM_EDGE_RIGHT)
    crm_layout_rule (self, box->x + box->width - half, box->y - half, CRM_RULE,
                     box->height + CRM_RULE, 0);
  if (edges & CRM_EDGE_BOTTOM)
    crm_layout_rule (self, box->x - half, box->y + box->height - half, box->width + CRM_RULE,
                     CRM_RULE, 0);
}

static void
place_cell (CrmLayout *self,
            const CrmGrid *grid,
            CrmPlaced *placed,
            const cairo_rectangle_t *box,
            gboolean top)
{
  const double left = left_pad (grid, placed);
  const guint edges = cell_edges (grid, placed);
  const int fill = cell_fill (placed);
  const gboolean own = crm_node_has (placed->cell->node, CRM_ATTR_BORDER);
  CrmItem *item = NULL;

  if (fill >= 0)
    crm_layout_add (self, CRM_ITEM_FILL, box->x, box->y, box->width, box->height)->color =
      (guint32)fill;
  crm_layout_begin (self, CRM_PART_TD);
  if (placed->cell->text != NULL || placed->cell->children->len == 0) {
    item = crm_layout_add_text (self, placed->cell->text, &placed->style, box, grid->pad_x,
                                grid->pad_y, cell_valign (placed));
    /* The left side of a grid without a frame is flush with the text around it. */
    if (left < grid->pad_x) {
      item->text_x -= grid->pad_x - left;
      item->text_w += grid->pad_x - left;
    }
    item->edges = edges;
    item->fill = fill;
  } else {
    crm_layout_place (self, placed->cell, &placed->style, box->x + left, box->y + grid->pad_y,
                      MAX (box->width - left - grid->pad_x, 1));
  }
  crm_layout_end (self, CRM_PART_TD);
  draw_edges (self, box, edges, own || placed->column == 0, own || top);
}

/* Rows from @first up to @end, at @y. */
static void
place_rows (CrmLayout *self,
            const CrmGrid *grid,
            const double *heights,
            guint first,
            guint end,
            double x,
            double y)
{
  guint open = G_MAXUINT;

  for (guint i = 0; i < grid->cells->len; i++) {
    CrmPlaced *placed = &g_array_index (grid->cells, CrmPlaced, i);
    cairo_rectangle_t box = { x + grid->xs[placed->column], y, cell_width (grid, placed), 0 };

    if (placed->row < first || placed->row >= end)
      continue;
    if (placed->row != open) {
      if (open != G_MAXUINT)
        crm_layout_end (self, CRM_PART_TR);
      crm_layout_begin (self, CRM_PART_TR);
      open = placed->row;
    }
    for (guint j = first; j < placed->row; j++)
      box.y += heights[j];
    for (guint j = 0; j < placed->rows; j++)
      box.height += heights[placed->row + j];
    place_cell (self, grid, placed, &box, placed->row == first);
  }
  if (open != G_MAXUINT)
    crm_layout_end (self, CRM_PART_TR);
}

void
crm_grid_place (CrmLayout *self,
                CrmBlock *block,
                const CrmStyle *style,
                double x,
                double y,
                double width)
{
  g_autoptr (CrmGrid) grid = read_grid (block, style, width);
  g_autofree double *heights = row_heights (self, block, grid);

  crm_layout_begin (self, CRM_PART_TABLE);
  place_rows (self, grid, heights, 0, grid->n_rows, x, y);
  crm_layout_end (self, CRM_PART_TABLE);
}

/* Flowing */

/* The row behind the ones that hang together with @first by cells reaching down. */
static guint
group_end (const CrmGrid *grid, guint first)
{
  guint end = first + 1;

  for (guint i = 0; i < grid->cells->len; i++) {
    const CrmPlaced *placed = &g_array_index (grid->cells, CrmPlaced, i);

    if (placed->row >= first && placed->row < end)
      end = MAX (end, placed->row + placed->rows);
  }
  return end;
}

static void
flow_high_row (CrmLayout *self, const CrmGrid *grid, guint row)
{
  g_autofree CrmSlice *slices = g_new0 (CrmSlice, grid->n_columns);
  guint n = 0;

  for (guint i = 0; i < grid->cells->len; i++) {
    const CrmPlaced *placed = &g_array_index (grid->cells, CrmPlaced, i);

    if (placed->row == row)
      slices[n++] =
        (CrmSlice){ placed->cell->text, placed->style, self->left + grid->xs[placed->column],
                    cell_width (grid, placed), 0 };
  }
  if (n > 0)
    crm_layout_flow_slices (self, slices, n, grid->pad_x, grid->pad_y, grid->border);
}

void
crm_grid_flow (CrmLayout *self, CrmBlock *block, const CrmStyle *style)
{
  g_autoptr (CrmGrid) grid = read_grid (block, style, self->width);
  g_autofree double *heights = row_heights (self, block, grid);
  const double room = self->rest_bottom - self->rest_top;
  guint end = 0;

  crm_layout_begin (self, CRM_PART_TABLE);
  for (guint first = 0; first < grid->n_rows; first = end) {
    double height = 0;

    end = group_end (grid, first);
    for (guint i = first; i < end; i++)
      height += heights[i];
    if (self->medium == CRM_MEDIUM_PAGES && height > room && end == first + 1) {
      crm_layout_begin (self, CRM_PART_TR);
      flow_high_row (self, grid, first);
      crm_layout_end (self, CRM_PART_TR);
      continue;
    }
    if (!crm_layout_fits (self, height) && !crm_layout_is_fresh (self))
      crm_layout_new_page (self);
    place_rows (self, grid, heights, first, end, self->left, self->y);
    self->y += height;
  }
  crm_layout_end (self, CRM_PART_TABLE);
}
