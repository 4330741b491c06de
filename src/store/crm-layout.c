/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-layout.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* --- Tables that every office has ---------------------------------------------------------------
 */

/* A column added later must be nullable or have a default: it is added to files that have rows. */
static const struct {
  const char *name;
  const char *columns[12];
  const char *rest;
} fixed_tables[] = {
  { "meta", { "key TEXT PRIMARY KEY", "value TEXT NOT NULL" }, ") STRICT" },
  { "record",
    { "n INTEGER PRIMARY KEY", "id INTEGER NOT NULL UNIQUE", "title TEXT NOT NULL",
      "folded TEXT NOT NULL", "digits TEXT NOT NULL", "party INTEGER", "responsible INTEGER",
      "deleted INTEGER" },
    ") STRICT" },
  { "operation",
    { "id INTEGER PRIMARY KEY", "at INTEGER NOT NULL", "person INTEGER NOT NULL",
      "session INTEGER NOT NULL", "verb TEXT NOT NULL", "title TEXT NOT NULL",
      "undoable INTEGER NOT NULL CHECK (undoable IN (0, 1))", "undo_of INTEGER",
      "undone_by INTEGER", "seq INTEGER NOT NULL" },
    ") STRICT" },
  { "log",
    { "seq INTEGER PRIMARY KEY AUTOINCREMENT", "operation INTEGER NOT NULL",
      "entity INTEGER NOT NULL", "id INTEGER NOT NULL", "n INTEGER NOT NULL",
      "kind INTEGER NOT NULL", "changes TEXT", "told INTEGER NOT NULL DEFAULT 0" },
    ") STRICT" },
  /* Of records of any entity; the first that had one were parties. */
  { "timeline",
    { "party INTEGER NOT NULL", "at INTEGER NOT NULL", "n INTEGER NOT NULL" },
    ", PRIMARY KEY (party, at, n)) STRICT, WITHOUT ROWID" },
  { "gram",
    { "key INTEGER NOT NULL", "chunk INTEGER NOT NULL", "bits BLOB NOT NULL" },
    ", PRIMARY KEY (key, chunk)) STRICT, WITHOUT ROWID" },
  { "custom_column",
    { "entity TEXT NOT NULL", "name TEXT NOT NULL", "label TEXT NOT NULL", "type TEXT NOT NULL",
      "flags INTEGER NOT NULL", "ref TEXT", "options TEXT", "section TEXT",
      "position INTEGER NOT NULL" },
    ", PRIMARY KEY (entity, name)) STRICT, WITHOUT ROWID" },
  { "mark",
    { "person INTEGER NOT NULL", "kind INTEGER NOT NULL", "id INTEGER NOT NULL",
      "at INTEGER NOT NULL" },
    ", PRIMARY KEY (person, kind, id)) STRICT, WITHOUT ROWID" },
  { "content",
    { "hash TEXT PRIMARY KEY", "size INTEGER NOT NULL", "at INTEGER NOT NULL",
      "complete INTEGER NOT NULL CHECK (complete IN (0, 1))" },
    ") STRICT" },
  { "content_piece",
    { "hash TEXT NOT NULL", "piece INTEGER NOT NULL", "bytes BLOB NOT NULL" },
    ", PRIMARY KEY (hash, piece)) STRICT" },
};

static const struct {
  const char *name;
  const char *table;
  const char *columns;
} fixed_indexes[] = {
  { "log_id", "log", "(id, seq)" },
  { "log_operation", "log", "(operation)" },
  { "operation_person", "operation", "(person, seq)" },
  { "operation_seq", "operation", "(seq)" },
  { "record_deleted", "record", "(deleted) WHERE deleted IS NOT NULL" },
  { "record_party", "record", "(party) WHERE party IS NOT NULL" },
};

/* --- What the descriptions say ------------------------------------------------------------------
 */

static void
table_free (gpointer data)
{
  CrmLayoutTable *self = data;

  g_free (self->name);
  g_ptr_array_unref (self->columns);
  g_free (self->create_sql);
  g_free (self);
}

