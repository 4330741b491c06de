/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/settings/crm-office-backup.h"

#include "base/crm-day.h"
#include "office/settings/crm-office-settings.h"
#include "store/crm-upgrade.h"

#include <glib/gstdio.h>
#include <string.h>

#define LATE_MS (2 * 24 * 3600 * G_GINT64_CONSTANT (1000))

static gboolean
get_func (CrmTxn *txn, gpointer data, GError **error)
{
  CrmRecord **record = data;

  /* The desktop that makes them may be anybody's. */
  crm_txn_trust (txn, TRUE);
  g_clear_pointer (record, crm_record_unref);
  *record = crm_office_settings_get (txn, error);

  return *record != NULL;
}

static CrmRecord *
read_settings (CrmOffice *self, GError **error)
{
  CrmRecord *record = NULL;

  return crm_office_run (self, CRM_TXN_READ, NULL, get_func, &record, error) ? record : NULL;
}

/* --- Where --------------------------------------------------------------------------------------
 */

char *
crm_office_default_backup_folder (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);

  if (g_str_has_suffix (name, ".kontor"))
    name[strlen (name) - strlen (".kontor")] = '\0';

  return g_build_filename (g_get_user_data_dir (), "kontor", "backups", name, NULL);
}

static char *
folder_of (CrmOffice *self, const CrmRecord *settings)
{
  if (!crm_record_is_null (settings, "backup_folder"))
    return g_strdup (crm_record_get_text (settings, "backup_folder"));

  return crm_office_default_backup_folder (crm_office_get_path (self));
}

char *
crm_office_backup_folder (CrmOffice *self, GError **error)
{
  g_autoptr (CrmRecord) settings = read_settings (self, error);

  return settings != NULL ? folder_of (self, settings) : NULL;
}

GPtrArray *
crm_office_list_backups (CrmOffice *self, GError **error)
{
  g_autofree char *folder = NULL;

  g_return_val_if_fail (CRM_IS_OFFICE (self), NULL);

  folder = crm_office_backup_folder (self, error);

  return folder != NULL ? crm_backup_list (folder, crm_office_get_path (self), error) : NULL;
}

/* --- Making -------------------------------------------------------------------------------------
 */

static gboolean
note_func (CrmTxn *txn, gpointer data, GError **error)
{
  const CrmBackup *backup = data;

  return crm_office_settings_note_backup (txn, backup->at, backup->path, g_get_host_name (), error);
}

/* A backup that is made is made: what goes wrong with the rest is worth a word and no more. */
static void
finish (CrmOffice *self, CrmBackup *backup, const CrmRecord *settings)
{
  const CrmBackupKeep keep = {
    .daily = (guint)crm_record_get_int (settings, "backups_daily"),
    .weekly = (guint)crm_record_get_int (settings, "backups_weekly"),
    .monthly = (guint)crm_record_get_int (settings, "backups_monthly"),
  };
  g_autofree char *folder = g_path_get_dirname (backup->path);
  g_autoptr (GError) error = NULL;

  if (!crm_office_is_read_only (self) &&
      !crm_office_run (self, CRM_TXN_WRITE, CRM_BACKUP_VERB, note_func, backup, &error))
    g_message ("%s", error->message);
  g_clear_error (&error);
  if (!crm_backup_rotate (folder, crm_office_get_path (self), &keep, &error))
    g_message ("%s", error->message);
}

CrmBackup *
crm_office_back_up (CrmOffice *self,
                    const char *folder,
                    CrmBackupReason reason,
                    CrmBackupProgress progress,
                    gpointer user_data,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (CrmRecord) settings = NULL;
  g_autofree char *own = NULL;
  CrmClock *clock;
  CrmBackup *backup;

  g_return_val_if_fail (CRM_IS_OFFICE (self), NULL);

  settings = read_settings (self, error);
  if (settings == NULL)
    return NULL;
  own = folder_of (self, settings);
  clock = crm_store_get_clock (crm_office_get_store (self));
  backup = crm_backup_make (crm_office_get_path (self), folder != NULL ? folder : own, reason,
                            crm_clock_now (clock), progress, user_data, cancellable, error);
  if (backup != NULL)
    finish (self, backup, settings);

  return backup;
}

/* --- Back again ---------------------------------------------------------------------------------
 */

gboolean
crm_office_restore (const char *path,
                    const CrmBackup *backup,
                    CrmClock *clock,
                    char **kept,
                    CrmBackupProgress progress,
                    gpointer user_data,
                    GCancellable *cancellable,
                    GError **error)
{
  g_return_val_if_fail (path != NULL && backup != NULL && clock != NULL, FALSE);

  return crm_store_check_nobody_in (path, clock, error) &&
         crm_backup_restore (backup, path, crm_clock_now (clock), kept, progress, user_data,
                             cancellable, error);
}

/* --- How they stand -----------------------------------------------------------------------------
 */

static gboolean
is_on_own_disk (const char *office, const char *folder)
{
  g_autofree char *place = g_path_get_dirname (office);
  g_autofree char *up = g_strdup (folder);
  GStatBuf of_office, of_folder;

  /* A folder that is to be made is where the one above it is. */
  while (g_stat (up, &of_folder) != 0) {
    g_autofree char *parent = g_path_get_dirname (up);

    if (g_str_equal (parent, up))
      return FALSE;
    g_free (up);
    up = g_steal_pointer (&parent);
  }

  return g_stat (place, &of_office) == 0 && of_office.st_dev == of_folder.st_dev;
}

static gboolean
is_due (const CrmBackupState *state, CrmClock *clock)
{
  g_autofree char *today = crm_clock_today (clock);
  gint64 due = crm_day_to_instant (today, NULL) + state->hour * 3600 * 1000;
  gint64 now = crm_clock_now (clock);

  /* Before today's hour it is yesterday's that must have been made. */
  if (now < due) {
    g_autofree char *yesterday = crm_day_add (today, -1);

    due = crm_day_to_instant (yesterday, NULL) + state->hour * 3600 * 1000;
  }

  return state->last < due;
}

void
crm_backup_state_refresh (CrmBackupState *self, CrmClock *clock)
{
  g_return_if_fail (self != NULL && clock != NULL);

  /* An office of today is not late with its first one. */
  self->late = crm_clock_now (clock) - MAX (self->last, self->since) > LATE_MS;
  self->due = is_due (self, clock);
}

gboolean
crm_office_backup_state (CrmOffice *self, CrmBackupState *state, GError **error)
{
  g_autoptr (CrmRecord) settings = NULL;
  g_autofree char *folder = NULL;

  g_return_val_if_fail (CRM_IS_OFFICE (self), FALSE);
  g_return_val_if_fail (state != NULL, FALSE);

  settings = read_settings (self, error);
  if (settings == NULL)
    return FALSE;
  folder = folder_of (self, settings);
  state->last = crm_record_get_int (settings, "last_backup");
  state->since = crm_record_get_int (settings, "created_at");
  state->hour = crm_record_get_int (settings, "backup_hour");
  state->own_disk = is_on_own_disk (crm_office_get_path (self), folder);
  crm_backup_state_refresh (state, crm_store_get_clock (crm_office_get_store (self)));

  return TRUE;
}
