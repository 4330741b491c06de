/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "perf/perf-bare.h"
#include "perf/perf-office.h"
#include "support/crm-crowd.h"

#include <stdlib.h>

/* The store beside bare SQLite; what following others costs; and what a long list costs them. */

#define WRITERS 10
#define CALLS   100

/* Other processes of these figures are this program again, told what to be by its arguments. */
static char *program;

static GSubprocess *
start (CrmTestShare *share, const char *const *args)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
    G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  if (share != NULL)
    crm_test_share_enter (share, launcher);
  g_ptr_array_add (argv, program);
  for (; *args != NULL; args++)
    g_ptr_array_add (argv, (gpointer)*args);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *)argv->pdata, &error);
  g_assert_no_error (error);

  return process;
}

/* --- Beside bare SQLite ------------------------------------------------------------------------*/

/* A small office with a client of its own; (out) its id. */
static char *
make_office (char **client)
{
  char *office = crm_test_path ("small.kontor");
  g_autoptr (CrmTestDesktop) desktop = NULL;
  g_autoptr (JsonNode) added = NULL;

  g_free (crm_test_print ("demo", office, "--clients", "2000", "--language", "en", NULL));
  desktop = crm_test_desktop_new (office);
  added = crm_test_desktop_do (desktop, "add client name=Called");
  *client = g_strdup (json_object_get_string_member (json_node_get_object (added), "id"));

  return office;
}

static double
bare_seconds (const char *office, const char *client, guint *errors)
{
  g_autofree char *calls = g_strdup_printf ("%d", CALLS);
  GSubprocess *processes[WRITERS];
  gint64 began = g_get_monotonic_time ();

  for (guint i = 0; i < WRITERS; i++) {
    g_autofree char *number = g_strdup_printf ("%u", i);
    const char *args[] = { "bare", office, client, number, calls, NULL };

    processes[i] = start (NULL, args);
  }
  for (guint i = 0; i < WRITERS; i++) {
    g_subprocess_wait (processes[i], NULL, NULL);
    *errors += g_subprocess_get_exit_status (processes[i]);
    g_object_unref (processes[i]);
  }

  return perf_ms_since (began) / 1000;
}

static void
measure_beside_bare (const char *office, const char *client)
{
  g_autofree char *mine = crm_test_copy (office, "mine.kontor");
  g_autofree char *bare = crm_test_copy (office, "bare.kontor");
  g_autofree char *add = g_strdup_printf ("add call client=%s subject='Spoke about %%d'", client);
  const char *const lines[] = { add, NULL };
  const CrmTestCrowdPlan plan = { .office = mine,
                                  .desktops = WRITERS,
                                  .saves_each = CALLS,
                                  .lines = lines };
  g_auto (CrmTestCrowd) crowd = { 0 };
  guint errors = 0;
  double seconds = bare_seconds (bare, client, &errors);

  crm_test_crowd_run (&crowd, &plan);
  g_print ("%d desktops that each add %d calls: %.1f s, bare SQLite %.1f s and %u busy\n", WRITERS,
           CALLS, crowd.seconds, seconds, errors);
  crm_test_figure ("  time for each of bare SQLite's", crowd.seconds / seconds, 1 / 0.6, "");
  crm_test_figure ("  errors shown", crowd.errors, 0, "");
}

/* --- Following ---------------------------------------------------------------------------------*/

#define POLLS   1000
#define CHANGES 20

static gboolean
nothing_func (CrmTxn *txn, gpointer data, GError **error)
{
  return TRUE;
}

static void
changed_cb (CrmStore *store, CrmChange *change, gpointer data)
{
  if (!change->own)
    ++*(guint *)data;
}

/* Reads wait in turn: the second tells when the first is done. */
static double
poll_ms (CrmStore *store, gboolean poll)
{
  gint64 began = g_get_monotonic_time ();

  for (guint i = 0; i < POLLS; i++) {
    if (poll)
      crm_store_poll (store);
    crm_store_run (store, CRM_TXN_READ, NULL, nothing_func, NULL, NULL);
    while (g_main_context_iteration (NULL, FALSE))
      continue;
  }

  return perf_ms_since (began) / POLLS;
}

