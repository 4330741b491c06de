/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "cli/cli-office.h"

/* The demo office: the same for the same seed, and an office one can look around in. */

static const char *const entities[] = {
  "party", "affiliation", "deal", "event", "task", "document", "claim", "product", "person",
};

static char *
make (const char *name, const char *country, const char *seed)
{
  char *path = crm_test_path (name);
  g_autofree char *out =
    crm_test_print ("demo", path, "--clients", "40", "--country", country, "--seed", seed,
                    "--language", "ru", "--today", CLI_TODAY, NULL);

  g_assert_nonnull (out);

  return path;
}

/* Everything in the office as text. */
static char *
print_all (const char *office)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++) {
    g_autofree char *out =
      crm_test_print ("--file", office, "list", entities[i], "--format", "json", NULL);

    g_string_append (all, out);
  }

  return g_string_free (all, FALSE);
}

static void
test_same_seed_same_office (void)
{
  g_autofree char *a = make ("a.kontor", "MD", "5");
  g_autofree char *b = make ("b.kontor", "MD", "5");
  g_autofree char *c = make ("c.kontor", "MD", "6");
  g_autofree char *all_a = print_all (a);
  g_autofree char *all_b = print_all (b);
  g_autofree char *all_c = print_all (c);

  g_assert_true (g_str_equal (all_a, all_b));
  g_assert_false (g_str_equal (all_a, all_c));
}

static guint
count (const char *office, const char *entity, const char *where)
{
  g_autofree char *out = crm_test_print ("--file", office, "list", entity, "--where", where,
                                         "--columns", "id", "--format", "json", NULL);
  g_autoptr (JsonArray) rows = cli_rows (out);

  return json_array_get_length (rows);
}

static void
assert_lively (const char *office)
{
  static const struct {
    const char *entity;
    const char *where;
  } must[] = {
    { "client", "kind = person" },
    { "client", "kind = organisation" },
    { "client", "language = ru" },
    { "client", "bank_accounts.bank is filled" },
    { "affiliation", "is_main = yes" },
    { "deal", "stage_kind = open" },
    { "deal", "stage_kind = won" },
    { "deal", "stage_kind = lost and lost_reason is filled" },
    { "deal", "people.role = decides and people.person.kind = person" },
    { "deal", "lost_reason = postponed and return_on is filled" },
    { "deal", "number = 1 and client.kind = organisation" },
    { "event", "done = yes" },
    { "event", "done = no" },
    { "task", "state = done" },
    { "task", "state = open" },
    { "document", "state = draft" },
    { "document", "state = issued" },
    { "document", "state = paid and number is filled" },
    { "product", "kind = service" },
    { "company", "signer_name is filled and logo is filled" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (must); i++)
    if (count (office, must[i].entity, must[i].where) == 0)
      g_error ("The demo has no %s with %s", must[i].entity, must[i].where);
}

/* Each country has its own numbers. */
static void
test_countries (void)
{
  static const struct {
    const char *country;
    const char *number;
  } countries[] = { { "MD", "idno" }, { "RU", "inn" }, { "RO", "cui" } };

  for (guint i = 0; i < G_N_ELEMENTS (countries); i++) {
    g_autofree char *name = g_strdup_printf ("%s.kontor", countries[i].country);
    g_autofree char *path = crm_test_path (name);
    g_autofree char *where = g_strdup_printf ("%s is filled", countries[i].number);
    G_GNUC_UNUSED g_autofree char *made =
      crm_test_print ("demo", path, "--clients", "120", "--country", countries[i].country, NULL);
    g_autofree char *checked = crm_test_print ("check", path, NULL);

    g_assert_cmpuint (count (path, "client", where), >, 50);
    g_assert_cmpuint (count (path, "company", where), ==, 1);
    assert_lively (path);
    g_assert_cmpstr (checked, ==, "All is well.\n");
  }
}

/* Whoever looks at it today finds something for today, and something that was missed. */
static void
test_today (void)
{
  g_autofree char *path = crm_test_path ("today.kontor");
  G_GNUC_UNUSED g_autofree char *made = crm_test_print ("demo", path, "--clients", "50", NULL);

  g_assert_cmpuint (count (path, "task", "due = today and state = open"), >, 0);
  g_assert_cmpuint (count (path, "task", "due < today and state = open"), >, 0);
  g_assert_cmpuint (count (path, "event", "starts > now"), >, 0);
}

static void
test_first_deal (void)
{
  g_autofree char *out =
    crm_test_print ("--file", cli_office (), "show", "deal", "1", "--format", "json", NULL);
  g_autofree char *history = crm_test_print ("--file", cli_office (), "history", "deal", "1", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (out, &error);
  JsonObject *deal;

  g_assert_no_error (error);
  deal = json_node_get_object (node);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (deal, "lines")), >=, 3);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (deal, "history")), >=, 1);
  g_assert_nonnull (strstr (history, "Demo office filled"));
}

static void
test_one_client (void)
{
  g_autofree char *path = crm_test_path ("one.kontor");
  G_GNUC_UNUSED g_autofree char *made = crm_test_print ("demo", path, "--clients", "1", NULL);

  g_assert_cmpuint (count (path, "client", "is_client = yes"), ==, 1);
  g_assert_cmpuint (count (path, "deal", "number = 1"), ==, 1);
}

/* There is something to do in it: clients whom nobody has called in time. */
static void
test_losing_touch (void)
{
  g_autofree char *path = crm_test_path ("losing.kontor");
  g_autofree char *said = NULL;

  g_free (crm_test_print ("demo", path, "--clients", "60", "--seed", "7", NULL));
  said = crm_test_print ("--file", path, "quality", NULL);
  g_assert_nonnull (strstr (said, "Losing touch"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/demo/losing-touch", test_losing_touch);
  g_test_add_func ("/cli/demo/same-seed", test_same_seed_same_office);
  g_test_add_func ("/cli/demo/countries", test_countries);
  g_test_add_func ("/cli/demo/today", test_today);
  g_test_add_func ("/cli/demo/first-deal", test_first_deal);
  g_test_add_func ("/cli/demo/one-client", test_one_client);

  return g_test_run ();
}
