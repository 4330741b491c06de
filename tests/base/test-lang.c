/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-lang.h"

static void
test_from_string (void)
{
  static const struct {
    const char *name;
    CrmLang lang;
  } cases[] = {
    { "ru", CRM_LANG_RU },      { "RU", CRM_LANG_RU },      { "ru_RU.UTF-8", CRM_LANG_RU },
    { "ro", CRM_LANG_RO },      { "ro_MD", CRM_LANG_RO },   { "ro-RO", CRM_LANG_RO },
    { "ro@euro", CRM_LANG_RO }, { "mo", CRM_LANG_RO },      { "mo_MD.UTF-8", CRM_LANG_RO },
    { "en", CRM_LANG_EN },      { "en-GB", CRM_LANG_EN },   { "de_DE", CRM_LANG_EN },
    { "rom", CRM_LANG_EN },     { "rup", CRM_LANG_EN },     { "r", CRM_LANG_EN },
    { "", CRM_LANG_EN },        { NULL, CRM_LANG_EN },      { "\377\376", CRM_LANG_EN },
    { "C", CRM_LANG_EN },       { "русский", CRM_LANG_EN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (crm_lang_from_string (cases[i].name), ==, cases[i].lang);
}

static void
test_code (void)
{
  for (CrmLang lang = CRM_LANG_EN; lang <= CRM_LANG_RO; lang++)
    g_assert_cmpint (crm_lang_from_string (crm_lang_code (lang)), ==, lang);

  g_assert_cmpstr (crm_lang_code ((CrmLang)77), ==, "en");
}

static void
test_of_person (void)
{
  static const struct {
    const char *language;
    CrmLang lang;
  } cases[] = {
    { "ru", CRM_LANG_RU },    { "ro_MD:ru", CRM_LANG_RO }, { "de:ru:en", CRM_LANG_RU },
    { "de:fr", CRM_LANG_EN }, { "en:ru", CRM_LANG_EN },    { "", CRM_LANG_EN },
  };
  g_autofree char *before = g_strdup (g_getenv ("LANGUAGE"));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_setenv ("LANGUAGE", cases[i].language, TRUE);
    g_assert_cmpint (crm_lang_of_person (), ==, cases[i].lang);
  }

  g_setenv ("LANGUAGE", before != NULL ? before : "", TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lang/from-string", test_from_string);
  g_test_add_func ("/lang/code", test_code);
  g_test_add_func ("/lang/of-person", test_of_person);

  return g_test_run ();
}
