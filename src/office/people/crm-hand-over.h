/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"

G_BEGIN_DECLS

/*
 * When somebody leaves: all that they are responsible for and is still open goes to a colleague or
 * to the queue of a department, and they work here no longer. One operation, and one undo.
 */

/* What there is to hand over, of one entity. */
typedef struct {
  char *entity;
  char *label; /* "Clients", in the person's language */
  gint64 n;
} CrmHandOverPart;

/* What @person has open, of every entity that knows somebody responsible; also those of which there
 * is none. (transfer full) (element-type CrmHandOverPart) */
GPtrArray *crm_person_belongings (CrmTxn *txn, gint64 person, GError **error);
void crm_person_belongings_async (CrmOffice *office,
                                  gint64 person,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *crm_person_belongings_finish (CrmOffice *office, GAsyncResult *result, GError **error);

/**
 * crm_person_hand_over:
 * @to: a colleague, or the queue of a department.
 * @entities: (nullable) (array zero-terminated=1): only these; NULL for all.
 * @leaves: whether they work here no longer and lose their account.
 * @n: (out): how many records went over.
 *
 * In batches, so that nobody waits long for it. Asks for the right to manage people, and for no
 * other.
 */
gboolean crm_person_hand_over (CrmOffice *office,
                               gint64 person,
                               gint64 to,
                               const char *const *entities,
                               gboolean leaves,
                               guint *n,
                               GError **error);
void crm_person_hand_over_async (CrmOffice *office,
                                 gint64 person,
                                 gint64 to,
                                 const char *const *entities,
                                 gboolean leaves,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean
crm_person_hand_over_finish (CrmOffice *office, GAsyncResult *result, guint *n, GError **error);

G_END_DECLS
