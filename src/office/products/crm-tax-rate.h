/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-lang.h"
#include "store/crm-txn.h"

G_BEGIN_DECLS

/* VAT rates of a country with the days they hold for. */
extern const CrmEntity crm_tax_rate_entity;

/* Whether the rate holds on the day. */
gboolean crm_tax_rate_is_valid (const CrmRecord *rate, const char *day);

/* The rate is no tax at all: exempt, or outside VAT. */
gboolean crm_tax_rate_is_exempt (const CrmRecord *rate);

/**
 * crm_tax_rate_on:
 * @rate: id of what a product has.
 *
 * The rate that holds on @day in the place of @rate: itself, or the one of the same country that
 * follows it or came before it under the same name. Error %CRM_ERROR_INVALID when none holds.
 * (transfer full)
 */
CrmRecord *crm_tax_rate_on (CrmTxn *txn, gint64 rate, const char *day, GError **error);

/* The country's usual rate on the day; NULL without error when the office has none. (transfer
 * full) */
CrmRecord *crm_tax_rate_usual (CrmTxn *txn, const char *country, const char *day, GError **error);

/* "20%", or "без НДС", "fără TVA", "no VAT". (transfer full) */
char *crm_tax_rate_text (const CrmRecord *rate, CrmLang lang);

G_END_DECLS
