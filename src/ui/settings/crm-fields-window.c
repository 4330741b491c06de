/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/settings/crm-fields-window.h"

#include "office/settings/crm-field-verbs.h"
#include "ui/common/crm-dialog.h"
#include "ui/common/crm-draft.h"
#include "ui/common/crm-spoken.h"
#include "ui/settings/crm-fields-change.h"
#include "ui/settings/crm-fields-group.h"

#include <glib/gi18n-lib.h>

struct _CrmFieldsWindow {
  AdwWindow parent_instance;

  GtkWidget *rooms;
  GtkWidget *groups; /* a box of CrmFieldsGroup */
  GtkWidget *toasts;

  CrmDesk *desk;
  CrmSchema *schema; /* keeps the fields of the rows */
  GPtrArray *names;  /* of entities, in the order of the drop-down */
  char *asked;       /* of what a name is being typed: a field or, to be renamed, a group */
  char *moved;       /* the field that has the focus once all is shown anew, */
  char *moved_group; /* or the group */
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

/* Said here, where the person looks, and not behind this window. */
static void
say (CrmFieldsWindow *self, const char *text, gboolean undo)
{
  AdwToast *toast = adw_toast_new (text);

  if (undo) {
    adw_toast_set_button_label (toast, _ ("Undo"));
    adw_toast_set_action_name (toast, "win.undo");
  }
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), toast);
}

static void
on_changed_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmFieldsWindow *self = g_task_get_source_object (task);
  CrmFieldsChange *change = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean done = crm_office_run_finish (CRM_OFFICE (office), result, &error);

  if (self->desk == NULL)
    return;
  if (!done) {
    say (self, error->message, FALSE);
    /* The switch goes back to how it is. */
    show_fields (self);
  } else if (change->kind == CRM_FIELDS_RESET) {
    say (self, _ ("The fields stand as Kontor has them"), TRUE);
  }
}

/* Takes over what it points to; the entity is the chosen one. */
static void
run (CrmFieldsWindow *self, CrmFieldsChange change)
{
  GTask *task;
  CrmFieldsChange *kept;

  change.entity = g_strdup (chosen_room (self));
  if (change.group != NULL && *change.group == '\0')
    g_clear_pointer (&change.group, g_free);
  if (change.kind == CRM_FIELDS_PUT && change.before != NULL && *change.before == '\0')
    g_clear_pointer (&change.before, g_free);
  kept = g_memdup2 (&change, sizeof change);
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_task_data (task, kept, crm_fields_change_free);
  g_free (self->moved);
  g_free (self->moved_group);
  self->moved = g_strdup (kept->field);
  self->moved_group = kept->field != NULL ? NULL
                      : kept->kind == CRM_FIELDS_RENAME_GROUP
                        ? g_strdup (kept->before)
                        : g_strdup (kept->group != NULL ? kept->group : "");
  crm_office_run_async (crm_desk_get_office (self->desk), CRM_TXN_WRITE,
                        crm_fields_change_verb (kept), crm_fields_change_do, kept, NULL, NULL,
                        on_changed_cb, task);
}

/* --- Fields of the office's own --------------------------------------------------------------- */

static gboolean
find_in_txn (CrmTxn *txn, gpointer data, GError **error)
{
  CrmFieldsChange *change = data;
  g_autoptr (CrmRecord) record = crm_field_find_custom (txn, change->entity, change->field, error);

  change->custom = record != NULL ? crm_record_get_id (record) : 0;

  return TRUE;
}

static void
on_found_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmFieldsWindow *self = g_task_get_source_object (task);
  CrmFieldsChange *change = g_task_get_task_data (task);

  if (crm_office_run_finish (CRM_OFFICE (office), result, NULL) && change->custom != 0 &&
      self->desk != NULL)
    crm_desk_open (self->desk, "custom_field", change->custom, TRUE);
}

