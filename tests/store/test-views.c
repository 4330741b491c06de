/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample-list.h"

#include <string.h>

/* Conditions that ask for saved views. The views stand in a table here; where an office keeps them
 * is its own affair. */

typedef struct {
  gint64 id;
  const char *name;
  const char *entity;
  const char *where;
} View;

static const View few[] = {
  { 1, "Chisinau", "party", "city = Chișinău" },
  { 2, "Theirs", "deal", "client in view Chisinau" },
  { 3, "Big", "deal", "in view Theirs and amount >= 1000" },
  { 4, "All", "party", NULL },
  { 5, "Ring", "deal", "name = x or in view Round" },
  { 6, "Round", "deal", "not in view Back" },
  { 7, "Back", "deal", "in view Ring" },
  { 8, "Twice", "deal", "in view Thrice or in view Thrice" },
  { 9, "Thrice", "deal", "in view Four or in view Four or in view Four" },
  { 10, "Four", "deal", "in view Five or in view Five or in view Five or in view Five" },
  { 11, "Five", "deal", "in view Big or in view Big or in view Big or in view Big or in view Big" },
  { 12, "Known", "party", "deal[client].stage = won" },
  { 0 },
};
static const View moved[] = {
  { 1, "Chisinau", "party", "city = Orhei" },
  { 2, "Theirs", "deal", "client in view Chisinau" },
  { 0 },
};
static const View *views = few; /* of the thread that reads, which a test waits for */

static gboolean
find (CrmTxn *txn, const char *text, const CrmEntity *of, CrmView *view, GError **error)
{
  for (const View *one = g_atomic_pointer_get (&views); one->id != 0; one++) {
    g_autofree char *id = g_strdup_printf ("%d", (int)one->id);

    if (!g_str_equal (id, text) && !g_str_equal (one->name, text))
      continue;
    view->id = one->id;
    view->name = g_strdup (one->name);
    view->entity = crm_schema_find (crm_txn_get_schema (txn), one->entity);
    view->where = one->where != NULL ? crm_query_parse_where (one->where, error) : NULL;
    if (of == NULL || of == view->entity)
      return TRUE;
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, "“%s” is of another room", text);
    return FALSE;
  }
  g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, "“%s” is no view", text);

  return FALSE;
}

/* A change of a remark stands for one of a view. */
static const CrmViews looked_up = { "remark", find };

static CrmStore *
sample_views (void)
{
  CrmStore *store = sample_new ();
  g_autofree char *alfa = NULL;
  g_autofree char *beta = NULL;

  views = few;
  alfa = g_strdup_printf ("%" G_GINT64_FORMAT,
                          sample_add (store, "party", "name", "Alfa", "city", "Chișinău", NULL));
  beta = g_strdup_printf ("%" G_GINT64_FORMAT,
                          sample_add (store, "party", "name", "Beta", "city", "Orhei", NULL));
  sample_add (store, "deal", "name", "a", "client", alfa, "amount", "10", NULL);
  sample_add (store, "deal", "name", "b", "client", beta, "amount", "2000", NULL);
  sample_add (store, "deal", "name", "c", "client", alfa, "amount", "5000", "stage", "won", NULL);
  sample_add (store, "deal", "name", "d", NULL);
  crm_store_set_views (store, &looked_up);

  return store;
}

static void
assert_found (CrmStore *store, const char *entity, const char *where, const char *titles)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmQuery) query = crm_query_new (entity);

  crm_query_add_where (query, crm_query_parse_where (where, &error));
  g_assert_no_error (error);
  crm_query_set_order (query, "name");
  sample_assert_titles (store, query, titles);
}

