/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/crm-cli.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

/* The command line without the window, so that its tests need neither GTK nor a display. */

static int
say_window (int argc, char **argv, const char *office_path)
{
  g_print ("window %s %d\n", office_path != NULL ? office_path : "-", argc);

  return 0;
}

int
main (int argc, char **argv)
{
  const char *locale_dir = g_getenv ("KONTOR_LOCALE_DIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : KONTOR_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");

  return crm_cli_main (argc, argv, say_window);
}
