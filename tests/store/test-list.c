/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample-list.h"

static const char *const columns[] = { "name", "rating", "responsible", NULL };

static void
test_orders (void)
{
  static const struct {
    const char *order;
    const char *cells;
  } cases[] = {
    { "name", "Alfa,Beta,Delta,Gamma" },         { "-name", "Gamma,Delta,Beta,Alfa" },
    { "rating", "Beta,Alfa,Gamma,Delta" },       { "-rating", "Delta,Gamma,Alfa,Beta" },
    { "-rating,name", "Delta,Gamma,Alfa,Beta" }, { "-responsible,name", "Alfa,Beta,Delta,Gamma" },
  };
  CrmStore *store = sample_few ();
  CrmRecordList *list = sample_list (store, "party", NULL, columns);

  sample_list_wait (list);
  sample_assert_cells (list, "Alfa,Beta,Delta,Gamma");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    sample_ask (list, cases[i].order, NULL, NULL);
    sample_assert_cells (list, cases[i].cells);
  }
  g_assert_finalize_object (list);
  sample_close (store);
}

static void
test_words (void)
{
  CrmStore *store = sample_few ();
  CrmRecordList *list = sample_list (store, "party", NULL, columns);

  sample_list_wait (list);
  sample_ask (list, NULL, "ta", NULL);
  sample_assert_cells (list, "");
  sample_ask (list, NULL, "eta", NULL);
  sample_assert_cells (list, "Beta");
  sample_ask (list, "-name", "lta", NULL);
  sample_assert_cells (list, "Delta");
  sample_ask (list, "-name", NULL, NULL);
  sample_assert_cells (list, "Gamma,Delta,Beta,Alfa");
  sample_ask (list, NULL, "alfa", "rating = 1");
  sample_assert_cells (list, "Alfa");
  sample_ask (list, NULL, "alfa", "rating = 3");
  sample_assert_cells (list, "");
  sample_ask (list, NULL, NULL, "rating = 3");
  sample_assert_cells (list, "Delta,Gamma");
  g_assert_finalize_object (list);
  sample_close (store);
}

static void
test_cells (void)
{
  CrmStore *store = sample_few ();
  CrmRecordList *list = sample_list (store, "party", NULL, columns);
  g_autofree char *rating = NULL;
  g_autofree char *who = NULL;
  g_autoptr (CrmRow) row = NULL;
  g_autoptr (CrmRow) same = NULL;

  sample_list_wait (list);
  rating = sample_cell (list, 0, 1);
  who = sample_cell (list, 0, 2);
  g_assert_cmpstr (rating, ==, "1");
  g_assert_cmpstr (who, ==, "Ana");
  row = g_list_model_get_item (G_LIST_MODEL (list), 0);
  same = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_true (row == same);
  g_assert_cmpint (crm_row_get_n (row), ==, crm_record_list_get_n (list, 0));
  g_assert_cmpint (crm_record_list_find (list, crm_row_get_n (row)), ==, 0);
  g_assert_cmpint (crm_record_list_find (list, 77), ==, -1);
  g_assert_null (crm_row_get_value (row, 9));
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 4));
  g_clear_object (&row);
  g_clear_object (&same);
  g_assert_finalize_object (list);
  sample_close (store);
}

static void
test_limit (void)
{
  CrmStore *store = sample_few ();
  CrmRecordList *list = sample_list (store, "party", NULL, columns);
  g_autoptr (CrmQuery) query = crm_query_new ("party");

  crm_record_list_set_limit (list, 2);
  sample_list_wait (list);
  sample_assert_cells (list, "Alfa,Beta");
  crm_record_list_set_limit (list, 0);
  sample_assert_cells (list, "Alfa,Beta,Delta,Gamma");
  query->limit = 3;
  g_assert_true (crm_record_list_set_query (list, query, NULL));
  sample_list_wait (list);
  sample_assert_cells (list, "Alfa,Beta,Delta");
  g_assert_finalize_object (list);
  sample_close (store);
}

