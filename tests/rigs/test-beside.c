/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-office.h"
#include "support/crm-test.h"

#include <string.h>

/* What lies beside the office, and what must never touch it. */

static JsonObject *
ask_place (CrmTestDesktop *desktop, JsonNode **node)
{
  *node = crm_test_desktop_do (desktop, "place");

  return json_node_get_object (*node);
}

static gboolean
is_read_only (CrmTestDesktop *desktop)
{
  g_autoptr (JsonNode) node = NULL;

  return json_object_get_boolean_member (ask_place (desktop, &node), "read_only");
}

static guint
count_others (CrmTestDesktop *desktop)
{
  g_autoptr (JsonNode) node = NULL;
  JsonArray *open = json_object_get_array_member (ask_place (desktop, &node), "open");

  return json_array_get_length (open);
}

/* Until it is; how many looks of a second that took. */
static guint
wait_read_only (CrmTestDesktop *desktop)
{
  guint n = 0;

  while (!is_read_only (desktop)) {
    g_usleep (G_USEC_PER_SEC);
    g_assert_cmpuint (++n, <, 60);
  }

  return n;
}

/* Two whose locks do not meet find out, and neither saves any more. */
static void
test_no_locks (void)
{
  g_autofree char *office = cli_office_copy ("nolock.kontor");
  g_autoptr (CrmTestDesktop) mine = crm_test_desktop_new (office);
  g_autoptr (CrmTestDesktop) theirs = NULL;
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;

  /* Asked before the other comes, for the first meeting may tell. */
  g_assert_false (is_read_only (mine));
  theirs = crm_test_desktop_new_with (office, "nolock", NULL);
  g_test_message ("noticed after %u and %u looks", wait_read_only (theirs), wait_read_only (mine));
  here = crm_test_desktop_refuse (mine, "read-only", "add client name=Lost");
  there = crm_test_desktop_refuse (theirs, "read-only", "add client name=Lost");
  g_assert_nonnull (strstr (here, "each other's locks"));
  g_assert_nonnull (strstr (there, "each other's locks"));
}

/* Two whose locks do meet go on. */
static void
test_locks (void)
{
  g_autofree char *office = cli_office_copy ("locks.kontor");
  g_autoptr (CrmTestDesktop) mine = crm_test_desktop_new (office);
  g_autoptr (CrmTestDesktop) theirs = crm_test_desktop_new (office);
  g_autoptr (JsonNode) done = NULL;

  while (count_others (mine) == 0 || count_others (theirs) == 0)
    g_usleep (G_USEC_PER_SEC / 10);
  /* Some of their looks at each other. */
  g_usleep (5 * G_USEC_PER_SEC);
  g_assert_false (is_read_only (mine));
  g_assert_false (is_read_only (theirs));
  done = crm_test_desktop_do (theirs, "add client name=Kept");
  g_assert_cmpuint (count_others (mine), ==, 1);
}

/* --- Nobody but SQLite opens it ----------------------------------------------------------------*/

static char **
run_watched (const char *office, const char *log, const char *const *args)
{
  g_autoptr (GSubprocessLauncher) launcher =
               g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autofree char *module = g_strdup_printf ("%s/opens.so", g_getenv ("KONTOR_RIG_DIR"));
  g_autofree char *text = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_setenv (launcher, "LD_PRELOAD", module, TRUE);
  g_subprocess_launcher_setenv (launcher, "OPENS_PATH", office, TRUE);
  g_subprocess_launcher_setenv (launcher, "OPENS_LOG", log, TRUE);
  process = g_subprocess_launcher_spawnv (launcher, args, &error);
  g_assert_no_error (error);
  g_subprocess_wait (process, NULL, NULL);
  if (!g_file_get_contents (log, &text, NULL, NULL))
    return g_new0 (char *, 1);

  return g_strsplit (text, "\n", -1);
}

static void
count_opens (char **lines, guint *sqlite, guint *others)
{
  *sqlite = *others = 0;
  for (guint i = 0; lines[i] != NULL; i++) {
    if (g_str_equal (lines[i], "sqlite"))
      (*sqlite)++;
    else if (*lines[i] != '\0')
      (*others)++;
  }
}

static void
test_opens (void)
{
  static const char *const commands[][5] = { { "list", "clients" },
                                             { "add", "client", "name=Watched" },
                                             { "check" },
                                             { "place" },
                                             { "place", "--this-computer", "yes" },
                                             { "place", "--this-computer", "no" },
                                             { "undo" } };
  g_autofree char *office = cli_office_copy ("opens.kontor");
  g_autofree char *log = g_strconcat (office, ".opens", NULL);
  g_auto (GStrv) strange = NULL;
  guint sqlite, others;

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++) {
    const char *args[9] = { g_getenv ("KONTOR_BIN"), "--file", office };
    g_auto (GStrv) lines = NULL;

    for (guint k = 0; k < G_N_ELEMENTS (commands[i]); k++)
      args[3 + k] = commands[i][k];
    lines = run_watched (office, log, args);
    count_opens (lines, &sqlite, &others);
    g_assert_cmpuint (sqlite, >=, 2 * (i + 1));
    g_assert_cmpuint (others, ==, 0);
  }
  /* Somebody else is seen. */
  strange = run_watched (office, log, (const char *[]){ "cat", office, NULL });
  count_opens (strange, &sqlite, &others);
  g_assert_cmpuint (others, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!crm_test_has_rigs ()) {
    g_print ("1..0 # SKIP there are no rigs on this system\n");
    return 0;
  }
  g_test_add_func ("/rigs/beside/no-locks", test_no_locks);
  g_test_add_func ("/rigs/beside/locks", test_locks);
  g_test_add_func ("/rigs/beside/opens", test_opens);

  return g_test_run ();
}
