/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"

G_BEGIN_DECLS

/*
 * Somebody has called, written or come. Who it is, what they want and who sees to it is written
 * down in one go.
 */

/**
 * CrmAccepting:
 *
 * What is known of a contact. Put together first and not changed while it is accepted.
 */
typedef struct {
  char *channel; /* kind of an event: "call", "letter"; NULL is a call */
  gint64 client; /* who it is; 0: somebody new, of whom the next are */
  gboolean is_person;
  char *name;
  char *phone; /* this and the next of whoever it is: where they called or wrote from */
  char *email;
  char *subject;
  char *note;
  char *deal; /* what a deal that begins with it is called; NULL for none */
  gint64 to;  /* the colleague who sees to it; 0: who accepts it */

  /* What it has become; 0 where there is none. */
  gint64 party;
  gint64 event;
  gint64 deal_id;
} CrmAccepting;

CrmAccepting *crm_accepting_new (void);
void crm_accepting_free (CrmAccepting *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmAccepting, crm_accepting_free)

/* Puts what was typed in one line where it belongs: "Ion Rusu 079 123456 ion@firma.md". */
void crm_accepting_take (CrmAccepting *self, const char *typed);

/* Who it may be. */
typedef struct {
  gint64 id;
  char *title;
  char *detail; /* where they work, phone, town; or NULL */
} CrmCaller;

/* Clients and persons that are found by all of the line or by a part of it, the likeliest first.
 * (transfer full) (element-type CrmCaller) */
GPtrArray *crm_callers_find (CrmTxn *txn, const char *typed, guint limit, GError **error);

/**
 * crm_client_accept:
 * @accepting: a #CrmAccepting.
 *
 * A #CrmTxnFunc. Makes the client, the deal, the event on the timeline and a task for the colleague
 * as one operation, so that one undo takes all of it back.
 */
gboolean crm_client_accept (CrmTxn *txn, gpointer accepting, GError **error);

G_END_DECLS
