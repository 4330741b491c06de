/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-txn-private.h"

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "model/crm-format.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static char *
fold_of (const CrmRecord *record, guint field)
{
  return crm_text_fold (crm_value_get_text (crm_record_get_at (record, field)));
}

/* --- Insert ------------------------------------------------------------------------------------*/

/* Counters are dense within an entity and never used twice: rows are not removed. */
static gboolean
next_counter (CrmTxn *self, const CrmEntity *entity, gint64 *counter, GError **error)
{
  g_autofree char *sql = NULL;
  gpointer number = GUINT_TO_POINTER ((guint)entity->number);
  gint64 *kept = NULL;

  if (self->keep->counters != NULL) {
    kept = g_hash_table_lookup (self->keep->counters, number);
    if (kept != NULL) {
      *counter = ++*kept;
      return TRUE;
    }
  }
  sql = g_strdup_printf ("SELECT max(n) FROM \"%s\"", entity->name);
  if (!crm_db_query_int (self->db, sql, 0, counter, error))
    return FALSE;
  *counter += 1;
  if (self->keep->counters != NULL)
    g_hash_table_insert (self->keep->counters, number, g_memdup2 (counter, sizeof *counter));
  return TRUE;
}

/* The message of the engine names an index; people want to know the field. */
static void
explain_unique (CrmTxn *self, const CrmRecord *record, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  if (error == NULL || !g_error_matches (*error, CRM_ERROR, CRM_ERROR_UNIQUE))
    return;
  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    const CrmField *field = &entity->fields[i];
    g_autofree char *text = NULL;
    g_autofree char *needle = g_strdup_printf (": %s.%s,", entity->name, field->name);

    if (!(field->flags & CRM_FIELD_UNIQUE) || strstr ((*error)->message, needle) == NULL)
      continue;
    text = crm_field_to_string (field, crm_record_get_at (record, i), NULL);
    g_clear_error (error);
    g_set_error (error, CRM_ERROR, CRM_ERROR_UNIQUE,
                 /* Translators: kind of thing, field, value. */
                 _ ("%s: %s “%s” is taken by another record. Choose another one."),
                 _ (entity->label), crm_field_get_label (field), text);
    return;
  }
}

static gboolean
run_insert (CrmTxn *self,
            CrmStatement *statement,
            const CrmTable *table,
            const CrmRecord *record,
            int parameter,
            GError **error)
{
  g_autoptr (GPtrArray) folds = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < crm_entity_n_fields (table->entity); i++)
    crm_statement_bind_value (statement, parameter++, crm_record_get_at (record, i));
  for (guint i = 0; i < table->n_folds; i++) {
    char *fold = fold_of (record, table->folds[i]);

    g_ptr_array_add (folds, fold);
    crm_statement_bind_text (statement, parameter++, fold);
  }
  return crm_statement_run (statement, error);
}

gboolean
_crm_txn_insert_row (CrmTxn *self, CrmRecord *record, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  const CrmTable *table = crm_tables_find (self->tables, entity);
  CrmStatement *statement;
  gint64 counter;

  if (!next_counter (self, entity, &counter, error))
    return FALSE;
  if (crm_record_get_id (record) == 0)
    crm_record_set_id (record, crm_ids_next (self->ids));
  crm_record_set_n (record, counter);
  crm_record_set_version (record, 1);

  statement = crm_db_prepare (self->db, table->insert_sql, error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, counter);
  crm_statement_bind_int (statement, 2, crm_record_get_id (record));
  crm_statement_bind_int (statement, 3, 1);
  crm_statement_bind_null (statement, 4);
  if (!run_insert (self, statement, table, record, 5, error)) {
    explain_unique (self, record, error);
    return FALSE;
  }
  return TRUE;
}

static gboolean
insert_line (CrmTxn *self, CrmRecord *line, gint64 owner, guint position, GError **error)
{
  const CrmTable *table = crm_tables_find (self->tables, crm_record_get_entity (line));
  CrmStatement *statement = crm_db_prepare (self->db, table->insert_sql, error);

  if (statement == NULL)
    return FALSE;
  if (crm_record_get_id (line) == 0)
    crm_record_set_id (line, crm_ids_next (self->ids));
  crm_statement_bind_int (statement, 1, crm_record_get_id (line));
  crm_statement_bind_int (statement, 2, owner);
  crm_statement_bind_int (statement, 3, position);
  return run_insert (self, statement, table, line, 4, error);
}

/* --- Update: only the columns that differ, so that only their indexes are written ---------------
 */

typedef struct {
  GString *sql;
  GArray *fields; /* guint */
} Update;

static guint
collect_update (Update *update,
                const CrmRecord *record,
                const CrmRecord *stored,
                gboolean derived_only)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    const CrmField *field = &entity->fields[i];

    if (derived_only && !(field->flags & CRM_FIELD_DERIVED))
      continue;
    if (crm_value_equal (crm_record_get_at (record, i), crm_record_get_at (stored, i)))
      continue;
    g_array_append_val (update->fields, i);
  }
  return update->fields->len;
}

