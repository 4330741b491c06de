/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "cli/cli-office.h"

/* One record: adding, changing, deleting, undoing, its history. */

typedef struct {
  char *office;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->office = cli_office_copy ("record.kontor");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->office);
}

/* The whole record. (transfer full) */
static JsonObject *
show (Fixture *fixture, const char *entity, const char *which)
{
  g_autofree char *out =
    crm_test_print ("--file", fixture->office, "show", entity, which, "--format", "json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (out, &error);

  g_assert_no_error (error);

  return json_object_ref (json_node_get_object (node));
}

static void
add (Fixture *fixture, const char *name)
{
  g_autofree char *value = g_strconcat ("name=", name, NULL);
  g_autofree char *out = crm_test_print (
    "--file", fixture->office, "add", "client", value, "phones.number=+373 22 012 345",
    "phones.number=+373 69 012 345", "emails.address=a@b.example", NULL);

  g_assert_nonnull (strstr (out, name));
}

static void
test_add_and_show (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) record = NULL;
  g_autofree char *text = NULL;

  add (fixture, "Ромашка");
  record = show (fixture, "client", "Ромашка");
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (record, "phones")), ==, 2);
  g_assert_true (json_object_has_member (record, "is_client"));
  text = crm_test_print ("--file", fixture->office, "show", "client", "ромашка", NULL);
  g_assert_nonnull (strstr (text, "+373 22 012 345"));
  g_assert_nonnull (strstr (text, "a@b.example"));
}

static void
test_set (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) record = NULL;
  g_autofree char *out = NULL;
  g_autofree char *cleared = NULL;
  JsonArray *phones;

  add (fixture, "Setter");
  out = crm_test_print ("--file", fixture->office, "set", "client", "Setter", "segment=Trade",
                        "phones[2].number=+373 60 000 111", "responsible=me", NULL);
  record = show (fixture, "client", "Setter");
  g_assert_cmpstr (json_object_get_string_member (record, "segment"), ==, "Trade");
  phones = json_object_get_array_member (record, "phones");
  g_assert_cmpint (json_array_get_length (phones), ==, 2);
  g_assert_cmpstr (
    json_object_get_string_member (json_array_get_object_element (phones, 1), "number"), ==,
    "+373 60 000 111");
  cleared = crm_test_print ("--file", fixture->office, "set", "client", "Setter", "segment=", NULL);
  g_clear_pointer (&record, json_object_unref);
  record = show (fixture, "client", "Setter");
  g_assert_true (!json_object_has_member (record, "segment") ||
                 json_object_get_null_member (record, "segment"));
}

/* References are named by number and title. */
static void
test_references (Fixture *fixture, gconstpointer data)
{
  g_autofree char *added = NULL;
  g_autofree char *out = NULL;

  add (fixture, "Reference Ltd");
  added = crm_test_print ("--file", fixture->office, "add", "task", "title=Ask them",
                          "client=Reference Ltd", "deal=1", NULL);
  out = crm_test_print ("--file", fixture->office, "list", "task", "--where",
                        "client.name = 'Reference Ltd'", "--columns", "title,deal.number",
                        "--format", "csv", NULL);
  g_assert_cmpstr (out, ==, "title,deal.number\r\nAsk them,1\r\n");
}

/* Deals are found by who has a say in them. */
static void
test_people_in_deal (Fixture *fixture, gconstpointer data)
{
  g_autofree char *out = NULL;
  g_autofree char *shown = NULL;
  g_autoptr (CrmTestRun) wrong = NULL;

  add (fixture, "Decider");
  g_free (crm_test_print ("--file", fixture->office, "set", "deal", "1", "people.person=Decider",
                          "people[2].role=decides", "people[2].stance=against",
                          "people[2].note=Likes another maker", NULL));
  out = crm_test_print ("--file", fixture->office, "list", "deal", "--where",
                        "people.person.name = Decider and people.stance = against", "--columns",
                        "number", "--format", "csv", NULL);
  g_assert_cmpstr (out, ==, "number\r\n1\r\n");
  shown = crm_test_print ("--file", fixture->office, "show", "deal", "1", NULL);
  g_assert_nonnull (strstr (shown, "Likes another maker"));
  wrong =
    crm_test_run ("--file", fixture->office, "set", "deal", "1", "people[1].role=dances", NULL);
  crm_test_assert_refused (wrong, 1, "dances");
}

