/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-record.h"

#include "base/crm-error.h"
#include "sample-office.h"

#include <locale.h>
#include <string.h>

static void
expect_critical (const char *pattern)
{
  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_CRITICAL, pattern);
}

static void
test_values (void)
{
  g_autoptr (CrmRecord) deal = sample_record_new ("deal");
  g_auto (CrmValue) value = CRM_VALUE_INIT;

  g_assert_true (crm_record_is_new (deal));
  g_assert_true (crm_record_is_null (deal, "name"));
  g_assert_cmpstr (crm_record_get_text (deal, "name"), ==, "");
  g_assert_false (crm_record_has_changes (deal));

  crm_record_set_text (deal, "name", " Roof ");
  g_assert_cmpstr (crm_record_get_text (deal, "name"), ==, " Roof ");
  crm_record_set_text (deal, "name", "");
  g_assert_true (crm_record_is_null (deal, "name"));
  crm_value_set_text (&value, "");
  crm_record_set (deal, "name", &value);
  g_assert_true (crm_record_is_null (deal, "name"));
  crm_record_set_int (deal, "amount", -5);
  g_assert_cmpint (crm_record_get_int (deal, "amount"), ==, -5);
  crm_record_set_null (deal, "amount");
  g_assert_true (crm_record_is_null (deal, "amount"));

  crm_record_set_id (deal, 7);
  crm_record_set_version (deal, 3);
  crm_record_set_n (deal, 9);
  crm_record_set_deleted (deal, 11);
  g_assert_cmpint (crm_record_get_id (deal), ==, 7);
  g_assert_cmpint (crm_record_get_version (deal), ==, 3);
  g_assert_cmpint (crm_record_get_n (deal), ==, 9);
  g_assert_cmpint (crm_record_get_deleted (deal), ==, 11);
  g_assert_false (crm_record_is_new (deal));
}

static void
test_misuse (void)
{
  g_autoptr (CrmRecord) deal = sample_record_new ("deal");
  g_autoptr (CrmRecord) client = sample_record_new ("client");

  expect_critical ("*no field*ghost*");
  crm_record_set_text (deal, "ghost", "x");
  expect_critical ("*no field*ghost*");
  g_assert_cmpstr (crm_record_get_text (deal, "ghost"), ==, "");
  expect_critical ("*no lines*ghost*");
  g_assert_null (crm_record_add_line (deal, "ghost"));
  expect_critical ("*position*");
  crm_record_remove_line (deal, "items", 0);
  expect_critical ("*entity*");
  crm_record_append_line (deal, 0, client);
  g_test_assert_expected_messages ();
}

static void
test_initial (void)
{
  g_autoptr (CrmRecord) deal = sample_record_new ("deal");
  g_autoptr (CrmRecord) client = sample_record_new ("client");

  crm_record_set_text (deal, "stage", "won");
  crm_record_apply_initial (deal, "2026-11-15", 1234, 42);
  g_assert_cmpstr (crm_record_get_text (deal, "stage"), ==, "won");
  g_assert_cmpstr (crm_record_get_text (deal, "currency"), ==, "MDL");
  g_assert_cmpstr (crm_record_get_text (deal, "opened"), ==, "2026-11-15");
  g_assert_cmpint (crm_record_get_int (deal, "seen"), ==, 1234);
  g_assert_cmpint (crm_record_get_int (deal, "chance"), ==, 1250);
  g_assert_true (crm_record_is_null (deal, "name"));

  crm_record_apply_initial (client, "2026-11-15", 1234, 0);
  g_assert_true (crm_record_is_null (client, "responsible"));
  crm_record_apply_initial (client, "2026-11-15", 1234, 42);
  g_assert_cmpint (crm_record_get_int (client, "responsible"), ==, 42);
}

static void
test_changes (void)
{
  g_autoptr (CrmRecord) deal = sample_record_new ("deal");
  int name = crm_entity_field_index (crm_record_get_entity (deal), "name");

  crm_record_set_text (deal, "name", "Roof");
  g_assert_true (crm_record_is_changed (deal, "name"));
  g_assert_false (crm_record_is_changed (deal, "stage"));
  crm_record_rebase (deal);
  g_assert_false (crm_record_has_changes (deal));

  crm_record_set_text (deal, "name", "Wall");
  g_assert_true (crm_record_is_changed_at (deal, (guint)name));
  g_assert_cmpstr (crm_value_get_text (crm_record_get_base_at (deal, (guint)name)), ==, "Roof");
  g_assert_cmpstr (crm_value_get_text (crm_record_get_at (deal, (guint)name)), ==, "Wall");
  crm_record_set_text (deal, "name", "Roof");
  g_assert_false (crm_record_has_changes (deal));

  crm_record_set_null (deal, "name");
  g_assert_true (crm_record_has_changes (deal));
  crm_record_revert (deal);
  g_assert_cmpstr (crm_record_get_text (deal, "name"), ==, "Roof");
}

