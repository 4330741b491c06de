/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-test.h"

#include "office/documents/crm-document.h"
#include "office/templates/crm-paper-template.h"

#include <string.h>

/* What a test remembers from one transaction to the next. */
typedef struct {
  const char *kind;
  gint64 client;
  gint64 deal;
  gint64 document;
  CrmPaper *paper;
} Facts;

static gboolean
make (CrmTxn *txn, gpointer data, GError **error)
{
  Facts *facts = data;

  if (facts->deal == 0) {
    facts->client = office_test_client (txn, "Alfa", CRM_LANG_RO);
    facts->deal = office_test_deal (txn, facts->client);
  }

  return crm_document_make (txn, facts->deal, facts->kind, 0, &facts->document, error);
}

static gboolean
issue (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_document_issue (txn, ((Facts *)data)->document, error);
}

static void
assert_number (CrmTxn *txn, gint64 document, const char *number)
{
  g_autoptr (CrmRecord) record = office_test_get (txn, "document", document);

  g_assert_cmpstr (crm_record_get_text (record, "number"), ==, number);
}

/* --- Making -------------------------------------------------------------------------------------
 */

static gboolean
check_made (CrmTxn *txn, gpointer data, GError **error)
{
  Facts *facts = data;
  g_autoptr (CrmRecord) record = office_test_get (txn, "document", facts->document);
  GPtrArray *lines = crm_record_get_lines (record, "lines");
  g_autoptr (CrmRecord) template =
               office_test_get (txn, "template", crm_record_get_int (record, "template"));

  g_assert_cmpstr (crm_record_get_text (record, "state"), ==, "draft");
  g_assert_true (crm_record_is_null (record, "number"));
  g_assert_cmpstr (crm_record_get_text (record, "language"), ==, "ro");
  g_assert_cmpstr (crm_record_get_text (template, "country"), ==, "MD");
  g_assert_cmpstr (crm_record_get_text (template, "language"), ==, "ro");
  g_assert_cmpstr (crm_record_get_text (record, "currency"), ==, "MDL");
  g_assert_cmpstr (crm_record_get_text (record, "tax_rounding"), ==, "line");
  g_assert_cmpint (lines->len, ==, 1);
  g_assert_cmpint (crm_record_get_int (record, "net"), ==, 30000);
  g_assert_cmpint (crm_record_get_int (record, "tax"), ==, 6000);
  g_assert_cmpint (crm_record_get_int (record, "total"), ==, 36000);
  g_assert_cmpstr (crm_record_get_text (record, "title"), ==, "Cont de plată (ciornă)");

  return TRUE;
}

static void
test_make (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_EN);
  Facts facts = { .kind = "proforma" };

  office_test_do (office, make, &facts);
  office_test_do (office, check_made, &facts);
  office_test_close (office);
}

/* Moldova's tax invoice is a form of strict record, Russia's has a form of its own. */
static void
test_no_tax_invoice (void)
{
  static const char *const countries[] = { "MD", "RU" };

  for (guint i = 0; i < G_N_ELEMENTS (countries); i++) {
    CrmOffice *office = office_test_new (countries[i], CRM_LANG_EN);
    Facts facts = { .kind = "invoice" };
    g_autofree char *message = office_test_refuse (office, make, &facts, CRM_ERROR_INVALID);

    g_assert_nonnull (strstr (message, "payment request"));
    office_test_close (office);
  }
}

static gboolean
mix_kinds (CrmTxn *txn, gpointer data, GError **error)
{
  Facts *facts = data;
  g_autoptr (CrmRecord) record = office_test_get (txn, "document", facts->document);
  g_autoptr (CrmRecord) proforma = office_test_find (txn, "template", "kind", "proforma");
  g_autoptr (CrmRecord) series = office_test_find (txn, "series", "kind", "proforma");
  g_autofree char *message = NULL;
  g_autoptr (GError) refusal = NULL;

  crm_record_set_int (record, "template", crm_record_get_id (proforma));
  message = office_test_save_refused (txn, record, CRM_ERROR_INVALID);
  crm_record_revert (record);
  crm_record_set_int (record, "series", crm_record_get_id (series));
  office_test_save (txn, record);
  g_assert_false (crm_document_issue (txn, facts->document, &refusal));
  g_assert_error (refusal, CRM_ERROR, CRM_ERROR_INVALID);

  return TRUE;
}

static void
test_kinds_do_not_mix (void)
{
  CrmOffice *office = office_test_new ("RO", CRM_LANG_EN);
  Facts facts = { .kind = "invoice" };

  office_test_do (office, make, &facts);
  office_test_do (office, mix_kinds, &facts);
  office_test_close (office);
}

/* --- Numbers ------------------------------------------------------------------------------------
 */

static gboolean
check_numbers (CrmTxn *txn, gpointer data, GError **error)
{
  Facts facts = { .kind = "invoice" };

  for (guint i = 1; i <= 3; i++) {
    g_autofree char *number = g_strdup_printf ("KON 000%u", i);

    if (!make (txn, &facts, error) || !issue (txn, &facts, error))
      return FALSE;
    assert_number (txn, facts.document, number);
  }

  return TRUE;
}

