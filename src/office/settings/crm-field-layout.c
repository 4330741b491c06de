/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/settings/crm-field-layout.h"

#include "base/crm-error.h"
#include "office/crm-describe.h"
#include "office/settings/crm-field-order.h"
#include "store/crm-txn.h"

static const CrmField fields[] = {
  { .name = "entity",
    .label = N_ ("Room"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST,
    .max = 40 },
  { .name = "name",
    .label = N_ ("Field"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_LISTED,
    .max = 40 },
  { .name = "hidden",
    .label = N_ ("Not used here"),
    .type = CRM_FIELD_YESNO,
    .flags = CRM_FIELD_IN_LIST },
  { .name = "group",
    .label = N_ ("Group in the card"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_IN_LIST,
    .max = 80 },
  { .name = "rank",
    .label = N_ ("Place: the first field stands at 10, the second at 20"),
    .type = CRM_FIELD_INTEGER,
    .flags = CRM_FIELD_IN_LIST },
  { NULL },
};

static const char *const indexes[] = { "entity,rank", NULL };

static gboolean
write_layout (CrmTxn *txn, const CrmRecord *record, gboolean in_use, GError **error)
{
  CrmCustomField layout = {
    .entity = crm_record_get_text (record, "entity"),
    .name = crm_record_get_text (record, "name"),
    .is_layout = TRUE,
  };

  /* Without its record the field is as Kontor has it. */
  if (in_use) {
    layout.group =
      crm_record_is_null (record, "group") ? NULL : crm_record_get_text (record, "group");
    layout.place = (int)CLAMP (crm_record_get_int (record, "rank"), 0, 100000);
    if (crm_record_get_int (record, "hidden") != 0)
      layout.flags = CRM_FIELD_HIDDEN;
  }

  return crm_txn_lay_out (txn, &layout, error);
}

static gboolean
check_field (CrmTxn *txn, const CrmRecord *record, GError **error)
{
  CrmSchema *schema = crm_txn_get_schema (txn);
  const char *name = crm_record_get_text (record, "name");
  const CrmEntity *entity = crm_schema_get (schema, crm_record_get_text (record, "entity"), error);
  const CrmField *field = entity != NULL ? crm_entity_find_field (entity, name) : NULL;

  if (entity == NULL)
    return FALSE;
  if (field == NULL || (field->flags & (CRM_FIELD_SYSTEM | CRM_FIELD_CUSTOM)) != 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                 _ ("“%s” has no field “%s” that could be laid out."), _ (entity->label), name);
    return FALSE;
  }
  if ((field->flags & CRM_FIELD_REQUIRED) == 0 || crm_record_get_int (record, "hidden") == 0)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               _ ("“%s” must be filled in, so it stays in sight."), _ (field->label));

  return FALSE;
}

static gboolean
refuse_second (CrmTxn *txn, const CrmRecord *record, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("field_layout");
  gint64 n;

  if (!crm_record_is_new (record)) {
    if (!crm_record_is_changed (record, "entity") && !crm_record_is_changed (record, "name"))
      return TRUE;
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("This lays out one field: make another one for another field."));
    return FALSE;
  }
  crm_query_add_test (query, "entity", CRM_TEST_EQUAL, crm_record_get_text (record, "entity"));
  crm_query_add_test (query, "name", CRM_TEST_EQUAL, crm_record_get_text (record, "name"));
  n = crm_txn_count (txn, query, error);
  if (n > 0)
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_UNIQUE,
                         _ ("This field is laid out already: change that one."));

  return n == 0;
}

static gboolean
before_save (CrmTxn *txn, CrmRecord *record, GError **error)
{
  _crm_field_keep_group (txn, record);
  return check_field (txn, record, error) && refuse_second (txn, record, error) &&
         write_layout (txn, record, TRUE, error);
}

static gboolean
before_delete (CrmTxn *txn, const CrmRecord *record, GError **error)
{
  return write_layout (txn, record, FALSE, error);
}

static gboolean
after_restore (CrmTxn *txn, const CrmRecord *record, gint64 deleted, GError **error)
{
  return write_layout (txn, record, TRUE, error);
}

const CrmEntity crm_field_layout_entity = {
  .number = 44,
  .name = "field_layout",
  .label = N_ ("Layout of a field"),
  .label_many = N_ ("Layout of fields"),
  .label_new = N_ ("Lay out a field"),
  NP_ ("%d field laid out", "%d fields laid out"),
  .empty_title = N_ ("All fields are as Kontor has them"),
  .empty_text = N_ ("Hide what your office does not use, put fields in other groups and places. "
                    "Nothing that was written is lost."),
  .icon = "view-list-symbolic",
  .fields = fields,
  .indexes = indexes,
  .order = "entity,rank",
  .title = "{entity} {name}",
  .care = CRM_CARE_SETTINGS,
  .inside = TRUE,
  .before_save = before_save,
  .before_delete = before_delete,
  .after_restore = after_restore,
};
