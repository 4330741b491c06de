/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-txn-private.h"

#include "base/crm-error.h"
#include "model/crm-length.h"

#include <glib/gi18n-lib.h>

/* Records that a transaction keeps in mind. */
#define MOST_SEEN 64

void
_crm_txn_init (CrmTxn *self,
               CrmDb *db,
               CrmTables *tables,
               CrmClock *clock,
               CrmIds *ids,
               CrmTxnMode mode)
{
  *self = (CrmTxn){ 0 };
  self->db = db;
  self->tables = crm_tables_ref (tables);
  self->schema = crm_tables_get_schema (tables);
  self->clock = clock;
  self->ids = ids;
  self->mode = mode;
  self->now = crm_clock_now (clock);
  self->today = crm_clock_today (clock);
  self->undoable = TRUE;
  self->changed = g_array_new (FALSE, FALSE, sizeof (CrmChanged));
  self->pending = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->sights = _crm_txn_new_sights ();
  self->ranks = _crm_txn_new_ranks ();
  self->seen =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)crm_record_unref);
}

void
_crm_txn_clear (CrmTxn *self)
{
  g_clear_pointer (&self->tables, crm_tables_unref);
  g_clear_pointer (&self->today, g_free);
  g_clear_pointer (&self->verb, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->changed, g_array_unref);
  g_clear_pointer (&self->pending, g_hash_table_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->sights, g_hash_table_unref);
  g_clear_pointer (&self->ranks, g_hash_table_unref);
  g_clear_pointer (&self->remembered, g_hash_table_unref);
}

CrmSchema *
crm_txn_get_schema (CrmTxn *self)
{
  return self->schema;
}

gint64
crm_txn_get_now (CrmTxn *self)
{
  return self->now;
}

const char *
crm_txn_get_today (CrmTxn *self)
{
  return self->today;
}

gint64
crm_txn_get_person (CrmTxn *self)
{
  return self->person;
}

gboolean
crm_txn_is_bulk (CrmTxn *self)
{
  return self->bulk;
}

gboolean
crm_txn_must_count (CrmTxn *self)
{
  return !self->counted;
}

void
crm_txn_set_verb (CrmTxn *self, const char *verb)
{
  g_free (self->verb);
  self->verb = g_strdup (verb);
}

void
crm_txn_set_title (CrmTxn *self, const char *title)
{
  g_free (self->title);
  self->title = g_strdup (title);
}

void
crm_txn_move_links (CrmTxn *self, gboolean moving)
{
  self->moving = moving;
}

void
crm_txn_forbid_undo (CrmTxn *self)
{
  self->undoable = FALSE;
}

gint64
crm_txn_get_operation (CrmTxn *self)
{
  return self->operation;
}

void
crm_txn_set_unfinished (CrmTxn *self)
{
  self->unfinished = TRUE;
}

CrmRecord *
crm_txn_new (CrmTxn *self, const char *entity)
{
  const CrmEntity *description = crm_schema_find (self->schema, entity);
  CrmRecord *record;

  g_return_val_if_fail (description != NULL, NULL);

  record = crm_record_new (description);
  crm_record_apply_initial (record, self->today, self->now, self->person);
  return record;
}

/* --- Rows --------------------------------------------------------------------------------------*/

CrmRecord *
_crm_txn_read_row (CrmTxn *self, const CrmTable *table, CrmStatement *statement)
{
  CrmRecord *record = crm_record_new (table->entity);
  guint n_fields = crm_entity_n_fields (table->entity);
  gboolean is_line = table->entity->owner != NULL;
  guint first = is_line ? CRM_TABLE_LINE_FIELDS : CRM_TABLE_RECORD_FIELDS;

  if (is_line) {
    crm_record_set_id (record, crm_statement_get_int (statement, 0));
  } else {
    crm_record_set_n (record, crm_statement_get_int (statement, 0));
    crm_record_set_id (record, crm_statement_get_int (statement, 1));
    crm_record_set_version (record, crm_statement_get_int (statement, 2));
    crm_record_set_deleted (record, crm_statement_get_int (statement, 3));
  }
  for (guint i = 0; i < n_fields; i++) {
    g_auto (CrmValue) value = CRM_VALUE_INIT;

    crm_statement_get_value (statement, first + i, crm_field_most_bytes (&table->entity->fields[i]),
                             &value);
    if (!crm_value_is_null (&value))
      crm_record_set_at (record, i, &value);
  }
  return record;
}

