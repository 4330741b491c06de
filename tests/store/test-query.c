/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"

#include "store/crm-compiler.h"
#include "store/crm-search.h"

#include <sqlite3.h>
#include <string.h>

typedef struct {
  const char *where;
  const char *found;
} Case;

static void
check_cases (CrmStore *store, const char *entity, const Case *cases, gsize n)
{
  for (gsize i = 0; i < n; i++) {
    g_autofree char *found = sample_find (store, entity, cases[i].where, NULL);

    if (!g_str_equal (found, cases[i].found))
      g_error ("%s finds “%s” and not “%s”", cases[i].where, found, cases[i].found);
  }
}

/* "a" has a value of every type, "b" another, "c" none. */
static CrmStore *
things (void)
{
  CrmStore *store = sample_new ();
  gint64 alfa = sample_add (store, "party", "name", "Alfa SRL", NULL);
  gint64 beta = sample_add (store, "party", "name", "Beta", NULL);
  g_autofree char *alfa_id = g_strdup_printf ("%" G_GINT64_FORMAT, alfa);
  g_autofree char *beta_id = g_strdup_printf ("%" G_GINT64_FORMAT, beta);

  sample_add (store, "thing", "text", "a", "integer", "1", "quantity", "1.5", "price", "1.25",
              "money", "100", "rate", "1.1", "percent", "10", "yesno", "yes", "day", "2026-02-09",
              "instant", "2026-02-09 10:00", "duration", "1:00", "choice", "new", "currency", "MDL",
              "country", "MD", "language", "ro", "reference", alfa_id, "any", alfa_id, "tags",
              "one, two", "email", "a@example.org", "phone", "022 123 456", "link",
              "https://example.org", "requisite", "AA 11", NULL);
  sample_add (store, "thing", "text", "b", "integer", "2", "quantity", "2.5", "price", "2.25",
              "money", "200", "rate", "2.1", "percent", "20", "yesno", "no", "day", "2026-02-10",
              "instant", "2026-02-10 10:00", "duration", "2:00", "choice", "talks", "currency",
              "EUR", "country", "RO", "language", "ru", "reference", beta_id, "any", beta_id,
              "tags", "three", "email", "b@example.org", "phone", "022 654 321", "link",
              "https://example.com", "requisite", "BB 22", NULL);
  sample_add (store, "thing", "text", "c", NULL);

  return store;
}

static void
test_figures (void)
{
  static const struct {
    const char *field;
    const char *low;
    const char *high;
  } fields[] = {
    { "integer", "1", "2" },
    { "quantity", "1.5", "2.5" },
    { "price", "1.25", "2.25" },
    { "money", "100", "200" },
    { "rate", "1.1", "2.1" },
    { "percent", "10", "20" },
    { "duration", "1:00", "2:00" },
    { "day", "'2026-02-09'", "'2026-02-10'" },
    { "instant", "'2026-02-09 10:00'", "'2026-02-10 10:00'" },
  };
  static const struct {
    const char *format;
    const char *found;
  } tests[] = {
    { "%s = %s", "a" },    { "%s != %s", "b,c" },    { "%s < %s", "" },
    { "%s <= %s", "a" },   { "%s > %s", "b" },       { "%s >= %s", "a,b" },
    { "%s in (%s)", "a" }, { "not %s = %s", "b,c" }, { "not %s in (%s)", "b,c" },
  };
  CrmStore *store = things ();

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++) {
    g_autofree char *both =
      g_strdup_printf ("%s in (%s, %s)", fields[i].field, fields[i].low, fields[i].high);
    g_autofree char *empty = g_strdup_printf ("%s is empty", fields[i].field);
    g_autofree char *filled = g_strdup_printf ("%s is filled", fields[i].field);
    Case more[] = { { both, "a,b" }, { empty, "c" }, { filled, "a,b" } };

    for (gsize k = 0; k < G_N_ELEMENTS (tests); k++) {
      g_auto (GStrv) parts = g_strsplit (tests[k].format, "%s", -1);
      g_autofree char *where =
        g_strconcat (parts[0], fields[i].field, parts[1], fields[i].low, parts[2], NULL);
      Case one = { where, tests[k].found };

      check_cases (store, "thing", &one, 1);
    }
    check_cases (store, "thing", more, G_N_ELEMENTS (more));
  }
  sample_close (store);
}

