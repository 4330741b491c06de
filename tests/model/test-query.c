/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-query.h"

#include "base/crm-error.h"

#include <locale.h>
#include <string.h>

static CrmQuery *
sample_query (void)
{
  CrmQuery *query = crm_query_new ("deal");

  crm_query_add_test (query, "city", CRM_TEST_EQUAL, "Iași");
  crm_query_add_test_id (query, "client", G_GINT64_CONSTANT (123456789012345678));
  crm_query_set_words (query, "roof 22");
  crm_query_set_order (query, " name , -opened,,");
  crm_query_add_measure (query, CRM_MEASURE_COUNT, NULL);
  crm_query_add_measure (query, CRM_MEASURE_SUM, "amount");
  crm_query_add_bucket (query, CRM_BUCKET_MONTH, "opened");
  query->limit = 50;
  query->trash = TRUE;

  return query;
}

static void
test_building (void)
{
  g_autoptr (CrmQuery) query = sample_query ();
  g_autoptr (CrmQuery) copy = crm_query_copy (query);
  const CrmCondition *child;

  g_assert_cmpint (query->where->kind, ==, CRM_CONDITION_ALL);
  g_assert_cmpuint (query->where->children->len, ==, 2);
  child = g_ptr_array_index (query->where->children, 1);
  g_assert_cmpstr (child->values[0], ==, "123456789012345678");
  g_assert_cmpuint (query->order->len, ==, 2);
  g_assert_cmpstr (g_array_index (query->order, CrmOrder, 1).path, ==, "opened");
  g_assert_true (g_array_index (query->order, CrmOrder, 1).descending);

  g_assert_true (crm_query_equal (query, copy));
  crm_query_set_order (copy, "name");
  g_assert_false (crm_query_equal (query, copy));
  crm_query_set_order (copy, "name,-opened");
  g_assert_true (crm_query_equal (query, copy));
  crm_query_set_words (copy, "");
  g_assert_null (copy->words);
  g_assert_false (crm_query_equal (query, copy));
  crm_query_set_order (copy, NULL);
  g_assert_cmpuint (copy->order->len, ==, 0);
  crm_query_add_where (copy, NULL);
}

static void
test_empty_values (void)
{
  g_autoptr (CrmCondition) empty = crm_condition_new_test ("city", CRM_TEST_EQUAL, NULL);
  g_autoptr (CrmCondition) filled = crm_condition_new_test ("city", CRM_TEST_DIFFERS, NULL);
  g_autoptr (CrmCondition) none = crm_condition_copy (NULL);

  g_assert_cmpint (empty->test, ==, CRM_TEST_EMPTY);
  g_assert_cmpint (filled->test, ==, CRM_TEST_FILLED);
  g_assert_null (none);
  g_assert_false (crm_condition_equal (empty, filled));
  g_assert_true (crm_condition_equal (NULL, NULL));
}

static void
test_json (void)
{
  g_autoptr (CrmQuery) query = sample_query ();
  g_autoptr (JsonNode) node = crm_query_to_json (query);
  g_autofree char *text = json_to_string (node, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmQuery) back = crm_query_from_json (node, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (
    text, ==,
    "{\"entity\":\"deal\",\"where\":[\"all\",[\"city\",\"=\",\"Iași\"],"
    "[\"client\",\"=\",\"123456789012345678\"]],\"words\":\"roof 22\","
    "\"order\":[\"name\",\"-opened\"],\"measures\":[[\"count\"],[\"sum\",\"amount\"]],"
    "\"buckets\":[[\"month\",\"opened\"]],\"limit\":50,\"trash\":true}");
  g_assert_true (crm_query_equal (query, back));
}

/* A saved view is asked for by its id, which is text. */
static void
count_cb (CrmCondition *test, gpointer data)
{
  (*(guint *)data)++;
}

static void
test_views (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmCondition) plain = crm_query_parse_where ("a = 1 or not b in (view)", &error);
  g_autoptr (CrmCondition) asks = crm_query_parse_where (
    "a = 1 or not (in view 123456789012 and c not in view x)", &error);
  g_autoptr (JsonNode) node = crm_condition_to_json (asks);
  g_autofree char *text = json_to_string (node, FALSE);
  guint n = 0;

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==,
                   "[\"any\",[\"a\",\"=\",\"1\"],[\"not\",[\"all\",[\"id\",\"in view\","
                   "\"123456789012\"],[\"c\",\"not in view\",\"x\"]]]]");
  g_assert_false (crm_condition_asks_views (plain));
  g_assert_true (crm_condition_asks_views (asks));
  g_assert_false (crm_condition_asks_views (NULL));
  crm_condition_foreach_view (asks, count_cb, &n);
  g_assert_cmpuint (n, ==, 2);
}

static char *
random_word (void)
{
  static const char *const words[] = { "all", "any", "not",     "=",    "in",      "empty",
                                       "",    "me",  "today+7", "Iași", "a\"b'«»", "0" };

  return g_strdup (words[g_test_rand_int_range (0, G_N_ELEMENTS (words))]);
}

