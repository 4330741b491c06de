/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/documents/crm-totals.h"

#include "base/crm-error.h"
#include "base/crm-money.h"

#include <stdlib.h>

static CrmTotals
count (CrmTotalsLine *lines, gsize n, CrmTaxRounding rounding)
{
  g_autoptr (GError) error = NULL;
  CrmTotals totals;

  g_assert_true (crm_totals_count (lines, n, "MDL", rounding, &totals, &error));
  g_assert_no_error (error);

  return totals;
}

/* A piece at a price in major units. */
static CrmTotalsLine
line (gint64 quantity, gint64 price, gint64 tax)
{
  return (CrmTotalsLine){ .quantity = quantity, .price = price * 10000, .tax = tax, .taxed = TRUE };
}

static void
test_on_top (void)
{
  CrmTotalsLine lines[] = { line (2000, 50, 2000), line (1500, 10, 800) };
  g_auto (CrmTotals) totals = count (lines, 2, CRM_TAX_ROUNDING_LINE);

  g_assert_cmpint (lines[0].sum, ==, 10000);
  g_assert_cmpint (lines[0].tax_sum, ==, 2000);
  g_assert_cmpint (lines[0].gross, ==, 12000);
  g_assert_cmpint (lines[1].tax_sum, ==, 120);
  g_assert_cmpint (totals.net, ==, 11500);
  g_assert_cmpint (totals.tax, ==, 2120);
  g_assert_cmpint (totals.gross, ==, 13620);
  g_assert_cmpint (totals.rates->len, ==, 2);
  g_assert_cmpint (g_array_index (totals.rates, CrmTotalsRate, 0).tax, ==, 2000);
  g_assert_cmpint (g_array_index (totals.rates, CrmTotalsRate, 1).base, ==, 1500);
}

static void
test_included (void)
{
  CrmTotalsLine lines[] = { line (1000, 122, 2200) };
  g_auto (CrmTotals) totals = { 0 };

  lines[0].included = TRUE;
  totals = count (lines, 1, CRM_TAX_ROUNDING_LINE);
  g_assert_cmpint (totals.gross, ==, 12200);
  g_assert_cmpint (totals.tax, ==, 2200);
  g_assert_cmpint (totals.net, ==, 10000);
}

static void
test_discount (void)
{
  CrmTotalsLine lines[] = { line (3000, 100, 2000) };
  g_auto (CrmTotals) totals = { 0 };

  lines[0].discount = 1000;
  totals = count (lines, 1, CRM_TAX_ROUNDING_LINE);
  g_assert_cmpint (totals.full, ==, 30000);
  g_assert_cmpint (totals.reduced, ==, 3000);
  g_assert_cmpint (totals.net, ==, 27000);
  g_assert_cmpint (totals.tax, ==, 5400);
}

/* 0 % is a rate; being outside VAT is none. */
static void
test_exempt (void)
{
  CrmTotalsLine lines[] = { line (1000, 10, 0), line (1000, 10, 0) };
  g_auto (CrmTotals) totals = { 0 };

  lines[1].taxed = FALSE;
  totals = count (lines, 2, CRM_TAX_ROUNDING_RATE_TOTAL);
  g_assert_cmpint (totals.rates->len, ==, 1);
  g_assert_cmpint (g_array_index (totals.rates, CrmTotalsRate, 0).base, ==, 1000);
  g_assert_cmpint (totals.net, ==, 2000);
  g_assert_cmpint (totals.tax, ==, 0);
}

