/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/people/crm-standing.h"
#include "store/crm-store.h"

G_BEGIN_DECLS

/**
 * CrmRightsBook:
 *
 * Answers what the store asks about rights: who is at the desk is looked up once, and again when
 * people, departments or roles have changed, here or on another desktop. Safe to ask from any
 * thread.
 */
typedef struct _CrmRightsBook CrmRightsBook;

/* @changed: on whatever thread it was noticed: this person's rights are others than before. */
CrmRightsBook *crm_rights_book_new (void (*changed) (gpointer data), gpointer data);
void crm_rights_book_free (CrmRightsBook *self);

/* What the store is given; lives as long as the book. */
CrmRights crm_rights_book_get_rights (CrmRightsBook *self);
/* What was known last. (transfer full) (nullable) */
CrmStanding *crm_rights_book_get_standing (CrmRightsBook *self);
/* Somebody has changed people: the next question reads them again. */
void crm_rights_book_forget (CrmRightsBook *self);
/* Reads it in this transaction, if it is not known. */
gboolean crm_rights_book_refresh (CrmRightsBook *self, CrmTxn *txn, GError **error);

G_END_DECLS
