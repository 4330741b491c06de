/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"

#include "store/crm-store-private.h"

#include "support/crm-test.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

static void
refused (const char *path, CrmStoreFlags flags, CrmError code, const char *says)
{
  g_autofree char *message = sample_open_refused (path, flags, code);

  if (strstr (message, says) == NULL)
    g_error ("“%s” does not say “%s”", message, says);
}

static void
run_sql (const char *path, const char *sql)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static char *
make_office (void)
{
  char *path = sample_path ();
  CrmStore *store = sample_open (path, CRM_STORE_CREATE);

  for (guint i = 0; i < 40; i++) {
    g_autofree char *name = g_strdup_printf ("Party %u", i);

    sample_add (store, "party", "name", name, "note", "A note of some length that fills a page",
                NULL);
  }
  sample_close (store);

  return path;
}

static void
test_places (void)
{
  g_autofree char *path = sample_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *deep = g_build_filename (folder, "missing", "a.kontor", NULL);

  refused (path, 0, CRM_ERROR_NOT_FOUND, "not there");
  refused (deep, 0, CRM_ERROR_NOT_FOUND, "folder");
  refused (deep, CRM_STORE_CREATE, CRM_ERROR_NOT_FOUND, "folder");
  refused (folder, 0, CRM_ERROR_NOT_FOUND, "not a file");
}

