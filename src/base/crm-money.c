/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-money.h"

#include "base/crm-error.h"
#include "base/crm-number-private.h"
#include "base/crm-number.h"
#include "base/crm-text.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#define NBSP "\302\240"

/* ISO 4217, list one; sorted. */
static const char currencies[][4] = {
  "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN",
  "BHD", "BIF", "BMD", "BND", "BOB", "BOV", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF",
  "CHE", "CHF", "CHW", "CLF", "CLP", "CNY", "COP", "COU", "CRC", "CUP", "CVE", "CZK", "DJF", "DKK",
  "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP", "GMD", "GNF",
  "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD", "JOD",
  "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD",
  "LSL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN",
  "MXV", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP",
  "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD",
  "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL", "THB", "TJS", "TMT", "TND", "TOP",
  "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "USN", "UYI", "UYU", "UYW", "UZS", "VED", "VES",
  "VND", "VUV", "WST", "XAD", "XAF", "XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XCD", "XCG", "XDR",
  "XOF", "XPD", "XPF", "XPT", "XSU", "XTS", "XUA", "XXX", "YER", "ZAR", "ZMW", "ZWG",
};

/* The minor units of ISO 4217 that are not 2. */
static const struct {
  char code[4];
  guint digits;
} odd_digits[] = {
  { "BHD", 3 }, { "BIF", 0 }, { "CLF", 4 }, { "CLP", 0 }, { "DJF", 0 }, { "GNF", 0 }, { "IQD", 3 },
  { "ISK", 0 }, { "JOD", 3 }, { "JPY", 0 }, { "KMF", 0 }, { "KRW", 0 }, { "KWD", 3 }, { "LYD", 3 },
  { "OMR", 3 }, { "PYG", 0 }, { "RWF", 0 }, { "TND", 3 }, { "UGX", 0 }, { "UYI", 0 }, { "UYW", 4 },
  { "VND", 0 }, { "VUV", 0 }, { "XAF", 0 }, { "XOF", 0 }, { "XPF", 0 },
};

/* What people write beside amounts instead of a code, without the point of an abbreviation. A mark
 * that several currencies share has one row for each. */
static const struct {
  const char *mark;
  char code[4];
} marks[] = {
  { "€", "EUR" },   { "евро", "EUR" }, { "euro", "EUR" },  { "$", "USD" },     { "$", "CAD" },
  { "$", "AUD" },   { "US$", "USD" },  { "долл", "USD" },  { "£", "GBP" },     { "₽", "RUB" },
  { "р", "RUB" },   { "руб", "RUB" },  { "рубль", "RUB" }, { "рубля", "RUB" }, { "рублей", "RUB" },
  { "р", "BYN" },   { "руб", "BYN" },  { "Br", "BYN" },    { "lei", "MDL" },   { "leu", "MDL" },
  { "лей", "MDL" }, { "лея", "MDL" },  { "леев", "MDL" },  { "lei", "RON" },   { "leu", "RON" },
  { "лей", "RON" }, { "лея", "RON" },  { "леев", "RON" },  { "₴", "UAH" },     { "грн", "UAH" },
  { "₸", "KZT" },   { "тг", "KZT" },   { "тенге", "KZT" }, { "zł", "PLN" },    { "Kč", "CZK" },
  { "Ft", "HUF" },  { "лв", "BGN" },   { "¥", "CNY" },     { "¥", "JPY" },     { "₺", "TRY" },
  { "₾", "GEL" }, { "₼", "AZN" },  { "֏", "AMD" },     { "kr", "SEK" },    { "kr", "NOK" },
  { "kr", "DKK" },  { "Fr", "CHF" },   { "₪", "ILS" },     { "₹", "INR" },
};

guint
crm_currency_digits (const char *currency)
{
  for (guint i = 0; currency != NULL && i < G_N_ELEMENTS (odd_digits); i++) {
    if (g_str_equal (odd_digits[i].code, currency))
      return odd_digits[i].digits;
  }

  return 2;
}

static int
compare_codes (const void *a, const void *b)
{
  return strcmp (a, b);
}

gboolean
crm_currency_is_known (const char *currency)
{
  return currency != NULL && bsearch (currency, currencies, G_N_ELEMENTS (currencies),
                                      sizeof currencies[0], compare_codes) != NULL;
}

const char *const *
crm_currency_list (void)
{
  static const char *const list[] = {
    "MDL", "RON", "RUB", "EUR", "USD", "UAH", "BYN", "KZT", "GBP", "CHF", "PLN",
    "CZK", "HUF", "BGN", "TRY", "CNY", "GEL", "SEK", "NOK", "DKK", "JPY", NULL,
  };

  return list;
}

char *
crm_money_format (gint64 minor, const char *currency, CrmLang lang, gboolean with_code)
{
  guint digits = crm_currency_digits (currency);
  g_autofree char *number = crm_number_format (minor, digits, digits, lang);

  if (!with_code || currency == NULL || *currency == '\0')
    return g_steal_pointer (&number);

  return g_strconcat (number, NBSP, currency, NULL);
}

static gboolean
is_currency_letter (gunichar c)
{
  return g_unichar_isalpha (c) || g_unichar_type (c) == G_UNICODE_CURRENCY_SYMBOL;
}

