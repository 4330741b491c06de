/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/lists/crm-bulk-private.h"

/* Records that are made among those that are changed: rows pasted below the end of a list. */

gboolean
_crm_bulk_create (CrmTxn *txn, CrmBulk *self, guint at, CrmRecord **made, GError **error)
{
  CrmRecord *record = crm_txn_new (txn, self->entity->name);
  g_autoptr (CrmCondition) room = self->entity->filter != NULL
                                    ? crm_query_parse_where (self->entity->filter, NULL)
                                    : NULL;

  g_clear_pointer (made, crm_record_unref);
  *made = record;
  /* It belongs where it was pasted. */
  if (room != NULL)
    crm_condition_apply (room, record);
  for (guint i = 0; i < self->changes->len; i++) {
    const CrmBulkChange *change = &g_array_index (self->changes, CrmBulkChange, i);
    g_auto (CrmValue) wanted = CRM_VALUE_INIT;

    if (_crm_bulk_wanted (change, at, crm_record_get_at (record, change->field), &wanted))
      crm_record_set_at (record, change->field, &wanted);
  }

  return crm_txn_save (txn, record, error);
}
