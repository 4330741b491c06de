/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/people/crm-standing-private.h"

gboolean
crm_standing_equal (const CrmStanding *a, const CrmStanding *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->person == b->person && a->free == b->free && g_string_equal (a->mark, b->mark);
}

gboolean
crm_standing_is_of (const CrmStanding *self, gint64 person, const char *today)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->person == person && g_strcmp0 (self->today, today) == 0;
}

gint64
crm_standing_get_person (const CrmStanding *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->person;
}

gboolean
crm_standing_is_free (const CrmStanding *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->free;
}

const CrmPermits *
_crm_part_permits (const CrmPart *self, const CrmEntity *entity)
{
  const CrmPermits *permits = g_hash_table_lookup (self->permits, entity->name);

  return permits != NULL ? permits : &self->rest;
}

/* What has nobody responsible belongs to all who see anything of it. */
static CrmScopeKind
scope_of (const CrmPart *part, CrmAction action, const CrmEntity *entity)
{
  CrmScopeKind scope;

  if (part == NULL)
    return CRM_SCOPE_NONE;
  if (entity->care == CRM_CARE_DESK)
    return action == CRM_ACTION_READ || entity->responsible == NULL ||
               part->rights[CRM_RIGHT_MANAGE]
             ? CRM_SCOPE_ALL
             : CRM_SCOPE_OWN;
  if (entity->care == CRM_CARE_SETTINGS)
    return action == CRM_ACTION_READ || part->rights[CRM_RIGHT_MANAGE] ? CRM_SCOPE_ALL
                                                                       : CRM_SCOPE_NONE;
  scope = _crm_part_permits (part, entity)->scopes[action];
  if (scope != CRM_SCOPE_NONE &&
      (entity->responsible == NULL || (entity->beside != NULL && action == CRM_ACTION_READ)))
    return CRM_SCOPE_ALL;

  return scope;
}

CrmScopeKind
crm_standing_scope (const CrmStanding *self, CrmAction action, const CrmEntity *entity)
{
  g_return_val_if_fail (self != NULL, CRM_SCOPE_NONE);
  g_return_val_if_fail (entity != NULL, CRM_SCOPE_NONE);

  return self->free ? CRM_SCOPE_ALL : scope_of (self->part, action, entity);
}

/* Whether this person may do it to the records of somebody who is away. */
static gboolean
acts_for (const CrmAbsent *absent, CrmAction action, const CrmEntity *entity)
{
  return entity->responsible != NULL && scope_of (absent->part, action, entity) != CRM_SCOPE_NONE;
}

gboolean
crm_standing_may (const CrmStanding *self, CrmAction action, const CrmEntity *entity)
{
  if (crm_standing_scope (self, action, entity) != CRM_SCOPE_NONE)
    return TRUE;
  for (guint i = 0; i < self->absent->len; i++)
    if (acts_for (self->absent->pdata[i], action, entity))
      return TRUE;

  return FALSE;
}

static gboolean
has (GArray *ids, gint64 id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;

  return FALSE;
}

gboolean
crm_standing_may_of (const CrmStanding *self,
                     CrmAction action,
                     const CrmEntity *entity,
                     gint64 responsible)
{
  CrmScopeKind scope = crm_standing_scope (self, action, entity);

  if (scope == CRM_SCOPE_ALL)
    return TRUE;
  /* What is nobody's yet waits for whoever takes it. */
  if (responsible == 0)
    return scope == CRM_SCOPE_DEPARTMENT || (scope == CRM_SCOPE_OWN && action == CRM_ACTION_CREATE);
  if ((scope == CRM_SCOPE_DEPARTMENT && has (self->department, responsible)) ||
      (scope != CRM_SCOPE_NONE && has (self->own, responsible)))
    return TRUE;
  for (guint i = 0; i < self->absent->len; i++) {
    const CrmAbsent *absent = self->absent->pdata[i];

    if (absent->id == responsible && acts_for (absent, action, entity))
      return TRUE;
  }

  return FALSE;
}

gboolean
crm_standing_allows (const CrmStanding *self, CrmRight right)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (right < CRM_N_RIGHTS, FALSE);

  return self->free || (self->part != NULL && self->part->rights[right]);
}

/* --- As a condition --------------------------------------------------------------------------- */

static void
add_ids (GStrvBuilder *builder, GArray *ids)
{
  for (guint i = 0; i < ids->len; i++) {
    g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (ids, gint64, i));

    g_strv_builder_add (builder, text);
  }
}

static char **
list_responsible (const CrmStanding *self, CrmScopeKind scope, const CrmEntity *entity)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (scope != CRM_SCOPE_NONE)
    add_ids (builder, self->own);
  if (scope == CRM_SCOPE_DEPARTMENT)
    add_ids (builder, self->department);
  for (guint i = 0; i < self->absent->len; i++) {
    const CrmAbsent *absent = self->absent->pdata[i];
    g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, absent->id);

    if (acts_for (absent, CRM_ACTION_READ, entity))
      g_strv_builder_add (builder, text);
  }

  return g_strv_builder_end (builder);
}

CrmCondition *
crm_standing_condition (const CrmStanding *self, const CrmEntity *entity)
{
  CrmScopeKind scope = crm_standing_scope (self, CRM_ACTION_READ, entity);
  g_auto (GStrv) ids = NULL;
  CrmCondition *any;

  if (scope == CRM_SCOPE_ALL)
    return NULL;
  if (entity->responsible == NULL)
    return crm_condition_new_group (CRM_CONDITION_ANY);
  ids = list_responsible (self, scope, entity);
  any = crm_condition_new_group (CRM_CONDITION_ANY);
  crm_condition_add (any, crm_condition_new_in (entity->responsible, (const char *const *)ids));
  if (scope == CRM_SCOPE_DEPARTMENT)
    crm_condition_add (any, crm_condition_new_test (entity->responsible, CRM_TEST_EMPTY, NULL));
  if (scope != CRM_SCOPE_NONE && entity->shared != NULL)
    crm_condition_add (any, crm_query_parse_where (entity->shared, NULL));

  return any;
}
