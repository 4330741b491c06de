/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-txn.h"

G_BEGIN_DECLS

/**
 * crm_resolve_record:
 * @where: (nullable): a condition the record must fulfil.
 *
 * The id of the one living record that people mean by @text: its id, its number or code, or its
 * title. %CRM_ERROR_NOT_FOUND, or %CRM_ERROR_INVALID when several are called so.
 */
gboolean crm_resolve_record (CrmTxn *txn,
                             const CrmEntity *entity,
                             const char *where,
                             const char *text,
                             gint64 *id,
                             GError **error);

/* For crm_record_assign(); @txn is the transaction. */
gboolean crm_resolve_reference (const CrmEntity *entity,
                                const char *text,
                                gpointer txn,
                                gint64 *id,
                                GError **error);

G_END_DECLS
