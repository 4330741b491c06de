/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/crm-command.h"

#include "base/crm-error.h"
#include "office/files/crm-drop.h"
#include "office/merge/crm-record-merge.h"
#include "office/talk/crm-comment.h"

#include <glib/gi18n-lib.h>

/* What lies beside a record and what is said at it, and two records that become one. */

typedef struct {
  const char *entity;
  const char *text;  /* which record, as it was typed */
  const char *other; /* a second one, or a file's name */
  const CrmEntity *found;
  gint64 id;
  gint64 other_id;
  char *title;
} Deed;

static void
deed_clear (Deed *self)
{
  g_clear_pointer (&self->title, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Deed, deed_clear)

static gboolean
find_record (CrmTxn *txn, gpointer data, GError **error)
{
  Deed *deed = data;
  const char *where = NULL;

  deed_clear (deed);
  deed->found = crm_command_entity (crm_txn_get_schema (txn), deed->entity, &where, error);
  if (deed->found == NULL ||
      !crm_resolve_record (txn, deed->found, where, deed->text, &deed->id, error))
    return FALSE;
  deed->title = crm_txn_title (txn, deed->id, NULL);

  return TRUE;
}

static JsonObject *
answer_new (gint64 id)
{
  JsonObject *object = json_object_new ();
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  json_object_set_string_member (object, "id", number);

  return object;
}

/* --- attach, letter --------------------------------------------------------------------------- */

static const char *
kind_name (CrmDropKind kind)
{
  switch (kind) {
  case CRM_DROP_LETTER:
    return "letter";
  case CRM_DROP_FILE:
  case CRM_DROP_UNREAD:
    return "file";
  case CRM_DROP_NOTHING:
  default:
    return "nothing";
  }
}

static gboolean
put_file (CrmSession *session,
          CrmOffice *office,
          const Deed *deed,
          const char *path,
          GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autofree char *sentence = NULL;
  gint64 id = 0;
  CrmDropKind kind = crm_drop (office, deed->id, file, NULL, &id, error);
  JsonObject *object;

  if (kind == CRM_DROP_NOTHING)
    return FALSE;
  if (kind == CRM_DROP_LETTER)
    /* Translators: a file that was a letter. */
    sentence = g_strdup_printf (_ ("“%s” is a letter: it stands in the calendar now."), path);
  else if (kind == CRM_DROP_UNREAD)
    /* Translators: a file, and the record where it was put. */
    sentence = g_strdup_printf (
      _ ("“%s” could not be read as a letter: it lies at “%s” now, as a file."), path, deed->title);
  else
    /* Translators: a file, and the record where it was put. */
    sentence = g_strdup_printf (_ ("“%s” lies at “%s” now."), path, deed->title);
  object = answer_new (id);
  json_object_set_string_member (object, "kind", kind_name (kind));
  crm_command_answer (session, object, sentence);

  return TRUE;
}

static gboolean
run_attach (CrmSession *session, char ***args, GError **error)
{
  g_auto (Deed) deed = { 0 };
  CrmOffice *office;

  if (!crm_command_parse (NULL, args, 3, G_MAXUINT, error))
    return FALSE;
  deed.entity = (*args)[0];
  deed.text = (*args)[1];
  office = crm_session_open (session, error);
  if (office == NULL || !crm_office_run (office, CRM_TXN_READ, NULL, find_record, &deed, error))
    return FALSE;
  for (char **path = *args + 2; *path != NULL; path++)
    if (!put_file (session, office, &deed, *path, error))
      return FALSE;

  return TRUE;
}

static gboolean
run_letter (CrmSession *session, char ***args, GError **error)
{
  const Deed nothing = { 0 };
  CrmOffice *office;

  if (!crm_command_parse (NULL, args, 1, G_MAXUINT, error))
    return FALSE;
  office = crm_session_open (session, error);
  for (char **path = *args; office != NULL && *path != NULL; path++)
    if (!put_file (session, office, &nothing, *path, error))
      return FALSE;

  return office != NULL;
}

/* --- file ------------------------------------------------------------------------------------- */

/* The newest that is called so. */
static gboolean
find_file (CrmTxn *txn, gpointer data, GError **error)
{
  Deed *deed = data;
  g_autoptr (CrmQuery) query = NULL;
  g_autoptr (CrmRecord) found = NULL;
  g_autoptr (GError) inner = NULL;

  if (!find_record (txn, deed, error))
    return FALSE;
  query = crm_query_new ("attachment");
  crm_query_add_test_id (query, "record", deed->id);
  crm_query_add_test (query, "name", CRM_TEST_EQUAL, deed->other);
  crm_query_set_order (query, "-added");
  query->limit = 1;
  found = crm_txn_first (txn, query, &inner);
  if (inner != NULL) {
    g_propagate_error (error, g_steal_pointer (&inner));
    return FALSE;
  }
  if (found == NULL) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                 /* Translators: a record, and a file's name. */
                 _ ("At “%s” lies no file “%s”. “kontor show” lists what lies there."), deed->title,
                 deed->other);
    return FALSE;
  }
  deed->other_id = crm_record_get_id (found);

  return TRUE;
}

