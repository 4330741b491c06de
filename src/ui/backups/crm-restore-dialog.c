/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/backups/crm-restore-dialog.h"

#include "base/crm-day.h"
#include "base/crm-number.h"
#include "ui/backups/crm-backup-words.h"
#include "ui/common/crm-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CrmRestoreDialog {
  AdwWindow parent_instance;

  GtkWidget *page;
  GtkWidget *people; /* who is in */
  GtkWidget *go_on;
  GPtrArray *rows; /* of the people */

  CrmDesk *desk;
  GtkWindow *window; /* weak */
  CrmBackup *backup;
};

G_DEFINE_FINAL_TYPE (CrmRestoreDialog, crm_restore_dialog, ADW_TYPE_WINDOW)

/* --- Who is in -------------------------------------------------------------------------------- */

static void
add_person (CrmRestoreDialog *self, const CrmPeer *peer)
{
  g_autofree char *name = crm_peer_describe (peer);
  GtkWidget *row = crm_backup_row_new (name, _ ("Has the office open"), NULL);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("avatar-default-symbolic"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->people), row);
  g_ptr_array_add (self->rows, row);
}

static void
show_people (CrmRestoreDialog *self)
{
  g_autoptr (GPtrArray) peers = NULL;

  if (self->desk == NULL)
    return;
  peers = crm_store_get_peers (crm_office_get_store (crm_desk_get_office (self->desk)));
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->people),
                                  g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < peers->len; i++)
    if (!((CrmPeer *)g_ptr_array_index (peers, i))->own)
      add_person (self, g_ptr_array_index (peers, i));
  gtk_widget_set_visible (self->people, self->rows->len > 0);
  gtk_widget_set_sensitive (self->go_on, self->rows->len == 0);
}

/* --- What it is about ------------------------------------------------------------------------- */

static char *
newer_words (CrmRestoreDialog *self, gint64 newer)
{
  g_autofree char *number = NULL;
  const char *phrase;
  const char *place;

  if (newer < 0)
    return g_strdup (_ ("What was done since then cannot be counted: the office file cannot be "
                        "read."));
  if (newer == 0)
    return g_strdup (_ ("Nothing was done in the office since then."));
  number = crm_number_format (newer, 0, 0, crm_desk_get_lang (self->desk));
  phrase = ngettext ("%s step was made in the office since then and is not in the backup.",
                     "%s steps were made in the office since then and are not in the backup.",
                     (gulong)newer);
  place = strstr (phrase, "%s");

  return place == NULL
           ? g_strdup (phrase)
           : g_strdup_printf ("%.*s%s%s", (int)(place - phrase), phrase, number, place + 2);
}

static void
add_group (CrmRestoreDialog *self, GtkWidget *group)
{
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (group));
}

static void
add_rows (CrmRestoreDialog *self, const GArray *held, gint64 newer)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *at = crm_instant_format (self->backup->at, crm_desk_get_lang (self->desk), NULL);
  g_autofree char *holds = crm_backup_words_holds (self->desk, held);
  g_autofree char *more = newer_words (self, newer);

  adw_preferences_group_add (
    ADW_PREFERENCES_GROUP (group),
    crm_backup_row_new (at, _ ("It was tried just now: it is whole and can be restored."), NULL));
  if (*holds != '\0')
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               crm_backup_row_new (_ ("What it holds"), holds, NULL));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             crm_backup_row_new (_ ("What it does not hold"), more, NULL));
  adw_preferences_group_add (
    ADW_PREFERENCES_GROUP (group),
    crm_backup_row_new (_ ("What happens to the office of today"),
                        _ ("It is kept beside the office file, under a name of its own, and is "
                           "never removed by Kontor."),
                        NULL));
  add_group (self, group);
}

/* What has to be done first stands first. */
static void
add_people (CrmRestoreDialog *self)
{
  self->people = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->people),
                                   _ ("They have to close the office first"));
  add_group (self, self->people);
}

/* --- Going on --------------------------------------------------------------------------------- */

void
crm_restore_dialog_go_on (CrmRestoreDialog *self)
{
  GtkWindow *window;
  g_autofree char *path = NULL;

  g_return_if_fail (CRM_IS_RESTORE_DIALOG (self));

  window = self->window;
  path = g_strdup (self->backup->path);
  gtk_window_destroy (GTK_WINDOW (self));
  if (window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.restore", "s", path);
}

gboolean
crm_restore_dialog_is_ready (CrmRestoreDialog *self)
{
  g_return_val_if_fail (CRM_IS_RESTORE_DIALOG (self), FALSE);

  return gtk_widget_get_sensitive (self->go_on);
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_restore_dialog_dispose (GObject *object)
{
  CrmRestoreDialog *self = CRM_RESTORE_DIALOG (object);

  g_clear_object (&self->desk);
  g_clear_weak_pointer (&self->window);

  G_OBJECT_CLASS (crm_restore_dialog_parent_class)->dispose (object);
}

static void
crm_restore_dialog_finalize (GObject *object)
{
  CrmRestoreDialog *self = CRM_RESTORE_DIALOG (object);

  g_clear_pointer (&self->backup, crm_backup_free);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (crm_restore_dialog_parent_class)->finalize (object);
}

static void
crm_restore_dialog_class_init (CrmRestoreDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_restore_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_restore_dialog_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
crm_restore_dialog_init (CrmRestoreDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->rows = g_ptr_array_new ();
  self->page = adw_preferences_page_new ();
  self->go_on = gtk_button_new_with_mnemonic (_ ("_Restore"));
  gtk_widget_add_css_class (self->go_on, "destructive-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  g_signal_connect_object (self->go_on, "clicked", G_CALLBACK (crm_restore_dialog_go_on), self,
                           G_CONNECT_SWAPPED);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->go_on);
  gtk_widget_set_vexpand (self->page, TRUE);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), self->page);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Restore this backup?"));
  gtk_window_set_default_size (GTK_WINDOW (self), 560, 380);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}

CrmRestoreDialog *
crm_restore_dialog_new (CrmDesk *desk,
                        GtkWindow *window,
                        CrmBackup *backup,
                        const GArray *held,
                        gint64 newer)
{
  CrmRestoreDialog *self;

  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);
  g_return_val_if_fail (backup != NULL && held != NULL, NULL);

  self = g_object_new (CRM_TYPE_RESTORE_DIALOG, NULL);
  crm_dialog_stand_over (GTK_WINDOW (self), GTK_WINDOW (window));
  self->desk = g_object_ref (desk);
  self->backup = backup;
  g_set_weak_pointer (&self->window, window);
  add_people (self);
  add_rows (self, held, newer);
  g_signal_connect_object (crm_desk_get_office (desk), "peers-changed", G_CALLBACK (show_people),
                           self, G_CONNECT_SWAPPED);
  show_people (self);

  return self;
}
