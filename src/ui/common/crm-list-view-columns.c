/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-list-view-private.h"

#include "ui/common/crm-spoken.h"

#include "model/crm-format.h"

#include <glib/gi18n-lib.h>

/* The first column takes what the others leave, but never less than this. */
#define FIRST_WIDTH 168
#define STATE_WIDTH 12

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

/* The column that widens: what a record is called, or whom it belongs to. */
static guint
wide_column (CrmListView *self)
{
  int reference = -1;
  int text = -1;

  for (guint i = 0; self->paths[i] != NULL; i++) {
    const CrmField *field = crm_path_get_field (crm_record_list_get_column (self->list, i));

    if (field == NULL)
      continue;
    if (field->type == CRM_FIELD_TEXT && (field->flags & CRM_FIELD_REQUIRED) != 0)
      return i;
    if (field->type == CRM_FIELD_REFERENCE && reference < 0)
      reference = (int)i;
    if (field->type == CRM_FIELD_TEXT && text < 0)
      text = (int)i;
  }

  return (guint)(reference >= 0 ? reference : MAX (text, 0));
}

static gboolean
has_state (CrmListView *self)
{
  return self->entity->state != NULL || self->colours->len > 0;
}

/* --- Headers ---------------------------------------------------------------------------------- */

static GtkWidget *
find_label (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_label (child);

    if (found != NULL)
      return found;
  }

  return NULL;
}

static const CrmField *
field_with_title (CrmListView *self, const char *title)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (g_strcmp0 (gtk_column_view_column_get_title (g_ptr_array_index (self->columns, i)),
                   title) == 0)
      return crm_path_get_field (crm_record_list_get_column (self->list, i));

  return NULL;
}

/* No property aligns a header; figures stand right, so their titles do. */
static void
align_headers (CrmListView *self)
{
  GtkWidget *header = gtk_widget_get_first_child (self->column_view);
  GtkWidget *title = header != NULL ? gtk_widget_get_first_child (header) : NULL;

  for (; title != NULL; title = gtk_widget_get_next_sibling (title)) {
    GtkWidget *label = find_label (title);
    const CrmField *field =
      label != NULL ? field_with_title (self, gtk_label_get_text (GTK_LABEL (label))) : NULL;

    if (field == NULL)
      continue;
    gtk_widget_set_halign (gtk_widget_get_first_child (title),
                           crm_field_is_figure (field) ? GTK_ALIGN_END : GTK_ALIGN_FILL);
    crm_spoken_set_tooltip (title, gtk_label_get_text (GTK_LABEL (label)));
  }
}

/* --- Fitting ---------------------------------------------------------------------------------- */

static gboolean
is_in_view (CrmListView *self, GtkColumnViewColumn *column)
{
  GListModel *shown = gtk_column_view_get_columns (GTK_COLUMN_VIEW (self->column_view));

  for (guint i = 0; i < g_list_model_get_n_items (shown); i++) {
    g_autoptr (GtkColumnViewColumn) one = g_list_model_get_item (shown, i);

    if (one == column)
      return TRUE;
  }

  return FALSE;
}

/* GTK 4.8 counts the width of invisible columns too, so one that does not fit is taken out. */
static gboolean
fit (CrmListView *self, int available)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (self->column_view);
  guint wide = wide_column (self);
  guint at = has_state (self) ? 1 : 0;
  int used = FIRST_WIDTH + (has_state (self) ? STATE_WIDTH : 0);
  gboolean changed = FALSE;

  for (guint i = 0; i < self->columns->len; i++) {
    GtkColumnViewColumn *column = g_ptr_array_index (self->columns, i);
    gboolean shown = is_in_view (self, column);
    gboolean fits;

    if (i != wide)
      used += gtk_column_view_column_get_fixed_width (column);
    fits = i == wide || used <= available;
    if (fits && !shown)
      gtk_column_view_insert_column (view, at, column);
    else if (!fits && shown)
      gtk_column_view_remove_column (view, column);
    changed = changed || fits != shown;
    if (fits)
      at++;
  }

  return changed;
}

static gboolean
on_fit_cb (gpointer data)
{
  CrmListView *self = data;
  GtkAdjustment *adjustment =
    gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  int available = (int)gtk_adjustment_get_page_size (adjustment);

  self->fit_source = 0;
  if (available <= 0 || self->list == NULL)
    return G_SOURCE_REMOVE;
  self->fitted_width = available;
  self->building = TRUE;
  if (fit (self, available)) {
    align_headers (self);
    _crm_list_view_show_order (self);
  }
  self->building = FALSE;

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

/* --- Building --------------------------------------------------------------------------------- */

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
append (GMenu *menu, const char *label, const char *action, const char *path)
{
  g_autofree char *detailed = g_strdup_printf ("view.%s::%s", action, path);

  g_menu_append (menu, label, detailed);
}

/* The menu of a column's head: its values, its order, its place. */
GMenuModel *
_crm_list_view_head_menu (const char *path)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) values = g_menu_new ();
  g_autoptr (GMenu) order = g_menu_new ();
  g_autoptr (GMenu) place = g_menu_new ();

  append (values, _ ("Values of this column…"), "column-values", path);
  append (values, _ ("Only empty ones"), "column-empty", path);
  append (values, _ ("Only filled in ones"), "column-filled", path);
  append (order, _ ("Sort from the beginning"), "order", path);
  append (order, _ ("Sort from the end"), "order-back", path);
  append (order, _ ("Sort by this too"), "order-too", path);
  append (place, _ ("Move left"), "column-left", path);
  append (place, _ ("Move right"), "column-right", path);
  append (place, _ ("Take this column away"), "column-away", path);
  append (place, _ ("Add a column…"), "column-add", path);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (values));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (order));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (place));

  return G_MENU_MODEL (menu);
}

