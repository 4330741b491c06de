/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-path-picker.h"

#include "base/crm-text.h"
#include "model/crm-condition-words.h"
#include "model/crm-format.h"
#include "office/lists/crm-static-list.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CrmPathPicker {
  AdwBin parent_instance;

  GtkWidget *entry;
  GtkWidget *list;
  GtkWidget *scrolled;

  CrmDesk *desk;
  CrmSchema *schema; /* keeps the entity */
  const CrmEntity *entity;
  char *prefix; /* of what was followed: "client." */
  gboolean views;
};

G_DEFINE_FINAL_TYPE (CrmPathPicker, crm_path_picker, ADW_TYPE_BIN)

enum {
  SIGNAL_PICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

gboolean
crm_field_is_for_people (const CrmField *field)
{
  g_return_val_if_fail (field != NULL, FALSE);

  return (field->flags & CRM_FIELD_HIDDEN) == 0 && field->type != CRM_FIELD_BLOB &&
         field->type != CRM_FIELD_JSON && field->type != CRM_FIELD_XML;
}

/* --- Rows ------------------------------------------------------------------------------------- */

static void follow (CrmPathPicker *self, GtkWidget *button);

static void
add_row (CrmPathPicker *self, const char *path, const char *label, gboolean leads_on)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *text = gtk_label_new (label);

  gtk_label_set_xalign (GTK_LABEL (text), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (box), text);
  if (leads_on) {
    GtkWidget *on = gtk_button_new_from_icon_name ("go-next-symbolic");

    gtk_widget_add_css_class (on, "flat");
    gtk_widget_add_css_class (on, "crm-small");
    crm_spoken_set (on, _ ("Its fields"));
    g_object_set_data_full (G_OBJECT (on), "crm-path", g_strdup (path), g_free);
    g_signal_connect_swapped (on, "clicked", G_CALLBACK (follow), self);
    gtk_box_append (GTK_BOX (box), on);
  }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "crm-path", g_strdup (path), g_free);
  g_object_set_data_full (G_OBJECT (row), "crm-fold", crm_text_fold (label), g_free);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

/* The entity that the prefix leads to. */
static const CrmEntity *
entity_at (CrmPathPicker *self, const char *prefix)
{
  g_autofree char *text = g_strconcat (prefix, "id", NULL);
  g_autoptr (CrmPath) path = crm_path_new (self->schema, self->entity, text, NULL);

  return path != NULL ? crm_path_get_owner (path) : NULL;
}

static gboolean
can_follow (CrmPathPicker *self, const char *path)
{
  g_autofree char *prefix = g_strconcat (path, ".", NULL);

  return entity_at (self, prefix) != NULL;
}

static void
add_fields (CrmPathPicker *self, const char *prefix)
{
  const CrmEntity *entity = entity_at (self, prefix);

  for (guint i = 0; entity != NULL && i < crm_entity_n_fields (entity); i++) {
    const CrmField *field = &entity->fields[i];
    g_autofree char *path = g_strconcat (prefix, field->name, NULL);
    g_autofree char *label = NULL;

    if (!crm_field_is_for_people (field))
      continue;
    label = crm_path_to_words (self->schema, self->entity, path);
    add_row (self, path, label, can_follow (self, path));
  }
}

static void
add_lines (CrmPathPicker *self, const char *prefix)
{
  const CrmEntity *entity = entity_at (self, prefix);

  for (guint i = 0; entity != NULL && i < crm_entity_n_lines (entity); i++) {
    g_autofree char *inner = g_strconcat (prefix, entity->lines[i].name, ".", NULL);

    add_fields (self, inner);
  }
}

/* Lists of chosen records, and saved views, that it may be in. A reference is asked for its view
 * itself, without being followed. */
static void
add_sets (CrmPathPicker *self)
{
  const CrmEntity *entity = entity_at (self, self->prefix);
  g_autofree char *path = g_strconcat (self->prefix, CRM_IN_LIST, NULL);
  g_autofree char *followed = NULL;
  g_autofree char *words = NULL;
  g_autofree char *label = NULL;

  if (entity == NULL || entity->owner != NULL)
    return;
  if (*self->prefix == '\0') {
    add_row (self, path, _ ("In list"), FALSE);
    if (self->views)
      add_row (self, "id", _ ("In view"), FALSE);
    return;
  }
  followed = g_strndup (self->prefix, strlen (self->prefix) - 1);
  words = crm_path_to_words (self->schema, self->entity, followed);
  /* Translators: what is followed, "Client", and whether it is in a list of chosen records. */
  label = g_strdup_printf (_ ("%s › In list"), words);
  add_row (self, path, label, FALSE);
}