static void
test_trash (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *deleted = NULL;
  g_autofree char *gone = NULL;
  g_autofree char *trash = NULL;
  g_autofree char *restored = NULL;
  g_autofree char *back = NULL;

  add (fixture, "Trashy");
  {
    g_autofree char *out =
      crm_test_print ("--file", fixture->office, "list", "client", "--where", "name = Trashy",
                      "--columns", "id", "--format", "json", NULL);
    g_autoptr (JsonArray) rows = cli_rows (out);

    id = g_strdup (cli_cell (rows, 0, "id"));
  }
  deleted = crm_test_print ("--file", fixture->office, "delete", "client", "Trashy", NULL);
  gone = crm_test_print ("--file", fixture->office, "list", "client", "--where", "name = Trashy",
                         "--columns", "name", "--format", "csv", NULL);
  g_assert_cmpstr (gone, ==, "name\r\n");
  trash = crm_test_print ("--file", fixture->office, "list", "client", "--trash", "--columns",
                          "name", "--format", "csv", NULL);
  g_assert_cmpstr (trash, ==, "name\r\nTrashy\r\n");
  restored = crm_test_print ("--file", fixture->office, "restore", "client", id, NULL);
  back = crm_test_print ("--file", fixture->office, "list", "client", "--where", "name = Trashy",
                         "--columns", "name", "--format", "csv", NULL);
  g_assert_cmpstr (back, ==, "name\r\nTrashy\r\n");
}

static char *
name_of_segment (Fixture *fixture)
{
  return crm_test_print ("--file", fixture->office, "list", "client", "--where",
                         "name = 'Undo Ltd'", "--columns", "segment", "--format", "csv", NULL);
}

static void
test_undo_and_redo (Fixture *fixture, gconstpointer data)
{
  g_autofree char *set = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *again = NULL;

  add (fixture, "Undo Ltd");
  set = crm_test_print ("--file", fixture->office, "set", "client", "Undo Ltd", "segment=A", NULL);
  before = name_of_segment (fixture);
  undone = crm_test_print ("--file", fixture->office, "undo", NULL);
  after = name_of_segment (fixture);
  redone = crm_test_print ("--file", fixture->office, "redo", NULL);
  again = name_of_segment (fixture);
  g_assert_cmpstr (before, ==, "segment\r\nA\r\n");
  g_assert_cmpstr (after, ==, "segment\r\n\r\n");
  g_assert_cmpstr (again, ==, before);
}

static void
test_history (Fixture *fixture, gconstpointer data)
{
  g_autofree char *set = NULL;
  g_autofree char *out = NULL;
  g_autoptr (JsonArray) rows = NULL;

  add (fixture, "History Ltd");
  set =
    crm_test_print ("--file", fixture->office, "set", "client", "History Ltd", "segment=B", NULL);
  out = crm_test_print ("--file", fixture->office, "history", "client", "History Ltd", "--format",
                        "json", NULL);
  rows = cli_rows (out);
  g_assert_cmpuint (json_array_get_length (rows), ==, 2);
  g_assert_nonnull (strstr (cli_cell (rows, 0, "changes"), "segment"));
  g_assert_nonnull (cli_cell (rows, 0, "person"));
  g_assert_null (cli_cell (rows, 1, "changes"));
}

