/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-txn.h"

G_BEGIN_DECLS

/**
 * CrmReader:
 *
 * All rows of a query in its order, a few at a time, for exports and papers: each step is a short
 * read, so that nobody who saves has to wait. Rows come with the titles of references and the
 * currencies of money. Used by one thread at a time.
 */
typedef struct _CrmReader CrmReader;

/* @columns: (array zero-terminated=1): paths from the query's entity. */
CrmReader *
crm_reader_new (CrmSchema *schema, CrmQuery *query, const char *const *columns, GError **error);
void crm_reader_free (CrmReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmReader, crm_reader_free)

/* Goes on by a step, in a transaction of its own. @done: there is nothing more; the rows of the
 * step, perhaps none, are there until the next one. */
gboolean crm_reader_step (CrmReader *self, CrmTxn *txn, gboolean *done, GError **error);

guint crm_reader_get_n_columns (const CrmReader *self);
/* How many rows there are in all; 0 until that is known. */
guint crm_reader_get_total (const CrmReader *self);
guint crm_reader_get_n_rows (const CrmReader *self);
CrmPath *crm_reader_get_path (const CrmReader *self, guint column);
gint64 crm_reader_get_id (const CrmReader *self, guint row);
const CrmValue *crm_reader_get_value (const CrmReader *self, guint row, guint column);
/* Of a reference, what it names; of money, its currency; else NULL. */
const char *crm_reader_get_title (const CrmReader *self, guint row, guint column);
const char *crm_reader_get_currency (const CrmReader *self, guint row, guint column);

G_END_DECLS
