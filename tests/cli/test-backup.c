/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>

#include "cli/cli-office.h"

/* Backups, restoring, everything as files, upgrading, checking. */

static char *data;

/* What the office has in its own folder. */
static JsonArray *
backups_of (const char *office)
{
  g_autofree char *out = crm_test_print ("--file", office, "backups", "--format", "json", NULL);

  return cli_rows (out);
}

/* The command line does what it is told and nothing by itself. */
static void
test_backup (void)
{
  g_autofree char *office = cli_office_copy ("backup.kontor");
  g_autofree char *elsewhere = crm_test_path ("elsewhere");
  g_autoptr (JsonArray) none = NULL;
  g_autoptr (JsonArray) one = NULL;
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;

  g_free (crm_test_print ("--file", office, "list", "client", "--limit", "1", NULL));
  none = backups_of (office);
  g_assert_cmpuint (json_array_get_length (none), ==, 0);
  here = crm_test_print ("--file", office, "backup", NULL);
  g_assert_nonnull (strstr (here, data));
  one = backups_of (office);
  g_assert_cmpuint (json_array_get_length (one), ==, 1);
  g_assert_true (
    json_object_get_boolean_member (json_array_get_object_element (one, 0), "verified"));
  there = crm_test_print ("--file", office, "backup", elsewhere, NULL);
  g_assert_nonnull (strstr (there, elsewhere));
}

static void
test_restore (void)
{
  g_autofree char *office = cli_office_copy ("restore.kontor");
  g_autoptr (JsonArray) backups = NULL;
  g_autofree char *tried = NULL;
  g_autofree char *restored = NULL;
  g_autoptr (CrmTestRun) gone = NULL;
  const char *path;
  char *replaced;

  g_free (crm_test_print ("--file", office, "backup", NULL));
  g_free (crm_test_print ("--file", office, "add", "client", "name=Since", NULL));
  backups = backups_of (office);
  path = cli_cell (backups, 0, "path");
  tried = crm_test_print ("--file", office, "restore-backup", path, "--try", NULL);
  g_assert_nonnull (strstr (tried, "can be restored"));
  g_free (crm_test_print ("--file", office, "show", "client", "Since", NULL));
  restored = crm_test_print ("--file", office, "restore-backup", path, NULL);
  replaced = strstr (restored, "lies in ");
  g_assert_nonnull (replaced);
  replaced = g_strstrip (replaced + strlen ("lies in "));
  g_assert_true (g_file_test (replaced, G_FILE_TEST_IS_REGULAR));
  gone = crm_test_run ("--file", office, "show", "client", "Since", NULL);
  crm_test_assert_refused (gone, 1, "Client: there is no “Since”");
}

/* Whoever has the office open is named; a backup that is damaged is found out. */
static void
test_not_restored (void)
{
  g_autofree char *office = cli_office_copy ("not-restored.kontor");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (JsonArray) backups = NULL;
  g_autoptr (CrmTestDesktop) colleague = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (CrmTestRun) busy = NULL;
  g_autoptr (CrmTestRun) damaged = NULL;
  const char *path;

  g_free (crm_test_print ("--file", office, "backup", NULL));
  backups = backups_of (office);
  path = cli_cell (backups, 0, "path");
  colleague = crm_test_desktop_new (office);
  answer = crm_test_desktop_do (colleague, "list client --limit 1");
  busy = crm_test_run ("--file", office, "restore-backup", path, NULL);
  crm_test_assert_refused (busy, 1, "still open");
  g_clear_pointer (&colleague, crm_test_desktop_free);
  before = crm_test_checksum (office);
  crm_test_overwrite (path, 50000, "damage", 6);
  damaged = crm_test_run ("--file", office, "restore-backup", path, NULL);
  crm_test_assert_refused (damaged, 1, "has changed since it was made");
  after = crm_test_checksum (office);
  g_assert_cmpstr (before, ==, after);
}

static void
test_export (void)
{
  g_autofree char *office = cli_office_copy ("export.kontor");
  g_autofree char *package = crm_test_path ("everything.zip");
  g_autofree char *out = crm_test_print ("--file", office, "export", package, NULL);
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_nonnull (strstr (out, package));
  g_assert_true (g_file_get_contents (package, &bytes, &size, NULL));
  g_assert_cmpuint (size, >, 20000);
  g_assert_cmpint (memcmp (bytes, "PK", 2), ==, 0);
}

