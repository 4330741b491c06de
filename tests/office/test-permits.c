/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-test.h"

#include "office/documents/crm-document-paper.h"
#include "office/documents/crm-document.h"
#include "office/lists/crm-bulk.h"
#include "office/lists/crm-export.h"
#include "office/merge/crm-record-merge.h"
#include "office/people/crm-export-right.h"
#include "office/people/crm-person-rights.h"
#include "office/people/crm-role.h"
#include "office/quality/crm-cleaning.h"
#include "office/quality/crm-quality.h"
#include "support/crm-test.h"

#include <string.h>

/* Rights at work: papers, many records at once, the quality of the base, what leaves the office,
 * and roles that an office makes itself. Ana is head; Ion sells in the North, Eva in the South,
 * Vera keeps the books, Olga only looks. */
typedef struct {
  CrmOffice *office;
  gint64 ana, ion, eva, vera, olga;
  gint64 ions, evas; /* clients */
  gint64 deal;       /* Ion's */
  gint64 document;
  const char *day;
} Fixture;

static gboolean
fill (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (CrmRecord) client = NULL;
  g_autoptr (CrmRecord) deal = NULL;

  self->ion = office_test_person (txn, "Ion", "seller", office_test_department (txn, "North"));
  self->eva = office_test_person (txn, "Eva", "seller", office_test_department (txn, "South"));
  self->vera = office_test_person (txn, "Vera", "accountant", 0);
  self->olga = office_test_person (txn, "Olga", "reader", 0);
  self->ions = office_test_client (txn, "Alfa", CRM_LANG_EN);
  client = office_test_get (txn, "party", self->ions);
  crm_record_set_int (client, "responsible", self->ion);
  crm_record_set_text (crm_record_add_line (client, "phones"), "number", "+373 22 987654");
  office_test_save (txn, client);
  self->evas = office_test_client_of (txn, "Alba", self->eva);
  self->deal = office_test_deal (txn, self->ions);
  deal = office_test_get (txn, "deal", self->deal);
  crm_record_set_int (deal, "responsible", self->ion);
  office_test_save (txn, deal);

  return TRUE;
}

static void
set_up (Fixture *self)
{
  *self = (Fixture){ .office = office_test_new ("MD", CRM_LANG_EN) };
  self->ana = crm_office_get_person (self->office);
  office_test_do (self->office, fill, self);
}

static void
do_as (Fixture *self, gint64 person, CrmTxnFunc func)
{
  crm_office_set_person (self->office, person);
  office_test_do (self->office, func, self);
}

/* (transfer full): the message. */
static char *
refuse_as (Fixture *self, gint64 person, CrmTxnFunc func)
{
  crm_office_set_person (self->office, person);

  return office_test_refuse (self->office, func, self, CRM_ERROR_DENIED);
}

/* --- Papers ----------------------------------------------------------------------------------- */

/* A draft of the day. */
static gboolean
make_paper (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (CrmRecord) record = NULL;

  if (!crm_document_make (txn, self->deal, "proforma", 0, &self->document, error))
    return FALSE;
  record = office_test_get (txn, "document", self->document);
  crm_record_set_text (record, "date", self->day);

  return crm_txn_save (txn, record, error);
}

static gboolean
issue (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_document_issue (txn, ((Fixture *)data)->document, error);
}

static gboolean
is_draft (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) record = office_test_get (txn, "document", ((Fixture *)data)->document);

  g_assert_cmpstr (crm_record_get_text (record, "state"), ==, "draft");
  g_assert_true (crm_record_is_null (record, "number"));

  return TRUE;
}

/* Today is 10 February 2026. A seller issues papers of today and later, an accountant of any day;
 * what is refused takes no number. */
