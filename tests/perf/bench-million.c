/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "perf/perf-office.h"

#include "base/crm-text.h"

/* A million clients: the palette's search over everything, a list's first rows, its typed search
 * and its orders. */

#define WORDS   120
#define LETTERS 8

static guint ready;

static void
on_ready_cb (CrmRecordList *list)
{
  ready++;
}

/* --- The palette ------------------------------------------------------------------------------ */

typedef struct {
  const char *words;
  guint n;
  double ms;
} Asked;

static gboolean
ask (CrmTxn *txn, gpointer data, GError **error)
{
  Asked *asked = data;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GPtrArray) hits = crm_txn_search (txn, NULL, asked->words, 20, error);

  asked->ms = perf_ms_since (start);
  asked->n = hits != NULL ? hits->len : 0;

  return hits != NULL;
}

static void
search_everything (CrmOffice *office)
{
  CrmTestTimes times;
  double worst = 0;

  crm_test_times_init (&times);
  for (guint i = 0; i < WORDS; i++) {
    g_autofree char *name = perf_million_name (i * 7919);
    g_autofree char *digits = g_strdup_printf ("%05u", i * 7919 % 100000);
    g_auto (GStrv) parts = perf_words (name);
    const char *word = parts[1];
    guint letters = (guint)g_utf8_strlen (word, -1);

    for (guint k = 1; k <= MIN (letters, LETTERS) + 1; k++) {
      g_autofree char *typed = k <= letters ? g_utf8_substring (word, 0, k) : g_strdup (digits);
      Asked asked = { .words = typed };
      g_autoptr (GError) error = NULL;

      crm_office_run (office, CRM_TXN_READ, NULL, ask, &asked, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (asked.n, >, 0);
      crm_test_times_add (&times, asked.ms);
      if (asked.ms > worst)
        g_print ("# %s: %.1f ms\n", typed, asked.ms);
      worst = MAX (worst, asked.ms);
    }
  }
  crm_test_figure ("palette over a million, p50", crm_test_times_at (&times, 50), 5, "ms");
  crm_test_figure ("palette over a million, p95", crm_test_times_at (&times, 95), 10, "ms");
  crm_test_figure ("palette over a million, worst", worst, 50, "ms");
  crm_test_times_clear (&times);
}

/* --- A list ----------------------------------------------------------------------------------- */

static void
ask_list (CrmRecordList *list, const char *words, const char *order)
{
  g_autoptr (CrmQuery) query = crm_query_copy (crm_record_list_get_query (list));
  g_autoptr (GError) error = NULL;
  guint before = ready;

  crm_query_set_words (query, words);
  if (order != NULL)
    crm_query_set_order (query, order);
  crm_record_list_set_query (list, query, &error);
  g_assert_no_error (error);
  perf_list_wait (list, &ready, before);
}

static void
type_into (CrmRecordList *list)
{
  CrmTestTimes times;
  double worst = 0;

  crm_test_times_init (&times);
  for (guint i = 0; i < WORDS; i++) {
    g_autofree char *name = perf_million_name (i * 104729);
    g_auto (GStrv) parts = perf_words (name);
    const char *word = parts[1];
    guint letters = (guint)g_utf8_strlen (word, -1);

    for (guint k = 1; k <= MIN (letters, LETTERS); k++) {
      g_autofree char *typed = g_utf8_substring (word, 0, k);

      ask_list (list, typed, NULL);
      crm_test_times_add (&times, crm_record_list_get_query_time (list));
      worst = MAX (worst, crm_record_list_get_query_time (list));
    }
  }
  crm_test_figure ("a million: typed search, p95", crm_test_times_at (&times, 95), 60, "ms");
  crm_test_figure ("a million: typed search, worst", worst, 250, "ms");
  crm_test_times_clear (&times);
}

static void
sort_list (CrmRecordList *list)
{
  static const char *const orders[] = { "-name", "city", "-last_touch", "-created_at", "name" };

  ask_list (list, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++) {
    g_autofree char *figure = g_strdup_printf ("a million: sort by %s, first rows", orders[i]);
    g_autofree char *all = g_strdup_printf ("a million: sort by %s, all positions", orders[i]);
    gint64 start = g_get_monotonic_time ();
    g_autoptr (CrmRow) row = NULL;

    ask_list (list, NULL, orders[i]);
    row = perf_list_row (list, 0);
    crm_test_figure (figure, perf_ms_since (start), 200, "ms");
    while (!crm_record_list_is_complete (list))
      g_main_context_iteration (NULL, TRUE);
    crm_test_figure (all, perf_ms_since (start), 3000, "ms");
  }
}

static void
show_list (CrmOffice *office)
{
  g_autoptr (CrmQuery) query = crm_query_new ("party");
  g_autoptr (CrmRecordList) list = NULL;
  g_autoptr (CrmRow) first = NULL;
  gint64 start = g_get_monotonic_time ();

  crm_query_add_test (query, "is_client", CRM_TEST_EQUAL, "yes");
  crm_query_set_order (query, "name");
  ready = 0;
  list = perf_list_new (office, query);
  g_signal_connect (list, "ready", G_CALLBACK (on_ready_cb), NULL);
  perf_list_wait (list, &ready, 0);
  first = perf_list_row (list, 0);
  crm_test_figure ("a million: first rows", perf_ms_since (start), 800, "ms");
  while (!crm_record_list_is_complete (list))
    g_main_context_iteration (NULL, TRUE);
  crm_test_figure ("a million: all positions", perf_ms_since (start), 3000, "ms");
  type_into (list);
  sort_list (list);
}

int
main (int argc, char **argv)
{
  g_autofree char *path = NULL;
  g_autoptr (CrmClock) clock = crm_clock_new ();
  g_autoptr (CrmOffice) office = NULL;
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  path = perf_million_path ();
  office = crm_office_open (path, clock, &error);
  g_assert_no_error (error);
  search_everything (office);
  show_list (office);
  crm_office_close (office, NULL);

  return 0;
}
