/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-format.h"

#include "base/crm-error.h"
#include "sample-office.h"

#include <locale.h>
#include <string.h>

#define NBSP "\xc2\xa0"

static const CrmField *
thing_field (CrmSchema *schema, const char *name)
{
  return crm_entity_find_field (crm_schema_find (schema, "thing"), name);
}

static void
test_types (void)
{
  for (int type = CRM_FIELD_TEXT; type <= CRM_FIELD_BLOB; type++) {
    const char *name = crm_field_type_name ((CrmFieldType)type);
    CrmFieldType back;

    g_assert_nonnull (name);
    g_assert_true (crm_field_type_from_name (name, &back));
    g_assert_cmpint (back, ==, type);
  }
  g_assert_false (crm_field_type_from_name ("ghost", &(CrmFieldType){ 0 }));
  g_assert_false (crm_field_type_from_name (NULL, &(CrmFieldType){ 0 }));
  g_assert_true (crm_field_type_is_integer (CRM_FIELD_ANY));
  g_assert_false (crm_field_type_is_integer (CRM_FIELD_DAY));
  g_assert_false (crm_field_type_is_integer (CRM_FIELD_BLOB));
}

static void
test_fold (void)
{
  const CrmField searched = { .name = "a", .type = CRM_FIELD_TEXT, .flags = CRM_FIELD_SEARCHED };
  const CrmField sorted = { .name = "a", .type = CRM_FIELD_EMAIL, .flags = CRM_FIELD_SORTED };
  const CrmField plain = { .name = "a", .type = CRM_FIELD_TEXT };
  const CrmField day = { .name = "a", .type = CRM_FIELD_DAY, .flags = CRM_FIELD_SORTED };

  g_assert_true (crm_field_has_fold (&searched));
  g_assert_true (crm_field_has_fold (&sorted));
  g_assert_false (crm_field_has_fold (&plain));
  g_assert_false (crm_field_has_fold (&day));
  g_assert_false (crm_field_is_figure (&day));
}

