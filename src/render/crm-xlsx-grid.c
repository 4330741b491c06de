/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render/crm-xlsx-grid.h"

#include <math.h>

/* Edges closer than this are one: 1.5 mm across, a hair's breadth down. Points. */
#define SNAP_X 4.3
#define SNAP_Y 2.0

/* Excel opens no row higher than 409 points. */
#define MAX_ROW 400.0

static double
cut_at (const GArray *cuts, guint index)
{
  return g_array_index (cuts, double, index);
}

guint
crm_xlsx_grid_find (const GArray *cuts, double place)
{
  guint low = 0;
  guint high = cuts->len;

  while (high - low > 1) {
    guint middle = (low + high) / 2;

    if (cut_at (cuts, middle) <= place + 0.01)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static guint
nearest_cut (const GArray *cuts, double place)
{
  guint index = crm_xlsx_grid_find (cuts, place);

  if (index + 1 < cuts->len &&
      fabs (cut_at (cuts, index + 1) - place) < fabs (cut_at (cuts, index) - place))
    return index + 1;
  return index;
}

static void
add_cut (GArray *cuts, double place, double snap)
{
  guint index = 0;

  if (cuts->len > 0) {
    index = nearest_cut (cuts, place);
    if (fabs (cut_at (cuts, index) - place) <= snap)
      return;
    if (cut_at (cuts, index) < place)
      index++;
  }
  g_array_insert_val (cuts, index, place);
}

static gboolean
is_cell (const CrmItem *item)
{
  return item->kind == CRM_ITEM_TEXT && (item->rich != NULL || item->edges != 0 || item->fill >= 0);
}

static void
find_cuts (CrmXlsxGrid *self, const CrmPage *page)
{
  add_cut (self->xs, 0, 0);
  add_cut (self->ys, 0, 0);
  for (guint pass = 0; pass < 2; pass++) {
    for (guint i = 0; i < page->items->len; i++) {
      const CrmItem *item = &g_array_index (page->items, CrmItem, i);

      if (!is_cell (item) || (item->table != NULL) != (pass == 0))
        continue;
      add_cut (self->xs, item->x, SNAP_X);
      add_cut (self->xs, item->x + item->w, SNAP_X);
      add_cut (self->ys, item->y, SNAP_Y);
      add_cut (self->ys, item->y + item->h, SNAP_Y);
    }
  }
  /* A picture at the end takes rows too, so that it is printed. */
  add_cut (self->xs, page->width, SNAP_X);
  add_cut (self->ys, page->height, SNAP_Y);
  for (guint i = 0; i + 1 < self->ys->len; i++) {
    double place = cut_at (self->ys, i) + MAX_ROW;

    if (cut_at (self->ys, i + 1) > place + 1)
      g_array_insert_val (self->ys, i + 1, place);
  }
}

static gboolean
is_free (const CrmXlsxGrid *self, const CrmRegion *region)
{
  const guint width = crm_xlsx_grid_columns (self);

  for (guint row = region->row; row <= region->last_row; row++) {
    for (guint column = region->column; column <= region->last_column; column++) {
      if (self->taken[row * width + column])
        return FALSE;
    }
  }
  return TRUE;
}

static void
take (CrmXlsxGrid *self, const CrmRegion *region)
{
  const guint width = crm_xlsx_grid_columns (self);

  for (guint row = region->row; row <= region->last_row; row++) {
    for (guint column = region->column; column <= region->last_column; column++)
      self->taken[row * width + column] = self->regions->len + 1;
  }
  g_array_append_val (self->regions, *region);
}

/* Two texts over one another cannot both be merged; the later one takes what is left of its row,
 * and an empty one gives way. */
static void
place_item (CrmXlsxGrid *self, const CrmItem *item)
{
  CrmRegion region = { item, 0, 0, 0, 0 };

  region.column = MIN (nearest_cut (self->xs, item->x), crm_xlsx_grid_columns (self) - 1);
  region.row = MIN (nearest_cut (self->ys, item->y), crm_xlsx_grid_rows (self) - 1);
  region.last_column = nearest_cut (self->xs, item->x + item->w);
  region.last_row = nearest_cut (self->ys, item->y + item->h);
  region.last_column = MAX (region.last_column, region.column + 1) - 1;
  region.last_row = MAX (region.last_row, region.row + 1) - 1;
  if (is_free (self, &region)) {
    take (self, &region);
    return;
  }
  while (region.column < region.last_column && !is_free (self, &region))
    region.column++;
  if (!is_free (self, &region))
    region.last_row = region.row;
  if (item->rich != NULL && is_free (self, &region))
    take (self, &region);
}

CrmXlsxGrid *
crm_xlsx_grid_new (const CrmSheet *sheet)
{
  CrmXlsxGrid *self = g_new0 (CrmXlsxGrid, 1);
  const CrmPage *page = sheet->page;

  self->xs = g_array_new (FALSE, FALSE, sizeof (double));
  self->ys = g_array_new (FALSE, FALSE, sizeof (double));
  self->regions = g_array_sized_new (FALSE, FALSE, sizeof (CrmRegion), page->items->len);
  find_cuts (self, page);
  self->taken =
    g_new0 (guint32, (gsize)crm_xlsx_grid_columns (self) * crm_xlsx_grid_rows (self) + 1);
  for (guint i = 0; i < page->items->len; i++) {
    const CrmItem *item = &g_array_index (page->items, CrmItem, i);

    if (is_cell (item))
      place_item (self, item);
  }
  return self;
}

void
crm_xlsx_grid_free (CrmXlsxGrid *self)
{
  g_array_unref (self->xs);
  g_array_unref (self->ys);
  g_array_unref (self->regions);
  g_free (self->taken);
  g_free (self);
}

guint
crm_xlsx_grid_columns (const CrmXlsxGrid *self)
{
  return MAX (self->xs->len, 2) - 1;
}

guint
crm_xlsx_grid_rows (const CrmXlsxGrid *self)
{
  return MAX (self->ys->len, 2) - 1;
}

const CrmRegion *
crm_xlsx_grid_at (const CrmXlsxGrid *self, guint row, guint column)
{
  const guint32 number = self->taken[row * crm_xlsx_grid_columns (self) + column];

  return number > 0 ? &g_array_index (self->regions, CrmRegion, number - 1) : NULL;
}
