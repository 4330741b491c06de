/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-list-private.h"

typedef struct {
  char *sql;
  GArray *numbers;
  GArray *ids;
} Ids;

static void
ids_free (gpointer data)
{
  Ids *ids = data;

  g_free (ids->sql);
  g_array_unref (ids->numbers);
  g_clear_pointer (&ids->ids, g_array_unref);
  g_free (ids);
}

static gboolean
ids_func (CrmTxn *txn, gpointer data, GError **error)
{
  Ids *ids = data;

  g_clear_pointer (&ids->ids, g_array_unref);
  ids->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < ids->numbers->len; i++) {
    CrmStatement *statement = crm_db_prepare (txn->db, ids->sql, error);
    gboolean row;
    gint64 id;

    if (statement == NULL)
      return FALSE;
    crm_statement_bind_int (statement, 1, g_array_index (ids->numbers, guint32, i));
    if (!crm_statement_step (statement, &row, error))
      return FALSE;
    if (!row)
      continue;
    id = crm_statement_get_int (statement, 0);
    g_array_append_val (ids->ids, id);
    crm_statement_reset (statement);
  }
  return TRUE;
}

static void
ids_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Ids *ids = g_task_get_task_data (task);
  GError *error = NULL;

  if (crm_store_run_finish (CRM_STORE (object), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&ids->ids), (GDestroyNotify)g_array_unref);
  else
    g_task_return_error (task, error);
}

void
crm_record_list_get_ids_async (CrmRecordList *self,
                               const guint32 *numbers,
                               gsize n,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Ids *ids = g_new0 (Ids, 1);

  g_task_set_source_tag (task, crm_record_list_get_ids_async);
  ids->sql = g_strdup_printf ("SELECT id FROM \"%s\" WHERE n = $1", self->entity->name);
  ids->numbers = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n);
  g_array_append_vals (ids->numbers, numbers, n);
  g_task_set_task_data (task, ids, ids_free);
  crm_store_run_async (self->store, CRM_TXN_READ, NULL, ids_func, ids, NULL, cancellable, ids_cb,
                       task);
}

GArray *
crm_record_list_get_ids_finish (CrmRecordList *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
