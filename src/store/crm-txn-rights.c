/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-search.h"

#include "base/crm-error.h"
#include "model/crm-format.h"

#include <glib/gi18n-lib.h>

/* --- Asking ------------------------------------------------------------------------------------*/

gboolean
_crm_txn_is_free (CrmTxn *self)
{
  return self->trusted || self->bulk || self->rights == NULL;
}

gboolean
crm_txn_trust (CrmTxn *self, gboolean trusted)
{
  gboolean before = self->trusted;

  self->trusted = trusted;
  return before;
}

/* Who made it sees it in any case; to put something beside a record one must see the record. */
static gboolean
may_beside (CrmTxn *self, CrmAction action, const CrmRecord *record, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  if (action == CRM_ACTION_READ && crm_entity_find_field (entity, entity->responsible) != NULL &&
      crm_record_get_int (record, entity->responsible) == self->person)
    return TRUE;
  return _crm_txn_may_read_id (self, crm_record_get_int (record, entity->beside), error);
}

gboolean
_crm_txn_may (CrmTxn *self,
              CrmAction action,
              const CrmEntity *entity,
              const CrmRecord *record,
              GError **error)
{
  if (_crm_txn_is_free (self) || self->rights->may == NULL)
    return TRUE;
  if (!self->rights->may (self, action, entity, record, self->rights->data, error))
    return FALSE;
  return entity->beside == NULL || record == NULL ||
         (action != CRM_ACTION_READ && action != CRM_ACTION_CREATE) ||
         may_beside (self, action, record, error);
}

gboolean
crm_txn_may (CrmTxn *self,
             CrmAction action,
             const char *entity,
             const CrmRecord *record,
             GError **error)
{
  const CrmEntity *found = crm_schema_get (self->schema, entity, error);

  return found != NULL && _crm_txn_may (self, action, found, record, error);
}

gboolean
crm_txn_allows (CrmTxn *self, CrmRight right, GError **error)
{
  if (_crm_txn_is_free (self) || self->rights->allows == NULL)
    return TRUE;
  return self->rights->allows (self, right, self->rights->data, error);
}

/* Asked for every record that is read, so only once in a transaction. */
gboolean
_crm_txn_sees_personal (CrmTxn *self)
{
  if (_crm_txn_is_free (self) || self->rights->allows == NULL)
    return TRUE;
  if (!self->personal_known) {
    self->personal = crm_txn_allows (self, CRM_RIGHT_PERSONAL, NULL);
    self->personal_known = TRUE;
  }
  return self->personal;
}

/* --- Personal data in a question ---------------------------------------------------------------*/

/* To ask for what is masked, or to sort by it, would tell it. */
static gboolean
check_path (CrmTxn *self, const CrmEntity *entity, const char *text, GError **error)
{
  g_autoptr (CrmPath) path = NULL;
  const CrmField *field;

  if (text == NULL)
    return TRUE;
  path = crm_path_new (self->schema, entity, text, error);
  if (path == NULL)
    return FALSE;
  field = crm_path_get_field (path);
  if (field == NULL || !(field->flags & CRM_FIELD_PERSONAL))
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_DENIED,
               _ ("“%s” is personal data, which your role does not show: nothing can be found or "
                  "sorted by it."),
               crm_field_get_label (field));
  return FALSE;
}

static gboolean
check_condition (CrmTxn *self,
                 const CrmEntity *entity,
                 const CrmCondition *condition,
                 GError **error)
{
  if (condition == NULL)
    return TRUE;
  for (guint i = 0; condition->children != NULL && i < condition->children->len; i++)
    if (!check_condition (self, entity, condition->children->pdata[i], error))
      return FALSE;
  return condition->kind != CRM_CONDITION_TEST || check_path (self, entity, condition->path, error);
}

gboolean
_crm_txn_check_question (CrmTxn *self,
                         const CrmEntity *entity,
                         const CrmQuery *query,
                         GError **error)
{
  if (_crm_txn_sees_personal (self))
    return TRUE;
  for (guint i = 0; i < query->order->len; i++)
    if (!check_path (self, entity, g_array_index (query->order, CrmOrder, i).path, error))
      return FALSE;
  for (guint i = 0; i < query->measures->len; i++)
    if (!check_path (self, entity, g_array_index (query->measures, CrmMeasure, i).path, error))
      return FALSE;
  for (guint i = 0; i < query->buckets->len; i++)
    if (!check_path (self, entity, g_array_index (query->buckets, CrmBucket, i).path, error))
      return FALSE;
  return check_condition (self, entity, query->where, error);
}

