/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/settings/crm-fields-group.h"

#include "model/crm-format.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

struct _CrmFieldsGroup {
  AdwBin parent_instance;

  char *name; /* "": without a heading */
  GPtrArray *others;
  GtkWidget *heading; /* its first button, for the focus */
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (CrmFieldsGroup, crm_fields_group, ADW_TYPE_BIN)

static const char *
words_of (const char *group)
{
  return *group != '\0' ? _ (group) : _ ("No heading");
}

/* --- Dragging --------------------------------------------------------------------------------- */

static GdkContentProvider *
on_prepare_cb (GtkDragSource *source, double x, double y, GtkWidget *row)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (row);

  /* It goes along where it was taken hold of. */
  gtk_drag_source_set_icon (source, picture, (int)x, (int)y);

  return gdk_content_provider_new_typed (G_TYPE_STRING, crm_fields_group_field_of (row));
}

/* In the lower half of a row it goes behind it, which is before the next one. */
static gboolean
on_drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, GtkWidget *row)
{
  GtkWidget *group = gtk_widget_get_ancestor (row, CRM_TYPE_FIELDS_GROUP);
  gboolean behind = y > gtk_widget_get_height (row) / 2.0;
  GtkWidget *next = behind ? gtk_widget_get_next_sibling (row) : row;
  const char *field = g_value_get_string (value);
  const char *before = next != NULL ? crm_fields_group_field_of (next) : NULL;

  if (g_strcmp0 (field, before) == 0 || g_strcmp0 (field, crm_fields_group_field_of (row)) == 0)
    return FALSE;

  return gtk_widget_activate_action (row, "fields.put", "(sss)", field,
                                     CRM_FIELDS_GROUP (group)->name, before != NULL ? before : "");
}

static void
make_draggable (GtkWidget *row)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (on_prepare_cb), row);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
  g_signal_connect (target, "drop", G_CALLBACK (on_drop_cb), row);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
}

/* --- Rows ------------------------------------------------------------------------------------- */

/* @key: (nullable): that does the same, to be learned. */
static void
add_item (GMenu *menu, const char *label, const char *key, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  if (key != NULL)
    g_menu_item_set_attribute (item, "accel", "s", key);
  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

static GMenuModel *
make_menu (CrmFieldsGroup *self, const CrmField *field)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) first = g_menu_new ();
  g_autoptr (GMenu) groups = g_menu_new ();

  if ((field->flags & CRM_FIELD_CUSTOM) != 0)
    add_item (first, _ ("Change this field"), NULL, "fields.change",
              g_variant_new_string (field->name));
  add_item (first, _ ("Up"), "<Alt>Up", "fields.up", g_variant_new_string (field->name));
  add_item (first, _ ("Down"), "<Alt>Down", "fields.down", g_variant_new_string (field->name));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
  for (guint i = 0; i < self->others->len; i++) {
    const char *other = g_ptr_array_index (self->others, i);

    if (!g_str_equal (other, self->name))
      add_item (groups, words_of (other), NULL, "fields.put",
                g_variant_new ("(sss)", field->name, other, ""));
  }
  add_item (groups, _ ("New group…"), NULL, "fields.new-group", g_variant_new_string (field->name));
  g_menu_append_section (menu, _ ("Into the group"), G_MENU_MODEL (groups));

  return G_MENU_MODEL (menu);
}

static void
on_switch_cb (GtkWidget *shown, GParamSpec *pspec, gpointer data)
{
  gtk_widget_activate_action (shown, "fields.show", "(sb)", crm_fields_group_field_of (shown),
                              gtk_switch_get_active (GTK_SWITCH (shown)));
}

static GtkWidget *
make_switch (const CrmField *field)
{
  GtkWidget *shown = gtk_switch_new ();
  gboolean required = (field->flags & CRM_FIELD_REQUIRED) != 0;

  gtk_widget_set_valign (shown, GTK_ALIGN_CENTER);
  crm_spoken_set_tooltip (shown, required ? _ ("Must be filled in, so it stays in sight")
                                          : _ ("Shown in this office"));
  crm_spoken_set_name (shown, crm_field_get_label (field));
  gtk_switch_set_active (GTK_SWITCH (shown), (field->flags & CRM_FIELD_HIDDEN) == 0);
  gtk_widget_set_sensitive (shown, !required);
  g_signal_connect (shown, "notify::active", G_CALLBACK (on_switch_cb), NULL);

  return shown;
}

