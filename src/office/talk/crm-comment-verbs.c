/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/talk/crm-comment.h"

#include "office/crm-verb.h"
#include "store/crm-marks.h"

/* What is older is history, read or not. */
#define UNREAD_DAYS 90
#define UNREAD_MOST 1000

/* --- Saying ----------------------------------------------------------------------------------- */

gboolean
crm_comment_add (CrmTxn *txn, gint64 record, const char *text, GError **error)
{
  g_autoptr (CrmRecord) comment = NULL;

  g_return_val_if_fail (txn != NULL, FALSE);

  comment = crm_txn_new (txn, "comment");
  crm_record_set_int (comment, "record", record);
  crm_record_set_text (comment, "text", text);
  crm_txn_set_verb (txn, "comment.add");

  return crm_txn_save (txn, comment, error);
}

static gboolean
add_in_txn (CrmTxn *txn, CrmVerbCall *call, GError **error)
{
  return crm_comment_add (txn, call->id, call->text, error);
}

void
crm_comment_add_async (CrmOffice *office,
                       gint64 record,
                       const char *text,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  CrmVerbCall *call = crm_verb_call_new (add_in_txn, record);

  call->text = g_strdup (text);
  crm_verb_call_run_async (office, CRM_TXN_WRITE, "comment.add", call, cancellable, callback,
                           user_data);
}

gboolean
crm_comment_add_finish (CrmOffice *office, GAsyncResult *result, GError **error)
{
  return crm_verb_call_finish (office, result, NULL, error);
}

/* --- Reading ---------------------------------------------------------------------------------- */

