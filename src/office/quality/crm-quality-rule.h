/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-lang.h"
#include "store/crm-txn.h"

G_BEGIN_DECLS

/* What a good card has in it, as this office sees it. */
extern const CrmEntity crm_quality_rule_entity;

/* The rules that an office begins with; none when it has rules already. @applied: no card is there
 * yet that they would have to be applied to. */
gboolean crm_quality_rule_seed (CrmTxn *txn, CrmLang lang, gboolean applied, GError **error);
/* The same for an office that was made before there were rules. */
gboolean crm_quality_rule_ensure (CrmTxn *txn, GError **error);

G_END_DECLS