static void
append_columns (Update *update, const CrmEntity *entity, int *parameter)
{
  for (guint k = 0; k < update->fields->len; k++) {
    const CrmField *field = &entity->fields[g_array_index (update->fields, guint, k)];

    g_string_append_printf (update->sql, "%s\"%s\" = $%d", *parameter > 1 ? ", " : "", field->name,
                            *parameter);
    ++*parameter;
    if (crm_field_has_fold (field)) {
      g_string_append_printf (update->sql, ", \"%s_fold\" = $%d", field->name, *parameter);
      ++*parameter;
    }
  }
}

static int
bind_columns (Update *update,
              CrmStatement *statement,
              const CrmRecord *record,
              int parameter,
              GPtrArray *folds)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  for (guint k = 0; k < update->fields->len; k++) {
    guint field = g_array_index (update->fields, guint, k);

    crm_statement_bind_value (statement, parameter++, crm_record_get_at (record, field));
    if (crm_field_has_fold (&entity->fields[field])) {
      char *fold = fold_of (record, field);

      g_ptr_array_add (folds, fold);
      crm_statement_bind_text (statement, parameter++, fold);
    }
  }
  return parameter;
}

/* The version in the condition is the one just read in the same transaction: it cannot miss, unless
 * something wrote around the road. */
static gboolean
update_record (CrmTxn *self,
               CrmRecord *record,
               const CrmRecord *stored,
               gboolean derived_only,
               GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GArray) fields = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) folds = g_ptr_array_new_with_free_func (g_free);
  Update update = { sql, fields };
  gint64 version = crm_record_get_version (stored);
  gint64 deleted = crm_record_get_deleted (record);
  /* Every index of a table holds the living alone: a column that is set, be it to what it was, has
   * all of them written. */
  gboolean moved = !derived_only && deleted != crm_record_get_deleted (stored);
  CrmStatement *statement;
  int parameter = 1;

  _crm_txn_forget (self, record);
  collect_update (&update, record, stored, derived_only);
  if (derived_only && fields->len == 0)
    return TRUE;
  g_string_append_printf (sql, "UPDATE \"%s\" SET ", entity->name);
  if (!derived_only) {
    g_string_append (sql, "version = $1");
    parameter = 2;
  }
  if (moved)
    g_string_append_printf (sql, ", deleted = $%d", parameter++);
  append_columns (&update, entity, &parameter);
  g_string_append_printf (sql, " WHERE id = $%d AND version = $%d", parameter, parameter + 1);

  statement = crm_db_prepare (self->db, sql->str, error);
  if (statement == NULL)
    return FALSE;
  parameter = 1;
  if (!derived_only)
    crm_statement_bind_int (statement, parameter++, version + 1);
  if (moved && deleted != 0)
    crm_statement_bind_int (statement, parameter++, deleted);
  else if (moved)
    crm_statement_bind_null (statement, parameter++);
  parameter = bind_columns (&update, statement, record, parameter, folds);
  crm_statement_bind_int (statement, parameter++, crm_record_get_id (record));
  crm_statement_bind_int (statement, parameter, version);
  if (!crm_statement_run (statement, error)) {
    explain_unique (self, record, error);
    return FALSE;
  }
  if (crm_db_get_changes (self->db) != 1) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_CONFLICT,
                         _ ("The record was changed while it was being saved. Save again."));
    return FALSE;
  }
  if (!derived_only)
    crm_record_set_version (record, version + 1);
  return TRUE;
}

gboolean
_crm_txn_update_row (CrmTxn *self, CrmRecord *record, const CrmRecord *stored, GError **error)
{
  return update_record (self, record, stored, FALSE, error);
}

/* --- Lines -------------------------------------------------------------------------------------*/

static gboolean
update_line (CrmTxn *self,
             CrmRecord *line,
             const CrmRecord *stored,
             guint position,
             gboolean moved,
             GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (line);
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GArray) fields = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) folds = g_ptr_array_new_with_free_func (g_free);
  Update update = { sql, fields };
  CrmStatement *statement;
  int parameter = 2;

  if (collect_update (&update, line, stored, FALSE) == 0 && !moved)
    return TRUE;
  g_string_append_printf (sql, "UPDATE \"%s\" SET position = $1", entity->name);
  append_columns (&update, entity, &parameter);
  g_string_append_printf (sql, " WHERE id = $%d", parameter);
  statement = crm_db_prepare (self->db, sql->str, error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, position);
  parameter = bind_columns (&update, statement, line, 2, folds);
  crm_statement_bind_int (statement, parameter, crm_record_get_id (line));
  return crm_statement_run (statement, error);
}

static gboolean
delete_line (CrmTxn *self, const CrmRecord *line, GError **error)
{
  g_autofree char *sql =
    g_strdup_printf ("DELETE FROM \"%s\" WHERE id = $1", crm_record_get_entity (line)->name);
  CrmStatement *statement = crm_db_prepare (self->db, sql, error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, crm_record_get_id (line));
  return crm_statement_run (statement, error);
}

