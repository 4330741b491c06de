/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-lang.h"

G_BEGIN_DECLS

typedef enum {
  CRM_GENDER_MASCULINE,
  CRM_GENDER_FEMININE,
  CRM_GENDER_NEUTER,
} CrmGender;

/**
 * crm_words_integer:
 *
 * A whole number in words: "двадцать одна", "douăzeci și unu", "twenty-one". Romanian by the
 * standard language (comma below, "de" is the caller's matter); any int64.
 *
 * Returns: (transfer full): lower case.
 */
char *crm_words_integer (gint64 n, CrmGender gender, CrmLang lang);

/**
 * crm_words_money:
 * @minor: minor units; a negative amount begins with "minus"/"минус".
 * @minor_in_words: FALSE writes the minor part in two digits, the habit in Russian papers:
 *   "сто двадцать три рубля 05 копеек".
 *
 * Amount in words with the currency's word in the right form ("douăzeci de lei", "un leu"). A
 * currency without words in @lang is written by its code.
 */
char *crm_words_money (gint64 minor, const char *currency, gboolean minor_in_words, CrmLang lang);

/* Which of [one, few, many] (ru), [one, few, other] (ro), [one, other, other] (en) goes with n. */
guint crm_words_plural (gint64 n, CrmLang lang);

G_END_DECLS
