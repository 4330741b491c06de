/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-tables.h"

#include <string.h>

struct _CrmTables {
  int ref_count;
  CrmSchema *schema;
  GHashTable *by_entity;
};

char *
crm_table_column_sql (const CrmField *field)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "\"%s\" ", field->name);
  if (field->type == CRM_FIELD_BLOB)
    g_string_append (sql, "BLOB");
  else if (crm_field_type_is_integer (field->type))
    g_string_append (sql, "INTEGER");
  else
    g_string_append (sql, "TEXT");

  if (field->type == CRM_FIELD_YESNO)
    g_string_append_printf (sql, " CHECK (\"%s\" IN (0, 1))", field->name);
  else if (field->type == CRM_FIELD_DAY)
    g_string_append_printf (sql, " CHECK (length(\"%s\") = 10)", field->name);
  else if ((field->type == CRM_FIELD_REFERENCE || field->type == CRM_FIELD_PARENT) &&
           field->ref != NULL && !(field->flags & CRM_FIELD_CUSTOM))
    g_string_append_printf (sql, " REFERENCES \"%s\"(id) DEFERRABLE INITIALLY DEFERRED",
                            field->ref);
  return g_string_free (sql, FALSE);
}

static void
append_create (GString *sql, const CrmEntity *entity)
{
  if (entity->owner == NULL)
    g_string_append_printf (sql,
                            "CREATE TABLE \"%s\" (n INTEGER PRIMARY KEY, "
                            "id INTEGER NOT NULL UNIQUE, version INTEGER NOT NULL, "
                            "deleted INTEGER",
                            entity->name);
  else
    g_string_append_printf (sql,
                            "CREATE TABLE \"%s\" (id INTEGER PRIMARY KEY, "
                            "owner INTEGER NOT NULL REFERENCES \"%s\"(id) "
                            "DEFERRABLE INITIALLY DEFERRED, position INTEGER NOT NULL",
                            entity->name, entity->owner);
  for (const CrmField *field = entity->fields; field->name != NULL; field++) {
    g_autofree char *column = crm_table_column_sql (field);

    g_string_append_printf (sql, ", %s", column);
    if (crm_field_has_fold (field))
      g_string_append_printf (sql, ", \"%s_fold\" TEXT NOT NULL DEFAULT ''", field->name);
  }
  g_string_append (sql, ") STRICT");
}

static void
append_index_column (GString *sql, const CrmEntity *entity, const char *name)
{
  const CrmField *field = crm_entity_find_field (entity, name);

  g_string_append_printf (sql, "\"%s%s\"", name,
                          (field != NULL && crm_field_has_fold (field)) ? "_fold" : "");
}

/* Indexes of records hold the living only: lists never show the others, and an index with a
 * condition that the list repeats is all that the list reads. */
static void
add_index (CrmTable *self, const char *kind, const char *name, const char *columns)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_auto (GStrv) names = g_strsplit (columns, ",", -1);

  g_string_append_printf (sql, "CREATE %sINDEX \"%s_%s\" ON \"%s\"(", kind, self->entity->name,
                          name, self->entity->name);
  for (gsize i = 0; names[i] != NULL; i++) {
    if (i > 0)
      g_string_append (sql, ", ");
    append_index_column (sql, self->entity, g_strstrip (names[i]));
  }
  g_string_append (sql, ") WHERE deleted IS NULL");
  g_ptr_array_add (self->index_sql, g_string_free (g_steal_pointer (&sql), FALSE));
}

static gboolean
is_reached_by_derivation (const CrmEntity *entity, const CrmField *field)
{
  gsize n;
  const CrmDerivation *derivations = crm_entity_get_derivations (entity, &n);

  for (gsize i = 0; i < n; i++)
    if (derivations[i].reference == field)
      return TRUE;
  return FALSE;
}

static void
add_unique_index (CrmTable *self, const CrmField *field)
{
  g_ptr_array_add (self->index_sql,
                   g_strdup_printf ("CREATE UNIQUE INDEX \"%s_%s_unique\" ON \"%s\"(\"%s\") "
                                    "WHERE deleted IS NULL",
                                    self->entity->name, field->name, self->entity->name,
                                    field->name));
}

