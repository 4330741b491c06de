/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-txn.h"

G_BEGIN_DECLS

/* Somebody who works in this office with Kontor. */
extern const CrmEntity crm_person_entity;

/* The name of the account at this desktop. (transfer full) */
char *crm_person_account (void);

/* The person of an account; else the first active one; NULL without error when there is nobody.
 * (transfer full) */
CrmRecord *crm_person_find (CrmTxn *txn, const char *account, GError **error);

G_END_DECLS
