/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/crm-deed.h"

#include "base/crm-day.h"
#include "base/crm-error.h"
#include "model/crm-format.h"
#include "office/crm-rooms.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* --- add and set ------------------------------------------------------------------------------ */

static gboolean
assign_all (CrmTxn *txn, CrmDeed *self, CrmRecord *record, GError **error)
{
  for (guint i = 0; self->assignments[i] != NULL; i++) {
    const char *equals = strchr (self->assignments[i], '=');
    g_autofree char *path = NULL;

    if (equals == NULL || equals == self->assignments[i]) {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("“%s” should read FIELD=VALUE."), self->assignments[i]);
      return FALSE;
    }
    path = g_strndup (self->assignments[i], (gsize)(equals - self->assignments[i]));
    if (!crm_record_assign (record, path, equals + 1, crm_resolve_reference, txn, error))
      return FALSE;
  }

  return TRUE;
}

/* A word such as "client" says something about the new record: is_client = yes. */
static void
apply_alias (CrmRecord *record, const char *where)
{
  g_autoptr (CrmCondition) condition = where != NULL ? crm_query_parse_where (where, NULL) : NULL;
  const CrmEntity *entity = crm_record_get_entity (record);
  const CrmField *field;

  if (condition == NULL || condition->kind != CRM_CONDITION_TEST ||
      condition->test != CRM_TEST_EQUAL)
    return;
  field = crm_entity_find_field (entity, condition->path);
  if (field == NULL)
    return;
  if (crm_field_type_is_integer (field->type))
    crm_record_set_int (record, field->name, 1);
  else
    crm_record_set_text (record, field->name, condition->values[0]);
}

static gboolean
add_record (CrmTxn *txn, gpointer data, GError **error)
{
  CrmDeed *self = data;
  const char *where = NULL;
  const CrmEntity *entity;

  crm_deed_forget (self);
  entity = crm_command_entity (crm_txn_get_schema (txn), self->entity, &where, error);
  if (entity == NULL)
    return FALSE;
  crm_txn_set_verb (txn, "create");
  self->record = crm_txn_new (txn, entity->name);
  apply_alias (self->record, where);

  return assign_all (txn, self, self->record, error) && crm_txn_save (txn, self->record, error);
}

static gboolean
set_record (CrmTxn *txn, gpointer data, GError **error)
{
  CrmDeed *self = data;

  if (!crm_deed_get_record (txn, self, error))
    return FALSE;
  if (self->held == NULL && self->session->held != NULL) {
    gint64 id = crm_record_get_id (self->record);

    self->held = g_hash_table_lookup (self->session->held, &id);
  }
  if (self->held != NULL) {
    crm_record_unref (self->record);
    self->record = crm_record_copy (self->held);
  }
  crm_txn_set_verb (txn, "edit");

  return assign_all (txn, self, self->record, error) && crm_txn_save (txn, self->record, error);
}

static void
answer_saved (CrmDeed *self, const char *pattern)
{
  JsonObject *object = json_object_new ();
  g_autofree char *name = crm_command_name_record (self->record);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, crm_record_get_id (self->record));
  g_autofree char *sentence = g_strdup_printf ("%s: %s (%s)", pattern, name, id);

  json_object_set_string_member (object, "id", id);
  json_object_set_int_member (object, "version", crm_record_get_version (self->record));
  json_object_set_string_member (object, "title", name);
  crm_command_answer (self->session, object, sentence);
}

static gboolean
run_add (CrmSession *session, char ***args, GError **error)
{
  g_auto (CrmDeed) deed = { .session = session };
  CrmOffice *office;

  if (!crm_command_parse (NULL, args, 2, G_MAXINT, error))
    return FALSE;
  deed.entity = (*args)[0];
  deed.assignments = *args + 1;
  office = crm_session_open (session, error);
  if (office == NULL || !crm_office_run (office, CRM_TXN_WRITE, NULL, add_record, &deed, error))
    return FALSE;
  answer_saved (&deed, _ ("Added"));

  return TRUE;
}

