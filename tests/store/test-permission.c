/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"

#include "store/crm-store-private.h"
#include "support/crm-test.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What the system does not let a desktop do: write a file or its folder, find room, or find the
 * share at all. Where root runs this, another desktop is a process of nobody's. */

#define NOBODY 65534

/* The other desktop is this program again, told what to be by its arguments. */
static char *program;

/* --- The other desktop ------------------------------------------------------------------------ */

/* Says a word and waits until it is answered. */
static void
meet (const char *word)
{
  char line[16];

  printf ("%s\n", word);
  fflush (stdout);
  if (fgets (line, sizeof line, stdin) == NULL)
    _exit (1);
}

static void
assert_reads_only (CrmStore *store)
{
  g_autofree char *message = NULL;
  g_autofree char *text = crm_store_get_read_only_text (store);

  g_assert_cmpint (crm_store_get_read_only_reason (store), ==, CRM_READ_ONLY_PERMISSION);
  g_assert_nonnull (strstr (text, "Ask whoever keeps the folder"));
  message = sample_edit_refused (store, CRM_ERROR_READ_ONLY, "party", 0, "name", "X", NULL);
  g_assert_nonnull (strstr (message, "Nothing was saved"));
  g_assert_cmpint (sample_count (store, "party", NULL), ==, 2);
}

/* Opens what it may not write. */
static void
be_reader (const char *path)
{
  CrmStore *store = sample_open (path, 0);

  assert_reads_only (store);
  sample_close (store);
}

/* Opens what it may write, until that is taken away and given back. */
static void
be_loser (const char *path)
{
  CrmStore *store = sample_open_later (path, 1);
  g_autofree char *message = NULL;

  sample_add (store, "party", "name", "Before", NULL);
  meet ("open");
  message = sample_edit_refused (store, CRM_ERROR_READ_ONLY, "party", 0, "name", "X", NULL);
  g_assert_cmpint (sample_count (store, "party", NULL), ==, 3);
  meet ("refused");
  sample_add (store, "party", "name", "After", NULL);
  sample_close (store);
}

/* A save was cut off, and whoever comes next may not put the file right. */
static void
be_late (const char *path)
{
  g_autofree char *message = sample_open_refused (path, 0, CRM_ERROR_READ_ONLY);

  g_assert_nonnull (strstr (message, "cut off"));
}

static void
be_nobody (void)
{
  if (geteuid () == 0 && (setgid (NOBODY) != 0 || setuid (NOBODY) != 0))
    _exit (1);
}

static int
be (const char *role, const char *path)
{
  be_nobody ();
  if (g_str_equal (role, "reader"))
    be_reader (path);
  else if (g_str_equal (role, "loser"))
    be_loser (path);
  else
    be_late (path);
  printf ("done\n");
  return 0;
}

/* --- The test --------------------------------------------------------------------------------- */

static GSubprocess *
start (const char *role, const char *path)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                      program, role, path, NULL);

  g_assert_no_error (error);
  return process;
}

static void
run (const char *role, const char *path)
{
  g_autoptr (GSubprocess) process = start (role, path);
  g_autofree char *out = NULL;

  g_assert_true (g_subprocess_communicate_utf8 (process, "", NULL, &out, NULL, NULL));
  g_assert_nonnull (strstr (out, "done"));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
}

static void
hear (GSubprocess *process, const char *word)
{
  GInputStream *out = g_subprocess_get_stdout_pipe (process);
  g_autofree char *line = g_malloc0 (strlen (word) + 2);
  gsize n;

  g_assert_true (g_input_stream_read_all (out, line, strlen (word) + 1, &n, NULL, NULL));
  g_assert_cmpint (strncmp (line, word, strlen (word)), ==, 0);
}

static void
answer (GSubprocess *process)
{
  g_assert_true (
    g_output_stream_write_all (g_subprocess_get_stdin_pipe (process), "go\n", 3, NULL, NULL, NULL));
}

