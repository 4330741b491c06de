/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-txn-private.h"

static GArray *
read_ids (CrmTxn *self, const CrmEntity *entity, gint64 after, guint limit, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT id FROM \"%s\" WHERE id > $1 AND deleted IS NULL ORDER BY id LIMIT $2", entity->name);
  CrmStatement *statement = crm_db_prepare (self->db, sql, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_int (statement, 1, after);
  crm_statement_bind_int (statement, 2, limit);
  while (TRUE) {
    gint64 id;

    if (!crm_statement_step (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&ids);
    id = crm_statement_get_int (statement, 0);
    g_array_append_val (ids, id);
  }
}

gboolean
crm_txn_rederive (CrmTxn *self, const char *name, gint64 *after, guint limit, GError **error)
{
  const CrmEntity *entity = crm_schema_get (self->schema, name, error);
  g_autoptr (GArray) ids = NULL;

  g_return_val_if_fail (after != NULL, FALSE);
  g_return_val_if_fail (limit > 0, FALSE);

  ids = entity != NULL ? read_ids (self, entity, *after, limit, error) : NULL;
  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!_crm_txn_derive (self, entity, g_array_index (ids, gint64, i), error))
      return FALSE;
  *after = ids->len == limit ? g_array_index (ids, gint64, limit - 1) : 0;
  return TRUE;
}

/* --- What is kept in mind ----------------------------------------------------------------------*/

GPtrArray *
crm_txn_recall (CrmTxn *self, const char *entity)
{
  return self->remembered != NULL ? g_hash_table_lookup (self->remembered, entity) : NULL;
}

void
crm_txn_remember (CrmTxn *self, const char *entity, GPtrArray *made)
{
  if (self->remembered == NULL)
    self->remembered =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  g_hash_table_replace (self->remembered, g_strdup (entity), made);
}
