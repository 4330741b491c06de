/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-bulk-dialog.h"
#include "ui/common/crm-list-view-private.h"
#include "ui/common/crm-merge-dialog.h"
#include "ui/common/crm-permit.h"
#include "ui/common/crm-trash.h"

#include "model/crm-format.h"
#include "office/people/crm-export-right.h"

#include <glib/gi18n-lib.h>

static gboolean
may_be_column (const CrmField *field)
{
  return (field->flags & CRM_FIELD_HIDDEN) == 0 && field->type != CRM_FIELD_BLOB &&
         field->type != CRM_FIELD_JSON && field->type != CRM_FIELD_XML;
}

static gboolean
has_path (CrmListView *self, const char *path)
{
  return g_strv_contains ((const char *const *)self->paths, path);
}

/* --- What is chosen --------------------------------------------------------------------------- */

typedef struct {
  CrmUseIds use;
  gint64 which;
} Use;

static void
on_ids_cb (GObject *list, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmListView *self = g_task_get_source_object (task);
  const Use *use = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GArray *ids = crm_record_list_get_ids_finish (CRM_RECORD_LIST (list), result, &error);

  if (ids == NULL)
    crm_desk_report (self->desk, error);
  else if (ids->len == 0)
    g_array_unref (ids);
  else
    use->use (self, ids, use->which);
}

void
_crm_list_view_with_chosen (CrmListView *self, CrmUseIds use, gint64 which)
{
  const Use how = { use, which };
  g_autoptr (GArray) numbers = crm_list_selection_get_numbers (self->selection);
  g_autoptr (GTask) task = NULL;

  if (numbers->len == 0)
    return;
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_task_data (task, g_memdup2 (&how, sizeof how), g_free);
  crm_record_list_get_ids_async (self->list, (const guint32 *)(gpointer)numbers->data, numbers->len,
                                 NULL, on_ids_cb, g_steal_pointer (&task));
}

static void
use_opened (CrmListView *self, GArray *ids, gint64 which)
{
  for (guint i = 0; i < MIN (ids->len, 5); i++)
    crm_desk_open (self->desk, self->entity->name, g_array_index (ids, gint64, i), TRUE);
  g_array_unref (ids);
}

static void
use_deleted (CrmListView *self, GArray *ids, gint64 which)
{
  crm_trash_put (self->desk, self->entity->name, ids,
                 crm_record_list_get_versions (self->list, ids));
}

static void
use_restored (CrmListView *self, GArray *ids, gint64 which)
{
  crm_trash_restore (self->desk, self->entity->name, ids);
}

static void
use_bulk (CrmListView *self, GArray *ids, gint64 which)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  CrmBulkDialog *dialog = crm_bulk_dialog_new (self->desk, self->entity, ids,
                                               GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
  guint column;

  /* What one points at is what one means to change; hardly ever the first, which says who it is. */
  _crm_list_view_get_cell (self, &column);
  if (column > 0 && column < g_strv_length (self->paths))
    crm_bulk_dialog_choose (dialog, self->paths[column]);
  gtk_window_present (GTK_WINDOW (dialog));
  g_array_unref (ids);
}

static void
use_merged (CrmListView *self, GArray *ids, gint64 which)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (ids->len == 2)
    gtk_window_present (GTK_WINDOW (crm_merge_dialog_new (
      self->desk, self->entity->name, g_array_index (ids, gint64, 0),
      g_array_index (ids, gint64, 1), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL)));
  else
    crm_desk_say (self->desk, _ ("Choose two rows: those two become one."));
  g_array_unref (ids);
}

void
crm_list_view_delete (CrmListView *self)
{
  g_return_if_fail (CRM_IS_LIST_VIEW (self));

  if (self->trash || crm_office_is_read_only (crm_desk_get_office (self->desk)))
    return;
  _crm_list_view_with_chosen (self, use_deleted, 0);
}

static void
append_row (CrmListView *self, GString *text, CrmRow *row)
{
  for (guint i = 0; self->paths[i] != NULL; i++) {
    g_autofree char *cell = crm_row_format (row, i, crm_desk_get_lang (self->desk));

    if (i > 0)
      g_string_append_c (text, '\t');
    g_string_append (text, g_strdelimit (cell, "\t\n\r", ' '));
  }
  g_string_append_c (text, '\n');
}

