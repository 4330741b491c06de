/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/crm-command.h"

#include "base/crm-day.h"
#include "office/people/crm-export-right.h"
#include "office/people/crm-hand-over.h"
#include "office/people/crm-person-rights.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* --- hand-over -------------------------------------------------------------------------------- */

typedef struct {
  const char *from;
  char **to; /* "Ana", "deal=Ion"; or NULL */
  const char *only;
  gint64 person;
  CrmHandOver *plan;
  GPtrArray *parts;
} Asked;

static gboolean
give (CrmTxn *txn, Asked *self, const CrmEntity *person, const char *to, GError **error)
{
  g_auto (GStrv) only = self->only != NULL ? g_strsplit (self->only, ",", -1) : NULL;
  const char *equal = strchr (to, '=');
  g_autofree char *entity = equal != NULL ? g_strndup (to, (gsize)(equal - to)) : NULL;
  gint64 taker;

  if (!crm_resolve_record (txn, person, NULL, equal != NULL ? equal + 1 : to, &taker, error))
    return FALSE;
  if (entity != NULL || only == NULL)
    crm_hand_over_give (self->plan, entity, taker);
  for (guint i = 0; entity == NULL && only != NULL && only[i] != NULL; i++)
    crm_hand_over_give (self->plan, only[i], taker);

  return TRUE;
}

