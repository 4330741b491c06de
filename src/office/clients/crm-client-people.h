/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-txn.h"

G_BEGIN_DECLS

/* Who is spoken to at a client, and how they are reached. */
typedef struct {
  gint64 id; /* of a party */
  char *name;
  GPtrArray *phones; /* E.164, or as typed where that is no number */
  GPtrArray *emails;
} CrmClientPerson;

/* The client itself comes first, then who works there, the main contact before the others.
 * (transfer full) (element-type CrmClientPerson) */
GPtrArray *crm_client_people (CrmTxn *txn, gint64 client, GError **error);

/* Who of them, the client itself left aside, has this number or address, as it was typed; NULL for
 * nobody. @country is the office's. */
const CrmClientPerson *
crm_client_people_find (GPtrArray *people, const char *typed, const char *country);

G_END_DECLS
