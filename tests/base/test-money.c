/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-money.h"

#include "base/crm-clock.h"
#include "base/crm-error.h"

#include <string.h>

#define NBSP "\302\240"

static void
test_currencies (void)
{
  static const struct {
    const char *code;
    gboolean known;
    guint digits;
  } cases[] = {
    { "MDL", TRUE, 2 },  { "RON", TRUE, 2 },  { "RUB", TRUE, 2 },   { "EUR", TRUE, 2 },
    { "AED", TRUE, 2 },  { "ZWG", TRUE, 2 },  { "JPY", TRUE, 0 },   { "KRW", TRUE, 0 },
    { "KWD", TRUE, 3 },  { "BHD", TRUE, 3 },  { "CLF", TRUE, 4 },   { "XOF", TRUE, 0 },
    { "HUF", TRUE, 2 },  { "mdl", FALSE, 2 }, { "ABC", FALSE, 2 },  { "RUR", FALSE, 2 },
    { "", FALSE, 2 },    { NULL, FALSE, 2 },  { "EURO", FALSE, 2 }, { "EU", FALSE, 2 },
    { "лей", FALSE, 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_assert_cmpint (crm_currency_is_known (cases[i].code), ==, cases[i].known);
    g_assert_cmpuint (crm_currency_digits (cases[i].code), ==, cases[i].digits);
  }
}

static void
test_currency_list (void)
{
  const char *const *list = crm_currency_list ();

  g_assert_cmpstr (list[0], ==, "MDL");
  for (guint i = 0; list[i] != NULL; i++) {
    g_assert_true (crm_currency_is_known (list[i]));
    for (guint j = 0; j < i; j++)
      g_assert_cmpstr (list[i], !=, list[j]);
  }
}

static void
test_format (void)
{
  static const struct {
    gint64 minor;
    const char *currency;
    CrmLang lang;
    gboolean with_code;
    const char *text;
  } cases[] = {
    { 123450, "MDL", CRM_LANG_RU, TRUE, "1" NBSP "234,50" NBSP "MDL" },
    { 123450, "MDL", CRM_LANG_RO, TRUE, "1.234,50" NBSP "MDL" },
    { 123450, "EUR", CRM_LANG_EN, TRUE, "1,234.50" NBSP "EUR" },
    { 123450, "EUR", CRM_LANG_EN, FALSE, "1,234.50" },
    { 123450, "JPY", CRM_LANG_EN, TRUE, "123,450" NBSP "JPY" },
    { 123450, "KWD", CRM_LANG_EN, FALSE, "123.450" },
    { -5, "MDL", CRM_LANG_RU, FALSE, "-0,05" },
    { 0, "MDL", CRM_LANG_RO, FALSE, "0,00" },
    { 5, NULL, CRM_LANG_EN, TRUE, "0.05" },
    { G_MININT64, "MDL", CRM_LANG_EN, FALSE, "-92,233,720,368,547,758.08" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text =
      crm_money_format (cases[i].minor, cases[i].currency, cases[i].lang, cases[i].with_code);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

static void
test_parse (void)
{
  static const struct {
    const char *text;
    const char *currency;
    gint64 minor;
  } cases[] = {
    { "1 234,5", "MDL", 123450 },
    { "1 234,5 MDL", "MDL", 123450 },
    { "1" NBSP "234,50" NBSP "MDL", "MDL", 123450 },
    { "5mdl", "MDL", 500 },
    { "5 lei", "MDL", 500 },
    { "5 lei", "RON", 500 },
    { "1 leu", "RON", 100 },
    { "5 лей", "MDL", 500 },
    { "5 руб.", "RUB", 500 },
    { "5р.", "RUB", 500 },
    { "5 рублей", "RUB", 500 },
    { "5₽", "RUB", 500 },
    { "5 ₴", "UAH", 500 },
    { "€ 5", "EUR", 500 },
    { "€1.234,56", "EUR", 123456 },
    { "$1,234.50", "USD", 123450 },
    { "USD 5", "USD", 500 },
    { "5 zł", "PLN", 500 },
    { "5 Kč", "CZK", 500 },
    { "¥500", "JPY", 500 },
    { "500,4", "JPY", 500 },
    { "1,2345", "KWD", 1235 },
    { "-5 EUR", "EUR", -500 },
    { "120*1,2 EUR", "EUR", 14400 },
    { "(1+2)*3 EUR", "EUR", 900 },
    { "5.", "EUR", 500 },
    { "5", NULL, 500 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    gint64 minor = 0;

    crm_money_parse (cases[i].text, cases[i].currency, &minor, &error);
    g_assert_no_error (error);
    g_assert_cmpint (minor, ==, cases[i].minor);
  }
}

static void
test_parse_errors (void)
{
  static const struct {
    const char *text;
    const char *currency;
    const char *names;
  } cases[] = {
    { NULL, "MDL", "missing" },
    { "", "MDL", "missing" },
    { "MDL", "MDL", "missing" },
    { "€", "EUR", "missing" },
    { "5 EUR", "MDL", "“EUR” does not belong here: this amount is in MDL" },
    { "5 €", "MDL", "“€”" },
    { "5 lei", "EUR", "“lei”" },
    { "$5", "EUR", "“$”" },
    { "5 x", "EUR", "“x”" },
    { "5 EUR", NULL, "“EUR”" },
    { "EUR 5 EUR", "EUR", "“E” at place 1" },
    { "abc", "MDL", "“abc”" },
    { "5 MDL 6", "MDL", "place 3" },
    { "99999999999999999999 MDL", "MDL", "too big" },
    { "\377", "MDL", "place 1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    gint64 minor;

    g_assert_false (crm_money_parse (cases[i].text, cases[i].currency, &minor, &error));
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    if (strstr (error->message, cases[i].names) == NULL)
      g_error ("%s: %s", cases[i].text, error->message);
  }
}

static void
test_line (void)
{
  static const struct {
    gint64 quantity;
    gint64 price;
    const char *currency;
    gint64 minor;
  } cases[] = {
    { 1000, 10000, "MDL", 100 },
    { 2500, 19999, "MDL", 500 },
    { 1, 10000, "MDL", 0 },
    { 5, 10000, "MDL", 1 },
    { -5, 10000, "MDL", -1 },
    { 1000, -12345, "MDL", -123 },
    { 1000, 12350, "MDL", 124 },
    { 1000, 15000, "JPY", 2 },
    { 1000, 12345, "KWD", 1235 },
    { 1000, 12345, "CLF", 12345 },
    { 0, G_MAXINT64, "MDL", 0 },
    { 1000, G_GINT64_CONSTANT (9000000000000000), "MDL", G_GINT64_CONSTANT (90000000000000) },
  };
  gint64 minor;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_assert_true (
      crm_money_of_line (cases[i].quantity, cases[i].price, cases[i].currency, &minor));
    g_assert_cmpint (minor, ==, cases[i].minor);
  }

  g_assert_false (crm_money_of_line (G_MAXINT64, G_MAXINT64, "MDL", &minor));
  g_assert_false (crm_money_of_line (G_MININT64, G_MAXINT64, "MDL", &minor));
}

static void
test_tax (void)
{
  static const struct {
    gint64 amount;
    gint64 rate;
    gint64 included;
    gint64 on_top;
  } cases[] = {
    { 12000, 2000, 2000, 2400 }, { 12200, 2200, 2200, 2684 }, { 100, 2200, 18, 22 },
    { 0, 2200, 0, 0 },           { 12200, 0, 0, 0 },          { -12200, 2200, -2200, -2684 },
    { 25, 2000, 4, 5 },          { 3, 2000, 1, 1 },           { 1, 2200, 0, 0 },
    { 50, 100, 0, 1 },           { -50, 100, 0, -1 },         { 10900, 900, 900, 981 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_assert_cmpint (crm_tax_included (cases[i].amount, cases[i].rate), ==, cases[i].included);
    g_assert_cmpint (crm_tax_on_top (cases[i].amount, cases[i].rate), ==, cases[i].on_top);
    g_assert_cmpint (crm_percent_of (cases[i].amount, cases[i].rate), ==, cases[i].on_top);
  }
}

/* Net and the tax on top of it make a gross amount that contains just this tax, and what is left of
 * a gross amount without its tax gets the same tax again, but for one minor unit. */
static void
test_tax_round_trip (void)
{
  static const gint64 rates[] = { 0, 500, 800, 900, 1000, 1100, 1900, 2000, 2100, 2200, 2700 };
  g_autoptr (CrmClock) clock = crm_clock_new_fixed (0, 21);

  for (guint i = 0; i < 100000; i++) {
    gint64 amount = (gint64)crm_clock_random_below (clock, 1000000000);
    gint64 rate = rates[i % G_N_ELEMENTS (rates)];
    gint64 tax = crm_tax_on_top (amount, rate);
    gint64 contained = crm_tax_included (amount, rate);
    gint64 again = crm_tax_on_top (amount - contained, rate);

    g_assert_cmpint (crm_tax_included (amount + tax, rate), ==, tax);
    g_assert_cmpint (ABS (again - contained), <=, 1);
    g_assert_cmpint (crm_tax_on_top (-amount, rate), ==, -tax);
    g_assert_cmpint (crm_tax_included (-amount, rate), ==, -contained);
  }
}

static void
test_tax_borders (void)
{
  g_assert_cmpint (crm_tax_included (G_MAXINT64, 2000), ==, G_MAXINT64 / 6);
  g_assert_cmpint (crm_tax_on_top (G_MAXINT64, 20000), ==, G_MAXINT64);
  g_assert_cmpint (crm_percent_of (G_MININT64, 10000), ==, G_MININT64);
  g_assert_cmpint (crm_percent_of (G_MININT64, 10001), ==, G_MININT64);
  g_assert_cmpint (crm_percent_of (G_MININT64, -10000), ==, G_MAXINT64);
  g_assert_cmpint (crm_percent_of (G_MAXINT64, 5000), ==, G_MAXINT64 / 2 + 1);
}

static void
test_allocate (void)
{
  static const struct {
    gint64 total;
    gsize n;
    gint64 weights[5];
    gint64 parts[5];
  } cases[] = {
    { 100, 1, { 7 }, { 100 } },
    { 100, 3, { 1, 1, 1 }, { 34, 33, 33 } },
    { -100, 3, { 1, 1, 1 }, { -34, -33, -33 } },
    { 100, 3, { 0, 0, 0 }, { 34, 33, 33 } },
    { 100, 3, { 0, 1, 0 }, { 0, 100, 0 } },
    { 100, 2, { 1, 2 }, { 33, 67 } },
    { 10, 4, { 5, 5, 5, 1 }, { 3, 3, 3, 1 } },
    { 1, 3, { 1, 2, 3 }, { 0, 0, 1 } },
    { 0, 3, { 1, 2, 3 }, { 0, 0, 0 } },
    { 2, 5, { 1, 1, 1, 1, 1 }, { 1, 1, 0, 0, 0 } },
    { 100, 3, { -5, 1, 1 }, { 0, 50, 50 } },
    { G_MAXINT64, 2, { G_MAXINT64, G_MAXINT64 }, { G_MAXINT64 / 2 + 1, G_MAXINT64 / 2 } },
    { G_MININT64, 1, { 3 }, { G_MININT64 } },
    { G_MININT64, 2, { 1, 1 }, { G_MININT64 / 2, G_MININT64 / 2 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 parts[5] = { 0 };

    crm_money_allocate (cases[i].total, cases[i].weights, cases[i].n, parts);
    for (gsize j = 0; j < cases[i].n; j++)
      g_assert_cmpint (parts[j], ==, cases[i].parts[j]);
  }

  crm_money_allocate (100, NULL, 0, NULL);
}

/* Every part is its exact share rounded down or up, and together they are the total. */
static void
test_allocate_property (void)
{
  g_autoptr (CrmClock) clock = crm_clock_new_fixed (0, 22);

  for (guint i = 0; i < 20000; i++) {
    gint64 total = (gint64)crm_clock_random_below (clock, 2000000) - 1000000;
    gsize n = 1 + crm_clock_random_below (clock, 20);
    gint64 weights[20];
    gint64 parts[20];
    gint64 weight_sum = 0;
    gint64 sum = 0;

    for (gsize j = 0; j < n; j++) {
      weights[j] = (gint64)crm_clock_random_below (clock, 10000);
      weight_sum += weights[j];
    }
    crm_money_allocate (total, weights, n, parts);
    for (gsize j = 0; j < n; j++) {
      sum += parts[j];
      if (weight_sum > 0)
        g_assert_cmpint (ABS (parts[j] * weight_sum - total * weights[j]), <, weight_sum);
      if (weight_sum > 0 && weights[j] == 0)
        g_assert_cmpint (parts[j], ==, 0);
    }
    g_assert_cmpint (sum, ==, total);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/money/currencies", test_currencies);
  g_test_add_func ("/money/currency-list", test_currency_list);
  g_test_add_func ("/money/format", test_format);
  g_test_add_func ("/money/parse", test_parse);
  g_test_add_func ("/money/parse-errors", test_parse_errors);
  g_test_add_func ("/money/line", test_line);
  g_test_add_func ("/money/tax", test_tax);
  g_test_add_func ("/money/tax-round-trip", test_tax_round_trip);
  g_test_add_func ("/money/tax-borders", test_tax_borders);
  g_test_add_func ("/money/allocate", test_allocate);
  g_test_add_func ("/money/allocate-property", test_allocate_property);

  return g_test_run ();
}
