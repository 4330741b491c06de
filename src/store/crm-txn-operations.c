/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-txn-private.h"

#include "base/crm-text.h"

#include <string.h>

/* What was done in the office, operation by operation. */

/* A desktop that writes an operation in parts moves its time on with each: one that has stood still
 * for so long has ended in the middle. */
#define CUT_OFF_AFTER (2 * 60 * 1000)

static void
operation_free (gpointer data)
{
  CrmOperation *self = data;

  g_free (self->verb);
  g_free (self->title);
  g_free (self);
}

/* --- Reading rows of operations ----------------------------------------------------------------*/

#define SELECT_OPERATIONS                                                                         \
  "SELECT o.id, o.at, o.person, o.verb, o.title, o.undoable, o.undone_by, o.undo_of, o.seq FROM " \
  "operation o "

static GPtrArray *
read_operations (CrmStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (operation_free);
  gboolean row;

  while (TRUE) {
    CrmOperation *operation;

    if (!crm_statement_step (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&found);
    operation = g_new0 (CrmOperation, 1);
    operation->id = crm_statement_get_int (statement, 0);
    operation->at = crm_statement_get_int (statement, 1);
    operation->person = crm_statement_get_int (statement, 2);
    operation->verb = g_strdup (crm_statement_get_text (statement, 3));
    operation->title = g_strdup (crm_statement_get_text (statement, 4));
    operation->undoable = crm_statement_get_int (statement, 5) != 0;
    operation->undone = !crm_statement_is_null (statement, 6);
    operation->undo_of = crm_statement_get_int (statement, 7);
    operation->seq = crm_statement_get_int (statement, 8);
    g_ptr_array_add (found, operation);
  }
}

/* How many records it touched, and the first of them. */
static gboolean
read_touched (CrmTxn *self, CrmOperation *operation, GError **error)
{
  CrmStatement *statement =
    crm_db_prepare (self->db, "SELECT count(DISTINCT id) FROM log WHERE operation = $1", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, operation->id);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  operation->n_records = row ? crm_statement_get_int (statement, 0) : 0;
  crm_statement_reset (statement);
  statement = crm_db_prepare (
    self->db, "SELECT id, entity FROM log WHERE operation = $1 ORDER BY seq LIMIT 1", error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, operation->id);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  operation->record = crm_statement_get_int (statement, 0);
  operation->entity = crm_schema_find_number (self->schema, crm_statement_get_int (statement, 1));
  crm_statement_reset (statement);
  return TRUE;
}

/* What a person may not see is not told by its history either. */
static gboolean
may_see (CrmTxn *self, const CrmOperation *operation)
{
  g_autoptr (CrmRecord) record = NULL;

  if (operation->record == 0 || operation->entity == NULL)
    return FALSE;
  if (self->rights == NULL || self->rights->may == NULL)
    return TRUE;
  record = crm_txn_get (self, operation->entity->name, operation->record, NULL);
  return record != NULL;
}

static GPtrArray *
complete (CrmTxn *self, GPtrArray *operations, GError **error)
{
  g_autoptr (GPtrArray) found = operations;

  for (guint i = 0; found != NULL && i < found->len;) {
    CrmOperation *operation = g_ptr_array_index (found, i);

    if (!read_touched (self, operation, error))
      return NULL;
    if (may_see (self, operation))
      i++;
    else
      g_ptr_array_remove_index (found, i);
  }
  return g_steal_pointer (&found);
}

/* --- What was done -----------------------------------------------------------------------------*/

GPtrArray *
crm_txn_operations (CrmTxn *self, const CrmOperationFilter *filter, GError **error)
{
  g_autoptr (GString) sql = g_string_new (SELECT_OPERATIONS "WHERE o.seq > $1 AND o.at >= $2");
  CrmStatement *statement;
  int parameter = 3;

  if (filter->person != 0)
    g_string_append_printf (sql, " AND o.person %s $%d", filter->not_person ? "<>" : "=",
                            parameter++);
  if (filter->entity != NULL)
    g_string_append_printf (sql,
                            " AND EXISTS (SELECT 1 FROM log l WHERE l.operation = o.id AND "
                            "l.entity = $%d)",
                            parameter++);
  g_string_append_printf (sql, " ORDER BY o.seq DESC, o.id DESC LIMIT $%d", parameter);
  statement = crm_db_prepare (self->db, sql->str, error);
  if (statement == NULL)
    return NULL;
  crm_statement_bind_int (statement, 1, filter->after_seq);
  crm_statement_bind_int (statement, 2, filter->since);
  parameter = 3;
  if (filter->person != 0)
    crm_statement_bind_int (statement, parameter++, filter->person);
  if (filter->entity != NULL)
    crm_statement_bind_int (statement, parameter++, filter->entity->number);
  crm_statement_bind_int (statement, parameter, filter->limit > 0 ? filter->limit : G_MAXINT);
  return complete (self, read_operations (statement, error), error);
}

GPtrArray *
crm_txn_cut_off (CrmTxn *self, GError **error)
{
  CrmStatement *statement = crm_db_prepare (
    self->db,
    SELECT_OPERATIONS "WHERE o.person = $1 AND o.session <> $2 AND o.at < $3 AND o.undone_by IS "
                      "NULL AND EXISTS (SELECT 1 FROM meta m WHERE m.key = '" CRM_OPEN_MARK
                      "' || CAST(o.id AS TEXT)) ORDER BY o.seq DESC",
    error);

  if (statement == NULL)
    return NULL;
  crm_statement_bind_int (statement, 1, self->person);
  crm_statement_bind_int (statement, 2, self->session);
  crm_statement_bind_int (statement, 3, self->now - CUT_OFF_AFTER);
  return complete (self, read_operations (statement, error), error);
}

gboolean
_crm_txn_mark_open (CrmTxn *self, gint64 operation, gboolean open, GError **error)
{
  g_autofree char *key = g_strdup_printf (CRM_OPEN_MARK "%" G_GINT64_FORMAT, operation);
  CrmStatement *statement =
    crm_db_prepare (self->db,
                    open ? "INSERT INTO meta(key, value) VALUES($1, '') "
                           "ON CONFLICT(key) DO UPDATE SET value = excluded.value"
                         : "DELETE FROM meta WHERE key = $1",
                    error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_text (statement, 1, key);
  return crm_statement_run (statement, error);
}

gboolean
crm_txn_accept_cut_off (CrmTxn *self, gint64 operation, GError **error)
{
  return _crm_txn_mark_open (self, operation, FALSE, error);
}

gint64
crm_txn_last_seq (CrmTxn *self)
{
  gint64 seq = 0;

  crm_db_query_int (self->db, "SELECT max(seq) FROM log", 0, &seq, NULL);
  return seq;
}

/* --- Trash -------------------------------------------------------------------------------------*/

static void
deleted_free (gpointer data)
{
  CrmDeleted *self = data;

  g_free (self->title);
  g_free (self);
}

/* What lies in the trash is not in the search index: its title is what it is found by. */
static gboolean
has_words (const char *title, char **words)
{
  g_autofree char *fold = crm_text_fold (title);
  const char *folded = fold != NULL ? fold : "";

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && strstr (folded, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static GPtrArray *
read_deleted (CrmTxn *self, char **words, guint limit, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (deleted_free);
  CrmStatement *statement =
    crm_db_prepare (self->db,
                    "SELECT n, id, title, deleted FROM record WHERE deleted IS NOT NULL "
                    "ORDER BY deleted DESC, n DESC",
                    error);
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  while (found->len < limit) {
    CrmDeleted *one;

    if (!crm_statement_step (statement, &row, error))
      return NULL;
    if (!row)
      break;
    if (!has_words (crm_statement_get_text (statement, 2), words))
      continue;
    one = g_new0 (CrmDeleted, 1);
    one->entity =
      crm_schema_find_number (self->schema, CRM_N_ENTITY (crm_statement_get_int (statement, 0)));
    one->id = crm_statement_get_int (statement, 1);
    one->title = g_strdup (crm_statement_get_text (statement, 2));
    one->at = crm_statement_get_int (statement, 3);
    if (one->entity != NULL)
      g_ptr_array_add (found, one);
    else
      deleted_free (one);
  }
  if (row)
    crm_statement_reset (statement);
  return g_steal_pointer (&found);
}

GPtrArray *
crm_txn_deleted (CrmTxn *self, const char *words, guint limit, GError **error)
{
  g_autofree char *folded = crm_text_fold (words != NULL ? words : "");
  g_auto (GStrv) split = g_strsplit (folded != NULL ? folded : "", " ", -1);
  g_autoptr (GPtrArray) found = read_deleted (self, split, limit, error);

  for (guint i = 0; found != NULL && i < found->len;) {
    CrmDeleted *one = g_ptr_array_index (found, i);
    g_autoptr (CrmRecord) record = NULL;

    if (self->rights != NULL && self->rights->may != NULL)
      record = crm_txn_get (self, one->entity->name, one->id, NULL);
    if (record != NULL || self->rights == NULL || self->rights->may == NULL)
      i++;
    else
      g_ptr_array_remove_index (found, i);
  }
  return g_steal_pointer (&found);
}
