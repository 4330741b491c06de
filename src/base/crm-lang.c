/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-lang.h"

#include <string.h>

static const struct {
  char name[3];
  CrmLang lang;
} languages[] = {
  { "en", CRM_LANG_EN },
  { "ru", CRM_LANG_RU },
  { "ro", CRM_LANG_RO },
  /* Withdrawn from ISO 639 in 2008 in favour of "ro", but still set on desktops in Moldova. */
  { "mo", CRM_LANG_RO },
};

static gboolean
find_language (const char *name, CrmLang *lang)
{
  if (name == NULL || strlen (name) < 2 || g_ascii_isalnum (name[2]))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++) {
    if (g_ascii_strncasecmp (name, languages[i].name, 2) == 0) {
      *lang = languages[i].lang;
      return TRUE;
    }
  }

  return FALSE;
}

CrmLang
crm_lang_from_string (const char *name)
{
  CrmLang lang = CRM_LANG_EN;

  find_language (name, &lang);

  return lang;
}

const char *
crm_lang_code (CrmLang lang)
{
  switch (lang) {
  case CRM_LANG_RU:
    return "ru";
  case CRM_LANG_RO:
    return "ro";
  case CRM_LANG_EN:
  default:
    return "en";
  }
}

CrmLang
crm_lang_of_person (void)
{
  const char *const *wanted = g_get_language_names ();

  /* As gettext does: the first of the wanted languages that Kontor speaks. */
  for (guint i = 0; wanted[i] != NULL; i++) {
    CrmLang lang;

    if (find_language (wanted[i], &lang))
      return lang;
  }

  return CRM_LANG_EN;
}
