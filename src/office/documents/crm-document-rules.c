/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/documents/crm-document-rules.h"

#include "base/crm-error.h"
#include "office/documents/crm-document.h"
#include "office/documents/crm-lines.h"
#include "office/templates/crm-paper-template.h"

#include <glib/gi18n-lib.h>

static gboolean
is_draft (const CrmRecord *record)
{
  return g_str_equal (crm_record_get_text (record, "state"), "draft");
}

gboolean
_crm_document_is_frozen (const CrmRecord *stored)
{
  return !is_draft (stored);
}

gboolean
_crm_document_validate (const CrmRecord *record, GError **error)
{
  /* Only the verb gives a paper its number and its words; a state set by hand would make an issued
   * paper without either. */
  if (!is_draft (record) &&
      (crm_record_is_null (record, "number") || crm_record_is_null (record, "snapshot") ||
       crm_record_is_null (record, "issued_at"))) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("A paper gets its number when it is issued: use “Issue”."));
    return FALSE;
  }
  if (is_draft (record) && !crm_record_is_null (record, "number")) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("A draft has no number yet: it gets one when it is issued."));
    return FALSE;
  }
  if (g_str_equal (crm_record_get_text (record, "state"), "paid") &&
      crm_record_is_null (record, "paid_day")) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("Say on which day the paper was paid."));
    return FALSE;
  }

  return TRUE;
}

/* --- Before a save ---------------------------------------------------------------------------- */

static gboolean
fill_language (CrmTxn *txn, CrmRecord *record, const CrmRecord *company, GError **error)
{
  g_autoptr (CrmRecord) client = NULL;
  const char *language = "";

  if (!crm_record_is_null (record, "language"))
    return TRUE;

  if (!crm_record_is_null (record, "client")) {
    client = crm_txn_get (txn, "party", crm_record_get_int (record, "client"), error);
    if (client == NULL)
      return FALSE;
    language = crm_record_get_text (client, "language");
  }
  if (*language == '\0' && company != NULL)
    language = crm_record_get_text (company, "language");
  crm_record_set_text (record, "language", *language != '\0' ? language : "en");

  return TRUE;
}

/* A draft without a template is a draft all the same, so nothing is said here. */
static void
fill_template (CrmTxn *txn, CrmRecord *record, const CrmRecord *company)
{
  const char *country = company != NULL ? crm_record_get_text (company, "country") : "";
  g_autoptr (CrmRecord) template = NULL;

  /* Who asks for another language or kind asks for another template. */
  if (!crm_record_is_new (record) && !crm_record_is_changed (record, "template") &&
      (crm_record_is_changed (record, "language") || crm_record_is_changed (record, "kind")))
    crm_record_set_null (record, "template");
  if (!crm_record_is_null (record, "template") || crm_record_is_null (record, "kind"))
    return;

  template =
    crm_template_choose (txn, crm_record_get_text (record, "kind"), country,
                         crm_lang_from_string (crm_record_get_text (record, "language")), NULL);
  if (template != NULL)
    crm_record_set_int (record, "template", crm_record_get_id (template));
}

static void
fill_rounding (CrmRecord *record, const CrmRecord *company)
{
  CrmTaxRounding rounding;

  if (!crm_record_is_null (record, "tax_rounding"))
    return;
  rounding = crm_lines_rounding_of_country (
    company != NULL ? crm_record_get_text (company, "country") : NULL);
  crm_record_set_text (record, "tax_rounding",
                       rounding == CRM_TAX_ROUNDING_LINE ? "line" : "rate_total");
}

static gboolean
check_kind (const CrmRecord *record, const CrmRecord *company, GError **error)
{
  if (company == NULL)
    return TRUE;

  return crm_document_kind_is_allowed (crm_record_get_text (company, "country"),
                                       crm_record_get_text (record, "kind"), error);
}

/* A payment request printed by the template of a tax invoice would pass for one. And a paper speaks
 * the language of its template, so that its words do not mix. */