/* A wrong value is refused with the field and what is expected, and nothing is saved. */
static void
test_wrong_values (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *args[5];
    const char *says;
  } cases[] = {
    { { "client", "name=X", "birthday=soon", NULL }, "soon" },
    { { "client", "name=X", "kind=robot", NULL }, "robot" },
    { { "client", "name=X", "responsible=Nobody At All", NULL }, "Nobody At All" },
    { { "client", "name=X", "emails.address=no-at-sign", NULL }, "no-at-sign" },
    { { "client", "name=X", "language=latin", NULL }, "latin" },
    { { "client", "name=X", "nmae=Y", NULL }, "nmae" },
    { { "client", "name=X", "phones.nmae=Y", NULL }, "nmae" },
    { { "client", "segment=X", NULL }, "Name" },
    { { "task", "title=X", "due=2026-02-30", NULL }, "2026-02-30" },
    { { "product", "name=X", "cost=ten", "currency=MDL", NULL }, "ten" },
    { { "product", "name=X", "prices.price=1.5.5", NULL }, "1.5.5" },
    { { "deal", "title=X", NULL }, "Client" },
  };
  g_autofree char *before = crm_test_checksum (fixture->office);
  g_autofree char *after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const char *args[10] = { "--file", fixture->office, "add" };
    g_autoptr (CrmTestRun) run = NULL;

    for (guint k = 0; cases[i].args[k] != NULL; k++)
      args[3 + k] = cases[i].args[k];
    run = crm_test_runv (args, NULL);
    crm_test_assert_refused (run, 1, cases[i].says);
  }
  after = crm_test_checksum (fixture->office);
  g_assert_cmpstr (before, ==, after);
}

static void
test_no_equals_sign (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmTestRun) run =
               crm_test_run ("--file", fixture->office, "add", "client", "Ромашка", NULL);

  crm_test_assert_refused (run, 2, "Ромашка");
}

static void
test_unknown_record (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmTestRun) show_run =
               crm_test_run ("--file", fixture->office, "show", "deal", "987654", NULL);
  g_autoptr (CrmTestRun) set_run = crm_test_run ("--file", fixture->office, "set", "client",
                                                 "Nobody Ltd", "segment=A", NULL);

  crm_test_assert_refused (show_run, 1, "987654");
  crm_test_assert_refused (set_run, 1, "Nobody Ltd");
}

/* Two of a name are told apart by their ids. */
static void
test_same_name_twice (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmTestRun) run = NULL;

  add (fixture, "Twin Ltd");
  add (fixture, "Twin Ltd");
  run = crm_test_run ("--file", fixture->office, "show", "client", "Twin Ltd", NULL);
  crm_test_assert_refused (run, 1, "Twin Ltd");
}

/* A very long name is either kept as it is or refused with words, and lists stay readable. */
static void
test_long_name (Fixture *fixture, gconstpointer data)
{
  g_autofree char *name = g_strnfill (10000, 'x');
  g_autofree char *value = g_strconcat ("name=", name, NULL);
  g_autoptr (CrmTestRun) run = crm_test_run ("--file", fixture->office, "add", "client", value,
                                             "segment=long", NULL);
  g_autofree char *table = NULL;

  if (run->status != 0) {
    crm_test_assert_refused (run, 1, "Name");
    g_assert_cmpuint (strlen (run->err), <, 1000);
    return;
  }
  table = crm_test_print ("--file", fixture->office, "list", "client", "--where", "segment = long",
                          "--columns", "name,segment", NULL);
  g_assert_cmpuint (strlen (table), <, 300);
}

/* The operation of the newest entry of the log that says this. (transfer full) */
static char *
operation_of (Fixture *fixture, const char *what)
{
  g_autofree char *out = crm_test_print ("--file", fixture->office, "log", "--entity", "client",
                                         "--format", "json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (out, &error);
  JsonArray *array;

  g_assert_no_error (error);
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonObject *entry = json_array_get_object_element (array, i);

    if (strstr (json_object_get_string_member (entry, "what"), what) != NULL)
      return g_strdup (json_object_get_string_member (entry, "operation"));
  }
  g_assert_not_reached ();
}

static void
run (Fixture *fixture, const char *command, const char *rest)
{
  g_autofree char *out =
    crm_test_print ("--file", fixture->office, command, "client", "Ромашка", rest, NULL);
}

