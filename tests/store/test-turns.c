/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"

#include "rigs/lat.h"
#include "store/crm-store-private.h"
#include "support/crm-test.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

/* Many desktops that save at once, each a process of its own: this program again, with a module of
 * tests/rigs under it. */

#define WRITERS    10
#define READERS    5
#define CALL_US    "500"
#define SYNC_US    "8000"
#define CIFS_SAVES 40
/* SQLite's own waiting is a lottery: tried so often until it is unfair. */
#define LOTTERIES 5

/* What this program is told to be. */
#define KONTOR      "--as-kontor"
#define SQLITE      "--as-sqlite"
#define SQLITE_ONCE "--as-sqlite-once"
#define READER      "--as-reader"
#define READY       'r'

/* --- The desktops ------------------------------------------------------------------------------*/

/* Each says that it is ready, and all begin at the same moment. */
static void
begin_together (const char *path)
{
  g_autofree char *start = g_strconcat (path, ".start", NULL);

  g_print ("%c", READY);
  fflush (stdout);
  while (!g_file_test (start, G_FILE_TEST_EXISTS))
    g_usleep (2000);
}

/* Until one has saved as often as it should: how long that takes is not asked. */
static gboolean
goes_on (const char *path, guint n, guint most)
{
  g_autofree char *stop = g_strconcat (path, ".stop", NULL);

  if (most > 0 && n >= most)
    g_file_set_contents (stop, "", 0, NULL);

  return !g_file_test (stop, G_FILE_TEST_EXISTS);
}

/* Who thinks to be alone does not wait for a turn. */
static void
meet_others (CrmStore *store)
{
  while (crm_store_is_alone (store)) {
    _crm_peers_wake (store->peers);
    g_usleep (20000);
  }
}

/* Saves by Kontor. */
static guint
write_kontor (const char *path, guint most)
{
  g_autoptr (CrmClock) clock = crm_clock_new ();
  g_autoptr (GError) error = NULL;
  CrmStore *store = crm_store_open (path, sample_entities (), 0, clock, &error);
  guint n;

  g_assert_no_error (error);
  meet_others (store);
  begin_together (path);
  for (n = 0; goes_on (path, n, most); n++)
    sample_add (store, "person", "name", "Ana", NULL);
  sample_close (store);

  return n;
}

/* The same rows by SQLite alone, with its own way of waiting. */
static guint
write_sqlite (const char *path, guint most, int busy_ms)
{
  sqlite3 *db;
  guint n = 0;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, busy_ms);
  sqlite3_exec (db, "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=EXTRA", NULL, NULL, NULL);
  begin_together (path);
  do {
    if (sqlite3_exec (db,
                      "BEGIN IMMEDIATE; INSERT INTO meta VALUES(hex(randomblob(8)), 'x'); COMMIT",
                      NULL, NULL, NULL) == SQLITE_OK)
      n++;
    else
      sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
  } while (most > 0 && goes_on (path, n, most));
  sqlite3_close (db);

  return n;
}

static guint
read_kontor (const char *path)
{
  CrmStore *store = sample_open (path, 0);
  guint n = 0;

  begin_together (path);
  do {
    sample_count (store, "person", NULL);
    g_usleep (20 * 1000);
    n++;
  } while (goes_on (path, n, 0));
  sample_close (store);

  return n;
}

static int
be_desktop (const char *role, const char *path, guint most)
{
  guint n;

  if (g_str_equal (role, KONTOR))
    n = write_kontor (path, most);
  else if (g_str_equal (role, SQLITE))
    n = write_sqlite (path, most, 15000);
  else if (g_str_equal (role, SQLITE_ONCE))
    n = write_sqlite (path, 0, 500);
  else
    n = read_kontor (path);
  g_print ("%u\n", n);

  return 0;
}

/* --- The office --------------------------------------------------------------------------------*/

static char *self_path;

static GSubprocess *
start_desktop (const char *role, const char *rig, const char *path, guint most)
{
  g_autoptr (GSubprocessLauncher) launcher =
               g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *module = NULL;
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *number = g_strdup_printf ("%u", most);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  if (rig != NULL) {
    module = g_strdup_printf ("%s/%s.so", g_getenv ("KONTOR_RIG_DIR"), rig);
    g_subprocess_launcher_setenv (launcher, "LD_PRELOAD", module, TRUE);
  }
  g_subprocess_launcher_setenv (launcher, LAT_FOLDER, folder, TRUE);
  g_subprocess_launcher_setenv (launcher, LAT_CALL, CALL_US, TRUE);
  g_subprocess_launcher_setenv (launcher, LAT_SYNC, SYNC_US, TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, self_path, role, path, number, NULL);
  g_assert_no_error (error);

  return process;
}

