/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-compiler-private.h"

#include "store/crm-search.h"
#include "store/crm-txn-private.h"

/* What people have put into an order of their own is shown in that order: the options of a choice
 * as they are offered, the stages of a pipeline as deals go through them. To the engine such an
 * order is a whole number, or a text, that stands for the value. */

/* An order that is made by hand is of some dozens. */
#define MOST_RANKS 1000

/* --- What has an order of its own --------------------------------------------------------------*/

/* The list of the entity itself goes by a number that somebody gives. */
static gboolean
is_ordered_by_hand (const CrmEntity *entity)
{
  g_auto (GStrv) parts = g_strsplit (entity->order != NULL ? entity->order : "", ",", -1);

  for (guint i = 0; parts[i] != NULL; i++) {
    const CrmField *field = crm_entity_find_field (entity, g_strstrip (parts[i]));

    if (field != NULL && field->type == CRM_FIELD_INTEGER &&
        (field->flags & CRM_FIELD_DERIVED) == 0)
      return TRUE;
  }
  return FALSE;
}

const CrmEntity *
_crm_ranked_entity (CrmSchema *schema, const CrmField *field)
{
  const CrmEntity *entity = NULL;

  if (field != NULL && field->type == CRM_FIELD_REFERENCE)
    entity = crm_schema_find (schema, field->ref);
  return entity != NULL && is_ordered_by_hand (entity) ? entity : NULL;
}

gboolean
_crm_empties_come_last (const CrmField *field)
{
  return field != NULL && (field->type == CRM_FIELD_CHOICE || field->type == CRM_FIELD_YESNO ||
                           field->type == CRM_FIELD_REFERENCE || field->type == CRM_FIELD_PARENT ||
                           field->type == CRM_FIELD_ANY);
}

/* --- In SQL ------------------------------------------------------------------------------------*/

/* An option that the field does not have any more stands behind all others, by its key. */
char *
_crm_choice_rank (const CrmField *field, const char *key)
{
  for (guint i = 0; field->choices != NULL && field->choices[i].key != NULL; i++)
    if (g_str_equal (field->choices[i].key, key))
      return g_strdup_printf ("%03u", i);
  return g_strconcat ("~", key, NULL);
}

char *
_crm_sql_quote (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "'", -1);
  g_autofree char *doubled = g_strjoinv ("''", parts);

  return g_strdup_printf ("'%s'", doubled);
}

static char *
choice_rank_sql (const CrmField *field, const char *column)
{
  g_autoptr (GString) sql = g_string_new ("CASE ");

  g_string_append (sql, column);
  for (guint i = 0; field->choices[i].key != NULL; i++) {
    g_autofree char *key = _crm_sql_quote (field->choices[i].key);

    g_string_append_printf (sql, " WHEN %s THEN '%03u'", key, i);
  }
  g_string_append_printf (sql, " ELSE '~' || %s END", column);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static char *
reference_rank_sql (GArray *ranks, const char *column)
{
  g_autoptr (GString) sql = g_string_new ("CASE ");

  g_string_append (sql, column);
  for (guint i = 0; i < ranks->len; i++)
    g_string_append_printf (sql, " WHEN %" G_GINT64_FORMAT " THEN %u",
                            g_array_index (ranks, gint64, i), i);
  g_string_append (sql, " END");
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

void
crm_compiler_set_ranks (CrmCompiler *self, CrmRanksFunc func, gpointer data)
{
  self->ranks = func;
  self->ranks_data = data;
}

char *
_crm_compiler_rank (CrmCompiler *self, const CrmField *field, const char *column)
{
  const CrmEntity *entity;
  GArray *ranks;

  if (field->type == CRM_FIELD_CHOICE && field->choices != NULL && field->choices[0].key != NULL)
    return choice_rank_sql (field, column);
  entity =
    self->ranks != NULL ? _crm_ranked_entity (crm_tables_get_schema (self->tables), field) : NULL;
  ranks = entity != NULL ? self->ranks (entity, self->ranks_data) : NULL;
  return ranks != NULL && ranks->len > 0 ? reference_rank_sql (ranks, column) : NULL;
}

/* --- What stands where -------------------------------------------------------------------------*/

/* In the order of the entity's own list. Those in the trash have their place too: others may name
 * them. NULL when there are too many, or they cannot be read. */
static GArray *
read_ranks (CrmTxn *txn, const CrmEntity *entity)
{
  g_autoptr (CrmCompiler) compiler = _crm_txn_new_compiler (txn, entity);
  g_autoptr (CrmQuery) query = crm_query_new (entity->name);
  g_autoptr (GString) order = g_string_new (NULL);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *sql = NULL;
  CrmStatement *statement;
  gboolean row;

  crm_compiler_set_sight (compiler, NULL, NULL);
  crm_query_set_order (query, entity->order);
  if (!_crm_txn_add_order (txn, compiler, entity, query, order, NULL))
    return NULL;
  sql = g_strdup_printf ("SELECT t.id FROM %s%s LIMIT %d", crm_compiler_get_from (compiler),
                         order->str, MOST_RANKS + 1);
  statement = crm_db_prepare (txn->db, sql, NULL);
  while (statement != NULL && crm_statement_step (statement, &row, NULL)) {
    gint64 id;

    if (!row)
      return ids->len <= MOST_RANKS ? g_steal_pointer (&ids) : NULL;
    id = crm_statement_get_int (statement, 0);
    g_array_append_val (ids, id);
  }
  return NULL;
}

static void
ranks_free (gpointer ranks)
{
  g_clear_pointer ((GArray **)&ranks, g_array_unref);
}

GHashTable *
_crm_txn_new_ranks (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, ranks_free);
}

/* Stages are ordered by their pipeline, which has an order too; what refers to its own kind would
 * ask for ever, so what is being asked for is none meanwhile. */
GArray *
_crm_txn_ranks (const CrmEntity *entity, gpointer data)
{
  CrmTxn *txn = data;
  gpointer known = NULL;
  GArray *ranks;

  if (g_hash_table_lookup_extended (txn->ranks, entity, NULL, &known))
    return known;
  g_hash_table_insert (txn->ranks, (gpointer)entity, NULL);
  ranks = read_ranks (txn, entity);
  g_hash_table_insert (txn->ranks, (gpointer)entity, ranks);
  return ranks;
}
