/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/sqlite/crm-sqlite.h"

#include "base/crm-error.h"

#include <glib/gi18n-lib.h>

/* How the file is kept. WAL is the file's own, and only for programs of one computer; of the other
 * modes each connection has its own. */

/* Longer than that nobody is waited for who has the file open. */
#define CHANGE_US (500 * G_TIME_SPAN_MILLISECOND)

/* The marks at bytes 18 and 19 of the header: written, and read, by WAL. */
#define WAL_MARK 2

/* Read through SQLite's own handle of the file, without a lock: nobody else may open it in this
 * process, for closing it again would drop SQLite's locks. */
gboolean
_crm_db_check_header (CrmDb *self, GError **error)
{
  sqlite3_file *file = NULL;
  guint8 header[20];

  sqlite3_file_control (self->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (!(self->flags & CRM_DB_REMOTE) || file == NULL || file->pMethods == NULL ||
      file->pMethods->xRead (file, header, sizeof header, 0) != SQLITE_OK ||
      (header[18] != WAL_MARK && header[19] != WAL_MARK))
    return TRUE;
  g_set_error_literal (
    error, CRM_ERROR, CRM_ERROR_DENIED,
    _ ("This office is kept for one computer only, and this folder is not on it. Open it on the "
       "computer where it was made for one, choose “Where the office is” there and let several "
       "computers use it; or bring the file back to that computer."));
  return FALSE;
}

/* A journal that is cut to nothing needs no sync of the folder, and no scanner finds it half gone.
 */
gboolean
_crm_db_choose_journal (CrmDb *self, GError **error)
{
  gboolean one;

  if (!crm_db_is_for_one_computer (self, &one, error))
    return FALSE;
  return one || crm_db_exec (self, "PRAGMA journal_mode=TRUNCATE", error);
}

static gboolean
query_mode (CrmDb *self, const char *sql, gboolean *wal, GError **error)
{
  CrmStatement *statement = crm_db_prepare (self, sql, error);
  gboolean row;

  if (statement == NULL || !crm_statement_step (statement, &row, error))
    return FALSE;
  *wal = row && g_strcmp0 (crm_statement_get_text (statement, 0), "wal") == 0;
  crm_statement_reset (statement);
  return TRUE;
}

gboolean
crm_db_is_for_one_computer (CrmDb *self, gboolean *one, GError **error)
{
  return query_mode (self, "PRAGMA journal_mode", one, error);
}

gboolean
crm_db_set_for_one_computer (CrmDb *self, gboolean one, GError **error)
{
  gboolean is_one = !one;
  gboolean ok;

  if (one && (self->flags & CRM_DB_REMOTE)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_DENIED,
                         _ ("The office is not on a disk of this computer, so it cannot be kept "
                            "for this computer only."));
    return FALSE;
  }
  self->deadline = g_get_monotonic_time () + CHANGE_US;
  ok = query_mode (self, one ? "PRAGMA journal_mode=WAL" : "PRAGMA journal_mode=TRUNCATE", &is_one,
                   error);
  self->deadline = 0;
  if (!ok || is_one == one)
    return ok;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_BUSY,
                       _ ("Another program has the office open. Close it there and try again."));
  return FALSE;
}
