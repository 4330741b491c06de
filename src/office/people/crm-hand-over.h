/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"

G_BEGIN_DECLS

/* Whether somebody's work can go to @person: they are here. 0 is nobody, and can. */
gboolean crm_person_check_taker (CrmTxn *txn, gint64 person, GError **error);

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
 * CrmHandOver:
 *
 * What goes to whom when somebody leaves, or only makes room. Reference counted; put together first
 * and not changed once it was handed over.
 */
typedef struct _CrmHandOver CrmHandOver;

CrmHandOver *crm_hand_over_new (gint64 person);
CrmHandOver *crm_hand_over_ref (CrmHandOver *self);
void crm_hand_over_unref (CrmHandOver *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmHandOver, crm_hand_over_unref)

/* @entity: NULL for everything that nothing else was said of. @to: a colleague, or the queue of a
 * department; 0: it stays where it is. */
void crm_hand_over_give (CrmHandOver *self, const char *entity, gint64 to);
/* @day: their last one, "YYYY-MM-DD"; NULL for today. Until it is over they keep their account. */
void crm_hand_over_leave (CrmHandOver *self, const char *day);
/* Records that went over so far, while it runs: may be asked from any thread. */
guint crm_hand_over_get_n_done (CrmHandOver *self);

/**
 * crm_office_hand_over:
 * @n: (out) (optional): how many records went over.
 *
 * In batches, so that nobody waits long for it; one operation and one undo. Asks for the right to
 * manage people, and for no other. Cancelled, what went over stays there, to be undone as one.
 */
gboolean crm_office_hand_over (CrmOffice *office, CrmHandOver *plan, guint *n, GError **error);
void crm_office_hand_over_async (CrmOffice *office,
                                 CrmHandOver *plan,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean
crm_office_hand_over_finish (CrmOffice *office, GAsyncResult *result, guint *n, GError **error);

G_END_DECLS
