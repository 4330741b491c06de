/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/documents/crm-totals.h"
#include "store/crm-txn.h"

G_BEGIN_DECLS

/* Lines of deals and papers: both have fields of the same names in `lines`, and both owners have
 * our_company, client, currency and prices_include_tax. */

/**
 * crm_lines_fill_owner:
 *
 * Gives an owner what it lacks: our first company, the client's currency or else our company's, and
 * whether prices contain VAT, as the country has the habit.
 */
gboolean crm_lines_fill_owner (CrmTxn *txn, CrmRecord *owner, GError **error);

/**
 * crm_lines_fill:
 * @day: the day whose VAT rates and prices hold: that of delivery.
 *
 * Gives each line what its product says and the line does not: name, code, unit, price, VAT rate;
 * puts the rate that holds on the day in the place of one that does not; checks quantities of whole
 * units.
 */
gboolean crm_lines_fill (CrmTxn *txn, CrmRecord *owner, const char *day, GError **error);

/* How VAT is rounded where nothing else is said. */
CrmTaxRounding crm_lines_rounding_of_country (const char *country);

/* Counts the lines, writes `sum` and `tax_sum` into them; @totals is cleared by the caller. */
gboolean
crm_lines_count (CrmRecord *owner, CrmTaxRounding rounding, CrmTotals *totals, GError **error);

/* The same without writing; line i of the result is line i of the owner. (transfer full) */
CrmTotalsLine *crm_lines_to_totals (const CrmRecord *owner, gsize *n);

G_END_DECLS
