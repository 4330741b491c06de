/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-list-view-private.h"

#include "model/crm-format.h"

/* The first column takes what the others leave, but never less than this. */
#define FIRST_WIDTH 168

GStrv
_crm_list_view_default_paths (const CrmEntity *entity)
{
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();
  guint n = 0;

  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    const CrmField *field = &entity->fields[i];

    if ((field->flags & CRM_FIELD_IN_LIST) == 0 || (field->flags & CRM_FIELD_HIDDEN) != 0)
      continue;
    g_strv_builder_add (paths, field->name);
    n++;
  }
  /* A description without a word on lists still gets one. */
  for (guint i = 0; n == 0 && i < crm_entity_n_fields (entity); i++) {
    const CrmField *field = &entity->fields[i];

    if ((field->flags & (CRM_FIELD_HIDDEN | CRM_FIELD_SYSTEM)) != 0 ||
        field->type == CRM_FIELD_JSON || field->type == CRM_FIELD_BLOB)
      continue;
    g_strv_builder_add (paths, field->name);
    n++;
  }

  return g_strv_builder_end (paths);
}

/* The column that widens: the first of words. */
static guint
wide_column (CrmListView *self)
{
  for (guint i = 0; self->paths[i] != NULL; i++) {
    const CrmField *field = crm_path_get_field (crm_record_list_get_column (self->list, i));

    if (field != NULL && !crm_field_is_figure (field) &&
        (field->type == CRM_FIELD_TEXT || field->type == CRM_FIELD_REFERENCE))
      return i;
  }

  return 0;
}

static gboolean
has_state (CrmListView *self)
{
  return self->entity->state != NULL;
}

/* --- Fitting ---------------------------------------------------------------------------------- */

static gboolean
on_fit_cb (gpointer data)
{
  CrmListView *self = data;
  GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (self->column_view));
  GtkAdjustment *adjustment =
    gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  int available = (int)gtk_adjustment_get_page_size (adjustment);
  guint first = has_state (self) ? 1 : 0;
  guint wide = wide_column (self) + first;
  int used = FIRST_WIDTH + (has_state (self) ? 12 : 0);

  self->fit_source = 0;
  if (available <= 0)
    return G_SOURCE_REMOVE;
  self->fitted_width = available;
  for (guint i = first; i < g_list_model_get_n_items (columns); i++) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
    int width = gtk_column_view_column_get_fixed_width (column);

    if (i == wide)
      continue;
    used += width;
    gtk_column_view_column_set_visible (column, used <= available);
  }

  return G_SOURCE_REMOVE;
}

/* Columns that do not fit are left out rather than cut off: the card shows them. Not at once,
 * because this is heard in the middle of an allocation. */
void
_crm_list_view_queue_fit (CrmListView *self)
{
  GtkAdjustment *adjustment =
    gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scrolled));

  if (self->fit_source == 0 && (int)gtk_adjustment_get_page_size (adjustment) != self->fitted_width)
    self->fit_source = g_idle_add (on_fit_cb, self);
}

/* --- Headers ---------------------------------------------------------------------------------- */

/* No property aligns a header; figures stand right, so their titles do. */
static void
align_headers (CrmListView *self)
{
  GtkWidget *header = gtk_widget_get_first_child (self->column_view);
  GtkWidget *title = header != NULL ? gtk_widget_get_first_child (header) : NULL;
  int at = has_state (self) ? -1 : 0;

  for (; title != NULL; title = gtk_widget_get_next_sibling (title), at++) {
    const CrmField *field;
    GtkWidget *box = gtk_widget_get_first_child (title);

    if (at < 0 || self->paths[at] == NULL)
      continue;
    field = crm_path_get_field (crm_record_list_get_column (self->list, (guint)at));
    if (field != NULL && crm_field_is_figure (field) && box != NULL)
      gtk_widget_set_halign (box, GTK_ALIGN_END);
    if (field != NULL)
      gtk_widget_set_tooltip_text (title, crm_field_get_label (field));
  }
}

static void
on_width_changed_cb (CrmListView *self)
{
  if (self->building)
    return;
  _crm_list_view_remember (self);
  self->fitted_width = 0;
  _crm_list_view_queue_fit (self);
}

static void
add_column (CrmListView *self, guint index, guint wide, JsonObject *widths)
{
  const char *path = self->paths[index];
  const CrmField *field = crm_path_get_field (crm_record_list_get_column (self->list, index));
  g_autoptr (GtkColumnViewColumn) column =
               crm_list_column_new (self->desk, self->list, index, &self->probe);
  int width = crm_list_column_width (field);

  if (widths != NULL && json_object_has_member (widths, path))
    width = (int)json_object_get_int_member_with_default (widths, path, width);
  if (index == wide)
    gtk_column_view_column_set_expand (column, TRUE);
  else
    gtk_column_view_column_set_fixed_width (column, CLAMP (width, 36, 2000));
  gtk_column_view_append_column (GTK_COLUMN_VIEW (self->column_view), column);
  g_signal_connect_object (column, "notify::fixed-width", G_CALLBACK (on_width_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
_crm_list_view_build_columns (CrmListView *self)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (self->column_view);
  GListModel *columns = gtk_column_view_get_columns (view);
  JsonObject *room =
    crm_preferences_get_room (crm_desk_get_preferences (self->desk), self->entity->name);
  JsonObject *widths = NULL;
  guint wide = wide_column (self);

  self->building = TRUE;
  while (g_list_model_get_n_items (columns) > 0) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

    gtk_column_view_remove_column (view, column);
  }
  if (json_object_has_member (room, "widths"))
    widths = json_object_get_object_member (room, "widths");
  if (has_state (self)) {
    g_autoptr (GtkColumnViewColumn) bar = crm_list_column_new_state (self->entity);

    gtk_column_view_append_column (view, bar);
  }
  for (guint i = 0; self->paths[i] != NULL; i++)
    add_column (self, i, wide, widths);
  self->building = FALSE;
  align_headers (self);
  _crm_list_view_show_order (self);
  self->fitted_width = 0;
  _crm_list_view_queue_fit (self);
}

/* The arrow in the header of the column that the list is sorted by. */
void
_crm_list_view_show_order (CrmListView *self)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (self->column_view);
  GListModel *columns = gtk_column_view_get_columns (view);
  const char *order = self->order != NULL ? self->order : "";
  gboolean descending = *order == '-';
  g_auto (GStrv) parts = g_strsplit (descending ? order + 1 : order, ",", 2);
  guint first = has_state (self) ? 1 : 0;

  self->building = TRUE;
  gtk_column_view_sort_by_column (view, NULL, GTK_SORT_ASCENDING);
  for (guint i = 0; self->paths[i] != NULL && parts[0] != NULL; i++) {
    g_autoptr (GtkColumnViewColumn) column = NULL;

    if (!g_str_equal (self->paths[i], parts[0]))
      continue;
    column = g_list_model_get_item (columns, i + first);
    gtk_column_view_sort_by_column (view, column,
                                    descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  }
  self->building = FALSE;
}
