/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/crm-office-place.h"

#include <glib/gi18n-lib.h>

/* --- For one computer, or for several --------------------------------------------------------- */

static void
set_main (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (crm_store_set_this_computer (crm_office_get_store (source), GPOINTER_TO_INT (data), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
crm_office_set_this_computer_async (CrmOffice *self,
                                    gboolean one,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (CRM_IS_OFFICE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, crm_office_set_this_computer_async);
  g_task_set_task_data (task, GINT_TO_POINTER (one), NULL);
  g_task_run_in_thread (task, set_main);
}

gboolean
crm_office_set_this_computer_finish (CrmOffice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (CRM_IS_OFFICE (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

const char *
crm_office_describe_keeping (CrmOffice *self)
{
  g_return_val_if_fail (CRM_IS_OFFICE (self), NULL);

  return crm_store_is_this_computer (crm_office_get_store (self))
           ? _ ("Only this computer uses the office.")
           : _ ("Several computers may use the office.");
}

/* --- Asking what a folder is -------------------------------------------------------------------
 */

static void
probe_main (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, crm_place_probe (data), (GDestroyNotify)crm_place_free);
}

void
crm_office_probe_place_async (const char *path,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (path != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, crm_office_probe_place_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, probe_main);
}

CrmPlace *
crm_office_probe_place_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
