/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-day.h"
#include "base/crm-error.h"
#include "office/documents/crm-document-paper.h"
#include "office/documents/crm-document-rules.h"
#include "office/documents/crm-document.h"
#include "office/documents/crm-series.h"
#include "office/templates/crm-paper-template.h"

#include <glib/gi18n-lib.h>

/* --- Making -------------------------------------------------------------------------------------
 */

static void
copy_lines (const CrmRecord *deal, CrmRecord *document)
{
  static const char *const fields[] = {
    "product", "name", "quantity", "unit", "price", "discount", "tax_rate",
  };
  GPtrArray *lines = crm_record_get_lines (deal, "lines");

  for (guint i = 0; i < lines->len; i++) {
    const CrmRecord *from = g_ptr_array_index (lines, i);
    CrmRecord *to = crm_record_add_line (document, "lines");

    for (guint j = 0; j < G_N_ELEMENTS (fields); j++)
      crm_record_set (to, fields[j], crm_record_get (from, fields[j]));
  }
}

/* The language of the client's papers, else of our own. */
static CrmLang
choose_lang (CrmTxn *txn, const CrmRecord *company, gint64 client_id)
{
  g_autoptr (CrmRecord) client = crm_txn_get (txn, "party", client_id, NULL);
  const char *language = client != NULL ? crm_record_get_text (client, "language") : "";

  return crm_lang_from_string (*language != '\0' ? language
                                                 : crm_record_get_text (company, "language"));
}

/* Unlike a draft made by hand, one that is made by its kind says why it cannot be. */
static gboolean
set_template (CrmTxn *txn, CrmRecord *document, gint64 template_id, GError **error)
{
  const char *kind = crm_record_get_text (document, "kind");
  g_autoptr (CrmRecord) company = NULL;
  g_autoptr (CrmRecord) template = NULL;
  const char *country;

  company = crm_txn_get (txn, "party", crm_record_get_int (document, "our_company"), error);
  if (company == NULL)
    return FALSE;
  country = crm_record_get_text (company, "country");
  if (!crm_document_kind_is_allowed (country, kind, error))
    return FALSE;
  if (template_id != 0) {
    crm_record_set_int (document, "template", template_id);
    return TRUE;
  }

  template = crm_template_choose (
    txn, kind, country, choose_lang (txn, company, crm_record_get_int (document, "client")), error);
  if (template == NULL)
    return FALSE;
  crm_record_set_int (document, "template", crm_record_get_id (template));

  return TRUE;
}

gboolean
crm_document_make (CrmTxn *txn,
                   gint64 deal_id,
                   const char *kind,
                   gint64 template,
                   gint64 *document,
                   GError **error)
{
  static const char *const fields[] = { "client", "our_company", "currency", "prices_include_tax" };
  g_autoptr (CrmRecord) deal = NULL;
  g_autoptr (CrmRecord) record = NULL;

  g_return_val_if_fail (txn != NULL, FALSE);
  g_return_val_if_fail (kind != NULL, FALSE);
  g_return_val_if_fail (document != NULL, FALSE);

  deal = crm_txn_get (txn, "deal", deal_id, error);
  if (deal == NULL)
    return FALSE;

  record = crm_txn_new (txn, "document");
  crm_record_set_text (record, "kind", kind);
  crm_record_set_int (record, "deal", deal_id);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    crm_record_set (record, fields[i], crm_record_get (deal, fields[i]));
  copy_lines (deal, record);
  if (!set_template (txn, record, template, error))
    return FALSE;

  crm_txn_set_verb (txn, "document.make");
  if (!crm_txn_save (txn, record, error))
    return FALSE;
  *document = crm_record_get_id (record);

  return TRUE;
}

/* --- Issuing ------------------------------------------------------------------------------------
 */

