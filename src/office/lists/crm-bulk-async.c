/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/lists/crm-bulk-private.h"

static void
left_out_free (gpointer data)
{
  CrmLeftOut *left = data;

  g_free (left->title);
  g_free (left->reason);
  g_free (left);
}

CrmBulkReport *
crm_bulk_report_new (void)
{
  CrmBulkReport *self = g_new0 (CrmBulkReport, 1);

  self->left_out = g_ptr_array_new_with_free_func (left_out_free);

  return self;
}

void
crm_bulk_report_free (CrmBulkReport *self)
{
  g_ptr_array_unref (self->left_out);
  g_clear_error (&self->trouble);
  g_free (self);
}

typedef struct {
  CrmBulk *bulk;
  int n; /* of looking */

  /* Of changing: what all batches came to, and this one, which may run twice. */
  CrmBulkReport *report;
  guint next;
  gint64 operation;
  CrmBulkReport *batch;
  guint batch_next;
  gint64 batch_operation;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  crm_bulk_unref (work->bulk);
  g_clear_pointer (&work->report, crm_bulk_report_free);
  g_clear_pointer (&work->batch, crm_bulk_report_free);
  g_free (work);
}

static GTask *
new_task (CrmOffice *office,
          CrmBulk *bulk,
          gpointer tag,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (office, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  work->bulk = crm_bulk_ref (bulk);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, work, work_free);
  /* What was done stays done. */
  g_task_set_check_cancellable (task, FALSE);

  return task;
}

/* --- Looking ---------------------------------------------------------------------------------- */

static gboolean
look (CrmTxn *txn, gpointer data, GError **error)
{
  Work *work = data;

  work->n = crm_bulk_look (txn, work->bulk, error);

  return work->n >= 0;
}

static void
on_looked_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Work *work = g_task_get_task_data (task);
  GError *error = NULL;

  if (crm_office_run_finish (CRM_OFFICE (office), result, &error))
    g_task_return_int (task, work->n);
  else
    g_task_return_error (task, error);
}

void
crm_office_bulk_look_async (CrmOffice *office,
                            CrmBulk *bulk,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task;

  g_return_if_fail (CRM_IS_OFFICE (office));
  g_return_if_fail (bulk != NULL);

  task = new_task (office, bulk, crm_office_bulk_look_async, cancellable, callback, user_data);
  crm_office_run_async (office, CRM_TXN_READ, NULL, look, g_task_get_task_data (task), NULL,
                        cancellable, on_looked_cb, task);
}

int
crm_office_bulk_look_finish (CrmOffice *office, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, office), -1);

  return (int)g_task_propagate_int (G_TASK (result), error);
}

/* --- Changing --------------------------------------------------------------------------------- */

/* Colleagues wait no longer than this for their turn. */
#define BATCH_MS 150

static gboolean
change (CrmTxn *txn, gpointer data, GError **error)
{
  Work *work = data;

  g_clear_pointer (&work->batch, crm_bulk_report_free);
  work->batch = crm_bulk_report_new ();
  work->batch_next = work->next;
  /* Undone by somebody in the middle: what is left is an operation of its own. */
  if (work->operation != 0)
    crm_txn_continue (txn, work->operation);
  if (!crm_bulk_apply (txn, work->bulk, &work->batch_next,
                       g_get_monotonic_time () + BATCH_MS * G_TIME_SPAN_MILLISECOND, work->batch,
                       error))
    return FALSE;
  work->batch_operation = crm_txn_get_operation (txn);

  return TRUE;
}

static void
add_batch (Work *work)
{
  work->report->n_changed += work->batch->n_changed;
  work->report->n_made += work->batch->n_made;
  work->report->n_same += work->batch->n_same;
  g_ptr_array_extend_and_steal (work->report->left_out, g_steal_pointer (&work->batch->left_out));
  work->batch->left_out = g_ptr_array_new ();
  work->next = work->batch_next;
  if (work->batch_operation != 0)
    work->operation = work->batch_operation;
}

static void change_next (GTask *task);

static void
on_changed_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Work *work = g_task_get_task_data (task);
  GError *error = NULL;

  if (crm_office_run_finish (CRM_OFFICE (office), result, &error)) {
    add_batch (work);
    change_next (g_steal_pointer (&task));
    return;
  }
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && work->next == 0) {
    g_task_return_error (task, error);
    return;
  }
  /* What is done is done, and told; so is why it went no further. */
  work->report->cancelled = TRUE;
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    work->report->trouble = g_steal_pointer (&error);
  g_clear_error (&error);
  g_task_return_pointer (task, g_steal_pointer (&work->report),
                         (GDestroyNotify)crm_bulk_report_free);
}

/* Takes the task. */
static void
change_next (GTask *task)
{
  Work *work = g_task_get_task_data (task);

  if (work->next >= crm_bulk_get_n_records (work->bulk)) {
    g_task_return_pointer (task, g_steal_pointer (&work->report),
                           (GDestroyNotify)crm_bulk_report_free);
    g_object_unref (task);
    return;
  }
  crm_office_run_async (g_task_get_source_object (task), CRM_TXN_WRITE, "bulk.edit", change, work,
                        NULL, g_task_get_cancellable (task), on_changed_cb, task);
}

void
crm_office_bulk_edit_async (CrmOffice *office,
                            CrmBulk *bulk,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task;
  Work *work;

  g_return_if_fail (CRM_IS_OFFICE (office));
  g_return_if_fail (bulk != NULL);

  task = new_task (office, bulk, crm_office_bulk_edit_async, cancellable, callback, user_data);
  work = g_task_get_task_data (task);
  work->report = crm_bulk_report_new ();
  change_next (task);
}

CrmBulkReport *
crm_office_bulk_edit_finish (CrmOffice *office, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, office), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