static void
fill (CrmPathPicker *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  add_fields (self, self->prefix);
  add_lines (self, self->prefix);
  add_sets (self);
  gtk_adjustment_set_value (
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)), 0);
}

static void
follow (CrmPathPicker *self, GtkWidget *button)
{
  const char *path = g_object_get_data (G_OBJECT (button), "crm-path");
  g_autofree char *prefix = g_strconcat (path, ".", NULL);

  g_free (self->prefix);
  self->prefix = g_steal_pointer (&prefix);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  fill (self);
  gtk_widget_grab_focus (self->entry);
}

/* --- Typing ----------------------------------------------------------------------------------- */

static gboolean
is_wanted (GtkListBoxRow *row, gpointer data)
{
  CrmPathPicker *self = data;
  g_autofree char *folded = crm_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  return strstr (g_object_get_data (G_OBJECT (row), "crm-fold"), folded) != NULL;
}

static void
on_changed_cb (CrmPathPicker *self)
{
  gtk_list_box_invalidate_filter (GTK_LIST_BOX (self->list));
}

static void
on_row_activated_cb (CrmPathPicker *self, GtkListBoxRow *row)
{
  g_autofree char *path = g_strdup (g_object_get_data (G_OBJECT (row), "crm-path"));

  g_signal_emit (self, signals[SIGNAL_PICKED], 0, path);
  g_free (self->prefix);
  self->prefix = g_strdup ("");
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  fill (self);
}

/* Enter takes the first that is left. */
static void
on_activate_cb (CrmPathPicker *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)) != NULL;
       i++) {
    if (!is_wanted (row, self))
      continue;
    on_row_activated_cb (self, row);
    return;
  }
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_path_picker_dispose (GObject *object)
{
  CrmPathPicker *self = CRM_PATH_PICKER (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->schema, crm_schema_unref);
  g_clear_pointer (&self->prefix, g_free);

  G_OBJECT_CLASS (crm_path_picker_parent_class)->dispose (object);
}

static void
crm_path_picker_class_init (CrmPathPickerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_path_picker_dispose;

  signals[SIGNAL_PICKED] = g_signal_new ("picked", CRM_TYPE_PATH_PICKER, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
crm_path_picker_init (CrmPathPicker *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->prefix = g_strdup ("");
  self->entry = gtk_search_entry_new ();
  g_object_set (self->entry, "placeholder-text", _ ("Field"), NULL);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_filter_func (GTK_LIST_BOX (self->list), is_wanted, self, NULL);
  gtk_widget_add_css_class (self->list, "crm-palette-list");
  crm_spoken_set_name (self->list, _ ("Fields"));
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->scrolled), 300);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->list);
  gtk_widget_set_size_request (self->scrolled, 300, -1);
  gtk_widget_set_vexpand (self->scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->scrolled);
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (on_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (on_activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated_cb), self,
                           G_CONNECT_SWAPPED);
}

CrmPathPicker *
crm_path_picker_new (CrmDesk *desk, const CrmEntity *entity)
{
  CrmPathPicker *self;

  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);
  g_return_val_if_fail (entity != NULL, NULL);

  self = g_object_new (CRM_TYPE_PATH_PICKER, NULL);
  self->desk = g_object_ref (desk);
  self->schema = crm_schema_ref (crm_entity_get_schema (entity));
  self->entity = entity;
  fill (self);

  return self;
}

void
crm_path_picker_offer_views (CrmPathPicker *self)
{
  g_return_if_fail (CRM_IS_PATH_PICKER (self));

  self->views = TRUE;
  fill (self);
}

void
crm_path_picker_focus (CrmPathPicker *self)
{
  g_return_if_fail (CRM_IS_PATH_PICKER (self));

  gtk_widget_grab_focus (self->entry);
}
