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

/* --- Groups ----------------------------------------------------------------------------------- */

typedef struct {
  const char *field;
  const char *group;
  const char *before;
  int by;
} Wish;

static gboolean
put (CrmTxn *txn, gpointer data, GError **error)
{
  Wish *wish = data;

  return crm_field_put (txn, "claim", wish->field, wish->group, wish->before, error);
}

static gboolean
rename_group (CrmTxn *txn, gpointer data, GError **error)
{
  Wish *wish = data;

  return crm_field_rename_group (txn, "claim", wish->group, wish->field, error);
}

static gboolean
move_group (CrmTxn *txn, gpointer data, GError **error)
{
  Wish *wish = data;

  return crm_field_move_group (txn, "claim", wish->group, wish->by, error);
}

static gboolean
reset (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_field_reset (txn, "claim", error);
}

/* "Heading: field field; Heading: …" of what people are shown. */
static char *
card_of (CrmOffice *office)
{
  g_autoptr (CrmSchema) schema = crm_office_get_schema (office);
  const CrmEntity *claim = crm_schema_find (schema, "claim");
  GString *text = g_string_new (NULL);
  const char *group = "";

  for (guint i = 0; i < crm_entity_n_fields (claim); i++) {
    if ((claim->fields[i].flags & (CRM_FIELD_SYSTEM | CRM_FIELD_HIDDEN)) != 0)
      continue;
    if (g_strcmp0 (crm_entity_get_group (claim, i), group) != 0) {
      group = crm_entity_get_group (claim, i);
      g_string_append_printf (text, "\n%s:", group != NULL ? group : "-");
    }
    g_string_append_printf (text, " %s", claim->fields[i].name);
  }

  return g_string_free (text, FALSE);
}

static gboolean
count_laid_out (CrmTxn *txn, gpointer data, GError **error)
{
  *(gint64 *)data = office_test_count (txn, "field_layout");

  return TRUE;
}

static gint64
n_laid_out (CrmOffice *office)
{
  gint64 n = -1;

  office_test_do (office, count_laid_out, &n);

  return n;
}

static void
test_groups (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_RO);
  g_autofree char *shipped = card_of (office);
  g_autofree char *now = NULL;
  g_autofree char *message = NULL;

  /* Into a group that is there, one that is not, and before a field. */
  office_test_do (office, put, &(Wish){ "demand", "What we do" });
  now = card_of (office);
  g_assert_nonnull (strstr (now, " demand\nAt a glance:"));
  office_test_do (office, put, &(Wish){ "deal", "Where it began" });
  g_free (now);
  now = card_of (office);
  g_assert_true (g_str_has_suffix (now, "\nWhere it began: deal"));
  office_test_do (office, put, &(Wish){ "document", NULL, "deal" });
  g_free (now);
  now = card_of (office);
  g_assert_true (g_str_has_suffix (now, "\nWhere it began: document deal"));
  /* Out of the group by its edge. */
  office_test_do (office, move_field, (gpointer) "document");
  g_free (now);
  now = card_of (office);
  g_assert_true (g_str_has_suffix (now, " completeness document\nWhere it began: deal"));

  office_test_do (office, move_group, &(Wish){ .group = "Where it began", .by = -1 });
  g_free (now);
  now = card_of (office);
  g_assert_nonnull (strstr (now, " demand\nWhere it began: deal\nAt a glance:"));
  office_test_do (office, rename_group, &(Wish){ .group = "Where it began", .field = " Origin " });
  g_free (now);
  now = card_of (office);
  g_assert_nonnull (strstr (now, "\nOrigin: deal\nAt a glance:"));

  message = office_test_refuse (
    office, rename_group, &(Wish){ .group = "Origin", .field = "What we do" }, CRM_ERROR_UNIQUE);
  g_free (office_test_refuse (office, rename_group, &(Wish){ .group = "Origin", .field = "  " },
                              CRM_ERROR_INVALID));
  g_free (office_test_refuse (office, rename_group, &(Wish){ .group = "Ghost", .field = "Body" },
                              CRM_ERROR_NOT_FOUND));
  g_free (office_test_refuse (office, move_group, &(Wish){ .group = "Ghost", .by = 1 },
                              CRM_ERROR_NOT_FOUND));
  g_free (office_test_refuse (office, put, &(Wish){ "ghost", "What we do" }, CRM_ERROR_NOT_FOUND));
  /* A colleague has taken out what it was to stand before. */
  office_test_do (office, put, &(Wish){ "deal", "What we do", "x_gone" });
  g_free (now);
  now = card_of (office);
  g_assert_nonnull (strstr (now, " demand deal\nAt a glance:"));

  office_test_do (office, reset, NULL);
  g_free (now);
  now = card_of (office);
  g_assert_cmpstr (now, ==, shipped);
  g_assert_cmpint (n_laid_out (office), ==, 0);
  office_test_do (office, undo, NULL);
  g_free (now);
  now = card_of (office);
  g_assert_nonnull (strstr (now, " demand deal\nAt a glance:"));
  office_test_close (office);
}

/* Above a heading, without one, and out from under the first. */
static void
test_no_heading (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_RO);
  g_autofree char *now = NULL;
  g_autoptr (CrmSchema) schema = NULL;

  office_test_do (office, put, &(Wish){ "demand", NULL, NULL });
  now = card_of (office);
  g_assert_true (g_str_has_suffix (now, "\n-: demand"));
  /* The form begins a group there, without words. */
  g_assert_cmpstr (field_of (office, &schema, "demand")->group, ==, "");
  for (int i = 0; i < 4; i++)
    office_test_do (office, move_group, &(Wish){ .group = NULL, .by = -1 });
  g_free (now);
  now = card_of (office);
  g_assert_true (g_str_has_prefix (now, "\n-: demand\nWhat happened: "));
  office_test_do (office, rename_group, &(Wish){ .group = NULL, .field = "In short" });
  g_free (now);
  now = card_of (office);
  g_assert_true (g_str_has_prefix (now, "\nIn short: demand\nWhat happened: "));
  office_test_close (office);
}

/* One step down writes down the two that changed places, not the whole card. */
static void
test_little_is_written (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_RO);

  office_test_do (office, move_field, (gpointer) "document");
  g_assert_cmpint (n_laid_out (office), ==, 2);
  office_test_close (office);
}

/* A field of our own stands under its group, or under a heading for all such. */
static void
test_custom_group (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_RO);
  g_autofree char *now = NULL;

  office_test_do (office, add_shade, NULL);
  office_test_do (office, put, &(Wish){ "x_shade", "What we do" });
  now = card_of (office);
  g_assert_nonnull (strstr (now, " x_shade\nAt a glance:"));
  office_test_do (office, reset, NULL);
  g_free (now);
  now = card_of (office);
  g_assert_true (g_str_has_suffix (now, "\nFields of our own: x_shade"));
  office_test_close (office);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/fields/custom", test_custom);
  g_test_add_func ("/office/fields/layout", test_layout);
  g_test_add_func ("/office/fields/moving", test_moving);
  g_test_add_func ("/office/fields/groups", test_groups);
  g_test_add_func ("/office/fields/no-heading", test_no_heading);
  g_test_add_func ("/office/fields/little-is-written", test_little_is_written);
  g_test_add_func ("/office/fields/custom-group", test_custom_group);

  return g_test_run ();
}