static void
test_back (void)
{
  Fixture self;
  g_autofree char *message = NULL;

  set_up (&self);
  self.day = "2026-02-09";
  do_as (&self, self.ion, make_paper);
  message = refuse_as (&self, self.ion, issue);
  g_assert_nonnull (strstr (message, "does not let you date papers back"));
  do_as (&self, self.ion, is_draft);
  do_as (&self, self.vera, issue);
  self.day = "2026-02-10";
  do_as (&self, self.ion, make_paper);
  do_as (&self, self.ion, issue);
  self.day = "2026-02-11";
  do_as (&self, self.ion, make_paper);
  do_as (&self, self.ion, issue);
  office_test_close (self.office);
}

static gboolean
cannot_issue (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (GError) local = NULL;
  gint64 other;

  g_assert_false (crm_document_issue (txn, self->document, &local));
  g_assert_error (local, CRM_ERROR, CRM_ERROR_DENIED);
  g_clear_error (&local);
  g_assert_false (crm_document_make (txn, self->deal, "proforma", 0, &other, &local));
  g_assert_error (local, CRM_ERROR, CRM_ERROR_DENIED);

  return TRUE;
}

static char *
paper_text (CrmTxn *txn, gint64 document)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmRecord) record = office_test_get (txn, "document", document);
  g_auto (CrmPaperSource) source = { 0 };
  g_autoptr (JsonNode) node = json_node_alloc ();

  _crm_paper_source_of (txn, record, &source, &error);
  g_assert_no_error (error);
  json_node_init_object (node, source.context);

  return json_to_string (node, FALSE);
}

/* A paper says what it must, whoever looks at it: no dots go to a client. */
static gboolean
paper_is_whole (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autofree char *text = paper_text (txn, self->document);
  g_autoptr (CrmRecord) client = office_test_get (txn, "party", self->ions);

  g_assert_null (strstr (text, CRM_MASK));
  g_assert_nonnull (strstr (text, "Strada Nouă 2"));
  g_assert_true (crm_value_is_masked (
    crm_record_get (crm_record_get_lines (client, "addresses")->pdata[0], "line")));

  return TRUE;
}

static gboolean
paper_is_hidden (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (GError) local = NULL;

  g_assert_null (crm_txn_get (txn, "document", self->document, &local));
  g_assert_error (local, CRM_ERROR, CRM_ERROR_DENIED);

  return TRUE;
}

static void
test_papers (void)
{
  Fixture self;

  set_up (&self);
  self.day = "2026-02-10";
  do_as (&self, self.ion, make_paper);
  do_as (&self, self.olga, cannot_issue);
  do_as (&self, self.olga, paper_is_whole);
  do_as (&self, self.eva, cannot_issue);
  do_as (&self, self.eva, paper_is_hidden);
  office_test_close (self.office);
}

/* --- Many at once ----------------------------------------------------------------------------- */

static gboolean
change_both (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  const CrmEntity *party = crm_schema_find (crm_txn_get_schema (txn), "party");
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (CrmBulk) bulk = NULL;
  g_autoptr (CrmBulkReport) report = crm_bulk_report_new ();
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  guint next = 0;

  g_array_append_val (ids, self->evas);
  g_array_append_val (ids, self->ions);
  bulk = crm_bulk_new (party, ids);
  crm_value_set_text (&value, "A");
  g_assert_true (crm_bulk_set (bulk, "segment", &value, error));
  g_assert_true (crm_bulk_apply (txn, bulk, &next, 0, report, error));
  g_assert_cmpuint (report->n_changed, ==, 1);
  g_assert_cmpuint (report->left_out->len, ==, 1);
  g_assert_cmpint (((CrmLeftOut *)report->left_out->pdata[0])->id, ==, self->evas);
  g_assert_nonnull (
    strstr (((CrmLeftOut *)report->left_out->pdata[0])->reason, "your department's"));

  return TRUE;
}

