/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-layout.h"

#include "base/crm-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  const CrmLayout *layout;
  CrmDb *db;
  CrmDb *scratch;    /* an empty file in memory: how a table looks that this program makes */
  GHashTable *found; /* names of the layout that the file has */
  GPtrArray *differences;
} Compare;

static void
difference_free (gpointer data)
{
  CrmLayoutDifference *self = data;

  g_free (self->type);
  g_free (self->name);
  g_free (self);
}

static CrmLayoutDifference *
add (Compare *compare, CrmLayoutKind kind, const char *name)
{
  CrmLayoutDifference *difference = g_new0 (CrmLayoutDifference, 1);

  difference->kind = kind;
  difference->name = g_strdup (name);
  g_ptr_array_add (compare->differences, difference);
  return difference;
}

/* --- A table whose text is another one ----------------------------------------------------------
 */

static GPtrArray *
columns_as_made (Compare *compare, const CrmLayoutTable *table, GError **error)
{
  if (compare->scratch == NULL)
    compare->scratch = crm_db_open_scratch (error);
  if (compare->scratch == NULL || !crm_db_exec (compare->scratch, table->create_sql, error))
    return NULL;
  return crm_db_read_columns (compare->scratch, table->name, error);
}

static const CrmDbColumn *
find_column (GPtrArray *columns, const char *name)
{
  for (guint i = 0; i < columns->len; i++) {
    const CrmDbColumn *column = columns->pdata[i];

    if (g_str_equal (column->name, name))
      return column;
  }
  return NULL;
}

static gboolean
compare_columns (Compare *compare, const CrmLayoutTable *table, GError **error)
{
  g_autoptr (GPtrArray) should = columns_as_made (compare, table, error);
  g_autoptr (GPtrArray) are = NULL;

  if (should == NULL)
    return FALSE;
  are = crm_db_read_columns (compare->db, table->name, error);
  if (are == NULL)
    return FALSE;
  for (guint i = 0; i < should->len; i++) {
    const CrmDbColumn *column = should->pdata[i];
    const CrmDbColumn *is = find_column (are, column->name);
    CrmLayoutDifference *difference;

    if (is != NULL && g_str_equal (is->text, column->text))
      continue;
    difference =
      add (compare, is == NULL ? CRM_LAYOUT_MISSING_COLUMN : CRM_LAYOUT_OTHER_COLUMN, column->name);
    difference->table = table;
    difference->column = i;
    difference->computed = is != NULL && is->computed;
  }
  for (guint i = 0; i < are->len; i++) {
    const CrmDbColumn *column = are->pdata[i];
    CrmLayoutDifference *difference;

    if (find_column (should, column->name) != NULL)
      continue;
    difference = add (compare, column->computed ? CRM_LAYOUT_OTHER_COLUMN : CRM_LAYOUT_MORE_COLUMN,
                      column->name);
    difference->table = table;
    difference->computed = column->computed;
  }
  return TRUE;
}

/* --- One object --------------------------------------------------------------------------------*/

static void
note_foreign (Compare *compare, const CrmDbObject *object)
{
  const CrmLayoutTable *table = g_hash_table_lookup (compare->layout->tables_named, object->table);
  g_autofree char *prefix = g_strdup_printf ("%s_", object->table);

  if (table != NULL && g_str_equal (object->type, "index") &&
      g_str_has_prefix (object->name, prefix)) {
    add (compare, CRM_LAYOUT_OLD_INDEX, object->name)->table = table;
    return;
  }
  add (compare, CRM_LAYOUT_FOREIGN, object->name)->type = g_strdup (object->type);
}

/* What stands behind the columns: without it a number may be a text. An added column leaves it as
 * it is. */
static gboolean
has_same_rules (const char *sql, const char *should)
{
  const char *is = sql != NULL ? strrchr (sql, ')') : NULL;

  return is != NULL && g_str_equal (is, strrchr (should, ')'));
}

static gboolean
compare_object (Compare *compare, const CrmDbObject *object, GError **error)
{
  const CrmLayoutTable *table = NULL;
  const CrmLayoutIndex *index = NULL;

  if (g_str_equal (object->type, "table"))
    table = g_hash_table_lookup (compare->layout->tables_named, object->name);
  else if (g_str_equal (object->type, "index"))
    index = g_hash_table_lookup (compare->layout->indexes_named, object->name);
  if (table == NULL && index == NULL) {
    note_foreign (compare, object);
    return TRUE;
  }
  g_hash_table_add (compare->found, object->name);
  if (table != NULL && g_strcmp0 (object->sql, table->create_sql) == 0)
    return TRUE;
  if (table != NULL && !has_same_rules (object->sql, table->create_sql))
    add (compare, CRM_LAYOUT_FOREIGN, object->name)->type = g_strdup (object->type);
  if (table != NULL)
    return compare_columns (compare, table, error);
  if (g_strcmp0 (object->sql, index->create_sql) != 0)
    add (compare, CRM_LAYOUT_OTHER_INDEX, object->name)->index = index;
  return TRUE;
}

