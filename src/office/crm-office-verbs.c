/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/crm-verb.h"

#include "base/crm-error.h"
#include "store/crm-backup.h"

#include <glib/gi18n-lib.h>

/* Verbs that every room has, and what all verbs are called. */

/* --- A record -----------------------------------------------------------------------------------
 */

static gboolean
load_in_txn (CrmTxn *txn, CrmVerbCall *call, GError **error)
{
  call->result = crm_txn_get (txn, call->text, call->id, error);
  call->free_result = (GDestroyNotify)crm_record_unref;

  return call->result != NULL;
}

static CrmRecord *
finish_record (CrmOffice *self, GAsyncResult *result, GError **error)
{
  CrmVerbCall *call;

  return crm_verb_call_finish (self, result, &call, error) ? g_steal_pointer (&call->result) : NULL;
}

void
crm_office_load_async (CrmOffice *self,
                       const char *entity,
                       gint64 id,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  CrmVerbCall *call;

  g_return_if_fail (entity != NULL);

  call = crm_verb_call_new (load_in_txn, id);
  call->text = g_strdup (entity);
  crm_verb_call_run_async (self, CRM_TXN_READ, NULL, call, cancellable, callback, user_data);
}

CrmRecord *
crm_office_load_finish (CrmOffice *self, GAsyncResult *result, GError **error)
{
  return finish_record (self, result, error);
}

/* The copy that was handed over stays as it is: the transaction may run twice. */
static gboolean
save_in_txn (CrmTxn *txn, CrmVerbCall *call, GError **error)
{
  g_autoptr (CrmRecord) record = crm_record_copy (call->record);

  crm_txn_continue (txn, call->other);
  if (!crm_txn_save (txn, record, error))
    return FALSE;
  call->result_id = crm_txn_get_operation (txn);
  call->result = g_steal_pointer (&record);
  call->free_result = (GDestroyNotify)crm_record_unref;

  return TRUE;
}

void
crm_office_save_async (CrmOffice *self,
                       CrmRecord *record,
                       gint64 visit,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  CrmVerbCall *call;

  g_return_if_fail (record != NULL);

  call = crm_verb_call_new (save_in_txn, 0);
  call->other = visit;
  call->record = crm_record_copy (record);
  crm_verb_call_run_async (self, CRM_TXN_WRITE, crm_record_is_new (record) ? "create" : "edit",
                           call, cancellable, callback, user_data);
}

CrmRecord *
crm_office_save_finish (CrmOffice *self, GAsyncResult *result, gint64 *operation, GError **error)
{
  CrmVerbCall *call;

  if (!crm_verb_call_finish (self, result, &call, error))
    return NULL;
  if (operation != NULL)
    *operation = call->result_id;

  return g_steal_pointer (&call->result);
}

/* --- Trash --------------------------------------------------------------------------------------
 */

/* The first one that a colleague has changed is named, the others are counted. */
static gboolean
refuse_changed (GError *first, guint n, GError **error)
{
  if (n > 1)
    g_set_error (
      error, CRM_ERROR, CRM_ERROR_CONFLICT,
      ngettext ("%s So it is with %u more record.", "%s So it is with %u more records.", n - 1),
      first->message, n - 1);
  else
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_CONFLICT, first->message);

  return FALSE;
}

