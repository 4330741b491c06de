/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-list-reader.h"

#include "store/crm-bitmap.h"
#include "store/crm-compiler-private.h"
#include "store/crm-layout.h"
#include "store/crm-search.h"

#include <string.h>

/* More values than these are not worth a question each. */
#define MOST_VALUES 64

/* --- Indexes -----------------------------------------------------------------------------------*/

/* Whether all that is found has one value there. */
static gboolean
asks_for (const CrmCondition *where, const char *field)
{
  if (where == NULL)
    return FALSE;
  if (where->kind == CRM_CONDITION_TEST)
    return where->test == CRM_TEST_EQUAL && g_str_equal (where->path, field);
  for (guint i = 0; where->kind == CRM_CONDITION_ALL && i < where->children->len; i++)
    if (asks_for (where->children->pdata[i], field))
      return TRUE;
  return FALSE;
}

/* One behind what is asked for: "is_client,name". */
static gboolean
has_index_behind (const CrmEntity *entity, const CrmField *field, const CrmQuery *query)
{
  for (gsize i = 0; entity->indexes != NULL && entity->indexes[i] != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (entity->indexes[i], ",", -1);

    if (g_strv_length (parts) == 2 && g_str_equal (parts[1], field->name) &&
        asks_for (query->where, parts[0]))
      return TRUE;
  }
  return FALSE;
}

/* A field that an office has added has none. */
static gboolean
has_own_index (const CrmField *field)
{
  return (field->flags & (CRM_FIELD_SORTED | CRM_FIELD_CUSTOM)) == CRM_FIELD_SORTED;
}

static const CrmField *
only_key (const CrmEntity *entity, const CrmQuery *query)
{
  return query->order->len == 1
           ? crm_entity_find_field (entity, g_array_index (query->order, CrmOrder, 0).path)
           : NULL;
}

gboolean
crm_query_has_index (const CrmEntity *entity, const CrmQuery *query)
{
  const CrmField *field = only_key (entity, query);

  return field != NULL && (has_own_index (field) || has_index_behind (entity, field, query)) &&
         !_crm_empties_come_last (field);
}

char *
_crm_txn_index_to_walk (CrmTxn *txn, const CrmEntity *entity, const CrmQuery *query)
{
  const CrmField *field = only_key (entity, query);
  g_autofree char *name = NULL;

  /* What a role sees of all is asked for alone, and has indexes of its own. */
  if (query->trash || query->where == NULL || !crm_query_has_index (entity, query) ||
      has_index_behind (entity, field, query))
    return NULL;
  name = crm_layout_index_name (entity, field->name);
  /* Somebody who only reads may have an office that was not brought up to date. */
  return crm_db_has_index (txn->db, name) ? g_steal_pointer (&name) : NULL;
}

/* Whether the records with one value there are found without the others. */
static gboolean
is_indexed (const CrmEntity *entity, const CrmField *field)
{
  for (gsize i = 0; entity->indexes != NULL && entity->indexes[i] != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (entity->indexes[i], ",", -1);

    if (g_str_equal (parts[0], field->name))
      return TRUE;
  }
  return has_own_index (field);
}

/* The field whose few values come one after the other, each with its records by an index. */
static const CrmField *
field_of_pieces (CrmSchema *schema, const CrmEntity *entity, const CrmQuery *query)
{
  const CrmOrder *order =
    query->order->len > 0 && !query->trash ? &g_array_index (query->order, CrmOrder, 0) : NULL;
  const CrmField *field = order != NULL ? crm_entity_find_field (entity, order->path) : NULL;

  if (field == NULL || !is_indexed (entity, field))
    return NULL;
  return field->type == CRM_FIELD_CHOICE || _crm_ranked_entity (schema, field) != NULL ? field
                                                                                       : NULL;
}

gboolean
crm_query_starts_at_once (CrmSchema *schema, const CrmEntity *entity, const CrmQuery *query)
{
  return crm_query_has_index (entity, query) ||
         (query->order->len == 1 && field_of_pieces (schema, entity, query) != NULL);
}

/* --- Piece by piece ----------------------------------------------------------------------------*/

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

/* What is none of the options stands between them in the index, and before the first and behind the
 * last: there is hardly any, and it is found without reading the others. */
