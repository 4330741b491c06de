/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-query.h"
#include "sample-office.h"

#include <locale.h>

static CrmRecord *
sample_deal (CrmSchema *schema)
{
  CrmRecord *deal = crm_record_new (crm_schema_find (schema, "deal"));

  crm_record_set_text (deal, "stage", "talks");
  crm_record_set_text (deal, "opened", "2026-02-10");
  crm_record_set_text (deal, "name", "Iași");

  return deal;
}

/* Tests of a record that is at hand: the same answers as the file gives. */
static void
test_holds (void)
{
  static const struct {
    const char *where;
    gboolean holds;
  } cases[] = {
    { "stage = talks", TRUE },
    { "stage = won", FALSE },
    { "stage != won", TRUE },
    { "stage in (won, talks)", TRUE },
    { "stage in (won, lost)", FALSE },
    { "not stage = won", TRUE },
    { "stage = talks and opened is empty", FALSE },
    { "stage = won or opened is filled", TRUE },
    { "opened < 2026-03-01", TRUE },
    { "opened >= 2026-03-01", FALSE },
    { "opened <= 2026-02-10 and opened > 2026-02-09", TRUE },
    { "name ~ ASI", TRUE },
    { "name ^ ia", TRUE },
    { "name ^ asi", FALSE },
    { "number is empty", TRUE },
    /* Where only the file has the answer, nothing holds. */
    { "client.name = Alfa", FALSE },
    { "opened = today", FALSE },
  };
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  g_autoptr (CrmRecord) deal = sample_deal (schema);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CrmCondition) condition = crm_query_parse_where (cases[i].where, &error);

    g_assert_no_error (error);
    g_test_message ("%s", cases[i].where);
    g_assert_cmpint (crm_condition_holds (condition, deal), ==, cases[i].holds);
  }
}

static void
test_shown (void)
{
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  g_autoptr (CrmRecord) deal = sample_deal (schema);
  const CrmField always = { .name = "name" };
  const CrmField lost = { .name = "name", .shown = "stage = lost" };

  crm_record_set_null (deal, "name");
  g_assert_true (crm_field_is_shown (&always, deal));
  g_assert_false (crm_field_is_shown (&lost, deal));
  crm_record_set_text (deal, "name", "Chairs");
  g_assert_true (crm_field_is_shown (&lost, deal));
  crm_record_set_null (deal, "name");
  crm_record_set_text (deal, "stage", "lost");
  g_assert_true (crm_field_is_shown (&lost, deal));
}

/* Whether a record at hand is in a saved view cannot be seen from it. */
static void
test_view (void)
{
  static const char *const texts[] = { "in view x", "client in view x", "client not in view x" };
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  g_autoptr (CrmRecord) deal = crm_record_new (crm_schema_find (schema, "deal"));

  crm_record_set_int (deal, "client", 1 << 21);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (CrmCondition) condition = crm_query_parse_where (texts[i], NULL);

    g_assert_false (crm_condition_holds (condition, deal));
  }
}

/* A number that another state gives is asked for on no card of this one. */
static void
test_foreign (void)
{
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  g_autoptr (CrmRecord) sample = crm_record_new (crm_schema_find (schema, "thing"));
  const CrmField idno = { .name = "requisite", .type = CRM_FIELD_REQUISITE, .ref = "idno" };
  const CrmField iban = { .name = "requisite", .type = CRM_FIELD_REQUISITE, .ref = "iban" };

  g_assert_true (crm_field_is_shown (&idno, sample));
  crm_record_set_text (sample, "country", "RO");
  g_assert_false (crm_field_is_shown (&idno, sample));
  g_assert_true (crm_field_is_shown (&iban, sample));
  crm_record_set_text (sample, "country", "MD");
  g_assert_true (crm_field_is_shown (&idno, sample));
  crm_record_set_text (sample, "country", "RO");
  crm_record_set_text (sample, "requisite", "1003600012346");
  g_assert_true (crm_field_is_shown (&idno, sample));
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/condition/holds", test_holds);
  g_test_add_func ("/model/condition/shown", test_shown);
  g_test_add_func ("/model/condition/foreign", test_foreign);
  g_test_add_func ("/model/condition/view", test_view);

  return g_test_run ();
}