/* The last one that was said there: clocks of desktops differ, so its own time is what is noted. */
gboolean
crm_comment_mark_read (CrmTxn *txn, gint64 record, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("comment");
  g_autoptr (CrmRecord) last = NULL;
  g_autoptr (GError) local = NULL;
  gint64 before;

  g_return_val_if_fail (txn != NULL, FALSE);

  crm_query_add_test_id (query, "record", record);
  crm_query_set_order (query, "-said");
  last = crm_txn_first (txn, query, &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (last == NULL)
    return TRUE;

  return crm_txn_get_mark (txn, CRM_MARK_READ, record, &before, error) &&
         (before >= crm_record_get_int (last, "said") ||
          crm_txn_set_mark (txn, CRM_MARK_READ, record, crm_record_get_int (last, "said"), error));
}

static gboolean
mark_in_txn (CrmTxn *txn, CrmVerbCall *call, GError **error)
{
  return crm_comment_mark_read (txn, call->id, error);
}

void
crm_comment_mark_read_async (CrmOffice *office,
                             gint64 record,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  crm_verb_call_run_async (office, CRM_TXN_WRITE, NULL, crm_verb_call_new (mark_in_txn, record),
                           cancellable, callback, user_data);
}

gboolean
crm_comment_mark_read_finish (CrmOffice *office, GAsyncResult *result, GError **error)
{
  return crm_verb_call_finish (office, result, NULL, error);
}

/* --- What is unread --------------------------------------------------------------------------- */

static void
unread_free (gpointer data)
{
  CrmUnread *self = data;

  g_free (self->title);
  g_free (self);
}

static gboolean
names_me (const CrmRecord *comment, gint64 me)
{
  GPtrArray *mentions = crm_record_get_lines (comment, "mentions");

  for (guint i = 0; i < mentions->len; i++)
    if (crm_record_get_int (g_ptr_array_index (mentions, i), "person") == me)
      return TRUE;

  return FALSE;
}

static gboolean
is_responsible (CrmTxn *txn, const char *name, gint64 id, gint64 me)
{
  const CrmEntity *entity = crm_schema_find (crm_txn_get_schema (txn), name);
  g_autoptr (CrmRecord) record = NULL;

  if (entity == NULL || entity->responsible == NULL ||
      crm_entity_find_field (entity, entity->responsible) == NULL)
    return FALSE;
  record = crm_txn_get (txn, name, id, NULL);

  return record != NULL && crm_record_get_int (record, entity->responsible) == me;
}

static gboolean
takes_part (CrmTxn *txn, gint64 record, gint64 me)
{
  g_autoptr (CrmQuery) query = crm_query_new ("comment");

  crm_query_add_test_id (query, "record", record);
  crm_query_add_test_id (query, "author", me);

  return crm_txn_count (txn, query, NULL) > 0;
}

/* One record's unread comments, once all are known. */
static gboolean
concerns_me (CrmTxn *txn, CrmUnread *unread, gint64 me)
{
  g_free (unread->title);
  unread->title = crm_txn_title (txn, unread->record, &unread->entity);

  return unread->title != NULL && (unread->mentioned || takes_part (txn, unread->record, me) ||
                                   is_responsible (txn, unread->entity, unread->record, me));
}

static GPtrArray *
query_news (CrmTxn *txn, gint64 me, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("comment");
  g_autofree char *since = g_strdup_printf ("today-%d", UNREAD_DAYS);
  g_autofree char *myself = g_strdup_printf ("%" G_GINT64_FORMAT, me);

  crm_query_add_test (query, "author", CRM_TEST_DIFFERS, myself);
  crm_query_add_test (query, "said", CRM_TEST_AT_LEAST, since);
  crm_query_set_order (query, "-said");
  query->limit = UNREAD_MOST;

  return crm_txn_query (txn, query, error);
}

static gboolean
count_one (CrmTxn *txn, GHashTable *by_record, GPtrArray *all, CrmRecord *comment, GError **error)
{
  gint64 record = crm_record_get_int (comment, "record");
  CrmUnread *unread = g_hash_table_lookup (by_record, &record);
  gint64 read;

  if (record == 0)
    return TRUE;
  if (!crm_txn_get_mark (txn, CRM_MARK_READ, record, &read, error))
    return FALSE;
  if (crm_record_get_int (comment, "said") <= read)
    return TRUE;
  if (unread == NULL) {
    unread = g_new0 (CrmUnread, 1);
    unread->record = record;
    unread->last = crm_record_get_int (comment, "said");
    g_hash_table_insert (by_record, &unread->record, unread);
    g_ptr_array_add (all, unread);
  }
  unread->count++;
  unread->mentioned = unread->mentioned || names_me (comment, crm_txn_get_person (txn));

  return TRUE;
}

GPtrArray *
crm_comment_unread (CrmTxn *txn, GError **error)
{
  g_autoptr (GHashTable) by_record = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (unread_free);
  g_autoptr (GPtrArray) comments = NULL;
  gint64 me;

  g_return_val_if_fail (txn != NULL, NULL);

  me = crm_txn_get_person (txn);
  comments = query_news (txn, me, error);
  if (comments == NULL)
    return NULL;
  for (guint i = 0; i < comments->len; i++)
    if (!count_one (txn, by_record, all, g_ptr_array_index (comments, i), error))
      return NULL;
  for (guint i = all->len; i-- > 0;)
    if (!concerns_me (txn, g_ptr_array_index (all, i), me))
      g_ptr_array_remove_index (all, i);

  return g_steal_pointer (&all);
}

static gboolean
unread_in_txn (CrmTxn *txn, CrmVerbCall *call, GError **error)
{
  call->result = crm_comment_unread (txn, error);
  call->free_result = (GDestroyNotify)g_ptr_array_unref;

  return call->result != NULL;
}

void
crm_comment_unread_async (CrmOffice *office,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  crm_verb_call_run_async (office, CRM_TXN_READ, NULL, crm_verb_call_new (unread_in_txn, 0),
                           cancellable, callback, user_data);
}

GPtrArray *
crm_comment_unread_finish (CrmOffice *office, GAsyncResult *result, GError **error)
{
  CrmVerbCall *call;

  return crm_verb_call_finish (office, result, &call, error) ? g_steal_pointer (&call->result)
                                                             : NULL;
}
