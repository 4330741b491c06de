/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-value.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * The engine: one connection to an office file, statements, transactions. Everything above speaks
 * the part of SQL that SQLite 3.40 and PostgreSQL 15 share, with $1, $2 … numbered in the order of
 * their first appearance; what differs (search index, change counter, set-up, checks) is a call of
 * this interface. sqlite/ implements it; a second engine is a second folder.
 *
 * A connection and its statements belong to one thread at a time. No statement is left stepped:
 * every read runs to its end or is reset before anything else happens.
 */
typedef struct _CrmDb CrmDb;
typedef struct _CrmStatement CrmStatement;

typedef enum {
  CRM_DB_CREATE = 1 << 0,
  CRM_DB_READ_ONLY = 1 << 1,
  CRM_DB_BULK = 1 << 2,   /* nobody else has the file: no journal, no syncs */
  CRM_DB_REMOTE = 1 << 3, /* not on a disk of this computer: its way of one computer is refused */
  CRM_DB_CIFS = 1 << 4,   /* locks as Linux has them on a share of Windows */
  /* Only asks; but rolls back what a desktop left half done when it crashed, without which nobody
   * can read. */
  CRM_DB_QUERY_ONLY = 1 << 5,
} CrmDbFlags;

/* How long one desktop waits for another before it gives up, and when it first says so. */
#define CRM_DB_BUSY_MS 15000
#define CRM_DB_TELL_MS 2000

/* Told, at most once a second, that somebody else holds the file; from the connection's thread. */
typedef void (*CrmDbWaitingFunc) (guint waited_ms, gpointer user_data);

CrmDb *crm_db_open (const char *path, CrmDbFlags flags, GError **error);
void crm_db_close (CrmDb *self);
gboolean crm_db_is_read_only (CrmDb *self);
void crm_db_set_waiting (CrmDb *self, CrmDbWaitingFunc func, gpointer user_data);

/* Until when (monotonic µs) the next transaction may wait to begin; 0: as long as usual. */
void crm_db_set_deadline (CrmDb *self, gint64 deadline);

/* While set, a cancelled cancellable stops the running statement with G_IO_ERROR_CANCELLED. */
void crm_db_set_cancellable (CrmDb *self, GCancellable *cancellable);

/* Tables and indexes are made only while this is allowed. */
void crm_db_allow_layout (CrmDb *self, gboolean allow);
/* How long one statement may take; 0, as at the start: any time. Beyond it: %CRM_ERROR_IO. */
void crm_db_limit_statements (CrmDb *self, guint ms);
/* Whether another file, or none, lies where this one was opened. */
gboolean crm_db_has_moved (CrmDb *self);
/* Whether the engine has met damage since it was opened. */
gboolean crm_db_is_damaged (CrmDb *self);

/* Marks in the file's header: whose it is and the layout's version. */
gint64 crm_db_get_application_id (CrmDb *self, GError **error);
gint64 crm_db_get_layout_version (CrmDb *self, GError **error);
gboolean
crm_db_set_marks (CrmDb *self, gint64 application_id, gint64 layout_version, GError **error);

/* Whether the file is kept the way that only one computer can use, and several programs there use
 * best (the WAL of SQLite). It is a property of the file. To change it, nobody else may have the
 * file open: %CRM_ERROR_BUSY. */
gboolean crm_db_is_for_one_computer (CrmDb *self, gboolean *one, GError **error);
gboolean crm_db_set_for_one_computer (CrmDb *self, gboolean one, GError **error);

/* Changes when another connection, here or elsewhere, has committed. -1 on error. */
gint64 crm_db_get_change_counter (CrmDb *self, GError **error);

gboolean crm_db_begin (CrmDb *self, gboolean write, GError **error);
gboolean crm_db_commit (CrmDb *self, GError **error);
void crm_db_rollback (CrmDb *self);

/* Text without parameters or rows; several statements may follow each other. */
gboolean crm_db_exec (CrmDb *self, const char *sql, GError **error);

/* A statement from the connection's cache, reset and with nothing bound. (transfer none) */
CrmStatement *crm_db_prepare (CrmDb *self, const char *sql, GError **error);

/* Parameters count from 1. Texts are not copied: they must live until the statement is reset. */
void crm_statement_bind_int (CrmStatement *self, int index, gint64 value);
void crm_statement_bind_text (CrmStatement *self, int index, const char *value);
void crm_statement_bind_blob (CrmStatement *self, int index, gconstpointer data, gsize size);
void crm_statement_bind_null (CrmStatement *self, int index);
void crm_statement_bind_value (CrmStatement *self, int index, const CrmValue *value);

/* @row: whether there is one. After FALSE, or when @row is FALSE, the statement is reset. */
gboolean crm_statement_step (CrmStatement *self, gboolean *row, GError **error);
/* Runs it to its end, for statements without rows. */
gboolean crm_statement_run (CrmStatement *self, GError **error);
void crm_statement_reset (CrmStatement *self);

