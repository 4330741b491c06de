/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/clients/crm-client-people.h"
#include "office/clients/crm-happening.h"

G_BEGIN_DECLS

/* While one timeline is read. */
typedef struct {
  CrmTxn *txn;
  GHashTable *names; /* id of a colleague → name */
  gint64 record;     /* whose timeline it is */
  gint64 party;      /* whose that record is; a party is its own */
  GPtrArray *people; /* of CrmClientPerson, of that party */
  char *country;     /* the office's */
} CrmHappeningReading;

/* The name of a colleague; NULL for nobody. */
const char *_crm_happening_name (CrmHappeningReading *self, gint64 person);

/* Adds the changes that have a name, and those of fields that are told. */
gboolean _crm_happening_add_changes (CrmHappeningReading *self, GPtrArray *all, GError **error);

/* Whom of the client's people it happened with. */
void _crm_happening_add_contacts (CrmHappeningReading *reading,
                                  CrmHappening *self,
                                  const CrmRecord *record);

G_END_DECLS
