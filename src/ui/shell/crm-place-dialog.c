/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/shell/crm-place-dialog.h"

#include "office/crm-office-link.h"
#include "office/crm-office-place.h"
#include "ui/common/crm-file-chooser.h"
#include "ui/shell/crm-place-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CrmPlaceDialog {
  AdwWindow parent_instance;

  CrmPlaceRow *fit;
  GtkWidget *file;
  GtkWidget *one; /* the switch */
  GtkWidget *trouble;
  GtkWidget *join;
  GtkWidget *shortcut;

  CrmDesk *desk;
  gboolean showing; /* the switch moves because of us */
};

G_DEFINE_FINAL_TYPE (CrmPlaceDialog, crm_place_dialog, ADW_TYPE_WINDOW)

static CrmStore *
store_of (CrmPlaceDialog *self)
{
  return crm_office_get_store (crm_desk_get_office (self->desk));
}

static void
show_all (CrmPlaceDialog *self)
{
  const CrmPlace *place = crm_store_get_place (store_of (self));
  gboolean one = crm_store_is_this_computer (store_of (self));

  self->showing = TRUE;
  if (place != NULL)
    crm_place_row_show (self->fit, place, !one);
  gtk_switch_set_active (GTK_SWITCH (self->one), one);
  gtk_widget_set_visible (self->join, !one);
  gtk_widget_set_visible (self->shortcut, !one);
  self->showing = FALSE;
}

/* --- For one computer, or for several --------------------------------------------------------- */

static void
show_trouble (CrmPlaceDialog *self, const char *text)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->trouble), text != NULL ? text : "");
  gtk_widget_set_visible (self->trouble, text != NULL);
}

static void
on_set_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmPlaceDialog) self = data;
  g_autoptr (GError) error = NULL;

  crm_office_set_this_computer_finish (CRM_OFFICE (office), result, &error);
  if (self->desk == NULL)
    return;
  show_trouble (self, error != NULL ? error->message : NULL);
  gtk_widget_set_sensitive (self->one, TRUE);
  show_all (self);
}

static gboolean
on_one_changed_cb (CrmPlaceDialog *self, gboolean one)
{
  if (self->showing)
    return FALSE;
  gtk_widget_set_sensitive (self->one, FALSE);
  crm_office_set_this_computer_async (crm_desk_get_office (self->desk), one, NULL, on_set_cb,
                                      g_object_ref (self));
  return FALSE;
}

static void
on_copy_cb (CrmPlaceDialog *self)
{
  const char *path = crm_office_get_path (crm_desk_get_office (self->desk));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), path);
  crm_desk_say (self->desk, _ ("The path is copied"));
}

static void
on_shortcut_placed_cb (GFile *file, gpointer data)
{
  CrmPlaceDialog *self = data;
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *made = NULL;
  g_autoptr (GError) error = NULL;

  if (self->desk == NULL || path == NULL)
    return;
  made = crm_office_make_link (crm_desk_get_office (self->desk), path, &error);
  show_trouble (self, error != NULL ? error->message : NULL);
  if (made != NULL)
    crm_desk_say (self->desk, _ ("The shortcut is made: give it to your colleagues"));
}

static void
on_shortcut_cb (CrmPlaceDialog *self)
{
  g_autofree char *base =
    g_path_get_basename (crm_office_get_path (crm_desk_get_office (self->desk)));
  g_autofree char *name = NULL;

  if (g_str_has_suffix (base, ".kontor"))
    base[strlen (base) - strlen (".kontor")] = '\0';
  name = g_strconcat (base, CRM_OFFICE_LINK_SUFFIX, NULL);
  crm_choose_file (GTK_WIDGET (self), _ ("Shortcut for colleagues"), CRM_FILES_ANY, TRUE, name,
                   on_shortcut_placed_cb, self);
}

/* --- Rows ------------------------------------------------------------------------------------- */

static GtkWidget *
make_row (const char *title, const char *subtitle, GtkWidget *suffix)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (suffix != NULL) {
    gtk_widget_set_valign (suffix, GTK_ALIGN_CENTER);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), suffix);
    adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), suffix);
  }
  return row;
}

static GtkWidget *
make_place_group (CrmPlaceDialog *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  self->fit = g_object_new (CRM_TYPE_PLACE_ROW, NULL);
  self->file = make_row (_ ("File"), NULL, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->fit));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->file);
  return group;
}

static GtkWidget *
make_people_group (CrmPlaceDialog *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *copy = gtk_button_new_with_label (_ ("Copy the path"));
  GtkWidget *make = gtk_button_new_with_label (_ ("Make…"));

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Who works with it"));
  self->one = gtk_switch_new ();
  self->join = make_row (_ ("How colleagues join"),
                         _ ("Each installs Kontor and opens this file, by a double click or with "
                            "“Open another office…”. Kontor then asks who they are."),
                         copy);
  self->shortcut = make_row (_ ("Shortcut for colleagues"),
                             _ ("A small file that opens this office with a double click. Send "
                                "it to them, or put it on their desktops."),
                             make);
  self->trouble = make_row ("", NULL, NULL);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self->trouble),
                             gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  gtk_widget_set_visible (self->trouble, FALSE);
  g_signal_connect_object (copy, "clicked", G_CALLBACK (on_copy_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (make, "clicked", G_CALLBACK (on_shortcut_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->one, "state-set", G_CALLBACK (on_one_changed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (
    ADW_PREFERENCES_GROUP (group),
    make_row (_ ("Only this computer uses the office"),
              _ ("Saving is faster, and other computers are kept out. Everybody else must have "
                 "closed the office before this can change."),
              self->one));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->trouble);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->join);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->shortcut);
  return group;
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_place_dialog_dispose (GObject *object)
{
  g_clear_object (&CRM_PLACE_DIALOG (object)->desk);

  G_OBJECT_CLASS (crm_place_dialog_parent_class)->dispose (object);
}

static void
crm_place_dialog_class_init (CrmPlaceDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_place_dialog_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
crm_place_dialog_init (CrmPlaceDialog *self)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_window_set_title (GTK_WINDOW (self), _ ("Where the office is"));
  gtk_window_set_default_size (GTK_WINDOW (self), 600, 560);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                            ADW_PREFERENCES_GROUP (make_place_group (self)));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                            ADW_PREFERENCES_GROUP (make_people_group (self)));
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (self), box);
}

CrmPlaceDialog *
crm_place_dialog_new (CrmDesk *desk, GtkWindow *parent)
{
  CrmPlaceDialog *self;
  g_autofree char *shown = NULL;

  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);

  self = g_object_new (CRM_TYPE_PLACE_DIALOG, "transient-for", parent, NULL);
  self->desk = g_object_ref (desk);
  shown = g_markup_escape_text (crm_office_get_path (crm_desk_get_office (desk)), -1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->file), shown);
  show_all (self);

  return self;
}
