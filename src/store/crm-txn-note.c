/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-txn-private.h"

void
crm_txn_note (CrmTxn *self, const char *verb, const char *title)
{
  g_return_if_fail (verb != NULL);
  g_return_if_fail (title != NULL);

  crm_txn_set_verb (self, verb);
  g_free (self->title);
  self->title = g_strdup (title);
  self->undoable = FALSE;
  self->noted = TRUE;
  if (self->operation == 0)
    self->operation = crm_ids_next (self->ids);
}

static void
note_free (gpointer data)
{
  CrmNote *self = data;

  g_free (self->title);
  g_free (self);
}

GPtrArray *
crm_txn_notes (CrmTxn *self, const char *verb, guint limit, GError **error)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (note_free);
  CrmStatement *statement =
    crm_db_prepare (self->db,
                    "SELECT at, person, title FROM operation WHERE verb = $1 AND seq = 0 "
                    "ORDER BY at DESC, id DESC LIMIT $2",
                    error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_text (statement, 1, verb);
  crm_statement_bind_int (statement, 2, limit > 0 ? limit : G_MAXINT);
  while (TRUE) {
    CrmNote *note;

    if (!crm_statement_step (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&notes);
    note = g_new0 (CrmNote, 1);
    note->at = crm_statement_get_int (statement, 0);
    note->person = crm_statement_get_int (statement, 1);
    note->title = g_strdup (crm_statement_get_text (statement, 2));
    g_ptr_array_add (notes, note);
  }
}