static void
note_missing (Compare *compare)
{
  for (guint i = 0; i < compare->layout->tables->len; i++) {
    const CrmLayoutTable *table = compare->layout->tables->pdata[i];

    if (!g_hash_table_contains (compare->found, table->name))
      add (compare, CRM_LAYOUT_MISSING_TABLE, table->name)->table = table;
  }
  for (guint i = 0; i < compare->layout->indexes->len; i++) {
    const CrmLayoutIndex *index = compare->layout->indexes->pdata[i];

    if (!g_hash_table_contains (compare->found, index->name))
      add (compare, CRM_LAYOUT_MISSING_INDEX, index->name)->index = index;
  }
}

GPtrArray *
crm_layout_compare (const CrmLayout *self, CrmDb *db, GError **error)
{
  g_autoptr (GPtrArray) objects = crm_db_read_objects (db, error);
  g_autoptr (GHashTable) found = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) differences = g_ptr_array_new_with_free_func (difference_free);
  Compare compare = { .layout = self, .db = db, .found = found, .differences = differences };
  gboolean ok = objects != NULL;

  for (guint i = 0; ok && i < objects->len; i++)
    ok = compare_object (&compare, objects->pdata[i], error);
  g_clear_pointer (&compare.scratch, crm_db_close);
  if (!ok)
    return NULL;
  note_missing (&compare);
  return g_steal_pointer (&differences);
}

/* --- What it means -----------------------------------------------------------------------------*/

gboolean
crm_layout_difference_is_harmless (const CrmLayoutDifference *self)
{
  return self->kind == CRM_LAYOUT_MORE_COLUMN || self->kind == CRM_LAYOUT_MISSING_TABLE ||
         self->kind == CRM_LAYOUT_MISSING_COLUMN || self->kind == CRM_LAYOUT_MISSING_INDEX;
}

gboolean
crm_layout_difference_acts (const CrmLayoutDifference *self)
{
  return (self->kind == CRM_LAYOUT_OTHER_COLUMN && self->computed) ||
         g_strcmp0 (self->type, "trigger") == 0 || g_strcmp0 (self->type, "view") == 0;
}

gboolean
_crm_layout_lacks (GPtrArray *differences)
{
  for (guint i = 0; i < differences->len; i++) {
    CrmLayoutKind kind = ((CrmLayoutDifference *)differences->pdata[i])->kind;

    if (kind == CRM_LAYOUT_MISSING_TABLE || kind == CRM_LAYOUT_MISSING_COLUMN ||
        kind == CRM_LAYOUT_MISSING_INDEX)
      return TRUE;
  }
  return FALSE;
}

char *
crm_layout_difference_describe (const CrmLayoutDifference *self)
{
  const char *table = self->table != NULL ? self->table->name : "";

  switch (self->kind) {
  case CRM_LAYOUT_MISSING_TABLE:
    return g_strdup_printf (_ ("the table “%s” is missing"), self->name);
  case CRM_LAYOUT_MISSING_COLUMN:
    /* Translators: a table of the office file and one of its columns. */
    return g_strdup_printf (_ ("the column “%s.%s” is missing"), table, self->name);
  case CRM_LAYOUT_MISSING_INDEX:
    return g_strdup_printf (_ ("the index “%s” is missing"), self->name);
  case CRM_LAYOUT_OTHER_COLUMN:
    return g_strdup_printf (_ ("the column “%s.%s” is not as Kontor makes it"), table, self->name);
  case CRM_LAYOUT_MORE_COLUMN:
    return g_strdup_printf (_ ("Kontor does not know the column “%s.%s”"), table, self->name);
  case CRM_LAYOUT_OTHER_INDEX:
    return g_strdup_printf (_ ("the index “%s” is not as Kontor makes it"), self->name);
  case CRM_LAYOUT_OLD_INDEX:
  case CRM_LAYOUT_FOREIGN:
  default:
    break;
  }
  if (g_strcmp0 (self->type, "trigger") == 0)
    return g_strdup_printf (_ ("the trigger “%s” was put into it"), self->name);
  if (g_strcmp0 (self->type, "view") == 0)
    return g_strdup_printf (_ ("the view “%s” was put into it"), self->name);
  if (g_strcmp0 (self->type, "table") == 0)
    return g_strdup_printf (_ ("the table “%s” was put into it"), self->name);
  return g_strdup_printf (_ ("the index “%s” was put into it"), self->name);
}

gboolean
_crm_layout_refuse_foreign (GPtrArray *differences, GError **error)
{
  for (guint i = 0; i < differences->len; i++) {
    const CrmLayoutDifference *difference = differences->pdata[i];
    g_autofree char *text = NULL;

    if (difference->kind != CRM_LAYOUT_FOREIGN && difference->kind != CRM_LAYOUT_OTHER_COLUMN)
      continue;
    text = crm_layout_difference_describe (difference);
    g_set_error (error, CRM_ERROR, CRM_ERROR_CORRUPT,
                 /* Translators: what was found: "the trigger “x” was put into it". */
                 _ ("The office file was changed by another program: %s. Kontor does not work with "
                    "it like that: restore the last backup, or ask whoever did it to take it out."),
                 text);
    return FALSE;
  }
  return TRUE;
}
