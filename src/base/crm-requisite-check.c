/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-requisite.h"

#include "base/crm-day.h"
#include "base/crm-error.h"
#include "base/crm-requisite-private.h"
#include "base/crm-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What people in the country call the number; not translated, since papers show it like this. */
static const char *const labels[CRM_REQUISITE_N] = {
  [CRM_REQUISITE_INN] = "ИНН",        [CRM_REQUISITE_KPP] = "КПП",
  [CRM_REQUISITE_OGRN] = "ОГРН",      [CRM_REQUISITE_OKPO] = "ОКПО",
  [CRM_REQUISITE_BIK] = "БИК",        [CRM_REQUISITE_RU_ACCOUNT] = "Счёт",
  [CRM_REQUISITE_IDNO] = "IDNO",      [CRM_REQUISITE_IDNP] = "IDNP",
  [CRM_REQUISITE_MD_VAT] = "Cod TVA", [CRM_REQUISITE_CUI] = "CUI",
  [CRM_REQUISITE_CNP] = "CNP",        [CRM_REQUISITE_RO_REG] = "Nr. reg. com.",
  [CRM_REQUISITE_EU_VAT] = "VAT ID",  [CRM_REQUISITE_IBAN] = "IBAN",
  [CRM_REQUISITE_BIC] = "BIC",
};

typedef enum {
  VERDICT_GOOD,
  VERDICT_EMPTY,
  VERDICT_LENGTH,
  VERDICT_SHAPE,
  VERDICT_KEY,
  VERDICT_COUNTRY,
  VERDICT_DATE,
} Verdict;

static gboolean
all_digits (const char *text)
{
  return text[strspn (text, "0123456789")] == '\0';
}

/* Digits only, and @n of them. */
static Verdict
judge_digits (const char *value, gsize n)
{
  if (!all_digits (value))
    return VERDICT_SHAPE;

  return strlen (value) == n ? VERDICT_GOOD : VERDICT_LENGTH;
}

static Verdict
judge_key (char key, char expected)
{
  return key == expected ? VERDICT_GOOD : VERDICT_KEY;
}

static Verdict
judge_inn (const char *value)
{
  gsize n = strlen (value);

  if (!all_digits (value))
    return VERDICT_SHAPE;
  if (n != 10 && n != 12)
    return VERDICT_LENGTH;
  /* There is no region 00; without this rule, ten zeros would pass. */
  if (g_str_has_prefix (value, "00"))
    return VERDICT_SHAPE;
  if (n == 10)
    return judge_key (value[9], _crm_requisite_inn_key (value, 9));
  if (value[10] != _crm_requisite_inn_key (value, 10))
    return VERDICT_KEY;

  return judge_key (value[11], _crm_requisite_inn_key (value, 11));
}

/* NNNNPPXXX: office of the tax service, reason (digits or capitals), number; order of the ФНС
 * ММВ-7-6/435@. */
static Verdict
judge_kpp (const char *value)
{
  if (strlen (value) != 9)
    return VERDICT_LENGTH;
  if (g_str_has_prefix (value, "00") || !_crm_requisite_has_shape (value, "4n2c3n"))
    return VERDICT_SHAPE;

  return VERDICT_GOOD;
}

static Verdict
judge_ogrn (const char *value)
{
  gsize n = strlen (value);

  if (!all_digits (value))
    return VERDICT_SHAPE;
  if (n != 13 && n != 15)
    return VERDICT_LENGTH;
  /* The first digit says what was registered: 1 and 5 an organisation, 3 an entrepreneur. */
  if (n == 13 ? value[0] != '1' && value[0] != '5' : value[0] != '3')
    return VERDICT_SHAPE;

  return judge_key (value[n - 1], _crm_requisite_ogrn_key (value, n - 1));
}

static Verdict
judge_okpo (const char *value)
{
  gsize n = strlen (value);

  if (!all_digits (value))
    return VERDICT_SHAPE;
  if (n != 8 && n != 10)
    return VERDICT_LENGTH;
  if (strspn (value, "0") == n)
    return VERDICT_SHAPE;

  return judge_key (value[n - 1], _crm_requisite_okpo_key (value, n - 1));
}

/* 04 is Russia; the treasury has numbers that begin with 00 to 02. */
static Verdict
judge_bik (const char *value)
{
  Verdict verdict = judge_digits (value, 9);

  if (verdict == VERDICT_GOOD && (value[0] != '0' || g_str_equal (value, "000000000")))
    return VERDICT_SHAPE;

  return verdict;
}

/* The first digit tells organisations (1) from people. */
static Verdict
judge_731 (const char *value, gboolean organisation)
{
  Verdict verdict = judge_digits (value, 13);

  if (verdict != VERDICT_GOOD)
    return verdict;
  if ((value[0] == '1') != organisation || g_str_has_prefix (value, "0000"))
    return VERDICT_SHAPE;

  return judge_key (value[12], _crm_requisite_731_key (value));
}

