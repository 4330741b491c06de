/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-backup-private.h"

#include "base/crm-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

static const char *const reasons[] = {
  [CRM_BACKUP_DAILY] = "daily",
  [CRM_BACKUP_HAND] = "hand",
  [CRM_BACKUP_UPGRADE] = "upgrade",
  [CRM_BACKUP_RESTORE] = "replaced",
};

const char *
_crm_backup_reason_name (CrmBackupReason reason)
{
  return reasons[reason];
}

void
crm_backup_free (CrmBackup *self)
{
  g_free (self->path);
  g_free (self->sha256);
  g_clear_pointer (&self->counts, g_hash_table_unref);
  g_free (self);
}

void
_crm_backup_tell (const CrmBackupTold *told, const char *step, double done)
{
  if (told->func != NULL)
    told->func (step, done, told->data);
}

/* --- Verifying ---------------------------------------------------------------------------------*/

GHashTable *
_crm_backup_count (CrmDb *db, GError **error)
{
  g_autoptr (GPtrArray) objects = crm_db_read_objects (db, error);
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; objects != NULL && i < objects->len; i++) {
    const CrmDbObject *object = objects->pdata[i];
    g_autofree char *sql = NULL;
    gint64 count;

    if (!g_str_equal (object->type, "table"))
      continue;
    sql = g_strdup_printf ("SELECT count(*) FROM \"%s\"", object->name);
    if (!crm_db_query_int (db, sql, 0, &count, error))
      return NULL;
    g_hash_table_insert (counts, g_strdup (object->name), g_memdup2 (&count, sizeof count));
  }
  return objects != NULL ? g_steal_pointer (&counts) : NULL;
}

static gboolean
verify_open (CrmBackup *self, CrmDb *db, GError **error)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);

  if (crm_db_get_application_id (db, error) != CRM_STORE_APPLICATION_ID) {
    if (error != NULL && *error == NULL)
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_FOREIGN,
                           _ ("The copy is not an office of Kontor."));
    return FALSE;
  }
  self->layout = crm_db_get_layout_version (db, error);
  if (self->layout < 0 || !crm_db_check_integrity (db, findings, error) ||
      !crm_db_check_references (db, findings, error))
    return FALSE;
  if (findings->len > 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_CORRUPT,
                 /* Translators: how many findings, and the first of them, as the engine says it. */
                 ngettext ("The copy of the office file is damaged (%u finding): %s",
                           "The copy of the office file is damaged (%u findings): %s",
                           findings->len),
                 findings->len, (char *)findings->pdata[0]);
    return FALSE;
  }
  self->counts = _crm_backup_count (db, error);
  return self->counts != NULL;
}

gboolean
_crm_backup_verify (CrmBackup *self, const char *path, const CrmBackupTold *told, GError **error)
{
  CrmDb *db = crm_db_open (path, CRM_DB_READ_ONLY, error);
  gboolean ok;

  if (db == NULL)
    return FALSE;
  _crm_backup_tell (told, _ ("Verifying the copy"), 0);
  crm_db_set_cancellable (db, told->cancellable);
  ok = verify_open (self, db, error);
  crm_db_close (db);
  return ok;
}

/* --- Making ------------------------------------------------------------------------------------*/

/* Of two backups within one second the later one is called by the next second: over an older one of
 * its name it would stand beside what was found in that. */
static void
take_name (CrmBackup *self, const char *path, const char *folder)
{
  for (gint64 at = self->at;; at += 1000) {
    g_autofree char *name = _crm_backup_make_name (path, folder, self->reason, at);
    g_autofree char *part = g_strconcat (name, CRM_BACKUP_PART, NULL);
    int fd;

    if (g_file_test (name, G_FILE_TEST_EXISTS))
      continue;
    fd = g_open (part, O_WRONLY | O_CREAT | O_EXCL, 0600);
    if (fd < 0 && errno == EEXIST)
      continue;
    if (fd >= 0)
      g_close (fd, NULL);
    /* Where none can be made, placing it says why. */
    self->path = g_steal_pointer (&name);
    return;
  }
}