static void
set_heading (CrmListView *self, GtkColumnViewColumn *column, guint index, guint wide)
{
  g_autoptr (CrmPath) path = crm_path_new (self->schema, self->entity, self->group, NULL);
  CrmColumnHeading heading = { .bucket = self->bucket, .title = index == wide, .sum = -1 };
  int sum = 0;

  heading.field = path != NULL ? crm_path_get_field (path) : NULL;
  for (guint i = 0; i <= index; i++) {
    const CrmField *field = crm_path_get_field (crm_record_list_get_column (self->list, i));

    if (field == NULL || field->type != CRM_FIELD_MONEY)
      continue;
    if (i == index)
      heading.sum = sum;
    sum++;
  }
  if (heading.field != NULL)
    crm_list_column_set_heading (column, &heading);
}

static void
add_column (CrmListView *self, guint index, guint wide, JsonObject *widths)
{
  const char *path = self->paths[index];
  const CrmField *field = crm_path_get_field (crm_record_list_get_column (self->list, index));
  g_autoptr (GtkColumnViewColumn) column =
               crm_list_column_new (self->desk, self->list, index, &self->probe);
  g_autoptr (GMenuModel) menu = _crm_list_view_head_menu (path);
  int width = crm_list_column_width (field);

  if (widths != NULL && json_object_has_member (widths, path))
    width = (int)json_object_get_int_member_with_default (widths, path, width);
  if (index == wide)
    gtk_column_view_column_set_expand (column, TRUE);
  else
    gtk_column_view_column_set_fixed_width (column, CLAMP (width, 36, 2000));
  gtk_column_view_column_set_header_menu (column, menu);
  if (self->group != NULL)
    set_heading (self, column, index, wide);
  gtk_column_view_append_column (GTK_COLUMN_VIEW (self->column_view), column);
  g_ptr_array_add (self->columns, g_object_ref (column));
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
  g_ptr_array_set_size (self->columns, 0);
  while (g_list_model_get_n_items (columns) > 0) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

    gtk_column_view_remove_column (view, column);
  }
  if (json_object_has_member (room, "widths"))
    widths = json_object_get_object_member (room, "widths");
  if (has_state (self)) {
    g_autoptr (GtkColumnViewColumn) bar = crm_list_column_new_state (self->entity, self->colours);

    gtk_column_view_append_column (view, bar);
  }
  for (guint i = 0; self->paths[i] != NULL; i++)
    add_column (self, i, wide, widths);
  self->building = FALSE;
  _crm_list_view_settle_cells (self, TRUE);
  align_headers (self);
  _crm_list_view_show_order (self);
  self->fitted_width = 0;
  _crm_list_view_queue_fit (self);
}

/* --- Dragged by their heads ------------------------------------------------------------------- */

static int
place_in (GListModel *shown, gconstpointer column)
{
  for (guint i = 0; i < g_list_model_get_n_items (shown); i++) {
    g_autoptr (GtkColumnViewColumn) one = g_list_model_get_item (shown, i);

    if (one == column)
      return (int)i;
  }

  return -1;
}

/* Columns that do not fit keep their place behind the one they stood behind. */
static gboolean
on_dragged_cb (gpointer data)
{
  CrmListView *self = data;
  GListModel *shown = gtk_column_view_get_columns (GTK_COLUMN_VIEW (self->column_view));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;
  guint n = g_strv_length (self->paths);

  self->drag_source = 0;
  for (guint i = 0; i < g_list_model_get_n_items (shown); i++) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (shown, i);
    guint at;

    if (!g_ptr_array_find (self->columns, column, &at) || at >= n)
      continue;
    g_strv_builder_add (builder, self->paths[at]);
    for (guint k = at + 1; k < n && place_in (shown, self->columns->pdata[k]) < 0; k++)
      g_strv_builder_add (builder, self->paths[k]);
  }
  paths = g_strv_builder_end (builder);
  if (g_strv_length (paths) == n &&
      !g_strv_equal ((const char *const *)paths, (const char *const *)self->paths))
    crm_list_view_set_columns (self, (const char *const *)paths);

  return G_SOURCE_REMOVE;
}

/* GTK takes the column out and puts it in again: what came of it is looked at afterwards. */
void
_crm_list_view_columns_moved (CrmListView *self)
{
  if (!self->building && self->drag_source == 0 && self->list != NULL && self->columns->len > 0)
    self->drag_source = g_idle_add (on_dragged_cb, self);
}

/* The arrow in the header of the column that the list is sorted by. */
void
_crm_list_view_show_order (CrmListView *self)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (self->column_view);
  const char *order = self->order != NULL ? self->order : "";
  gboolean descending = *order == '-';
  g_auto (GStrv) parts = g_strsplit (descending ? order + 1 : order, ",", 2);
  gboolean was_building = self->building;

  self->building = TRUE;
  gtk_column_view_sort_by_column (view, NULL, GTK_SORT_ASCENDING);
  for (guint i = 0; i < self->columns->len && parts[0] != NULL; i++) {
    GtkColumnViewColumn *column = g_ptr_array_index (self->columns, i);

    if (g_str_equal (self->paths[i], parts[0]) && is_in_view (self, column))
      gtk_column_view_sort_by_column (view, column,
                                      descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  }
  self->building = was_building;
}
