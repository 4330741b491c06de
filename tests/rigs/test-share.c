/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-office.h"
#include "support/crm-share.h"

/* The office network that other tests run on: what is on it is slow, and counted. */

/* Calls to a file server that one save may cost, with nobody else in the office: every one is half
 * a millisecond on a network. */
#define MOST_CALLS 60

static double
ms_of (JsonObject *answer)
{
  return json_object_get_double_member (answer, "ms");
}

static void
test_slow (void)
{
  g_autofree char *office = cli_office_copy ("slow.kontor");
  g_autofree char *folder = g_path_get_dirname (office);
  g_autoptr (CrmTestShare) share = crm_test_share_new (folder, 500, 8000);
  g_autoptr (CrmTestDesktop) desktop = crm_test_share_desktop (share, office);
  g_autoptr (JsonObject) answer = crm_test_desktop_ask (desktop, "add client name=Slow");
  double least = 0.5 * (double)crm_test_share_count (share, LAT_WRITES) +
                 8 * (double)crm_test_share_count (share, LAT_SYNCS);

  g_assert_true (json_object_get_boolean_member (answer, "ok"));
  g_assert_cmpuint (crm_test_share_count (share, LAT_SYNCS), >, 0);
  g_assert_cmpuint (crm_test_share_count (share, LAT_LOCKS), >, 0);
  g_assert_cmpuint (crm_test_share_count (share, LAT_WRITES), >, 0);
  g_assert_cmpfloat (ms_of (answer), >=, least);
}

static void
test_calls (void)
{
  g_autofree char *office = cli_office_copy ("calls.kontor");
  g_autofree char *folder = g_path_get_dirname (office);
  g_autoptr (CrmTestShare) share = crm_test_share_new (folder, 0, 0);
  g_autoptr (CrmTestDesktop) desktop = crm_test_share_desktop (share, office);
  g_autoptr (JsonNode) again = NULL;
  guint64 before[LAT_N_KINDS], all = 0;

  for (guint i = 0; i < 3; i++) {
    g_autoptr (JsonNode) done = crm_test_desktop_do (desktop, "add client name=Warm%u", i);

    g_assert_nonnull (done);
  }
  for (guint kind = 0; kind < LAT_N_KINDS; kind++)
    before[kind] = crm_test_share_count (share, kind);
  again = crm_test_desktop_do (desktop, "set client Warm1 note=Again");
  g_assert_nonnull (again);
  for (guint kind = 0; kind < LAT_N_KINDS; kind++) {
    guint64 n = crm_test_share_count (share, kind) - before[kind];

    g_test_message ("%s: %u", crm_test_share_kind_name (kind), (guint)n);
    all += n;
  }
  g_assert_cmpuint (all, <=, MOST_CALLS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!crm_test_has_rigs ()) {
    g_print ("1..0 # SKIP there are no rigs on this system\n");
    return 0;
  }
  g_test_add_func ("/rigs/share/slow", test_slow);
  g_test_add_func ("/rigs/share/calls", test_calls);

  return g_test_run ();
}
