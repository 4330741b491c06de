/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample-list.h"

/* What a list shows beside its records: colours, headings, and the first rows of a new order. */

static const char *const columns[] = { "name", "rating", "responsible", NULL };

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
  CrmStore *store = sample_few ();
  CrmRecordList *list = sample_list (store, "party", "name", columns);
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  guint64 misses;
  guint64 pages;

  sample_list_wait (list);
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
  CrmStore *store = sample_few ();
  CrmRecordList *list = sample_list (store, "party", "name", columns);
  g_autoptr (GPtrArray) rules = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_condition_free);
  static const guint met[] = { 1, 0, 2, 2 };

  g_ptr_array_add (rules, crm_query_parse_where ("responsible.name ~ ana", NULL));
  g_ptr_array_add (rules, crm_query_parse_where ("rating > 0", NULL));
  /* A field that is gone colours nothing. */
  g_ptr_array_add (rules, crm_query_parse_where ("no_such_field = 1", NULL));
  sample_list_wait (list);
  crm_record_list_set_rules (list, rules);
  sample_list_wait (list);
  for (guint i = 0; i < G_N_ELEMENTS (met); i++) {
    g_autofree char *name = sample_cell (list, i, 0);
    g_autoptr (CrmRow) row = g_list_model_get_item (G_LIST_MODEL (list), i);

    g_assert_cmpuint (crm_row_get_rule (row), ==, met[i]);
  }
  crm_record_list_set_rules (list, NULL);
  sample_list_wait (list);
  {
    g_autofree char *name = sample_cell (list, 0, 0);
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
  list = sample_list (store, "party", "name", columns);
  sample_list_wait (list);
  g_signal_connect (list, "ready", G_CALLBACK (on_turned_ready_cb), &turned);
  g_signal_connect (list, "items-changed", G_CALLBACK (on_turned_items_cb), &turned);
  sample_ask (list, "-name", NULL, NULL);
  g_assert_cmpuint (turned.n_ready, ==, 2);
  g_assert_cmpuint (turned.n_moved, ==, 0);
  g_assert_cmpstr (turned.first, ==, "Client 199");
  last = sample_cell (list, 199, 0);
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
    g_autofree char *name = group == NULL ? sample_cell (list, i, 0) : NULL;

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
  CrmStore *store = sample_few ();
  CrmRecordList *list = sample_list (store, "party", "name", columns);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  sample_list_wait (list);
  g_assert_true (crm_record_list_set_groups (list, "rating", CRM_BUCKET_VALUE, no_sums, &error));
  g_assert_no_error (error);
  sample_list_wait (list);
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
  sample_ask (list, "-name", NULL, NULL);
  assert_grouped (list, "[0:2],Epsilon,Beta,[1:1],Alfa,[3:2],Gamma,Delta");

  g_assert_true (
    crm_record_list_set_groups (list, "responsible", CRM_BUCKET_VALUE, no_sums, &error));
  sample_list_wait (list);
  assert_grouped (list, "[Ana:1],Alfa,[0:4],Gamma,Epsilon,Delta,Beta");
  sample_ask (list, "name", "alfa", NULL);
  assert_grouped (list, "[Ana:1],Alfa");
  sample_ask (list, "name", "nothing", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  sample_ask (list, "name", NULL, NULL);
  g_assert_true (crm_record_list_set_groups (list, NULL, CRM_BUCKET_VALUE, NULL, &error));
  sample_list_wait (list);
  sample_assert_cells (list, "Alfa,Beta,Delta,Epsilon,Gamma");
  g_assert_finalize_object (list);
  sample_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/list-looks/read", test_read);
  g_test_add_func ("/store/list-looks/rules", test_rules);
  g_test_add_func ("/store/list-looks/turned", test_turned);
  g_test_add_func ("/store/list-looks/groups", test_groups);

  return g_test_run ();
}
