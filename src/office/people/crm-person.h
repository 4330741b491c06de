/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-txn.h"

G_BEGIN_DECLS

/* Somebody who works in this office with Kontor; also the queue of a department. */
extern const CrmEntity crm_person_entity;
/* Who stands in for somebody, and when: a line of the person who is away. */
extern const CrmEntity crm_substitute_entity;

/* The name of the account at this desktop. (transfer full) */
char *crm_person_account (void);

/* Whether the person is known by this account: the field may name several, between commas. */
gboolean crm_person_has_account (const CrmRecord *person, const char *account);

/* The one who works here under this account; an office of one person needs no account. NULL without
 * error when it has to be asked. (transfer full) */
CrmRecord *crm_person_find (CrmTxn *txn, const char *account, GError **error);

G_END_DECLS
