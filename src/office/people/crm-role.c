/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/people/crm-role.h"

#include "base/crm-error.h"
#include "office/crm-describe.h"
#include "office/crm-rooms.h"

static const CrmChoice scopes[] = {
  { "none", NC_ ("choice", "Nothing"), CRM_TONE_WAITING },
  { "own", NC_ ("choice", "Own"), CRM_TONE_SOON },
  { "department", NC_ ("choice", "Department"), CRM_TONE_ACTIVE },
  { "all", NC_ ("choice", "All"), CRM_TONE_DONE },
  { NULL },
};

static const char *const actions[CRM_N_ACTIONS] = {
  [CRM_ACTION_READ] = "read",
  [CRM_ACTION_CREATE] = "create",
  [CRM_ACTION_EDIT] = "edit",
  [CRM_ACTION_DELETE] = "delete",
};

static const char *const rights[CRM_N_RIGHTS] = {
  [CRM_RIGHT_PERSONAL] = "sees_personal", [CRM_RIGHT_EXPORT] = "may_export",
  [CRM_RIGHT_BACKDATE] = "may_backdate",  [CRM_RIGHT_MANAGE] = "may_manage",
  [CRM_RIGHT_UPGRADE] = "may_upgrade",
};

static const CrmField role_fields[] = {
  { .name = "name",
    .label = N_ ("Name"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_LISTED | CRM_FIELD_SORTED },
  { .name = "key", .label = N_ ("Key"), .type = CRM_FIELD_TEXT, .flags = CRM_WRITTEN },
  { .name = "note", .label = N_ ("Note"), .type = CRM_FIELD_NOTE, .flags = CRM_FIELD_SEARCHED },
  { .name = "sees_personal",
    .label = N_ ("Sees personal data"),
    .type = CRM_FIELD_YESNO,
    .flags = CRM_FIELD_IN_LIST,
    .group = N_ ("Besides") },
  { .name = "may_export",
    .label = N_ ("May export lists"),
    .type = CRM_FIELD_YESNO,
    .flags = CRM_FIELD_IN_LIST },
  { .name = "may_backdate", .label = N_ ("May date papers back"), .type = CRM_FIELD_YESNO },
  { .name = "may_manage",
    .label = N_ ("Manages people and settings"),
    .type = CRM_FIELD_YESNO,
    .flags = CRM_FIELD_IN_LIST },
  { .name = "may_upgrade",
    .label = N_ ("Upgrades and restores the office file"),
    .type = CRM_FIELD_YESNO },
  { NULL },
};

static const CrmLines role_lines[] = {
  { "permissions", "permission", N_ ("What the role may do") },
  { NULL },
};

/* --- Rules ------------------------------------------------------------------------------------ */

/* What people call what a line is about. */
static const char *
label_of (const char *entity)
{
  const CrmEntity *const *rooms = crm_rooms ();

  if (g_str_equal (entity, CRM_ROLE_REST))
    return _ ("Everything else");
  for (guint i = 0; rooms[i] != NULL; i++)
    if (g_str_equal (rooms[i]->name, entity))
      return _ (rooms[i]->label_many);

  return entity;
}

static gboolean
validate (const CrmRecord *record, GError **error)
{
  GPtrArray *lines = crm_record_get_lines (record, "permissions");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < lines->len; i++) {
    const char *entity = crm_record_get_text (lines->pdata[i], "entity");

    if (g_hash_table_add (seen, (gpointer)entity))
      continue;
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("“%s” says twice what it may do with “%s”. Take one of the lines out."),
                 crm_record_get_text (record, "name"), label_of (entity));
    return FALSE;
  }

  return TRUE;
}

static gboolean
before_save (CrmTxn *txn, CrmRecord *record, GError **error)
{
  return crm_role_guard (txn, NULL, record, FALSE, error);
}

static gboolean
before_delete (CrmTxn *txn, const CrmRecord *record, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("person");
  gint64 n;

  crm_query_add_test_id (query, "office_role", crm_record_get_id (record));
  n = crm_txn_count (txn, query, error);
  if (n > 0)
    g_set_error (error, CRM_ERROR, CRM_ERROR_DENIED,
                 _ ("People have the role “%s”: give them another one first."),
                 crm_record_get_text (record, "name"));

  return n == 0;
}

