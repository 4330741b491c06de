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

static void
ask_for (CrmBackupAsked *asked, GArray *held, const CrmEntity *entity, const char *where)
{
  CrmQuery *query = crm_query_new (entity->name);
  const CrmBackupHeld one = { g_intern_string (entity->name), where != entity->filter, 0 };

  if (where != NULL)
    crm_query_add_where (query, crm_query_parse_where (where, NULL));
  g_ptr_array_add (asked->queries, query);
  g_array_append_val (held, one);
}

gboolean
crm_office_try_backup (CrmOffice *self,
                       const CrmBackup *backup,
                       GArray **held,
                       CrmBackupProgress progress,
                       gpointer user_data,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (CrmSchema) schema = NULL;
  g_autoptr (GPtrArray) queries = NULL;
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (CrmBackupHeld));
  CrmBackupAsked asked = { 0 };
  const CrmEntity *const *entities;
  gsize n;

  g_return_val_if_fail (CRM_IS_OFFICE (self), FALSE);

  asked.schema = schema = crm_office_get_schema (self);
  asked.queries = queries = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_query_unref);
  entities = crm_schema_get_entities (schema, &n);
  for (gsize i = 0; i < n; i++) {
    if (entities[i]->owner != NULL)
      continue;
    ask_for (&asked, all, entities[i], entities[i]->filter);
    if (g_str_equal (entities[i]->name, "party"))
      ask_for (&asked, all, entities[i], "kind = person and is_client != yes");
  }
  if (!crm_backup_drill (backup, &asked, progress, user_data, cancellable, error))
    return FALSE;
  for (guint i = 0; i < all->len; i++)
    g_array_index (all, CrmBackupHeld, i).n = g_array_index (asked.counts, gint64, i);
  g_array_unref (asked.counts);
  *held = g_steal_pointer (&all);

  return TRUE;
}

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
