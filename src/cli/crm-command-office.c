/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/crm-command.h"

#include "base/crm-day.h"
#include "base/crm-error.h"
#include "office/crm-office-check.h"
#include "office/crm-office-upgrade.h"
#include "office/demo/crm-demo.h"

#include <glib/gi18n-lib.h>

/* From this size a demo takes long enough to say how far it is. */
#define DEMO_WITH_PROGRESS 20000

/* --- demo ------------------------------------------------------------------------------------- */

typedef struct {
  gint64 clients;
  gint64 seed;
  char *country;
  char *language;
  char *today;
} CrmDemoChoice;

static void
demo_choice_clear (CrmDemoChoice *self)
{
  g_free (self->country);
  g_free (self->language);
  g_free (self->today);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmDemoChoice, demo_choice_clear)

static gboolean
tell_progress (guint done, guint total, gpointer data)
{
  guint *tenths = data;

  if (total < DEMO_WITH_PROGRESS || (guint64)done * 10 / total == *tenths)
    return TRUE;
  *tenths = (guint)((guint64)done * 10 / total);
  /* Translators: how far the making of a demo office is. */
  g_printerr (_ ("kontor: %u of %u clients"), done, total);
  g_printerr ("\n");

  return TRUE;
}

static gboolean
check_choice (const CrmDemoChoice *choice, GError **error)
{
  const char *wrong = NULL;

  if (choice->clients < 1 || choice->clients > 1000000)
    wrong = _ ("--clients takes a number from 1 to 1000000.");
  else if (choice->seed < 0)
    wrong = _ ("--seed must not be negative.");
  else if (choice->country != NULL && !g_str_equal (choice->country, "MD") &&
           !g_str_equal (choice->country, "RU") && !g_str_equal (choice->country, "RO"))
    wrong = _ ("--country is MD, RU or RO.");
  else if (choice->language != NULL && !g_str_equal (choice->language, "en") &&
           !g_str_equal (choice->language, "ru") && !g_str_equal (choice->language, "ro"))
    wrong = _ ("--language is en, ru or ro.");
  else if (choice->today != NULL && !crm_day_is_valid (choice->today))
    wrong = _ ("--today is a day like 2026-11-15.");
  if (wrong == NULL)
    return TRUE;
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, wrong);

  return FALSE;
}

static gboolean
run_demo (CrmSession *session, char ***args, GError **error)
{
  g_auto (CrmDemoChoice) choice = { .clients = CRM_DEMO_CLIENTS, .seed = 1 };
  const GOptionEntry entries[] = {
    { "clients", 0, 0, G_OPTION_ARG_INT64, &choice.clients, NULL, NULL },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &choice.seed, NULL, NULL },
    { "country", 0, 0, G_OPTION_ARG_STRING, &choice.country, NULL, NULL },
    { "language", 0, 0, G_OPTION_ARG_STRING, &choice.language, NULL, NULL },
    { "today", 0, 0, G_OPTION_ARG_STRING, &choice.today, NULL, NULL },
    { NULL },
  };
  CrmDemoOptions options = { 0 };
  guint tenths = 0;
  JsonObject *object;
  g_autofree char *sentence = NULL;

  if (!crm_command_parse (entries, args, 1, 1, error) || !check_choice (&choice, error))
    return FALSE;
  options.clients = (guint)choice.clients;
  options.seed = (guint64)choice.seed;
  options.country = choice.country != NULL ? choice.country : "MD";
  options.language =
    choice.language != NULL ? crm_lang_from_string (choice.language) : crm_lang_of_person ();
  options.today = choice.today;
  if (!crm_demo_create ((*args)[0], &options, tell_progress, &tenths, error))
    return FALSE;
  object = json_object_new ();
  json_object_set_string_member (object, "office", (*args)[0]);
  json_object_set_int_member (object, "clients", choice.clients);
  /* Translators: the placeholder is a file name. */
  sentence = g_strdup_printf (_ ("The demo office is in %s"), (*args)[0]);
  crm_command_answer (session, object, sentence);

  return TRUE;
}

/* --- check ------------------------------------------------------------------------------------ */

static void
print_findings (CrmSession *session, GPtrArray *findings)
{
  const CrmPrintColumn columns[] = {
    { "finding", _ ("Finding"), CRM_PRINT_TEXT },
    { "advice", _ ("What to do"), CRM_PRINT_TEXT },
  };
  g_autoptr (CrmPrinter) printer =
               crm_printer_new (session->out, CRM_PRINT_JSON, columns, G_N_ELEMENTS (columns));

  for (guint i = 0; i < findings->len; i++) {
    const CrmFinding *finding = g_ptr_array_index (findings, i);
    const char *cells[] = { finding->text, finding->advice };

    crm_printer_add (printer, cells);
  }
  crm_printer_end (printer);
}

