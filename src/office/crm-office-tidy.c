/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/crm-log.h"
#include "office/crm-office.h"

/* Rows of the log in one transaction: a colleague's save waits no longer than a moment. */
#define PART 300

typedef struct {
  guint n; /* of the last part */
} Tidying;

static gboolean
tidy_in_txn (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_sum_up_history (txn, crm_txn_get_now (txn) - crm_log_retention (txn), PART,
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

static void run_part (CrmOffice *self, GCancellable *cancellable, Tidying *tidying);

static void
on_part_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  Tidying *tidying = data;

  /* What fails today is done another day. */
  if (crm_office_run_finish (CRM_OFFICE (source), result, &error) && tidying->n > 0)
    run_part (CRM_OFFICE (source), g_task_get_cancellable (G_TASK (result)), tidying);
  else
    g_free (tidying);
}

static void
run_part (CrmOffice *self, GCancellable *cancellable, Tidying *tidying)
{
  crm_office_run_async (self, CRM_TXN_WRITE, "tidy", tidy_in_txn, tidying, NULL, cancellable,
                        on_part_cb, tidying);
}

void
crm_office_tidy_async (CrmOffice *self, GCancellable *cancellable)
{
  g_return_if_fail (CRM_IS_OFFICE (self));

  if (!crm_office_is_read_only (self))
    run_part (self, cancellable, g_new0 (Tidying, 1));
}
