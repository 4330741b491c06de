/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/templates/crm-paper-template.h"

#include "office/crm-describe.h"
#include "office/documents/crm-kind.h"
#include "office/templates/crm-template-rules.h"

static const CrmField template_fields[] = {
  { .name = "name",
    .label = N_ ("Name"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_LISTED | CRM_FIELD_SORTED },
  { .name = "kind",
    .label = N_ ("Kind of paper"),
    .type = CRM_FIELD_CHOICE,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST | CRM_FIELD_COMPACT,
    .choices = crm_document_kinds },
  { .name = "language",
    .label = N_ ("Language"),
    .type = CRM_FIELD_LANGUAGE,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST },
  /* Empty: for companies of any country. */
  { .name = "country",
    .label = N_ ("Country of our company"),
    .type = CRM_FIELD_COUNTRY,
    .flags = CRM_FIELD_IN_LIST | CRM_FIELD_COMPACT },
  { .name = "shipped",
    .label = N_ ("Comes with Kontor"),
    .type = CRM_FIELD_YESNO,
    .flags = CRM_FIELD_READ_ONLY | CRM_FIELD_IN_LIST },
  { .name = "rank", .label = N_ ("Order"), .type = CRM_FIELD_INTEGER, .flags = CRM_FIELD_LIVING },
  { .name = "xml", .label = N_ ("Text"), .type = CRM_FIELD_XML, .flags = CRM_FIELD_REQUIRED },
  { .name = "file",
    .label = N_ ("File it came from"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_WRITTEN },
  { NULL },
};

static const char *const template_indexes[] = { "kind,language", NULL };

const CrmEntity crm_template_entity = {
  .number = 9,
  .name = "template",
  .label = N_ ("Template"),
  .label_many = N_ ("Templates"),
  .label_new = N_ ("New template"),
  NP_ ("%d template", "%d templates"),
  .empty_title = N_ ("No templates yet"),
  .empty_text = N_ ("How your papers look. Copy one that comes with Kontor and change it."),
  .icon = "folder-templates-symbolic",
  .fields = template_fields,
  .indexes = template_indexes,
  .order = "name",
  .title = "{name}",
  .care = CRM_CARE_SETTINGS,
  .explicit_save = TRUE,
  .before_save = _crm_template_before_save,
};

static const CrmField version_fields[] = {
  { .name = "hash",
    .label = N_ ("Hash"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_UNIQUE | CRM_WRITTEN,
    .max = 64 },
  { .name = "template",
    .label = N_ ("Template"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_READ_ONLY,
    .ref = "template" },
  { .name = "xml",
    .label = N_ ("Text"),
    .type = CRM_FIELD_XML,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_READ_ONLY },
  { NULL },
};

const CrmEntity crm_template_version_entity = {
  .number = 26,
  .name = "template_version",
  .label = N_ ("Version of a template"),
  .label_many = N_ ("Versions of templates"),
  .label_new = N_ ("New version"),
  NP_ ("%d version", "%d versions"),
  .empty_title = N_ ("No versions yet"),
  .empty_text = N_ ("What a template said when papers were issued with it is kept here."),
  .icon = "document-open-recent-symbolic",
  .fields = version_fields,
  .title = "{hash}",
  .inside = TRUE,
  .care = CRM_CARE_SETTINGS,
  .is_frozen = _crm_template_version_is_frozen,
  .before_delete = _crm_template_version_before_delete,
};
