/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/settings/crm-fields-window.h"

#include "model/crm-format.h"
#include "office/settings/crm-field-verbs.h"
#include "ui/common/crm-dialog.h"
#include "ui/common/crm-draft.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

struct _CrmFieldsWindow {
  AdwWindow parent_instance;

  GtkWidget *rooms;
  GtkWidget *list;

  CrmDesk *desk;
  CrmSchema *schema; /* keeps the fields of the rows */
  GPtrArray *names;  /* of entities, in the order of the drop-down */
  guint n;
};

G_DEFINE_FINAL_TYPE (CrmFieldsWindow, crm_fields_window, ADW_TYPE_WINDOW)

static void show_fields (CrmFieldsWindow *self);

static const char *
chosen_room (CrmFieldsWindow *self)
{
  guint at = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->rooms));

  return at < self->names->len ? g_ptr_array_index (self->names, at) : NULL;
}

/* --- Changing --------------------------------------------------------------------------------- */

typedef struct {
  char *entity;
  char *field;
  gboolean shown;
  int by; /* 0: it is shown or not */
  gint64 custom;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->entity);
  g_free (change->field);
  g_free (change);
}

static gboolean
change_in_txn (CrmTxn *txn, gpointer data, GError **error)
{
  Change *change = data;

  return change->by != 0
           ? crm_field_move (txn, change->entity, change->field, change->by, error)
           : crm_field_set_shown (txn, change->entity, change->field, change->shown, error);
}

static void
on_changed_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmFieldsWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (self->desk == NULL || crm_office_run_finish (CRM_OFFICE (office), result, &error))
    return;
  crm_desk_report (self->desk, error);
  /* The switch goes back to how it is. */
  show_fields (self);
}

static void
run (CrmFieldsWindow *self, const char *verb, const char *field, gboolean shown, int by)
{
  Change *change;

  if (chosen_room (self) == NULL)
    return;
  change = g_new0 (Change, 1);
  change->entity = g_strdup (chosen_room (self));
  change->field = g_strdup (field);
  change->shown = shown;
  change->by = by;
  crm_office_run_async (crm_desk_get_office (self->desk), CRM_TXN_WRITE, verb, change_in_txn,
                        change, change_free, NULL, on_changed_cb, g_object_ref (self));
}

void
crm_fields_window_set_shown (CrmFieldsWindow *self, const char *field, gboolean shown)
{
  g_return_if_fail (CRM_IS_FIELDS_WINDOW (self));

  run (self, "field.show", field, shown, 0);
}

void
crm_fields_window_move (CrmFieldsWindow *self, const char *field, int by)
{
  g_return_if_fail (CRM_IS_FIELDS_WINDOW (self));

  run (self, "field.move", field, TRUE, by);
}

/* --- Fields of the office's own --------------------------------------------------------------- */

static gboolean
find_in_txn (CrmTxn *txn, gpointer data, GError **error)
{
  Change *change = data;
  g_autoptr (CrmRecord) record = crm_field_find_custom (txn, change->entity, change->field, error);

  change->custom = record != NULL ? crm_record_get_id (record) : 0;

  return TRUE;
}

static void
on_found_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmFieldsWindow *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);

  if (crm_office_run_finish (CRM_OFFICE (office), result, NULL) && change->custom != 0 &&
      self->desk != NULL)
    crm_desk_open (self->desk, "custom_field", change->custom, TRUE);
}

static const char *
field_of (GtkWidget *widget)
{
  GtkWidget *row = gtk_widget_get_ancestor (widget, ADW_TYPE_ACTION_ROW);

  return g_object_get_data (G_OBJECT (row), "crm-field");
}

static void
on_edit_cb (CrmFieldsWindow *self, GtkWidget *button)
{
  GTask *task = g_task_new (self, NULL, NULL, NULL);
  Change *change = g_new0 (Change, 1);

  change->entity = g_strdup (chosen_room (self));
  change->field = g_strdup (field_of (button));
  g_task_set_task_data (task, change, change_free);
  crm_office_run_async (crm_desk_get_office (self->desk), CRM_TXN_READ, NULL, find_in_txn, change,
                        NULL, NULL, on_found_cb, task);
}

