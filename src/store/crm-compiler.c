/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-compiler-private.h"

#include "base/crm-error.h"

#include <glib/gi18n-lib.h>

CrmCompiler *
crm_compiler_new (CrmTables *tables, const CrmEntity *entity, const CrmCompilerWords *words)
{
  CrmCompiler *self = g_new0 (CrmCompiler, 1);

  self->tables = crm_tables_ref (tables);
  self->entity = entity;
  self->today = g_strdup (words->today);
  self->now = words->now;
  self->person = words->person;
  self->from = g_string_new (NULL);
  self->where = g_string_new ("1 = 1");
  self->parameters = g_array_new (FALSE, TRUE, sizeof (CrmValue));
  g_array_set_clear_func (self->parameters, (GDestroyNotify)crm_value_clear);
  _crm_scope_init (&self->scope, "t");
  return self;
}

void
crm_compiler_free (CrmCompiler *self)
{
  _crm_scope_clear (&self->scope);
  crm_tables_unref (self->tables);
  g_string_free (self->from, TRUE);
  g_string_free (self->where, TRUE);
  g_array_unref (self->parameters);
  g_free (self->today);
  g_free (self->index);
  g_free (self);
}

static char *
literal (const CrmValue *value)
{
  switch (value->kind) {
  case CRM_VALUE_INT:
    return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
  case CRM_VALUE_TEXT:
    return _crm_sql_quote (value->text);
  case CRM_VALUE_NULL:
  case CRM_VALUE_BLOB:
  case CRM_VALUE_MASKED:
  default:
    return g_strdup ("NULL");
  }
}

char *
_crm_compiler_parameter (CrmCompiler *self, CrmValue *value)
{
  if (self->literal) {
    char *written = literal (value);

    crm_value_clear (value);
    return written;
  }
  g_array_append_val (self->parameters, *value);
  *value = (CrmValue)CRM_VALUE_INIT;
  return g_strdup_printf ("$%u", self->parameters->len);
}

void
crm_compiler_add_sql (CrmCompiler *self, const char *sql)
{
  g_string_append_printf (self->where, " AND %s", sql);
}

void
crm_compiler_add_int (CrmCompiler *self, gint64 value)
{
  CrmValue parameter = { .kind = CRM_VALUE_INT, .integer = value };

  g_array_append_val (self->parameters, parameter);
}

void
crm_compiler_add_trash (CrmCompiler *self, gboolean trash)
{
  crm_compiler_add_sql (self, trash ? "t.deleted IS NOT NULL" : "t.deleted IS NULL");
}

void
crm_compiler_set_by_number (CrmCompiler *self)
{
  self->by_number = TRUE;
}

void
crm_compiler_set_index (CrmCompiler *self, const char *index)
{
  g_free (self->index);
  self->index = g_strdup (index);
}

const char *
crm_compiler_get_from (CrmCompiler *self)
{
  g_string_printf (self->from, "\"%s\" t", self->entity->name);
  if (self->by_number)
    g_string_append (self->from, CRM_DB_BY_NUMBER);
  else if (self->index != NULL)
    g_string_append_printf (self->from, CRM_DB_BY_INDEX "\"%s\"", self->index);
  g_string_append (self->from, self->scope.joins->str);
  return self->from->str;
}

const char *
crm_compiler_get_where (CrmCompiler *self)
{
  return self->where->str;
}

guint
crm_compiler_get_n_parameters (CrmCompiler *self)
{
  return self->parameters->len;
}

void
crm_compiler_bind (CrmCompiler *self, CrmStatement *statement)
{
  for (guint i = 0; i < self->parameters->len; i++)
    crm_statement_bind_value (statement, i + 1, &g_array_index (self->parameters, CrmValue, i));
}

/* --- Conditions --------------------------------------------------------------------------------*/

/* A test beyond lines asks whether there is such a line; "[main]" looks at the first only. They are
 * empty when none is filled. */
