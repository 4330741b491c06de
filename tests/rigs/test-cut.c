/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-office.h"
#include "rigs/cut.h"
#include "support/crm-test.h"

/*
 * The power fails while a backup is made, before each operation in its turn: what lies in the
 * backups' folder then is a whole backup or is not called one, and the office is as it was.
 */

/* A backup has fewer operations than this. */
#define MOST_OPERATIONS 200
#define SUFFIX          ".kontor-backup"

typedef struct {
  char *office;
  char *folder; /* of this backup alone */
  guint at;     /* 0: the power stays on */
  gboolean keeps;
  const char *lies;
} Cut;

/* Returns the status. */
static int
back_up (const Cut *cut)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
    G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autofree char *at = g_strdup_printf ("%u", cut->at);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  crm_test_load_rig (launcher, "cut");
  g_subprocess_launcher_setenv (launcher, CUT_FOLDER, cut->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, CUT_AT, at, TRUE);
  if (cut->keeps)
    g_subprocess_launcher_setenv (launcher, CUT_KEEPS, "1", TRUE);
  if (cut->lies != NULL)
    g_subprocess_launcher_setenv (launcher, CUT_LIES, cut->lies, TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("KONTOR_BIN"), "--file",
                                         cut->office, "backup", cut->folder, NULL);
  g_assert_no_error (error);
  g_subprocess_wait (process, NULL, NULL);
  g_assert_true (g_subprocess_get_if_exited (process));

  return g_subprocess_get_exit_status (process);
}

static gboolean
is_good (const char *path)
{
  g_autoptr (CrmTestRun) run = crm_test_run ("restore-backup", path, "--try", NULL);

  return run->status == 0;
}

/* What is called a backup, and how many of them cannot be restored. */
static guint
count_backups (const char *folder, guint *bad)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  *bad = 0;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (!g_str_has_suffix (name, SUFFIX))
      continue;
    n++;
    *bad += !is_good (path);
  }

  return n;
}

static void
cut_init (Cut *cut, const char *office, guint at)
{
  static guint n;
  g_autofree char *name = g_strdup_printf ("backups-%u", n++);

  *cut = (Cut){ .office = g_strdup (office), .folder = crm_test_path (name), .at = at };
}

static void
cut_clear (Cut *cut)
{
  g_free (cut->office);
  g_free (cut->folder);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cut, cut_clear)

/* Before one operation. Returns whether the backup came to its end. */
static gboolean
cut_one (const char *office, guint at, gboolean keeps)
{
  g_auto (Cut) cut = { 0 };
  guint n, bad;
  int status;

  cut_init (&cut, office, at);
  cut.keeps = keeps;
  status = back_up (&cut);
  g_assert_true (status == 0 || status == CUT_STATUS);
  n = count_backups (cut.folder, &bad);
  g_assert_cmpuint (bad, ==, 0);
  /* What it was told done is there. */
  if (status == 0)
    g_assert_cmpuint (n, ==, 1);

  return status == 0;
}

static void
cut_each (gboolean keeps)
{
  g_autofree char *office = cli_office_copy ("cut.kontor");
  g_autoptr (CrmTestDesktop) colleague = crm_test_desktop_new (office);
  g_autoptr (JsonNode) findings = NULL;
  guint at = 1;

  for (; !cut_one (office, at, keeps); at++) {
    g_autoptr (JsonNode) done = crm_test_desktop_do (colleague, "add client name=Meanwhile%u", at);

    g_assert_nonnull (done);
    g_assert_cmpuint (at, <, MOST_OPERATIONS);
  }
  g_test_message ("%u operations", at - 1);
  /* Its parts, their syncs and their names. */
  g_assert_cmpuint (at, >, 6);
  findings = crm_test_desktop_do (colleague, "check");
  g_assert_cmpuint (json_array_get_length (json_node_get_array (findings)), ==, 0);
}

static void
test_lost (void)
{
  cut_each (FALSE);
}

static void
test_kept (void)
{
  cut_each (TRUE);
}

/* A disk that does not sync the backup itself leaves one that is not whole: this would be seen. */
static void
test_lies (void)
{
  g_autofree char *office = cli_office_copy ("lies.kontor");
  g_auto (Cut) cut = { 0 };
  guint bad;

  cut_init (&cut, office, 0);
  cut.lies = ".part";
  g_assert_cmpint (back_up (&cut), ==, 0);
  g_assert_cmpuint (count_backups (cut.folder, &bad), ==, 1);
  g_assert_cmpuint (bad, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!crm_test_has_rigs ()) {
    g_print ("1..0 # SKIP there are no rigs on this system\n");
    return 0;
  }
  g_test_add_func ("/rigs/cut/lost", test_lost);
  g_test_add_func ("/rigs/cut/kept", test_kept);
  g_test_add_func ("/rigs/cut/lies", test_lies);

  return g_test_run ();
}