static void
drop_part (const CrmBackup *self)
{
  g_autofree char *part = g_strconcat (self->path, CRM_BACKUP_PART, NULL);

  g_unlink (part);
}

static void
copied_cb (double done, gpointer data)
{
  _crm_backup_tell (data, _ ("Copying the office file"), done);
}

static gboolean
copy_here (const char *path, const char *local, const CrmBackupTold *told, GError **error)
{
  CrmDb *db = crm_db_open (path, CRM_DB_READ_ONLY, error);
  gboolean ok;

  if (db == NULL)
    return FALSE;
  crm_db_set_cancellable (db, told->cancellable);
  ok = crm_db_copy (db, local, copied_cb, (gpointer)told, error);
  crm_db_close (db);
  return ok;
}

char *
_crm_backup_base_name (const char *path)
{
  char *base = g_path_get_basename (path);

  if (g_str_has_suffix (base, ".kontor"))
    base[strlen (base) - strlen (".kontor")] = '\0';
  return base;
}

char *
_crm_backup_make_name (const char *path, const char *folder, CrmBackupReason reason, gint64 now)
{
  g_autofree char *base = _crm_backup_base_name (path);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / 1000);
  g_autoptr (GDateTime) here = g_date_time_to_local (utc);
  g_autofree char *stamp = g_date_time_format (here, "%Y%m%d-%H%M%S");
  g_autofree char *name =
    g_strdup_printf ("%s-%s-%s" CRM_BACKUP_SUFFIX, base, stamp, reasons[reason]);

  return g_build_filename (folder, name, NULL);
}

gboolean
_crm_backup_is_stamp (const char *text)
{
  for (guint i = 0; i < 15; i++)
    if (i == 8 ? text[i] != '-' : !g_ascii_isdigit (text[i]))
      return FALSE;
  return text[15] == '-';
}

char *
_crm_backup_make_local_folder (GError **error)
{
  g_autofree char *cache = g_build_filename (g_get_user_cache_dir (), "kontor", NULL);
  g_autofree char *folder = g_build_filename (cache, "backup-XXXXXX", NULL);

  if (g_mkdir_with_parents (cache, 0700) == 0 && g_mkdtemp (folder) != NULL)
    return g_steal_pointer (&folder);
  g_set_error (error, CRM_ERROR, CRM_ERROR_IO,
               _ ("No room can be made for the copy in “%s”. Check the disk of this computer."),
               cache);
  return NULL;
}

static gboolean
make_folder (const char *folder, GError **error)
{
  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
               _ ("The backup folder “%s” is not there and cannot be made. Connect its drive, or "
                  "choose another folder."),
               folder);
  return FALSE;
}

static gboolean
make (CrmBackup *self,
      const char *path,
      const char *local,
      const CrmBackupTold *told,
      GError **error)
{
  return copy_here (path, local, told, error) && _crm_backup_verify (self, local, told, error) &&
         _crm_backup_place (self, local, told, error) && _crm_backup_write_manifest (self, error);
}

CrmBackup *
crm_backup_make (const char *path,
                 const char *folder,
                 CrmBackupReason reason,
                 gint64 now,
                 CrmBackupProgress progress,
                 gpointer user_data,
                 GCancellable *cancellable,
                 GError **error)
{
  const CrmBackupTold told = { progress, user_data, cancellable };
  g_autoptr (CrmBackup) self = g_new0 (CrmBackup, 1);
  g_autofree char *local_folder = NULL;
  g_autofree char *local = NULL;
  gboolean ok;

  g_return_val_if_fail (path != NULL && folder != NULL, NULL);

  self->reason = reason;
  self->at = now;
  if (!make_folder (folder, error))
    return NULL;
  take_name (self, path, folder);
  local_folder = _crm_backup_make_local_folder (error);
  local = local_folder != NULL ? g_build_filename (local_folder, "copy.kontor", NULL) : NULL;
  ok = local != NULL && make (self, path, local, &told, error);
  if (!ok)
    drop_part (self);
  if (local != NULL) {
    g_unlink (local);
    g_rmdir (local_folder);
  }
  return ok ? g_steal_pointer (&self) : NULL;
}