void
crm_fields_group_add (CrmFieldsGroup *self, const CrmField *field)
{
  GtkWidget *row, *handle, *more;
  g_autofree char *title = NULL;
  g_autoptr (GMenuModel) menu = NULL;

  g_return_if_fail (CRM_IS_FIELDS_GROUP (self));
  g_return_if_fail (field != NULL);

  row = adw_action_row_new ();
  title = g_markup_escape_text (crm_field_get_label (field), -1);
  g_object_set_data_full (G_OBJECT (row), "crm-field", g_strdup (field->name), g_free);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if ((field->flags & CRM_FIELD_CUSTOM) != 0)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("A field of our own"));
  handle = gtk_image_new_from_icon_name ("list-drag-handle-symbolic");
  gtk_widget_add_css_class (handle, "dim-label");
  gtk_widget_set_cursor_from_name (handle, "grab");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), handle);
  make_draggable (row);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_switch (field));
  more = gtk_menu_button_new ();
  menu = make_menu (self, field);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (more), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (more), menu);
  gtk_widget_add_css_class (more, "flat");
  gtk_widget_set_valign (more, GTK_ALIGN_CENTER);
  crm_spoken_set (more, _ ("Where it stands"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), more);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

/* --- Heading ---------------------------------------------------------------------------------- */

static GtkWidget *
add_button (CrmFieldsGroup *self,
            GtkWidget *box,
            const char *icon,
            const char *tip,
            const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  crm_spoken_set (button, tip);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", self->name);
  gtk_box_append (GTK_BOX (box), button);

  return button;
}

static GtkWidget *
make_heading (CrmFieldsGroup *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *title = gtk_label_new (words_of (self->name));

  gtk_label_set_xalign (GTK_LABEL (title), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, *self->name != '\0' ? "heading" : "dim-label");
  gtk_box_append (GTK_BOX (box), title);
  self->heading = add_button (self, box, "document-edit-symbolic", _ ("Rename the group (F2)"),
                              "fields.rename-group");
  add_button (self, box, "go-up-symbolic", _ ("The whole group up (Alt+Up)"), "fields.group-up");
  add_button (self, box, "go-down-symbolic", _ ("The whole group down (Alt+Down)"),
              "fields.group-down");

  return box;
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_fields_group_finalize (GObject *object)
{
  CrmFieldsGroup *self = CRM_FIELDS_GROUP (object);

  g_free (self->name);
  g_ptr_array_unref (self->others);

  G_OBJECT_CLASS (crm_fields_group_parent_class)->finalize (object);
}

static void
crm_fields_group_class_init (CrmFieldsGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_fields_group_finalize;
}

static void
crm_fields_group_init (CrmFieldsGroup *self)
{
}

CrmFieldsGroup *
crm_fields_group_new (const char *group, GPtrArray *others)
{
  CrmFieldsGroup *self;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  g_return_val_if_fail (others != NULL, NULL);

  self = g_object_new (CRM_TYPE_FIELDS_GROUP, NULL);
  self->name = g_strdup (group != NULL ? group : "");
  self->others = g_ptr_array_ref (others);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  crm_spoken_set_name (self->list, words_of (self->name));
  gtk_box_append (GTK_BOX (box), make_heading (self));
  gtk_box_append (GTK_BOX (box), self->list);
  adw_bin_set_child (ADW_BIN (self), box);

  return self;
}

const char *
crm_fields_group_get_name (CrmFieldsGroup *self)
{
  g_return_val_if_fail (CRM_IS_FIELDS_GROUP (self), NULL);

  return self->name;
}

const char *
crm_fields_group_field_of (GtkWidget *widget)
{
  GtkWidget *row;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  row = gtk_widget_get_ancestor (widget, ADW_TYPE_ACTION_ROW);

  return row != NULL ? g_object_get_data (G_OBJECT (row), "crm-field") : NULL;
}

gboolean
crm_fields_group_focus (CrmFieldsGroup *self, const char *field)
{
  g_return_val_if_fail (CRM_IS_FIELDS_GROUP (self), FALSE);

  if (field == NULL)
    return gtk_widget_grab_focus (self->heading);
  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (g_strcmp0 (crm_fields_group_field_of (row), field) == 0)
      return gtk_widget_grab_focus (row);

  return FALSE;
}
