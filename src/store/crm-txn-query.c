/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-compiler.h"
#include "store/crm-search.h"

#include "base/crm-error.h"

#include <glib/gi18n-lib.h>

/* --- Putting a query together ------------------------------------------------------------------*/

CrmCompiler *
_crm_txn_compile (CrmTxn *self, const CrmEntity *entity, const CrmQuery *query, GError **error)
{
  g_autoptr (CrmCompiler) compiler = _crm_txn_new_compiler (self, entity);

  if (!_crm_txn_may (self, CRM_ACTION_READ, entity, NULL, error) ||
      !_crm_txn_check_question (self, entity, query, error))
    return NULL;
  crm_compiler_add_trash (compiler, query->trash);
  if (!crm_compiler_add_condition (compiler, query->where, error))
    return NULL;
  if (!_crm_txn_add_scope (self, compiler, entity, error))
    return NULL;
  return g_steal_pointer (&compiler);
}

gboolean
_crm_txn_add_order (CrmTxn *self,
                    CrmCompiler *compiler,
                    const CrmEntity *entity,
                    const CrmQuery *query,
                    GString *sql,
                    GError **error)
{
  g_string_append (sql, " ORDER BY ");
  for (guint i = 0; i < query->order->len; i++) {
    const CrmOrder *order = &g_array_index (query->order, CrmOrder, i);
    g_autoptr (CrmPath) path = crm_path_new (self->schema, entity, order->path, error);
    g_autofree char *expression = NULL;
    gboolean not_null;

    if (path == NULL)
      return FALSE;
    expression = crm_compiler_expression (compiler, path, CRM_USE_ORDER, &not_null);
    /* Where empty values go is written out, and so that an index serves it. */
    g_string_append_printf (
      sql, "%s%s%s, ", expression, order->descending ? " DESC" : "",
      not_null                                                                  ? ""
      : order->descending || _crm_empties_come_last (crm_path_get_field (path)) ? " NULLS LAST"
                                                                                : " NULLS FIRST");
  }
  /* In the direction of the last: an index that is walked backwards has its numbers so, too. */
  g_string_append (sql, query->order->len > 0 &&
                            g_array_index (query->order, CrmOrder, query->order->len - 1).descending
                          ? "t.n DESC"
                          : "t.n");
  return TRUE;
}

/* --- Numbers of what it finds, in order ------------------------------------------------------*/

/* A few hits are asked for by number; many are met while walking along the order. */
#define FEW_HITS 400

static void
add_hits (CrmCompiler *compiler, const CrmBitmap *hits)
{
  g_autoptr (GString) sql = g_string_new ("t.n IN (");
  guint32 n = 0;
  guint count = 0;

  for (guint32 from = 0; crm_bitmap_next (hits, from, &n); from = n + 1)
    g_string_append_printf (sql, "%s%u", count++ > 0 ? ", " : "", n);
  g_string_append_c (sql, ')');
  crm_compiler_add_sql (compiler, sql->str);
}

