/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-test.h"

#include "base/crm-requisite.h"
#include "office/clients/crm-party.h"

static gboolean
check_phones (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "party");
  CrmRecord *line;

  crm_record_set_text (record, "name", "Alfa");
  crm_record_set_text (crm_record_add_line (record, "phones"), "number", "022 123-456");
  crm_record_set_text (crm_record_add_line (record, "emails"), "address", "a@alfa.md");
  crm_record_set_text (crm_record_add_line (record, "addresses"), "city", "Orhei");
  office_test_save (txn, record);

  g_assert_cmpint (crm_record_get_int (record, "is_client"), ==, 1);
  line = g_ptr_array_index (crm_record_get_lines (record, "phones"), 0);
  g_assert_cmpstr (crm_record_get_text (line, "e164"), ==, "+37322123456");
  g_assert_cmpstr (crm_record_get_text (record, "phone_main"), ==, "+373 22 123 456");
  g_assert_cmpstr (crm_record_get_text (record, "email_main"), ==, "a@alfa.md");
  g_assert_cmpstr (crm_record_get_text (record, "city"), ==, "Orhei");

  /* With a country of its own, its numbers are read by that. */
  crm_record_set_text (record, "country", "RO");
  line = g_ptr_array_index (crm_record_get_lines (record, "phones"), 0);
  crm_record_set_text (line, "number", "0232 123 456");
  office_test_save (txn, record);
  line = g_ptr_array_index (crm_record_get_lines (record, "phones"), 0);
  g_assert_cmpstr (crm_record_get_text (line, "e164"), ==, "+40232123456");

  return TRUE;
}

static void
test_phones (void)
{
  office_test_in ("MD", check_phones);
}

/* Several numbers in one cell are several lines; short ones are of our own town. */
static gboolean
check_cell (CrmTxn *txn, gpointer data, GError **error)
{
  static const char *const expected[][2] = {
    { "022 123456", "+37322123456" },
    { "079 111222 вн. 12", "+37379111222" },
    { "65-43-21", "+37322654321" },
  };
  g_autoptr (CrmRecord) ours = office_test_ours (txn);
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "party");
  GPtrArray *phones;

  crm_record_clear_lines (ours, "phones");
  crm_record_set_text (crm_record_add_line (ours, "phones"), "number", "+373 22 999 999");
  office_test_save (txn, ours);
  crm_record_set_text (record, "name", "Alfa");
  crm_record_set_text (crm_record_add_line (record, "phones"), "number",
                       "022 123456, 079 111222; вн. 12");
  crm_record_set_text (crm_record_add_line (record, "phones"), "number", "65-43-21");
  office_test_save (txn, record);
  phones = crm_record_get_lines (record, "phones");
  g_assert_cmpuint (phones->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < phones->len; i++) {
    g_assert_cmpstr (crm_record_get_text (phones->pdata[i], "number"), ==, expected[i][0]);
    g_assert_cmpstr (crm_record_get_text (phones->pdata[i], "e164"), ==, expected[i][1]);
  }

  return TRUE;
}

static void
test_cell (void)
{
  office_test_in ("MD", check_cell);
}

static gboolean
check_forms (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "party");
  g_autoptr (CrmRecord) person = crm_txn_new (txn, "party");

  crm_record_set_text (record, "name", "Alfa S.R.L.");
  office_test_save (txn, record);
  g_assert_cmpstr (crm_record_get_text (record, "name"), ==, "Alfa S.R.L.");
  g_assert_cmpstr (crm_record_get_text (record, "legal_form"), ==, "SRL");
  g_assert_cmpstr (crm_record_get_text (record, "name_key"), ==, "alfa");
  g_assert_true (crm_party_take_form (record));
  office_test_save (txn, record);
  g_assert_cmpstr (crm_record_get_text (record, "name"), ==, "Alfa");
  g_assert_cmpstr (crm_record_get_text (record, "legal_name"), ==, "Alfa S.R.L.");
  g_assert_false (crm_party_take_form (record));
  crm_record_set_text (record, "legal_form", "societate pe acțiuni");
  office_test_save (txn, record);
  g_assert_cmpstr (crm_record_get_text (record, "legal_form"), ==, "SA");

  crm_record_set_text (person, "kind", "person");
  crm_record_set_text (person, "name", "Popescu Ion PFA");
  office_test_save (txn, person);
  g_assert_true (crm_record_is_null (person, "legal_form"));

  return TRUE;
}

static void
test_forms (void)
{
  office_test_in ("MD", check_forms);
}

