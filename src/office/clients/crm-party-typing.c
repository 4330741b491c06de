/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/clients/crm-party-rules.h"

#include "base/crm-link.h"
#include "base/crm-phone.h"
#include "base/crm-requisite.h"
#include "office/clients/crm-party.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
is_field (const CrmRecord *line, const CrmField *field, const char *entity, const char *name)
{
  return g_str_equal (crm_record_get_entity (line)->name, entity) &&
         g_str_equal (field->name, name);
}

static const char *
country_of (const CrmRecord *record, const CrmHome *home)
{
  const char *country = crm_record_get_text (record, "country");

  return *country != '\0' ? country : home->country;
}

/* Short numbers are those of our town only for parties of our country. */
static const char *
near_of (const CrmRecord *record, const CrmHome *home)
{
  return g_strcmp0 (country_of (record, home), home->country) == 0 ? home->near : NULL;
}

void
_crm_party_tidy (CrmRecord *record, CrmRecord *line, const CrmField *field, const CrmHome *home)
{
  if (is_field (line, field, "party", "name")) {
    crm_party_take_form (record);
  } else if (is_field (line, field, "phone", "number") && !crm_record_is_null (line, "number")) {
    g_autofree char *number = crm_phone_tidy (crm_record_get_text (line, "number"),
                                              country_of (record, home), near_of (record, home));

    crm_record_set_text (line, "number", number);
  }
}

/* --- Doubts ------------------------------------------------------------------------------------
 */

static char *
doubt_requisite (CrmRequisite requisite, const char *typed, gboolean *sure)
{
  g_autofree char *value = crm_requisite_normalise (requisite, typed);
  g_autoptr (GError) error = NULL;

  *sure = crm_requisite_check (requisite, value, &error);

  return *sure ? NULL : g_strdup (error->message);
}

/* Several in one cell are looked at together; what is no number at all is not allowed anyway. */
static char *
doubt_phone (const CrmRecord *record, const char *typed, const CrmHome *home, gboolean *sure)
{
  const char *country = country_of (record, home);
  const char *near = near_of (record, home);
  g_auto (GStrv) numbers = crm_phone_split (typed, country, near);

  for (guint i = 0; numbers[i] != NULL; i++) {
    g_autofree char *number = crm_phone_normalise_near (numbers[i], country, near);

    if (number == NULL)
      return g_strdup (_ ("This is no number of its country. Begin with + and the country's code "
                          "if it is a foreign one."));
  }
  *sure = numbers[0] != NULL;

  return NULL;
}

static char *
doubt_email (const char *typed)
{
  g_autofree char *address = crm_email_normalise (typed);
  g_autofree char *meant = crm_email_hint (address);

  /* Translators: an e-mail address. */
  return meant != NULL ? g_strdup_printf (_ ("Did you mean %s?"), meant) : NULL;
}

static gboolean
is_european (const char *country)
{
  static const char *const members[] = {
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
    "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "SE", "SI", "SK", NULL,
  };

  return g_strv_contains (members, country);
}

static char *
doubt_vat (const char *country, const char *typed, gboolean *sure)
{
  if (g_str_equal (country, "MD"))
    return doubt_requisite (CRM_REQUISITE_MD_VAT, typed, sure);

  return is_european (country) ? doubt_requisite (CRM_REQUISITE_EU_VAT, typed, sure) : NULL;
}

/* Nine digits are a Russian БИК, by which both accounts are keyed; anything else is a BIC. */
static char *
doubt_account (const CrmRecord *line, const CrmField *field, const char *typed, gboolean *sure)
{
  gboolean is_bank = g_str_equal (field->name, "bic");
  g_autofree char *bank = crm_requisite_normalise (
    CRM_REQUISITE_BIC, is_bank ? typed : crm_record_get_text (line, "bic"));
  gboolean russian = strlen (bank) == 9 && strspn (bank, "0123456789") == 9;
  g_autofree char *account = crm_requisite_normalise (CRM_REQUISITE_RU_ACCOUNT, typed);
  g_autoptr (GError) error = NULL;

  if (is_bank)
    return doubt_requisite (russian ? CRM_REQUISITE_BIK : CRM_REQUISITE_BIC, typed, sure);
  if (!russian)
    return NULL;
  *sure = crm_requisite_check_ru_account (account, bank, &error);

  return *sure ? NULL : g_strdup (error->message);
}

char *
_crm_party_doubt (const CrmRecord *record,
                  const CrmRecord *line,
                  const CrmField *field,
                  const char *typed,
                  const CrmHome *home,
                  gboolean *sure)
{
  if (is_field (line, field, "phone", "number"))
    return doubt_phone (record, typed, home, sure);
  if (is_field (line, field, "email", "address"))
    return doubt_email (typed);
  if (is_field (line, field, "party", "vat_code"))
    return doubt_vat (country_of (record, home), typed, sure);
  if (is_field (line, field, "party", "reg_no") && g_str_equal (country_of (record, home), "RO"))
    return doubt_requisite (CRM_REQUISITE_RO_REG, typed, sure);
  if (is_field (line, field, "bank_account", "bic") ||
      is_field (line, field, "bank_account", "account") ||
      is_field (line, field, "bank_account", "corr"))
    return doubt_account (line, field, typed, sure);

  return NULL;
}