gboolean
_crm_txn_read_lines (CrmTxn *self, CrmRecord *record, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  for (guint i = 0; i < crm_entity_n_lines (entity); i++) {
    const CrmTable *table = crm_tables_find (self->tables, crm_entity_line_entity (entity, i));
    CrmStatement *statement = crm_db_prepare (self->db, table->by_id_sql, error);
    gboolean row;

    if (statement == NULL)
      return FALSE;
    crm_statement_bind_int (statement, 1, crm_record_get_id (record));
    while (TRUE) {
      g_autoptr (CrmRecord) line = NULL;

      if (!crm_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        break;
      line = _crm_txn_read_row (self, table, statement);
      crm_record_append_line (record, i, line);
    }
  }
  crm_record_rebase (record);
  return TRUE;
}

static CrmRecord *
read_record (CrmTxn *self, const CrmEntity *entity, gint64 id, GError **error)
{
  const CrmTable *table = crm_tables_find (self->tables, entity);
  CrmStatement *statement = crm_db_prepare (self->db, table->by_id_sql, error);
  g_autoptr (CrmRecord) record = NULL;
  gboolean row;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_int (statement, 1, id);
  if (!crm_statement_step (statement, &row, error) || !row)
    return NULL;
  record = _crm_txn_read_row (self, table, statement);
  crm_statement_reset (statement);
  if (!_crm_txn_read_lines (self, record, error))
    return NULL;
  return g_steal_pointer (&record);
}

CrmRecord *
_crm_txn_lookup (CrmTxn *self, const CrmEntity *entity, gint64 id, GError **error)
{
  CrmRecord *seen = g_hash_table_lookup (self->seen, &id);
  gint64 *key;

  if (seen != NULL && crm_record_get_entity (seen) == entity)
    return crm_record_copy (seen);
  seen = read_record (self, entity, id, error);
  if (seen == NULL)
    return NULL;
  if (g_hash_table_size (self->seen) >= MOST_SEEN)
    g_hash_table_remove_all (self->seen);
  key = g_memdup2 (&id, sizeof id);
  g_hash_table_replace (self->seen, key, crm_record_copy (seen));
  return seen;
}

void
_crm_txn_forget (CrmTxn *self, const CrmRecord *record)
{
  gint64 id = crm_record_get_id (record);

  g_hash_table_remove (self->seen, &id);
}

CrmRecord *
_crm_txn_get_whole (CrmTxn *self, const char *entity, gint64 id, GError **error)
{
  const CrmEntity *description = crm_schema_get (self->schema, entity, error);
  g_autoptr (GError) local = NULL;
  g_autoptr (CrmRecord) record = NULL;

  if (description == NULL)
    return NULL;
  record = _crm_txn_lookup (self, description, id, &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  if (record == NULL) {
    g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, id);

    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                 /* Translators: what kind of thing, "Client", and its number. */
                 _ ("%s: there is no record %s. It may be in another office file; look it up in "
                    "its list."),
                 _ (description->label), number);
    return NULL;
  }
  if (!_crm_txn_may (self, CRM_ACTION_READ, description, record, error))
    return NULL;
  return g_steal_pointer (&record);
}

CrmRecord *
crm_txn_get (CrmTxn *self, const char *entity, gint64 id, GError **error)
{
  CrmRecord *record = _crm_txn_get_whole (self, entity, id, error);

  if (record != NULL)
    _crm_txn_mask (self, record);
  return record;
}

char *
crm_txn_title (CrmTxn *self, gint64 id, const char **entity)
{
  CrmStatement *statement =
    crm_db_prepare (self->db, "SELECT n, title FROM record WHERE id = $1", NULL);
  char *title = NULL;
  gboolean row;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_int (statement, 1, id);
  if (!crm_statement_step (statement, &row, NULL) || !row)
    return NULL;
  title = g_strdup (crm_statement_get_text (statement, 1));
  if (entity != NULL) {
    const CrmEntity *found =
      crm_schema_find_number (self->schema, CRM_N_ENTITY (crm_statement_get_int (statement, 0)));

    *entity = found != NULL ? found->name : NULL;
  }
  crm_statement_reset (statement);
  return title;
}

void
_crm_txn_note_change (CrmTxn *self, const CrmRecord *record, CrmChangeKind kind)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  CrmChanged changed = {
    .entity = entity,
    .kind = kind,
    .id = crm_record_get_id (record),
    .n = CRM_N (entity->number, crm_record_get_n (record)),
  };

  if (self->remembered != NULL)
    g_hash_table_remove (self->remembered, entity->name);
  g_hash_table_remove_all (self->ranks);
  if (!self->bulk)
    g_array_append_val (self->changed, changed);
}
