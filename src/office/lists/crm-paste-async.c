/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/lists/crm-paste.h"

typedef struct {
  CrmSchema *schema; /* keeps the entity */
  const CrmEntity *entity;
  GStrv columns;
  GArray *ids;
  GPtrArray *table;
  CrmPastePlan *plan;
} Planning;

static void
planning_free (gpointer data)
{
  Planning *planning = data;

  crm_schema_unref (planning->schema);
  g_strfreev (planning->columns);
  g_array_unref (planning->ids);
  g_ptr_array_unref (planning->table);
  g_clear_pointer (&planning->plan, crm_paste_plan_free);
  g_free (planning);
}

/* On the store's thread. */
static gboolean
plan (CrmTxn *txn, gpointer data, GError **error)
{
  Planning *planning = data;

  g_clear_pointer (&planning->plan, crm_paste_plan_free);
  planning->plan = crm_paste_plan (txn, planning->entity, (const char *const *)planning->columns,
                                   planning->ids, planning->table, error);

  return planning->plan != NULL;
}

static void
on_planned_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Planning *planning = g_task_get_task_data (task);
  GError *error = NULL;

  if (crm_office_run_finish (CRM_OFFICE (office), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&planning->plan),
                           (GDestroyNotify)crm_paste_plan_free);
  else
    g_task_return_error (task, error);
}

void
crm_office_paste_plan_async (CrmOffice *office,
                             const CrmEntity *entity,
                             const char *const *columns,
                             GArray *ids,
                             GPtrArray *table,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task;
  Planning *planning;

  g_return_if_fail (CRM_IS_OFFICE (office));
  g_return_if_fail (entity != NULL && columns != NULL && ids != NULL && table != NULL);

  task = g_task_new (office, cancellable, callback, user_data);
  planning = g_new0 (Planning, 1);
  planning->schema = crm_schema_ref (crm_entity_get_schema (entity));
  planning->entity = entity;
  planning->columns = g_strdupv ((char **)columns);
  planning->ids = g_array_copy (ids);
  planning->table = g_ptr_array_ref (table);
  g_task_set_source_tag (task, crm_office_paste_plan_async);
  g_task_set_task_data (task, planning, planning_free);
  crm_office_run_async (office, CRM_TXN_READ, NULL, plan, planning, NULL, cancellable,
                        on_planned_cb, task);
}

CrmPastePlan *
crm_office_paste_plan_finish (CrmOffice *office, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, office), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
