/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/lists/crm-saved-view.h"

#include "base/crm-error.h"
#include "office/crm-describe.h"
#include "office/lists/crm-view-use.h"
#include "store/crm-txn.h"

static const CrmField fields[] = {
  { .name = "name",
    .label = N_ ("Name"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_LISTED,
    .max = 80 },
  { .name = "entity",
    .label = N_ ("Room"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_READ_ONLY,
    .max = 40 },
  { .name = "person",
    .label = N_ ("Whose"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_IN_LIST,
    .ref = "person",
    .initial = "me" },
  { .name = "shared",
    .label = N_ ("For everybody"),
    .type = CRM_FIELD_YESNO,
    .flags = CRM_FIELD_IN_LIST },
  { .name = "rank", .label = N_ ("Order"), .type = CRM_FIELD_INTEGER },
  { .name = "content", .label = N_ ("Content"), .type = CRM_FIELD_JSON, .flags = CRM_WRITTEN },
  { NULL },
};

static const char *const indexes[] = { "entity,rank", NULL };

static gboolean
validate (const CrmRecord *record, GError **error)
{
  g_autoptr (CrmViewContent) content =
               crm_view_content_parse (crm_record_get_text (record, "content"), error);

  return content != NULL;
}

const CrmEntity crm_saved_view_entity = {
  .number = 34,
  .name = "saved_view",
  .label = N_ ("Saved view"),
  .label_many = N_ ("Saved views"),
  .label_new = N_ ("New saved view"),
  NP_ ("%d saved view", "%d saved views"),
  .empty_title = N_ ("No saved views yet"),
  .empty_text = N_ ("Filter and sort a list as you need it, then save it under a name."),
  .icon = "view-list-symbolic",
  .fields = fields,
  .indexes = indexes,
  .order = "rank,name",
  .title = "{name}",
  .responsible = "person",
  .care = CRM_CARE_DESK,
  .inside = TRUE,
  .validate = validate,
  .before_save = crm_view_check_saved,
  .before_delete = crm_view_refuse_used,
};

CrmQuery *
crm_saved_view_query (const char *entity)
{
  CrmQuery *query;
  CrmCondition *any;

  query = crm_query_new ("saved_view");
  any = crm_condition_new_group (CRM_CONDITION_ANY);
  if (entity != NULL)
    crm_query_add_test (query, "entity", CRM_TEST_EQUAL, entity);
  crm_condition_add (any, crm_condition_new_test ("shared", CRM_TEST_EQUAL, "yes"));
  crm_condition_add (any, crm_condition_new_test ("person", CRM_TEST_EQUAL, "me"));
  crm_query_add_where (query, any);
  crm_query_set_order (query, "rank,name");

  return query;
}
