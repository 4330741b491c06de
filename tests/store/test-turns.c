/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"

#include "rigs/lat.h"
#include "support/crm-test.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

/* Many desktops that save at once, each a process of its own: this program again, with a module of
 * tests/rigs under it. */

#define WRITERS 10
#define READERS 5
#define CALL_US "500"
#define SYNC_US "8000"

/* --- The desktops ------------------------------------------------------------------------------*/

static gint64
end_after (const char *seconds)
{
  return g_get_monotonic_time () + (gint64)(g_ascii_strtod (seconds, NULL) * G_USEC_PER_SEC);
}

/* All begin at the same moment. */
static void
wait_for (const char *start)
{
  while (!g_file_test (start, G_FILE_TEST_EXISTS))
    g_usleep (2000);
}

/* As many saves as it can, by Kontor. */
static int
write_kontor (const char *path, const char *start, const char *seconds)
{
  g_autoptr (CrmClock) clock = crm_clock_new ();
  g_autoptr (GError) error = NULL;
  CrmStore *store = crm_store_open (path, sample_entities (), 0, clock, &error);
  gint64 end;
  guint n = 0;

  g_assert_no_error (error);
  wait_for (start);
  for (end = end_after (seconds); g_get_monotonic_time () < end; n++)
    sample_add (store, "person", "name", "Ana", NULL);
  sample_close (store);
  g_print ("%u\n", n);

  return 0;
}

/* The same rows by SQLite alone, with its own way of waiting. */
static int
write_sqlite (const char *path, const char *start, const char *seconds)
{
  sqlite3 *db;
  gint64 end;
  guint n = 0;

  if (sqlite3_open (path, &db) != SQLITE_OK)
    return 1;
  sqlite3_busy_timeout (db, 15000);
  sqlite3_exec (db, "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=EXTRA", NULL, NULL, NULL);
  wait_for (start);
  for (end = end_after (seconds); g_get_monotonic_time () < end;)
    if (sqlite3_exec (db,
                      "BEGIN IMMEDIATE; INSERT INTO meta VALUES(hex(randomblob(8)), 'x'); COMMIT",
                      NULL, NULL, NULL) == SQLITE_OK)
      n++;
    else
      sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
  sqlite3_close (db);
  g_print ("%u\n", n);

  return 0;
}

static int
read_kontor (const char *path, const char *start, const char *seconds)
{
  CrmStore *store = sample_open (path, 0);
  gint64 end;
  guint n = 0;

  wait_for (start);
  for (end = end_after (seconds); g_get_monotonic_time () < end; n++) {
    sample_count (store, "person", NULL);
    g_usleep (20 * 1000);
  }
  sample_close (store);
  g_print ("%u\n", n);

  return 0;
}

/* --- The office --------------------------------------------------------------------------------*/

static char *self_path;

static GSubprocess *
start_desktop (const char *role,
               const char *rig,
               const char *path,
               const char *start,
               const char *seconds)
{
  g_autoptr (GSubprocessLauncher) launcher =
               g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *module = NULL;
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  if (rig != NULL) {
    module = g_strdup_printf ("%s/%s.so", g_getenv ("KONTOR_RIG_DIR"), rig);
    g_subprocess_launcher_setenv (launcher, "LD_PRELOAD", module, TRUE);
  }
  g_subprocess_launcher_setenv (launcher, LAT_FOLDER, folder, TRUE);
  g_subprocess_launcher_setenv (launcher, LAT_CALL, CALL_US, TRUE);
  g_subprocess_launcher_setenv (launcher, LAT_SYNC, SYNC_US, TRUE);
  process =
    g_subprocess_launcher_spawn (launcher, &error, self_path, role, path, start, seconds, NULL);
  g_assert_no_error (error);

  return process;
}

/* What each has done. */
static void
gather (GPtrArray *processes, guint *counts)
{
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

/* Ten that save as fast as they can, on a slow network: (transfer none) least and most saves. */
static void
race (const char *role, guint *least, guint *most)
{
  g_autofree char *path = make_office ();
  g_autofree char *start = g_strconcat (path, ".start", NULL);
  g_autoptr (GPtrArray) processes = g_ptr_array_new_with_free_func (g_object_unref);
  guint counts[WRITERS];

  for (guint i = 0; i < WRITERS; i++)
    g_ptr_array_add (processes, start_desktop (role, "lat", path, start, "8"));
  /* Until each has seen the others. */
  g_usleep (3 * G_USEC_PER_SEC);
  g_assert_true (g_file_set_contents (start, "", 0, NULL));
  gather (processes, counts);
  *least = G_MAXUINT;
  *most = 0;
  for (guint i = 0; i < WRITERS; i++) {
    *least = MIN (*least, counts[i]);
    *most = MAX (*most, counts[i]);
  }
  g_test_message ("%s: %u … %u saves", role, *least, *most);
}

/* --- Tests -------------------------------------------------------------------------------------*/

static void
test_fair (void)
{
  guint least, most;

  if (!has_rigs ())
    return;
  race ("--kontor", &least, &most);
  g_assert_cmpuint (least, >, 0);
  g_assert_cmpuint (3 * least, >=, most);
  /* What it would be without turns. */
  race ("--sqlite", &least, &most);
  g_assert_cmpuint (3 * least, <, most);
}

/* On a share of Windows, as Linux mounts it, SQLite alone saves nothing. */
static void
test_cifs_stock (void)
{
  g_autofree char *path = make_office ();
  g_autofree char *start = g_strconcat (path, ".start", NULL);
  g_autoptr (GPtrArray) processes = g_ptr_array_new_with_free_func (g_object_unref);
  guint counts[1];

  if (!has_rigs ())
    return;
  g_assert_true (g_file_set_contents (start, "", 0, NULL));
  g_ptr_array_add (processes, start_desktop ("--sqlite", "ecifs", path, start, "0.5"));
  gather (processes, counts);
  g_assert_cmpuint (counts[0], ==, 0);
}

static void
test_cifs (void)
{
  g_autofree char *path = make_office ();
  g_autofree char *start = g_strconcat (path, ".start", NULL);
  g_autoptr (GPtrArray) processes = g_ptr_array_new_with_free_func (g_object_unref);
  guint counts[WRITERS + READERS];
  guint all = 0;
  CrmStore *store;

  if (!has_rigs ())
    return;
  g_setenv ("KONTOR_FILE_SYSTEM", "cifs", TRUE);
  for (guint i = 0; i < WRITERS + READERS; i++)
    g_ptr_array_add (
      processes, start_desktop (i < WRITERS ? "--kontor" : "--reader", "ecifs", path, start, "4"));
  g_usleep (3 * G_USEC_PER_SEC);
  g_assert_true (g_file_set_contents (start, "", 0, NULL));
  gather (processes, counts);
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
  if (argc == 5 && g_str_equal (argv[1], "--kontor"))
    return write_kontor (argv[2], argv[3], argv[4]);
  if (argc == 5 && g_str_equal (argv[1], "--sqlite"))
    return write_sqlite (argv[2], argv[3], argv[4]);
  if (argc == 5 && g_str_equal (argv[1], "--reader"))
    return read_kontor (argv[2], argv[3], argv[4]);
  self_path = g_file_read_link ("/proc/self/exe", NULL);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/turns/fair", test_fair);
  g_test_add_func ("/store/turns/cifs-stock", test_cifs_stock);
  g_test_add_func ("/store/turns/cifs", test_cifs);

  return g_test_run ();
}
