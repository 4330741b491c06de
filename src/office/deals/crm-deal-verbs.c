/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/crm-verb.h"
#include "office/deals/crm-deal.h"

gboolean
crm_deal_move (CrmTxn *txn, gint64 deal, gint64 stage, GError **error)
{
  g_autoptr (CrmRecord) record = NULL;
  g_autoptr (CrmRecord) target = NULL;

  g_return_val_if_fail (txn != NULL, FALSE);

  record = crm_txn_get (txn, "deal", deal, error);
  target = record != NULL ? crm_txn_get (txn, "stage", stage, error) : NULL;
  if (target == NULL)
    return FALSE;

  crm_record_set (record, "pipeline", crm_record_get (target, "pipeline"));
  crm_record_set_int (record, "stage", stage);
  crm_txn_set_verb (txn, "deal.move");

  return crm_txn_save (txn, record, error);
}

static gboolean
move_in_txn (CrmTxn *txn, CrmVerbCall *call, GError **error)
{
  return crm_deal_move (txn, call->id, call->other, error);
}

void
crm_deal_move_async (CrmOffice *office,
                     gint64 deal,
                     gint64 stage,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  CrmVerbCall *call = crm_verb_call_new (move_in_txn, deal);

  call->other = stage;
  crm_verb_call_run_async (office, CRM_TXN_WRITE, "deal.move", call, cancellable, callback,
                           user_data);
}

gboolean
crm_deal_move_finish (CrmOffice *office, GAsyncResult *result, GError **error)
{
  return crm_verb_call_finish (office, result, NULL, error);
}