static void
add_unknown (GPtrArray *pieces, const char *column, GPtrArray *keys)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (keys, NULL, NULL);

  g_ptr_array_set_free_func (sorted, NULL);
  g_ptr_array_sort (sorted, compare_keys);
  for (guint i = 0; i <= sorted->len; i++) {
    const char *before = i > 0 ? sorted->pdata[i - 1] : NULL;
    const char *after = i < sorted->len ? sorted->pdata[i] : NULL;

    g_ptr_array_add (pieces,
                     g_strdup_printf ("%s%s%s%s%s%s%s", before != NULL ? column : "",
                                      before != NULL ? " > " : "", before != NULL ? before : "",
                                      before != NULL && after != NULL ? " AND " : "",
                                      after != NULL ? column : "", after != NULL ? " < " : "",
                                      after != NULL ? after : ""));
  }
}

/* The values as SQL has them, in their order. */
static GPtrArray *
values_of (CrmTxn *txn, const CrmField *field)
{
  const CrmEntity *ranked = _crm_ranked_entity (txn->schema, field);
  GArray *ranks = ranked != NULL ? _crm_txn_ranks (ranked, txn) : NULL;
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; ranks != NULL && i < ranks->len; i++)
    g_ptr_array_add (values,
                     g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (ranks, gint64, i)));
  for (guint i = 0; field->choices != NULL && field->choices[i].key != NULL; i++)
    g_ptr_array_add (values, _crm_sql_quote (field->choices[i].key));
  return values;
}

/* A test of each value in their order, and at last of none. NULL when there are too many, or they
 * have no order. (element-type utf8) */
static GPtrArray *
pieces_of (CrmTxn *txn, const CrmField *field, gboolean descending)
{
  g_autofree char *column = g_strdup_printf ("t.\"%s\"", field->name);
  g_autoptr (GPtrArray) values = values_of (txn, field);
  g_autoptr (GPtrArray) pieces = g_ptr_array_new_with_free_func (g_free);

  if (values->len == 0 || values->len > MOST_VALUES)
    return NULL;
  for (guint i = 0; i < values->len; i++)
    g_ptr_array_add (pieces, g_strdup_printf ("%s = %s", column, (char *)values->pdata[i]));
  if (field->type == CRM_FIELD_CHOICE)
    add_unknown (pieces, column, values);
  for (guint i = 0; descending && i < pieces->len / 2; i++) {
    gpointer other = pieces->pdata[pieces->len - 1 - i];

    pieces->pdata[pieces->len - 1 - i] = pieces->pdata[i];
    pieces->pdata[i] = other;
  }
  g_ptr_array_add (pieces, g_strdup_printf ("%s IS NULL", column));
  return g_steal_pointer (&pieces);
}

/* --- The first ---------------------------------------------------------------------------------*/

/* @piece: (nullable): a test of its own. */
static gboolean
read_first (CrmTxn *txn,
            const CrmEntity *entity,
            CrmQuery *query,
            const char *piece,
            guint limit,
            CrmVector *vector,
            GError **error)
{
  g_autoptr (CrmCompiler) compiler = _crm_txn_compile (txn, entity, query, error);
  g_autoptr (GString) order = g_string_new (NULL);
  g_autofree char *sql = NULL;

  if (compiler == NULL || !_crm_txn_add_order (txn, compiler, entity, query, order, error))
    return FALSE;
  if (piece != NULL)
    crm_compiler_add_sql (compiler, piece);
  sql = g_strdup_printf ("SELECT t.n FROM %s WHERE %s%s LIMIT %u", crm_compiler_get_from (compiler),
                         crm_compiler_get_where (compiler), order->str, limit);
  return _crm_numbers_read (txn, compiler, sql, vector->numbers, error);
}

/* --- Along an index ----------------------------------------------------------------------------*/

/* How far it is walked. Most conditions are met by most records, or by so few that they are soon
 * found without it. */
static const guint strides[] = { 300, 5000 };

