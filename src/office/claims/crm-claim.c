/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/claims/crm-claim.h"

#include "base/crm-error.h"
#include "office/crm-counter.h"
#include "office/crm-describe.h"
#include "office/quality/crm-quality.h"

static const CrmChoice kinds[] = {
  { "goods", N_ ("Defect of goods") }, { "delivery", N_ ("Delivery") },
  { "quantity", N_ ("Quantity") },     { "service", NC_ ("choice", "Servicing") },
  { "payment", N_ ("Payment") },       { "papers", N_ ("Papers") },
  { "other", N_ ("Other") },           { NULL },
};

static const CrmChoice states[] = {
  { "new", NC_ ("choice", "New"), CRM_TONE_SOON },   { "working", N_ ("In work"), CRM_TONE_ACTIVE },
  { "answered", N_ ("Answered"), CRM_TONE_ACTIVE },  { "closed", N_ ("Closed"), CRM_TONE_DONE },
  { "rejected", N_ ("Rejected"), CRM_TONE_WAITING }, { NULL },
};

/* A closed or rejected claim may be taken up again: the client has new facts. */
static const CrmMove moves[] = {
  { "new", "working" },      { "new", "answered" },     { "new", "rejected" },
  { "working", "answered" }, { "working", "closed" },   { "working", "rejected" },
  { "answered", "working" }, { "answered", "closed" },  { "answered", "rejected" },
  { "closed", "working" },   { "rejected", "working" }, { NULL },
};

static const CrmChoice decisions[] = {
  { "replace", N_ ("Replace") },
  { "repair", N_ ("Repair") },
  { "refund", N_ ("Refund") },
  { "discount", N_ ("Discount") },
  { "deliver", N_ ("Deliver what is missing") },
  { "explain", N_ ("Explain") },
  { "refuse", N_ ("Refuse") },
  { NULL },
};

static const CrmField claim_fields[] = {
  { .name = "number",
    .label = N_ ("Number"),
    .type = CRM_FIELD_INTEGER,
    .flags =
      CRM_FIELD_READ_ONLY | CRM_FIELD_UNIQUE | CRM_LISTED | CRM_FIELD_SORTED | CRM_FIELD_COMPACT,
    .group = N_ ("What happened") },
  { .name = "date",
    .label = N_ ("Received"),
    .type = CRM_FIELD_DAY,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST | CRM_FIELD_SORTED,
    .initial = "today" },
  { .name = "client",
    .label = N_ ("Client"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST,
    .ref = "party" },
  { .name = "kind",
    .label = N_ ("Kind"),
    .type = CRM_FIELD_CHOICE,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST,
    .choices = kinds,
    .initial = "goods" },
  { .name = "text",
    .label = N_ ("What the client says"),
    .type = CRM_FIELD_NOTE,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED },
  { .name = "demand",
    .label = N_ ("What the client wants"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_SEARCHED },
  { .name = "deal", .label = N_ ("Deal"), .type = CRM_FIELD_REFERENCE, .ref = "deal" },
  { .name = "document", .label = N_ ("Paper"), .type = CRM_FIELD_REFERENCE, .ref = "document" },
  { .name = "product", .label = N_ ("Product"), .type = CRM_FIELD_REFERENCE, .ref = "product" },
  { .name = "state",
    .label = N_ ("State"),
    .type = CRM_FIELD_CHOICE,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST | CRM_FIELD_COMPACT | CRM_FIELD_TOLD,
    .choices = states,
    .moves = moves,
    .initial = "new",
    .group = N_ ("What we do") },
  { .name = "due",
    .label = N_ ("Answer by"),
    .type = CRM_FIELD_DAY,
    .flags = CRM_FIELD_IN_LIST | CRM_FIELD_SORTED },
  { .name = "responsible",
    .label = N_ ("Responsible"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_IN_LIST,
    .ref = "person",
    .initial = "me" },
  { .name = "cause", .label = N_ ("Cause"), .type = CRM_FIELD_REFERENCE, .ref = "cause" },
  { .name = "decision",
    .label = N_ ("Decision"),
    .type = CRM_FIELD_CHOICE,
    .flags = CRM_FIELD_TOLD,
    .choices = decisions },
  { .name = "answer",
    .label = N_ ("Our answer"),
    .type = CRM_FIELD_NOTE,
    .flags = CRM_FIELD_SEARCHED },
  { .name = "cost",
    .label = N_ ("What it cost us"),
    .type = CRM_FIELD_MONEY,
    .flags = CRM_FIELD_COMPACT,
    .currency = "currency" },
  { .name = "currency", .label = N_ ("Currency"), .type = CRM_FIELD_CURRENCY },
  CRM_QUALITY_FIELDS,
  { NULL },
};

static const char *const claim_indexes[] = { "state,due", "responsible,date", NULL };

static gboolean
validate_claim (const CrmRecord *record, GError **error)
{
  if (g_str_equal (crm_record_get_text (record, "state"), "closed") &&
      crm_record_is_null (record, "decision")) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("A claim is closed with a decision: say what was decided."));
    return FALSE;
  }
  if (!crm_record_is_null (record, "cost") && crm_record_is_null (record, "currency")) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("Say in which currency the claim has cost that much."));
    return FALSE;
  }

  return TRUE;
}

static gboolean
before_save_claim (CrmTxn *txn, CrmRecord *record, GError **error)
{
  return crm_counter_fill (txn, record, "number", error);
}

const CrmEntity crm_claim_entity = {
  .number = 7,
  .name = "claim",
  .label = N_ ("Claim"),
  .label_many = N_ ("Claims"),
  .label_new = N_ ("New claim"),
  NP_ ("%d claim", "%d claims"),
  .empty_title = N_ ("No claims yet"),
  .empty_text = N_ ("What clients complain of, and how it was put right, belongs here."),
  .icon = "dialog-warning-symbolic",
  .fields = claim_fields,
  .indexes = claim_indexes,
  .order = "-date,-number",
  .title = "{number} {demand}",
  .subtitle = "{text}",
  .state = "state",
  .party = "client",
  .when = "date",
  .stands_on = "deal document product",
  .responsible = "responsible",
  .open = "not state in (closed, rejected)",
  .validate = validate_claim,
  .before_save = before_save_claim,
  .derive = crm_quality_derive,
};

static const CrmField cause_fields[] = {
  { .name = "name",
    .label = N_ ("Name"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_LISTED | CRM_FIELD_SORTED },
  { .name = "corrective_action",
    .label = N_ ("Corrective action"),
    .type = CRM_FIELD_NOTE,
    .flags = CRM_FIELD_SEARCHED },
  { NULL },
};

const CrmEntity crm_cause_entity = {
  .number = 13,
  .name = "cause",
  .label = N_ ("Cause of claims"),
  .label_many = N_ ("Causes of claims"),
  .label_new = N_ ("New cause"),
  NP_ ("%d cause", "%d causes"),
  .empty_title = N_ ("No causes yet"),
  .empty_text = N_ ("Why claims arise: the list that the report counts by."),
  .icon = "dialog-question-symbolic",
  .fields = cause_fields,
  .order = "name",
  .title = "{name}",
  .inside = TRUE,
  .care = CRM_CARE_SETTINGS,
};
