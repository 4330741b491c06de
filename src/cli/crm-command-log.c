/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/crm-command.h"

#include "base/crm-day.h"
#include "office/crm-log.h"

#include <glib/gi18n-lib.h>

#define LOG_SHOWN   100
#define TRASH_SHOWN 1000

/* --- log -------------------------------------------------------------------------------------- */

typedef struct {
  char *since;
  char *person;
  char *entity;
  char *format;
  int limit;
  gint64 from;
  CrmLog *log;
} LogCall;

static void
log_call_clear (LogCall *self)
{
  g_free (self->since);
  g_free (self->person);
  g_free (self->entity);
  g_free (self->format);
  g_clear_pointer (&self->log, crm_log_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LogCall, log_call_clear)

static gboolean
read_log (CrmTxn *txn, gpointer data, GError **error)
{
  LogCall *self = data;
  CrmOperationFilter filter = { .since = self->from, .limit = (guint)self->limit };

  g_clear_pointer (&self->log, crm_log_free);
  if (self->person != NULL &&
      !crm_resolve_record (txn, crm_schema_find (crm_txn_get_schema (txn), "person"), NULL,
                           self->person, &filter.person, error))
    return FALSE;
  if (self->entity != NULL) {
    const char *where = NULL;

    filter.entity = crm_command_entity (crm_txn_get_schema (txn), self->entity, &where, error);
    if (filter.entity == NULL)
      return FALSE;
  }
  self->log = crm_log_read (txn, &filter, error);

  return self->log != NULL;
}

/* From the beginning of the day, where the person is. */
static gboolean
parse_since (CrmSession *session, LogCall *self, GError **error)
{
  g_autofree char *today = crm_clock_today (session->clock);
  g_autofree char *day = NULL;
  g_autoptr (GDateTime) begins = NULL;
  g_autofree char *text = NULL;

  if (self->since == NULL)
    return TRUE;
  day = crm_day_parse (self->since, today, error);
  if (day == NULL)
    return FALSE;
  text = g_strconcat (day, "T00:00:00", NULL);
  begins = g_date_time_new_from_iso8601 (text, g_time_zone_new_local ());
  self->from = begins != NULL ? g_date_time_to_unix (begins) * 1000 : 0;

  return TRUE;
}

static void
print_log (CrmSession *session, const LogCall *self, CrmPrintFormat format)
{
  const CrmPrintColumn columns[] = {
    { "at", _ ("When"), CRM_PRINT_TEXT },
    { "person", _ ("Who"), CRM_PRINT_TEXT },
    { "what", _ ("What"), CRM_PRINT_TEXT },
    { "undone", _ ("Undone"), CRM_PRINT_YESNO },
    { "operation", _ ("Operation"), CRM_PRINT_TEXT },
  };
  gboolean table = format == CRM_PRINT_TABLE;
  g_autoptr (CrmPrinter) printer =
               crm_printer_new (session->out, format, columns, G_N_ELEMENTS (columns));

  for (guint i = 0; i < self->log->entries->len; i++) {
    const CrmLogEntry *entry = g_ptr_array_index (self->log->entries, i);
    const CrmOperation *operation = entry->operation;
    g_autofree char *at = table ? crm_instant_format (operation->at, crm_lang_of_person (), NULL)
                                : crm_instant_to_string (operation->at);
    g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, operation->id);
    const char *undone = operation->undone ? (table ? _ ("yes") : "1") : (table ? "" : "0");
    const char *cells[] = { at, entry->who, entry->what, undone, id };

    crm_printer_add (printer, cells);
  }
  crm_printer_end (printer);
}

static gboolean
run_log (CrmSession *session, char ***args, GError **error)
{
  g_auto (LogCall) call = { .limit = LOG_SHOWN };
  const GOptionEntry entries[] = {
    { "since", 0, 0, G_OPTION_ARG_STRING, &call.since, NULL, NULL },
    { "person", 0, 0, G_OPTION_ARG_STRING, &call.person, NULL, NULL },
    { "entity", 0, 0, G_OPTION_ARG_STRING, &call.entity, NULL, NULL },
    { "limit", 0, 0, G_OPTION_ARG_INT, &call.limit, NULL, NULL },
    { "format", 0, 0, G_OPTION_ARG_STRING, &call.format, NULL, NULL },
    { NULL },
  };
  CrmPrintFormat format;
  CrmOffice *office;

  if (!crm_command_parse (entries, args, 0, 0, error) ||
      !crm_command_format (session, call.format, &format, error))
    return FALSE;
  if (call.limit < 1) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("--limit takes a number from 1."));
    return FALSE;
  }
  office = crm_session_open (session, error);
  if (office == NULL || !parse_since (session, &call, error) ||
      !crm_office_run (office, CRM_TXN_READ, NULL, read_log, &call, error))
    return FALSE;
  print_log (session, &call, format);

  return TRUE;
}

