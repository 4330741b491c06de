/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/clients/crm-party-rules.h"

#include "base/crm-day.h"
#include "base/crm-error.h"
#include "base/crm-legal-form.h"
#include "base/crm-phone.h"
#include "base/crm-requisite.h"
#include "base/crm-text.h"
#include "office/clients/crm-party.h"
#include "office/quality/crm-quality.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAY          G_GINT64_CONSTANT (86400000)
#define LEAST_PAPERS 3
#define LEAST_RHYTHM 7
#define MOST_RHYTHM  730

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

/* A number of our own town, from which short numbers get its area code. (nullable) */
char *
crm_party_near (const CrmRecord *ours)
{
  GPtrArray *phones = ours != NULL ? crm_record_get_lines (ours, "phones") : NULL;

  for (guint i = 0; phones != NULL && i < phones->len; i++) {
    const char *number = crm_record_get_text (phones->pdata[i], "e164");

    if (*number != '\0')
      return g_strdup (number);
  }

  return NULL;
}

gboolean
crm_party_read_home (CrmTxn *txn, CrmHome *home, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CrmRecord) ours = crm_party_ours (txn, &local);

  g_free (home->country);
  g_free (home->near);
  home->country = g_strdup (ours != NULL ? crm_record_get_text (ours, "country") : "");
  home->near = crm_party_near (ours);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* Where numbers without a code of a country are dialled: in the party's own, else in ours. */
typedef struct {
  char *country;
  char *near;
} Dialling;

static void
dialling_clear (Dialling *self)
{
  g_free (self->country);
  g_free (self->near);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Dialling, dialling_clear)

static void
find_dialling (CrmTxn *txn, const CrmRecord *record, Dialling *dialling)
{
  g_autoptr (CrmRecord) ours = crm_party_ours (txn, NULL);
  const char *of_party = crm_record_get_text (record, "country");
  const char *of_ours = ours != NULL ? crm_record_get_text (ours, "country") : "";

  dialling->country = g_strdup (*of_party != '\0' ? of_party : of_ours);
  if (g_str_equal (dialling->country, of_ours))
    dialling->near = crm_party_near (ours);
}

/* Several numbers in one cell become lines. */
static void
split_phone (CrmRecord *record, guint position, const Dialling *dialling)
{
  const CrmRecord *line = crm_record_get_lines (record, "phones")->pdata[position];
  g_auto (GStrv) numbers = crm_phone_split (crm_record_get_text (line, "number"), dialling->country,
                                            dialling->near);

  for (guint i = 1; numbers[0] != NULL && numbers[i] != NULL; i++) {
    CrmRecord *more = crm_record_add_line (record, "phones");

    crm_record_set_text (more, "number", numbers[i]);
    crm_record_set (more, "kind", crm_record_get (line, "kind"));
    crm_record_move_line (record, "phones", crm_record_get_lines (record, "phones")->len - 1,
                          position + i);
  }
  if (numbers[0] != NULL && numbers[1] != NULL)
    crm_record_set_text (crm_record_get_lines (record, "phones")->pdata[position], "number",
                         numbers[0]);
}

static void
fill_phones (CrmTxn *txn, CrmRecord *record)
{
  GPtrArray *phones = crm_record_get_lines (record, "phones");
  g_auto (Dialling) dialling = { 0 };

  if (phones->len > 0)
    find_dialling (txn, record, &dialling);
  for (guint i = 0; i < crm_record_get_lines (record, "phones")->len; i++) {
    g_autofree char *e164 = NULL;
    CrmRecord *line;

    split_phone (record, i, &dialling);
    line = crm_record_get_lines (record, "phones")->pdata[i];
    e164 = crm_phone_normalise_near (crm_record_get_text (line, "number"), dialling.country,
                                     dialling.near);
    crm_record_set_text (line, "e164", e164);
  }
}

/* --- Legal form --------------------------------------------------------------------------------
 */

gboolean
crm_party_take_form (CrmRecord *record)
{
  const char *typed = crm_record_get_text (record, "name");
  g_autofree char *form = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (record != NULL, FALSE);

  if (!g_str_equal (crm_record_get_text (record, "kind"), "organisation") ||
      !crm_legal_form_split (typed, &form, &name))
    return FALSE;
  if (crm_record_is_null (record, "legal_name"))
    crm_record_set_text (record, "legal_name", typed);
  if (crm_record_is_null (record, "legal_form"))
    crm_record_set_text (record, "legal_form", form);
  crm_record_set_text (record, "name", name);

  return TRUE;
}

