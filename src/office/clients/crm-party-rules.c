/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/clients/crm-party-rules.h"

#include "base/crm-error.h"
#include "base/crm-phone.h"
#include "base/crm-requisite.h"
#include "office/clients/crm-party.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* --- Bank accounts ---------------------------------------------------------------------------- */

static gboolean
is_digits (const char *text)
{
  return *text != '\0' && strspn (text, "0123456789") == strlen (text);
}

/* A bank's code of nine digits is a Russian БИК, which the account's key depends on (ЦБ РФ
 * 08.09.1997 № 515); anything else is a BIC. */
static gboolean
check_account (const CrmRecord *line, GError **error)
{
  g_autofree char *bic =
    crm_requisite_normalise (CRM_REQUISITE_BIC, crm_record_get_text (line, "bic"));
  g_autofree char *account =
    crm_requisite_normalise (CRM_REQUISITE_RU_ACCOUNT, crm_record_get_text (line, "account"));

  if (*bic == '\0')
    return TRUE;
  if (!is_digits (bic))
    return crm_requisite_check (CRM_REQUISITE_BIC, bic, error);
  if (!crm_requisite_check (CRM_REQUISITE_BIK, bic, error))
    return FALSE;

  return *account == '\0' || crm_requisite_check_ru_account (account, bic, error);
}

gboolean
_crm_party_validate (const CrmRecord *record, GError **error)
{
  GPtrArray *accounts = crm_record_get_lines (record, "bank_accounts");

  for (guint i = 0; i < accounts->len; i++) {
    if (!check_account (g_ptr_array_index (accounts, i), error))
      return FALSE;
  }

  return TRUE;
}

/* --- Before a save ---------------------------------------------------------------------------- */

CrmRecord *
crm_party_ours (CrmTxn *txn, GError **error)
{
  g_auto (CrmValue) yes = CRM_VALUE_INIT;

  g_return_val_if_fail (txn != NULL, NULL);

  crm_value_set_int (&yes, 1);

  return crm_txn_find (txn, "party", "is_ours", &yes, error);
}

char *
crm_party_office_country (CrmTxn *txn)
{
  g_autoptr (CrmRecord) ours = NULL;

  g_return_val_if_fail (txn != NULL, NULL);

  ours = crm_party_ours (txn, NULL);

  return g_strdup (ours != NULL ? crm_record_get_text (ours, "country") : "");
}

/* Numbers without a code of a country are those of the party's own, else of ours. */
static void
fill_phones (CrmTxn *txn, CrmRecord *record)
{
  GPtrArray *phones = crm_record_get_lines (record, "phones");
  g_autofree char *country = g_strdup (crm_record_get_text (record, "country"));

  for (guint i = 0; i < phones->len; i++) {
    CrmRecord *line = g_ptr_array_index (phones, i);
    g_autofree char *e164 = NULL;

    if (*country == '\0') {
      g_free (country);
      country = crm_party_office_country (txn);
    }
    e164 = crm_phone_normalise (crm_record_get_text (line, "number"), country);
    crm_record_set_text (line, "e164", e164);
  }
}

/* One account is the main one: the first that says so. */
static void
keep_one_main (CrmRecord *record)
{
  GPtrArray *accounts = crm_record_get_lines (record, "bank_accounts");
  gboolean found = FALSE;

  for (guint i = 0; i < accounts->len; i++) {
    CrmRecord *line = g_ptr_array_index (accounts, i);

    if (crm_record_get_int (line, "is_main") == 0)
      continue;
    if (found)
      crm_record_set_int (line, "is_main", 0);
    found = TRUE;
  }
}

gboolean
_crm_party_before_save (CrmTxn *txn, CrmRecord *record, GError **error)
{
  fill_phones (txn, record);
  keep_one_main (record);

  return TRUE;
}

/* --- Derived ---------------------------------------------------------------------------------- */

static void
copy_first (CrmRecord *record, const char *lines, const char *from, const char *to)
{
  GPtrArray *all = crm_record_get_lines (record, lines);

  for (guint i = 0; i < all->len; i++) {
    const CrmRecord *line = g_ptr_array_index (all, i);

    if (!crm_record_is_null (line, from)) {
      crm_record_set (record, to, crm_record_get (line, from));
      return;
    }
  }
  crm_record_set_null (record, to);
}

