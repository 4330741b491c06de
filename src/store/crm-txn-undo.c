/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-txn-private.h"

#include "base/crm-error.h"
#include "model/crm-format.h"

#include <glib/gi18n-lib.h>

/* More is not asked at once. */
#define MOST_ASKED 200

typedef struct {
  gint64 seq;
  gint64 id;
  const CrmEntity *entity;
  CrmChangeKind kind;
  char *changes;
} Logged;

static void
logged_clear (gpointer data)
{
  g_free (((Logged *)data)->changes);
}

typedef struct {
  gint64 id;
  gint64 undo_of;
  gint64 undone_by;
  char *title;
  gint64 seq;
  gboolean undoable;
  gboolean merge; /* it has made two records one */
} Operation;

static void
operation_clear (Operation *self)
{
  g_free (self->title);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Operation, operation_clear)

/* --- Reading what was done ---------------------------------------------------------------------*/

static gboolean
read_operation (CrmTxn *self,
                const char *sql,
                gint64 parameter,
                Operation *operation,
                GError **error)
{
  CrmStatement *statement = crm_db_prepare (self->db, sql, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, parameter);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  operation->id = crm_statement_get_int (statement, 0);
  operation->title = g_strdup (crm_statement_get_text (statement, 1));
  operation->undoable = crm_statement_get_int (statement, 2) != 0;
  operation->undo_of = crm_statement_get_int (statement, 3);
  operation->undone_by = crm_statement_get_int (statement, 4);
  operation->seq = crm_statement_get_int (statement, 5);
  operation->merge = g_strcmp0 (crm_statement_get_text (statement, 6), CRM_VERB_MERGE) == 0;
  crm_statement_reset (statement);
  return TRUE;
}

/* Newest first: what was done last is taken back first. */
static GArray *
read_log (CrmTxn *self, gint64 operation, gint64 below, guint limit, GError **error)
{
  g_autoptr (GArray) log = g_array_new (FALSE, FALSE, sizeof (Logged));
  CrmStatement *statement =
    crm_db_prepare (self->db,
                    "SELECT id, seq, entity, kind, changes FROM log WHERE operation = $1 AND "
                    "seq < $2 ORDER BY seq DESC LIMIT $3",
                    error);
  gboolean row;

  g_array_set_clear_func (log, logged_clear);
  if (statement == NULL)
    return NULL;
  crm_statement_bind_int (statement, 1, operation);
  crm_statement_bind_int (statement, 2, below > 0 ? below : G_MAXINT64);
  crm_statement_bind_int (statement, 3, limit > 0 ? limit : G_MAXINT);
  while (TRUE) {
    Logged logged = { 0 };

    if (!crm_statement_step (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&log);
    logged.id = crm_statement_get_int (statement, 0);
    logged.seq = crm_statement_get_int (statement, 1);
    logged.entity = crm_schema_find_number (self->schema, crm_statement_get_int (statement, 2));
    logged.kind = crm_statement_get_int (statement, 3);
    logged.changes = g_strdup (crm_statement_get_text (statement, 4));
    g_array_append_val (log, logged);
  }
}

/* --- What has to be asked ----------------------------------------------------------------------*/

/* While it runs. */
typedef struct {
  CrmTxn *txn;
  CrmUndo *undo;
  gboolean dry;        /* only to see what must be asked */
  GHashTable *tried;   /* dry: id → CrmRecord as it would stand */
  GHashTable *authors; /* of the record at hand */
} Run;

/* FALSE when nobody has decided it. */
static gboolean
is_decided (Run *run, const char *key, CrmMergeChoice *choice)
{
  gpointer chosen = g_hash_table_lookup (run->undo->choices, key);

  /* The first part has asked: what was changed in the middle of the work stays as it is. */
  if (chosen == NULL && run->undo->below > 0 && !run->dry) {
    run->undo->n_left++;
    *choice = CRM_MERGE_THEIRS;
    return TRUE;
  }
  *choice = chosen != NULL ? (CrmMergeChoice)(GPOINTER_TO_INT (chosen) - 1) : CRM_MERGE_MINE;
  return chosen != NULL;
}

/* A question tells no more than a card does. */
static void
mask_question (CrmTxn *self, CrmUndoQuestion *question)
{
  _crm_txn_mask (self, question->record);
  if (question->conflict == NULL)
    return;
  if (question->conflict->mine != NULL)
    _crm_txn_mask (self, question->conflict->mine);
  if (question->conflict->theirs != NULL)
    _crm_txn_mask (self, question->conflict->theirs);
}

static void
ask (Run *run,
     CrmUndoQuestionKind kind,
     const CrmRecord *record,
     char *key,
     CrmConflict *conflict,
     const CrmField *field,
     const CrmAuthor *author)
{
  CrmUndoQuestion *question;

  if (run->undo->questions->len >= MOST_ASKED) {
    g_free (key);
    g_clear_pointer (&conflict, crm_conflict_free);
    return;
  }
  question = g_new0 (CrmUndoQuestion, 1);
  question->kind = kind;
  question->record = crm_record_copy (record);
  question->title = crm_record_title (record);
  question->key = key;
  question->conflict = conflict;
  question->field = field;
  mask_question (run->txn, question);
  if (author != NULL) {
    question->who = g_strdup (author->name);
    question->at = author->at;
  }
  g_ptr_array_add (run->undo->questions, question);
}

static char *
key_of (const CrmRecord *record, const char *name)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT ":%s", crm_record_get_id (record), name);
}

