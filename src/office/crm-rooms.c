/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/crm-rooms.h"

#include "office/calendar/crm-event.h"
#include "office/calendar/crm-task.h"
#include "office/claims/crm-claim.h"
#include "office/clients/crm-affiliation.h"
#include "office/clients/crm-contact-lines.h"
#include "office/clients/crm-party.h"
#include "office/clients/crm-potential.h"
#include "office/clients/crm-survey.h"
#include "office/deals/crm-deal.h"
#include "office/deals/crm-pipeline.h"
#include "office/documents/crm-document.h"
#include "office/documents/crm-series.h"
#include "office/files/crm-attachment.h"
#include "office/lists/crm-saved-view.h"
#include "office/lists/crm-static-list.h"
#include "office/people/crm-department.h"
#include "office/people/crm-person.h"
#include "office/people/crm-role.h"
#include "office/products/crm-product.h"
#include "office/products/crm-tax-rate.h"
#include "office/products/crm-unit.h"
#include "office/quality/crm-quality-rule.h"
#include "office/settings/crm-custom-field.h"
#include "office/settings/crm-field-layout.h"
#include "office/settings/crm-office-settings.h"
#include "office/talk/crm-comment.h"
#include "office/templates/crm-paper-template.h"

/* The number of an entity is written in its description and in every office file: a new one takes
 * the next, and none is used again. */
static const CrmEntity *const rooms[] = {
  &crm_party_entity,            /* 1 */
  &crm_affiliation_entity,      /* 2 */
  &crm_deal_entity,             /* 3 */
  &crm_task_entity,             /* 4 */
  &crm_event_entity,            /* 5 */
  &crm_document_entity,         /* 6 */
  &crm_claim_entity,            /* 7 */
  &crm_product_entity,          /* 8 */
  &crm_template_entity,         /* 9 */
  &crm_person_entity,           /* 10 */
  &crm_pipeline_entity,         /* 11 */
  &crm_stage_entity,            /* 12 */
  &crm_cause_entity,            /* 13 */
  &crm_unit_entity,             /* 14 */
  &crm_tax_rate_entity,         /* 15 */
  &crm_series_entity,           /* 16 */
  &crm_custom_field_entity,     /* 17 */
  &crm_phone_entity,            /* 18 */
  &crm_email_entity,            /* 19 */
  &crm_address_entity,          /* 20 */
  &crm_bank_account_entity,     /* 21 */
  &crm_price_entity,            /* 22 */
  &crm_deal_line_entity,        /* 23 */
  &crm_deal_stage_entity,       /* 24 */
  &crm_document_line_entity,    /* 25 */
  &crm_template_version_entity, /* 26 */
  &crm_office_settings_entity,  /* 27 */
  &crm_department_entity,       /* 28 */
  &crm_role_entity,             /* 29 */
  &crm_permission_entity,       /* 30 */
  &crm_substitute_entity,       /* 31 */
  &crm_saved_view_entity,       /* 34 */
  &crm_static_list_entity,      /* 35 */
  &crm_list_entry_entity,       /* 36 */
  &crm_comment_entity,          /* 37 */
  &crm_mention_entity,          /* 38 */
  &crm_attachment_entity,       /* 39 */
  &crm_potential_entity,        /* 40 */
  &crm_survey_entity,           /* 41 */
  &crm_question_entity,         /* 42 */
  &crm_answer_entity,           /* 43 */
  &crm_field_layout_entity,     /* 44 */
  &crm_deal_person_entity,      /* 45 */
  &crm_quality_rule_entity,     /* 46 */
  NULL,
};

static const struct {
  const char *name;
  const char *entity;
  const char *where;
} aliases[] = {
  { "client", "party", "is_client = yes" },
  { "clients", "party", "is_client = yes" },
  { "supplier", "party", "is_supplier = yes" },
  { "suppliers", "party", "is_supplier = yes" },
  { "partner", "party", "is_partner = yes" },
  { "partners", "party", "is_partner = yes" },
  { "competitor", "party", "is_competitor = yes" },
  { "competitors", "party", "is_competitor = yes" },
  { "organisation", "party", "kind = organisation" },
  { "organisations", "party", "kind = organisation" },
  { "company", "party", "is_ours = yes" },
  { "our-company", "party", "is_ours = yes" },
  { "contact", "party", "kind = person" },
  { "contacts", "party", "kind = person" },
  { "deals", "deal", NULL },
  { "tasks", "task", NULL },
  { "events", "event", NULL },
  { "calendar", "event", NULL },
  { "call", "event", "kind = call" },
  { "calls", "event", "kind = call" },
  { "meeting", "event", "kind = meeting" },
  { "meetings", "event", "kind = meeting" },
  { "documents", "document", NULL },
  { "offer", "document", "kind = offer" },
  { "offers", "document", "kind = offer" },
  { "proforma", "document", "kind = proforma" },
  { "invoice", "document", "kind = invoice" },
  { "invoices", "document", "kind = invoice" },
  { "contract", "document", "kind = contract" },
  { "contracts", "document", "kind = contract" },
  { "claims", "claim", NULL },
  { "causes", "cause", NULL },
  { "products", "product", NULL },
  { "templates", "template", NULL },
  { "people", "person", NULL },
  { "departments", "department", NULL },
  { "roles", "role", NULL },
  { "colleague", "person", NULL },
  { "comments", "comment", NULL },
  { "file", "attachment", NULL },
  { "files", "attachment", NULL },
  { "potentials", "potential", NULL },
  { "questionnaire", "survey", NULL },
  { "answers", "answer", NULL },
};

const CrmEntity *const *
crm_rooms (void)
{
  return rooms;
}

const char *
crm_rooms_alias (const char *name, const char **where)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (aliases); i++) {
    if (g_ascii_strcasecmp (aliases[i].name, name) == 0) {
      if (where != NULL)
        *where = aliases[i].where;
      return aliases[i].entity;
    }
  }

  return NULL;
}

const char *
crm_rooms_word (const char *entity, const char *where)
{
  g_return_val_if_fail (entity != NULL, NULL);

  for (guint i = 0; where != NULL && i < G_N_ELEMENTS (aliases); i++)
    if (g_str_equal (aliases[i].entity, entity) && g_strcmp0 (aliases[i].where, where) == 0)
      return aliases[i].name;

  return entity;
}