static void
add_indexes (CrmTable *self)
{
  const CrmEntity *entity = self->entity;

  if (entity->owner != NULL) {
    g_ptr_array_add (self->index_sql,
                     g_strdup_printf ("CREATE INDEX \"%s_owner\" ON \"%s\"(owner, position)",
                                      entity->name, entity->name));
    return;
  }
  g_ptr_array_add (self->index_sql, g_strdup_printf ("CREATE INDEX \"%s_trash\" ON \"%s\"(deleted) "
                                                     "WHERE deleted IS NOT NULL",
                                                     entity->name, entity->name));
  for (const CrmField *field = entity->fields; field->name != NULL; field++) {
    if (field->flags & CRM_FIELD_CUSTOM)
      continue;
    if (field->flags & CRM_FIELD_UNIQUE)
      add_unique_index (self, field);
    if ((field->flags & CRM_FIELD_SORTED) || is_reached_by_derivation (entity, field))
      add_index (self, "", field->name, field->name);
  }
  for (gsize i = 0; entity->indexes != NULL && entity->indexes[i] != NULL; i++) {
    g_autofree char *name = g_strdelimit (g_strdup (entity->indexes[i]), ", ", '_');

    add_index (self, "", name, entity->indexes[i]);
  }
}

static void
make_insert (CrmTable *self)
{
  g_autoptr (GString) columns = g_string_new (NULL);
  g_autoptr (GString) values = g_string_new (NULL);
  gboolean is_line = self->entity->owner != NULL;
  guint parameter = is_line ? 3 : 4;

  g_string_append (columns, is_line ? "id, owner, position" : "n, id, version, deleted");
  g_string_append (values, is_line ? "$1, $2, $3" : "$1, $2, $3, $4");
  for (const CrmField *field = self->entity->fields; field->name != NULL; field++) {
    g_string_append_printf (columns, ", \"%s\"", field->name);
    g_string_append_printf (values, ", $%u", ++parameter);
  }
  for (guint i = 0; i < self->n_folds; i++) {
    g_string_append_printf (columns, ", \"%s_fold\"", self->entity->fields[self->folds[i]].name);
    g_string_append_printf (values, ", $%u", ++parameter);
  }
  self->insert_sql = g_strdup_printf ("INSERT INTO \"%s\" (%s) VALUES (%s)", self->entity->name,
                                      columns->str, values->str);
}

static void
make_select (CrmTable *self)
{
  g_autoptr (GString) columns = g_string_new (NULL);
  gboolean is_line = self->entity->owner != NULL;

  g_string_append (columns, is_line ? "t.id" : "t.n, t.id, t.version, t.deleted");
  for (const CrmField *field = self->entity->fields; field->name != NULL; field++)
    g_string_append_printf (columns, ", t.\"%s\"", field->name);
  self->by_id_sql =
    g_strdup_printf ("SELECT %s FROM \"%s\" t WHERE t.%s = $1%s", columns->str, self->entity->name,
                     is_line ? "owner" : "id", is_line ? " ORDER BY t.position, t.id" : "");
  self->columns_sql = g_string_free (g_steal_pointer (&columns), FALSE);
}

static CrmTable *
table_new (const CrmEntity *entity)
{
  CrmTable *self = g_new0 (CrmTable, 1);
  g_autoptr (GString) create = g_string_new (NULL);
  guint n_fields = crm_entity_n_fields (entity);

  self->entity = entity;
  self->index_sql = g_ptr_array_new_with_free_func (g_free);
  self->folds = g_new0 (guint, n_fields + 1);
  for (guint i = 0; i < n_fields; i++)
    if (crm_field_has_fold (&entity->fields[i]))
      self->folds[self->n_folds++] = i;

  append_create (create, entity);
  self->create_sql = g_string_free (g_steal_pointer (&create), FALSE);
  add_indexes (self);
  make_insert (self);
  make_select (self);
  return self;
}

static void
table_free (gpointer data)
{
  CrmTable *self = data;

  g_free (self->create_sql);
  g_ptr_array_unref (self->index_sql);
  g_free (self->insert_sql);
  g_free (self->by_id_sql);
  g_free (self->columns_sql);
  g_free (self->folds);
  g_free (self);
}

