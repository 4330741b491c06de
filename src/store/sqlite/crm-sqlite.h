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
  gint64 waiting_since; /* monotonic µs; 0 when not waiting */
  gint64 told_at;
  gboolean failed; /* reading or writing has, since the last transaction began */
  GRand *rand;

  CrmDbWaitingFunc waiting;
  gpointer waiting_data;

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

/* Waits a little, jittered; FALSE when it has lasted too long. */
gboolean _crm_db_wait (CrmDb *self, int attempt);
int _crm_db_busy (gpointer self, int attempt);
int _crm_db_progress (gpointer self);

/* How the search index is made. */
const char *_crm_db_search_sql (void);

G_END_DECLS
