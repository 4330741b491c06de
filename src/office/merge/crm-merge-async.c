/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/merge/crm-record-merge.h"

#include "base/crm-error.h"

#include <glib/gi18n-lib.h>

/* Records in one transaction: others save in between. */
#define BATCH 50

/* --- The plan --------------------------------------------------------------------------------- */

typedef struct {
  char *entity;
  gint64 keep;
  gint64 gone;
  CrmMergePlan *plan;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_clear_pointer (&self->plan, crm_merge_plan_unref);
  g_free (self->entity);
  g_free (self);
}

static gboolean
read_func (CrmTxn *txn, gpointer data, GError **error)
{
  Reading *self = data;

  g_clear_pointer (&self->plan, crm_merge_plan_unref);
  self->plan = crm_merge_plan_read (txn, self->entity, self->keep, self->gone, error);

  return self->plan != NULL;
}

static void
on_read_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Reading *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (crm_office_run_finish (CRM_OFFICE (office), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&self->plan),
                           (GDestroyNotify)crm_merge_plan_unref);
  else
    g_task_return_error (task, error);
}

void
crm_merge_plan_read_async (CrmOffice *office,
                           const char *entity,
                           gint64 keep,
                           gint64 gone,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task;
  Reading *self;

  g_return_if_fail (CRM_IS_OFFICE (office));
  g_return_if_fail (entity != NULL);

  task = g_task_new (office, cancellable, callback, user_data);
  g_task_set_source_tag (task, crm_merge_plan_read_async);
  self = g_new0 (Reading, 1);
  self->entity = g_strdup (entity);
  self->keep = keep;
  self->gone = gone;
  g_task_set_task_data (task, self, reading_free);
  crm_office_run_async (office, CRM_TXN_READ, NULL, read_func, self, NULL, cancellable, on_read_cb,
                        task);
}

CrmMergePlan *
crm_merge_plan_read_finish (CrmOffice *office, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, office), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Merging ---------------------------------------------------------------------------------- */

typedef struct {
  CrmMergePlan *plan;
  gint64 operation; /* of the batches before */
  /* Of the batch that runs; it may run twice. */
  gint64 batch_operation;
  gboolean finished;
} Merging;

static Merging *
merging_new (CrmMergePlan *plan)
{
  Merging *self = g_new0 (Merging, 1);

  self->plan = crm_merge_plan_ref (plan);

  return self;
}

static void
merging_free (gpointer data)
{
  Merging *self = data;

  crm_merge_plan_unref (self->plan);
  g_free (self);
}

static gboolean
merge_batch (CrmTxn *txn, gpointer data, GError **error)
{
  Merging *self = data;

  if (self->operation != 0 && !crm_txn_continue (txn, self->operation)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_CONFLICT,
                         _ ("The merging was undone meanwhile: it has stopped."));
    return FALSE;
  }
  if (!crm_record_merge (txn, self->plan, BATCH, &self->finished, error))
    return FALSE;
  self->batch_operation = crm_txn_get_operation (txn);

  return TRUE;
}

static void
end_batch (Merging *self)
{
  if (self->batch_operation != 0)
    self->operation = self->batch_operation;
}

gboolean
crm_office_merge (CrmOffice *office, CrmMergePlan *plan, GError **error)
{
  Merging *self;
  gboolean done;

  g_return_val_if_fail (CRM_IS_OFFICE (office), FALSE);
  g_return_val_if_fail (plan != NULL, FALSE);

  self = merging_new (plan);
  do {
    done = crm_office_run (office, CRM_TXN_WRITE, CRM_VERB_MERGE, merge_batch, self, error);
    if (done)
      end_batch (self);
  } while (done && !self->finished);
  merging_free (self);

  return done;
}

static void
on_batch_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Merging *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!crm_office_run_finish (CRM_OFFICE (office), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  end_batch (self);
  if (self->finished)
    g_task_return_boolean (task, TRUE);
  else
    crm_office_run_async (CRM_OFFICE (office), CRM_TXN_WRITE, CRM_VERB_MERGE, merge_batch, self,
                          NULL, g_task_get_cancellable (task), on_batch_cb, g_object_ref (task));
}

void
crm_office_merge_async (CrmOffice *office,
                        CrmMergePlan *plan,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task;
  Merging *self;

  g_return_if_fail (CRM_IS_OFFICE (office));
  g_return_if_fail (plan != NULL);

  task = g_task_new (office, cancellable, callback, user_data);
  g_task_set_source_tag (task, crm_office_merge_async);
  self = merging_new (plan);
  g_task_set_task_data (task, self, merging_free);
  crm_office_run_async (office, CRM_TXN_WRITE, CRM_VERB_MERGE, merge_batch, self, NULL, cancellable,
                        on_batch_cb, task);
}

gboolean
crm_office_merge_finish (CrmOffice *office, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, office), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
