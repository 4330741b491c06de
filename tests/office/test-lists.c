/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-test.h"

#include "office/lists/crm-bulk.h"
#include "office/lists/crm-export.h"
#include "office/lists/crm-saved-view.h"
#include "office/lists/crm-static-list.h"

#include "support/crm-test.h"

#include <string.h>

/* Work over many records: bulk edit, lists of chosen records, saved views. */

static GArray *
make_clients (CrmTxn *txn, guint n)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < n; i++) {
    g_autofree char *name = g_strdup_printf ("Client %u", i);
    gint64 id = office_test_client (txn, name, CRM_LANG_RO);

    g_array_append_val (ids, id);
  }

  return ids;
}

static void
set_text (CrmTxn *txn, gint64 id, const char *field, const char *text)
{
  g_autoptr (CrmRecord) record = office_test_get (txn, "party", id);

  crm_record_set_text (record, field, text);
  office_test_save (txn, record);
}

static CrmBulk *
new_bulk (CrmTxn *txn, GArray *ids)
{
  return crm_bulk_new (crm_schema_find (crm_txn_get_schema (txn), "party"), ids);
}

static CrmBulkReport *
apply (CrmTxn *txn, CrmBulk *bulk)
{
  CrmBulkReport *report = crm_bulk_report_new ();
  g_autoptr (GError) error = NULL;
  guint next = 0;

  crm_bulk_apply (txn, bulk, &next, 0, report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (next, ==, crm_bulk_get_n_records (bulk));

  return report;
}

static gint64
count_where (CrmTxn *txn, const char *where)
{
  g_autoptr (CrmQuery) query = crm_query_new ("party");
  g_autoptr (GError) error = NULL;
  gint64 n;

  crm_query_add_where (query, crm_query_parse_where (where, &error));
  g_assert_no_error (error);
  n = crm_txn_count (txn, query, &error);
  g_assert_no_error (error);

  return n;
}

/* --- Bulk edit -------------------------------------------------------------------------------- */

static gboolean
check_bulk (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) ids = make_clients (txn, 5);
  g_autoptr (CrmBulk) bulk = new_bulk (txn, ids);
  g_autoptr (CrmBulkReport) report = NULL;
  g_auto (CrmValue) value = CRM_VALUE_INIT;

  set_text (txn, g_array_index (ids, gint64, 1), "tags", "vip, fair");
  crm_value_set_text (&value, "RO");
  g_assert_true (crm_bulk_set (bulk, "country", &value, NULL));
  g_assert_true (crm_bulk_tag (bulk, "tags", "VIP", TRUE, NULL));
  g_assert_cmpint (crm_bulk_look (txn, bulk, error), ==, 5);
  report = apply (txn, bulk);
  g_assert_cmpuint (report->n_changed, ==, 5);
  g_assert_cmpuint (report->left_out->len, ==, 0);
  g_assert_cmpint (count_where (txn, "country = RO and tags ~ vip"), ==, 5);
  g_assert_cmpint (count_where (txn, "tags = 'vip, fair'"), ==, 1);

  /* Once more, there is nothing to change. */
  g_clear_pointer (&report, crm_bulk_report_free);
  crm_bulk_look (txn, bulk, NULL);
  report = apply (txn, bulk);
  g_assert_cmpuint (report->n_changed, ==, 0);
  g_assert_cmpuint (report->n_same, ==, 5);

  return TRUE;
}

static void
test_bulk (void)
{
  office_test_in ("MD", check_bulk);
}

/* What a colleague has changed since it was looked at is told, and left alone. */
static gboolean
check_colleague (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) ids = make_clients (txn, 4);
  g_autoptr (CrmBulk) bulk = new_bulk (txn, ids);
  g_autoptr (CrmBulkReport) report = NULL;
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  const CrmLeftOut *left;

  crm_value_set_text (&value, "RO");
  g_assert_true (crm_bulk_set (bulk, "country", &value, NULL));
  g_assert_cmpint (crm_bulk_look (txn, bulk, error), ==, 4);
  set_text (txn, g_array_index (ids, gint64, 0), "country", "RU");
  set_text (txn, g_array_index (ids, gint64, 1), "note", "Another field");
  g_assert_true (crm_txn_delete (txn, "party", g_array_index (ids, gint64, 2), NULL));

  report = apply (txn, bulk);
  g_assert_cmpuint (report->n_changed, ==, 2);
  g_assert_cmpuint (report->left_out->len, ==, 2);
  left = g_ptr_array_index (report->left_out, 0);
  g_assert_cmpint (left->id, ==, g_array_index (ids, gint64, 0));
  g_assert_cmpstr (left->title, ==, "Client 0");
  g_assert_nonnull (strstr (left->reason, "somebody else"));
  g_assert_cmpint (count_where (txn, "country = RU"), ==, 1);
  g_assert_cmpint (count_where (txn, "note = 'Another field' and country = RO"), ==, 1);

  return TRUE;
}

