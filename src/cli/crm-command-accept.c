/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/crm-command.h"

#include "base/crm-error.h"
#include "office/clients/crm-accept.h"

#include <glib/gi18n-lib.h>

/* Who a line may mean; so many are named when it is not clear. */
#define CALLERS_NAMED 6

typedef struct {
  const char *who; /* as it was typed */
  const char *to;  /* or NULL */
  gboolean is_new;
  CrmAccepting *accepting;
} Asked;

static gboolean
refuse_several (const char *who, GPtrArray *callers, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < callers->len; i++) {
    const CrmCaller *caller = callers->pdata[i];

    g_string_append_printf (names, "\n  %" G_GINT64_FORMAT "  %s", caller->id, caller->title);
  }
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               /* Translators: what was typed; lines with ids and names. */
               _ ("“%s” may be several. Say by its id which one, or --new:%s"), who, names->str);

  return FALSE;
}

static gboolean
find_client (CrmTxn *txn, Asked *self, GError **error)
{
  const CrmEntity *party = crm_schema_find (crm_txn_get_schema (txn), "party");
  g_autoptr (GPtrArray) callers = NULL;

  /* An id or a whole name leaves no doubt. */
  if (crm_resolve_record (txn, party, NULL, self->who, &self->accepting->client, NULL))
    return TRUE;
  callers = crm_callers_find (txn, self->who, CALLERS_NAMED, error);
  if (callers == NULL)
    return FALSE;
  if (callers->len > 1)
    return refuse_several (self->who, callers, error);
  if (callers->len == 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                 _ ("Nobody is found by “%s”. With --new it becomes a new client."), self->who);
    return FALSE;
  }
  self->accepting->client = ((CrmCaller *)callers->pdata[0])->id;

  return TRUE;
}

static gboolean
accept_in_txn (CrmTxn *txn, gpointer data, GError **error)
{
  Asked *self = data;
  const CrmEntity *person = crm_schema_find (crm_txn_get_schema (txn), "person");

  self->accepting->client = 0;
  if ((!self->is_new && !find_client (txn, self, error)) ||
      (self->to != NULL &&
       !crm_resolve_record (txn, person, NULL, self->to, &self->accepting->to, error)))
    return FALSE;

  return crm_client_accept (txn, self->accepting, error);
}

static JsonObject *
answer_new (const CrmAccepting *accepting)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "client", accepting->party);
  json_object_set_int_member (object, "event", accepting->event);
  if (accepting->deal_id != 0)
    json_object_set_int_member (object, "deal", accepting->deal_id);

  return object;
}

static gboolean
run_accept (CrmSession *session, char ***args, GError **error)
{
  g_autoptr (CrmAccepting) accepting = crm_accepting_new ();
  g_autofree char *to = NULL;
  gboolean is_new = FALSE;
  const GOptionEntry entries[] = {
    { "new", 0, 0, G_OPTION_ARG_NONE, &is_new, NULL, NULL },
    { "person", 0, 0, G_OPTION_ARG_NONE, &accepting->is_person, NULL, NULL },
    { "note", 0, 0, G_OPTION_ARG_STRING, &accepting->note, NULL, NULL },
    { "deal", 0, 0, G_OPTION_ARG_STRING, &accepting->deal, NULL, NULL },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, NULL, NULL },
    { NULL },
  };
  Asked asked = { .accepting = accepting };
  CrmOffice *office;

  if (!crm_command_parse (entries, args, 3, 3, error))
    return FALSE;
  accepting->channel = g_strdup ((*args)[0]);
  crm_accepting_take (accepting, (*args)[1]);
  accepting->subject = g_strdup ((*args)[2]);
  asked.who = (*args)[1];
  asked.to = to;
  asked.is_new = is_new;
  office = crm_session_open (session, error);
  if (office == NULL ||
      !crm_office_run (office, CRM_TXN_WRITE, "client.accept", accept_in_txn, &asked, error))
    return FALSE;
  crm_command_answer (session, answer_new (accepting), _ ("The contact is written down"));

  return TRUE;
}

const CrmCommand crm_commands_accept[] = {
  {
    .name = "accept",
    .usage = "CHANNEL WHO SUBJECT [--new [--person]] [--note TEXT] [--deal TITLE] [--to PERSON]",
    .help = N_ ("Write down who has called, written or come, and hand it over"),
    .details =
      N_ ("CHANNEL is call, letter, message, visit or meeting. WHO is a name, phone or e-mail, or "
          "several of them in one line; with --new they become a client. --deal begins a deal. "
          "--to gives it to a colleague, who gets a task. “undo” takes all of it back."),
    .run = run_accept,
  },
  { NULL },
};