static void
index_free (gpointer data)
{
  CrmLayoutIndex *self = data;

  g_free (self->name);
  g_free (self->table);
  g_free (self->create_sql);
  g_free (self);
}

static CrmLayoutTable *
add_table (CrmLayout *self, const char *name, const CrmEntity *entity)
{
  CrmLayoutTable *table = g_new0 (CrmLayoutTable, 1);

  table->name = g_strdup (name);
  table->entity = entity;
  table->columns = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->tables, table);
  g_hash_table_insert (self->tables_named, table->name, table);
  return table;
}

static void
write_create (CrmLayoutTable *self, const char *quote, const char *rest)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "CREATE TABLE %s%s%s (", quote, self->name, quote);
  for (guint i = 0; i < self->columns->len; i++)
    g_string_append_printf (sql, "%s%s", i > 0 ? ", " : "", (char *)self->columns->pdata[i]);
  g_string_append (sql, rest);
  self->create_sql = g_string_free (sql, FALSE);
}

static void
add_column (CrmLayoutTable *self, const char *definition)
{
  g_ptr_array_add (self->columns, g_strdup (definition));
}

static void
add_entity (CrmLayout *self, const CrmEntity *entity)
{
  CrmLayoutTable *table = add_table (self, entity->name, entity);

  if (entity->owner == NULL) {
    add_column (table, "n INTEGER PRIMARY KEY");
    add_column (table, "id INTEGER NOT NULL UNIQUE");
    add_column (table, "version INTEGER NOT NULL");
    add_column (table, "deleted INTEGER");
  } else {
    add_column (table, "id INTEGER PRIMARY KEY");
    g_ptr_array_add (table->columns,
                     g_strdup_printf ("owner INTEGER NOT NULL REFERENCES \"%s\"(id) "
                                      "DEFERRABLE INITIALLY DEFERRED",
                                      entity->owner));
    add_column (table, "position INTEGER NOT NULL");
  }
  for (const CrmField *field = entity->fields; field->name != NULL; field++) {
    g_ptr_array_add (table->columns, crm_table_column_sql (field));
    if (crm_field_has_fold (field))
      g_ptr_array_add (table->columns,
                       g_strdup_printf ("\"%s_fold\" TEXT NOT NULL DEFAULT ''", field->name));
  }
  write_create (table, "\"", ") STRICT");
}

/* Takes @name and @sql. */
static void
add_index (CrmLayout *self, const char *table, char *name, char *sql)
{
  CrmLayoutIndex *index = g_new0 (CrmLayoutIndex, 1);

  index->name = name;
  index->table = g_strdup (table);
  index->create_sql = sql;
  g_ptr_array_add (self->indexes, index);
  g_hash_table_insert (self->indexes_named, index->name, index);
}

static void
append_index_column (GString *sql, const CrmEntity *entity, const char *name)
{
  const CrmField *field = crm_entity_find_field (entity, name);

  g_string_append_printf (sql, "\"%s%s\"", name,
                          (field != NULL && crm_field_has_fold (field)) ? "_fold" : "");
}

char *
crm_layout_index_name (const CrmEntity *entity, const char *columns)
{
  char *name = g_strdup_printf ("%s_%s", entity->name, columns);

  return g_strdelimit (name, ", ", '_');
}

/* Indexes of records hold the living only: lists never show the others, and an index with a
 * condition that the list repeats is all that the list reads. */
static void
add_living_index (CrmLayout *self, const CrmEntity *entity, const char *columns)
{
  GString *sql = g_string_new (NULL);
  char *name = crm_layout_index_name (entity, columns);
  g_auto (GStrv) names = g_strsplit (columns, ",", -1);

  g_string_append_printf (sql, "CREATE INDEX \"%s\" ON \"%s\"(", name, entity->name);
  for (gsize i = 0; names[i] != NULL; i++) {
    if (i > 0)
      g_string_append (sql, ", ");
    append_index_column (sql, entity, g_strstrip (names[i]));
  }
  g_string_append (sql, ") WHERE deleted IS NULL");
  add_index (self, entity->name, name, g_string_free (sql, FALSE));
}

