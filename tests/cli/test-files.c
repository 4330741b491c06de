/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cli/cli-office.h"

/* Files that are no office, or none that can be used: said in words, and left as they are. */

/* Offsets in the header of the file. */
#define LAYOUT_VERSION 60
#define APPLICATION_ID 68

static const char *const reading[] = { "list", "client", NULL };
static const char *const writing[] = { "add", "client", "name=X", NULL };
static const char *const checking[] = { "check", NULL };

/* Every command says the same, ends with 1, and changes no byte. */
static void
assert_left_alone (const char *office, const char *says, gboolean listable)
{
  const char *const *commands[] = { writing, listable ? NULL : reading,
                                    listable ? NULL : checking };
  g_autofree char *before = crm_test_checksum (office);
  g_autofree char *after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++) {
    const char *args[8] = { "--file", office };
    g_autoptr (CrmTestRun) run = NULL;

    for (guint k = 0; commands[i] != NULL && commands[i][k] != NULL; k++)
      args[2 + k] = commands[i][k];
    if (commands[i] == NULL)
      continue;
    run = crm_test_runv (args, NULL);
    crm_test_assert_refused (run, 1, says);
    g_assert_null (strstr (run->err, "SQL"));
  }
  after = crm_test_checksum (office);
  g_assert_cmpstr (before, ==, after);
}

static void
test_missing (void)
{
  g_autofree char *file = crm_test_path ("nowhere.kontor");
  g_autofree char *folder = crm_test_path ("no-such-folder/office.kontor");
  g_autoptr (CrmTestRun) a = crm_test_run ("--file", file, "list", "client", NULL);
  g_autoptr (CrmTestRun) b = crm_test_run ("--file", folder, "list", "client", NULL);
  g_autoptr (CrmTestRun) c = crm_test_run ("check", file, NULL);
  g_autoptr (CrmTestRun) d = crm_test_run ("demo", folder, "--clients", "1", NULL);

  crm_test_assert_refused (a, 1, "nowhere.kontor");
  crm_test_assert_refused (b, 1, "no-such-folder");
  crm_test_assert_refused (c, 1, "nowhere.kontor");
  crm_test_assert_refused (d, 1, "no-such-folder");
  /* Nothing is made by looking for it. */
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
}

static void
test_not_ours (void)
{
  static const char text[] = "Dear diary, this is not an office but a letter.\n";
  g_autofree char *letter = crm_test_path ("letter.kontor");
  g_autofree char *empty = crm_test_path ("empty.kontor");
  g_autofree char *other = cli_office_copy ("other.kontor");
  g_autoptr (GError) error = NULL;

  g_file_set_contents (letter, text, -1, &error);
  g_assert_no_error (error);
  g_file_set_contents (empty, "", 0, &error);
  g_assert_no_error (error);
  crm_test_overwrite (other, APPLICATION_ID, "ABCD", 4);
  assert_left_alone (letter, "not an office of Kontor", FALSE);
  assert_left_alone (empty, "not an office of Kontor", FALSE);
  assert_left_alone (other, "not an office of Kontor", FALSE);
}

static void
test_newer (void)
{
  g_autofree char *office = cli_office_copy ("newer.kontor");

  crm_test_overwrite (office, LAYOUT_VERSION, "\x00\x00\x03\xe7", 4);
  assert_left_alone (office, "newer", TRUE);
}

static void
test_damaged (void)
{
  g_autofree char *office = cli_office_copy ("damaged.kontor");
  g_autofree char *garbage = g_strnfill (3 * 4096, 'k');
  g_autoptr (CrmTestRun) check = NULL;
  g_autoptr (CrmTestRun) list = NULL;

  crm_test_overwrite (office, 4096, garbage, 3 * 4096);
  check = crm_test_run ("--file", office, "check", NULL);
  g_assert_cmpint (check->status, ==, 1);
  g_assert_true (check->out[0] != '\0' || check->err[0] != '\0');
  list = crm_test_run ("--file", office, "list", "client", NULL);
  g_assert_cmpint (list->status, ==, 1);
  g_assert_cmpstr (list->err, !=, "");
}

static void
test_cut_short (void)
{
  g_autofree char *office = cli_office_copy ("short.kontor");
  g_autofree char *data = NULL;
  g_autoptr (CrmTestRun) check = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_file_get_contents (office, &data, &size, &error);
  g_assert_no_error (error);
  g_file_set_contents (office, data, (gssize)(size / 2), &error);
  g_assert_no_error (error);
  check = crm_test_run ("--file", office, "check", NULL);
  g_assert_cmpint (check->status, ==, 1);
}

static void
test_read_only (void)
{
  g_autofree char *office = cli_office_copy ("read-only.kontor");
  g_autofree char *rows = NULL;

  g_assert_cmpint (g_chmod (office, 0444), ==, 0);
  if (g_access (office, 2) == 0) {
    g_test_skip ("This account may write to files that are read-only");
    return;
  }
  rows = crm_test_print ("--file", office, "list", "client", NULL);
  g_assert_nonnull (rows);
  assert_left_alone (office, "read", TRUE);
}