/* Cuts the word of a currency off the end of @text, or else off its beginning. The point behind an
 * abbreviation ("руб.") goes with it. (transfer full) (nullable) */
static char *
take_currency_word (char **text)
{
  char *end = *text + strlen (*text);
  char *word = end;
  char *start = *text;

  if (word > *text && word[-1] == '.')
    word--;
  end = word;
  while (word > *text && is_currency_letter (g_utf8_get_char (g_utf8_prev_char (word))))
    word = g_utf8_prev_char (word);
  if (word < end) {
    char *taken = g_strndup (word, (gsize)(end - word));

    *word = '\0';
    return taken;
  }

  while (is_currency_letter (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  if (start > *text) {
    char *taken = g_strndup (*text, (gsize)(start - *text));

    *text = *start == '.' ? start + 1 : start;
    return taken;
  }

  return NULL;
}

static gboolean
names_currency (const char *word, const char *currency)
{
  g_autofree char *folded = crm_text_fold (word);

  if (currency == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (folded, currency) == 0)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++) {
    g_autofree char *mark = NULL;

    if (!g_str_equal (marks[i].code, currency))
      continue;
    mark = crm_text_fold (marks[i].mark);
    if (g_str_equal (mark, folded))
      return TRUE;
  }

  return FALSE;
}

gboolean
crm_money_parse (const char *text, const char *currency, gint64 *minor, GError **error)
{
  g_autofree char *clean = crm_text_clean (text, FALSE);
  g_autofree char *word = NULL;
  char *rest = clean;

  g_return_val_if_fail (minor != NULL, FALSE);

  word = take_currency_word (&rest);
  if (word != NULL && !names_currency (word, currency)) {
    g_autofree char *shown = crm_text_ellipsize (word, 20);

    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 /* Translators: first what was typed, then a code such as EUR. */
                 _ ("“%s” does not belong here: this amount is in %s. Write the number only."),
                 shown, currency != NULL ? currency : "?");
    return FALSE;
  }

  return crm_number_parse (rest, crm_currency_digits (currency), minor, error);
}

gboolean
crm_money_of_line (gint64 quantity, gint64 price, const char *currency, gint64 *minor)
{
  guint surplus = CRM_QUANTITY_DIGITS + CRM_PRICE_DIGITS - crm_currency_digits (currency);

  return crm_muldiv (quantity, price, (gint64)_crm_power_of_ten (surplus), minor);
}

/* For results that a sane rate keeps in range: an insane one gives the border, not an overflow. */
static gint64
share (gint64 amount, gint64 part, gint64 whole)
{
  gint64 result;

  if (whole == 0)
    return 0;
  if (!crm_muldiv (amount, part, whole, &result))
    return (amount < 0) ^ (part < 0) ^ (whole < 0) ? G_MININT64 : G_MAXINT64;

  return result;
}

gint64
crm_tax_included (gint64 gross, gint64 rate_bp)
{
  g_return_val_if_fail (rate_bp >= 0 && rate_bp <= G_MAXINT64 - 10000, 0);

  return share (gross, rate_bp, 10000 + rate_bp);
}

gint64
crm_tax_on_top (gint64 net, gint64 rate_bp)
{
  return share (net, rate_bp, 10000);
}

gint64
crm_percent_of (gint64 amount, gint64 bp)
{
  return share (amount, bp, 10000);
}

typedef struct {
  CrmWide rest;
  gsize place;
} Remainder;

static int
compare_remainders (const void *a, const void *b)
{
  const Remainder *first = a;
  const Remainder *second = b;

  if (first->rest != second->rest)
    return first->rest > second->rest ? -1 : 1;

  /* Equal remainders: the earlier line gets more, so that every desktop divides the same way. */
  return first->place < second->place ? -1 : 1;
}

void
crm_money_allocate (gint64 total, const gint64 *weights, gsize n, gint64 *parts)
{
  g_autofree Remainder *remainders = NULL;
  guint64 magnitude = _crm_magnitude (total);
  guint64 left = magnitude;
  CrmWide sum = 0;
  gboolean even;

  g_return_if_fail (n == 0 || (weights != NULL && parts != NULL));

  if (n == 0)
    return;

  for (gsize i = 0; i < n; i++)
    sum += (guint64)MAX (weights[i], 0);
  even = sum == 0;
  if (even)
    sum = n;

  remainders = g_new (Remainder, n);
  for (gsize i = 0; i < n; i++) {
    CrmWide product = (CrmWide)magnitude * (even ? 1 : (guint64)MAX (weights[i], 0));
    guint64 part = (guint64)(product / sum);

    remainders[i] = (Remainder){ product % sum, i };
    left -= part;
    /* Kept as the bits of an unsigned number until the sign is put back. */
    parts[i] = (gint64)part;
  }

  qsort (remainders, n, sizeof remainders[0], compare_remainders);
  for (gsize i = 0; left > 0; i++, left--)
    parts[remainders[i].place] = (gint64)((guint64)parts[remainders[i].place] + 1);

  for (gsize i = 0; total < 0 && i < n; i++)
    parts[i] = (gint64)(0 - (guint64)parts[i]);
}
