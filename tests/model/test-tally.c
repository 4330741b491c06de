/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-tally.h"

static void
add (CrmTally *tally, CrmFieldType type, gint64 figure, const char *currency)
{
  const CrmField field = { .name = "figure", .label = "Figure", .type = type };
  g_auto (CrmValue) value = CRM_VALUE_INIT;

  crm_value_set_int (&value, figure);
  crm_tally_add (tally, &field, &value, currency);
}

static const CrmTallied *
at (const CrmTally *tally, guint index)
{
  g_assert_cmpuint (index, <, tally->figures->len);

  return &g_array_index (tally->figures, CrmTallied, index);
}

/* Currencies are never added, and neither are different kinds. */
static void
test_apart (void)
{
  g_autoptr (CrmTally) tally = crm_tally_new ();
  g_autofree char *text = NULL;

  add (tally, CRM_FIELD_MONEY, 10050, "MDL");
  add (tally, CRM_FIELD_MONEY, 20000, "EUR");
  add (tally, CRM_FIELD_MONEY, 50, "MDL");
  add (tally, CRM_FIELD_INTEGER, 7, NULL);
  add (tally, CRM_FIELD_QUANTITY, 7000, NULL);
  g_assert_cmpuint (tally->figures->len, ==, 4);
  g_assert_cmpint (at (tally, 0)->sum, ==, 10100);
  g_assert_cmpuint (at (tally, 0)->count, ==, 2);
  g_assert_cmpint (crm_tallied_average (at (tally, 0)), ==, 5050);
  g_assert_cmpint (at (tally, 1)->sum, ==, 20000);
  g_assert_cmpint (at (tally, 2)->sum, ==, 7);
  text = crm_tallied_format (at (tally, 0), at (tally, 0)->sum, CRM_LANG_EN);
  g_assert_cmpstr (text, ==, "101.00\302\240MDL");
}

/* What is no figure is counted; what is masked or empty says nothing. */
static void
test_counted (void)
{
  const CrmField name = { .name = "name", .label = "Name", .type = CRM_FIELD_TEXT };
  const CrmField paid = { .name = "paid", .label = "Paid", .type = CRM_FIELD_MONEY };
  g_autoptr (CrmTally) tally = crm_tally_new ();
  g_auto (CrmValue) text = CRM_VALUE_INIT;
  g_auto (CrmValue) masked = CRM_VALUE_INIT;
  g_auto (CrmValue) none = CRM_VALUE_INIT;

  crm_value_set_text (&text, "12");
  crm_value_set_masked (&masked);
  crm_tally_add (tally, &name, &text, NULL);
  crm_tally_add (tally, &paid, &masked, "MDL");
  crm_tally_add (tally, &paid, &none, "MDL");
  crm_tally_add (tally, &paid, NULL, NULL);
  add (tally, CRM_FIELD_YESNO, 1, NULL);
  add (tally, CRM_FIELD_REFERENCE, 12345, NULL);
  g_assert_cmpuint (tally->n_cells, ==, 6);
  g_assert_cmpuint (tally->n_filled, ==, 4);
  g_assert_cmpuint (tally->figures->len, ==, 0);
}

static void
test_overflow (void)
{
  g_autoptr (CrmTally) tally = crm_tally_new ();

  add (tally, CRM_FIELD_MONEY, G_MAXINT64, "MDL");
  add (tally, CRM_FIELD_MONEY, 1, "MDL");
  g_assert_true (at (tally, 0)->overflow);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/tally/apart", test_apart);
  g_test_add_func ("/model/tally/counted", test_counted);
  g_test_add_func ("/model/tally/overflow", test_overflow);

  return g_test_run ();
}
