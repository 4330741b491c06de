/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CrmLang:
 *
 * A language that Kontor writes in. Not a country: forms and taxes follow our company's country,
 * words of a paper the client's language, the window the person's.
 */
typedef enum {
  CRM_LANG_EN,
  CRM_LANG_RU,
  CRM_LANG_RO,
} CrmLang;

/* From "ru", "ro_MD.UTF-8", "en-GB"…; anything unknown, NULL or empty is English. */
CrmLang crm_lang_from_string (const char *name);

/* "en", "ru" or "ro". */
const char *crm_lang_code (CrmLang lang);

/* The language of the person at the desk: LANGUAGE, LC_MESSAGES… by g_get_language_names(). */
CrmLang crm_lang_of_person (void);

G_END_DECLS
