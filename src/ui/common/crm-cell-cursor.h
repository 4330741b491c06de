/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Some cells of a list: positions of rows, indexes of columns, both ends within. */
typedef struct {
  guint top;
  guint bottom;
  guint left;
  guint right;
} CrmCellRange;

/**
 * CrmCellCursor:
 *
 * The cell of a list that one is in, and the rectangle of cells chosen from it. It lies over the
 * list and draws the two frames from where the rows and the headers stand, so that the cells
 * themselves know nothing of it.
 *
 * Signals: "changed".
 */
#define CRM_TYPE_CELL_CURSOR (crm_cell_cursor_get_type ())
G_DECLARE_FINAL_TYPE (CrmCellCursor, crm_cell_cursor, CRM, CELL_CURSOR, GtkWidget)

/* Where the header of a column stands among the headers; -1 when the column is not shown. */
typedef int (*CrmCellPlaceFunc) (gpointer data, guint column);

/* @view must outlive it. */
void crm_cell_cursor_set_view (CrmCellCursor *self,
                               GtkColumnView *view,
                               CrmCellPlaceFunc place,
                               gpointer data);

/* @extend: the rectangle reaches from where it began to here. */
void crm_cell_cursor_move (CrmCellCursor *self, guint row, guint column, gboolean extend);
guint crm_cell_cursor_get_row (CrmCellCursor *self); /* GTK_INVALID_LIST_POSITION for none */
guint crm_cell_cursor_get_column (CrmCellCursor *self);
/* FALSE when the cursor stands nowhere. */
gboolean crm_cell_cursor_get_range (CrmCellCursor *self, CrmCellRange *range);
/* Only the cell one is in. */
void crm_cell_cursor_collapse (CrmCellCursor *self);
gboolean crm_cell_cursor_is_single (CrmCellCursor *self);

/* Where a cell stands in the cursor's own coordinates; FALSE when it is not shown. */
gboolean
crm_cell_cursor_get_bounds (CrmCellCursor *self, guint row, guint column, graphene_rect_t *bounds);

G_END_DECLS
