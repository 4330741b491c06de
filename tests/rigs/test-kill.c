/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-office.h"

#include <glib/gstdio.h>

/*
 * A desktop is killed in the middle of whatever it does, again and again: what it was told is saved
 * is there, the next one opens the office as if nothing had been, and nothing in it is half.
 */

#define KILLS          30
#define KILLS_LONG     300
#define KILLS_WAL      10
#define KILLS_WAL_LONG 100
/* What each is asked to save: more than it comes to. */
#define SAVES 100

/* Names of what is acknowledged are added, so many at most. */
static void
receive (CrmTestDesktop *desktop, guint most, guint round, guint *n, GPtrArray *names)
{
  for (guint end = *n + most; *n < end; ++*n) {
    g_autoptr (JsonObject) answer = crm_test_desktop_try_receive (desktop);

    if (answer == NULL)
      return;
    g_assert_true (json_object_get_boolean_member (answer, "ok"));
    g_ptr_array_add (names, g_strdup_printf ("Kill-%u-%u", round, *n));
  }
}

/* Saves until it is killed: soon after it has acknowledged a few, however long that takes. Each
 * client has a phone, so that a save is many pages. */
static void
save_and_die (const char *office, GRand *rand, guint round, GPtrArray *names)
{
  CrmTestDesktop *desktop = crm_test_desktop_new (office);
  g_autoptr (JsonObject) opened = crm_test_desktop_ask (desktop, "list client --limit 1");
  guint n = 0;

  g_assert_true (json_object_get_boolean_member (opened, "ok"));
  for (guint i = 0; i < SAVES; i++) {
    g_autofree char *line =
      g_strdup_printf ("add client name=Kill-%u-%u phones.number='022 123 456'", round, i);

    crm_test_desktop_send (desktop, line);
  }
  receive (desktop, g_rand_int_range (rand, 0, 5), round, &n, names);
  g_usleep (g_rand_int_range (rand, 0, 20000));
  crm_test_desktop_kill (desktop);
  receive (desktop, SAVES - n, round, &n, names);
  crm_test_desktop_free (desktop);
}

/* What it had begun to write lies beside the office. */
static gboolean
has_left (const char *office, const char *suffix)
{
  g_autofree char *path = g_strconcat (office, suffix, NULL);
  GStatBuf status;

  return g_stat (path, &status) == 0 && status.st_size > 0;
}

/* Of the clients that were acknowledged; @damaged: what the check finds, and clients that are there
 * without their lines. */
static guint
count_lost (const char *office, GPtrArray *names, guint *damaged)
{
  g_autoptr (CrmTestDesktop) desktop = crm_test_desktop_new (office);
  g_autoptr (JsonNode) findings = crm_test_desktop_do (desktop, "check");
  g_autoptr (JsonNode) killed = crm_test_desktop_do (
    desktop, "list client --where \"name ~ Kill- and phones.number = '022 123 456'\" "
             "--columns name");
  g_autoptr (JsonNode) all =
               crm_test_desktop_do (desktop, "list client --where 'name ~ Kill-' --columns name");
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *rows = json_node_get_array (killed);
  guint lost = 0;

  *damaged = json_array_get_length (json_node_get_array (findings)) +
             json_array_get_length (json_node_get_array (all)) - json_array_get_length (rows);
  for (guint i = 0; i < json_array_get_length (rows); i++) {
    JsonObject *row = json_array_get_object_element (rows, i);

    g_hash_table_add (there, (char *)json_object_get_string_member (row, "name"));
  }
  for (guint i = 0; i < names->len; i++)
    if (!g_hash_table_contains (there, names->pdata[i])) {
      g_test_message ("%s was told saved and is not there", (char *)names->pdata[i]);
      lost++;
    }

  return lost;
}

static void
kill_often (const char *office, guint kills, const char *suffix)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  double slowest = 0;
  guint n_left = 0;
  guint lost, damaged;

  for (guint i = 0; i < kills; i++) {
    gint64 start;

    save_and_die (office, rand, i, names);
    n_left += has_left (office, suffix);
    start = g_get_monotonic_time ();
    g_free (crm_test_print ("--file", office, "list", "client", "--limit", "1", NULL));
    slowest = MAX (slowest, (double)(g_get_monotonic_time () - start) / 1000);
  }
  g_assert_cmpuint (names->len, >=, kills / 2);
  g_assert_cmpuint (n_left, >, 0);
  lost = count_lost (office, names, &damaged);
  g_test_message ("%u kills, %u of them left a journal, %u saves acknowledged: lost %u (goal 0), "
                  "damaged %u (goal 0), slowest opening after one %.0f ms (goal 1000)",
                  kills, n_left, names->len, lost, damaged, slowest);
  g_assert_cmpuint (lost, ==, 0);
  g_assert_cmpuint (damaged, ==, 0);
}

static void
test_kill (void)
{
  g_autofree char *office = cli_office_copy ("kill.kontor");

  kill_often (office, g_getenv ("KONTOR_LONG") != NULL ? KILLS_LONG : KILLS, "-journal");
}

static void
test_kill_wal (void)
{
  g_autofree char *office = cli_office_copy ("kill-wal.kontor");

  g_free (crm_test_print ("--file", office, "place", "--this-computer", "yes", NULL));
  kill_often (office, g_getenv ("KONTOR_LONG") != NULL ? KILLS_WAL_LONG : KILLS_WAL, "-wal");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rigs/kill/truncate", test_kill);
  g_test_add_func ("/rigs/kill/wal", test_kill_wal);

  return g_test_run ();
}
