/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-txn.h"

G_BEGIN_DECLS

/* How an office lays its rooms out, field by field: one operation each, to be undone as any. */

/* Takes a field out of use, or back into it; what is written in it stays. */
gboolean crm_field_set_shown (CrmTxn *txn,
                              const char *entity,
                              const char *field,
                              gboolean shown,
                              GError **error);
/* Moves a field by one place, -1 or 1, past the next one that is shown. At the end nothing moves.
 */
gboolean
crm_field_move (CrmTxn *txn, const char *entity, const char *field, int by, GError **error);
/* Where a field of the office's own is written down, in use or not; NULL without error when there
 * is none. (transfer full) */
CrmRecord *
crm_field_find_custom (CrmTxn *txn, const char *entity, const char *field, GError **error);

G_END_DECLS
