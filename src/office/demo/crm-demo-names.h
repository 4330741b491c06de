/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-lang.h"
#include "office/demo/crm-demo-dice.h"

G_BEGIN_DECLS

/* Where somebody comes from: how they are called, where they live, which numbers they have. */
typedef enum {
  CRM_NATION_MD,
  CRM_NATION_RO,
  CRM_NATION_RU,
  CRM_NATION_EN, /* a foreign company with an English name */
  CRM_NATION_N,
} CrmNation;

typedef struct {
  const char *family; /* in the form for the gender; owned by the strings' tables or `own` */
  const char *given;
  const char *middle; /* NULL where there is none */
  gboolean female;
  char own[96]; /* a family name that was made */
} CrmInventedPerson;

typedef struct {
  char name[128];       /* "Codru Prim SRL" */
  char legal_name[192]; /* "Societatea cu Răspundere Limitată „Codru Prim”" */
  const char *form;     /* "SRL" */
  char domain[96];      /* "codru-prim.md.example" */
} CrmInventedCompany;

typedef struct {
  const char *city;
  const char *region;
  char line[128];
  char postcode[16];
} CrmInventedAddress;

/* The language people of the nation use; Moldova has two. */
void crm_invent_person (CrmDice *dice, CrmNation nation, CrmLang lang, CrmInventedPerson *person);
void
crm_invent_company (CrmDice *dice, CrmNation nation, CrmLang lang, CrmInventedCompany *company);
void
crm_invent_address (CrmDice *dice, CrmNation nation, CrmLang lang, CrmInventedAddress *address);
/* As people write it: "+373 22 012 345". */
void crm_invent_phone (CrmDice *dice, CrmNation nation, gboolean mobile, char number[32]);

/* A bank's invented name. */
const char *crm_invent_bank (CrmNation nation, guint index);
guint crm_invent_n_banks (CrmNation nation);

const char *crm_nation_country (CrmNation nation);
const char *crm_nation_currency (CrmNation nation);

/* ASCII letters, digits and dashes out of any name: "Кодру-Прим" → "kodru-prim". */
void crm_invent_slug (const char *name, char *slug, gsize size);

G_END_DECLS