static void
test_texts (void)
{
  static const Case cases[] = {
    { "text = A", "a" },
    { "text != A", "b,c" },
    { "text ~ A", "a" },
    { "text ^ A", "a" },
    { "text in (a, c)", "a,c" },
    { "text is empty", "" },
    { "text = 'today'", "" },
    { "choice = new", "a" },
    { "choice != new", "b,c" },
    { "choice in (new, talks)", "a,b" },
    { "choice is empty", "c" },
    { "currency = MDL", "a" },
    { "country in (MD, RO)", "a,b" },
    { "country != MD", "b,c" },
    { "language = ro", "a" },
    { "tags ~ two", "a" },
    { "tags ~ t", "a,b" },
    { "email = 'a@example.org'", "a" },
    { "email ^ 'B@'", "b" },
    { "email != 'a@example.org'", "b,c" },
    { "phone ~ 654", "b" },
    { "phone is filled", "a,b" },
    { "link ~ 'example.com'", "b" },
    { "requisite ~ aa", "a" },
    { "requisite is empty", "c" },
    { "day ^ '2026-02'", "a,b" },
    { "json is empty", "a,b,c" },
    { "blob is empty", "a,b,c" },
  };
  CrmStore *store = things ();

  check_cases (store, "thing", cases, G_N_ELEMENTS (cases));
  sample_close (store);
}

static void
test_yes_no (void)
{
  static const Case cases[] = {
    { "yesno = yes", "a" }, { "yesno = no", "b,c" },      { "yesno != yes", "b,c" },
    { "yesno != no", "a" }, { "not yesno = yes", "b,c" }, { "yesno is empty", "c" },
  };
  CrmStore *store = things ();

  check_cases (store, "thing", cases, G_N_ELEMENTS (cases));
  sample_close (store);
}

static void
test_days (void)
{
  static const Case cases[] = {
    { "day = today", "b" },
    { "day < today", "a" },
    { "day >= today-1", "a,b" },
    { "day <= today+7", "a,b" },
    { "day = 'today-1'", "a" },
    { "instant = today", "b" },
    { "instant != today", "a,c" },
    { "instant < today", "a" },
    { "instant <= today", "a,b" },
    { "instant > 'today-1'", "b" },
    { "instant >= '2026-02-09'", "a,b" },
    { "instant <= now", "a,b" },
    { "instant > now", "" },
    { "not instant = today", "a,c" },
  };
  CrmStore *store = things ();

  check_cases (store, "thing", cases, G_N_ELEMENTS (cases));
  sample_close (store);
}

static void
test_references (void)
{
  static const Case cases[] = {
    { "reference = 'alfa srl'", "a" },
    { "reference = 'alfa'", "" },
    { "reference != 'alfa srl'", "b,c" },
    { "reference ~ srl", "a" },
    { "reference ^ be", "b" },
    { "reference in ('Alfa SRL', Beta)", "a,b" },
    { "reference is empty", "c" },
    { "any = 'Beta'", "b" },
    { "reference.name = Beta", "b" },
    { "reference.name is empty", "c" },
    { "reference.name != Beta", "a,c" },
    { "not reference.name = Beta", "a,c" },
    { "reference.responsible.name is empty", "a,b,c" },
  };
  CrmStore *store = things ();

  check_cases (store, "thing", cases, G_N_ELEMENTS (cases));
  sample_close (store);
}

static void
test_me (void)
{
  static const Case cases[] = {
    { "responsible = me", "Alfa" },
    { "responsible != me", "Beta" },
    { "responsible = 'Ana'", "Alfa" },
    { "created_by = me", "Alfa,Beta" },
    { "id = 77", "" },
  };
  CrmStore *store = sample_new ();
  gint64 ana = sample_add (store, "person", "name", "Ana", NULL);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, ana);

  crm_store_set_person (store, ana);
  sample_add (store, "party", "name", "Alfa", "responsible", id, NULL);
  sample_add (store, "party", "name", "Beta", NULL);
  check_cases (store, "party", cases, G_N_ELEMENTS (cases));
  crm_store_set_person (store, 0);
  check_cases (store, "party", &(Case){ "responsible = me", "" }, 1);
  sample_close (store);
}

