/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"

G_BEGIN_DECLS

/**
 * crm_seed_office:
 * @person: (out): who made the office.
 *
 * What a new office begins with: the person, our company, units, VAT rates with the days they hold
 * for, a pipeline, causes of claims, series of numbers, saved views, the templates that come with
 * the program.
 */
gboolean crm_seed_office (CrmTxn *txn, const CrmOfficeSetup *setup, gint64 *person, GError **error);

/* The currency of a country; EUR where none is known. */
const char *crm_seed_currency (const char *country);

/* Parts of the above. Private to seeds/. */
gboolean _crm_seed_rates (CrmTxn *txn, const char *country, CrmLang lang, GError **error);
gboolean _crm_seed_units (CrmTxn *txn, CrmLang lang, GError **error);
gboolean _crm_seed_pipeline (CrmTxn *txn, CrmLang lang, GError **error);
gboolean _crm_seed_survey (CrmTxn *txn, CrmLang lang, GError **error);
gboolean _crm_seed_views (CrmTxn *txn, CrmLang lang, gint64 person, GError **error);
gboolean _crm_seed_causes (CrmTxn *txn, CrmLang lang, GError **error);
gboolean _crm_seed_series (CrmTxn *txn,
                           const CrmRecord *company,
                           const char *country,
                           CrmLang lang,
                           GError **error);

G_END_DECLS
