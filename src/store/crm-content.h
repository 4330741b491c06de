/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-txn.h"

G_BEGIN_DECLS

/*
 * The bytes of files that the office keeps. They are named by their SHA-256, so that the same file
 * stands in the office once, whoever put it where; and they lie in pieces, so that no file is ever
 * in memory whole and no transaction is long. A content is written piece by piece, each in a
 * transaction of its own, and is nobody's until it is complete.
 */

#define CRM_CONTENT_PIECE (512 * 1024)

/* @complete: the bytes are there already, nothing is to be written. */
gboolean crm_txn_begin_content (CrmTxn *self,
                                const char *hash,
                                gint64 size,
                                gboolean *complete,
                                GError **error);
gboolean crm_txn_add_content (CrmTxn *self,
                              const char *hash,
                              gint64 piece,
                              gconstpointer bytes,
                              gsize size,
                              GError **error);
/* %CRM_ERROR_INVALID when what was written is not as long as was said. */
gboolean crm_txn_end_content (CrmTxn *self, const char *hash, GError **error);
/* Without error for the end: NULL. %CRM_ERROR_NOT_FOUND when there is no such content. */
GBytes *crm_txn_read_content (CrmTxn *self, const char *hash, gint64 piece, GError **error);
/* Whether it is there, complete. */
gboolean crm_txn_has_content (CrmTxn *self, const char *hash, gboolean *there, GError **error);
/* Takes the bytes away: what was given up in the middle, or what nothing names any more. */
gboolean crm_txn_drop_content (CrmTxn *self, const char *hash, GError **error);
/* Those that were begun before that and never completed. (transfer full) (element-type utf8) */
GPtrArray *crm_txn_unfinished_content (CrmTxn *self, gint64 before, GError **error);

G_END_DECLS