static Verdict
judge_cui (const char *value)
{
  const char *digits = g_str_has_prefix (value, "RO") ? value + 2 : value;
  gsize n = strlen (digits);

  if (!all_digits (digits))
    return VERDICT_SHAPE;
  if (n < 2 || n > 10)
    return VERDICT_LENGTH;
  if (digits[0] == '0')
    return VERDICT_SHAPE;

  return judge_key (digits[n - 1], _crm_requisite_cui_key (digits, n - 1));
}

/* Counties by SIRUTA order 01 to 40 with Bucharest's sectors to 46, two sectors that are gone, 51
 * Călărași, 52 Giurgiu, 70 for a register without counties, 80 to 83 for people from abroad. */
static gboolean
is_county (guint county)
{
  return (county >= 1 && county <= 48) || county == 51 || county == 52 || county == 70 ||
         (county >= 80 && county <= 83);
}

static Verdict
judge_cnp (const char *value)
{
  Verdict verdict = judge_digits (value, 13);
  char day[11];

  if (verdict != VERDICT_GOOD)
    return verdict;
  if (value[0] == '0')
    return VERDICT_SHAPE;

  /* 1 and 2 are born in the 1900s, 3 and 4 in the 1800s, whose days crm_day_is_valid() does not
   * know but whose leap years were the same; 5 and 6 in the 2000s. Residents (7 to 9) do not say
   * the century, so it is the one that had all leap days. */
  g_snprintf (day, sizeof day, "%s%.2s-%.2s-%.2s", value[0] <= '4' ? "19" : "20", value + 1,
              value + 3, value + 5);
  if (!crm_day_is_valid (day))
    return VERDICT_DATE;
  if (!is_county ((guint)((value[7] - '0') * 10 + value[8] - '0')))
    return VERDICT_SHAPE;

  return judge_key (value[12], _crm_requisite_cnp_key (value));
}

/* "J40/123/2020": register, county, number, year. */
static Verdict
judge_old_ro_reg (const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value + 1, "/", -1);
  gint64 county;
  gint64 year;

  if (g_strv_length (parts) != 3)
    return VERDICT_SHAPE;
  for (guint i = 0; i < 3; i++) {
    if (*parts[i] == '\0' || strlen (parts[i]) > 6 || !all_digits (parts[i]))
      return VERDICT_SHAPE;
  }

  county = g_ascii_strtoll (parts[0], NULL, 10);
  year = g_ascii_strtoll (parts[2], NULL, 10);
  if (county < 1 || (county > 40 && county != 51 && county != 52) || year < 1990 || year > 2199)
    return VERDICT_SHAPE;

  return g_ascii_strtoll (parts[1], NULL, 10) > 0 ? VERDICT_GOOD : VERDICT_SHAPE;
}

static Verdict
judge_ro_reg (const char *value)
{
  if (value[0] == '\0' || strchr ("JFC", value[0]) == NULL)
    return VERDICT_SHAPE;
  if (strchr (value, '/') != NULL)
    return judge_old_ro_reg (value);
  if (strlen (value) != 14)
    return VERDICT_LENGTH;
  if (!all_digits (value + 1) || (!g_str_has_prefix (value + 1, "19") && value[1] != '2'))
    return VERDICT_SHAPE;

  return judge_key (value[13], _crm_requisite_ro_reg_key (value));
}

static Verdict
judge_eu_vat (const char *value)
{
  gboolean known;

  if (_crm_requisite_is_eu_vat (value, &known))
    return VERDICT_GOOD;

  return known ? VERDICT_SHAPE : VERDICT_COUNTRY;
}

static Verdict
judge_iban (const char *value)
{
  const char *shape;
  gsize n = strlen (value);

  if (n < 4 || !g_ascii_isupper (value[0]) || !g_ascii_isupper (value[1]) ||
      !g_ascii_isdigit (value[2]) || !g_ascii_isdigit (value[3]))
    return VERDICT_SHAPE;
  shape = _crm_requisite_iban_shape (value);
  if (shape == NULL)
    return VERDICT_COUNTRY;
  if (n != 4 + _crm_requisite_shape_length (shape))
    return VERDICT_LENGTH;
  if (!_crm_requisite_has_shape (value + 4, shape))
    return VERDICT_SHAPE;
  /* Keys are 02 to 98; 00, 01 and 99 would give the same remainder as other ones. */
  if (memcmp (value + 2, "00", 2) == 0 || memcmp (value + 2, "01", 2) == 0 ||
      memcmp (value + 2, "99", 2) == 0)
    return VERDICT_KEY;

  return _crm_requisite_iban_rest (value) == 1 ? VERDICT_GOOD : VERDICT_KEY;
}