static void
change_field (GtkWidget *widget, const char *action, GVariant *target)
{
  CrmFieldsWindow *self = CRM_FIELDS_WINDOW (widget);
  GTask *task = g_task_new (self, NULL, NULL, NULL);
  CrmFieldsChange *change = g_new0 (CrmFieldsChange, 1);

  change->entity = g_strdup (chosen_room (self));
  change->field = g_variant_dup_string (target, NULL);
  g_task_set_task_data (task, change, crm_fields_change_free);
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

/* --- Actions ---------------------------------------------------------------------------------- */

static void
show (GtkWidget *widget, const char *action, GVariant *target)
{
  const char *field;
  gboolean shown;

  g_variant_get (target, "(&sb)", &field, &shown);
  run (CRM_FIELDS_WINDOW (widget),
       (CrmFieldsChange){ .kind = CRM_FIELDS_SHOW, .field = g_strdup (field), .shown = shown });
}

static void
move_field (CrmFieldsWindow *self, const char *field, int by)
{
  run (self, (CrmFieldsChange){ .kind = CRM_FIELDS_MOVE, .field = g_strdup (field), .by = by });
}

static void
move (GtkWidget *widget, const char *action, GVariant *target)
{
  move_field (CRM_FIELDS_WINDOW (widget), g_variant_get_string (target, NULL),
              g_str_equal (action, "fields.up") ? -1 : 1);
}

static void
put (GtkWidget *widget, const char *action, GVariant *target)
{
  CrmFieldsChange change = { .kind = CRM_FIELDS_PUT };

  g_variant_get (target, "(sss)", &change.field, &change.group, &change.before);
  run (CRM_FIELDS_WINDOW (widget), change);
}

static void
take_new_group (GObject *object, const char *name)
{
  CrmFieldsWindow *self = CRM_FIELDS_WINDOW (object);

  run (self, (CrmFieldsChange){ .kind = CRM_FIELDS_PUT,
                                .field = g_strdup (self->asked),
                                .group = g_strdup (name) });
}

static void
new_group (GtkWidget *widget, const char *action, GVariant *target)
{
  CrmFieldsWindow *self = CRM_FIELDS_WINDOW (widget);

  g_free (self->asked);
  self->asked = g_variant_dup_string (target, NULL);
  crm_dialog_ask_name (GTK_WINDOW (self), _ ("New group"), NULL, G_OBJECT (self), take_new_group);
}

static void
take_group_name (GObject *object, const char *name)
{
  CrmFieldsWindow *self = CRM_FIELDS_WINDOW (object);

  run (self, (CrmFieldsChange){ .kind = CRM_FIELDS_RENAME_GROUP,
                                .group = g_strdup (self->asked),
                                .before = g_strdup (name) });
}

static void
ask_group_name (CrmFieldsWindow *self, const char *group)
{
  g_free (self->asked);
  self->asked = g_strdup (group);
  crm_dialog_ask_name (GTK_WINDOW (self), _ ("Name of the group"),
                       *group != '\0' ? _ (group) : NULL, G_OBJECT (self), take_group_name);
}

static void
rename_group (GtkWidget *widget, const char *action, GVariant *target)
{
  ask_group_name (CRM_FIELDS_WINDOW (widget), g_variant_get_string (target, NULL));
}

static void
move_group (GtkWidget *widget, const char *action, GVariant *target)
{
  run (CRM_FIELDS_WINDOW (widget),
       (CrmFieldsChange){ .kind = CRM_FIELDS_MOVE_GROUP,
                          .group = g_variant_dup_string (target, NULL),
                          .by = g_str_equal (action, "fields.group-up") ? -1 : 1 });
}

static void
reset (GtkWidget *widget, const char *action, GVariant *target)
{
  run (CRM_FIELDS_WINDOW (widget), (CrmFieldsChange){ .kind = CRM_FIELDS_RESET });
}

/* The window that it stands over knows how. */
static void
undo (GtkWidget *widget, const char *action, GVariant *target)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (widget));

  if (parent != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (parent), action, NULL);
}

/* --- Keys ------------------------------------------------------------------------------------- */

/* What stands under the focus: a field, or the group in whose heading it is. */
static CrmFieldsGroup *
find_focus (CrmFieldsWindow *self, const char **field)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *group = focus != NULL ? gtk_widget_get_ancestor (focus, CRM_TYPE_FIELDS_GROUP) : NULL;

  *field = group != NULL ? crm_fields_group_field_of (focus) : NULL;

  return group != NULL ? CRM_FIELDS_GROUP (group) : NULL;
}

static gboolean
on_move_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  CrmFieldsWindow *self = CRM_FIELDS_WINDOW (widget);
  const char *field;
  CrmFieldsGroup *group = find_focus (self, &field);

  if (group == NULL)
    return FALSE;
  if (field != NULL)
    move_field (self, field, g_variant_get_int32 (args));
  else
    run (self, (CrmFieldsChange){ .kind = CRM_FIELDS_MOVE_GROUP,
                                  .group = g_strdup (crm_fields_group_get_name (group)),
                                  .by = g_variant_get_int32 (args) });

  return TRUE;
}

static gboolean
on_rename_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  const char *field;
  CrmFieldsGroup *group = find_focus (CRM_FIELDS_WINDOW (widget), &field);

  if (group == NULL)
    return FALSE;
  ask_group_name (CRM_FIELDS_WINDOW (widget), crm_fields_group_get_name (group));

  return TRUE;
}

/* --- Showing ---------------------------------------------------------------------------------- */

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

/* The headings of the entity, in their order. (transfer full) (element-type utf8) */
static GPtrArray *
gather_groups (const CrmEntity *entity)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; entity != NULL && i < crm_entity_n_fields (entity); i++) {
    const char *group = crm_entity_get_group (entity, i);

    if (group == NULL)
      group = "";
    if (is_for_people (entity, &entity->fields[i]) &&
        !g_ptr_array_find_with_equal_func (groups, group, g_str_equal, NULL))
      g_ptr_array_add (groups, g_strdup (group));
  }

  return groups;
}