static void
test_refused (void)
{
  CrmStore *store = sample_few ();
  CrmRecordList *list = sample_list (store, "party", NULL, columns);
  g_autoptr (CrmQuery) query = crm_query_new ("party");
  g_autoptr (GError) error = NULL;
  static const char *const wrong[] = { "nothing", NULL };

  crm_query_set_order (query, "nothing");
  g_assert_false (crm_record_list_set_query (list, query, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (crm_record_list_set_columns (list, wrong, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (crm_record_list_new (store, query, wrong, &error));
  g_assert_nonnull (error);
  sample_list_wait (list);
  sample_assert_cells (list, "Alfa,Beta,Delta,Gamma");
  g_assert_finalize_object (list);
  sample_close (store);
}

static void
on_row_changed_cb (CrmRow *row, guint *count)
{
  ++*count;
}

static void
wait_cells (CrmRecordList *list, const char *text)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (TRUE) {
    g_autofree char *are = sample_cells (list);

    if (g_str_equal (are, text))
      return;
    g_assert_cmpint (g_get_monotonic_time (), <, end);
    g_main_context_iteration (NULL, FALSE);
  }
}

static void
test_follows (void)
{
  CrmStore *store = sample_few ();
  CrmRecordList *list = sample_list (store, "party", NULL, columns);
  g_autoptr (CrmRow) row = NULL;
  guint changed = 0;
  gint64 id;

  sample_list_wait (list);
  row = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_signal_connect (row, "changed", G_CALLBACK (on_row_changed_cb), &changed);
  id = sample_add (store, "party", "name", "Aaron", NULL);
  wait_cells (list, "Aaron,Alfa,Beta,Delta,Gamma");
  g_assert_cmpuint (changed, >, 0);
  sample_edit (store, "party", id, "name", "Zeta", NULL);
  wait_cells (list, "Alfa,Beta,Delta,Gamma,Zeta");
  sample_delete (store, "party", id);
  wait_cells (list, "Alfa,Beta,Delta,Gamma");
  g_clear_object (&row);
  g_assert_finalize_object (list);
  sample_close (store);
}

/* --- Many --------------------------------------------------------------------------------------*/

#define MANY 10501

static gboolean
many_func (CrmTxn *txn, gpointer data, GError **error)
{
  for (guint i = 0; i < MANY; i++) {
    g_autoptr (CrmRecord) record = crm_txn_new (txn, "party");
    g_autofree char *name = g_strdup_printf ("Party %05u", i);

    crm_record_set_text (record, "name", name);
    crm_record_set_text (record, "city", "Same");
    if (i % 2 == 0)
      crm_record_set_int (record, "rating", i % 4);
    if (!crm_txn_save (txn, record, error))
      return FALSE;
  }

  return TRUE;
}

static CrmStore *
many (void)
{
  g_autofree char *path = sample_path ();
  CrmStore *store = sample_open (path, CRM_STORE_CREATE | CRM_STORE_BULK);

  sample_do (store, many_func, NULL);
  sample_close (store);

  return sample_open (path, 0);
}

/* In each order every record comes once, pieces or not. */
static void
test_pieces (void)
{
  static const char *const orders[] = {
    "city",  "-city",  "rating", "-rating",     "name",
    "-name", "-deals", "kind",   "responsible", "-rating,-name"
  };
  CrmStore *store = many ();
  CrmRecordList *list = sample_list (store, "party", "-name", columns);

  sample_list_wait (list);
  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++) {
    g_autofree guint8 *seen = g_malloc0 (MANY + 1);
    g_autoptr (CrmQuery) query = crm_query_new ("party");
    g_autofree char *first = NULL;
    g_autofree char *titles = NULL;

    sample_ask (list, orders[i], NULL, NULL);
    g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, MANY);
    for (guint k = 0; k < MANY; k++) {
      gint64 n = crm_record_list_get_n (list, k);

      g_assert_cmpint (n, >=, 1);
      g_assert_cmpint (n, <=, MANY);
      g_assert_cmpuint (seen[n]++, ==, 0);
    }
    crm_query_set_order (query, orders[i]);
    query->limit = 1;
    titles = sample_titles (store, query);
    first = sample_cell (list, 0, 0);
    g_assert_cmpstr (first, ==, titles);
  }
  g_assert_finalize_object (list);
  sample_close (store);
}

/* The index that has the order is walked past what does not meet the conditions, if not for long;
 * what few meet is found without it. Either way all that meet them come, and in order. */
static void
assert_walked (CrmRecordList *list, const char *order, const char *where, guint n)
{
  gint64 before = order[0] == '-' ? G_MAXINT64 : 0;

  sample_ask (list, order, NULL, where);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, n);
  /* All have one city, so that numbers decide. */
  for (guint k = 0; k < n; k++) {
    gint64 number = crm_record_list_get_n (list, k);

    if (order[0] == '-')
      g_assert_cmpint (number, <, before);
    else
      g_assert_cmpint (number, >, before);
    before = number;
  }
}

static void
test_walks (void)
{
  CrmStore *store = many ();
  CrmRecordList *list = sample_list (store, "party", "-name", columns);

  sample_list_wait (list);
  assert_walked (list, "city", "name ~ party", MANY);
  assert_walked (list, "-city", "name ~ party", MANY);
  assert_walked (list, "city", "rating = 2", MANY / 4);
  assert_walked (list, "-city", "name ~ 0042", 12);
  assert_walked (list, "city", "name ~ nobody", 0);
  g_assert_finalize_object (list);
  sample_close (store);
}

