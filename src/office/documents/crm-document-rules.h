/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-txn.h"

G_BEGIN_DECLS

/* The hooks of a document's description. */
gboolean _crm_document_is_frozen (const CrmRecord *stored);
gboolean _crm_document_validate (const CrmRecord *record, GError **error);
gboolean _crm_document_before_save (CrmTxn *txn, CrmRecord *record, GError **error);
gboolean _crm_document_derive (CrmTxn *txn, CrmRecord *record, GError **error);
gboolean _crm_document_before_delete (CrmTxn *txn, const CrmRecord *record, GError **error);

G_END_DECLS
