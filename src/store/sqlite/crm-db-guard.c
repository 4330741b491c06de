/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/sqlite/crm-sqlite.h"

/* A shared file is written by others too, and not only by Kontor: what it makes the engine do is
 * kept within bounds. */

/* Instructions between two looks at the cancellable and the clock: about every 0.2 ms. */
#define PROGRESS_STEPS 2000

/* What the office's own work needs; the rest is refused. */
static const char *const pragmas[] = {
  "application_id",    "cache_size",
  "cell_size_check",   "data_version",
  "foreign_key_check", "foreign_key_list",
  "foreign_keys",      "integrity_check",
  "journal_mode",      "locking_mode",
  "mmap_size",         "page_count",
  "page_size",         "query_only",
  "quick_check",       "recursive_triggers",
  "schema_version",    "secure_delete",
  "synchronous",       "table_xinfo",
  "temp_store",        "trusted_schema",
  "user_version",      "wal_autocheckpoint",
  "wal_checkpoint",    NULL,
};

/* Of a function by this name only. */
static const char *const functions[] = { "load_extension", "fts3_tokenizer", "writefile", "edit",
                                         NULL };

/* @first and @second mean what SQLite says of each action; @trigger is the trigger or view that
 * wants it. */
static int
authorize (void *data,
           int action,
           const char *first,
           const char *second,
           const char *database,
           const char *trigger)
{
  CrmDb *self = data;

  switch (action) {
  case SQLITE_SELECT:
  case SQLITE_READ:
  case SQLITE_TRANSACTION:
  case SQLITE_SAVEPOINT:
  case SQLITE_RECURSIVE:
    return SQLITE_OK;
  case SQLITE_INSERT:
  case SQLITE_UPDATE:
  case SQLITE_DELETE:
    /* What a trigger of somebody else wants is not done; the engine's own tables are kept from
     * everybody by SQLITE_DBCONFIG_DEFENSIVE. */
    return trigger != NULL ? SQLITE_DENY : SQLITE_OK;
  case SQLITE_FUNCTION:
    return g_strv_contains (functions, second) ? SQLITE_DENY : SQLITE_OK;
  case SQLITE_PRAGMA:
    return g_strv_contains (pragmas, first) ? SQLITE_OK : SQLITE_DENY;
  case SQLITE_CREATE_TABLE:
  case SQLITE_CREATE_INDEX:
  case SQLITE_CREATE_VTABLE:
  case SQLITE_DROP_INDEX:
  case SQLITE_DROP_TABLE:
  case SQLITE_DROP_VTABLE:
  case SQLITE_ALTER_TABLE:
  case SQLITE_REINDEX:
    return self->laying_out ? SQLITE_OK : SQLITE_DENY;
  default:
    /* ATTACH, triggers, views, ANALYZE, and whatever a later SQLite invents. */
    return SQLITE_DENY;
  }
}

void
crm_db_allow_layout (CrmDb *self, gboolean allow)
{
  self->laying_out = allow;
}

void
crm_db_limit_statements (CrmDb *self, guint ms)
{
  self->most_ms = ms;
}

void
_crm_db_begin_statement (CrmDb *self)
{
  self->expired = FALSE;
  if (self->most_ms > 0)
    self->ends_at = g_get_monotonic_time () + (gint64)self->most_ms * 1000;
}

static int
look_up (void *data)
{
  CrmDb *self = data;

  if (self->cancellable != NULL && g_cancellable_is_cancelled (self->cancellable))
    return 1;
  if (self->most_ms > 0 && g_get_monotonic_time () > self->ends_at)
    self->expired = TRUE;
  return self->expired;
}

/* The limits are some times what the office's own work takes; the longest value is a file's piece
 * or a template's picture. VACUUM is never used, so nothing is ever attached. */
void
_crm_db_guard (CrmDb *self)
{
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
  sqlite3_limit (self->handle, SQLITE_LIMIT_LENGTH, 40 * 1000 * 1000);
  sqlite3_limit (self->handle, SQLITE_LIMIT_SQL_LENGTH, 1000 * 1000);
  sqlite3_limit (self->handle, SQLITE_LIMIT_EXPR_DEPTH, 200);
  sqlite3_limit (self->handle, SQLITE_LIMIT_COMPOUND_SELECT, 100);
  sqlite3_limit (self->handle, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 2000);
  sqlite3_limit (self->handle, SQLITE_LIMIT_TRIGGER_DEPTH, 5);
  sqlite3_limit (self->handle, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit (self->handle, SQLITE_LIMIT_VDBE_OP, 1000 * 1000);
  sqlite3_progress_handler (self->handle, PROGRESS_STEPS, look_up, self);
  sqlite3_set_authorizer (self->handle, authorize, self);
}

gboolean
crm_db_has_moved (CrmDb *self)
{
  int moved = 0;

  return sqlite3_file_control (self->handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK &&
         moved != 0;
}

gboolean
crm_db_is_damaged (CrmDb *self)
{
  return self->damaged;
}
