/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-error.h"
#include "model/crm-format.h"
#include "sample-office.h"

#include <locale.h>
#include <string.h>

#define TODAY "2026-11-15"

static const CrmField *
thing_field (CrmSchema *schema, const char *name)
{
  return crm_entity_find_field (crm_schema_find (schema, "thing"), name);
}

static void
test_numbers (void)
{
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  const struct {
    const char *field;
    const char *typed;
    const char *currency;
    gint64 value;
  } cases[] = {
    { "integer", "12", NULL, 12 },
    { "integer", " -1 200 ", NULL, -1200 },
    { "integer", "9223372036854775807", NULL, G_MAXINT64 },
    { "integer", "3*4", NULL, 12 },
    { "quantity", "1,5", NULL, 1500 },
    { "price", "12.3456", "MDL", 123456 },
    { "money", "1 234,50", "MDL", 123450 },
    { "money", "1234", "JPY", 1234 },
    { "money", "1.5", NULL, 150 },
    { "rate", "19.4512", NULL, 19451200 },
    { "percent", "20", NULL, 2000 },
    { "percent", "20%", NULL, 2000 },
    { "percent", "12,5 %", NULL, 1250 },
    { "percent", "5\xc2\xa0%", NULL, 500 },
    { "yesno", "yes", NULL, 1 },
    { "yesno", "X", NULL, 1 },
    { "yesno", "ДА", NULL, 1 },
    { "yesno", "da", NULL, 1 },
    { "yesno", "1", NULL, 1 },
    { "yesno", "true", NULL, 1 },
    { "yesno", "нет", NULL, 0 },
    { "yesno", "nu", NULL, 0 },
    { "yesno", "0", NULL, 0 },
    { "duration", "1:05", NULL, 3900 },
    { "reference", "123456789012345678", NULL, G_GINT64_CONSTANT (123456789012345678) },
    { "any", "5", NULL, 5 },
    { "parent", "6", NULL, 6 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (CrmValue) value = CRM_VALUE_INIT;
    g_autoptr (GError) error = NULL;

    crm_field_parse (thing_field (schema, cases[i].field), cases[i].typed, cases[i].currency, TODAY,
                     &value, &error);
    g_assert_no_error (error);
    g_assert_cmpint (value.kind, ==, CRM_VALUE_INT);
    g_assert_cmpint (value.integer, ==, cases[i].value);
  }
}

static void
test_texts (void)
{
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  const struct {
    const char *field;
    const char *typed;
    const char *value;
  } cases[] = {
    { "text", "  a \n b ", "a b" },
    { "note", " a \n b ", "a\nb" },
    { "day", "15.11.2026", "2026-11-15" },
    { "day", "+3", "2026-11-18" },
    { "day", "завтра", "2026-11-16" },
    { "choice", "won", "won" },
    { "choice", "WON", "won" },
    { "choice", " talks ", "talks" },
    { "currency", "mdl", "MDL" },
    { "country", "ro", "RO" },
    { "language", "RU", "ru" },
    { "tags", "vip, Moldova,, VIP ; x", "vip, Moldova, VIP ; x" },
    { "tags", "Iași,IAȘI,iasi", "Iași" },
    { "email", " Ion.Pop@Example.MD ", "Ion.Pop@example.md" },
    { "phone", " 022 123-456 ", "022 123-456" },
    { "link", "example.com/x", "https://example.com/x" },
    { "link", "example.com:8080", "https://example.com:8080" },
    { "link", "HTTP://Example.com/A", "http://example.com/A" },
    { "link", "mailto:a@b.md", "mailto:a@b.md" },
    { "link", "javascript:alert(1)", "https://javascript:alert(1)" },
    { "requisite", "MD24 AG00 0225 1000 1310 4168", "MD24AG000225100013104168" },
    /* Wrong check digits are a warning and not a refusal. */
    { "requisite", "md25 ag00 0225 1000 1310 4168", "MD25AG000225100013104168" },
    { "account", " 12 / 34 ", "12 / 34" },
    { "json", "{\"a\": [1, \"]\"]}", "{\"a\": [1, \"]\"]}" },
    { "xml", " <a b='1'>x<c/></a>\n", " <a b='1'>x<c/></a>\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (CrmValue) value = CRM_VALUE_INIT;
    g_autoptr (GError) error = NULL;

    crm_field_parse (thing_field (schema, cases[i].field), cases[i].typed, NULL, TODAY, &value,
                     &error);
    g_assert_no_error (error);
    g_assert_cmpstr (crm_value_get_text (&value), ==, cases[i].value);
  }
}

/* Nothing, and nothing but spaces, is no value in every field. */
static void
test_empty (void)
{
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  const CrmEntity *thing = crm_schema_find (schema, "thing");
  const char *const empty[] = { NULL, "", "  ", "\n\t", "\xc2\xa0" };

  for (guint i = 0; i < crm_entity_n_fields (thing); i++) {
    for (guint j = 0; j < G_N_ELEMENTS (empty); j++) {
      g_auto (CrmValue) value = CRM_VALUE_INIT;
      g_autoptr (GError) error = NULL;
      CrmFieldType type = thing->fields[i].type;

      if (j == 4 && (type == CRM_FIELD_JSON || type == CRM_FIELD_XML))
        continue;
      crm_value_set_int (&value, 1);
      crm_field_parse (&thing->fields[i], empty[j], NULL, TODAY, &value, &error);
      g_assert_no_error (error);
      g_assert_true (crm_value_is_null (&value));
    }
  }
}

static void
test_instant (void)
{
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  const CrmField *field = thing_field (schema, "instant");
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  /* The zone of the tests is UTC. */
  crm_field_parse (field, "+1 9:00", NULL, TODAY, &value, &error);
  g_assert_no_error (error);
  text = crm_field_to_string (field, &value, NULL);
  g_assert_cmpstr (text, ==, "2026-11-16T09:00:00.000Z");
}

static const struct {
  const char *field;
  const char *typed;
  const char *currency;
  const char *word;
} refusals[] = {
  { "integer", "1.5", NULL, "whole" },
  { "integer", "twelve", NULL, "twelve" },
  { "quantity", "lots", NULL, "lots" },
  { "money", "5 EUR", "MDL", "MDL" },
  { "money", "99999999999999999999", "MDL", "9999" },
  { "percent", "%", NULL, "20%" },
  { "yesno", "maybe", NULL, "yes or no" },
  { "day", "31.02.2026", NULL, "31.02.2026" },
  { "instant", "noon", NULL, "noon" },
  { "duration", "long", NULL, "long" },
  { "choice", "gone", NULL, "New, Talks, Won, Lost" },
  { "currency", "XYZ", NULL, "XYZ" },
  { "country", "ROU", NULL, "ROU" },
  { "country", "Р1", NULL, "two letters" },
  { "language", "de", NULL, "de" },
  { "reference", "Alfa", NULL, "Alfa" },
  { "reference", "0", NULL, "0" },
  { "reference", "-5", NULL, "-5" },
  { "email", "ion", NULL, "ion" },
  { "email", "ion@localhost", NULL, "@" },
  { "email", "a@b@c.md", NULL, "a@b@c.md" },
  { "email", "ion pop@c.md", NULL, "ion pop" },
  { "email", "ion@.md", NULL, "ion" },
  { "phone", "abc", NULL, "Phone: “abc” is not a phone number." },
  { "phone", "12", NULL, "+373" },
  { "link", "two words", NULL, "two words" },
  { "link", "file:///etc/passwd", NULL, "file:" },
  { "link", "https://", NULL, "https://" },
  { "requisite", " -- ", NULL, "IBAN" },
  { "requisite", "12345678901234567890123456789012345678901", NULL, "40" },
  { "json", "{", NULL, "JSON" },
  { "json", "12", NULL, "JSON" },
  { "json", "{} // {", NULL, "JSON" },
  { "xml", "<a>", NULL, "XML" },
  { "xml", "<a></b>", NULL, "XML" },
  { "blob", "abc", NULL, "20 MB" },
  { "text", "\xff", NULL, "Text" },
  { "short", "123456", NULL, "5" },
};

static void
test_refusals (void)
{
  g_autoptr (CrmSchema) schema = sample_schema_new ();

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++) {
    g_auto (CrmValue) value = CRM_VALUE_INIT;
    g_autoptr (GError) error = NULL;
    const CrmField *field = thing_field (schema, refusals[i].field);

    crm_value_set_int (&value, 42);
    if (crm_field_parse (field, refusals[i].typed, refusals[i].currency, TODAY, &value, &error))
      g_error ("%s took “%s”", refusals[i].field, refusals[i].typed);
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    g_assert_true (g_str_has_prefix (error->message, crm_field_get_label (field)));
    if (strstr (error->message, refusals[i].word) == NULL)
      g_error ("“%s” does not say “%s”", error->message, refusals[i].word);
    /* What was refused leaves the old value alone. */
    g_assert_cmpint (crm_value_get_int (&value), ==, 42);
  }
}

static void
test_lengths (void)
{
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  const struct {
    const char *field;
    gsize length;
    gboolean fits;
  } cases[] = {
    { "text", 500, TRUE },  { "text", 501, FALSE },   { "short", 5, TRUE },
    { "short", 6, FALSE },  { "note", 100000, TRUE }, { "note", 100001, FALSE },
    { "tags", 501, FALSE }, { "link", 493, FALSE },   { "requisite", 40, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (CrmValue) value = CRM_VALUE_INIT;
    g_autoptr (GError) error = NULL;
    g_autofree char *text = g_strnfill (cases[i].length, 'a');

    g_assert_cmpint (
      crm_field_parse (thing_field (schema, cases[i].field), text, NULL, TODAY, &value, &error), ==,
      cases[i].fits);
    if (error != NULL)
      g_assert_cmpint (g_utf8_strlen (error->message, -1), <, 300);
  }
}

/* A text of brackets must be refused before the parser follows it. */
static void
test_deep_json (void)
{
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  g_autofree char *text = g_strnfill (1000000, '[');
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  g_assert_false (crm_field_parse (thing_field (schema, "json"), text, NULL, NULL, &value, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
}

static void
test_check (void)
{
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  g_autofree char *big = g_malloc0 (20 * 1024 * 1024 + 1);
  g_autoptr (GBytes) fits = g_bytes_new_static (big, 20 * 1024 * 1024);
  g_autoptr (GBytes) over = g_bytes_new_static (big, 20 * 1024 * 1024 + 1);
  const struct {
    const char *field;
    CrmValue value;
    gboolean fits;
  } cases[] = {
    { "text", { .kind = CRM_VALUE_NULL }, TRUE },
    { "text", { .kind = CRM_VALUE_INT, .integer = 1 }, FALSE },
    { "integer", { .kind = CRM_VALUE_INT, .integer = G_MININT64 }, TRUE },
    { "yesno", { .kind = CRM_VALUE_INT, .integer = 2 }, FALSE },
    { "reference", { .kind = CRM_VALUE_INT, .integer = 0 }, FALSE },
    { "instant", { .kind = CRM_VALUE_INT, .integer = G_MAXINT64 }, FALSE },
    { "instant", { .kind = CRM_VALUE_INT, .integer = 0 }, TRUE },
    { "blob", { .kind = CRM_VALUE_BLOB, .blob = fits }, TRUE },
    { "blob", { .kind = CRM_VALUE_BLOB, .blob = over }, FALSE },
    { "text", { .kind = CRM_VALUE_BLOB, .blob = fits }, FALSE },
  };
  const struct {
    const char *field;
    const char *text;
    gboolean fits;
  } texts[] = {
    { "integer", "1", FALSE },      { "text", "a\nb", FALSE },       { "text", "a\x1b", FALSE },
    { "note", "a\nb", TRUE },       { "note", "a\x01", FALSE },      { "text", "\xc3", FALSE },
    { "day", "2026-02-29", FALSE }, { "day", "2028-02-29", TRUE },   { "choice", "Won", FALSE },
    { "choice", "won", TRUE },      { "currency", "mdl", FALSE },    { "country", "md", FALSE },
    { "email", "a@b.md", TRUE },    { "requisite", "X", TRUE },      { "blob", "x", FALSE },
    { "json", "[]", TRUE },         { "link", "example.md", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (crm_field_check (thing_field (schema, cases[i].field), &cases[i].value, NULL),
                     ==, cases[i].fits);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_auto (CrmValue) value = CRM_VALUE_INIT;
    g_autoptr (GError) error = NULL;

    crm_value_set_text (&value, texts[i].text);
    if (crm_field_check (thing_field (schema, texts[i].field), &value, &error) != texts[i].fits)
      g_error ("%s: “%s”", texts[i].field, texts[i].text);
    g_assert_cmpint (error == NULL, ==, texts[i].fits);
  }
}

/* Whatever is typed, it is taken as a value that may stand there, or refused in words. */
static void
test_anything (void)
{
  static const char *const pieces[] = { "1",  "-", ",", ".", "a", "ж", "@", "%",  "\xff", "{",
                                        "\"", "<", ">", "[", "+", ":", " ", "\n", "ș",    "12.11" };
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  const CrmEntity *thing = crm_schema_find (schema, "thing");

  for (guint round = 0; round < 20000; round++) {
    const CrmField *field =
      &thing->fields[g_test_rand_int_range (0, (int)crm_entity_n_fields (thing))];
    g_auto (CrmValue) value = CRM_VALUE_INIT;
    g_autoptr (GError) error = NULL;
    char typed[64] = "";

    for (int n = g_test_rand_int_range (0, 9); n > 0; n--)
      g_strlcat (typed, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))], sizeof typed);
    if (crm_field_parse (field, typed, "MDL", TODAY, &value, &error)) {
      g_assert_no_error (error);
      g_assert_true (crm_field_check (field, &value, NULL));
    } else {
      g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
  }
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/parse/numbers", test_numbers);
  g_test_add_func ("/model/parse/texts", test_texts);
  g_test_add_func ("/model/parse/empty", test_empty);
  g_test_add_func ("/model/parse/instant", test_instant);
  g_test_add_func ("/model/parse/refusals", test_refusals);
  g_test_add_func ("/model/parse/lengths", test_lengths);
  g_test_add_func ("/model/parse/deep-json", test_deep_json);
  g_test_add_func ("/model/parse/check", test_check);
  g_test_add_func ("/model/parse/anything", test_anything);

  return g_test_run ();
}
