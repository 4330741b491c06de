/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-compiler-private.h"

void
_crm_scope_init (CrmScope *self, const char *alias)
{
  self->alias = alias;
  self->joins = g_string_new (NULL);
  self->aliases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
_crm_scope_clear (CrmScope *self)
{
  g_string_free (self->joins, TRUE);
  g_hash_table_unref (self->aliases);
}

char *
_crm_compiler_new_alias (CrmCompiler *self, const char *prefix)
{
  return g_strdup_printf ("%s%u", prefix, ++self->n_aliases);
}

/* The alias of a table that a column leads to; joined once however often it is asked for.
 * @entity: NULL: the table is of no entity. */
static char *
join (CrmCompiler *self,
      CrmScope *scope,
      const char *alias,
      const char *column,
      const char *table,
      const CrmEntity *entity)
{
  /* What the rights themselves ask about is not what a person sees. */
  g_autofree char *key =
    g_strdup_printf ("%s.%s>%s%s", alias, column, table, self->sight != NULL ? " seen" : "");
  const char *known = g_hash_table_lookup (scope->aliases, key);
  g_autofree char *seen = NULL;
  char *joined;

  if (known != NULL)
    return g_strdup (known);
  joined = _crm_compiler_new_alias (self, entity != NULL ? "j" : "r");
  seen = entity != NULL ? _crm_compiler_sight (self, entity, joined) : NULL;
  g_string_append_printf (scope->joins, " LEFT JOIN \"%s\" %s ON %s.id = %s.\"%s\"%s", table,
                          joined, joined, alias, column, seen != NULL ? seen : "");
  g_hash_table_insert (scope->aliases, g_steal_pointer (&key), g_strdup (joined));
  return joined;
}

char *
_crm_compiler_walk (CrmCompiler *self,
                    CrmScope *scope,
                    const char *alias,
                    const CrmStep *steps,
                    guint n_steps,
                    guint first,
                    guint *stopped)
{
  char *current = g_strdup (alias);
  guint i;

  for (i = first; i < n_steps && steps[i].kind == CRM_STEP_REFERENCE; i++) {
    char *next = join (self, scope, current, steps[i].field->name, steps[i].to->name, steps[i].to);

    g_free (current);
    current = next;
  }
  *stopped = i;
  return current;
}

char *
_crm_compiler_tie (CrmCompiler *self, const CrmStep *step, const char *line, const char *from)
{
  if (step->kind == CRM_STEP_BACK) {
    g_autofree char *seen = _crm_compiler_sight (self, step->to, line);

    return g_strdup_printf ("%s.\"%s\" = %s.id AND %s.deleted IS NULL%s", line, step->field->name,
                            from, line, seen);
  }
  return g_strdup_printf ("%s.owner = %s.id", line, from);
}

static gboolean
is_reference (const CrmField *field)
{
  return field != NULL && (field->type == CRM_FIELD_REFERENCE || field->type == CRM_FIELD_PARENT ||
                           field->type == CRM_FIELD_ANY);
}

static char *
end_expression (CrmCompiler *self,
                CrmScope *scope,
                const char *alias,
                const CrmPath *path,
                CrmUse use,
                gboolean *not_null)
{
  const CrmField *field = crm_path_get_field (path);
  g_autofree char *column = NULL;
  g_autofree char *rank = NULL;

  *not_null = FALSE;
  if (field == NULL)
    return g_strdup_printf ("%s.id", alias);
  column = g_strdup_printf ("%s.\"%s\"", alias, field->name);
  rank = use == CRM_USE_ORDER ? _crm_compiler_rank (self, field, column) : NULL;
  if (rank != NULL)
    return g_steal_pointer (&rank);
  if (use != CRM_USE_VALUE && is_reference (field)) {
    g_autofree char *record = join (self, scope, alias, field->name, "record", NULL);

    return g_strdup_printf ("%s.%s", record, use == CRM_USE_ORDER ? "folded" : "title");
  }
  if (use == CRM_USE_ORDER && crm_field_has_fold (field)) {
    *not_null = g_str_equal (alias, "t");
    return g_strdup_printf ("%s.\"%s_fold\"", alias, field->name);
  }
  return g_steal_pointer (&column);
}

static char *
expression_from (CrmCompiler *self,
                 CrmScope *scope,
                 const char *alias,
                 const CrmPath *path,
                 guint first,
                 CrmUse use,
                 gboolean *not_null)
{
  guint n_steps, stopped;
  const CrmStep *steps = crm_path_get_steps (path, &n_steps);
  g_autofree char *end = _crm_compiler_walk (self, scope, alias, steps, n_steps, first, &stopped);
  g_auto (CrmScope) inner = { 0 };
  g_autofree char *line = NULL;
  g_autofree char *value = NULL;
  g_autofree char *tie = NULL;

  if (stopped == n_steps) {
    _crm_scope_init (&inner, end);
    return end_expression (self, scope, end, path, use, not_null);
  }
  /* One value is wanted, so it is the first line's. */
  line = _crm_compiler_new_alias (self, "l");
  _crm_scope_init (&inner, line);
  value = expression_from (self, &inner, line, path, stopped + 1, use, not_null);
  *not_null = FALSE;
  tie = _crm_compiler_tie (self, &steps[stopped], line, end);
  return g_strdup_printf ("(SELECT %s FROM \"%s\" %s%s WHERE %s ORDER BY %s.%s, %s.id LIMIT 1)",
                          value, steps[stopped].to->name, line, inner.joins->str, tie, line,
                          steps[stopped].kind == CRM_STEP_LINES ? "position" : "n", line);
}

char *
crm_compiler_expression (CrmCompiler *self, const CrmPath *path, CrmUse use, gboolean *not_null)
{
  gboolean ignored;

  return expression_from (self, &self->scope, "t", path, 0, use,
                          not_null != NULL ? not_null : &ignored);
}