static void
test_lines (void)
{
  static const Case cases[] = {
    { "phones.number ~ 333", "Alfa" },
    { "phones[main].number ~ 333", "" },
    { "phones[main].number ~ 111", "Alfa" },
    { "phones.kind = work", "Alfa,Beta" },
    { "phones[main].kind = work", "Beta" },
    { "not phones.kind = work", "Gamma" },
    { "phones.number is filled", "Alfa,Beta" },
    { "phones.number is empty", "Gamma" },
    { "phones.kind is empty", "Gamma" },
    { "phones[main].kind is empty", "Alfa,Gamma" },
    { "phones.via.name = Alfa", "Beta" },
    { "phones.kind = work and phones.number ~ 444", "Beta" },
    { "phones.number ~ 333 or name = Gamma", "Alfa,Gamma" },
    { "not (phones.kind = work or name = Gamma)", "" },
  };
  CrmStore *store = sample_new ();
  gint64 alfa = sample_add (store, "party", "name", "Alfa", "phones.number", "111 111",
                            "phones.number", "333 333", NULL);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, alfa);

  sample_edit (store, "party", alfa, "phones[2].kind", "work", NULL);
  alfa = sample_add (store, "party", "name", "Beta", "phones.number", "444 444", NULL);
  sample_edit (store, "party", alfa, "phones[1].kind", "work", "phones[1].via", id, NULL);
  sample_add (store, "party", "name", "Gamma", NULL);
  check_cases (store, "party", cases, G_N_ELEMENTS (cases));
  sample_close (store);
}

static void
test_groups (void)
{
  static const Case cases[] = {
    { "text = a or text = b", "a,b" },  { "text = a and integer = 1", "a" },
    { "text = a and integer = 2", "" }, { "not (text = a or text = b)", "c" },
    { "not not text = a", "a" },
  };
  CrmStore *store = things ();
  g_autoptr (CrmQuery) none = crm_query_new ("thing");
  g_autoptr (CrmQuery) many = crm_query_new ("thing");
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  check_cases (store, "thing", cases, G_N_ELEMENTS (cases));
  crm_query_add_where (none, crm_condition_new_in ("text", (const char *const[]){ NULL }));
  sample_assert_titles (store, none, "");
  /* More values than an expression may be deep. */
  for (guint i = 0; i < 1000; i++)
    g_ptr_array_add (values, g_strdup_printf ("%u", i + 2));
  g_ptr_array_add (values, NULL);
  crm_query_add_where (many, crm_condition_new_in ("integer", (const char *const *)values->pdata));
  sample_assert_titles (store, many, "b");
  sample_close (store);
}

static gboolean
query_func (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) records = crm_txn_query (txn, data, error);

  return records != NULL;
}

static void
test_refused (void)
{
  static const struct {
    const char *where;
    CrmError code;
  } cases[] = {
    { "nothing = 1", CRM_ERROR_NOT_FOUND },    { "reference.nothing = 1", CRM_ERROR_NOT_FOUND },
    { "integer = many", CRM_ERROR_INVALID },   { "day = 'some day'", CRM_ERROR_INVALID },
    { "choice = friend", CRM_ERROR_INVALID },  { "integer ~ 1", CRM_ERROR_INVALID },
    { "yesno = perhaps", CRM_ERROR_INVALID },  { "id ~ 1", CRM_ERROR_INVALID },
    { "instant ^ 'soon'", CRM_ERROR_INVALID },
  };
  CrmStore *store = things ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CrmQuery) query = crm_query_new ("thing");
    g_autofree char *message = NULL;

    crm_query_add_where (query, crm_query_parse_where (cases[i].where, NULL));
    message = sample_refuse (store, query_func, query, cases[i].code);
    g_assert_null (strstr (message, "syntax"));
  }
  sample_close (store);
}

/* What people type is never SQL. */
static void
test_injection (void)
{
  static const char *const texts[] = {
    "'; DROP TABLE party; --", "\" OR 1=1", "%", "_", "!", "a%", "\\", "$1"
  };
  CrmStore *store = things ();

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    for (int test = CRM_TEST_EQUAL; test <= CRM_TEST_STARTS; test++) {
      g_autoptr (CrmQuery) query = crm_query_new ("thing");
      g_autofree char *found = NULL;

      crm_query_add_test (query, "text", test, texts[i]);
      crm_query_add_test (query, "email", CRM_TEST_FILLED, NULL);
      found = sample_titles (store, query);
      if (test == CRM_TEST_CONTAINS || test == CRM_TEST_STARTS || test == CRM_TEST_EQUAL)
        g_assert_cmpstr (found, ==, "");
    }
  }
  sample_close (store);
}