/* A name in the file that nothing has yet; templates and imports know the field by it. */
static char *
free_name (const CrmEntity *entity)
{
  for (guint i = 1;; i++) {
    g_autofree char *name = g_strdup_printf ("x_field_%u", i);

    if (crm_entity_find_field (entity, name) == NULL)
      return g_steal_pointer (&name);
  }
}

static void
on_add_cb (CrmFieldsWindow *self)
{
  const CrmEntity *entity = crm_schema_find (self->schema, chosen_room (self));
  const CrmEntity *custom = crm_schema_find (crm_desk_get_schema (self->desk), "custom_field");
  g_autoptr (CrmDraft) draft = NULL;
  g_autofree char *name = NULL;

  if (entity == NULL)
    return;
  draft = crm_draft_new_record (self->desk, custom);
  name = free_name (entity);
  crm_record_set_text (crm_draft_get_record (draft), "entity", entity->name);
  crm_record_set_text (crm_draft_get_record (draft), "name", name);
  crm_desk_show_draft (self->desk, draft);
}

/* --- Rows ------------------------------------------------------------------------------------- */

static void
on_up_cb (CrmFieldsWindow *self, GtkWidget *button)
{
  crm_fields_window_move (self, field_of (button), -1);
}

static void
on_down_cb (CrmFieldsWindow *self, GtkWidget *button)
{
  crm_fields_window_move (self, field_of (button), 1);
}

static void
on_switch_cb (CrmFieldsWindow *self, GParamSpec *pspec, GtkWidget *widget)
{
  crm_fields_window_set_shown (self, field_of (widget),
                               gtk_switch_get_active (GTK_SWITCH (widget)));
}

static void
add_button (CrmFieldsWindow *self, GtkWidget *row, const char *icon, const char *tip, GCallback cb)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  crm_spoken_set (button, tip);
  g_signal_connect_object (button, "clicked", cb, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/* Kept for rules, and of no use to people; or a field that the office hides. */
static gboolean
is_for_people (const CrmEntity *entity, const CrmField *field)
{
  const CrmField *described = NULL;

  if ((field->flags & CRM_FIELD_SYSTEM) != 0 || field->type == CRM_FIELD_JSON)
    return FALSE;
  if ((field->flags & CRM_FIELD_HIDDEN) == 0 || (field->flags & CRM_FIELD_CUSTOM) != 0)
    return TRUE;
  /* By the description that comes with the program. */
  described = crm_entity_get_described (entity, field->name);

  return described != NULL && (described->flags & CRM_FIELD_HIDDEN) == 0;
}

static GtkWidget *
make_row (CrmFieldsWindow *self, const CrmField *field, const char *group)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *shown = gtk_switch_new ();
  g_autofree char *title = g_markup_escape_text (crm_field_get_label (field), -1);
  g_autofree char *subtitle =
    g_markup_escape_text ((field->flags & CRM_FIELD_CUSTOM) != 0 ? _ ("A field of our own")
                          : group != NULL                        ? _ (group)
                                                                 : "",
                          -1);

  g_object_set_data_full (G_OBJECT (row), "crm-field", g_strdup (field->name), g_free);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if ((field->flags & CRM_FIELD_CUSTOM) != 0)
    add_button (self, row, "document-edit-symbolic", _ ("Change this field"),
                G_CALLBACK (on_edit_cb));
  add_button (self, row, "go-up-symbolic", _ ("Up"), G_CALLBACK (on_up_cb));
  add_button (self, row, "go-down-symbolic", _ ("Down"), G_CALLBACK (on_down_cb));
  gtk_widget_set_valign (shown, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (shown, (field->flags & CRM_FIELD_REQUIRED) != 0
                                        ? _ ("Must be filled in, so it stays in sight")
                                        : _ ("Shown in this office"));
  crm_spoken_set_name (shown, _ ("Shown in this office"));
  gtk_switch_set_active (GTK_SWITCH (shown), (field->flags & CRM_FIELD_HIDDEN) == 0);
  gtk_widget_set_sensitive (shown, (field->flags & CRM_FIELD_REQUIRED) == 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), shown);
  g_signal_connect_object (shown, "notify::active", G_CALLBACK (on_switch_cb), self,
                           G_CONNECT_SWAPPED);

  return row;
}