/* The name stays as it was typed; what it says of the form is written down. */
static void
fill_legal_form (CrmRecord *record)
{
  g_autofree char *form = NULL;
  g_autofree char *name = NULL;

  if (!crm_record_is_null (record, "legal_form")) {
    form = crm_legal_form_normalise (crm_record_get_text (record, "legal_form"));
    crm_record_set_text (record, "legal_form", form);
  } else if (g_str_equal (crm_record_get_text (record, "kind"), "organisation") &&
             crm_legal_form_split (crm_record_get_text (record, "name"), &form, &name)) {
    crm_record_set_text (record, "legal_form", form);
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
  fill_legal_form (record);
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

/* The first phone as the world writes it, with what stands behind it. */
static void
copy_phone (CrmRecord *record)
{
  GPtrArray *phones = crm_record_get_lines (record, "phones");
  const CrmRecord *first = phones->len > 0 ? phones->pdata[0] : NULL;
  const char *number = first != NULL ? crm_record_get_text (first, "number") : NULL;
  const char *e164 = first != NULL ? crm_record_get_text (first, "e164") : "";
  g_autofree char *shown = *e164 != '\0' ? crm_phone_pretty_as (e164, number) : g_strdup (number);

  crm_record_set_text (record, "phone_main", shown);
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

/* Whole days between two purchases, as far as three papers show a rhythm; 0 when they do not. */
static gint64
rhythm_of (const CrmMeasured *papers)
{
  gint64 n = crm_value_get_int (&papers->measures[2]);
  gint64 span = crm_value_get_int (&papers->measures[0]) - crm_value_get_int (&papers->measures[1]);

  return n >= LEAST_PAPERS ? CLAMP (span / (n - 1) / DAY, LEAST_RHYTHM, MOST_RHYTHM) : 0;
}

/* The day by which they should hear of us: the client's own interval, else as often as they buy. It
 * is a day of UTC, so that every desktop computes the same. */
static void
derive_due (CrmRecord *record)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  gint64 every = crm_record_get_int (record, "touch_every");
  gint64 last = crm_record_get_int (record, "last_touch");
  g_autofree char *due = NULL;

  if (every <= 0)
    every = crm_record_get_int (record, "touch_rhythm");
  if (last == 0)
    last = crm_record_get_int (record, "created_at");
  if (every > 0 && last > 0)
    due = crm_day_of_instant (last + MIN (every, MOST_RHYTHM) * DAY, utc);
  crm_record_set_text (record, "touch_due", due);
}

/* What took place, and papers that went out. */
static gboolean
derive_touch (CrmTxn *txn, CrmRecord *record, GError **error)
{
  g_autoptr (CrmQuery) events = query_of_client ("event", record);
  g_autoptr (CrmQuery) papers = query_of_client ("document", record);
  g_autoptr (GPtrArray) rows = NULL;
  g_auto (CrmValue) event = CRM_VALUE_INIT;
  const CrmMeasured *paper;
  gint64 last;
  gint64 rhythm;

  crm_query_add_test (events, "done", CRM_TEST_EQUAL, "yes");
  if (!measure (txn, events, CRM_MEASURE_MAX, "starts", &event, error))
    return FALSE;
  crm_query_add_test (papers, "issued_at", CRM_TEST_FILLED, NULL);
  crm_query_add_measure (papers, CRM_MEASURE_MAX, "issued_at");
  crm_query_add_measure (papers, CRM_MEASURE_MIN, "issued_at");
  crm_query_add_measure (papers, CRM_MEASURE_COUNT, NULL);
  rows = crm_txn_measure (txn, papers, error);
  if (rows == NULL)
    return FALSE;
  paper = rows->len > 0 ? rows->pdata[0] : NULL;
  last = paper != NULL ? crm_value_get_int (&paper->measures[0]) : 0;
  if (last > crm_value_get_int (&event))
    crm_value_set_int (&event, last);
  crm_record_set (record, "last_touch", &event);
  rhythm = paper != NULL ? rhythm_of (paper) : 0;
  if (rhythm > 0)
    crm_record_set_int (record, "touch_rhythm", rhythm);
  else
    crm_record_set_null (record, "touch_rhythm");
  derive_due (record);

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
  g_autofree char *key = NULL;

  copy_first (record, "addresses", "city", "city");
  copy_phone (record);
  copy_first (record, "emails", "address", "email_main");

  key = crm_text_key (crm_record_get_text (record, "name"));
  crm_record_set_text (record, "name_key", key);
  if (!crm_quality_derive (txn, record, error))
    return FALSE;
  derive_due (record);

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
