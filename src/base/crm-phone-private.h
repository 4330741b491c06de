/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-phone.h"

G_BEGIN_DECLS

/* How a country dials. */
typedef struct {
  char country[3];
  const char *code;
  /* What goes before a number inside the country and falls away after the code: one or two habits,
   * the longer first. */
  const char *trunks[2];
  /* Digits behind the code. */
  gsize min;
  gsize max;
  /* Sizes of the groups and what stands between, for numbers of exactly that length; "" for none.
   */
  const char *groups;
  /* How its mobile numbers begin, where town and mobile numbers can be told apart; else NULL. */
  const char *mobile;
} CrmPhonePlan;

/* (nullable) */
const CrmPhonePlan *_crm_phone_plan_of_country (const char *country);
const CrmPhonePlan *_crm_phone_plan_of_number (const char *digits);

/* The groups behind the code for a number that its country writes in another way. (nullable) */
const char *_crm_phone_special_groups (const char *digits);

/* How many of the digits, at least three, are the country's code. */
gsize _crm_phone_code_length (const char *digits);

G_END_DECLS
