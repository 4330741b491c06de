/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-txn.h"

G_BEGIN_DECLS

/* Anybody the office has to do with: clients, suppliers, partners, competitors, our own companies;
 * organisations and persons alike. A client is a party with is_client, which a new one has until it
 * is taken away. */
extern const CrmEntity crm_party_entity;

/* The country whose rules hold for what has none of its own: that of our first company; "" before
 * there is one. (transfer full) */
char *crm_party_office_country (CrmTxn *txn);

/* Our first company, or NULL when there is none. (transfer full) */
CrmRecord *crm_party_ours (CrmTxn *txn, GError **error);

/* The first phone of our company in E.164: it says in which town short numbers are. (transfer full)
 * (nullable) */
char *crm_party_near (const CrmRecord *ours);

/* Where the office is. */
gboolean crm_party_read_home (CrmTxn *txn, CrmHome *home, GError **error);

/* Moves the legal form out of the name of an organisation, which keeps its full name as it stood.
 * FALSE when there is none in it. */
gboolean crm_party_take_form (CrmRecord *record);

G_END_DECLS
