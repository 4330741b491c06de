/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/sqlite/crm-sqlite.h"

#include "base/crm-error.h"

#include <glib/gi18n-lib.h>

/* More distinct statements than this means that something writes values into its SQL; start again
 * rather than grow. */
#define MOST_STATEMENTS 400

gboolean
crm_db_begin (CrmDb *self, gboolean write, GError **error)
{
  gboolean ok;

  /* Where the rollback after a failure failed too, the engine says so once more at whatever is done
   * next, and is then as good as new. */
  if (self->failed) {
    self->failed = FALSE;
    sqlite3_exec (self->handle, "PRAGMA schema_version", NULL, NULL, NULL);
  }
  /* IMMEDIATE: a transaction that reads first and then wants to write fails at once when another
   * has written in between. */
  ok = crm_db_exec (self, write ? "BEGIN IMMEDIATE" : "BEGIN", error);
  self->deadline = 0;
  self->n_search = 0;
  return ok;
}

/* COMMIT may say BUSY while a reader elsewhere is in the file; the transaction is still open then,
 * so it is tried again until the time is up: one time for all tries, for the engine counts anew
 * with each. */
static int
try_commit (CrmDb *self)
{
  self->deadline = g_get_monotonic_time () + CRM_DB_BUSY_MS * G_TIME_SPAN_MILLISECOND;
  for (int attempt = 0;; attempt++) {
    int code = sqlite3_exec (self->handle, "COMMIT", NULL, NULL, NULL);

    self->n_statements++;
    if ((code & 0xff) != SQLITE_BUSY || !_crm_db_wait (self, attempt))
      return code;
  }
}

gboolean
crm_db_commit (CrmDb *self, GError **error)
{
  int code = try_commit (self);

  self->deadline = 0;
  if (code == SQLITE_OK) {
    self->waiting_since = 0;
    return TRUE;
  }
  if (!g_cancellable_set_error_if_cancelled (self->cancellable, error))
    _crm_db_set_error (self, code, error);
  crm_db_rollback (self);
  return FALSE;
}

void
crm_db_rollback (CrmDb *self)
{
  /* A full disk has rolled back by itself already. */
  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
  self->waiting_since = 0;
}

gboolean
crm_db_exec (CrmDb *self, const char *sql, GError **error)
{
  int code;

  _crm_db_begin_statement (self);
  code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);
  self->n_statements++;
  if (code == SQLITE_OK)
    return TRUE;
  _crm_db_set_error (self, code, error);
  return FALSE;
}