static gboolean
run_set (CrmSession *session, char ***args, GError **error)
{
  g_auto (CrmDeed) deed = { .session = session };
  g_autofree char *where = NULL;
  const GOptionEntry entries[] = {
    { "where", 0, 0, G_OPTION_ARG_STRING, &where, NULL, NULL },
    { NULL },
  };
  CrmOffice *office;
  gint64 id;

  if (!crm_command_parse (entries, args, 2, G_MAXINT, error))
    return FALSE;
  if (where != NULL)
    return crm_command_set_many (session, (*args)[0], where, *args + 1, error);
  if (g_strv_length (*args) < 3) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("Something is missing. “kontor help set” says what it needs."));
    return FALSE;
  }
  deed.entity = (*args)[0];
  deed.text = (*args)[1];
  deed.assignments = *args + 2;
  office = crm_session_open (session, error);
  if (office == NULL || !crm_office_run (office, CRM_TXN_WRITE, NULL, set_record, &deed, error))
    return FALSE;
  id = crm_record_get_id (deed.record);
  if (session->held != NULL)
    g_hash_table_remove (session->held, &id);
  answer_saved (&deed, _ ("Saved"));

  return TRUE;
}

/* --- delete, restore, undo -------------------------------------------------------------------- */

static gboolean
delete_record (CrmTxn *txn, gpointer data, GError **error)
{
  CrmDeed *self = data;

  if (!crm_deed_get_record (txn, self, error))
    return FALSE;
  if (self->seen == 0 && self->session->held != NULL) {
    gint64 id = crm_record_get_id (self->record);
    const CrmRecord *held = g_hash_table_lookup (self->session->held, &id);

    self->seen = held != NULL ? crm_record_get_version (held) : 0;
  }

  return crm_txn_delete_seen (txn, crm_record_get_entity (self->record)->name,
                              crm_record_get_id (self->record), self->seen, error);
}

static gboolean
restore_record (CrmTxn *txn, gpointer data, GError **error)
{
  if (!crm_deed_get_record (txn, data, error))
    return FALSE;

  return crm_txn_restore (txn, crm_record_get_entity (((CrmDeed *)data)->record)->name,
                          crm_record_get_id (((CrmDeed *)data)->record), error);
}

static gboolean
run_on_record (CrmSession *session,
               char **args,
               const char *verb,
               CrmTxnFunc func,
               gint64 seen,
               const char *done,
               GError **error)
{
  g_auto (CrmDeed) deed = { .session = session, .seen = seen };
  CrmOffice *office;

  deed.entity = args[0];
  deed.text = args[1];
  office = crm_session_open (session, error);
  if (office == NULL || !crm_office_run (office, CRM_TXN_WRITE, verb, func, &deed, error))
    return FALSE;
  answer_saved (&deed, done);

  return TRUE;
}

static gboolean
run_delete (CrmSession *session, char ***args, GError **error)
{
  gint64 version = 0;
  const GOptionEntry entries[] = {
    { "version", 0, 0, G_OPTION_ARG_INT64, &version, NULL, NULL },
    { NULL },
  };

  return crm_command_parse (entries, args, 2, 2, error) &&
         run_on_record (session, *args, "record.delete", delete_record, version, _ ("Deleted"),
                        error);
}

static gboolean
run_restore (CrmSession *session, char ***args, GError **error)
{
  return crm_command_parse (NULL, args, 2, 2, error) &&
         run_on_record (session, *args, "record.restore", restore_record, 0, _ ("Restored"), error);
}

static gboolean
undo_last (CrmTxn *txn, gpointer data, GError **error)
{
  CrmDeed *self = data;

  crm_deed_forget (self);

  return crm_txn_undo (txn, self->operation, &self->said, error);
}

static gboolean
redo_last (CrmTxn *txn, gpointer data, GError **error)
{
  CrmDeed *self = data;

  crm_deed_forget (self);

  return crm_txn_redo (txn, &self->said, error);
}

