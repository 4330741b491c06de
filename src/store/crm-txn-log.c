/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-txn-private.h"

/* --- The operation: every log row carries it -------------------------------------------------*/

/* What was done last is told by the log's own count, never by clocks: those of two desktops differ.
 * 0 is what a new file was filled with, which nobody takes back, and what has changed nothing. */
static gboolean
insert_operation (CrmTxn *self, GError **error)
{
  CrmStatement *statement = crm_db_prepare (
    self->db,
    self->bulk || self->n_logged == 0
      ? "INSERT INTO operation(id, at, person, session, verb, title, undoable, undo_of, "
        "seq) VALUES($1, $2, $3, $4, $5, $6, $7, $8, 0)"
      : "INSERT INTO operation(id, at, person, session, verb, title, undoable, undo_of, "
        "seq) VALUES($1, $2, $3, $4, $5, $6, $7, $8, "
        "(SELECT coalesce(max(seq), 1) FROM log))",
    error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, self->operation);
  crm_statement_bind_int (statement, 2, self->now);
  crm_statement_bind_int (statement, 3, self->person);
  crm_statement_bind_int (statement, 4, self->session);
  crm_statement_bind_text (statement, 5, self->verb != NULL ? self->verb : "edit");
  crm_statement_bind_text (statement, 6, self->title != NULL ? self->title : "");
  crm_statement_bind_int (statement, 7, self->undoable);
  if (self->undo_of != 0)
    crm_statement_bind_int (statement, 8, self->undo_of);
  else
    crm_statement_bind_null (statement, 8);
  return crm_statement_run (statement, error);
}

/* It keeps what it was called by its first part, and counts as done when its last one was. */
static gboolean
move_operation_on (CrmTxn *self, GError **error)
{
  CrmStatement *statement = crm_db_prepare (
    self->db,
    "UPDATE operation SET at = $1, session = $2, undoable = CASE WHEN $3 = 0 THEN 0 ELSE undoable "
    "END, seq = (SELECT coalesce(max(seq), 1) FROM log) WHERE id = $4",
    error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, self->now);
  crm_statement_bind_int (statement, 2, self->session);
  crm_statement_bind_int (statement, 3, self->undoable);
  crm_statement_bind_int (statement, 4, self->operation);
  return crm_statement_run (statement, error);
}

gboolean
crm_txn_continue (CrmTxn *self, gint64 operation)
{
  CrmStatement *statement;
  gboolean row;

  g_return_val_if_fail (self->operation == 0, FALSE);

  if (operation == 0)
    return FALSE;
  statement = crm_db_prepare (self->db,
                              "SELECT 1 FROM operation WHERE id = $1 AND person = $2 AND "
                              "undoable = 1 AND undone_by IS NULL AND seq > 0",
                              NULL);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, operation);
  crm_statement_bind_int (statement, 2, self->person);
  if (!crm_statement_step (statement, &row, NULL) || !row)
    return FALSE;
  crm_statement_reset (statement);
  self->operation = operation;
  self->continued = TRUE;
  return TRUE;
}

/* An earlier part of this operation that changed the record last: both are told as one. */
static gboolean
take_earlier (CrmTxn *self, gint64 id, char **changes, GError **error)
{
  CrmStatement *statement =
    crm_db_prepare (self->db,
                    "SELECT seq, operation, kind, changes FROM log WHERE id = $1 ORDER BY seq DESC "
                    "LIMIT 1",
                    error);
  g_autofree char *earlier = NULL;
  char *combined;
  gint64 seq;
  gboolean row;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, id);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  if (crm_statement_get_int (statement, 1) != self->operation ||
      crm_statement_get_int (statement, 2) != CRM_CHANGE_EDITED) {
    crm_statement_reset (statement);
    return TRUE;
  }
  seq = crm_statement_get_int (statement, 0);
  earlier = g_strdup (crm_statement_get_text (statement, 3));
  crm_statement_reset (statement);
  combined = _crm_changes_combine (earlier, *changes, error);
  if (combined == NULL)
    return FALSE;
  g_free (*changes);
  *changes = combined;
  /* The row is written anew and not changed in place: who follows the log sees only new ones. */
  statement = crm_db_prepare (self->db, "DELETE FROM log WHERE seq = $1", error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, seq);
  return crm_statement_run (statement, error);
}

