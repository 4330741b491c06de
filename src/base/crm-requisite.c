/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-requisite.h"

#include <string.h>

static const char *const names[CRM_REQUISITE_N] = {
  [CRM_REQUISITE_INN] = "inn",       [CRM_REQUISITE_KPP] = "kpp",
  [CRM_REQUISITE_OGRN] = "ogrn",     [CRM_REQUISITE_OKPO] = "okpo",
  [CRM_REQUISITE_BIK] = "bik",       [CRM_REQUISITE_RU_ACCOUNT] = "ru-account",
  [CRM_REQUISITE_IDNO] = "idno",     [CRM_REQUISITE_IDNP] = "idnp",
  [CRM_REQUISITE_MD_VAT] = "md-vat", [CRM_REQUISITE_CUI] = "cui",
  [CRM_REQUISITE_CNP] = "cnp",       [CRM_REQUISITE_RO_REG] = "ro-reg",
  [CRM_REQUISITE_EU_VAT] = "eu-vat", [CRM_REQUISITE_IBAN] = "iban",
  [CRM_REQUISITE_BIC] = "bic",
};

gboolean
crm_requisite_from_name (const char *name, CrmRequisite *requisite)
{
  g_return_val_if_fail (requisite != NULL, FALSE);

  for (guint i = 0; name != NULL && i < CRM_REQUISITE_N; i++) {
    if (g_str_equal (names[i], name)) {
      *requisite = (CrmRequisite)i;
      return TRUE;
    }
  }

  return FALSE;
}

const char *
crm_requisite_name (CrmRequisite requisite)
{
  g_return_val_if_fail ((guint)requisite < CRM_REQUISITE_N, NULL);

  return names[requisite];
}

/* Cyrillic letters that look like Latin ones: with the Russian layout on, "МD24" begins with an М
 * that no bank knows. None of these numbers has a Cyrillic letter of its own. */
static gunichar
latin_twin (gunichar c)
{
  static const struct {
    gunichar cyrillic;
    char latin;
  } twins[] = {
    { 0x0410, 'A' }, { 0x0412, 'B' }, { 0x0415, 'E' }, { 0x041a, 'K' }, { 0x041c, 'M' },
    { 0x041d, 'H' }, { 0x041e, 'O' }, { 0x0420, 'P' }, { 0x0421, 'C' }, { 0x0422, 'T' },
    { 0x0423, 'Y' }, { 0x0425, 'X' }, { 0x0405, 'S' }, { 0x0406, 'I' }, { 0x0408, 'J' },
  };

  for (guint i = 0; i < G_N_ELEMENTS (twins); i++) {
    if (twins[i].cyrillic == c)
      return (gunichar)twins[i].latin;
  }

  return c;
}

static gboolean
is_filler (gunichar c)
{
  switch ((int)g_unichar_type (c)) {
  case G_UNICODE_CONTROL:
  case G_UNICODE_FORMAT:
  case G_UNICODE_DASH_PUNCTUATION:
  case G_UNICODE_SPACE_SEPARATOR:
  case G_UNICODE_LINE_SEPARATOR:
  case G_UNICODE_PARAGRAPH_SEPARATOR:
    return TRUE;
  default:
    return c == '.' || c == 0x2212;
  }
}

/* Certificates print "J40/123/22.11.2012", of which the number has the year only. */
static void
shorten_date (GString *number)
{
  const char *slash = strrchr (number->str, '/');

  if (slash != NULL && strlen (slash) == 9)
    g_string_erase (number, slash + 1 - number->str, 4);
}

char *
crm_requisite_normalise (CrmRequisite requisite, const char *text)
{
  g_autofree char *valid = NULL;
  GString *normal;

  if (text == NULL)
    return g_strdup ("");

  valid = g_utf8_make_valid (text, -1);
  normal = g_string_sized_new (strlen (valid));
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    int digit = g_unichar_digit_value (c);

    if (digit >= 0)
      g_string_append_c (normal, (char)('0' + digit));
    else if (!is_filler (c))
      g_string_append_unichar (normal, latin_twin (g_unichar_toupper (c)));
  }

  if (requisite == CRM_REQUISITE_RO_REG)
    shorten_date (normal);

  return g_string_free (normal, FALSE);
}

char *
crm_requisite_pretty (CrmRequisite requisite, const char *text)
{
  GString *pretty;

  if (text == NULL)
    return g_strdup ("");
  if (requisite != CRM_REQUISITE_IBAN || !g_str_is_ascii (text))
    return g_strdup (text);

  pretty = g_string_sized_new (48);
  for (gsize i = 0; text[i] != '\0'; i++) {
    if (i > 0 && i % 4 == 0)
      g_string_append_c (pretty, ' ');
    g_string_append_c (pretty, text[i]);
  }

  return g_string_free (pretty, FALSE);
}
