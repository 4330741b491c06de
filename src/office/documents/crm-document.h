/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"
#include "render/crm-paper.h"

G_BEGIN_DECLS

/* A paper: offer, payment request, tax invoice, act… A draft until it is issued, frozen after. */
extern const CrmEntity crm_document_entity;
extern const CrmEntity crm_document_line_entity;

/* --- Verbs, inside a transaction ---------------------------------------------------------------
 */

/**
 * crm_document_make:
 * @deal: id.
 * @kind: "offer", "proforma", "invoice", "order", "contract", "act" or "delivery_note".
 * @template: id, or 0: chosen by our company's country, the kind and the client's language.
 * @document: (out): id of the draft.
 *
 * Makes a draft from a deal: its client, company, currency and lines. %CRM_ERROR_INVALID when our
 * company's country has no such paper, or there is no template for it.
 */
gboolean crm_document_make (CrmTxn *txn,
                            gint64 deal,
                            const char *kind,
                            gint64 template,
                            gint64 *document,
                            GError **error);

/**
 * crm_document_issue:
 *
 * Takes the next number of the series, writes down what the paper says for good, and freezes it:
 * all in this transaction, so that numbers have no gaps. Refused with %CRM_ERROR_INVALID that lists
 * every problem of the paper, one a line; then nothing has happened. Cannot be undone.
 */
gboolean crm_document_issue (CrmTxn *txn, gint64 document, GError **error);

/* An issued paper that does not hold: its number stays taken. */
gboolean crm_document_void (CrmTxn *txn, gint64 document, GError **error);

/* @day: when the money came; NULL = today. */
gboolean crm_document_mark_paid (CrmTxn *txn, gint64 document, const char *day, GError **error);

/**
 * crm_document_context:
 * @record: a draft, saved or not.
 * @draft: the paper says that it is one.
 *
 * What the paper says, as crm-template.h describes it. (transfer full)
 */
JsonObject *crm_document_context (CrmTxn *txn, CrmRecord *record, gboolean draft, GError **error);

/**
 * crm_document_paper:
 *
 * The paper to look at, print and send. Of a draft it is made from what the office knows now; once
 * issued, from what was written down then and the template of that day, whatever has changed since.
 * (transfer full)
 */
CrmPaper *crm_document_paper (CrmTxn *txn, gint64 document, GError **error);

/* The same of a draft that is being edited and not saved yet. (transfer full) */
CrmPaper *crm_document_preview (CrmTxn *txn, CrmRecord *record, GError **error);

/* Whether our companies of the country may make such a paper; the error says why not. */
gboolean crm_document_kind_is_allowed (const char *country, const char *kind, GError **error);

/* What the language calls such a paper where our company's country is @country: "Cont de plată" in
 * MD, "Factură proformă" in RO. */
const char *crm_document_kind_title (const char *kind, const char *country, CrmLang lang);

/* --- The same from outside ---------------------------------------------------------------------
 */

void crm_document_make_async (CrmOffice *office,
                              gint64 deal,
                              const char *kind,
                              gint64 template,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
/* The draft's id; 0 on error. */
gint64 crm_document_make_finish (CrmOffice *office, GAsyncResult *result, GError **error);

void crm_document_issue_async (CrmOffice *office,
                               gint64 document,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean crm_document_issue_finish (CrmOffice *office, GAsyncResult *result, GError **error);

void crm_document_void_async (CrmOffice *office,
                              gint64 document,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean crm_document_void_finish (CrmOffice *office, GAsyncResult *result, GError **error);

void crm_document_mark_paid_async (CrmOffice *office,
                                   gint64 document,
                                   const char *day,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean crm_document_mark_paid_finish (CrmOffice *office, GAsyncResult *result, GError **error);

void crm_document_paper_async (CrmOffice *office,
                               gint64 document,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
CrmPaper *crm_document_paper_finish (CrmOffice *office, GAsyncResult *result, GError **error);

/* A copy of @record is taken. */
void crm_document_preview_async (CrmOffice *office,
                                 CrmRecord *record,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
CrmPaper *crm_document_preview_finish (CrmOffice *office, GAsyncResult *result, GError **error);

G_END_DECLS
