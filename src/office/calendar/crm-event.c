/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/calendar/crm-event.h"

#include "base/crm-error.h"
#include "office/crm-describe.h"
#include "store/crm-txn.h"

static const CrmChoice kinds[] = {
  { "call", N_ ("Call") },
  { "meeting", N_ ("Meeting") },
  { "letter", N_ ("Letter") },
  { "note", N_ ("Note") },
  { "visit", N_ ("Visit") },
  { "message", N_ ("Message") },
  { NULL },
};

static const CrmChoice directions[] = {
  { "in", N_ ("From them") },
  { "out", N_ ("From us") },
  { "none", N_ ("Neither") },
  { NULL },
};

static const CrmChoice outcomes[] = {
  { "reached", N_ ("Talked") },
  { "no-answer", N_ ("No answer") },
  { "busy", NC_ ("choice", "Engaged") },
  { "call-back", N_ ("Asked to call back") },
  { "refused", N_ ("Refused") },
  { "wrong-number", N_ ("Wrong number") },
  { NULL },
};

static const CrmField fields[] = {
  { .name = "kind",
    .label = N_ ("Kind"),
    .type = CRM_FIELD_CHOICE,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST | CRM_FIELD_COMPACT,
    .choices = kinds,
    .initial = "call" },
  { .name = "direction",
    .label = N_ ("Who began"),
    .type = CRM_FIELD_CHOICE,
    .choices = directions,
    .initial = "none" },
  { .name = "subject",
    .label = N_ ("Subject"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_LISTED },
  { .name = "starts",
    .label = N_ ("When"),
    .type = CRM_FIELD_INSTANT,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST | CRM_FIELD_SORTED | CRM_FIELD_COMPACT,
    .initial = "now" },
  { .name = "duration", .label = N_ ("How long"), .type = CRM_FIELD_DURATION },
  { .name = "client",
    .label = N_ ("Client"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_IN_LIST,
    .ref = "party" },
  { .name = "contact",
    .label = N_ ("Contact person"),
    .type = CRM_FIELD_REFERENCE,
    .ref = "party" },
  { .name = "deal", .label = N_ ("Deal"), .type = CRM_FIELD_REFERENCE, .ref = "deal" },
  { .name = "claim", .label = N_ ("Claim"), .type = CRM_FIELD_REFERENCE, .ref = "claim" },
  { .name = "responsible",
    .label = N_ ("Responsible"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_IN_LIST | CRM_FIELD_COMPACT,
    .ref = "person",
    .initial = "me" },
  { .name = "done",
    .label = N_ ("Took place"),
    .type = CRM_FIELD_YESNO,
    .flags = CRM_FIELD_IN_LIST },
  { .name = "outcome",
    .label = N_ ("How it ended"),
    .type = CRM_FIELD_CHOICE,
    .flags = CRM_FIELD_COMPACT,
    .choices = outcomes,
    .shown = "kind = call" },
  { .name = "phone",
    .label = N_ ("Phone"),
    .type = CRM_FIELD_PHONE,
    .flags = CRM_FIELD_PERSONAL,
    .shown = "kind = call" },
  { .name = "from_address",
    .label = N_ ("From"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_PERSONAL,
    .shown = "kind = letter" },
  { .name = "to_address",
    .label = N_ ("To"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_PERSONAL,
    .max = 2000,
    .shown = "kind = letter" },
  { .name = "result", .label = N_ ("Result"), .type = CRM_FIELD_TEXT, .flags = CRM_FIELD_SEARCHED },
  { .name = "note", .label = N_ ("Note"), .type = CRM_FIELD_NOTE, .flags = CRM_FIELD_SEARCHED },
  { NULL },
};

static const char *const indexes[] = { "client,starts", "responsible,starts", NULL };

static gboolean
validate (const CrmRecord *record, GError **error)
{
  if (crm_record_get_int (record, "duration") >= 0)
    return TRUE;

  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                       _ ("An event cannot end before it begins."));

  return FALSE;
}

/* What lies in the past took place, unless somebody has said that it did not. */
static gboolean
before_save (CrmTxn *txn, CrmRecord *record, GError **error)
{
  if (crm_record_is_null (record, "done"))
    crm_record_set_int (record, "done",
                        crm_record_get_int (record, "starts") <= crm_txn_get_now (txn));

  return TRUE;
}

const CrmEntity crm_event_entity = {
  .number = 5,
  .name = "event",
  .label = N_ ("Event"),
  .label_many = N_ ("Calendar"),
  .label_new = N_ ("New event"),
  NP_ ("%d event", "%d events"),
  .empty_title = N_ ("Nothing in the calendar yet"),
  .empty_text = N_ ("Calls, meetings, letters and notes belong here, planned and done. Write down "
                    "the first one."),
  .icon = "x-office-calendar-symbolic",
  .fields = fields,
  .indexes = indexes,
  .order = "-starts",
  .title = "{subject}",
  .subtitle = "{result}",
  .party = "client",
  .when = "starts",
  .stands_on = "contact deal claim",
  .responsible = "responsible",
  .open = "starts > now",
  .validate = validate,
  .before_save = before_save,
};
