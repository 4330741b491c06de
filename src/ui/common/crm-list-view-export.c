/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-file-chooser.h"
#include "ui/common/crm-list-view-private.h"

#include "office/lists/crm-export.h"

#include <glib/gi18n-lib.h>

/* What is listed, as a spreadsheet: the columns as they stand, filtered and sorted as it is. */

static void
on_exported_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmDesk *desk = g_task_get_source_object (task);
  GFile *file = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  int n = crm_office_export_finish (CRM_OFFICE (office), result, &error);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (n < 0) {
    crm_desk_report (desk, error);
    return;
  }
  name = g_file_get_basename (file);
  text = g_strdup_printf (ngettext ("%d row written to %s", "%d rows written to %s", (gulong)n), n,
                          name);
  crm_desk_say (desk, text);
}

void
crm_list_view_export_to (CrmListView *self, GFile *file)
{
  g_autofree char *name = NULL;
  GTask *task;

  g_return_if_fail (CRM_IS_LIST_VIEW (self));
  g_return_if_fail (G_IS_FILE (file));

  if (self->list == NULL)
    return;
  name = g_file_get_basename (file);
  task = g_task_new (self->desk, NULL, NULL, NULL);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  crm_office_export_async (crm_desk_get_office (self->desk), crm_record_list_get_query (self->list),
                           (const char *const *)self->paths, _ (self->entity->label_many), file,
                           crm_export_format_of (name), NULL, on_exported_cb, task);
}

static void
on_file_chosen_cb (GFile *file, gpointer data)
{
  crm_list_view_export_to (data, file);
}

void
_crm_list_view_export (CrmListView *self, const char *ending)
{
  g_autofree char *name = g_strdup_printf ("%s.%s", _ (self->entity->label_many), ending);

  crm_choose_file (GTK_WIDGET (self), _ ("Export the list"), CRM_FILES_ANY, TRUE, name,
                   on_file_chosen_cb, self);
}