CrmTables *
crm_tables_new (CrmSchema *schema)
{
  CrmTables *self = g_new0 (CrmTables, 1);
  gsize n;
  const CrmEntity *const *entities = crm_schema_get_entities (schema, &n);

  self->ref_count = 1;
  self->schema = crm_schema_ref (schema);
  self->by_entity = g_hash_table_new_full (NULL, NULL, NULL, table_free);
  for (gsize i = 0; i < n; i++)
    g_hash_table_insert (self->by_entity, (gpointer)entities[i], table_new (entities[i]));
  return self;
}

CrmTables *
crm_tables_ref (CrmTables *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
crm_tables_unref (CrmTables *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_hash_table_unref (self->by_entity);
  crm_schema_unref (self->schema);
  g_free (self);
}

CrmSchema *
crm_tables_get_schema (CrmTables *self)
{
  return self->schema;
}

const CrmTable *
crm_tables_find (CrmTables *self, const CrmEntity *entity)
{
  return g_hash_table_lookup (self->by_entity, entity);
}

const char *
crm_tables_fixed_sql (void)
{
  return "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;"
         "CREATE TABLE record (n INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE,"
         " title TEXT NOT NULL, folded TEXT NOT NULL, digits TEXT NOT NULL,"
         " party INTEGER, responsible INTEGER, deleted INTEGER) STRICT;"
         "CREATE TABLE operation (id INTEGER PRIMARY KEY, at INTEGER NOT NULL,"
         " person INTEGER NOT NULL, session INTEGER NOT NULL, verb TEXT NOT NULL,"
         " title TEXT NOT NULL, undoable INTEGER NOT NULL CHECK (undoable IN (0, 1)),"
         " undo_of INTEGER, undone_by INTEGER, seq INTEGER NOT NULL) STRICT;"
         "CREATE TABLE log (seq INTEGER PRIMARY KEY AUTOINCREMENT, operation INTEGER NOT NULL,"
         " entity INTEGER NOT NULL, id INTEGER NOT NULL, n INTEGER NOT NULL,"
         " kind INTEGER NOT NULL, changes TEXT) STRICT;"
         "CREATE TABLE timeline (party INTEGER NOT NULL, at INTEGER NOT NULL, n INTEGER NOT NULL,"
         " PRIMARY KEY (party, at, n)) STRICT, WITHOUT ROWID;"
         "CREATE TABLE gram (key INTEGER NOT NULL, chunk INTEGER NOT NULL, bits BLOB NOT NULL,"
         " PRIMARY KEY (key, chunk)) STRICT, WITHOUT ROWID;"
         "CREATE TABLE custom_column (entity TEXT NOT NULL, name TEXT NOT NULL,"
         " label TEXT NOT NULL, type TEXT NOT NULL, flags INTEGER NOT NULL, ref TEXT,"
         " options TEXT, section TEXT, position INTEGER NOT NULL,"
         " PRIMARY KEY (entity, name)) STRICT, WITHOUT ROWID;"
         "CREATE TABLE mark (person INTEGER NOT NULL, kind INTEGER NOT NULL, id INTEGER NOT NULL,"
         " at INTEGER NOT NULL, PRIMARY KEY (person, kind, id)) STRICT, WITHOUT ROWID;"
         "CREATE TABLE content (hash TEXT PRIMARY KEY, size INTEGER NOT NULL, at INTEGER NOT NULL,"
         " complete INTEGER NOT NULL CHECK (complete IN (0, 1))) STRICT;"
         "CREATE TABLE content_piece (hash TEXT NOT NULL, piece INTEGER NOT NULL,"
         " bytes BLOB NOT NULL, PRIMARY KEY (hash, piece)) STRICT;";
}

const char *
crm_tables_fixed_index_sql (void)
{
  return "CREATE INDEX log_id ON log(id, seq);"
         "CREATE INDEX log_operation ON log(operation);"
         "CREATE INDEX operation_person ON operation(person, seq);"
         "CREATE INDEX operation_seq ON operation(seq);"
         "CREATE INDEX record_deleted ON record(deleted) WHERE deleted IS NOT NULL;"
         "CREATE INDEX record_party ON record(party) WHERE party IS NOT NULL;";
}
