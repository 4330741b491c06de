/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-bitmap.h"
#include "store/crm-compiler.h"
#include "store/crm-row-private.h"
#include "store/crm-txn-private.h"

G_BEGIN_DECLS

/*
 * The reading half of a list, on the store's reading thread: numbers in order, in short reads, and
 * rows by number. Nothing here knows of widgets or of the list that asks.
 */

/* Counters of records in order; immutable once made, shared between threads. */
typedef struct {
  int ref_count;
  GArray *numbers; /* of guint32 */
} CrmVector;

CrmVector *crm_vector_new (void);
CrmVector *crm_vector_ref (CrmVector *self);
void crm_vector_unref (CrmVector *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmVector, crm_vector_unref)

typedef struct _CrmScan CrmScan;

/* A scan of all numbers of a query, without its words, in its order. */
CrmScan *crm_scan_new (CrmQuery *query);
void crm_scan_free (CrmScan *self);
/* Reads the next few thousand; @done when there are no more. */
gboolean crm_scan_step (CrmScan *self, CrmTxn *txn, gboolean *done, GError **error);
/* (transfer full): what it has found; the scan is empty then. */
CrmVector *crm_scan_steal (CrmScan *self);

/* Whether an index has the query's order. */
gboolean crm_query_has_index (const CrmEntity *entity, const CrmQuery *query);
/* The index that has the query's order and is not narrowed by its conditions: an engine has to be
 * told to go by it. NULL when there is none. (transfer full) (nullable) */
char *_crm_txn_index_to_walk (CrmTxn *txn, const CrmEntity *entity, const CrmQuery *query);
/* Whether its first records are found without the rest. */
gboolean
crm_query_starts_at_once (CrmSchema *schema, const CrmEntity *entity, const CrmQuery *query);

/* Adds what a statement finds. */
gboolean _crm_numbers_read (CrmTxn *txn,
                            CrmCompiler *compiler,
                            const char *sql,
                            GArray *numbers,
                            GError **error);

/* The first @limit numbers of a query without words. (transfer full) */
CrmVector *crm_vector_first (CrmTxn *txn, CrmQuery *query, guint limit, GError **error);

/* Those of @all that the words of the query hit, in the same order. (transfer full) */
CrmVector *crm_vector_filter (CrmTxn *txn, CrmQuery *query, CrmVector *all, GError **error);

/* Rows of an entity by number; a missing one is left out. (transfer full) (element-type CrmRowData)
 */
GPtrArray *crm_rows_fetch (CrmTxn *txn,
                           const char *entity,
                           CrmColumns *columns,
                           const guint32 *numbers,
                           gsize n,
                           GError **error);

G_END_DECLS