static gboolean
only_ions_changed (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (CrmRecord) ions = office_test_get (txn, "party", self->ions);
  g_autoptr (CrmRecord) evas = office_test_get (txn, "party", self->evas);

  g_assert_cmpstr (crm_record_get_text (ions, "segment"), ==, "A");
  g_assert_true (crm_record_is_null (evas, "segment"));

  return TRUE;
}

/* One edit over many leaves out what is not his, and says why. */
static void
test_bulk (void)
{
  Fixture self;

  set_up (&self);
  do_as (&self, self.ion, change_both);
  do_as (&self, self.ana, only_ions_changed);
  office_test_close (self.office);
}

static gboolean
merge (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (CrmMergePlan) plan = crm_merge_plan_read (txn, "party", self->ions, self->evas, error);
  gboolean finished;

  return plan != NULL && crm_record_merge (txn, plan, 0, &finished, error);
}

static void
test_merge (void)
{
  Fixture self;
  g_autofree char *message = NULL;

  set_up (&self);
  message = refuse_as (&self, self.ion, merge);
  g_assert_null (strstr (message, "987654"));
  office_test_close (self.office);
}

/* --- Quality ---------------------------------------------------------------------------------- */

static guint
ask_all (CrmTxn *txn, gint64 hidden)
{
  g_autoptr (GHashTable) skipped = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = 0;

  while (TRUE) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CrmQuestion) question = crm_cleaning_next (txn, "party", skipped, &error);

    g_assert_no_error (error);
    if (question == NULL)
      return n;
    g_assert_cmpint (question->id, !=, hidden);
    g_assert_true (question->hint == NULL || strstr (question->hint, "987654") == NULL);
    g_hash_table_add (skipped, crm_question_key (question));
    n++;
  }
}

static gboolean
quality_of_ion (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (CrmQuality) quality = crm_quality_read (txn, "party", error);

  g_assert_nonnull (quality);
  g_assert_cmpint (quality->cards, ==, 1);
  ask_all (txn, self->evas);

  return TRUE;
}

/* Counts are no personal data; what stands in the cards is. */
static gboolean
quality_of_olga (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmQuality) quality = crm_quality_read (txn, "party", error);

  g_assert_nonnull (quality);
  g_assert_cmpint (quality->cards, ==, 2);
  ask_all (txn, 0);

  return TRUE;
}

static void
test_quality (void)
{
  Fixture self;

  set_up (&self);
  do_as (&self, self.ion, quality_of_ion);
  do_as (&self, self.olga, quality_of_olga);
  office_test_close (self.office);
}

/* --- What leaves the office ------------------------------------------------------------------- */