static void
copy_chosen (CrmListView *self)
{
  GListModel *model = G_LIST_MODEL (self->selection);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = g_list_model_get_n_items (model);
  guint copied = 0;
  guint chosen = crm_list_selection_get_count (self->selection);
  g_autofree char *said = NULL;

  for (guint i = 0; i < n && copied < chosen; i++) {
    g_autoptr (CrmRow) row = NULL;

    if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), i))
      continue;
    row = g_list_model_get_item (model, i);
    if (row == NULL || !crm_row_is_loaded (row))
      continue;
    append_row (self, text, row);
    copied++;
  }
  if (copied == 0)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
  said = g_strdup_printf (ngettext ("%u row copied", "%u rows copied", copied), copied);
  crm_desk_say (self->desk, said);
}

/* "Show all": neither words nor a filter. */
static void
clear_all (CrmListView *self)
{
  crm_list_view_search (self, "");
  if (self->filter != NULL)
    crm_list_view_set_filter (self, NULL);
}

static void
filter_by_cell (CrmListView *self, gboolean negated)
{
  guint column;
  guint position = _crm_list_view_get_cell (self, &column);

  if (position != GTK_INVALID_LIST_POSITION)
    crm_list_view_filter_by_value (self, position, column, negated);
}

/* --- Actions ---------------------------------------------------------------------------------- */

static void
on_action_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmListView *self = data;
  const char *name = g_action_get_name (G_ACTION (action));

  if (g_str_equal (name, "open"))
    _crm_list_view_with_chosen (self, use_opened, 0);
  else if (g_str_equal (name, "copy") && _crm_list_view_has_cells (self))
    _crm_list_view_copy_cells (self);
  else if (g_str_has_prefix (name, "copy"))
    copy_chosen (self);
  else if (g_str_equal (name, "delete"))
    crm_list_view_delete (self);
  else if (g_str_equal (name, "restore"))
    _crm_list_view_with_chosen (self, use_restored, 0);
  else if (g_str_equal (name, "refresh"))
    crm_list_view_refresh (self);
  else if (g_str_equal (name, "clear"))
    clear_all (self);
  else if (g_str_equal (name, "bulk"))
    _crm_list_view_with_chosen (self, use_bulk, 0);
  else if (g_str_equal (name, "merge"))
    _crm_list_view_with_chosen (self, use_merged, 0);
  else if (g_str_equal (name, "filter"))
    _crm_list_view_build_filter (self);
  else if (g_str_has_prefix (name, "export-"))
    _crm_list_view_export (self, name + strlen ("export-"));
  else if (g_str_equal (name, "values"))
    _crm_list_view_show_values (self, crm_cell_cursor_get_column (self->cells));
  else if (g_str_equal (name, "print"))
    crm_list_view_print_to (self, NULL);
  else if (g_str_equal (name, "colours"))
    _crm_list_view_edit_colours (self);
  else if (g_str_equal (name, "paste"))
    _crm_list_view_paste (self);
  else if (g_str_equal (name, "edit-cell"))
    crm_list_view_edit_cell (self, NULL);
  else if (g_str_equal (name, "head"))
    _crm_list_view_show_head_menu (self);
  else
    filter_by_cell (self, g_str_equal (name, "filter-not"));
}

static void
on_sort_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  CrmListView *self = data;
  const char *path = g_variant_get_string (value, NULL);
  gboolean descending = self->order != NULL && *self->order == '-';
  g_autofree char *order = g_strconcat (descending ? "-" : "", path, NULL);

  crm_list_view_set_order (self, order);
}

static void
on_descending_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  CrmListView *self = data;
  const char *order = self->order != NULL ? self->order : "";
  g_autofree char *plain = g_strdup (*order == '-' ? order + 1 : order);
  g_autofree char *turned = g_strconcat (g_variant_get_boolean (value) ? "-" : "", plain, NULL);

  crm_list_view_set_order (self, turned);
}

static void
on_toggle_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  CrmListView *self = data;
  gboolean on = g_variant_get_boolean (value);

  if (g_str_equal (g_action_get_name (G_ACTION (action)), "trash")) {
    crm_list_view_set_trash (self, on);
  } else {
    self->everything = on;
    _crm_list_view_remember (self);
    _crm_list_view_ask (self);
  }
  _crm_list_view_show_actions (self);
}