static void
test_numbers (void)
{
  office_test_in ("RO", check_numbers);
}

static gboolean
take_requisites (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) ours = office_test_ours (txn);

  crm_record_clear_lines (ours, "bank_accounts");
  crm_record_set_null (ours, "idno");
  office_test_save (txn, ours);

  return TRUE;
}

static gboolean
check_still_draft (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) record = office_test_get (txn, "document", ((Facts *)data)->document);
  g_autoptr (CrmRecord) series = office_test_find (txn, "series", "kind", "proforma");

  g_assert_cmpstr (crm_record_get_text (record, "state"), ==, "draft");
  g_assert_true (crm_record_is_null (record, "number"));
  g_assert_true (crm_record_is_null (record, "snapshot"));
  g_assert_cmpint (crm_record_get_int (series, "next"), ==, 1);

  return TRUE;
}

/* A paper with something missing is not issued and takes no number. */
static void
test_problems (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_EN);
  Facts facts = { .kind = "proforma" };
  g_autofree char *message = NULL;

  office_test_do (office, make, &facts);
  office_test_do (office, take_requisites, NULL);
  message = office_test_refuse (office, issue, &facts, CRM_ERROR_INVALID);
  g_test_message ("%s", message);
  g_assert_nonnull (strchr (message, '\n'));
  office_test_do (office, check_still_draft, &facts);
  office_test_close (office);
}

/* A verb that goes on after a refusal leaves no gap either. */
static gboolean
go_on (CrmTxn *txn, gpointer data, GError **error)
{
  Facts bad = { .kind = "proforma" };
  Facts good = { .kind = "proforma" };
  g_autoptr (CrmRecord) record = NULL;
  CrmRecord *line;

  if (!make (txn, &bad, error))
    return FALSE;
  record = office_test_get (txn, "document", bad.document);
  line = g_ptr_array_index (crm_record_get_lines (record, "lines"), 0);
  crm_record_set_null (line, "product");
  crm_record_set_null (line, "price");
  office_test_save (txn, record);
  g_assert_false (issue (txn, &bad, NULL));
  if (!make (txn, &good, error) || !issue (txn, &good, error))
    return FALSE;
  assert_number (txn, good.document, "1");
  assert_number (txn, bad.document, "");

  return TRUE;
}

static void
test_go_on (void)
{
  office_test_in ("MD", go_on);
}

static gboolean
check_years (CrmTxn *txn, gpointer data, GError **error)
{
  static const struct {
    const char *date;
    const char *number;
  } papers[] = {
    { "2026-02-10", "1" },
    { "2026-02-11", "2" },
    { "2027-01-01", "1" },
    { "2027-01-02", "2" },
  };
  Facts facts = { .kind = "proforma" };
  g_autoptr (GError) refusal = NULL;
  g_autoptr (CrmRecord) late = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (papers); i++) {
    g_autoptr (CrmRecord) record = NULL;

    if (!make (txn, &facts, error))
      return FALSE;
    record = office_test_get (txn, "document", facts.document);
    crm_record_set_text (record, "date", papers[i].date);
    office_test_save (txn, record);
    if (!issue (txn, &facts, error))
      return FALSE;
    assert_number (txn, facts.document, papers[i].number);
  }

  if (!make (txn, &facts, error))
    return FALSE;
  late = office_test_get (txn, "document", facts.document);
  crm_record_set_text (late, "date", "2026-12-31");
  office_test_save (txn, late);
  g_assert_false (issue (txn, &facts, &refusal));
  g_assert_error (refusal, CRM_ERROR, CRM_ERROR_INVALID);

  return TRUE;
}

static void
test_years (void)
{
  office_test_in ("MD", check_years);
}

/* --- Frozen -------------------------------------------------------------------------------------
 */

static gboolean
check_frozen (CrmTxn *txn, gpointer data, GError **error)
{
  Facts facts = { .kind = "proforma" };
  g_autoptr (CrmRecord) record = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  CrmRecord *line;

  if (!make (txn, &facts, error) || !issue (txn, &facts, error))
    return FALSE;
  record = office_test_get (txn, "document", facts.document);
  g_assert_cmpstr (crm_record_get_text (record, "state"), ==, "issued");
  g_assert_cmpstr (crm_record_get_text (record, "title"), ==, "Cont de plată 1");
  g_assert_cmpint (crm_record_get_int (record, "issued_at"), ==, crm_txn_get_now (txn));

  crm_record_set_text (record, "basis", "another");
  first = office_test_save_refused (txn, record, CRM_ERROR_DENIED);
  crm_record_revert (record);
  line = g_ptr_array_index (crm_record_get_lines (record, "lines"), 0);
  crm_record_set_int (line, "quantity", 1000);
  second = office_test_save_refused (txn, record, CRM_ERROR_DENIED);
  crm_record_revert (record);

  crm_record_set_text (record, "note", "they called");
  office_test_save (txn, record);
  g_assert_false (crm_txn_delete (txn, "document", facts.document, NULL));

  return TRUE;
}

