/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/calendar/crm-task.h"

#include "office/crm-describe.h"
#include "store/crm-txn.h"

static const CrmChoice priorities[] = {
  { "low", N_ ("Low"), CRM_TONE_WAITING },
  { "normal", N_ ("Normal") },
  { "high", N_ ("High"), CRM_TONE_SOON },
  { NULL },
};

static const CrmChoice states[] = {
  { "open", N_ ("To do"), CRM_TONE_ACTIVE },
  { "done", N_ ("Done"), CRM_TONE_DONE },
  { "cancelled", N_ ("Not needed"), CRM_TONE_WAITING },
  { NULL },
};

static const CrmMove moves[] = {
  { "open", "done" }, { "open", "cancelled" }, { "done", "open" }, { "cancelled", "open" },
  { NULL },
};

static const CrmField fields[] = {
  { .name = "title",
    .label = N_ ("What to do"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_LISTED },
  { .name = "due",
    .label = N_ ("Due"),
    .type = CRM_FIELD_DAY,
    .flags = CRM_FIELD_IN_LIST | CRM_FIELD_SORTED | CRM_FIELD_COMPACT,
    .initial = "today" },
  { .name = "priority",
    .label = N_ ("Priority"),
    .type = CRM_FIELD_CHOICE,
    .choices = priorities,
    .initial = "normal" },
  { .name = "state",
    .label = N_ ("State"),
    .type = CRM_FIELD_CHOICE,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST | CRM_FIELD_COMPACT,
    .choices = states,
    .moves = moves,
    .initial = "open" },
  { .name = "done_at",
    .label = N_ ("Done on"),
    .type = CRM_FIELD_INSTANT,
    .flags = CRM_FIELD_READ_ONLY },
  { .name = "assignee",
    .label = N_ ("Assignee"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_IN_LIST,
    .ref = "person",
    .initial = "me" },
  { .name = "client",
    .label = N_ ("Client"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_IN_LIST,
    .ref = "party" },
  { .name = "deal", .label = N_ ("Deal"), .type = CRM_FIELD_REFERENCE, .ref = "deal" },
  { .name = "claim", .label = N_ ("Claim"), .type = CRM_FIELD_REFERENCE, .ref = "claim" },
  { .name = "note", .label = N_ ("Note"), .type = CRM_FIELD_NOTE, .flags = CRM_FIELD_SEARCHED },
  { NULL },
};

static const char *const indexes[] = { "state,due", "client,due", "assignee,due", NULL };

static gboolean
before_save (CrmTxn *txn, CrmRecord *record, GError **error)
{
  if (!g_str_equal (crm_record_get_text (record, "state"), "done"))
    crm_record_set_null (record, "done_at");
  else if (crm_record_is_null (record, "done_at"))
    crm_record_set_int (record, "done_at", crm_txn_get_now (txn));

  return TRUE;
}

const CrmEntity crm_task_entity = {
  .number = 4,
  .name = "task",
  .label = N_ ("Task"),
  .label_many = N_ ("Tasks"),
  .label_new = N_ ("New task"),
  NP_ ("%d task", "%d tasks"),
  .empty_title = N_ ("No tasks yet"),
  .empty_text = N_ ("What you and your colleagues have to do, and by when, belongs here. Add the "
                    "first task."),
  .icon = "emblem-default-symbolic",
  .fields = fields,
  .indexes = indexes,
  .order = "due",
  .title = "{title}",
  .state = "state",
  .party = "client",
  .when = "due",
  .stands_on = "deal claim",
  .responsible = "assignee",
  .open = "state = open",
  .before_save = before_save,
};
