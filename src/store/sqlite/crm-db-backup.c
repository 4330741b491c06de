/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/sqlite/crm-sqlite.h"

#include "base/crm-error.h"

#include <glib/gi18n-lib.h>

/* Pages between two looks at the cancellable: a few milliseconds on a disk. */
#define SLICE_PAGES 500

static gboolean
tell (CrmDb *self, sqlite3_backup *backup, CrmDbCopyFunc func, gpointer data, GError **error)
{
  int total = sqlite3_backup_pagecount (backup);

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (func != NULL)
    func (total > 0 ? 1.0 - (double)sqlite3_backup_remaining (backup) / total : 1.0, data);
  return TRUE;
}

static void
refuse_copy (const char *path, const char *why, GError **error)
{
  g_set_error (error, CRM_ERROR, CRM_ERROR_IO,
               _ ("The copy cannot be written to “%s”: %s. Check that there is room and that the "
                  "folder may be written to."),
               path, why);
}

/* The file that is copied is only read. */
static gboolean
is_of_copy (int code)
{
  return code == SQLITE_FULL || code == SQLITE_IOERR_WRITE || code == SQLITE_IOERR_FSYNC ||
         code == SQLITE_IOERR_TRUNCATE;
}

static void
set_error (CrmDb *self, sqlite3 *target, int code, GError **error)
{
  gboolean full = code == SQLITE_FULL || _crm_db_is_full (target);

  if (!is_of_copy (code)) {
    _crm_db_set_error (self, code, error);
    return;
  }
  if (full)
    g_set_error (error, CRM_ERROR, CRM_ERROR_FULL,
                 _ ("There is no room for a copy of the office: “%s”. Free some space there."),
                 sqlite3_db_filename (target, "main"));
  else
    refuse_copy (sqlite3_db_filename (target, "main"), sqlite3_errstr (code), error);
}

static gboolean
copy_pages (CrmDb *self, sqlite3 *target, CrmDbCopyFunc func, gpointer data, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (target, "main", self->handle, "main");
  gboolean ok = backup != NULL;
  int code = SQLITE_OK;

  while (ok && code != SQLITE_DONE) {
    ok = tell (self, backup, func, data, error);
    if (ok)
      code = sqlite3_backup_step (backup, SLICE_PAGES);
    if (code != SQLITE_OK && code != SQLITE_DONE)
      break;
  }
  if (backup == NULL || (ok && code != SQLITE_DONE)) {
    set_error (self, target, backup == NULL ? sqlite3_errcode (target) : code, error);
    ok = FALSE;
  }
  sqlite3_backup_finish (backup);
  return ok;
}

/* The transaction around it keeps the file as it is: a copy that others write into begins anew at
 * each of their saves, and with ten of them never ends. */
gboolean
crm_db_copy (CrmDb *self, const char *path, CrmDbCopyFunc func, gpointer data, GError **error)
{
  sqlite3 *target = NULL;
  gint64 rows;
  gboolean ok;
  int code = sqlite3_open_v2 (
    path, &target,
    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);

  if (code != SQLITE_OK) {
    refuse_copy (path, sqlite3_errmsg (target), error);
    sqlite3_close (target);
    return FALSE;
  }
  /* Nobody else has it, and what is cut off is thrown away. */
  sqlite3_exec (target, "PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY", NULL, NULL, NULL);
  ok = crm_db_begin (self, FALSE, error) &&
       crm_db_query_int (self, "SELECT count(*) FROM sqlite_schema", 0, &rows, error) &&
       copy_pages (self, target, func, data, error);
  crm_db_rollback (self);
  /* A file that lay in WAL would ask for its companions wherever it is put. */
  ok = ok && sqlite3_exec (target, "PRAGMA journal_mode=TRUNCATE", NULL, NULL, NULL) == SQLITE_OK;
  sqlite3_close (target);
  return ok;
}

gboolean
crm_db_lock_alone (CrmDb *self, GError **error)
{
  if (!crm_db_exec (self, "BEGIN EXCLUSIVE", error))
    return FALSE;
  crm_db_rollback (self);
  return TRUE;
}
