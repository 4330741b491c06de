/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/seeds/crm-seed.h"

#include "base/crm-number.h"

#define EXEMPT (-1)

/* Rates are data with the days they hold for. Rows of one level follow each other: what was sold at
 * the old rate is sold at the one that follows it. The first row that holds is the usual rate.
 *
 * RU: НК РФ ст. 164; 20 % by 303-ФЗ of 03.08.2018, 22 % by 425-ФЗ of 28.11.2025; 5 and 7 % of the
 * simplified system by 176-ФЗ of 12.07.2024. MD: Codul fiscal art. 96, exemptions art. 103.
 * RO: Legea 227/2015 art. 291 as changed by Legea 141/2025: the rates of 9 and 5 % became 11 %.
 * Others: the rates of the states by Directive 2006/112/EC as they stand. */
static const struct {
  const char *country;
  const char *level;
  int rate; /* basis points, or EXEMPT */
  const char *from;
  const char *to;
} rates[] = {
  { "RU", "standard", 2000, "2019-01-01", "2025-12-31" },
  { "RU", "standard", 2200, "2026-01-01", NULL },
  { "RU", "reduced", 1000, NULL, NULL },
  { "RU", "simplified-5", 500, "2025-01-01", NULL },
  { "RU", "simplified-7", 700, "2025-01-01", NULL },
  { "RU", "zero", 0, NULL, NULL },
  { "RU", "exempt", EXEMPT, NULL, NULL },

  { "MD", "standard", 2000, NULL, NULL },
  { "MD", "reduced", 800, NULL, NULL },
  { "MD", "zero", 0, NULL, NULL },
  { "MD", "exempt", EXEMPT, NULL, NULL },

  { "RO", "standard", 1900, "2017-01-01", "2025-07-31" },
  { "RO", "standard", 2100, "2025-08-01", NULL },
  { "RO", "reduced", 900, NULL, "2025-07-31" },
  { "RO", "reduced", 500, NULL, "2025-07-31" },
  { "RO", "reduced", 1100, "2025-08-01", NULL },
  { "RO", "zero", 0, NULL, NULL },
  { "RO", "exempt", EXEMPT, NULL, NULL },

  { "AT", "standard", 2000, NULL, NULL },
  { "AT", "reduced", 1000, NULL, NULL },
  { "BG", "standard", 2000, NULL, NULL },
  { "BG", "reduced", 900, NULL, NULL },
  { "CZ", "standard", 2100, NULL, NULL },
  { "CZ", "reduced", 1200, "2024-01-01", NULL },
  { "DE", "standard", 1900, NULL, NULL },
  { "DE", "reduced", 700, NULL, NULL },
  { "ES", "standard", 2100, NULL, NULL },
  { "ES", "reduced", 1000, NULL, NULL },
  { "FR", "standard", 2000, NULL, NULL },
  { "FR", "reduced", 1000, NULL, NULL },
  { "FR", "reduced-2", 550, NULL, NULL },
  { "GB", "standard", 2000, NULL, NULL },
  { "GB", "reduced", 500, NULL, NULL },
  { "HU", "standard", 2700, NULL, NULL },
  { "HU", "reduced", 500, NULL, NULL },
  { "IT", "standard", 2200, NULL, NULL },
  { "IT", "reduced", 1000, NULL, NULL },
  { "PL", "standard", 2300, NULL, NULL },
  { "PL", "reduced", 800, NULL, NULL },
  { "UA", "standard", 2000, NULL, NULL },
  { "UA", "reduced", 700, NULL, NULL },
};

/* Names in the office's language. */
static const char *const vat[] = {
  [CRM_LANG_EN] = "VAT",
  [CRM_LANG_RU] = "НДС",
  [CRM_LANG_RO] = "TVA",
};
static const char *const exempt[] = {
  [CRM_LANG_EN] = "No VAT",
  [CRM_LANG_RU] = "Без НДС",
  [CRM_LANG_RO] = "Fără TVA",
};
static const char *const reasons[] = {
  [CRM_LANG_EN] = "exempt",
  [CRM_LANG_RU] = "не облагается",
  [CRM_LANG_RO] = "scutit",
};

static gboolean
add_rate (CrmTxn *txn,
          const char *country,
          const char *level,
          int rate,
          const char *from,
          const char *to,
          gint64 rank,
          CrmLang lang,
          GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "tax_rate");
  g_autofree char *number = crm_number_format (MAX (rate, 0), CRM_PERCENT_DIGITS, 0, lang);
  g_autofree char *name =
    rate == EXEMPT ? g_strdup (exempt[lang]) : g_strdup_printf ("%s %s%%", vat[lang], number);

  crm_record_set_text (record, "country", country);
  crm_record_set_text (record, "name", name);
  crm_record_set_text (record, "level", level);
  crm_record_set_int (record, "rate", MAX (rate, 0));
  crm_record_set_text (record, "exempt_reason", rate == EXEMPT ? reasons[lang] : NULL);
  crm_record_set_text (record, "valid_from", from);
  crm_record_set_text (record, "valid_to", to);
  crm_record_set_int (record, "rank", rank);

  return crm_txn_save (txn, record, error);
}

gboolean
_crm_seed_rates (CrmTxn *txn, const char *country, CrmLang lang, GError **error)
{
  gboolean has_exempt = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (rates); i++) {
    if (!g_str_equal (rates[i].country, country))
      continue;
    if (!add_rate (txn, country, rates[i].level, rates[i].rate, rates[i].from, rates[i].to,
                   (gint64)i + 1, lang, error))
      return FALSE;
    has_exempt = has_exempt || rates[i].rate == EXEMPT;
  }

  return has_exempt || add_rate (txn, country, "exempt", EXEMPT, NULL, NULL,
                                 G_N_ELEMENTS (rates) + 1, lang, error);
}