/* What was done is listed, and any of it can be taken back by its operation. */
static void
test_log (Fixture *fixture, gconstpointer data)
{
  g_autofree char *added = NULL;
  g_autofree char *operation = NULL;
  g_autofree char *history = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *trash = NULL;
  g_autoptr (JsonObject) record = NULL;
  g_autoptr (CrmTestRun) wrong = NULL;
  g_autoptr (CrmTestRun) twice = NULL;

  add (fixture, "Ромашка");
  added = operation_of (fixture, "Created: Client Ромашка");
  run (fixture, "set", "segment=Trade");
  operation = operation_of (fixture, "Changed: Client Ромашка");
  run (fixture, "set", "note=later");
  history = crm_test_print ("--file", fixture->office, "history", "client", "Ромашка", NULL);
  g_assert_nonnull (strstr (history, "Segment: — → Trade"));
  undone = crm_test_print ("--file", fixture->office, "undo", operation, NULL);
  record = show (fixture, "client", "Ромашка");
  g_assert_true (json_object_get_null_member (record, "segment"));
  g_assert_cmpstr (json_object_get_string_member (record, "note"), ==, "later");
  twice = crm_test_run ("--file", fixture->office, "undo", operation, NULL);
  crm_test_assert_refused (twice, 1, "undone already");
  wrong = crm_test_run ("--file", fixture->office, "undo", "yesterday", NULL);
  crm_test_assert_refused (wrong, 2, "yesterday");

  run (fixture, "delete", NULL);
  trash = crm_test_print ("--file", fixture->office, "trash", "РОМАШ", NULL);
  g_assert_nonnull (strstr (trash, "Ромашка"));
}

/* Many at once, as one operation; what cannot be done is an error before anything is done. */
static void
test_set_many (Fixture *fixture, gconstpointer data)
{
  g_autofree char *set = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *left = NULL;
  g_autoptr (CrmTestRun) wrong = NULL;
  g_autoptr (JsonArray) rows = NULL;

  add (fixture, "Ромашка");
  add (fixture, "Василёк");
  set = crm_test_print ("--file", fixture->office, "set", "client", "--where",
                        "name in (Ромашка, Василёк)", "country=RO", "tags+=fair", NULL);
  g_assert_nonnull (strstr (set, "2 records changed"));
  left = crm_test_print ("--file", fixture->office, "list", "client", "--where", "tags ~ fair",
                         "--columns", "country", "--format", "json", NULL);
  rows = cli_rows (left);
  g_assert_cmpuint (json_array_get_length (rows), ==, 2);
  wrong = crm_test_run ("--file", fixture->office, "set", "client", "--where", "name = Ромашка",
                        "country=Narnia", NULL);
  crm_test_assert_refused (wrong, 1, "Narnia");
  undone = crm_test_print ("--file", fixture->office, "undo", NULL);
  g_assert_nonnull (strstr (undone, "Undone"));
  g_free (left);
  left = crm_test_print ("--file", fixture->office, "list", "client", "--where", "tags ~ fair",
                         "--format", "json", NULL);
  g_clear_pointer (&rows, json_array_unref);
  rows = cli_rows (left);
  g_assert_cmpuint (json_array_get_length (rows), ==, 0);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/cli/record/add-and-show", test_add_and_show },
    { "/cli/record/set", test_set },
    { "/cli/record/set-many", test_set_many },
    { "/cli/record/references", test_references },
    { "/cli/record/people-in-deal", test_people_in_deal },
    { "/cli/record/trash", test_trash },
    { "/cli/record/undo-and-redo", test_undo_and_redo },
    { "/cli/record/history", test_history },
    { "/cli/record/log", test_log },
    { "/cli/record/wrong-values", test_wrong_values },
    { "/cli/record/no-equals-sign", test_no_equals_sign },
    { "/cli/record/unknown", test_unknown_record },
    { "/cli/record/same-name-twice", test_same_name_twice },
    { "/cli/record/long-name", test_long_name },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);

  return g_test_run ();
}