static gboolean
run_turn (CrmSession *session, char ***args, CrmTxnFunc func, const char *done, GError **error)
{
  g_auto (CrmDeed) deed = { .session = session };
  g_autofree char *sentence = NULL;
  JsonObject *object;
  CrmOffice *office;

  if (!crm_command_parse (NULL, args, 0, func == undo_last ? 1 : 0, error))
    return FALSE;
  if ((*args)[0] != NULL &&
      !g_ascii_string_to_signed ((*args)[0], 10, 1, G_MAXINT64, &deed.operation, NULL)) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("“%s” is no operation. “kontor log” lists them."), (*args)[0]);
    return FALSE;
  }
  office = crm_session_open (session, error);
  if (office == NULL || !crm_office_run (office, CRM_TXN_WRITE, NULL, func, &deed, error))
    return FALSE;
  object = json_object_new ();
  json_object_set_string_member (object, "what", deed.said != NULL ? deed.said : "");
  sentence =
    g_strdup_printf ("%s: %s", done, deed.said != NULL ? crm_verb_get_label (deed.said) : "");
  crm_command_answer (session, object, sentence);

  return TRUE;
}

static gboolean
run_undo (CrmSession *session, char ***args, GError **error)
{
  return run_turn (session, args, undo_last, _ ("Undone"), error);
}

static gboolean
run_redo (CrmSession *session, char ***args, GError **error)
{
  return run_turn (session, args, redo_last, _ ("Done again"), error);
}

/* --- hold: only in a batch -------------------------------------------------------------------- */

static gboolean
run_hold (CrmSession *session, char ***args, GError **error)
{
  g_auto (CrmDeed) deed = { .session = session };
  CrmOffice *office;
  gint64 id;

  if (!crm_command_parse (NULL, args, 2, 2, error))
    return FALSE;
  deed.entity = (*args)[0];
  deed.text = (*args)[1];
  office = crm_session_open (session, error);
  if (office == NULL ||
      !crm_office_run (office, CRM_TXN_READ, NULL, crm_deed_get_record, &deed, error))
    return FALSE;
  if (session->held == NULL)
    session->held =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)crm_record_unref);
  id = crm_record_get_id (deed.record);
  g_hash_table_replace (session->held, g_memdup2 (&id, sizeof id), crm_record_ref (deed.record));
  answer_saved (&deed, _ ("Held"));

  return TRUE;
}

const CrmCommand crm_commands_held[] = {
  {
    .name = "hold",
    .usage = "ENTITY ID",
    .help = N_ ("Hold a record as it is now, as an open card does (only in a batch)"),
    .details = N_ ("The next set of the record is saved against what was held: when somebody has "
                   "changed the same field meanwhile, it is a conflict and nothing is saved."),
    .run = run_hold,
  },
  { NULL },
};

static const char which[] =
  N_ ("ID is the record's id, its number or code, or its whole title. A FIELD may reach into "
      "lines: phones.number=… adds one, phones[2].number=… changes the second. References take "
      "an id, a number or a title, too.");

const CrmCommand crm_commands_record[] = {
  {
    .name = "add",
    .usage = "ENTITY FIELD=VALUE…",
    .help = N_ ("Add a record"),
    .details = which,
    .run = run_add,
  },
  {
    .name = "set",
    .usage = "ENTITY ID|--where CONDITION FIELD=VALUE…",
    .help = N_ ("Change fields of a record, or of many; an empty value clears one"),
    .details =
      N_ ("ID is the record's id, its number or code, or its whole title. A FIELD may reach into "
          "lines: phones.number=… adds one, phones[2].number=… changes the second. References take "
          "an id, a number or a title, too. With --where all records that the condition finds are "
          "changed, as one operation that one undo takes back; tags+=WORD and tags-=WORD add and "
          "take away a tag. What cannot be changed is listed and left as it is."),
    .run = run_set,
  },
  {
    .name = "delete",
    .usage = "ENTITY ID [--version NUMBER]",
    .help = N_ ("Move a record to the trash"),
    .details = N_ ("With --version it goes only if no colleague has changed it since it had that "
                   "version; in a batch, since it is held there. Otherwise you are told who "
                   "has changed what."),
    .run = run_delete,
  },
  {
    .name = "restore",
    .usage = "ENTITY ID",
    .help = N_ ("Take a record back out of the trash"),
    .run = run_restore,
  },
  {
    .name = "undo",
    .usage = "[OPERATION]",
    .help = N_ ("Take back your own last operation"),
    .run = run_undo,
  },
  {
    .name = "redo",
    .usage = "",
    .help = N_ ("Do again what you have just undone"),
    .run = run_redo,
  },
  { NULL },
};
