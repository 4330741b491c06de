/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"

#include "support/crm-test.h"

#include <sqlite3.h>
#include <string.h>

/* Changes the file behind the store's back. */
static void
plant (const char *path, const char *sql)
{
  sqlite3 *db;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
  sqlite3_close (db);
}

static char *
make_office (void)
{
  char *path = sample_path ();
  CrmStore *store = sample_open (path, CRM_STORE_CREATE);
  gint64 alfa = sample_add (store, "party", "name", "Alfa", "code", "A1", NULL);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, alfa);

  sample_add (store, "deal", "name", "Chairs", "client", id, "opened", "2026-01-05", NULL);
  sample_delete (store, "party", sample_add (store, "party", "name", "Gone", NULL));
  sample_assert_clean (store);
  sample_close (store);

  return path;
}

static void
test_faults (void)
{
  static const struct {
    const char *sql;
    const char *says;
  } faults[] = {
    { "UPDATE party SET deals = 7 WHERE name = 'Alfa'", "Deals is 7 and should be 1" },
    { "UPDATE record SET title = 'Beta' WHERE title = 'Alfa'", "calls it “Beta”" },
    { "UPDATE record SET party = NULL WHERE title = 'Chairs'", "text or party" },
    { "DELETE FROM record WHERE title = 'Chairs'", "does not have it" },
    { "DELETE FROM gram WHERE key IN (SELECT key FROM gram WHERE key >> 42 = 2 LIMIT 1)",
      "Party: the index of first letters" },
    { "INSERT INTO gram(key, chunk, bits) VALUES((2 << 42) | (120 << 21), 0, x'0100')",
      "Party: the index of first letters" },
    { "UPDATE record SET folded = 'beta' WHERE title = 'Alfa'", "Search index" },
    { "DELETE FROM timeline", "not on its timeline" },
    { "UPDATE party SET kind = 'friend' WHERE name = 'Alfa'", "Kind" },
    { "UPDATE deal SET client = 77", "that is not there" },
    { "INSERT INTO record(n, id, title, folded, digits) VALUES((2 << 40) + 90, 9, 'x', '', '')",
      "records that are not there" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++) {
    g_autofree char *path = make_office ();
    g_autoptr (GPtrArray) findings = NULL;
    g_autoptr (GString) all = g_string_new (NULL);
    g_autoptr (GError) error = NULL;
    CrmStore *store;

    plant (path, faults[i].sql);
    store = sample_open (path, 0);
    findings = crm_store_check (store, NULL, NULL, NULL, &error);
    g_assert_no_error (error);
    for (guint k = 0; k < findings->len; k++)
      g_string_append_printf (all, "%s\n", ((CrmFinding *)findings->pdata[k])->text);
    if (strstr (all->str, faults[i].says) == NULL)
      g_error ("%s: “%s” and not “%s”", faults[i].sql, all->str, faults[i].says);
    sample_close (store);
  }
}

/* What cannot be read is a finding of its own; the rest is checked, and can be read. */
static void
test_damaged (void)
{
  g_autofree char *path = make_office ();
  gint64 page = sample_ask_sql (path, "SELECT rootpage FROM sqlite_schema WHERE name = 'deal'");
  gint64 size = sample_ask_sql (path, "PRAGMA page_size");
  g_autofree char *dirt = g_strnfill ((gsize)size, 'x');
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GString) all = g_string_new (NULL);
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;
  CrmStore *store;

  plant (path, "UPDATE record SET title = 'Beta' WHERE title = 'Alfa'");
  crm_test_overwrite (path, (page - 1) * size, dirt, (gsize)size);
  store = sample_open (path, 0);
  g_assert_false (crm_store_is_read_only (store));
  findings = crm_store_check (store, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint k = 0; k < findings->len; k++) {
    const CrmFinding *finding = findings->pdata[k];

    g_string_append_printf (all, "%s\n  %s\n", finding->text, finding->advice);
  }
  g_assert_nonnull (strstr (all->str, "Deal: not all of it can be read\n"));
  g_assert_nonnull (strstr (all->str, "Restore the last backup"));
  g_assert_nonnull (strstr (all->str, "calls it “Beta”"));
  g_assert_cmpint (crm_store_get_read_only_reason (store), ==, CRM_READ_ONLY_DAMAGED);
  g_assert_cmpint (sample_count (store, "party", NULL), ==, 1);
  message = sample_edit_refused (store, CRM_ERROR_READ_ONLY, "party", 0, "name", "X", NULL);
  sample_close (store);
}

static void
cancel (const char *step, double done, gpointer data)
{
  g_cancellable_cancel (data);
}

static void
test_cancelled (void)
{
  g_autofree char *path = make_office ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  CrmStore *store = sample_open (path, 0);

  g_assert_null (crm_store_check (store, cancel, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  sample_add (store, "party", "name", "Later", NULL);
  sample_assert_clean (store);
  sample_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/check/faults", test_faults);
  g_test_add_func ("/store/check/damaged", test_damaged);
  g_test_add_func ("/store/check/cancelled", test_cancelled);

  return g_test_run ();
}
