/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"

G_BEGIN_DECLS

/* What colleagues say to each other at a record of any room. */
extern const CrmEntity crm_comment_entity;
/* A colleague named in it with @. */
extern const CrmEntity crm_mention_entity;

/* Says something at a record. Colleagues named with @ are mentioned. */
gboolean crm_comment_add (CrmTxn *txn, gint64 record, const char *text, GError **error);
void crm_comment_add_async (CrmOffice *office,
                            gint64 record,
                            const char *text,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean crm_comment_add_finish (CrmOffice *office, GAsyncResult *result, GError **error);

/* The person at the desk has read what stands at the record now. */
gboolean crm_comment_mark_read (CrmTxn *txn, gint64 record, GError **error);
void crm_comment_mark_read_async (CrmOffice *office,
                                  gint64 record,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean crm_comment_mark_read_finish (CrmOffice *office, GAsyncResult *result, GError **error);

/**
 * CrmUnread:
 *
 * A record at which others have said something that the person at the desk has not read, and that
 * concerns them: they are named in it, are responsible for the record, or take part in the talk.
 */
typedef struct {
  gint64 record;
  const char *entity; /* of the schema */
  char *title;
  guint count;
  gboolean mentioned; /* they are named in one of them */
  gint64 last;        /* when the last one was said */
} CrmUnread;
/* The newest first. (transfer full) (element-type CrmUnread) */
GPtrArray *crm_comment_unread (CrmTxn *txn, GError **error);
void crm_comment_unread_async (CrmOffice *office,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GPtrArray *crm_comment_unread_finish (CrmOffice *office, GAsyncResult *result, GError **error);

G_END_DECLS