static void
show_fields (CrmFieldsWindow *self)
{
  const CrmEntity *entity;
  const char *group = NULL;

  for (GtkWidget *child; (child = gtk_widget_get_first_child (self->list)) != NULL;)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  g_clear_pointer (&self->schema, crm_schema_unref);
  self->schema = crm_schema_ref (crm_desk_get_schema (self->desk));
  self->n = 0;
  entity = crm_schema_find (self->schema, chosen_room (self));
  for (guint i = 0; entity != NULL && i < crm_entity_n_fields (entity); i++) {
    const CrmField *field = &entity->fields[i];

    if (field->group != NULL)
      group = field->group;
    if (!is_for_people (entity, field))
      continue;
    gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (self, field, group));
    self->n++;
  }
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_fields_window_dispose (GObject *object)
{
  CrmFieldsWindow *self = CRM_FIELDS_WINDOW (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->schema, crm_schema_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_fields_window_parent_class)->dispose (object);
}

static void
crm_fields_window_class_init (CrmFieldsWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_fields_window_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
crm_fields_window_init (CrmFieldsWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *add = gtk_button_new_from_icon_name ("list-add-symbolic");

  self->names = g_ptr_array_new_with_free_func (g_free);
  self->rooms = gtk_drop_down_new_from_strings (NULL);
  crm_spoken_set (self->rooms, _ ("Room"));
  crm_spoken_set (add, _ ("New field"));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), add);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), self->rooms);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_widget_set_valign (self->list, GTK_ALIGN_START);
  crm_spoken_set_name (self->list, _ ("Fields"));
  adw_clamp_set_child (ADW_CLAMP (clamp), self->list);
  gtk_widget_add_css_class (clamp, "crm-body");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_size (GTK_WINDOW (self), 620, 640);
  g_signal_connect_object (add, "clicked", G_CALLBACK (on_add_cb), self, G_CONNECT_SWAPPED);
}

static void
fill_rooms (CrmFieldsWindow *self, const char *chosen)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  gsize n;
  const CrmEntity *const *entities = crm_schema_get_entities (crm_desk_get_schema (self->desk), &n);
  guint at = 0;

  for (gsize i = 0; i < n; i++) {
    if (entities[i]->owner != NULL || entities[i]->inside)
      continue;
    if (g_strcmp0 (entities[i]->name, chosen) == 0)
      at = self->names->len;
    g_ptr_array_add (self->names, g_strdup (entities[i]->name));
    gtk_string_list_append (labels, _ (entities[i]->label_many));
  }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->rooms), G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->rooms), at);
}

CrmFieldsWindow *
crm_fields_window_new (CrmDesk *desk, GtkWindow *parent, const char *entity)
{
  CrmFieldsWindow *self;

  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);

  self = g_object_new (CRM_TYPE_FIELDS_WINDOW, "title", _ ("Fields and layout"), NULL);
  crm_dialog_stand_over (GTK_WINDOW (self), parent);
  self->desk = g_object_ref (desk);
  fill_rooms (self, entity);
  show_fields (self);
  g_signal_connect_object (self->rooms, "notify::selected", G_CALLBACK (show_fields), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "schema-changed", G_CALLBACK (show_fields), self,
                           G_CONNECT_SWAPPED);

  return self;
}

guint
crm_fields_window_get_n_rows (CrmFieldsWindow *self)
{
  g_return_val_if_fail (CRM_IS_FIELDS_WINDOW (self), 0);

  return self->n;
}
