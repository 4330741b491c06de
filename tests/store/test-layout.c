/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"

#include "store/crm-layout.h"
#include "store/crm-upgrade-private.h"
#include "support/crm-test.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

/* Files that other programs, older and newer ones, have written. */

static void
run_sql (const char *path, const char *sql)
{
  sqlite3 *db;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
  sqlite3_close (db);
}

static gint64
ask_sql (const char *path, const char *sql)
{
  sqlite3 *db;
  sqlite3_stmt *statement;
  gint64 value;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  value = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);

  return value;
}

static gboolean
nothing_func (CrmTxn *txn, gpointer data, GError **error)
{
  return TRUE;
}

/* One look at the file, until its answer has come: questions are answered in their order. */
static void
look (CrmStore *store)
{
  crm_store_poll (store);
  crm_store_run (store, CRM_TXN_READ, NULL, nothing_func, NULL, NULL);
  sample_settle ();
}

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

/* --- Another program ---------------------------------------------------------------------------*/

/* The same office as an older program knows it: without the city, and without events. */
static const CrmEntity *const *
older_entities (void)
{
  static const CrmEntity *older[32];
  static CrmField fields[32];
  static CrmEntity party;
  const CrmEntity *const *now = sample_entities ();
  guint n = 0, k = 0;

  for (guint i = 0; now[i] != NULL; i++) {
    if (g_str_equal (now[i]->name, "event"))
      continue;
    older[n++] = now[i];
    if (!g_str_equal (now[i]->name, "party"))
      continue;
    party = *now[i];
    for (const CrmField *field = party.fields; field->name != NULL; field++)
      if (!g_str_equal (field->name, "city") && !g_str_equal (field->name, "kind"))
        fields[k++] = *field;
    party.fields = fields;
    older[n - 1] = &party;
  }
  older[n] = NULL;

  return older;
}

#define NOW   CRM_STORE_SCHEMA_VERSION
#define OLDER (CRM_STORE_SCHEMA_VERSION - 1)

static CrmStore *
open_older (const char *path, CrmStoreFlags flags, GError **error)
{
  g_autoptr (CrmClock) clock = crm_clock_new_fixed (SAMPLE_NOW, 1);

  return _crm_store_open_as (path, older_entities (), OLDER, flags, clock, error);
}

static char *
make_older_office (void)
{
  char *path = sample_path ();
  CrmStore *store = open_older (path, CRM_STORE_CREATE, NULL);

  sample_add (store, "party", "name", "Alfa", NULL);
  sample_add (store, "party", "name", "Ёлка", NULL);
  sample_close (store);

  return path;
}

static gboolean
upgrade (const char *path, const CrmUpgrade *how, CrmBackup **backup, GError **error)
{
  g_autoptr (CrmClock) clock = crm_clock_new_fixed (SAMPLE_NOW, 1);
  g_autofree char *folder = crm_test_path ("backups");
  CrmUpgrade all = *how;

  all.folder = folder;
  return _crm_store_upgrade_to (path, sample_entities (), NOW, &all, FALSE, clock, backup, NULL,
                                error);
}

static gboolean
step_func (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "party");

  crm_record_set_text (record, "name", "Made by a step");

  return crm_txn_save (txn, record, error);
}

static void
test_upgrade (void)
{
  static const CrmUpgradeStep steps[] = { { NOW, step_func }, { OLDER, step_func }, { 0 } };
  const CrmUpgrade how = { .steps = steps };
  g_autofree char *path = make_older_office ();
  g_autofree char *message = sample_open_refused (path, 0, CRM_ERROR_OLDER);
  g_autoptr (CrmBackup) backup = NULL;
  g_autoptr (GError) error = NULL;
  CrmStore *store;

  g_assert_true (upgrade (path, &how, &backup, &error));
  g_assert_no_error (error);
  g_assert_cmpint (ask_sql (backup->path, "PRAGMA user_version"), ==, OLDER);
  g_assert_cmpint (ask_sql (backup->path, "SELECT count(*) FROM party"), ==, 2);
  store = sample_open (path, 0);
  g_assert_false (crm_store_is_read_only (store));
  /* The step of the file's own layout has run long ago. */
  g_assert_cmpint (sample_count (store, "party", NULL), ==, 3);
  /* What a new record has in the new field, an old one has too. */
  g_assert_cmpint (sample_count (store, "party", "kind = client"), ==, 3);
  sample_add (store, "event", "title", "Call", NULL);
  sample_add (store, "party", "name", "Beta", "city", "Iași", NULL);
  g_assert_cmpint (sample_count (store, "party", "city = \"Iași\""), ==, 1);
  sample_assert_clean (store);
  sample_close (store);
}

static gboolean
refuse_func (CrmTxn *txn, gint64 *person, GError **error)
{
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_DENIED, "Ask Ana");
  return FALSE;
}