static void
on_column_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  CrmListView *self = data;
  const char *path = g_action_get_name (G_ACTION (action)) + strlen ("column-");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;

  for (char **at = self->paths; *at != NULL; at++)
    if (!g_str_equal (*at, path))
      g_strv_builder_add (builder, *at);
  if (g_variant_get_boolean (value))
    g_strv_builder_add (builder, path);
  paths = g_strv_builder_end (builder);
  if (paths[0] != NULL)
    crm_list_view_set_columns (self, (const char *const *)paths);
  _crm_list_view_show_actions (self);
}

static void
add_state (CrmListView *self, const char *name, GCallback changed, GVariant *state)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new_stateful (
    name, g_variant_is_of_type (state, G_VARIANT_TYPE_STRING) ? G_VARIANT_TYPE_STRING : NULL,
    state);

  g_signal_connect_object (action, "change-state", changed, self, 0);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
}

static void
add_menus (CrmListView *self)
{
  g_autoptr (GMenu) sort = g_menu_new ();
  g_autoptr (GMenu) columns = g_menu_new ();
  g_autoptr (GMenu) turn = g_menu_new ();
  g_autoptr (GMenu) rest = g_menu_new ();
  g_autoptr (GMenuModel) group = NULL;

  for (guint i = 0; i < crm_entity_n_fields (self->entity); i++) {
    const CrmField *field = &self->entity->fields[i];
    const char *label = crm_field_get_label (field);
    g_autofree char *column = NULL;
    g_autofree char *sort_action = NULL;

    if (!may_be_column (field))
      continue;
    column = g_strconcat ("view.column-", field->name, NULL);
    g_menu_append (columns, label, column);
    if ((field->flags & (CRM_FIELD_SORTED | CRM_FIELD_IN_LIST)) == 0)
      continue;
    sort_action = g_strdup_printf ("view.sort::%s", field->name);
    g_menu_append (sort, label, sort_action);
  }
  g_menu_append (turn, _ ("From the end"), "view.descending");
  g_menu_append_section (sort, NULL, G_MENU_MODEL (turn));
  g_menu_append_submenu (self->view_menu, _ ("Sort by"), G_MENU_MODEL (sort));
  g_menu_append (columns, _ ("Another column…"), "view.add-column");
  g_menu_append_submenu (self->view_menu, _ ("Columns"), G_MENU_MODEL (columns));
  group = _crm_list_view_group_menu (self);
  g_menu_append_submenu (rest, _ ("Group by"), group);
  g_menu_append (rest, _ ("Colours by rule…"), "view.colours");
  if (self->entity->filter != NULL)
    g_menu_append (rest, _ ("Show all, closed ones too"), "view.everything");
  g_menu_append (rest, _ ("Print…"), "view.print");
  g_menu_append (rest, _ ("Export to XLSX…"), "view.export-xlsx");
  g_menu_append (rest, _ ("Export to CSV…"), "view.export-csv");
  crm_permit_append_note (rest);
  g_menu_append (rest, _ ("Trash"), "view.trash");
  g_menu_append (rest, _ ("Dense rows"), "win.dense-rows");
  g_menu_append_section (self->view_menu, NULL, G_MENU_MODEL (rest));
  self->view_note = crm_permit_add_note (
    GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->view_button))));
}

void
_crm_list_view_add_actions (CrmListView *self)
{
  static const char *const plain[] = { "open",        "copy",         "copy-rows",  "delete",
                                       "restore",     "refresh",      "clear",      "bulk",
                                       "filter",      "filter-value", "filter-not", "values",
                                       "export-xlsx", "export-csv",   "head",       "merge",
                                       "paste",       "edit-cell",    "colours",    "print" };

  self->actions = g_simple_action_group_new ();
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++) {
    g_autoptr (GSimpleAction) action = g_simple_action_new (plain[i], NULL);

    g_signal_connect_object (action, "activate", G_CALLBACK (on_action_cb), self, 0);
    g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
  }
  add_state (self, "sort", G_CALLBACK (on_sort_cb), g_variant_new_string (""));
  add_state (self, "descending", G_CALLBACK (on_descending_cb), g_variant_new_boolean (FALSE));
  add_state (self, "trash", G_CALLBACK (on_toggle_cb), g_variant_new_boolean (FALSE));
  add_state (self, "everything", G_CALLBACK (on_toggle_cb), g_variant_new_boolean (FALSE));
  for (guint i = 0; i < crm_entity_n_fields (self->entity); i++) {
    g_autofree char *name = g_strconcat ("column-", self->entity->fields[i].name, NULL);

    if (may_be_column (&self->entity->fields[i]))
      add_state (self, name, G_CALLBACK (on_column_cb), g_variant_new_boolean (FALSE));
  }
  _crm_list_view_add_view_actions (self);
  _crm_list_view_add_group_action (self);
  _crm_list_view_add_head_actions (self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "view", G_ACTION_GROUP (self->actions));
  add_menus (self);
}

