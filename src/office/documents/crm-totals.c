/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/documents/crm-totals.h"

#include "base/crm-error.h"
#include "base/crm-money.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

/* A hundred thousand million in major units: a thousand lines of it, times a rate in basis points,
 * still fit into 64 bits. */
#define MOST G_GINT64_CONSTANT (10000000000000)

#define ALL (10000) /* 100 % in basis points */

typedef struct {
  gint64 rest;
  CrmTotalsLine *line;
  gsize place;
} Share;

void
crm_totals_clear (CrmTotals *self)
{
  g_clear_pointer (&self->rates, g_array_unref);
}

/* --- Lines ------------------------------------------------------------------------------------ */

static gboolean
count_sum (CrmTotalsLine *line, gsize place, const char *currency, GError **error)
{
  if (!crm_money_of_line (line->quantity, line->price, currency, &line->full) ||
      ABS (line->full) > MOST) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("The sum of line %u is too large: check its quantity and price."),
                 (guint)place + 1);
    return FALSE;
  }
  line->reduced = crm_percent_of (line->full, line->discount);
  line->sum = line->full - line->reduced;

  return TRUE;
}

/* Sets the VAT; what is without and with it follows. */
static void
set_tax (CrmTotalsLine *line, gint64 tax)
{
  line->tax_sum = tax;
  line->net = line->included ? line->sum - tax : line->sum;
  line->gross = line->included ? line->sum : line->sum + tax;
}

static gint64
tax_of (gint64 sum, gint64 rate, gboolean included)
{
  return included ? crm_tax_included (sum, rate) : crm_tax_on_top (sum, rate);
}

/* --- Once per rate ---------------------------------------------------------------------------- */

static gint64
floor_divide (gint64 a, gint64 b, gint64 *rest)
{
  gint64 quotient = a / b;

  *rest = a % b;
  if (*rest < 0) {
    *rest += b;
    quotient--;
  }

  return quotient;
}

static int
compare_shares (const void *a, const void *b)
{
  const Share *first = a;
  const Share *second = b;

  if (first->rest != second->rest)
    return first->rest > second->rest ? -1 : 1;

  /* Equal remainders: the earlier line gets more, the same on every desktop. */
  return first->place < second->place ? -1 : first->place > second->place;
}

/* Gives each line the whole part of its VAT and the units that are left to those with the largest
 * remainders. Unlike crm_money_allocate() it may be asked with lines below zero. */
static void
divide_tax (Share *shares, gsize n, gint64 tax, gint64 rate, gboolean included)
{
  gint64 left = tax;

  for (gsize i = 0; i < n; i++) {
    CrmTotalsLine *line = shares[i].line;
    gint64 whole = floor_divide (line->sum * rate, included ? ALL + rate : ALL, &shares[i].rest);

    set_tax (line, whole);
    left -= whole;
  }

  qsort (shares, n, sizeof shares[0], compare_shares);
  /* The sum of the remainders is less than n units, so nobody gets two. */
  for (gsize i = 0; i < n && left > 0; i++, left--)
    set_tax (shares[i].line, shares[i].line->tax_sum + 1);
}

static void
count_rate (CrmTotalsLine *lines, gsize n, gint64 rate, gboolean included)
{
  g_autofree Share *shares = g_new0 (Share, n);
  gint64 sum = 0;
  gsize n_shares = 0;

  for (gsize i = 0; i < n; i++) {
    if (!lines[i].taxed || lines[i].tax != rate || lines[i].included != included)
      continue;
    sum += lines[i].sum;
    shares[n_shares++] = (Share){ .line = &lines[i], .place = i };
  }
  divide_tax (shares, n_shares, tax_of (sum, rate, included), rate, included);
}

/* --- Totals ----------------------------------------------------------------------------------- */

static int
compare_rates (const void *a, const void *b)
{
  gint64 first = ((const CrmTotalsRate *)a)->tax;
  gint64 second = ((const CrmTotalsRate *)b)->tax;

  return first > second ? -1 : first < second;
}

static void
add_to_rate (GArray *rates, const CrmTotalsLine *line)
{
  CrmTotalsRate added = { .tax = line->tax };
  guint i = 0;

  while (i < rates->len && g_array_index (rates, CrmTotalsRate, i).tax != line->tax)
    i++;
  if (i == rates->len)
    g_array_append_val (rates, added);
  g_array_index (rates, CrmTotalsRate, i).base += line->net;
  g_array_index (rates, CrmTotalsRate, i).amount += line->tax_sum;
}

static void
add_up (const CrmTotalsLine *lines, gsize n, CrmTotals *totals)
{
  for (gsize i = 0; i < n; i++) {
    totals->full += lines[i].full;
    totals->reduced += lines[i].reduced;
    totals->net += lines[i].net;
    totals->tax += lines[i].tax_sum;
    totals->gross += lines[i].gross;
    if (lines[i].taxed)
      add_to_rate (totals->rates, &lines[i]);
  }
  g_array_sort (totals->rates, compare_rates);
}

static gboolean
is_first_of_rate (const CrmTotalsLine *lines, gsize place)
{
  for (gsize i = 0; i < place; i++) {
    if (lines[i].taxed && lines[i].tax == lines[place].tax &&
        lines[i].included == lines[place].included)
      return FALSE;
  }

  return TRUE;
}

static gboolean
is_sane (const CrmTotalsLine *line, gsize place, GError **error)
{
  if (line->discount >= 0 && line->discount <= ALL && line->tax >= 0 && line->tax <= ALL)
    return TRUE;

  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               _ ("The discount and the VAT of line %u are between 0 and 100 %%."),
               (guint)place + 1);

  return FALSE;
}

gboolean
crm_totals_count (CrmTotalsLine *lines,
                  gsize n,
                  const char *currency,
                  CrmTaxRounding rounding,
                  CrmTotals *totals,
                  GError **error)
{
  gint64 sum = 0;

  g_return_val_if_fail (lines != NULL || n == 0, FALSE);
  g_return_val_if_fail (totals != NULL, FALSE);

  *totals = (CrmTotals){ .rates = g_array_new (FALSE, FALSE, sizeof (CrmTotalsRate)) };

  for (gsize i = 0; i < n; i++) {
    if (!is_sane (&lines[i], i, error) || !count_sum (&lines[i], i, currency, error))
      return FALSE;
    sum += ABS (lines[i].sum);
    if (sum > MOST * 10) {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                           _ ("The sum of the lines is too large to count."));
      return FALSE;
    }
    set_tax (&lines[i],
             lines[i].taxed ? tax_of (lines[i].sum, lines[i].tax, lines[i].included) : 0);
  }
  for (gsize i = 0; rounding == CRM_TAX_ROUNDING_RATE_TOTAL && i < n; i++) {
    if (lines[i].taxed && is_first_of_rate (lines, i))
      count_rate (lines, n, lines[i].tax, lines[i].included);
  }
  add_up (lines, n, totals);

  return TRUE;
}
