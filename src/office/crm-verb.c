/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/crm-verb.h"

static void
drop_result (CrmVerbCall *self)
{
  if (self->result != NULL && self->free_result != NULL)
    self->free_result (self->result);
  self->result = NULL;
  self->result_id = 0;
}

static void
call_free (CrmVerbCall *self)
{
  drop_result (self);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->record, crm_record_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->versions, g_array_unref);
  g_free (self);
}

CrmVerbCall *
crm_verb_call_new (CrmVerbFunc func, gint64 id)
{
  CrmVerbCall *self = g_new0 (CrmVerbCall, 1);

  self->func = func;
  self->id = id;

  return self;
}

static gboolean
run_in_txn (CrmTxn *txn, gpointer data, GError **error)
{
  CrmVerbCall *self = data;

  drop_result (self);

  return self->func (txn, self, error);
}

static void
run_after (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  CrmVerbCall *self = data;
  GError *error = NULL;

  if (self->after (self, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_office_run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CrmVerbCall *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!crm_office_run_finish (CRM_OFFICE (source), result, &error))
    g_task_return_error (task, error);
  else if (self->after != NULL)
    g_task_run_in_thread (task, run_after);
  else
    g_task_return_boolean (task, TRUE);
}

void
crm_verb_call_run_async (CrmOffice *office,
                         CrmTxnMode mode,
                         const char *verb,
                         CrmVerbCall *call,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task;

  g_return_if_fail (CRM_IS_OFFICE (office));
  g_return_if_fail (call != NULL);

  task = g_task_new (office, cancellable, callback, user_data);
  g_task_set_source_tag (task, crm_verb_call_run_async);
  g_task_set_task_data (task, call, (GDestroyNotify)call_free);
  /* A write that was done stays done: its answer is not taken back by a late cancel. */
  g_task_set_check_cancellable (task, mode == CRM_TXN_READ);
  crm_office_run_async (office, mode, verb, run_in_txn, call, NULL, cancellable, on_office_run_cb,
                        task);
}

gboolean
crm_verb_call_finish (CrmOffice *office, GAsyncResult *result, CrmVerbCall **call, GError **error)
{
  g_return_val_if_fail (CRM_IS_OFFICE (office), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, office), FALSE);

  if (call != NULL)
    *call = g_task_get_task_data (G_TASK (result));

  return g_task_propagate_boolean (G_TASK (result), error);
}
