/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-list-view-private.h"

/* A file that is dropped on a row lies at its record, as one that is dropped on its card does. */

/* --- The row under the pointer ---------------------------------------------------------------- */

static void
show_row (CrmListView *self, GtkWidget *row)
{
  if (self->drop_row == row)
    return;
  if (self->drop_row != NULL)
    gtk_widget_remove_css_class (self->drop_row, "crm-drop");
  g_set_weak_pointer (&self->drop_row, row);
  if (row != NULL)
    gtk_widget_add_css_class (row, "crm-drop");
}

/* The widget of the whole row; NULL beside the rows. */
static GtkWidget *
row_at (CrmListView *self, double x, double y)
{
  GtkWidget *rows = gtk_widget_get_last_child (self->column_view);
  GtkWidget *widget = gtk_widget_pick (self->column_view, x, y, GTK_PICK_DEFAULT);

  if (widget == NULL || rows == NULL || !gtk_widget_is_ancestor (widget, rows))
    return NULL;
  while (gtk_widget_get_parent (widget) != rows)
    widget = gtk_widget_get_parent (widget);

  return widget;
}

/* The record of a row that takes files; 0 for none. */
static gint64
record_at (CrmListView *self, guint position)
{
  CrmOffice *office = crm_desk_get_office (self->desk);
  g_autoptr (CrmRow) row = NULL;

  if (self->list == NULL || self->trash || crm_office_is_read_only (office) ||
      !crm_office_may (office, CRM_ACTION_CREATE, crm_schema_find (self->schema, "attachment"),
                       NULL))
    return 0;
  row = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  /* A heading of a group has no record, and a row that is not read yet none that is known. */
  return row != NULL && crm_row_get_group (row) == NULL ? crm_row_get_id (row) : 0;
}

static GdkDragAction
on_motion_cb (CrmListView *self, double x, double y)
{
  GtkWidget *row = row_at (self, x, y);

  if (row != NULL && record_at (self, crm_list_column_position_of (row)) == 0)
    row = NULL;
  show_row (self, row);

  return row != NULL ? GDK_ACTION_COPY : 0;
}

static void
on_leave_cb (CrmListView *self)
{
  show_row (self, NULL);
}

/* --- The drop --------------------------------------------------------------------------------- */

gboolean
crm_list_view_drop (CrmListView *self, guint position, const GValue *value)
{
  g_autoptr (GPtrArray) files = NULL;
  gint64 record;

  g_return_val_if_fail (CRM_IS_LIST_VIEW (self), FALSE);

  record = record_at (self, position);
  files = record != 0 ? crm_courier_files_of (value) : NULL;
  for (guint i = 0; files != NULL && i < files->len; i++)
    crm_courier_bring (self->courier, self->desk, record, TRUE, files->pdata[i]);

  return files != NULL;
}

static gboolean
on_drop_cb (CrmListView *self, const GValue *value, double x, double y)
{
  GtkWidget *row = row_at (self, x, y);

  show_row (self, NULL);

  return row != NULL && crm_list_view_drop (self, crm_list_column_position_of (row), value);
}

void
_crm_list_view_add_drop (CrmListView *self)
{
  GtkDropTarget *target = crm_courier_new_target ();

  self->courier = crm_courier_new ();
  g_signal_connect_object (target, "enter", G_CALLBACK (on_motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "motion", G_CALLBACK (on_motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "leave", G_CALLBACK (on_leave_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->column_view, GTK_EVENT_CONTROLLER (target));
}

void
_crm_list_view_forget_drop (CrmListView *self)
{
  g_clear_weak_pointer (&self->drop_row);
  if (self->courier != NULL)
    crm_courier_cancel (self->courier);
  g_clear_object (&self->courier);
}
