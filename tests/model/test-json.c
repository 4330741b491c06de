/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-error.h"
#include "model/crm-format.h"
#include "sample-office.h"

#include <locale.h>

static void
assert_round_trip (const CrmField *field, const CrmValue *value)
{
  g_autoptr (JsonNode) node = crm_value_to_json (value);
  g_autofree char *text = json_to_string (node, FALSE);
  g_autoptr (JsonNode) read = json_from_string (text, NULL);
  g_auto (CrmValue) back = CRM_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  crm_value_from_json (read, field, &back, &error);
  g_assert_no_error (error);
  g_assert_true (crm_value_equal (value, &back));
}

static void
test_values (void)
{
  const CrmField number = { .name = "a", .type = CRM_FIELD_INTEGER };
  const CrmField words = { .name = "a", .type = CRM_FIELD_TEXT };
  const CrmField picture = { .name = "a", .type = CRM_FIELD_BLOB };
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\0\xff", 2);

  assert_round_trip (&words, &value);
  crm_value_set_int (&value, G_MININT64);
  assert_round_trip (&number, &value);
  crm_value_set_text (&value, "a\"\n\\ж</ș");
  assert_round_trip (&words, &value);
  crm_value_set_blob (&value, bytes);
  assert_round_trip (&picture, &value);
}

static void
test_in (void)
{
  const CrmField number = { .name = "a", .label = "A", .type = CRM_FIELD_INTEGER };
  const CrmField words = { .name = "a", .label = "A", .type = CRM_FIELD_TEXT };
  const CrmField picture = { .name = "a", .label = "A", .type = CRM_FIELD_BLOB };
  const struct {
    const CrmField *field;
    const char *json;
    gboolean good;
  } cases[] = {
    { &number, "12", TRUE },
    { &number, "\"12\"", TRUE },
    { &number, "true", TRUE },
    { &number, "null", TRUE },
    { &number, "1.5", FALSE },
    { &number, "\"1.5\"", FALSE },
    { &number, "\"\"", FALSE },
    { &number, "[]", FALSE },
    { &number, "{}", FALSE },
    { &words, "\"\"", TRUE },
    { &words, "12", FALSE },
    { &words, "[\"a\"]", FALSE },
    { &picture, "\"a\"", FALSE },
    { &picture, "{}", FALSE },
    { &picture, "{\"base64\":1}", FALSE },
    { &picture, "null", TRUE },
    { &picture, "{\"base64\":\"\"}", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonNode) node = json_from_string (cases[i].json, NULL);
    g_auto (CrmValue) value = CRM_VALUE_INIT;
    g_autoptr (GError) error = NULL;

    g_assert_cmpint (crm_value_from_json (node, cases[i].field, &value, &error), ==, cases[i].good);
    if (!cases[i].good)
      g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  }
}

static void
test_record (void)
{
  g_autoptr (CrmRecord) deal = sample_record_new ("deal");
  g_autoptr (JsonObject) object = NULL;
  JsonArray *lines;
  JsonObject *line;

  crm_record_set_id (deal, G_GINT64_CONSTANT (123456789012345678));
  crm_record_set_text (deal, "name", "Roof");
  crm_record_set_int (deal, "amount", 5);
  crm_record_set_text (crm_record_add_line (deal, "items"), "what", "Nails");
  object = crm_record_to_json (deal);

  g_assert_cmpstr (json_object_get_string_member (object, "id"), ==, "123456789012345678");
  g_assert_false (json_object_has_member (object, "version"));
  g_assert_cmpstr (json_object_get_string_member (object, "name"), ==, "Roof");
  g_assert_cmpstr (json_object_get_string_member (object, "amount"), ==, "5");
  g_assert_true (json_object_get_null_member (object, "stage"));
  lines = json_object_get_array_member (object, "items");
  g_assert_cmpuint (json_array_get_length (lines), ==, 1);
  line = json_array_get_object_element (lines, 0);
  g_assert_cmpstr (json_object_get_string_member (line, "what"), ==, "Nails");
}

/* Whatever somebody writes into the file. */
static void
test_read (void)
{
  static const char *const refused[] = { "", "{", "[1,", "}", "{} /* no */", "['a']", "[1] [" };
  g_autofree char *brackets = g_strnfill (2000000, '[');
  g_autoptr (JsonNode) node = crm_json_read ("{\"a\":[\"[[[\",\"\\\"[\"]}", NULL);

  g_assert_nonnull (node);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (crm_json_read (refused[i], &error));
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  }
  /* The parser would call itself as often. */
  g_assert_null (crm_json_read (brackets, NULL));
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/json/values", test_values);
  g_test_add_func ("/model/json/in", test_in);
  g_test_add_func ("/model/json/record", test_record);
  g_test_add_func ("/model/json/read", test_read);

  return g_test_run ();
}
