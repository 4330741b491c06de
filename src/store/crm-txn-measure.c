/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-compiler.h"
#include "store/crm-search.h"

#include "base/crm-day.h"
#include "base/crm-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* More hits than this are not listed in the statement. */
#define MOST_HITS 5000

static void
measured_free (gpointer data)
{
  CrmMeasured *self = data;

  for (guint i = 0; i < self->n_buckets; i++)
    crm_value_clear (&self->buckets[i]);
  for (guint i = 0; i < self->n_measures; i++)
    crm_value_clear (&self->measures[i]);
  g_free (self->buckets);
  g_free (self->measures);
  g_free (self->currency);
  g_free (self);
}

/* Every zone is some quarters of an hour away from UTC. */
#define QUARTER (15 * 60 * 1000)

/* Of YYYY-MM-DD. */
static const guint day_length[] = { [CRM_BUCKET_VALUE] = 0,
                                    [CRM_BUCKET_DAY] = 10,
                                    [CRM_BUCKET_MONTH] = 7,
                                    [CRM_BUCKET_YEAR] = 4 };

static gboolean
is_instant (CrmBucketKind kind, const CrmField *field)
{
  return kind != CRM_BUCKET_VALUE && field != NULL && field->type == CRM_FIELD_INSTANT;
}

/* Days are text, whose beginning is the month. An instant's day is the person's, which the engine
 * does not know: it groups by quarters of an hour, and they are laid together here. */
static char *
bucket_expression (CrmBucketKind kind, const CrmField *field, const char *expression)
{
  if (is_instant (kind, field))
    return g_strdup_printf ("(%s - %s %% %d)", expression, expression, QUARTER);
  if (kind == CRM_BUCKET_VALUE || field == NULL || field->type != CRM_FIELD_DAY)
    return g_strdup (expression);
  return g_strdup_printf ("substr(%s, 1, %u)", expression, day_length[kind]);
}

static gboolean
add_buckets (CrmTxn *self,
             CrmCompiler *compiler,
             const CrmEntity *entity,
             const CrmQuery *query,
             GPtrArray *columns,
             GError **error)
{
  for (guint i = 0; i < query->buckets->len; i++) {
    const CrmBucket *bucket = &g_array_index (query->buckets, CrmBucket, i);
    g_autoptr (CrmPath) path = crm_path_new (self->schema, entity, bucket->path, error);
    g_autofree char *expression = NULL;

    if (path == NULL)
      return FALSE;
    expression = crm_compiler_expression (compiler, path, CRM_USE_VALUE, NULL);
    g_ptr_array_add (columns,
                     bucket_expression (bucket->kind, crm_path_get_field (path), expression));
  }
  return TRUE;
}

static gboolean
add_measures (CrmTxn *self,
              CrmCompiler *compiler,
              const CrmEntity *entity,
              const CrmQuery *query,
              GPtrArray *columns,
              char **currency,
              GError **error)
{
  static const char *const functions[] = { [CRM_MEASURE_COUNT] = "count",
                                           [CRM_MEASURE_SUM] = "sum",
                                           [CRM_MEASURE_MIN] = "min",
                                           [CRM_MEASURE_MAX] = "max",
                                           [CRM_MEASURE_AVERAGE] = "sum" };

  for (guint i = 0; i < query->measures->len; i++) {
    const CrmMeasure *measure = &g_array_index (query->measures, CrmMeasure, i);
    g_autoptr (CrmPath) path = NULL;
    g_autofree char *expression = NULL;
    g_autofree char *of_currency = NULL;

    if (measure->path == NULL) {
      g_ptr_array_add (columns, g_strdup ("count(*)"));
      continue;
    }
    path = crm_path_new (self->schema, entity, measure->path, error);
    if (path == NULL)
      return FALSE;
    expression = crm_compiler_expression (compiler, path, CRM_USE_VALUE, NULL);
    /* An average of integers stays one: half away from nothing is not worth a floating number. */
    g_ptr_array_add (columns, measure->kind == CRM_MEASURE_AVERAGE
                                ? g_strdup_printf ("sum(%s) / count(%s)", expression, expression)
                                : g_strdup_printf ("%s(%s)", functions[measure->kind], expression));
    of_currency = crm_path_currency_path (path);
    if (of_currency != NULL && *currency == NULL) {
      g_autoptr (CrmPath) money = crm_path_new (self->schema, entity, of_currency, error);

      if (money == NULL)
        return FALSE;
      *currency = crm_compiler_expression (compiler, money, CRM_USE_VALUE, NULL);
    }
  }
  return TRUE;
}

