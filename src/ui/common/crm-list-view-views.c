/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-dialog.h"
#include "ui/common/crm-draft.h"
#include "ui/common/crm-list-view-private.h"
#include "ui/common/crm-values-dialog.h"

#include "office/lists/crm-saved-view.h"
#include "office/lists/crm-static-list.h"
#include "ui/common/crm-trash.h"

#include <glib/gi18n-lib.h>

/* A list as somebody saved it, and lists of chosen records. */

/* --- Reading them ----------------------------------------------------------------------------- */

typedef struct {
  char *entity;
  GPtrArray *views;
  GPtrArray *lists;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->views, g_ptr_array_unref);
  g_clear_pointer (&reading->lists, g_ptr_array_unref);
  g_free (reading->entity);
  g_free (reading);
}

/* On the store's thread. */
static gboolean
read_views (CrmTxn *txn, gpointer data, GError **error)
{
  Reading *reading = data;
  g_autoptr (CrmQuery) views = crm_saved_view_query (reading->entity);
  g_autoptr (CrmQuery) lists = crm_static_list_query (reading->entity);

  g_clear_pointer (&reading->views, g_ptr_array_unref);
  g_clear_pointer (&reading->lists, g_ptr_array_unref);
  reading->views = crm_txn_query (txn, views, error);
  reading->lists = reading->views != NULL ? crm_txn_query (txn, lists, error) : NULL;

  return reading->lists != NULL;
}

static void
fill_views_menu (CrmListView *self)
{
  g_autoptr (GMenu) own = g_menu_new ();
  g_autoptr (GMenu) work = g_menu_new ();
  g_autofree char *plain = g_strdup_printf ("view.view::%d", 0);

  g_menu_remove_all (self->views_menu);
  g_menu_append (own, _ (self->entity->label_many), plain);
  for (guint i = 0; i < self->views->len; i++) {
    CrmRecord *view = g_ptr_array_index (self->views, i);
    g_autofree char *action =
      g_strdup_printf ("view.view::%" G_GINT64_FORMAT, crm_record_get_id (view));

    g_menu_append (own, crm_record_get_text (view, "name"), action);
  }
  g_menu_append_section (self->views_menu, NULL, G_MENU_MODEL (own));
  g_menu_append (work, _ ("Save this view…"), "view.save-view");
  g_menu_append (work, _ ("Save the changes of this view"), "view.update-view");
  g_menu_append (work, _ ("Show it to everybody"), "view.share-view");
  g_menu_append (work, _ ("Begin with this view"), "view.default-view");
  g_menu_append (work, _ ("Delete this view"), "view.delete-view");
  g_menu_append_section (self->views_menu, NULL, G_MENU_MODEL (work));
}

static void
fill_lists_menu (CrmListView *self)
{
  g_autoptr (GMenu) put = g_menu_new ();
  g_autoptr (GMenu) out = g_menu_new ();

  g_menu_remove_all (self->lists_menu);
  for (guint i = 0; i < self->lists->len; i++) {
    CrmRecord *list = g_ptr_array_index (self->lists, i);
    gint64 id = crm_record_get_id (list);
    const char *name = crm_record_get_text (list, "name");
    g_autofree char *add = g_strdup_printf ("view.list-add::%" G_GINT64_FORMAT, id);
    g_autofree char *remove = g_strdup_printf ("view.list-remove::%" G_GINT64_FORMAT, id);
    /* Translators: the name of a list of records. */
    g_autofree char *put_label = g_strdup_printf (_ ("Put into “%s”"), name);
    /* Translators: the name of a list of records. */
    g_autofree char *out_label = g_strdup_printf (_ ("Take out of “%s”"), name);

    g_menu_append (put, put_label, add);
    g_menu_append (out, out_label, remove);
  }
  g_menu_append (put, _ ("Put into a new list…"), "view.list-new");
  g_menu_append_section (self->lists_menu, NULL, G_MENU_MODEL (put));
  g_menu_append_section (self->lists_menu, NULL, G_MENU_MODEL (out));
}

static CrmRecord *
find_view (CrmListView *self, gint64 id)
{
  for (guint i = 0; self->views != NULL && i < self->views->len; i++)
    if (crm_record_get_id (g_ptr_array_index (self->views, i)) == id)
      return g_ptr_array_index (self->views, i);

  return NULL;
}