/* Decides what was decided, and asks the rest. @conflict is taken over. */
static void
settle_conflict (Run *run, CrmRecord *merged, CrmConflict *conflict)
{
  g_autofree char *name = crm_conflict_get_key (conflict);
  g_autofree char *key = key_of (merged, name);
  CrmMergeChoice choice;

  if (is_decided (run, key, &choice)) {
    crm_merge_choose (merged, conflict, choice);
    crm_conflict_free (conflict);
    return;
  }
  if (run->authors == NULL)
    run->authors = crm_txn_authors (run->txn, crm_record_get_id (merged), NULL);
  ask (run, CRM_UNDO_CHANGED_SINCE, merged, g_steal_pointer (&key), conflict,
       crm_conflict_get_field (conflict),
       run->authors != NULL ? g_hash_table_lookup (run->authors, name) : NULL);
}

/* What cannot be had back is said before the rest is done. */
static void
settle_lost (Run *run, CrmRecord *merged, const CrmField *field)
{
  g_autofree char *key = key_of (merged, field->name);
  CrmMergeChoice choice;

  if (!is_decided (run, key, &choice))
    ask (run, CRM_UNDO_LOST, merged, g_steal_pointer (&key), NULL, field, NULL);
}

/* --- One row of the log ------------------------------------------------------------------------*/

static CrmRecord *
record_of (Run *run, const Logged *logged, GError **error)
{
  CrmRecord *tried = run->dry ? g_hash_table_lookup (run->tried, &logged->id) : NULL;

  if (tried != NULL)
    return crm_record_ref (tried);
  return _crm_txn_get_whole (run->txn, logged->entity->name, logged->id, error);
}

static gboolean
undo_edit (Run *run, const Logged *logged, GError **error)
{
  g_autoptr (GPtrArray) conflicts = g_ptr_array_new ();
  g_autoptr (GPtrArray) lost = g_ptr_array_new ();
  g_autoptr (CrmRecord) stored = record_of (run, logged, error);
  g_autoptr (CrmRecord) merged = NULL;
  guint asked = run->undo->questions->len;

  if (stored == NULL)
    return FALSE;
  merged = _crm_txn_revert (stored, logged->changes, conflicts, lost, error);
  for (guint i = 0; i < conflicts->len; i++)
    settle_conflict (run, merged, conflicts->pdata[i]);
  g_clear_pointer (&run->authors, g_hash_table_unref);
  if (merged == NULL)
    return FALSE;
  for (guint i = 0; i < lost->len; i++)
    settle_lost (run, merged, lost->pdata[i]);
  if (run->dry) {
    crm_record_rebase (merged);
    g_hash_table_replace (run->tried, g_memdup2 (&logged->id, sizeof (gint64)),
                          crm_record_ref (merged));
    return TRUE;
  }
  return run->undo->questions->len > asked || crm_txn_save (run->txn, merged, error);
}

