/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/crm-office.h"

#include "base/crm-error.h"

/* Rows of the log that are taken back in one transaction: a part must not hold up a colleague's
 * save for longer than a moment. */
#define PART 150

/* Taking an operation back: first all of it is looked at, then it is done part by part. */
typedef struct {
  CrmUndo *undo;
  gboolean looking;
  GPtrArray *questions; /* of all parts that were looked at */
  GError *question;     /* the first, in words */
  guint n_left;
} Undoing;

static void
undoing_free (gpointer data)
{
  Undoing *self = data;

  g_clear_pointer (&self->undo, crm_undo_free);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_clear_error (&self->question);
  g_free (self);
}

static gboolean
part_in_txn (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_undo_part (txn, ((Undoing *)data)->undo, PART, error);
}

static void run_part (GTask *task);

/* What is asked in the parts is asked together. */
static gboolean
keep_questions (Undoing *self, GError *error)
{
  if (!g_error_matches (error, CRM_ERROR, CRM_ERROR_CONFLICT) || self->undo->questions->len == 0)
    return FALSE;
  if (self->question == NULL)
    self->question = g_error_copy (error);
  while (self->undo->questions->len > 0)
    g_ptr_array_add (self->questions, g_ptr_array_steal_index (self->undo->questions, 0));

  return TRUE;
}

/* Everything is decided, or has to be asked: then nothing is done yet. */
static void
end_looking (GTask *task, Undoing *self)
{
  CrmUndo *undo = self->undo;

  undo->below = 0;
  undo->operation = undo->found;
  if (self->questions->len > 0) {
    g_ptr_array_unref (undo->questions);
    undo->questions = g_steal_pointer (&self->questions);
    g_task_return_error (task, g_steal_pointer (&self->question));
    return;
  }
  self->looking = FALSE;
  run_part (task);
}

static void
on_part_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Undoing *self = g_task_get_task_data (task);
  CrmUndo *undo = self->undo;
  g_autoptr (GError) error = NULL;

  if (!crm_office_run_finish (CRM_OFFICE (source), result, &error) &&
      !(self->looking && keep_questions (self, error))) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  undo->below = undo->next_below;
  if (self->looking) {
    undo->n_parts++;
    undo->n_records += undo->n_rows;
  } else {
    undo->n_done++;
    self->n_left += undo->n_left;
    undo->by = undo->next_by;
    undo->n_left = self->n_left;
  }
  if (undo->next_below > 0)
    run_part (task);
  else if (self->looking)
    end_looking (task, self);
  else
    g_task_return_boolean (task, TRUE);
}

static void
run_part (GTask *task)
{
  Undoing *self = g_task_get_task_data (task);

  crm_office_run_async (g_task_get_source_object (task),
                        self->looking ? CRM_TXN_READ : CRM_TXN_WRITE, NULL, part_in_txn, self, NULL,
                        g_task_get_cancellable (task), on_part_cb, g_object_ref (task));
}

void
crm_office_undo_async (CrmOffice *self,
                       CrmUndo *undo,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Undoing *undoing;

  g_return_if_fail (CRM_IS_OFFICE (self));
  g_return_if_fail (undo != NULL);

  undoing = g_new0 (Undoing, 1);
  undoing->undo = undo;
  undoing->looking = TRUE;
  undoing->questions = crm_undo_questions_new ();
  undo->below = 0;
  undo->by = 0;
  undo->n_parts = undo->n_done = undo->n_records = 0;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, crm_office_undo_async);
  g_task_set_task_data (task, undoing, undoing_free);
  /* What was done is told as done. */
  g_task_set_check_cancellable (task, FALSE);
  run_part (task);
}

gboolean
crm_office_undo_finish (CrmOffice *self, GAsyncResult *result, CrmUndo **undo, GError **error)
{
  Undoing *undoing;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  undoing = g_task_get_task_data (G_TASK (result));
  if (undo != NULL)
    *undo = g_steal_pointer (&undoing->undo);

  return g_task_propagate_boolean (G_TASK (result), error);
}
