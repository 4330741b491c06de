/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-txn.h"

G_BEGIN_DECLS

/**
 * crm_counter_fill:
 * @field: an integer field that is unique and has an index.
 *
 * Gives a record that has no number yet the one after the greatest there is, trash included, so
 * that two records never had the same. Numbers of papers are another matter: see crm-series.h.
 * Whoever fills an office in bulk gives the numbers, for then there is no index to find the
 * greatest with.
 */
gboolean crm_counter_fill (CrmTxn *txn, CrmRecord *record, const char *field, GError **error);

G_END_DECLS