/* What a colleague has done to the record since must not go to the trash with it unseen. */
static gboolean
find_colleague (Run *run, const Logged *logged, CrmAuthor *author, GError **error)
{
  CrmTxn *self = run->txn;
  CrmStatement *statement = crm_db_prepare (
    self->db,
    "SELECT o.person, o.at FROM log l JOIN operation o ON o.id = l.operation WHERE l.id = $1 AND "
    "l.seq > $2 AND o.person <> $3 AND o.undo_of IS NULL AND o.undone_by IS NULL "
    "ORDER BY l.seq DESC LIMIT 1",
    error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, logged->id);
  crm_statement_bind_int (statement, 2, logged->seq);
  crm_statement_bind_int (statement, 3, self->person);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  author->person = crm_statement_get_int (statement, 0);
  author->at = crm_statement_get_int (statement, 1);
  crm_statement_reset (statement);
  author->name = crm_txn_title (self, author->person, NULL);
  return TRUE;
}

static gboolean
undo_creation (Run *run, const Logged *logged, GError **error)
{
  CrmAuthor author = { 0 };
  CrmMergeChoice choice = CRM_MERGE_MINE;

  if (!find_colleague (run, logged, &author, error))
    return FALSE;
  if (author.at != 0) {
    g_autofree char *name = author.name;
    g_autoptr (CrmRecord) record = record_of (run, logged, error);
    g_autofree char *key = record != NULL ? key_of (record, "") : NULL;

    if (record == NULL)
      return FALSE;
    if (!is_decided (run, key, &choice)) {
      ask (run, CRM_UNDO_WORKED_IN, record, g_steal_pointer (&key), NULL, NULL, &author);
      return TRUE;
    }
  }
  return run->dry || choice == CRM_MERGE_THEIRS ||
         crm_txn_delete (run->txn, logged->entity->name, logged->id, error);
}

static gboolean
undo_logged (Run *run, const Logged *logged, GError **error)
{
  if (logged->entity == NULL)
    return TRUE;
  switch (logged->kind) {
  case CRM_CHANGE_CREATED:
  case CRM_CHANGE_RESTORED:
    return undo_creation (run, logged, error);
  case CRM_CHANGE_DELETED:
    return run->dry || crm_txn_restore (run->txn, logged->entity->name, logged->id, error);
  case CRM_CHANGE_EDITED:
    return undo_edit (run, logged, error);
  case CRM_CHANGE_DERIVED:
  default:
    return TRUE;
  }
}

/* --- Questions in words ------------------------------------------------------------------------*/

static char *
tell_fields (GPtrArray *questions, const CrmRecord *record)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < questions->len; i++) {
    const CrmUndoQuestion *question = questions->pdata[i];

    if (crm_record_get_id (question->record) == crm_record_get_id (record) &&
        question->conflict != NULL)
      g_ptr_array_add (labels, crm_conflict_get_label (question->conflict));
  }
  g_ptr_array_add (labels, NULL);
  return g_strjoinv (", ", (char **)labels->pdata);
}