static CrmRecord *
client_with_phones (void)
{
  static const char *const numbers[] = { "111", "222", "333" };
  CrmRecord *client = sample_record_new ("client");

  crm_record_set_text (client, "name", "Alfa");
  crm_record_set_text (client, "inn", "7707083893");
  crm_record_set_int (client, "deals", 5);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    CrmRecord *line = crm_record_add_line (client, "phones");

    crm_record_set_text (line, "number", numbers[i]);
    crm_record_set_id (line, 10 + i);
    crm_record_set_version (line, 1);
  }
  crm_record_set_id (client, 1);
  crm_record_set_version (client, 4);
  crm_record_rebase (client);

  return client;
}

static char *
phones_of (const CrmRecord *client)
{
  GPtrArray *lines = crm_record_get_lines (client, "phones");
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            crm_record_get_text (g_ptr_array_index (lines, i), "number"));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_phones (const CrmRecord *client, const char *expected)
{
  g_autofree char *phones = phones_of (client);

  g_assert_cmpstr (phones, ==, expected);
}

static void
test_lines (void)
{
  g_autoptr (CrmRecord) empty = sample_record_new ("client");
  g_autoptr (CrmRecord) client = client_with_phones ();
  GPtrArray *lines;

  g_assert_cmpuint (crm_record_get_lines (empty, "phones")->len, ==, 0);
  crm_record_clear_lines (empty, "phones");
  g_assert_false (crm_record_has_changes (empty));

  assert_phones (client, "111 222 333");
  g_assert_false (crm_record_has_changes (client));

  crm_record_move_line (client, "phones", 0, 2);
  assert_phones (client, "222 333 111");
  g_assert_true (crm_record_has_changes (client));
  crm_record_move_line (client, "phones", 2, 0);
  assert_phones (client, "111 222 333");
  g_assert_false (crm_record_has_changes (client));

  crm_record_remove_line (client, "phones", 1);
  assert_phones (client, "111 333");
  g_assert_true (crm_record_has_changes (client));
  g_assert_cmpuint (crm_record_get_base_lines_at (client, 0)->len, ==, 3);
  crm_record_revert (client);
  assert_phones (client, "111 222 333");
  g_assert_false (crm_record_has_changes (client));

  /* A change within a line is the line's and the record's; the base keeps the old value. */
  lines = crm_record_get_lines_at (client, 0);
  crm_record_set_text (g_ptr_array_index (lines, 2), "number", "444");
  g_assert_true (crm_record_is_changed (g_ptr_array_index (lines, 2), "number"));
  g_assert_true (crm_record_has_changes (client));
  lines = crm_record_get_base_lines_at (client, 0);
  g_assert_cmpstr (crm_record_get_text (g_ptr_array_index (lines, 2), "number"), ==, "333");
  g_assert_cmpint (crm_record_get_id (g_ptr_array_index (lines, 2)), ==, 12);

  crm_record_clear_lines (client, "phones");
  assert_phones (client, "");
  g_assert_true (crm_record_has_changes (client));
  crm_record_rebase (client);
  g_assert_false (crm_record_has_changes (client));
}

static void
test_copy (void)
{
  g_autoptr (CrmRecord) client = client_with_phones ();
  g_autoptr (CrmRecord) copy = NULL;
  GPtrArray *lines;

  crm_record_set_text (client, "name", "Beta");
  copy = crm_record_copy (client);
  g_assert_cmpint (crm_record_get_id (copy), ==, 1);
  g_assert_cmpint (crm_record_get_version (copy), ==, 4);
  g_assert_true (crm_record_is_changed (copy, "name"));
  /* Texts are shared. */
  g_assert_true (crm_record_get_text (copy, "name") == crm_record_get_text (client, "name"));

  lines = crm_record_get_lines (copy, "phones");
  g_assert_cmpint (crm_record_get_id (g_ptr_array_index (lines, 0)), ==, 10);
  crm_record_set_text (g_ptr_array_index (lines, 0), "number", "999");
  crm_record_set_text (copy, "name", "Gamma");
  assert_phones (client, "111 222 333");
  g_assert_cmpstr (crm_record_get_text (client, "name"), ==, "Beta");
  crm_record_revert (copy);
  assert_phones (copy, "111 222 333");
  g_assert_cmpstr (crm_record_get_text (copy, "name"), ==, "Alfa");
}

