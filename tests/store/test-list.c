/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"

static const char *const columns[] = { "name", "rating", "responsible", NULL };

static CrmRecordList *
make_list (CrmStore *store, const char *entity, const char *order, const char *const *paths)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity);
  g_autoptr (GError) error = NULL;
  CrmRecordList *list;

  if (order != NULL)
    crm_query_set_order (query, order);
  list = crm_record_list_new (store, query, paths, &error);
  g_assert_no_error (error);

  return list;
}

static void
wait_complete (CrmRecordList *list)
{
  gboolean done = FALSE;
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (!done) {
    g_main_context_iteration (NULL, FALSE);
    g_assert_cmpint (g_get_monotonic_time (), <, end);
    done = crm_record_list_is_complete (list) && !crm_record_list_is_loading (list);
  }
  sample_settle ();
}

/* The value of a column at a position, waiting for its page. (transfer full) */
static char *
cell (CrmRecordList *list, guint position, guint column)
{
  g_autoptr (CrmRow) row = g_list_model_get_item (G_LIST_MODEL (list), position);
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (!crm_row_is_loaded (row)) {
    g_main_context_iteration (NULL, FALSE);
    g_assert_cmpint (g_get_monotonic_time (), <, end);
  }

  return crm_row_format (row, column, CRM_LANG_EN);
}

static char *
all_cells (CrmRecordList *list)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++) {
    g_autofree char *text = cell (list, i, 0);

    g_string_append_printf (all, "%s%s", i > 0 ? "," : "", text);
  }

  return g_string_free (g_steal_pointer (&all), FALSE);
}

#define assert_cells(list, text)             \
  G_STMT_START                               \
  {                                          \
    g_autofree char *are = all_cells (list); \
    g_assert_cmpstr (are, ==, text);         \
  }                                          \
  G_STMT_END

static CrmStore *
few (void)
{
  CrmStore *store = sample_new ();
  gint64 ana = sample_add (store, "person", "name", "Ana", NULL);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, ana);

  sample_add (store, "party", "name", "Gamma", "rating", "3", NULL);
  sample_add (store, "party", "name", "Alfa", "rating", "1", "responsible", id, NULL);
  sample_add (store, "party", "name", "Beta", NULL);
  sample_add (store, "party", "name", "Delta", "rating", "3", NULL);

  return store;
}

static void
set_query (CrmRecordList *list, const char *order, const char *words, const char *where)
{
  g_autoptr (CrmQuery) query = crm_query_new ("party");
  g_autoptr (GError) error = NULL;

  if (order != NULL)
    crm_query_set_order (query, order);
  crm_query_set_words (query, words);
  if (where != NULL)
    crm_query_add_where (query, crm_query_parse_where (where, NULL));
  g_assert_true (crm_record_list_set_query (list, query, &error));
  g_assert_no_error (error);
  wait_complete (list);
}

static void
test_orders (void)
{
  static const struct {
    const char *order;
    const char *cells;
  } cases[] = {
    { "name", "Alfa,Beta,Delta,Gamma" },         { "-name", "Gamma,Delta,Beta,Alfa" },
    { "rating", "Beta,Alfa,Gamma,Delta" },       { "-rating", "Gamma,Delta,Alfa,Beta" },
    { "-rating,name", "Delta,Gamma,Alfa,Beta" }, { "-responsible,name", "Alfa,Beta,Delta,Gamma" },
  };
  CrmStore *store = few ();
  CrmRecordList *list = make_list (store, "party", NULL, columns);

  wait_complete (list);
  assert_cells (list, "Alfa,Beta,Delta,Gamma");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    set_query (list, cases[i].order, NULL, NULL);
    assert_cells (list, cases[i].cells);
  }
  g_assert_finalize_object (list);
  sample_close (store);
}

static void
on_read_cb (GObject *list, GAsyncResult *result, gpointer data)
{
  GPtrArray **rows = data;
  g_autoptr (GError) error = NULL;

  *rows = crm_record_list_read_finish (CRM_RECORD_LIST (list), result, &error);
  g_assert_no_error (error);
}

