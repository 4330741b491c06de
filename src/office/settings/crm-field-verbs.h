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
/* Moves a field by one place, -1 or 1, past the next one that is shown; out of its group it comes
 * to the near end of the next group. At the end of all nothing moves. */
gboolean
crm_field_move (CrmTxn *txn, const char *entity, const char *field, int by, GError **error);
/* Puts a field before another one, into the group of that; @before NULL, or gone meanwhile: to the
 * end of @group (NULL: those without a heading), which is made when there is none of that name. */
gboolean crm_field_put (CrmTxn *txn,
                        const char *entity,
                        const char *field,
                        const char *group,
                        const char *before,
                        GError **error);
/* Moves a whole group past the next one, -1 or 1. */
gboolean
crm_field_move_group (CrmTxn *txn, const char *entity, const char *group, int by, GError **error);
/* %CRM_ERROR_UNIQUE when another group is called so; %CRM_ERROR_INVALID without a name. */
gboolean crm_field_rename_group (CrmTxn *txn,
                                 const char *entity,
                                 const char *group,
                                 const char *name,
                                 GError **error);
/* Order, groups and what is shown as Kontor has them; fields of the office's own stay, at the end.
 */
gboolean crm_field_reset (CrmTxn *txn, const char *entity, GError **error);
/* Where a field of the office's own is written down, in use or not; NULL without error when there
 * is none. (transfer full) */
CrmRecord *
crm_field_find_custom (CrmTxn *txn, const char *entity, const char *field, GError **error);

G_END_DECLS