/* --- trash ------------------------------------------------------------------------------------ */

typedef struct {
  const char *words;
  GPtrArray *found;
} TrashCall;

static gboolean
read_trash (CrmTxn *txn, gpointer data, GError **error)
{
  TrashCall *self = data;

  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = crm_trashed_read (txn, self->words, TRASH_SHOWN, error);

  return self->found != NULL;
}

static void
print_trash (CrmSession *session, GPtrArray *found, CrmPrintFormat format)
{
  const CrmPrintColumn columns[] = {
    { "at", _ ("When"), CRM_PRINT_TEXT },     { "person", _ ("Who"), CRM_PRINT_TEXT },
    { "entity", _ ("Kind"), CRM_PRINT_TEXT }, { "title", _ ("What"), CRM_PRINT_TEXT },
    { "id", _ ("Id"), CRM_PRINT_TEXT },
  };
  gboolean table = format == CRM_PRINT_TABLE;
  g_autoptr (CrmPrinter) printer =
               crm_printer_new (session->out, format, columns, G_N_ELEMENTS (columns));

  for (guint i = 0; i < found->len; i++) {
    const CrmTrashed *one = g_ptr_array_index (found, i);
    g_autofree char *at = table ? crm_instant_format (one->at, crm_lang_of_person (), NULL)
                                : crm_instant_to_string (one->at);
    g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, one->id);
    const char *cells[] = { at, one->who, table ? one->kind : one->entity, one->title, id };

    crm_printer_add (printer, cells);
  }
  crm_printer_end (printer);
}

static gboolean
run_trash (CrmSession *session, char ***args, GError **error)
{
  TrashCall call = { 0 };
  g_autofree char *name = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &name, NULL, NULL },
    { NULL },
  };
  g_autofree char *words = NULL;
  CrmPrintFormat format;
  CrmOffice *office;

  if (!crm_command_parse (entries, args, 0, 20, error) ||
      !crm_command_format (session, name, &format, error))
    return FALSE;
  words = g_strjoinv (" ", *args);
  call.words = words;
  office = crm_session_open (session, error);
  if (office == NULL || !crm_office_run (office, CRM_TXN_READ, NULL, read_trash, &call, error))
    return FALSE;
  print_trash (session, call.found, format);
  g_ptr_array_unref (call.found);

  return TRUE;
}

/* --- tidy ------------------------------------------------------------------------------------- */

static gboolean
run_tidy (CrmSession *session, char ***args, GError **error)
{
  g_autofree char *sentence = NULL;
  JsonObject *object;
  CrmOffice *office;
  guint total = 0;

  if (!crm_command_parse (NULL, args, 0, 0, error))
    return FALSE;
  office = crm_session_open (session, error);
  if (office == NULL || !crm_office_tidy (office, &total, error))
    return FALSE;
  object = json_object_new ();
  json_object_set_int_member (object, "summed_up", total);
  sentence = g_strdup_printf (
    ngettext ("%u old change was summed up", "%u old changes were summed up", total), total);
  crm_command_answer (session, object, sentence);

  return TRUE;
}

const CrmCommand crm_commands_log[] = {
  {
    .name = "log",
    .usage = "[--since DAY] [--person NAME] [--entity ENTITY] [--limit N] "
             "[--format table|csv|json]",
    .help = N_ ("What was done in the office, newest first"),
    .details = N_ ("“kontor undo OPERATION” takes one of them back."),
    .run = run_log,
  },
  {
    .name = "trash",
    .usage = "[WORDS] [--format table|csv|json]",
    .help = N_ ("What lies in the trash, newest first"),
    .run = run_trash,
  },
  {
    .name = "tidy",
    .usage = "",
    .help = N_ ("Sum up history that is older than the office keeps it"),
    .run = run_tidy,
  },
  { NULL },
};
