/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/backups/crm-backups-private.h"

#include "ui/backups/crm-check-window.h"
#include "ui/common/crm-file-chooser.h"

#include <glib/gi18n-lib.h>

/* What stands in the window, before anything is known. */

static void
on_folder_chosen_cb (GFile *file, gpointer data)
{
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    crm_backups_window_set_folder (data, path);
}

static void
on_choose_cb (CrmBackupsWindow *self)
{
  crm_choose_file (GTK_WIDGET (self), _ ("Folder for backups"), CRM_FILES_FOLDER, FALSE, NULL,
                   on_folder_chosen_cb, self);
}

static void
on_change_cb (CrmBackupsWindow *self)
{
  if (self->settings != NULL)
    crm_desk_open (self->desk, "office", crm_record_get_id (self->settings), TRUE);
}

static GtkWidget *
make_button (CrmBackupsWindow *self, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);

  return button;
}

static GtkWidget *
make_warning (const char *title, const char *subtitle)
{
  GtkWidget *row = crm_backup_row_new (title, subtitle, NULL);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  gtk_widget_add_css_class (icon, "crm-amber");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_widget_set_visible (row, FALSE);

  return row;
}

static GtkWidget *
make_group (const char *title, ...)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row;
  va_list rows;

  if (title != NULL)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  va_start (rows, title);
  while ((row = va_arg (rows, GtkWidget *)) != NULL)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  va_end (rows);

  return group;
}

static void
make_rows (CrmBackupsWindow *self)
{
  self->now = make_button (self, _ ("Back up now"), G_CALLBACK (crm_backups_window_back_up));
  gtk_widget_add_css_class (self->now, "suggested-action");
  self->status = crm_backup_row_new (_ ("Last verified backup"), NULL, self->now);
  self->status_icon = gtk_image_new ();
  gtk_widget_set_visible (self->status_icon, FALSE);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self->status), self->status_icon);
  self->trouble = make_warning (_ ("Backups are late"), NULL);
  self->choose = make_button (self, _ ("Choose…"), G_CALLBACK (on_choose_cb));
  self->folder = crm_backup_row_new (_ ("Folder for backups"), NULL, self->choose);
  self->own_disk = make_warning (
    _ ("They lie on the same disk as the office"),
    _ ("When that disk fails both are lost. Choose a folder on another disk or on a server."));
  self->change = make_button (self, _ ("Change…"), G_CALLBACK (on_change_cb));
  self->kept = crm_backup_row_new (_ ("How many are kept"), NULL, self->change);
}

static void
on_check_cb (CrmBackupsWindow *self)
{
  crm_check_window_check (self->desk, self->parent);
}

static GtkWidget *
make_other_group (CrmBackupsWindow *self)
{
  GtkWidget *save = make_button (self, _ ("Export…"), G_CALLBACK (crm_backups_window_export));
  GtkWidget *check = make_button (self, _ ("Check…"), G_CALLBACK (on_check_cb));

  return make_group (
    _ ("Beside backups"),
    crm_backup_row_new (_ ("Everything in the office as files"),
                        _ ("Spreadsheets, files and papers in one package, for people and for "
                           "other programs. It needs no Kontor to be read."),
                        save),
    crm_backup_row_new (_ ("Check the office file"),
                        _ ("Whether it is whole, and everything that is computed in it right. "
                           "Nothing is changed."),
                        check),
    NULL);
}

void
_crm_backups_window_fill (CrmBackupsWindow *self)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *groups[4];

  make_rows (self);
  self->none = crm_backup_row_new (_ ("No backups yet"),
                                   _ ("Kontor makes one every day by itself, on one of the "
                                      "computers, while nobody works."),
                                   NULL);
  groups[0] = make_group (NULL, self->status, self->trouble, NULL);
  groups[1] =
    make_group (_ ("Where they are kept"), self->folder, self->own_disk, self->kept, NULL);
  groups[2] = self->list = make_group (_ ("Backups"), self->none, NULL);
  groups[3] = make_other_group (self);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (groups[i]));
  self->toasts = adw_toast_overlay_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (self->toasts), page);
  gtk_widget_set_vexpand (self->toasts, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), self->toasts);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Backups"));
  gtk_window_set_default_size (GTK_WINDOW (self), 680, 640);
}
