/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-txn-private.h"

/* --- What stands there -------------------------------------------------------------------------*/

static void
moment_free (gpointer data)
{
  CrmMoment *self = data;

  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self);
}

static const CrmEntity *
entity_at (CrmTxn *self, CrmStatement *statement, int column)
{
  return crm_schema_find_number (self->schema,
                                 CRM_N_ENTITY (crm_statement_get_int (statement, column)));
}

static void
add_moment (CrmTxn *self, CrmStatement *statement, GPtrArray *moments)
{
  CrmMoment *moment = g_new0 (CrmMoment, 1);
  const CrmEntity *entity = entity_at (self, statement, 2);

  moment->id = crm_statement_get_int (statement, 0);
  moment->at = crm_statement_get_int (statement, 1);
  moment->n = crm_statement_get_int (statement, 2);
  moment->entity = entity != NULL ? entity->name : NULL;
  moment->title = g_strdup (crm_statement_get_text (statement, 3));
  moment->responsible = crm_statement_get_int (statement, 4);
  g_ptr_array_add (moments, moment);
}

static GPtrArray *
read_moments (CrmTxn *self, gint64 record, const CrmMoment *before, guint limit, GError **error)
{
  g_autoptr (GPtrArray) moments = g_ptr_array_new_with_free_func (moment_free);
  CrmStatement *statement = crm_db_prepare (
    self->db,
    "SELECT r.id, t.at, r.n, r.title, r.responsible FROM timeline t JOIN record r ON r.n = t.n "
    "WHERE t.party = $1 AND (t.at, t.n) < ($2, $3) ORDER BY t.at DESC, t.n DESC LIMIT $4",
    error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_int (statement, 1, record);
  crm_statement_bind_int (statement, 2, before != NULL ? before->at : G_MAXINT64);
  crm_statement_bind_int (statement, 3, before != NULL ? before->n : G_MAXINT64);
  crm_statement_bind_int (statement, 4, limit);
  while (TRUE) {
    if (!crm_statement_step (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&moments);
    add_moment (self, statement, moments);
  }
}

/* Moves those that are seen over; leaves NULL in their place. */
static gboolean
take_seen (CrmTxn *self, GPtrArray *read, GPtrArray *moments, guint limit, GError **error)
{
  for (guint i = 0; i < read->len && moments->len < limit; i++) {
    CrmMoment *moment = read->pdata[i];
    gboolean seen;

    if (!_crm_txn_sees_number (self, moment->entity, moment->n, &seen, error))
      return FALSE;
    if (!seen)
      continue;
    g_ptr_array_add (moments, moment);
    read->pdata[i] = NULL;
  }
  return TRUE;
}

GPtrArray *
crm_txn_timeline_before (CrmTxn *self,
                         gint64 record,
                         const CrmMoment *before,
                         guint limit,
                         GError **error)
{
  g_autoptr (GPtrArray) moments = g_ptr_array_new_with_free_func (moment_free);
  guint most = limit > 0 ? limit : G_MAXINT;
  CrmMoment last = { .at = G_MAXINT64, .n = G_MAXINT64 };

  g_return_val_if_fail (self != NULL, NULL);

  if (before != NULL)
    last = *before;
  while (TRUE) {
    g_autoptr (GPtrArray) read = read_moments (self, record, &last, most, error);

    if (read == NULL)
      return NULL;
    if (read->len > 0)
      last = *(CrmMoment *)read->pdata[read->len - 1];
    if (!take_seen (self, read, moments, most, error))
      return NULL;
    if (read->len < most || moments->len >= most)
      return g_steal_pointer (&moments);
  }
}

GPtrArray *
crm_txn_timeline (CrmTxn *self, gint64 record, guint limit, GError **error)
{
  return crm_txn_timeline_before (self, record, NULL, limit, error);
}

/* --- What was done -----------------------------------------------------------------------------*/

static void
done_free (gpointer data)
{
  CrmDone *self = data;

  g_free (self->verb);
  g_free (self->title);
  g_free (self->changes);
  g_free (self);
}

static void
add_done (CrmTxn *self, CrmStatement *statement, GPtrArray *all)
{
  const CrmEntity *entity = entity_at (self, statement, 5);
  CrmDone *done;

  if (entity == NULL)
    return;
  done = g_new0 (CrmDone, 1);
  done->operation = crm_statement_get_int (statement, 0);
  done->at = crm_statement_get_int (statement, 1);
  done->person = crm_statement_get_int (statement, 2);
  done->verb = g_strdup (crm_statement_get_text (statement, 3));
  done->id = crm_statement_get_int (statement, 4);
  done->entity = entity->name;
  done->title = g_strdup (crm_statement_get_text (statement, 6));
  done->n = crm_statement_get_int (statement, 5);
  done->changes = _crm_txn_mask_changes (self, entity, crm_statement_get_text (statement, 7));
  done->told = crm_statement_get_int (statement, 8) != 0;
  g_ptr_array_add (all, done);
}

/* "$2, $3": one parameter for each verb. */
static char *
parameters_for (const char *const *verbs)
{
  GString *sql = g_string_new (NULL);

  for (guint i = 0; verbs[i] != NULL; i++)
    g_string_append_printf (sql, "%s$%u", i > 0 ? ", " : "", i + 2);
  return g_string_free (sql, FALSE);
}

GPtrArray *
crm_txn_done (CrmTxn *self, gint64 record, const char *const *verbs, guint limit, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (done_free);
  g_autofree char *parameters = NULL;
  g_autofree char *sql = NULL;
  CrmStatement *statement;
  gboolean row;

  g_return_val_if_fail (self != NULL && verbs != NULL && verbs[0] != NULL, NULL);

  parameters = parameters_for (verbs);
  sql = g_strdup_printf (
    "SELECT o.id, o.at, o.person, o.verb, r.id, r.n, r.title, l.changes, l.told FROM record r "
    "JOIN log l ON l.id = r.id JOIN operation o ON o.id = l.operation "
    "WHERE (r.party = $1 OR r.id = $1) AND r.deleted IS NULL AND o.undone_by IS NULL "
    "AND o.undo_of IS NULL AND (l.told = 1 OR o.verb IN (%s)) ORDER BY o.at DESC, l.seq DESC LIMIT "
    "$%u",
    parameters, g_strv_length ((char **)verbs) + 2);
  statement = crm_db_prepare (self->db, sql, error);
  if (statement == NULL)
    return NULL;
  crm_statement_bind_int (statement, 1, record);
  for (guint i = 0; verbs[i] != NULL; i++)
    crm_statement_bind_text (statement, (int)i + 2, verbs[i]);
  crm_statement_bind_int (statement, (int)g_strv_length ((char **)verbs) + 2,
                          limit > 0 ? limit : G_MAXINT);
  while (TRUE) {
    if (!crm_statement_step (statement, &row, error))
      return NULL;
    if (!row)
      break;
    add_done (self, statement, all);
  }
  for (guint i = all->len; i-- > 0;) {
    const CrmDone *done = all->pdata[i];
    gboolean seen;

    if (!_crm_txn_sees_number (self, done->entity, done->n, &seen, error))
      return NULL;
    if (!seen)
      g_ptr_array_remove_index (all, i);
  }
  return g_steal_pointer (&all);
}
