/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-store-private.h"

#include "base/crm-error.h"

#include <glib/gi18n-lib.h>

/* Stands as the type of what is no field of the office but its layout of one that is described. */
#define LAYOUT "-"

/* --- Reading them ------------------------------------------------------------------------------*/

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
                    "SELECT entity, name, label, type, flags, ref, options, section, position "
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
    field.is_layout = g_str_equal (crm_statement_get_text (statement, 3), LAYOUT);
    if (!field.is_layout &&
        !crm_field_type_from_name (crm_statement_get_text (statement, 3), &field.type))
      continue;
    field.entity = g_strdup (crm_statement_get_text (statement, 0));
    field.name = g_strdup (crm_statement_get_text (statement, 1));
    field.label = g_strdup (crm_statement_get_text (statement, 2));
    field.flags = crm_statement_get_int (statement, 4);
    field.ref = g_strdup (crm_statement_get_text (statement, 5));
    field.options = g_strdup (crm_statement_get_text (statement, 6));
    field.group = g_strdup (crm_statement_get_text (statement, 7));
    field.place = (int)MAX (-crm_statement_get_int (statement, 8), 0);
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
    g_string_append_printf (mark, "%d %d %d\2", (int)field->type, (int)field->flags, field->place);
  }
  return g_string_free (mark, FALSE);
}

CrmSchema *
_crm_store_read_schema (const CrmEntity *const *entities, CrmDb *db, char **mark, GError **error)
{
  g_autoptr (GArray) custom = NULL;
  CrmSchema *schema;

  if (db != NULL) {
    custom = _crm_txn_read_custom (db, error);
    if (custom == NULL)
      return NULL;
  }
  schema = schema_of (entities, custom, error);
  if (schema != NULL && mark != NULL)
    *mark = _crm_custom_mark (custom);
  return schema;
}

gboolean
_crm_store_load_schema (CrmStore *self, CrmDb *db, GError **error)
{
  g_autoptr (CrmSchema) schema = NULL;
  g_autoptr (CrmTables) tables = NULL;
  g_autoptr (CrmTables) before = NULL;
  g_autofree char *mark = NULL;

  schema = _crm_store_read_schema (self->entities, db, &mark, error);
  if (schema == NULL)
    return FALSE;
  tables = crm_tables_new (schema);
  g_mutex_lock (&self->lock);
  /* What was there is let go of outside the lock. */
  before = self->tables;
  self->tables = g_steal_pointer (&tables);
  g_free (self->custom_mark);
  self->custom_mark = g_steal_pointer (&mark);
  g_mutex_unlock (&self->lock);
  return TRUE;
}

/* --- Adding one --------------------------------------------------------------------------------*/

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

  gboolean ok;

  crm_db_allow_layout (self->db, TRUE);
  ok = crm_db_exec (self->db, alter, error) &&
       (!crm_field_has_fold (&column) || crm_db_exec (self->db, fold, error));
  crm_db_allow_layout (self->db, FALSE);
  return ok;
}

/* A place that the office has chosen is kept below 0: the others are counted from there. */
static gboolean
write_custom (CrmTxn *self, const CrmCustomField *field, GError **error)
{
  CrmStatement *statement = crm_db_prepare (
    self->db,
    "INSERT INTO custom_column(entity, name, label, type, flags, ref, options, section, position) "
    "VALUES($1, $2, $3, $4, $5, $6, $7, $8, CASE WHEN $9 > 0 THEN -$9 ELSE "
    "(SELECT count(*) FROM custom_column) END) "
    "ON CONFLICT(entity, name) DO UPDATE SET label = excluded.label, flags = excluded.flags, "
    "options = excluded.options, section = excluded.section, position = CASE WHEN "
    "excluded.position < 0 OR custom_column.position < 0 THEN excluded.position "
    "ELSE custom_column.position END",
    error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_text (statement, 1, field->entity);
  crm_statement_bind_text (statement, 2, field->name);
  crm_statement_bind_text (statement, 3, field->label != NULL ? field->label : "");
  crm_statement_bind_text (statement, 4,
                           field->is_layout ? LAYOUT : crm_field_type_name (field->type));
  crm_statement_bind_int (statement, 5, field->flags);
  crm_statement_bind_text (statement, 6, field->ref);
  crm_statement_bind_text (statement, 7, field->options);
  crm_statement_bind_text (statement, 8, field->group);
  crm_statement_bind_int (statement, 9, field->place);
  return crm_statement_run (statement, error);
}

/* What no schema can be made with would keep everybody out of the file. */
static gboolean
try_schema (CrmTxn *self, GError **error)
{
  g_autoptr (GArray) custom = _crm_txn_read_custom (self->db, error);
  g_autoptr (CrmSchema) schema = custom != NULL ? schema_of (self->entities, custom, error) : NULL;

  if (schema == NULL)
    return FALSE;
  self->schema_changed = TRUE;
  return TRUE;
}

gboolean
crm_txn_add_column (CrmTxn *self, const CrmCustomField *field, GError **error)
{
  const CrmEntity *entity = crm_schema_get (self->schema, field->entity, error);
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
  return try_schema (self, error);
}

gboolean
crm_txn_lay_out (CrmTxn *self, const CrmCustomField *field, GError **error)
{
  const CrmEntity *entity = crm_schema_get (self->schema, field->entity, error);

  g_return_val_if_fail (field->is_layout, FALSE);

  if (entity == NULL)
    return FALSE;
  if (crm_entity_find_field (entity, field->name) == NULL) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("“%s” has no field “%s”."),
                 _ (entity->label), field->name);
    return FALSE;
  }
  return write_custom (self, field, error) && try_schema (self, error);
}