static void
add_unique_index (CrmLayout *self, const CrmEntity *entity, const CrmField *field)
{
  add_index (self, entity->name, g_strdup_printf ("%s_%s_unique", entity->name, field->name),
             g_strdup_printf ("CREATE UNIQUE INDEX \"%s_%s_unique\" ON \"%s\"(\"%s\") "
                              "WHERE deleted IS NULL",
                              entity->name, field->name, entity->name, field->name));
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
add_entity_indexes (CrmLayout *self, const CrmEntity *entity)
{
  if (entity->owner != NULL) {
    add_index (self, entity->name, g_strdup_printf ("%s_owner", entity->name),
               g_strdup_printf ("CREATE INDEX \"%s_owner\" ON \"%s\"(owner, position)",
                                entity->name, entity->name));
    return;
  }
  add_index (self, entity->name, g_strdup_printf ("%s_trash", entity->name),
             g_strdup_printf ("CREATE INDEX \"%s_trash\" ON \"%s\"(deleted) "
                              "WHERE deleted IS NOT NULL",
                              entity->name, entity->name));
  for (const CrmField *field = entity->fields; field->name != NULL; field++) {
    if (field->flags & CRM_FIELD_CUSTOM)
      continue;
    if (field->flags & CRM_FIELD_UNIQUE)
      add_unique_index (self, entity, field);
    if ((field->flags & CRM_FIELD_SORTED) || is_reached_by_derivation (entity, field))
      add_living_index (self, entity, field->name);
  }
  for (gsize i = 0; entity->indexes != NULL && entity->indexes[i] != NULL; i++)
    add_living_index (self, entity, entity->indexes[i]);
}

static void
add_fixed (CrmLayout *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fixed_tables); i++) {
    CrmLayoutTable *table = add_table (self, fixed_tables[i].name, NULL);

    for (gsize k = 0; fixed_tables[i].columns[k] != NULL; k++)
      add_column (table, fixed_tables[i].columns[k]);
    write_create (table, "", fixed_tables[i].rest);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (fixed_indexes); i++)
    add_index (self, fixed_indexes[i].table, g_strdup (fixed_indexes[i].name),
               g_strdup_printf ("CREATE INDEX %s ON %s%s", fixed_indexes[i].name,
                                fixed_indexes[i].table, fixed_indexes[i].columns));
}

CrmLayout *
crm_layout_new (CrmTables *tables)
{
  CrmLayout *self = g_new0 (CrmLayout, 1);
  gsize n;
  const CrmEntity *const *entities = crm_schema_get_entities (crm_tables_get_schema (tables), &n);

  self->tables = g_ptr_array_new_with_free_func (table_free);
  self->indexes = g_ptr_array_new_with_free_func (index_free);
  self->tables_named = g_hash_table_new (g_str_hash, g_str_equal);
  self->indexes_named = g_hash_table_new (g_str_hash, g_str_equal);
  add_fixed (self);
  for (gsize i = 0; i < n; i++) {
    add_entity (self, entities[i]);
    add_entity_indexes (self, entities[i]);
  }
  return self;
}

void
crm_layout_free (CrmLayout *self)
{
  g_hash_table_unref (self->tables_named);
  g_hash_table_unref (self->indexes_named);
  g_ptr_array_unref (self->tables);
  g_ptr_array_unref (self->indexes);
  g_free (self);
}

/* --- A new file --------------------------------------------------------------------------------*/

gboolean
crm_layout_create (const CrmLayout *self, CrmDb *db, GError **error)
{
  for (guint i = 0; i < self->tables->len; i++)
    if (!crm_db_exec (db, ((CrmLayoutTable *)self->tables->pdata[i])->create_sql, error))
      return FALSE;
  return crm_db_search_create (db, error);
}

gboolean
crm_layout_create_indexes (const CrmLayout *self, CrmDb *db, GError **error)
{
  for (guint i = 0; i < self->indexes->len; i++)
    if (!crm_db_exec (db, ((CrmLayoutIndex *)self->indexes->pdata[i])->create_sql, error))
      return FALSE;
  return TRUE;
}
