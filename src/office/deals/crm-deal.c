/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/deals/crm-deal.h"

#include "office/crm-describe.h"
#include "office/deals/crm-deal-rules.h"
#include "office/products/crm-sale-line.h"

static const CrmChoice stage_kinds[] = {
  { "open", N_ ("In work"), CRM_TONE_ACTIVE },
  { "won", N_ ("Won"), CRM_TONE_DONE },
  { "lost", N_ ("Lost"), CRM_TONE_WAITING },
  { NULL },
};

static const CrmChoice sources[] = {
  { "site", N_ ("Web site") },
  { "call", N_ ("Incoming call") },
  { "letter", N_ ("Letter") },
  { "repeat", N_ ("Repeat sale") },
  { "referral", N_ ("Recommendation") },
  { "advertising", N_ ("Advertising") },
  { "fair", N_ ("Fair") },
  { "search", N_ ("Our own search") },
  { "partner", N_ ("Partner") },
  { "other", N_ ("Other") },
  { NULL },
};

static const CrmChoice lost_reasons[] = {
  { "price", N_ ("Price") },
  { "competitor", N_ ("Went to a competitor") },
  { "terms", N_ ("Terms of delivery") },
  { "no_need", N_ ("No need any more") },
  { "no_money", N_ ("No money") },
  { "postponed", N_ ("Postponed") },
  { "silence", N_ ("No answer") },
  { "other", N_ ("Other") },
  { NULL },
};

