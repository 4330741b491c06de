/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-list-reader.h"

#include "store/crm-compiler.h"
#include "store/crm-search.h"

/* Numbers in one read: a reader must not hold up a writer's commit for longer than this takes. */
#define SLICE 5000
/* What is sorted by; more hardly ever decides. */
#define MOST_KEYS 8

typedef enum {
  PHASE_NULLS,  /* records whose key is empty, by number */
  PHASE_VALUES, /* by key and number, behind the last key */
  PHASE_EQUAL,  /* the rest of those with the last key, by number */
  PHASE_DONE,
} Phase;

typedef struct {
  guint32 n;
  CrmValue *keys;
} Keyed;

struct _CrmScan {
  CrmQuery *query;
  CrmVector *vector;
  gboolean started;
  gboolean by_index; /* an index has the order; else keys are read by number and sorted here */
  char *index;       /* (nullable): to be walked past what does not meet the conditions */
  gboolean nullable;
  gboolean descending;
  Phase phase;
  gboolean has_last;
  CrmValue last_key;
  gint64 last_n;
  gboolean probed; /* there are too many to be read at once */
  GArray *keyed;   /* of Keyed */
  guint n_keys;
  gboolean directions[MOST_KEYS];
  gboolean empties_last[MOST_KEYS];
};

CrmScan *
crm_scan_new (CrmQuery *query)
{
  CrmScan *self = g_new0 (CrmScan, 1);

  self->query = crm_query_ref (query);
  self->vector = crm_vector_new ();
  return self;
}

static void
keyed_free (CrmScan *self)
{
  for (guint i = 0; self->keyed != NULL && i < self->keyed->len; i++) {
    Keyed *keyed = &g_array_index (self->keyed, Keyed, i);

    for (guint k = 0; k < self->n_keys; k++)
      crm_value_clear (&keyed->keys[k]);
    g_free (keyed->keys);
  }
  g_clear_pointer (&self->keyed, g_array_unref);
}

void
crm_scan_free (CrmScan *self)
{
  keyed_free (self);
  crm_value_clear (&self->last_key);
  crm_query_unref (self->query);
  crm_vector_unref (self->vector);
  g_free (self->index);
  g_free (self);
}

CrmVector *
crm_scan_steal (CrmScan *self)
{
  CrmVector *vector = self->vector;

  self->vector = crm_vector_new ();
  return vector;
}

/* One key that stands in the row itself and has an index: then the index is walked piece by piece.
 * Anything else is read by number and sorted here, because each piece would sort everything; and so
 * are the few that meet conditions, which a walk would find among all. */
static gboolean
start (CrmScan *self, CrmTxn *txn, const CrmEntity *entity)
{
  const CrmOrder *order;
  const CrmField *field;

  self->started = TRUE;
  self->n_keys = MIN (self->query->order->len, G_N_ELEMENTS (self->directions));
  for (guint i = 0; i < self->n_keys; i++)
    self->directions[i] = g_array_index (self->query->order, CrmOrder, i).descending;
  if (self->n_keys == 1) {
    order = &g_array_index (self->query->order, CrmOrder, 0);
    field = crm_entity_find_field (entity, order->path);
    self->by_index = crm_query_has_index (entity, self->query);
    self->nullable = field != NULL && !crm_field_has_fold (field);
    self->descending = order->descending;
  }
  self->phase =
    (self->by_index && self->nullable && !self->descending) ? PHASE_NULLS : PHASE_VALUES;
  if (self->by_index)
    self->index = _crm_txn_index_to_walk (txn, entity, self->query);
  if (!self->by_index || self->index != NULL)
    self->keyed = g_array_new (FALSE, FALSE, sizeof (Keyed));
  return TRUE;
}

/* Those with the key at which a piece ended are asked for apart: one test for both would walk again
 * through all of them that were read already, and a key may be that of a tenth of the office. */
