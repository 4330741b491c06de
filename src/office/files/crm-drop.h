/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/files/crm-attachment.h"

G_BEGIN_DECLS

typedef enum {
  CRM_DROP_NOTHING,
  CRM_DROP_FILE,   /* it lies at the record now */
  CRM_DROP_LETTER, /* it was a letter: it stands in the calendar and on the client's timeline */
  CRM_DROP_UNREAD, /* by its name a letter, which cannot be read as one: it lies at the record */
} CrmDropKind;

/**
 * crm_drop_async:
 * @record: what it is put on; 0 for nothing: then only a letter finds its place, by its addresses.
 *
 * Puts a file on a record: an .eml or an .msg becomes a letter with its text and files, anything
 * else lies there as it is, and so does a letter that is broken. Errors are those of
 * crm_attachment_add_async(), and without a @record those of crm_letter_read(); %CRM_ERROR_UNIQUE
 * for a letter that is there already, %CRM_ERROR_NOT_FOUND for one whose addresses no client has.
 */
void crm_drop_async (CrmOffice *office,
                     gint64 record,
                     GFile *file,
                     GCancellable *cancellable,
                     CrmAttachProgress progress,
                     GAsyncReadyCallback callback,
                     gpointer user_data);
/* @id: (out) (optional): the attachment, or the letter's event. */
CrmDropKind crm_drop_finish (CrmOffice *office, GAsyncResult *result, gint64 *id, GError **error);
/* The same, waiting for it. */
CrmDropKind crm_drop (CrmOffice *office,
                      gint64 record,
                      GFile *file,
                      GCancellable *cancellable,
                      gint64 *id,
                      GError **error);

G_END_DECLS
