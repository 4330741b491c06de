/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"
#include "store/crm-finding.h"

G_BEGIN_DECLS

/**
 * crm_office_check:
 *
 * Everything that can be known of an office by looking at its file: integrity, structure,
 * references, what was done, search, what is computed (totals of papers against their lines among
 * it), and the numbers of papers: gaps, doubles, what would be given twice. Changes nothing. Waits:
 * it is called from a thread, or from the command line. (transfer full) (element-type CrmFinding):
 * empty when all is well.
 */
GPtrArray *crm_office_check (CrmOffice *self,
                             CrmStoreProgress progress,
                             gpointer user_data,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