static gboolean
write_lines_at (CrmTxn *self,
                CrmRecord *record,
                const CrmRecord *stored,
                guint index,
                GError **error)
{
  GPtrArray *lines = crm_record_get_lines_at (record, index);
  GPtrArray *old = stored != NULL ? crm_record_get_lines_at (stored, index) : NULL;

  for (guint i = 0; old != NULL && i < old->len; i++) {
    CrmRecord *line = old->pdata[i];

    if (crm_lines_find (lines, crm_record_get_id (line), NULL) == NULL &&
        !delete_line (self, line, error))
      return FALSE;
  }
  for (guint i = 0; lines != NULL && i < lines->len; i++) {
    CrmRecord *line = lines->pdata[i];
    gint64 id = crm_record_get_id (line);
    guint before = 0;
    CrmRecord *was = crm_lines_find (old, id, &before);

    if (was == NULL) {
      if (!insert_line (self, line, crm_record_get_id (record), i, error))
        return FALSE;
    } else if (!update_line (self, line, was, i, before != i, error)) {
      return FALSE;
    }
  }
  return TRUE;
}

gboolean
_crm_txn_write_lines (CrmTxn *self, CrmRecord *record, const CrmRecord *stored, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  _crm_txn_forget (self, record);
  for (guint i = 0; i < crm_entity_n_lines (entity); i++)
    if (!write_lines_at (self, record, stored, i, error))
      return FALSE;
  return TRUE;
}

/* --- Derived values of a record that is not being saved --------------------------------------*/

gboolean
_crm_txn_call_derive (CrmTxn *self, CrmRecord *record, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  gboolean trusted = self->trusted;
  gboolean ok;

  if (entity->derive == NULL)
    return TRUE;
  self->trusted = TRUE;
  ok = entity->derive (self, record, error);
  self->trusted = trusted;
  return ok;
}

gboolean
_crm_txn_derive (CrmTxn *self, const CrmEntity *entity, gint64 id, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CrmRecord) stored = _crm_txn_lookup (self, entity, id, &local);
  g_autoptr (CrmRecord) record = NULL;

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (stored == NULL || entity->derive == NULL)
    return TRUE;
  record = crm_record_copy (stored);
  if (!_crm_txn_call_derive (self, record, error))
    return FALSE;
  if (!crm_record_has_changes (record))
    return TRUE;
  if (!update_record (self, record, stored, TRUE, error) ||
      !_crm_txn_write_lines (self, record, stored, error) ||
      !_crm_txn_write_directory (self, record, stored, error))
    return FALSE;
  _crm_txn_note_change (self, record, CRM_CHANGE_DERIVED);
  return TRUE;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 x = **(gint64 *const *)a;
  gint64 y = **(gint64 *const *)b;

  return (x > y) - (x < y);
}

/* In the order of their ids: records made one after the other lie side by side in the file. */
gboolean
_crm_txn_run_pending (CrmTxn *self, GHashTable *pending, GError **error)
{
  guint n;
  g_autofree gpointer *ids = g_hash_table_get_keys_as_array (pending, &n);

  if (n > 0)
    qsort (ids, n, sizeof (gpointer), compare_ids);
  for (guint i = 0; i < n; i++) {
    guint number = GPOINTER_TO_UINT (g_hash_table_lookup (pending, ids[i]));

    if (!_crm_txn_derive (self, crm_schema_find_number (self->schema, number), *(gint64 *)ids[i],
                          error))
      return FALSE;
  }
  g_hash_table_remove_all (pending);
  return TRUE;
}

static void
mark_id (CrmTxn *self, const CrmEntity *entity, gint64 id)
{
  GHashTable *pending =
    (self->bulk && self->keep->pending != NULL) ? self->keep->pending : self->pending;

  if (id != 0 && !g_hash_table_contains (pending, &id))
    g_hash_table_insert (pending, g_memdup2 (&id, sizeof id),
                         GUINT_TO_POINTER ((guint)entity->number));
}

static void
mark_one (CrmTxn *self, const CrmDerivation *derivation, const CrmRecord *record)
{
  if (record != NULL)
    mark_id (self, derivation->target, crm_record_get_int (record, derivation->reference->name));
}

gboolean
_crm_txn_derive_later (CrmTxn *self, const CrmRecord *record)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  gboolean counted = FALSE;

  if (!self->bulk || self->keep->pending == NULL)
    return FALSE;
  for (guint i = 0; i < crm_entity_n_fields (entity) && !counted; i++)
    counted = entity->fields[i].from != NULL;
  if (counted)
    mark_id (self, entity, crm_record_get_id (record));
  return counted;
}

/* Both the record it belonged to and the one it belongs to now. */
void
_crm_txn_mark_derived (CrmTxn *self, const CrmRecord *record, const CrmRecord *stored)
{
  gsize n;
  const CrmDerivation *derivations =
    crm_entity_get_derivations (crm_record_get_entity (record), &n);

  for (gsize i = 0; i < n; i++) {
    mark_one (self, &derivations[i], record);
    mark_one (self, &derivations[i], stored);
  }
}
