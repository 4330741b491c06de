/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/people/crm-person.h"

#include "office/crm-describe.h"

static const CrmChoice roles[] = {
  { "head", N_ ("Head of the office") }, { "seller", N_ ("Sales") },
  { "accountant", N_ ("Accounting") },   { "service", NC_ ("choice", "Support") },
  { "guest", N_ ("Looks only") },        { NULL },
};

static const CrmField fields[] = {
  { .name = "name",
    .label = N_ ("Name"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_LISTED | CRM_FIELD_SORTED },
  { .name = "role",
    .label = N_ ("Role"),
    .type = CRM_FIELD_CHOICE,
    .flags = CRM_FIELD_IN_LIST,
    .choices = roles,
    .initial = "seller" },
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
    .flags = CRM_FIELD_IN_LIST,
    .initial = "1" },
  { NULL },
};

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
  .order = "name",
  .title = "{name}",
  .inside = TRUE,
};

char *
crm_person_account (void)
{
  return g_strdup (g_get_user_name ());
}

CrmRecord *
crm_person_find (CrmTxn *txn, const char *account, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (CrmRecord) person = NULL;

  g_return_val_if_fail (txn != NULL, NULL);

  if (account != NULL && *account != '\0')
    person = crm_txn_find_text (txn, "person", "account", account, &inner);
  if (person == NULL && inner == NULL) {
    g_auto (CrmValue) yes = CRM_VALUE_INIT;

    crm_value_set_int (&yes, 1);
    person = crm_txn_find (txn, "person", "active", &yes, &inner);
  }
  if (inner != NULL)
    g_propagate_error (error, g_steal_pointer (&inner));

  return g_steal_pointer (&person);
}
