/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-office.h"

/* Rights by the command line: they are those of the window, and so are the refusals. */

/* A copy of the demo in which Dumitru only looks and Teodor sells. (transfer full) */
static char *
office_of_three (void)
{
  char *office = cli_office_copy ("people.kontor");
  g_autofree char *said = crm_test_print ("--file", office, "set", "person", "Dumitru Oprea",
                                          "office_role=Looks only", NULL);

  return office;
}

static void
test_as (void)
{
  g_autofree char *office = office_of_three ();
  g_autofree char *mine = crm_test_print ("--file", office, "rights", NULL);
  g_autofree char *his = crm_test_print ("--file", office, "--as", "dumitru oprea", "rights", NULL);
  g_autofree char *of_him = crm_test_print ("--file", office, "rights", "Dumitru Oprea", NULL);
  g_autoptr (CrmTestRun) nobody =
               crm_test_run ("--file", office, "--as", "Nobody", "list", "client", NULL);
  g_autoptr (CrmTestRun) writes = crm_test_run ("--file", office, "--as", "Dumitru Oprea", "add",
                                                "client", "name=X", NULL);

  g_assert_nonnull (strstr (mine, "Manages people and settings."));
  g_assert_null (strstr (his, "Manages people and settings."));
  g_assert_nonnull (strstr (his, "Sees all: "));
  g_assert_cmpstr (his, ==, of_him);
  crm_test_assert_refused (nobody, 1, "Nobody called “Nobody” works here. There are: ");
  crm_test_assert_refused (writes, 1, "your role “Looks only” does not let you add any");
}

static void
test_masks (void)
{
  g_autofree char *office = office_of_three ();
  g_autofree char *whole =
    crm_test_print ("--file", office, "list", "client", "--limit", "1", "--columns",
                    "name,phone_main", "--format", "json", NULL);
  g_autofree char *masked =
    crm_test_print ("--file", office, "--as", "Dumitru Oprea", "list", "client", "--limit", "1",
                    "--columns", "name,phone_main", "--format", "json", NULL);
  g_autoptr (JsonArray) all = cli_rows (whole);
  g_autoptr (JsonArray) his = cli_rows (masked);
  g_autoptr (CrmTestRun) sorted = crm_test_run ("--file", office, "--as", "Dumitru Oprea", "list",
                                                "client", "--where", "phone_main ~ 22", NULL);

  g_assert_cmpstr (cli_cell (all, 0, "name"), ==, cli_cell (his, 0, "name"));
  g_assert_cmpstr (cli_cell (all, 0, "phone_main"), !=, "•••");
  g_assert_cmpstr (cli_cell (his, 0, "phone_main"), ==, "•••");
  /* What is masked cannot be found out by asking either. */
  crm_test_assert_refused (sorted, 1, "personal data");
}

/* --- What is not theirs ----------------------------------------------------------------------- */

/* In one process many commands; each answers as it would alone. (transfer full): the answers. */
static char **
batch_as (const char *office, const char *who, const char *input)
{
  const char *args[] = { "--file", office, "--as", who, "batch", NULL };
  g_autoptr (CrmTestRun) run = crm_test_runv (args, input);

  return g_strsplit (run->out, "\n", -1);
}

static gboolean
answers (const char *line, const char *ok, const char *part)
{
  g_test_message ("%s", line);

  return strstr (line, ok) != NULL && strstr (line, part) != NULL;
}

/* Teodor sells in the North, alone: what others are responsible for is not there for him, whatever
 * he asks. */
static void
test_roads (void)
{
  static const char input[] = "list client --search Secret --columns name\n"
                              "show client Secret\n"
                              "history client Secret\n"
                              "set client Secret note=x\n"
                              "delete client Secret\n"
                              "comment client Secret hello\n"
                              "add client name=Mine segment=Secret\n"
                              "list client --where 'segment = Secret' --columns name\n"
                              "list client --limit 0 --format csv\n"
                              "trash\n";
  static const char none[] = "there is no";
  g_autofree char *office = cli_office_copy ("roads.kontor");
  g_autoptr (CrmTestDesktop) head = crm_test_desktop_new (office);
  g_auto (GStrv) said = NULL;
  static const char *const before[] = {
    "add department name=North",
    "set person 'Teodor Moldovan' department=North",
    "add client name=Secret segment=Secret 'responsible=Ana Corbu'",
    "add client 'name=Secret gone' 'responsible=Ana Corbu'",
    "delete client 'Secret gone'",
  };

  for (guint i = 0; i < G_N_ELEMENTS (before); i++) {
    G_GNUC_UNUSED g_autoptr (JsonNode) done = crm_test_desktop_do (head, "%s", before[i]);
  }
  said = batch_as (office, "Teodor Moldovan", input);
  g_assert_cmpuint (g_strv_length (said), >=, 10);
  g_assert_true (answers (said[0], "\"ok\":true", "\"result\":[]"));
  for (guint i = 1; i <= 5; i++)
    g_assert_true (answers (said[i], "\"ok\":false", none));
  g_assert_true (answers (said[6], "\"ok\":true", "Mine"));
  g_assert_true (answers (said[7], "\"ok\":true", "[{\"name\":\"Mine\"}]"));
  g_assert_null (strstr (said[8], "Ana Corbu"));
  g_assert_true (answers (said[9], "\"ok\":true", "\"result\":[]"));
}