static void
on_read_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmListView *self = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);
  gint64 wanted = self->wanted_view;

  if (!crm_office_run_finish (CRM_OFFICE (office), result, NULL) || self->desk == NULL)
    return;
  g_clear_pointer (&self->views, g_ptr_array_unref);
  g_clear_pointer (&self->lists, g_ptr_array_unref);
  self->views = g_steal_pointer (&reading->views);
  self->lists = g_steal_pointer (&reading->lists);
  fill_views_menu (self);
  fill_lists_menu (self);
  /* It went as it was asked to. */
  if (self->deleted_view != 0 && find_view (self, self->deleted_view) == NULL) {
    if (self->view_id == self->deleted_view)
      crm_list_view_show_view (self, 0);
    self->deleted_view = 0;
  }
  _crm_list_view_show_view_name (self);
  if (wanted != 0)
    crm_list_view_show_view (self, wanted);
}

static void
read_all (CrmListView *self)
{
  Reading *reading = g_new0 (Reading, 1);
  GTask *task = g_task_new (self, NULL, NULL, NULL);

  reading->entity = g_strdup (self->entity->name);
  g_task_set_task_data (task, reading, reading_free);
  crm_office_run_async (crm_desk_get_office (self->desk), CRM_TXN_READ, NULL, read_views, reading,
                        NULL, NULL, on_read_cb, task);
}

static void
on_office_changed_cb (CrmListView *self, CrmChange *change)
{
  if (self->desk != NULL && (change->all || crm_change_touches (change, "saved_view") ||
                             crm_change_touches (change, "static_list")))
    read_all (self);
}

void
_crm_list_view_load_views (CrmListView *self)
{
  JsonObject *room =
    crm_preferences_get_room (crm_desk_get_preferences (self->desk), self->entity->name);
  const char *first = json_object_get_string_member_with_default (room, "view", "0");

  g_signal_connect_object (crm_desk_get_office (self->desk), "changed",
                           G_CALLBACK (on_office_changed_cb), self, G_CONNECT_SWAPPED);
  self->wanted_view = g_ascii_strtoll (first, NULL, 10);
  _crm_list_view_show_view_name (self);
  read_all (self);
}

/* --- Showing one ------------------------------------------------------------------------------ */

void
_crm_list_view_show_view_name (CrmListView *self)
{
  CrmRecord *view = find_view (self, self->view_id);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, view != NULL ? self->view_id : 0);
  gboolean writable = !crm_office_is_read_only (crm_desk_get_office (self->desk));
  static const char *const of_a_view[] = { "update-view", "share-view", "default-view",
                                           "delete-view" };
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "view");

  if (view == NULL)
    self->view_id = 0;
  gtk_label_set_text (GTK_LABEL (self->views_label),
                      view != NULL ? crm_record_get_text (view, "name") : C_ ("saved view", "All"));
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (id));
  for (guint i = 0; i < G_N_ELEMENTS (of_a_view); i++)
    g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), of_a_view[i])),
      view != NULL && writable &&
        crm_office_may_record (crm_desk_get_office (self->desk), CRM_ACTION_EDIT, view, NULL));
  g_simple_action_set_enabled (
    G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "save-view")),
    writable);
}

static void
say_lost (CrmListView *self, char **lost)
{
  g_autofree char *paths = NULL;
  g_autofree char *text = NULL;

  if (lost == NULL)
    return;
  paths = g_strjoinv (", ", lost);
  text = g_strdup_printf (_ ("This view names what the office does not have any more: %s. The rest "
                             "of it is shown."),
                          paths);
  crm_desk_say (self->desk, text);
}

static void
show_content (CrmListView *self, CrmViewContent *content)
{
  JsonObject *room =
    crm_preferences_get_room (crm_desk_get_preferences (self->desk), self->entity->name);
  g_auto (GStrv) usual = _crm_list_view_default_paths (self->entity);

  if (content->widths != NULL)
    json_object_set_object_member (room, "widths", json_object_ref (content->widths));
  crm_list_view_set_columns (
    self, (const char *const *)(content->columns != NULL ? content->columns : usual));
  crm_list_view_set_order (self, content->order != NULL ? content->order : self->entity->order);
  crm_list_view_set_filter (self, content->where);
  _crm_list_view_set_colours (self, content->colours);
  crm_list_view_set_group (self, content->group, content->bucket);
}

void
crm_list_view_show_view (CrmListView *self, gint64 id)
{
  CrmRecord *view;
  g_autoptr (CrmViewContent) content = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lost = NULL;

  g_return_if_fail (CRM_IS_LIST_VIEW (self));

  if (self->views == NULL) {
    self->wanted_view = id;
    return;
  }
  self->wanted_view = 0;
  view = find_view (self, id);
  content = view != NULL ? crm_view_content_parse (crm_record_get_text (view, "content"), &error)
                         : crm_view_content_new ();
  if (content == NULL) {
    crm_desk_report (self->desk, error);
    return;
  }
  lost = crm_view_content_fit (content, self->schema, self->entity);
  self->view_id = view != NULL ? id : 0;
  show_content (self, content);
  _crm_list_view_show_view_name (self);
  say_lost (self, lost);
}