/* Rows that nobody looks at are read for whoever works with them, and do not change any more. */
static void
test_read (void)
{
  CrmStore *store = few ();
  CrmRecordList *list = make_list (store, "party", "name", columns);
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  guint64 misses;
  guint64 pages;

  wait_complete (list);
  crm_record_list_read_async (list, 1, 100, NULL, on_read_cb, &rows);
  while (rows == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (rows->len, ==, 3);
  first = crm_row_format (rows->pdata[0], 0, CRM_LANG_EN);
  last = crm_row_format (rows->pdata[2], 0, CRM_LANG_EN);
  g_assert_cmpstr (first, ==, "Beta");
  g_assert_cmpstr (last, ==, "Gamma");
  g_assert_cmpuint (crm_row_get_position (rows->pdata[2]), ==, 3);
  crm_record_list_get_counters (list, &misses, &pages);
  g_assert_cmpuint (misses, ==, 0);
  g_assert_finalize_object (list);
  g_assert_true (crm_row_is_loaded (rows->pdata[0]));
  sample_close (store);
}

/* Each row is told the first rule that it meets, whichever page it is on. */
static void
test_rules (void)
{
  CrmStore *store = few ();
  CrmRecordList *list = make_list (store, "party", "name", columns);
  g_autoptr (GPtrArray) rules = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_condition_free);
  static const guint met[] = { 1, 0, 2, 2 };

  g_ptr_array_add (rules, crm_query_parse_where ("responsible.name ~ ana", NULL));
  g_ptr_array_add (rules, crm_query_parse_where ("rating > 0", NULL));
  /* A field that is gone colours nothing. */
  g_ptr_array_add (rules, crm_query_parse_where ("no_such_field = 1", NULL));
  wait_complete (list);
  crm_record_list_set_rules (list, rules);
  wait_complete (list);
  for (guint i = 0; i < G_N_ELEMENTS (met); i++) {
    g_autofree char *name = cell (list, i, 0);
    g_autoptr (CrmRow) row = g_list_model_get_item (G_LIST_MODEL (list), i);

    g_assert_cmpuint (crm_row_get_rule (row), ==, met[i]);
  }
  crm_record_list_set_rules (list, NULL);
  wait_complete (list);
  {
    g_autofree char *name = cell (list, 0, 0);
    g_autoptr (CrmRow) row = g_list_model_get_item (G_LIST_MODEL (list), 0);

    g_assert_cmpstr (name, ==, "Alfa");
    g_assert_cmpuint (crm_row_get_rule (row), ==, 0);
  }
  g_assert_finalize_object (list);
  sample_close (store);
}

typedef struct {
  guint n_ready;
  guint n_moved; /* times GTK was told of other rows */
  char *first;   /* cell, when the first answer came */
} Turned;

static void
on_turned_ready_cb (CrmRecordList *list, Turned *turned)
{
  g_autoptr (CrmRow) row = g_list_model_get_item (G_LIST_MODEL (list), 0);

  if (turned->n_ready++ == 0)
    turned->first = crm_row_format (row, 0, CRM_LANG_EN);
}

static void
on_turned_items_cb (CrmRecordList *list, guint position, guint removed, guint added, Turned *turned)
{
  turned->n_moved++;
}

/* In another order that an index has, the first rows are there at once, and no row's widget is lost
 * for it. */
static void
test_turned (void)
{
  CrmStore *store = sample_new ();
  CrmRecordList *list;
  Turned turned = { 0 };
  g_autofree char *last = NULL;

  for (guint i = 0; i < 200; i++) {
    g_autofree char *name = g_strdup_printf ("Client %03u", i);

    sample_add (store, "party", "name", name, NULL);
  }
  list = make_list (store, "party", "name", columns);
  wait_complete (list);
  g_signal_connect (list, "ready", G_CALLBACK (on_turned_ready_cb), &turned);
  g_signal_connect (list, "items-changed", G_CALLBACK (on_turned_items_cb), &turned);
  set_query (list, "-name", NULL, NULL);
  g_assert_cmpuint (turned.n_ready, ==, 2);
  g_assert_cmpuint (turned.n_moved, ==, 0);
  g_assert_cmpstr (turned.first, ==, "Client 199");
  last = cell (list, 199, 0);
  g_assert_cmpstr (last, ==, "Client 000");
  g_free (turned.first);
  g_assert_finalize_object (list);
  sample_close (store);
}

