/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"

G_BEGIN_DECLS

/* So many records may be taken out by anybody who sees them: a screenful is no export. */
#define CRM_EXPORT_FREE 100

/* Whether the person may take so many records out; %CRM_ERROR_DENIED says whom to ask. */
gboolean crm_office_may_export (CrmOffice *self, guint n_records, GError **error);

/**
 * crm_office_note_export:
 * @what: "Clients".
 *
 * Writes an export of more than %CRM_EXPORT_FREE records down: who, when, what, how many. A file
 * that can only be read keeps no such note.
 */
gboolean
crm_office_note_export (CrmOffice *self, const char *what, guint n_records, GError **error);

/* Who has taken what out, and when. */
typedef struct {
  gint64 at;
  char *who;  /* "" when nobody knows any more */
  char *what; /* "Clients: 1204" */
} CrmExportNote;

/* The newest first; asks for the right to manage people. (transfer full) (element-type
 * CrmExportNote) */
GPtrArray *crm_export_notes (CrmTxn *txn, guint limit, GError **error);
void crm_export_notes_async (CrmOffice *office,
                             guint limit,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
GPtrArray *crm_export_notes_finish (CrmOffice *office, GAsyncResult *result, GError **error);

G_END_DECLS