static gboolean
refuse_undecided (GPtrArray *questions, GError **error)
{
  const CrmUndoQuestion *first = questions->pdata[0];
  g_autofree char *fields = tell_fields (questions, first->record);
  const char *who = first->who != NULL ? first->who : _ ("a colleague");

  switch (first->kind) {
  case CRM_UNDO_WORKED_IN:
    g_set_error (error, CRM_ERROR, CRM_ERROR_CONFLICT,
                 /* Translators: record, person. */
                 _ ("“%s” was changed since by %s. Move it to the trash by hand if it must go."),
                 first->title, who);
    break;
  case CRM_UNDO_LOST:
    g_set_error (error, CRM_ERROR, CRM_ERROR_CONFLICT,
                 /* Translators: record, field: a picture. */
                 _ ("“%s”: what stood in “%s” before is not kept, so it cannot come back. Nothing "
                    "was undone."),
                 first->title, crm_field_get_label (first->field));
    break;
  case CRM_UNDO_CHANGED_SINCE:
  default:
    g_set_error (error, CRM_ERROR, CRM_ERROR_CONFLICT,
                 /* Translators: record, list of fields. */
                 _ ("“%s” was changed since: %s. Undo that first, or change it by hand."),
                 first->title, fields);
  }
  return FALSE;
}

/* --- Undo and redo -----------------------------------------------------------------------------*/

static gboolean
mark_undone (CrmTxn *self, gint64 operation, gint64 by, GError **error)
{
  CrmStatement *statement =
    crm_db_prepare (self->db, "UPDATE operation SET undone_by = $1 WHERE id = $2", error);

  if (statement == NULL)
    return FALSE;
  if (by != 0)
    crm_statement_bind_int (statement, 1, by);
  else
    crm_statement_bind_null (statement, 1);
  crm_statement_bind_int (statement, 2, operation);
  return crm_statement_run (statement, error);
}

static gboolean
check_operation (CrmTxn *self, CrmUndo *undo, const Operation *operation, GError **error)
{
  if (operation->id == 0)
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                         undo->redo ? _ ("There is nothing to redo.")
                                    : _ ("There is nothing to undo."));
  else if (!operation->undoable && operation->seq <= _crm_txn_summed_seq (self->db))
    g_set_error (error, CRM_ERROR, CRM_ERROR_DENIED,
                 _ ("“%s” is older than the history that this office keeps: what it was before is "
                    "not known any more."),
                 operation->title);
  else if (!operation->undoable)
    g_set_error (error, CRM_ERROR, CRM_ERROR_DENIED,
                 _ ("“%s” cannot be undone: a paper was issued. Void the paper instead."),
                 operation->title);
  else if (operation->undone_by != 0 && operation->undone_by != undo->by)
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("“%s” is undone already."),
                 operation->title);
  else
    return TRUE;
  return FALSE;
}

/* What is done here is an operation of its own, or the rest of the one that was begun. */
static void
begin_operation (CrmTxn *self, CrmUndo *undo, const Operation *operation)
{
  crm_txn_set_verb (self, operation->undo_of != 0 ? "redo" : "undo");
  g_free (self->title);
  self->title = g_strdup (operation->title);
  self->undo_of = operation->id;
  if (undo->by != 0 && crm_txn_continue (self, undo->by))
    return;
  if (self->operation == 0)
    self->operation = crm_ids_next (self->ids);
}

static gboolean
end_operation (CrmTxn *self, CrmUndo *undo, const Operation *operation, GError **error)
{
  /* Without a log row of its own it was nothing; it counts as undone all the same. */
  self->n_logged++;
  undo->next_by = self->operation;
  if (undo->next_below > 0)
    crm_txn_set_unfinished (self);
  /* What had been undone stands again. */
  return mark_undone (self, operation->id, self->operation, error) &&
         (operation->undo_of == 0 || mark_undone (self, operation->undo_of, 0, error));
}

#define SELECT_OPERATION \
  "SELECT id, title, undoable, undo_of, undone_by, seq, verb FROM operation WHERE "

