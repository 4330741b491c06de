/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-test.h"

#include "office/crm-office-upgrade.h"
#include "office/crm-rooms.h"
#include "office/people/crm-who.h"
#include "office/settings/crm-office-settings.h"
#include "store/crm-db.h"
#include "support/crm-killer.h"
#include "support/crm-test.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const fixtures[] = { "v1-md" };

static gboolean
settings_func (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) record = crm_office_settings_get (txn, error);

  g_assert_nonnull (record);
  g_assert_cmpint (crm_record_get_int (record, "retention_days"), ==, CRM_OFFICE_RETENTION_DAYS);
  g_assert_cmpint (crm_record_get_int (record, "backup_hour"), ==, CRM_OFFICE_BACKUP_HOUR);
  g_assert_cmpstr (crm_record_get_text (record, "place"), ==, "shared");
  g_assert_cmpint (office_test_count (txn, "party"), >, 5);
  g_assert_cmpint (office_test_count (txn, "role"), ==, 5);

  return TRUE;
}

/* Everybody has the role that they were, and somebody manages people. */
static gboolean
roles_func (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("person");
  g_autoptr (CrmQuery) heads = crm_query_new ("person");
  g_autoptr (GPtrArray) people = crm_txn_query (txn, query, error);

  for (guint i = 0; i < people->len; i++) {
    g_autoptr (CrmRecord) role = office_test_get (
      txn, "role", crm_record_get_int (people->pdata[i], "office_role"));
    const char *before = crm_record_get_text (people->pdata[i], "role");

    if (g_str_equal (before, "accountant") || g_str_equal (before, "head"))
      g_assert_cmpstr (crm_record_get_text (role, "key"), ==, before);
  }
  crm_query_add_test (heads, "office_role.may_manage", CRM_TEST_EQUAL, "yes");
  g_assert_cmpint (crm_txn_count (txn, heads, error), >, 0);

  return TRUE;
}

static void
assert_clean (CrmOffice *office)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings =
               crm_store_check (crm_office_get_store (office), NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_error ("%s", ((CrmFinding *)findings->pdata[i])->text);
}

static void
test_fixtures (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fixtures); i++) {
    g_autofree char *path = crm_test_unpack_office (fixtures[i]);
    g_autofree char *folder = crm_test_path ("backups");
    g_autoptr (CrmClock) clock = crm_clock_new ();
    g_autoptr (CrmBackup) backup = NULL;
    g_autoptr (GError) error = NULL;
    CrmOffice *office;

    g_assert_null (crm_office_open (path, clock, &error));
    g_assert_error (error, CRM_ERROR, CRM_ERROR_OLDER);
    g_clear_error (&error);
    g_assert_true (crm_office_upgrade (path, folder, clock, NULL, NULL, &backup, NULL, &error));
    g_assert_no_error (error);
    g_assert_nonnull (backup);
    g_assert_cmpint (backup->layout, ==, 1);
    g_assert_true (g_file_test (backup->path, G_FILE_TEST_IS_REGULAR));
    office = crm_office_open (path, clock, &error);
    g_assert_no_error (error);
    /* The account of whoever runs this is none of theirs. */
    g_assert_true (crm_office_act_as (office, "Ana Corbu", &error));
    g_assert_no_error (error);
    g_assert_true (crm_office_run (office, CRM_TXN_READ, NULL, settings_func, NULL, &error));
    g_assert_true (crm_office_run (office, CRM_TXN_READ, NULL, roles_func, NULL, &error));
    assert_clean (office);
    office_test_close (office);
    /* A second time there is nothing to do, and nothing is copied. */
    g_clear_pointer (&backup, crm_backup_free);
    g_assert_true (crm_office_upgrade (path, folder, clock, NULL, NULL, &backup, NULL, &error));
    g_assert_null (backup);
  }
}

/* --- Killed in the middle ----------------------------------------------------------------------
 */

/* So many at least, and with KONTOR_LONG before each statement. */
#define KILLS 30

static char *program;

