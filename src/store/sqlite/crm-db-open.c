/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/sqlite/crm-sqlite.h"

#include "base/crm-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define BUSY_TIMEOUT_US (CRM_DB_BUSY_MS * G_TIME_SPAN_MILLISECOND)
#define BUSY_TELL_US    (CRM_DB_TELL_MS * G_TIME_SPAN_MILLISECOND)

static gboolean
means_full (int code)
{
#ifdef EDQUOT
  if (code == EDQUOT)
    return TRUE;
#endif
  return code == ENOSPC || code == EFBIG;
}

/* SQLite calls only one way of having no room left by its name; of the others the file, or its
 * journal, knows what the system said. */
gboolean
_crm_db_is_full (sqlite3 *handle)
{
  sqlite3_file *journal = NULL;
  int of_file = 0, of_journal = 0;

  if (handle == NULL)
    return FALSE;
  sqlite3_file_control (handle, "main", SQLITE_FCNTL_LAST_ERRNO, &of_file);
  sqlite3_file_control (handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &journal);
  /* One that lies in memory has nothing to say. */
  if (journal != NULL && journal->pMethods != NULL && journal->pMethods->xFileControl != NULL)
    journal->pMethods->xFileControl (journal, SQLITE_FCNTL_LAST_ERRNO, &of_journal);
  return means_full (of_file) || means_full (of_journal);
}

static CrmError
error_of_code (int code)
{
  switch (code & 0xff) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return CRM_ERROR_BUSY;
  case SQLITE_READONLY:
  case SQLITE_PERM:
    return (code == SQLITE_READONLY_DBMOVED) ? CRM_ERROR_GONE : CRM_ERROR_READ_ONLY;
  case SQLITE_FULL:
    return CRM_ERROR_FULL;
  case SQLITE_CORRUPT:
    return CRM_ERROR_CORRUPT;
  case SQLITE_NOTADB:
    return CRM_ERROR_FOREIGN;
  case SQLITE_CONSTRAINT:
    return (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY)
             ? CRM_ERROR_UNIQUE
             : CRM_ERROR_INVALID;
  case SQLITE_CANTOPEN:
    return CRM_ERROR_NOT_FOUND;
  default:
    return CRM_ERROR_IO;
  }
}

static const char *
advice_of_error (CrmError code)
{
  switch ((int)code) {
  case CRM_ERROR_BUSY:
    return _ ("Another desktop is saving and has not finished. Try again in a moment.");
  case CRM_ERROR_READ_ONLY:
    return _ ("The office file cannot be written. Ask whoever keeps the folder for the right to "
              "change it.");
  case CRM_ERROR_GONE:
    return _ ("The office file was moved or replaced while it was open. Open it again.");
  case CRM_ERROR_FULL:
    return _ ("The disk with the office file is full. Nothing was saved; free some space and save "
              "again.");
  case CRM_ERROR_CORRUPT:
    return _ ("The office file is damaged. Do not write to it; restore the last backup.");
  case CRM_ERROR_FOREIGN:
    return _ ("This file is not an office of Kontor. Choose a file that Kontor has made.");
  case CRM_ERROR_NOT_FOUND:
    return _ ("The office file cannot be opened. Check that the folder is there.");
  default:
    return _ ("Reading or writing the office file failed. Check the disk and the network.");
  }
}

void
_crm_db_set_error (CrmDb *self, int code, GError **error)
{
  CrmError crm;

  if (code == SQLITE_INTERRUPT && self->expired) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_IO,
                         _ ("This took too long and was stopped. Ask for less at once; if it was a "
                            "simple question, check the office file."));
    return;
  }
  if (code == SQLITE_INTERRUPT) {
    if (self->cancellable == NULL ||
        !g_cancellable_set_error_if_cancelled (self->cancellable, error))
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Stopped."));
    return;
  }
  if (self->handle != NULL && code < 256)
    code = sqlite3_extended_errcode (self->handle) != SQLITE_OK
             ? sqlite3_extended_errcode (self->handle)
             : code;

  if ((code & 0xff) == SQLITE_NOMEM) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_IO,
                         _ ("This computer is short of memory. Nothing was saved; close other "
                            "programs and save again."));
    return;
  }
  if (code == SQLITE_READONLY_ROLLBACK || code == SQLITE_READONLY_RECOVERY) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_READ_ONLY,
                         _ ("A save was cut off on another computer, and this one may not put the "
                            "file right. Open the office once on a computer that may change it; "
                            "what was saved is not lost."));
    return;
  }
  self->failed |= (code & 0xff) == SQLITE_IOERR;
  crm = error_of_code (code);
  if ((code & 0xff) == SQLITE_CORRUPT)
    self->damaged = TRUE;
  if ((code & 0xff) == SQLITE_IOERR && _crm_db_is_full (self->handle))
    crm = CRM_ERROR_FULL;
  g_set_error (error, CRM_ERROR, crm, "%s (%s, %d)", advice_of_error (crm),
               self->handle != NULL ? sqlite3_errmsg (self->handle) : sqlite3_errstr (code), code);
}

/* Full jitter, short at first: SQLite's own handler makes those who wait long poll less often than
 * newcomers, so that one desktop can starve. */