static gboolean
add_many (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;

  for (guint i = 0; i <= CRM_EXPORT_FREE; i++) {
    g_autofree char *name = g_strdup_printf ("Client %u", i);

    office_test_client_of (txn, name, self->ion);
  }

  return TRUE;
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

/* (transfer full): the text; NULL and the error when it was not written. */
static char *export(Fixture *self, const char *where, GError **error)
{
  static const char *const columns[] = { "name", "phone_main", NULL };
  g_autofree char *path = crm_test_path ("list.csv");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (CrmQuery) query = crm_query_new ("party");
  g_autoptr (GAsyncResult) result = NULL;
  char *text = NULL;
  int n;

  g_file_delete (file, NULL, NULL);
  if (where != NULL)
    crm_query_add_where (query, crm_query_parse_where (where, NULL));
  crm_office_export_async (self->office, query, columns, "Clients", file, CRM_EXPORT_CSV, NULL,
                           NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  n = crm_office_export_finish (self->office, result, error);
  g_assert_cmpint (g_file_query_exists (file, NULL), ==, n >= 0);
  if (n >= 0)
    g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  return text;
}

static gboolean
one_note (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) notes = crm_export_notes (txn, 10, error);

  g_assert_cmpuint (notes->len, ==, 1);
  g_assert_cmpstr (((CrmExportNote *)notes->pdata[0])->who, ==, "Vera");

  return TRUE;
}

/* A hundred are taken by whoever sees them; more by whoever may, and it is written down. */
static void
test_export (void)
{
  Fixture self;
  g_autoptr (GError) error = NULL;
  g_autofree char *few = NULL;
  g_autofree char *many = NULL;
  g_autofree char *masked = NULL;

  set_up (&self);
  office_test_do (self.office, add_many, &self);
  crm_office_set_person (self.office, self.ion);
  g_assert_null (export(&self, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_DENIED);
  g_clear_error (&error);
  few = export(&self, "name = Alfa or name = Alba", &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (few, "Alfa"));
  g_assert_null (strstr (few, "Alba"));
  crm_office_set_person (self.office, self.vera);
  many = export(&self, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (many, "373 22"));
  crm_office_set_person (self.office, self.olga);
  masked = export(&self, "name = Alfa", &error);
  g_assert_no_error (error);
  g_assert_null (strstr (masked, "373 22"));
  g_assert_nonnull (strstr (masked, CRM_MASK));
  do_as (&self, self.ana, one_note);
  office_test_close (self.office);
}

/* --- A role of one's own ---------------------------------------------------------------------- */

static gboolean
make_role (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (CrmRecord) role = crm_txn_new (txn, "role");
  g_autoptr (CrmRecord) olga = office_test_get (txn, "person", self->olga);

  crm_record_set_text (role, "name", "Courier");
  crm_role_set_scope (role, CRM_ROLE_REST, CRM_ACTION_READ, CRM_SCOPE_OWN);
  crm_role_set_scope (role, "party", CRM_ACTION_READ, CRM_SCOPE_ALL);
  crm_role_set_scope (role, "party", CRM_ACTION_EDIT, CRM_SCOPE_OWN);
  crm_record_set_int (role, "sees_personal", 1);
  office_test_save (txn, role);
  crm_record_set_int (olga, "office_role", crm_record_get_id (role));
  office_test_save (txn, olga);

  return TRUE;
}

static gboolean
work_as_courier (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (CrmRecord) ions = office_test_get (txn, "party", self->ions);
  g_autoptr (CrmRecord) new_one = crm_txn_new (txn, "party");
  g_autofree char *words = crm_person_describe_rights (txn, self->olga, error);
  g_autofree char *edit = NULL;
  g_autofree char *create = NULL;

  g_assert_false (crm_value_is_masked (crm_record_get (ions, "phone_main")));
  g_assert_cmpint (office_test_count (txn, "deal"), ==, 0);
  crm_record_set_text (ions, "segment", "B");
  edit = office_test_save_refused (txn, ions, CRM_ERROR_DENIED);
  g_assert_nonnull (strstr (edit, "“Courier” lets you change only what is yours"));
  crm_record_set_text (new_one, "name", "X");
  create = office_test_save_refused (txn, new_one, CRM_ERROR_DENIED);
  g_assert_nonnull (strstr (create, "“Courier” does not let you add any. Ask: Ana"));
  g_assert_nonnull (strstr (words, "Sees all: Clients, Products."));
  g_assert_nonnull (strstr (words, "Changes only their own: Clients."));
  g_assert_nonnull (strstr (words, "Sees personal data."));
  g_assert_null (strstr (words, "export"));

  return TRUE;
}

static void
test_own_role (void)
{
  Fixture self;

  set_up (&self);
  office_test_do (self.office, make_role, &self);
  do_as (&self, self.olga, work_as_courier);
  office_test_close (self.office);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/permits/back", test_back);
  g_test_add_func ("/office/permits/papers", test_papers);
  g_test_add_func ("/office/permits/bulk", test_bulk);
  g_test_add_func ("/office/permits/merge", test_merge);
  g_test_add_func ("/office/permits/quality", test_quality);
  g_test_add_func ("/office/permits/export", test_export);
  g_test_add_func ("/office/permits/own-role", test_own_role);

  return g_test_run ();
}
