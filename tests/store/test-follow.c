/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"

#include "store/crm-store-private.h"

typedef struct {
  CrmStore *mine;
  CrmStore *theirs;
  CrmChange *seen; /* by theirs */
} Two;

static void
on_changed_cb (CrmStore *store, CrmChange *change, Two *two)
{
  g_clear_pointer (&two->seen, crm_change_unref);
  two->seen = crm_change_ref (change);
}

static void
two_init (Two *two)
{
  g_autofree char *path = sample_path ();

  *two = (Two){ 0 };
  two->mine = sample_open (path, CRM_STORE_CREATE);
  two->theirs = sample_open (path, 0);
  g_signal_connect (two->theirs, "changed", G_CALLBACK (on_changed_cb), two);
}

static void
two_clear (Two *two)
{
  g_clear_pointer (&two->seen, crm_change_unref);
  sample_close (two->theirs);
  sample_close (two->mine);
}

static void
wait_seen (Two *two)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (two->seen == NULL) {
    g_main_context_iteration (NULL, FALSE);
    g_assert_cmpint (g_get_monotonic_time (), <, end);
  }
}

static CrmChangeKind
kind_of (Two *two, gint64 id)
{
  for (guint i = 0; i < two->seen->records->len; i++)
    if (g_array_index (two->seen->records, CrmChanged, i).id == id)
      return g_array_index (two->seen->records, CrmChanged, i).kind;
  g_assert_not_reached ();
}

static void
test_poll (void)
{
  Two two;
  gint64 id;

  two_init (&two);
  id = sample_add (two.mine, "party", "name", "Alfa", NULL);
  crm_store_poll (two.theirs);
  wait_seen (&two);
  g_assert_false (two.seen->own);
  g_assert_false (two.seen->all);
  g_assert_true (crm_change_touches (two.seen, "party"));
  g_assert_false (crm_change_touches (two.seen, "deal"));
  g_assert_true (crm_change_touches_id (two.seen, id));
  g_assert_cmpint (kind_of (&two, id), ==, CRM_CHANGE_CREATED);

  g_clear_pointer (&two.seen, crm_change_unref);
  sample_delete (two.mine, "party", id);
  crm_store_poll (two.theirs);
  wait_seen (&two);
  g_assert_cmpint (kind_of (&two, id), ==, CRM_CHANGE_DELETED);

  /* Nothing new, nothing told. */
  g_clear_pointer (&two.seen, crm_change_unref);
  crm_store_poll (two.theirs);
  sample_count (two.theirs, "party", NULL);
  sample_settle ();
  g_assert_null (two.seen);
  two_clear (&two);
}

/* What is counted of a change is told with it. */
static void
test_derived (void)
{
  Two two;
  gint64 party, deal;
  g_autofree char *id = NULL;

  two_init (&two);
  party = sample_add (two.mine, "party", "name", "Alfa", NULL);
  id = g_strdup_printf ("%" G_GINT64_FORMAT, party);
  deal = sample_add (two.mine, "deal", "name", "Chairs", "client", id, NULL);
  crm_store_poll (two.theirs);
  wait_seen (&two);
  g_assert_true (crm_change_touches_id (two.seen, party));
  g_clear_pointer (&two.seen, crm_change_unref);
  sample_edit (two.mine, "deal", deal, "client", "", NULL);
  crm_store_poll (two.theirs);
  wait_seen (&two);
  g_assert_true (crm_change_touches (two.seen, "party"));
  two_clear (&two);
}

static void
test_own (void)
{
  Two two;
  gint64 id;

  two_init (&two);
  id = sample_add (two.theirs, "party", "name", "Alfa", NULL);
  wait_seen (&two);
  g_assert_true (two.seen->own);
  g_assert_cmpint (kind_of (&two, id), ==, CRM_CHANGE_CREATED);
  /* Only once, though the log has it too. */
  g_clear_pointer (&two.seen, crm_change_unref);
  crm_store_poll (two.theirs);
  sample_count (two.theirs, "party", NULL);
  sample_settle ();
  g_assert_null (two.seen);
  two_clear (&two);
}

static void
test_follow (void)
{
  Two two;

  two_init (&two);
  crm_store_follow (two.theirs, 5);
  sample_add (two.mine, "party", "name", "Alfa", NULL);
  wait_seen (&two);
  crm_store_follow (two.theirs, 0);
  two_clear (&two);
}

/* A look that finds nothing reads nothing. */
static void
test_cheap (void)
{
  Two two;
  CrmStoreCounters before, after;

  two_init (&two);
  sample_add (two.mine, "party", "name", "Alfa", NULL);
  crm_store_poll (two.theirs);
  wait_seen (&two);
  sample_settle ();
  crm_store_get_counters (two.theirs, &before);
  crm_store_poll (two.theirs);
  while (two.theirs->polling)
    g_main_context_iteration (NULL, TRUE);
  crm_store_get_counters (two.theirs, &after);
  g_assert_cmpuint (after.transactions - before.transactions, ==, 1);
  /* Begin, ask, end. */
  g_assert_cmpuint (after.statements - before.statements, <=, 3);
  g_assert_cmpuint (after.rows - before.rows, <=, 1);
  g_assert_cmpuint (crm_store_get_pace (two.theirs), ==, 1000);
  two_clear (&two);
}

static gboolean
many_func (CrmTxn *txn, gpointer data, GError **error)
{
  for (guint i = 0; i < 5100; i++) {
    g_autoptr (CrmRecord) record = crm_txn_new (txn, "person");

    crm_record_set_text (record, "name", "Ana");
    if (!crm_txn_save (txn, record, error))
      return FALSE;
  }

  return TRUE;
}

/* More than can be told one by one. */
static void
test_all (void)
{
  Two two;

  two_init (&two);
  sample_do (two.mine, many_func, NULL);
  crm_store_poll (two.theirs);
  wait_seen (&two);
  g_assert_true (two.seen->all);
  g_assert_true (crm_change_touches (two.seen, "deal"));
  two_clear (&two);
}

/* A list here shows what is saved there. */
static void
test_list (void)
{
  Two two;
  g_autoptr (CrmQuery) query = crm_query_new ("party");
  static const char *const columns[] = { "name", NULL };
  CrmRecordList *list;
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  two_init (&two);
  crm_store_follow (two.theirs, 10);
  list = crm_record_list_new (two.theirs, query, columns, NULL);
  sample_add (two.mine, "party", "name", "Alfa", NULL);
  while (g_list_model_get_n_items (G_LIST_MODEL (list)) != 1) {
    g_main_context_iteration (NULL, FALSE);
    g_assert_cmpint (g_get_monotonic_time (), <, end);
  }
  crm_store_follow (two.theirs, 0);
  while (crm_record_list_is_loading (list))
    g_main_context_iteration (NULL, FALSE);
  sample_count (two.theirs, "party", NULL);
  sample_settle ();
  g_assert_finalize_object (list);
  two_clear (&two);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/follow/poll", test_poll);
  g_test_add_func ("/store/follow/derived", test_derived);
  g_test_add_func ("/store/follow/own", test_own);
  g_test_add_func ("/store/follow/follow", test_follow);
  g_test_add_func ("/store/follow/cheap", test_cheap);
  g_test_add_func ("/store/follow/all", test_all);
  g_test_add_func ("/store/follow/list", test_list);

  return g_test_run ();
}
