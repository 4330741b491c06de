/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/products/crm-tax-rate.h"

#include "base/crm-error.h"
#include "base/crm-number.h"
#include "office/crm-describe.h"

#include <string.h>

static const CrmChoice calculations[] = {
  { "on_top", N_ ("On top of the price") },
  { "included", N_ ("Contained in the price") },
  { NULL },
};

static const CrmField fields[] = {
  { .name = "country",
    .label = N_ ("Country"),
    .type = CRM_FIELD_COUNTRY,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST | CRM_FIELD_SORTED },
  { .name = "name",
    .label = N_ ("Name"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_LISTED },
  /* Rates of one group follow each other: the standard rate of 19 % was followed by 21 %. */
  { .name = "level",
    .label = N_ ("Which of the country's rates"),
    .type = CRM_FIELD_TEXT,
    .max = 32 },
  { .name = "rate",
    .label = N_ ("Rate"),
    .type = CRM_FIELD_PERCENT,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST },
  { .name = "calc",
    .label = N_ ("How it is counted"),
    .type = CRM_FIELD_CHOICE,
    .choices = calculations,
    .initial = "on_top" },
  { .name = "exempt_reason",
    .label = N_ ("No tax, because"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_IN_LIST },
  { .name = "valid_from",
    .label = N_ ("Valid from"),
    .type = CRM_FIELD_DAY,
    .flags = CRM_FIELD_IN_LIST | CRM_FIELD_COMPACT },
  { .name = "valid_to",
    .label = N_ ("Valid to"),
    .type = CRM_FIELD_DAY,
    .flags = CRM_FIELD_IN_LIST },
  { .name = "rank", .label = N_ ("Order"), .type = CRM_FIELD_INTEGER },
  { NULL },
};

static gboolean
validate (const CrmRecord *record, GError **error)
{
  gint64 rate = crm_record_get_int (record, "rate");
  const char *from = crm_record_get_text (record, "valid_from");
  const char *to = crm_record_get_text (record, "valid_to");

  if (rate < 0 || rate > 10000) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("A VAT rate is between 0 and 100 %."));
    return FALSE;
  }
  if (rate != 0 && crm_tax_rate_is_exempt (record)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("A rate that is no tax is 0 %: take the reason out, or the rate."));
    return FALSE;
  }
  if (*from != '\0' && *to != '\0' && strcmp (from, to) > 0) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("The rate ends before it begins: correct one of the two days."));
    return FALSE;
  }

  return TRUE;
}

const CrmEntity crm_tax_rate_entity = {
  .number = 15,
  .name = "tax_rate",
  .label = N_ ("VAT rate"),
  .label_many = N_ ("VAT rates"),
  .label_new = N_ ("New VAT rate"),
  NP_ ("%d VAT rate", "%d VAT rates"),
  .empty_title = N_ ("No VAT rates yet"),
  .empty_text = N_ ("Add the rates of your country with the days from which they hold."),
  .icon = "view-list-ordered-symbolic",
  .fields = fields,
  .order = "country,rank",
  .title = "{name}",
  .inside = TRUE,
  .care = CRM_CARE_SETTINGS,
  .validate = validate,
};

gboolean
crm_tax_rate_is_valid (const CrmRecord *rate, const char *day)
{
  const char *to;

  g_return_val_if_fail (rate != NULL, FALSE);
  g_return_val_if_fail (day != NULL, FALSE);

  to = crm_record_get_text (rate, "valid_to");

  return strcmp (crm_record_get_text (rate, "valid_from"), day) <= 0 &&
         (*to == '\0' || strcmp (day, to) <= 0);
}

gboolean
crm_tax_rate_is_exempt (const CrmRecord *rate)
{
  return *crm_record_get_text (rate, "exempt_reason") != '\0';
}

static CrmRecord *
first_valid (CrmTxn *txn, const char *country, const char *level, const char *day, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("tax_rate");
  g_autoptr (GPtrArray) found = NULL;

  crm_query_add_test (query, "country", CRM_TEST_EQUAL, country);
  if (level != NULL)
    crm_query_add_test (query, "level", CRM_TEST_EQUAL, level);
  crm_query_set_order (query, "rank");
  found = crm_txn_query (txn, query, error);
  for (guint i = 0; found != NULL && i < found->len; i++) {
    CrmRecord *rate = g_ptr_array_index (found, i);

    if (crm_tax_rate_is_valid (rate, day))
      return crm_record_ref (rate);
  }

  return NULL;
}

CrmRecord *
crm_tax_rate_on (CrmTxn *txn, gint64 id, const char *day, GError **error)
{
  g_autoptr (CrmRecord) rate = NULL;
  g_autoptr (GError) inner = NULL;
  const char *level;

  g_return_val_if_fail (txn != NULL, NULL);
  g_return_val_if_fail (day != NULL, NULL);

  rate = crm_txn_get (txn, "tax_rate", id, error);
  if (rate == NULL || crm_tax_rate_is_valid (rate, day))
    return g_steal_pointer (&rate);

  level = crm_record_get_text (rate, "level");
  if (*level != '\0') {
    CrmRecord *other = first_valid (txn, crm_record_get_text (rate, "country"), level, day, &inner);

    if (other != NULL)
      return other;
  }
  if (inner != NULL)
    g_propagate_error (error, g_steal_pointer (&inner));
  else
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("The VAT rate “%s” does not hold on %s: choose the one that does."),
                 crm_record_get_text (rate, "name"), day);

  return NULL;
}

CrmRecord *
crm_tax_rate_usual (CrmTxn *txn, const char *country, const char *day, GError **error)
{
  g_return_val_if_fail (txn != NULL, NULL);
  g_return_val_if_fail (country != NULL, NULL);
  g_return_val_if_fail (day != NULL, NULL);

  return first_valid (txn, country, NULL, day, error);
}

char *
crm_tax_rate_text (const CrmRecord *rate, CrmLang lang)
{
  static const char *const none[] = {
    [CRM_LANG_EN] = "no VAT",
    [CRM_LANG_RU] = "без НДС",
    [CRM_LANG_RO] = "fără TVA",
  };
  g_autofree char *number = NULL;

  g_return_val_if_fail (rate != NULL, NULL);

  if (crm_tax_rate_is_exempt (rate))
    return g_strdup (none[lang]);
  number = crm_number_format (crm_record_get_int (rate, "rate"), CRM_PERCENT_DIGITS, 0, lang);

  return g_strconcat (number, "%", NULL);
}
