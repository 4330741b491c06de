/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-txn.h"

G_BEGIN_DECLS

/* The hooks of a deal's description. */
gboolean _crm_deal_validate (const CrmRecord *record, GError **error);
gboolean _crm_deal_before_save (CrmTxn *txn, CrmRecord *record, GError **error);
gboolean _crm_deal_derive (CrmTxn *txn, CrmRecord *record, GError **error);

/* Before a save: asks on which day to come back to a deal that is postponed, and keeps its task. */
gboolean _crm_deal_keep_return (CrmTxn *txn, CrmRecord *deal, GError **error);
/* Into the trash its open task goes with it, and out of there that one comes back. */
gboolean _crm_deal_before_delete (CrmTxn *txn, const CrmRecord *deal, GError **error);
gboolean
_crm_deal_after_restore (CrmTxn *txn, const CrmRecord *deal, gint64 deleted, GError **error);

G_END_DECLS