static void
test_colleague (void)
{
  office_test_in ("MD", check_colleague);
}

/* One record that the rules refuse does not stop the others, and leaves nothing behind. */
static gboolean
check_refused (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) won = office_test_find (txn, "stage", "kind", "won");
  gint64 client = office_test_client (txn, "Alfa", CRM_LANG_RO);
  gint64 deals[] = { office_test_deal (txn, client), office_test_deal (txn, client) };
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (CrmBulk) bulk = NULL;
  g_autoptr (CrmBulkReport) report = NULL;
  g_autoptr (GError) why = NULL;

  g_array_append_vals (ids, deals, 2);
  bulk = crm_bulk_new (crm_schema_find (crm_txn_get_schema (txn), "deal"), ids);
  g_assert_false (crm_bulk_set (bulk, "amount", NULL, &why));
  g_assert_error (why, CRM_ERROR, CRM_ERROR_INVALID);
  g_clear_error (&why);
  g_assert_false (crm_bulk_set (bulk, "nothing", NULL, &why));
  g_assert_error (why, CRM_ERROR, CRM_ERROR_NOT_FOUND);
  g_clear_error (&why);
  g_assert_false (crm_bulk_set (bulk, "client", NULL, &why));
  g_assert_error (why, CRM_ERROR, CRM_ERROR_INVALID);
  g_clear_error (&why);
  g_assert_false (crm_bulk_tag (bulk, "title", "VIP", TRUE, &why));
  g_assert_error (why, CRM_ERROR, CRM_ERROR_INVALID);
  g_assert_true (crm_bulk_is_empty (bulk));

  return TRUE;
}

static void
test_refused (void)
{
  office_test_in ("MD", check_refused);
}

typedef struct {
  GArray *ids;
} Ids;

static gboolean
make_three (CrmTxn *txn, gpointer data, GError **error)
{
  Ids *made = data;

  g_clear_pointer (&made->ids, g_array_unref);
  made->ids = make_clients (txn, 3);

  return TRUE;
}

static gboolean
undo (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_undo (txn, 0, NULL, error);
}

static gboolean
none_tagged (CrmTxn *txn, gpointer data, GError **error)
{
  g_assert_cmpint (count_where (txn, "tags is filled"), ==, 0);

  return TRUE;
}

static void
on_done_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

/* From outside: one operation, which one undo takes back. */
static void
test_undo (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_EN);
  g_autoptr (CrmSchema) schema = crm_office_get_schema (office);
  Ids made = { NULL };
  g_autoptr (CrmBulk) bulk = NULL;
  g_autoptr (CrmBulkReport) report = NULL;
  g_autoptr (GAsyncResult) looked = NULL;
  g_autoptr (GAsyncResult) edited = NULL;
  g_autoptr (GError) error = NULL;

  office_test_do (office, make_three, &made);
  bulk = crm_bulk_new (crm_schema_find (schema, "party"), made.ids);
  g_assert_true (crm_bulk_tag (bulk, "tags", "fair", TRUE, NULL));
  crm_office_bulk_look_async (office, bulk, NULL, on_done_cb, &looked);
  g_assert_cmpint (crm_office_bulk_look_finish (office, wait_for (&looked), &error), ==, 3);
  crm_office_bulk_edit_async (office, bulk, NULL, on_done_cb, &edited);
  report = crm_office_bulk_edit_finish (office, wait_for (&edited), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_changed, ==, 3);
  g_assert_cmpuint (crm_bulk_get_n_done (bulk), ==, 3);
  office_test_do (office, undo, NULL);
  office_test_do (office, none_tagged, NULL);
  g_array_unref (made.ids);
  g_clear_object (&looked);
  g_clear_object (&edited);
  office_test_close (office);
}

/* --- Lists of chosen records ------------------------------------------------------------------ */