static void
test_exports (void)
{
  g_autofree char *office = crm_test_path ("exports.kontor");
  g_autofree char *made = crm_test_print ("demo", office, "--clients", "130", "--seed", "7",
                                          "--language", "en", "--today", CLI_TODAY, NULL);
  g_autoptr (CrmTestRun) his = crm_test_run ("--file", office, "--as", "Teodor Moldovan", "list",
                                             "client", "--limit", "0", "--format", "csv", NULL);
  g_autofree char *mine =
    crm_test_print ("--file", office, "list", "client", "--limit", "0", "--format", "csv", NULL);
  g_autofree char *told = crm_test_print ("--file", office, "exports", NULL);
  g_autoptr (CrmTestRun) asked =
               crm_test_run ("--file", office, "--as", "Teodor Moldovan", "exports", NULL);

  crm_test_assert_refused (his, 1, "does not let you export");
  g_assert_cmpuint (strlen (mine), >, 1000);
  g_assert_nonnull (strstr (told, "Ana Corbu"));
  crm_test_assert_refused (asked, 1, "does not let you manage people and settings");
}

static void
test_hand_over (void)
{
  g_autofree char *office = cli_office_copy ("hand-over.kontor");
  g_autofree char *before = crm_test_print ("--file", office, "hand-over", "Teodor Moldovan", NULL);
  g_autofree char *handed =
    crm_test_print ("--file", office, "hand-over", "Teodor Moldovan", "--to", "Ana Corbu", "--to",
                    "deal=Dumitru Oprea", "--left", "2026-11-30", NULL);
  g_autofree char *after = crm_test_print ("--file", office, "rights", "Teodor Moldovan", NULL);
  g_autofree char *undone = crm_test_print ("--file", office, "undo", NULL);
  g_autofree char *again = crm_test_print ("--file", office, "hand-over", "Teodor Moldovan", NULL);
  g_autoptr (CrmTestRun) day = crm_test_run ("--file", office, "hand-over", "Teodor Moldovan",
                                             "--to", "Ana Corbu", "--left", "some day", NULL);

  g_assert_nonnull (strstr (before, "Clients"));
  g_assert_nonnull (strstr (handed, "handed over"));
  g_assert_nonnull (after);
  g_assert_nonnull (undone);
  g_assert_cmpstr (before, ==, again);
  crm_test_assert_refused (day, 1, "Last day here");
}

/* By what is typed it is one client, several, or a new one; one undo takes all of it back. */
static void
test_accept (void)
{
  g_autofree char *office = cli_office_copy ("accept.kontor");
  g_autofree char *before =
    crm_test_print ("--file", office, "list", "task", "--format", "csv", "--limit", "0", NULL);
  g_autoptr (CrmTestRun) nobody = crm_test_run ("--file", office, "accept", "call",
                                                "Omega Zet 022 654321", "Chairs", NULL);
  g_autofree char *made =
    crm_test_print ("--file", office, "accept", "call", "Omega Zet 022 654321", "Chairs for Omega",
                    "--new", "--deal", "Ten chairs", "--to", "Teodor Moldovan", NULL);
  g_autofree char *again =
    crm_test_print ("--file", office, "accept", "letter", "022 654321", "And a table", NULL);
  g_autofree char *tasks =
    crm_test_print ("--file", office, "list", "task", "--format", "csv", "--limit", "0", NULL);
  g_autofree char *undone = crm_test_print ("--file", office, "undo", NULL);
  g_autofree char *undone_too = crm_test_print ("--file", office, "undo", NULL);
  g_autofree char *after =
    crm_test_print ("--file", office, "list", "task", "--format", "csv", "--limit", "0", NULL);
  g_autoptr (CrmTestRun) gone =
               crm_test_run ("--file", office, "accept", "call", "Omega Zet", "Chairs", NULL);
  g_autoptr (CrmTestRun) several =
               crm_test_run ("--file", office, "accept", "call", "SRL", "Chairs", NULL);

  crm_test_assert_refused (nobody, 1, "--new");
  g_assert_nonnull (strstr (made, "written down"));
  g_assert_nonnull (strstr (again, "written down"));
  g_assert_null (strstr (before, "Chairs for Omega"));
  g_assert_nonnull (strstr (tasks, "Chairs for Omega"));
  g_assert_cmpstr (before, ==, after);
  g_assert_nonnull (undone);
  g_assert_nonnull (undone_too);
  crm_test_assert_refused (gone, 1, "Nobody is found");
  crm_test_assert_refused (several, 1, "may be several");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/people/as", test_as);
  g_test_add_func ("/cli/people/masks", test_masks);
  g_test_add_func ("/cli/people/roads", test_roads);
  g_test_add_func ("/cli/people/exports", test_exports);
  g_test_add_func ("/cli/people/hand-over", test_hand_over);
  g_test_add_func ("/cli/people/accept", test_accept);

  return g_test_run ();
}