static gboolean
break_func (CrmTxn *txn, gpointer data, GError **error)
{
  g_assert_true (step_func (txn, data, error));
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_IO, "The step fails");
  return FALSE;
}

/* Who may not, and what fails half way, leave everything as it was. */
static void
test_not_upgraded (void)
{
  static const CrmUpgradeStep broken[] = { { NOW, break_func }, { 0 } };
  const CrmUpgrade denied = { .may = refuse_func };
  const CrmUpgrade failing = { .steps = broken };
  g_autofree char *path = make_older_office ();
  g_autoptr (CrmBackup) backup = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (upgrade (path, &denied, &backup, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_DENIED);
  g_assert_null (backup);
  g_clear_error (&error);
  g_assert_false (upgrade (path, &failing, &backup, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_IO);
  g_clear_error (&error);
  run_sql (path, "CREATE TRIGGER spy AFTER INSERT ON log BEGIN DELETE FROM party; END");
  g_assert_false (upgrade (path, &denied, &backup, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "“spy”"));
  run_sql (path, "DROP TRIGGER spy");
  g_assert_cmpint (ask_sql (path, "PRAGMA user_version"), ==, OLDER);
  g_assert_cmpint (ask_sql (path, "SELECT count(*) FROM party"), ==, 2);
}

/* An index that the descriptions do not have any more, and one of another shape. */
static void
test_indexes (void)
{
  const CrmUpgrade how = { 0 };
  g_autofree char *path = make_office ();
  g_autoptr (GError) error = NULL;
  CrmStore *store;

  run_sql (path, "DROP INDEX party_name; CREATE INDEX party_name ON party(name);"
                 "CREATE INDEX party_gone ON party(note); PRAGMA user_version = 1");
  g_assert_true (upgrade (path, &how, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (ask_sql (path, "SELECT count(*) FROM sqlite_schema WHERE name = 'party_gone'"),
                   ==, 0);
  g_assert_cmpint (ask_sql (path, "SELECT count(*) FROM sqlite_schema WHERE name = 'party_name' "
                                  "AND sql LIKE '%name_fold%'"),
                   ==, 1);
  store = sample_open (path, 0);
  g_assert_false (crm_store_is_read_only (store));
  sample_close (store);
}

typedef struct {
  CrmStore *older;
  gboolean refused;
} Giving;

/* While the backup is made, which is before anything changes. */
static void
save_meanwhile (const char *step, double done, gpointer data)
{
  Giving *giving = data;
  g_autofree char *message = NULL;

  if (done == 0 || giving->refused)
    return;
  g_assert_cmpint (crm_store_get_read_only_reason (giving->older), ==, CRM_READ_ONLY_UPGRADE);
  message =
    sample_edit_refused (giving->older, CRM_ERROR_READ_ONLY, "party", 0, "name", "Late", NULL);
  g_assert_nonnull (strstr (message, "is upgrading"));
  giving->refused = TRUE;
}

static void
wait_given_way (CrmStore *store)
{
  for (guint i = 0; i < 1000; i++) {
    if (crm_store_get_read_only_reason (store) != CRM_READ_ONLY_UPGRADE)
      return;
    g_usleep (10000);
  }
  g_assert_not_reached ();
}

/* A running program gives way, and notices that a newer one has upgraded the file under it. */
static void
test_two_versions (void)
{
  Giving giving = { 0 };
  const CrmUpgrade how = { .progress = save_meanwhile, .progress_data = &giving };
  g_autofree char *path = make_older_office ();
  g_autoptr (GError) error = NULL;
  CrmStore *older = open_older (path, 0, NULL);
  g_autofree char *message = NULL;

  giving.older = older;
  g_assert_cmpint (sample_count (older, "party", NULL), ==, 2);
  g_assert_true (upgrade (path, &how, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (giving.refused);
  wait_given_way (older);
  /* Before it has looked: the save itself finds out. */
  message = sample_edit_refused (older, CRM_ERROR_NEWER, "party", 0, "name", "Late", NULL);
  look (older);
  g_assert_cmpint (crm_store_get_read_only_reason (older), ==, CRM_READ_ONLY_NEWER);
  /* It may still read. */
  g_assert_cmpint (sample_count (older, "party", NULL), ==, 2);
  run_sql (path, "UPDATE meta SET value = '9' WHERE key = 'min_reader'");
  look (older);
  g_assert_false (crm_store_run (older, CRM_TXN_READ, NULL, step_func, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_NEWER);
  sample_close (older);
  g_assert_cmpint (ask_sql (path, "SELECT count(*) FROM party"), ==, 2);
}

static CrmPeerState
be_idle (gpointer data, gint64 *since)
{
  *since = 0;

  return CRM_PEER_IDLE;
}

static void
ignore (gpointer data)
{
}

/* Who does not stop writing is named, and nothing is done. */
static void
test_not_ready (void)
{
  const CrmUpgrade how = { 0 };
  g_autofree char *path = make_older_office ();
  g_autoptr (GPtrArray) in = NULL;
  g_autoptr (GError) error = NULL;
  const CrmPeersSetup setup = { .office = path,
                                .session = 1,
                                .layout = 1,
                                .changed = ignore,
                                .locks_broken = ignore,
                                .state = be_idle };
  CrmPeers *stubborn = _crm_peers_new (&setup, &error);
  g_autoptr (CrmClock) clock = crm_clock_new ();

  g_assert_no_error (error);
  _crm_peers_set_person (stubborn, 7, "Maria");
  _crm_peers_wake (stubborn);
  do {
    g_clear_pointer (&in, g_ptr_array_unref);
    in = crm_store_who_is_in (path, clock);
  } while (in->len == 0 || !g_str_equal (((CrmPeer *)in->pdata[0])->name, "Maria"));
  g_assert_false (crm_store_check_nobody_in (path, clock, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_false (upgrade (path, &how, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "Maria"));
  g_assert_cmpint (ask_sql (path, "PRAGMA user_version"), ==, 1);
  _crm_peers_free (stubborn);
  g_assert_true (crm_store_check_nobody_in (path, clock, NULL));
}

/* --- Hostile files -----------------------------------------------------------------------------*/

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

    run_sql (path, parts[i].sql);
    store = sample_open (path, 0);
    g_assert_cmpint (crm_store_get_read_only_reason (store), ==, CRM_READ_ONLY_STRUCTURE);
    text = crm_store_get_read_only_text (store);
    if (strstr (text, parts[i].says) == NULL)
      g_error ("%s: “%s” does not say “%s”", parts[i].sql, text, parts[i].says);
    message = sample_edit_refused (store, CRM_ERROR_READ_ONLY, "party", 0, "name", "X", NULL);
    g_assert_cmpint (sample_count (store, "party", NULL), ==, 2);
    sample_close (store);
    g_assert_cmpint (ask_sql (path, "SELECT count(*) FROM party"), ==, 2);
  }
}

/* Harmless: a column that a program to come, or of somebody else, has added. */
static void
test_more_column (void)
{
  g_autofree char *path = make_office ();
  CrmStore *store;

  run_sql (path, "ALTER TABLE party ADD COLUMN shoe_size INTEGER");
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

  run_sql (path, "ALTER TABLE party RENAME TO hidden; CREATE VIEW party AS WITH RECURSIVE e(n) AS "
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

/* --- Another place -----------------------------------------------------------------------------*/

static void
test_moved (void)
{
  g_autofree char *path = make_office ();
  g_autofree char *elsewhere = g_strconcat (path, ".moved", NULL);
  CrmStore *store = sample_open (path, 0);
  g_autofree char *message = NULL;

  g_assert_cmpint (g_rename (path, elsewhere), ==, 0);
  look (store);
  g_assert_cmpint (crm_store_get_read_only_reason (store), ==, CRM_READ_ONLY_MOVED);
  message = sample_edit_refused (store, CRM_ERROR_READ_ONLY, "party", 0, "name", "X", NULL);
  g_assert_nonnull (strstr (message, "moved or replaced"));
  /* It comes back. */
  g_assert_cmpint (g_rename (elsewhere, path), ==, 0);
  look (store);
  g_assert_false (crm_store_is_read_only (store));
  sample_add (store, "party", "name", "Beta", NULL);
  sample_close (store);
}

static void
test_replaced (void)
{
  g_autofree char *path = make_office ();
  g_autofree char *other = make_office ();
  CrmStore *store = sample_open (path, 0);

  g_assert_cmpint (g_rename (other, path), ==, 0);
  look (store);
  g_assert_cmpint (crm_store_get_read_only_reason (store), ==, CRM_READ_ONLY_MOVED);
  sample_close (store);
  store = sample_open (path, 0);
  sample_add (store, "party", "name", "Beta", NULL);
  sample_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/layout/upgrade", test_upgrade);
  g_test_add_func ("/store/layout/not-upgraded", test_not_upgraded);
  g_test_add_func ("/store/layout/indexes", test_indexes);
  g_test_add_func ("/store/layout/two-versions", test_two_versions);
  g_test_add_func ("/store/layout/not-ready", test_not_ready);
  g_test_add_func ("/store/layout/foreign-parts", test_foreign_parts);
  g_test_add_func ("/store/layout/more-column", test_more_column);
  g_test_add_func ("/store/layout/view-for-table", test_view_for_table);
  g_test_add_func ("/store/layout/engine-is-bound", test_engine_is_bound);
  g_test_add_func ("/store/layout/moved", test_moved);
  g_test_add_func ("/store/layout/replaced", test_replaced);

  return g_test_run ();
}
