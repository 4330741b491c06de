/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/crm-cli.h"
#include "ui/shell/crm-application.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

/* Where the translations are: as told, in the build tree, or installed. */
static const char *
locale_dir (void)
{
  const char *told = g_getenv ("KONTOR_LOCALE_DIR");

  if (told != NULL && *told != '\0')
    return told;
  if (g_file_test (KONTOR_BUILD_DIR "/po/ru/LC_MESSAGES/" GETTEXT_PACKAGE ".mo",
                   G_FILE_TEST_EXISTS))
    return KONTOR_BUILD_DIR "/po";

  return KONTOR_LOCALE_DIR;
}

/* The program runs from the build tree too. */
static void
find_settings (void)
{
  if (g_getenv ("GSETTINGS_SCHEMA_DIR") == NULL &&
      g_file_test (KONTOR_BUILD_DIR "/data/gschemas.compiled", G_FILE_TEST_EXISTS))
    g_setenv ("GSETTINGS_SCHEMA_DIR", KONTOR_BUILD_DIR "/data", FALSE);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  find_settings ();

  return crm_cli_main (argc, argv, crm_ui_run);
}