static CrmCondition *
random_condition (guint depth)
{
  static const char *const paths[] = { "all", "any", "not", "city",
                                       "deal.client.phones[main].kind" };
  int kind = g_test_rand_int_range (0, depth > 5 ? 1 : 5);
  const char *path = paths[g_test_rand_int_range (0, G_N_ELEMENTS (paths))];
  CrmCondition *condition;

  if (kind < 2) {
    CrmTest test = (CrmTest)g_test_rand_int_range (0, CRM_TEST_OUT_VIEW + 1);
    g_autofree char *value = random_word ();
    g_autofree char *other = random_word ();
    const char *const values[] = { value, other, NULL };

    if (test == CRM_TEST_IN)
      return crm_condition_new_in (path, values + g_test_rand_int_range (0, 3));
    return crm_condition_new_test (path, test, value);
  }

  condition = crm_condition_new_group (kind == 2   ? CRM_CONDITION_ALL
                                       : kind == 3 ? CRM_CONDITION_ANY
                                                   : CRM_CONDITION_NOT);
  for (int n = kind == 4 ? 1 : g_test_rand_int_range (0, 4); n > 0; n--)
    crm_condition_add (condition, random_condition (depth + 1));

  return condition;
}

/* Any tree is the same after a way through JSON text. */
static void
test_json_round_trip (void)
{
  for (guint round = 0; round < 5000; round++) {
    g_autoptr (CrmQuery) query = crm_query_new ("deal");
    g_autoptr (CrmQuery) copy = NULL;
    g_autoptr (CrmQuery) back = NULL;
    g_autoptr (JsonNode) node = NULL;
    g_autoptr (JsonNode) read = NULL;
    g_autoptr (GError) error = NULL;
    g_autofree char *text = NULL;

    crm_query_add_where (query, random_condition (0));
    copy = crm_query_copy (query);
    g_assert_true (crm_query_equal (query, copy));
    node = crm_query_to_json (query);
    text = json_to_string (node, FALSE);
    read = json_from_string (text, &error);
    g_assert_no_error (error);
    back = crm_query_from_json (read, &error);
    g_assert_no_error (error);
    g_assert_true (crm_query_equal (query, back));
  }
}

static void
test_json_mistakes (void)
{
  static const char *const cases[] = {
    "[]",
    "{}",
    "\"deal\"",
    "{\"entity\":5}",
    "{\"entity\":\"\"}",
    "{\"entity\":\"deal\",\"colour\":1}",
    "{\"entity\":\"deal\",\"where\":null}",
    "{\"entity\":\"deal\",\"where\":[]}",
    "{\"entity\":\"deal\",\"where\":[5]}",
    "{\"entity\":\"deal\",\"where\":[\"city\"]}",
    "{\"entity\":\"deal\",\"where\":[\"city\",\"is\"]}",
    "{\"entity\":\"deal\",\"where\":[\"city\",\"=\"]}",
    "{\"entity\":\"deal\",\"where\":[\"city\",\"=\",5]}",
    "{\"entity\":\"deal\",\"where\":[\"city\",\"=\",\"a\",\"b\"]}",
    "{\"entity\":\"deal\",\"where\":[\"city\",\"empty\",\"a\"]}",
    "{\"entity\":\"deal\",\"where\":[\"id\",\"in view\"]}",
    "{\"entity\":\"deal\",\"where\":[\"id\",\"in view\",\"1\",\"2\"]}",
    "{\"entity\":\"deal\",\"where\":[\"id\",\"in view\",123456789]}",
    "{\"entity\":\"deal\",\"where\":[\"not\"]}",
    "{\"entity\":\"deal\",\"where\":[\"not\",[\"all\"],[\"all\"]]}",
    "{\"entity\":\"deal\",\"where\":[\"all\",null]}",
    "{\"entity\":\"deal\",\"words\":5}",
    "{\"entity\":\"deal\",\"order\":\"name\"}",
    "{\"entity\":\"deal\",\"order\":[\"-\"]}",
    "{\"entity\":\"deal\",\"order\":[5]}",
    "{\"entity\":\"deal\",\"measures\":[\"count\"]}",
    "{\"entity\":\"deal\",\"measures\":[[\"sum\"]]}",
    "{\"entity\":\"deal\",\"measures\":[[\"median\",\"amount\"]]}",
    "{\"entity\":\"deal\",\"buckets\":[[\"month\"]]}",
    "{\"entity\":\"deal\",\"buckets\":5}",
    "{\"entity\":\"deal\",\"limit\":-1}",
    "{\"entity\":\"deal\",\"limit\":\"5\"}",
    "{\"entity\":\"deal\",\"limit\":99999999999}",
    "{\"entity\":\"deal\",\"trash\":1}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonNode) node = json_from_string (cases[i], NULL);
    g_autoptr (GError) error = NULL;

    if (crm_query_from_json (node, &error) != NULL)
      g_error ("taken: %s", cases[i]);
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  }
}

static void
test_json_depth (void)
{
  CrmCondition *condition = crm_condition_new_test ("city", CRM_TEST_EMPTY, NULL);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 1000; i++) {
    CrmCondition *outer = crm_condition_new_group (CRM_CONDITION_NOT);

    crm_condition_add (outer, condition);
    condition = outer;
  }
  node = crm_condition_to_json (condition);
  crm_condition_free (condition);
  g_assert_null (crm_condition_from_json (node, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/query/building", test_building);
  g_test_add_func ("/model/query/empty-values", test_empty_values);
  g_test_add_func ("/model/query/json", test_json);
  g_test_add_func ("/model/query/views", test_views);
  g_test_add_func ("/model/query/json-round-trip", test_json_round_trip);
  g_test_add_func ("/model/query/json-mistakes", test_json_mistakes);
  g_test_add_func ("/model/query/json-depth", test_json_depth);

  return g_test_run ();
}