/* --- Which records -----------------------------------------------------------------------------*/

CrmCondition *
_crm_txn_scope (CrmTxn *self, const CrmEntity *entity)
{
  if (_crm_txn_is_free (self) || self->rights->scope == NULL)
    return NULL;
  return self->rights->scope (self, entity, self->rights->data);
}

static void
seen_clear (gpointer data)
{
  g_clear_pointer (&((CrmSeen *)data)->condition, crm_condition_free);
}

/* What is seen of the entities that something may stand at; @all: every record of each. (transfer
 * full) (element-type CrmSeen) */
static GArray *
gather_seen (CrmTxn *self, gboolean *all)
{
  GArray *seen = g_array_new (FALSE, TRUE, sizeof (CrmSeen));
  gsize n;
  const CrmEntity *const *entities = crm_schema_get_entities (self->schema, &n);

  g_array_set_clear_func (seen, seen_clear);
  *all = TRUE;
  for (gsize i = 0; i < n; i++) {
    CrmSeen one = { .entity = entities[i] };

    /* Nothing stands beside what itself does. */
    if (entities[i]->owner != NULL || entities[i]->beside != NULL)
      continue;
    if (!_crm_txn_may (self, CRM_ACTION_READ, entities[i], NULL, NULL)) {
      *all = FALSE;
      continue;
    }
    one.condition = _crm_txn_scope (self, entities[i]);
    *all = *all && one.condition == NULL;
    g_array_append_val (seen, one);
  }
  return seen;
}

static gboolean
sight_of (const CrmEntity *entity, CrmCondition **condition, gpointer data)
{
  if (!_crm_txn_may (data, CRM_ACTION_READ, entity, NULL, NULL))
    return FALSE;
  *condition = _crm_txn_scope (data, entity);
  return TRUE;
}

static gboolean
find_view (const char *text, const CrmEntity *of, CrmView *view, gpointer data, GError **error)
{
  CrmTxn *txn = data;

  if (txn->views == NULL) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("Saved views cannot be asked for here."));
    return FALSE;
  }
  return txn->views->find (txn, text, of, view, error) &&
         (_crm_txn_sees_personal (txn) || check_condition (txn, view->entity, view->where, error));
}

CrmCompiler *
_crm_txn_new_compiler (CrmTxn *self, const CrmEntity *entity)
{
  CrmCompilerWords words = { self->today, self->now, self->person };
  CrmCompiler *compiler = crm_compiler_new (self->tables, entity, &words);

  if (!_crm_txn_is_free (self) && self->rights->scope != NULL)
    crm_compiler_set_sight (compiler, sight_of, self);
  crm_compiler_set_ranks (compiler, _crm_txn_ranks, self);
  crm_compiler_set_views (compiler, find_view, self);
  return compiler;
}

gboolean
_crm_txn_is_scoped (CrmTxn *self, const CrmEntity *entity)
{
  g_autoptr (CrmCondition) scope = _crm_txn_scope (self, entity);
  g_autoptr (GArray) seen = NULL;
  gboolean all;

  if (scope != NULL)
    return TRUE;
  if (entity->beside == NULL || _crm_txn_is_free (self) || self->rights->scope == NULL)
    return FALSE;
  seen = gather_seen (self, &all);
  return !all;
}

gboolean
_crm_txn_add_scope (CrmTxn *self, CrmCompiler *compiler, const CrmEntity *entity, GError **error)
{
  g_autoptr (CrmCondition) scope = _crm_txn_scope (self, entity);
  g_autoptr (GArray) seen = NULL;
  const CrmField *author;
  gboolean all;
  gboolean ok;

  if (_crm_txn_is_free (self) || self->rights->scope == NULL)
    return TRUE;
  crm_compiler_set_sight (compiler, NULL, NULL);
  ok = crm_compiler_add_condition (compiler, scope, error);
  if (ok && entity->beside != NULL) {
    seen = gather_seen (self, &all);
    author = crm_entity_find_field (entity, entity->responsible);
    ok = all || crm_compiler_add_beside (compiler, entity->beside, seen,
                                         author != NULL ? author->name : NULL, error);
  }
  crm_compiler_set_sight (compiler, sight_of, self);
  return ok;
}

/* What asks whether single records of an entity are seen. */
typedef struct {
  CrmCompiler *compiler; /* NULL: all of them are */
  char *sql;
} Sight;

static void
sight_free (gpointer data)
{
  Sight *sight = data;

  g_clear_pointer (&sight->compiler, crm_compiler_free);
  g_free (sight->sql);
  g_free (sight);
}

GHashTable *
_crm_txn_new_sights (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, sight_free);
}

