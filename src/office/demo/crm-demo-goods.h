/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-lang.h"

G_BEGIN_DECLS

#define CRM_LANGS 3

/* One thing that the demo's office sells. */
typedef struct {
  const char *code;
  const char *names[CRM_LANGS]; /* by CrmLang */
  const char *unit;             /* UN/ECE code */
  guint price;                  /* without VAT, in Moldovan lei */
  gboolean service;
} CrmGood;

extern const CrmGood crm_demo_goods[];
extern const guint crm_demo_n_goods;

/* What the office calls the group of a good: by the first letter of its code. */
const char *crm_demo_category (const CrmGood *good, CrmLang lang);

/* Phrases of an office's day, by language; each list ends with a row of NULL. */
typedef const char *CrmPhrase[CRM_LANGS];
extern const CrmPhrase crm_demo_deal_titles[];
extern const CrmPhrase crm_demo_calls[];
extern const CrmPhrase crm_demo_meetings[];
extern const CrmPhrase crm_demo_letters[];
extern const CrmPhrase crm_demo_results[];
extern const CrmPhrase crm_demo_tasks[];
extern const CrmPhrase crm_demo_segments[];
extern const CrmPhrase crm_demo_notes[];
extern const CrmPhrase crm_demo_complaints[];
extern const CrmPhrase crm_demo_demands[];
extern const CrmPhrase crm_demo_answers[];

G_END_DECLS
