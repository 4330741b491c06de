/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "cli/cli-office.h"

/* Many commands in one process, and two such processes at one office. */

typedef struct {
  char *office;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->office = cli_office_copy ("batch.kontor");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->office);
}

static char *
id_of (JsonNode *result)
{
  return g_strdup (json_object_get_string_member (json_node_get_object (result), "id"));
}

static void
test_answers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmTestDesktop) desktop = crm_test_desktop_new (fixture->office);
  g_autoptr (JsonObject) answer = crm_test_desktop_ask (desktop, "list deal --limit 2");
  g_autoptr (JsonNode) added = crm_test_desktop_do (
    desktop, "add client 'name=Two words' \"note=a \\\"quoted\\\" word\"");
  g_autoptr (JsonNode) shown = crm_test_desktop_do (desktop, "show client 'Two words'");
  g_autoptr (JsonNode) found =
               crm_test_desktop_do (desktop, "list client --search 'two words' --columns name");
  g_autoptr (JsonNode) checked = crm_test_desktop_do (desktop, "check");

  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (answer, "result")), ==, 2);
  g_assert_cmpfloat (json_object_get_double_member (answer, "ms"), >=, 0);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (added), "title"), ==,
                   "Two words");
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (shown), "note"), ==,
                   "a \"quoted\" word");
  g_assert_cmpuint (json_array_get_length (json_node_get_array (found)), ==, 1);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (checked)), ==, 0);
}

static void
test_goes_on_after_errors (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *line;
    const char *code;
  } cases[] = {
    { "lst client", "usage" },
    { "list", "usage" },
    { "list 'client", "usage" },
    { "batch", "usage" },
    { "help", "usage" },
    { "list clinet", "not-found" },
    { "show deal 987654", "not-found" },
    { "add client name=X birthday=soon", "invalid" },
    { "add client name=X nmae=Y", "not-found" },
    { "list client --where 'name = '", "invalid" },
    { "\xff\xfe", "invalid" },
    { "make proforma --deal 987654", "not-found" },
  };
  g_autoptr (CrmTestDesktop) desktop = crm_test_desktop_new (fixture->office);
  g_autoptr (JsonNode) last = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *message = crm_test_desktop_refuse (desktop, cases[i].code, cases[i].line);

    g_assert_cmpstr (message, !=, "");
  }
  last = crm_test_desktop_do (desktop, "list deal --limit 1");
  g_assert_cmpuint (json_array_get_length (json_node_get_array (last)), ==, 1);
}

/* Empty lines and remarks are no commands; the status says whether all was done. */
static void
test_status (Fixture *fixture, gconstpointer data)
{
  const char *args[] = { "--file", fixture->office, "batch", NULL };
  g_autoptr (CrmTestRun) well =
               crm_test_runv (args, "\n# a remark\n  list deal --limit 1 --columns number \r\n\n");
  g_autoptr (CrmTestRun) ill = crm_test_runv (args, "lst\nlist deal --limit 1 --columns number");

  g_assert_cmpint (well->status, ==, 0);
  g_assert_true (g_str_has_prefix (well->out, "{\"ok\":true,\"result\":[{\"number\":"));
  g_assert_cmpint (ill->status, ==, 1);
  g_assert_nonnull (strstr (ill->out, "\n{\"ok\":true"));
}

/* What one desktop saves the other sees. */
static void
test_two_desktops_see_each_other (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmTestDesktop) ana = crm_test_desktop_new (fixture->office);
  g_autoptr (CrmTestDesktop) ion = crm_test_desktop_new (fixture->office);
  g_autoptr (JsonNode) before =
               crm_test_desktop_do (ion, "list client --where 'segment = Seen' --columns id");
  G_GNUC_UNUSED g_autoptr (JsonNode) added =
                             crm_test_desktop_do (ana, "add client name=A segment=Seen");
  g_autoptr (JsonNode) after =
               crm_test_desktop_do (ion, "list client --where 'segment = Seen' --columns id");

  g_assert_cmpuint (json_array_get_length (json_node_get_array (before)), ==, 0);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (after)), ==, 1);
}

/* Both have the card open and change the same field: the second is told, nothing is lost. */
static void
test_same_field (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmTestDesktop) ana = crm_test_desktop_new (fixture->office);
  g_autoptr (CrmTestDesktop) ion = crm_test_desktop_new (fixture->office);
  g_autoptr (JsonNode) added = crm_test_desktop_do (ana, "add client name=Shared segment=old");
  g_autofree char *id = id_of (added);
  g_autofree char *ion_sets = g_strdup_printf ("set client %s segment=ions", id);
  G_GNUC_UNUSED g_autoptr (JsonNode) held_by_ana = crm_test_desktop_do (ana, "hold client %s", id);
  G_GNUC_UNUSED g_autoptr (JsonNode) held_by_ion = crm_test_desktop_do (ion, "hold client %s", id);
  G_GNUC_UNUSED g_autoptr (JsonNode) saved =
                             crm_test_desktop_do (ana, "set client %s segment=anas", id);
  g_autofree char *message = crm_test_desktop_refuse (ion, "conflict", ion_sets);
  g_autoptr (JsonNode) shown = crm_test_desktop_do (ion, "show client %s", id);

  g_assert_nonnull (strstr (message, "anas"));
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (shown), "segment"), ==,
                   "anas");
}

