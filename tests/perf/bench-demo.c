/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "perf/perf-office.h"

/* Filling an office through all of its rules. */
int
main (int argc, char **argv)
{
  double seconds;
  g_autofree char *path = NULL;
  GStatBuf file;

  g_test_init (&argc, &argv, NULL);
  seconds = perf_make_office ();
  path = perf_office_path ();
  crm_test_figure ("demo office, per 100,000 clients", seconds * 100000 / perf_clients (), 30, "s");
  g_assert_cmpint (g_stat (path, &file), ==, 0);
  g_print ("%-44s %10.2f KB\n", "file, per client", (double)file.st_size / 1024 / perf_clients ());

  return 0;
}
