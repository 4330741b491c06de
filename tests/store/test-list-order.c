/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample-list.h"

/* What people have put into an order of their own, options and steps, stands in it. */

static const char *const columns[] = { "name", "step", NULL };

static char *
number_of (gint64 id)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, id);
}

static gint64
add_step (CrmStore *store, const char *name, const char *rank)
{
  return sample_add (store, "step", "name", name, "rank", rank, NULL);
}

static void
add_deal (CrmStore *store, const char *name, gint64 step, const char *stage)
{
  g_autofree char *id = step != 0 ? number_of (step) : g_strdup ("");

  sample_add (store, "deal", "name", name, "step", id, "stage", stage, NULL);
}

/* By title Close, Meet, Offer; as they were put: Meet, Offer, Close. */
static CrmStore *
sample_steps (gint64 *meet, gint64 *close)
{
  CrmStore *store = sample_new ();
  gint64 offer;

  *close = add_step (store, "Close", "3");
  *meet = add_step (store, "Meet", "1");
  offer = add_step (store, "Offer", "2");
  add_deal (store, "closing", *close, "won");
  add_deal (store, "offering", offer, "talks");
  add_deal (store, "nowhere", 0, "new");
  add_deal (store, "meeting", *meet, "lost");

  return store;
}

static void
order_list (CrmRecordList *list, const char *order)
{
  g_autoptr (CrmQuery) query = crm_query_new ("deal");
  g_autoptr (GError) error = NULL;

  crm_query_set_order (query, order);
  g_assert_true (crm_record_list_set_query (list, query, &error));
  g_assert_no_error (error);
  sample_list_wait (list);
}

static char *
titles_by (CrmStore *store, const char *order)
{
  g_autoptr (CrmQuery) query = crm_query_new ("deal");

  crm_query_set_order (query, order);

  return sample_titles (store, query);
}

/* A question, and a list, which reads in another way, must say the same. */
static void
assert_order (CrmStore *store, CrmRecordList *list, const char *order, const char *expected)
{
  g_autofree char *asked = titles_by (store, order);

  g_assert_cmpstr (asked, ==, expected);
  order_list (list, order);
  sample_assert_cells (list, expected);
}

static void
test_orders (void)
{
  gint64 meet, close;
  CrmStore *store = sample_steps (&meet, &close);
  CrmRecordList *list = sample_list (store, "deal", "name", columns);

  sample_list_wait (list);
  assert_order (store, list, "step", "meeting,offering,closing,nowhere");
  /* What has none stands at the end however it is turned. */
  assert_order (store, list, "-step", "closing,offering,meeting,nowhere");
  assert_order (store, list, "step,-name", "meeting,offering,closing,nowhere");
  assert_order (store, list, "stage", "nowhere,offering,closing,meeting");
  assert_order (store, list, "-stage,name", "meeting,closing,offering,nowhere");
  g_assert_finalize_object (list);
  sample_close (store);
}

/* A step that is put elsewhere takes its deals along, in a list that does not show steps too. */
static void
test_moved (void)
{
  static const char *const names[] = { "name", NULL };
  gint64 meet, close;
  CrmStore *store = sample_steps (&meet, &close);
  CrmRecordList *list = sample_list (store, "deal", "step", names);
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  g_autofree char *first = NULL;

  sample_list_wait (list);
  sample_assert_cells (list, "meeting,offering,closing,nowhere");
  sample_edit (store, "step", close, "rank", "0", NULL);
  while (g_strcmp0 (first, "closing") != 0) {
    g_assert_cmpint (g_get_monotonic_time (), <, end);
    g_main_context_iteration (NULL, FALSE);
    g_free (first);
    first = sample_cell (list, 0, 0);
  }
  sample_assert_cells (list, "closing,meeting,offering,nowhere");
  /* One in the trash keeps its place. */
  sample_delete (store, "step", meet);
  order_list (list, "-step");
  sample_assert_cells (list, "offering,meeting,closing,nowhere");
  g_assert_finalize_object (list);
  sample_close (store);
}

/* An option that the office does not have any more, which another program may have left. */
static void
test_unknown (void)
{
  g_autofree char *path = sample_path ();
  CrmStore *store = sample_open (path, CRM_STORE_CREATE);
  CrmRecordList *list;

  add_deal (store, "b", 0, "won");
  add_deal (store, "a", 0, "new");
  add_deal (store, "c", 0, "lost");
  sample_close (store);
  sample_run_sql (path, "PRAGMA ignore_check_constraints = ON;"
                        "UPDATE deal SET stage = 'bygone' WHERE name = 'b'");
  store = sample_open (path, 0);
  list = sample_list (store, "deal", "name", columns);
  sample_list_wait (list);
  assert_order (store, list, "stage", "a,c,b");
  assert_order (store, list, "-stage", "b,c,a");
  g_assert_finalize_object (list);
  sample_close (store);
}

