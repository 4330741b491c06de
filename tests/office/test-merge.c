/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-test.h"

#include "office/documents/crm-document.h"
#include "office/merge/crm-record-merge.h"

#include <string.h>

/* Two cards become one: nothing is lost, all that referred to the one refers to the other, and it
 * can be taken back. */
typedef struct {
  CrmOffice *office;
  gint64 keep, gone;
  gint64 person, deal, paper;
  CrmMergePlan *plan;
} Fixture;

static void
add_phone (CrmRecord *party, const char *number)
{
  CrmRecord *line = crm_record_add_line (party, "phones");

  crm_record_set_text (line, "number", number);
}

static gint64
add_tie (CrmTxn *txn, gint64 person, gint64 organisation)
{
  g_autoptr (CrmRecord) tie = crm_txn_new (txn, "affiliation");

  crm_record_set_int (tie, "person", person);
  crm_record_set_int (tie, "organisation", organisation);
  office_test_save (txn, tie);

  return crm_record_get_id (tie);
}

static void
add_talk (CrmTxn *txn, gint64 record, const char *text)
{
  g_autoptr (CrmRecord) comment = crm_txn_new (txn, "comment");

  crm_record_set_int (comment, "record", record);
  crm_record_set_text (comment, "text", text);
  office_test_save (txn, comment);
}

static gint64
add_issued_paper (CrmTxn *txn, gint64 deal)
{
  g_autoptr (GError) error = NULL;
  gint64 paper = 0;

  g_assert_true (crm_document_make (txn, deal, "proforma", 0, &paper, &error));
  g_assert_no_error (error);
  g_assert_true (crm_document_issue (txn, paper, &error));
  g_assert_no_error (error);

  return paper;
}

static gboolean
fill (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (CrmRecord) keep = NULL;
  g_autoptr (CrmRecord) gone = NULL;

  self->keep = office_test_client (txn, "Alfa", CRM_LANG_EN);
  self->gone = office_test_client (txn, "Alfa SRL", CRM_LANG_RO);
  keep = office_test_get (txn, "party", self->keep);
  crm_record_set_text (keep, "segment", "Trade");
  crm_record_set_text (keep, "tags", "vip, north");
  add_phone (keep, "022 123 456");
  office_test_save (txn, keep);
  gone = office_test_get (txn, "party", self->gone);
  crm_record_set_text (gone, "segment", "Farming");
  crm_record_set_text (gone, "tags", "North, debtor");
  crm_record_set_text (gone, "source", "site");
  crm_record_set_int (gone, "is_supplier", 1);
  crm_record_set_text (gone, "note", "Pays late");
  add_phone (gone, "+373 22 123456");
  add_phone (gone, "069 051 637");
  office_test_save (txn, gone);
  self->person = office_test_client (txn, "Ion Rusu", CRM_LANG_EN);
  {
    g_autoptr (CrmRecord) person = office_test_get (txn, "party", self->person);

    crm_record_set_text (person, "kind", "person");
    office_test_save (txn, person);
  }
  /* The same person in both, which is once too often afterwards. */
  add_tie (txn, self->person, self->keep);
  add_tie (txn, self->person, self->gone);
  add_talk (txn, self->gone, "They call in the morning");
  self->deal = office_test_deal (txn, self->gone);
  self->paper = add_issued_paper (txn, self->deal);

  return TRUE;
}

static gboolean
read_plan (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;

  g_clear_pointer (&self->plan, crm_merge_plan_unref);
  self->plan = crm_merge_plan_read (txn, "party", self->keep, self->gone, error);

  return self->plan != NULL;
}

static void
set_up (Fixture *self)
{
  *self = (Fixture){ 0 };
  self->office = office_test_new ("MD", CRM_LANG_EN);
  office_test_do (self->office, fill, self);
  office_test_do (self->office, read_plan, self);
}

static void
tear_down (Fixture *self)
{
  g_clear_pointer (&self->plan, crm_merge_plan_unref);
  office_test_close (self->office);
}

static gint64
referring (CrmTxn *txn, const char *entity, const char *path, gint64 id)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity);

  crm_query_add_test_id (query, path, id);

  return crm_txn_count (txn, query, NULL);
}