static Sight *
sight_new (CrmTxn *self, const CrmEntity *entity, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity->name);
  g_autoptr (CrmCompiler) compiler = NULL;
  Sight *sight;

  if (_crm_txn_is_scoped (self, entity)) {
    compiler = _crm_txn_compile (self, entity, query, error);
    if (compiler == NULL)
      return NULL;
  }
  sight = g_new0 (Sight, 1);
  sight->compiler = g_steal_pointer (&compiler);
  if (sight->compiler != NULL)
    sight->sql = g_strdup_printf ("SELECT 1 FROM %s WHERE %s AND t.n = $%u",
                                  crm_compiler_get_from (sight->compiler),
                                  crm_compiler_get_where (sight->compiler),
                                  crm_compiler_get_n_parameters (sight->compiler) + 1);
  return sight;
}

gboolean
_crm_txn_sees (CrmTxn *self,
               const CrmEntity *entity,
               gint64 counter,
               gboolean *seen,
               GError **error)
{
  Sight *sight;
  CrmStatement *statement;

  *seen = TRUE;
  if (_crm_txn_is_free (self) || self->rights->scope == NULL)
    return TRUE;
  sight = g_hash_table_lookup (self->sights, entity);
  if (sight == NULL) {
    sight = sight_new (self, entity, error);
    if (sight == NULL)
      return FALSE;
    g_hash_table_insert (self->sights, (gpointer)entity, sight);
  }
  if (sight->compiler == NULL)
    return TRUE;
  statement = crm_db_prepare (self->db, sight->sql, error);
  if (statement == NULL)
    return FALSE;
  crm_compiler_bind (sight->compiler, statement);
  crm_statement_bind_int (statement, crm_compiler_get_n_parameters (sight->compiler) + 1, counter);
  if (!crm_statement_step (statement, seen, error))
    return FALSE;
  if (*seen)
    crm_statement_reset (statement);
  return TRUE;
}

/* What a person may not read stands on no timeline and among no marks. */
gboolean
_crm_txn_sees_number (CrmTxn *self, const char *name, gint64 n, gboolean *seen, GError **error)
{
  const CrmEntity *entity = name != NULL ? crm_schema_find (self->schema, name) : NULL;

  *seen = entity != NULL && _crm_txn_may (self, CRM_ACTION_READ, entity, NULL, NULL);
  return !*seen || _crm_txn_sees (self, entity, CRM_N_COUNTER (n), seen, error);
}

/* The record as it is, of whatever entity the directory says it is. */
gboolean
_crm_txn_may_read_id (CrmTxn *self, gint64 id, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CrmRecord) record = NULL;
  const CrmEntity *entity = NULL;
  const char *name = NULL;
  g_autofree char *title = NULL;

  if (_crm_txn_is_free (self) || self->rights->may == NULL)
    return TRUE;
  title = crm_txn_title (self, id, &name);
  entity = name != NULL ? crm_schema_find (self->schema, name) : NULL;
  if (entity == NULL)
    return TRUE;
  record = _crm_txn_lookup (self, entity, id, &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  return record == NULL || _crm_txn_may (self, CRM_ACTION_READ, entity, record, error);
}

/* --- Whether rights are still what they were ---------------------------------------------------*/

gboolean
crm_txn_log_has (CrmTxn *self,
                 gint64 *seq,
                 const char *const *entities,
                 gboolean *has,
                 GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT max(seq), max(entity IN (0");
  CrmStatement *statement;
  gboolean row;

  *has = FALSE;
  if (*seq < 0) {
    *seq = crm_txn_last_seq (self);
    return TRUE;
  }
  for (guint i = 0; entities[i] != NULL; i++) {
    const CrmEntity *entity = crm_schema_find (self->schema, entities[i]);

    if (entity != NULL)
      g_string_append_printf (sql, ", %u", entity->number);
  }
  g_string_append (sql, ")) FROM log WHERE seq > $1");
  statement = crm_db_prepare (self->db, sql->str, error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, *seq);
  if (!crm_statement_step (statement, &row, error) || !row)
    return FALSE;
  *has = crm_statement_get_int (statement, 1) != 0;
  if (!crm_statement_is_null (statement, 0))
    *seq = crm_statement_get_int (statement, 0);
  crm_statement_reset (statement);
  return TRUE;
}

gboolean
crm_txn_asks_first (CrmTxn *self)
{
  gboolean first = !self->asked;

  self->asked = TRUE;
  return first;
}

gboolean
crm_txn_is_writing (CrmTxn *self)
{
  return self->mode == CRM_TXN_WRITE;
}