/* This program again: upgrades, and is killed before its nth statement. Ends with their number. */
static int
be_upgrader (const char *path, const char *folder, const char *n)
{
  g_autoptr (CrmClock) clock = crm_clock_new ();
  g_autoptr (GError) error = NULL;

  /* The engine is set up before it is watched. */
  crm_db_close (crm_db_open (path, CRM_DB_READ_ONLY, NULL));
  crm_killer_arm (atoi (n));
  if (!crm_office_upgrade (path, folder, clock, NULL, NULL, NULL, NULL, &error))
    g_error ("%s", error->message);
  printf ("%d\n", atoi (n) - crm_killer_left);

  return 0;
}

static int
run_upgrader (const char *path, const char *folder, int n)
{
  g_autofree char *number = g_strdup_printf ("%d", n);
  g_autofree char *out = NULL;
  char *argv[] = { program, (char *)"upgrade", (char *)path, (char *)folder, number, NULL };
  g_autoptr (GError) error = NULL;

  g_spawn_sync (NULL, argv, NULL, 0, NULL, NULL, &out, NULL, NULL, &error);
  g_assert_no_error (error);

  return atoi (out);
}

static gint64
ask (const char *path, const char *sql)
{
  sqlite3 *db;
  sqlite3_stmt *statement;
  gint64 answer;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  answer = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);

  return answer;
}

static void
assert_new (const char *path, const char *folder)
{
  g_autoptr (CrmClock) clock = crm_clock_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) backups = crm_backup_list (folder, path, &error);
  CrmOffice *office;

  g_assert_no_error (error);
  g_assert_cmpuint (backups->len, >, 0);
  g_assert_true (crm_backup_is_verified (backups->pdata[0]));
  g_assert_true (crm_backup_drill (backups->pdata[0], NULL, NULL, NULL, NULL, NULL));
  office = crm_office_open (path, clock, &error);
  g_assert_no_error (error);
  g_assert_false (crm_office_is_read_only (office));
  assert_clean (office);
  office_test_close (office);
}

/* Of the layout before, down to its last part and row, or of ours; never of none. Returns which. */
static gboolean
assert_whole (const char *path, const char *before, const char *folder)
{
  static const char *const questions[] = {
    "SELECT count(*) FROM sqlite_schema",
    "SELECT sum(length(sql)) FROM sqlite_schema",
    "SELECT max(seq) FROM log",
    "SELECT count(*) FROM record",
    "SELECT sum(length(title)) FROM record",
  };

  if (ask (path, "PRAGMA user_version") != 1) {
    assert_new (path, folder);
    return TRUE;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++)
    g_assert_cmpint (ask (path, questions[i]), ==, ask (before, questions[i]));

  return FALSE;
}

static void
kill_everywhere (const char *fixture)
{
  g_autofree char *spare = crm_test_unpack_office (fixture);
  g_autofree char *whole = crm_test_copy (spare, "whole.kontor");
  g_autofree char *folder = crm_test_path ("killed-backups");
  g_autofree char *path = NULL;
  int total = run_upgrader (whole, folder, G_MAXINT);
  int step = g_getenv ("KONTOR_LONG") != NULL ? 1 : MAX (total / KILLS, 1);
  guint old = 0;

  g_assert_cmpint (total, >, 100);
  g_assert_true (assert_whole (whole, spare, folder));
  for (int n = 1; n <= total; n += step) {
    g_free (path);
    path = crm_test_copy (spare, "killed.kontor");
    g_assert_cmpint (run_upgrader (path, folder, n), ==, 0);
    if (!assert_whole (path, spare, folder))
      old++;
  }
  g_test_message ("%s: killed before each %d of %d statements, %u times as it was", fixture, step,
                  total, old);
  g_assert_cmpuint (old, >, 10);
  /* And a file that was left so can be upgraded. */
  run_upgrader (path, folder, G_MAXINT);
  assert_new (path, folder);
}

static void
test_killed (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fixtures); i++)
    kill_everywhere (fixtures[i]);
}

int
main (int argc, char *argv[])
{
  if (argc == 5 && g_str_equal (argv[1], "upgrade"))
    return be_upgrader (argv[2], argv[3], argv[4]);
  program = g_canonicalize_filename (argv[0], NULL);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/upgrade/fixtures", test_fixtures);
  g_test_add_func ("/office/upgrade/killed", test_killed);

  return g_test_run ();
}