/* Unless a change of this window has said what it moves. */
static void
note_focus (CrmFieldsWindow *self)
{
  const char *field;
  CrmFieldsGroup *group = find_focus (self, &field);

  if (group == NULL || self->moved != NULL || self->moved_group != NULL)
    return;
  self->moved = g_strdup (field);
  self->moved_group = field == NULL ? g_strdup (crm_fields_group_get_name (group)) : NULL;
}

static void
take_focus_back (CrmFieldsWindow *self)
{
  for (GtkWidget *group = gtk_widget_get_first_child (self->groups); group != NULL;
       group = gtk_widget_get_next_sibling (group)) {
    CrmFieldsGroup *one = CRM_FIELDS_GROUP (group);

    if (self->moved != NULL ? crm_fields_group_focus (one, self->moved)
                            : g_strcmp0 (self->moved_group, crm_fields_group_get_name (one)) == 0 &&
                                crm_fields_group_focus (one, NULL))
      return;
  }
}

static void
show_fields (CrmFieldsWindow *self)
{
  const CrmEntity *entity;
  g_autoptr (GPtrArray) groups = NULL;

  note_focus (self);
  for (GtkWidget *child; (child = gtk_widget_get_first_child (self->groups)) != NULL;)
    gtk_box_remove (GTK_BOX (self->groups), child);
  g_clear_pointer (&self->schema, crm_schema_unref);
  self->schema = crm_schema_ref (crm_desk_get_schema (self->desk));
  entity = crm_schema_find (self->schema, chosen_room (self));
  groups = gather_groups (entity);
  for (guint g = 0; g < groups->len; g++) {
    const char *name = g_ptr_array_index (groups, g);
    CrmFieldsGroup *group = crm_fields_group_new (name, groups);

    for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
      const char *its = crm_entity_get_group (entity, i);

      if (!g_str_equal (its != NULL ? its : "", name) ||
          !is_for_people (entity, &entity->fields[i]))
        continue;
      crm_fields_group_add (group, &entity->fields[i]);
    }
    gtk_box_append (GTK_BOX (self->groups), GTK_WIDGET (group));
  }
  take_focus_back (self);
  g_clear_pointer (&self->moved, g_free);
  g_clear_pointer (&self->moved_group, g_free);
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_fields_window_dispose (GObject *object)
{
  CrmFieldsWindow *self = CRM_FIELDS_WINDOW (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->schema, crm_schema_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->asked, g_free);
  g_clear_pointer (&self->moved, g_free);
  g_clear_pointer (&self->moved_group, g_free);

  G_OBJECT_CLASS (crm_fields_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "fields.show", "(sb)", show);
  gtk_widget_class_install_action (widget_class, "fields.up", "s", move);
  gtk_widget_class_install_action (widget_class, "fields.down", "s", move);
  gtk_widget_class_install_action (widget_class, "fields.put", "(sss)", put);
  gtk_widget_class_install_action (widget_class, "fields.change", "s", change_field);
  gtk_widget_class_install_action (widget_class, "fields.new-group", "s", new_group);
  gtk_widget_class_install_action (widget_class, "fields.rename-group", "s", rename_group);
  gtk_widget_class_install_action (widget_class, "fields.group-up", "s", move_group);
  gtk_widget_class_install_action (widget_class, "fields.group-down", "s", move_group);
  gtk_widget_class_install_action (widget_class, "fields.reset", NULL, reset);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo);
}

static void
crm_fields_window_class_init (CrmFieldsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_fields_window_dispose;
  install_actions (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, GDK_ALT_MASK, on_move_key_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, GDK_ALT_MASK, on_move_key_cb, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F2, 0, on_rename_key_cb, NULL);
}

static GtkWidget *
make_head (CrmFieldsWindow *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *add = gtk_button_new_from_icon_name ("list-add-symbolic");
  GtkWidget *more = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  self->rooms = gtk_drop_down_new_from_strings (NULL);
  crm_spoken_set (self->rooms, _ ("Room"));
  crm_spoken_set (add, _ ("New field"));
  g_menu_append (menu, _ ("Put back as Kontor has them"), "fields.reset");
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (more), "open-menu-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (more), G_MENU_MODEL (menu));
  crm_spoken_set (more, _ ("Menu"));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), add);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), more);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), self->rooms);
  g_signal_connect_object (add, "clicked", G_CALLBACK (on_add_cb), self, G_CONNECT_SWAPPED);

  return header;
}

static void
crm_fields_window_init (CrmFieldsWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->names = g_ptr_array_new_with_free_func (g_free);
  self->groups = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_set_valign (self->groups, GTK_ALIGN_START);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->groups);
  gtk_widget_add_css_class (clamp, "crm-body");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), scrolled);
  self->toasts = adw_toast_overlay_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (self->toasts), box);
  adw_window_set_content (ADW_WINDOW (self), self->toasts);
  gtk_window_set_default_size (GTK_WINDOW (self), 620, 720);
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
