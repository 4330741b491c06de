/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "perf/perf-office.h"
#include "support/crm-crowd.h"

/* Fifty desktops at one file, locally and over a network; and some that never pause. */

#define CLIENTS 50
/* As an office network: a call to the file server, and a sync. */
#define CALL_US 500
#define SYNC_US 8000

static const char *lines[CLIENTS + 1];

static char *
make_office (const char *name)
{
  g_autofree char *office = crm_test_path (name);
  g_autofree char *said =
    crm_test_print ("demo", office, "--clients", "2000", "--language", "en", NULL);
  g_autoptr (CrmTestDesktop) desktop = crm_test_desktop_new (office);

  for (guint i = 0; i < CLIENTS; i++) {
    g_autoptr (JsonNode) added = crm_test_desktop_do (desktop, "add client name=Crowd%u", i);
    const char *id = json_object_get_string_member (json_node_get_object (added), "id");

    g_free ((char *)lines[i]);
    /* A note is found by its words: the search index is written too. */
    lines[i] = g_strdup_printf ("set client %s note='spoke about %%d'", id);
  }

  return g_steal_pointer (&office);
}

static void
run (CrmTestCrowd *crowd, const CrmTestCrowdPlan *plan, const char *name)
{
  guint before = crm_test_count_edits (plan->office);
  guint edits;

  crm_test_crowd_run (crowd, plan);
  edits = crm_test_count_edits (plan->office) - before;
  g_print ("%s: %u saves in %.0f s, p50 %.0f ms\n", name, crowd->saves, crowd->seconds,
           crm_test_times_at (&crowd->times, 50));
  crm_test_figure ("  saves lost", (double)crowd->saves - edits, 0, "");
  crm_test_figure ("  errors shown", crowd->errors, 0, "");
  if (crowd->errors > 0)
    g_print ("  %s\n", crowd->message);
}

static void
measure_local (const char *office)
{
  const CrmTestCrowdPlan plan = { .office = office,
                                  .desktops = 50,
                                  .every_ms = 2000,
                                  .seconds = 60,
                                  .lines = lines };
  g_auto (CrmTestCrowd) crowd = { 0 };

  run (&crowd, &plan, "50 desktops, a save every 2 s each");
  crm_test_figure ("  a save, p95", crm_test_times_at (&crowd.times, 95), 300, "ms");
}

static void
measure_network (const char *office, CrmTestShare *share)
{
  const CrmTestCrowdPlan plan = { .office = office,
                                  .share = share,
                                  .desktops = 50,
                                  .every_ms = 10000,
                                  .seconds = 60,
                                  .lines = lines };
  g_auto (CrmTestCrowd) crowd = { 0 };
  guint64 calls = crm_test_share_count_all (share);
  guint64 syncs = crm_test_share_count (share, LAT_SYNCS);

  run (&crowd, &plan, "50 desktops at a network, a save every 10 s each");
  crm_test_figure ("  a save, p95", crm_test_times_at (&crowd.times, 95), 400, "ms");
  crm_test_figure ("  a save, longest", crm_test_times_at (&crowd.times, 100), 3000, "ms");
  g_print ("  %.1f calls and %.1f syncs a save, opening and presence included\n",
           (double)(crm_test_share_count_all (share) - calls) / crowd.saves,
           (double)(crm_test_share_count (share, LAT_SYNCS) - syncs) / crowd.saves);
}

static void
measure_fairness (const char *office, CrmTestShare *share)
{
  const CrmTestCrowdPlan plan = { .office = office,
                                  .share = share,
                                  .desktops = 10,
                                  .seconds = 20,
                                  .lines = lines };
  g_auto (CrmTestCrowd) crowd = { 0 };

  run (&crowd, &plan,
       share != NULL ? "10 desktops at a network that never pause"
                     : "10 desktops that never pause");
  crm_test_figure ("  saves of the luckiest per one of the unluckiest",
                   (double)crowd.most / MAX (crowd.fewest, 1), 3, "");
  crm_test_figure ("  a save, longest", crm_test_times_at (&crowd.times, 100), 15000, "ms");
}

/* What one save is to the file server, with nobody else in the office and with a colleague who
 * saves in turn, so that everything has to be read again. */
static void
count_calls (const char *office, const char *folder, gboolean alone)
{
  g_autoptr (CrmTestShare) mine = crm_test_share_new (folder, 0, 0);
  g_autoptr (CrmTestDesktop) desktop = crm_test_share_desktop (mine, office);
  g_autoptr (CrmTestDesktop) colleague = crm_test_desktop_new (office);
  guint64 before[LAT_N_KINDS] = { 0 };
  g_autoptr (GString) text = g_string_new (NULL);
  enum {
    WARM = 3,
    SAVES = 20
  };

  for (guint i = 0; i < WARM + SAVES; i++) {
    g_auto (GStrv) parts = g_strsplit (lines[i], "%d", 2);

    if (i == WARM)
      for (guint kind = 0; kind < LAT_N_KINDS; kind++)
        before[kind] = crm_test_share_count (mine, kind);
    json_node_unref (
      crm_test_desktop_do (desktop, "%s%s%u%s", parts[0], alone ? "alone" : "both", i, parts[1]));
    if (!alone)
      json_node_unref (crm_test_desktop_do (colleague, "%sin turn%u%s", parts[0], i, parts[1]));
  }
  for (guint kind = 0; kind < LAT_N_KINDS; kind++)
    g_string_append_printf (text, " %s %.1f", crm_test_share_kind_name (kind),
                            (double)(crm_test_share_count (mine, kind) - before[kind]) / SAVES);
  g_print ("calls of a save, %s:%s\n", alone ? "alone" : "in turn with a colleague", text->str);
}

int
main (int argc, char **argv)
{
  g_autofree char *office = NULL;
  g_autofree char *folder = NULL;

  g_test_init (&argc, &argv, NULL);
  office = make_office ("crowd.kontor");
  folder = g_path_get_dirname (office);
  measure_local (office);
  measure_fairness (office, NULL);
  if (crm_test_has_rigs ()) {
    g_autoptr (CrmTestShare) share = crm_test_share_new (folder, CALL_US, SYNC_US);

    count_calls (office, folder, TRUE);
    count_calls (office, folder, FALSE);
    measure_network (office, share);
    measure_fairness (office, share);
  }

  return 0;
}
