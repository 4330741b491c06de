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
  guint n_fields = crm_entity_n_fields (entity);

  self->entity = entity;
  self->folds = g_new0 (guint, n_fields + 1);
  for (guint i = 0; i < n_fields; i++)
    if (crm_field_has_fold (&entity->fields[i]))
      self->folds[self->n_folds++] = i;

  make_insert (self);
  make_select (self);
  return self;
}

static void
table_free (gpointer data)
{
  CrmTable *self = data;

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