/* A folder that others may go into, with an office of two parties. */
static char *
make_office (const char *name)
{
  g_autofree char *folder = crm_test_path (name);
  g_autofree char *above = g_path_get_dirname (folder);
  char *path = g_build_filename (folder, "office.kontor", NULL);
  g_autofree char *peers = g_strconcat (path, ".peers", NULL);
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  CrmStore *store;

  g_assert_cmpint (g_mkdir (folder, 0755), ==, 0);
  g_chmod (above, 0755);
  store = sample_open (path, CRM_STORE_CREATE);
  sample_add (store, "party", "name", "Alfa", NULL);
  sample_add (store, "party", "name", "Beta", NULL);
  sample_close (store);
  /* What lies beside it belongs to whoever comes first. */
  g_unlink (peers);
  g_unlink (journal);
  return path;
}

static void
set_modes (const char *path, int file, int folder)
{
  g_autofree char *dir = g_path_get_dirname (path);

  g_assert_cmpint (g_chmod (path, file), ==, 0);
  g_assert_cmpint (g_chmod (dir, folder), ==, 0);
}

static void
test_file (void)
{
  g_autofree char *path = make_office ("file");

  set_modes (path, 0444, 0777);
  run ("reader", path);
  set_modes (path, 0644, 0755);
}

/* A save needs a journal beside the file. */
static void
test_folder (void)
{
  g_autofree char *path = make_office ("folder");

  set_modes (path, 0666, 0555);
  run ("reader", path);
  set_modes (path, 0644, 0755);
}

static void
test_lost (void)
{
  g_autofree char *path = make_office ("lost");
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  g_autoptr (GSubprocess) process = NULL;
  CrmStore *store;

  set_modes (path, 0666, 0777);
  process = start ("loser", path);
  hear (process, "open");
  g_unlink (journal);
  set_modes (path, 0444, 0555);
  answer (process);
  hear (process, "refused");
  set_modes (path, 0666, 0777);
  answer (process);
  hear (process, "done");
  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
  store = sample_open (path, 0);
  g_assert_cmpint (sample_count (store, "party", NULL), ==, 4);
  sample_assert_clean (store);
  sample_close (store);
}

/* As a writer leaves them that is killed when half of its pages are in the file. */
static void
cut_off_save (const char *path, const char *target)
{
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  g_autofree char *hot = g_strconcat (target, "-journal", NULL);
  g_autofree char *bytes = NULL;
  gsize size;
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db,
                                 "PRAGMA journal_mode=TRUNCATE; PRAGMA cache_size=2; BEGIN;"
                                 "UPDATE party SET name = 'half'; UPDATE record SET title = 'half';"
                                 "INSERT INTO meta SELECT 'k' || n, hex(zeroblob(500)) FROM "
                                 "(WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c "
                                 "LIMIT 500) SELECT n FROM c)",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_db_cacheflush (db), ==, SQLITE_OK);
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (target, bytes, (gssize)size, NULL));
  g_clear_pointer (&bytes, g_free);
  g_assert_true (g_file_get_contents (journal, &bytes, &size, NULL));
  g_assert_cmpuint (size, >, 512);
  g_assert_true (g_file_set_contents (hot, bytes, (gssize)size, NULL));
  g_chmod (hot, 0444);
  sqlite3_close (db);
}

static void
test_hot_journal (void)
{
  g_autofree char *path = make_office ("whole");
  g_autofree char *target = make_office ("hot");
  CrmStore *store;

  cut_off_save (path, target);
  set_modes (target, 0444, 0555);
  run ("late", target);
  set_modes (target, 0644, 0755);
  /* Who may, puts it right. */
  store = sample_open (target, 0);
  g_assert_cmpint (sample_count (store, "party", "name = Alfa"), ==, 1);
  sample_assert_clean (store);
  sample_close (store);
}

/* --- Mounts ----------------------------------------------------------------------------------- */

