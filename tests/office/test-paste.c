/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-test.h"

#include "exchange/crm-table-text.h"
#include "office/lists/crm-paste.h"

#include <string.h>

/* A pasted table: what of it is taken, what is not and why, one undo for all. */

static const char *const of_a_client[] = { "name", "responsible", "country", "city", NULL };

static GArray *
three_clients (CrmTxn *txn)
{
  static const char *const names[] = { "Alfa", "Beta", "Gamma" };
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    gint64 id = office_test_client (txn, names[i], CRM_LANG_RO);

    g_array_append_val (ids, id);
  }

  return ids;
}

static CrmPastePlan *
plan (CrmTxn *txn, const char *entity, const char *const *columns, GArray *ids, const char *text)
{
  g_autoptr (GPtrArray) table = crm_table_parse (text);
  g_autoptr (GError) error = NULL;
  CrmPastePlan *planned = crm_paste_plan (txn, crm_schema_find (crm_txn_get_schema (txn), entity),
                                          columns, ids, table, &error);

  g_assert_no_error (error);

  return planned;
}

static CrmBulkReport *
paste (CrmTxn *txn, CrmPastePlan *planned)
{
  CrmBulkReport *report = crm_bulk_report_new ();
  g_autoptr (GError) error = NULL;
  guint next = 0;

  g_assert_nonnull (planned->bulk);
  crm_bulk_apply (txn, planned->bulk, &next, 0, report, &error);
  g_assert_no_error (error);

  return report;
}

static void
assert_text (CrmTxn *txn, gint64 id, const char *field, const char *text)
{
  g_autoptr (CrmRecord) record = office_test_get (txn, "party", id);

  g_assert_cmpstr (crm_record_get_text (record, field), ==, text);
}

/* Ragged rows onto records and below them. */
static gboolean
check_ragged (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) ids = three_clients (txn);
  g_autoptr (CrmRecord) made = NULL;
  g_autoptr (CrmPastePlan) planned = NULL;
  g_autoptr (CrmBulkReport) report = NULL;
  gint64 before = office_test_count (txn, "party");

  planned = plan (txn, "party", of_a_client, ids, "Alfa 2\n\tme\nGamma 2\t\tRO\n\nDelta\t\tRU\n\n");
  /* The name of Beta must not be empty; the empty row makes nothing. */
  g_assert_cmpuint (planned->n_records, ==, 3);
  g_assert_cmpuint (planned->n_new, ==, 1);
  g_assert_cmpuint (planned->refused->len, ==, 1);
  report = paste (txn, planned);
  g_assert_cmpuint (report->left_out->len, ==, 0);
  /* Beta is in my care already. */
  g_assert_cmpuint (report->n_changed, ==, 2);
  g_assert_cmpuint (report->n_same, ==, 1);
  g_assert_cmpuint (report->n_made, ==, 1);
  g_assert_cmpint (office_test_count (txn, "party"), ==, before + 1);
  assert_text (txn, g_array_index (ids, gint64, 0), "name", "Alfa 2");
  assert_text (txn, g_array_index (ids, gint64, 1), "name", "Beta");
  assert_text (txn, g_array_index (ids, gint64, 2), "country", "RO");
  /* It was pasted into the room of clients. */
  made = office_test_find (txn, "party", "name", "Delta");
  g_assert_cmpint (crm_record_get_int (made, "is_client"), ==, 1);
  g_assert_cmpstr (crm_record_get_text (made, "country"), ==, "RU");

  return TRUE;
}

static void
test_ragged (void)
{
  office_test_in ("MD", check_ragged);
}

/* Each thing that is not taken says where it stands and why. */
static gboolean
check_refused (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) ids = three_clients (txn);
  g_autoptr (CrmPastePlan) planned = NULL;
  const CrmPasteRefusal *one;

  planned = plan (txn, "party", of_a_client, ids,
                  "A\tNobody of this name\tNowhere at all\tIași\tfar\nB\t\t\tIași\tout\n");
  g_assert_cmpuint (planned->n_records, ==, 2);
  /* The city is computed, the fifth column is none, a name and a country are not known. */
  g_assert_cmpuint (planned->refused->len, ==, 4);
  one = g_ptr_array_index (planned->refused, 0);
  g_assert_cmpint (one->row, ==, -1);
  g_assert_cmpint (one->column, ==, 3);
  g_assert_cmpuint (one->n, ==, 2);
  one = g_ptr_array_index (planned->refused, 1);
  g_assert_cmpint (one->column, ==, 4);
  one = g_ptr_array_index (planned->refused, 2);
  g_assert_cmpint (one->row, ==, 0);
  g_assert_cmpint (one->column, ==, 1);
  g_assert_cmpstr (one->text, ==, "Nobody of this name");
  g_assert_nonnull (strstr (one->reason, "Nobody of this name"));
  one = g_ptr_array_index (planned->refused, 3);
  g_assert_cmpstr (one->text, ==, "Nowhere at all");

  return TRUE;
}