/* The two ways to round give different sums. */
static void
test_rounding_differs (void)
{
  CrmTotalsLine lines[3];
  g_auto (CrmTotals) by_line = { 0 };
  g_auto (CrmTotals) by_rate = { 0 };

  for (guint i = 0; i < 3; i++) {
    lines[i] = line (1000, 0, 2200);
    lines[i].price = 2500;
  }
  by_line = count (lines, 3, CRM_TAX_ROUNDING_LINE);
  by_rate = count (lines, 3, CRM_TAX_ROUNDING_RATE_TOTAL);
  /* 0.25 × 22 % = 0.055, up to 0.06 three times; 0.75 × 22 % = 0.165, up to 0.17. */
  g_assert_cmpint (by_line.tax, ==, 18);
  g_assert_cmpint (by_rate.tax, ==, 17);
  g_assert_cmpint (lines[0].tax_sum, ==, 6);
  g_assert_cmpint (lines[1].tax_sum, ==, 6);
  g_assert_cmpint (lines[2].tax_sum, ==, 5);
}

static void
test_refusals (void)
{
  CrmTotalsLine huge = line (G_GINT64_CONSTANT (1000000000000), 1000000000, 2000);
  CrmTotalsLine rate = line (1000, 1, 20000);
  g_autoptr (GError) error = NULL;
  g_auto (CrmTotals) totals = { 0 };
  g_auto (CrmTotals) other = { 0 };

  g_assert_false (crm_totals_count (&huge, 1, "MDL", CRM_TAX_ROUNDING_LINE, &totals, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (crm_totals_count (&rate, 1, "MDL", CRM_TAX_ROUNDING_LINE, &other, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
}

static void
test_nothing (void)
{
  g_auto (CrmTotals) totals = count (NULL, 0, CRM_TAX_ROUNDING_LINE);

  g_assert_cmpint (totals.gross, ==, 0);
  g_assert_cmpint (totals.rates->len, ==, 0);
}

/* --- Properties ---------------------------------------------------------------------------------
 */

static const gint64 rates[] = { 0, 500, 800, 1000, 1900, 2000, 2100, 2200 };

static void
make_lines (CrmTotalsLine *lines, gsize n, gboolean negative)
{
  for (gsize i = 0; i < n; i++) {
    lines[i] = (CrmTotalsLine){
      .quantity = g_test_rand_int_range (negative ? -20000 : 1, 20000),
      .price = g_test_rand_int_range (0, 50000000),
      .discount = g_test_rand_bit () ? g_test_rand_int_range (0, 10001) : 0,
      .tax = rates[g_test_rand_int_range (0, G_N_ELEMENTS (rates))],
      .taxed = g_test_rand_int_range (0, 8) > 0,
      .included = g_test_rand_bit (),
    };
  }
}

static void
check_lines_add_up (const CrmTotalsLine *lines, gsize n, const CrmTotals *totals)
{
  gint64 net = 0;
  gint64 tax = 0;
  gint64 gross = 0;

  for (gsize i = 0; i < n; i++) {
    g_assert_cmpint (lines[i].net + lines[i].tax_sum, ==, lines[i].gross);
    g_assert_cmpint (lines[i].full - lines[i].reduced, ==, lines[i].sum);
    g_assert_cmpint (lines[i].sum, ==, lines[i].included ? lines[i].gross : lines[i].net);
    net += lines[i].net;
    tax += lines[i].tax_sum;
    gross += lines[i].gross;
  }
  g_assert_cmpint (totals->net, ==, net);
  g_assert_cmpint (totals->tax, ==, tax);
  g_assert_cmpint (totals->gross, ==, gross);
  g_assert_cmpint (totals->net + totals->tax, ==, totals->gross);
}

static void
check_rates_add_up (const CrmTotals *totals)
{
  gint64 tax = 0;

  for (guint i = 0; i < totals->rates->len; i++)
    tax += g_array_index (totals->rates, CrmTotalsRate, i).amount;
  g_assert_cmpint (totals->tax, ==, tax);
}

static void
test_add_up (void)
{
  for (guint round = 0; round < 4000; round++) {
    CrmTotalsLine lines[20];
    gsize n = g_test_rand_int_range (1, G_N_ELEMENTS (lines) + 1);
    g_auto (CrmTotals) totals = { 0 };

    make_lines (lines, n, round % 4 == 0);
    totals = count (lines, n, round % 2 ? CRM_TAX_ROUNDING_LINE : CRM_TAX_ROUNDING_RATE_TOTAL);
    check_lines_add_up (lines, n, &totals);
    check_rates_add_up (&totals);
  }
}

/* BR-CO-17: the VAT of a rate is its base times the rate, rounded once; no line is off by a unit or
 * more. */
static void
test_rate_total (void)
{
  for (guint round = 0; round < 4000; round++) {
    CrmTotalsLine lines[20];
    gsize n = g_test_rand_int_range (1, G_N_ELEMENTS (lines) + 1);
    g_auto (CrmTotals) totals = { 0 };

    make_lines (lines, n, round % 4 == 0);
    for (gsize i = 0; i < n; i++)
      lines[i].included = FALSE;
    totals = count (lines, n, CRM_TAX_ROUNDING_RATE_TOTAL);
    for (guint i = 0; i < totals.rates->len; i++) {
      const CrmTotalsRate *rate = &g_array_index (totals.rates, CrmTotalsRate, i);

      g_assert_cmpint (rate->amount, ==, crm_tax_on_top (rate->base, rate->tax));
    }
    for (gsize i = 0; i < n; i++) {
      if (lines[i].taxed)
        g_assert_cmpint (ABS (lines[i].tax_sum - crm_tax_on_top (lines[i].net, lines[i].tax)), <=,
                         1);
    }
  }
}

/* Prices with VAT are what they are, however it is rounded; without it, they come back. */
static void
test_round_trip (void)
{
  for (guint round = 0; round < 4000; round++) {
    CrmTotalsLine with;
    CrmTotalsLine without;
    g_auto (CrmTotals) first = { 0 };
    g_auto (CrmTotals) second = { 0 };

    make_lines (&with, 1, FALSE);
    with.quantity = 1000;
    with.discount = 0;
    with.taxed = TRUE;
    with.included = TRUE;
    with.price = with.price / 100 * 100;
    first = count (&with, 1, CRM_TAX_ROUNDING_LINE);
    without =
      (CrmTotalsLine){ .quantity = 1000, .price = first.net * 100, .tax = with.tax, .taxed = TRUE };
    second = count (&without, 1, CRM_TAX_ROUNDING_LINE);
    g_assert_cmpint (first.gross, ==, with.full);
    g_assert_cmpint (ABS (second.gross - first.gross), <=, 1);
  }
}

/* The order of lines changes no total. */
static void
test_order (void)
{
  for (guint round = 0; round < 1000; round++) {
    CrmTotalsLine lines[12];
    CrmTotalsLine turned[12];
    g_auto (CrmTotals) first = { 0 };
    g_auto (CrmTotals) second = { 0 };

    make_lines (lines, 12, TRUE);
    for (guint i = 0; i < 12; i++)
      turned[i] = lines[11 - i];
    first = count (lines, 12, CRM_TAX_ROUNDING_RATE_TOTAL);
    second = count (turned, 12, CRM_TAX_ROUNDING_RATE_TOTAL);
    g_assert_cmpint (first.gross, ==, second.gross);
    g_assert_cmpint (first.tax, ==, second.tax);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/totals/on-top", test_on_top);
  g_test_add_func ("/office/totals/included", test_included);
  g_test_add_func ("/office/totals/discount", test_discount);
  g_test_add_func ("/office/totals/exempt", test_exempt);
  g_test_add_func ("/office/totals/rounding-differs", test_rounding_differs);
  g_test_add_func ("/office/totals/refusals", test_refusals);
  g_test_add_func ("/office/totals/nothing", test_nothing);
  g_test_add_func ("/office/totals/add-up", test_add_up);
  g_test_add_func ("/office/totals/rate-total", test_rate_total);
  g_test_add_func ("/office/totals/round-trip", test_round_trip);
  g_test_add_func ("/office/totals/order", test_order);

  return g_test_run ();
}