static void
test_plan (void)
{
  Fixture self;
  const CrmMergeField *field;
  gint64 deals = 0;

  set_up (&self);
  field = crm_merge_plan_find (self.plan, "segment");
  g_assert_nonnull (field);
  g_assert_cmpstr (field->kept, ==, "Trade");
  g_assert_cmpstr (field->gone, ==, "Farming");
  g_assert_cmpint (field->choice, ==, CRM_MERGE_MINE);
  g_assert_cmpint (crm_merge_plan_find (self.plan, "note")->choice, ==, CRM_MERGE_THEIRS);
  g_assert_cmpint (crm_merge_plan_find (self.plan, "tags")->choice, ==, CRM_MERGE_BOTH);
  g_assert_cmpint (crm_merge_plan_find (self.plan, "is_supplier")->choice, ==, CRM_MERGE_THEIRS);
  g_assert_null (crm_merge_plan_find (self.plan, "is_client"));
  g_assert_cmpuint (self.plan->n_lines, ==, 1);
  for (guint i = 0; i < self.plan->links->len; i++) {
    const CrmMergeLinks *links = &g_array_index (self.plan->links, CrmMergeLinks, i);

    if (g_str_equal (links->entity->name, "deal"))
      deals = links->n;
  }
  g_assert_cmpint (deals, ==, 1);
  tear_down (&self);
}

static gboolean
look_merged (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (CrmRecord) keep = office_test_get (txn, "party", self->keep);
  g_autoptr (CrmRecord) gone = office_test_get (txn, "party", self->gone);
  GPtrArray *phones = crm_record_get_lines (keep, "phones");

  g_assert_cmpint (crm_record_get_deleted (gone), !=, 0);
  g_assert_cmpstr (crm_record_get_text (keep, "name"), ==, "Alfa");
  g_assert_cmpstr (crm_record_get_text (keep, "segment"), ==, "Farming");
  g_assert_cmpstr (crm_record_get_text (keep, "note"), ==, "Pays late");
  g_assert_cmpint (crm_record_get_int (keep, "is_supplier"), ==, 1);
  g_assert_nonnull (strstr (crm_record_get_text (keep, "tags"), "vip"));
  g_assert_nonnull (strstr (crm_record_get_text (keep, "tags"), "debtor"));
  g_assert_null (strstr (crm_record_get_text (keep, "tags"), "North"));
  g_assert_cmpuint (phones->len, ==, 2);
  g_assert_cmpint (referring (txn, "deal", "client", self->keep), ==, 1);
  g_assert_cmpint (referring (txn, "document", "client", self->keep), ==, 1);
  g_assert_cmpint (referring (txn, "comment", "record", self->keep), ==, 1);
  g_assert_cmpint (referring (txn, "affiliation", "organisation", self->keep), ==, 1);
  g_assert_cmpint (referring (txn, "affiliation", "organisation", self->gone), ==, 0);
  g_assert_cmpint (referring (txn, "deal", "client", self->gone), ==, 0);

  return TRUE;
}

static gboolean
look_before (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;
  g_autoptr (CrmRecord) keep = office_test_get (txn, "party", self->keep);
  g_autoptr (CrmRecord) gone = office_test_get (txn, "party", self->gone);

  g_assert_cmpint (crm_record_get_deleted (gone), ==, 0);
  g_assert_cmpstr (crm_record_get_text (keep, "segment"), ==, "Trade");
  g_assert_cmpstr (crm_record_get_text (keep, "note"), ==, "");
  g_assert_cmpuint (crm_record_get_lines (keep, "phones")->len, ==, 1);
  g_assert_cmpuint (crm_record_get_lines (gone, "phones")->len, ==, 2);
  g_assert_cmpint (referring (txn, "deal", "client", self->gone), ==, 1);
  g_assert_cmpint (referring (txn, "document", "client", self->gone), ==, 1);
  g_assert_cmpint (referring (txn, "comment", "record", self->gone), ==, 1);
  g_assert_cmpint (referring (txn, "affiliation", "organisation", self->gone), ==, 1);
  g_assert_cmpint (referring (txn, "affiliation", "organisation", self->keep), ==, 1);

  return TRUE;
}

static gboolean
undo (CrmTxn *txn, gpointer data, GError **error)
{
  g_autofree char *undone = NULL;

  if (!crm_txn_undo (txn, 0, &undone, error))
    return FALSE;
  g_assert_cmpstr (undone, ==, "Alfa SRL");

  return TRUE;
}

static gboolean
redo (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_redo (txn, NULL, error);
}

static void
test_merge (void)
{
  Fixture self;
  g_autoptr (GError) error = NULL;

  set_up (&self);
  crm_merge_plan_find (self.plan, "segment")->choice = CRM_MERGE_THEIRS;
  g_assert_true (crm_office_merge (self.office, self.plan, &error));
  g_assert_no_error (error);
  office_test_do (self.office, look_merged, &self);
  office_test_do (self.office, undo, &self);
  office_test_do (self.office, look_before, &self);
  office_test_do (self.office, redo, &self);
  office_test_do (self.office, look_merged, &self);
  tear_down (&self);
}