static void
test_upgrade (void)
{
  g_autofree char *office = crm_test_unpack_office ("v1-md");
  g_autofree char *folder = crm_test_path ("upgraded");
  g_autoptr (CrmTestRun) older = crm_test_run ("--file", office, "list", "client", NULL);
  g_autofree char *out = NULL;
  g_autofree char *again = NULL;
  g_autofree char *check = NULL;

  crm_test_assert_refused (older, 1, "older Kontor");
  out = crm_test_print ("upgrade", office, "--backup", folder, NULL);
  g_assert_nonnull (strstr (out, folder));
  again = crm_test_print ("upgrade", office, "--backup", folder, NULL);
  g_assert_nonnull (strstr (again, "needs no upgrade"));
  check = crm_test_print ("check", office, NULL);
  g_assert_nonnull (strstr (check, "All is well"));
}

/* Each finding says what to do. */
static void
test_check (void)
{
  g_autofree char *office = cli_office_copy ("check.kontor");
  g_autofree char *well = crm_test_print ("check", office, NULL);
  g_autofree char *series =
    crm_test_print ("--file", office, "list", "series", "--where", "next > 1", "--columns", "id",
                    "--format", "json", NULL);
  g_autoptr (JsonArray) rows = cli_rows (series);
  g_autoptr (CrmTestRun) found = NULL;

  g_assert_nonnull (strstr (well, "All is well"));
  g_assert_cmpuint (json_array_get_length (rows), >, 0);
  g_free (
    crm_test_print ("--file", office, "set", "series", cli_cell (rows, 0, "id"), "next=1", NULL));
  found = crm_test_run ("check", office, NULL);
  g_assert_cmpint (found->status, ==, 1);
  g_assert_nonnull (strstr (found->out, "would give the number 1 again"));
  g_assert_nonnull (strstr (found->out, "set its next number"));
}

/* --- What is refused ---------------------------------------------------------------------------
 */

#define MOST_WORDS 8

typedef struct {
  const char *words[MOST_WORDS]; /* OFFICE and BACKUP stand for one */
  int status;
  const char *says;
} Refusal;

static void
refuse (const Refusal *refusal, const char *office, const char *backup)
{
  const char *args[MOST_WORDS + 1] = { NULL };
  g_autoptr (CrmTestRun) run = NULL;

  for (guint i = 0; i < MOST_WORDS && refusal->words[i] != NULL; i++)
    args[i] = g_str_equal (refusal->words[i], "OFFICE")   ? office
              : g_str_equal (refusal->words[i], "BACKUP") ? backup
                                                          : refusal->words[i];
  run = crm_test_runv (args, NULL);
  crm_test_assert_refused (run, refusal->status, refusal->says);
  g_assert_cmpstr (run->out, ==, "");
}

/* 2: it was called wrongly; 1: it could not be done. Nothing is changed by any of them. */
static void
test_refused (void)
{
  static const Refusal refusals[] = {
    { { "--file", "OFFICE", "backup", "a", "b" }, 2, "one word too many" },
    { { "--file", "OFFICE", "backup", "--fast" }, 2, "Unknown option" },
    { { "--file", "OFFICE", "backup", "/dev/null/x" }, 1, "choose another folder" },
    { { "--file", "gone.kontor", "backup" }, 1, "moved or renamed" },
    { { "backup" }, 2, "Which office?" },
    { { "--file", "OFFICE", "backups", "x" }, 2, "one word too many" },
    { { "--file", "OFFICE", "backups", "--format", "xml" }, 2, "table, csv and json" },
    { { "--file", "gone.kontor", "backups" }, 1, "moved or renamed" },
    { { "--file", "OFFICE", "restore-backup" }, 2, "missing" },
    { { "--file", "OFFICE", "restore-backup", "--force", "BACKUP" }, 2, "Unknown option" },
    { { "--file", "OFFICE", "restore-backup", "gone.kontor-backup" }, 1, "is not there" },
    { { "--file", "OFFICE", "restore-backup", "OFFICE" }, 1, "is not a backup" },
    { { "restore-backup", "BACKUP" }, 2, "Which office?" },
    { { "--file", "OFFICE", "export" }, 2, "missing" },
    { { "--file", "OFFICE", "export", "/dev/null/x.zip" }, 1, "Choose another name or folder" },
    { { "--file", "OFFICE", "export", "/" }, 1, "Choose another name or folder" },
    { { "--file", "OFFICE", "export", "x.zip", "--all" }, 2, "Unknown option" },
    { { "upgrade" }, 2, "Which office?" },
    { { "upgrade", "gone.kontor" }, 1, "moved or renamed" },
    { { "upgrade", "/nowhere/gone.kontor" }, 1, "/nowhere" },
    { { "upgrade", "OFFICE", "--backup" }, 2, "Missing argument" },
    { { "upgrade", "OFFICE", "--yes" }, 2, "Unknown option" },
    { { "check" }, 2, "Which office?" },
    { { "check", "gone.kontor" }, 1, "moved or renamed" },
    { { "check", "OFFICE", "x" }, 2, "one word too many" },
    { { "check", "--repair", "OFFICE" }, 2, "Unknown option" },
  };
  g_autofree char *office = cli_office_copy ("refused.kontor");
  g_autoptr (JsonArray) backups = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_free (crm_test_print ("--file", office, "backup", NULL));
  backups = backups_of (office);
  before = crm_test_checksum (office);
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    refuse (&refusals[i], office, cli_cell (backups, 0, "path"));
  after = crm_test_checksum (office);
  g_assert_cmpstr (before, ==, after);
}

