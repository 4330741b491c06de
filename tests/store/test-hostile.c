/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"

#include "store/crm-db.h"
#include "support/crm-test.h"

#include <string.h>
#include <sys/resource.h>

/* Files that somebody has changed to do harm. */

static char *
make_office (void)
{
  char *path = sample_path ();
  CrmStore *store = sample_open (path, CRM_STORE_CREATE);

  sample_add (store, "party", "name", "Alfa", "city", "Iași", NULL);
  sample_add (store, "party", "name", "Ёлка", "city", "Chișinău", NULL);
  sample_close (store);

  return path;
}

/* Opened for reading, saying what was found; nothing of it runs. */
static void
test_foreign_parts (void)
{
  static const struct {
    const char *sql;
    const char *says;
  } parts[] = {
    { "CREATE TRIGGER spy AFTER INSERT ON log BEGIN DELETE FROM party; END", "trigger “spy”" },
    { "CREATE VIEW everything AS SELECT * FROM party", "view “everything”" },
    { "CREATE TABLE notes (id INTEGER)", "table “notes”" },
    { "CREATE INDEX strange ON party(version)", "index “strange”" },
    { "CREATE INDEX party_strange ON party(version)", "index “party_strange”" },
    { "DROP INDEX party_name; CREATE INDEX party_name ON party(abs(version))",
      "index “party_name”" },
    { "ALTER TABLE party ADD COLUMN twice INTEGER AS (version * 2)", "“party.twice”" },
    { "CREATE VIRTUAL TABLE more USING fts5(x)", "table “more”" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autofree char *path = make_office ();
    g_autofree char *text = NULL;
    g_autofree char *message = NULL;
    CrmStore *store;

    sample_run_sql (path, parts[i].sql);
    store = sample_open (path, 0);
    g_assert_cmpint (crm_store_get_read_only_reason (store), ==, CRM_READ_ONLY_STRUCTURE);
    text = crm_store_get_read_only_text (store);
    if (strstr (text, parts[i].says) == NULL)
      g_error ("%s: “%s” does not say “%s”", parts[i].sql, text, parts[i].says);
    message = sample_edit_refused (store, CRM_ERROR_READ_ONLY, "party", 0, "name", "X", NULL);
    g_assert_cmpint (sample_count (store, "party", NULL), ==, 2);
    sample_close (store);
    g_assert_cmpint (sample_ask_sql (path, "SELECT count(*) FROM party"), ==, 2);
  }
}

/* Harmless: a column that a program to come, or of somebody else, has added. */
static void
test_more_column (void)
{
  g_autofree char *path = make_office ();
  CrmStore *store;

  sample_run_sql (path, "ALTER TABLE party ADD COLUMN shoe_size INTEGER");
  store = sample_open (path, 0);
  g_assert_false (crm_store_is_read_only (store));
  sample_add (store, "party", "name", "Beta", NULL);
  sample_close (store);
}

/* A view in the place of a table answers every question with an endless one. */
static void
test_view_for_table (void)
{
  g_autofree char *path = make_office ();
  g_autofree char *message = NULL;

  sample_run_sql (path,
                  "ALTER TABLE party RENAME TO hidden; CREATE VIEW party AS WITH RECURSIVE e(n) AS "
                  "(SELECT 1 UNION ALL SELECT n + 1 FROM e) SELECT n, n AS id, 1 AS version, "
                  "NULL AS deleted, 'x' AS name FROM e");
  message = sample_open_refused (path, 0, CRM_ERROR_CORRUPT);
  g_assert_nonnull (strstr (message, "changed by another program"));
}

static void
test_engine_is_bound (void)
{
  static const char *const refused[] = {
    "ATTACH DATABASE ':memory:' AS other",
    "CREATE TABLE notes (id INTEGER)",
    "DROP TABLE party",
    "ALTER TABLE party ADD COLUMN x INTEGER",
    "CREATE TEMP TRIGGER t AFTER INSERT ON party BEGIN SELECT 1; END",
    "PRAGMA writable_schema=ON",
    "PRAGMA temp_store_directory='/tmp'",
    "SELECT load_extension('x')",
    "UPDATE sqlite_schema SET sql = ''",
    "VACUUM",
    "SELECT zeroblob(100000000)",
  };
  g_autofree char *path = make_office ();
  CrmDb *db = crm_db_open (path, 0, NULL);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    if (crm_db_exec (db, refused[i], NULL))
      g_error ("%s is allowed", refused[i]);
  /* An endless question ends. */
  crm_db_limit_statements (db, 100);
  g_assert_false (crm_db_exec (db,
                               "WITH RECURSIVE e(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM e) "
                               "SELECT max(n) FROM e",
                               &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_IO);
  crm_db_close (db);
}

/* A question that never ends, asked of a file that is open for reading, ends by itself. */
static void
test_endless (void)
{
  g_autofree char *path = make_office ();
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;
  CrmStore *store;

  sample_run_sql (path, "CREATE VIEW endless AS WITH RECURSIVE e(n) AS "
                        "(SELECT 1 UNION ALL SELECT n + 1 FROM e) SELECT max(n) FROM e");
  store = sample_open (path, 0);
  findings = crm_store_check (store, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_nonnull (strstr (((CrmFinding *)findings->pdata[0])->text, "view “endless”"));
  g_assert_cmpint (sample_count (store, "party", NULL), ==, 2);
  sample_close (store);
}

/* In kB: the engine holds one row of 30 MB, and we of ten of them what may stand in a note. */
#ifdef __SANITIZE_ADDRESS__
/* The sanitizer holds back what was freed: only the plain build counts. */
#  define MOST_MEMORY G_MAXLONG
#else
#  define MOST_MEMORY 200000
#endif

static glong
peak_memory (void)
{
  struct rusage usage;

  g_assert_cmpint (getrusage (RUSAGE_SELF, &usage), ==, 0);

  return usage.ru_maxrss;
}

/* More than any field of ours holds is not brought into memory. */
static void
test_giant (void)
{
  g_autofree char *path = make_office ();
  g_autofree char *names = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;
  CrmStore *store = sample_open (path, 0);
  glong before;

  for (guint i = 0; i < 20; i++)
    sample_add (store, "party", "name", "Giant", NULL);
  sample_close (store);
  sample_run_sql (path,
                  "PRAGMA ignore_check_constraints=ON;"
                  "UPDATE party SET note = printf('%.*c', 30000000, 'x') WHERE name = 'Giant'");
  before = peak_memory ();
  store = sample_open (path, 0);
  findings = crm_store_check (store, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 20);
  g_assert_nonnull (strstr (((CrmFinding *)findings->pdata[0])->text, "Shorten it"));
  names = sample_find (store, "party", "name = Giant", NULL);
  g_assert_nonnull (names);
  g_assert_cmpint (peak_memory () - before, <, MOST_MEMORY);
  sample_close (store);
}

static gboolean
history_func (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GHashTable) authors = crm_txn_authors (txn, *(gint64 *)data, error);
  g_autoptr (GPtrArray) history = crm_txn_history (txn, *(gint64 *)data, 10, error);

  return authors != NULL && history != NULL;
}

static gboolean
undo_func (CrmTxn *txn, gpointer data, GError **error)
{
  char **title = data;

  g_clear_pointer (title, g_free);

  return crm_txn_undo (txn, 0, title, error);
}

/* What was done, as somebody has rewritten it: undoing it and reading of it do no harm. */
static void
test_history (void)
{
  static const char *const changes[] = {
    "",
    "{",
    "[]",
    "7",
    "{\"name\":5}",
    "{\"name\":[]}",
    "{\"name\":[{},[]]}",
    "{\"name\":[1,2,3]}",
    "{\"phones\":[1,2]}",
    "{\"phones\":{\"x\":{}}}",
    "{\"phones\":{\"1\":[null,7]}}",
    "{\"phones\":{\"1\":{\"number\":[1]}}}",
    "{\"phones\":{\"1\":{\"#\":[[0],7]}}}",
    "{\"name\":{\"1\":{\"name\":[\"a\",\"b\"]}}}",
    "{\"phones\":[\"a\",\"b\"]}",
    "{\"name\":[[1],{}]}",
    "{\"nobody\":[\"a\",\"b\"]}",
    "{\"deals\":[\"1\",\"2\"]}",
    NULL, /* nested without end */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++) {
    g_autofree char *path = sample_path ();
    CrmStore *store = sample_open (path, CRM_STORE_CREATE);
    gint64 id = sample_add (store, "party", "name", "Alfa", "phones.number", "022 1", NULL);
    g_autoptr (GError) error = NULL;
    g_autofree char *sql =
      changes[i] != NULL ? g_strdup_printf ("UPDATE log SET changes = '%s'", changes[i])
                         : g_strdup ("UPDATE log SET changes = "
                                     "'{\"name\":' || replace(hex(zeroblob(500000)), '0', '[')");
    g_autofree char *title = NULL;

    sample_edit (store, "party", id, "name", "Beta", "phones.number", "022 2", NULL);
    sample_run_sql (path, sql);
    crm_store_run (store, CRM_TXN_READ, NULL, history_func, &id, NULL);
    crm_store_run (store, CRM_TXN_WRITE, "undo", undo_func, &title, &error);
    g_test_message ("%s: %s", sql, error != NULL ? error->message : title);
    g_assert_cmpint (sample_count (store, "party", NULL), ==, 1);
    sample_edit (store, "party", id, "name", "Gamma", NULL);
    sample_close (store);
  }
}

/* Texts where numbers belong. */
static void
test_wrong_types (void)
{
  g_autofree char *path = make_office ();
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;
  CrmStore *store;

  sample_run_sql (path, "PRAGMA writable_schema=ON;"
                        "UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') "
                        "WHERE name = 'party'");
  sample_run_sql (path, "PRAGMA ignore_check_constraints=ON;"
                        "UPDATE party SET version = 'many', name = x'00ff00' WHERE name = 'Alfa'");
  store = sample_open (path, 0);
  g_assert_cmpint (crm_store_get_read_only_reason (store), ==, CRM_READ_ONLY_STRUCTURE);
  message = sample_edit_refused (store, CRM_ERROR_READ_ONLY, "party", 0, "name", "X", NULL);
  findings = crm_store_check (store, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, >, 0);
  g_assert_cmpint (sample_count (store, "party", NULL), ==, 2);
  sample_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/hostile/foreign-parts", test_foreign_parts);
  g_test_add_func ("/store/hostile/more-column", test_more_column);
  g_test_add_func ("/store/hostile/view-for-table", test_view_for_table);
  g_test_add_func ("/store/hostile/engine-is-bound", test_engine_is_bound);
  g_test_add_func ("/store/hostile/endless", test_endless);
  g_test_add_func ("/store/hostile/giant", test_giant);
  g_test_add_func ("/store/hostile/history", test_history);
  g_test_add_func ("/store/hostile/wrong-types", test_wrong_types);

  return g_test_run ();
}
