/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-compiler-private.h"

#include "base/crm-error.h"

#include <glib/gi18n-lib.h>

/* A saved view within a condition: its own conditions stand there instead, as they are at this
 * moment, and lead no further than the person who asks may see. */

/* Views that ask for views multiply. */
#define MOST_VIEWS 100

void
crm_view_clear (CrmView *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->where, crm_condition_free);
}

void
crm_compiler_set_views (CrmCompiler *self, CrmViewFunc func, gpointer data)
{
  self->views = func;
  self->views_data = data;
}

gboolean
crm_view_target (const CrmPath *path,
                 const CrmCondition *test,
                 const CrmEntity **entity,
                 GError **error)
{
  const CrmField *field = crm_path_get_field (path);
  const CrmEntity *owner = crm_path_get_owner (path);

  *entity = NULL;
  if (test->values == NULL || test->values[0] == NULL || test->values[1] != NULL) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("The condition on “%s” has no value. Give one after the sign."),
                 crm_path_get_text (path));
    return FALSE;
  }
  if (field == NULL || field->type == CRM_FIELD_PARENT)
    *entity = owner;
  else if (field->type == CRM_FIELD_REFERENCE)
    *entity = crm_schema_find (crm_entity_get_schema (owner), field->ref);
  else if (field->type != CRM_FIELD_ANY)
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("“%s” names no record that could stand in a saved view."),
                 crm_path_get_text (path));
  return *entity != NULL || (field != NULL && field->type == CRM_FIELD_ANY);
}

/* --- Views within views ------------------------------------------------------------------------*/

/* One that is being asked about already, here or further up, would ask for ever. */
static gboolean
check_asked (CrmCompiler *self, const CrmView *view, GError **error)
{
  g_autoptr (GString) ring = NULL;

  for (const CrmAsked *asked = self->asked; asked != NULL && ring == NULL; asked = asked->above)
    if (asked->view->id == view->id)
      ring = g_string_new (view->name);
  if (ring == NULL && ++self->n_views <= MOST_VIEWS)
    return TRUE;
  if (ring == NULL) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("The filter leads through too many saved views. Let fewer of them ask "
                            "for one another."));
    return FALSE;
  }
  for (const CrmAsked *asked = self->asked; asked != NULL; asked = asked->above) {
    g_string_prepend (ring, " → ");
    g_string_prepend (ring, asked->view->name);
    if (asked->view->id == view->id)
      break;
  }
  /* Translators: names of saved views, "A → B → A". */
  g_set_error (
    error, CRM_ERROR, CRM_ERROR_INVALID,
    _ ("The saved views ask for one another in a ring: %s. Take the condition out of one "
       "of them."),
    ring->str);
  return FALSE;
}

static gboolean
add_where (CrmCompiler *self, CrmView *view, GString *sql, GError **error)
{
  CrmAsked asked = { view, self->asked };
  gboolean ok;

  if (view->where == NULL) {
    g_string_append (sql, "1 = 1");
    return TRUE;
  }
  self->asked = &asked;
  ok = _crm_compiler_add_condition (self, view->where, sql, error);
  self->asked = asked.above;
  return ok;
}

/* --- In SQL ------------------------------------------------------------------------------------*/

/* A record that is named is looked up: it has to live, to be seen, and to meet the conditions. */
static gboolean
add_named (CrmCompiler *self, CrmView *view, const char *value, GString *sql, GError **error)
{
  g_autofree char *alias = _crm_compiler_new_alias (self, "v");
  g_autoptr (GString) test = g_string_new (NULL);
  g_autofree char *seen = NULL;
  const CrmEntity *entity = self->entity;
  CrmScope outer = self->scope;
  gboolean ok;

  _crm_scope_init (&self->scope, alias);
  self->entity = view->entity;
  ok = add_where (self, view, test, error);
  seen = _crm_compiler_sight (self, view->entity, alias);
  g_string_append_printf (sql,
                          "EXISTS (SELECT 1 FROM \"%s\" %s%s WHERE %s.id = %s AND %s.deleted IS "
                          "NULL%s AND %s)",
                          view->entity->name, alias, self->scope.joins->str, alias, value, alias,
                          seen, test->str);
  _crm_scope_clear (&self->scope);
  self->entity = entity;
  self->scope = outer;
  return ok;
}

gboolean
_crm_compiler_test_view (CrmCompiler *self,
                         const char *alias,
                         gboolean itself,
                         const CrmPath *path,
                         const CrmCondition *condition,
                         GString *sql,
                         GError **error)
{
  const CrmField *field = crm_path_get_field (path);
  g_autofree char *value = g_strdup_printf ("%s.\"%s\"", alias, field != NULL ? field->name : "id");
  gboolean out = condition->test == CRM_TEST_OUT_VIEW;
  g_auto (CrmView) view = { 0 };
  const CrmEntity *entity;

  if (!crm_view_target (path, condition, &entity, error))
    return FALSE;
  /* Only the grammar is being looked at. */
  if (self->views == NULL) {
    g_string_append (sql, "1 = 1");
    return TRUE;
  }
  if (!self->views (condition->values[0], entity, &view, self->views_data, error) ||
      !check_asked (self, &view, error))
    return FALSE;
  if (out)
    g_string_append (sql, "CASE WHEN ");
  if (itself ? !add_where (self, &view, sql, error) : !add_named (self, &view, value, sql, error))
    return FALSE;
  if (out)
    g_string_append (sql, " THEN 0 ELSE 1 END = 1");
  return TRUE;
}