/* Once all are ready, they begin; what each has done until the end. */
static void
run_desktops (GPtrArray *processes, const char *path, guint *counts)
{
  g_autofree char *start = g_strconcat (path, ".start", NULL);

  for (guint i = 0; i < processes->len; i++) {
    GInputStream *out = g_subprocess_get_stdout_pipe (processes->pdata[i]);
    char byte = 0;

    g_assert_cmpint (g_input_stream_read (out, &byte, 1, NULL, NULL), ==, 1);
    g_assert_cmpint (byte, ==, READY);
  }
  g_assert_true (g_file_set_contents (start, "", 0, NULL));
  for (guint i = 0; i < processes->len; i++) {
    g_autofree char *out = NULL;
    g_autoptr (GError) error = NULL;

    g_subprocess_communicate_utf8 (processes->pdata[i], NULL, NULL, &out, NULL, &error);
    g_assert_no_error (error);
    g_assert_true (g_subprocess_get_successful (processes->pdata[i]));
    counts[i] = (guint)g_ascii_strtoull (out, NULL, 10);
  }
}

static char *
make_office (void)
{
  char *path = sample_path ();

  sample_close (sample_open (path, CRM_STORE_CREATE));

  return path;
}

static gboolean
has_rigs (void)
{
  if (crm_test_has_rigs () && self_path != NULL)
    return TRUE;
  g_test_skip ("there are no rigs on this system");
  return FALSE;
}

/* Ten that save as fast as they can, on a slow network, until one has saved so often: how often the
 * unluckiest has. */
static guint
race (const char *role, guint most)
{
  g_autofree char *path = make_office ();
  g_autoptr (GPtrArray) processes = g_ptr_array_new_with_free_func (g_object_unref);
  guint counts[WRITERS];
  guint least = G_MAXUINT;

  for (guint i = 0; i < WRITERS; i++)
    g_ptr_array_add (processes, start_desktop (role, "lat", path, most));
  run_desktops (processes, path, counts);
  for (guint i = 0; i < WRITERS; i++)
    least = MIN (least, counts[i]);
  g_test_message ("%s: when one has saved %u times, another has %u times", role, most, least);

  return least;
}

/* --- Tests -------------------------------------------------------------------------------------*/

static void
test_fair (void)
{
  guint most = g_getenv ("KONTOR_LONG") != NULL ? 60 : 9;
  guint unfair = 0;

  if (!has_rigs ())
    return;
  g_assert_cmpuint (3 * race (KONTOR, most), >=, most);
  /* What it would be without turns: a lottery, so it may be fair by chance. */
  for (guint i = 0; i < LOTTERIES && unfair == 0; i++)
    unfair += 3 * race (SQLITE, most) < most;
  g_assert_cmpuint (unfair, >, 0);
}

/* On a share of Windows, as Linux mounts it, SQLite alone saves nothing. */
static void
test_cifs_stock (void)
{
  g_autofree char *path = make_office ();
  g_autoptr (GPtrArray) processes = g_ptr_array_new_with_free_func (g_object_unref);
  guint counts[1];

  if (!has_rigs ())
    return;
  g_ptr_array_add (processes, start_desktop (SQLITE_ONCE, "ecifs", path, 0));
  run_desktops (processes, path, counts);
  g_assert_cmpuint (counts[0], ==, 0);
}

static void
test_cifs (void)
{
  g_autofree char *path = make_office ();
  g_autoptr (GPtrArray) processes = g_ptr_array_new_with_free_func (g_object_unref);
  guint counts[WRITERS + READERS];
  guint all = 0;
  CrmStore *store;

  if (!has_rigs ())
    return;
  g_setenv ("KONTOR_FILE_SYSTEM", "cifs", TRUE);
  for (guint i = 0; i < WRITERS + READERS; i++)
    g_ptr_array_add (processes,
                     start_desktop (i < WRITERS ? KONTOR : READER, "ecifs", path, CIFS_SAVES));
  run_desktops (processes, path, counts);
  g_unsetenv ("KONTOR_FILE_SYSTEM");
  for (guint i = 0; i < WRITERS + READERS; i++) {
    g_test_message ("desktop %u: %u", i, counts[i]);
    g_assert_cmpuint (counts[i], >, 0);
    all += i < WRITERS ? counts[i] : 0;
  }
  store = sample_open (path, 0);
  g_assert_cmpint (sample_count (store, "person", NULL), ==, all);
  sample_assert_clean (store);
  sample_close (store);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && g_str_has_prefix (argv[1], "--as-"))
    return be_desktop (argv[1], argv[2], atoi (argv[3]));
  self_path = g_file_read_link ("/proc/self/exe", NULL);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/turns/fair", test_fair);
  g_test_add_func ("/store/turns/cifs-stock", test_cifs_stock);
  g_test_add_func ("/store/turns/cifs", test_cifs);

  return g_test_run ();
}
