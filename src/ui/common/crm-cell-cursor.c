/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-cell-cursor.h"

#include "ui/common/crm-list-column.h"

struct _CrmCellCursor {
  GtkWidget parent_instance;

  GtkColumnView *view;
  CrmCellPlaceFunc place;
  gpointer place_data;
  guint row;
  guint column;
  guint from_row; /* where the rectangle began */
  guint from_column;
};

G_DEFINE_FINAL_TYPE (CrmCellCursor, crm_cell_cursor, GTK_TYPE_WIDGET)

static guint changed_signal;

/* --- Where cells stand ------------------------------------------------------------------------ */

static GtkWidget *
rows_of (CrmCellCursor *self)
{
  return gtk_widget_get_last_child (GTK_WIDGET (self->view));
}

/* All rows are equally high, so one that is realised tells where the others are. */
static gboolean
find_row (CrmCellCursor *self, guint position, float *top, float *height)
{
  GtkWidget *rows = rows_of (self);
  GtkWidget *row = rows != NULL ? gtk_widget_get_first_child (rows) : NULL;

  for (; row != NULL; row = gtk_widget_get_next_sibling (row)) {
    guint at = crm_list_column_position_of (row);
    graphene_rect_t bounds;

    if (at == GTK_INVALID_LIST_POSITION || !gtk_widget_get_child_visible (row) ||
        !gtk_widget_compute_bounds (row, GTK_WIDGET (self), &bounds) || bounds.size.height < 1)
      continue;
    *height = bounds.size.height;
    *top = bounds.origin.y + ((float)position - (float)at) * bounds.size.height;
    return TRUE;
  }

  return FALSE;
}

static gboolean
find_column (CrmCellCursor *self, guint column, float *left, float *width)
{
  int place = self->place != NULL ? self->place (self->place_data, column) : -1;
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *title = header != NULL ? gtk_widget_get_first_child (header) : NULL;
  graphene_rect_t bounds;

  for (; title != NULL && place > 0; place--)
    title = gtk_widget_get_next_sibling (title);
  if (title == NULL || place < 0 ||
      !gtk_widget_compute_bounds (title, GTK_WIDGET (self), &bounds) || bounds.size.width < 1)
    return FALSE;
  *left = bounds.origin.x;
  *width = bounds.size.width;

  return TRUE;
}

gboolean
crm_cell_cursor_get_bounds (CrmCellCursor *self, guint row, guint column, graphene_rect_t *bounds)
{
  float top;
  float height;
  float left;
  float width;

  g_return_val_if_fail (CRM_IS_CELL_CURSOR (self), FALSE);

  if (self->view == NULL || row == GTK_INVALID_LIST_POSITION ||
      !find_row (self, row, &top, &height) || !find_column (self, column, &left, &width))
    return FALSE;
  graphene_rect_init (bounds, left, top, width, height);

  return TRUE;
}

/* Of the rectangle; columns that do not fit into the window are left out. */
static gboolean
bounds_of_range (CrmCellCursor *self, const CrmCellRange *range, graphene_rect_t *bounds)
{
  gboolean any = FALSE;
  float top;
  float height;

  if (!find_row (self, range->top, &top, &height))
    return FALSE;
  for (guint column = range->left; column <= range->right; column++) {
    graphene_rect_t cell;
    float left;
    float width;

    if (!find_column (self, column, &left, &width))
      continue;
    graphene_rect_init (&cell, left, top, width, height * (float)(range->bottom - range->top + 1));
    if (any)
      graphene_rect_union (bounds, &cell, bounds);
    else
      *bounds = cell;
    any = TRUE;
  }

  return any;
}

/* --- Drawing ---------------------------------------------------------------------------------- */

static gboolean
has_focus (CrmCellCursor *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view));
}

static void
draw_frame (GtkSnapshot *snapshot,
            const graphene_rect_t *bounds,
            const GdkRGBA *colour,
            float width)
{
  const float widths[] = { width, width, width, width };
  const GdkRGBA colours[] = { *colour, *colour, *colour, *colour };
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, bounds, 3);
  gtk_snapshot_append_border (snapshot, &outline, widths, colours);
}