static gboolean
check_accounts (CrmTxn *txn, gpointer data, GError **error)
{
  g_autofree char *number = crm_requisite_make_ru_account ("40702810", "044525225", 3);
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "party");
  g_autofree char *message = NULL;
  CrmRecord *account = crm_record_add_line (record, "bank_accounts");
  CrmRecord *second = crm_record_add_line (record, "bank_accounts");

  crm_record_set_text (record, "name", "Alfa");
  crm_record_set_text (account, "bank", "Bank");
  crm_record_set_text (account, "bic", "044525225");
  crm_record_set_text (account, "account", number);
  crm_record_set_int (account, "is_main", 1);
  crm_record_set_text (second, "bank", "Bank 2");
  crm_record_set_int (second, "is_main", 1);
  office_test_save (txn, record);
  second = g_ptr_array_index (crm_record_get_lines (record, "bank_accounts"), 1);
  g_assert_cmpint (crm_record_get_int (second, "is_main"), ==, 0);

  account = g_ptr_array_index (crm_record_get_lines (record, "bank_accounts"), 0);
  number[19] = number[19] == '9' ? '0' : (char)(number[19] + 1);
  crm_record_set_text (account, "account", number);
  message = office_test_save_refused (txn, record, CRM_ERROR_INVALID);

  return TRUE;
}

static void
test_accounts (void)
{
  office_test_in ("RU", check_accounts);
}

/* --- Derived ------------------------------------------------------------------------------------
 */

typedef struct {
  gint64 client;
  gint64 task;
  gint64 deal;
} Facts;

static gboolean
fill (CrmTxn *txn, gpointer data, GError **error)
{
  Facts *facts = data;
  g_autoptr (CrmRecord) call = crm_txn_new (txn, "event");
  g_autoptr (CrmRecord) plan = crm_txn_new (txn, "event");
  g_autoptr (CrmRecord) task = crm_txn_new (txn, "task");
  gint64 now = crm_txn_get_now (txn);

  facts->client = office_test_client (txn, "Alfa", CRM_LANG_RO);
  crm_record_set_text (call, "subject", "First call");
  crm_record_set_int (call, "client", facts->client);
  crm_record_set_int (call, "starts", now - 1000);
  office_test_save (txn, call);
  g_assert_cmpint (crm_record_get_int (call, "done"), ==, 1);
  crm_record_set_text (plan, "subject", "Meeting");
  crm_record_set_int (plan, "client", facts->client);
  crm_record_set_int (plan, "starts", now + 86400000);
  office_test_save (txn, plan);
  g_assert_cmpint (crm_record_get_int (plan, "done"), ==, 0);
  crm_record_set_text (task, "title", "Send the offer");
  crm_record_set_int (task, "client", facts->client);
  crm_record_set_text (task, "due", "2026-02-12");
  office_test_save (txn, task);
  facts->task = crm_record_get_id (task);
  facts->deal = office_test_deal (txn, facts->client);

  return TRUE;
}

static gboolean
check_filled (CrmTxn *txn, gpointer data, GError **error)
{
  Facts *facts = data;
  g_autoptr (CrmRecord) client = office_test_get (txn, "party", facts->client);
  g_autoptr (CrmRecord) task = office_test_get (txn, "task", facts->task);

  g_assert_cmpint (crm_record_get_int (client, "last_touch"), ==, crm_txn_get_now (txn) - 1000);
  g_assert_cmpstr (crm_record_get_text (client, "next_task"), ==, "2026-02-12");
  g_assert_cmpint (crm_record_get_int (client, "deals_open"), ==, 1);
  crm_record_set_text (task, "state", "done");
  office_test_save (txn, task);

  return crm_txn_delete (txn, "deal", facts->deal, error);
}

static gboolean
check_emptied (CrmTxn *txn, gpointer data, GError **error)
{
  Facts *facts = data;
  g_autoptr (CrmRecord) client = office_test_get (txn, "party", facts->client);

  g_assert_true (crm_record_is_null (client, "next_task"));
  g_assert_cmpint (crm_record_get_int (client, "deals_open"), ==, 0);

  return TRUE;
}

/* What is stored is what is computed again. */
static void
assert_consistent (CrmOffice *office)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings =
               crm_store_check (crm_office_get_store (office), NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (const char *)g_ptr_array_index (findings, i));
  g_assert_cmpint (findings->len, ==, 0);
}

static void
test_derived (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_EN);
  Facts facts = { 0 };

  office_test_do (office, fill, &facts);
  assert_consistent (office);
  office_test_do (office, check_filled, &facts);
  office_test_do (office, check_emptied, &facts);
  office_test_close (office);
}

/* --- People and our company ---------------------------------------------------------------------
 */

