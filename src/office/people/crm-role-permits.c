/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/people/crm-role.h"

#define LINES "permissions"

gboolean
crm_role_rules_over (const CrmEntity *entity)
{
  g_return_val_if_fail (entity != NULL, FALSE);

  return entity->owner == NULL && entity->care == CRM_CARE_WORK;
}

static CrmRecord *
find_line (const CrmRecord *role, const char *entity)
{
  GPtrArray *lines = crm_record_get_lines (role, LINES);

  for (guint i = 0; i < lines->len; i++)
    if (g_str_equal (crm_record_get_text (lines->pdata[i], "entity"), entity))
      return lines->pdata[i];

  return NULL;
}

gboolean
crm_role_has_own (const CrmRecord *role, const char *entity)
{
  g_return_val_if_fail (role != NULL, FALSE);
  g_return_val_if_fail (entity != NULL, FALSE);

  return find_line (role, entity) != NULL;
}

CrmScopeKind
crm_role_get_scope (const CrmRecord *role, const char *entity, CrmAction action)
{
  const CrmRecord *line;

  g_return_val_if_fail (role != NULL, CRM_SCOPE_NONE);
  g_return_val_if_fail (entity != NULL, CRM_SCOPE_NONE);

  line = find_line (role, entity);
  if (line == NULL)
    line = find_line (role, CRM_ROLE_REST);

  return line != NULL
           ? crm_role_scope_from_key (crm_record_get_text (line, crm_role_action_field (action)))
           : CRM_SCOPE_NONE;
}

/* A line that says what has held so far. */
static CrmRecord *
add_line (CrmRecord *role, const char *entity)
{
  CrmScopeKind scopes[CRM_N_ACTIONS];
  CrmRecord *line;

  for (guint i = 0; i < CRM_N_ACTIONS; i++)
    scopes[i] = crm_role_get_scope (role, entity, i);
  line = crm_record_add_line (role, LINES);
  crm_record_set_text (line, "entity", entity);
  for (guint i = 0; i < CRM_N_ACTIONS; i++)
    crm_record_set_text (line, crm_role_action_field (i), crm_role_scope_key (scopes[i]));

  return line;
}

void
crm_role_set_scope (CrmRecord *role, const char *entity, CrmAction action, CrmScopeKind scope)
{
  CrmRecord *line;

  g_return_if_fail (role != NULL);
  g_return_if_fail (entity != NULL);
  g_return_if_fail (action < CRM_N_ACTIONS);

  line = find_line (role, entity);
  if (line == NULL)
    line = add_line (role, entity);
  crm_record_set_text (line, crm_role_action_field (action), crm_role_scope_key (scope));
}

void
crm_role_follow_rest (CrmRecord *role, const char *entity)
{
  CrmRecord *line;
  guint at;

  g_return_if_fail (role != NULL);
  g_return_if_fail (entity != NULL);

  line = find_line (role, entity);
  if (line != NULL && g_ptr_array_find (crm_record_get_lines (role, LINES), line, &at))
    crm_record_remove_line (role, LINES, at);
}
