/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/people/crm-role.h"

#include "base/crm-error.h"

#include <glib/gi18n-lib.h>

/* The roles that come with the program. What an office calls its own things is in its language,
 * which need not be that of the person who makes it: so these are tables by CrmLang. */

typedef struct {
  const char *entity;
  const char *scopes[CRM_N_ACTIONS]; /* by CrmAction: read, create, edit, delete */
} Permission;

static const struct {
  const char *key;
  const char *names[3];
  gboolean rights[CRM_N_RIGHTS]; /* personal, export, backdate, manage, upgrade */
  Permission permissions[8];
} shipped[] = {
  { "head",
    { "Head", "Руководитель", "Conducător" },
    { TRUE, TRUE, TRUE, TRUE, TRUE },
    { { CRM_ROLE_REST, { "all", "all", "all", "all" } } } },
  { "manager",
    { "Head of a department", "Начальник отдела", "Șef de departament" },
    { TRUE, TRUE, FALSE, FALSE, FALSE },
    { { CRM_ROLE_REST, { "all", "all", "department", "department" } },
      { "product", { "all", "all", "all", "none" } } } },
  { "seller",
    { "Sales", "Продажи", "Vânzări" },
    { TRUE, FALSE, FALSE, FALSE, FALSE },
    { { CRM_ROLE_REST, { "department", "department", "department", "own" } },
      { "product", { "all", "none", "none", "none" } } } },
  { "accountant",
    { "Accounting", "Бухгалтерия", "Contabilitate" },
    { TRUE, TRUE, TRUE, FALSE, FALSE },
    { { CRM_ROLE_REST, { "all", "none", "none", "none" } },
      { "party", { "all", "all", "all", "none" } },
      { "document", { "all", "all", "all", "all" } },
      { "product", { "all", "all", "all", "none" } },
      { "task", { "all", "all", "own", "own" } },
      { "event", { "all", "all", "own", "own" } },
      { "comment", { "all", "all", "own", "own" } },
      { "attachment", { "all", "all", "own", "own" } } } },
  { "reader",
    { "Looks only", "Только просмотр", "Doar vizualizare" },
    { FALSE, FALSE, FALSE, FALSE, FALSE },
    { { CRM_ROLE_REST, { "all", "none", "none", "none" } } } },
};

/* What people were before there were roles to choose from, and are now. */
static const struct {
  const char *before;
  const char *key;
} before_roles[] = {
  { "head", "head" },      { "seller", "seller" }, { "accountant", "accountant" },
  { "service", "seller" }, { "guest", "reader" },  { "", "seller" },
};

CrmRecord *
crm_role_find (CrmTxn *txn, const char *key, GError **error)
{
  g_return_val_if_fail (txn != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);

  return crm_txn_find_text (txn, "role", "key", key, error);
}

static gboolean
add_role (CrmTxn *txn, guint which, CrmLang lang, GError **error)
{
  g_autoptr (CrmRecord) role = crm_txn_new (txn, "role");

  crm_record_set_text (role, "key", shipped[which].key);
  crm_record_set_text (role, "name", shipped[which].names[lang]);
  for (guint i = 0; i < CRM_N_RIGHTS; i++)
    crm_record_set_int (role, crm_role_right_field (i), shipped[which].rights[i]);
  for (guint i = 0; i < G_N_ELEMENTS (shipped[which].permissions); i++) {
    const Permission *permission = &shipped[which].permissions[i];
    CrmRecord *line;

    if (permission->entity == NULL)
      break;
    line = crm_record_add_line (role, "permissions");
    crm_record_set_text (line, "entity", permission->entity);
    for (guint k = 0; k < CRM_N_ACTIONS; k++)
      crm_record_set_text (line, crm_role_action_field (k), permission->scopes[k]);
  }

  return crm_txn_save (txn, role, error);
}

static const char *
role_now (const char *before)
{
  for (guint i = 0; i < G_N_ELEMENTS (before_roles); i++)
    if (g_str_equal (before_roles[i].before, before))
      return before_roles[i].key;

  return "reader";
}

static gboolean
give_role (CrmTxn *txn, CrmRecord *person, const char *key, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CrmRecord) role = crm_role_find (txn, key, &local);

  if (role == NULL) {
    if (local != NULL)
      g_propagate_error (error, g_steal_pointer (&local));
    return local == NULL;
  }
  crm_record_set_int (person, "office_role", crm_record_get_id (role));

  return crm_txn_save (txn, person, error);
}