static void
measure_following (const char *path, const char *client)
{
  g_autoptr (CrmOffice) office = perf_office_open_at (path);
  CrmStore *store = crm_office_get_store (office);
  g_autoptr (CrmTestDesktop) colleague = crm_test_desktop_new (path);
  double slowest = 0;
  guint changes = 0;

  crm_store_follow (store, 0);
  crm_test_figure ("a poll", poll_ms (store, TRUE) - poll_ms (store, FALSE), 1, "ms");
  g_signal_connect (store, "changed", G_CALLBACK (changed_cb), &changes);
  crm_store_follow (store, 1000);
  for (guint i = 0; i < CHANGES; i++) {
    guint before = changes;
    gint64 began;

    json_node_unref (
      crm_test_desktop_do (colleague, "set client %s note='followed %u'", client, i));
    began = g_get_monotonic_time ();
    while (changes == before)
      g_main_context_iteration (NULL, TRUE);
    slowest = MAX (slowest, perf_ms_since (began) / 1000);
  }
  crm_test_figure ("a change is seen after at most", slowest, 2, "s");
  g_signal_handlers_disconnect_by_func (store, changed_cb, &changes);
  crm_office_close (office, NULL);
}

/* --- A long list -------------------------------------------------------------------------------*/

#define SAVES 100

/* Opens the clients' list to its end, again and again, until its input ends. */
static void
be_reader (const char *path)
{
  g_autoptr (CrmOffice) office = perf_office_open_at (path);

  while (TRUE) {
    g_autoptr (CrmQuery) query = crm_query_new ("party");
    g_autoptr (CrmRecordList) list = NULL;

    crm_query_add_test (query, "is_client", CRM_TEST_EQUAL, "yes");
    crm_query_set_order (query, "name");
    list = perf_list_new (office, query);
    while (!crm_record_list_is_complete (list))
      g_main_context_iteration (NULL, TRUE);
    g_print ("%u\n", g_list_model_get_n_items (G_LIST_MODEL (list)));
  }
}

static void
save_often (CrmTestDesktop *desktop, const char *client, CrmTestTimes *times)
{
  static guint n;

  crm_test_times_init (times);
  for (guint i = 0; i < SAVES; i++) {
    gint64 began = g_get_monotonic_time ();

    json_node_unref (crm_test_desktop_do (desktop, "set client %s note='saved %u'", client, n++));
    crm_test_times_add (times, perf_ms_since (began));
    g_usleep (20000);
  }
}

static void
measure_list (const char *office, CrmTestShare *share)
{
  const char *args[] = { "reader", office, NULL };
  g_autoptr (CrmTestDesktop) desktop = share != NULL ? crm_test_share_desktop (share, office)
                                                     : crm_test_desktop_new (office);
  g_autoptr (JsonNode) added = crm_test_desktop_do (desktop, "add client name=Writer");
  const char *client = json_object_get_string_member (json_node_get_object (added), "id");
  g_autoptr (GSubprocess) reader = NULL;
  CrmTestTimes alone, beside;

  save_often (desktop, client, &alone);
  reader = start (share, args);
  save_often (desktop, client, &beside);
  g_subprocess_force_exit (reader);
  g_subprocess_wait (reader, NULL, NULL);
  g_print (
    "a save %s, alone and while a list of %u is opened: p50 %.0f and %.0f ms, longest %.0f and "
    "%.0f ms\n",
    share != NULL ? "at a network" : "here", perf_clients (), crm_test_times_at (&alone, 50),
    crm_test_times_at (&beside, 50), crm_test_times_at (&alone, 100),
    crm_test_times_at (&beside, 100));
  crm_test_figure ("  a save waits for the list, longest",
                   crm_test_times_at (&beside, 100) - crm_test_times_at (&alone, 50), 150, "ms");
  crm_test_times_clear (&alone);
  crm_test_times_clear (&beside);
}

static void
measure_lists (void)
{
  g_autofree char *large = perf_office_path ();
  g_autofree char *office = crm_test_copy (large, "large.kontor");
  g_autofree char *folder = g_path_get_dirname (office);

  measure_list (office, NULL);
  if (crm_test_has_rigs ()) {
    g_autoptr (CrmTestShare) share = crm_test_share_new (folder, 500, 8000);

    measure_list (office, share);
  }
}

int
main (int argc, char **argv)
{
  g_autofree char *office = NULL;
  g_autofree char *client = NULL;

  program = g_canonicalize_filename (argv[0], NULL);
  if (argc == 6 && g_str_equal (argv[1], "bare"))
    return (int)perf_bare_add_calls (argv[2], g_ascii_strtoll (argv[3], NULL, 10), atoi (argv[4]),
                                     atoi (argv[5]));
  g_test_init (&argc, &argv, NULL);
  if (argc == 3 && g_str_equal (argv[1], "reader"))
    be_reader (argv[2]);
  office = make_office (&client);
  measure_beside_bare (office, client);
  measure_following (office, client);
  measure_lists ();
  g_free (program);

  return 0;
}