static CrmRecord *
get_in_state (CrmTxn *txn, gint64 document, const char *state, const char *message, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_get (txn, "document", document, error);

  if (record == NULL || g_str_equal (crm_record_get_text (record, "state"), state))
    return g_steal_pointer (&record);

  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s”: %s"),
               crm_record_get_text (record, "title"), message);

  return NULL;
}

static gboolean
refuse_problems (CrmPaper *paper, GError **error)
{
  const char *const *problems = crm_paper_get_problems (paper);
  g_autofree char *list = NULL;

  if (problems[0] == NULL)
    return TRUE;

  list = g_strjoinv ("\n", (char **)problems);
  /* Translators: a list follows, one problem a line. */
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               _ ("The paper is not issued, because something is missing:\n%s"), list);

  return FALSE;
}

/* A payment request numbered in the series of invoices would leave a gap there. */
static gboolean
check_series (CrmTxn *txn, const CrmRecord *record, GError **error)
{
  g_autoptr (CrmRecord) series = NULL;

  series = crm_txn_get (txn, "series", crm_record_get_int (record, "series"), error);
  if (series == NULL)
    return FALSE;
  if (crm_value_equal (crm_record_get (series, "our_company"),
                       crm_record_get (record, "our_company")) &&
      crm_value_equal (crm_record_get (series, "kind"), crm_record_get (record, "kind")))
    return TRUE;

  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               _ ("The series “%s” is for another kind of paper or another company of ours."),
               crm_record_get_text (series, "name"));

  return FALSE;
}

static gboolean
set_series (CrmTxn *txn, CrmRecord *record, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (CrmRecord) series = NULL;

  if (!crm_record_is_null (record, "series"))
    return check_series (txn, record, error);

  series = crm_series_find (txn, crm_record_get_int (record, "our_company"),
                            crm_record_get_text (record, "kind"), &inner);
  if (series != NULL) {
    crm_record_set_int (record, "series", crm_record_get_id (series));
    return TRUE;
  }
  if (inner != NULL)
    g_propagate_error (error, g_steal_pointer (&inner));
  else
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("There is no series to number this kind of paper: add one in "
                            "Settings."));

  return FALSE;
}

/* Somebody may have set the next number back, or have two series with one pattern. A series that
 * begins anew each year gives the same numbers in each. */
static gboolean
refuse_taken (CrmTxn *txn,
              const CrmRecord *record,
              const CrmRecord *series,
              const char *number,
              GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("document");
  gint64 n;

  crm_query_add_test_id (query, "series", crm_record_get_id (series));
  crm_query_add_test (query, "number", CRM_TEST_EQUAL, number);
  if (g_str_equal (crm_record_get_text (series, "reset"), "year")) {
    g_autofree char *year = g_strndup (crm_record_get_text (record, "date"), 4);
    g_autofree char *first = g_strconcat (year, "-01-01", NULL);
    g_autofree char *last = g_strconcat (year, "-12-31", NULL);

    crm_query_add_test (query, "date", CRM_TEST_AT_LEAST, first);
    crm_query_add_test (query, "date", CRM_TEST_AT_MOST, last);
  }
  n = crm_txn_count (txn, query, error);
  if (n > 0)
    g_set_error (error, CRM_ERROR, CRM_ERROR_UNIQUE,
                 _ ("The number %s is taken by another paper: correct the next number of the "
                    "series."),
                 number);

  return n == 0;
}

/* The paper as it will be, checked; what it says goes into the record. */
static gboolean
write_down (CrmTxn *txn, CrmRecord *record, GError **error)
{
  g_auto (CrmPaperSource) source = { 0 };
  g_autoptr (CrmPaper) paper = NULL;
  g_autoptr (CrmRecord) template = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *text = NULL;

  if (!_crm_paper_source_of_draft (txn, record, FALSE, &source, error))
    return FALSE;
  paper = _crm_paper_source_make (&source, error);
  if (paper == NULL || !refuse_problems (paper, error))
    return FALSE;
  template = crm_txn_get (txn, "template", crm_record_get_int (record, "template"), error);
  hash = template != NULL ? crm_template_keep_version (txn, template, error) : NULL;
  if (hash == NULL)
    return FALSE;

  node = json_node_init_object (json_node_alloc (), source.context);
  text = json_to_string (node, FALSE);
  crm_record_set_text (record, "snapshot", text);
  crm_record_set_text (record, "template_hash", hash);

  return TRUE;
}