gint64
crm_list_view_get_view (CrmListView *self)
{
  g_return_val_if_fail (CRM_IS_LIST_VIEW (self), 0);

  return self->view_id;
}

/* --- Saving one ------------------------------------------------------------------------------- */

static char *
content_now (CrmListView *self)
{
  g_autoptr (CrmViewContent) content = crm_view_content_new ();
  JsonObject *room =
    crm_preferences_get_room (crm_desk_get_preferences (self->desk), self->entity->name);

  _crm_list_view_remember (self);
  content->columns = g_strdupv (self->paths);
  content->order = g_strdup (self->order);
  content->where = self->filter != NULL ? crm_condition_copy (self->filter) : NULL;
  g_array_unref (content->colours);
  content->colours = g_array_ref (self->colours);
  content->group = g_strdup (self->group);
  content->bucket = self->bucket;
  if (json_object_has_member (room, "widths"))
    content->widths = json_object_ref (json_object_get_object_member (room, "widths"));

  return crm_view_content_to_json (content);
}

static void
on_saved_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmListView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmRecord) saved = crm_office_save_finish (CRM_OFFICE (office), result, NULL, &error);
  g_autofree char *text = NULL;

  if (self->desk == NULL)
    return;
  if (saved == NULL) {
    crm_desk_report (self->desk, error);
    return;
  }
  self->view_id = crm_record_get_id (saved);
  /* Translators: the name of a saved view. */
  text = g_strdup_printf (_ ("View “%s” saved"), crm_record_get_text (saved, "name"));
  crm_desk_say_with (self->desk, text, _ ("Undo"), "win.undo");
  read_all (self);
}

static void
save_record (CrmListView *self, CrmRecord *record)
{
  crm_office_save_async (crm_desk_get_office (self->desk), record, 0, NULL, on_saved_cb,
                         g_object_ref (self));
}

void
crm_list_view_save_view (CrmListView *self, const char *name, gboolean shared)
{
  const CrmEntity *entity;
  g_autoptr (CrmDraft) draft = NULL;
  g_autofree char *content = NULL;
  CrmRecord *record;

  g_return_if_fail (CRM_IS_LIST_VIEW (self));
  g_return_if_fail (name != NULL);

  entity = crm_schema_find (crm_desk_get_schema (self->desk), "saved_view");
  draft = crm_draft_new_record (self->desk, entity);
  record = crm_draft_get_record (draft);
  content = content_now (self);
  crm_record_set_text (record, "name", name);
  crm_record_set_text (record, "entity", self->entity->name);
  crm_record_set_text (record, "content", content);
  crm_record_set_int (record, "shared", shared);
  save_record (self, record);
}

static void
update_view (CrmListView *self, gboolean share)
{
  CrmRecord *view = find_view (self, self->view_id);
  g_autoptr (CrmRecord) copy = NULL;
  g_autofree char *content = NULL;

  if (view == NULL)
    return;
  copy = crm_record_copy (view);
  content = content_now (self);
  if (share)
    crm_record_set_int (copy, "shared", crm_record_get_int (copy, "shared") == 0);
  else
    crm_record_set_text (copy, "content", content);
  save_record (self, copy);
}

/* --- A name to be typed ----------------------------------------------------------------------- */

static void
ask_name (CrmListView *self, const char *heading, CrmDialogNamed take)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  crm_dialog_ask_name (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, heading, NULL,
                       G_OBJECT (self), take);
}

static void
take_view_name (GObject *object, const char *name)
{
  CrmListView *self = CRM_LIST_VIEW (object);

  crm_list_view_save_view (self, name, FALSE);
}

/* --- Lists of chosen records ------------------------------------------------------------------ */

static void
on_list_changed_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmDesk) desk = data;
  g_autoptr (GError) error = NULL;
  int n = crm_static_list_change_finish (CRM_OFFICE (office), result, &error);
  g_autofree char *text = NULL;

  if (n < 0) {
    crm_desk_report (desk, error);
    return;
  }
  text = g_strdup_printf (
    ngettext ("The list has changed by %d record", "The list has changed by %d records", (gulong)n),
    n);
  crm_desk_say_with (desk, text, _ ("Undo"), "win.undo");
}

static void
use_put (CrmListView *self, GArray *ids, gint64 list)
{
  crm_static_list_change_async (crm_desk_get_office (self->desk), list, ids, TRUE, NULL,
                                on_list_changed_cb, g_object_ref (self->desk));
  g_array_unref (ids);
}

