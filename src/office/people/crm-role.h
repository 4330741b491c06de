/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-lang.h"
#include "store/crm-txn.h"

G_BEGIN_DECLS

/* What a role lets one do with an entity: a line of it. In CRM_ROLE_REST stands what holds for all
 * entities without a line. */
#define CRM_ROLE_REST "*"

/* Whose records. The greater allows what the lesser does. */
typedef enum {
  CRM_SCOPE_NONE,
  CRM_SCOPE_OWN,
  CRM_SCOPE_DEPARTMENT,
  CRM_SCOPE_ALL,
} CrmScopeKind;

#define CRM_N_ACTIONS 4
#define CRM_N_RIGHTS  5

extern const CrmEntity crm_role_entity;
extern const CrmEntity crm_permission_entity;

/* "read", "create", "edit", "delete": the fields of a permission. */
const char *crm_role_action_field (CrmAction action);
/* "sees_personal", "may_export"…: the fields of a role. */
const char *crm_role_right_field (CrmRight right);
CrmScopeKind crm_role_scope_from_key (const char *key);
const char *crm_role_scope_key (CrmScopeKind scope);
/* What people choose from, by CrmScopeKind. */
const CrmChoice *crm_role_scopes (void);
/* What a right is good for, in one line. */
const char *crm_role_right_words (CrmRight right);

/* --- What a role permits, while it is written --------------------------------------------------
 */

/* Whether roles say who may do what with it. */
gboolean crm_role_rules_over (const CrmEntity *entity);
/* Whether the role says something of this entity, by name, that holds for it alone. */
gboolean crm_role_has_own (const CrmRecord *role, const char *entity);
CrmScopeKind crm_role_get_scope (const CrmRecord *role, const char *entity, CrmAction action);
/* From now on what is said holds for this entity alone; the other actions stay as they were. */
void crm_role_set_scope (CrmRecord *role, const char *entity, CrmAction action, CrmScopeKind scope);
/* What holds for all the rest holds for it again. */
void crm_role_follow_rest (CrmRecord *role, const char *entity);

/**
 * crm_role_seed:
 *
 * The roles that come with the program, in the office's language, when it has none: they are
 * records like any other and may be changed. People get theirs by what they were before there were
 * roles; somebody is head afterwards.
 */
gboolean crm_role_seed (CrmTxn *txn, CrmLang lang, GError **error);

/* The role of this key, "head"; NULL without error when it was taken away. (transfer full) */
CrmRecord *crm_role_find (CrmTxn *txn, const char *key, GError **error);

/**
 * crm_role_guard:
 * @person: (nullable): as it will be saved; @gone when it goes to the trash.
 * @role: (nullable): the same of a role.
 *
 * Refuses what would leave nobody who may manage people and settings.
 */
gboolean crm_role_guard (CrmTxn *txn,
                         const CrmRecord *person,
                         const CrmRecord *role,
                         gboolean gone,
                         GError **error);

G_END_DECLS
