/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "perf/perf-office.h"

#include "exchange/crm-table-text.h"
#include "office/lists/crm-paste.h"

#include <sqlite3.h>

/* Pasting a thousand rows of three columns over clients: the check and the change. One change over
 * ten thousand clients, beside bare SQLite writing the same rows: the row, its folded text and the
 * log. */

#define RECORDS 10000
#define PASTED  1000

typedef struct {
  GArray *ids;
} Found;

static gboolean
find (CrmTxn *txn, gpointer data, GError **error)
{
  Found *found = data;
  g_autoptr (CrmQuery) query = crm_query_new ("party");
  g_autoptr (GPtrArray) records = NULL;

  crm_query_set_order (query, "name");
  query->limit = RECORDS;
  records = crm_txn_query (txn, query, error);
  if (records == NULL)
    return FALSE;
  g_array_set_size (found->ids, 0);
  for (guint i = 0; i < records->len; i++) {
    gint64 id = crm_record_get_id (g_ptr_array_index (records, i));

    g_array_append_val (found->ids, id);
  }

  return TRUE;
}

static void
on_done_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static double
change_office (CrmOffice *office, GArray *ids, const char *tag)
{
  g_autoptr (CrmSchema) schema = crm_office_get_schema (office);
  g_autoptr (CrmBulk) bulk = crm_bulk_new (crm_schema_find (schema, "party"), ids);
  g_autoptr (CrmBulkReport) report = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start;

  g_assert_true (crm_bulk_tag (bulk, "tags", tag, TRUE, &error));
  start = g_get_monotonic_time ();
  crm_office_bulk_edit_async (office, bulk, NULL, on_done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  report = crm_office_bulk_edit_finish (office, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_changed, ==, ids->len);

  return perf_ms_since (start);
}

static void
undone_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

/* As the window does it: looked at first, then in parts. */
static double
undo_change (CrmOffice *office)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  crm_office_undo_async (office, crm_undo_new (0), NULL, undone_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  crm_office_undo_finish (office, result, NULL, &error);
  g_assert_no_error (error);

  return perf_ms_since (start);
}

static double
paste (CrmOffice *office, GArray *all)
{
  static const char *const columns[] = { "name", "responsible", "site", NULL };
  g_autoptr (CrmSchema) schema = crm_office_get_schema (office);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) table = NULL;
  g_autoptr (GAsyncResult) planned = NULL;
  g_autoptr (GAsyncResult) pasted = NULL;
  g_autoptr (CrmPastePlan) plan = NULL;
  g_autoptr (CrmBulkReport) report = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start;

  g_array_append_vals (ids, all->data, PASTED);
  for (guint i = 0; i < PASTED; i++)
    g_string_append_printf (text, "Pasted %u SRL\tme\twww.pasted%u.md\n", i, i);
  start = g_get_monotonic_time ();
  table = crm_table_parse (text->str);
  crm_office_paste_plan_async (office, crm_schema_find (schema, "party"), columns, ids, table, NULL,
                               on_done_cb, &planned);
  while (planned == NULL)
    g_main_context_iteration (NULL, TRUE);
  plan = crm_office_paste_plan_finish (office, planned, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plan->refused->len, ==, 0);
  crm_office_bulk_edit_async (office, plan->bulk, NULL, on_done_cb, &pasted);
  while (pasted == NULL)
    g_main_context_iteration (NULL, TRUE);
  report = crm_office_bulk_edit_finish (office, pasted, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_changed, ==, PASTED);

  return perf_ms_since (start);
}

static sqlite3_stmt *
prepare (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);

  return statement;
}

static void
run (sqlite3_stmt *statement)
{
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_reset (statement);
}

/* What any program would have to write for the same change: the field and its twin, who and when,
 * the directory's text with its trigrams, one log row. */
static double
change_bare (const char *path, GArray *ids, const char *tag)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *row;
  sqlite3_stmt *forget;
  sqlite3_stmt *directory;
  sqlite3_stmt *search;
  sqlite3_stmt *log;
  gint64 start = g_get_monotonic_time ();

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  row = prepare (db, "UPDATE party SET tags = coalesce(tags || ', ', '') || ?1, tags_fold = "
                     "coalesce(tags_fold || ', ', '') || ?1, modified_at = 1, version = "
                     "version + 1 WHERE id = ?2");
  forget = prepare (db, "INSERT INTO search(search, rowid, folded, digits) SELECT 'delete', n, "
                        "folded, digits FROM record WHERE id = ?2 AND ?1 <> ''");
  search = prepare (db, "INSERT INTO search(rowid, folded, digits) SELECT n, folded, digits FROM "
                        "record WHERE id = ?2 AND ?1 <> ''");
  directory = prepare (db, "UPDATE record SET folded = folded || char(10) || ?1 WHERE id = ?2");
  log = prepare (db, "INSERT INTO log(operation, entity, id, n, kind, changes) VALUES (1, 1, ?2, "
                     "0, 1, json_array(?1))");
  for (guint i = 0; i < ids->len; i++) {
    sqlite3_stmt *each[] = { row, forget, directory, search, log };

    for (guint k = 0; k < G_N_ELEMENTS (each); k++) {
      sqlite3_bind_text (each[k], 1, tag, -1, SQLITE_STATIC);
      sqlite3_bind_int64 (each[k], 2, g_array_index (ids, gint64, i));
      run (each[k]);
    }
  }
  sqlite3_finalize (row);
  sqlite3_finalize (forget);
  sqlite3_finalize (directory);
  sqlite3_finalize (search);
  sqlite3_finalize (log);
  g_assert_cmpint (sqlite3_exec (db, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);

  return perf_ms_since (start);
}

int
main (int argc, char **argv)
{
  g_autofree char *path = NULL;
  g_autofree char *copy = NULL;
  g_autofree char *bare_copy = NULL;
  g_autoptr (CrmClock) clock = NULL;
  g_autoptr (CrmOffice) office = NULL;
  g_autoptr (GError) error = NULL;
  Found found = { g_array_new (FALSE, FALSE, sizeof (gint64)) };
  double bare;
  double ours;

  g_test_init (&argc, &argv, NULL);
  path = perf_office_path ();
  copy = crm_test_copy (path, "bulk.kontor");
  bare_copy = crm_test_copy (path, "bulk-bare.kontor");
  clock = crm_clock_new ();
  office = crm_office_open (copy, clock, &error);
  g_assert_no_error (error);
  crm_office_run (office, CRM_TXN_READ, NULL, find, &found, &error);
  g_assert_no_error (error);
  bare = change_bare (bare_copy, found.ids, "fair 2026");
  ours = change_office (office, found.ids, "fair 2026");
  crm_test_figure ("one change of 10,000 records", ours, 1.5 * bare, "ms");
  /* Read, compared with what the record is now, and saved with all that a save is. */
  crm_test_figure ("that change undone", undo_change (office), 3 * ours, "ms");
  crm_test_figure ("paste of 1,000 rows of three columns", paste (office, found.ids), 1000, "ms");
  g_array_unref (found.ids);
  crm_office_close (office, NULL);

  return 0;
}
