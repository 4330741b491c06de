/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/products/crm-unit.h"

#include "office/crm-describe.h"

static const CrmField fields[] = {
  { .name = "name",
    .label = N_ ("Name"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_LISTED | CRM_FIELD_SORTED },
  { .name = "short_name",
    .label = N_ ("Short name"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_LISTED,
    .max = 16 },
  { .name = "short_en",
    .label = N_ ("Short name in English"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_COMPACT,
    .group = N_ ("On papers in another language"),
    .max = 16 },
  { .name = "short_ru",
    .label = N_ ("Short name in Russian"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_COMPACT,
    .max = 16 },
  { .name = "short_ro", .label = N_ ("Short name in Romanian"), .type = CRM_FIELD_TEXT, .max = 16 },
  /* Russian papers print the ОКЕИ number, electronic invoices the UN/ECE code. */
  { .name = "code",
    .label = N_ ("OKEI code"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_COMPACT,
    .group = N_ ("Codes"),
    .max = 8 },
  { .name = "code_ece", .label = N_ ("UN/ECE code"), .type = CRM_FIELD_TEXT, .max = 8 },
  { .name = "whole", .label = N_ ("Whole quantities only"), .type = CRM_FIELD_YESNO },
  { NULL },
};

const CrmEntity crm_unit_entity = {
  .number = 14,
  .name = "unit",
  .label = N_ ("Unit"),
  .label_many = N_ ("Units"),
  .label_new = N_ ("New unit"),
  NP_ ("%d unit", "%d units"),
  .empty_title = N_ ("No units yet"),
  .empty_text = N_ ("Pieces, kilograms, hours: what your products are counted in."),
  .icon = "accessories-calculator-symbolic",
  .fields = fields,
  .order = "name",
  .title = "{short_name}",
  .subtitle = "{name}",
  .inside = TRUE,
  .care = CRM_CARE_SETTINGS,
};

const char *
crm_unit_short_name (const CrmRecord *unit, CrmLang lang)
{
  static const char *const names[] = {
    [CRM_LANG_EN] = "short_en",
    [CRM_LANG_RU] = "short_ru",
    [CRM_LANG_RO] = "short_ro",
  };
  const char *text;

  g_return_val_if_fail (unit != NULL, "");

  text = crm_record_get_text (unit, names[lang]);

  return *text != '\0' ? text : crm_record_get_text (unit, "short_name");
}
