/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/crm-rooms.h"

#include "base/crm-error.h"
#include "model/crm-query.h"
#include "office/crm-office.h"
#include "office/documents/crm-series.h"

static CrmSchema *
make_schema (void)
{
  g_autoptr (GError) error = NULL;
  CrmSchema *schema = crm_schema_new (crm_rooms (), NULL, 0, &error);

  g_assert_no_error (error);

  return schema;
}

static void
test_schema (void)
{
  g_autoptr (CrmSchema) schema = make_schema ();
  const CrmEntity *const *rooms = crm_rooms ();
  gsize n;

  crm_schema_get_entities (schema, &n);
  g_assert_cmpint (n, ==, g_strv_length ((char **)rooms));
}

/* Numbers are written into files: they follow the order of the table, and none is given twice. */
static void
test_numbers (void)
{
  const CrmEntity *const *rooms = crm_rooms ();

  g_assert_cmpint (rooms[0]->number, ==, 1);
  for (guint i = 1; rooms[i] != NULL; i++)
    g_assert_cmpint (rooms[i]->number, >, rooms[i - 1]->number);
}

/* Nothing that people read is missing. */
static void
test_words (void)
{
  const CrmEntity *const *rooms = crm_rooms ();

  for (guint i = 0; rooms[i] != NULL; i++) {
    const CrmEntity *room = rooms[i];

    g_test_message ("%s", room->name);
    g_assert_nonnull (room->label);
    g_assert_nonnull (room->label_many);
    g_assert_nonnull (room->label_new);
    g_assert_nonnull (room->label_count);
    g_assert_nonnull (room->label_count_many);
    g_assert_nonnull (room->empty_title);
    g_assert_nonnull (room->empty_text);
    g_assert_nonnull (room->title);
    g_assert_true (g_str_has_suffix (room->icon, "-symbolic"));
    for (const CrmField *field = room->fields; field->name != NULL; field++)
      g_assert_nonnull (field->label);
  }
}

static void
test_aliases (void)
{
  static const char *const names[] = {
    "client",  "Clients",  "supplier", "partner", "competitor", "organisation", "our-company",
    "contact", "calendar", "calls",    "offers",  "invoices",   "claims",       "people",
  };
  g_autoptr (CrmSchema) schema = make_schema ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CrmCondition) condition = NULL;
    const char *where = NULL;
    const char *entity = crm_rooms_alias (names[i], &where);

    g_assert_nonnull (crm_schema_find (schema, entity));
    if (where != NULL)
      condition = crm_query_parse_where (where, &error);
    g_assert_no_error (error);
  }
  g_assert_null (crm_rooms_alias ("party", NULL));
}

static void
test_verbs (void)
{
  g_assert_cmpstr (crm_verb_get_label ("deal.move"), ==, "Deal moved");
  g_assert_cmpstr (crm_verb_get_label ("of.the.future"), ==, "Changed");
  g_assert_cmpstr (crm_verb_get_label (NULL), ==, "Changed");
}

static void
test_patterns (void)
{
  static const struct {
    const char *pattern;
    const char *number;
  } cases[] = {
    { "{N}", "41" },         { "{N:4}", "0041" },     { "{YYYY}-{N:4}", "2026-0041" },
    { "{N}/{YY}", "41/26" }, { "{MM}.{N}", "02.41" }, { "A{N}{", "A41{" },
    { "№{N:1}", "№41" },
  };
  static const char *const bad[] = { "", "A", "{YYYY}", "{n}", "{N:0}", "{N:99}", "{N:x}", "{}" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *number = crm_series_format (cases[i].pattern, 41, "2026-02-10", NULL);

    g_assert_cmpstr (number, ==, cases[i].number);
  }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (crm_series_format (bad[i], 41, "2026-02-10", &error));
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/rooms/schema", test_schema);
  g_test_add_func ("/office/rooms/numbers", test_numbers);
  g_test_add_func ("/office/rooms/words", test_words);
  g_test_add_func ("/office/rooms/aliases", test_aliases);
  g_test_add_func ("/office/rooms/verbs", test_verbs);
  g_test_add_func ("/office/series/patterns", test_patterns);

  return g_test_run ();
}
