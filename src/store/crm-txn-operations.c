/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-txn-private.h"

#include "base/crm-text.h"

#include <string.h>

/* What was done in the office, operation by operation. */

/* A desktop that writes an operation in parts moves its time on with each: one that has stood still
 * for so long has ended in the middle. */
#define CUT_OFF_AFTER (2 * 60 * 1000)

/* So many operations are looked through for what a person sees, and so many records of one. */
#define MOST_LOOKED  5000
#define MOST_TOUCHED 100
#define PAGE         200

static void
operation_free (gpointer data)
{
  CrmOperation *self = data;

  if (self == NULL)
    return;
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

static gboolean
count_touched (CrmTxn *self, CrmOperation *operation, GError **error)
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
  return TRUE;
}

typedef struct {
  gint64 id;
  const CrmEntity *entity;
} Touched;

/* The first ones. */
static GArray *
read_touched (CrmTxn *self, gint64 operation, GError **error)
{
  g_autoptr (GArray) touched = g_array_new (FALSE, FALSE, sizeof (Touched));
  CrmStatement *statement = crm_db_prepare (
    self->db, "SELECT id, entity FROM log WHERE operation = $1 ORDER BY seq LIMIT $2", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_int (statement, 1, operation);
  crm_statement_bind_int (statement, 2, MOST_TOUCHED);
  while (TRUE) {
    Touched one;

    if (!crm_statement_step (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&touched);
    one.id = crm_statement_get_int (statement, 0);
    one.entity = crm_schema_find_number (self->schema, crm_statement_get_int (statement, 1));
    g_array_append_val (touched, one);
  }
}

static gboolean
may_see (CrmTxn *self, const CrmEntity *entity, gint64 id)
{
  g_autoptr (CrmRecord) record = NULL;

  if (entity == NULL)
    return FALSE;
  if (self->rights == NULL || self->rights->may == NULL)
    return TRUE;
  record = crm_txn_get (self, entity->name, id, NULL);
  return record != NULL;
}

/* An operation is told by the first of its records that the person sees; one without any, and its
 * record stays 0, is not told by its history either. */
static gboolean
find_record (CrmTxn *self, CrmOperation *operation, GError **error)
{
  g_autoptr (GArray) touched = read_touched (self, operation->id, error);

  if (touched == NULL)
    return FALSE;
  for (guint i = 0; i < touched->len; i++) {
    const Touched *one = &g_array_index (touched, Touched, i);

    if (!may_see (self, one->entity, one->id))
      continue;
    operation->record = one->id;
    operation->entity = one->entity;
    return count_touched (self, operation, error);
  }
  return TRUE;
}

/* Moves those that are seen over, until there are enough; leaves NULL in their place. */
static gboolean
take_seen (CrmTxn *self, GPtrArray *read, GPtrArray *found, guint limit, GError **error)
{
  for (guint i = 0; i < read->len && found->len < limit; i++) {
    CrmOperation *operation = read->pdata[i];

    if (!find_record (self, operation, error))
      return FALSE;
    if (operation->record == 0)
      continue;
    g_ptr_array_add (found, operation);
    read->pdata[i] = NULL;
  }
  return TRUE;
}

/* --- What was done -----------------------------------------------------------------------------*/

/* Those before one, which is all of them when it stands behind the end. */
static GPtrArray *
read_page (CrmTxn *self,
           const CrmOperationFilter *filter,
           const CrmOperation *before,
           guint limit,
           GError **error)
{
  g_autoptr (GString) sql = g_string_new (
    SELECT_OPERATIONS "WHERE o.seq > $1 AND o.at >= $2 AND (o.seq, o.id) < ($3, $4)");
  CrmStatement *statement;
  int parameter = 5;

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
  crm_statement_bind_int (statement, 3, before->seq);
  crm_statement_bind_int (statement, 4, before->id);
  parameter = 5;
  if (filter->person != 0)
    crm_statement_bind_int (statement, parameter++, filter->person);
  if (filter->entity != NULL)
    crm_statement_bind_int (statement, parameter++, filter->entity->number);
  crm_statement_bind_int (statement, parameter, limit);
  return read_operations (statement, error);
}

/* What is hidden takes no place of what is seen: it is looked further back instead. */
GPtrArray *
crm_txn_operations (CrmTxn *self, const CrmOperationFilter *filter, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (operation_free);
  CrmOperation before = { .seq = G_MAXINT64, .id = G_MAXINT64 };
  guint limit = filter->limit > 0 ? filter->limit : G_MAXINT;
  guint n = MIN (limit, PAGE);

  for (guint looked = 0; n == MIN (limit, PAGE) && found->len < limit && looked < MOST_LOOKED;
       looked += n) {
    g_autoptr (GPtrArray) page = read_page (self, filter, &before, MIN (limit, PAGE), error);
    const CrmOperation *last;

    if (page == NULL)
      return NULL;
    n = page->len;
    last = n > 0 ? page->pdata[n - 1] : &before;
    before.seq = last->seq;
    before.id = last->id;
    if (!take_seen (self, page, found, limit, error))
      return NULL;
  }
  return g_steal_pointer (&found);
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
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (operation_free);
  g_autoptr (GPtrArray) read = NULL;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_int (statement, 1, self->person);
  crm_statement_bind_int (statement, 2, self->session);
  crm_statement_bind_int (statement, 3, self->now - CUT_OFF_AFTER);
  read = read_operations (statement, error);
  return read != NULL && take_seen (self, read, found, G_MAXINT, error) ? g_steal_pointer (&found)
                                                                        : NULL;
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

/* In the order of the trash. */
typedef struct {
  gint64 at;
  gint64 n;
} Place;

static void
deleted_free (gpointer data)
{
  CrmDeleted *self = data;

  if (self == NULL)
    return;
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

/* Those before one in order, which is all of them when it stands behind the end. */
static GPtrArray *
read_deleted (CrmTxn *self, char **words, const Place *before, guint limit, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (deleted_free);
  CrmStatement *statement =
    crm_db_prepare (self->db,
                    "SELECT n, id, title, deleted FROM record WHERE deleted IS NOT NULL "
                    "AND (deleted, n) < ($1, $2) ORDER BY deleted DESC, n DESC",
                    error);
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_int (statement, 1, before->at);
  crm_statement_bind_int (statement, 2, before->n);
  while (found->len < limit) {
    CrmDeleted *one;

    if (!crm_statement_step (statement, &row, error))
      return NULL;
    if (!row)
      break;
    if (!has_words (crm_statement_get_text (statement, 2), words))
      continue;
    one = g_new0 (CrmDeleted, 1);
    one->n = crm_statement_get_int (statement, 0);
    one->entity = crm_schema_find_number (self->schema, CRM_N_ENTITY (one->n));
    one->id = crm_statement_get_int (statement, 1);
    one->title = g_strdup (crm_statement_get_text (statement, 2));
    one->at = crm_statement_get_int (statement, 3);
    g_ptr_array_add (found, one);
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
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (deleted_free);
  Place before = { G_MAXINT64, G_MAXINT64 };
  guint n = limit;

  for (guint looked = 0; n == limit && found->len < limit && looked < MOST_LOOKED; looked += n) {
    g_autoptr (GPtrArray) page = read_deleted (self, split, &before, limit, error);

    if (page == NULL)
      return NULL;
    n = page->len;
    for (guint i = 0; i < n && found->len < limit; i++) {
      CrmDeleted *one = page->pdata[i];

      before = (Place){ one->at, one->n };
      if (!may_see (self, one->entity, one->id))
        continue;
      g_ptr_array_add (found, one);
      page->pdata[i] = NULL;
    }
  }
  return g_steal_pointer (&found);
}
