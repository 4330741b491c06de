/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-marks.h"

#include "base/crm-error.h"
#include "store/crm-txn-private.h"

#include <glib/gi18n-lib.h>

static CrmStatement *
prepare (CrmTxn *self, const char *sql, CrmMarkKind kind, GError **error)
{
  CrmStatement *statement = crm_db_prepare (self->db, sql, error);

  if (statement != NULL) {
    crm_statement_bind_int (statement, 1, self->person);
    crm_statement_bind_int (statement, 2, kind);
  }
  return statement;
}

gboolean
crm_txn_set_mark (CrmTxn *self, CrmMarkKind kind, gint64 id, gint64 at, GError **error)
{
  CrmStatement *statement;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (self->mode == CRM_TXN_WRITE, FALSE);

  statement = prepare (self,
                       at != 0 ? "INSERT INTO mark(person, kind, id, at) VALUES($1, $2, $3, $4) "
                                 "ON CONFLICT(person, kind, id) DO UPDATE SET at = excluded.at"
                               : "DELETE FROM mark WHERE person = $1 AND kind = $2 AND id = $3",
                       kind, error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 3, id);
  if (at != 0)
    crm_statement_bind_int (statement, 4, at);
  return crm_statement_run (statement, error);
}

gboolean
crm_txn_get_mark (CrmTxn *self, CrmMarkKind kind, gint64 id, gint64 *at, GError **error)
{
  CrmStatement *statement;
  gboolean row;

  g_return_val_if_fail (self != NULL && at != NULL, FALSE);

  *at = 0;
  statement =
    prepare (self, "SELECT at FROM mark WHERE person = $1 AND kind = $2 AND id = $3", kind, error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 3, id);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  *at = crm_statement_get_int (statement, 0);
  crm_statement_reset (statement);
  return TRUE;
}

static void
hit_free (gpointer data)
{
  CrmHit *self = data;

  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self);
}

/* All of them: what is seen is known only when the statement has ended. */
static GPtrArray *
read_marked (CrmTxn *self, CrmMarkKind kind, GArray *numbers, GError **error)
{
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func (hit_free);
  CrmStatement *statement;
  gboolean row;

  statement =
    prepare (self,
             "SELECT r.id, r.n, r.title FROM mark m JOIN record r ON r.id = m.id "
             "WHERE m.person = $1 AND m.kind = $2 AND r.deleted IS NULL ORDER BY m.at DESC, m.id",
             kind, error);
  if (statement == NULL)
    return NULL;
  while (TRUE) {
    const CrmEntity *entity;
    CrmHit *hit;
    gint64 n;

    if (!crm_statement_step (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&hits);
    n = crm_statement_get_int (statement, 1);
    entity = crm_schema_find_number (self->schema, CRM_N_ENTITY (n));
    if (entity == NULL)
      continue;
    hit = g_new0 (CrmHit, 1);
    hit->id = crm_statement_get_int (statement, 0);
    hit->entity = entity->name;
    hit->title = g_strdup (crm_statement_get_text (statement, 2));
    g_ptr_array_add (hits, hit);
    g_array_append_val (numbers, n);
  }
}

GPtrArray *
crm_txn_get_marked (CrmTxn *self, CrmMarkKind kind, guint limit, GError **error)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) seen = g_ptr_array_new_with_free_func (hit_free);

  g_return_val_if_fail (self != NULL, NULL);

  all = read_marked (self, kind, numbers, error);
  for (guint i = 0; all != NULL && i < all->len && (limit == 0 || seen->len < limit); i++) {
    CrmHit *hit = all->pdata[i];
    gboolean sees;

    if (!_crm_txn_sees_number (self, hit->entity, g_array_index (numbers, gint64, i), &sees, error))
      return NULL;
    if (!sees)
      continue;
    g_ptr_array_add (seen, hit);
    all->pdata[i] = NULL;
  }
  return all != NULL ? g_steal_pointer (&seen) : NULL;
}