static void
test_numbers (void)
{
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  const struct {
    const char *field;
    gint64 value;
    const char *currency;
    CrmLang lang;
    const char *shown;
  } cases[] = {
    { "integer", 1234, NULL, CRM_LANG_EN, "1,234" },
    { "quantity", 1500, NULL, CRM_LANG_RU, "1,5" },
    { "quantity", 2000, NULL, CRM_LANG_EN, "2" },
    { "price", 125000, "MDL", CRM_LANG_EN, "12.50" },
    { "price", 123456, "MDL", CRM_LANG_RO, "12,3456" },
    { "money", 123450, NULL, CRM_LANG_RO, "1.234,50" },
    { "rate", 19450000, NULL, CRM_LANG_EN, "19.4500" },
    { "percent", 2000, NULL, CRM_LANG_EN, "20" NBSP "%" },
    { "percent", 1250, NULL, CRM_LANG_RU, "12,5" NBSP "%" },
    { "yesno", 1, NULL, CRM_LANG_EN, "✓" },
    { "yesno", 0, NULL, CRM_LANG_EN, "" },
    { "duration", 3900, NULL, CRM_LANG_EN, "1:05" },
    { "instant", 0, NULL, CRM_LANG_RU, "01.01.1970 00:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    CrmValue value = { .kind = CRM_VALUE_INT, .integer = cases[i].value };
    g_autofree char *shown = crm_field_format (thing_field (schema, cases[i].field), &value,
                                               cases[i].currency, NULL, cases[i].lang);

    g_assert_cmpstr (shown, ==, cases[i].shown);
  }
}

static void
test_money (void)
{
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  const CrmField *field = thing_field (schema, "money");
  CrmValue value = { .kind = CRM_VALUE_INT, .integer = 123450 };
  g_autofree char *shown = crm_field_format (field, &value, "MDL", NULL, CRM_LANG_RU);
  g_autofree char *machine = crm_field_to_string (field, &value, "MDL");
  g_autofree char *yen = crm_field_to_string (field, &value, "JPY");
  g_autofree char *least = NULL;

  g_assert_nonnull (strstr (shown, "MDL"));
  g_assert_cmpstr (machine, ==, "1234.50");
  g_assert_cmpstr (yen, ==, "123450");
  value.integer = G_MININT64;
  least = crm_field_to_string (field, &value, "MDL");
  g_assert_cmpstr (least, ==, "-92233720368547758.08");
}

static void
test_texts (void)
{
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  const struct {
    const char *field;
    const char *text;
    const char *shown;
  } cases[] = {
    { "text", "Iași", "Iași" },
    { "choice", "won", "Won" },
    { "choice", "gone", "gone" },
    { "language", "ro", "Romanian" },
    { "country", "MD", "MD" },
    { "day", "2026-11-15", "15 Nov 2026" },
    { "day", "nonsense", "nonsense" },
    { "requisite", "MD24AG000225100013104168", "MD24 AG00 0225 1000 1310 4168" },
    { "account", "12345678", "12345678" },
    { "phone", "+37322123456", "+373 22 123 456" },
    { "phone", "ask Ion 123", "ask Ion 123" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (CrmValue) value = CRM_VALUE_INIT;
    g_autofree char *shown = NULL;

    crm_value_set_text (&value, cases[i].text);
    shown =
      crm_field_format (thing_field (schema, cases[i].field), &value, NULL, NULL, CRM_LANG_EN);
    g_assert_cmpstr (shown, ==, cases[i].shown);
  }
}

static void
test_reference (void)
{
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  const CrmField *field = thing_field (schema, "reference");
  CrmValue value = { .kind = CRM_VALUE_INT, .integer = 5 };
  CrmValue nothing = CRM_VALUE_INIT;
  g_autofree char *titled = crm_field_format (field, &value, NULL, "Alfa", CRM_LANG_EN);
  g_autofree char *untitled = crm_field_format (field, &value, NULL, NULL, CRM_LANG_EN);
  g_autofree char *none = crm_field_format (field, &nothing, NULL, "Alfa", CRM_LANG_EN);
  g_autofree char *machine = crm_field_to_string (field, &value, NULL);

  g_assert_cmpstr (titled, ==, "Alfa");
  g_assert_cmpstr (untitled, ==, "");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (machine, ==, "5");
}

static gint64
random_int (const CrmField *field)
{
  guint64 bits = (guint64)(guint32)g_test_rand_int () << 32 | (guint32)g_test_rand_int ();

  switch ((int)field->type) {
  case CRM_FIELD_YESNO:
    return (gint64)(bits & 1);
  case CRM_FIELD_INSTANT:
    return (gint64)(bits % 9000000000000) - 2000000000000;
  default:
    return (gint64)bits >> g_test_rand_int_range (0, 60);
  }
}

/* Every integer survives its machine form, in every currency. */
static void
test_machine_form (void)
{
  static const char *const currencies[] = { NULL, "MDL", "JPY", "KWD" };
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  const CrmEntity *thing = crm_schema_find (schema, "thing");

  for (guint round = 0; round < 20000; round++) {
    const CrmField *field =
      &thing->fields[g_test_rand_int_range (0, (int)crm_entity_n_fields (thing))];
    const char *currency = currencies[g_test_rand_int_range (0, G_N_ELEMENTS (currencies))];
    g_auto (CrmValue) value = CRM_VALUE_INIT;
    g_auto (CrmValue) back = CRM_VALUE_INIT;
    g_autofree char *text = NULL;
    g_autoptr (GError) error = NULL;

    if (!crm_field_type_is_integer (field->type))
      continue;
    crm_value_set_int (&value, random_int (field));
    text = crm_field_to_string (field, &value, currency);
    crm_field_from_string (field, text, currency, &back, &error);
    g_assert_no_error (error);
    g_assert_cmpint (back.integer, ==, value.integer);
  }
}

static void
test_from_string (void)
{
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (crm_field_from_string (thing_field (schema, "blob"), "AAEC", NULL, &value, NULL));
  g_assert_cmpuint (g_bytes_get_size (value.blob), ==, 3);
  text = crm_field_to_string (thing_field (schema, "blob"), &value, NULL);
  g_assert_cmpstr (text, ==, "AAEC");
  g_assert_true (crm_field_from_string (thing_field (schema, "text"), "", NULL, &value, NULL));
  g_assert_true (crm_value_is_null (&value));
  g_assert_true (
    crm_field_from_string (thing_field (schema, "duration"), "90", NULL, &value, NULL));
  g_assert_cmpint (value.integer, ==, 90);
  g_assert_true (crm_field_from_string (thing_field (schema, "yesno"), "yes", NULL, &value, NULL));
  g_assert_cmpint (value.integer, ==, 1);
  g_assert_true (crm_field_from_string (thing_field (schema, "yesno"), "no", NULL, &value, NULL));
  g_assert_cmpint (value.integer, ==, 0);
  g_assert_false (crm_field_from_string (thing_field (schema, "yesno"), "2", NULL, &value, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (
    crm_field_from_string (thing_field (schema, "duration"), "1:30", NULL, &value, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (
    crm_field_from_string (thing_field (schema, "instant"), "today", NULL, &value, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
}

static void
test_currency (void)
{
  g_autoptr (CrmRecord) deal = sample_record_new ("deal");
  CrmRecord *line = crm_record_add_line (deal, "items");
  const CrmField *amount = crm_entity_find_field (crm_record_get_entity (deal), "amount");
  const CrmField *sum = crm_entity_find_field (crm_record_get_entity (line), "sum");

  g_assert_null (crm_record_currency (deal, amount, NULL));
  crm_record_set_text (deal, "currency", "EUR");
  g_assert_cmpstr (crm_record_currency (deal, amount, NULL), ==, "EUR");
  g_assert_cmpstr (crm_record_currency (line, sum, deal), ==, "EUR");
  g_assert_null (crm_record_currency (line, sum, NULL));
  g_assert_null (crm_record_currency (line, &crm_record_get_entity (line)->fields[0], deal));
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/format/types", test_types);
  g_test_add_func ("/model/format/fold", test_fold);
  g_test_add_func ("/model/format/numbers", test_numbers);
  g_test_add_func ("/model/format/money", test_money);
  g_test_add_func ("/model/format/texts", test_texts);
  g_test_add_func ("/model/format/reference", test_reference);
  g_test_add_func ("/model/format/machine-form", test_machine_form);
  g_test_add_func ("/model/format/from-string", test_from_string);
  g_test_add_func ("/model/format/currency", test_currency);

  return g_test_run ();
}