CrmStatement *
crm_db_prepare (CrmDb *self, const char *sql, GError **error)
{
  CrmStatement *statement = g_hash_table_lookup (self->statements, sql);
  sqlite3_stmt *handle = NULL;
  int code;

  if (statement != NULL) {
    crm_statement_reset (statement);
    sqlite3_clear_bindings (statement->handle);
    return statement;
  }
  if (g_hash_table_size (self->statements) >= MOST_STATEMENTS) {
    GHashTableIter iter;
    gpointer value;

    g_hash_table_iter_init (&iter, self->statements);
    while (g_hash_table_iter_next (&iter, NULL, &value))
      if (!((CrmStatement *)value)->stepped)
        g_hash_table_iter_remove (&iter);
  }

  code = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
  if (code != SQLITE_OK) {
    _crm_db_set_error (self, code, error);
    return NULL;
  }
  statement = g_new0 (CrmStatement, 1);
  statement->db = self;
  statement->handle = handle;
  g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

void
crm_statement_bind_int (CrmStatement *self, int index, gint64 value)
{
  sqlite3_bind_int64 (self->handle, index, value);
}

void
crm_statement_bind_text (CrmStatement *self, int index, const char *value)
{
  if (value == NULL)
    sqlite3_bind_null (self->handle, index);
  else
    sqlite3_bind_text (self->handle, index, value, -1, SQLITE_STATIC);
}

void
crm_statement_bind_blob (CrmStatement *self, int index, gconstpointer data, gsize size)
{
  sqlite3_bind_blob64 (self->handle, index, data, size, SQLITE_STATIC);
}

void
crm_statement_bind_null (CrmStatement *self, int index)
{
  sqlite3_bind_null (self->handle, index);
}

void
crm_statement_bind_value (CrmStatement *self, int index, const CrmValue *value)
{
  gsize size;
  gconstpointer data;

  switch (value->kind) {
  case CRM_VALUE_INT:
    sqlite3_bind_int64 (self->handle, index, value->integer);
    break;
  case CRM_VALUE_TEXT:
    sqlite3_bind_text64 (self->handle, index, value->text, g_ref_string_length (value->text),
                         SQLITE_STATIC, SQLITE_UTF8);
    break;
  case CRM_VALUE_BLOB:
    data = g_bytes_get_data (value->blob, &size);
    sqlite3_bind_blob64 (self->handle, index, size > 0 ? data : "", size, SQLITE_STATIC);
    break;
  case CRM_VALUE_MASKED: /* never gets here: see _crm_txn_unmask() */
    g_assert_not_reached ();
  case CRM_VALUE_NULL:
  default:
    sqlite3_bind_null (self->handle, index);
    break;
  }
}

gboolean
crm_statement_step (CrmStatement *self, gboolean *row, GError **error)
{
  int code;

  if (!self->stepped) {
    self->db->n_statements++;
    _crm_db_begin_statement (self->db);
  }
  code = sqlite3_step (self->handle);
  if (code == SQLITE_ROW) {
    self->stepped = TRUE;
    self->db->n_rows++;
    *row = TRUE;
    return TRUE;
  }
  *row = FALSE;
  if (code != SQLITE_DONE) {
    _crm_db_set_error (self->db, code, error);
    crm_statement_reset (self);
    return FALSE;
  }
  crm_statement_reset (self);
  return TRUE;
}

gboolean
crm_statement_run (CrmStatement *self, GError **error)
{
  gboolean row;

  do {
    if (!crm_statement_step (self, &row, error))
      return FALSE;
  } while (row);
  return TRUE;
}

void
crm_statement_reset (CrmStatement *self)
{
  sqlite3_reset (self->handle);
  self->stepped = FALSE;
}

gint64
crm_statement_get_int (CrmStatement *self, int column)
{
  return sqlite3_column_int64 (self->handle, column);
}

const char *
crm_statement_get_text (CrmStatement *self, int column)
{
  return (const char *)sqlite3_column_text (self->handle, column);
}

gconstpointer
crm_statement_get_blob (CrmStatement *self, int column, gsize *size)
{
  gconstpointer data = sqlite3_column_blob (self->handle, column);

  *size = sqlite3_column_bytes (self->handle, column);
  return data;
}

gboolean
crm_statement_is_null (CrmStatement *self, int column)
{
  return sqlite3_column_type (self->handle, column) == SQLITE_NULL;
}

static gsize
length_within (CrmStatement *self, int column, gsize most)
{
  gsize length = (gsize)sqlite3_column_bytes (self->handle, column);

  return length <= most ? length : most + 1;
}

static void
get_text (CrmStatement *self, int column, gsize most, CrmValue *value)
{
  const char *text = (const char *)sqlite3_column_text (self->handle, column);
  gsize length = length_within (self, column, most);

  /* Not through the middle of a character. */
  while (length > most && length > 0 && ((guchar)text[length] & 0xc0) == 0x80)
    length--;
  crm_value_set_text_length (value, text, (gssize)length);
}

void
crm_statement_get_value (CrmStatement *self, int column, gsize most, CrmValue *value)
{
  g_autoptr (GBytes) bytes = NULL;

  switch (sqlite3_column_type (self->handle, column)) {
  case SQLITE_INTEGER:
    crm_value_set_int (value, sqlite3_column_int64 (self->handle, column));
    break;
  case SQLITE_TEXT:
    get_text (self, column, most, value);
    break;
  case SQLITE_BLOB:
    bytes =
      g_bytes_new (sqlite3_column_blob (self->handle, column), length_within (self, column, most));
    crm_value_set_blob (value, bytes);
    break;
  default:
    crm_value_clear (value);
    break;
  }
}

guint
crm_db_get_changes (CrmDb *self)
{
  return sqlite3_changes (self->handle);
}

gboolean
crm_db_query_int (CrmDb *self, const char *sql, gint64 missing, gint64 *value, GError **error)
{
  CrmStatement *statement = crm_db_prepare (self, sql, error);
  gboolean row;

  *value = missing;
  if (statement == NULL || !crm_statement_step (statement, &row, error))
    return FALSE;
  if (row) {
    if (!crm_statement_is_null (statement, 0))
      *value = crm_statement_get_int (statement, 0);
    crm_statement_reset (statement);
  }
  return TRUE;
}