static void
use_taken (CrmListView *self, GArray *ids, gint64 list)
{
  crm_static_list_change_async (crm_desk_get_office (self->desk), list, ids, FALSE, NULL,
                                on_list_changed_cb, g_object_ref (self->desk));
  g_array_unref (ids);
}

static void
on_list_made_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmListView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmRecord) list = crm_office_save_finish (CRM_OFFICE (office), result, NULL, &error);

  if (self->desk == NULL)
    return;
  if (list != NULL)
    _crm_list_view_with_chosen (self, use_put, crm_record_get_id (list));
  else
    crm_desk_report (self->desk, error);
}

static void
take_list_name (GObject *object, const char *name)
{
  CrmListView *self = CRM_LIST_VIEW (object);
  const CrmEntity *entity = crm_schema_find (crm_desk_get_schema (self->desk), "static_list");
  g_autoptr (CrmDraft) draft = crm_draft_new_record (self->desk, entity);
  CrmRecord *record = crm_draft_get_record (draft);

  crm_record_set_text (record, "name", name);
  crm_record_set_text (record, "entity", self->entity->name);
  crm_office_save_async (crm_desk_get_office (self->desk), record, 0, NULL, on_list_made_cb,
                         g_object_ref (self));
}

/* --- Actions ---------------------------------------------------------------------------------- */

static void
begin_with_view (CrmListView *self)
{
  CrmPreferences *preferences = crm_desk_get_preferences (self->desk);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, self->view_id);

  json_object_set_string_member (crm_preferences_get_room (preferences, self->entity->name), "view",
                                 id);
  crm_preferences_rooms_changed (preferences);
  crm_desk_say (self->desk, _ ("This room begins with this view from now on"));
}

static void
on_plain_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmListView *self = data;
  const char *name = g_action_get_name (G_ACTION (action));

  if (g_str_equal (name, "save-view"))
    ask_name (self, _ ("Save this view"), take_view_name);
  else if (g_str_equal (name, "list-new"))
    ask_name (self, _ ("New list"), take_list_name);
  else if (g_str_equal (name, "default-view"))
    begin_with_view (self);
  else if (g_str_equal (name, "delete-view")) {
    GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

    /* Where another view is built on it, it stays. */
    self->deleted_view = self->view_id;
    g_array_append_val (ids, self->view_id);
    crm_trash_put (self->desk, "saved_view", ids, NULL);
  } else {
    update_view (self, g_str_equal (name, "share-view"));
  }
}

static void
on_list_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmListView *self = data;
  gint64 id = g_ascii_strtoll (g_variant_get_string (parameter, NULL), NULL, 10);
  gboolean add = g_str_equal (g_action_get_name (G_ACTION (action)), "list-add");

  _crm_list_view_with_chosen (self, add ? use_put : use_taken, id);
}

static void
on_view_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  crm_list_view_show_view (data, g_ascii_strtoll (g_variant_get_string (value, NULL), NULL, 10));
}

void
_crm_list_view_add_view_actions (CrmListView *self)
{
  static const char *const plain[] = { "save-view",    "update-view", "share-view",
                                       "default-view", "delete-view", "list-new" };
  static const char *const of_lists[] = { "list-add", "list-remove" };
  g_autoptr (GSimpleAction) view = g_simple_action_new_stateful ("view", G_VARIANT_TYPE_STRING,
                                                                 g_variant_new_string ("0"));

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++) {
    g_autoptr (GSimpleAction) action = g_simple_action_new (plain[i], NULL);

    g_signal_connect_object (action, "activate", G_CALLBACK (on_plain_cb), self, 0);
    g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
  }
  for (guint i = 0; i < G_N_ELEMENTS (of_lists); i++) {
    g_autoptr (GSimpleAction) action = g_simple_action_new (of_lists[i], G_VARIANT_TYPE_STRING);

    g_signal_connect_object (action, "activate", G_CALLBACK (on_list_cb), self, 0);
    g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
  }
  g_signal_connect_object (view, "change-state", G_CALLBACK (on_view_cb), self, 0);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (view));
}

/* --- Values of a column ----------------------------------------------------------------------- */

static void
on_values_cb (CrmListView *self, const CrmCondition *condition)
{
  crm_list_view_add_filter (self, crm_condition_copy (condition));
}

void
_crm_list_view_show_values (CrmListView *self, guint column)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  CrmValuesDialog *dialog;

  if (self->list == NULL || column >= g_strv_length (self->paths) ||
      crm_path_get_field (crm_record_list_get_column (self->list, column)) == NULL)
    return;
  dialog = crm_values_dialog_new (self->desk, self->entity, crm_record_list_get_query (self->list),
                                  self->paths[column], crm_filter_bar_get_titles (self->filter_bar),
                                  GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
  g_signal_connect_object (dialog, "applied", G_CALLBACK (on_values_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
