/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/quality/crm-cleaning.h"

typedef struct {
  char *entity;
  CrmSkipped *skipped; /* a copy: the window goes on with its own */
  CrmQuestion *question;
  char *answer;
} Work;

static void
work_free (Work *self)
{
  g_free (self->entity);
  g_clear_pointer (&self->skipped, g_hash_table_unref);
  g_clear_pointer (&self->question, crm_question_free);
  g_free (self->answer);
  g_free (self);
}

static void
on_run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (crm_office_run_finish (CRM_OFFICE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* --- The next question ------------------------------------------------------------------------ */

static CrmSkipped *
copy_skipped (CrmSkipped *skipped)
{
  CrmSkipped *copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, skipped);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (copy, g_strdup (key));

  return copy;
}

static gboolean
next_func (CrmTxn *txn, gpointer data, GError **error)
{
  Work *work = data;
  g_autoptr (GError) local = NULL;

  g_clear_pointer (&work->question, crm_question_free);
  work->question = crm_cleaning_next (txn, work->entity, work->skipped, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

void
crm_cleaning_next_async (CrmOffice *office,
                         const char *entity,
                         CrmSkipped *skipped,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (office, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  g_task_set_source_tag (task, crm_cleaning_next_async);
  work->entity = g_strdup (entity);
  work->skipped = copy_skipped (skipped);
  g_task_set_task_data (task, work, (GDestroyNotify)work_free);
  crm_office_run_async (office, CRM_TXN_READ, NULL, next_func, work, NULL, cancellable, on_run_cb,
                        task);
}

CrmQuestion *
crm_cleaning_next_finish (CrmOffice *office, GAsyncResult *result, GError **error)
{
  Work *work;

  g_return_val_if_fail (g_task_is_valid (result, office), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  work = g_task_get_task_data (G_TASK (result));

  return g_steal_pointer (&work->question);
}

/* --- An answer -------------------------------------------------------------------------------- */

static CrmQuestion *
copy_question (const CrmQuestion *question)
{
  CrmQuestion *copy = g_new0 (CrmQuestion, 1);

  copy->kind = question->kind;
  copy->entity = g_strdup (question->entity);
  copy->id = question->id;
  copy->path = g_strdup (question->path);
  copy->token = g_strdup (question->token);

  return copy;
}

static gboolean
answer_func (CrmTxn *txn, gpointer data, GError **error)
{
  const Work *work = data;

  return crm_cleaning_answer (txn, work->question, work->answer, error);
}

void
crm_cleaning_answer_async (CrmOffice *office,
                           const CrmQuestion *question,
                           const char *answer,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (office, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  g_task_set_source_tag (task, crm_cleaning_answer_async);
  work->question = copy_question (question);
  work->answer = g_strdup (answer);
  g_task_set_task_data (task, work, (GDestroyNotify)work_free);
  g_task_set_check_cancellable (task, FALSE);
  crm_office_run_async (office, CRM_TXN_WRITE, answer != NULL ? "quality.answer" : "quality.exempt",
                        answer_func, work, NULL, cancellable, on_run_cb, task);
}

gboolean
crm_cleaning_answer_finish (CrmOffice *office, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, office), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