static void
test_order (void)
{
  CrmStore *store = things ();
  static const struct {
    const char *order;
    const char *titles;
  } cases[] = {
    { "text", "a,b,c" },           { "-text", "c,b,a" },       { "integer", "c,a,b" },
    { "-integer", "b,a,c" },       { "reference", "a,b,c" },   { "-reference", "b,a,c" },
    { "reference.name", "c,a,b" }, { "-yesno,text", "a,b,c" }, { "day,-text", "c,a,b" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CrmQuery) query = crm_query_new ("thing");

    crm_query_set_order (query, cases[i].order);
    sample_assert_titles (store, query, cases[i].titles);
    query->limit = 2;
    {
      g_autofree char *first = g_strndup (cases[i].titles, 3);

      sample_assert_titles (store, query, first);
    }
  }
  sample_close (store);
}

/* --- Plans -------------------------------------------------------------------------------------*/

typedef struct {
  const char *path;
  const char *entity;
} Plan;

static void
assert_plan (sqlite3 *db, const char *sql)
{
  g_autofree char *explain = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
  sqlite3_stmt *statement;

  g_assert_cmpint (sqlite3_prepare_v2 (db, explain, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW) {
    const char *detail = (const char *)sqlite3_column_text (statement, 3);

    /* A whole table may be walked along an index, never sorted. */
    if (strstr (detail, "USE TEMP B-TREE FOR ORDER BY") != NULL ||
        (g_str_has_prefix (detail, "SCAN t") && strstr (detail, "INDEX") == NULL))
      g_error ("%s: %s", sql, detail);
  }
  sqlite3_finalize (statement);
}

static gboolean
plan_func (CrmTxn *txn, gpointer data, GError **error)
{
  Plan *plan = data;
  const CrmEntity *entity = crm_schema_get (txn->schema, plan->entity, error);
  g_autoptr (CrmQuery) query = crm_query_new (plan->entity);
  g_autoptr (CrmCompiler) compiler = NULL;
  g_autoptr (GString) order = g_string_new (NULL);
  g_autofree char *sql = NULL;
  sqlite3 *db;

  crm_query_set_order (query, entity->order);
  compiler = _crm_txn_compile (txn, entity, query, error);
  if (!_crm_txn_add_order (txn, compiler, entity, query, order, error))
    return FALSE;
  sql = g_strdup_printf ("SELECT t.n FROM %s WHERE %s%s LIMIT 64", crm_compiler_get_from (compiler),
                         crm_compiler_get_where (compiler), order->str);
  g_assert_cmpint (sqlite3_open (plan->path, &db), ==, SQLITE_OK);
  assert_plan (db, sql);
  sqlite3_close (db);

  return TRUE;
}

static void
test_plans (void)
{
  CrmStore *store = things ();
  static const char *const entities[] = { "person", "party", "deal", "event" };

  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++) {
    Plan plan = { crm_store_get_path (store), entities[i] };
    g_autoptr (GError) error = NULL;

    crm_store_run (store, CRM_TXN_READ, NULL, plan_func, &plan, &error);
    g_assert_no_error (error);
  }
  sample_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/query/figures", test_figures);
  g_test_add_func ("/store/query/texts", test_texts);
  g_test_add_func ("/store/query/yes-no", test_yes_no);
  g_test_add_func ("/store/query/days", test_days);
  g_test_add_func ("/store/query/references", test_references);
  g_test_add_func ("/store/query/me", test_me);
  g_test_add_func ("/store/query/lines", test_lines);
  g_test_add_func ("/store/query/groups", test_groups);
  g_test_add_func ("/store/query/refused", test_refused);
  g_test_add_func ("/store/query/injection", test_injection);
  g_test_add_func ("/store/query/order", test_order);
  g_test_add_func ("/store/query/plans", test_plans);

  return g_test_run ();
}
