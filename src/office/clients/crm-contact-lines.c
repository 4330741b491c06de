/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/clients/crm-contact-lines.h"

#include "office/crm-describe.h"

static const CrmChoice phone_kinds[] = {
  { "work", NC_ ("choice", "Work") }, { "mobile", N_ ("Mobile") },
  { "home", NC_ ("choice", "Home") }, { "fax", N_ ("Fax") },
  { "other", N_ ("Other") },          { NULL },
};

static const CrmField phone_fields[] = {
  { .name = "number",
    .label = N_ ("Phone"),
    .type = CRM_FIELD_PHONE,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_PERSONAL | CRM_FIELD_COMPACT },
  { .name = "kind",
    .label = N_ ("Kind"),
    .type = CRM_FIELD_CHOICE,
    .flags = CRM_FIELD_COMPACT,
    .choices = phone_kinds,
    .initial = "work" },
  { .name = "note", .label = N_ ("Note"), .type = CRM_FIELD_TEXT },
  { .name = "e164",
    .label = N_ ("International number"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_WRITTEN | CRM_FIELD_SEARCHED | CRM_FIELD_PERSONAL },
  { NULL },
};

const CrmEntity crm_phone_entity = {
  .number = 18,
  .name = "phone",
  .owner = "party",
  .label = N_ ("Phone"),
  .label_many = N_ ("Phones"),
  .label_new = N_ ("New phone"),
  NP_ ("%d phone", "%d phones"),
  .empty_title = N_ ("No phones yet"),
  .empty_text = N_ ("Add the first number to call."),
  .icon = "call-start-symbolic",
  .fields = phone_fields,
  .title = "{number}",
};

static const CrmChoice email_kinds[] = {
  { "work", NC_ ("choice", "Work") },
  { "home", NC_ ("choice", "Home") },
  { "other", N_ ("Other") },
  { NULL },
};

static const CrmField email_fields[] = {
  { .name = "address",
    .label = N_ ("E-mail"),
    .type = CRM_FIELD_EMAIL,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_PERSONAL | CRM_FIELD_COMPACT },
  { .name = "kind",
    .label = N_ ("Kind"),
    .type = CRM_FIELD_CHOICE,
    .choices = email_kinds,
    .initial = "work" },
  { NULL },
};

const CrmEntity crm_email_entity = {
  .number = 19,
  .name = "email",
  .owner = "party",
  .label = N_ ("E-mail"),
  .label_many = N_ ("E-mails"),
  .label_new = N_ ("New e-mail"),
  NP_ ("%d e-mail", "%d e-mails"),
  .empty_title = N_ ("No e-mails yet"),
  .empty_text = N_ ("Add the first address to write to."),
  .icon = "mail-unread-symbolic",
  .fields = email_fields,
  .title = "{address}",
};

static const CrmChoice address_kinds[] = {
  { "legal", N_ ("Registered") },     { "actual", N_ ("Office") },
  { "delivery", N_ ("Delivery") },    { "post", NC_ ("choice", "Post") },
  { "home", NC_ ("choice", "Home") }, { NULL },
};

static const CrmField address_fields[] = {
  { .name = "kind",
    .label = N_ ("Kind"),
    .type = CRM_FIELD_CHOICE,
    .choices = address_kinds,
    .initial = "legal" },
  { .name = "line",
    .label = N_ ("Street and building"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_SEARCHED | CRM_FIELD_PERSONAL },
  { .name = "city",
    .label = N_ ("City"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_SEARCHED | CRM_FIELD_COMPACT },
  { .name = "postcode",
    .label = N_ ("Postcode"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_PERSONAL,
    .max = 16 },
  { .name = "region", .label = N_ ("Region"), .type = CRM_FIELD_TEXT, .flags = CRM_FIELD_COMPACT },
  { .name = "country", .label = N_ ("Country"), .type = CRM_FIELD_COUNTRY },
  { NULL },
};

const CrmEntity crm_address_entity = {
  .number = 20,
  .name = "address",
  .owner = "party",
  .label = N_ ("Address"),
  .label_many = N_ ("Addresses"),
  .label_new = N_ ("New address"),
  NP_ ("%d address", "%d addresses"),
  .empty_title = N_ ("No addresses yet"),
  .empty_text = N_ ("Add the first address; papers print the registered one."),
  .icon = "mark-location-symbolic",
  .fields = address_fields,
  .title = "{city}, {line}",
};

/* The account and the bank's code mean different things by country, so they are checked by the
 * party, who knows it. */
static const CrmField bank_account_fields[] = {
  { .name = "bank",
    .label = N_ ("Bank"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED },
  { .name = "iban",
    .label = N_ ("IBAN"),
    .type = CRM_FIELD_REQUISITE,
    .flags = CRM_FIELD_SEARCHED | CRM_FIELD_PERSONAL,
    .ref = "iban" },
  { .name = "account",
    .label = N_ ("Account number"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_SEARCHED | CRM_FIELD_PERSONAL,
    .max = 40 },
  { .name = "bic",
    .label = N_ ("Bank code (BIC)"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_COMPACT,
    .max = 11 },
  { .name = "corr", .label = N_ ("Correspondent account"), .type = CRM_FIELD_TEXT, .max = 40 },
  { .name = "currency",
    .label = N_ ("Currency"),
    .type = CRM_FIELD_CURRENCY,
    .flags = CRM_FIELD_COMPACT },
  { .name = "is_main", .label = N_ ("Main account"), .type = CRM_FIELD_YESNO },
  { NULL },
};

const CrmEntity crm_bank_account_entity = {
  .number = 21,
  .name = "bank_account",
  .owner = "party",
  .label = N_ ("Bank account"),
  .label_many = N_ ("Bank accounts"),
  .label_new = N_ ("New bank account"),
  NP_ ("%d bank account", "%d bank accounts"),
  .empty_title = N_ ("No bank accounts yet"),
  .empty_text = N_ ("Add the account that papers are paid to."),
  .icon = "auth-smartcard-symbolic",
  .fields = bank_account_fields,
  .title = "{bank} · {iban} · {account}",
};
