/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-txn.h"

G_BEGIN_DECLS

/* The hooks of a template's description, and of its versions'. */
gboolean _crm_template_before_save (CrmTxn *txn, CrmRecord *record, GError **error);
gboolean _crm_template_version_is_frozen (const CrmRecord *stored);
gboolean _crm_template_version_before_delete (CrmTxn *txn, const CrmRecord *record, GError **error);

G_END_DECLS