static void
show_state (CrmListView *self, const char *name, GVariant *state)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);
  g_autoptr (GVariant) held = g_variant_ref_sink (state);

  if (action != NULL)
    g_simple_action_set_state (G_SIMPLE_ACTION (action), held);
}

static void
enable (CrmListView *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/* What the rights forbid in this room as a whole; of single records the save road says it. */
void
_crm_list_view_show_permitted (CrmListView *self)
{
  CrmOffice *office = crm_desk_get_office (self->desk);
  gboolean writable = !crm_office_is_read_only (office);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autofree char *no_trash = NULL;
  g_autofree char *no_change = NULL;
  g_autoptr (GError) no_export = NULL;
  gboolean may_trash = crm_office_may (office, CRM_ACTION_DELETE, self->entity, &no_trash);
  gboolean may_change = crm_office_may (office, CRM_ACTION_EDIT, self->entity, &no_change);
  gboolean may_export = crm_office_may_export (office, n, &no_export);

  enable (self, "delete", writable && !self->trash && may_trash);
  enable (self, "restore", writable && self->trash && may_trash);
  enable (self, "bulk", writable && !self->trash && may_change);
  enable (self, "merge",
          writable && !self->trash && may_change && may_trash &&
            self->entity->care == CRM_CARE_WORK && !self->entity->explicit_save);
  enable (self, "paste", writable && !self->trash && may_change);
  enable (self, "export-xlsx", may_export);
  enable (self, "export-csv", may_export);
  enable (self, "print", may_export);
  crm_permit_set_note (self->view_note, no_export != NULL ? no_export->message : NULL);
  g_free (self->row_note);
  self->row_note = g_strdup (no_change != NULL ? no_change : no_trash);
}

void
_crm_list_view_show_actions (CrmListView *self)
{
  const char *order = self->order != NULL ? self->order : "";
  gboolean descending = *order == '-';
  g_auto (GStrv) parts = g_strsplit (descending ? order + 1 : order, ",", 2);

  show_state (self, "sort", g_variant_new_string (parts[0] != NULL ? parts[0] : ""));
  show_state (self, "descending", g_variant_new_boolean (descending));
  show_state (self, "trash", g_variant_new_boolean (self->trash));
  show_state (self, "everything", g_variant_new_boolean (self->everything));
  for (guint i = 0; i < crm_entity_n_fields (self->entity); i++) {
    const char *path = self->entity->fields[i].name;
    g_autofree char *name = g_strconcat ("column-", path, NULL);

    show_state (self, name, g_variant_new_boolean (has_path (self, path)));
  }
  _crm_list_view_show_permitted (self);
}

/* --- The menu of a row ------------------------------------------------------------------------ */

void
_crm_list_view_popup (CrmListView *self, GMenuModel *menu, double x, double y)
{
  GdkRectangle at = { (int)x, (int)y, 1, 1 };
  GtkWidget *note;

  if (self->popover == NULL) {
    self->popover = gtk_popover_menu_new_from_model (NULL);
    gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
    gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
    gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  }
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->popover), menu);
  note = crm_permit_add_note (self->popover);
  if (note != NULL)
    crm_permit_set_note (note, self->row_note);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &at);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

void
_crm_list_view_show_row_menu (CrmListView *self, double x, double y)
{
  GtkWidget *under = gtk_widget_pick (self->column_view, x, y, GTK_PICK_DEFAULT);
  guint position = under != NULL ? crm_list_column_position_of (under) : GTK_INVALID_LIST_POSITION;
  double left = x;
  double top = y;
  int column = under != NULL ? crm_list_column_index_of (under) : -1;

  if (position != GTK_INVALID_LIST_POSITION &&
      !gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), position))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  if (position != GTK_INVALID_LIST_POSITION && column >= 0)
    _crm_list_view_point_at (self, position, (guint)column);
  if (crm_list_selection_get_count (self->selection) == 0)
    return;
  gtk_widget_translate_coordinates (self->column_view, GTK_WIDGET (self), x, y, &left, &top);
  _crm_list_view_popup (self, G_MENU_MODEL (self->trash ? self->trash_menu : self->row_menu), left,
                        top);
}
