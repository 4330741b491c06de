/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"

static gboolean
add_func (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_add_column (txn, data, error);
}

static void
add_shade (CrmStore *store, const char *label)
{
  CrmCustomField field = { .entity = "party",
                           .name = "x_shade",
                           .label = label,
                           .type = CRM_FIELD_TEXT,
                           .flags = CRM_FIELD_SEARCHED };

  sample_do (store, add_func, &field);
}

static const char *
shade_label (CrmStore *store)
{
  g_autoptr (CrmSchema) schema = crm_store_get_schema (store);
  const CrmField *field = crm_entity_find_field (crm_schema_find (schema, "party"), "x_shade");

  return field != NULL ? g_intern_string (field->label) : NULL;
}

static void
on_schema_changed_cb (CrmStore *store, gboolean *changed)
{
  *changed = TRUE;
}

static void
test_here (void)
{
  g_autofree char *path = sample_path ();
  CrmStore *store = sample_open (path, CRM_STORE_CREATE);
  gboolean changed = FALSE;
  g_autofree char *found = NULL;
  gint64 id;

  g_signal_connect (store, "schema-changed", G_CALLBACK (on_schema_changed_cb), &changed);
  add_shade (store, "Shade");
  sample_wait (&changed);
  id = sample_add (store, "party", "name", "Alfa", "x_shade", "Violet", NULL);
  sample_assert (store, "party", id, "x_shade", "Violet");
  found = sample_find (store, "party", "x_shade = violet", "viol");
  g_assert_cmpstr (found, ==, "Alfa");
  g_free (sample_undo (store));
  sample_assert_clean (store);
  sample_close (store);
  store = sample_open (path, 0);
  g_assert_cmpstr (shade_label (store), ==, "Shade");
  sample_assert (store, "party", id, "x_shade", "Violet");
  sample_close (store);
}

/* A record that somebody has open when a field is added can be saved, and keeps what it has. */
static void
test_open_record (void)
{
  CrmStore *store = sample_new ();
  gint64 id = sample_add (store, "party", "name", "Alfa", "phones.number", "111", NULL);
  g_autoptr (CrmRecord) record = sample_get (store, "party", id);
  g_autoptr (CrmRecord) fresh = NULL;

  add_shade (store, "Shade");
  sample_edit (store, "party", id, "x_shade", "Violet", "city", "Iași", NULL);
  crm_record_set_text (record, "name", "Beta");
  crm_record_set_text (crm_record_add_line (record, "phones"), "number", "222");
  sample_save (store, record);
  sample_assert (store, "party", id, "name", "Beta");
  sample_assert (store, "party", id, "city", "Iași");
  sample_assert (store, "party", id, "x_shade", "Violet");
  sample_assert (store, "party", id, "phones.number", "111 222");
  g_assert_cmpstr (crm_record_get_text (record, "city"), ==, "Iași");
  g_assert_false (crm_record_has_changes (record));
  crm_record_set_text (record, "name", "Gamma");
  sample_save (store, record);
  sample_assert (store, "party", id, "name", "Gamma");
  fresh = sample_get (store, "party", id);
  g_assert_cmpint (crm_record_get_version (fresh), ==, 4);
  sample_assert_clean (store);
  sample_close (store);
}

static void
wait_names (CrmRecordList *list, const char *names)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (TRUE) {
    g_autoptr (GString) all = g_string_new (NULL);

    g_main_context_iteration (NULL, FALSE);
    for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++) {
      g_autoptr (CrmRow) row = g_list_model_get_item (G_LIST_MODEL (list), i);
      g_autofree char *text = crm_row_format (row, 0, CRM_LANG_EN);

      g_string_append_printf (all, "%s ", text);
    }
    if (g_str_equal (all->str, names))
      return;
    g_assert_cmpint (g_get_monotonic_time (), <, end);
  }
}

