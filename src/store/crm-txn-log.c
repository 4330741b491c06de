/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-txn-private.h"

/* --- The operation: every log row carries it -------------------------------------------------*/

/* What was done last is told by the log's own count, never by clocks: those of two desktops differ.
 * 0 is what a new file was filled with, which nobody takes back. */
static gboolean
write_operation (CrmTxn *self, GError **error)
{
  CrmStatement *statement = crm_db_prepare (
    self->db,
    self->bulk ? "INSERT INTO operation(id, at, person, session, verb, title, undoable, undo_of, "
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
  if (self->operation == 0)
    self->operation = crm_ids_next (self->ids);
  if (self->title == NULL)
    self->title = crm_record_title (record);
  self->n_logged++;

  statement = crm_db_prepare (self->db,
                              "INSERT INTO log(operation, entity, id, n, kind, changes) "
                              "VALUES($1, $2, $3, $4, $5, $6)",
                              error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, self->operation);
  crm_statement_bind_int (statement, 2, entity->number);
  crm_statement_bind_int (statement, 3, crm_record_get_id (record));
  crm_statement_bind_int (statement, 4, crm_record_get_n (record));
  crm_statement_bind_int (statement, 5, kind);
  crm_statement_bind_text (statement, 6, changes);
  return crm_statement_run (statement, error);
}

gboolean
_crm_txn_finish (CrmTxn *self, GError **error)
{
  if (self->mode != CRM_TXN_WRITE)
    return TRUE;
  if (!_crm_txn_run_pending (self, self->pending, error))
    return FALSE;
  if (!self->bulk && !crm_grams_flush (self->keep->grams, error))
    return FALSE;
  return self->n_logged == 0 || write_operation (self, error);
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
  CrmStatement *statement = crm_db_prepare (
    self->db,
    "SELECT o.id, o.at, o.person, o.verb, l.changes, o.undone_by FROM log l "
    "JOIN operation o ON o.id = l.operation WHERE l.id = $1 ORDER BY l.seq DESC LIMIT $2",
    error);
  gboolean row;

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
    entry->changes = g_strdup (crm_statement_get_text (statement, 4));
    entry->undone = !crm_statement_is_null (statement, 5);
    g_ptr_array_add (entries, entry);
  }
}