static gboolean
delete_in_txn (CrmTxn *txn, CrmVerbCall *call, GError **error)
{
  g_autoptr (GError) first = NULL;
  guint changed = 0;

  for (guint i = 0; i < call->ids->len; i++) {
    gint64 seen = call->versions != NULL ? g_array_index (call->versions, gint64, i) : 0;
    g_autoptr (GError) local = NULL;

    if (crm_txn_delete_seen (txn, call->text, g_array_index (call->ids, gint64, i), seen, &local))
      continue;
    if (!g_error_matches (local, CRM_ERROR, CRM_ERROR_CONFLICT)) {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
    if (changed++ == 0)
      first = g_steal_pointer (&local);
  }

  return changed == 0 || refuse_changed (first, changed, error);
}

static gboolean
restore_in_txn (CrmTxn *txn, CrmVerbCall *call, GError **error)
{
  for (guint i = 0; i < call->ids->len; i++) {
    if (!crm_txn_restore (txn, call->text, g_array_index (call->ids, gint64, i), error))
      return FALSE;
  }

  return TRUE;
}

static void
run_over_ids (CrmOffice *self,
              const char *verb,
              CrmVerbFunc func,
              const char *entity,
              GArray *ids,
              GArray *versions,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  CrmVerbCall *call;

  g_return_if_fail (entity != NULL);
  g_return_if_fail (ids != NULL);

  call = crm_verb_call_new (func, 0);
  call->text = g_strdup (entity);
  call->ids = g_array_copy (ids);
  call->versions = versions != NULL ? g_array_copy (versions) : NULL;
  crm_verb_call_run_async (self, CRM_TXN_WRITE, verb, call, cancellable, callback, user_data);
}

void
crm_office_delete_async (CrmOffice *self,
                         const char *entity,
                         GArray *ids,
                         GArray *versions,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (versions == NULL || versions->len == ids->len);

  run_over_ids (self, "delete", delete_in_txn, entity, ids, versions, cancellable, callback,
                user_data);
}

gboolean
crm_office_delete_finish (CrmOffice *self, GAsyncResult *result, GError **error)
{
  return crm_verb_call_finish (self, result, NULL, error);
}

void
crm_office_restore_async (CrmOffice *self,
                          const char *entity,
                          GArray *ids,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  run_over_ids (self, "restore", restore_in_txn, entity, ids, NULL, cancellable, callback,
                user_data);
}

gboolean
crm_office_restore_finish (CrmOffice *self, GAsyncResult *result, GError **error)
{
  return crm_verb_call_finish (self, result, NULL, error);
}

/* --- Names --------------------------------------------------------------------------------------
 */

static const struct {
  const char *verb;
  const char *label;
} labels[] = {
  { "create", N_ ("Created") },
  { "edit", N_ ("Changed") },
  { "delete", N_ ("Moved to the trash") },
  { "restore", N_ ("Taken out of the trash") },
  { "undo", N_ ("Undone") },
  { "redo", N_ ("Done again") },
  { "restore-value", N_ ("Value put back") },
  { "record.delete", N_ ("Moved to the trash") },
  { "record.restore", N_ ("Taken out of the trash") },
  { CRM_VERB_MERGE, N_ ("Merged") },
  { "import", N_ ("Imported") },
  { "bulk.edit", N_ ("Many records changed") },
  { "list.add", N_ ("Put into a list") },
  { "list.remove", N_ ("Taken out of a list") },
  { "office.create", N_ ("Office made") },
  { "office.upgrade", N_ ("Office file upgraded") },
  { CRM_BACKUP_VERB, N_ ("Backup made") },
  { "deal.move", N_ ("Deal moved") },
  { "quality.answer", N_ ("Card completed") },
  { "quality.apply", N_ ("Quality rules applied") },
  { "quality.exempt", N_ ("Said not to apply") },
  { "document.make", N_ ("Paper made") },
  { "document.issue", N_ ("Paper issued") },
  { "document.void", N_ ("Paper made void") },
  { "document.paid", N_ ("Paper paid") },
  { "template.copy", N_ ("Template copied") },
  { "field.show", N_ ("Field shown or hidden") },
  { "field.move", N_ ("Field moved") },
  { "field.group", N_ ("Group of fields changed") },
  { "field.reset", N_ ("Fields put back as Kontor has them") },
  { "client.accept", N_ ("Contact accepted") },
  { "client.tie", N_ ("Joined") },
  { "comment.add", N_ ("Comment written") },
  { "attachment.add", N_ ("File added") },
  { "letter.add", N_ ("Letter added") },
  { "event.jot", N_ ("Written down") },
  { "survey.answer", N_ ("Questionnaire filled in") },
  { "person.join", N_ ("Account taken") },
  { "person.hand_over", N_ ("Work handed over") },
  { "export", N_ ("Exported") },
  { "demo", N_ ("Demo office filled") },
  { "tidy", N_ ("Old history summed up") },
  { "check", N_ ("Office file put right") },
};

const char *
crm_verb_get_label (const char *verb)
{
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++) {
    if (g_strcmp0 (labels[i].verb, verb) == 0)
      return _ (labels[i].label);
  }

  /* A newer Kontor may have written it. */
  return _ ("Changed");
}
