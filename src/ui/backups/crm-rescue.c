/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/backups/crm-rescue.h"

#include "base/crm-day.h"
#include "base/crm-error.h"
#include "base/crm-lang.h"
#include "office/settings/crm-office-backup.h"
#include "ui/common/crm-progress-dialog.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

typedef struct {
  GtkWindow *parent;
  char *office;
  char *chosen; /* NULL: the last one */
  CrmBackup *backup;
} Rescue;

static void
rescue_free (gpointer data)
{
  Rescue *rescue = data;

  g_clear_object (&rescue->parent);
  g_clear_pointer (&rescue->backup, crm_backup_free);
  g_free (rescue->office);
  g_free (rescue->chosen);
  g_free (rescue);
}

/* --- Putting it back -------------------------------------------------------------------------- */

static gboolean
restore (CrmProgress *progress, gpointer data, GError **error)
{
  const Rescue *rescue = data;
  g_autoptr (CrmClock) clock = crm_clock_new ();

  return crm_office_restore (rescue->office, rescue->backup, clock, NULL, crm_progress_tell,
                             progress, crm_progress_get_cancellable (progress), error);
}

static void
on_restored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (crm_progress_dialog_run_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* --- Asking ----------------------------------------------------------------------------------- */

static void
on_response_cb (AdwMessageDialog *dialog, const char *response, GTask *task)
{
  Rescue *rescue = g_task_get_task_data (task);

  if (g_str_equal (response, "restore"))
    crm_progress_dialog_run_async (rescue->parent, _ ("Restoring the office"), restore, rescue,
                                   NULL, on_restored_cb, task);
  else {
    g_task_return_boolean (task, FALSE);
    g_object_unref (task);
  }
}

/* Takes the task. */
static void
ask (GTask *task)
{
  Rescue *rescue = g_task_get_task_data (task);
  g_autofree char *at = crm_instant_format (rescue->backup->at, crm_lang_of_person (), NULL);
  GtkWidget *dialog = adw_message_dialog_new (rescue->parent, _ ("Restore the last backup?"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  /* Translators: a moment. */
                                  _ ("It was made on %s. What was done since then is not in it. "
                                     "The damaged file is kept beside it for rescue."),
                                  at);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "restore",
                                    _ ("_Restore"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "restore");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "restore",
                                              ADW_RESPONSE_SUGGESTED);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response_cb), task);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- Finding one ------------------------------------------------------------------------------ */

static CrmBackup *
find_last (const char *office, GError **error)
{
  g_autofree char *folder = crm_office_default_backup_folder (office);
  g_autoptr (GPtrArray) backups = crm_backup_list (folder, office, error);

  for (guint i = 0; backups != NULL && i < backups->len; i++)
    if (crm_backup_is_verified (g_ptr_array_index (backups, i)))
      return g_ptr_array_steal_index (backups, i);
  if (backups != NULL)
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                 _ ("No verified backup of this office lies in “%s”."), folder);

  return NULL;
}

static void
find_on_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Rescue *rescue = data;
  GError *error = NULL;
  CrmBackup *backup = rescue->chosen != NULL ? crm_backup_read (rescue->chosen, &error)
                                             : find_last (rescue->office, &error);

  if (backup != NULL)
    g_task_return_pointer (task, backup, (GDestroyNotify)crm_backup_free);
  else
    g_task_return_error (task, error);
}

static void
on_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Rescue *rescue = g_task_get_task_data (task);
  GError *error = NULL;

  rescue->backup = g_task_propagate_pointer (G_TASK (result), &error);
  if (rescue->backup != NULL) {
    ask (task);
    return;
  }
  g_task_return_error (task, error);
  g_object_unref (task);
}

void
crm_rescue_async (GtkWindow *parent,
                  const char *office,
                  const char *backup,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  g_autoptr (GTask) finding = NULL;
  GTask *task;
  Rescue *rescue;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (office != NULL);

  rescue = g_new0 (Rescue, 1);
  rescue->parent = g_object_ref (parent);
  rescue->office = g_strdup (office);
  rescue->chosen = g_strdup (backup);
  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, crm_rescue_async);
  g_task_set_task_data (task, rescue, rescue_free);
  finding = g_task_new (NULL, NULL, on_found_cb, task);
  g_task_set_source_tag (finding, crm_rescue_async);
  g_task_set_task_data (finding, rescue, NULL);
  g_task_run_in_thread (finding, find_on_thread);
}

gboolean
crm_rescue_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