static void
add_place (CrmScan *self, CrmCompiler *compiler, const char *key)
{
  guint first = crm_compiler_get_n_parameters (compiler) + 1;
  const char *sign = self->descending ? "<" : ">";
  const char *way = self->descending ? " DESC" : "";
  g_autofree char *sql = NULL;

  if (self->phase == PHASE_NULLS)
    sql = g_strdup_printf ("%s IS NULL AND t.n %s $%u ORDER BY t.n%s LIMIT %d", key, sign, first,
                           way, SLICE);
  else if (self->phase == PHASE_EQUAL)
    sql = g_strdup_printf ("%s = $%u AND t.n %s $%u ORDER BY t.n%s LIMIT %d", key, first, sign,
                           first + 1, way, SLICE);
  else if (self->has_last)
    sql = g_strdup_printf ("%s %s $%u ORDER BY %s%s, t.n%s LIMIT %d", key, sign, first, key, way,
                           way, SLICE);
  else
    sql =
      g_strdup_printf ("%s IS NOT NULL ORDER BY %s%s, t.n%s LIMIT %d", key, key, way, way, SLICE);
  crm_compiler_add_sql (compiler, sql);
}

static void
bind_place (CrmScan *self, CrmCompiler *compiler, CrmStatement *statement)
{
  guint first = crm_compiler_get_n_parameters (compiler) + 1;

  if (self->phase == PHASE_NULLS) {
    crm_statement_bind_int (statement, first, self->last_n);
    return;
  }
  if (self->has_last)
    crm_statement_bind_value (statement, first, &self->last_key);
  if (self->phase == PHASE_EQUAL)
    crm_statement_bind_int (statement, first + 1, self->last_n);
}

/* Empty keys come first going up and last going down. */
static Phase
next_phase (const CrmScan *self, gboolean full)
{
  if (full)
    return self->phase == PHASE_VALUES ? PHASE_EQUAL : self->phase;
  if (self->phase == PHASE_EQUAL)
    return PHASE_VALUES;
  if (self->phase == PHASE_NULLS)
    return self->descending ? PHASE_DONE : PHASE_VALUES;
  return (self->nullable && self->descending) ? PHASE_NULLS : PHASE_DONE;
}

static gboolean
read_piece (CrmScan *self, CrmTxn *txn, CrmCompiler *compiler, const char *key, GError **error)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT t.n, %s FROM %s WHERE %s", key, crm_compiler_get_from (compiler),
                     crm_compiler_get_where (compiler));
  CrmStatement *statement = crm_db_prepare (txn->db, sql, error);
  g_auto (CrmValue) last_key = CRM_VALUE_INIT;
  Phase before = self->phase;
  guint count = 0;
  gboolean row;

  if (statement == NULL)
    return FALSE;
  crm_compiler_bind (compiler, statement);
  bind_place (self, compiler, statement);
  while (TRUE) {
    guint32 n;

    if (!crm_statement_step (statement, &row, error))
      return FALSE;
    if (!row)
      break;
    n = crm_statement_get_int (statement, 0);
    self->last_n = n;
    if (++count == SLICE && self->phase == PHASE_VALUES)
      crm_statement_get_value (statement, 1, G_MAXSIZE, &last_key);
    g_array_append_val (self->vector->numbers, n);
  }
  if (!crm_value_is_null (&last_key)) {
    crm_value_copy (&last_key, &self->last_key);
    self->has_last = TRUE;
  }
  self->phase = next_phase (self, count == SLICE);
  if (self->phase == PHASE_NULLS && before != PHASE_NULLS)
    self->last_n = G_MAXINT64;
  return TRUE;
}

static gboolean
step_by_index (CrmScan *self, CrmTxn *txn, const CrmEntity *entity, gboolean *done, GError **error)
{
  const CrmOrder *order = &g_array_index (self->query->order, CrmOrder, 0);
  g_autoptr (CrmCompiler) compiler = _crm_txn_compile (txn, entity, self->query, error);
  g_autoptr (CrmPath) path =
               compiler != NULL ? crm_path_new (txn->schema, entity, order->path, error) : NULL;
  g_autofree char *key = NULL;

  if (path == NULL)
    return FALSE;
  if (self->index != NULL)
    crm_compiler_set_index (compiler, self->index);
  key = crm_compiler_expression (compiler, path, CRM_USE_ORDER, NULL);
  add_place (self, compiler, key);
  if (!read_piece (self, txn, compiler, key, error))
    return FALSE;
  *done = self->phase == PHASE_DONE;
  return TRUE;
}

/* --- Sorted here -------------------------------------------------------------------------------*/

