/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/people/crm-person-rights.h"

#include "office/crm-verb.h"

char *
crm_person_describe_rights (CrmTxn *txn, gint64 person, GError **error)
{
  g_autoptr (CrmStanding) standing = NULL;

  g_return_val_if_fail (txn != NULL, NULL);

  standing = crm_standing_load (txn, person, error);

  return standing != NULL ? crm_standing_describe (standing, crm_txn_get_schema (txn)) : NULL;
}

static gboolean
describe (CrmTxn *txn, CrmVerbCall *call, GError **error)
{
  call->result = crm_person_describe_rights (txn, call->id, error);
  call->free_result = g_free;

  return call->result != NULL;
}

void
crm_person_describe_rights_async (CrmOffice *office,
                                  gint64 person,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  crm_verb_call_run_async (office, CRM_TXN_READ, NULL, crm_verb_call_new (describe, person),
                           cancellable, callback, user_data);
}

char *
crm_person_describe_rights_finish (CrmOffice *office, GAsyncResult *result, GError **error)
{
  CrmVerbCall *call;

  return crm_verb_call_finish (office, result, &call, error) ? g_steal_pointer (&call->result)
                                                             : NULL;
}