/* More than one transaction takes it: one undo takes all of it back. */
static gboolean
add_tasks (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;

  for (guint i = 0; i < 120; i++) {
    g_autoptr (CrmRecord) task = crm_txn_new (txn, "task");

    crm_record_set_text (task, "title", "Call");
    crm_record_set_int (task, "client", self->gone);
    office_test_save (txn, task);
  }

  return TRUE;
}

static gboolean
look_tasks (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;

  g_assert_cmpint (referring (txn, "task", "client", self->keep), ==, 120);

  return TRUE;
}

static gboolean
look_tasks_before (CrmTxn *txn, gpointer data, GError **error)
{
  Fixture *self = data;

  g_assert_cmpint (referring (txn, "task", "client", self->gone), ==, 120);

  return look_before (txn, data, error);
}

static void
test_batches (void)
{
  Fixture self;
  g_autoptr (GError) error = NULL;

  set_up (&self);
  office_test_do (self.office, add_tasks, &self);
  g_assert_true (crm_office_merge (self.office, self.plan, &error));
  g_assert_no_error (error);
  office_test_do (self.office, look_tasks, &self);
  office_test_do (self.office, undo, &self);
  office_test_do (self.office, look_tasks_before, &self);
  tear_down (&self);
}

/* --- Other rooms, and what is refused ----------------------------------------------------------
 */

static gboolean
merge_products (CrmTxn *txn, gpointer data, GError **error)
{
  gint64 client = office_test_client (txn, "Alfa", CRM_LANG_EN);
  gint64 deal = office_test_deal (txn, client);
  g_autoptr (CrmRecord) before = office_test_get (txn, "deal", deal);
  gint64 gone = crm_record_get_int (crm_record_get_lines (before, "lines")->pdata[0], "product");
  gint64 keep = office_test_product (txn, "Window", 1000000);
  g_autoptr (CrmMergePlan) plan = crm_merge_plan_read (txn, "product", keep, gone, error);
  g_autoptr (CrmRecord) after = NULL;
  gboolean finished;

  g_assert_nonnull (plan);
  g_assert_true (crm_record_merge (txn, plan, 0, &finished, error));
  g_assert_true (finished);
  after = office_test_get (txn, "deal", deal);
  g_assert_cmpint (crm_record_get_int (crm_record_get_lines (after, "lines")->pdata[0], "product"),
                   ==, keep);
  g_assert_cmpint (crm_record_get_int (after, "amount"), ==, crm_record_get_int (before, "amount"));

  return TRUE;
}

static void
test_products (void)
{
  office_test_in ("MD", merge_products);
}

static void
assert_refused (CrmTxn *txn, const char *entity, gint64 keep, gint64 gone, CrmError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (crm_merge_plan_read (txn, entity, keep, gone, &error));
  g_assert_error (error, CRM_ERROR, (int)code);
}

static gboolean
refuse (CrmTxn *txn, gpointer data, GError **error)
{
  gint64 alfa = office_test_client (txn, "Alfa", CRM_LANG_EN);
  gint64 beta = office_test_client (txn, "Beta", CRM_LANG_EN);
  gint64 paper = add_issued_paper (txn, office_test_deal (txn, alfa));
  gint64 other = add_issued_paper (txn, office_test_deal (txn, beta));

  assert_refused (txn, "party", alfa, alfa, CRM_ERROR_INVALID);
  assert_refused (txn, "party", alfa, 12345678, CRM_ERROR_NOT_FOUND);
  assert_refused (txn, "document", paper, other, CRM_ERROR_INVALID);
  assert_refused (txn, "person", crm_txn_get_person (txn), crm_txn_get_person (txn),
                  CRM_ERROR_INVALID);
  g_assert_true (crm_txn_delete (txn, "party", beta, error));
  assert_refused (txn, "party", alfa, beta, CRM_ERROR_INVALID);

  return TRUE;
}

static void
test_refused (void)
{
  office_test_in ("MD", refuse);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/merge/plan", test_plan);
  g_test_add_func ("/office/merge/merge", test_merge);
  g_test_add_func ("/office/merge/batches", test_batches);
  g_test_add_func ("/office/merge/products", test_products);
  g_test_add_func ("/office/merge/refused", test_refused);

  return g_test_run ();
}