/* A demo never takes the place of a file that is there. */
static void
test_demo_over_a_file (void)
{
  g_autofree char *office = cli_office_copy ("there.kontor");
  g_autofree char *before = crm_test_checksum (office);
  g_autofree char *after = NULL;
  g_autoptr (CrmTestRun) run = crm_test_run ("demo", office, "--clients", "5", NULL);

  crm_test_assert_refused (run, 1, "there.kontor");
  after = crm_test_checksum (office);
  g_assert_cmpstr (before, ==, after);
}

/* Names of files are the person's own. */
static void
test_file_names (void)
{
  static const char *const names[] = { "Моя контора №1.kontor", "birou ș ț.kontor",
                                       "a'b\"c.kontor",         "事務所.kontor",
                                       "q?m=1#x.kontor",        "per%20cent.kontor" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *office = cli_office_copy (names[i]);
    g_autofree char *out = crm_test_print ("--file", office, "list", "deal", "--limit", "1",
                                           "--columns", "number", "--format", "csv", NULL);

    g_assert_true (g_str_has_prefix (out, "number\r\n"));
  }
}

static void
test_check_is_well (void)
{
  g_autofree char *one = crm_test_print ("check", cli_office (), NULL);
  g_autofree char *two = crm_test_print ("--file", cli_office (), "check", NULL);

  g_assert_cmpstr (one, ==, "All is well.\n");
  g_assert_cmpstr (two, ==, one);
}

/* --- Shortcuts -------------------------------------------------------------------------------- */

static char *
first_client (const char *file)
{
  return crm_test_print ("--file", file, "list", "client", "--limit", "1", "--columns", "name",
                         NULL);
}

/* By a shortcut one comes to the office where it was, and where both lie beside each other. */
static void
test_shortcut (void)
{
  g_autofree char *office = cli_office_copy ("joined.kontor");
  g_autofree char *name = crm_test_path ("join us");
  g_autofree char *link = g_strconcat (name, ".kontor-link", NULL);
  g_autofree char *folder = crm_test_path ("elsewhere");
  g_autofree char *moved = g_build_filename (folder, "joined.kontor", NULL);
  g_autofree char *moved_link = g_build_filename (folder, "join us.kontor-link", NULL);
  g_autofree char *said = crm_test_print ("--file", office, "shortcut", name, NULL);
  g_autofree char *before = first_client (office);
  g_autofree char *by_link = first_client (link);
  g_autofree char *beside = NULL;
  g_autoptr (CrmTestRun) gone = NULL;

  g_assert_nonnull (strstr (said, link));
  g_assert_cmpstr (before, ==, by_link);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (g_rename (office, moved), ==, 0);
  gone = crm_test_run ("--file", link, "list", "client", NULL);
  crm_test_assert_refused (gone, 1, "that this shortcut leads to is not there");
  g_assert_cmpint (g_rename (link, moved_link), ==, 0);
  beside = first_client (moved_link);
  g_assert_cmpstr (before, ==, beside);
}

static void
test_bad_shortcuts (void)
{
  static const char *const texts[] = {
    "",
    "SQLite format 3",
    "[Kontor Link]\nOffice=\n",
    "[Kontor Link]\nOffice=https://example.com/office.kontor\n",
    "[Kontor Link]\nOffice=file:///tmp/other.kontor-link\n",
    "[Something]\nOffice=file:///tmp/office.kontor\n",
  };
  g_autofree char *link = crm_test_path ("bad.kontor-link");
  g_autofree char *office = cli_office_copy ("alone.kontor");
  g_autoptr (CrmTestRun) alone = NULL;
  g_autofree char *kept = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (CrmTestRun) run = NULL;

    g_assert_true (g_file_set_contents (link, texts[i], -1, NULL));
    run = crm_test_run ("--file", link, "list", "client", NULL);
    crm_test_assert_refused (run, 1, "is no shortcut to an office");
  }
  /* Nobody else could come by it. */
  kept = crm_test_print ("place", office, "--this-computer", "yes", NULL);
  alone = crm_test_run ("--file", office, "shortcut", link, NULL);
  crm_test_assert_refused (alone, 1, "Only this computer uses the office");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/files/missing", test_missing);
  g_test_add_func ("/cli/files/not-ours", test_not_ours);
  g_test_add_func ("/cli/files/newer", test_newer);
  g_test_add_func ("/cli/files/damaged", test_damaged);
  g_test_add_func ("/cli/files/cut-short", test_cut_short);
  g_test_add_func ("/cli/files/read-only", test_read_only);
  g_test_add_func ("/cli/files/demo-over-a-file", test_demo_over_a_file);
  g_test_add_func ("/cli/files/names", test_file_names);
  g_test_add_func ("/cli/files/shortcut", test_shortcut);
  g_test_add_func ("/cli/files/bad-shortcuts", test_bad_shortcuts);
  g_test_add_func ("/cli/files/check", test_check_is_well);

  return g_test_run ();
}
