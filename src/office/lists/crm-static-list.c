/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/lists/crm-static-list.h"

#include "base/crm-error.h"
#include "office/crm-describe.h"
#include "office/crm-verb.h"
#include "office/lists/crm-view-use.h"

static const CrmField list_fields[] = {
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
  { .name = "note", .label = N_ ("Note"), .type = CRM_FIELD_NOTE },
  { NULL },
};

static const char *const list_indexes[] = { "entity,name", NULL };

const CrmEntity crm_static_list_entity = {
  .number = 35,
  .name = "static_list",
  .label = N_ ("List"),
  .label_many = N_ ("Lists"),
  .label_new = N_ ("New list"),
  NP_ ("%d list", "%d lists"),
  .empty_title = N_ ("No lists yet"),
  .empty_text = N_ ("Choose records and put them into a list, for a mailing or a fair."),
  .icon = "view-list-symbolic",
  .fields = list_fields,
  .indexes = list_indexes,
  .order = "name",
  .title = "{name}",
  .responsible = "person",
  .care = CRM_CARE_DESK,
  .inside = TRUE,
  .before_delete = crm_view_refuse_used,
};

static const CrmField entry_fields[] = {
  { .name = "list",
    .label = N_ ("List"),
    .type = CRM_FIELD_REFERENCE,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST,
    .ref = "static_list" },
  { .name = "record",
    .label = N_ ("Record"),
    .type = CRM_FIELD_ANY,
    .flags = CRM_FIELD_REQUIRED | CRM_FIELD_IN_LIST },
  { NULL },
};

static const char *const entry_indexes[] = { "record,list", "list,record", NULL };

const CrmEntity crm_list_entry_entity = {
  .number = 36,
  .name = "list_entry",
  .label = N_ ("Place in a list"),
  .label_many = N_ ("Places in lists"),
  .label_new = N_ ("New place in a list"),
  NP_ ("%d place in a list", "%d places in lists"),
  .empty_title = N_ ("Nothing in lists yet"),
  .empty_text = N_ ("Choose records and put them into a list, for a mailing or a fair."),
  .icon = "view-list-symbolic",
  .fields = entry_fields,
  .indexes = entry_indexes,
  .order = "list",
  .title = "",
  .care = CRM_CARE_DESK,
  .inside = TRUE,
};

CrmQuery *
crm_static_list_query (const char *entity)
{
  CrmQuery *query;

  g_return_val_if_fail (entity != NULL, NULL);

  query = crm_query_new ("static_list");
  crm_query_add_test (query, "entity", CRM_TEST_EQUAL, entity);
  crm_query_set_order (query, "name");

  return query;
}

/* --- In and out ------------------------------------------------------------------------------- */

/* What says that the record is in the list; NULL without error when it is not. */
static CrmRecord *
find_entry (CrmTxn *txn, gint64 list, gint64 id, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("list_entry");

  crm_query_add_test_id (query, "record", id);
  crm_query_add_test_id (query, "list", list);

  return crm_txn_first (txn, query, error);
}

static gboolean
check_room (CrmTxn *txn, const CrmRecord *list, gint64 id, GError **error)
{
  const char *entity = NULL;
  g_autofree char *title = crm_txn_title (txn, id, &entity);

  if (g_strcmp0 (entity, crm_record_get_text (list, "entity")) == 0)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               _ ("“%s” is of another room than the list “%s”. Choose a list of its own room."),
               title != NULL ? title : "", crm_record_get_text (list, "name"));

  return FALSE;
}

int
crm_static_list_add (CrmTxn *txn, gint64 list, GArray *ids, GError **error)
{
  g_autoptr (CrmRecord) found = crm_txn_get (txn, "static_list", list, error);
  int n = 0;

  for (guint i = 0; found != NULL && i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);
    g_autoptr (GError) why = NULL;
    g_autoptr (CrmRecord) entry = find_entry (txn, list, id, &why);

    if (why != NULL) {
      g_propagate_error (error, g_steal_pointer (&why));
      return -1;
    }
    if (entry != NULL)
      continue;
    if (!check_room (txn, found, id, error))
      return -1;
    entry = crm_txn_new (txn, "list_entry");
    crm_record_set_int (entry, "list", list);
    crm_record_set_int (entry, "record", id);
    if (!crm_txn_save (txn, entry, error))
      return -1;
    n++;
  }

  return found != NULL ? n : -1;
}

int
crm_static_list_remove (CrmTxn *txn, gint64 list, GArray *ids, GError **error)
{
  int n = 0;

  for (guint i = 0; i < ids->len; i++) {
    g_autoptr (GError) why = NULL;
    g_autoptr (CrmRecord) entry = find_entry (txn, list, g_array_index (ids, gint64, i), &why);

    if (why != NULL) {
      g_propagate_error (error, g_steal_pointer (&why));
      return -1;
    }
    if (entry == NULL)
      continue;
    if (!crm_txn_delete (txn, "list_entry", crm_record_get_id (entry), error))
      return -1;
    n++;
  }

  return n;
}

static gboolean
change_in_txn (CrmTxn *txn, CrmVerbCall *call, GError **error)
{
  int n = call->other != 0 ? crm_static_list_add (txn, call->id, call->ids, error)
                           : crm_static_list_remove (txn, call->id, call->ids, error);

  call->result_id = n;

  return n >= 0;
}

void
crm_static_list_change_async (CrmOffice *office,
                              gint64 list,
                              GArray *ids,
                              gboolean add,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  CrmVerbCall *call;

  g_return_if_fail (CRM_IS_OFFICE (office));
  g_return_if_fail (ids != NULL);

  call = crm_verb_call_new (change_in_txn, list);
  call->other = add;
  call->ids = g_array_copy (ids);
  crm_verb_call_run_async (office, CRM_TXN_WRITE, add ? "list.add" : "list.remove", call,
                           cancellable, callback, user_data);
}

int
crm_static_list_change_finish (CrmOffice *office, GAsyncResult *result, GError **error)
{
  CrmVerbCall *call;

  return crm_verb_call_finish (office, result, &call, error) ? (int)call->result_id : -1;
}
