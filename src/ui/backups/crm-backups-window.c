/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/backups/crm-backups-private.h"

#include "base/crm-day.h"
#include "office/settings/crm-office-settings.h"
#include "ui/common/crm-dialog.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (CrmBackupsWindow, crm_backups_window, ADW_TYPE_WINDOW)

static CrmOffice *
office_of (CrmBackupsWindow *self)
{
  return crm_desk_get_office (self->desk);
}

/* --- Reading, on a thread ----------------------------------------------------------------------
 */

typedef struct {
  CrmOffice *office;
  GPtrArray *backups;
  CrmRecord *settings;
  char *folder;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->office);
  g_clear_pointer (&reading->backups, g_ptr_array_unref);
  g_clear_pointer (&reading->settings, crm_record_unref);
  g_free (reading->folder);
  g_free (reading);
}

static gboolean
read_settings (CrmTxn *txn, gpointer data, GError **error)
{
  Reading *reading = data;

  g_clear_pointer (&reading->settings, crm_record_unref);
  reading->settings = crm_office_settings_get (txn, error);

  return reading->settings != NULL;
}

static void
read_all (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *reading = data;
  GError *error = NULL;

  reading->folder = crm_office_backup_folder (reading->office, &error);
  if (reading->folder != NULL)
    reading->backups = crm_office_list_backups (reading->office, &error);
  if (reading->backups != NULL)
    crm_office_run (reading->office, CRM_TXN_READ, NULL, read_settings, reading, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* --- Rows ------------------------------------------------------------------------------------- */

static void
on_restore_cb (GtkButton *button, CrmBackupsWindow *self)
{
  crm_backups_window_restore (self, g_object_get_data (G_OBJECT (button), "backup"));
}

static void
add_backup (CrmBackupsWindow *self, const CrmBackup *backup)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Restore…"));
  g_autofree char *at = crm_instant_format (backup->at, crm_desk_get_lang (self->desk), NULL);
  g_autofree char *what = crm_backup_words_describe (backup);
  g_autofree char *why = NULL;
  GtkWidget *row = crm_backup_row_new (at, what, button);
  const char *icon =
    crm_backup_is_verified (backup) ? "emblem-ok-symbolic" : "dialog-warning-symbolic";

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon));
  crm_spoken_set_tooltip (row, backup->path);
  gtk_widget_set_sensitive (button, crm_office_allows (office_of (self), CRM_RIGHT_UPGRADE, &why));
  crm_spoken_set_tooltip (button, why);
  g_object_set_data (G_OBJECT (button), "backup", (gpointer)backup);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_restore_cb), self, 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->list), row);
  g_ptr_array_add (self->rows, row);
}

static void
show_backups (CrmBackupsWindow *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->list),
                                  g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < self->backups->len; i++)
    add_backup (self, g_ptr_array_index (self->backups, i));
  gtk_widget_set_visible (self->none, self->backups->len == 0);
}

static void
show_settings (CrmBackupsWindow *self, const char *folder)
{
  g_autofree char *shown = g_filename_display_name (folder);
  g_autofree char *kept = NULL;
  g_autofree char *why = NULL;
  gboolean may = crm_office_may_record (office_of (self), CRM_ACTION_EDIT, self->settings, &why);

  crm_backup_row_set_subtitle (self->folder, shown);
  /* Translators: how many of each. */
  kept =
    g_strdup_printf (_ ("Daily: %d, weekly: %d, monthly: %d. One is made every day after %d:00, "
                        "in a quiet moment. What was made before an upgrade or a restoring is "
                        "kept for ever."),
                     (int)crm_record_get_int (self->settings, "backups_daily"),
                     (int)crm_record_get_int (self->settings, "backups_weekly"),
                     (int)crm_record_get_int (self->settings, "backups_monthly"),
                     (int)crm_record_get_int (self->settings, "backup_hour"));
  crm_backup_row_set_subtitle (self->kept, kept);
  gtk_widget_set_sensitive (self->choose, may && !crm_office_is_read_only (office_of (self)));
  crm_spoken_set_tooltip (self->choose, why);
  gtk_widget_set_sensitive (self->change, may);
  crm_spoken_set_tooltip (self->change, why);
}

