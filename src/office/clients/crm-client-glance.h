/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"

G_BEGIN_DECLS

/* What somebody is to another: a contact person of an organisation, or where a person works. */
typedef struct {
  gint64 affiliation;
  gint64 party;
  char *name;
  char *phone;
  char *email;
  const CrmChoice *role; /* or NULL */
  char *post;
  gboolean is_main;
  gboolean inactive;
} CrmTie;

/* One question of a questionnaire, and what the client answers. */
typedef struct {
  gint64 survey;
  gint64 question;
  char *survey_name;
  char *text;
  char *kind;
  char *options;
  char *answer;
} CrmAsked;

/**
 * CrmClientGlance:
 *
 * What stands around a client and not in its own record, read in one go for its card.
 */
typedef struct {
  char *responsible;     /* or NULL */
  GPtrArray *ties;       /* of CrmTie: the main one first, those who left last */
  GPtrArray *potentials; /* of CrmRecord */
  GPtrArray *products;   /* of char*: the name of each potential's product, or NULL */
  GHashTable *yearly;    /* currency → gint64*: what the client could buy for in a year */
  GPtrArray *asked;      /* of CrmAsked */
} CrmClientGlance;

CrmClientGlance *crm_client_glance_read (CrmTxn *txn, gint64 client, GError **error);
void crm_client_glance_free (CrmClientGlance *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmClientGlance, crm_client_glance_free)

/**
 * crm_client_tie:
 * @client: an organisation, or a person.
 * @other: the other side; 0 to make it: a person for an organisation, and the other way round.
 * @name: of the one that is made.
 *
 * Joins two parties. %CRM_ERROR_UNIQUE when they are joined already in this role.
 */
gboolean crm_client_tie (CrmTxn *txn,
                         gint64 client,
                         gint64 other,
                         const char *name,
                         const char *role,
                         GError **error);

G_END_DECLS
