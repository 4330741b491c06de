/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/backups/crm-backups-private.h"

#include "office/crm-office-export.h"
#include "ui/backups/crm-restore-dialog.h"
#include "ui/common/crm-file-chooser.h"
#include "ui/common/crm-progress-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What the buttons of the window do: each is long work, and can be stopped. */

typedef struct {
  CrmOffice *office;
  CrmBackup *backup;
  char *path;
  GArray *held; /* of CrmBackupHeld */
  gint64 newer;
} Work;

static Work *
work_new (CrmBackupsWindow *self, const char *path)
{
  Work *work = g_new0 (Work, 1);

  work->office = g_object_ref (crm_desk_get_office (self->desk));
  work->path = g_strdup (path);

  return work;
}

static void
work_free (gpointer data)
{
  Work *work = data;

  g_object_unref (work->office);
  g_clear_pointer (&work->backup, crm_backup_free);
  g_clear_pointer (&work->held, g_array_unref);
  g_free (work->path);
  g_free (work);
}

static void
start (CrmBackupsWindow *self,
       const char *heading,
       CrmProgressFunc func,
       const char *path,
       GAsyncReadyCallback callback)
{
  crm_progress_dialog_run_async (GTK_WINDOW (self), heading, func, work_new (self, path), work_free,
                                 callback, g_object_ref (self));
}

/* --- One now ---------------------------------------------------------------------------------- */

static gboolean
back_up (CrmProgress *progress, gpointer data, GError **error)
{
  Work *work = data;

  work->backup = crm_office_back_up (work->office, NULL, CRM_BACKUP_HAND, crm_progress_tell,
                                     progress, crm_progress_get_cancellable (progress), error);

  return work->backup != NULL;
}

static void
on_backed_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmBackupsWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (self->desk == NULL)
    return;
  gtk_widget_set_sensitive (self->now, TRUE);
  if (crm_progress_dialog_run_finish (result, &error))
    _crm_backups_window_say (self, _ ("The backup is made and verified"));
  else
    _crm_backups_window_report (self, error);
  _crm_backups_window_load (self);
}

void
crm_backups_window_back_up (CrmBackupsWindow *self)
{
  g_return_if_fail (CRM_IS_BACKUPS_WINDOW (self));

  gtk_widget_set_sensitive (self->now, FALSE);
  start (self, _ ("Making a backup"), back_up, NULL, on_backed_up_cb);
}

/* --- Where ------------------------------------------------------------------------------------ */

static void
on_folder_saved_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmBackupsWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmRecord) saved = crm_office_save_finish (CRM_OFFICE (office), result, NULL, &error);

  if (self->desk == NULL)
    return;
  if (saved == NULL)
    _crm_backups_window_report (self, error);
  _crm_backups_window_load (self);
}

void
crm_backups_window_set_folder (CrmBackupsWindow *self, const char *folder)
{
  g_return_if_fail (CRM_IS_BACKUPS_WINDOW (self));
  g_return_if_fail (folder != NULL);

  if (self->settings == NULL)
    return;
  crm_record_set_text (self->settings, "backup_folder", folder);
  crm_office_save_async (crm_desk_get_office (self->desk), self->settings, 0, NULL,
                         on_folder_saved_cb, g_object_ref (self));
}

/* --- Everything for people -------------------------------------------------------------------- */

static gboolean
export_all (CrmProgress *progress, gpointer data, GError **error)
{
  Work *work = data;

  return crm_office_export_all (work->office, work->path, crm_progress_tell, progress,
                                crm_progress_get_cancellable (progress), error);
}

static void
on_exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmBackupsWindow) self = data;
  g_autoptr (GError) error = NULL;
  const Work *work = g_task_get_task_data (G_TASK (result));
  g_autofree char *name = g_filename_display_basename (work->path);
  g_autofree char *text = NULL;

  if (self->desk == NULL)
    return;
  if (!crm_progress_dialog_run_finish (result, &error)) {
    _crm_backups_window_report (self, error);
    return;
  }
  /* Translators: the placeholder is a file name. */
  text = g_strdup_printf (_ ("Everything is in %s"), name);
  _crm_backups_window_say (self, text);
}

void
crm_backups_window_export_to (CrmBackupsWindow *self, const char *path)
{
  g_return_if_fail (CRM_IS_BACKUPS_WINDOW (self));
  g_return_if_fail (path != NULL);

  start (self, _ ("Writing everything in the office"), export_all, path, on_exported_cb);
}

static void
on_file_chosen_cb (GFile *file, gpointer data)
{
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    crm_backups_window_export_to (data, path);
}

void
crm_backups_window_export (CrmBackupsWindow *self)
{
  g_autofree char *base = NULL;
  g_autofree char *today = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (CRM_IS_BACKUPS_WINDOW (self));

  base = g_filename_display_basename (crm_office_get_path (crm_desk_get_office (self->desk)));
  today = crm_desk_get_today (self->desk);
  if (g_str_has_suffix (base, ".kontor"))
    base[strlen (base) - strlen (".kontor")] = '\0';
  name = g_strdup_printf ("%s %s.zip", base, today);
  crm_choose_file (GTK_WIDGET (self), _ ("Export everything"), CRM_FILES_PACKAGE, TRUE, name,
                   on_file_chosen_cb, self);
}

/* --- Back again ------------------------------------------------------------------------------- */

static gboolean
try_backup (CrmProgress *progress, gpointer data, GError **error)
{
  Work *work = data;

  work->backup = crm_backup_read (work->path, error);
  if (work->backup == NULL ||
      !crm_office_try_backup (work->office, work->backup, &work->held, crm_progress_tell, progress,
                              crm_progress_get_cancellable (progress), error))
    return FALSE;
  work->newer = crm_backup_count_newer (work->backup, crm_office_get_path (work->office), NULL);

  return TRUE;
}

static void
on_tried_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmBackupsWindow) self = data;
  g_autoptr (GError) error = NULL;
  Work *work = g_task_get_task_data (G_TASK (result));

  if (self->desk == NULL)
    return;
  if (!crm_progress_dialog_run_finish (result, &error)) {
    _crm_backups_window_report (self, error);
    return;
  }
  if (self->parent != NULL)
    gtk_window_present (GTK_WINDOW (crm_restore_dialog_new (
      self->desk, self->parent, g_steal_pointer (&work->backup), work->held, work->newer)));
}

void
crm_backups_window_restore (CrmBackupsWindow *self, const CrmBackup *backup)
{
  g_return_if_fail (CRM_IS_BACKUPS_WINDOW (self));
  g_return_if_fail (backup != NULL);

  start (self, _ ("Trying the backup"), try_backup, backup->path, on_tried_cb);
}