static gboolean
check_static_list (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) ids = make_clients (txn, 3);
  g_autoptr (CrmRecord) list = crm_txn_new (txn, "static_list");
  g_autofree char *where = NULL;
  g_autofree char *by_name = NULL;

  crm_record_set_text (list, "name", "Fair");
  crm_record_set_text (list, "entity", "party");
  office_test_save (txn, list);
  g_assert_cmpint (crm_static_list_add (txn, crm_record_get_id (list), ids, error), ==, 3);
  g_assert_cmpint (crm_static_list_add (txn, crm_record_get_id (list), ids, error), ==, 0);
  where = g_strdup_printf (CRM_IN_LIST " = %" G_GINT64_FORMAT, crm_record_get_id (list));
  by_name = g_strdup (CRM_IN_LIST " = Fair");
  g_assert_cmpint (count_where (txn, where), ==, 3);
  g_assert_cmpint (count_where (txn, by_name), ==, 3);
  g_assert_cmpint (count_where (txn, "list_entry[record].list.name = Fair"), ==, 3);
  g_array_set_size (ids, 2);
  g_assert_cmpint (crm_static_list_remove (txn, crm_record_get_id (list), ids, error), ==, 2);
  g_assert_cmpint (crm_static_list_remove (txn, crm_record_get_id (list), ids, error), ==, 0);
  g_assert_cmpint (count_where (txn, where), ==, 1);

  return TRUE;
}

static void
test_static_list (void)
{
  office_test_in ("MD", check_static_list);
}

static gboolean
check_other_room (CrmTxn *txn, gpointer data, GError **error)
{
  gint64 client = office_test_client (txn, "Alfa", CRM_LANG_RO);
  gint64 deal = office_test_deal (txn, client);
  g_autoptr (CrmRecord) list = crm_txn_new (txn, "static_list");
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) why = NULL;

  crm_record_set_text (list, "name", "Fair");
  crm_record_set_text (list, "entity", "party");
  office_test_save (txn, list);
  g_array_append_val (ids, deal);
  g_assert_cmpint (crm_static_list_add (txn, crm_record_get_id (list), ids, &why), ==, -1);
  g_assert_error (why, CRM_ERROR, CRM_ERROR_INVALID);

  return TRUE;
}

static void
test_other_room (void)
{
  office_test_in ("MD", check_other_room);
}

/* --- Saved views ------------------------------------------------------------------------------ */

static gboolean
check_view (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) view = crm_txn_new (txn, "saved_view");
  g_autoptr (CrmQuery) query = crm_saved_view_query ("party");
  g_autofree char *message = NULL;

  crm_record_set_text (view, "name", "Iași");
  crm_record_set_text (view, "entity", "party");
  crm_record_set_text (view, "content", "{\"where\":[\"city\",\"nonsense\",\"Iași\"]}");
  message = office_test_save_refused (txn, view, CRM_ERROR_INVALID);
  crm_record_set_text (view, "content", "{\"where\":[\"city\",\"=\",\"Iași\"]}");
  office_test_save (txn, view);
  g_assert_cmpint (crm_record_get_int (view, "person"), ==, crm_txn_get_person (txn));
  g_assert_cmpint (crm_txn_count (txn, query, error), ==, 1);

  return TRUE;
}

static void
test_view (void)
{
  office_test_in ("MD", check_view);
}

static gboolean
check_fit (CrmTxn *txn, gpointer data, GError **error)
{
  static const char json[] =
    "{\"columns\":[\"name\",\"x_gone\",\"responsible.name\"],\"order\":\"-x_gone,name\","
    "\"where\":[\"all\",[\"city\",\"=\",\"Iași\"],[\"any\",[\"x_gone\",\"=\",\"1\"]]],"
    "\"group\":\"x_gone\",\"colours\":[{\"where\":[\"x_gone\",\"=\",\"1\"],\"tone\":\"late\"},"
    "{\"where\":[\"city\",\"=\",\"Iași\"],\"tone\":\"soon\",\"word\":\"near\"}]}";
  CrmSchema *schema = crm_txn_get_schema (txn);
  g_autoptr (CrmViewContent) content = crm_view_content_parse (json, error);
  g_autoptr (CrmViewContent) again = NULL;
  g_auto (GStrv) lost = NULL;
  g_auto (GStrv) none = NULL;
  g_autofree char *written = NULL;

  g_assert_nonnull (content);
  lost = crm_view_content_fit (content, schema, crm_schema_find (schema, "party"));
  g_assert_cmpuint (g_strv_length (lost), ==, 1);
  g_assert_cmpstr (lost[0], ==, "x_gone");
  g_assert_cmpuint (g_strv_length (content->columns), ==, 2);
  g_assert_cmpstr (content->order, ==, "name");
  g_assert_null (content->group);
  g_assert_cmpuint (content->colours->len, ==, 1);
  g_assert_cmpuint (content->where->children->len, ==, 1);

  written = crm_view_content_to_json (content);
  again = crm_view_content_parse (written, error);
  g_assert_nonnull (again);
  g_assert_true (crm_condition_equal (again->where, content->where));
  g_assert_cmpstr (g_array_index (again->colours, CrmColourRule, 0).word, ==, "near");
  none = crm_view_content_fit (again, schema, crm_schema_find (schema, "party"));
  g_assert_null (none);

  return TRUE;
}

