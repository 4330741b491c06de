/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample-office.h"

#include "model/crm-condition-words.h"

#include <locale.h>

/* Filters as people read them. */

static const char *
title_of (gint64 id, gpointer user_data)
{
  return id == 7 ? "Ana" : NULL;
}

static void
test_words (void)
{
  static const struct {
    const char *entity;
    const char *where;
    const char *words;
  } cases[] = {
    { "client", "city = Iași", "City is Iași" },
    { "client", "city != Iași", "City is not Iași" },
    { "client", "city is empty", "City is empty" },
    { "client", "name ~ rom", "Name contains rom" },
    { "client", "responsible = me", "Responsible is me" },
    { "client", "responsible = 7", "Responsible is Ana" },
    { "client", "responsible = 8", "Responsible is 8" },
    { "client", "deals > 3", "Deals more than 3" },
    { "client", "last_touch < today-30", "Last touch before 30 days ago" },
    { "client", "last_touch > today", "Last touch after today" },
    { "client", "city in (a, b, c, d, e)", "City is one of a, b, c and 2 more" },
    { "client", "city = a and (name ^ b or deals = 0)",
      "City is a and (Name begins with b or Deals is 0)" },
    { "client", "not city = a", "not (City is a)" },
    { "client", "phones.number ~ 22", "Phones › Number contains 22" },
    { "client", "deal[client].stage = won", "deal › Stage is Won" },
    { "deal", "client.city = Iași", "Client › City is Iași" },
    { "deal", "in view Large", "in “Large”" },
    { "deal", "client in view 7", "Client in “Ana”" },
    { "deal", "client not in view 7 and city = a", "Client not in “Ana” and city is a" },
    /* A number is no name, even of what is not there, or not for this person. */
    { "deal", "id not in view 123456789012", "not in “…”" },
    { "deal", "in view 2026", "in “2026”" },
    /* What was removed stays as it was written. */
    { "client", "gone = 1", "gone is 1" },
  };
  g_autoptr (CrmSchema) schema = sample_schema_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CrmCondition) condition = crm_query_parse_where (cases[i].where, &error);
    g_autofree char *words = NULL;

    g_assert_no_error (error);
    words = crm_condition_to_words (condition, schema, crm_schema_find (schema, cases[i].entity),
                                    title_of, NULL, CRM_LANG_EN);
    g_assert_cmpstr (words, ==, cases[i].words);
  }
}

static void
test_suits (void)
{
  g_autoptr (CrmSchema) schema = sample_schema_new ();
  const CrmEntity *client = crm_schema_find (schema, "client");
  const CrmField *name = crm_entity_find_field (client, "name");
  const CrmField *touch = crm_entity_find_field (client, "last_touch");

  g_assert_true (crm_test_suits (CRM_TEST_CONTAINS, name));
  g_assert_false (crm_test_suits (CRM_TEST_LESS, name));
  g_assert_true (crm_test_suits (CRM_TEST_LESS, touch));
  g_assert_false (crm_test_suits (CRM_TEST_CONTAINS, touch));
  g_assert_true (crm_test_suits (CRM_TEST_EMPTY, touch));
  g_assert_false (crm_test_suits (CRM_TEST_IN_VIEW, touch));
  g_assert_true (crm_test_suits (
    CRM_TEST_OUT_VIEW, crm_entity_find_field (crm_schema_find (schema, "deal"), "client")));
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/condition-words/words", test_words);
  g_test_add_func ("/model/condition-words/suits", test_suits);

  return g_test_run ();
}
