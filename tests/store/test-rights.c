/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"

#include <string.h>

/* A person sees the parties they are responsible for, may not delete, and has no part in events. */
static gboolean
may (CrmTxn *txn,
     CrmAction action,
     const CrmEntity *entity,
     const CrmRecord *record,
     gpointer data,
     GError **error)
{
  gboolean events = g_str_equal (entity->name, "event");
  gboolean foreign = record != NULL && g_str_equal (entity->name, "party") &&
                     crm_record_get_int (record, "responsible") != crm_txn_get_person (txn);

  if (action != CRM_ACTION_DELETE && !events && !foreign)
    return TRUE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_DENIED, "not yours");

  return FALSE;
}

static CrmCondition *
scope (CrmTxn *txn, const CrmEntity *entity, gpointer data)
{
  return g_str_equal (entity->name, "party") ? crm_query_parse_where ("responsible = me", NULL)
                                             : NULL;
}

typedef struct {
  CrmStore *store;
  gint64 mine;
  gint64 theirs;
} Office;

static void
office_init (Office *office)
{
  CrmRights rights = { .may = may, .scope = scope };
  gint64 ana, ion;
  g_autofree char *ana_id = NULL;
  g_autofree char *ion_id = NULL;

  office->store = sample_new ();
  ana = sample_add (office->store, "person", "name", "Ana", NULL);
  ion = sample_add (office->store, "person", "name", "Ion", NULL);
  ana_id = g_strdup_printf ("%" G_GINT64_FORMAT, ana);
  ion_id = g_strdup_printf ("%" G_GINT64_FORMAT, ion);
  office->mine = sample_add (office->store, "party", "name", "Alfa", "responsible", ana_id, NULL);
  office->theirs = sample_add (office->store, "party", "name", "Alba", "responsible", ion_id, NULL);
  crm_store_set_person (office->store, ana);
  crm_store_set_rights (office->store, &rights);
}

static void
test_questions (void)
{
  Office office;
  g_autofree char *all = NULL;
  g_autofree char *words = NULL;
  g_autofree char *letter = NULL;

  office_init (&office);
  all = sample_find (office.store, "party", NULL, NULL);
  g_assert_cmpstr (all, ==, "Alfa");
  words = sample_find (office.store, "party", NULL, "alba");
  g_assert_cmpstr (words, ==, "");
  letter = sample_find (office.store, "party", NULL, "a");
  g_assert_cmpstr (letter, ==, "Alfa");
  g_assert_cmpint (sample_count (office.store, "party", NULL), ==, 1);
  g_assert_cmpint (sample_count (office.store, "party", "name = Alba or name = Alfa"), ==, 1);
  sample_close (office.store);
}

static gboolean
count_events (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("event");

  return crm_txn_count (txn, query, error) >= 0;
}

static gboolean
measure_events (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("event");
  g_autoptr (GPtrArray) rows = NULL;

  crm_query_add_measure (query, CRM_MEASURE_COUNT, NULL);
  rows = crm_txn_measure (txn, query, error);

  return rows != NULL;
}

static gboolean
get_theirs (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_get (txn, "party", *(gint64 *)data, error);

  return record != NULL;
}

static gboolean
delete_mine (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_delete (txn, "party", *(gint64 *)data, error);
}

static void
test_denied (void)
{
  Office office;
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  g_autofree char *c = NULL;
  g_autofree char *d = NULL;
  g_autofree char *e = NULL;

  office_init (&office);
  a = sample_refuse (office.store, count_events, NULL, CRM_ERROR_DENIED);
  b = sample_refuse (office.store, measure_events, NULL, CRM_ERROR_DENIED);
  c = sample_refuse (office.store, get_theirs, &office.theirs, CRM_ERROR_DENIED);
  d = sample_refuse (office.store, delete_mine, &office.mine, CRM_ERROR_DENIED);
  e = sample_edit_refused (office.store, CRM_ERROR_DENIED, "event", 0, "title", "Call", NULL);
  sample_edit (office.store, "party", office.mine, "city", "Orhei", NULL);
  sample_close (office.store);
}

static gboolean
palette_func (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) hits = crm_txn_search (txn, NULL, "al", 10, error);

  g_assert_nonnull (hits);
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_cmpstr (((CrmHit *)hits->pdata[0])->title, ==, "Alfa");

  return TRUE;
}

static void
test_palette (void)
{
  Office office;

  office_init (&office);
  sample_do (office.store, palette_func, NULL);
  sample_close (office.store);
}

/* What is counted does not depend on who saves. */
static gboolean
deal_func (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "deal");

  crm_record_set_text (record, "name", "Chairs");
  crm_record_set_int (record, "client", *(gint64 *)data);

  return crm_txn_save (txn, record, error);
}

static CrmCondition *
no_deals (CrmTxn *txn, const CrmEntity *entity, gpointer data)
{
  return g_str_equal (entity->name, "deal") ? crm_query_parse_where ("name = nothing", NULL) : NULL;
}

static void
test_derived (void)
{
  Office office;
  CrmRights narrow = { .scope = no_deals };
  CrmRights none = { 0 };

  office_init (&office);
  crm_store_set_rights (office.store, &narrow);
  sample_do (office.store, deal_func, &office.mine);
  g_assert_cmpint (sample_count (office.store, "deal", NULL), ==, 0);
  sample_assert (office.store, "party", office.mine, "deals", "1");
  sample_assert_clean (office.store);
  crm_store_set_rights (office.store, &none);
  g_assert_cmpint (sample_count (office.store, "deal", NULL), ==, 1);
  sample_close (office.store);
}

static void
test_list (void)
{
  Office office;
  g_autoptr (CrmQuery) query = crm_query_new ("party");
  static const char *const columns[] = { "name", NULL };
  CrmRecordList *list;

  office_init (&office);
  list = crm_record_list_new (office.store, query, columns, NULL);
  while (!crm_record_list_is_complete (list))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
  sample_settle ();
  g_assert_finalize_object (list);
  sample_close (office.store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/rights/questions", test_questions);
  g_test_add_func ("/store/rights/denied", test_denied);
  g_test_add_func ("/store/rights/palette", test_palette);
  g_test_add_func ("/store/rights/derived", test_derived);
  g_test_add_func ("/store/rights/list", test_list);

  return g_test_run ();
}
