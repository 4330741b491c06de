/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-db.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* Shared by the files of this folder only. */
struct _CrmDb {
  sqlite3 *handle;
  GHashTable *statements; /* SQL text → CrmStatement */
  GCancellable *cancellable;
  CrmDbFlags flags;
  gint64 waiting_since; /* monotonic µs; 0 when not waiting */
  gint64 told_at;
  gboolean failed; /* reading or writing has, since the last transaction began */
  gint64 deadline; /* of the transaction that is to begin; 0: none */
  gboolean damaged;
  gboolean laying_out; /* tables and indexes may be made */
  guint most_ms;       /* of a statement; 0 = any time */
  gint64 ends_at;
  gboolean expired;
  GRand *rand;

  CrmDbWaitingFunc waiting;
  gpointer waiting_data;

  guint n_search;  /* texts of the search index that this transaction has changed */
  gboolean steady; /* the index is known to be merged by saves alone */

  guint64 n_statements;
  guint64 n_rows;
};

struct _CrmStatement {
  CrmDb *db;
  sqlite3_stmt *handle;
  gboolean stepped;
};

/* The engine's way to files: the system's own, with the journal of a save written at once. */
const char *_crm_db_vfs (void);

/* What went wrong last, as a CRM_ERROR in the words of an office. */
void _crm_db_set_error (CrmDb *self, int code, GError **error);
/* Whether what failed last failed for want of room. */
gboolean _crm_db_is_full (sqlite3 *handle);

/* Waits a little, jittered; FALSE when it has lasted too long. */
gboolean _crm_db_wait (CrmDb *self, int attempt);
int _crm_db_busy (gpointer self, int attempt);

/* Keeps the connection within bounds. */
void _crm_db_guard (CrmDb *self);
/* The deadline counts from here. */
void _crm_db_begin_statement (CrmDb *self);

/* How the search index is made. */
const char *_crm_db_search_sql (void);

/* --- Locks on a share of Windows (crm-db-cifs.c) -----------------------------------------------
 */

/* Puts itself between SQLite and the system; before the first file is opened. */
void _crm_db_cifs_install (void);
/* As long as one connection needs it, it does something. */
void _crm_db_cifs_use (void);
void _crm_db_cifs_unuse (void);

/* --- How the file is kept (crm-db-keeping.c) ---------------------------------------------------
 */

/* A remote file that is kept for one computer is refused before anything is read or locked. */
gboolean _crm_db_check_header (CrmDb *self, GError **error);
gboolean _crm_db_choose_journal (CrmDb *self, GError **error);

G_END_DECLS