static gboolean
resolve_people (CrmTxn *txn, gpointer data, GError **error)
{
  Asked *self = data;
  const CrmEntity *person = crm_schema_find (crm_txn_get_schema (txn), "person");

  if (!crm_resolve_record (txn, person, NULL, self->from, &self->person, error))
    return FALSE;
  g_clear_pointer (&self->plan, crm_hand_over_unref);
  self->plan = crm_hand_over_new (self->person);
  for (guint i = 0; self->to != NULL && self->to[i] != NULL; i++)
    if (!give (txn, self, person, self->to[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
read_belongings (CrmTxn *txn, gpointer data, GError **error)
{
  Asked *self = data;

  g_clear_pointer (&self->parts, g_ptr_array_unref);
  if (!resolve_people (txn, data, error) || !crm_txn_allows (txn, CRM_RIGHT_MANAGE, error))
    return FALSE;
  crm_txn_trust (txn, TRUE);
  self->parts = crm_person_belongings (txn, self->person, error);

  return self->parts != NULL;
}

static gboolean
print_belongings (CrmSession *session, CrmOffice *office, Asked *asked, GError **error)
{
  const CrmPrintColumn columns[] = {
    { "entity", _ ("What"), CRM_PRINT_TEXT },
    { "count", _ ("Open"), CRM_PRINT_INTEGER },
  };
  g_autoptr (CrmPrinter) printer = NULL;
  CrmPrintFormat format = session->batch ? CRM_PRINT_JSON : CRM_PRINT_TABLE;

  if (!crm_office_run (office, CRM_TXN_READ, NULL, read_belongings, asked, error))
    return FALSE;
  printer = crm_printer_new (session->out, format, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < asked->parts->len; i++) {
    const CrmHandOverPart *part = g_ptr_array_index (asked->parts, i);
    g_autofree char *n = g_strdup_printf ("%" G_GINT64_FORMAT, part->n);
    const char *cells[] = { format == CRM_PRINT_TABLE ? part->label : part->entity, n };

    crm_printer_add (printer, cells);
  }
  crm_printer_end (printer);

  return TRUE;
}

static gboolean
hand_over (CrmSession *session,
           CrmOffice *office,
           Asked *asked,
           gboolean stays,
           const char *left,
           GError **error)
{
  g_autofree char *sentence = NULL;
  JsonObject *object;
  guint n = 0;

  if (!crm_office_run (office, CRM_TXN_READ, NULL, resolve_people, asked, error))
    return FALSE;
  if (!stays)
    crm_hand_over_leave (asked->plan, left);
  if (!crm_office_hand_over (office, asked->plan, &n, error))
    return FALSE;
  object = json_object_new ();
  json_object_set_int_member (object, "records", n);
  sentence =
    g_strdup_printf (ngettext ("%u record was handed over.", "%u records were handed over.", n), n);
  crm_command_answer (session, object, sentence);

  return TRUE;
}

static gboolean
run_hand_over (CrmSession *session, char ***args, GError **error)
{
  g_auto (GStrv) to = NULL;
  g_autofree char *only = NULL;
  g_autofree char *left = NULL;
  gboolean stays = FALSE;
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_STRING_ARRAY, &to, NULL, NULL },
    { "only", 0, 0, G_OPTION_ARG_STRING, &only, NULL, NULL },
    { "left", 0, 0, G_OPTION_ARG_STRING, &left, NULL, NULL },
    { "stays", 0, 0, G_OPTION_ARG_NONE, &stays, NULL, NULL },
    { NULL },
  };
  Asked asked = { 0 };
  CrmOffice *office;
  gboolean done;

  if (!crm_command_parse (entries, args, 1, 1, error))
    return FALSE;
  asked.from = (*args)[0];
  asked.to = to;
  asked.only = only;
  office = crm_session_open (session, error);
  if (office == NULL)
    return FALSE;
  done = to == NULL ? print_belongings (session, office, &asked, error)
                    : hand_over (session, office, &asked, stays, left, error);
  g_clear_pointer (&asked.parts, g_ptr_array_unref);
  g_clear_pointer (&asked.plan, crm_hand_over_unref);

  return done;
}

/* --- rights ----------------------------------------------------------------------------------- */

typedef struct {
  const char *of; /* NULL: of who asks */
  char *words;
} Rights;

static gboolean
read_rights (CrmTxn *txn, gpointer data, GError **error)
{
  Rights *self = data;
  const CrmEntity *entity = crm_schema_find (crm_txn_get_schema (txn), "person");
  gint64 person = crm_txn_get_person (txn);

  g_clear_pointer (&self->words, g_free);
  if (self->of != NULL && !crm_resolve_record (txn, entity, NULL, self->of, &person, error))
    return FALSE;
  self->words = crm_person_describe_rights (txn, person, error);

  return self->words != NULL;
}

static gboolean
run_rights (CrmSession *session, char ***args, GError **error)
{
  Rights rights = { 0 };
  JsonObject *object;
  CrmOffice *office;

  if (!crm_command_parse (NULL, args, 0, 1, error))
    return FALSE;
  rights.of = (*args)[0];
  office = crm_session_open (session, error);
  if (office == NULL || !crm_office_run (office, CRM_TXN_READ, NULL, read_rights, &rights, error))
    return FALSE;
  object = json_object_new ();
  json_object_set_string_member (object, "rights", rights.words);
  crm_command_answer (session, object, rights.words);
  g_free (rights.words);

  return TRUE;
}

/* --- exports ---------------------------------------------------------------------------------- */

#define EXPORTS_SHOWN 100

static gboolean
read_exports (CrmTxn *txn, gpointer data, GError **error)
{
  GPtrArray **notes = data;

  g_clear_pointer (notes, g_ptr_array_unref);
  *notes = crm_export_notes (txn, EXPORTS_SHOWN, error);

  return *notes != NULL;
}

static gboolean
run_exports (CrmSession *session, char ***args, GError **error)
{
  const CrmPrintColumn columns[] = { { "at", _ ("When"), CRM_PRINT_TEXT },
                                     { "person", _ ("Who"), CRM_PRINT_TEXT },
                                     { "what", _ ("What"), CRM_PRINT_TEXT } };
  CrmPrintFormat format = session->batch ? CRM_PRINT_JSON : CRM_PRINT_TABLE;
  g_autoptr (CrmPrinter) printer = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  CrmOffice *office;

  if (!crm_command_parse (NULL, args, 0, 0, error))
    return FALSE;
  office = crm_session_open (session, error);
  if (office == NULL || !crm_office_run (office, CRM_TXN_READ, NULL, read_exports, &notes, error))
    return FALSE;
  printer = crm_printer_new (session->out, format, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < notes->len; i++) {
    const CrmExportNote *note = g_ptr_array_index (notes, i);
    g_autofree char *at = crm_instant_to_string (note->at);
    const char *cells[] = { at, note->who, note->what };

    crm_printer_add (printer, cells);
  }
  crm_printer_end (printer);

  return TRUE;
}

const CrmCommand crm_commands_people[] = {
  {
    .name = "hand-over",
    .usage = "PERSON [--to [ENTITY=]PERSON… [--only ENTITIES] [--left DAY] [--stays]]",
    .help = N_ ("Hand the open work of somebody who leaves to a colleague or a queue"),
    .details =
      N_ ("Without --to it says what there is to hand over. “--to deal=Ana --to Ion” gives deals "
          "to Ana and the rest to Ion. ENTITIES stand between commas: party,deal. DAY is the last "
          "one here, 2026-02-10; without it, today. With --stays the person goes on working here. "
          "“undo” takes all of it back."),
    .run = run_hand_over,
  },
  {
    .name = "rights",
    .usage = "[PERSON]",
    .help = N_ ("Say what you, or a colleague, may see and change here"),
    .run = run_rights,
  },
  {
    .name = "exports",
    .usage = "",
    .help = N_ ("List who has exported what"),
    .run = run_exports,
  },
  { NULL },
};