static gboolean
check_template (CrmTxn *txn, CrmRecord *record, GError **error)
{
  g_autoptr (CrmRecord) template = NULL;

  if (crm_record_is_null (record, "template"))
    return TRUE;
  template = crm_txn_get (txn, "template", crm_record_get_int (record, "template"), error);
  if (template == NULL)
    return FALSE;
  if (g_str_equal (crm_record_get_text (template, "kind"), crm_record_get_text (record, "kind"))) {
    crm_record_set (record, "language", crm_record_get (template, "language"));
    return TRUE;
  }

  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               _ ("The template “%s” is for another kind of paper: choose one of this kind."),
               crm_record_get_text (template, "name"));

  return FALSE;
}

static const char *
day_of (CrmTxn *txn, const CrmRecord *record)
{
  if (!crm_record_is_null (record, "delivery_date"))
    return crm_record_get_text (record, "delivery_date");
  if (!crm_record_is_null (record, "date"))
    return crm_record_get_text (record, "date");

  return crm_txn_get_today (txn);
}

gboolean
_crm_document_before_save (CrmTxn *txn, CrmRecord *record, GError **error)
{
  g_autoptr (CrmRecord) company = NULL;
  g_autofree char *day = NULL;

  /* What is issued stays as it was counted that day; the verb has filled it before. */
  if (!is_draft (record))
    return TRUE;

  if (!crm_lines_fill_owner (txn, record, error))
    return FALSE;
  if (!crm_record_is_null (record, "our_company")) {
    company = crm_txn_get (txn, "party", crm_record_get_int (record, "our_company"), error);
    if (company == NULL)
      return FALSE;
  }
  if (!check_kind (record, company, error) || !fill_language (txn, record, company, error))
    return FALSE;
  fill_rounding (record, company);
  fill_template (txn, record, company);
  day = g_strdup (day_of (txn, record));

  return check_template (txn, record, error) && crm_lines_fill (txn, record, day, error);
}

/* --- Derived ---------------------------------------------------------------------------------- */

static gboolean
derive_title (CrmTxn *txn, CrmRecord *record, GError **error)
{
  static const char *const draft[] = {
    [CRM_LANG_EN] = "draft",
    [CRM_LANG_RU] = "черновик",
    [CRM_LANG_RO] = "ciornă",
  };
  CrmLang lang = crm_lang_from_string (crm_record_get_text (record, "language"));
  const char *number = crm_record_get_text (record, "number");
  g_autoptr (CrmRecord) company = NULL;
  g_autofree char *title = NULL;
  const char *kind;

  company = crm_txn_get (txn, "party", crm_record_get_int (record, "our_company"), error);
  if (company == NULL)
    return FALSE;
  kind = crm_document_kind_title (crm_record_get_text (record, "kind"),
                                  crm_record_get_text (company, "country"), lang);
  title = *number != '\0' ? g_strdup_printf ("%s %s", kind, number)
                          : g_strdup_printf ("%s (%s)", kind, draft[lang]);
  crm_record_set_text (record, "title", title);

  return TRUE;
}

gboolean
_crm_document_derive (CrmTxn *txn, CrmRecord *record, GError **error)
{
  g_auto (CrmTotals) totals = { 0 };
  CrmTaxRounding rounding = g_str_equal (crm_record_get_text (record, "tax_rounding"), "rate_total")
                              ? CRM_TAX_ROUNDING_RATE_TOTAL
                              : CRM_TAX_ROUNDING_LINE;

  if (!derive_title (txn, record, error) || !crm_lines_count (record, rounding, &totals, error))
    return FALSE;

  crm_record_set_int (record, "net", totals.net);
  crm_record_set_int (record, "tax", totals.tax);
  crm_record_set_int (record, "total", totals.gross);

  return TRUE;
}

gboolean
_crm_document_before_delete (CrmTxn *txn, const CrmRecord *record, GError **error)
{
  if (is_draft (record))
    return TRUE;

  /* A number that is gone would be a gap in the series. */
  g_set_error (error, CRM_ERROR, CRM_ERROR_DENIED,
               _ ("“%s” is issued and has a number, so it stays: void it instead."),
               crm_record_get_text (record, "title"));

  return FALSE;
}