/* ISO 9362: four letters of the bank, two of the country, two characters of the place and three of
 * the branch. */
static Verdict
judge_bic (const char *value)
{
  gsize n = strlen (value);

  if (n != 8 && n != 11)
    return VERDICT_LENGTH;

  return _crm_requisite_has_shape (value, n == 8 ? "6a2c" : "6a5c") ? VERDICT_GOOD : VERDICT_SHAPE;
}

static Verdict
judge (CrmRequisite requisite, const char *value)
{
  switch (requisite) {
  case CRM_REQUISITE_INN:
    return judge_inn (value);
  case CRM_REQUISITE_KPP:
    return judge_kpp (value);
  case CRM_REQUISITE_OGRN:
    return judge_ogrn (value);
  case CRM_REQUISITE_OKPO:
    return judge_okpo (value);
  case CRM_REQUISITE_BIK:
    return judge_bik (value);
  case CRM_REQUISITE_RU_ACCOUNT:
    return judge_digits (value, 20);
  case CRM_REQUISITE_IDNO:
  case CRM_REQUISITE_IDNP:
    return judge_731 (value, requisite == CRM_REQUISITE_IDNO);
  case CRM_REQUISITE_MD_VAT:
    return judge_digits (value, 7);
  case CRM_REQUISITE_CUI:
    return judge_cui (value);
  case CRM_REQUISITE_CNP:
    return judge_cnp (value);
  case CRM_REQUISITE_RO_REG:
    return judge_ro_reg (value);
  case CRM_REQUISITE_EU_VAT:
    return judge_eu_vat (value);
  case CRM_REQUISITE_IBAN:
    return judge_iban (value);
  case CRM_REQUISITE_BIC:
    return judge_bic (value);
  case CRM_REQUISITE_N:
  default:
    g_assert_not_reached ();
  }
}

static gboolean
fail (CrmRequisite requisite, const char *value, Verdict verdict, GError **error)
{
  const char *label = labels[requisite];
  g_autofree char *shown = crm_text_ellipsize (value, 40);

  switch (verdict) {
  case VERDICT_EMPTY:
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("%s is empty. Fill it in."), label);
    break;
  case VERDICT_LENGTH:
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 /* Translators: first the name of the number in its country, as in ИНН, IDNO or
                  * IBAN, then what was typed. */
                 _ ("%s %s has a wrong length. Compare it with the paper it was taken from."),
                 label, shown);
    break;
  case VERDICT_KEY:
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 /* Translators: first the name of the number in its country, as in ИНН, IDNO or
                  * IBAN, then what was typed. */
                 _ ("%s %s has a wrong check digit, so a digit was mistyped. Compare it with the "
                    "paper it was taken from."),
                 label, shown);
    break;
  case VERDICT_COUNTRY:
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 /* Translators: first the name of the number, as in IBAN, then what was typed. */
                 _ ("%s %s begins with a country that has no such numbers. Correct its first two "
                    "letters."),
                 label, shown);
    break;
  case VERDICT_DATE:
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 /* Translators: first the name of the number, as in CNP, then what was typed. */
                 _ ("%s %s holds a date of birth that does not exist. Compare it with the paper it "
                    "was taken from."),
                 label, shown);
    break;
  case VERDICT_GOOD:
  case VERDICT_SHAPE:
  default:
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 /* Translators: first the name of the number in its country, as in ИНН, IDNO or
                  * IBAN, then what was typed. */
                 _ ("%s %s is not written as such a number is. Compare it with the paper it was "
                    "taken from."),
                 label, shown);
    break;
  }

  return FALSE;
}

gboolean
crm_requisite_check (CrmRequisite requisite, const char *value, GError **error)
{
  Verdict verdict;

  g_return_val_if_fail ((guint)requisite < CRM_REQUISITE_N, FALSE);

  if (value == NULL || *value == '\0')
    verdict = VERDICT_EMPTY;
  else
    verdict = judge (requisite, value);

  return verdict == VERDICT_GOOD || fail (requisite, value, verdict, error);
}

gboolean
crm_requisite_check_ru_account (const char *account, const char *bik, GError **error)
{
  if (!crm_requisite_check (CRM_REQUISITE_RU_ACCOUNT, account, error) ||
      !crm_requisite_check (CRM_REQUISITE_BIK, bik, error))
    return FALSE;

  /* Accounts at the treasury have a number of their own kind without this key. */
  if (account[0] == '0' || account[8] == _crm_requisite_ru_account_key (account, bik))
    return TRUE;

  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               /* Translators: the first number is an account, the second its bank's БИК. */
               _ ("Счёт %s does not fit БИК %s. Compare both with the paper they were taken from."),
               account, bik);

  return FALSE;
}