static void
test_fit (void)
{
  office_test_in ("MD", check_fit);
}

/* --- Exports ---------------------------------------------------------------------------------- */

static void
test_csv_cell (void)
{
  static const struct {
    const char *text;
    const char *cell;
  } cases[] = {
    { NULL, "" },
    { "Alfa", "Alfa" },
    { "Alfa, Beta", "\"Alfa, Beta\"" },
    { "a \"b\"", "\"a \"\"b\"\"\"" },
    { "two\nlines", "\"two\nlines\"" },
    { "=1+1", "\"'=1+1\"" },
    { "@SUM(A1)", "\"'@SUM(A1)\"" },
    { "-2+3", "\"'-2+3\"" },
    { "+cmd|' /C calc'!A0", "\"'+cmd|' /C calc'!A0\"" },
    { "+373 22 123456", "+373 22 123456" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *cell = crm_export_csv_cell (cases[i].text);

    g_assert_cmpstr (cell, ==, cases[i].cell);
  }
}

static gboolean
make_formula (CrmTxn *txn, gpointer data, GError **error)
{
  gint64 id = office_test_client (txn, "=1+1", CRM_LANG_RO);

  office_test_client (txn, "Beta", CRM_LANG_RO);
  office_test_deal (txn, id);

  return TRUE;
}

static char *
export_to (CrmOffice *office, const char *entity, const char *const *columns, const char *name)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = crm_test_path (name);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  char *text = NULL;

  crm_query_set_order (query, columns[0]);
  crm_office_export_async (office, query, columns, "Sheet", file, crm_export_format_of (name), NULL,
                           NULL, on_done_cb, &result);
  g_assert_cmpint (crm_office_export_finish (office, wait_for (&result), &error), >, 0);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, &error));

  return text;
}

static void
test_export (void)
{
  static const char *const clients[] = { "name", "country", NULL };
  static const char *const deals[] = { "number", "client.name", "amount", "created_at", NULL };
  CrmOffice *office = office_test_new ("MD", CRM_LANG_EN);
  g_autofree char *csv = NULL;
  g_autofree char *money = NULL;
  g_autofree char *sheet = NULL;

  office_test_do (office, make_formula, NULL);
  csv = export_to (office, "party", clients, "clients.csv");
  g_assert_true (g_str_has_prefix (csv, "\xef\xbb\xbfName,Country\r\n"));
  g_assert_nonnull (strstr (csv, "\"'=1+1\",MD\r\n"));
  g_assert_nonnull (strstr (csv, "Beta,MD\r\n"));
  money = export_to (office, "deal", deals, "deals.csv");
  g_assert_nonnull (strstr (money, ",360.00,MDL,2026-02-10T10:00:00"));
  sheet = export_to (office, "deal", deals, "deals.xlsx");
  g_assert_true (g_str_has_prefix (sheet, "PK"));
  office_test_close (office);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/lists/bulk", test_bulk);
  g_test_add_func ("/office/lists/bulk-colleague", test_colleague);
  g_test_add_func ("/office/lists/bulk-refused", test_refused);
  g_test_add_func ("/office/lists/bulk-undo", test_undo);
  g_test_add_func ("/office/lists/static-list", test_static_list);
  g_test_add_func ("/office/lists/other-room", test_other_room);
  g_test_add_func ("/office/lists/view", test_view);
  g_test_add_func ("/office/lists/view-fit", test_fit);

  g_test_add_func ("/office/lists/csv-cell", test_csv_cell);
  g_test_add_func ("/office/lists/export", test_export);

  return g_test_run ();
}
