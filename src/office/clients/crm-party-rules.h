/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-txn.h"

G_BEGIN_DECLS

/* The hooks of a party's description. */
gboolean _crm_party_validate (const CrmRecord *record, GError **error);
gboolean _crm_party_before_save (CrmTxn *txn, CrmRecord *record, GError **error);
gboolean _crm_party_derive (CrmTxn *txn, CrmRecord *record, GError **error);
gboolean _crm_party_before_delete (CrmTxn *txn, const CrmRecord *record, GError **error);

G_END_DECLS
