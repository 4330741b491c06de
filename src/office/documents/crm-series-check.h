/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-txn.h"

G_BEGIN_DECLS

/* Looks at the numbers that papers have from their series, and adds what is wrong with them.
 * @findings: (element-type CrmFinding) */
gboolean crm_series_check (CrmTxn *txn, GPtrArray *findings, GError **error);

G_END_DECLS