/* (transfer full) (element-type gint64): counters. */
static GArray *
find_counters (CrmTxn *self,
               const CrmEntity *entity,
               const CrmQuery *query,
               guint limit,
               GError **error)
{
  g_autoptr (CrmCompiler) compiler = _crm_txn_compile (self, entity, query, error);
  g_autoptr (CrmBitmap) hits = NULL;
  g_autoptr (GString) order = g_string_new (NULL);
  g_autofree char *sql = NULL;
  g_autoptr (GArray) counters = g_array_new (FALSE, FALSE, sizeof (gint64));
  CrmStatement *statement;
  gboolean row;

  if (compiler == NULL)
    return NULL;
  if (!_crm_words_are_empty (query->words)) {
    hits = _crm_txn_hits (self, entity, query->words, error);
    if (hits == NULL)
      return NULL;
    if (crm_bitmap_count (hits) <= FEW_HITS) {
      add_hits (compiler, hits);
      g_clear_pointer (&hits, crm_bitmap_free);
    }
  }
  if (!_crm_txn_add_order (self, compiler, entity, query, order, error))
    return NULL;
  if (limit > 0 && hits == NULL)
    g_string_append_printf (order, " LIMIT %u", limit);
  sql = g_strdup_printf ("SELECT t.n FROM %s WHERE %s%s", crm_compiler_get_from (compiler),
                         crm_compiler_get_where (compiler), order->str);
  statement = crm_db_prepare (self->db, sql, error);
  if (statement == NULL)
    return NULL;
  crm_compiler_bind (compiler, statement);
  while (TRUE) {
    gint64 n;

    if (!crm_statement_step (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&counters);
    n = crm_statement_get_int (statement, 0);
    if (hits != NULL && !crm_bitmap_has (hits, n))
      continue;
    g_array_append_val (counters, n);
    if (limit > 0 && counters->len >= limit) {
      crm_statement_reset (statement);
      return g_steal_pointer (&counters);
    }
  }
}

static CrmRecord *
read_counter (CrmTxn *self, const CrmTable *table, const char *sql, gint64 counter, GError **error)
{
  CrmStatement *statement = crm_db_prepare (self->db, sql, error);
  g_autoptr (CrmRecord) record = NULL;
  gboolean row;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_int (statement, 1, counter);
  if (!crm_statement_step (statement, &row, error) || !row)
    return NULL;
  record = _crm_txn_read_row (self, table, statement);
  crm_statement_reset (statement);
  if (!_crm_txn_read_lines (self, record, error))
    return NULL;
  _crm_txn_mask (self, record);
  return g_steal_pointer (&record);
}

static GPtrArray *
query_limited (CrmTxn *self, const CrmQuery *query, guint limit, GError **error)
{
  const CrmEntity *entity = crm_schema_get (self->schema, query->entity, error);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  g_autoptr (GArray) counters = NULL;
  g_autofree char *sql = NULL;
  const CrmTable *table;

  if (entity == NULL)
    return NULL;
  table = crm_tables_find (self->tables, entity);
  counters = find_counters (self, entity, query, limit, error);
  if (counters == NULL)
    return NULL;
  sql =
    g_strdup_printf ("SELECT %s FROM \"%s\" t WHERE t.n = $1", table->columns_sql, entity->name);
  for (guint i = 0; i < counters->len; i++) {
    CrmRecord *record = read_counter (self, table, sql, g_array_index (counters, gint64, i), error);

    if (record == NULL)
      return NULL;
    g_ptr_array_add (records, record);
  }
  return g_steal_pointer (&records);
}

GPtrArray *
crm_txn_query (CrmTxn *self, const CrmQuery *query, GError **error)
{
  return query_limited (self, query, query->limit, error);
}

/* Counters of the living records that may be read and come after @after. */
static GArray *
walk_counters (CrmTxn *self, const CrmEntity *entity, gint64 after, guint limit, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity->name);
  g_autoptr (GArray) counters = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (CrmCompiler) compiler = _crm_txn_compile (self, entity, query, error);
  g_autofree char *sql = NULL;
  CrmStatement *statement;
  gboolean row;

  if (compiler == NULL)
    return NULL;
  crm_compiler_set_by_number (compiler);
  sql = g_strdup_printf ("SELECT t.n FROM %s WHERE %s AND t.n > $%u ORDER BY t.n LIMIT %u",
                         crm_compiler_get_from (compiler), crm_compiler_get_where (compiler),
                         crm_compiler_get_n_parameters (compiler) + 1, limit);
  statement = crm_db_prepare (self->db, sql, error);
  if (statement == NULL)
    return NULL;
  crm_compiler_bind (compiler, statement);
  crm_statement_bind_int (statement, (int)crm_compiler_get_n_parameters (compiler) + 1, after);
  while (TRUE) {
    gint64 counter;

    if (!crm_statement_step (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&counters);
    counter = crm_statement_get_int (statement, 0);
    g_array_append_val (counters, counter);
  }
}

GPtrArray *
crm_txn_walk (CrmTxn *self, const char *name, gint64 after, guint limit, GError **error)
{
  const CrmEntity *entity = crm_schema_get (self->schema, name, error);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  g_autoptr (GArray) counters =
               entity != NULL ? walk_counters (self, entity, after, limit, error) : NULL;
  g_autofree char *sql = NULL;

  if (counters == NULL)
    return NULL;
  sql = g_strdup_printf ("SELECT %s FROM \"%s\" t WHERE t.n = $1",
                         crm_tables_find (self->tables, entity)->columns_sql, entity->name);
  for (guint i = 0; i < counters->len; i++) {
    CrmRecord *record = read_counter (self, crm_tables_find (self->tables, entity), sql,
                                      g_array_index (counters, gint64, i), error);

    if (record == NULL)
      return NULL;
    g_ptr_array_add (records, record);
  }
  return g_steal_pointer (&records);
}

CrmRecord *
crm_txn_first (CrmTxn *self, const CrmQuery *query, GError **error)
{
  g_autoptr (GPtrArray) records = query_limited (self, query, 1, error);

  return (records != NULL && records->len > 0) ? crm_record_ref (records->pdata[0]) : NULL;
}

gint64
crm_txn_count (CrmTxn *self, const CrmQuery *query, GError **error)
{
  const CrmEntity *entity = crm_schema_get (self->schema, query->entity, error);
  g_autoptr (CrmCompiler) compiler = NULL;
  g_autofree char *sql = NULL;
  CrmStatement *statement;
  gint64 count = -1;
  gboolean row;

  if (entity == NULL)
    return -1;
  if (!_crm_words_are_empty (query->words)) {
    g_autoptr (GArray) counters = find_counters (self, entity, query, 0, error);

    return counters != NULL ? (gint64)counters->len : -1;
  }
  compiler = _crm_txn_compile (self, entity, query, error);
  if (compiler == NULL)
    return -1;
  sql = g_strdup_printf ("SELECT count(*) FROM %s WHERE %s", crm_compiler_get_from (compiler),
                         crm_compiler_get_where (compiler));
  statement = crm_db_prepare (self->db, sql, error);
  if (statement == NULL)
    return -1;
  crm_compiler_bind (compiler, statement);
  if (crm_statement_step (statement, &row, error) && row) {
    count = crm_statement_get_int (statement, 0);
    crm_statement_reset (statement);
  }
  return count;
}

/* --- One record by a value ---------------------------------------------------------------------*/

CrmRecord *
crm_txn_find (CrmTxn *self,
              const char *entity,
              const char *field,
              const CrmValue *value,
              GError **error)
{
  const CrmEntity *description = crm_schema_get (self->schema, entity, error);
  g_autoptr (CrmQuery) query = crm_query_new (entity);
  g_autoptr (CrmCompiler) compiler = NULL;
  g_autoptr (CrmRecord) record = NULL;
  g_autofree char *sql = NULL;
  const CrmTable *table;
  CrmStatement *statement;
  guint parameter;
  gboolean row;

  if (description == NULL)
    return NULL;
  g_return_val_if_fail (crm_entity_find_field (description, field) != NULL, NULL);

  /* The field counts as asked about, so that nothing is found by what is masked. */
  crm_query_set_order (query, field);
  compiler = _crm_txn_compile (self, description, query, error);
  if (compiler == NULL)
    return NULL;
  table = crm_tables_find (self->tables, description);
  parameter = crm_compiler_get_n_parameters (compiler) + 1;
  sql = g_strdup_printf ("SELECT %s FROM %s WHERE %s AND t.\"%s\" = $%u ORDER BY t.id LIMIT 1",
                         table->columns_sql, crm_compiler_get_from (compiler),
                         crm_compiler_get_where (compiler), field, parameter);
  statement = crm_db_prepare (self->db, sql, error);
  if (statement == NULL)
    return NULL;
  crm_compiler_bind (compiler, statement);
  crm_statement_bind_value (statement, parameter, value);
  if (!crm_statement_step (statement, &row, error) || !row)
    return NULL;
  record = _crm_txn_read_row (self, table, statement);
  crm_statement_reset (statement);
  if (!_crm_txn_read_lines (self, record, error))
    return NULL;
  _crm_txn_mask (self, record);
  return g_steal_pointer (&record);
}

CrmRecord *
crm_txn_find_text (CrmTxn *self,
                   const char *entity,
                   const char *field,
                   const char *text,
                   GError **error)
{
  g_auto (CrmValue) value = CRM_VALUE_INIT;

  crm_value_set_text (&value, text);
  return crm_txn_find (self, entity, field, &value, error);
}
