/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The one place where sums and VAT of deals and papers are counted. Pure: it knows neither records
 * nor rates by name. All lines are in one currency. */

/**
 * CrmTaxRounding:
 * @CRM_TAX_ROUNDING_LINE: VAT is rounded in each line and added up, so that the columns of a
 *   Russian or Moldovan paper add up (УПД, постановление № 1137; factura fiscală).
 * @CRM_TAX_ROUNDING_RATE_TOTAL: VAT is counted once per rate on the sum of its lines (EN 16931,
 *   BR-CO-17), and divided among the lines by largest remainder.
 */
typedef enum {
  CRM_TAX_ROUNDING_LINE,
  CRM_TAX_ROUNDING_RATE_TOTAL,
} CrmTaxRounding;

typedef struct {
  /* In. */
  gint64 quantity;   /* 1/1000; below zero takes goods back */
  gint64 price;      /* 1/10000 of the currency */
  gint64 discount;   /* basis points of the line, 0 … 10000 */
  gint64 tax;        /* basis points */
  gboolean taxed;    /* FALSE: outside VAT, which is not the same as 0 % */
  gboolean included; /* the price contains the VAT */
  /* Out, in minor units. */
  gint64 full;    /* quantity × price */
  gint64 reduced; /* what the discount took off */
  gint64 sum;     /* full − reduced: with VAT if the price contains it, else without */
  gint64 net;     /* without VAT */
  gint64 tax_sum; /* the VAT */
  gint64 gross;   /* with VAT; net + tax_sum = gross in every line */
} CrmTotalsLine;

/* VAT of one rate. */
typedef struct {
  gint64 tax;
  gint64 base;
  gint64 amount;
} CrmTotalsRate;

typedef struct {
  gint64 full;
  gint64 reduced;
  gint64 net;
  gint64 tax;
  gint64 gross;
  GArray *rates; /* of CrmTotalsRate, greatest first; without lines that are not taxed */
} CrmTotals;

void crm_totals_clear (CrmTotals *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmTotals, crm_totals_clear)

/**
 * crm_totals_count:
 * @totals: (out caller-allocates): cleared by the caller with crm_totals_clear().
 *
 * Rounds half away from zero everywhere. In every line net + tax_sum = gross, and the totals are
 * the sums of the lines. %CRM_ERROR_INVALID names the line whose amount is too large to count.
 */
gboolean crm_totals_count (CrmTotalsLine *lines,
                           gsize n,
                           const char *currency,
                           CrmTaxRounding rounding,
                           CrmTotals *totals,
                           GError **error);

G_END_DECLS