/* The first one is head when nobody was: somebody has to manage people. */
static gboolean
give_roles (CrmTxn *txn, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("person");
  g_autoptr (GPtrArray) people = NULL;
  CrmRecord *head = NULL;

  people = crm_txn_query (txn, query, error);
  if (people == NULL)
    return FALSE;
  for (guint i = 0; i < people->len; i++) {
    CrmRecord *person = people->pdata[i];

    if (crm_record_get_int (person, "active") == 0)
      continue;
    if (head == NULL)
      head = person;
    if (g_str_equal (crm_record_get_text (person, "role"), "head")) {
      head = person;
      break;
    }
  }
  for (guint i = 0; i < people->len; i++) {
    CrmRecord *person = people->pdata[i];
    const char *key = person == head ? "head" : role_now (crm_record_get_text (person, "role"));

    if (crm_record_is_null (person, "office_role") && crm_record_is_null (person, "queue_of") &&
        !give_role (txn, person, key, error))
      return FALSE;
  }

  return TRUE;
}

gboolean
crm_role_seed (CrmTxn *txn, CrmLang lang, GError **error)
{
  g_autoptr (CrmQuery) query = NULL;
  gint64 n;

  g_return_val_if_fail (txn != NULL, FALSE);

  query = crm_query_new ("role");
  n = crm_txn_count (txn, query, error);
  if (n != 0)
    return n > 0;
  for (guint i = 0; i < G_N_ELEMENTS (shipped); i++)
    if (!add_role (txn, i, lang, error))
      return FALSE;

  return give_roles (txn, error);
}

/* --- Somebody must be able to change it back -------------------------------------------------- */

/* Roles that manage people, with @changed as it will be. */
static gboolean
managing_roles (CrmTxn *txn, const CrmRecord *changed, gboolean gone, GStrv *ids, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("role");
  g_autoptr (GPtrArray) roles = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  crm_query_add_test (query, "may_manage", CRM_TEST_EQUAL, "yes");
  roles = crm_txn_query (txn, query, error);
  if (roles == NULL)
    return FALSE;
  for (guint i = 0; i < roles->len; i++) {
    gint64 id = crm_record_get_id (roles->pdata[i]);
    g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

    if (changed == NULL || id != crm_record_get_id (changed))
      g_strv_builder_add (builder, text);
  }
  if (changed != NULL && !gone && crm_record_get_int (changed, "may_manage") != 0) {
    g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, crm_record_get_id (changed));

    g_strv_builder_add (builder, text);
  }
  *ids = g_strv_builder_end (builder);

  return TRUE;
}

/* How many of those who work here have one of the roles; @except is not counted. */
static gint64
count_people (CrmTxn *txn, GStrv roles, gint64 except, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("person");

  crm_query_add_where (query, crm_condition_new_in ("office_role", (const char *const *)roles));
  crm_query_add_test (query, "active", CRM_TEST_EQUAL, "yes");
  if (except != 0) {
    CrmCondition *not = crm_condition_new_group (CRM_CONDITION_NOT);
    g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, except);

    crm_condition_add (not, crm_condition_new_test ("id", CRM_TEST_EQUAL, text));
    crm_query_add_where (query, not );
  }

  return crm_txn_count (txn, query, error);
}

gboolean
crm_role_guard (CrmTxn *txn,
                const CrmRecord *person,
                const CrmRecord *role,
                gboolean gone,
                GError **error)
{
  g_auto (GStrv) before = NULL;
  g_auto (GStrv) after = NULL;
  gint64 n, left;

  g_return_val_if_fail (txn != NULL, FALSE);

  if (crm_txn_is_bulk (txn))
    return TRUE;
  if (!managing_roles (txn, NULL, FALSE, &before, error) ||
      !managing_roles (txn, role, gone, &after, error))
    return FALSE;
  n = count_people (txn, before, 0, error);
  left =
    n > 0 ? count_people (txn, after, person != NULL ? crm_record_get_id (person) : 0, error) : 0;
  if (n < 0 || left < 0)
    return FALSE;
  if (person != NULL && !gone && crm_record_get_int (person, "active") != 0) {
    g_autofree char *mine =
      g_strdup_printf ("%" G_GINT64_FORMAT, crm_record_get_int (person, "office_role"));

    left += g_strv_contains ((const char *const *)after, mine);
  }
  if (n == 0 || left > 0)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_DENIED,
               _ ("“%s”: after this nobody could manage people and settings any more. Give that "
                  "right to somebody else first."),
               crm_record_get_text (person != NULL ? person : role, "name"));

  return FALSE;
}
