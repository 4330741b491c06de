/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/crm-cli.h"
#include "cli/crm-command.h"

#include "base/crm-error.h"

#include <glib/gi18n-lib.h>
#include <signal.h>
#include <string.h>

/* What stands before the command. */
typedef struct {
  char *file;
  char *as;
  gboolean help;
  gboolean version;
  GPtrArray *toolkit; /* options that GTK and the desktop's starter understand */
} CrmGlobals;

static const char *const toolkit_options[] = {
  "--gapplication-", "--gtk-", "--display", "--class", "--name", "--g-fatal-warnings",
};

static gboolean
is_toolkit_option (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (toolkit_options); i++)
    if (g_str_has_prefix (word, toolkit_options[i]))
      return TRUE;

  return FALSE;
}

/* Reads the options in front of the command. Returns how many words they take, -1 on error. */
static int
parse_globals (char **words, CrmGlobals *globals, GError **error)
{
  int i = 0;

  for (; words[i] != NULL && words[i][0] == '-'; i++) {
    const char *word = words[i];

    if (g_str_equal (word, "--help") || g_str_equal (word, "-h")) {
      globals->help = TRUE;
    } else if (g_str_equal (word, "--version")) {
      globals->version = TRUE;
    } else if (g_str_has_prefix (word, "--file=")) {
      g_free (globals->file);
      globals->file = g_strdup (word + strlen ("--file="));
    } else if (g_str_equal (word, "--file") && words[i + 1] != NULL) {
      g_free (globals->file);
      globals->file = g_strdup (words[++i]);
    } else if (g_str_equal (word, "--file")) {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _ ("--file needs the name of an office file after it."));
      return -1;
    } else if (g_str_has_prefix (word, "--as=")) {
      g_free (globals->as);
      globals->as = g_strdup (word + strlen ("--as="));
    } else if (g_str_equal (word, "--as") && words[i + 1] != NULL) {
      g_free (globals->as);
      globals->as = g_strdup (words[++i]);
    } else if (g_str_equal (word, "--as")) {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _ ("--as needs the name of a colleague after it."));
      return -1;
    } else if (is_toolkit_option (word)) {
      g_ptr_array_add (globals->toolkit, (gpointer)word);
    } else {
      /* Translators: the placeholder is what was typed, like --fiel. */
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION,
                   _ ("There is no option “%s”."), word);
      return -1;
    }
  }

  return i;
}

/* In the order in which help lists them. */
static const CrmCommand *const tables[] = {
  crm_commands_list,   crm_commands_show,  crm_commands_log,    crm_commands_record,
  crm_commands_beside, crm_commands_paper, crm_commands_people, crm_commands_quality,
  crm_commands_office, crm_commands_place, crm_commands_backup, crm_commands_accept,
};

static int
longest_name (void)
{
  gsize longest = 0;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++) {
    for (const CrmCommand *row = tables[i]; row->name != NULL; row++)
      longest = MAX (longest, strlen (row->name));
  }

  return (int)longest;
}

static void
print_overview (CrmOutput *out)
{
  int width = longest_name ();

  crm_output_printf (out, "%s\n", _ ("Usage: kontor [--file OFFICE] [--as NAME] [COMMAND …]"));
  crm_output_printf (out, "%s\n\n", _ ("Without a command the window opens."));
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++) {
    for (const CrmCommand *row = tables[i]; row->name != NULL; row++)
      crm_output_printf (out, "  %-*s  %s\n", width, row->name, _ (row->help));
  }
  crm_output_printf (out, "\n%s\n",
                     _ ("The office file may also be named by the variable KONTOR_FILE. --as NAME "
                        "works as that colleague. “kontor help COMMAND” says more about a "
                        "command."));
}

static gboolean
run_help (CrmSession *session, char ***args, GError **error)
{
  const CrmCommand *command;

  if (!crm_command_parse (NULL, args, 0, 1, error))
    return FALSE;
  if ((*args)[0] == NULL) {
    print_overview (session->out);
    return TRUE;
  }
  command = crm_command_find ((*args)[0], TRUE);
  if (command == NULL) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("There is no command “%s”. “kontor help” lists them."), (*args)[0]);
    return FALSE;
  }
  crm_output_printf (session->out, "%s kontor %s%s%s\n\n%s\n", _ ("Usage:"), command->name,
                     *command->usage != '\0' ? " " : "", command->usage, _ (command->help));
  if (command->details != NULL)
    crm_output_printf (session->out, "\n%s\n", _ (command->details));

  return TRUE;
}

static const CrmCommand help_command = {
  .name = "help",
  .usage = "[COMMAND]",
  .help = N_ ("What a command does"),
  .run = run_help,
};

static const CrmCommand *
find_in (const CrmCommand *table, const char *name)
{
  for (const CrmCommand *row = table; row->name != NULL; row++) {
    if (g_str_equal (row->name, name))
      return row;
  }

  return NULL;
}

