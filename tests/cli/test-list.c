/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "cli/cli-office.h"

/* Lists: formats, words, conditions, order. */

static JsonArray *
list (const char *entity, const char *option, const char *value, const char *columns)
{
  g_autofree char *out = option != NULL
                           ? crm_test_print ("--file", cli_office (), "list", entity, "--format",
                                             "json", "--columns", columns, option, value, NULL)
                           : crm_test_print ("--file", cli_office (), "list", entity, "--format",
                                             "json", "--columns", columns, NULL);

  return cli_rows (out);
}

static void
test_all_of_them (void)
{
  g_autoptr (JsonArray) clients = list ("client", NULL, NULL, "id,name,is_client");
  g_autoptr (JsonArray) plural = list ("clients", NULL, NULL, "id");

  g_assert_cmpuint (json_array_get_length (clients), ==, 60);
  g_assert_cmpuint (json_array_get_length (plural), ==, 60);
  for (guint i = 0; i < 60; i++) {
    JsonObject *row = json_array_get_object_element (clients, i);

    g_assert_true (json_object_get_boolean_member (row, "is_client"));
    g_assert_cmpint (strlen (cli_cell (clients, i, "id")), >, 15);
  }
}

static void
test_formats (void)
{
  g_autofree char *table = crm_test_print ("--file", cli_office (), "list", "deal", "--columns",
                                           "number,title,amount", "--limit", "3", NULL);
  g_autofree char *csv =
    crm_test_print ("--file", cli_office (), "list", "deal", "--columns", "number,title,amount",
                    "--limit", "3", "--format", "csv", NULL);
  g_auto (GStrv) table_lines = g_strsplit (table, "\n", -1);
  g_auto (GStrv) csv_lines = g_strsplit (csv, "\r\n", -1);

  g_assert_cmpuint (g_strv_length (table_lines), ==, 5);
  g_assert_nonnull (strstr (table_lines[0], "Number"));
  g_assert_nonnull (strstr (table_lines[1], "MDL"));
  g_assert_cmpuint (g_strv_length (csv_lines), ==, 5);
  g_assert_cmpstr (csv_lines[0], ==, "number,title,amount");
  /* A point for decimals and no thousands, whatever the person's language. */
  g_assert_true (g_regex_match_simple ("^[0-9]+,[^,]+,[0-9]+\\.[0-9]{2}$", csv_lines[1], 0, 0));
}

static void
test_usual_columns (void)
{
  g_autofree char *csv = crm_test_print ("--file", cli_office (), "list", "client", "--limit", "1",
                                         "--format", "csv", NULL);

  g_assert_true (g_str_has_prefix (csv, "id,name,"));
}

static void
test_search (void)
{
  g_autoptr (JsonArray) all = list ("client", NULL, NULL, "id,name");
  g_autofree char *word = g_utf8_strdown (cli_cell (all, 0, "name"), -1);
  g_autoptr (JsonArray) found = list ("client", "--search", word, "id,name");
  g_autoptr (JsonArray) none = list ("client", "--search", "zzqqxx", "id");
  gboolean there = FALSE;

  for (guint i = 0; i < json_array_get_length (found); i++)
    there |= g_str_equal (cli_cell (found, i, "id"), cli_cell (all, 0, "id"));
  g_assert_true (there);
  g_assert_cmpuint (json_array_get_length (found), <, 60);
  g_assert_cmpuint (json_array_get_length (none), ==, 0);
}

static void
test_where (void)
{
  static const struct {
    const char *entity;
    const char *where;
    const char *column;
    const char *must; /* every row has this in the column; NULL: only that there are rows */
  } cases[] = {
    { "deal", "stage_kind = won", "stage_kind", "won" },
    { "deal", "stage_kind in (won, lost) and not stage_kind = lost", "stage_kind", "won" },
    { "deal", "client.kind = organisation", "client.kind", "organisation" },
    { "client", "addresses.country = MD", "country", "MD" },
    { "client", "phones.number ~ 373", "country", NULL },
    { "task", "due < today and state = open", "state", "open" },
    { "document", "state = paid or state = paid", "state", "paid" },
    { "event", "client is filled and done = no", "client", NULL },
    { "product", "code ^ 'W-'", "kind", "service" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonArray) rows = list (cases[i].entity, "--where", cases[i].where, cases[i].column);

    g_assert_cmpuint (json_array_get_length (rows), >, 0);
    for (guint k = 0; cases[i].must != NULL && k < json_array_get_length (rows); k++)
      g_assert_cmpstr (cli_cell (rows, k, cases[i].column), ==, cases[i].must);
  }
}

