/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-list-private.h"

/* Rows in one read: see SLICE of crm-list-reader.c. */
#define PIECE 2000

typedef struct {
  char *entity;
  CrmColumns *columns;
  GArray *positions; /* of guint */
  GArray *numbers;   /* of guint32 */
  guint done;
  GPtrArray *rows; /* of CrmRow */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_free (reading->entity);
  crm_columns_unref (reading->columns);
  g_array_unref (reading->positions);
  g_array_unref (reading->numbers);
  g_clear_pointer (&reading->rows, g_ptr_array_unref);
  g_free (reading);
}

/* On the store's thread. A row that is gone meanwhile is left out. */
static gboolean
read_piece (CrmTxn *txn, gpointer data, GError **error)
{
  Reading *reading = data;
  guint n = MIN (reading->numbers->len - reading->done, PIECE);
  const guint32 *numbers = (const guint32 *)(gpointer)reading->numbers->data + reading->done;
  g_autoptr (GPtrArray) found =
               crm_rows_fetch (txn, reading->entity, reading->columns, numbers, n, error);
  guint at = 0;

  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < n && at < found->len; i++) {
    CrmRowData *values = found->pdata[at];
    CrmRow *row;

    if (values->n != numbers[i])
      continue;
    row = crm_row_new (g_array_index (reading->positions, guint, reading->done + i));
    crm_row_show (row, reading->columns, values);
    g_ptr_array_add (reading->rows, row);
    at++;
  }
  reading->done += n;
  if (reading->done < reading->numbers->len)
    _crm_txn_run_again (txn);
  return TRUE;
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;

  if (crm_store_run_finish (CRM_STORE (object), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&reading->rows),
                           (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
crm_record_list_read_async (CrmRecordList *self,
                            guint first,
                            guint n,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  g_task_set_source_tag (task, crm_record_list_read_async);
  first = MIN (first, self->n_positions);
  n = MIN (n, self->n_positions - first);
  reading->entity = g_strdup (self->entity->name);
  reading->columns = crm_columns_ref (self->columns);
  reading->positions = g_array_sized_new (FALSE, FALSE, sizeof (guint), n);
  reading->numbers = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n);
  for (guint position = first; position < first + n; position++) {
    int record = _crm_list_record_at (self, position);
    guint32 number;

    /* Headings are no records. */
    if (record < 0)
      continue;
    number = _crm_list_number_at (self, (guint)record);
    g_array_append_val (reading->positions, position);
    g_array_append_val (reading->numbers, number);
  }
  reading->rows = g_ptr_array_new_full (n, g_object_unref);
  g_task_set_task_data (task, reading, reading_free);
  crm_store_run_async (self->store, CRM_TXN_READ, NULL, read_piece, reading, NULL, cancellable,
                       read_cb, task);
}

GPtrArray *
crm_record_list_read_finish (CrmRecordList *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
