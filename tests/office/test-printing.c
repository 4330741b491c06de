/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-test.h"

#include "office/documents/crm-document.h"

typedef struct {
  const char *kind;
  CrmLang lang;
  gint64 deal;
  gint64 document;
} Facts;

static gboolean
make (CrmTxn *txn, gpointer data, GError **error)
{
  Facts *facts = data;

  facts->deal = office_test_deal (txn, office_test_client (txn, "Alfa", facts->lang));

  return crm_document_make (txn, facts->deal, facts->kind, 0, &facts->document, error);
}

/* --- What it says -------------------------------------------------------------------------------
 */

static gboolean
check_context (CrmTxn *txn, gpointer data, GError **error)
{
  Facts facts = { .kind = "proforma", .lang = CRM_LANG_RU };
  g_autoptr (CrmRecord) record = NULL;
  g_autoptr (JsonObject) context = NULL;
  JsonObject *doc;
  JsonObject *item;
  JsonObject *totals;

  if (!make (txn, &facts, error))
    return FALSE;
  record = office_test_get (txn, "document", facts.document);
  context = crm_document_context (txn, record, TRUE, error);
  g_assert_nonnull (context);
  doc = json_object_get_object_member (context, "doc");
  g_assert_cmpstr (json_object_get_string_member (doc, "title"), ==, "Счёт на оплату");
  g_assert_true (json_object_get_boolean_member (doc, "draft"));
  g_assert_false (json_object_has_member (doc, "number"));
  item = json_array_get_object_element (json_object_get_array_member (context, "items"), 0);
  g_assert_cmpstr (json_object_get_string_member (item, "unit"), ==, "шт.");
  g_assert_cmpstr (json_object_get_string_member (item, "vat_rate"), ==, "22%");
  g_assert_cmpint (json_object_get_int_member (item, "qty"), ==, 3000);
  totals = json_object_get_object_member (context, "totals");
  /* Russian prices contain the VAT: 300 × 22 / 122. */
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (totals, "due"), "v"),
                   ==, 30000);
  g_assert_cmpint (
    json_object_get_int_member (json_object_get_object_member (totals, "vat_sum"), "v"), ==, 5410);

  return TRUE;
}

static void
test_context (void)
{
  office_test_in ("RU", check_context);
}

/* What an office makes in each country can be issued with the templates that come with Kontor. */
static gboolean
issue_in_all_languages (CrmTxn *txn, gpointer data, GError **error)
{
  static const CrmLang langs[] = { CRM_LANG_EN, CRM_LANG_RU, CRM_LANG_RO };

  for (guint i = 0; i < G_N_ELEMENTS (langs); i++) {
    Facts facts = { .kind = data, .lang = langs[i] };

    if (!make (txn, &facts, error) || !crm_document_issue (txn, facts.document, error))
      return FALSE;
  }

  return TRUE;
}

static void
test_countries (void)
{
  static const struct {
    const char *country;
    const char *kind;
  } cases[] = {
    { "MD", "proforma" }, { "RU", "proforma" }, { "RO", "proforma" },
    { "RO", "invoice" },  { "DE", "proforma" }, { "DE", "invoice" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    CrmOffice *office = office_test_new (cases[i].country, CRM_LANG_EN);

    g_test_message ("%s %s", cases[i].country, cases[i].kind);
    office_test_do (office, issue_in_all_languages, (gpointer)cases[i].kind);
    office_test_close (office);
  }
}

/* --- From outside -------------------------------------------------------------------------------
 */

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static void
issue_outside (CrmOffice *office, gint64 document)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  crm_document_issue_async (office, document, NULL, keep_result_cb, &result);
  crm_document_issue_finish (office, wait_for (&result), &error);
  g_assert_no_error (error);
}

static char *
print_outside (CrmOffice *office, gint64 document)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CrmPaper) paper = NULL;
  g_autoptr (GError) error = NULL;

  crm_document_paper_async (office, document, NULL, keep_result_cb, &result);
  paper = crm_document_paper_finish (office, wait_for (&result), &error);
  g_assert_no_error (error);

  return crm_paper_to_text (paper);
}

static void
test_outside (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_EN);
  Facts facts = { .kind = "proforma", .lang = CRM_LANG_RO };
  g_autoptr (GAsyncResult) made = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *draft = NULL;
  g_autofree char *issued = NULL;
  gint64 document;

  office_test_do (office, make, &facts);
  crm_document_make_async (office, facts.deal, "proforma", 0, NULL, keep_result_cb, &made);
  document = crm_document_make_finish (office, wait_for (&made), &error);
  g_assert_no_error (error);
  g_assert_cmpint (document, !=, facts.document);

  draft = print_outside (office, document);
  issue_outside (office, document);
  issued = print_outside (office, document);
  g_assert_cmpstr (draft, !=, issued);
  g_clear_object (&made);
  office_test_close (office);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/printing/context", test_context);
  g_test_add_func ("/office/printing/countries", test_countries);
  g_test_add_func ("/office/printing/outside", test_outside);

  return g_test_run ();
}