static void
test_finds (void)
{
  static const struct {
    const char *entity;
    const char *where;
    const char *titles;
  } cases[] = {
    { "party", "in view Chisinau", "Alfa" },
    { "party", "id in view 1", "Alfa" },
    { "party", "not in view Chisinau", "Beta" },
    { "party", "id not in view Chisinau", "Beta" },
    { "party", "in view All", "Alfa,Beta" },
    { "party", "in view Known", "Alfa" },
    { "party", "deal[client].id in view Big", "Alfa" },
    { "party", "group in view All", "" },
    { "deal", "client in view Chisinau", "a,c" },
    { "deal", "client in view All", "a,b,c" },
    /* Who has none is in none. */
    { "deal", "client not in view Chisinau", "b,d" },
    { "deal", "not client in view All", "d" },
    { "deal", "in view Theirs and amount < 1000", "a" },
    { "deal", "in view Big", "c" },
    { "deal", "not in view Big and in view Theirs", "a" },
    { "deal", "in view Big or client not in view Chisinau", "b,c,d" },
    { "deal", "client in view Known and client in view Chisinau and name != c", "a" },
  };
  CrmStore *store = sample_views ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_found (store, cases[i].entity, cases[i].where, cases[i].titles);
  sample_close (store);
}

/* One in the trash is in no view that leads to it. */
static void
test_trash (void)
{
  CrmStore *store = sample_views ();
  gint64 gone = sample_add (store, "party", "name", "Gamma", "city", "Chișinău", NULL);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, gone);

  sample_add (store, "deal", "name", "e", "client", id, NULL);
  assert_found (store, "deal", "client in view Chisinau", "a,c,e");
  sample_delete (store, "party", gone);
  assert_found (store, "deal", "client in view Chisinau", "a,c");
  sample_close (store);
}

static gboolean
ask (CrmTxn *txn, gpointer data, GError **error)
{
  const char *const *asked = data;
  g_autoptr (CrmQuery) query = crm_query_new (asked[0]);

  crm_query_add_where (query, crm_query_parse_where (asked[1], NULL));

  return crm_txn_count (txn, query, error) >= 0;
}

static void
test_refused (void)
{
  static const struct {
    const char *asked[2];
    CrmError code;
    const char *says;
  } cases[] = {
    { { "deal", "in view Nothing" }, CRM_ERROR_NOT_FOUND, "Nothing" },
    { { "deal", "in view Chisinau" }, CRM_ERROR_INVALID, "another room" },
    { { "deal", "client in view Big" }, CRM_ERROR_INVALID, "another room" },
    { { "deal", "amount in view Big" }, CRM_ERROR_INVALID, "amount" },
    { { "deal", "in view Ring" }, CRM_ERROR_INVALID, "Ring → Round → Back → Ring" },
    { { "deal", "client in view All and in view Round" },
      CRM_ERROR_INVALID,
      "Round → Back → Ring → Round" },
    { { "deal", "in view Twice" }, CRM_ERROR_INVALID, "too many" },
  };
  CrmStore *store = sample_views ();
  g_autofree char *without = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *message = sample_refuse (store, ask, (gpointer)cases[i].asked, cases[i].code);

    if (strstr (message, cases[i].says) == NULL)
      g_error ("%s: “%s” does not say “%s”", cases[i].asked[1], message, cases[i].says);
  }
  /* Where nobody knows of views, all records are not the answer. */
  crm_store_set_views (store, NULL);
  without = sample_refuse (store, ask, (gpointer)cases[1].asked, CRM_ERROR_INVALID);
  sample_close (store);
}

/* --- Of those who see a part -------------------------------------------------------------------*/

static gboolean
may (CrmTxn *txn,
     CrmAction action,
     const CrmEntity *entity,
     const CrmRecord *record,
     gpointer data,
     GError **error)
{
  return TRUE;
}

static CrmCondition *
scope (CrmTxn *txn, const CrmEntity *entity, gpointer data)
{
  return g_str_equal (entity->name, "party") ? crm_query_parse_where ("responsible = me", NULL)
                                             : NULL;
}

