/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/crm-counter.h"

static gboolean
find_greatest (CrmTxn *txn,
               const char *entity,
               const char *field,
               gboolean trash,
               gint64 *greatest,
               GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity);
  g_autofree char *order = g_strconcat ("-", field, NULL);
  g_autoptr (CrmRecord) last = NULL;
  g_autoptr (GError) inner = NULL;

  crm_query_set_order (query, order);
  query->limit = 1;
  query->trash = trash;
  last = crm_txn_first (txn, query, &inner);
  if (inner != NULL) {
    g_propagate_error (error, g_steal_pointer (&inner));
    return FALSE;
  }
  if (last != NULL)
    *greatest = MAX (*greatest, crm_record_get_int (last, field));

  return TRUE;
}

gboolean
crm_counter_fill (CrmTxn *txn, CrmRecord *record, const char *field, GError **error)
{
  const char *entity;
  gint64 greatest = 0;

  g_return_val_if_fail (txn != NULL, FALSE);
  g_return_val_if_fail (record != NULL, FALSE);
  g_return_val_if_fail (field != NULL, FALSE);

  if (!crm_record_is_null (record, field))
    return TRUE;

  entity = crm_record_get_entity (record)->name;
  if (!find_greatest (txn, entity, field, FALSE, &greatest, error) ||
      !find_greatest (txn, entity, field, TRUE, &greatest, error))
    return FALSE;
  crm_record_set_int (record, field, greatest + 1);

  return TRUE;
}
