/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample-vfs.h"
#include "sample.h"

#include "store/crm-layout.h"
#include "store/crm-upgrade-private.h"
#include "support/crm-killer.h"
#include "support/crm-test.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Files that other programs, older and newer ones, have written. */

static char *program;

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
  g_autofree char *folder = g_strconcat (path, ".backups", NULL);
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
  g_assert_cmpint (sample_ask_sql (backup->path, "PRAGMA user_version"), ==, OLDER);
  g_assert_cmpint (sample_ask_sql (backup->path, "SELECT count(*) FROM party"), ==, 2);
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
  sample_run_sql (path, "CREATE TRIGGER spy AFTER INSERT ON log BEGIN DELETE FROM party; END");
  g_assert_false (upgrade (path, &denied, &backup, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "“spy”"));
  sample_run_sql (path, "DROP TRIGGER spy");
  g_assert_cmpint (sample_ask_sql (path, "PRAGMA user_version"), ==, OLDER);
  g_assert_cmpint (sample_ask_sql (path, "SELECT count(*) FROM party"), ==, 2);
}

/* An index that the descriptions do not have any more, and one of another shape. */
static void
test_indexes (void)
{
  const CrmUpgrade how = { 0 };
  g_autofree char *path = make_office ();
  g_autoptr (GError) error = NULL;
  CrmStore *store;

  sample_run_sql (path, "DROP INDEX party_name; CREATE INDEX party_name ON party(name);"
                        "CREATE INDEX party_gone ON party(note); PRAGMA user_version = 1");
  g_assert_true (upgrade (path, &how, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (
    sample_ask_sql (path, "SELECT count(*) FROM sqlite_schema WHERE name = 'party_gone'"), ==, 0);
  g_assert_cmpint (sample_ask_sql (path,
                                   "SELECT count(*) FROM sqlite_schema WHERE name = 'party_name' "
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
  sample_look (older);
  g_assert_cmpint (crm_store_get_read_only_reason (older), ==, CRM_READ_ONLY_NEWER);
  /* It may still read. */
  g_assert_cmpint (sample_count (older, "party", NULL), ==, 2);
  sample_run_sql (path, "UPDATE meta SET value = '9' WHERE key = 'min_reader'");
  sample_look (older);
  g_assert_false (crm_store_run (older, CRM_TXN_READ, NULL, step_func, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_NEWER);
  sample_close (older);
  g_assert_cmpint (sample_ask_sql (path, "SELECT count(*) FROM party"), ==, 2);
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
  g_assert_cmpint (sample_ask_sql (path, "PRAGMA user_version"), ==, 1);
  _crm_peers_free (stubborn);
  g_assert_true (crm_store_check_nobody_in (path, clock, NULL));
}

/* --- Killed in the middle ----------------------------------------------------------------------*/

/* So many at least, and with KONTOR_LONG before each. */
#define KILLS 120

/* The program is killed before a statement, or before something is written, cut or synced: a commit
 * is one statement and many of these. */
static int
kill_hook (const SampleVfsCall *call, gpointer user_data)
{
  if (call->kind == SAMPLE_VFS_WRITE || call->kind == SAMPLE_VFS_TRUNCATE ||
      call->kind == SAMPLE_VFS_SYNC || call->kind == SAMPLE_VFS_DELETE)
    crm_killer_count_cb (0, NULL, NULL, NULL);

  return SQLITE_OK;
}

/* This program again: upgrades, and is killed before its nth step. Ends with their number. */
static int
be_upgrader (const char *path, const char *of, const char *n)
{
  static const CrmUpgradeStep steps[] = { { NOW, step_func }, { 0 } };
  const CrmUpgrade how = { .steps = steps };
  g_autoptr (GError) error = NULL;

  /* The engine is set up before it is watched. */
  crm_db_close (crm_db_open (path, CRM_DB_READ_ONLY, NULL));
  crm_killer_left = atoi (n);
  if (g_str_equal (of, "statements"))
    crm_killer_arm (atoi (n));
  else
    sample_vfs_install (kill_hook, NULL);
  if (!upgrade (path, &how, NULL, &error))
    g_error ("%s", error->message);
  printf ("%d\n", atoi (n) - crm_killer_left);

  return 0;
}

static int
run_upgrader (const char *path, const char *of, int n)
{
  g_autofree char *number = g_strdup_printf ("%d", n);
  g_autofree char *out = NULL;
  char *argv[] = { program, (char *)"upgrade", (char *)path, (char *)of, number, NULL };
  g_autoptr (GError) error = NULL;

  g_spawn_sync (NULL, argv, NULL, 0, NULL, NULL, &out, NULL, NULL, &error);
  g_assert_no_error (error);

  return atoi (out);
}

/* Of the old layout or of the new one, and whole; the new one never without a backup. */
static gboolean
assert_whole (const char *path)
{
  gboolean upgraded = sample_ask_sql (path, "PRAGMA user_version") == NOW;
  CrmStore *store = upgraded ? sample_open (path, 0) : open_older (path, 0, NULL);
  g_autofree char *folder = g_strconcat (path, ".backups", NULL);
  g_autoptr (GPtrArray) backups = crm_backup_list (folder, path, NULL);

  g_assert_false (crm_store_is_read_only (store));
  g_assert_cmpint (sample_count (store, "party", NULL), ==, upgraded ? 3 : 2);
  sample_assert_clean (store);
  sample_close (store);
  if (upgraded)
    g_assert_true (crm_backup_is_verified (backups->pdata[0]));

  return upgraded;
}

static void
kill_everywhere (const char *of)
{
  g_autofree char *first = make_older_office ();
  g_autofree char *spare = crm_test_copy (first, "spare.kontor");
  int total = run_upgrader (first, of, G_MAXINT);
  int step = g_getenv ("KONTOR_LONG") != NULL ? 1 : MAX (total / KILLS, 1);
  guint old = 0;

  g_assert_cmpint (total, >, 20);
  g_assert_true (assert_whole (first));
  for (int n = 1; n <= total; n += step) {
    g_autofree char *name = g_strdup_printf ("killed-%s-%d.kontor", of, n);
    g_autofree char *path = crm_test_copy (spare, name);

    g_assert_cmpint (run_upgrader (path, of, n), ==, 0);
    if (!assert_whole (path))
      old++;
  }
  g_test_message ("killed before each %d of %d %s: %u times as it was", step, total, of, old);
  g_assert_cmpuint (old, >, 10);
}

static void
test_killed (void)
{
  kill_everywhere ("statements");
}

static void
test_killed_writing (void)
{
  kill_everywhere ("writes");
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
  sample_look (store);
  g_assert_cmpint (crm_store_get_read_only_reason (store), ==, CRM_READ_ONLY_MOVED);
  message = sample_edit_refused (store, CRM_ERROR_READ_ONLY, "party", 0, "name", "X", NULL);
  g_assert_nonnull (strstr (message, "moved or replaced"));
  /* It comes back. */
  g_assert_cmpint (g_rename (elsewhere, path), ==, 0);
  sample_look (store);
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
  sample_look (store);
  g_assert_cmpint (crm_store_get_read_only_reason (store), ==, CRM_READ_ONLY_MOVED);
  sample_close (store);
  store = sample_open (path, 0);
  sample_add (store, "party", "name", "Beta", NULL);
  sample_close (store);
}

int
main (int argc, char **argv)
{
  if (argc == 5 && g_str_equal (argv[1], "upgrade"))
    return be_upgrader (argv[2], argv[3], argv[4]);
  program = g_canonicalize_filename (argv[0], NULL);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/layout/upgrade", test_upgrade);
  g_test_add_func ("/store/layout/not-upgraded", test_not_upgraded);
  g_test_add_func ("/store/layout/indexes", test_indexes);
  g_test_add_func ("/store/layout/two-versions", test_two_versions);
  g_test_add_func ("/store/layout/not-ready", test_not_ready);
  g_test_add_func ("/store/layout/killed", test_killed);
  g_test_add_func ("/store/layout/killed-writing", test_killed_writing);
  g_test_add_func ("/store/layout/moved", test_moved);
  g_test_add_func ("/store/layout/replaced", test_replaced);

  return g_test_run ();
}
