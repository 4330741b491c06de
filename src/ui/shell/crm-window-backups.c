/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/shell/crm-window-private.h"

#include "ui/backups/crm-backups-window.h"
#include "ui/common/crm-progress-dialog.h"

#include <glib/gi18n-lib.h>

/* --- By itself -------------------------------------------------------------------------------- */

static void
on_failed_cb (CrmWindow *self, const GError *error)
{
  if (self->desk != NULL)
    crm_desk_say_with (self->desk, error->message, _ ("Backups…"), "win.backups");
}

void
_crm_window_keep_backups (CrmWindow *self)
{
  g_clear_object (&self->keeper);
  self->keeper = crm_backup_keeper_new (crm_desk_get_office (self->desk));
  g_signal_connect_object (self->keeper, "failed", G_CALLBACK (on_failed_cb), self,
                           G_CONNECT_SWAPPED);
  crm_backup_foot_set (self->backup_foot, self->desk, self->keeper);
}

CrmBackupsWindow *
_crm_window_show_backups (CrmWindow *self)
{
  CrmBackupsWindow *backups;

  if (self->desk == NULL)
    return NULL;
  backups = crm_backups_window_new (self->desk, self->keeper, GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (backups));

  return backups;
}

void
_crm_window_export_all (CrmWindow *self)
{
  CrmBackupsWindow *backups = _crm_window_show_backups (self);

  if (backups != NULL)
    crm_backups_window_export (backups);
}

/* --- Back again ------------------------------------------------------------------------------- */

typedef struct {
  char *office;
  char *backup;
  char *kept;
} Restoring;

static void
restoring_free (gpointer data)
{
  Restoring *restoring = data;

  g_free (restoring->office);
  g_free (restoring->backup);
  g_free (restoring->kept);
  g_free (restoring);
}

static gboolean
restore (CrmProgress *progress, gpointer data, GError **error)
{
  Restoring *restoring = data;
  g_autoptr (CrmBackup) backup = crm_backup_read (restoring->backup, error);
  g_autoptr (CrmClock) clock = crm_clock_new ();

  return backup != NULL &&
         crm_office_restore (restoring->office, backup, clock, &restoring->kept, crm_progress_tell,
                             progress, crm_progress_get_cancellable (progress), error);
}

static void
say_failed (CrmWindow *self, const GError *error)
{
  GtkWidget *dialog;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("The backup was not restored"), NULL);
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog), "%s", error->message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_restored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmWindow) self = data;
  const Restoring *restoring = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->restoring, g_free);
  if (gtk_widget_in_destruction (GTK_WIDGET (self)) || self->preferences == NULL)
    return;
  if (!crm_progress_dialog_run_finish (result, &error)) {
    say_failed (self, error);
  } else {
    g_autofree char *kept =
      restoring->kept != NULL ? g_filename_display_basename (restoring->kept) : NULL;

    g_free (self->to_say);
    self->to_say =
      kept != NULL
        /* Translators: a file name. */
        ? g_strdup_printf (_ ("The office is restored. What it was before lies in %s"), kept)
        : g_strdup (_ ("The office is restored."));
  }
  crm_window_open_path (self, restoring->office);
}

static void
begin_restoring (CrmWindow *self, const char *office)
{
  Restoring *restoring = g_new0 (Restoring, 1);

  restoring->office = g_strdup (office);
  restoring->backup = g_strdup (self->restoring);
  crm_progress_dialog_run_async (GTK_WINDOW (self), _ ("Restoring the office"), restore, restoring,
                                 restoring_free, on_restored_cb, g_object_ref (self));
}

void
_crm_window_restore (CrmWindow *self, const char *backup)
{
  if (self->desk == NULL)
    return;
  g_free (self->restoring);
  self->restoring = g_strdup (backup);
  self->closing = FALSE;
  /* What is not saved is asked about first: it would be lost. */
  _crm_window_leave_office (self);
}

/* --- Leaving ---------------------------------------------------------------------------------- */

typedef struct {
  CrmOffice *office;
  GApplication *application; /* stays until it is done */
} Leaving;

static void
close_now (CrmOffice *office)
{
  g_autoptr (GError) error = NULL;

  if (!crm_office_close (office, &error))
    g_message ("%s", error->message);
}

static void
on_left_cb (GObject *keeper, GAsyncResult *result, gpointer data)
{
  g_autofree Leaving *leaving = data;
  g_autoptr (GError) error = NULL;

  /* The window has gone: the next desktop tells that it is late. */
  if (!crm_backup_keeper_leave_finish (CRM_BACKUP_KEEPER (keeper), result, &error))
    g_message ("%s", error->message);
  close_now (leaving->office);
  g_object_unref (leaving->office);
  if (leaving->application != NULL)
    g_application_release (leaving->application);
  g_clear_object (&leaving->application);
}

void
_crm_window_close_file (CrmWindow *self, CrmDesk *desk)
{
  g_autoptr (CrmBackupKeeper) keeper = g_steal_pointer (&self->keeper);
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  Leaving *leaving;

  /* What a backup takes the place of is kept anyway. */
  if (keeper == NULL || self->restoring != NULL || !crm_backup_keeper_has_to_stay (keeper)) {
    close_now (crm_desk_get_office (desk));
    if (self->restoring != NULL)
      begin_restoring (self, crm_office_get_path (crm_desk_get_office (desk)));
    return;
  }
  leaving = g_new0 (Leaving, 1);
  leaving->office = g_object_ref (crm_desk_get_office (desk));
  if (application != NULL) {
    leaving->application = g_object_ref (G_APPLICATION (application));
    g_application_hold (leaving->application);
  }
  crm_backup_keeper_leave_async (keeper, on_left_cb, leaving);
}
