/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/people/crm-department.h"

#include "base/crm-error.h"
#include "office/crm-describe.h"
#include "store/crm-txn.h"

/* Deeper than any office is. */
#define MOST_DEPTH 32

static const CrmField fields[] = {
  { .name = "name",
    .label = N_ ("Name"),
    .type = CRM_FIELD_TEXT,
    .flags = CRM_FIELD_REQUIRED | CRM_LISTED | CRM_FIELD_SORTED },
  { .name = "parent",
    .label = N_ ("Part of"),
    .type = CRM_FIELD_PARENT,
    .flags = CRM_FIELD_IN_LIST },
  { .name = "head",
    .label = N_ ("Head of the department"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_IN_LIST,
    .ref = "person" },
  { .name = "queue",
    .label = N_ ("Queue"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_READ_ONLY,
    .ref = "person" },
  { .name = "note", .label = N_ ("Note"), .type = CRM_FIELD_NOTE, .flags = CRM_FIELD_SEARCHED },
  { NULL },
};

/* --- Rules ------------------------------------------------------------------------------------ */

static gboolean
check_tree (CrmTxn *txn, const CrmRecord *record, GError **error)
{
  gint64 id = crm_record_get_id (record);
  gint64 above = crm_record_get_int (record, "parent");

  for (guint depth = 0; above != 0; depth++) {
    g_autoptr (CrmRecord) department = NULL;

    if (above == id || depth >= MOST_DEPTH) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                   _ ("“%s” would be a part of itself. Choose another department that it is part "
                      "of."),
                   crm_record_get_text (record, "name"));
      return FALSE;
    }
    department = crm_txn_get (txn, "department", above, error);
    if (department == NULL)
      return FALSE;
    above = crm_record_get_int (department, "parent");
  }

  return TRUE;
}

/* A queue is called after its department. */
static gboolean
keep_queue (CrmTxn *txn, CrmRecord *record, GError **error)
{
  g_autoptr (CrmRecord) queue = NULL;
  g_autofree char *name = NULL;

  if (crm_record_is_null (record, "queue"))
    queue = crm_txn_new (txn, "person");
  else
    queue = crm_txn_get (txn, "person", crm_record_get_int (record, "queue"), error);
  if (queue == NULL)
    return FALSE;
  /* Translators: the name of a department; its queue stands among people. */
  name = g_strdup_printf (_ ("%s: queue"), crm_record_get_text (record, "name"));
  if (!crm_record_is_null (record, "queue") && !crm_record_is_changed (record, "name"))
    return TRUE;
  crm_record_set_text (queue, "name", name);
  crm_record_set_int (queue, "queue_of", crm_record_get_id (record));
  crm_record_set_int (queue, "department", crm_record_get_id (record));
  if (!crm_txn_save (txn, queue, error))
    return FALSE;
  crm_record_set_int (record, "queue", crm_record_get_id (queue));

  return TRUE;
}

static gboolean
before_save (CrmTxn *txn, CrmRecord *record, GError **error)
{
  return check_tree (txn, record, error) && keep_queue (txn, record, error);
}

static gint64
count_in (CrmTxn *txn, const CrmRecord *record, const char *entity, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity);

  crm_query_add_test_id (query, g_str_equal (entity, "person") ? "department" : "parent",
                         crm_record_get_id (record));
  if (g_str_equal (entity, "person"))
    crm_query_add_test (query, "queue_of", CRM_TEST_EMPTY, NULL);

  return crm_txn_count (txn, query, error);
}

static gboolean
before_delete (CrmTxn *txn, const CrmRecord *record, GError **error)
{
  const char *name = crm_record_get_text (record, "name");
  gint64 queue = crm_record_get_int (record, "queue");
  gint64 people = count_in (txn, record, "person", error);
  gint64 parts = people >= 0 ? count_in (txn, record, "department", error) : -1;

  if (parts < 0)
    return FALSE;
  if (people > 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_DENIED,
                 _ ("People work in “%s”: put them into another department first."), name);
    return FALSE;
  }
  if (parts > 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_DENIED,
                 _ ("“%s” has departments below it: move them first."), name);
    return FALSE;
  }

  return queue == 0 || crm_txn_delete (txn, "person", queue, error);
}

const CrmEntity crm_department_entity = {
  .number = 28,
  .name = "department",
  .label = N_ ("Department"),
  .label_many = N_ ("Departments"),
  .label_new = N_ ("New department"),
  NP_ ("%d department", "%d departments"),
  .empty_title = N_ ("No departments yet"),
  .empty_text = N_ ("An office without departments is one department. Add them when people should "
                    "see the work of their own part only."),
  .icon = "network-workgroup-symbolic",
  .fields = fields,
  .order = "name",
  .title = "{name}",
  .care = CRM_CARE_SETTINGS,
  .before_save = before_save,
  .before_delete = before_delete,
};