static void
test_frozen (void)
{
  office_test_in ("MD", check_frozen);
}

static gboolean
read_paper (CrmTxn *txn, gpointer data, GError **error)
{
  Facts *facts = data;

  g_clear_pointer (&facts->paper, crm_paper_unref);
  facts->paper = crm_document_paper (txn, facts->document, error);

  return facts->paper != NULL;
}

static gboolean
change_all (CrmTxn *txn, gpointer data, GError **error)
{
  Facts *facts = data;
  g_autoptr (CrmRecord) client = office_test_get (txn, "party", facts->client);
  g_autoptr (CrmRecord) ours = office_test_ours (txn);

  crm_record_set_text (client, "name", "Beta");
  office_test_save (txn, client);
  crm_record_set_text (ours, "legal_name", "Another SRL");
  office_test_save (txn, ours);

  return TRUE;
}

/* What was printed is printed again, whatever has changed since. */
static void
test_snapshot (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_EN);
  Facts facts = { .kind = "proforma" };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  office_test_do (office, make, &facts);
  office_test_do (office, issue, &facts);
  office_test_do (office, read_paper, &facts);
  before = crm_paper_to_text (facts.paper);
  g_assert_nonnull (strstr (before, "Alfa"));
  office_test_do (office, change_all, &facts);
  office_test_do (office, read_paper, &facts);
  after = crm_paper_to_text (facts.paper);
  g_assert_cmpstr (before, ==, after);
  crm_paper_unref (facts.paper);
  office_test_close (office);
}

static gboolean
undo (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_undo (txn, 0, NULL, error);
}

static void
test_no_undo (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_EN);
  Facts facts = { .kind = "proforma" };
  g_autofree char *message = NULL;

  office_test_do (office, make, &facts);
  office_test_do (office, issue, &facts);
  message = office_test_refuse (office, undo, NULL, CRM_ERROR_DENIED);
  office_test_close (office);
}

/* --- States -------------------------------------------------------------------------------------
 */

static gboolean
check_states (CrmTxn *txn, gpointer data, GError **error)
{
  Facts facts = { .kind = "proforma" };
  g_autoptr (CrmRecord) record = NULL;
  g_autofree char *message = NULL;

  if (!make (txn, &facts, error))
    return FALSE;
  record = office_test_get (txn, "document", facts.document);
  crm_record_set_text (record, "state", "issued");
  message = office_test_save_refused (txn, record, CRM_ERROR_INVALID);
  g_assert_false (crm_document_mark_paid (txn, facts.document, NULL, NULL));
  g_assert_false (crm_document_void (txn, facts.document, NULL));

  if (!issue (txn, &facts, error))
    return FALSE;
  g_assert_false (issue (txn, &facts, NULL));
  g_assert_false (crm_document_mark_paid (txn, facts.document, "2026-02-30", NULL));
  if (!crm_document_mark_paid (txn, facts.document, NULL, error))
    return FALSE;
  g_clear_pointer (&record, crm_record_unref);
  record = office_test_get (txn, "document", facts.document);
  g_assert_cmpstr (crm_record_get_text (record, "paid_day"), ==, crm_txn_get_today (txn));
  g_assert_false (crm_document_void (txn, facts.document, NULL));

  return TRUE;
}

static void
test_states (void)
{
  office_test_in ("MD", check_states);
}

static gboolean
check_void (CrmTxn *txn, gpointer data, GError **error)
{
  Facts facts = { .kind = "proforma" };

  if (!make (txn, &facts, error) || !issue (txn, &facts, error) ||
      !crm_document_void (txn, facts.document, error))
    return FALSE;
  assert_number (txn, facts.document, "1");
  if (!make (txn, &facts, error) || !issue (txn, &facts, error))
    return FALSE;
  /* The number of what is void stays taken. */
  assert_number (txn, facts.document, "2");

  return TRUE;
}

static void
test_void (void)
{
  office_test_in ("MD", check_void);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/papers/make", test_make);
  g_test_add_func ("/office/papers/no-tax-invoice", test_no_tax_invoice);
  g_test_add_func ("/office/papers/kinds-do-not-mix", test_kinds_do_not_mix);
  g_test_add_func ("/office/papers/numbers", test_numbers);
  g_test_add_func ("/office/papers/problems", test_problems);
  g_test_add_func ("/office/papers/go-on", test_go_on);
  g_test_add_func ("/office/papers/years", test_years);
  g_test_add_func ("/office/papers/frozen", test_frozen);
  g_test_add_func ("/office/papers/snapshot", test_snapshot);
  g_test_add_func ("/office/papers/no-undo", test_no_undo);
  g_test_add_func ("/office/papers/states", test_states);
  g_test_add_func ("/office/papers/void", test_void);

  return g_test_run ();
}
