/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-txn-private.h"

/* History is kept for the office's retention time. What is older is summed up: of each record one
 * row stays, which says who changed it last and when, without values. */

#define SUMMED_SEQ "log_summed"
#define SUMMED_AT  "log_since"

gint64
_crm_txn_meta_int (CrmDb *db, const char *key)
{
  CrmStatement *statement = crm_db_prepare (db, "SELECT value FROM meta WHERE key = $1", NULL);
  gint64 value = 0;
  gboolean row;

  if (statement == NULL)
    return 0;
  crm_statement_bind_text (statement, 1, key);
  if (!crm_statement_step (statement, &row, NULL) || !row)
    return 0;
  value = g_ascii_strtoll (crm_statement_get_text (statement, 0), NULL, 10);
  crm_statement_reset (statement);
  return value;
}

static gboolean
write_meta_int (CrmDb *db, const char *key, gint64 value, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);
  CrmStatement *statement = crm_db_prepare (db,
                                            "INSERT INTO meta(key, value) VALUES($1, $2) "
                                            "ON CONFLICT(key) DO UPDATE SET value = excluded.value",
                                            error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_text (statement, 1, key);
  crm_statement_bind_text (statement, 2, text);
  return crm_statement_run (statement, error);
}

gint64
crm_txn_history_since (CrmTxn *self)
{
  return _crm_txn_meta_int (self->db, SUMMED_AT);
}

gint64
_crm_txn_summed_seq (CrmDb *db)
{
  return _crm_txn_meta_int (db, SUMMED_SEQ);
}

/* What was done first is oldest, but for the differences between clocks: so one look is enough to
 * see that nothing is to be done yet. */
static gboolean
is_due (CrmTxn *self, gint64 before)
{
  CrmStatement *statement =
    crm_db_prepare (self->db,
                    "SELECT o.at FROM log l JOIN operation o ON o.id = l.operation "
                    "WHERE l.seq > $1 ORDER BY l.seq LIMIT 1",
                    NULL);
  gboolean row;
  gboolean due;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, _crm_txn_summed_seq (self->db));
  if (!crm_statement_step (statement, &row, NULL) || !row)
    return FALSE;
  due = crm_statement_get_int (statement, 0) < before;
  crm_statement_reset (statement);
  return due;
}

typedef struct {
  gint64 seq;
  gint64 id;
} Row;

static GArray *
read_old (CrmTxn *self, gint64 before, guint limit, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  CrmStatement *statement = crm_db_prepare (
    self->db,
    "SELECT l.seq, l.id FROM log l JOIN operation o ON o.id = l.operation WHERE l.seq > $1 AND "
    "o.at < $2 ORDER BY l.seq LIMIT $3",
    error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_int (statement, 1, _crm_txn_summed_seq (self->db));
  crm_statement_bind_int (statement, 2, before);
  crm_statement_bind_int (statement, 3, limit);
  while (TRUE) {
    Row old;

    if (!crm_statement_step (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&rows);
    old.seq = crm_statement_get_int (statement, 0);
    old.id = crm_statement_get_int (statement, 1);
    g_array_append_val (rows, old);
  }
}

/* The rows before it go, and it loses its values. */
static gboolean
sum_up (CrmTxn *self, const Row *row, gint64 before, GError **error)
{
  CrmStatement *statement = crm_db_prepare (
    self->db,
    "DELETE FROM log WHERE id = $1 AND seq < $2 AND operation IN (SELECT o.id FROM operation o "
    "JOIN log l ON l.operation = o.id WHERE l.id = $1 AND o.at < $3)",
    error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, row->id);
  crm_statement_bind_int (statement, 2, row->seq);
  crm_statement_bind_int (statement, 3, before);
  if (!crm_statement_run (statement, error))
    return FALSE;
  statement = crm_db_prepare (
    self->db,
    "UPDATE operation SET undoable = 0 WHERE id = (SELECT operation FROM log WHERE seq = $1)",
    error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, row->seq);
  if (!crm_statement_run (statement, error))
    return FALSE;
  statement = crm_db_prepare (self->db, "UPDATE log SET changes = NULL WHERE seq = $1", error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, row->seq);
  return crm_statement_run (statement, error);
}

/* Operations of which no row is left have nothing more to say. */
static gboolean
drop_operations (CrmTxn *self, gint64 before, guint limit, guint *n, GError **error)
{
  CrmStatement *statement = crm_db_prepare (
    self->db,
    "DELETE FROM operation WHERE id IN (SELECT o.id FROM operation o WHERE o.seq <= $3 AND "
    "o.at < $1 AND NOT EXISTS (SELECT 1 FROM log l WHERE l.operation = o.id) LIMIT $2)",
    error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, before);
  crm_statement_bind_int (statement, 2, limit);
  crm_statement_bind_int (statement, 3, _crm_txn_summed_seq (self->db));
  if (!crm_statement_run (statement, error))
    return FALSE;
  *n = crm_db_get_changes (self->db);
  return TRUE;
}

gboolean
crm_txn_sum_up_history (CrmTxn *self, gint64 before, guint limit, guint *n, GError **error)
{
  g_autoptr (GArray) rows = NULL;

  *n = 0;
  if (!is_due (self, before))
    return drop_operations (self, before, limit, n, error);
  rows = read_old (self, before, limit, error);
  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    if (!sum_up (self, &g_array_index (rows, Row, i), before, error))
      return FALSE;
  if (rows->len == 0)
    return TRUE;
  *n = rows->len;
  return write_meta_int (self->db, SUMMED_SEQ, g_array_index (rows, Row, rows->len - 1).seq,
                         error) &&
         write_meta_int (self->db, SUMMED_AT, before, error);
}

gint64
crm_txn_agreed_now (CrmTxn *self)
{
  CrmStatement *statement = crm_db_prepare (
    self->db,
    "SELECT at FROM operation WHERE person <> $1 AND person <> 0 ORDER BY seq DESC LIMIT 1", NULL);
  gint64 now = self->now;
  gboolean row;

  if (statement == NULL)
    return now;
  crm_statement_bind_int (statement, 1, self->person);
  if (!crm_statement_step (statement, &row, NULL) || !row)
    return now;
  now = MIN (now, crm_statement_get_int (statement, 0));
  crm_statement_reset (statement);
  return now;
}

/* --- Chores ------------------------------------------------------------------------------------*/

gboolean
crm_txn_claim_today (CrmTxn *self, const char *chore, gboolean *claimed, GError **error)
{
  g_autofree char *key = g_strconcat ("done_", chore, NULL);
  CrmStatement *statement =
    crm_db_prepare (self->db,
                    "INSERT INTO meta(key, value) VALUES($1, $2) ON CONFLICT(key) DO UPDATE SET "
                    "value = excluded.value WHERE meta.value <> excluded.value RETURNING value",
                    error);

  *claimed = FALSE;
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_text (statement, 1, key);
  crm_statement_bind_text (statement, 2, self->today);
  if (!crm_statement_step (statement, claimed, error))
    return FALSE;
  crm_statement_reset (statement);
  return TRUE;
}