static void
test_order_and_limit (void)
{
  g_autoptr (JsonArray) rows = list ("deal", "--order", "-number", "number");
  g_autofree char *out =
    crm_test_print ("--file", cli_office (), "list", "deal", "--order", "number", "--limit", "4",
                    "--columns", "number", "--format", "csv", NULL);

  for (guint i = 1; i < json_array_get_length (rows); i++) {
    JsonObject *before = json_array_get_object_element (rows, i - 1);
    JsonObject *row = json_array_get_object_element (rows, i);

    g_assert_cmpint (json_object_get_int_member (before, "number"), >,
                     json_object_get_int_member (row, "number"));
  }
  g_assert_cmpstr (out, ==, "number\r\n1\r\n2\r\n3\r\n4\r\n");
}

static void
test_mistakes (void)
{
  static const struct {
    const char *option;
    const char *value;
    const char *says;
  } cases[] = {
    { "--columns", "nmae", "nmae" },   { "--columns", "responsible.nmae", "nmae" },
    { "--order", "nmae", "nmae" },     { "--where", "name = ", "" },
    { "--where", "nmae = 1", "nmae" }, { "--where", "(name = 1", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CrmTestRun) run = crm_test_run ("--file", cli_office (), "list", "client",
                                               cases[i].option, cases[i].value, NULL);

    crm_test_assert_refused (run, 1, cases[i].says);
  }
  {
    g_autoptr (CrmTestRun) run = crm_test_run ("--file", cli_office (), "list", "clinet", NULL);

    crm_test_assert_refused (run, 1, "clinet");
    g_assert_nonnull (strstr (run->err, "deal"));
  }
}

/* What is not there is called as people call it, not as the file does. */
static void
test_called (void)
{
  const char *office = cli_office ();
  g_autoptr (CrmTestRun) record = crm_test_run ("--file", office, "show", "client", "Nobody", NULL);
  g_autoptr (CrmTestRun) reference = crm_test_run ("--file", office, "add", "deal", "title=Chairs",
                                                   "client=Nobody", NULL);
  g_autoptr (CrmTestRun) field = crm_test_run ("--file", office, "set", "client", "--where",
                                               "name ^ a", "colour=red", NULL);
  g_autoptr (CrmTestRun) path =
               crm_test_run ("--file", office, "list", "client", "--columns", "colour", NULL);
  const CrmTestRun *runs[] = { record, reference, field, path };

  crm_test_assert_refused (record, 1, "Client: there is no “Nobody”");
  crm_test_assert_refused (reference, 1, "Client: there is no “Nobody”");
  crm_test_assert_refused (field, 1, "Clients: there is no field “colour”. “kontor fields client”");
  crm_test_assert_refused (path, 1, "there is no “colour” in “Client”");
  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    g_assert_null (strstr (runs[i]->err, "party"));
}

/* --- Saved views ------------------------------------------------------------------------------ */

#define ROUTE "in view 'Route for today'"

static guint
n_events (const char *office, const char *where)
{
  g_autofree char *out = crm_test_print ("--file", office, "list", "event", "--where", where,
                                         "--columns", "id", "--format", "json", NULL);
  g_autoptr (JsonArray) rows = cli_rows (out);

  return json_array_get_length (rows);
}

static void
assert_says (const char *office, const char *entity, const char *where, const char *words)
{
  g_autoptr (CrmTestRun) run =
               crm_test_run ("--file", office, "list", entity, "--where", where, NULL);

  crm_test_assert_refused (run, 1, words);
}

/* The office has one that everybody sees; what it asks today is asked by lists, by work over many
 * and by exports. */