static gboolean
check_affiliation (CrmTxn *txn, gpointer data, GError **error)
{
  gint64 organisation = office_test_client (txn, "Alfa", CRM_LANG_RO);
  g_autoptr (CrmRecord) person = crm_txn_new (txn, "party");
  g_autoptr (CrmRecord) link = crm_txn_new (txn, "affiliation");
  g_autofree char *same = NULL;
  g_autofree char *kind = NULL;

  crm_record_set_text (person, "kind", "person");
  crm_record_set_text (person, "name", "Ion Rusu");
  office_test_save (txn, person);
  crm_record_set_int (link, "person", organisation);
  crm_record_set_int (link, "organisation", organisation);
  same = office_test_save_refused (txn, link, CRM_ERROR_INVALID);
  crm_record_set_int (link, "organisation", crm_record_get_id (person));
  kind = office_test_save_refused (txn, link, CRM_ERROR_INVALID);
  crm_record_set_int (link, "person", crm_record_get_id (person));
  crm_record_set_int (link, "organisation", organisation);
  office_test_save (txn, link);

  return TRUE;
}

static void
test_affiliation (void)
{
  office_test_in ("MD", check_affiliation);
}

/* --- Set aside -------------------------------------------------------------------------------- */

static guint
count_offered (CrmTxn *txn, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = crm_txn_offer (txn, "party", words, 20, &error);

  g_assert_no_error (error);

  return hits->len;
}

/* They are not chosen any more, whether something is typed or not, and stay where they are. */
static gboolean
check_set_aside (CrmTxn *txn, gpointer data, GError **error)
{
  guint before = count_offered (txn, NULL);
  g_autoptr (CrmRecord) client =
               office_test_get (txn, "party", office_test_client (txn, "Quagga", CRM_LANG_RO));
  g_autoptr (CrmQuery) query = crm_query_new ("party");
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *unknown = NULL;

  g_assert_cmpuint (count_offered (txn, "quagga"), ==, 1);
  crm_record_set_text (client, "set_aside", "tired");
  unknown = office_test_save_refused (txn, client, CRM_ERROR_INVALID);
  crm_record_set_text (client, "set_aside", "never_buys");
  office_test_save (txn, client);
  g_assert_cmpuint (count_offered (txn, "quagga"), ==, 0);
  g_assert_cmpuint (count_offered (txn, NULL), ==, before);

  found = crm_txn_search (txn, "party", "quagga", 20, error);
  g_assert_cmpuint (found->len, ==, 1);
  crm_query_add_test (query, "set_aside", CRM_TEST_FILLED, NULL);
  g_assert_cmpint (crm_txn_count (txn, query, error), ==, 1);
  crm_record_set_text (client, "set_aside", NULL);
  office_test_save (txn, client);
  g_assert_cmpuint (count_offered (txn, "quagga"), ==, 1);
  g_assert_cmpint (crm_txn_count (txn, query, error), ==, 0);

  return TRUE;
}

static void
test_set_aside (void)
{
  office_test_in ("MD", check_set_aside);
}

/* --- Finding ---------------------------------------------------------------------------------- */

/* Who is called so comes before who has it somewhere, whatever stands in front of the name. */
static gboolean
names_first (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) builder = crm_txn_new (txn, "party");
  g_autoptr (CrmRecord) other =
               office_test_get (txn, "party", office_test_client (txn, "Alfa", CRM_LANG_RO));
  g_autoptr (GPtrArray) hits = NULL;

  crm_record_set_text (other, "note", "строи и строительство");
  office_test_save (txn, other);
  crm_record_set_text (builder, "name", "ООО «Стройинвест»");
  office_test_save (txn, builder);
  hits = crm_txn_search (txn, NULL, "stroi", 5, error);
  g_assert_cmpuint (hits->len, ==, 2);
  g_assert_cmpstr (((CrmHit *)hits->pdata[0])->title, ==, "ООО «Стройинвест»");
  g_assert_cmpstr (((CrmHit *)hits->pdata[1])->title, ==, "Alfa");

  return TRUE;
}

static void
test_names_first (void)
{
  office_test_in ("RU", names_first);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/clients/phones", test_phones);
  g_test_add_func ("/office/clients/cell", test_cell);
  g_test_add_func ("/office/clients/forms", test_forms);
  g_test_add_func ("/office/clients/accounts", test_accounts);
  g_test_add_func ("/office/clients/derived", test_derived);
  g_test_add_func ("/office/clients/affiliation", test_affiliation);
  g_test_add_func ("/office/clients/set-aside", test_set_aside);
  g_test_add_func ("/office/clients/names-first", test_names_first);

  return g_test_run ();
}