static void
test_duplicate (void)
{
  g_autoptr (CrmRecord) client = client_with_phones ();
  g_autoptr (CrmRecord) twin = NULL;
  CrmRecord *line;

  crm_record_set_int (client, "created_at", 5);
  twin = crm_record_duplicate (client);
  g_assert_true (crm_record_is_new (twin));
  g_assert_cmpint (crm_record_get_id (twin), ==, 0);
  g_assert_cmpstr (crm_record_get_text (twin, "name"), ==, "Alfa");
  g_assert_true (crm_record_is_null (twin, "inn"));
  g_assert_true (crm_record_is_null (twin, "deals"));
  g_assert_true (crm_record_is_null (twin, "created_at"));
  assert_phones (twin, "111 222 333");
  line = g_ptr_array_index (crm_record_get_lines (twin, "phones"), 0);
  g_assert_cmpint (crm_record_get_id (line), ==, 0);
  g_assert_true (crm_record_is_new (line));
  g_assert_true (crm_record_is_changed (twin, "name"));
}

static void
test_title (void)
{
  g_autoptr (CrmRecord) deal = sample_record_new ("deal");
  g_autoptr (CrmRecord) line = sample_record_new ("phone");
  g_autofree char *none = crm_record_title (line);
  g_autofree char *empty = crm_record_title (deal);
  g_autofree char *full = NULL;
  g_autofree char *part = NULL;
  g_autofree char *odd = NULL;
  g_autofree char *cut = NULL;
  g_autofree char *endless = g_strnfill (400, 'w');

  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (empty, ==, "");
  crm_record_set_text (deal, "name", "Roof");
  crm_record_set_text (deal, "stage", "talks");
  full = crm_record_title (deal);
  g_assert_cmpstr (full, ==, "Roof (talks)");

  crm_record_set_int (deal, "amount", 123450);
  crm_record_set_int (deal, "client", 55);
  crm_record_set_text (deal, "currency", "JPY");
  part = crm_record_expand (deal, "{amount} {currency} {client} {ghost}");
  g_assert_cmpstr (part, ==, "123450 JPY");
  odd = crm_record_expand (deal, "a } {name {name}{");
  g_assert_cmpstr (odd, ==, "");

  crm_record_set_text (deal, "name", endless);
  cut = crm_record_title (deal);
  g_assert_cmpint (g_utf8_strlen (cut, -1), ==, 200);
}

static gboolean
resolve (const CrmEntity *entity, const char *text, gpointer user_data, gint64 *id, GError **error)
{
  g_assert_cmpstr (entity->name, ==, "client");
  if (g_str_equal (text, "Alfa")) {
    *id = 77;
    return TRUE;
  }
  if (g_str_equal (text, "Twins")) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, "There are two.");
    return FALSE;
  }
  g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, "Nobody is called %s.", text);

  return FALSE;
}

