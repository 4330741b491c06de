/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-test.h"

#include "office/settings/crm-field-verbs.h"

/* Fields of an office's own, and how it lays out those that Kontor has. */

static gint64 shade;

static gboolean
add_shade (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) field = crm_txn_new (txn, "custom_field");

  crm_record_set_text (field, "entity", "claim");
  crm_record_set_text (field, "name", "x_shade");
  crm_record_set_text (field, "label", "Shade");
  crm_record_set_text (field, "label_en", "Tint");
  crm_record_set_int (field, "rank", 15);
  office_test_save (txn, field);
  shade = crm_record_get_id (field);

  return TRUE;
}

static gboolean
delete_shade (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_delete (txn, "custom_field", shade, error);
}

static gboolean
restore_shade (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_restore (txn, "custom_field", shade, error);
}

static gboolean
fill_shade (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) claim = crm_txn_new (txn, "claim");

  crm_record_set_int (claim, "client", office_test_client (txn, "Alfa", CRM_LANG_RO));
  crm_record_set_text (claim, "text", "The colour is another");
  crm_record_set_text (claim, "x_shade", "violet");
  office_test_save (txn, claim);
  *(gint64 *)data = crm_record_get_id (claim);

  return TRUE;
}

/* What a saved view or a filter of a colleague asks while the field is out of use. */
static gboolean
ask_shade (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("claim");

  crm_query_add_test (query, "x_shade", CRM_TEST_EQUAL, "violet");
  g_assert_cmpint (crm_txn_count (txn, query, error), ==, 1);

  return TRUE;
}

static const CrmField *
field_of (CrmOffice *office, CrmSchema **schema, const char *name)
{
  *schema = crm_office_get_schema (office);

  return crm_entity_find_field (crm_schema_find (*schema, "claim"), name);
}

static void
test_custom (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_RO);
  gint64 claim;

  office_test_do (office, add_shade, NULL);
  {
    g_autoptr (CrmSchema) schema = NULL;
    const CrmField *field = field_of (office, &schema, "x_shade");

    g_assert_cmpstr (field->label, ==, "Tint");
    /* Between the first field and the second. */
    g_assert_cmpint (crm_entity_field_index (crm_schema_find (schema, "claim"), "x_shade"), ==, 1);
  }
  office_test_do (office, fill_shade, &claim);
  office_test_do (office, delete_shade, NULL);
  {
    g_autoptr (CrmSchema) schema = NULL;

    g_assert_true (field_of (office, &schema, "x_shade")->flags & CRM_FIELD_HIDDEN);
  }
  office_test_do (office, ask_shade, NULL);
  office_test_do (office, restore_shade, NULL);
  {
    g_autoptr (CrmSchema) schema = NULL;

    g_assert_false (field_of (office, &schema, "x_shade")->flags & CRM_FIELD_HIDDEN);
  }
  office_test_do (office, ask_shade, NULL);
  office_test_close (office);
}

static gboolean
lay_out (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) layout = crm_txn_new (txn, "field_layout");

  crm_record_set_text (layout, "entity", "claim");
  crm_record_set_text (layout, "name", data);
  crm_record_set_text (layout, "group", "Ours");
  crm_record_set_int (layout, "rank", 5);
  crm_record_set_int (layout, "hidden", 1);

  return crm_txn_save (txn, layout, error);
}

static gboolean
undo (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_undo (txn, 0, NULL, error);
}

static void
test_layout (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_RO);
  g_autofree char *required = NULL;
  g_autofree char *missing = NULL;
  g_autofree char *second = NULL;

  office_test_do (office, lay_out, (gpointer) "demand");
  {
    g_autoptr (CrmSchema) schema = NULL;
    const CrmField *field = field_of (office, &schema, "demand");

    g_assert_true (field->flags & CRM_FIELD_HIDDEN);
    g_assert_cmpstr (field->group, ==, "Ours");
    g_assert_cmpint (crm_entity_field_index (crm_schema_find (schema, "claim"), "demand"), ==, 0);
    /* The group that began with the field behind it begins there still. */
    g_assert_nonnull (crm_entity_find_field (crm_schema_find (schema, "claim"), "number")->group);
  }
  required = office_test_refuse (office, lay_out, (gpointer) "client", CRM_ERROR_INVALID);
  missing = office_test_refuse (office, lay_out, (gpointer) "ghost", CRM_ERROR_NOT_FOUND);
  second = office_test_refuse (office, lay_out, (gpointer) "demand", CRM_ERROR_UNIQUE);
  office_test_do (office, undo, NULL);
  {
    g_autoptr (CrmSchema) schema = NULL;
    const CrmField *field = field_of (office, &schema, "demand");

    g_assert_false (field->flags & CRM_FIELD_HIDDEN);
    g_assert_null (field->group);
  }
  office_test_close (office);
}

static gboolean
move_field (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_field_move (txn, "claim", data, -1, error);
}

static gboolean
hide_field (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_field_set_shown (txn, "claim", data, FALSE, error);
}

static int
index_of (CrmOffice *office, const char *name)
{
  g_autoptr (CrmSchema) schema = crm_office_get_schema (office);

  return crm_entity_field_index (crm_schema_find (schema, "claim"), name);
}

/* As the arrows and switches of the window do it. */
static void
test_moving (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_RO);
  int before = index_of (office, "document");
  g_autoptr (CrmSchema) schema = NULL;
  g_autofree char *message = NULL;

  office_test_do (office, move_field, (gpointer) "document");
  g_assert_cmpint (index_of (office, "document"), ==, before - 1);
  g_assert_cmpint (index_of (office, "deal"), ==, before);
  office_test_do (office, hide_field, (gpointer) "deal");
  /* The hidden one is passed over, and the first goes no further. */
  for (int i = 0; i < before + 2; i++)
    office_test_do (office, move_field, (gpointer) "document");
  g_assert_cmpint (index_of (office, "document"), ==, 0);
  office_test_do (office, add_shade, NULL);
  office_test_do (office, hide_field, (gpointer) "x_shade");
  g_assert_true (field_of (office, &schema, "x_shade")->flags & CRM_FIELD_HIDDEN);
  message = office_test_refuse (office, hide_field, (gpointer) "client", CRM_ERROR_INVALID);
  office_test_close (office);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/fields/custom", test_custom);
  g_test_add_func ("/office/fields/layout", test_layout);
  g_test_add_func ("/office/fields/moving", test_moving);

  return g_test_run ();
}