static void
test_refused (void)
{
  office_test_in ("MD", check_refused);
}

/* What a colleague has changed after the check is told and left alone. */
static gboolean
check_colleague (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) ids = three_clients (txn);
  g_autoptr (CrmPastePlan) planned = plan (txn, "party", of_a_client, ids, "One\nTwo\nThree\n");
  g_autoptr (CrmRecord) record = office_test_get (txn, "party", g_array_index (ids, gint64, 1));
  g_autoptr (CrmBulkReport) report = NULL;

  crm_record_set_text (record, "name", "Beta of a colleague");
  office_test_save (txn, record);
  report = paste (txn, planned);
  g_assert_cmpuint (report->n_changed, ==, 2);
  g_assert_cmpuint (report->left_out->len, ==, 1);
  assert_text (txn, g_array_index (ids, gint64, 1), "name", "Beta of a colleague");
  assert_text (txn, g_array_index (ids, gint64, 2), "name", "Three");

  return TRUE;
}

static void
test_colleague (void)
{
  office_test_in ("MD", check_colleague);
}

/* A new row without what it must have is refused by the rules, and leaves nothing behind. */
static gboolean
check_incomplete (CrmTxn *txn, gpointer data, GError **error)
{
  static const char *const columns[] = { "country", NULL };
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 before = office_test_count (txn, "party");
  g_autoptr (CrmPastePlan) planned = plan (txn, "party", columns, none, "MD\nRO\n");
  g_autoptr (CrmBulkReport) report = paste (txn, planned);

  g_assert_cmpuint (report->n_made, ==, 0);
  g_assert_cmpuint (report->left_out->len, ==, 2);
  g_assert_cmpint (office_test_count (txn, "party"), ==, before);

  return TRUE;
}

static void
test_incomplete (void)
{
  office_test_in ("MD", check_incomplete);
}

/* --- Outside a transaction: one operation -------------------------------------------------------
 */

static gboolean
make_three (CrmTxn *txn, gpointer data, GError **error)
{
  GArray **ids = data;

  g_clear_pointer (ids, g_array_unref);
  *ids = three_clients (txn);

  return TRUE;
}

static gboolean
assert_old (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("party");
  GArray *ids = data;

  assert_text (txn, g_array_index (ids, gint64, 0), "name", "Alfa");
  assert_text (txn, g_array_index (ids, gint64, 2), "name", "Gamma");
  crm_query_add_test (query, "name", CRM_TEST_STARTS, "New ");
  g_assert_cmpint (crm_txn_count (txn, query, error), ==, 0);

  return TRUE;
}

static void
on_done_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static void
wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_undo (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_EN);
  g_autoptr (CrmSchema) schema = crm_office_get_schema (office);
  g_autoptr (GPtrArray) table = crm_table_parse ("One\nTwo\nThree\nNew 1\nNew 2\n");
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GAsyncResult) planned = NULL;
  g_autoptr (GAsyncResult) pasted = NULL;
  g_autoptr (GAsyncResult) undone = NULL;
  g_autoptr (CrmPastePlan) made = NULL;
  g_autoptr (CrmBulkReport) report = NULL;
  g_autoptr (GError) error = NULL;

  office_test_do (office, make_three, &ids);
  crm_office_paste_plan_async (office, crm_schema_find (schema, "party"), of_a_client, ids, table,
                               NULL, on_done_cb, &planned);
  wait (&planned);
  made = crm_office_paste_plan_finish (office, planned, &error);
  g_assert_no_error (error);
  crm_office_bulk_edit_async (office, made->bulk, NULL, on_done_cb, &pasted);
  wait (&pasted);
  report = crm_office_bulk_edit_finish (office, pasted, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_changed, ==, 3);
  g_assert_cmpuint (report->n_made, ==, 2);
  crm_office_undo_async (office, crm_undo_new (0), NULL, on_done_cb, &undone);
  wait (&undone);
  g_assert_true (crm_office_undo_finish (office, undone, NULL, &error));
  g_assert_no_error (error);
  office_test_do (office, assert_old, ids);
  g_clear_object (&planned);
  g_clear_object (&pasted);
  g_clear_object (&undone);
  office_test_close (office);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/paste/ragged", test_ragged);
  g_test_add_func ("/office/paste/refused", test_refused);
  g_test_add_func ("/office/paste/colleague", test_colleague);
  g_test_add_func ("/office/paste/incomplete", test_incomplete);
  g_test_add_func ("/office/paste/undo", test_undo);

  return g_test_run ();
}