static const CrmField deal_fields[] = {
  { .name = "number",
    .label = N_ ("Number"),
    .type = CRM_FIELD_INTEGER,
    .flags = CRM_FIELD_READ_ONLY | CRM_FIELD_UNIQUE | CRM_LISTED | CRM_FIELD_SORTED,
    .group = N_ ("General") },
  { .name = "title",
    .label = N_ ("What it is about"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_LISTED | CRM_FIELD_SORTED },
  { .name = "client",
    .label = N_ ("Client"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST,
    .ref = "party" },
  { .name = "contact",
    .label = N_ ("Contact person"),
    .type = CRM_FIELD_REFERENCE,
    .ref = "party" },
  { .name = "pipeline",
    .label = N_ ("Pipeline"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_COMPACT,
    .ref = "pipeline" },
  { .name = "stage",
    .label = N_ ("Stage"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST | CRM_FIELD_TOLD,
    .ref = "stage" },
  { .name = "stage_kind",
    .label = N_ ("State"),
    .type = CRM_FIELD_CHOICE,
    .flags = CRM_FIELD_DERIVED,
    .choices = stage_kinds },
  { .name = "amount",
    .label = N_ ("Amount"),
    .type = CRM_FIELD_MONEY,
    .flags = CRM_FIELD_DERIVED | CRM_FIELD_IN_LIST | CRM_FIELD_SORTED | CRM_FIELD_COMPACT,
    .currency = "currency" },
  { .name = "tax",
    .label = N_ ("VAT in it"),
    .type = CRM_FIELD_MONEY,
    .flags = CRM_FIELD_DERIVED,
    .currency = "currency" },
  { .name = "close_day",
    .label = N_ ("Expected close"),
    .type = CRM_FIELD_DAY,
    .flags = CRM_FIELD_IN_LIST | CRM_FIELD_SORTED },
  { .name = "responsible",
    .label = N_ ("Responsible"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_IN_LIST,
    .ref = "person",
    .initial = "me" },
  { .name = "source", .label = N_ ("Source"), .type = CRM_FIELD_CHOICE, .choices = sources },
  { .name = "lost_reason",
    .label = N_ ("Lost because of"),
    .type = CRM_FIELD_CHOICE,
    .choices = lost_reasons },
  { .name = "return_on",
    .label = N_ ("Return on"),
    .type = CRM_FIELD_DAY,
    .flags = CRM_FIELD_SORTED,
    .shown = "lost_reason = postponed" },
  /* What reminds of it on that day. */
  { .name = "return_task",
    .label = N_ ("Task to return"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_WRITTEN,
    .ref = "task" },
  { .name = "note", .label = N_ ("Note"), .type = CRM_FIELD_NOTE, .flags = CRM_FIELD_SEARCHED },
  { .name = "our_company",
    .label = N_ ("Our company"),
    .type = CRM_FIELD_REFERENCE,
    .ref = "party",
    .group = N_ ("Prices") },
  { .name = "currency",
    .label = N_ ("Currency"),
    .type = CRM_FIELD_CURRENCY,
    .flags = CRM_FIELD_COMPACT },
  { .name = "prices_include_tax", .label = N_ ("Prices contain VAT"), .type = CRM_FIELD_YESNO },
  { NULL },
};

static const CrmLines deal_lines[] = {
  { "lines", "deal_line", N_ ("Goods and services") },
  { "people", "deal_person", N_ ("People in the deal") },
  { "history", "deal_stage", N_ ("Stages gone through") },
  { NULL },
};

static const char *const deal_indexes[] = { "stage_kind,close_day", "stage,close_day",
                                            "responsible,number", NULL };

const CrmEntity crm_deal_entity = {
  .number = 3,
  .name = "deal",
  .label = N_ ("Deal"),
  .label_many = N_ ("Deals"),
  .label_new = N_ ("New deal"),
  NP_ ("%d deal", "%d deals"),
  .empty_title = N_ ("No deals yet"),
  .empty_text = N_ ("What you are selling, to whom, and how far it has come belongs here. Start "
                    "the first deal."),
  .icon = "emblem-shared-symbolic",
  .fields = deal_fields,
  .lines = deal_lines,
  .indexes = deal_indexes,
  .order = "-number",
  .title = "{number} {title}",
  .subtitle = "{amount}",
  .state = "stage_kind",
  .party = "client",
  .when = "created_at",
  .stands_on = "contact people.person lines.product",
  .responsible = "responsible",
  .open = "stage_kind = open or return_on is filled",
  .validate = _crm_deal_validate,
  .before_save = _crm_deal_before_save,
  .derive = _crm_deal_derive,
  .before_delete = _crm_deal_before_delete,
  .after_restore = _crm_deal_after_restore,
};

static const CrmField line_fields[] = { CRM_SALE_LINE_PRODUCT, CRM_SALE_LINE_FIELDS, { NULL } };

const CrmEntity crm_deal_line_entity = {
  .number = 23,
  .name = "deal_line",
  .owner = "deal",
  .label = N_ ("Line of a deal"),
  .label_many = N_ ("Lines of deals"),
  .label_new = N_ ("New line"),
  NP_ ("%d line", "%d lines"),
  .empty_title = N_ ("No goods or services yet"),
  .empty_text = N_ ("Add what the client wants: papers take these lines."),
  .icon = "view-list-symbolic",
  .fields = line_fields,
  .title = "{name}",
};

static const CrmField stage_fields[] = {
  { .name = "stage",
    .label = N_ ("Stage"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_READ_ONLY,
    .ref = "stage" },
  { .name = "entered_at",
    .label = N_ ("Entered"),
    .type = CRM_FIELD_INSTANT,
    .flags = CRM_FIELD_READ_ONLY },
  { .name = "left_at",
    .label = N_ ("Left"),
    .type = CRM_FIELD_INSTANT,
    .flags = CRM_FIELD_READ_ONLY },
  { .name = "by",
    .label = N_ ("Moved by"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_READ_ONLY,
    .ref = "person" },
  { NULL },
};

const CrmEntity crm_deal_stage_entity = {
  .number = 24,
  .name = "deal_stage",
  .owner = "deal",
  .label = N_ ("Stage gone through"),
  .label_many = N_ ("Stages gone through"),
  .label_new = N_ ("New step"),
  NP_ ("%d step", "%d steps"),
  .empty_title = N_ ("No steps yet"),
  .empty_text = N_ ("Each move of the deal is written down here."),
  .icon = "document-open-recent-symbolic",
  .fields = stage_fields,
  .title = "{entered_at}",
};

/* --- People in the deal -----------------------------------------------------------------------
 */

/* What somebody can do for or against it. */
static const CrmChoice roles[] = {
  { "decides", N_ ("Decides") },
  { "influences", N_ ("Influences the decision") },
  { "uses", N_ ("Will use it") },
  { "pays", N_ ("Pays") },
  { "blocks", N_ ("Can block it") },
  { "helps", N_ ("Helps us") },
  { NULL },
};

/* On whose behalf they are in it. */
static const CrmChoice sides[] = {
  { "client", N_ ("Client's own") },
  { "partner", N_ ("Partner") },
  { "subcontractor", N_ ("Subcontractor") },
  { "supplier", N_ ("Supplier") },
  { "adviser", N_ ("Adviser") },
  { "other", N_ ("Other") },
  { NULL },
};

static const CrmChoice stances[] = {
  { "for", N_ ("For us"), CRM_TONE_DONE },
  { "neutral", N_ ("Neutral"), CRM_TONE_WAITING },
  { "against", N_ ("Against us"), CRM_TONE_LATE },
  { NULL },
};

static const CrmField person_fields[] = {
  { .name = "person",
    .label = N_ ("Who"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_REQUIRED,
    .ref = "party" },
  { .name = "role", .label = N_ ("Role"), .type = CRM_FIELD_CHOICE, .choices = roles },
  { .name = "side",
    .label = N_ ("Side"),
    .type = CRM_FIELD_CHOICE,
    .choices = sides,
    .initial = "client" },
  { .name = "stance", .label = N_ ("Attitude"), .type = CRM_FIELD_CHOICE, .choices = stances },
  { .name = "note", .label = N_ ("Note"), .type = CRM_FIELD_TEXT, .flags = CRM_FIELD_SEARCHED },
  { NULL },
};

static const char *const person_indexes[] = { "person", NULL };

const CrmEntity crm_deal_person_entity = {
  .number = 45,
  .name = "deal_person",
  .owner = "deal",
  .label = N_ ("Person in a deal"),
  .label_many = N_ ("People in deals"),
  .label_new = N_ ("New person in the deal"),
  NP_ ("%d person in deals", "%d people in deals"),
  .empty_title = N_ ("No people yet"),
  .empty_text = N_ ("Write down who decides, who pays and who stands in the way."),
  .icon = "system-users-symbolic",
  .fields = person_fields,
  .indexes = person_indexes,
  .title = "{role}",
};
