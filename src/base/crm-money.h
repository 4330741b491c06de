/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-lang.h"

G_BEGIN_DECLS

/* Money is int64 minor units plus an ISO 4217 code. Sums of two currencies are never added. */

/* Decimal digits of a currency by ISO 4217: 2 for nearly all, 0 for JPY, 3 for KWD… */
guint crm_currency_digits (const char *currency);

/* Whether the code is one that ISO 4217 lists. */
gboolean crm_currency_is_known (const char *currency);

/* NULL-terminated: MDL, RON, RUB, EUR, USD, …, the ones an office of ours is likely to use first.
 */
const char *const *crm_currency_list (void);

/* "1 234,50 MDL" as @lang writes it; with_code FALSE leaves the code out. */
char *crm_money_format (gint64 minor, const char *currency, CrmLang lang, gboolean with_code);

/* As crm_number_parse() with the digits of the currency. A trailing code or symbol of the same
 * currency is accepted, another one is an error. */
gboolean crm_money_parse (const char *text, const char *currency, gint64 *minor, GError **error);

/**
 * crm_money_of_line:
 * @quantity: 1/1000.
 * @price: 1/10000 of the currency's major unit.
 *
 * Quantity times price in minor units, half away from zero. FALSE when it does not fit.
 */
gboolean crm_money_of_line (gint64 quantity, gint64 price, const char *currency, gint64 *minor);

/* Tax contained in a gross amount (gross * r / (100 % + r)) and tax on top of a net amount; rate in
 * basis points; half away from zero (DOCUMENTS.md §3.5). */
gint64 crm_tax_included (gint64 gross, gint64 rate_bp);
gint64 crm_tax_on_top (gint64 net, gint64 rate_bp);

/* amount * bp / 10000, half away from zero. */
gint64 crm_percent_of (gint64 amount, gint64 bp);

/**
 * crm_money_allocate:
 * @total: what to divide.
 * @weights: (array length=n): shares, none negative.
 * @parts: (out) (array length=n): the parts; they add up to @total exactly.
 *
 * Largest remainder; all weights zero divides evenly.
 */
void crm_money_allocate (gint64 total, const gint64 *weights, gsize n, gint64 *parts);

G_END_DECLS