gboolean
_crm_db_wait (CrmDb *self, int attempt)
{
  static const int most_ms[] = { 2, 8, 20, 40 };
  gint64 now = g_get_monotonic_time ();
  int most = most_ms[CLAMP (attempt, 0, 3)];

  if (attempt == 0 || self->waiting_since == 0) {
    self->waiting_since = now;
    self->told_at = 0;
  }
  if (now > (self->deadline != 0 ? self->deadline : self->waiting_since + BUSY_TIMEOUT_US))
    return FALSE;
  if (self->cancellable != NULL && g_cancellable_is_cancelled (self->cancellable))
    return FALSE;
  if (self->waiting != NULL && now - self->waiting_since > BUSY_TELL_US &&
      now - self->told_at > G_USEC_PER_SEC) {
    self->told_at = now;
    self->waiting ((now - self->waiting_since) / 1000, self->waiting_data);
  }
  g_usleep (g_rand_int_range (self->rand, 500, most * 1000));
  return TRUE;
}

int
_crm_db_busy (gpointer self, int attempt)
{
  return _crm_db_wait (self, attempt);
}

/* The set-up of STORE.md §3.1, all of it written out because other builds of SQLite have other
 * defaults. */
static gboolean
set_up (CrmDb *self, CrmDbFlags flags, GError **error)
{
  _crm_db_guard (self);
  sqlite3_busy_handler (self->handle, _crm_db_busy, self);

  if (!crm_db_exec (self,
                    "PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;"
                    "PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF;"
                    "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;"
                    "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000;"
                    "PRAGMA synchronous=EXTRA;",
                    error))
    return FALSE;
  if (flags & CRM_DB_BULK)
    return crm_db_exec (self,
                        "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF;"
                        "PRAGMA foreign_keys=OFF; PRAGMA secure_delete=OFF;"
                        "PRAGMA cache_size=-256000; PRAGMA locking_mode=EXCLUSIVE;",
                        error);
  return _crm_db_choose_journal (self, error) &&
         (!(flags & CRM_DB_QUERY_ONLY) || crm_db_exec (self, "PRAGMA query_only=ON", error));
}

static void
statement_free (gpointer data)
{
  CrmStatement *self = data;

  sqlite3_finalize (self->handle);
  g_free (self);
}

/* A file in a folder that cannot be written opens, and fails at the first save: better to know. */
static gboolean
folder_is_writable (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return g_access (folder, W_OK) == 0;
}

/* Counting every byte under a lock costs more than it tells. */
static void
configure (void)
{
  static gsize done;

  if (g_once_init_enter (&done)) {
    sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3_initialize ();
    _crm_db_cifs_install ();
    g_once_init_leave (&done, 1);
  }
}

CrmDb *
crm_db_open (const char *path, CrmDbFlags flags, GError **error)
{
  CrmDb *self = g_new0 (CrmDb, 1);
  int open_flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  int code;

  configure ();
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, statement_free);
  self->rand = g_rand_new ();
  self->flags = flags;
  if (flags & CRM_DB_CIFS)
    _crm_db_cifs_use ();

  if ((flags & CRM_DB_READ_ONLY) || (!(flags & CRM_DB_CREATE) && !folder_is_writable (path)))
    open_flags |= SQLITE_OPEN_READONLY;
  else
    open_flags |= SQLITE_OPEN_READWRITE;
  if (flags & CRM_DB_CREATE)
    open_flags |= SQLITE_OPEN_CREATE;

  code = sqlite3_open_v2 (path, &self->handle, open_flags, _crm_db_vfs ());
  if (code != SQLITE_OK) {
    _crm_db_set_error (self, code, error);
    crm_db_close (self);
    return NULL;
  }
  if (!_crm_db_check_header (self, error) || !set_up (self, flags, error)) {
    crm_db_close (self);
    return NULL;
  }
  return self;
}

void
crm_db_close (CrmDb *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->statements);
  if (self->handle != NULL && sqlite3_close (self->handle) != SQLITE_OK)
    g_critical ("A statement was left open");
  if (self->flags & CRM_DB_CIFS)
    _crm_db_cifs_unuse ();
  g_clear_object (&self->cancellable);
  g_rand_free (self->rand);
  g_free (self);
}

gboolean
crm_db_is_read_only (CrmDb *self)
{
  return sqlite3_db_readonly (self->handle, "main") == 1;
}

void
crm_db_set_waiting (CrmDb *self, CrmDbWaitingFunc func, gpointer user_data)
{
  self->waiting = func;
  self->waiting_data = user_data;
}

void
crm_db_set_deadline (CrmDb *self, gint64 deadline)
{
  self->deadline = deadline;
}

void
crm_db_set_cancellable (CrmDb *self, GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
}

gint64
crm_db_get_application_id (CrmDb *self, GError **error)
{
  gint64 value;

  return crm_db_query_int (self, "PRAGMA application_id", 0, &value, error) ? value : -1;
}

gint64
crm_db_get_layout_version (CrmDb *self, GError **error)
{
  gint64 value;

  return crm_db_query_int (self, "PRAGMA user_version", 0, &value, error) ? value : -1;
}

gboolean
crm_db_set_marks (CrmDb *self, gint64 application_id, gint64 layout_version, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA application_id=%" G_GINT64_FORMAT
                                          "; PRAGMA user_version=%" G_GINT64_FORMAT ";",
                                          application_id, layout_version);

  return crm_db_exec (self, sql, error);
}

gint64
crm_db_get_change_counter (CrmDb *self, GError **error)
{
  gint64 value;

  return crm_db_query_int (self, "PRAGMA data_version", 0, &value, error) ? value : -1;
}

void
crm_db_get_counters (CrmDb *self, guint64 *statements, guint64 *rows)
{
  *statements = self->n_statements;
  *rows = self->n_rows;
}
