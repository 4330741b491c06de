/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

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
  crm_test_assert_refused (gone, 1, "There is no");
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

  return g_test_run ();
}
