/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/crm-verb.h"
#include "office/documents/crm-document-paper.h"
#include "office/documents/crm-document.h"

/* --- Making -------------------------------------------------------------------------------------
 */

static gboolean
make_in_txn (CrmTxn *txn, CrmVerbCall *call, GError **error)
{
  return crm_document_make (txn, call->id, call->text, call->other, &call->result_id, error);
}

void
crm_document_make_async (CrmOffice *office,
                         gint64 deal,
                         const char *kind,
                         gint64 template,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  CrmVerbCall *call = crm_verb_call_new (make_in_txn, deal);

  g_return_if_fail (kind != NULL);

  call->text = g_strdup (kind);
  call->other = template;
  crm_verb_call_run_async (office, CRM_TXN_WRITE, "document.make", call, cancellable, callback,
                           user_data);
}

gint64
crm_document_make_finish (CrmOffice *office, GAsyncResult *result, GError **error)
{
  CrmVerbCall *call;

  return crm_verb_call_finish (office, result, &call, error) ? call->result_id : 0;
}

/* --- States -------------------------------------------------------------------------------------
 */

static gboolean
issue_in_txn (CrmTxn *txn, CrmVerbCall *call, GError **error)
{
  return crm_document_issue (txn, call->id, error);
}

void
crm_document_issue_async (CrmOffice *office,
                          gint64 document,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  crm_verb_call_run_async (office, CRM_TXN_WRITE, "document.issue",
                           crm_verb_call_new (issue_in_txn, document), cancellable, callback,
                           user_data);
}

gboolean
crm_document_issue_finish (CrmOffice *office, GAsyncResult *result, GError **error)
{
  return crm_verb_call_finish (office, result, NULL, error);
}

static gboolean
void_in_txn (CrmTxn *txn, CrmVerbCall *call, GError **error)
{
  return crm_document_void (txn, call->id, error);
}

void
crm_document_void_async (CrmOffice *office,
                         gint64 document,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  crm_verb_call_run_async (office, CRM_TXN_WRITE, "document.void",
                           crm_verb_call_new (void_in_txn, document), cancellable, callback,
                           user_data);
}

gboolean
crm_document_void_finish (CrmOffice *office, GAsyncResult *result, GError **error)
{
  return crm_verb_call_finish (office, result, NULL, error);
}

static gboolean
mark_paid_in_txn (CrmTxn *txn, CrmVerbCall *call, GError **error)
{
  return crm_document_mark_paid (txn, call->id, call->text, error);
}

void
crm_document_mark_paid_async (CrmOffice *office,
                              gint64 document,
                              const char *day,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  CrmVerbCall *call = crm_verb_call_new (mark_paid_in_txn, document);

  call->text = g_strdup (day);
  crm_verb_call_run_async (office, CRM_TXN_WRITE, "document.paid", call, cancellable, callback,
                           user_data);
}

gboolean
crm_document_mark_paid_finish (CrmOffice *office, GAsyncResult *result, GError **error)
{
  return crm_verb_call_finish (office, result, NULL, error);
}

/* --- Papers -------------------------------------------------------------------------------------
 */

/* The transaction only reads what the paper says; it is laid out on a thread of its own, so that
 * other reads do not wait for it. */
typedef struct {
  CrmPaperSource source;
  CrmPaper *paper;
} PaperWork;

static void
paper_work_free (gpointer data)
{
  PaperWork *self = data;

  _crm_paper_source_clear (&self->source);
  g_clear_pointer (&self->paper, crm_paper_unref);
  g_free (self);
}

static gboolean
lay_out (CrmVerbCall *call, GError **error)
{
  PaperWork *work = call->result;

  work->paper = _crm_paper_source_make (&work->source, error);

  return work->paper != NULL;
}

static gboolean
read_source (CrmTxn *txn, CrmVerbCall *call, GError **error)
{
  g_autoptr (CrmRecord) record = NULL;
  PaperWork *work;

  record = call->record != NULL ? crm_record_copy (call->record)
                                : crm_txn_get (txn, "document", call->id, error);
  if (record == NULL)
    return FALSE;
  work = g_new0 (PaperWork, 1);
  call->result = work;
  call->free_result = paper_work_free;

  return _crm_paper_source_of (txn, record, &work->source, error);
}

static CrmPaper *
finish_paper (CrmOffice *office, GAsyncResult *result, GError **error)
{
  CrmVerbCall *call;
  PaperWork *work;

  if (!crm_verb_call_finish (office, result, &call, error))
    return NULL;
  work = call->result;

  return g_steal_pointer (&work->paper);
}

void
crm_document_paper_async (CrmOffice *office,
                          gint64 document,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  CrmVerbCall *call = crm_verb_call_new (read_source, document);

  call->after = lay_out;
  crm_verb_call_run_async (office, CRM_TXN_READ, NULL, call, cancellable, callback, user_data);
}

CrmPaper *
crm_document_paper_finish (CrmOffice *office, GAsyncResult *result, GError **error)
{
  return finish_paper (office, result, error);
}

void
crm_document_preview_async (CrmOffice *office,
                            CrmRecord *record,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  CrmVerbCall *call;

  g_return_if_fail (record != NULL);

  call = crm_verb_call_new (read_source, 0);
  call->record = crm_record_copy (record);
  call->after = lay_out;
  crm_verb_call_run_async (office, CRM_TXN_READ, NULL, call, cancellable, callback, user_data);
}

CrmPaper *
crm_document_preview_finish (CrmOffice *office, GAsyncResult *result, GError **error)
{
  return finish_paper (office, result, error);
}
