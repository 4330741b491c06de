/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"

G_BEGIN_DECLS

/*
 * Who sits at this desk. An office file remembers it per account of the computer; an account that
 * it does not know yet has to say it once. Until then crm_office_get_person() is 0.
 */

/* Somebody whom the one at the desk may be. */
typedef struct {
  gint64 id;
  char *name;
  char *role; /* "" without one */
} CrmCandidate;

typedef struct {
  GPtrArray *people;   /* of CrmCandidate: those who work here and have no account yet */
  gboolean may_be_new; /* or else somebody has to add them first */
} CrmWho;

void crm_who_free (CrmWho *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmWho, crm_who_free)

void crm_office_ask_who_async (CrmOffice *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
CrmWho *crm_office_ask_who_finish (CrmOffice *self, GAsyncResult *result, GError **error);

/**
 * crm_office_join_async:
 * @person: one of the candidates; 0 for somebody new.
 * @name: of somebody new.
 *
 * From now on the account of this computer is this person's. Who is new looks only, until somebody
 * who manages people gives them another role.
 */
void crm_office_join_async (CrmOffice *self,
                            gint64 person,
                            const char *name,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean crm_office_join_finish (CrmOffice *self, GAsyncResult *result, GError **error);

/* Works as the person of this name from now on, without remembering it. */
gboolean crm_office_act_as (CrmOffice *self, const char *name, GError **error);

G_END_DECLS
