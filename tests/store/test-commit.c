/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"

#include "store/crm-db.h"
#include "support/crm-test.h"

#include <sqlite3.h>
#include <stdio.h>

/*
 * Another program reads while a save is to be committed, so that the engine answers BUSY with the
 * transaction still open: it is tried again until the reader has gone, and done once; or given up
 * with nothing done.
 */

/* The reader is this program again. */
static char *program;

/* Reads, says so, and goes on reading until its input ends. */
static int
be_reader (const char *path)
{
  sqlite3 *handle;
  sqlite3_stmt *statement;

  g_assert_cmpint (sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (handle, "SELECT id FROM party", -1, &statement, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  printf ("r");
  fflush (stdout);
  g_assert_cmpint (getchar (), ==, EOF);
  sqlite3_finalize (statement);
  sqlite3_close (handle);

  return 0;
}

static GSubprocess *
start_reader (const char *path)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                      program, "reader", path, NULL);
  char byte;

  g_assert_no_error (error);
  g_assert_cmpint (
    g_input_stream_read (g_subprocess_get_stdout_pipe (process), &byte, 1, NULL, NULL), ==, 1);

  return process;
}

static void
end_reader (GSubprocess *process)
{
  g_assert_true (g_output_stream_close (g_subprocess_get_stdin_pipe (process), NULL, NULL));
  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
  g_object_unref (process);
}

/* --- Saving ------------------------------------------------------------------------------------*/

typedef struct {
  CrmRecord *record;
  gint saved; /* atomic: only the commit is left */
  gboolean done;
  GError *error;
} Save;

static gboolean
save_func (CrmTxn *txn, gpointer data, GError **error)
{
  Save *save = data;
  g_autoptr (CrmRecord) copy = crm_record_copy (save->record);

  if (!crm_txn_save (txn, copy, error))
    return FALSE;
  g_atomic_int_set (&save->saved, TRUE);

  return TRUE;
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Save *save = user_data;

  crm_store_run_finish (CRM_STORE (object), result, &save->error);
  save->done = TRUE;
}

/* Begins to save another name, and returns when only the commit is left. */
static void
begin (CrmStore *store, gint64 id, Save *save)
{
  *save = (Save){ .record = sample_get (store, "party", id) };
  crm_record_set_text (save->record, "name", "Beta");
  crm_store_run_async (store, CRM_TXN_WRITE, "test", save_func, save, NULL, NULL, saved_cb, save);
  while (!g_atomic_int_get (&save->saved))
    g_usleep (1000);
  /* The commit meets the reader. */
  g_usleep (100 * 1000);
  sample_settle ();
  g_assert_false (save->done);
}

/* The store gives up by itself after a while. */
static void
wait_done (Save *save)
{
  gint64 end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  while (!save->done) {
    g_main_context_iteration (NULL, FALSE);
    g_usleep (1000);
    g_assert_cmpint (g_get_monotonic_time (), <, end);
  }
  crm_record_unref (save->record);
}

static gint64
version_of (CrmStore *store, gint64 id)
{
  g_autoptr (CrmRecord) record = sample_get (store, "party", id);

  return crm_record_get_version (record);
}

static void
test_reader_goes (void)
{
  g_autofree char *path = sample_path ();
  CrmStore *store = sample_open (path, CRM_STORE_CREATE);
  gint64 id = sample_add (store, "party", "name", "Alfa", NULL);
  GSubprocess *reader = start_reader (path);
  Save save;

  begin (store, id, &save);
  end_reader (reader);
  wait_done (&save);
  g_assert_no_error (save.error);
  sample_assert (store, "party", id, "name", "Beta");
  g_assert_cmpint (version_of (store, id), ==, 2);
  sample_assert_clean (store);
  sample_close (store);
}

static void
on_waiting_cb (CrmStore *store, guint seconds, const char *who, guint *n)
{
  ++*n;
}

static void
test_reader_stays (void)
{
  g_autofree char *path = sample_path ();
  CrmStore *store = sample_open (path, CRM_STORE_CREATE);
  gint64 id = sample_add (store, "party", "name", "Alfa", NULL);
  GSubprocess *reader = start_reader (path);
  guint n_told = 0;
  Save save;

  g_signal_connect (store, "waiting", G_CALLBACK (on_waiting_cb), &n_told);
  begin (store, id, &save);
  wait_done (&save);
  /* Once a second after the first two, of the time that everybody waits at most: not a second time
   * because the commit was tried again. */
  g_assert_cmpuint (n_told, >, 0);
  g_assert_cmpuint (n_told, <=, CRM_DB_BUSY_MS / 1000);
  g_assert_error (save.error, CRM_ERROR, CRM_ERROR_BUSY);
  g_clear_error (&save.error);
  /* While it reads others can read too, and nothing of the save is there. */
  sample_assert (store, "party", id, "name", "Alfa");
  end_reader (reader);
  g_assert_cmpint (version_of (store, id), ==, 1);
  sample_edit (store, "party", id, "name", "Gamma", NULL);
  g_assert_cmpint (version_of (store, id), ==, 2);
  sample_assert_clean (store);
  sample_close (store);
}

int
main (int argc, char **argv)
{
  program = g_canonicalize_filename (argv[0], NULL);
  if (argc == 3 && g_str_equal (argv[1], "reader"))
    return be_reader (argv[2]);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/commit/reader-goes", test_reader_goes);
  g_test_add_func ("/store/commit/reader-stays", test_reader_stays);

  return g_test_run ();
}
