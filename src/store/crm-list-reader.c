/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-list-reader.h"

#include "store/crm-compiler.h"
#include "store/crm-search.h"

#include "base/crm-error.h"
#include "model/crm-length.h"

#include <string.h>

CrmVector *
crm_vector_new (void)
{
  CrmVector *self = g_new0 (CrmVector, 1);

  self->ref_count = 1;
  self->numbers = g_array_new (FALSE, FALSE, sizeof (guint32));
  return self;
}

CrmVector *
crm_vector_ref (CrmVector *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
crm_vector_unref (CrmVector *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_array_unref (self->numbers);
  g_free (self);
}

gboolean
_crm_numbers_read (CrmTxn *txn,
                   CrmCompiler *compiler,
                   const char *sql,
                   GArray *numbers,
                   GError **error)
{
  CrmStatement *statement = crm_db_prepare (txn->db, sql, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  crm_compiler_bind (compiler, statement);
  while (TRUE) {
    guint32 n;

    if (!crm_statement_step (statement, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    n = crm_statement_get_int (statement, 0);
    g_array_append_val (numbers, n);
  }
}

CrmVector *
crm_vector_filter (CrmTxn *txn, CrmQuery *query, CrmVector *all, GError **error)
{
  const CrmEntity *entity = crm_schema_get (txn->schema, query->entity, error);
  g_autoptr (CrmBitmap) hits =
               entity != NULL ? _crm_txn_hits (txn, entity, query->words, error) : NULL;
  CrmVector *vector;

  if (hits == NULL)
    return NULL;
  vector = crm_vector_new ();
  for (guint i = 0; i < all->numbers->len; i++) {
    guint32 n = g_array_index (all->numbers, guint32, i);

    if (crm_bitmap_has (hits, n))
      g_array_append_val (vector->numbers, n);
  }
  return vector;
}

/* --- Rows --------------------------------------------------------------------------------------*/

static char *
rows_sql (CrmCompiler *compiler, CrmColumns *columns)
{
  g_autoptr (GString) sql = g_string_new ("SELECT t.n, t.id, t.version");

  for (guint i = 0; i < columns->expressions->len; i++) {
    g_autofree char *expression = crm_compiler_expression (
      compiler, columns->expressions->pdata[i], g_array_index (columns->uses, int, i), NULL);

    g_string_append_printf (sql, ", %s", expression);
  }
  g_string_append_printf (sql, " FROM %s WHERE t.n = $1", crm_compiler_get_from (compiler));
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* Which of the columns lead to what this person does not see; NULL when none does. */
static gboolean *
masked_columns (CrmTxn *txn, CrmColumns *columns)
{
  gboolean *masked;

  if (_crm_txn_sees_personal (txn))
    return NULL;
  masked = g_new0 (gboolean, columns->expressions->len + 1);
  for (guint i = 0; i < columns->expressions->len; i++) {
    const CrmField *field = crm_path_get_field (columns->expressions->pdata[i]);

    masked[i] = field != NULL && (field->flags & CRM_FIELD_PERSONAL) != 0;
  }
  return masked;
}

/* --- Rules
 * --------------------------------------------------------------------------------------*/

/* One question for each rule, about all rows at once: nothing is asked per row. */
static gboolean
ask_rule (CrmTxn *txn,
          const CrmEntity *entity,
          const CrmCondition *rule,
          guint number,
          const char *numbers,
          GHashTable *rows,
          GError **error)
{
  g_autoptr (CrmCompiler) compiler = _crm_txn_new_compiler (txn, entity);
  g_autofree char *sql = NULL;
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (guint32));

  if (!crm_compiler_add_condition (compiler, rule, error))
    return FALSE;
  crm_compiler_add_sql (compiler, numbers);
  sql = g_strdup_printf ("SELECT t.n FROM %s WHERE %s", crm_compiler_get_from (compiler),
                         crm_compiler_get_where (compiler));
  if (!_crm_numbers_read (txn, compiler, sql, hits, error))
    return FALSE;
  for (guint i = 0; i < hits->len; i++) {
    CrmRowData *data =
      g_hash_table_lookup (rows, GUINT_TO_POINTER (g_array_index (hits, guint32, i)));

    if (data != NULL && data->rule == 0)
      data->rule = number;
  }
  return TRUE;
}

static gboolean
find_rules (CrmTxn *txn, const CrmEntity *entity, GPtrArray *rules, GPtrArray *rows, GError **error)
{
  g_autoptr (GHashTable) by_number = g_hash_table_new (NULL, NULL);
  g_autoptr (GString) numbers = g_string_new ("t.n IN (");

  for (guint i = 0; i < rows->len; i++) {
    CrmRowData *data = rows->pdata[i];

    g_hash_table_insert (by_number, GUINT_TO_POINTER ((guint)data->n), data);
    g_string_append_printf (numbers, "%s%" G_GINT64_FORMAT, i > 0 ? ", " : "", data->n);
  }
  g_string_append_c (numbers, ')');
  for (guint i = 0; i < rules->len; i++) {
    g_autoptr (GError) why = NULL;

    if (ask_rule (txn, entity, rules->pdata[i], i + 1, numbers->str, by_number, &why))
      continue;
    /* A rule about a field that is gone colours nothing, and hides nothing. */
    if (why->domain != CRM_ERROR || why->code == CRM_ERROR_CORRUPT || why->code == CRM_ERROR_IO) {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
  }
  return TRUE;
}

GPtrArray *
crm_rows_fetch (CrmTxn *txn,
                const char *name,
                CrmColumns *columns,
                const guint32 *numbers,
                gsize n,
                GError **error)
{
  const CrmEntity *entity = crm_schema_get (txn->schema, name, error);
  g_autoptr (CrmCompiler) compiler = NULL;
  g_autofree gboolean *masked = masked_columns (txn, columns);
  g_autofree char *sql = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_full (n, crm_row_data_unref);

  if (entity == NULL)
    return NULL;
  compiler = _crm_txn_new_compiler (txn, entity);
  sql = rows_sql (compiler, columns);

  for (gsize i = 0; i < n; i++) {
    CrmStatement *statement = crm_db_prepare (txn->db, sql, error);
    CrmRowData *data;
    gboolean row;

    if (statement == NULL)
      return NULL;
    crm_statement_bind_int (statement, 1, numbers[i]);
    if (!crm_statement_step (statement, &row, error))
      return NULL;
    if (!row)
      continue;
    data = crm_row_data_new (columns->expressions->len);
    data->n = crm_statement_get_int (statement, 0);
    data->id = crm_statement_get_int (statement, 1);
    data->version = crm_statement_get_int (statement, 2);
    for (guint k = 0; k < data->n_values; k++) {
      crm_statement_get_value (statement, 3 + k, CRM_LIST_MOST_BYTES, &data->values[k]);
      if (masked != NULL && masked[k] && !crm_value_is_null (&data->values[k]))
        crm_value_set_masked (&data->values[k]);
    }
    crm_statement_reset (statement);
    g_ptr_array_add (rows, data);
  }
  if (columns->rules != NULL && rows->len > 0 &&
      !find_rules (txn, entity, columns->rules, rows, error))
    return NULL;
  return g_steal_pointer (&rows);
}