static gboolean
restrict_to_hits (CrmTxn *self,
                  CrmCompiler *compiler,
                  const CrmEntity *entity,
                  const char *words,
                  GError **error)
{
  g_autoptr (CrmBitmap) hits = NULL;
  g_autoptr (GString) sql = g_string_new ("t.n IN (");
  guint32 n = 0;
  guint count = 0;

  if (_crm_words_are_empty (words))
    return TRUE;
  hits = _crm_txn_hits (self, entity, words, error);
  if (hits == NULL)
    return FALSE;
  if (crm_bitmap_count (hits) > MOST_HITS) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("Too many records are found to sum them up. Type more letters."));
    return FALSE;
  }
  for (guint32 from = 0; crm_bitmap_next (hits, from, &n); from = n + 1)
    g_string_append_printf (sql, "%s%u", count++ > 0 ? ", " : "", n);
  g_string_append_c (sql, ')');
  crm_compiler_add_sql (compiler, sql->str);
  return TRUE;
}

static char *
statement_of (CrmCompiler *compiler, GPtrArray *columns, guint n_groups)
{
  g_autoptr (GString) sql = g_string_new ("SELECT ");

  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (sql, "%s%s", i > 0 ? ", " : "", (char *)columns->pdata[i]);
  g_string_append_printf (sql, " FROM %s WHERE %s", crm_compiler_get_from (compiler),
                          crm_compiler_get_where (compiler));
  for (guint i = 0; i < n_groups; i++)
    g_string_append_printf (sql, "%s%s", i == 0 ? " GROUP BY " : ", ", (char *)columns->pdata[i]);
  for (guint i = 0; i < n_groups; i++)
    g_string_append_printf (sql, "%s%s NULLS FIRST", i == 0 ? " ORDER BY " : ", ",
                            (char *)columns->pdata[i]);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static GPtrArray *
read_measured (CrmTxn *self,
               CrmCompiler *compiler,
               const CrmQuery *query,
               const char *sql,
               gboolean has_currency,
               GError **error)
{
  CrmStatement *statement = crm_db_prepare (self->db, sql, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (measured_free);
  gboolean row;

  if (statement == NULL)
    return NULL;
  crm_compiler_bind (compiler, statement);
  while (TRUE) {
    CrmMeasured *measured;
    int column = 0;

    if (!crm_statement_step (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&rows);
    measured = g_new0 (CrmMeasured, 1);
    measured->n_buckets = query->buckets->len;
    measured->n_measures = query->measures->len;
    measured->buckets = g_new0 (CrmValue, measured->n_buckets + 1);
    measured->measures = g_new0 (CrmValue, measured->n_measures + 1);
    for (guint i = 0; i < measured->n_buckets; i++)
      crm_statement_get_value (statement, column++, G_MAXSIZE, &measured->buckets[i]);
    if (has_currency)
      measured->currency = g_strdup (crm_statement_get_text (statement, column++));
    for (guint i = 0; i < measured->n_measures; i++)
      crm_statement_get_value (statement, column++, G_MAXSIZE, &measured->measures[i]);
    g_ptr_array_add (rows, measured);
  }
}

/* --- Quarters of an hour to days ---------------------------------------------------------------*/

static void
name_days (GPtrArray *rows, guint bucket, CrmBucketKind kind)
{
  for (guint i = 0; i < rows->len; i++) {
    CrmValue *value = &((CrmMeasured *)rows->pdata[i])->buckets[bucket];
    g_autofree char *day = NULL;

    if (crm_value_is_null (value))
      continue;
    day = crm_day_of_instant (value->integer, NULL);
    crm_value_set_text_length (value, day, MIN (day_length[kind], strlen (day)));
  }
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const CrmMeasured *x = *(CrmMeasured *const *)a;
  const CrmMeasured *y = *(CrmMeasured *const *)b;

  for (guint i = 0; i < x->n_buckets; i++) {
    int order = crm_value_compare (&x->buckets[i], &y->buckets[i]);

    if (order != 0)
      return order;
  }
  return g_strcmp0 (x->currency, y->currency);
}

static void
add_value (CrmMeasureKind kind, CrmValue *sum, const CrmValue *value)
{
  if (crm_value_is_null (value))
    return;
  if (crm_value_is_null (sum))
    crm_value_copy (value, sum);
  else if (kind == CRM_MEASURE_COUNT || kind == CRM_MEASURE_SUM)
    crm_value_set_int (sum, sum->integer + value->integer);
  else if ((kind == CRM_MEASURE_MIN) == (crm_value_compare (value, sum) < 0))
    crm_value_copy (value, sum);
}

static GPtrArray *
join_rows (GPtrArray *rows, const CrmQuery *query)
{
  GPtrArray *joined = g_ptr_array_new_with_free_func (measured_free);

  g_ptr_array_sort (rows, compare_rows);
  for (guint i = 0; i < rows->len; i++) {
    CrmMeasured *last = joined->len > 0 ? joined->pdata[joined->len - 1] : NULL;
    CrmMeasured *row = rows->pdata[i];

    if (last == NULL || compare_rows (&last, &row) != 0) {
      g_ptr_array_add (joined, row);
      continue;
    }
    for (guint k = 0; k < row->n_measures; k++)
      add_value (g_array_index (query->measures, CrmMeasure, k).kind, &last->measures[k],
                 &row->measures[k]);
    measured_free (row);
  }
  g_ptr_array_set_free_func (rows, NULL);
  g_ptr_array_unref (rows);
  return joined;
}

/* @rows is taken over. */
static GPtrArray *
lay_to_days (CrmTxn *self,
             const CrmEntity *entity,
             const CrmQuery *query,
             GPtrArray *rows,
             GError **error)
{
  gboolean any = FALSE;

  for (guint i = 0; i < query->buckets->len; i++) {
    const CrmBucket *bucket = &g_array_index (query->buckets, CrmBucket, i);
    g_autoptr (CrmPath) path = crm_path_new (self->schema, entity, bucket->path, NULL);

    if (path == NULL || !is_instant (bucket->kind, crm_path_get_field (path)))
      continue;
    name_days (rows, i, bucket->kind);
    any = TRUE;
  }
  for (guint i = 0; any && i < query->measures->len; i++)
    if (g_array_index (query->measures, CrmMeasure, i).kind == CRM_MEASURE_AVERAGE) {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                           _ ("An average over days of a moment cannot be taken. Ask for the sum "
                              "and the count."));
      g_ptr_array_unref (rows);
      return NULL;
    }
  return any ? join_rows (rows, query) : rows;
}

GPtrArray *
crm_txn_measure (CrmTxn *self, const CrmQuery *query, GError **error)
{
  const CrmEntity *entity = crm_schema_get (self->schema, query->entity, error);
  g_autoptr (CrmCompiler) compiler = NULL;
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) measures = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *currency = NULL;
  g_autofree char *sql = NULL;
  GPtrArray *rows;
  gboolean has_currency;
  guint n_groups;

  if (entity == NULL)
    return NULL;
  compiler = _crm_txn_compile (self, entity, query, error);
  if (compiler == NULL || !restrict_to_hits (self, compiler, entity, query->words, error) ||
      !add_buckets (self, compiler, entity, query, columns, error) ||
      !add_measures (self, compiler, entity, query, measures, &currency, error))
    return NULL;
  /* Sums of different currencies are never added. */
  has_currency = currency != NULL;
  if (has_currency)
    g_ptr_array_add (columns, g_steal_pointer (&currency));
  n_groups = columns->len;
  g_ptr_array_extend_and_steal (columns, g_steal_pointer (&measures));
  sql = statement_of (compiler, columns, n_groups);
  rows = read_measured (self, compiler, query, sql, has_currency, error);
  return rows != NULL ? lay_to_days (self, entity, query, rows, error) : NULL;
}