/* Different fields of one card do not get in each other's way. */
static void
test_other_field (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmTestDesktop) ana = crm_test_desktop_new (fixture->office);
  g_autoptr (CrmTestDesktop) ion = crm_test_desktop_new (fixture->office);
  g_autoptr (JsonNode) added = crm_test_desktop_do (ana, "add client name=Shared2 segment=old");
  g_autofree char *id = id_of (added);
  G_GNUC_UNUSED g_autoptr (JsonNode) held_by_ana = crm_test_desktop_do (ana, "hold client %s", id);
  G_GNUC_UNUSED g_autoptr (JsonNode) held_by_ion = crm_test_desktop_do (ion, "hold client %s", id);
  G_GNUC_UNUSED g_autoptr (JsonNode) a =
                             crm_test_desktop_do (ana, "set client %s segment=anas", id);
  G_GNUC_UNUSED g_autoptr (JsonNode) b = crm_test_desktop_do (ion, "set client %s note=ions", id);
  g_autoptr (JsonNode) shown = crm_test_desktop_do (ana, "show client %s", id);
  JsonObject *record = json_node_get_object (shown);

  g_assert_cmpstr (json_object_get_string_member (record, "segment"), ==, "anas");
  g_assert_cmpstr (json_object_get_string_member (record, "note"), ==, "ions");
}

/* What somebody else has changed since it was looked at is not deleted unseen. */
static void
test_delete_unseen (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmTestDesktop) ana = crm_test_desktop_new (fixture->office);
  g_autoptr (CrmTestDesktop) ion = NULL;
  g_autoptr (JsonNode) added = crm_test_desktop_do (ana, "add client name=Shared3 segment=old");
  g_autofree char *id = id_of (added);
  g_autofree char *holding = g_strdup_printf ("delete client %s", id);
  g_autofree char *versioned = g_strdup_printf ("delete client %s --version 1", id);
  g_autofree char *message = NULL;
  g_autofree char *again = NULL;

  /* The account goes to somebody else: the next one to come is he. */
  json_node_unref (crm_test_desktop_do (
    ana, "set person --where 'account = \"%s\"' account=", g_get_user_name ()));
  json_node_unref (
    crm_test_desktop_do (ana, "add person name=Ion account='%s'", g_get_user_name ()));
  ion = crm_test_desktop_new (fixture->office);
  json_node_unref (crm_test_desktop_do (ana, "hold client %s", id));
  json_node_unref (crm_test_desktop_do (ion, "set client %s segment=ions", id));
  message = crm_test_desktop_refuse (ana, "conflict", holding);
  again = crm_test_desktop_refuse (ana, "conflict", versioned);
  g_assert_nonnull (strstr (message, "Ion has changed Segment"));
  g_assert_cmpstr (message, ==, again);
  json_node_unref (crm_test_desktop_do (ana, "delete client %s --version 2", id));
}

/* Two that add at the same time lose nothing and never get the same number. */
static void
test_both_at_once (Fixture *fixture, gconstpointer data)
{
  enum {
    ROUNDS = 20
  };
  g_autoptr (CrmTestDesktop) ana = crm_test_desktop_new (fixture->office);
  g_autoptr (CrmTestDesktop) ion = crm_test_desktop_new (fixture->office);
  g_autoptr (JsonNode) client = crm_test_desktop_do (ana, "add client name=Both");
  g_autofree char *id = id_of (client);
  g_autofree char *line = g_strdup_printf ("add deal title=Race client=%s", id);
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (JsonNode) list = NULL;
  JsonArray *rows;

  for (guint i = 0; i < ROUNDS; i++) {
    crm_test_desktop_send (ana, line);
    crm_test_desktop_send (ion, line);
  }
  for (guint i = 0; i < 2 * ROUNDS; i++) {
    g_autoptr (JsonObject) answer = crm_test_desktop_receive (i % 2 == 0 ? ana : ion);

    g_assert_true (json_object_get_boolean_member (answer, "ok"));
  }
  list = crm_test_desktop_do (ana, "list deal --where 'client.name = Both' --columns number");
  rows = json_node_get_array (list);
  g_assert_cmpuint (json_array_get_length (rows), ==, 2 * ROUNDS);
  for (guint i = 0; i < 2 * ROUNDS; i++) {
    gint64 number = json_object_get_int_member (json_array_get_object_element (rows, i), "number");

    g_assert_true (g_hash_table_add (numbers, g_strdup_printf ("%" G_GINT64_FORMAT, number)));
  }
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/cli/batch/answers", test_answers },
    { "/cli/batch/goes-on", test_goes_on_after_errors },
    { "/cli/batch/status", test_status },
    { "/cli/batch/see-each-other", test_two_desktops_see_each_other },
    { "/cli/batch/same-field", test_same_field },
    { "/cli/batch/other-field", test_other_field },
    { "/cli/batch/delete-unseen", test_delete_unseen },
    { "/cli/batch/both-at-once", test_both_at_once },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);

  return g_test_run ();
}