gboolean
_crm_txn_write_log (CrmTxn *self,
                    const CrmRecord *record,
                    const CrmRecord *stored,
                    CrmChangeKind kind,
                    GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  g_autofree char *changes = NULL;
  CrmStatement *statement;

  if (kind == CRM_CHANGE_EDITED)
    changes = _crm_changes_to_json (record, stored);
  if (kind == CRM_CHANGE_EDITED && self->continued &&
      !take_earlier (self, crm_record_get_id (record), &changes, error))
    return FALSE;
  if (self->operation == 0)
    self->operation = crm_ids_next (self->ids);
  if (self->title == NULL)
    self->title = crm_record_title (record);
  self->n_logged++;

  statement = crm_db_prepare (self->db,
                              "INSERT INTO log(operation, entity, id, n, kind, changes, told) "
                              "VALUES($1, $2, $3, $4, $5, $6, $7)",
                              error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, self->operation);
  crm_statement_bind_int (statement, 2, entity->number);
  crm_statement_bind_int (statement, 3, crm_record_get_id (record));
  crm_statement_bind_int (statement, 4, crm_record_get_n (record));
  crm_statement_bind_int (statement, 5, kind);
  crm_statement_bind_text (statement, 6, changes);
  crm_statement_bind_int (statement, 7, _crm_changes_are_told (entity, changes));
  return crm_statement_run (statement, error);
}

gboolean
_crm_txn_finish (CrmTxn *self, GError **error)
{
  if (self->mode != CRM_TXN_WRITE)
    return TRUE;
  if (!_crm_txn_run_pending (self, self->pending, error))
    return FALSE;
  if (!self->bulk &&
      (!crm_grams_flush (self->keep->grams, error) || !crm_db_search_tend (self->db, error)))
    return FALSE;
  if ((self->n_logged > 0 || self->noted) &&
      !(self->continued ? move_operation_on (self, error) : insert_operation (self, error)))
    return FALSE;
  /* The last part may have found nothing more to do. */
  if (self->continued || (self->unfinished && self->operation != 0 && !self->bulk))
    return _crm_txn_mark_open (self, self->operation, self->unfinished, error);
  return TRUE;
}

/* --- History -----------------------------------------------------------------------------------*/

static void
history_free (gpointer data)
{
  CrmHistory *self = data;

  g_free (self->verb);
  g_free (self->changes);
  g_free (self);
}

GPtrArray *
crm_txn_history (CrmTxn *self, gint64 id, guint limit, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (history_free);
  CrmStatement *statement;
  gboolean row;

  if (!_crm_txn_may_read_id (self, id, error))
    return NULL;
  statement = crm_db_prepare (
    self->db,
    "SELECT o.id, o.at, o.person, o.verb, l.changes, o.undone_by, l.entity, "
    "o.undoable FROM log l "
    "JOIN operation o ON o.id = l.operation WHERE l.id = $1 ORDER BY l.seq DESC LIMIT $2",
    error);
  if (statement == NULL)
    return NULL;
  crm_statement_bind_int (statement, 1, id);
  crm_statement_bind_int (statement, 2, limit > 0 ? limit : G_MAXINT);
  while (TRUE) {
    CrmHistory *entry;

    if (!crm_statement_step (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&entries);
    entry = g_new0 (CrmHistory, 1);
    entry->operation = crm_statement_get_int (statement, 0);
    entry->at = crm_statement_get_int (statement, 1);
    entry->person = crm_statement_get_int (statement, 2);
    entry->verb = g_strdup (crm_statement_get_text (statement, 3));
    entry->changes = _crm_txn_mask_changes (
      self, crm_schema_find_number (self->schema, crm_statement_get_int (statement, 6)),
      crm_statement_get_text (statement, 4));
    entry->undone = !crm_statement_is_null (statement, 5);
    entry->undoable = crm_statement_get_int (statement, 7) != 0;
    g_ptr_array_add (entries, entry);
  }
}
