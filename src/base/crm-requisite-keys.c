/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-requisite-private.h"

#include <string.h>

guint
_crm_requisite_sum (const char *digits, gsize n, const guint8 *weights, gsize n_weights)
{
  guint sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += (guint)(digits[i] - '0') * weights[i % n_weights];

  return sum;
}

static char
to_digit (guint n)
{
  return (char)('0' + n);
}

/* Order of the ФНС of 29.06.2012 № ММВ-7-6/435@: one row of weights, of which an organisation takes
 * the last nine, the first key of a person the last ten and the second all. */
char
_crm_requisite_inn_key (const char *digits, gsize n)
{
  static const guint8 weights[] = { 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8 };

  return to_digit (_crm_requisite_sum (digits, n, weights + G_N_ELEMENTS (weights) - n, n) % 11 %
                   10);
}

/* The remainder of all digits before the key by 11 (ОГРН) or 13 (ОГРНИП): order of the Minfin of
 * 30.10.2017 № 165н. */
char
_crm_requisite_ogrn_key (const char *digits, gsize n)
{
  guint64 number = 0;

  for (gsize i = 0; i < n; i++)
    number = number * 10 + (guint)(digits[i] - '0');

  return to_digit ((guint)(number % (n == 12 ? 11 : 13) % 10));
}

/* ПР 50.1.024-2005: each digit by its place, from the third when the rest is 10, and 0 when it is
 * 10 again. */
char
_crm_requisite_okpo_key (const char *digits, gsize n)
{
  guint rest = 10;

  for (guint first = 1; first <= 3 && rest == 10; first += 2) {
    guint sum = 0;

    for (gsize i = 0; i < n; i++)
      sum += (guint)(digits[i] - '0') * ((first - 1 + (guint)i) % 10 + 1);
    rest = sum % 11;
  }

  return to_digit (rest % 10);
}

char
_crm_requisite_731_key (const char *digits)
{
  static const guint8 weights[] = { 7, 3, 1 };

  return to_digit (_crm_requisite_sum (digits, 12, weights, G_N_ELEMENTS (weights)) % 10);
}

/* The key 753217532 stands under the digits from the right. */
char
_crm_requisite_cui_key (const char *digits, gsize n)
{
  static const guint8 weights[] = { 7, 5, 3, 2, 1, 7, 5, 3, 2 };

  return to_digit (_crm_requisite_sum (digits, n, weights + G_N_ELEMENTS (weights) - n, n) * 10 %
                   11 % 10);
}

char
_crm_requisite_cnp_key (const char *digits)
{
  static const guint8 weights[] = { 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9 };
  guint rest = _crm_requisite_sum (digits, 12, weights, G_N_ELEMENTS (weights)) % 11;

  return to_digit (rest == 10 ? 1 : rest);
}

/* Form of 26.07.2024: the sum of all characters before the key, a letter counting by the last digit
 * of its code in ASCII. */
char
_crm_requisite_ro_reg_key (const char *value)
{
  static const guint8 weights[] = { 1 };

  return to_digit (((guint)value[0] % 10 + _crm_requisite_sum (value + 1, 12, weights, 1)) % 10);
}

/* The Bank of Russia's and the treasury's own accounts are keyed with the place of the
 * establishment, those of a bank's clients with the bank's own number. */
static gboolean
is_of_central_bank (const char *account, const char *bik)
{
  return g_str_has_prefix (account, "301") || g_str_has_prefix (account, "40102") ||
         (bik[6] == '0' && bik[7] == '0' && bik[8] <= '2');
}

/* Order of the Bank of Russia of 08.09.1997 № 515: three digits for the bank before the account,
 * weights 7, 1, 3; the sum of the products ends in 0. Over the key itself stands 3, so the key is
 * three times the rest: 3 · 3 · rest + rest = 10 · rest. */
char
_crm_requisite_ru_account_key (const char *account, const char *bik)
{
  static const guint8 weights[] = { 7, 1, 3 };
  char digits[24];

  if (is_of_central_bank (account, bik)) {
    digits[0] = '0';
    memcpy (digits + 1, bik + 4, 2);
  } else {
    memcpy (digits, bik + 6, 3);
  }
  memcpy (digits + 3, account, 20);
  digits[11] = '0';

  return to_digit (_crm_requisite_sum (digits, 23, weights, G_N_ELEMENTS (weights)) * 3 % 10);
}

guint
_crm_requisite_iban_rest (const char *iban)
{
  gsize length = strlen (iban);
  guint rest = 0;

  for (gsize i = 0; i < length; i++) {
    char c = iban[(i + 4) % length];

    if (g_ascii_isdigit (c))
      rest = (rest * 10 + (guint)(c - '0')) % 97;
    else
      rest = (rest * 100 + (guint)(c - 'A') + 10) % 97;
  }

  return rest;
}