/* A list that is shown when a field is added goes on, and can show and ask for the field. */
static void
test_open_list (void)
{
  CrmStore *store = sample_new ();
  g_autoptr (CrmQuery) query = crm_query_new ("party");
  static const char *const columns[] = { "name", "city", NULL };
  static const char *const shade[] = { "x_shade", "name", NULL };
  CrmRecordList *list = crm_record_list_new (store, query, columns, NULL);
  g_autoptr (GError) error = NULL;

  sample_add (store, "party", "name", "Alfa", NULL);
  wait_names (list, "Alfa ");
  add_shade (store, "Shade");
  /* At once, before anybody was told. */
  g_assert_true (crm_record_list_set_columns (list, shade, &error));
  g_assert_no_error (error);
  sample_add (store, "party", "name", "Beta", "x_shade", "Violet", NULL);
  wait_names (list, " Violet ");
  crm_query_add_test (query, "x_shade", CRM_TEST_EQUAL, "Violet");
  g_assert_true (crm_record_list_set_query (list, query, &error));
  wait_names (list, "Violet ");
  add_shade (store, "Tint");
  sample_edit (store, "party", sample_add (store, "party", "name", "Gamma", NULL), "x_shade",
               "violet", NULL);
  wait_names (list, "Violet violet ");
  sample_settle ();
  g_assert_finalize_object (list);
  sample_close (store);
}

static void
test_other_store (void)
{
  g_autofree char *path = sample_path ();
  CrmStore *mine = sample_open (path, CRM_STORE_CREATE);
  CrmStore *theirs = sample_open (path, 0);
  gboolean changed = FALSE;
  gint64 id;

  g_signal_connect (theirs, "schema-changed", G_CALLBACK (on_schema_changed_cb), &changed);
  add_shade (mine, "Shade");
  crm_store_poll (theirs);
  sample_wait (&changed);
  g_assert_cmpstr (shade_label (theirs), ==, "Shade");
  id = sample_add (theirs, "party", "name", "Alfa", "x_shade", "Violet", NULL);
  sample_assert (mine, "party", id, "x_shade", "Violet");
  /* Another name of the same field is seen too. */
  changed = FALSE;
  add_shade (mine, "Tint");
  crm_store_poll (theirs);
  sample_wait (&changed);
  g_assert_cmpstr (shade_label (theirs), ==, "Tint");
  sample_close (theirs);
  sample_close (mine);
}

/* What no schema can be made with must not get into the file. */
static void
test_refused (void)
{
  static const struct {
    CrmCustomField field;
    CrmError code;
  } cases[] = {
    { { .entity = "party", .name = "shade", .label = "S", .type = CRM_FIELD_TEXT },
      CRM_ERROR_INVALID },
    { { .entity = "party", .name = "x_a\"b", .label = "S", .type = CRM_FIELD_TEXT },
      CRM_ERROR_INVALID },
    { { .entity = "nothing", .name = "x_shade", .label = "S", .type = CRM_FIELD_TEXT },
      CRM_ERROR_NOT_FOUND },
    { { .entity = "party",
        .name = "x_shade",
        .label = "S",
        .type = CRM_FIELD_REFERENCE,
        .ref = "nothing" },
      CRM_ERROR_INVALID },
  };
  g_autofree char *path = sample_path ();
  CrmStore *store = sample_open (path, CRM_STORE_CREATE);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *message =
      sample_refuse (store, add_func, (gpointer)&cases[i].field, cases[i].code);

    g_assert_nonnull (message);
  }
  sample_close (store);
  store = sample_open (path, 0);
  g_assert_null (shade_label (store));
  sample_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/custom/here", test_here);
  g_test_add_func ("/store/custom/open-record", test_open_record);
  g_test_add_func ("/store/custom/open-list", test_open_list);
  g_test_add_func ("/store/custom/other-store", test_other_store);
  g_test_add_func ("/store/custom/refused", test_refused);

  return g_test_run ();
}