/* A text, and an office that has lost its head: each command says so and touches nothing. */
static void
test_not_office (void)
{
  static const Refusal refusals[] = {
    { { "--file", "OFFICE", "backup" }, 1, "not an office of Kontor" },
    { { "--file", "OFFICE", "backups" }, 1, "not an office of Kontor" },
    { { "--file", "OFFICE", "export", "x.zip" }, 1, "not an office of Kontor" },
    { { "upgrade", "OFFICE" }, 1, "not an office of Kontor" },
    { { "check", "OFFICE" }, 1, "not an office of Kontor" },
  };
  g_autofree char *text = crm_test_path ("letter.kontor");
  g_autofree char *kept = NULL;

  g_assert_true (g_file_set_contents (text, "Dear colleagues", -1, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    refuse (&refusals[i], text, NULL);
  g_assert_true (g_file_get_contents (text, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "Dear colleagues");
}

/* What can be read of a damaged file is checked, and can be read. */
static void
test_damaged (void)
{
  g_autofree char *office = cli_office_copy ("damaged.kontor");
  g_autofree char *dirt = g_strnfill (8192, 'x');
  g_autofree char *read = NULL;
  g_autoptr (CrmTestRun) found = NULL;
  g_autoptr (CrmTestRun) copied = NULL;
  GStatBuf status;

  g_assert_cmpint (g_stat (office, &status), ==, 0);
  crm_test_overwrite (office, status.st_size - 16384, dirt, 8192);
  found = crm_test_run ("check", office, NULL);
  g_assert_cmpint (found->status, ==, 1);
  g_assert_cmpstr (found->err, ==, "");
  g_assert_nonnull (strstr (found->out, "Restore the last backup"));
  read = crm_test_print ("--file", office, "list", "person", NULL);
  g_assert_nonnull (strstr (read, "Ana"));
  /* No backup is made of what is damaged: it would take the place of a good one. */
  copied = crm_test_run ("--file", office, "backup", NULL);
  crm_test_assert_refused (copied, 1, "damaged");
}

/* Where the engine keeps the layout of a file, and one that is not ours yet. */
#define LAYOUT_AT 60

/* A file that a newer program has upgraded is read, and backed up, and not written. */
static void
test_newer (void)
{
  static const guint8 layout[] = { 0, 0, 0, 99 };
  g_autofree char *office = cli_office_copy ("newer.kontor");
  g_autofree char *folder = crm_test_path ("newer");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *read = NULL;
  g_autoptr (CrmTestRun) added = NULL;
  g_autoptr (CrmTestRun) upgraded = NULL;

  crm_test_overwrite (office, LAYOUT_AT, layout, sizeof layout);
  before = crm_test_checksum (office);
  read = crm_test_print ("--file", office, "list", "person", NULL);
  g_assert_nonnull (strstr (read, "Ana"));
  added = crm_test_run ("--file", office, "add", "client", "name=X", NULL);
  crm_test_assert_refused (added, 1, "Update Kontor");
  upgraded = crm_test_run ("upgrade", office, NULL);
  crm_test_assert_refused (upgraded, 1, "Update Kontor");
  g_free (crm_test_print ("--file", office, "backup", folder, NULL));
  after = crm_test_checksum (office);
  g_assert_cmpstr (before, ==, after);
}

/* --- No room -----------------------------------------------------------------------------------
 */

static void
assert_no_room (const char *office, const char *small, const char *command, const char *says)
{
  g_autofree char *target = g_build_filename (small, "x", NULL);
  const char *argv[] = { "sh",
                         "-c",
                         "ulimit -f 20; exec \"$0\" \"$@\"",
                         g_getenv ("KONTOR_BIN"),
                         "--file",
                         office,
                         command,
                         target,
                         NULL };
  g_autofree char *err = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;
  int status = 0;

  g_assert_true (g_spawn_sync (NULL, (char **)argv, NULL,
                               G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL,
                               &err, &status, NULL));
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 1);
  g_test_message ("%s", err);
  g_assert_nonnull (strstr (err, says));
  /* Nothing half is left. */
  dir = g_dir_open (g_file_test (target, G_FILE_TEST_IS_DIR) ? target : small, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_error ("“%s” is left", name);
}

/* Where nothing large can be written. */
static void
test_no_room (void)
{
  static const struct {
    const char *name;
    const char *says;
  } commands[] = {
    { "backup", "Free some space" },
    { "export", "Choose another name or folder" },
  };
  g_autofree char *office = cli_office_copy ("no-room.kontor");
  g_autofree char *before = crm_test_checksum (office);
  g_autofree char *after = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++) {
    g_autofree char *small = crm_test_path (commands[i].name);

    g_assert_cmpint (g_mkdir (small, 0700), ==, 0);
    assert_no_room (office, small, commands[i].name, commands[i].says);
  }
  after = crm_test_checksum (office);
  g_assert_cmpstr (before, ==, after);
}

static guint
count_clients (CrmTestDesktop *desktop)
{
  g_autoptr (JsonNode) rows =
               crm_test_desktop_do (desktop, "list client --search Filler --limit 1000");

  return json_array_get_length (json_node_get_array (rows));
}

/* A batch lives on when its disk is full: what was answered is there, and it works once there is
 * room. */
static void
test_full (void)
{
  g_autofree char *office = cli_office_copy ("full.kontor");
  g_autofree char *note = g_strnfill (9000, 'x');
  g_autoptr (CrmTestDesktop) desktop = crm_test_desktop_new (office);
  g_autoptr (JsonNode) checked = NULL;
  GStatBuf status;
  guint added = 0;

  g_assert_cmpuint (count_clients (desktop), ==, 0);
  g_assert_cmpint (g_stat (office, &status), ==, 0);
  if (!crm_test_desktop_limit (desktop, status.st_size + 100000)) {
    g_test_skip ("no limits can be set here");
    return;
  }
  while (TRUE) {
    g_autoptr (JsonObject) answer =
                 crm_test_desktop_ask (desktop, "add client 'name=Filler %u' note=%s", added, note);

    if (!json_object_get_boolean_member (answer, "ok")) {
      JsonObject *error = json_object_get_object_member (answer, "error");

      g_assert_cmpstr (json_object_get_string_member (error, "code"), ==, "full");
      g_assert_nonnull (
        strstr (json_object_get_string_member (error, "message"), "free some space"));
      break;
    }
    g_assert_cmpuint (++added, <, 100);
  }
  g_assert_cmpuint (count_clients (desktop), ==, added);
  crm_test_desktop_limit (desktop, -1);
  g_clear_pointer (&checked, json_node_unref);
  checked = crm_test_desktop_do (desktop, "add client 'name=Filler at last' note=%s", note);
  g_assert_cmpuint (count_clients (desktop), ==, added + 1);
  g_clear_pointer (&checked, json_node_unref);
  checked = crm_test_desktop_do (desktop, "check");
  g_assert_cmpuint (json_array_get_length (json_node_get_array (checked)), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  data = crm_test_path ("data");
  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_test_add_func ("/cli/backup/backup", test_backup);
  g_test_add_func ("/cli/backup/restore", test_restore);
  g_test_add_func ("/cli/backup/not-restored", test_not_restored);
  g_test_add_func ("/cli/backup/export", test_export);
  g_test_add_func ("/cli/backup/upgrade", test_upgrade);
  g_test_add_func ("/cli/backup/check", test_check);
  g_test_add_func ("/cli/backup/refused", test_refused);
  g_test_add_func ("/cli/backup/not-office", test_not_office);
  g_test_add_func ("/cli/backup/damaged", test_damaged);
  g_test_add_func ("/cli/backup/newer", test_newer);
  g_test_add_func ("/cli/backup/no-room", test_no_room);
  g_test_add_func ("/cli/backup/full", test_full);

  return g_test_run ();
}
