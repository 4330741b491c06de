/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "cli/cli-office.h"

/* What is said about the program itself, and to those who type something else. */

static void
test_version (void)
{
  g_autofree char *out = crm_test_print ("--version", NULL);

  g_assert_cmpstr (out, ==, "kontor " KONTOR_VERSION "\n");
}

static void
test_help_lists_commands (void)
{
  static const char *const commands[] = {
    "list", "show",    "add",  "set",   "delete", "restore", "undo",
    "redo", "history", "make", "check", "demo",   "batch",
  };
  g_autofree char *out = crm_test_print ("--help", NULL);
  g_autofree char *same = crm_test_print ("help", NULL);

  g_assert_cmpstr (out, ==, same);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++) {
    g_autofree char *line = g_strdup_printf ("\n  %s ", commands[i]);
    g_autofree char *help = crm_test_print ("help", commands[i], NULL);
    g_autofree char *usage = g_strdup_printf ("Usage: kontor %s", commands[i]);

    g_assert_nonnull (strstr (out, line));
    g_assert_true (g_str_has_prefix (help, usage));
  }
}

/* The first of two would be run for both. */
static void
test_names_differ (void)
{
  g_autofree char *out = crm_test_print ("--help", NULL);
  g_auto (GStrv) lines = g_strsplit (out, "\n", -1);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (char **line = lines; *line != NULL; line++) {
    char *name;

    if (!g_str_has_prefix (*line, "  ") || !g_ascii_islower ((*line)[2]))
      continue;
    name = g_strndup (*line + 2, strcspn (*line + 2, " "));
    if (!g_hash_table_add (names, name))
      g_error ("two commands have one name: %s", *line);
  }
  g_assert_cmpuint (g_hash_table_size (names), >, 10);
}

static void
test_window (void)
{
  g_autofree char *none = crm_test_print (NULL, NULL);
  g_autofree char *file = crm_test_print ("--file", "a b.kontor", NULL);
  g_autofree char *equals = crm_test_print ("--file=a.kontor", NULL);
  g_autofree char *bare = crm_test_print ("клиенты.kontor", NULL);
  g_autofree char *toolkit = crm_test_print ("--gapplication-service", NULL);

  g_assert_cmpstr (none, ==, "window - 1\n");
  g_assert_cmpstr (file, ==, "window a b.kontor 1\n");
  g_assert_cmpstr (equals, ==, "window a.kontor 1\n");
  g_assert_cmpstr (bare, ==, "window клиенты.kontor 1\n");
  g_assert_cmpstr (toolkit, ==, "window - 2\n");
}

static void
test_wrong_usage (void)
{
  static const struct {
    const char *args[8];
    const char *says;
  } cases[] = {
    { { "lst", NULL }, "lst" },
    { { "--fiel", "x", NULL }, "--fiel" },
    { { "--file", NULL }, "--file" },
    { { "help", "lst", NULL }, "lst" },
    { { "list", NULL }, "missing" },
    { { "list", "client", "deal", NULL }, "deal" },
    { { "list", "client", NULL }, "KONTOR_FILE" },
    { { "list", "client", "--formt", "csv", NULL }, "formt" },
    { { "list", "client", "--format", "xml", NULL }, "xml" },
    { { "list", "client", "--limit", "many", NULL }, "many" },
    { { "list", "client", "--limit", "-1", NULL }, "limit" },
    { { "show", "client", NULL }, "missing" },
    { { "set", "client", "1", NULL }, "missing" },
    { { "add", "client", NULL }, "missing" },
    { { "make", "ticket", "--deal", "1", NULL }, "ticket" },
    { { "make", "proforma", NULL }, "--deal" },
    { { "demo", NULL }, "missing" },
    { { "demo", "x.kontor", "--clients", "0", NULL }, "1000000" },
    { { "demo", "x.kontor", "--country", "XX", NULL }, "MD, RU or RO" },
    { { "demo", "x.kontor", "--today", "yesterday", NULL }, "2026-11-15" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CrmTestRun) run = crm_test_runv (cases[i].args, NULL);

    crm_test_assert_refused (run, 2, cases[i].says);
    g_assert_nonnull (strstr (run->err, "kontor help"));
  }
}

/* What is not UTF-8 is not guessed. */
static void
test_strange_bytes (void)
{
  g_autoptr (CrmTestRun) run = crm_test_run ("list", "cl\xff\xfeient", NULL);

  crm_test_assert_refused (run, 2, "UTF-8");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/usage/version", test_version);
  g_test_add_func ("/cli/usage/help", test_help_lists_commands);
  g_test_add_func ("/cli/usage/names-differ", test_names_differ);
  g_test_add_func ("/cli/usage/window", test_window);
  g_test_add_func ("/cli/usage/wrong", test_wrong_usage);
  g_test_add_func ("/cli/usage/strange-bytes", test_strange_bytes);

  return g_test_run ();
}