/* The greatest or least value of a path over what @query finds; NULL value when nothing. */
static gboolean
measure (CrmTxn *txn,
         CrmQuery *query,
         CrmMeasureKind kind,
         const char *path,
         CrmValue *value,
         GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;

  crm_query_add_measure (query, kind, path);
  rows = crm_txn_measure (txn, query, error);
  if (rows == NULL)
    return FALSE;
  crm_value_clear (value);
  if (rows->len > 0) {
    const CrmMeasured *row = g_ptr_array_index (rows, 0);

    crm_value_copy (&row->measures[0], value);
  }

  return TRUE;
}

static CrmQuery *
query_of_client (const char *entity, const CrmRecord *record)
{
  CrmQuery *query = crm_query_new (entity);

  crm_query_add_test_id (query, "client", crm_record_get_id (record));

  return query;
}

/* What took place, and papers that went out. */
static gboolean
derive_touch (CrmTxn *txn, CrmRecord *record, GError **error)
{
  g_autoptr (CrmQuery) events = query_of_client ("event", record);
  g_autoptr (CrmQuery) papers = query_of_client ("document", record);
  g_auto (CrmValue) event = CRM_VALUE_INIT;
  g_auto (CrmValue) paper = CRM_VALUE_INIT;

  crm_query_add_test (events, "done", CRM_TEST_EQUAL, "yes");
  if (!measure (txn, events, CRM_MEASURE_MAX, "starts", &event, error) ||
      !measure (txn, papers, CRM_MEASURE_MAX, "issued_at", &paper, error))
    return FALSE;
  crm_record_set (record, "last_touch",
                  crm_value_get_int (&paper) > crm_value_get_int (&event) ? &paper : &event);

  return TRUE;
}

static gboolean
derive_next_task (CrmTxn *txn, CrmRecord *record, GError **error)
{
  g_autoptr (CrmQuery) tasks = query_of_client ("task", record);
  g_auto (CrmValue) due = CRM_VALUE_INIT;

  crm_query_add_test (tasks, "state", CRM_TEST_EQUAL, "open");
  if (!measure (txn, tasks, CRM_MEASURE_MIN, "due", &due, error))
    return FALSE;
  crm_record_set (record, "next_task", &due);

  return TRUE;
}

static gboolean
derive_deals (CrmTxn *txn, CrmRecord *record, GError **error)
{
  g_autoptr (CrmQuery) deals = query_of_client ("deal", record);
  gint64 n;

  crm_query_add_test (deals, "stage_kind", CRM_TEST_EQUAL, "open");
  n = crm_txn_count (txn, deals, error);
  if (n < 0)
    return FALSE;
  crm_record_set_int (record, "deals_open", n);

  return TRUE;
}

gboolean
_crm_party_derive (CrmTxn *txn, CrmRecord *record, GError **error)
{
  copy_first (record, "addresses", "city", "city");
  copy_first (record, "phones", "number", "phone_main");
  copy_first (record, "emails", "address", "email_main");

  /* Nothing refers yet to what is not in the file. */
  if (crm_record_is_new (record)) {
    crm_record_set_int (record, "deals_open", 0);
    return TRUE;
  }
  if (!crm_txn_must_count (txn))
    return TRUE;
  return derive_touch (txn, record, error) && derive_next_task (txn, record, error) &&
         derive_deals (txn, record, error);
}

/* --- Before it goes to the trash ---------------------------------------------------------------
 */

gboolean
_crm_party_before_delete (CrmTxn *txn, const CrmRecord *record, GError **error)
{
  g_autoptr (CrmQuery) query = NULL;
  gint64 n;

  if (crm_record_get_int (record, "is_ours") == 0)
    return TRUE;

  query = crm_query_new ("document");
  crm_query_add_test_id (query, "our_company", crm_record_get_id (record));
  n = crm_txn_count (txn, query, error);
  if (n > 0)
    g_set_error (error, CRM_ERROR, CRM_ERROR_DENIED,
                 _ ("“%s” is our own company and has papers, so it stays."),
                 crm_record_get_text (record, "name"));

  return n == 0;
}
