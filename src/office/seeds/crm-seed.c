/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/seeds/crm-seed.h"

#include "office/documents/crm-document.h"
#include "office/documents/crm-kind.h"
#include "office/people/crm-person.h"
#include "office/people/crm-role.h"
#include "office/quality/crm-quality-rule.h"
#include "office/settings/crm-office-settings.h"
#include "office/templates/crm-paper-template.h"

static const struct {
  const char *country;
  const char *currency;
} currencies[] = {
  { "BY", "BYN" }, { "CH", "CHF" }, { "CZ", "CZK" }, { "DK", "DKK" }, { "GB", "GBP" },
  { "GE", "GEL" }, { "HU", "HUF" }, { "KZ", "KZT" }, { "MD", "MDL" }, { "NO", "NOK" },
  { "PL", "PLN" }, { "RO", "RON" }, { "RU", "RUB" }, { "SE", "SEK" }, { "TR", "TRY" },
  { "UA", "UAH" }, { "US", "USD" },
};

const char *
crm_seed_currency (const char *country)
{
  for (guint i = 0; i < G_N_ELEMENTS (currencies); i++) {
    if (g_strcmp0 (currencies[i].country, country) == 0)
      return currencies[i].currency;
  }

  return "EUR";
}

/* --- People and our company ---------------------------------------------------------------------
 */

static CrmRecord *
add_person (CrmTxn *txn, const CrmOfficeSetup *setup, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "person");
  g_autofree char *account = crm_person_account ();
  const char *name = setup->person;

  crm_record_set_text (record, "name", name != NULL && *name != '\0' ? name : account);
  crm_record_set_text (record, "account", account);
  crm_record_set_text (record, "language", crm_lang_code (setup->language));

  return crm_txn_save (txn, record, error) ? g_steal_pointer (&record) : NULL;
}

static const char *
tax_id_field (const char *country)
{
  if (g_str_equal (country, "RU"))
    return "inn";
  if (g_str_equal (country, "MD"))
    return "idno";

  return g_str_equal (country, "RO") ? "cui" : "vat_code";
}

static CrmRecord *
add_company (CrmTxn *txn,
             const CrmOfficeSetup *setup,
             const char *country,
             gint64 person,
             GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "party");

  crm_record_set_text (record, "kind", "organisation");
  crm_record_set_text (record, "name", setup->company);
  crm_record_set_text (record, "legal_name", setup->legal_name);
  crm_record_set_int (record, "is_ours", 1);
  crm_record_set_int (record, "is_client", 0);
  crm_record_set_text (record, "country", country);
  crm_record_set_text (record, "currency",
                       setup->currency != NULL ? setup->currency : crm_seed_currency (country));
  crm_record_set_text (record, "language", crm_lang_code (setup->language));
  crm_record_set_int (record, "vat_payer", setup->vat_payer);
  crm_record_set_text (record, tax_id_field (country), setup->tax_id);
  crm_record_set_int (record, "responsible", person);

  return crm_txn_save (txn, record, error) ? g_steal_pointer (&record) : NULL;
}

/* --- Series
 * --------------------------------------------------------------------------------------- */

/* Romanian invoices have a series of letters: the first ones of the company's name. */
static char *
make_letters (const char *name)
{
  GString *letters = g_string_new (NULL);

  for (const char *p = name; p != NULL && *p != '\0' && letters->len < 3; p++) {
    if (g_ascii_isalpha (*p))
      g_string_append_c (letters, g_ascii_toupper (*p));
  }
  if (letters->len < 2)
    g_string_assign (letters, "FCT");

  return g_string_free (letters, FALSE);
}

static gboolean
add_series (CrmTxn *txn,
            const CrmRecord *company,
            const char *country,
            const char *kind,
            CrmLang lang,
            GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "series");
  gboolean is_invoice = g_str_equal (kind, "invoice");
  g_autofree char *letters = NULL;

  crm_record_set_int (record, "our_company", crm_record_get_id (company));
  crm_record_set_text (record, "kind", kind);
  crm_record_set_text (record, "name", crm_document_kind_title (kind, country, lang));
  if (g_str_equal (country, "RU") || g_str_equal (country, "MD")) {
    crm_record_set_text (record, "pattern", "{N}");
  } else if (g_str_equal (country, "RO")) {
    /* Codul fiscal art. 319: one or more series, counted without end. */
    letters = make_letters (crm_record_get_text (company, "name"));
    crm_record_set_text (record, "pattern", "{N:4}");
    crm_record_set_text (record, "prefix", is_invoice ? letters : NULL);
    crm_record_set_text (record, "reset", "never");
  } else {
    crm_record_set_text (record, "pattern", "{YYYY}-{N:4}");
  }

  return crm_txn_save (txn, record, error);
}

gboolean
_crm_seed_series (CrmTxn *txn,
                  const CrmRecord *company,
                  const char *country,
                  CrmLang lang,
                  GError **error)
{
  for (const CrmChoice *kind = crm_document_kinds; kind->key != NULL; kind++) {
    /* What a country's companies may not make here needs no numbers. */
    if (crm_document_kind_is_allowed (country, kind->key, NULL) &&
        !add_series (txn, company, country, kind->key, lang, error))
      return FALSE;
  }

  return TRUE;
}

/* --- The whole
 * ------------------------------------------------------------------------------------ */

gboolean
crm_seed_office (CrmTxn *txn, const CrmOfficeSetup *setup, gint64 *person, GError **error)
{
  const char *country = setup->country != NULL ? setup->country : "";
  CrmLang lang = setup->language;
  g_autoptr (CrmRecord) who = NULL;
  g_autoptr (CrmRecord) company = NULL;

  g_return_val_if_fail (txn != NULL, FALSE);
  g_return_val_if_fail (setup != NULL, FALSE);
  g_return_val_if_fail (person != NULL, FALSE);

  /* The first one becomes head with the roles. */
  who = add_person (txn, setup, error);
  if (who == NULL || !crm_role_seed (txn, lang, error))
    return FALSE;
  *person = crm_record_get_id (who);
  company = add_company (txn, setup, country, *person, error);

  return company != NULL && _crm_seed_units (txn, lang, error) &&
         _crm_seed_rates (txn, country, lang, error) && _crm_seed_pipeline (txn, lang, error) &&
         _crm_seed_causes (txn, lang, error) && _crm_seed_survey (txn, lang, error) &&
         _crm_seed_views (txn, lang, *person, error) &&
         crm_quality_rule_seed (txn, lang, TRUE, error) &&
         _crm_seed_series (txn, company, country, lang, error) &&
         crm_template_load_shipped (txn, error) && crm_office_settings_ensure (txn, error);
}
