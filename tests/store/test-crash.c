/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* How often a desktop is killed; more with KONTOR_LONG. */
#define KILLS      20
#define KILLS_LONG 300

/* The other desktop is this program again, told what to be by its arguments. */
static char *program;

/* With the real clock: a fixed one would give the same ids to all. */
static CrmStore *
open_other (const char *path)
{
  g_autoptr (GError) error = NULL;
  CrmStore *store = crm_store_open (path, sample_entities (), 0, NULL, &error);

  g_assert_no_error (error);

  return store;
}

/* --- Killed ------------------------------------------------------------------------------------*/

/* Saves, and says what is saved, until it is killed. */
static void G_GNUC_NORETURN
be_writer (const char *path)
{
  CrmStore *store = open_other (path);

  for (guint i = 0;; i++) {
    g_autofree char *name = g_strdup_printf ("Saved %d %u", (int)getpid (), i);
    gint64 id = sample_add (store, "party", "name", name, "phones.number", "022 123 456", NULL);

    printf ("%" G_GINT64_FORMAT "\n", id);
    fflush (stdout);
  }
}

static GSubprocess *
start (const char *role, const char *path)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, role, path, NULL);

  g_assert_no_error (error);

  return process;
}

/* Each line is what was acknowledged; so many at most. */
static void
collect (GDataInputStream *out, guint most, GArray *ids)
{
  for (guint i = 0; i < most; i++) {
    g_autofree char *line = g_data_input_stream_read_line (out, NULL, NULL, NULL);
    gint64 id;

    if (line == NULL)
      return;
    id = g_ascii_strtoll (line, NULL, 10);
    g_array_append_val (ids, id);
  }
}

/* Soon after it has acknowledged a few, however long that takes. */
static void
kill_one (const char *path, GRand *rand, GArray *ids)
{
  g_autoptr (GSubprocess) writer = start ("writer", path);
  g_autoptr (GDataInputStream) out =
               g_data_input_stream_new (g_subprocess_get_stdout_pipe (writer));

  collect (out, g_rand_int_range (rand, 1, 6), ids);
  g_usleep (g_rand_int_range (rand, 0, 30000));
  g_subprocess_force_exit (writer);
  collect (out, G_MAXUINT, ids);
  g_subprocess_wait (writer, NULL, NULL);
}

static void
test_killed (void)
{
  g_autofree char *path = sample_path ();
  CrmStore *store = sample_open (path, CRM_STORE_CREATE);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint kills = g_getenv ("KONTOR_LONG") != NULL ? KILLS_LONG : KILLS;

  sample_close (store);
  for (guint i = 0; i < kills; i++)
    kill_one (path, rand, ids);
  g_assert_cmpuint (ids->len, >=, kills);
  store = sample_open (path, 0);
  for (guint i = 0; i < ids->len; i++)
    sample_assert (store, "party", g_array_index (ids, gint64, i), "phones.number", "022 123 456");
  sample_assert_clean (store);
  sample_close (store);
}

/* --- A full disk -------------------------------------------------------------------------------*/

static gboolean
fill_func (CrmTxn *txn, gpointer data, GError **error)
{
  g_autofree char *note = g_strnfill (9000, 'x');

  for (guint i = 0; i < 50; i++) {
    g_autoptr (CrmRecord) record = crm_txn_new (txn, "party");

    crm_record_set_text (record, "name", "Alfa");
    crm_record_set_text (record, "note", note);
    if (!crm_txn_save (txn, record, error))
      return FALSE;
  }

  return TRUE;
}

/* Fills the file up to a limit; says "full", frees room and saves again. */
static void
be_full (const char *path)
{
  CrmStore *store = open_other (path);
  struct rlimit limit, before;
  GStatBuf status;
  g_autoptr (GError) error = NULL;
  gint64 count;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  getrlimit (RLIMIT_FSIZE, &before);
  limit = before;
  limit.rlim_cur = status.st_size + 200000;
  setrlimit (RLIMIT_FSIZE, &limit);
  count = sample_count (store, "party", NULL);
  g_assert_false (crm_store_run (store, CRM_TXN_WRITE, "test", fill_func, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_FULL);
  g_assert_cmpint (sample_count (store, "party", NULL), ==, count);
  setrlimit (RLIMIT_FSIZE, &before);
  g_clear_error (&error);
  crm_store_run (store, CRM_TXN_WRITE, "test", fill_func, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sample_count (store, "party", NULL), ==, count + 50);
  sample_assert_clean (store);
  sample_close (store);
  printf ("full\n");
}

static void
test_full (void)
{
  g_autofree char *path = sample_path ();
  CrmStore *store = sample_open (path, CRM_STORE_CREATE);
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *out = NULL;

  sample_add (store, "party", "name", "Kept", NULL);
  sample_close (store);
  process = start ("full", path);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  g_assert_nonnull (strstr (out, "full"));
  store = sample_open (path, 0);
  g_assert_cmpint (sample_count (store, "party", "name = Kept"), ==, 1);
  sample_close (store);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "writer"))
    be_writer (argv[2]);
  if (argc == 3 && g_str_equal (argv[1], "full")) {
    be_full (argv[2]);
    return 0;
  }

  program = g_canonicalize_filename (argv[0], NULL);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/crash/killed", test_killed);
  g_test_add_func ("/store/crash/full", test_full);

  return g_test_run ();
}