static int
compare_keyed (gconstpointer a, gconstpointer b, gpointer data)
{
  const CrmScan *self = data;
  const Keyed *x = a;
  const Keyed *y = b;

  for (guint k = 0; k < self->n_keys; k++) {
    int order = crm_value_compare (&x->keys[k], &y->keys[k]);

    if (order != 0 && self->empties_last[k] &&
        crm_value_is_null (&x->keys[k]) != crm_value_is_null (&y->keys[k]))
      return crm_value_is_null (&x->keys[k]) ? 1 : -1;
    if (order != 0)
      return self->directions[k] ? -order : order;
  }
  return ((x->n > y->n) - (x->n < y->n)) *
         (self->n_keys > 0 && self->directions[self->n_keys - 1] ? -1 : 1);
}

static void
finish_sorted (CrmScan *self)
{
  if (self->n_keys > 0)
    g_array_sort_with_data (self->keyed, compare_keyed, self);
  for (guint i = 0; i < self->keyed->len; i++)
    g_array_append_val (self->vector->numbers, g_array_index (self->keyed, Keyed, i).n);
  keyed_free (self);
}

/* Few records come best by whatever index the conditions have, all at once. Many are read in pieces
 * by number, and then no index must lead away from that order, or each piece would read everything.
 */
static char *
keys_sql (CrmScan *self,
          CrmTxn *txn,
          CrmCompiler *compiler,
          const CrmEntity *entity,
          GError **error)
{
  g_autoptr (GString) columns = g_string_new ("t.n");

  for (guint i = 0; i < self->n_keys; i++) {
    const CrmOrder *order = &g_array_index (self->query->order, CrmOrder, i);
    g_autoptr (CrmPath) path = crm_path_new (txn->schema, entity, order->path, error);
    g_autofree char *key = NULL;

    if (path == NULL)
      return NULL;
    self->empties_last[i] = _crm_empties_come_last (crm_path_get_field (path));
    key = crm_compiler_expression (compiler, path, CRM_USE_ORDER, NULL);
    g_string_append_printf (columns, ", %s", key);
  }
  if (!self->probed)
    return g_strdup_printf ("SELECT %s FROM %s WHERE %s LIMIT %d", columns->str,
                            crm_compiler_get_from (compiler), crm_compiler_get_where (compiler),
                            SLICE);
  crm_compiler_set_by_number (compiler);
  return g_strdup_printf ("SELECT %s FROM %s WHERE %s AND t.n > $%u ORDER BY t.n LIMIT %d",
                          columns->str, crm_compiler_get_from (compiler),
                          crm_compiler_get_where (compiler),
                          crm_compiler_get_n_parameters (compiler) + 1, SLICE);
}

static gboolean
step_by_number (CrmScan *self, CrmTxn *txn, const CrmEntity *entity, gboolean *done, GError **error)
{
  g_autoptr (CrmCompiler) compiler = _crm_txn_compile (txn, entity, self->query, error);
  g_autofree char *sql = compiler != NULL ? keys_sql (self, txn, compiler, entity, error) : NULL;
  CrmStatement *statement = sql != NULL ? crm_db_prepare (txn->db, sql, error) : NULL;
  guint count = 0;
  gboolean row;

  if (statement == NULL)
    return FALSE;
  crm_compiler_bind (compiler, statement);
  if (self->probed)
    crm_statement_bind_int (statement, crm_compiler_get_n_parameters (compiler) + 1, self->last_n);
  while (TRUE) {
    Keyed keyed;

    if (!crm_statement_step (statement, &row, error))
      return FALSE;
    if (!row)
      break;
    keyed.n = crm_statement_get_int (statement, 0);
    keyed.keys = g_new0 (CrmValue, self->n_keys + 1);
    for (guint k = 0; k < self->n_keys; k++)
      crm_statement_get_value (statement, 1 + k, G_MAXSIZE, &keyed.keys[k]);
    self->last_n = keyed.n;
    g_array_append_val (self->keyed, keyed);
    count++;
  }
  *done = count < SLICE;
  if (*done) {
    finish_sorted (self);
  } else if (!self->probed) {
    self->probed = TRUE;
    self->last_n = 0;
    keyed_free (self);
    if (!self->by_index)
      self->keyed = g_array_new (FALSE, FALSE, sizeof (Keyed));
  }
  return TRUE;
}

gboolean
crm_scan_step (CrmScan *self, CrmTxn *txn, gboolean *done, GError **error)
{
  const CrmEntity *entity = crm_schema_get (txn->schema, self->query->entity, error);

  if (entity == NULL || (!self->started && !start (self, txn, entity)))
    return FALSE;
  return self->by_index && self->keyed == NULL ? step_by_index (self, txn, entity, done, error)
                                               : step_by_number (self, txn, entity, done, error);
}