/* Redo: the last undo of this person that nothing new of theirs has followed. */
static gboolean
find_operation (CrmTxn *self, CrmUndo *undo, Operation *found, GError **error)
{
  gint64 wanted = undo->operation == 0 && undo->below > 0 ? undo->found : undo->operation;

  if (wanted != 0)
    return read_operation (self, SELECT_OPERATION "id = $1", wanted, found, error);
  return read_operation (
    self,
    undo->redo ? SELECT_OPERATION
      "person = $1 AND undo_of IS NOT NULL AND undone_by IS NULL AND verb = 'undo' "
      "AND seq >= coalesce((SELECT max(o.seq) FROM operation o WHERE o.person = $1 "
      "AND o.undo_of IS NULL), 0) ORDER BY seq DESC, id DESC LIMIT 1"
               : SELECT_OPERATION "person = $1 AND seq > 0 AND undo_of IS NULL "
                                  "AND undone_by IS NULL ORDER BY seq DESC, id DESC LIMIT 1",
    self->person, found, error);
}

/* Of an undo of an undo what stands at the beginning counts. */
static gboolean
is_merge (CrmTxn *self, const Operation *operation)
{
  g_auto (Operation) before = { 0 };

  if (operation->merge || operation->undo_of == 0)
    return operation->merge;
  return read_operation (self, SELECT_OPERATION "id = $1", operation->undo_of, &before, NULL) &&
         is_merge (self, &before);
}

static gboolean
run_log (Run *run, GArray *log, GError **error)
{
  run->undo->n_left = 0;
  g_ptr_array_set_size (run->undo->questions, 0);
  for (guint i = 0; i < log->len; i++)
    if (!undo_logged (run, &g_array_index (log, Logged, i), error))
      return FALSE;
  return TRUE;
}

gboolean
crm_txn_undo_part (CrmTxn *self, CrmUndo *undo, guint limit, GError **error)
{
  g_auto (Operation) found = { 0 };
  g_autoptr (GArray) log = NULL;
  Run run = { .txn = self, .undo = undo, .dry = self->mode != CRM_TXN_WRITE };
  gboolean ok;

  if (!find_operation (self, undo, &found, error) || !check_operation (self, undo, &found, error))
    return FALSE;
  log = read_log (self, found.id, undo->below, limit, error);
  if (log == NULL)
    return FALSE;
  undo->next_below =
    limit > 0 && log->len == limit ? g_array_index (log, Logged, log->len - 1).seq : 0;
  undo->n_rows = log->len;
  undo->found = found.id;
  undo->redone = found.undo_of != 0;
  g_free (undo->title);
  undo->title = g_strdup (found.title);
  if (!run.dry)
    begin_operation (self, undo, &found);
  run.tried =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)crm_record_unref);
  crm_txn_move_links (self, is_merge (self, &found));
  ok = run_log (&run, log, error);
  crm_txn_move_links (self, FALSE);
  g_hash_table_unref (run.tried);
  if (!ok)
    return FALSE;
  if (undo->questions->len > 0)
    return refuse_undecided (undo->questions, error);
  return run.dry || end_operation (self, undo, &found, error);
}

gboolean
crm_txn_can_undo (CrmTxn *self, gint64 operation)
{
  g_auto (Operation) found = { 0 };

  return read_operation (self, SELECT_OPERATION "id = $1", operation, &found, NULL) &&
         found.id != 0 && found.undoable && found.undone_by == 0;
}

static gboolean
run_whole (CrmTxn *self, gint64 operation, gboolean redo, char **title, GError **error)
{
  CrmUndo *undo = crm_undo_new (operation);
  gboolean ok;

  undo->redo = redo;
  ok = crm_txn_undo_part (self, undo, 0, error);
  if (ok && title != NULL)
    *title = g_steal_pointer (&undo->title);
  crm_undo_free (undo);
  return ok;
}

gboolean
crm_txn_undo (CrmTxn *self, gint64 operation, char **undone, GError **error)
{
  return run_whole (self, operation, FALSE, undone, error);
}

gboolean
crm_txn_redo (CrmTxn *self, char **redone, GError **error)
{
  return run_whole (self, 0, TRUE, redone, error);
}