/* What to do is said once for all that need it. */
static void
tell_findings (CrmSession *session, GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++) {
    const CrmFinding *finding = g_ptr_array_index (findings, i);
    const CrmFinding *next = i + 1 < findings->len ? g_ptr_array_index (findings, i + 1) : NULL;

    crm_output_printf (session->out, "%s\n", finding->text);
    if (next == NULL || !g_str_equal (next->advice, finding->advice))
      crm_output_printf (session->out, "  %s\n", finding->advice);
  }
  if (findings->len == 0)
    crm_output_printf (session->out, "%s\n", _ ("All is well."));
}

static gboolean
run_check (CrmSession *session, char ***args, GError **error)
{
  g_autoptr (GPtrArray) findings = NULL;
  CrmOffice *office;

  if (!crm_command_parse (NULL, args, 0, 1, error))
    return FALSE;
  session->nobody = TRUE;
  office =
    crm_session_take_path (session, (*args)[0], error) ? crm_session_open (session, error) : NULL;
  findings = office != NULL ? crm_office_check (office, NULL, NULL, NULL, error) : NULL;
  if (findings == NULL)
    return FALSE;
  if (session->batch) {
    print_findings (session, findings);
    return TRUE;
  }
  tell_findings (session, findings);

  /* Findings have been printed: nothing is left to say, and yet it is a failure. */
  return findings->len == 0;
}

/* --- upgrade ---------------------------------------------------------------------------------- */

static gboolean
run_upgrade (CrmSession *session, char ***args, GError **error)
{
  g_autofree char *folder = NULL;
  const GOptionEntry entries[] = {
    { "backup", 0, 0, G_OPTION_ARG_FILENAME, &folder, NULL, NULL },
    { NULL },
  };
  g_autoptr (CrmBackup) backup = NULL;
  g_autofree char *sentence = NULL;
  JsonObject *object;

  if (!crm_command_parse (entries, args, 0, 1, error) ||
      !crm_session_take_path (session, (*args)[0], error) ||
      !crm_office_upgrade (session->path, folder, session->clock, NULL, NULL, &backup, NULL, error))
    return FALSE;
  object = json_object_new ();
  json_object_set_string_member (object, "office", session->path);
  if (backup != NULL) {
    json_object_set_string_member (object, "backup", backup->path);
    /* Translators: the placeholder is a file name. */
    sentence = g_strdup_printf (_ ("The office file is upgraded. As it was before, it lies in %s"),
                                backup->path);
  } else {
    sentence = g_strdup (_ ("The office file needs no upgrade."));
  }
  crm_command_answer (session, object, sentence);

  return TRUE;
}

/* --- batch ------------------------------------------------------------------------------------ */

static gboolean
run_batch (CrmSession *session, char ***args, GError **error)
{
  if (!crm_command_parse (NULL, args, 0, 0, error))
    return FALSE;
  if (crm_session_open (session, error) == NULL)
    return FALSE;

  return crm_batch_run (session, stdin);
}

const CrmCommand crm_commands_office[] = {
  {
    .name = "check",
    .usage = "[OFFICE]",
    .help = N_ ("Check an office file and what is computed in it"),
    .details = N_ ("Its integrity and structure, what refers to what, history, search, totals and "
                   "everything else that is computed, and the numbers of papers. Nothing is "
                   "changed; each finding says what to do. The exit status is 1 when there are "
                   "any."),
    .run = run_check,
  },
  {
    .name = "upgrade",
    .usage = "[OFFICE] [--backup FOLDER]",
    .help = N_ ("Bring an office file of an older Kontor up to this one"),
    .details = N_ ("A verified backup is made first, in FOLDER or where backups of this account "
                   "lie, and is kept for ever. Only the head of the office may do it, when nobody "
                   "else works with an older Kontor."),
    .run = run_upgrade,
  },
  {
    .name = "demo",
    .usage = "OFFICE [--clients N] [--seed N] [--country MD|RU|RO] [--language en|ru|ro] "
             "[--today DAY]",
    .help = N_ ("Make an office full of invented clients and deals"),
    .details = N_ ("The same seed, country, language and day give the same office every time. "
                   "OFFICE must not exist yet."),
    .run = run_demo,
  },
  {
    .name = "batch",
    .usage = "",
    .help = N_ ("Read commands from the input, one a line, and answer each with a line of JSON"),
    .details =
      N_ ("Commands are written as on the command line, without “kontor --file OFFICE”. An answer "
          "reads {\"ok\":true,\"result\":…,\"ms\":…} or "
          "{\"ok\":false,\"error\":{\"code\":…,\"message\":…},\"ms\":…}. After an error the next "
          "line is read. The exit status is 1 when any command failed."),
    .run = run_batch,
  },
  { NULL },
};
