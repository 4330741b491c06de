/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/deals/crm-deal-rules.h"

#include "base/crm-error.h"
#include "office/crm-counter.h"
#include "office/deals/crm-pipeline.h"
#include "office/documents/crm-lines.h"

#include <glib/gi18n-lib.h>

gboolean
_crm_deal_validate (const CrmRecord *record, GError **error)
{
  if (crm_record_get_lines (record, "lines")->len == 0 || !crm_record_is_null (record, "currency"))
    return TRUE;

  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                       _ ("Say in which currency the prices of the deal are."));

  return FALSE;
}

/* --- Stages ----------------------------------------------------------------------------------- */

static gboolean
fill_pipeline (CrmTxn *txn, CrmRecord *record, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (CrmRecord) found = NULL;

  if (!crm_record_is_null (record, "pipeline"))
    return TRUE;

  if (!crm_record_is_null (record, "stage")) {
    found = crm_txn_get (txn, "stage", crm_record_get_int (record, "stage"), error);
    if (found == NULL)
      return FALSE;
    crm_record_set (record, "pipeline", crm_record_get (found, "pipeline"));
    return TRUE;
  }

  found = crm_pipeline_first (txn, &inner);
  if (inner != NULL) {
    g_propagate_error (error, g_steal_pointer (&inner));
    return FALSE;
  }
  if (found != NULL)
    crm_record_set_int (record, "pipeline", crm_record_get_id (found));

  return TRUE;
}

static gboolean
fill_stage (CrmTxn *txn, CrmRecord *record, GError **error)
{
  g_autoptr (GPtrArray) stages = NULL;

  if (!crm_record_is_null (record, "stage") || crm_record_is_null (record, "pipeline"))
    return TRUE;

  stages = crm_pipeline_stages (txn, crm_record_get_int (record, "pipeline"), error);
  if (stages == NULL)
    return FALSE;
  if (stages->len > 0)
    crm_record_set_int (record, "stage", crm_record_get_id (g_ptr_array_index (stages, 0)));

  return TRUE;
}

static gboolean
check_stage (CrmTxn *txn, CrmRecord *record, GError **error)
{
  g_autoptr (CrmRecord) stage = NULL;

  /* What is missing is said by the fields, which are required. */
  if (crm_record_is_null (record, "stage") || crm_record_is_null (record, "pipeline"))
    return TRUE;

  stage = crm_txn_get (txn, "stage", crm_record_get_int (record, "stage"), error);
  if (stage == NULL)
    return FALSE;
  if (crm_record_get_int (stage, "pipeline") != crm_record_get_int (record, "pipeline")) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("The stage “%s” belongs to another pipeline: choose one of the deal's own."),
                 crm_record_get_text (stage, "name"));
    return FALSE;
  }
  if (!g_str_equal (crm_record_get_text (stage, "kind"), "lost"))
    crm_record_set_null (record, "lost_reason");

  return TRUE;
}

/* Writes down that the deal has come to another stage. */
static void
keep_history (CrmTxn *txn, CrmRecord *record)
{
  GPtrArray *history = crm_record_get_lines (record, "history");
  CrmRecord *last = history->len > 0 ? g_ptr_array_index (history, history->len - 1) : NULL;
  gint64 stage = crm_record_get_int (record, "stage");
  CrmRecord *step;

  if (stage == 0 || (last != NULL && crm_record_get_int (last, "stage") == stage))
    return;

  if (last != NULL && crm_record_is_null (last, "left_at"))
    crm_record_set_int (last, "left_at", crm_txn_get_now (txn));
  step = crm_record_add_line (record, "history");
  crm_record_set_int (step, "stage", stage);
  crm_record_set_int (step, "entered_at", crm_txn_get_now (txn));
  if (crm_txn_get_person (txn) != 0)
    crm_record_set_int (step, "by", crm_txn_get_person (txn));
}

/* --- Hooks ------------------------------------------------------------------------------------ */

gboolean
_crm_deal_before_save (CrmTxn *txn, CrmRecord *record, GError **error)
{
  if (!crm_counter_fill (txn, record, "number", error) ||
      !crm_lines_fill_owner (txn, record, error) || !fill_pipeline (txn, record, error) ||
      !fill_stage (txn, record, error) || !check_stage (txn, record, error))
    return FALSE;

  keep_history (txn, record);

  return crm_lines_fill (txn, record, crm_txn_get_today (txn), error) &&
         _crm_deal_keep_return (txn, record, error);
}

static gboolean
derive_kind (CrmTxn *txn, CrmRecord *record, GError **error)
{
  g_autoptr (CrmRecord) stage = NULL;

  stage = crm_txn_get (txn, "stage", crm_record_get_int (record, "stage"), error);
  if (stage == NULL)
    return FALSE;
  crm_record_set (record, "stage_kind", crm_record_get (stage, "kind"));

  return TRUE;
}

gboolean
_crm_deal_derive (CrmTxn *txn, CrmRecord *record, GError **error)
{
  g_auto (CrmTotals) totals = { 0 };
  g_autoptr (CrmRecord) company = NULL;
  const char *country = "";

  if (!derive_kind (txn, record, error))
    return FALSE;
  if (crm_record_get_lines (record, "lines")->len == 0) {
    crm_record_set_null (record, "amount");
    crm_record_set_null (record, "tax");
    return TRUE;
  }

  if (!crm_record_is_null (record, "our_company")) {
    company = crm_txn_get (txn, "party", crm_record_get_int (record, "our_company"), error);
    if (company == NULL)
      return FALSE;
    country = crm_record_get_text (company, "country");
  }
  if (!crm_lines_count (record, crm_lines_rounding_of_country (country), &totals, error))
    return FALSE;
  crm_record_set_int (record, "amount", totals.gross);
  crm_record_set_int (record, "tax", totals.tax);

  return TRUE;
}
