/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/people/crm-person.h"

#include "base/crm-error.h"
#include "office/crm-describe.h"
#include "office/people/crm-role.h"

/* What people were before there were roles to choose from; kept for the history of old offices. */
static const CrmChoice roles[] = {
  { "head", N_ ("Head of the office") }, { "seller", N_ ("Sales") },
  { "accountant", N_ ("Accounting") },   { "service", NC_ ("choice", "Support") },
  { "guest", N_ ("Looks only") },        { NULL },
};

static const CrmField fields[] = {
  { .name = "name",
    .label = N_ ("Name and surname"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_LISTED | CRM_FIELD_SORTED },
  { .name = "role",
    .label = N_ ("Role"),
    .type = CRM_FIELD_CHOICE,
    .flags = CRM_WRITTEN,
    .choices = roles },
  { .name = "office_role",
    .label = N_ ("Role"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_IN_LIST | CRM_FIELD_COMPACT,
    .ref = "role" },
  { .name = "department",
    .label = N_ ("Department"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_IN_LIST,
    .ref = "department" },
  { .name = "email", .label = N_ ("E-mail"), .type = CRM_FIELD_EMAIL, .flags = CRM_LISTED },
  { .name = "phone", .label = N_ ("Phone"), .type = CRM_FIELD_PHONE, .flags = CRM_LISTED },
  { .name = "account",
    .label = N_ ("Account on the computer"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_COMPACT },
  { .name = "language", .label = N_ ("Language"), .type = CRM_FIELD_LANGUAGE },
  { .name = "active",
    .label = N_ ("Works here"),
    .type = CRM_FIELD_YESNO,
    .flags = CRM_FIELD_IN_LIST | CRM_FIELD_COMPACT,
    .initial = "1" },
  { .name = "left_on", .label = N_ ("Last day here"), .type = CRM_FIELD_DAY },
  { .name = "queue_of",
    .label = N_ ("Queue of the department"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_READ_ONLY,
    .ref = "department" },
  { NULL },
};

static const CrmLines lines[] = {
  { "substitutes", "substitute", N_ ("Who stands in when away") },
  { NULL },
};

/* --- Rules ------------------------------------------------------------------------------------ */

static gboolean
validate (const CrmRecord *record, GError **error)
{
  GPtrArray *substitutes = crm_record_get_lines (record, "substitutes");

  for (guint i = 0; i < substitutes->len; i++) {
    const CrmRecord *line = substitutes->pdata[i];
    const char *until = crm_record_get_text (line, "until");

    if (crm_record_get_id (record) != 0 &&
        crm_record_get_int (line, "person") == crm_record_get_id (record)) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                   _ ("“%s” cannot stand in for themselves. Choose a colleague."),
                   crm_record_get_text (record, "name"));
      return FALSE;
    }
    if (*until == '\0' || g_strcmp0 (crm_record_get_text (line, "since"), until) <= 0)
      continue;
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("The last day of standing in comes before the first. Correct one of "
                            "them."));
    return FALSE;
  }

  return TRUE;
}

/* A new colleague sells, unless somebody says otherwise. */
static gboolean
give_usual_role (CrmTxn *txn, CrmRecord *record, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CrmRecord) role = NULL;

  if (!crm_record_is_new (record) || !crm_record_is_null (record, "office_role") ||
      !crm_record_is_null (record, "queue_of"))
    return TRUE;
  role = crm_role_find (txn, "seller", &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (role != NULL)
    crm_record_set_int (record, "office_role", crm_record_get_id (role));

  return TRUE;
}

static gboolean
before_save (CrmTxn *txn, CrmRecord *record, GError **error)
{
  if (!give_usual_role (txn, record, error))
    return FALSE;

  return crm_record_is_new (record) || crm_role_guard (txn, record, NULL, FALSE, error);
}

static gboolean
before_delete (CrmTxn *txn, const CrmRecord *record, GError **error)
{
  return crm_role_guard (txn, record, NULL, TRUE, error);
}

const CrmEntity crm_person_entity = {
  .number = 10,
  .name = "person",
  .label = N_ ("Colleague"),
  .label_many = N_ ("Colleagues"),
  .label_new = N_ ("New colleague"),
  NP_ ("%d colleague", "%d colleagues"),
  .empty_title = N_ ("No colleagues yet"),
  .empty_text = N_ ("Add those who work with this office file."),
  .icon = "user-info-symbolic",
  .fields = fields,
  .lines = lines,
  .order = "name",
  .title = "{name}",
  .offered = "active = yes and (left_on is empty or left_on >= today)",
  .care = CRM_CARE_SETTINGS,
  .validate = validate,
  .before_save = before_save,
  .before_delete = before_delete,
};

static const CrmField substitute_fields[] = {
  { .name = "person",
    .label = N_ ("Colleague"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_REQUIRED,
    .ref = "person" },
  { .name = "since",
    .label = N_ ("First day"),
    .type = CRM_FIELD_DAY,
    .flags = CRM_FIELD_REQUIRED,
    .initial = "today" },
  { .name = "until", .label = N_ ("Last day"), .type = CRM_FIELD_DAY },
  { NULL },
};

const CrmEntity crm_substitute_entity = {
  .number = 31,
  .name = "substitute",
  .owner = "person",
  .label = N_ ("Substitute"),
  .label_many = N_ ("Substitutes"),
  .label_new = N_ ("New substitute"),
  NP_ ("%d substitute", "%d substitutes"),
  .empty_title = N_ ("No substitutes yet"),
  .empty_text = N_ ("Name a colleague who does this one's work from a day on."),
  .icon = "system-users-symbolic",
  .fields = substitute_fields,
  .title = "{since} {until}",
};

/* --- Accounts --------------------------------------------------------------------------------- */

char *
crm_person_account (void)
{
  return g_strdup (g_get_user_name ());
}

gboolean
crm_person_has_account (const CrmRecord *person, const char *account)
{
  g_auto (GStrv) accounts = NULL;

  g_return_val_if_fail (person != NULL, FALSE);

  if (account == NULL || *account == '\0')
    return FALSE;
  accounts = g_strsplit_set (crm_record_get_text (person, "account"), ", ;", -1);

  return g_strv_contains ((const char *const *)accounts, account);
}

CrmRecord *
crm_person_find (CrmTxn *txn, const char *account, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("person");
  g_autoptr (GPtrArray) people = NULL;

  g_return_val_if_fail (txn != NULL, NULL);

  crm_query_add_test (query, "active", CRM_TEST_EQUAL, "yes");
  crm_query_add_test (query, "queue_of", CRM_TEST_EMPTY, NULL);
  people = crm_txn_query (txn, query, error);
  if (people == NULL)
    return NULL;
  for (guint i = 0; i < people->len; i++)
    if (crm_person_has_account (people->pdata[i], account))
      return crm_record_ref (people->pdata[i]);

  return people->len == 1 ? crm_record_ref (people->pdata[0]) : NULL;
}