/* The first @stride numbers in the order of the index. */
static char *
stride_sql (CrmTxn *txn,
            const CrmEntity *entity,
            CrmQuery *query,
            const char *index,
            guint stride,
            GError **error)
{
  g_autoptr (CrmCompiler) compiler = _crm_txn_new_compiler (txn, entity);
  g_autoptr (GString) order = g_string_new (NULL);

  crm_compiler_set_index (compiler, index);
  if (!_crm_txn_add_order (txn, compiler, entity, query, order, error))
    return NULL;
  return g_strdup_printf ("SELECT t.n FROM %s WHERE t.deleted IS NULL%s LIMIT %u",
                          crm_compiler_get_from (compiler), order->str, stride);
}

/* Those of them that meet the conditions. */
static CrmBitmap *
ask_of (CrmTxn *txn, const CrmEntity *entity, CrmQuery *query, const char *stride, GError **error)
{
  g_autoptr (CrmCompiler) compiler = _crm_txn_compile (txn, entity, query, error);
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (CrmBitmap) met = crm_bitmap_new ();
  g_autofree char *piece = g_strdup_printf ("t.n IN (%s)", stride);
  g_autofree char *sql = NULL;

  if (compiler == NULL)
    return NULL;
  crm_compiler_set_by_number (compiler);
  crm_compiler_add_sql (compiler, piece);
  sql = g_strdup_printf ("SELECT t.n FROM %s WHERE %s", crm_compiler_get_from (compiler),
                         crm_compiler_get_where (compiler));
  if (!_crm_numbers_read (txn, compiler, sql, numbers, error))
    return NULL;
  for (guint i = 0; i < numbers->len; i++)
    crm_bitmap_add (met, g_array_index (numbers, guint32, i));
  return g_steal_pointer (&met);
}

/* @found: whether these are the first; else they would be a long way off. */
static gboolean
walk_first (CrmTxn *txn,
            const CrmEntity *entity,
            CrmQuery *query,
            const char *index,
            guint limit,
            CrmVector *vector,
            gboolean *found,
            GError **error)
{
  g_autoptr (CrmCompiler) compiler = _crm_txn_new_compiler (txn, entity);
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint32));

  *found = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (strides) && !*found; i++) {
    g_autofree char *sql = stride_sql (txn, entity, query, index, strides[i], error);
    g_autoptr (CrmBitmap) met = sql != NULL ? ask_of (txn, entity, query, sql, error) : NULL;

    g_array_set_size (numbers, 0);
    if (met == NULL || !_crm_numbers_read (txn, compiler, sql, numbers, error))
      return FALSE;
    g_array_set_size (vector->numbers, 0);
    for (guint k = 0; k < numbers->len && vector->numbers->len < limit; k++)
      if (crm_bitmap_has (met, g_array_index (numbers, guint32, k)))
        g_array_append_val (vector->numbers, g_array_index (numbers, guint32, k));
    *found = vector->numbers->len == limit || numbers->len < strides[i];
  }
  return TRUE;
}

CrmVector *
crm_vector_first (CrmTxn *txn, CrmQuery *query, guint limit, GError **error)
{
  const CrmEntity *entity = crm_schema_get (txn->schema, query->entity, error);
  const CrmField *field = entity != NULL ? field_of_pieces (txn->schema, entity, query) : NULL;
  g_autoptr (CrmVector) vector = crm_vector_new ();
  g_autoptr (GPtrArray) pieces = NULL;
  g_autofree char *index = NULL;
  gboolean found = FALSE;

  if (entity == NULL)
    return NULL;
  if (field != NULL)
    pieces = pieces_of (txn, field, g_array_index (query->order, CrmOrder, 0).descending);
  for (guint i = 0; pieces != NULL && i < pieces->len && vector->numbers->len < limit; i++)
    if (!read_first (txn, entity, query, pieces->pdata[i], limit - vector->numbers->len, vector,
                     error))
      return NULL;
  if (pieces != NULL)
    return g_steal_pointer (&vector);

  index = _crm_txn_index_to_walk (txn, entity, query);
  if (index != NULL && !walk_first (txn, entity, query, index, limit, vector, &found, error))
    return NULL;
  if (found)
    return g_steal_pointer (&vector);
  g_array_set_size (vector->numbers, 0);
  if (!read_first (txn, entity, query, NULL, limit, vector, error))
    return NULL;
  return g_steal_pointer (&vector);
}
