/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/crm-office-check.h"

#include "office/documents/crm-series-check.h"

#include <glib/gi18n-lib.h>

static gboolean
check_series (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) findings = crm_findings_new ();
  GPtrArray *all = data;

  crm_txn_trust (txn, TRUE);
  if (!crm_series_check (txn, findings, error))
    return FALSE;
  /* It may have begun twice. */
  g_ptr_array_extend_and_steal (all, g_steal_pointer (&findings));

  return TRUE;
}

GPtrArray *
crm_office_check (CrmOffice *self,
                  CrmStoreProgress progress,
                  gpointer user_data,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (GPtrArray) findings = NULL;
  GError *local = NULL;

  g_return_val_if_fail (CRM_IS_OFFICE (self), NULL);

  findings = crm_store_check (crm_office_get_store (self), progress, user_data, cancellable, error);
  if (findings == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (progress != NULL)
    progress (_ ("Numbers of papers"), 1, user_data);
  if (!crm_office_run (self, CRM_TXN_READ, NULL, check_series, findings, &local) &&
      !crm_findings_take_damage (findings, _ ("Numbers of papers"), local, error))
    return NULL;

  return g_steal_pointer (&findings);
}