static void
test_view (void)
{
  g_autofree char *office = cli_office_copy ("view.kontor");
  guint before = n_events (office, ROUTE);
  guint others = n_events (office, "not " ROUTE);
  g_autofree char *path = crm_test_path ("route.csv");
  g_autofree char *made = NULL;
  g_autofree char *views = NULL;
  g_autofree char *changed = NULL;
  g_autofree char *written = NULL;
  g_autofree char *text = NULL;
  g_autofree char *deleted = NULL;
  g_autofree char *by_id = NULL;
  g_autoptr (JsonArray) rows = NULL;
  const char *id;

  made = crm_test_print ("--file", office, "add", "event", "subject=Zeta visit", "kind=visit",
                         "starts=today", NULL);
  g_assert_cmpuint (n_events (office, ROUTE), ==, before + 1);
  g_assert_cmpuint (n_events (office, "not " ROUTE), ==, others);
  g_assert_cmpuint (n_events (office, ROUTE " and subject ~ zeta"), ==, 1);

  views = crm_test_print ("--file", office, "list", "saved_view", "--columns", "id,name",
                          "--format", "json", NULL);
  rows = cli_rows (views);
  id = cli_cell (rows, 0, "id");
  by_id = g_strdup_printf ("in view %s and subject ~ zeta", id);
  g_assert_cmpuint (n_events (office, by_id), ==, 1);

  changed = crm_test_print ("--file", office, "set", "event", "--where", by_id,
                            "subject=Zeta and Eta", NULL);
  g_assert_cmpuint (n_events (office, "subject = 'Zeta and Eta'"), ==, 1);
  written = crm_test_print ("--file", office, "list", "event", "--where", ROUTE, "--columns",
                            "subject", "--output", path, NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "Zeta and Eta"));

  assert_says (office, "event", "in view 'Route for tomorrow'", "Route for tomorrow");
  assert_says (office, "deal", ROUTE, "Route for today");
  g_free (by_id);
  by_id = g_strdup_printf ("in view %s", id);
  assert_says (office, "deal", by_id, "Deals");
  deleted = crm_test_print ("--file", office, "delete", "saved_view", id, NULL);
  assert_says (office, "event", by_id, "trash");
}

/* Text that a spreadsheet would run stays text; commas, quotes and lines stay within their cell. */
static void
test_csv_is_safe (void)
{
  g_autofree char *office = cli_office_copy ("csv.kontor");
  g_autofree char *added =
    crm_test_print ("--file", office, "add", "client", "name==1+1", "note=a \"b\", c", NULL);
  g_autofree char *out =
    crm_test_print ("--file", office, "list", "client", "--where", "name = '=1+1'", "--columns",
                    "name,note", "--format", "csv", NULL);

  g_assert_cmpstr (out, ==, "name,note\r\n\"'=1+1\",\"a \"\"b\"\", c\"\r\n");
}

/* A spreadsheet instead of lines; what cannot be written is said. */
static void
test_output (void)
{
  g_autofree char *path = crm_test_path ("deals.xlsx");
  g_autofree char *said = crm_test_print ("--file", cli_office (), "list", "deals", "--columns",
                                          "number,client.name,amount", "--output", path, NULL);
  g_autofree char *text = NULL;
  g_autoptr (CrmTestRun) nowhere = crm_test_run ("--file", cli_office (), "list", "deals",
                                                 "--output", "/no/such/folder/deals.csv", NULL);

  g_assert_nonnull (strstr (said, path));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "PK"));
  g_assert_cmpint (nowhere->status, ==, 1);
}

static void
test_wide_letters_align (void)
{
  g_autofree char *office = cli_office_copy ("wide.kontor");
  g_autofree char *one =
    crm_test_print ("--file", office, "add", "client", "name=日本語", "segment=zz", NULL);
  g_autofree char *two =
    crm_test_print ("--file", office, "add", "client", "name=abcdef", "segment=zz", NULL);
  g_autofree char *out = crm_test_print ("--file", office, "list", "client", "--where",
                                         "segment = zz", "--columns", "name,segment", NULL);

  /* Three wide letters take the room of six. */
  g_assert_nonnull (strstr (out, "日本語  zz\n"));
  g_assert_nonnull (strstr (out, "abcdef  zz\n"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/list/all", test_all_of_them);
  g_test_add_func ("/cli/list/formats", test_formats);
  g_test_add_func ("/cli/list/usual-columns", test_usual_columns);
  g_test_add_func ("/cli/list/search", test_search);
  g_test_add_func ("/cli/list/where", test_where);
  g_test_add_func ("/cli/list/order", test_order_and_limit);
  g_test_add_func ("/cli/list/mistakes", test_mistakes);
  g_test_add_func ("/cli/list/called", test_called);
  g_test_add_func ("/cli/list/view", test_view);
  g_test_add_func ("/cli/list/csv-is-safe", test_csv_is_safe);
  g_test_add_func ("/cli/list/output", test_output);
  g_test_add_func ("/cli/list/wide-letters", test_wide_letters_align);

  return g_test_run ();
}
