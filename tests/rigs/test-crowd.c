/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-office.h"
#include "support/crm-crowd.h"

/* Many desktops save at once: locally, at a network, without a pause, and while some are killed. */

static const char *const lines[] = {
  "set client Shared0 note=%d",    "set client Shared1 note=%d",    "set client Shared2 note=%d",
  "set client Shared3 segment=%d", "set client Shared4 segment=%d", NULL,
};

/* What a save of one short field may add to the office file, its row of history and search
 * included, when the pages it begins are counted as full. */
#define SAVE_BYTES 2048

static gboolean
is_long (void)
{
  return g_getenv ("KONTOR_LONG") != NULL;
}

static char *
make_office (const char *name)
{
  g_autofree char *office = cli_office_copy (name);

  for (guint i = 0; i + 1 < G_N_ELEMENTS (lines); i++) {
    g_autofree char *assignment = g_strdup_printf ("name=Shared%u", i);

    g_free (crm_test_print ("--file", office, "add", "client", assignment, NULL));
  }

  return g_steal_pointer (&office);
}

static void
assert_clean (const char *office)
{
  g_autoptr (CrmTestDesktop) desktop = crm_test_desktop_new (office);
  g_autoptr (JsonNode) findings = crm_test_desktop_do (desktop, "check");

  g_assert_cmpuint (json_array_get_length (json_node_get_array (findings)), ==, 0);
}

/* Returns how many the office held before. */
static void
run (CrmTestCrowd *crowd, const CrmTestCrowdPlan *plan)
{
  guint before = crm_test_count_edits (plan->office);

  crm_test_crowd_run (crowd, plan);
  g_test_message (
    "%u desktops, %u saves, %u kills, %u errors, each %u to %u, p95 %.0f ms, most %.0f",
    plan->desktops, crowd->saves, crowd->kills, crowd->errors, crowd->fewest, crowd->most,
    crm_test_times_at (&crowd->times, 95), crm_test_times_at (&crowd->times, 100));
  if (crowd->errors > 0)
    g_error ("An error was shown: %s", crowd->message);
  /* A save that was killed on its way may be in the file or not; an answered one is. */
  g_assert_cmpuint (crm_test_count_edits (plan->office) - before, >=, crowd->saves);
  g_assert_cmpuint (crm_test_count_edits (plan->office) - before, <=, crowd->saves + crowd->kills);
  assert_clean (plan->office);
}

static void
test_local (void)
{
  g_autofree char *office = make_office ("local.kontor");
  const CrmTestCrowdPlan plan = {
    .office = office,
    .desktops = is_long () ? 50 : 12,
    .every_ms = is_long () ? 2000 : 500,
    .seconds = is_long () ? 60 : 4,
    .saves_each = 2,
    .lines = lines,
  };
  g_auto (CrmTestCrowd) crowd = { 0 };

  run (&crowd, &plan);
}

static void
test_network (void)
{
  g_autofree char *office = make_office ("network.kontor");
  g_autofree char *folder = g_path_get_dirname (office);
  g_autoptr (CrmTestShare) share = NULL;
  g_auto (CrmTestCrowd) crowd = { 0 };
  CrmTestCrowdPlan plan = {
    .office = office,
    .desktops = is_long () ? 50 : 8,
    .every_ms = is_long () ? 10000 : 1600,
    .seconds = is_long () ? 60 : 5,
    .saves_each = 2,
    .lines = lines,
  };

  if (!crm_test_has_rigs ()) {
    g_test_skip ("there are no rigs on this system");
    return;
  }
  share = plan.share = crm_test_share_new (folder, 500, 8000);
  run (&crowd, &plan);
}

static gsize
size_of (const char *office, const char *suffix)
{
  g_autofree char *path = g_strconcat (office, suffix, NULL);
  g_autofree char *bytes = NULL;
  gsize size = 0;

  g_file_get_contents (path, &bytes, &size, NULL);

  return size;
}

/* Nobody is left behind by those who save without a pause. */
static void
test_fairness (void)
{
  g_autofree char *office = make_office ("fair.kontor");
  g_autofree char *folder = g_path_get_dirname (office);
  g_autoptr (CrmTestShare) share = NULL;
  g_auto (CrmTestCrowd) crowd = { 0 };
  CrmTestCrowdPlan plan = {
    .office = office,
    .desktops = 10,
    .race = is_long () ? 60 : 9,
    .lines = lines,
  };

  if (!crm_test_has_rigs ()) {
    g_test_skip ("there are no rigs on this system");
    return;
  }
  share = plan.share = crm_test_share_new (folder, 500, 8000);
  run (&crowd, &plan);
  g_assert_cmpuint (3 * crowd.fewest, >=, crowd.most);
}

static void
test_kills (void)
{
  g_autofree char *office = make_office ("kills.kontor");
  const CrmTestCrowdPlan plan = {
    .office = office,
    .desktops = 20,
    .every_ms = is_long () ? 200 : 1000,
    .seconds = is_long () ? 600 : 5,
    .saves_each = 5,
    .lines = lines,
    .kills = TRUE,
  };
  g_auto (CrmTestCrowd) crowd = { 0 };
  gsize before = size_of (office, "");

  run (&crowd, &plan);
  g_assert_cmpuint (crowd.kills, >, 0);
  /* Nothing is left of those who were killed, and what lies beside the office has not grown. */
  g_assert_cmpuint (size_of (office, "-journal"), ==, 0);
  g_assert_cmpuint (size_of (office, "-wal"), ==, 0);
  g_assert_cmpuint (size_of (office, ".peers"), <=, 64 * 1024);
  g_assert_cmpuint (size_of (office, ""), <=, before + (crowd.saves + crowd.kills) * SAVE_BYTES);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rigs/crowd/local", test_local);
  g_test_add_func ("/rigs/crowd/network", test_network);
  g_test_add_func ("/rigs/crowd/fairness", test_fairness);
  g_test_add_func ("/rigs/crowd/kills", test_kills);

  return g_test_run ();
}
