/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-store-private.h"

#include "base/crm-error.h"
#include "base/crm-text.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/* --- The layout of a new file ------------------------------------------------------------------*/

static gboolean
create_entities (CrmStore *self, CrmDb *db, GError **error)
{
  gsize n;
  const CrmEntity *const *entities =
    crm_schema_get_entities (crm_tables_get_schema (self->tables), &n);

  for (gsize i = 0; i < n; i++) {
    const CrmTable *table = crm_tables_find (self->tables, entities[i]);

    if (!crm_db_exec (db, table->create_sql, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
create_indexes (CrmStore *self, CrmDb *db, GError **error)
{
  gsize n;
  const CrmEntity *const *entities =
    crm_schema_get_entities (crm_tables_get_schema (self->tables), &n);

  for (gsize i = 0; i < n; i++) {
    const CrmTable *table = crm_tables_find (self->tables, entities[i]);

    for (guint k = 0; k < table->index_sql->len; k++)
      if (!crm_db_exec (db, table->index_sql->pdata[k], error))
        return FALSE;
  }
  return crm_db_exec (db, crm_tables_fixed_index_sql (), error);
}

static gboolean
write_meta (CrmDb *db, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO meta(key, value) VALUES('min_reader', '%d'), ('min_writer', '%d'), "
    "('fold_version', '%d')",
    CRM_STORE_SCHEMA_VERSION, CRM_STORE_SCHEMA_VERSION, CRM_FOLD_VERSION);

  return crm_db_exec (db, sql, error);
}

gboolean
_crm_store_layout (CrmStore *self, CrmDb *db, GError **error)
{
  if (!crm_db_begin (db, TRUE, error))
    return FALSE;
  if (crm_db_set_marks (db, CRM_STORE_APPLICATION_ID, CRM_STORE_SCHEMA_VERSION, error) &&
      crm_db_exec (db, crm_tables_fixed_sql (), error) && crm_db_search_create (db, error) &&
      create_entities (self, db, error) && write_meta (db, error) &&
      create_indexes (self, db, error))
    return crm_db_commit (db, error);
  crm_db_rollback (db);
  return FALSE;
}

static gboolean
gather_grams (CrmDb *db, CrmGrams *grams, GError **error)
{
  CrmStatement *statement =
    crm_db_prepare (db, "SELECT n, folded FROM record WHERE n > $1 ORDER BY n LIMIT 10000", error);
  gint64 last = 0;
  guint count;

  if (statement == NULL)
    return FALSE;
  do {
    gboolean row = TRUE;

    count = 0;
    crm_statement_bind_int (statement, 1, last);
    while (crm_statement_step (statement, &row, error) && row) {
      last = crm_statement_get_int (statement, 0);
      count++;
      if (!crm_grams_change (grams, last, NULL, crm_statement_get_text (statement, 1), error))
        return FALSE;
    }
    if (row)
      return FALSE;
  } while (count > 0);
  return TRUE;
}

/* Search and derived values of a file that was filled without them. The indexes were there from the
 * start: rules ask while they fill it. */
gboolean
_crm_store_finish_bulk (CrmStore *self, GError **error)
{
  CrmWorker *worker = &self->writer;
  CrmTxn txn;
  gboolean ok;

  if (!crm_db_begin (worker->db, TRUE, error))
    return FALSE;
  _crm_txn_init (&txn, worker->db, self->tables, self->clock, self->ids, CRM_TXN_WRITE);
  txn.keep = &worker->keep;
  txn.bulk = TRUE;
  txn.entities = self->entities;
  ok = _crm_txn_run_pending (&txn, worker->keep.pending, error) &&
       gather_grams (worker->db, worker->keep.grams, error) &&
       crm_grams_flush (worker->keep.grams, error) && crm_db_search_rebuild (worker->db, error);
  _crm_txn_clear (&txn);
  if (!ok) {
    crm_db_rollback (worker->db);
    return FALSE;
  }
  return crm_db_commit (worker->db, error) &&
         crm_db_exec (worker->db, "PRAGMA locking_mode=NORMAL; PRAGMA journal_mode=TRUNCATE;",
                      error);
}

/* --- A file that is there ----------------------------------------------------------------------*/

gboolean
_crm_store_is_ours (CrmStore *self, CrmDb *db, GError **error)
{
  g_autoptr (GError) local = NULL;
  gint64 mark = crm_db_get_application_id (db, &local);
  gint64 layout = mark >= 0 ? crm_db_get_layout_version (db, &local) : -1;
  g_autofree char *name = g_path_get_basename (self->path);

  if (local != NULL) {
    g_propagate_prefixed_error (error, g_steal_pointer (&local), "%s: ", name);
    return FALSE;
  }
  if (mark != CRM_STORE_APPLICATION_ID) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_FOREIGN,
                 _ ("“%s” is not an office of Kontor, and it was not touched. Choose a file that "
                    "Kontor has made; they end in “.kontor”."),
                 name);
    return FALSE;
  }
  if (layout > CRM_STORE_SCHEMA_VERSION) {
    g_set_error (
      error, CRM_ERROR, CRM_ERROR_NEWER,
      _ ("“%s” was written by a newer Kontor. Update Kontor on this computer and open it "
         "again."),
      name);
    return FALSE;
  }
  return TRUE;
}

static void
custom_clear (gpointer data)
{
  CrmCustomField *field = data;

  g_free ((char *)field->entity);
  g_free ((char *)field->name);
  g_free ((char *)field->label);
  g_free ((char *)field->ref);
  g_free ((char *)field->options);
  g_free ((char *)field->group);
}

GArray *
_crm_txn_read_custom (CrmDb *db, GError **error)
{
  g_autoptr (GArray) fields = g_array_new (FALSE, TRUE, sizeof (CrmCustomField));
  CrmStatement *statement =
    crm_db_prepare (db,
                    "SELECT entity, name, label, type, flags, ref, options, section "
                    "FROM custom_column ORDER BY entity, position, name",
                    error);
  gboolean row;

  g_array_set_clear_func (fields, custom_clear);
  if (statement == NULL)
    return NULL;
  while (TRUE) {
    CrmCustomField field = { 0 };

    if (!crm_statement_step (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&fields);
    if (!crm_field_type_from_name (crm_statement_get_text (statement, 3), &field.type))
      continue;
    field.entity = g_strdup (crm_statement_get_text (statement, 0));
    field.name = g_strdup (crm_statement_get_text (statement, 1));
    field.label = g_strdup (crm_statement_get_text (statement, 2));
    field.flags = crm_statement_get_int (statement, 4);
    field.ref = g_strdup (crm_statement_get_text (statement, 5));
    field.options = g_strdup (crm_statement_get_text (statement, 6));
    field.group = g_strdup (crm_statement_get_text (statement, 7));
    g_array_append_val (fields, field);
  }
}

static CrmSchema *
schema_of (const CrmEntity *const *entities, GArray *custom, GError **error)
{
  return crm_schema_new (entities, custom != NULL ? (const CrmCustomField *)custom->data : NULL,
                         custom != NULL ? custom->len : 0, error);
}

char *
_crm_custom_mark (GArray *custom)
{
  GString *mark = g_string_new (NULL);

  for (guint i = 0; custom != NULL && i < custom->len; i++) {
    const CrmCustomField *field = &g_array_index (custom, CrmCustomField, i);
    const char *parts[] = { field->entity, field->name,    field->label,
                            field->ref,    field->options, field->group };

    for (guint k = 0; k < G_N_ELEMENTS (parts); k++)
      g_string_append_printf (mark, "%s\1", parts[k] != NULL ? parts[k] : "");
    g_string_append_printf (mark, "%d %d\2", (int)field->type, (int)field->flags);
  }
  return g_string_free (mark, FALSE);
}

gboolean
_crm_store_load_schema (CrmStore *self, CrmDb *db, GError **error)
{
  g_autoptr (GArray) custom = NULL;
  g_autoptr (CrmSchema) schema = NULL;
  g_autoptr (CrmTables) tables = NULL;
  g_autoptr (CrmTables) before = NULL;
  g_autofree char *mark = NULL;

  if (db != NULL) {
    custom = _crm_txn_read_custom (db, error);
    if (custom == NULL)
      return FALSE;
  }
  schema = schema_of (self->entities, custom, error);
  if (schema == NULL)
    return FALSE;
  tables = crm_tables_new (schema);
  mark = _crm_custom_mark (custom);
  g_mutex_lock (&self->lock);
  /* What was there is let go of outside the lock. */
  before = self->tables;
  self->tables = g_steal_pointer (&tables);
  g_free (self->custom_mark);
  self->custom_mark = g_steal_pointer (&mark);
  g_mutex_unlock (&self->lock);
  return TRUE;
}

/* --- Fields of this office ---------------------------------------------------------------------*/

static gboolean
column_is_there (CrmTxn *self, const CrmCustomField *field, gboolean *there, GError **error)
{
  CrmStatement *statement =
    crm_db_prepare (self->db, "SELECT 1 FROM custom_column WHERE entity = $1 AND name = $2", error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_text (statement, 1, field->entity);
  crm_statement_bind_text (statement, 2, field->name);
  if (!crm_statement_step (statement, there, error))
    return FALSE;
  if (*there)
    crm_statement_reset (statement);
  return TRUE;
}

static gboolean
make_column (CrmTxn *self, const CrmCustomField *field, GError **error)
{
  CrmField column = { .name = field->name,
                      .type = field->type,
                      .flags = field->flags | CRM_FIELD_CUSTOM };
  g_autofree char *sql = crm_table_column_sql (&column);
  g_autofree char *alter = g_strdup_printf ("ALTER TABLE \"%s\" ADD COLUMN %s", field->entity, sql);
  g_autofree char *fold =
    g_strdup_printf ("ALTER TABLE \"%s\" ADD COLUMN \"%s_fold\" TEXT NOT NULL DEFAULT ''",
                     field->entity, field->name);

  return crm_db_exec (self->db, alter, error) &&
         (!crm_field_has_fold (&column) || crm_db_exec (self->db, fold, error));
}

static gboolean
write_custom (CrmTxn *self, const CrmCustomField *field, GError **error)
{
  CrmStatement *statement = crm_db_prepare (
    self->db,
    "INSERT INTO custom_column(entity, name, label, type, flags, ref, options, section, position) "
    "VALUES($1, $2, $3, $4, $5, $6, $7, $8, (SELECT count(*) FROM custom_column)) "
    "ON CONFLICT(entity, name) DO UPDATE SET label = excluded.label, flags = excluded.flags, "
    "options = excluded.options, section = excluded.section",
    error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_text (statement, 1, field->entity);
  crm_statement_bind_text (statement, 2, field->name);
  crm_statement_bind_text (statement, 3, field->label);
  crm_statement_bind_text (statement, 4, crm_field_type_name (field->type));
  crm_statement_bind_int (statement, 5, field->flags);
  crm_statement_bind_text (statement, 6, field->ref);
  crm_statement_bind_text (statement, 7, field->options);
  crm_statement_bind_text (statement, 8, field->group);
  return crm_statement_run (statement, error);
}

gboolean
crm_txn_add_column (CrmTxn *self, const CrmCustomField *field, GError **error)
{
  const CrmEntity *entity = crm_schema_get (self->schema, field->entity, error);
  g_autoptr (GArray) custom = NULL;
  g_autoptr (CrmSchema) schema = NULL;
  gboolean there;

  if (entity == NULL)
    return FALSE;
  if (!g_regex_match_simple ("^x_[a-z][a-z0-9_]{0,40}$", field->name, 0, 0)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("“%s” cannot name a field. Use x_ and small Latin letters, digits and _."),
                 field->name);
    return FALSE;
  }
  if (!column_is_there (self, field, &there, error) ||
      (!there && !make_column (self, field, error)) || !write_custom (self, field, error))
    return FALSE;
  /* A field that no schema can be made with would keep everybody out of the file. */
  custom = _crm_txn_read_custom (self->db, error);
  schema = custom != NULL ? schema_of (self->entities, custom, error) : NULL;
  if (schema == NULL)
    return FALSE;
  self->schema_changed = TRUE;
  return TRUE;
}