static void
test_exists (void)
{
  g_autofree char *path = make_office ();
  g_autofree char *before = crm_test_checksum (path);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (crm_store_open (path, sample_entities (), CRM_STORE_CREATE, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  after = crm_test_checksum (path);
  g_assert_cmpstr (before, ==, after);
}

static void
test_foreign (void)
{
  g_autofree char *text = sample_path ();
  g_autofree char *empty = sample_path ();
  g_autofree char *other = sample_path ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_assert_true (g_file_set_contents (text, "Dear colleagues, this is a letter.", -1, NULL));
  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  run_sql (other, "CREATE TABLE notes (id INTEGER PRIMARY KEY)");
  before = crm_test_checksum (other);
  refused (text, 0, CRM_ERROR_FOREIGN, "not an office");
  refused (empty, 0, CRM_ERROR_FOREIGN, "not an office");
  refused (other, 0, CRM_ERROR_FOREIGN, "not an office");
  after = crm_test_checksum (other);
  g_assert_cmpstr (before, ==, after);
}

/* Whoever wrote it says which programs may still read it. */
static void
test_newer (void)
{
  g_autofree char *path = make_office ();
  g_autofree char *message = NULL;
  CrmStore *store;

  run_sql (path, "PRAGMA user_version = 9; UPDATE meta SET value = '9' WHERE key = 'min_writer';"
                 "UPDATE meta SET value = '7.1' WHERE key = 'program'");
  store = sample_open (path, 0);
  g_assert_true (crm_store_is_read_only (store));
  g_assert_cmpint (sample_count (store, "party", NULL), ==, 40);
  message = sample_edit_refused (store, CRM_ERROR_READ_ONLY, "party", 0, "name", "Alfa", NULL);
  g_assert_nonnull (strstr (message, "newer Kontor (7.1"));
  sample_close (store);

  run_sql (path, "UPDATE meta SET value = '9' WHERE key = 'min_reader'");
  refused (path, 0, CRM_ERROR_NEWER, "newer Kontor (7.1");
  run_sql (path, "DELETE FROM meta WHERE key = 'min_reader'");
  refused (path, 0, CRM_ERROR_NEWER, "Update Kontor");
}

/* It says that older programs may read it, and what they read is not there. */
static void
test_newer_without (void)
{
  g_autofree char *path = make_office ();

  run_sql (path, "PRAGMA user_version = 9; DROP TABLE event");
  refused (path, 0, CRM_ERROR_NEWER, "newer Kontor");
}

static void
test_older (void)
{
  g_autofree char *path = make_office ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  run_sql (path, "PRAGMA user_version = 1");
  before = crm_test_checksum (path);
  refused (path, 0, CRM_ERROR_OLDER, "upgraded");
  after = crm_test_checksum (path);
  g_assert_cmpstr (before, ==, after);
}

/* A colleague's newer program upgrades the file while this one has it open. */
static void
test_upgraded_meanwhile (void)
{
  g_autofree char *path = make_office ();
  CrmStore *store = sample_open (path, 0);
  g_autofree char *message = NULL;

  run_sql (path, "PRAGMA user_version = 3");
  message = sample_edit_refused (store, CRM_ERROR_NEWER, "party", 0, "name", "Alfa", NULL);
  g_assert_nonnull (strstr (message, "nothing was saved"));
  sample_close (store);
}

static void
test_read_only (void)
{
  g_autofree char *path = make_office ();
  CrmStore *store = sample_open (path, CRM_STORE_READ_ONLY);
  g_autofree char *message = NULL;

  g_assert_true (crm_store_is_read_only (store));
  g_assert_cmpint (sample_count (store, "party", NULL), ==, 40);
  message = sample_edit_refused (store, CRM_ERROR_READ_ONLY, "party", 0, "name", "Alfa", NULL);
  g_assert_nonnull (strstr (message, "reading only"));
  sample_assert_clean (store);
  sample_close (store);
}

static void
count_cb (CrmStore *store, guint *n)
{
  (*n)++;
}

/* What comes to light while the office is open. */
static void
test_turned_read_only (void)
{
  g_autofree char *path = make_office ();
  CrmStore *store = sample_open (path, 0);
  guint n = 0;
  g_autofree char *damaged = NULL;
  g_autofree char *locks = NULL;

  g_signal_connect (store, "read-only-changed", G_CALLBACK (count_cb), &n);
  g_assert_cmpint (crm_store_get_read_only_reason (store), ==, CRM_READ_ONLY_NOT);
  g_assert_null (crm_store_get_read_only_text (store));
  _crm_store_turn_read_only (store, CRM_READ_ONLY_LOCKS, NULL);
  _crm_store_turn_read_only (store, CRM_READ_ONLY_LOCKS, NULL);
  locks = sample_edit_refused (store, CRM_ERROR_READ_ONLY, "party", 0, "name", "Alfa", NULL);
  g_assert_nonnull (strstr (locks, "each other's locks"));

  /* The weightier one is told; without it the other still holds. */
  _crm_store_turn_read_only (store, CRM_READ_ONLY_DAMAGED, "Page 7 is damaged.");
  g_assert_cmpint (crm_store_get_read_only_reason (store), ==, CRM_READ_ONLY_DAMAGED);
  damaged = sample_edit_refused (store, CRM_ERROR_READ_ONLY, "party", 0, "name", "Alfa", NULL);
  g_assert_nonnull (strstr (damaged, "Page 7"));
  _crm_store_lift_read_only (store, CRM_READ_ONLY_DAMAGED);
  g_assert_cmpint (crm_store_get_read_only_reason (store), ==, CRM_READ_ONLY_LOCKS);
  _crm_store_lift_read_only (store, CRM_READ_ONLY_LOCKS);
  sample_add (store, "party", "name", "Alfa", NULL);
  g_assert_cmpint (sample_count (store, "party", NULL), ==, 41);
  sample_settle ();
  g_assert_cmpuint (n, ==, 4);
  sample_close (store);
}

static void
test_locked_file (void)
{
  g_autofree char *path = make_office ();
  CrmStore *store;

  g_assert_cmpint (g_chmod (path, 0444), ==, 0);
  if (g_access (path, W_OK) == 0) {
    g_test_skip ("nothing is forbidden to this user");
    return;
  }
  store = sample_open (path, 0);
  g_assert_true (crm_store_is_read_only (store));
  g_assert_cmpint (sample_count (store, "party", NULL), ==, 40);
  sample_close (store);
}

static gboolean
walk_func (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("party");
  g_autoptr (GPtrArray) records = NULL;

  crm_query_set_words (query, "party");
  records = crm_txn_query (txn, query, error);

  return records != NULL;
}

static gboolean
write_func (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "party");

  crm_record_set_text (record, "name", "Alfa");

  return crm_txn_save (txn, record, error);
}

/* Whatever is flipped: an error or an answer, and an end. */
static void
test_damaged (void)
{
  g_autofree char *path = make_office ();
  g_autofree char *bytes = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  gsize size;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  for (guint round = 0; round < 25; round++) {
    g_autofree char *name = g_strdup_printf ("damaged-%u.kontor", round);
    g_autofree char *copy = crm_test_copy (path, name);
    g_autoptr (GError) error = NULL;
    CrmStore *store;

    for (guint i = 0; i < 1u + round * 2; i++) {
      guint8 byte = g_rand_int_range (rand, 0, 256);

      crm_test_overwrite (copy, g_rand_int_range (rand, round < 10 ? 0 : 100, size), &byte, 1);
    }
    store = crm_store_open (copy, sample_entities (), 0, NULL, &error);
    if (store != NULL) {
      g_autoptr (GPtrArray) findings = NULL;

      crm_store_run (store, CRM_TXN_READ, NULL, walk_func, NULL, NULL);
      crm_store_run (store, CRM_TXN_WRITE, "test", write_func, NULL, NULL);
      findings = crm_store_check (store, NULL, NULL, NULL, NULL);
      crm_store_close (store, NULL);
      sample_settle ();
      g_object_unref (store);
    } else {
      g_assert_nonnull (error);
    }
    g_unlink (copy);
  }
}

static void
test_cut (void)
{
  g_autofree char *path = make_office ();
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  for (gsize length = 50; length < size; length = length * 2 + 13) {
    g_autoptr (GError) error = NULL;
    CrmStore *store;

    g_assert_true (g_file_set_contents (path, bytes, length, NULL));
    store = crm_store_open (path, sample_entities (), 0, NULL, &error);
    if (store == NULL) {
      g_assert_nonnull (error);
      continue;
    }
    g_assert_false (crm_store_run (store, CRM_TXN_WRITE, "test", write_func, NULL, &error));
    g_assert_error (error, CRM_ERROR, CRM_ERROR_CORRUPT);
    crm_store_close (store, NULL);
    sample_settle ();
    g_object_unref (store);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/open/places", test_places);
  g_test_add_func ("/store/open/exists", test_exists);
  g_test_add_func ("/store/open/foreign", test_foreign);
  g_test_add_func ("/store/open/newer", test_newer);
  g_test_add_func ("/store/open/newer-without", test_newer_without);
  g_test_add_func ("/store/open/older", test_older);
  g_test_add_func ("/store/open/upgraded-meanwhile", test_upgraded_meanwhile);
  g_test_add_func ("/store/open/read-only", test_read_only);
  g_test_add_func ("/store/open/turned-read-only", test_turned_read_only);
  g_test_add_func ("/store/open/locked-file", test_locked_file);
  g_test_add_func ("/store/open/damaged", test_damaged);
  g_test_add_func ("/store/open/cut", test_cut);

  return g_test_run ();
}