const CrmCommand *
crm_command_find (const char *name, gboolean batch)
{
  const CrmCommand *found = NULL;

  if (g_str_equal (name, help_command.name))
    return &help_command;
  for (guint i = 0; found == NULL && i < G_N_ELEMENTS (tables); i++)
    found = find_in (tables[i], name);

  return found == NULL && batch ? find_in (crm_commands_held, name) : found;
}

/* Says what went wrong and gives the exit status that goes with it. */
static int
report (const GError *error, const char *command)
{
  g_printerr ("kontor: %s\n", error->message);
  if (error->domain != G_OPTION_ERROR)
    return 1;
  if (command != NULL)
    /* Translators: the placeholder is a command, like list. */
    g_printerr (_ ("“kontor help %s” says how it is used."), command);
  else
    g_printerr ("%s", _ ("“kontor help” says how it is used."));
  g_printerr ("\n");

  return 2;
}

static int
run_command (CrmSession *session, const CrmCommand *command, char **words)
{
  g_auto (GStrv) args = g_strdupv (words);
  g_autoptr (GError) error = NULL;
  gboolean done = command->run (session, &args, &error);

  crm_output_flush (session->out);
  if (!done && error == NULL)
    return 1; /* it has said so itself */
  if (!done)
    return report (error, command->name);
  if (session->out->failed) {
    g_printerr ("kontor: %s\n", _ ("The results could not be written in full."));
    return 1;
  }

  return 0;
}

static int
open_window (const CrmGlobals *globals, char *program, const char *path, CrmRunWindow run_window)
{
  g_autofree char **argv = g_new0 (char *, globals->toolkit->len + 2);

  argv[0] = program;
  for (guint i = 0; i < globals->toolkit->len; i++)
    argv[i + 1] = g_ptr_array_index (globals->toolkit, i);

  return run_window ((int)globals->toolkit->len + 1, argv, path);
}

static int
dispatch (const CrmGlobals *globals, char *program, char **words, CrmRunWindow run_window)
{
  CrmOutput out = { 0 };
  CrmSession session = { .out = &out };
  const CrmCommand *command;
  int status;

  session.as = g_strdup (globals->as);
  session.path = g_strdup (globals->file != NULL ? globals->file : g_getenv ("KONTOR_FILE"));
  if (globals->version) {
    crm_output_printf (&out, "kontor %s\n", KONTOR_VERSION);
    status = 0;
  } else if (globals->help) {
    print_overview (&out);
    status = 0;
  } else if (words[0] == NULL) {
    status = open_window (globals, program, session.path, run_window);
  } else if ((command = crm_command_find (words[0], FALSE)) != NULL) {
    status = run_command (&session, command, words + 1);
  } else if (words[1] == NULL &&
             (g_str_has_suffix (words[0], ".kontor") || strchr (words[0], G_DIR_SEPARATOR))) {
    /* The desktop opens an office by its file name alone. */
    status = open_window (globals, program, words[0], run_window);
  } else {
    g_autoptr (GError) error = NULL;

    g_set_error (&error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("There is no command “%s”."),
                 words[0]);
    status = report (error, NULL);
  }
  crm_session_clear (&session);

  return status;
}

/* The arguments behind the program's name; those that are not UTF-8 are read in the locale's
 * encoding. NULL when one cannot be read at all. */
static char **
take_words (int argc, char **argv)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (int i = 1; i < argc; i++) {
    char *word = g_utf8_validate (argv[i], -1, NULL)
                   ? g_strdup (argv[i])
                   : g_locale_to_utf8 (argv[i], -1, NULL, NULL, NULL);

    if (word == NULL)
      return NULL;
    g_ptr_array_add (words, word);
  }
  g_ptr_array_add (words, NULL);

  return (char **)g_ptr_array_free (g_steal_pointer (&words), FALSE);
}

/* A disk or a quota that is full is told by each write; where a limit is set for a file the system
 * would end the program instead. */
static void
survive_limits (void)
{
#ifdef SIGXFSZ
  signal (SIGXFSZ, SIG_IGN);
#endif
}

int
crm_cli_main (int argc, char **argv, CrmRunWindow run_window)
{
  g_auto (GStrv) words = take_words (argc, argv);
  g_autoptr (GPtrArray) toolkit = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  CrmGlobals globals = { .toolkit = toolkit };
  g_autofree char *file = NULL;
  g_autofree char *as = NULL;
  int first;

  g_return_val_if_fail (argc > 0 && run_window != NULL, 2);

  survive_limits ();
  if (words == NULL) {
    g_set_error_literal (&error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("The command line holds characters that are not UTF-8."));
    return report (error, NULL);
  }
  first = parse_globals (words, &globals, &error);
  file = globals.file;
  as = globals.as;
  if (first < 0)
    return report (error, NULL);

  return dispatch (&globals, argv[0], words + first, run_window);
}
