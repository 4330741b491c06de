/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/shell/crm-opening.h"

#include "office/demo/crm-demo.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

typedef struct {
  char *path;
  gboolean create;
  gboolean demo;
  CrmOfficeSetup setup;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_free ((char *)opening->setup.country);
  g_free ((char *)opening->setup.company);
  g_free ((char *)opening->setup.legal_name);
  g_free ((char *)opening->setup.tax_id);
  g_free ((char *)opening->setup.currency);
  g_free ((char *)opening->setup.person);
  g_free (opening->path);
  g_free (opening);
}

static gboolean
go_on (guint done, guint total, gpointer data)
{
  return !g_cancellable_is_cancelled (data);
}

static gboolean
make_demo (Opening *opening, GCancellable *cancellable, GError **error)
{
  CrmDemoOptions options = { .clients = CRM_DEMO_CLIENTS, .seed = 1 };
  g_autofree char *folder = g_path_get_dirname (opening->path);

  options.language = crm_lang_of_person ();
  if (g_file_test (opening->path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (g_mkdir_with_parents (folder, 0700) != 0) {
    int code = errno;

    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code),
                 _ ("The folder “%s” could not be made: %s"), folder, g_strerror (code));
    return FALSE;
  }

  return crm_demo_create (opening->path, &options, go_on, cancellable, error);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Opening *opening = data;
  g_autoptr (CrmClock) clock = crm_clock_new ();
  GError *error = NULL;
  CrmOffice *office = NULL;

  if (opening->create)
    office = crm_office_create (opening->path, &opening->setup, CRM_STORE_CREATE, clock, &error);
  else if (!opening->demo || make_demo (opening, cancellable, &error))
    office = crm_office_open (opening->path, clock, &error);
  if (office != NULL)
    g_task_return_pointer (task, office, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
start (Opening *opening,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, opening, opening_free);
  g_task_run_in_thread (task, run);
}

void
crm_opening_open_async (const char *path,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  Opening *opening;

  g_return_if_fail (path != NULL);

  opening = g_new0 (Opening, 1);
  opening->path = g_strdup (path);
  start (opening, cancellable, callback, user_data);
}

void
crm_opening_create_async (const char *path,
                          const CrmOfficeSetup *setup,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Opening *opening;

  g_return_if_fail (path != NULL);
  g_return_if_fail (setup != NULL);

  opening = g_new0 (Opening, 1);
  opening->path = g_strdup (path);
  opening->create = TRUE;
  opening->setup = *setup;
  opening->setup.country = g_strdup (setup->country);
  opening->setup.company = g_strdup (setup->company);
  opening->setup.legal_name = g_strdup (setup->legal_name);
  opening->setup.tax_id = g_strdup (setup->tax_id);
  opening->setup.currency = g_strdup (setup->currency);
  opening->setup.person = g_strdup (setup->person);
  start (opening, cancellable, callback, user_data);
}

void
crm_opening_demo_async (const char *path,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  Opening *opening;

  g_return_if_fail (path != NULL);

  opening = g_new0 (Opening, 1);
  opening->path = g_strdup (path);
  opening->demo = TRUE;
  start (opening, cancellable, callback, user_data);
}

CrmOffice *
crm_opening_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

char *
crm_opening_demo_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "kontor", "demo.kontor", NULL);
}
