/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"

G_BEGIN_DECLS

/* A file that lies at a record of any room. Its bytes are a content of the store. */
extern const CrmEntity crm_attachment_entity;

/* What is larger stays outside: the office file is read over the network and copied every day. */
#define CRM_ATTACHMENT_MOST (G_GINT64_CONSTANT (64) * 1024 * 1024)

/* Told on the main context of the caller. */
typedef void (*CrmAttachProgress) (gint64 done, gint64 total, gpointer user_data);

/**
 * crm_attachment_add_async:
 * @record: where it is put.
 * @replaces: the attachment that it is a new version of; 0 for none.
 * @progress: (nullable): with @user_data.
 *
 * Copies the file into the office, piece by piece. The same bytes are kept once. Finish gives the
 * id of the attachment. %CRM_ERROR_FULL for a file that is too large, %CRM_ERROR_INVALID for one
 * that changed meanwhile. A cancelled one leaves nothing behind.
 */
void crm_attachment_add_async (CrmOffice *office,
                               gint64 record,
                               GFile *file,
                               gint64 replaces,
                               GCancellable *cancellable,
                               CrmAttachProgress progress,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gint64 crm_attachment_add_finish (CrmOffice *office, GAsyncResult *result, GError **error);
/* The same, waiting for it: for the command line and for work that has a thread of its own. */
gint64 crm_attachment_add (CrmOffice *office,
                           gint64 record,
                           GFile *file,
                           gint64 replaces,
                           GCancellable *cancellable,
                           GError **error);
/* Bytes that are at hand already, under a name. */
gint64 crm_attachment_add_bytes (CrmOffice *office,
                                 gint64 record,
                                 const char *name,
                                 GBytes *bytes,
                                 GError **error);

/* Writes the bytes of an attachment to a file, which is there whole or not at all. */
void crm_attachment_save_async (CrmOffice *office,
                                gint64 attachment,
                                GFile *file,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean crm_attachment_save_finish (CrmOffice *office, GAsyncResult *result, GError **error);
gboolean crm_attachment_save (CrmOffice *office,
                              gint64 attachment,
                              GFile *file,
                              GCancellable *cancellable,
                              GError **error);

/* A name that any file system takes, without folders in it. (transfer full) */
char *crm_attachment_clean_name (const char *name);

G_END_DECLS