/* Columns count from 0. Texts and bytes are the statement's until it moves on. */
gint64 crm_statement_get_int (CrmStatement *self, int column);
const char *crm_statement_get_text (CrmStatement *self, int column);
gconstpointer crm_statement_get_blob (CrmStatement *self, int column, gsize *size);
gboolean crm_statement_is_null (CrmStatement *self, int column);
/* Of a text or bytes longer than @most only the beginning, and a little more than that: enough to
 * see that it is too long, and no more than can be kept of many rows. */
void crm_statement_get_value (CrmStatement *self, int column, gsize most, CrmValue *value);

/* Behind a table in FROM: no index but the key's own order. Other engines need no such word. */
#define CRM_DB_BY_NUMBER " NOT INDEXED"
/* The index that is named behind it, and no other; it must be there. */
#define CRM_DB_BY_INDEX " INDEXED BY "

/* Rows changed by the last statement. */
guint crm_db_get_changes (CrmDb *self);

/* One integer, or @missing when there is no row. */
gboolean
crm_db_query_int (CrmDb *self, const char *sql, gint64 missing, gint64 *value, GError **error);

/* --- How the file is laid out ------------------------------------------------------------------
 */

/* Something that has a name in the file: "table", "index", "trigger", "view". */
typedef struct {
  char *type;
  char *name;
  char *table; /* it belongs to */
  char *sql;   /* as it was made; NULL where the engine made it */
} CrmDbObject;
/* All of them but the engine's own and the search index. (transfer full)
 * (element-type CrmDbObject) */
GPtrArray *crm_db_read_objects (CrmDb *self, GError **error);

/* A column, with everything that makes it another one in @text: type, default, what it refers to.
 */
typedef struct {
  char *name;
  char *text;
  gboolean computed; /* by the file itself */
} CrmDbColumn;
/* (transfer full) (element-type CrmDbColumn): empty when there is no such table. */
GPtrArray *crm_db_read_columns (CrmDb *self, const char *table, GError **error);

gboolean crm_db_has_index (CrmDb *self, const char *name);

/* An empty file in memory. */
CrmDb *crm_db_open_scratch (GError **error);

/* --- The search index: folded texts and digits of the directory, by trigrams --------------------
 */

gboolean crm_db_search_create (CrmDb *self, GError **error);
gboolean
crm_db_search_add (CrmDb *self, gint64 n, const char *folded, const char *digits, GError **error);
/* The texts must be those it was added with. */
gboolean crm_db_search_remove (CrmDb *self,
                               gint64 n,
                               const char *folded,
                               const char *digits,
                               GError **error);
/* At the end of a transaction: does its share of keeping the index short to read. */
gboolean crm_db_search_tend (CrmDb *self, GError **error);
gboolean crm_db_search_rebuild (CrmDb *self, GError **error);
gboolean crm_db_search_check (CrmDb *self, GError **error);

/* FALSE: enough. */
typedef gboolean (*CrmDbHitFunc) (gint64 n, gpointer user_data);
/**
 * crm_db_search:
 * @words: (array zero-terminated=1): each of three characters or more; all must stand in the text.
 * @digits: whether the words are to stand in the digits instead.
 * @first: @last: the range of n.
 */
gboolean crm_db_search (CrmDb *self,
                        const char *const *words,
                        gboolean digits,
                        gint64 first,
                        gint64 last,
                        CrmDbHitFunc hit,
                        gpointer user_data,
                        GError **error);

/* --- Copies ------------------------------------------------------------------------------------
 */

/* How far a copy is, from 0 to 1. */
typedef void (*CrmDbCopyFunc) (double done, gpointer user_data);
/**
 * crm_db_copy:
 * @path: of a file that is not there yet, on a disk of this computer.
 * @func: (nullable):
 *
 * A copy of one moment. Others may read meanwhile; who saves waits for its end. It stops when the
 * connection's cancellable does.
 */
gboolean
crm_db_copy (CrmDb *self, const char *path, CrmDbCopyFunc func, gpointer data, GError **error);

/* Whether nobody reads or writes the file at this moment; what a crashed desktop left in it is put
 * right on the way. */
gboolean crm_db_lock_alone (CrmDb *self, GError **error);

/* --- Checks
 * --------------------------------------------------------------------------------------*/

/* One line per finding is added. */
gboolean crm_db_check_integrity (CrmDb *self, GPtrArray *findings, GError **error);
gboolean crm_db_check_references (CrmDb *self, GPtrArray *findings, GError **error);

/* Statements run to a first row or their end, and rows fetched, since the start. */
void crm_db_get_counters (CrmDb *self, guint64 *statements, guint64 *rows);

G_END_DECLS
