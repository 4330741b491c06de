/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-office.h"

/* What lies beside a record and is said at it, and two records made one, by the command line. */

static const char letter[] = "From: Ion Rusu <ion@zebra.example>\r\n"
                             "To: office@test.example\r\n"
                             "Subject: =?utf-8?B?0J7QutC90LA=?=\r\n"
                             "Date: Mon, 16 Nov 2026 10:00:00 +0200\r\n"
                             "Message-ID: <1@zebra.example>\r\n"
                             "Content-Type: text/plain; charset=koi8-r\r\n"
                             "\r\n"
                             "\xcf\xcb\xce\xc1\r\n";

static char *
write_file (const char *name, const char *data, gsize size)
{
  char *path = crm_test_path (name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, data, (gssize)size, &error);
  g_assert_no_error (error);

  return path;
}

static char *
show (const char *office, const char *client)
{
  return crm_test_print ("--file", office, "show", "client", client, NULL);
}

static void
test_files (void)
{
  g_autofree char *office = cli_office_copy ("files-beside.kontor");
  g_autofree char *plan = write_file ("plan.txt", "Three windows, one door.\n", 25);
  g_autofree char *back = crm_test_path ("back.txt");
  g_autofree char *text = NULL;
  g_autofree char *shown = NULL;
  g_autoptr (CrmTestRun) missing = NULL;
  g_autoptr (CrmTestRun) no_file = NULL;
  g_autoptr (GError) error = NULL;

  g_free (crm_test_print ("--file", office, "add", "client", "name=Zebra", NULL));
  g_free (crm_test_print ("--file", office, "attach", "client", "Zebra", plan, NULL));
  shown = show (office, "Zebra");
  g_assert_nonnull (strstr (shown, "Files:\n  plan.txt ("));
  g_free (
    crm_test_print ("--file", office, "file", "client", "Zebra", "plan.txt", "--to", back, NULL));
  g_file_get_contents (back, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "Three windows, one door.\n");
  missing = crm_test_run ("--file", office, "file", "client", "Zebra", "other.txt", NULL);
  crm_test_assert_refused (missing, 1, "other.txt");
  no_file = crm_test_run ("--file", office, "attach", "client", "Zebra", "/nowhere.txt", NULL);
  crm_test_assert_refused (no_file, 1, "nowhere.txt");
}

static void
test_letter (void)
{
  g_autofree char *office = cli_office_copy ("letter-beside.kontor");
  g_autofree char *path = write_file ("letter.eml", letter, sizeof letter - 1);
  g_autofree char *said = NULL;
  g_autofree char *events = NULL;
  g_autoptr (CrmTestRun) unknown = NULL;
  g_autoptr (CrmTestRun) again = NULL;

  unknown = crm_test_run ("--file", office, "letter", path, NULL);
  crm_test_assert_refused (unknown, 1, "letter");
  g_free (crm_test_print ("--file", office, "add", "client", "name=Zebra",
                          "emails.address=ion@zebra.example", NULL));
  said = crm_test_print ("--file", office, "letter", path, NULL);
  g_assert_nonnull (strstr (said, "is a letter"));
  events = crm_test_print ("--file", office, "list", "event", "--where", "client = Zebra",
                           "--format", "csv", NULL);
  g_assert_nonnull (strstr (events, "Окна"));
  again = crm_test_run ("--file", office, "letter", path, NULL);
  g_assert_cmpint (again->status, ==, 1);
}

static void
test_comment (void)
{
  g_autofree char *office = cli_office_copy ("talk-beside.kontor");
  g_autofree char *shown = NULL;
  g_autofree char *json = NULL;
  g_autoptr (JsonNode) node = NULL;

  g_free (crm_test_print ("--file", office, "add", "client", "name=Zebra", NULL));
  g_free (
    crm_test_print ("--file", office, "comment", "client", "Zebra", "They call at nine", NULL));
  shown = show (office, "Zebra");
  g_assert_nonnull (strstr (shown, "Talk:\n"));
  g_assert_nonnull (strstr (shown, ": They call at nine\n"));
  json = crm_test_print ("--file", office, "show", "client", "Zebra", "--format", "json", NULL);
  node = json_from_string (json, NULL);
  g_assert_cmpuint (
    json_array_get_length (json_object_get_array_member (json_node_get_object (node), "talk")), ==,
    1);
}

static void
test_merge (void)
{
  g_autofree char *office = cli_office_copy ("merge-beside.kontor");
  g_autofree char *said = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *undone = NULL;
  g_autoptr (CrmTestRun) same = NULL;
  g_autoptr (CrmTestRun) no_field = NULL;

  g_free (crm_test_print ("--file", office, "add", "client", "name=Zebra", "segment=Trade", NULL));
  g_free (crm_test_print ("--file", office, "add", "client", "name=Zebra Trading",
                          "segment=Farming", "phones.number=022 123 456", NULL));
  g_free (crm_test_print ("--file", office, "comment", "client", "Zebra Trading", "Calls", NULL));
  same = crm_test_run ("--file", office, "merge", "client", "Zebra", "Zebra", NULL);
  crm_test_assert_refused (same, 1, "one and the same");
  no_field = crm_test_run ("--file", office, "merge", "client", "Zebra", "Zebra Trading", "--take",
                           "colour", NULL);
  crm_test_assert_refused (no_field, 1, "colour");
  said = crm_test_print ("--file", office, "merge", "client", "Zebra", "Zebra Trading", "--take",
                         "segment", NULL);
  g_assert_nonnull (strstr (said, "Zebra Trading"));
  shown = show (office, "Zebra");
  g_assert_nonnull (strstr (shown, "Farming"));
  g_assert_nonnull (strstr (shown, "022 123 456"));
  g_assert_nonnull (strstr (shown, ": Calls\n"));
  g_free (crm_test_print ("--file", office, "undo", NULL));
  undone = show (office, "Zebra Trading");
  g_assert_nonnull (strstr (undone, ": Calls\n"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/beside/files", test_files);
  g_test_add_func ("/cli/beside/letter", test_letter);
  g_test_add_func ("/cli/beside/comment", test_comment);
  g_test_add_func ("/cli/beside/merge", test_merge);

  return g_test_run ();
}
