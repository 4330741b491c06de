/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-words.h"

G_BEGIN_DECLS

/* The words of one unit: forms[] as crm_words_plural() counts them. */
typedef struct {
  CrmGender gender;
  const char *forms[3];
} CrmUnitWords;

typedef struct {
  char code[4];
  CrmUnitWords major;
  /* forms[0] is NULL where the currency has no smaller unit, or none with a settled name. */
  CrmUnitWords minor;
} CrmCurrencyWords;

/* (nullable) */
const CrmCurrencyWords *_crm_currency_words (const char *currency, CrmLang lang);

G_END_DECLS
