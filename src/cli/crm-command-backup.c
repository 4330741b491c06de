/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/crm-command.h"

#include "base/crm-day.h"
#include "office/crm-office-export.h"
#include "office/settings/crm-office-backup.h"

#include <glib/gi18n-lib.h>

/* --- backup ----------------------------------------------------------------------------------- */

static gboolean
run_backup (CrmSession *session, char ***args, GError **error)
{
  g_autoptr (CrmBackup) backup = NULL;
  g_autofree char *sentence = NULL;
  CrmOffice *office;
  JsonObject *object;

  if (!crm_command_parse (NULL, args, 0, 1, error))
    return FALSE;
  office = crm_session_open (session, error);
  backup = office != NULL
             ? crm_office_back_up (office, (*args)[0], CRM_BACKUP_HAND, NULL, NULL, NULL, error)
             : NULL;
  if (backup == NULL)
    return FALSE;
  object = json_object_new ();
  json_object_set_string_member (object, "backup", backup->path);
  json_object_set_int_member (object, "size", backup->size);
  json_object_set_string_member (object, "sha256", backup->sha256);
  /* Translators: the placeholder is a file name. */
  sentence = g_strdup_printf (_ ("The backup is made and verified: %s"), backup->path);
  crm_command_answer (session, object, sentence);

  return TRUE;
}

/* --- backups ---------------------------------------------------------------------------------- */

static void
print_backup (CrmPrinter *printer, const CrmBackup *backup)
{
  g_autofree char *at = crm_instant_to_string (backup->at);
  g_autofree char *size = g_strdup_printf ("%" G_GINT64_FORMAT, backup->size);
  const char *cells[] = { at, size, crm_backup_is_verified (backup) ? "1" : "0", backup->path };

  crm_printer_add (printer, cells);
}

static gboolean
run_backups (CrmSession *session, char ***args, GError **error)
{
  const CrmPrintColumn columns[] = {
    { "at", _ ("Made"), CRM_PRINT_TEXT },
    { "size", _ ("Bytes"), CRM_PRINT_INTEGER },
    { "verified", _ ("Verified"), CRM_PRINT_YESNO },
    { "path", _ ("File"), CRM_PRINT_TEXT },
  };
  g_autofree char *name = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &name, NULL, NULL },
    { NULL },
  };
  CrmPrintFormat format;
  g_autoptr (GPtrArray) backups = NULL;
  g_autoptr (CrmPrinter) printer = NULL;
  CrmOffice *office;

  if (!crm_command_parse (entries, args, 0, 0, error) ||
      !crm_command_format (session, name, &format, error))
    return FALSE;
  office = crm_session_open (session, error);
  backups = office != NULL ? crm_office_list_backups (office, error) : NULL;
  if (backups == NULL)
    return FALSE;
  printer = crm_printer_new (session->out, format, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < backups->len; i++)
    print_backup (printer, backups->pdata[i]);
  crm_printer_end (printer);

  return TRUE;
}

/* --- restore ---------------------------------------------------------------------------------- */

static gboolean
try_only (CrmSession *session, const CrmBackup *backup, GError **error)
{
  JsonObject *object;

  if (!crm_backup_drill (backup, NULL, NULL, NULL, NULL, error))
    return FALSE;
  object = json_object_new ();
  json_object_set_string_member (object, "backup", backup->path);
  json_object_set_boolean_member (object, "good", TRUE);
  crm_command_answer (session, object, _ ("The backup is good: it can be restored."));

  return TRUE;
}

static gboolean
restore (CrmSession *session, const CrmBackup *backup, GError **error)
{
  g_autofree char *kept = NULL;
  g_autofree char *sentence = NULL;
  JsonObject *object;

  if (!crm_office_restore (session->path, backup, session->clock, &kept, NULL, NULL, NULL, error))
    return FALSE;
  object = json_object_new ();
  json_object_set_string_member (object, "office", session->path);
  json_object_set_string_member (object, "replaced", kept);
  /* Translators: a file name. */
  sentence = kept != NULL
               ? g_strdup_printf (_ ("The office is restored. What it was before lies in %s"), kept)
               : g_strdup (_ ("The office is restored."));
  crm_command_answer (session, object, sentence);

  return TRUE;
}

static gboolean
run_restore (CrmSession *session, char ***args, GError **error)
{
  gboolean try = FALSE;
  const GOptionEntry entries[] = {
    { "try", 0, 0, G_OPTION_ARG_NONE, &try, NULL, NULL },
    { NULL },
  };
  g_autoptr (CrmBackup) backup = NULL;

  if (!crm_command_parse (entries, args, 1, 1, error))
    return FALSE;
  backup = crm_backup_read ((*args)[0], error);
  if (backup == NULL)
    return FALSE;
  if (try)
    return try_only (session, backup, error);
  if (session->office != NULL) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("The office is open here: a backup is restored from outside a batch."));
    return FALSE;
  }

  return crm_session_take_path (session, NULL, error) && restore (session, backup, error);
}

/* --- export ----------------------------------------------------------------------------------- */

static gboolean
run_export (CrmSession *session, char ***args, GError **error)
{
  g_autofree char *sentence = NULL;
  CrmOffice *office;
  JsonObject *object;

  if (!crm_command_parse (NULL, args, 1, 1, error))
    return FALSE;
  office = crm_session_open (session, error);
  if (office == NULL || !crm_office_export_all (office, (*args)[0], NULL, NULL, NULL, error))
    return FALSE;
  object = json_object_new ();
  json_object_set_string_member (object, "file", (*args)[0]);
  /* Translators: the placeholder is a file name. */
  sentence = g_strdup_printf (_ ("Everything is in %s"), (*args)[0]);
  crm_command_answer (session, object, sentence);

  return TRUE;
}

const CrmCommand crm_commands_backup[] = {
  {
    .name = "backup",
    .usage = "[FOLDER]",
    .help = N_ ("Make a verified backup"),
    .details = N_ ("It goes to FOLDER, or where the settings of the office say. A copy is made on "
                   "this computer and verified before it is put there."),
    .run = run_backup,
  },
  {
    .name = "backups",
    .usage = "[--format table|csv|json]",
    .help = N_ ("List the backups of an office"),
    .run = run_backups,
  },
  {
    .name = "restore-backup",
    .usage = "BACKUP [--try]",
    .help = N_ ("Put a backup in the place of the office file"),
    .details =
      N_ ("The backup is verified first; with --try that is all. Nobody may have the office open. "
          "The file that is replaced is kept beside it."),
    .run = run_restore,
  },
  {
    .name = "export",
    .usage = "FILE.zip",
    .help = N_ ("Write everything in the office as spreadsheets and files"),
    .details = N_ ("For people, and for other programs: a spreadsheet per kind of thing, the files "
                   "and the issued papers, in one package that needs no Kontor to be read."),
    .run = run_export,
  },
  { NULL },
};
