/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"
#include "office/demo/crm-demo-goods.h"
#include "office/demo/crm-demo-names.h"
#include "office/demo/crm-demo.h"

G_BEGIN_DECLS

#define CRM_DAY_MS          (24 * G_GINT64_CONSTANT (3600000))
#define CRM_HOUR_MS         (G_GINT64_CONSTANT (3600000))
#define CRM_MAX_DEMO_PEOPLE 6

/* A stage of the pipeline as the office has it. */
typedef struct {
  gint64 id;
  gboolean open;
  gboolean won;
} CrmDemoStage;

/* A product as the office has it. */
typedef struct {
  gint64 id;
  gint64 unit;
  gint64 tax_rate;
  gint64 price; /* 1/10000 of the home currency */
  const char *name;
} CrmDemoProduct;

/* A deal that is still under way. */
typedef struct {
  gint64 id;
  gint64 client;
  gint64 due;      /* when it moves on */
  gint64 document; /* the paper to be paid, or 0 */
  guint stage;     /* where it stands: index into `stages` */
} CrmDemoDeal;

/* All that is put back when a transaction runs a second time. */
typedef struct {
  CrmDice dice;
  gint64 deal_number;
  gint64 claim_number;
  guint clients;
  GArray *deals; /* of CrmDemoDeal: those under way */
} CrmDemoState;

/* A demo office in the making. */
typedef struct {
  CrmOffice *office;
  CrmClock *clock;
  guint clients;
  CrmNation home;
  CrmLang lang; /* of our own words */
  gint64 today_ms;
  char *today;
  gint64 begin_ms; /* when the office began to keep its clients */

  gint64 ours;
  gint64 people[CRM_MAX_DEMO_PEOPLE];
  guint n_people;
  GArray *stages;   /* of CrmDemoStage */
  GArray *products; /* of CrmDemoProduct */
  GArray *causes;   /* of gint64 */
  gint64 contact;   /* the contact person of the client at hand, or 0 */

  CrmDemoState state;
} CrmDemo;

/* How many rows a list of phrases has. */
const char *_crm_demo_phrase (CrmDemo *self, const CrmPhrase *phrases);
gint64 _crm_demo_person (CrmDemo *self);

/* Our company's card, colleagues, goods, causes: what an office has before its first client. */
gboolean _crm_demo_set_up (CrmTxn *txn, gpointer demo, GError **error);

/* A new client with its contact person. @first: the one that examples use, with everything. */
CrmRecord *_crm_demo_add_client (CrmTxn *txn, CrmDemo *self, gboolean first, GError **error);
gboolean _crm_demo_add_supplier (CrmTxn *txn, CrmDemo *self, const char *role, GError **error);
/* Requisites, address, accounts of an organisation. */
void _crm_demo_fill_requisites (CrmDemo *self, CrmRecord *party, CrmNation nation);
void _crm_demo_add_account (CrmDemo *self, CrmRecord *party, CrmNation nation, gboolean main);
void _crm_demo_add_address (CrmDemo *self,
                            CrmRecord *party,
                            CrmNation nation,
                            CrmLang lang,
                            const char *kind);

/* Deals, papers and claims. */
gboolean _crm_demo_add_deals (CrmTxn *txn,
                              CrmDemo *self,
                              const CrmRecord *client,
                              gboolean first,
                              GError **error);
/* Moves on the deals whose time has come. */
gboolean _crm_demo_move_deals (CrmTxn *txn, CrmDemo *self, GError **error);
gboolean
_crm_demo_add_claim (CrmTxn *txn, CrmDemo *self, gint64 client, gint64 deal, GError **error);

/* Events and tasks around a client. */
gboolean
_crm_demo_add_calendar (CrmTxn *txn, CrmDemo *self, gint64 client, gint64 deal, GError **error);
/* What is to be done today, and what should have been done by now. */
gboolean
_crm_demo_add_today (CrmTxn *txn, CrmDemo *self, gint64 client, guint index, GError **error);

/* A PNG picture of 96 × 96. (transfer full) */
GBytes *_crm_demo_logo (void);

G_END_DECLS
