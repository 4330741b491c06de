/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-trash.h"

#include <glib/gi18n-lib.h>

static void
on_put_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmDesk *desk = g_task_get_source_object (task);
  GArray *ids = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!crm_office_delete_finish (CRM_OFFICE (office), result, &error)) {
    crm_desk_report (desk, error);
    return;
  }
  text = g_strdup_printf (
    ngettext ("%u record is in the trash", "%u records are in the trash", ids->len), ids->len);
  crm_desk_say_with (desk, text, _ ("Undo"), "win.undo");
}

static void
on_restored_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmDesk *desk = g_task_get_source_object (task);
  GArray *ids = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!crm_office_restore_finish (CRM_OFFICE (office), result, &error)) {
    crm_desk_report (desk, error);
    return;
  }
  text = g_strdup_printf (
    ngettext ("%u record is back from the trash", "%u records are back from the trash", ids->len),
    ids->len);
  crm_desk_say_with (desk, text, _ ("Undo"), "win.undo");
}

static GTask *
new_task (CrmDesk *desk, GArray *ids)
{
  GTask *task = g_task_new (desk, NULL, NULL, NULL);

  g_task_set_task_data (task, ids, (GDestroyNotify)g_array_unref);

  return task;
}

void
crm_trash_put (CrmDesk *desk, const char *entity, GArray *ids)
{
  g_return_if_fail (CRM_IS_DESK (desk));
  g_return_if_fail (entity != NULL && ids != NULL);

  crm_office_delete_async (crm_desk_get_office (desk), entity, ids, NULL, on_put_cb,
                           new_task (desk, ids));
}

void
crm_trash_restore (CrmDesk *desk, const char *entity, GArray *ids)
{
  g_return_if_fail (CRM_IS_DESK (desk));
  g_return_if_fail (entity != NULL && ids != NULL);

  crm_office_restore_async (crm_desk_get_office (desk), entity, ids, NULL, on_restored_cb,
                            new_task (desk, ids));
}
