/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-txn.h"

G_BEGIN_DECLS

/* The hooks of a party's description. */
gboolean _crm_party_validate (const CrmRecord *record, GError **error);
gboolean _crm_party_before_save (CrmTxn *txn, CrmRecord *record, GError **error);
gboolean _crm_party_derive (CrmTxn *txn, CrmRecord *record, GError **error);
gboolean _crm_party_before_delete (CrmTxn *txn, const CrmRecord *record, GError **error);

/* While it is typed: see CrmEntity. */
void
_crm_party_tidy (CrmRecord *record, CrmRecord *line, const CrmField *field, const CrmHome *home);
char *_crm_party_doubt (const CrmRecord *record,
                        const CrmRecord *line,
                        const CrmField *field,
                        const char *typed,
                        const CrmHome *home,
                        gboolean *sure);

G_END_DECLS