/* "[1:2]" for the heading of a group with key 1 and two records, names for the others. */
static char *
grouped_cells (CrmRecordList *list)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++) {
    g_autoptr (CrmRow) row = g_list_model_get_item (G_LIST_MODEL (list), i);
    const CrmGroup *group = crm_row_get_group (row);
    g_autofree char *name = group == NULL ? cell (list, i, 0) : NULL;

    g_string_append (all, i > 0 ? "," : "");
    if (group != NULL && group->title != NULL)
      g_string_append_printf (all, "[%s:%u]", group->title, group->n_records);
    else if (group != NULL)
      g_string_append_printf (all, "[%d:%u]", (int)crm_value_get_int (&group->value),
                              group->n_records);
    else
      g_string_append (all, name);
  }

  return g_string_free (g_steal_pointer (&all), FALSE);
}

#define assert_grouped(list, text)               \
  G_STMT_START                                   \
  {                                              \
    g_autofree char *are = grouped_cells (list); \
    g_assert_cmpstr (are, ==, text);             \
  }                                              \
  G_STMT_END

/* Headings stand among the rows; whoever asks for records by position sees through them. */
static void
test_groups (void)
{
  static const char *const no_sums[] = { NULL };
  CrmStore *store = few ();
  CrmRecordList *list = make_list (store, "party", "name", columns);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  wait_complete (list);
  g_assert_true (crm_record_list_set_groups (list, "rating", CRM_BUCKET_VALUE, no_sums, &error));
  g_assert_no_error (error);
  wait_complete (list);
  assert_grouped (list, "[0:1],Beta,[1:1],Alfa,[3:2],Delta,Gamma");
  g_assert_cmpuint (crm_record_list_get_n_records (list), ==, 4);
  g_assert_cmpint (crm_record_list_get_n (list, 0), ==, -1);
  g_assert_cmpint (crm_record_list_find (list, crm_record_list_get_n (list, 5)), ==, 5);
  crm_record_list_read_async (list, 0, 100, NULL, on_read_cb, &rows);
  while (rows == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (rows->len, ==, 4);
  g_assert_cmpuint (crm_row_get_position (rows->pdata[3]), ==, 6);

  g_assert_false (crm_record_list_fold_group (list, 1));
  g_assert_true (crm_record_list_fold_group (list, 0));
  assert_grouped (list, "[0:1],[1:1],Alfa,[3:2],Delta,Gamma");
  /* What is folded stays so while records come and go. */
  sample_add (store, "party", "name", "Epsilon", NULL);
  g_assert_true (crm_record_list_fold_group (list, 0));
  set_query (list, "-name", NULL, NULL);
  assert_grouped (list, "[0:2],Epsilon,Beta,[1:1],Alfa,[3:2],Gamma,Delta");

  g_assert_true (
    crm_record_list_set_groups (list, "responsible", CRM_BUCKET_VALUE, no_sums, &error));
  wait_complete (list);
  assert_grouped (list, "[0:4],Gamma,Epsilon,Delta,Beta,[Ana:1],Alfa");
  set_query (list, "name", "alfa", NULL);
  assert_grouped (list, "[Ana:1],Alfa");
  set_query (list, "name", "nothing", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  set_query (list, "name", NULL, NULL);
  g_assert_true (crm_record_list_set_groups (list, NULL, CRM_BUCKET_VALUE, NULL, &error));
  wait_complete (list);
  assert_cells (list, "Alfa,Beta,Delta,Epsilon,Gamma");
  g_assert_finalize_object (list);
  sample_close (store);
}

static void
test_words (void)
{
  CrmStore *store = few ();
  CrmRecordList *list = make_list (store, "party", NULL, columns);

  wait_complete (list);
  set_query (list, NULL, "ta", NULL);
  assert_cells (list, "");
  set_query (list, NULL, "eta", NULL);
  assert_cells (list, "Beta");
  set_query (list, "-name", "lta", NULL);
  assert_cells (list, "Delta");
  set_query (list, "-name", NULL, NULL);
  assert_cells (list, "Gamma,Delta,Beta,Alfa");
  set_query (list, NULL, "alfa", "rating = 1");
  assert_cells (list, "Alfa");
  set_query (list, NULL, "alfa", "rating = 3");
  assert_cells (list, "");
  set_query (list, NULL, NULL, "rating = 3");
  assert_cells (list, "Delta,Gamma");
  g_assert_finalize_object (list);
  sample_close (store);
}

static void
test_cells (void)
{
  CrmStore *store = few ();
  CrmRecordList *list = make_list (store, "party", NULL, columns);
  g_autofree char *rating = NULL;
  g_autofree char *who = NULL;
  g_autoptr (CrmRow) row = NULL;
  g_autoptr (CrmRow) same = NULL;

  wait_complete (list);
  rating = cell (list, 0, 1);
  who = cell (list, 0, 2);
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
  CrmStore *store = few ();
  CrmRecordList *list = make_list (store, "party", NULL, columns);
  g_autoptr (CrmQuery) query = crm_query_new ("party");

  crm_record_list_set_limit (list, 2);
  wait_complete (list);
  assert_cells (list, "Alfa,Beta");
  crm_record_list_set_limit (list, 0);
  assert_cells (list, "Alfa,Beta,Delta,Gamma");
  query->limit = 3;
  g_assert_true (crm_record_list_set_query (list, query, NULL));
  wait_complete (list);
  assert_cells (list, "Alfa,Beta,Delta");
  g_assert_finalize_object (list);
  sample_close (store);
}

static void
test_refused (void)
{
  CrmStore *store = few ();
  CrmRecordList *list = make_list (store, "party", NULL, columns);
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
  wait_complete (list);
  assert_cells (list, "Alfa,Beta,Delta,Gamma");
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
    g_autofree char *are = all_cells (list);

    if (g_str_equal (are, text))
      return;
    g_assert_cmpint (g_get_monotonic_time (), <, end);
    g_main_context_iteration (NULL, FALSE);
  }
}

static void
test_follows (void)
{
  CrmStore *store = few ();
  CrmRecordList *list = make_list (store, "party", NULL, columns);
  g_autoptr (CrmRow) row = NULL;
  guint changed = 0;
  gint64 id;

  wait_complete (list);
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
  CrmRecordList *list = make_list (store, "party", "-name", columns);

  wait_complete (list);
  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++) {
    g_autofree guint8 *seen = g_malloc0 (MANY + 1);
    g_autoptr (CrmQuery) query = crm_query_new ("party");
    g_autofree char *first = NULL;
    g_autofree char *titles = NULL;

    set_query (list, orders[i], NULL, NULL);
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
    first = cell (list, 0, 0);
    g_assert_cmpstr (first, ==, titles);
  }
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
  list = make_list (store, "party", NULL, columns);
  crm_record_list_set_limit (list, 50);
  while (g_list_model_get_n_items (G_LIST_MODEL (list)) == 0)
    g_main_context_iteration (NULL, TRUE);
  crm_store_get_counters (store, &after);
  /* 64 numbers and their rows; and, as far as the reader is by now, numbers of the rest, but no
   * rows.
   */
  g_assert_cmpuint (after.rows - before.rows, <=, 3 * 64 + MANY + 1);
  wait_complete (list);
  crm_record_list_set_limit (list, 0);
  crm_store_get_counters (store, &before);
  last = cell (list, MANY - 1, 0);
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
  CrmStore *store = few ();
  CrmRecordList *list = make_list (store, "party", NULL, columns);

  g_usleep (50000);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  g_assert_true (crm_record_list_is_loading (list));
  wait_complete (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 4);
  g_assert_finalize_object (list);
  sample_close (store);
}