/* A list of many costs what is looked at. */
static void
test_costs (void)
{
  CrmStore *store = many ();
  CrmStoreCounters before, after;
  CrmRecordList *list;
  guint64 misses, pages;
  g_autofree char *last = NULL;

  crm_store_get_counters (store, &before);
  list = sample_list (store, "party", NULL, columns);
  crm_record_list_set_limit (list, 50);
  while (g_list_model_get_n_items (G_LIST_MODEL (list)) == 0)
    g_main_context_iteration (NULL, TRUE);
  crm_store_get_counters (store, &after);
  /* 64 numbers and their rows; and, as far as the reader is by now, numbers of the rest, but no
   * rows.
   */
  g_assert_cmpuint (after.rows - before.rows, <=, 3 * 64 + MANY + 1);
  sample_list_wait (list);
  crm_record_list_set_limit (list, 0);
  crm_store_get_counters (store, &before);
  last = sample_cell (list, MANY - 1, 0);
  crm_store_get_counters (store, &after);
  g_assert_cmpstr (last, ==, "Party 10500");
  g_assert_cmpuint (after.rows - before.rows, <=, 64);
  crm_record_list_get_counters (list, &misses, &pages);
  g_assert_cmpuint (misses, ==, 1);
  g_assert_cmpuint (pages, ==, 1);
  g_assert_finalize_object (list);
  sample_close (store);
}

/* Nothing is read on the calling thread, and nothing is there before the main loop has run. */
static void
test_async (void)
{
  CrmStore *store = sample_few ();
  CrmRecordList *list = sample_list (store, "party", NULL, columns);

  g_usleep (50000);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  g_assert_true (crm_record_list_is_loading (list));
  sample_list_wait (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 4);
  g_assert_finalize_object (list);
  sample_close (store);
}

/* Every letter typed is a new question; only the last is answered. */
static void
test_typing (void)
{
  CrmStore *store = many ();
  CrmRecordList *list = sample_list (store, "party", NULL, columns);
  static const char *const typed[] = { "p", "pa", "par", "party 0", "party 00", "party 00042" };

  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++) {
    g_autoptr (CrmQuery) query = crm_query_new ("party");

    crm_query_set_words (query, typed[i]);
    g_assert_true (crm_record_list_set_query (list, query, NULL));
    g_main_context_iteration (NULL, FALSE);
  }
  sample_list_wait (list);
  sample_assert_cells (list, "Party 00042");
  g_assert_finalize_object (list);
  sample_close (store);
}

static void
ids_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GArray **ids = user_data;
  g_autoptr (GError) error = NULL;

  *ids = crm_record_list_get_ids_finish (CRM_RECORD_LIST (object), result, &error);
  g_assert_no_error (error);
}

static void
test_ids (void)
{
  CrmStore *store = sample_few ();
  CrmRecordList *list = sample_list (store, "party", NULL, columns);
  guint32 numbers[] = { 2, 77, 1 };
  g_autoptr (GArray) ids = NULL;

  sample_list_wait (list);
  crm_record_list_get_ids_async (list, numbers, 3, NULL, ids_cb, &ids);
  while (ids == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (ids->len, ==, 2);
  sample_assert (store, "party", g_array_index (ids, gint64, 0), "name", "Alfa");
  sample_assert (store, "party", g_array_index (ids, gint64, 1), "name", "Gamma");
  sample_settle ();
  g_assert_finalize_object (list);
  sample_close (store);
}

/* Closing while a list still asks: nothing is told afterwards. */
static void
test_closed (void)
{
  CrmStore *store = many ();
  CrmRecordList *list = sample_list (store, "party", NULL, columns);

  g_assert_true (crm_store_close (store, NULL));
  sample_settle ();
  g_object_unref (list);
  sample_settle ();
  g_assert_finalize_object (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/list/orders", test_orders);
  g_test_add_func ("/store/list/words", test_words);
  g_test_add_func ("/store/list/cells", test_cells);
  g_test_add_func ("/store/list/limit", test_limit);
  g_test_add_func ("/store/list/refused", test_refused);
  g_test_add_func ("/store/list/follows", test_follows);
  g_test_add_func ("/store/list/pieces", test_pieces);
  g_test_add_func ("/store/list/walks", test_walks);
  g_test_add_func ("/store/list/costs", test_costs);
  g_test_add_func ("/store/list/async", test_async);
  g_test_add_func ("/store/list/typing", test_typing);
  g_test_add_func ("/store/list/ids", test_ids);
  g_test_add_func ("/store/list/closed", test_closed);

  return g_test_run ();
}
