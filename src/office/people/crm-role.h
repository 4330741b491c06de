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
/* As in a sentence: "their own", "of their department". */
const CrmChoice *crm_role_scopes (void);

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