static gboolean
run_file (CrmSession *session, char ***args, GError **error)
{
  g_auto (Deed) deed = { 0 };
  g_autofree char *to = NULL;
  g_autofree char *name = NULL;
  g_autofree char *sentence = NULL;
  g_autoptr (GFile) file = NULL;
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &to, NULL, NULL },
    { NULL },
  };
  JsonObject *object;
  CrmOffice *office;

  if (!crm_command_parse (entries, args, 3, 3, error))
    return FALSE;
  deed.entity = (*args)[0];
  deed.text = (*args)[1];
  deed.other = (*args)[2];
  office = crm_session_open (session, error);
  if (office == NULL || !crm_office_run (office, CRM_TXN_READ, NULL, find_file, &deed, error))
    return FALSE;
  name = crm_attachment_clean_name (deed.other);
  file = g_file_new_for_commandline_arg (to != NULL ? to : name);
  /* A file of the person's is not written over unless it is named. */
  if (to == NULL && g_file_query_exists (file, NULL)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_UNIQUE,
                 _ ("“%s” is here already. Say with --to where it should be written."), name);
    return FALSE;
  }
  if (!crm_attachment_save (office, deed.other_id, file, NULL, error))
    return FALSE;
  object = answer_new (deed.other_id);
  json_object_set_string_member (object, "file", g_file_peek_path (file));
  sentence = g_strdup_printf (_ ("Written to “%s”"), g_file_peek_path (file));
  crm_command_answer (session, object, sentence);

  return TRUE;
}

/* --- comment ---------------------------------------------------------------------------------- */

static gboolean
say_in_txn (CrmTxn *txn, gpointer data, GError **error)
{
  Deed *deed = data;

  return find_record (txn, deed, error) && crm_comment_add (txn, deed->id, deed->other, error);
}

static gboolean
run_comment (CrmSession *session, char ***args, GError **error)
{
  g_auto (Deed) deed = { 0 };
  g_autofree char *sentence = NULL;
  CrmOffice *office;

  if (!crm_command_parse (NULL, args, 3, 3, error))
    return FALSE;
  deed.entity = (*args)[0];
  deed.text = (*args)[1];
  deed.other = (*args)[2];
  office = crm_session_open (session, error);
  if (office == NULL ||
      !crm_office_run (office, CRM_TXN_WRITE, "comment.add", say_in_txn, &deed, error))
    return FALSE;
  sentence = g_strdup_printf (_ ("Said at “%s”"), deed.title);
  crm_command_answer (session, answer_new (deed.id), sentence);

  return TRUE;
}

/* --- merge ------------------------------------------------------------------------------------ */

static gboolean
find_both (CrmTxn *txn, gpointer data, GError **error)
{
  Deed *deed = data;
  Deed gone = { .entity = deed->entity, .text = deed->other };

  if (!find_record (txn, &gone, error))
    return FALSE;
  deed->other_id = gone.id;
  deed_clear (&gone);

  return find_record (txn, deed, error);
}

static gboolean
choose (CrmMergePlan *plan, char **fields, CrmMergeChoice choice, GError **error)
{
  for (guint i = 0; fields != NULL && fields[i] != NULL; i++) {
    CrmMergeField *field = crm_merge_plan_find (plan, fields[i]);

    if (field == NULL || (choice == CRM_MERGE_BOTH && !field->allows_both)) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                   field == NULL ? _ ("“%s” says the same in both, or is no field of theirs.")
                                 : _ ("“%s” cannot say both: only notes and tags can."),
                   fields[i]);
      return FALSE;
    }
    field->choice = choice;
  }

  return TRUE;
}