static void
assign (CrmRecord *record, const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;

  crm_record_assign (record, path, text, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_assign (void)
{
  g_autoptr (CrmRecord) deal = sample_record_new ("deal");
  g_autoptr (CrmRecord) client = sample_record_new ("client");
  CrmRecord *line;

  assign (deal, "name", "  Roof  repair ");
  g_assert_cmpstr (crm_record_get_text (deal, "name"), ==, "Roof repair");
  assign (deal, "name", "");
  g_assert_true (crm_record_is_null (deal, "name"));
  assign (deal, "currency", "jpy");
  assign (deal, "amount", "1500");
  g_assert_cmpint (crm_record_get_int (deal, "amount"), ==, 1500);
  assign (deal, "client", "12");
  g_assert_cmpint (crm_record_get_int (deal, "client"), ==, 12);

  /* The currency of a line stands in its deal. */
  assign (deal, "currency", "KWD");
  assign (deal, "items.sum", "1.5");
  line = g_ptr_array_index (crm_record_get_lines (deal, "items"), 0);
  g_assert_cmpint (crm_record_get_int (line, "sum"), ==, 1500);

  assign (client, "phones.number", "111");
  assign (client, "phones.number", "222");
  assign (client, "phones[2].number", "333");
  assign (client, "phones[main].kind", "office");
  assign (client, "phones[3].number", "444");
  assert_phones (client, "111 333 444");
  line = g_ptr_array_index (crm_record_get_lines (client, "phones"), 0);
  g_assert_cmpstr (crm_record_get_text (line, "kind"), ==, "office");
}

static void
test_assign_mistakes (void)
{
  g_autoptr (CrmRecord) deal = sample_record_new ("deal");
  const struct {
    const char *path;
    const char *text;
    CrmError code;
    const char *word;
  } cases[] = {
    { "ghost", "1", CRM_ERROR_NOT_FOUND, "amount" },
    { "", "1", CRM_ERROR_NOT_FOUND, "items.what" },
    { "id", "1", CRM_ERROR_NOT_FOUND, "id" },
    { "number", "1", CRM_ERROR_NOT_FOUND, "number" },
    { "created_at", "1", CRM_ERROR_NOT_FOUND, "created_at" },
    { "client.name", "1", CRM_ERROR_NOT_FOUND, "client.name" },
    { "items", "1", CRM_ERROR_NOT_FOUND, "items" },
    { "items.ghost", "1", CRM_ERROR_NOT_FOUND, "items.ghost" },
    { "items[0].what", "1", CRM_ERROR_NOT_FOUND, "items[0]" },
    { "items[2].what", "1", CRM_ERROR_NOT_FOUND, "items[2]" },
    { "items[].what", "1", CRM_ERROR_NOT_FOUND, "items[]" },
    { "items[1.what", "1", CRM_ERROR_NOT_FOUND, "items[1" },
    { "items[99999999999999999999].what", "1", CRM_ERROR_NOT_FOUND, "items[9" },
    { "items[1].what.ever", "1", CRM_ERROR_NOT_FOUND, "items" },
    { "amount", "many", CRM_ERROR_INVALID, "Amount" },
    { "items.quantity", "many", CRM_ERROR_INVALID, "Quantity" },
    { "stage", "gone", CRM_ERROR_INVALID, "Talks" },
    { "client", "Alfa", CRM_ERROR_INVALID, "Alfa" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (crm_record_assign (deal, cases[i].path, cases[i].text, NULL, NULL, &error));
    g_assert_error (error, CRM_ERROR, (int)cases[i].code);
    if (strstr (error->message, cases[i].word) == NULL)
      g_error ("“%s” does not say “%s”", error->message, cases[i].word);
  }
  g_assert_false (crm_record_has_changes (deal));
}

static void
test_assign_resolve (void)
{
  g_autoptr (CrmRecord) deal = sample_record_new ("deal");
  g_autoptr (GError) error = NULL;

  g_assert_true (crm_record_assign (deal, "client", " Alfa ", resolve, NULL, &error));
  g_assert_cmpint (crm_record_get_int (deal, "client"), ==, 77);
  g_assert_true (crm_record_assign (deal, "client", "88", resolve, NULL, &error));
  g_assert_cmpint (crm_record_get_int (deal, "client"), ==, 88);
  g_assert_no_error (error);
  g_assert_false (crm_record_assign (deal, "client", "Twins", resolve, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (crm_record_assign (deal, "client", "Gamma", resolve, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (crm_record_assign (deal, "client", "", resolve, NULL, &error));
  g_assert_true (crm_record_is_null (deal, "client"));
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/record/values", test_values);
  g_test_add_func ("/model/record/misuse", test_misuse);
  g_test_add_func ("/model/record/initial", test_initial);
  g_test_add_func ("/model/record/changes", test_changes);
  g_test_add_func ("/model/record/lines", test_lines);
  g_test_add_func ("/model/record/copy", test_copy);
  g_test_add_func ("/model/record/duplicate", test_duplicate);
  g_test_add_func ("/model/record/title", test_title);
  g_test_add_func ("/model/record/assign", test_assign);
  g_test_add_func ("/model/record/assign-mistakes", test_assign_mistakes);
  g_test_add_func ("/model/record/assign-resolve", test_assign_resolve);

  return g_test_run ();
}
