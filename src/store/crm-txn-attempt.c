/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-txn-private.h"

static gboolean
run (CrmTxn *self, const char *sql, GError **error)
{
  CrmStatement *statement = crm_db_prepare (self->db, sql, error);

  return statement != NULL && crm_statement_run (statement, error);
}

gboolean
crm_txn_attempt (CrmTxn *self, CrmTxnFunc func, gpointer data, GError **error)
{
  guint n_changed = self->changed->len;
  guint n_logged = self->n_logged;
  g_autoptr (GError) why = NULL;

  g_return_val_if_fail (func != NULL, FALSE);

  if (!run (self, "SAVEPOINT attempt", error))
    return FALSE;
  if (func (self, data, &why))
    return run (self, "RELEASE SAVEPOINT attempt", error);
  /* What was read since may be what is taken back here. */
  g_array_set_size (self->changed, n_changed);
  self->n_logged = n_logged;
  g_hash_table_remove_all (self->seen);
  g_clear_pointer (&self->remembered, g_hash_table_unref);
  crm_grams_clear (self->keep->grams);
  if (!run (self, "ROLLBACK TO SAVEPOINT attempt", error) ||
      !run (self, "RELEASE SAVEPOINT attempt", error))
    return FALSE;
  g_propagate_error (error, g_steal_pointer (&why));

  return FALSE;
}