typedef struct {
  const Deed *deed;
  CrmMergePlan *plan;
} Planning;

static gboolean
read_plan (CrmTxn *txn, gpointer data, GError **error)
{
  Planning *planning = data;

  g_clear_pointer (&planning->plan, crm_merge_plan_unref);
  planning->plan = crm_merge_plan_read (txn, planning->deed->found->name, planning->deed->id,
                                        planning->deed->other_id, error);

  return planning->plan != NULL;
}

static gboolean
merge (CrmSession *session, CrmOffice *office, CrmMergePlan *plan, GError **error)
{
  g_autofree char *sentence = NULL;

  if (!crm_office_merge (office, plan, error))
    return FALSE;
  /* Translators: the card that went, the card that stays. */
  sentence = g_strdup_printf (_ ("“%s” is part of “%s” now"), plan->gone_title, plan->keep_title);
  crm_command_answer (session, answer_new (plan->keep), sentence);

  return TRUE;
}

static gboolean
run_merge (CrmSession *session, char ***args, GError **error)
{
  g_auto (Deed) deed = { 0 };
  g_auto (GStrv) take = NULL;
  g_auto (GStrv) both = NULL;
  const GOptionEntry entries[] = {
    { "take", 0, 0, G_OPTION_ARG_STRING_ARRAY, &take, NULL, NULL },
    { "both", 0, 0, G_OPTION_ARG_STRING_ARRAY, &both, NULL, NULL },
    { NULL },
  };
  Planning planning = { .deed = &deed };
  CrmOffice *office;
  gboolean ok;

  if (!crm_command_parse (entries, args, 3, 3, error))
    return FALSE;
  deed.entity = (*args)[0];
  deed.text = (*args)[1];
  deed.other = (*args)[2];
  office = crm_session_open (session, error);
  if (office == NULL || !crm_office_run (office, CRM_TXN_READ, NULL, find_both, &deed, error))
    return FALSE;
  ok = crm_office_run (office, CRM_TXN_READ, NULL, read_plan, &planning, error) &&
       choose (planning.plan, take, CRM_MERGE_THEIRS, error) &&
       choose (planning.plan, both, CRM_MERGE_BOTH, error) &&
       merge (session, office, planning.plan, error);
  g_clear_pointer (&planning.plan, crm_merge_plan_unref);

  return ok;
}

const CrmCommand crm_commands_beside[] = {
  {
    .name = "attach",
    .usage = "ENTITY ID FILE…",
    .help = N_ ("Put files on a record"),
    .details =
      N_ ("A letter that a mail program has saved (.eml, .msg) becomes a letter in the calendar "
          "and on the client's timeline, with its files."),
    .run = run_attach,
  },
  {
    .name = "letter",
    .usage = "FILE…",
    .help = N_ ("Take in letters; their addresses say whose they are"),
    .details = N_ ("The files are letters that a mail program has saved (.eml, .msg)."),
    .run = run_letter,
  },
  {
    .name = "file",
    .usage = "ENTITY ID NAME [--to FILE]",
    .help = N_ ("Write a file that lies at a record"),
    .details = N_ ("The newest that is called NAME, into this folder or to FILE. “show” lists what "
                   "lies at a record."),
    .run = run_file,
  },
  {
    .name = "comment",
    .usage = "ENTITY ID TEXT",
    .help = N_ ("Say something to colleagues at a record"),
    .details = N_ ("Colleagues named with @ are told."),
    .run = run_comment,
  },
  {
    .name = "merge",
    .usage = "ENTITY ID OTHER [--take FIELD]… [--both FIELD]…",
    .help = N_ ("Make two records one; OTHER goes to the trash"),
    .details = N_ ("What only OTHER knows, its phones and addresses, and all that refers to it go "
                   "to the first. Where both say something the first is right, unless --take "
                   "names the field; --both joins notes. “undo” takes it back."),
    .run = run_merge,
  },
  { NULL },
};
