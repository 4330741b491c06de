/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/crm-paper-private.h"

G_BEGIN_DECLS

/*
 * Which cells of a workbook the items of a sheet take: all edges of texts are cuts between columns
 * and rows; edges close to each other are one, and those of the items table win. Private to
 * render/.
 */

typedef struct {
  const CrmItem *item;
  guint row;
  guint column;
  guint last_row;
  guint last_column;
} CrmRegion;

typedef struct {
  GArray *xs;      /* double, ascending */
  GArray *ys;      /* double, ascending */
  GArray *regions; /* CrmRegion, none over another */
  guint32 *taken;  /* by row and column: number of the region + 1, or 0 */
} CrmXlsxGrid;

CrmXlsxGrid *crm_xlsx_grid_new (const CrmSheet *sheet);
void crm_xlsx_grid_free (CrmXlsxGrid *self);
guint crm_xlsx_grid_columns (const CrmXlsxGrid *self);
guint crm_xlsx_grid_rows (const CrmXlsxGrid *self);

/* The region that a cell belongs to, or NULL. */
const CrmRegion *crm_xlsx_grid_at (const CrmXlsxGrid *self, guint row, guint column);

/* The last cut at or before the place. */
guint crm_xlsx_grid_find (const GArray *cuts, double place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmXlsxGrid, crm_xlsx_grid_free)

G_END_DECLS
