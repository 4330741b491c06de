/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/clients/crm-affiliation.h"

#include "office/crm-describe.h"
#include "store/crm-txn.h"

#include "base/crm-error.h"

static const CrmChoice roles[] = {
  { "director", N_ ("Director") },
  { "accountant", N_ ("Accountant") },
  { "buyer", N_ ("Buyer") },
  { "manager", N_ ("Manager") },
  { "storekeeper", N_ ("Storekeeper") },
  { "lawyer", N_ ("Lawyer") },
  { "technician", N_ ("Technician") },
  { "owner", N_ ("Owner") },
  { "employee", N_ ("Employee") },
  { "other", N_ ("Other") },
  { NULL },
};

static const CrmField fields[] = {
  { .name = "person",
    .label = N_ ("Person"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST,
    .ref = "party" },
  { .name = "organisation",
    .label = N_ ("Organisation"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST,
    .ref = "party" },
  { .name = "role",
    .label = N_ ("Role"),
    .type = CRM_FIELD_CHOICE,
    .flags = CRM_FIELD_IN_LIST,
    .choices = roles,
    .initial = "employee" },
  { .name = "post", .label = N_ ("Post"), .type = CRM_FIELD_TEXT, .flags = CRM_LISTED },
  { .name = "is_main",
    .label = N_ ("Main contact"),
    .type = CRM_FIELD_YESNO,
    .flags = CRM_FIELD_COMPACT },
  { .name = "inactive", .label = N_ ("No longer works there"), .type = CRM_FIELD_YESNO },
  { NULL },
};

static gboolean
validate (const CrmRecord *record, GError **error)
{
  gint64 person = crm_record_get_int (record, "person");

  if (person != 0 && person == crm_record_get_int (record, "organisation")) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("A person cannot be their own organisation. Choose two different "
                            "cards."));
    return FALSE;
  }

  return TRUE;
}

static gboolean
check_kind (CrmTxn *txn,
            const CrmRecord *record,
            const char *field,
            const char *kind,
            GError **error)
{
  g_autoptr (CrmRecord) party = NULL;
  gint64 id = crm_record_get_int (record, field);

  party = crm_txn_get (txn, "party", id, error);
  if (party == NULL)
    return FALSE;
  if (g_str_equal (crm_record_get_text (party, "kind"), kind))
    return TRUE;

  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               g_str_equal (kind, "person")
                 ? _ ("“%s” is an organisation: a contact person must be a person")
                 : _ ("“%s” is a person: a contact person belongs to an organisation"),
               crm_record_get_text (party, "name"));

  return FALSE;
}

static gboolean
before_save (CrmTxn *txn, CrmRecord *record, GError **error)
{
  return check_kind (txn, record, "person", "person", error) &&
         check_kind (txn, record, "organisation", "organisation", error);
}

const CrmEntity crm_affiliation_entity = {
  .number = 2,
  .name = "affiliation",
  .label = N_ ("Contact person"),
  .label_many = N_ ("Contact persons"),
  .label_new = N_ ("New contact person"),
  NP_ ("%d contact person", "%d contact persons"),
  .empty_title = N_ ("No contact persons yet"),
  .empty_text = N_ ("Add the people you talk to in this organisation."),
  .icon = "avatar-default-symbolic",
  .fields = fields,
  .order = "-is_main",
  .title = "{post}",
  .responsible = "organisation.responsible",
  .inside = TRUE,
  .validate = validate,
  .before_save = before_save,
};