const CrmEntity crm_role_entity = {
  .number = 29,
  .name = "role",
  .label = N_ ("Role"),
  .label_many = N_ ("Roles"),
  .label_new = N_ ("New role"),
  NP_ ("%d role", "%d roles"),
  .empty_title = N_ ("No roles"),
  .empty_text = N_ ("Without roles everybody may do everything. Add one to say who may see and "
                    "change what."),
  .icon = "system-lock-screen-symbolic",
  .fields = role_fields,
  .lines = role_lines,
  .order = "name",
  .title = "{name}",
  .explicit_save = TRUE,
  .care = CRM_CARE_SETTINGS,
  .validate = validate,
  .before_save = before_save,
  .before_delete = before_delete,
};

static const CrmField permission_fields[] = {
  { .name = "entity",
    .label = N_ ("What"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED,
    .initial = CRM_ROLE_REST },
  { .name = "read",
    .label = N_ ("See"),
    .type = CRM_FIELD_CHOICE,
    .flags = CRM_FIELD_REQUIRED,
    .choices = scopes,
    .initial = "none" },
  { .name = "create",
    .label = N_ ("Add"),
    .type = CRM_FIELD_CHOICE,
    .flags = CRM_FIELD_REQUIRED,
    .choices = scopes,
    .initial = "none" },
  { .name = "edit",
    .label = N_ ("Change"),
    .type = CRM_FIELD_CHOICE,
    .flags = CRM_FIELD_REQUIRED,
    .choices = scopes,
    .initial = "none" },
  { .name = "delete",
    .label = N_ ("To the trash"),
    .type = CRM_FIELD_CHOICE,
    .flags = CRM_FIELD_REQUIRED,
    .choices = scopes,
    .initial = "none" },
  { NULL },
};

const CrmEntity crm_permission_entity = {
  .number = 30,
  .name = "permission",
  .owner = "role",
  .label = N_ ("Permission"),
  .label_many = N_ ("Permissions"),
  .label_new = N_ ("New permission"),
  NP_ ("%d permission", "%d permissions"),
  .empty_title = N_ ("No permissions yet"),
  .empty_text = N_ ("A role without permissions sees nothing. Add what it may do."),
  .icon = "changes-allow-symbolic",
  .fields = permission_fields,
  .title = "{entity}",
};

/* --- Words ------------------------------------------------------------------------------------ */

static const char *const right_words[CRM_N_RIGHTS] = {
  [CRM_RIGHT_PERSONAL] =
    N_ ("Phones, addresses, birthdays and the like; without it they stand as •••."),
  [CRM_RIGHT_EXPORT] =
    N_ ("Take more than a hundred records at once out of the office. It is written down."),
  [CRM_RIGHT_BACKDATE] = N_ ("Issue papers with a day before today."),
  [CRM_RIGHT_MANAGE] =
    N_ ("People, departments, roles, fields, templates, and what the whole office goes by."),
  [CRM_RIGHT_UPGRADE] = N_ ("Bring the office file to a newer Kontor, and go back to a backup."),
};

const char *
crm_role_right_words (CrmRight right)
{
  g_return_val_if_fail (right < G_N_ELEMENTS (right_words), NULL);

  return _ (right_words[right]);
}

const char *
crm_role_action_field (CrmAction action)
{
  g_return_val_if_fail (action < G_N_ELEMENTS (actions), NULL);

  return actions[action];
}

const char *
crm_role_right_field (CrmRight right)
{
  g_return_val_if_fail (right < G_N_ELEMENTS (rights), NULL);

  return rights[right];
}

CrmScopeKind
crm_role_scope_from_key (const char *key)
{
  for (guint i = 0; scopes[i].key != NULL; i++)
    if (g_strcmp0 (scopes[i].key, key) == 0)
      return (CrmScopeKind)i;

  return CRM_SCOPE_NONE;
}

const char *
crm_role_scope_key (CrmScopeKind scope)
{
  return scopes[MIN (scope, CRM_SCOPE_ALL)].key;
}

const CrmChoice *
crm_role_scopes (void)
{
  return scopes;
}