static void
show_status (CrmBackupsWindow *self)
{
  const CrmBackupState *state = crm_backup_keeper_get_state (self->keeper);
  const char *trouble = crm_backup_keeper_get_trouble (self->keeper);
  g_autofree char *last = NULL;
  gboolean late;

  if (self->desk == NULL || state == NULL)
    return;
  late = state->late || trouble != NULL;
  last = crm_backup_words_last (self->desk, state);
  crm_backup_row_set_subtitle (self->status, last);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->status_icon),
                                late ? "dialog-warning-symbolic" : "emblem-ok-symbolic");
  gtk_widget_set_visible (self->status_icon, late || state->last != 0);
  if (late)
    gtk_widget_add_css_class (self->status_icon, "crm-amber");
  else
    gtk_widget_remove_css_class (self->status_icon, "crm-amber");
  gtk_widget_set_visible (self->trouble, late);
  crm_backup_row_set_subtitle (
    self->trouble, trouble != NULL
                     ? trouble
                     : _ ("For more than two days no backup was made. Make one now, and look "
                          "whether the folder can be reached from every computer."));
  gtk_widget_set_visible (self->own_disk, state->own_disk);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmBackupsWindow) self = data;
  Reading *reading = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (self->desk == NULL)
    return;
  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    _crm_backups_window_report (self, error);
    return;
  }
  g_clear_pointer (&self->backups, g_ptr_array_unref);
  self->backups = g_steal_pointer (&reading->backups);
  g_clear_pointer (&self->settings, crm_record_unref);
  self->settings = g_steal_pointer (&reading->settings);
  show_backups (self);
  show_settings (self, reading->folder);
  show_status (self);
}

void
_crm_backups_window_load (CrmBackupsWindow *self)
{
  g_autoptr (GTask) task = NULL;
  Reading *reading;

  if (self->desk == NULL)
    return;
  /* The thread may let go of the task last, and a window ends where it was made. */
  task = g_task_new (NULL, NULL, on_read_cb, g_object_ref (self));
  reading = g_new0 (Reading, 1);
  reading->office = g_object_ref (office_of (self));
  g_task_set_source_tag (task, _crm_backups_window_load);
  g_task_set_task_data (task, reading, reading_free);
  g_task_run_in_thread (task, read_all);
}

/* --- Speaking --------------------------------------------------------------------------------- */

void
_crm_backups_window_say (CrmBackupsWindow *self, const char *text)
{
  g_autofree char *title = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), adw_toast_new (title));
}

void
_crm_backups_window_report (CrmBackupsWindow *self, const GError *error)
{
  GtkWidget *dialog;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* It says what to do, which is more than fits a toast. */
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("This did not work"), error->message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_backups_window_dispose (GObject *object)
{
  CrmBackupsWindow *self = CRM_BACKUPS_WINDOW (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->keeper);
  g_clear_weak_pointer (&self->parent);

  G_OBJECT_CLASS (crm_backups_window_parent_class)->dispose (object);
}

static void
crm_backups_window_finalize (GObject *object)
{
  CrmBackupsWindow *self = CRM_BACKUPS_WINDOW (object);

  g_clear_pointer (&self->backups, g_ptr_array_unref);
  g_clear_pointer (&self->settings, crm_record_unref);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (crm_backups_window_parent_class)->finalize (object);
}

static void
crm_backups_window_class_init (CrmBackupsWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_backups_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_backups_window_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
crm_backups_window_init (CrmBackupsWindow *self)
{
  self->rows = g_ptr_array_new ();
  _crm_backups_window_fill (self);
}

CrmBackupsWindow *
crm_backups_window_new (CrmDesk *desk, CrmBackupKeeper *keeper, GtkWindow *parent)
{
  CrmBackupsWindow *self;

  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);
  g_return_val_if_fail (CRM_IS_BACKUP_KEEPER (keeper), NULL);

  self = g_object_new (CRM_TYPE_BACKUPS_WINDOW, NULL);
  crm_dialog_stand_over (GTK_WINDOW (self), parent);
  self->desk = g_object_ref (desk);
  self->keeper = g_object_ref (keeper);
  g_set_weak_pointer (&self->parent, parent);
  g_signal_connect_object (keeper, "changed", G_CALLBACK (_crm_backups_window_load), self,
                           G_CONNECT_SWAPPED);
  show_status (self);
  _crm_backups_window_load (self);

  return self;
}

GPtrArray *
crm_backups_window_get_backups (CrmBackupsWindow *self)
{
  g_return_val_if_fail (CRM_IS_BACKUPS_WINDOW (self), NULL);

  return self->backups;
}