static gboolean
mount (const char *first, ...)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  va_list args;
  int status = -1;

  va_start (args, first);
  for (const char *word = first; word != NULL; word = va_arg (args, const char *))
    g_ptr_array_add (words, (gpointer)word);
  va_end (args);
  g_ptr_array_add (words, NULL);
  return geteuid () == 0 &&
         g_spawn_sync (NULL, (char **)words->pdata, NULL,
                       G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                       &status, NULL) &&
         status == 0;
}

static gboolean
fill_func (CrmTxn *txn, gpointer data, GError **error)
{
  g_autofree char *note = g_strnfill (9000, 'x');

  for (guint i = 0; i < 200; i++) {
    g_autoptr (CrmRecord) record = crm_txn_new (txn, "party");

    crm_record_set_text (record, "name", "Filler");
    crm_record_set_text (record, "note", note);
    if (!crm_txn_save (txn, record, error))
      return FALSE;
  }
  return TRUE;
}

static void
fill_disk (const char *path, const char *filler)
{
  CrmStore *store = sample_open (path, CRM_STORE_CREATE);
  g_autoptr (GError) error = NULL;

  sample_add (store, "party", "name", "Kept", NULL);
  g_assert_false (crm_store_run (store, CRM_TXN_WRITE, "test", fill_func, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_FULL);
  g_assert_cmpint (sample_count (store, "party", NULL), ==, 1);
  g_assert_cmpint (g_unlink (filler), ==, 0);
  sample_add (store, "party", "name", "Room", NULL);
  sample_assert_clean (store);
  sample_close (store);
}

/* A disk of its own, which is full. */
static void
test_disk_full (void)
{
  g_autofree char *disk = crm_test_path ("disk");
  g_autofree char *path = g_build_filename (disk, "office.kontor", NULL);
  g_autofree char *filler = g_build_filename (disk, "filler", NULL);
  g_autofree char *bytes = g_malloc0 (300000);

  g_assert_cmpint (g_mkdir (disk, 0755), ==, 0);
  if (!mount ("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk, NULL)) {
    g_test_skip ("nothing may be mounted here");
    return;
  }
  g_assert_true (g_file_set_contents (filler, bytes, 300000, NULL));
  fill_disk (path, filler);
  g_assert_true (mount ("umount", disk, NULL));
}

/* The share goes while one works, and comes back. */
static void
test_share_gone (void)
{
  g_autofree char *inside = make_office ("server");
  g_autofree char *server = g_path_get_dirname (inside);
  g_autofree char *share = crm_test_path ("share");
  g_autofree char *path = g_build_filename (share, "office.kontor", NULL);
  g_autofree char *message = NULL;
  CrmStore *store;

  g_assert_cmpint (g_mkdir (share, 0755), ==, 0);
  if (!mount ("mount", "--bind", server, share, NULL)) {
    g_test_skip ("nothing may be mounted here");
    return;
  }
  store = sample_open_later (path, 1);
  g_assert_true (mount ("umount", "-l", share, NULL));
  sample_look (store);
  g_assert_cmpint (crm_store_get_read_only_reason (store), ==, CRM_READ_ONLY_MOVED);
  message = sample_edit_refused (store, CRM_ERROR_READ_ONLY, "party", 0, "name", "X", NULL);
  g_assert_true (mount ("mount", "--bind", server, share, NULL));
  sample_look (store);
  g_assert_false (crm_store_is_read_only (store));
  sample_add (store, "party", "name", "Back", NULL);
  sample_close (store);
  g_assert_true (mount ("umount", share, NULL));
}

int
main (int argc, char **argv)
{
  if (argc == 3 && argv[1][0] != '-')
    return be (argv[1], argv[2]);
  program = g_canonicalize_filename (argv[0], NULL);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/permission/file", test_file);
  g_test_add_func ("/store/permission/folder", test_folder);
  g_test_add_func ("/store/permission/lost", test_lost);
  g_test_add_func ("/store/permission/hot-journal", test_hot_journal);
  g_test_add_func ("/store/permission/disk-full", test_disk_full);
  g_test_add_func ("/store/permission/share-gone", test_share_gone);

  return g_test_run ();
}
