/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/cli-office.h"
#include "support/crm-share.h"

/* The office network that other tests run on: what is on it is slow, and counted. */

/* Calls to a file server that one save may cost, with nobody else in the office: every one is half
 * a millisecond on a network. */
#define MOST_CALLS 60
#define SAVES      5

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

static guint
count_save (CrmTestShare *share, CrmTestDesktop *desktop, guint n)
{
  guint64 before[LAT_N_KINDS];
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (JsonNode) done = NULL;
  guint all = 0;

  for (guint kind = 0; kind < LAT_N_KINDS; kind++)
    before[kind] = crm_test_share_count (share, kind);
  done = crm_test_desktop_do (desktop, "set client Warm1 note='Again %u'", n);
  for (guint kind = 0; kind < LAT_N_KINDS; kind++) {
    guint of_kind = (guint)(crm_test_share_count (share, kind) - before[kind]);

    g_string_append_printf (text, " %s %u", crm_test_share_kind_name (kind), of_kind);
    all += of_kind;
  }
  g_test_message ("a save:%s", text->str);

  return all;
}

static void
test_calls (void)
{
  g_autofree char *office = cli_office_copy ("calls.kontor");
  g_autofree char *folder = g_path_get_dirname (office);
  g_autoptr (CrmTestShare) share = crm_test_share_new (folder, 0, 0);
  g_autoptr (CrmTestDesktop) desktop = crm_test_share_desktop (share, office);
  guint fewest = G_MAXUINT;

  for (guint i = 0; i < 3; i++) {
    g_autoptr (JsonNode) done = crm_test_desktop_do (desktop, "add client name=Warm%u", i);

    g_assert_nonnull (done);
  }
  /* Now and then it looks beside the office who is there, which is not the save's. */
  for (guint i = 0; i < SAVES; i++) {
    guint n = count_save (share, desktop, i);

    fewest = MIN (fewest, n);
  }
  g_assert_cmpuint (fewest, >, 0);
  g_assert_cmpuint (fewest, <=, MOST_CALLS);
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