static gboolean
add_test_from (CrmCompiler *self,
               CrmScope *scope,
               const char *alias,
               const CrmPath *path,
               guint first,
               const CrmCondition *condition,
               GString *sql,
               GError **error)
{
  guint n_steps, stopped;
  const CrmStep *steps = crm_path_get_steps (path, &n_steps);
  g_autofree char *end = _crm_compiler_walk (self, scope, alias, steps, n_steps, first, &stopped);
  g_auto (CrmScope) inner = { 0 };
  g_autoptr (GString) test = NULL;
  g_autofree char *line = NULL;
  g_autofree char *tie = NULL;
  CrmCondition filled = *condition;
  const char *table;

  if (stopped == n_steps) {
    _crm_scope_init (&inner, end);
    if (crm_test_is_of_view (condition->test))
      return _crm_compiler_test_view (self, end, n_steps == 0 && crm_path_get_field (path) == NULL,
                                      path, condition, sql, error);
    return _crm_compiler_test (self, end, path, condition, sql, error);
  }
  line = _crm_compiler_new_alias (self, "l");
  table = steps[stopped].to->name;
  test = g_string_new (NULL);
  _crm_scope_init (&inner, line);
  if (condition->test == CRM_TEST_EMPTY) {
    filled.test = CRM_TEST_FILLED;
    g_string_append (sql, "NOT ");
  }
  if (!add_test_from (self, &inner, line, path, stopped + 1, &filled, test, error))
    return FALSE;
  tie = _crm_compiler_tie (self, &steps[stopped], line, end);
  g_string_append_printf (sql, "EXISTS (SELECT 1 FROM \"%s\" %s%s WHERE %s", table, line,
                          inner.joins->str, tie);
  if (steps[stopped].main)
    g_string_append_printf (sql,
                            " AND %s.position = (SELECT min(position) FROM \"%s\" WHERE owner = "
                            "%s.id)",
                            line, table, end);
  g_string_append_printf (sql, " AND %s)", test->str);
  return TRUE;
}

/* As a tree of halves: a chain of a thousand would be deeper than an expression may be. */
static gboolean
add_children (CrmCompiler *self,
              const CrmCondition *group,
              guint first,
              guint n,
              GString *sql,
              GError **error)
{
  if (n == 0) {
    g_string_append (sql, group->kind == CRM_CONDITION_ANY ? "1 = 0" : "1 = 1");
    return TRUE;
  }
  if (n == 1)
    return _crm_compiler_add_condition (self, group->children->pdata[first], sql, error);
  g_string_append_c (sql, '(');
  if (!add_children (self, group, first, n / 2, sql, error))
    return FALSE;
  g_string_append (sql, group->kind == CRM_CONDITION_ANY ? " OR " : " AND ");
  if (!add_children (self, group, first + n / 2, n - n / 2, sql, error))
    return FALSE;
  g_string_append_c (sql, ')');
  return TRUE;
}

gboolean
_crm_compiler_add_condition (CrmCompiler *self,
                             const CrmCondition *condition,
                             GString *sql,
                             GError **error)
{
  guint n = condition->children != NULL ? condition->children->len : 0;
  g_autoptr (CrmPath) path = NULL;

  switch (condition->kind) {
  case CRM_CONDITION_TEST:
    path =
      crm_path_new (crm_tables_get_schema (self->tables), self->entity, condition->path, error);
    return path != NULL &&
           add_test_from (self, &self->scope, self->scope.alias, path, 0, condition, sql, error);
  case CRM_CONDITION_NOT:
    /* What is neither true nor false, because a value is empty, is not true. */
    g_string_append (sql, "CASE WHEN ");
    if (!add_children (self, condition, 0, n, sql, error))
      return FALSE;
    g_string_append (sql, " THEN 0 ELSE 1 END = 1");
    return TRUE;
  case CRM_CONDITION_ALL:
  case CRM_CONDITION_ANY:
  default:
    return add_children (self, condition, 0, n, sql, error);
  }
}

