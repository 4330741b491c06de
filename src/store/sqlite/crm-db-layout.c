/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/sqlite/crm-sqlite.h"

#include <string.h>

static void
object_free (gpointer data)
{
  CrmDbObject *self = data;

  g_free (self->type);
  g_free (self->name);
  g_free (self->table);
  g_free (self->sql);
  g_free (self);
}

/* What the engine makes for itself: its own tables, the indexes of keys, and what lies behind the
 * search index. */
static gboolean
is_of_engine (const char *type, const char *name, const char *sql)
{
  static const char *const shadows[] = { "search_config", "search_data", "search_docsize",
                                         "search_idx", NULL };

  if (g_str_has_prefix (name, "sqlite_"))
    return TRUE;
  if (!g_str_equal (type, "table"))
    return FALSE;
  return g_strv_contains (shadows, name) ||
         (g_str_equal (name, "search") && g_strcmp0 (sql, _crm_db_search_sql ()) == 0);
}

GPtrArray *
crm_db_read_objects (CrmDb *self, GError **error)
{
  CrmStatement *statement =
    crm_db_prepare (self, "SELECT type, name, tbl_name, sql FROM sqlite_schema", error);
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (object_free);
  gboolean row;

  if (statement == NULL)
    return NULL;
  while (TRUE) {
    const char *type, *name;
    CrmDbObject *object;

    if (!crm_statement_step (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&objects);
    type = crm_statement_get_text (statement, 0);
    name = crm_statement_get_text (statement, 1);
    if (type == NULL || name == NULL ||
        is_of_engine (type, name, crm_statement_get_text (statement, 3)))
      continue;
    object = g_new0 (CrmDbObject, 1);
    object->type = g_strdup (type);
    object->name = g_strdup (name);
    object->table = g_strdup (crm_statement_get_text (statement, 2));
    object->sql = g_strdup (crm_statement_get_text (statement, 3));
    g_ptr_array_add (objects, object);
  }
}

gboolean
crm_db_has_index (CrmDb *self, const char *name)
{
  CrmStatement *statement =
    crm_db_prepare (self, "SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = $1", NULL);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_text (statement, 1, name);
  if (!crm_statement_step (statement, &row, NULL))
    return FALSE;
  if (row)
    crm_statement_reset (statement);

  return row;
}

static void
column_free (gpointer data)
{
  CrmDbColumn *self = data;

  g_free (self->name);
  g_free (self->text);
  g_free (self);
}

/* 2 and 3 in "hidden" are the two kinds of generated columns. */
#define READ_COLUMNS                                                                              \
  "SELECT c.name, c.type || ' ' || c.\"notnull\" || ' ' || coalesce(c.dflt_value, '') || ' ' || " \
  "c.pk || ' ' || c.hidden || ' ' || coalesce(f.\"table\" || '.' || f.\"to\" || ' ' || "          \
  "f.on_update || ' ' || f.on_delete, ''), c.hidden > 1 "                                         \
  "FROM pragma_table_xinfo($1) c LEFT JOIN pragma_foreign_key_list($1) f ON f.\"from\" = c.name"

GPtrArray *
crm_db_read_columns (CrmDb *self, const char *table, GError **error)
{
  CrmStatement *statement = crm_db_prepare (self, READ_COLUMNS, error);
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (column_free);
  gboolean row;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_text (statement, 1, table);
  while (TRUE) {
    CrmDbColumn *column;

    if (!crm_statement_step (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&columns);
    column = g_new0 (CrmDbColumn, 1);
    column->name = g_strdup (crm_statement_get_text (statement, 0));
    column->text = g_strdup (crm_statement_get_text (statement, 1));
    column->computed = crm_statement_get_int (statement, 2) != 0;
    g_ptr_array_add (columns, column);
  }
}

CrmDb *
crm_db_open_scratch (GError **error)
{
  CrmDb *self = crm_db_open (":memory:", CRM_DB_CREATE, error);

  if (self != NULL)
    crm_db_allow_layout (self, TRUE);
  return self;
}