/* Every letter typed is a new question; only the last is answered. */
static void
test_typing (void)
{
  CrmStore *store = many ();
  CrmRecordList *list = make_list (store, "party", NULL, columns);
  static const char *const typed[] = { "p", "pa", "par", "party 0", "party 00", "party 00042" };

  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++) {
    g_autoptr (CrmQuery) query = crm_query_new ("party");

    crm_query_set_words (query, typed[i]);
    g_assert_true (crm_record_list_set_query (list, query, NULL));
    g_main_context_iteration (NULL, FALSE);
  }
  wait_complete (list);
  assert_cells (list, "Party 00042");
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
  CrmStore *store = few ();
  CrmRecordList *list = make_list (store, "party", NULL, columns);
  guint32 numbers[] = { 2, 77, 1 };
  g_autoptr (GArray) ids = NULL;

  wait_complete (list);
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
  CrmRecordList *list = make_list (store, "party", NULL, columns);

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
  g_test_add_func ("/store/list/costs", test_costs);
  g_test_add_func ("/store/list/async", test_async);
  g_test_add_func ("/store/list/typing", test_typing);
  g_test_add_func ("/store/list/ids", test_ids);
  g_test_add_func ("/store/list/read", test_read);
  g_test_add_func ("/store/list/rules", test_rules);
  g_test_add_func ("/store/list/turned", test_turned);
  g_test_add_func ("/store/list/groups", test_groups);
  g_test_add_func ("/store/list/closed", test_closed);

  return g_test_run ();
}
