/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "perf/perf-office.h"

#include <glib/gstdio.h>
#include <stdlib.h>

guint
perf_clients (void)
{
  const char *n = g_getenv ("KONTOR_PERF_CLIENTS");

  return n != NULL ? (guint)atoi (n) : 100000;
}

static char *
path_of_office (void)
{
  g_autofree char *name = g_strdup_printf ("perf-%u.kontor", perf_clients ());

  return g_test_build_filename (G_TEST_BUILT, name, NULL);
}

double
perf_make_office (void)
{
  g_autofree char *path = path_of_office ();
  g_autofree char *clients = g_strdup_printf ("%u", perf_clients ());
  const char *args[] = { "demo", path, "--clients", clients, "--language", "en", NULL };
  g_autoptr (CrmTestRun) run = NULL;
  gint64 start;
  double seconds;

  g_unlink (path);
  start = g_get_monotonic_time ();
  run = crm_test_runv (args, NULL);
  seconds = perf_ms_since (start) / 1000;
  if (run->status != 0)
    g_error ("No demo office: %s", run->err);

  return seconds;
}

char *
perf_office_path (void)
{
  g_autofree char *path = path_of_office ();
  GStatBuf office, program;

  g_assert_cmpint (g_stat (g_getenv ("KONTOR_BIN"), &program), ==, 0);
  if (g_stat (path, &office) != 0 || office.st_mtime < program.st_mtime)
    perf_make_office ();

  return g_steal_pointer (&path);
}

CrmOffice *
perf_office_open (void)
{
  g_autofree char *path = perf_office_path ();

  return perf_office_open_at (path);
}

CrmOffice *
perf_office_open_at (const char *path)
{
  g_autoptr (CrmClock) clock = crm_clock_new ();
  g_autoptr (GError) error = NULL;
  CrmOffice *office = crm_office_open (path, clock, &error);

  g_assert_no_error (error);

  return office;
}

CrmRecordList *
perf_list_new (CrmOffice *office, CrmQuery *query)
{
  g_autoptr (CrmSchema) schema = crm_office_get_schema (office);
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  const CrmEntity *entity = crm_schema_get (schema, query->entity, &error);
  CrmRecordList *list;

  g_assert_no_error (error);
  for (guint i = 0; i < crm_entity_n_fields (entity); i++)
    if (entity->fields[i].flags & CRM_FIELD_IN_LIST)
      g_ptr_array_add (columns, (gpointer)entity->fields[i].name);
  g_ptr_array_add (columns, NULL);
  list = crm_office_list (office, query, (const char *const *)columns->pdata, &error);
  g_assert_no_error (error);

  return list;
}

void
perf_list_wait (CrmRecordList *list, guint *ready, guint before)
{
  while (*ready <= before)
    g_main_context_iteration (NULL, TRUE);
}

CrmRow *
perf_list_row (CrmRecordList *list, guint position)
{
  CrmRow *row = g_list_model_get_item (G_LIST_MODEL (list), position);

  g_assert_nonnull (row);
  while (!crm_row_is_loaded (row))
    g_main_context_iteration (NULL, TRUE);

  return row;
}

double
perf_ms_since (gint64 start)
{
  return (double)(g_get_monotonic_time () - start) / 1000;
}
