/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "perf/perf-office.h"

/* Opening lists, and going anywhere in them. */

#define JUMPS 200

static guint ready;

static void
on_ready_cb (CrmRecordList *list)
{
  ready++;
}

static void
open_list (CrmOffice *office, const char *entity, const char *order)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity);
  g_autoptr (CrmRecordList) list = NULL;
  g_autoptr (CrmRow) first = NULL;
  g_autofree char *name = NULL;
  CrmTestTimes times;
  gint64 start = g_get_monotonic_time ();
  guint n, position = 0;

  if (g_str_equal (entity, "party"))
    crm_query_add_test (query, "is_client", CRM_TEST_EQUAL, "yes");
  crm_query_set_order (query, order);
  ready = 0;
  list = perf_list_new (office, query);
  g_signal_connect (list, "ready", G_CALLBACK (on_ready_cb), NULL);
  perf_list_wait (list, &ready, 0);
  first = perf_list_row (list, 0);
  name = g_strdup_printf ("%s by %s: first screen", entity, order);
  crm_test_figure (name, perf_ms_since (start), 20, "ms");
  while (!crm_record_list_is_complete (list))
    g_main_context_iteration (NULL, TRUE);
  n = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_free (name);
  name = g_strdup_printf ("%s by %s: all %u positions", entity, order, n);
  crm_test_figure (name, perf_ms_since (start), 500, "ms");

  crm_test_times_init (&times);
  for (guint i = 0; i < JUMPS; i++) {
    g_autoptr (CrmRow) row = NULL;

    position = (guint)(((guint64)position + 7919 * 37) % n);
    start = g_get_monotonic_time ();
    row = perf_list_row (list, position);
    crm_test_times_add (&times, perf_ms_since (start));
  }
  g_free (name);
  name = g_strdup_printf ("%s by %s: jump to a row, p95", entity, order);
  crm_test_figure (name, crm_test_times_at (&times, 95), 16, "ms");
  crm_test_times_clear (&times);
}

int
main (int argc, char **argv)
{
  g_autoptr (CrmOffice) office = NULL;
  gint64 start;

  g_test_init (&argc, &argv, NULL);
  g_free (perf_office_path ());
  start = g_get_monotonic_time ();
  office = perf_office_open ();
  crm_test_figure ("opening the office", perf_ms_since (start), 20, "ms");
  open_list (office, "party", "name");
  open_list (office, "party", "city,name");
  open_list (office, "party", "-last_touch");
  open_list (office, "deal", "-number");
  open_list (office, "deal", "-amount");
  open_list (office, "event", "-starts");
  open_list (office, "task", "due");
  crm_office_close (office, NULL);

  return 0;
}