static void
draw (CrmCellCursor *self, GtkSnapshot *snapshot)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  graphene_rect_t bounds;
  CrmCellRange range;
  GdkRGBA colour;

  if (!gtk_style_context_lookup_color (style, "accent_bg_color", &colour))
    gtk_style_context_get_color (style, &colour);
  if (!crm_cell_cursor_is_single (self) && crm_cell_cursor_get_range (self, &range) &&
      bounds_of_range (self, &range, &bounds)) {
    GdkRGBA pale = colour;

    pale.alpha = 0.14f;
    gtk_snapshot_append_color (snapshot, &pale, &bounds);
    draw_frame (snapshot, &bounds, &colour, 1);
  }
  if (has_focus (self) && crm_cell_cursor_get_bounds (self, self->row, self->column, &bounds))
    draw_frame (snapshot, &bounds, &colour, 2);
}

static void
crm_cell_cursor_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CrmCellCursor *self = CRM_CELL_CURSOR (widget);
  GtkWidget *rows = self->view != NULL ? rows_of (self) : NULL;
  graphene_rect_t bounds;

  if (rows == NULL || self->row == GTK_INVALID_LIST_POSITION ||
      !gtk_widget_get_mapped (GTK_WIDGET (self->view)) ||
      !gtk_widget_compute_bounds (rows, widget, &bounds))
    return;
  gtk_snapshot_push_clip (snapshot, &bounds);
  draw (self, snapshot);
  gtk_snapshot_pop (snapshot);
}

/* --- Moving ----------------------------------------------------------------------------------- */

static void
changed (CrmCellCursor *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, changed_signal, 0);
}

void
crm_cell_cursor_move (CrmCellCursor *self, guint row, guint column, gboolean extend)
{
  g_return_if_fail (CRM_IS_CELL_CURSOR (self));

  /* There is nothing to reach from. */
  if (!extend || self->row == GTK_INVALID_LIST_POSITION) {
    self->from_row = row;
    self->from_column = column;
  }
  self->row = row;
  self->column = column;
  changed (self);
}

guint
crm_cell_cursor_get_row (CrmCellCursor *self)
{
  g_return_val_if_fail (CRM_IS_CELL_CURSOR (self), GTK_INVALID_LIST_POSITION);

  return self->row;
}

guint
crm_cell_cursor_get_column (CrmCellCursor *self)
{
  g_return_val_if_fail (CRM_IS_CELL_CURSOR (self), 0);

  return self->column;
}

gboolean
crm_cell_cursor_get_range (CrmCellCursor *self, CrmCellRange *range)
{
  GtkSelectionModel *model;
  guint n;

  g_return_val_if_fail (CRM_IS_CELL_CURSOR (self), FALSE);

  model = self->view != NULL ? gtk_column_view_get_model (self->view) : NULL;
  n = model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (model)) : 0;
  /* The list may have become shorter. */
  if (self->row == GTK_INVALID_LIST_POSITION || self->row >= n)
    return FALSE;
  range->top = MIN (self->row, self->from_row);
  range->bottom = MIN (MAX (self->row, self->from_row), n - 1);
  range->left = MIN (self->column, self->from_column);
  range->right = MAX (self->column, self->from_column);

  return TRUE;
}

void
crm_cell_cursor_collapse (CrmCellCursor *self)
{
  g_return_if_fail (CRM_IS_CELL_CURSOR (self));

  if (crm_cell_cursor_is_single (self))
    return;
  self->from_row = self->row;
  self->from_column = self->column;
  changed (self);
}

gboolean
crm_cell_cursor_is_single (CrmCellCursor *self)
{
  g_return_val_if_fail (CRM_IS_CELL_CURSOR (self), TRUE);

  return self->row == self->from_row && self->column == self->from_column;
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_cell_cursor_class_init (CrmCellCursorClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = crm_cell_cursor_snapshot;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
  changed_signal = g_signal_new ("changed", CRM_TYPE_CELL_CURSOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
crm_cell_cursor_init (CrmCellCursor *self)
{
  self->row = GTK_INVALID_LIST_POSITION;
  self->from_row = GTK_INVALID_LIST_POSITION;
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

void
crm_cell_cursor_set_view (CrmCellCursor *self,
                          GtkColumnView *view,
                          CrmCellPlaceFunc place,
                          gpointer data)
{
  g_return_if_fail (CRM_IS_CELL_CURSOR (self));

  self->view = view;
  self->place = place;
  self->place_data = data;
}
