/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"

typedef struct {
  CrmQuery *query;
  char *text;
} Asked;

static void
append_value (GString *text, const CrmValue *value)
{
  if (crm_value_is_null (value))
    g_string_append (text, "-");
  else if (value->kind == CRM_VALUE_INT)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, value->integer);
  else
    g_string_append (text, value->text);
  g_string_append_c (text, ' ');
}

static gboolean
measure_func (CrmTxn *txn, gpointer data, GError **error)
{
  Asked *asked = data;
  g_autoptr (GPtrArray) rows = crm_txn_measure (txn, asked->query, error);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    CrmMeasured *row = rows->pdata[i];

    for (guint k = 0; k < row->n_buckets; k++)
      append_value (text, &row->buckets[k]);
    if (row->currency != NULL)
      g_string_append_printf (text, "%s ", row->currency);
    for (guint k = 0; k < row->n_measures; k++)
      append_value (text, &row->measures[k]);
    g_string_append (text, "| ");
  }
  g_free (asked->text);
  asked->text = g_string_free (g_steal_pointer (&text), FALSE);

  return rows != NULL;
}

static void
assert_measured (CrmStore *store, CrmQuery *query, const char *text)
{
  Asked asked = { .query = query };

  sample_do (store, measure_func, &asked);
  g_assert_cmpstr (asked.text, ==, text);
  g_free (asked.text);
}

static CrmStore *
deals (void)
{
  CrmStore *store = sample_new ();

  sample_add (store, "deal", "name", "One chair", "amount", "100", "opened", "2026-01-05", NULL);
  sample_add (store, "deal", "name", "Two chairs", "amount", "200", "opened", "2026-01-20", NULL);
  sample_add (store, "deal", "name", "Table", "amount", "50", "currency", "EUR", "opened",
              "2026-02-01", NULL);
  sample_add (store, "deal", "name", "Nothing", NULL);
  sample_add (store, "event", "title", "A", "begins", "2026-01-05 23:30", NULL);
  sample_add (store, "event", "title", "B", "begins", "2026-01-05 00:10", NULL);
  sample_add (store, "event", "title", "C", "begins", "2026-02-01 09:00", NULL);

  return store;
}

static void
test_sums (void)
{
  CrmStore *store = deals ();
  g_autoptr (CrmQuery) query = crm_query_new ("deal");
  g_autoptr (CrmQuery) count = crm_query_new ("deal");
  g_autoptr (CrmQuery) words = crm_query_new ("deal");
  g_autoptr (CrmQuery) none = crm_query_new ("deal");

  crm_query_add_measure (query, CRM_MEASURE_COUNT, NULL);
  crm_query_add_measure (query, CRM_MEASURE_SUM, "amount");
  crm_query_add_measure (query, CRM_MEASURE_MIN, "amount");
  crm_query_add_measure (query, CRM_MEASURE_MAX, "amount");
  crm_query_add_measure (query, CRM_MEASURE_AVERAGE, "amount");
  assert_measured (store, query, "EUR 1 5000 5000 5000 5000 | MDL 3 30000 10000 20000 15000 | ");
  crm_query_add_measure (count, CRM_MEASURE_COUNT, NULL);
  assert_measured (store, count, "4 | ");
  crm_query_add_measure (words, CRM_MEASURE_SUM, "amount");
  crm_query_set_words (words, "chair");
  assert_measured (store, words, "MDL 30000 | ");
  crm_query_add_measure (none, CRM_MEASURE_COUNT, NULL);
  crm_query_add_test (none, "name", CRM_TEST_EQUAL, "Bed");
  assert_measured (store, none, "0 | ");
  sample_close (store);
}

static void
test_buckets (void)
{
  static const struct {
    CrmBucketKind kind;
    const char *entity;
    const char *path;
    const char *text;
  } cases[] = {
    { CRM_BUCKET_VALUE, "deal", "stage", "new 4 | " },
    { CRM_BUCKET_YEAR, "deal", "opened", "- 1 | 2026 3 | " },
    { CRM_BUCKET_MONTH, "deal", "opened", "- 1 | 2026-01 2 | 2026-02 1 | " },
    { CRM_BUCKET_DAY, "deal", "opened", "- 1 | 2026-01-05 1 | 2026-01-20 1 | 2026-02-01 1 | " },
    { CRM_BUCKET_DAY, "event", "begins", "2026-01-05 2 | 2026-02-01 1 | " },
    { CRM_BUCKET_MONTH, "event", "begins", "2026-01 2 | 2026-02 1 | " },
    { CRM_BUCKET_YEAR, "event", "begins", "2026 3 | " },
    { CRM_BUCKET_MONTH, "event", "deal.opened", "- 3 | " },
  };
  CrmStore *store = deals ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CrmQuery) query = crm_query_new (cases[i].entity);

    crm_query_add_bucket (query, cases[i].kind, cases[i].path);
    crm_query_add_measure (query, CRM_MEASURE_COUNT, NULL);
    assert_measured (store, query, cases[i].text);
  }
  sample_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/measure/sums", test_sums);
  g_test_add_func ("/store/measure/buckets", test_buckets);

  return g_test_run ();
}
