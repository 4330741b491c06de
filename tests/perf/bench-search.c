/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "perf/perf-office.h"

#include "base/crm-text.h"
#include "store/crm-store-private.h"
#include "store/sqlite/crm-sqlite.h"

/* Typing into the search of the clients' list: each further letter is a query of its own. And what
 * a search costs at a network, where each page that is read is a call. */

#define WORDS   200
#define LETTERS 8
#define COLD    40

static guint ready;

static void
on_ready_cb (CrmRecordList *list)
{
  ready++;
}

/* Words people would type: from all over the list, the second word of a name now and then. */
static GPtrArray *
pick_words (CrmRecordList *list)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));

  for (guint i = 0; i < WORDS; i++) {
    g_autoptr (CrmRow) row = perf_list_row (list, (guint)((guint64)n * i / WORDS));
    g_autofree char *fold = crm_text_fold (crm_value_get_text (crm_row_get_value (row, 0)));
    g_auto (GStrv) parts = perf_words (fold);
    guint take = i % 3 == 0 ? 1 : 0;

    for (guint k = 0; parts[k] != NULL; k++) {
      if (g_utf8_strlen (parts[k], -1) < 3 || take-- > 0)
        continue;
      g_ptr_array_add (words, g_strdup (parts[k]));
      break;
    }
  }

  return words;
}

static void
search (CrmRecordList *list, const char *text, CrmTestTimes *times)
{
  g_autoptr (CrmQuery) query = crm_query_copy (crm_record_list_get_query (list));
  g_autoptr (GError) error = NULL;
  guint before = ready;

  crm_query_set_words (query, text);
  crm_record_list_set_query (list, query, &error);
  g_assert_no_error (error);
  perf_list_wait (list, &ready, before);
  crm_test_times_add (times, crm_record_list_get_query_time (list));
}

static void
type_words (CrmRecordList *list, GPtrArray *words)
{
  CrmTestTimes times[LETTERS + 1];

  for (guint n = 1; n <= LETTERS; n++)
    crm_test_times_init (&times[n]);
  for (guint i = 0; i < words->len; i++) {
    const char *word = g_ptr_array_index (words, i);
    guint letters = (guint)g_utf8_strlen (word, -1);

    for (guint n = 1; n <= MIN (letters, LETTERS); n++) {
      g_autofree char *typed = g_utf8_substring (word, 0, n);

      search (list, typed, &times[n]);
    }
  }
  for (guint n = 1; n <= LETTERS; n++) {
    g_autofree char *name = g_strdup_printf ("search, %u letter%s, p95", n, n == 1 ? "" : "s");

    if (times[n].ms->len > 0)
      crm_test_figure (name, crm_test_times_at (&times[n], 95), n < 3 ? 10 : 3, "ms");
    crm_test_times_clear (&times[n]);
  }
}

static void
type_digits (CrmRecordList *list)
{
  CrmTestTimes times;

  crm_test_times_init (&times);
  for (guint i = 0; i < WORDS; i++) {
    g_autofree char *digits = g_strdup_printf ("%05u", i * 7919 % 100000);

    search (list, digits, &times);
  }
  crm_test_figure ("search, five digits of a phone, p95", crm_test_times_at (&times, 95), 3, "ms");
  crm_test_times_clear (&times);
}

/* --- At a network ------------------------------------------------------------------------------*/

/* While nobody reads. */
static int
count_pages (CrmStore *store)
{
  int pages = 0;
  int most = 0;

  g_assert_cmpint (
    sqlite3_db_status (store->reader.db->handle, SQLITE_DBSTATUS_CACHE_MISS, &pages, &most, FALSE),
    ==, SQLITE_OK);

  return pages;
}

static gboolean
touch_func (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "event");

  crm_record_set_text (record, "kind", "call");
  crm_record_set_text (record, "subject", "Spoke");

  return crm_txn_save (txn, record, error);
}

/* A colleague has just saved: nothing that was read before counts any more, and each page is a call
 * to the file server. */
static void
search_cold (CrmOffice *office, CrmRecordList *list, GPtrArray *words)
{
  g_autoptr (CrmOffice) colleague = perf_office_open_at (crm_office_get_path (office));
  CrmStore *store = crm_office_get_store (office);
  CrmTestTimes hits, rows, times;

  crm_test_times_init (&hits);
  crm_test_times_init (&rows);
  crm_test_times_init (&times);
  for (guint i = 0; i < COLD; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CrmRow) row = NULL;
    int before;

    crm_office_run (colleague, CRM_TXN_WRITE, NULL, touch_func, NULL, &error);
    g_assert_no_error (error);
    before = count_pages (store);
    search (list, g_ptr_array_index (words, i * words->len / COLD), &times);
    crm_test_times_add (&hits, count_pages (store) - before);
    row = perf_list_row (list, 0);
    crm_test_times_add (&rows, count_pages (store) - before);
  }
  crm_test_figure ("a cold search, pages read, p50", crm_test_times_at (&hits, 50), 200, "");
  crm_test_figure ("a cold search, pages read, p95", crm_test_times_at (&hits, 95), 200, "");
  crm_test_figure ("  with the rows that are shown, p95", crm_test_times_at (&rows, 95), 400, "");
  crm_test_times_clear (&hits);
  crm_test_times_clear (&rows);
  crm_test_times_clear (&times);
  crm_office_close (colleague, NULL);
}

int
main (int argc, char **argv)
{
  g_autofree char *path = NULL;
  g_autofree char *copy = NULL;
  g_autoptr (CrmOffice) office = NULL;
  g_autoptr (CrmQuery) query = crm_query_new ("party");
  g_autoptr (CrmRecordList) list = NULL;
  g_autoptr (GPtrArray) words = NULL;

  g_test_init (&argc, &argv, NULL);
  path = perf_office_path ();
  copy = crm_test_copy (path, "search.kontor");
  office = perf_office_open_at (copy);
  crm_query_add_test (query, "is_client", CRM_TEST_EQUAL, "yes");
  crm_query_set_order (query, "name");
  list = perf_list_new (office, query);
  g_signal_connect (list, "ready", G_CALLBACK (on_ready_cb), NULL);
  while (!crm_record_list_is_complete (list))
    g_main_context_iteration (NULL, TRUE);
  g_print ("%u clients\n", g_list_model_get_n_items (G_LIST_MODEL (list)));
  words = pick_words (list);
  type_words (list, words);
  type_digits (list);
  search_cold (office, list, words);
  g_clear_object (&list);
  crm_office_close (office, NULL);

  return 0;
}
