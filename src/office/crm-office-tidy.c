/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/crm-log.h"
#include "office/crm-office.h"

/* Rows of the log in one transaction: a colleague's save waits no longer than a moment. */
#define PART 300
/* The day on which this desktop has done it, or found that it was done. */
#define TIDIED "crm-office-tidied"

typedef struct {
  guint n; /* of the last part */
} Tidying;

static gboolean
tidy_in_txn (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_sum_up_history (txn, crm_txn_agreed_now (txn) - crm_log_retention (txn), PART,
                                 &((Tidying *)data)->n, error);
}

gboolean
crm_office_tidy (CrmOffice *self, guint *n, GError **error)
{
  Tidying tidying = { 0 };
  guint total = 0;

  g_return_val_if_fail (CRM_IS_OFFICE (self), FALSE);

  do {
    if (!crm_office_run (self, CRM_TXN_WRITE, "tidy", tidy_in_txn, &tidying, error))
      return FALSE;
    total += tidying.n;
  } while (tidying.n > 0);
  if (n != NULL)
    *n = total;

  return TRUE;
}

/* --- Every day ---------------------------------------------------------------------------------
 */

static void run_part (CrmOffice *self, Tidying *tidying);

static gboolean
claim_in_txn (CrmTxn *txn, gpointer data, GError **error)
{
  Tidying *tidying = data;
  gboolean claimed;

  if (!crm_txn_claim_today (txn, "tidy", &claimed, error))
    return FALSE;
  tidying->n = claimed;

  return TRUE;
}

static void
on_part_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Tidying *tidying = data;

  /* What fails today is done another day. */
  if (crm_office_run_finish (CRM_OFFICE (source), result, NULL) && tidying->n > 0)
    run_part (CRM_OFFICE (source), tidying);
  else
    g_free (tidying);
}

static void
run_part (CrmOffice *self, Tidying *tidying)
{
  crm_office_run_async (self, CRM_TXN_WRITE, "tidy", tidy_in_txn, tidying, NULL, NULL, on_part_cb,
                        tidying);
}

gboolean
crm_office_tidy_daily (CrmOffice *self)
{
  g_autofree char *today = NULL;
  Tidying *tidying;
  CrmStore *store;

  g_return_val_if_fail (CRM_IS_OFFICE (self), FALSE);

  store = crm_office_get_store (self);
  today = crm_clock_today (crm_store_get_clock (store));
  if (crm_office_is_read_only (self) || !crm_store_is_elected (store) ||
      g_strcmp0 (g_object_get_data (G_OBJECT (self), TIDIED), today) == 0)
    return FALSE;
  g_object_set_data_full (G_OBJECT (self), TIDIED, g_steal_pointer (&today), g_free);
  tidying = g_new0 (Tidying, 1);
  crm_office_run_async (self, CRM_TXN_WRITE, "tidy", claim_in_txn, tidying, NULL, NULL, on_part_cb,
                        tidying);

  return TRUE;
}
