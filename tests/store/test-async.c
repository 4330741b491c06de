/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"

#include <gio/gio.h>

typedef struct {
  gboolean done;
  gboolean ok;
  GError *error;
  GThread *destroyed_on;
  gint started; /* atomic */
} Call;

static void
called_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Call *call = user_data;

  call->ok = crm_store_run_finish (CRM_STORE (object), result, &call->error);
  call->done = TRUE;
}

static void
destroy_cb (gpointer data)
{
  ((Call *)data)->destroyed_on = g_thread_self ();
}

static gboolean
slow_func (CrmTxn *txn, gpointer data, GError **error)
{
  g_atomic_int_set (&((Call *)data)->started, 1);
  g_usleep (100000);

  return TRUE;
}

static gboolean
save_func (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "person");

  crm_record_set_text (record, "name", "Ana");

  return crm_txn_save (txn, record, error);
}

static void
run (CrmStore *store, CrmTxnMode mode, CrmTxnFunc func, Call *call, GCancellable *cancellable)
{
  crm_store_run_async (store, mode, "test", func, call, destroy_cb, cancellable, called_cb, call);
}

static void
test_done (void)
{
  CrmStore *store = sample_new ();
  Call call = { 0 };

  run (store, CRM_TXN_WRITE, save_func, &call, NULL);
  g_assert_false (call.done);
  sample_wait (&call.done);
  g_assert_no_error (call.error);
  g_assert_true (call.ok);
  sample_settle ();
  g_assert_true (call.destroyed_on == g_thread_self ());
  g_assert_cmpint (sample_count (store, "person", NULL), ==, 1);
  sample_close (store);
}

/* What is under way ends well; what waits behind it, and what comes later, is answered. */
static void
test_close (void)
{
  CrmStore *store = sample_new ();
  Call under_way = { 0 };
  Call waiting[3] = { 0 };
  Call late = { 0 };
  g_autoptr (GError) error = NULL;

  run (store, CRM_TXN_WRITE, slow_func, &under_way, NULL);
  while (!g_atomic_int_get (&under_way.started))
    g_usleep (1000);
  for (guint i = 0; i < 3; i++)
    run (store, CRM_TXN_WRITE, save_func, &waiting[i], NULL);
  g_assert_true (crm_store_close (store, NULL));
  run (store, CRM_TXN_READ, slow_func, &late, NULL);
  g_assert_false (crm_store_run (store, CRM_TXN_READ, NULL, slow_func, &late, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_GONE);
  g_assert_null (crm_store_check (store, NULL, NULL, NULL, NULL));
  crm_store_poll (store);
  sample_wait (&late.done);
  g_assert_error (late.error, CRM_ERROR, CRM_ERROR_GONE);
  sample_wait (&under_way.done);
  g_assert_no_error (under_way.error);
  for (guint i = 0; i < 3; i++) {
    sample_wait (&waiting[i].done);
    g_assert_error (waiting[i].error, CRM_ERROR, CRM_ERROR_GONE);
    g_clear_error (&waiting[i].error);
  }
  g_clear_error (&late.error);
  sample_settle ();
  g_assert_true (crm_store_close (store, NULL));
  g_assert_finalize_object (store);
}

/* --- Cancelling --------------------------------------------------------------------------------*/

static gboolean
fill_func (CrmTxn *txn, gpointer data, GError **error)
{
  for (guint i = 0; i < 3000; i++)
    if (!save_func (txn, data, error))
      return FALSE;

  return TRUE;
}

static gboolean
long_read_func (CrmTxn *txn, gpointer data, GError **error)
{
  g_atomic_int_set (&((Call *)data)->started, 1);
  while (TRUE) {
    g_autoptr (CrmQuery) query = crm_query_new ("person");

    crm_query_add_test (query, "name", CRM_TEST_CONTAINS, "xyz");
    if (crm_txn_count (txn, query, error) < 0)
      return FALSE;
  }
}

static gboolean
long_write_func (CrmTxn *txn, gpointer data, GError **error)
{
  return save_func (txn, data, error) && long_read_func (txn, data, error);
}

static void
test_cancel (void)
{
  CrmStore *store = sample_new ();
  static const struct {
    CrmTxnMode mode;
    CrmTxnFunc func;
  } cases[] = { { CRM_TXN_READ, long_read_func }, { CRM_TXN_WRITE, long_write_func } };

  sample_do (store, fill_func, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    Call call = { 0 };

    run (store, cases[i].mode, cases[i].func, &call, cancellable);
    while (!g_atomic_int_get (&call.started))
      g_usleep (1000);
    g_cancellable_cancel (cancellable);
    sample_wait (&call.done);
    g_assert_error (call.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    g_clear_error (&call.error);
  }
  g_assert_cmpint (sample_count (store, "person", NULL), ==, 3000);
  sample_assert_clean (store);
  sample_close (store);
}

static void
test_cancelled_before (void)
{
  CrmStore *store = sample_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Call call = { 0 };

  g_cancellable_cancel (cancellable);
  run (store, CRM_TXN_WRITE, save_func, &call, cancellable);
  sample_wait (&call.done);
  g_assert_error (call.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&call.error);
  g_assert_cmpint (sample_count (store, "person", NULL), ==, 0);
  sample_close (store);
}

/* --- Threads -----------------------------------------------------------------------------------*/

static gpointer
thread_main (gpointer data)
{
  for (guint i = 0; i < 40; i++) {
    g_autoptr (GError) error = NULL;
    CrmStoreCounters counters;

    crm_store_run (data, CRM_TXN_WRITE, "test", save_func, NULL, &error);
    g_assert_no_error (error);
    crm_store_get_counters (data, &counters);
    g_assert_cmpuint (counters.transactions, >, 0);
    g_assert_cmpint (sample_count (data, "person", NULL), >, 0);
  }

  return NULL;
}

/* Many threads of one desktop, and two desktops, at once. */
static void
test_threads (void)
{
  g_autofree char *path = sample_path ();
  CrmStore *store = sample_open (path, CRM_STORE_CREATE);
  CrmStore *other = sample_open (path, 0);
  GThread *threads[6];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("test", thread_main, i % 2 == 0 ? store : other);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (sample_count (store, "person", NULL), ==, 6 * 40);
  sample_assert_clean (other);
  sample_close (other);
  sample_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/async/done", test_done);
  g_test_add_func ("/store/async/close", test_close);
  g_test_add_func ("/store/async/cancel", test_cancel);
  g_test_add_func ("/store/async/cancelled-before", test_cancelled_before);
  g_test_add_func ("/store/async/threads", test_threads);

  return g_test_run ();
}