gboolean
crm_compiler_add_condition (CrmCompiler *self, const CrmCondition *condition, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  if (condition == NULL)
    return TRUE;
  if (!_crm_compiler_add_condition (self, condition, sql, error))
    return FALSE;
  g_string_prepend_c (sql, '(');
  g_string_append_c (sql, ')');
  crm_compiler_add_sql (self, sql->str);
  return TRUE;
}

/* --- What is seen behind a path ----------------------------------------------------------------*/

void
crm_compiler_set_sight (CrmCompiler *self, CrmSightFunc func, gpointer data)
{
  self->sight = func;
  self->sight_data = data;
}

/* The condition is asked of a row of its own, for it may lead over paths too; its values are
 * written into it, because others count their parameters from what was bound before. */
static char *
test_sight (CrmCompiler *self, const CrmEntity *entity, const char *alias, const CrmCondition *seen)
{
  g_autofree char *own = _crm_compiler_new_alias (self, "s");
  g_autoptr (GString) test = g_string_new (NULL);
  const CrmEntity *asked = self->entity;
  CrmScope outer = self->scope;
  CrmSightFunc sight = self->sight;
  gboolean literal = self->literal;
  char *sql;

  _crm_scope_init (&self->scope, own);
  self->entity = entity;
  self->sight = NULL;
  self->literal = TRUE;
  if (!_crm_compiler_add_condition (self, seen, test, NULL))
    g_string_assign (test, "1 = 0");
  sql = g_strdup_printf (" AND EXISTS (SELECT 1 FROM \"%s\" %s%s WHERE %s.id = %s.id AND %s)",
                         entity->name, own, self->scope.joins->str, own, alias, test->str);
  _crm_scope_clear (&self->scope);
  self->literal = literal;
  self->sight = sight;
  self->entity = asked;
  self->scope = outer;
  return sql;
}

char *
_crm_compiler_sight (CrmCompiler *self, const CrmEntity *entity, const char *alias)
{
  g_autoptr (CrmCondition) condition = NULL;

  /* Lines are seen with their record. */
  if (self->sight == NULL || entity->owner != NULL)
    return g_strdup ("");
  if (!self->sight (entity, &condition, self->sight_data))
    return g_strdup (" AND 1 = 0");
  return condition != NULL ? test_sight (self, entity, alias, condition) : g_strdup ("");
}

/* --- What stands at other records --------------------------------------------------------------*/

/* The condition is that of the other entity: it is the one asked about meanwhile. */
static gboolean
add_seen (CrmCompiler *self, const char *field, const CrmSeen *seen, GString *sql, GError **error)
{
  g_autofree char *alias = _crm_compiler_new_alias (self, "b");
  g_autoptr (GString) test = g_string_new (NULL);
  const CrmEntity *entity = self->entity;
  CrmScope outer = self->scope;
  gboolean ok;

  _crm_scope_init (&self->scope, alias);
  self->entity = seen->entity;
  ok = seen->condition == NULL || _crm_compiler_add_condition (self, seen->condition, test, error);
  g_string_append_printf (sql, " OR EXISTS (SELECT 1 FROM \"%s\" %s%s WHERE %s.id = t.\"%s\"%s%s)",
                          seen->entity->name, alias, self->scope.joins->str, alias, field,
                          test->len > 0 ? " AND " : "", test->str);
  _crm_scope_clear (&self->scope);
  self->entity = entity;
  self->scope = outer;
  return ok;
}

gboolean
crm_compiler_add_beside (CrmCompiler *self,
                         const char *field,
                         GArray *seen,
                         const char *author,
                         GError **error)
{
  g_autoptr (GString) sql = g_string_new ("(1 = 0");

  if (author != NULL) {
    crm_compiler_add_int (self, self->person);
    g_string_append_printf (sql, " OR t.\"%s\" = $%u", author, self->parameters->len);
  }
  for (guint i = 0; i < seen->len; i++)
    if (!add_seen (self, field, &g_array_index (seen, CrmSeen, i), sql, error))
      return FALSE;
  g_string_append_c (sql, ')');
  crm_compiler_add_sql (self, sql->str);
  return TRUE;
}