static char *
headings (CrmRecordList *list)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++) {
    const CrmGroup *group = crm_record_list_get_heading (list, i);
    g_autofree char *cell = group == NULL ? sample_cell (list, i, 0) : NULL;
    const char *text = group != NULL ? crm_value_get_text (&group->value) : NULL;

    g_string_append (all, i > 0 ? "," : "");
    if (group == NULL)
      g_string_append (all, cell);
    else if (group->title != NULL || text != NULL)
      g_string_append_printf (all, "[%s]", group->title != NULL ? group->title : text);
    else if (crm_value_is_null (&group->value))
      g_string_append (all, "[]");
    else
      g_string_append_printf (all, "[%d]", (int)crm_value_get_int (&group->value));
  }

  return g_string_free (g_steal_pointer (&all), FALSE);
}

static void
assert_groups (CrmRecordList *list, const char *path, const char *expected)
{
  static const char *const no_sums[] = { NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *are = NULL;

  crm_record_list_set_groups (list, path, CRM_BUCKET_VALUE, no_sums, &error);
  g_assert_no_error (error);
  sample_list_wait (list);
  are = headings (list);
  g_assert_cmpstr (are, ==, expected);
}

static void
test_groups (void)
{
  gint64 meet, close;
  CrmStore *store = sample_steps (&meet, &close);
  CrmRecordList *list = sample_list (store, "deal", "name", columns);
  gint64 alfa = sample_add (store, "party", "name", "Alfa", NULL);
  gint64 beta = sample_add (store, "party", "name", "Beta", NULL);
  g_autofree char *first = number_of (alfa);
  g_autofree char *second = number_of (beta);

  /* Two of one name stand apart: each is a step of its own. */
  add_deal (store, "again", add_step (store, "Meet", "4"), "new");
  sample_add (store, "deal", "name", "ours", "client", second, NULL);
  sample_add (store, "deal", "name", "theirs", "client", first, NULL);
  sample_list_wait (list);
  assert_groups (list, "step",
                 "[Meet],meeting,[Offer],offering,[Close],closing,[Meet],again,"
                 "[],nowhere,ours,theirs");
  assert_groups (list, "stage",
                 "[new],again,nowhere,ours,theirs,[talks],offering,[won],closing,[lost],meeting");
  /* Clients have no order but their names. */
  assert_groups (list, "client",
                 "[Alfa],theirs,[Beta],ours,[],again,closing,meeting,nowhere,offering");
  g_assert_finalize_object (list);
  sample_close (store);
}

static void
test_yes_no (void)
{
  static const char *const texts[] = { "text", NULL };
  CrmStore *store = sample_new ();
  CrmRecordList *list;

  sample_add (store, "thing", "text", "a", "yesno", "yes", NULL);
  sample_add (store, "thing", "text", "b", NULL);
  sample_add (store, "thing", "text", "c", "yesno", "no", NULL);
  list = sample_list (store, "thing", "text", texts);
  sample_list_wait (list);
  assert_groups (list, "yesno", "[0],c,[1],a,[],b");
  g_assert_finalize_object (list);
  sample_close (store);
}

static guint64
rows_read (CrmStore *store)
{
  CrmStoreCounters counters;

  crm_store_get_counters (store, &counters);

  return counters.rows;
}

static void
on_ready_cb (CrmRecordList *list, guint64 *rows)
{
  if (*rows == 0)
    *rows = rows_read (crm_record_list_get_store (list));
}

/* Turned by a step, the first screen is read step by step and not with all the others. */
static void
test_first (void)
{
  gint64 meet, close;
  CrmStore *store = sample_steps (&meet, &close);
  CrmRecordList *list;
  g_autofree char *first = NULL;
  guint64 before, rows = 0;

  for (guint i = 0; i < 400; i++) {
    g_autofree char *name = g_strdup_printf ("deal %03u", 399 - i);

    add_deal (store, name, i % 2 == 0 ? close : meet, "new");
  }
  list = sample_list (store, "deal", "name", columns);
  sample_list_wait (list);
  before = rows_read (store);
  g_signal_connect (list, "ready", G_CALLBACK (on_ready_cb), &rows);
  order_list (list, "-step");
  /* Steps, numbers and rows of one screen. */
  g_assert_cmpuint (rows - before, <, 200);
  first = sample_cell (list, 0, 0);
  g_assert_cmpstr (first, ==, "deal 001");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 404);
  g_clear_pointer (&first, g_free);
  first = sample_cell (list, 403, 0);
  g_assert_cmpstr (first, ==, "nowhere");
  g_assert_finalize_object (list);
  sample_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/list-order/orders", test_orders);
  g_test_add_func ("/store/list-order/moved", test_moved);
  g_test_add_func ("/store/list-order/unknown", test_unknown);
  g_test_add_func ("/store/list-order/groups", test_groups);
  g_test_add_func ("/store/list-order/yes-no", test_yes_no);
  g_test_add_func ("/store/list-order/first", test_first);

  return g_test_run ();
}