/* Who sees all deals and some clients learns nothing of the other clients by a view of them. */
static void
test_scope (void)
{
  CrmRights rights = { .may = may, .scope = scope };
  CrmStore *store = sample_views ();
  gint64 ana = sample_add (store, "person", "name", "Ana", NULL);
  g_autofree char *ana_id = g_strdup_printf ("%" G_GINT64_FORMAT, ana);
  g_autofree char *mine =
    g_strdup_printf ("%" G_GINT64_FORMAT, sample_add (store, "party", "name", "Mine", "city",
                                                      "Chișinău", "responsible", ana_id, NULL));

  sample_add (store, "deal", "name", "f", "client", mine, NULL);
  assert_found (store, "deal", "client in view Chisinau", "a,c,f");
  crm_store_set_person (store, ana);
  crm_store_set_rights (store, &rights);
  assert_found (store, "deal", "client in view Chisinau", "f");
  assert_found (store, "deal", "in view Theirs", "f");
  assert_found (store, "deal", "client in view All", "f");
  assert_found (store, "party", "in view Chisinau", "Mine");
  sample_close (store);
}

/* --- In a list ---------------------------------------------------------------------------------*/

static void
wait_for (CrmRecordList *list, const char *cells)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  g_autofree char *are = NULL;

  while (g_strcmp0 (are, cells) != 0) {
    if (g_get_monotonic_time () > end)
      g_error ("the list shows %s instead of %s", are, cells);
    g_main_context_iteration (NULL, FALSE);
    g_free (are);
    are = sample_cells (list);
  }
}

static void
on_failed_cb (CrmRecordList *list, GError *failure, GError **error)
{
  g_clear_error (error);
  *error = g_error_copy (failure);
}

/* What a view asks has changed: a list that asks for it, or for one that does, shows it. */
static void
test_list (void)
{
  static const char *const names[] = { "name", NULL };
  static const View none[] = { { 0 } };
  CrmStore *store = sample_views ();
  g_autoptr (CrmQuery) query = crm_query_new ("deal");
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) failed = NULL;
  CrmRecordList *list;

  crm_query_add_where (query, crm_query_parse_where ("in view Theirs", NULL));
  crm_query_set_order (query, "name");
  list = crm_record_list_new (store, query, names, &error);
  g_assert_no_error (error);
  g_signal_connect (list, "failed", G_CALLBACK (on_failed_cb), &failed);
  sample_list_wait (list);
  sample_assert_cells (list, "a,c");
  g_atomic_pointer_set (&views, moved);
  sample_add (store, "remark", "text", "the view has changed", NULL);
  wait_for (list, "b");

  /* One that is gone is told, not shown as nothing. */
  g_atomic_pointer_set (&views, none);
  sample_add (store, "remark", "text", "the view is gone", NULL);
  while (failed == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (failed, CRM_ERROR, CRM_ERROR_NOT_FOUND);
  g_atomic_pointer_set (&views, few);
  sample_add (store, "remark", "text", "it is back", NULL);
  wait_for (list, "a,c");
  g_assert_finalize_object (list);
  sample_close (store);
}

/* Rules that colour rows may ask for a view as well. */
static void
test_rules (void)
{
  static const char *const names[] = { "name", NULL };
  static const guint met[] = { 2, 0, 1, 0 };
  CrmStore *store = sample_views ();
  CrmRecordList *list = sample_list (store, "deal", "name", names);
  g_autoptr (GPtrArray) rules = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_condition_free);

  g_ptr_array_add (rules, crm_query_parse_where ("in view Big", NULL));
  g_ptr_array_add (rules, crm_query_parse_where ("client in view Chisinau", NULL));
  g_ptr_array_add (rules, crm_query_parse_where ("in view Nothing", NULL));
  crm_record_list_set_rules (list, rules);
  sample_list_wait (list);
  for (guint i = 0; i < G_N_ELEMENTS (met); i++) {
    g_autofree char *name = sample_cell (list, i, 0);
    g_autoptr (CrmRow) row = g_list_model_get_item (G_LIST_MODEL (list), i);

    g_assert_cmpuint (crm_row_get_rule (row), ==, met[i]);
  }
  g_assert_finalize_object (list);
  sample_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/views/finds", test_finds);
  g_test_add_func ("/store/views/trash", test_trash);
  g_test_add_func ("/store/views/refused", test_refused);
  g_test_add_func ("/store/views/scope", test_scope);
  g_test_add_func ("/store/views/list", test_list);
  g_test_add_func ("/store/views/rules", test_rules);

  return g_test_run ();
}