/* What the number is and what the paper says does not depend on who issues it. */
static gboolean
issue (CrmTxn *txn, CrmRecord *record, GError **error)
{
  g_autoptr (CrmRecord) series = NULL;
  g_autofree char *serial = NULL;
  g_autofree char *number = NULL;

  if (!_crm_document_before_save (txn, record, error) || !set_series (txn, record, error))
    return FALSE;

  series = crm_series_next (txn, crm_record_get_int (record, "series"),
                            crm_record_get_text (record, "date"), &serial, &number, error);
  if (series == NULL || !refuse_taken (txn, record, series, number, error))
    return FALSE;
  crm_record_set_text (record, "serial", serial);
  crm_record_set_text (record, "number", number);
  if (!write_down (txn, record, error))
    return FALSE;

  /* Nothing is saved before the paper is known to be whole: a verb that goes on after a refusal
   * leaves no gap. */
  crm_record_set_text (record, "state", "issued");
  crm_record_set_int (record, "issued_at", crm_txn_get_now (txn));
  crm_txn_set_verb (txn, "document.issue");
  crm_txn_forbid_undo (txn);

  return crm_txn_save (txn, series, error) && crm_txn_save (txn, record, error);
}

/* A draft without a day gets today's. */
static gboolean
check_day (CrmTxn *txn, const CrmRecord *record, GError **error)
{
  const char *day = crm_record_get_text (record, "date");

  return *day == '\0' || g_strcmp0 (day, crm_txn_get_today (txn)) >= 0 ||
         crm_txn_allows (txn, CRM_RIGHT_BACKDATE, error);
}

gboolean
crm_document_issue (CrmTxn *txn, gint64 document, GError **error)
{
  g_autoptr (CrmRecord) record = NULL;
  gboolean trusted, issued;

  g_return_val_if_fail (txn != NULL, FALSE);

  record = get_in_state (txn, document, "draft", _ ("only a draft can be issued."), error);
  if (record == NULL || !crm_txn_may (txn, CRM_ACTION_EDIT, "document", record, error) ||
      !check_day (txn, record, error))
    return FALSE;
  trusted = crm_txn_trust (txn, TRUE);
  issued = issue (txn, record, error);
  crm_txn_trust (txn, trusted);
  return issued;
}

gboolean
crm_document_void (CrmTxn *txn, gint64 document, GError **error)
{
  g_autoptr (CrmRecord) record = NULL;

  g_return_val_if_fail (txn != NULL, FALSE);

  record = get_in_state (txn, document, "issued",
                         _ ("only an issued paper that is not paid can be made void."), error);
  if (record == NULL)
    return FALSE;
  crm_record_set_text (record, "state", "void");
  crm_txn_set_verb (txn, "document.void");
  crm_txn_forbid_undo (txn);

  return crm_txn_save (txn, record, error);
}

gboolean
crm_document_mark_paid (CrmTxn *txn, gint64 document, const char *day, GError **error)
{
  g_autoptr (CrmRecord) record = NULL;

  g_return_val_if_fail (txn != NULL, FALSE);

  if (day != NULL && !crm_day_is_valid (day)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is not a day."), day);
    return FALSE;
  }
  record = get_in_state (txn, document, "issued", _ ("only an issued paper can be paid."), error);
  if (record == NULL)
    return FALSE;
  crm_record_set_text (record, "state", "paid");
  crm_record_set_text (record, "paid_day", day != NULL ? day : crm_txn_get_today (txn));
  crm_txn_set_verb (txn, "document.paid");

  return crm_txn_save (txn, record, error);
}
