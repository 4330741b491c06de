/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-words.h"

#include "base/crm-money.h"
#include "base/crm-number-private.h"
#include "base/crm-words-private.h"

#include <string.h>

/* A thousand, a million … as a noun that is counted itself. */
typedef struct {
  CrmGender gender;
  const char *forms[3];
} Scale;

static const char *const ru_small[] = {
  "",           "один",        "два",        "три",          "четыре",
  "пять",       "шесть",       "семь",       "восемь",       "девять",
  "десять",     "одиннадцать", "двенадцать", "тринадцать",   "четырнадцать",
  "пятнадцать", "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать",
};
static const char *const ru_tens[] = {
  "",          "",           "двадцать",  "тридцать",    "сорок",
  "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто",
};
static const char *const ru_hundreds[] = {
  "",        "сто",      "двести",  "триста",    "четыреста",
  "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот",
};
static const Scale ru_scales[] = {
  { CRM_GENDER_FEMININE, { "тысяча", "тысячи", "тысяч" } },
  { CRM_GENDER_MASCULINE, { "миллион", "миллиона", "миллионов" } },
  { CRM_GENDER_MASCULINE, { "миллиард", "миллиарда", "миллиардов" } },
  { CRM_GENDER_MASCULINE, { "триллион", "триллиона", "триллионов" } },
  { CRM_GENDER_MASCULINE, { "квадриллион", "квадриллиона", "квадриллионов" } },
  { CRM_GENDER_MASCULINE, { "квинтиллион", "квинтиллиона", "квинтиллионов" } },
};

static const char *const ro_small[] = {
  "",
  "unu",
  "doi",
  "trei",
  "patru",
  "cinci",
  "șase",
  "șapte",
  "opt",
  "nouă",
  "zece",
  "unsprezece",
  "doisprezece",
  "treisprezece",
  "paisprezece",
  "cincisprezece",
  "șaisprezece",
  "șaptesprezece",
  "optsprezece",
  "nouăsprezece",
};
static const char *const ro_tens[] = {
  "",          "",        "douăzeci",  "treizeci", "patruzeci",
  "cincizeci", "șaizeci", "șaptezeci", "optzeci",  "nouăzeci",
};
/* The long scale, as in DEX: bilion is a million of millions. */
static const Scale ro_scales[] = {
  { CRM_GENDER_FEMININE, { "mie", "mii", "mii" } },
  { CRM_GENDER_NEUTER, { "milion", "milioane", "milioane" } },
  { CRM_GENDER_NEUTER, { "miliard", "miliarde", "miliarde" } },
  { CRM_GENDER_NEUTER, { "bilion", "bilioane", "bilioane" } },
  { CRM_GENDER_NEUTER, { "biliard", "biliarde", "biliarde" } },
  { CRM_GENDER_NEUTER, { "trilion", "trilioane", "trilioane" } },
};

static const char *const en_small[] = {
  "",         "one",     "two",     "three",     "four",     "five",     "six",
  "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",   "thirteen",
  "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
};
static const char *const en_tens[] = {
  "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
};
static const char *const en_scales[] = {
  "thousand", "million", "billion", "trillion", "quadrillion", "quintillion",
};

static void
append_word (GString *text, const char *word)
{
  if (*word == '\0')
    return;
  if (text->len > 0 && text->str[text->len - 1] != ' ')
    g_string_append_c (text, ' ');
  g_string_append (text, word);
}

static const char *
ru_unit (guint n, CrmGender gender)
{
  if (n == 1 && gender != CRM_GENDER_MASCULINE)
    return gender == CRM_GENDER_FEMININE ? "одна" : "одно";
  if (n == 2 && gender == CRM_GENDER_FEMININE)
    return "две";

  return ru_small[n];
}

static void
append_ru (GString *text, guint n, CrmGender gender)
{
  append_word (text, ru_hundreds[n / 100]);
  n %= 100;
  if (n >= 20) {
    append_word (text, ru_tens[n / 10]);
    n %= 10;
  }
  append_word (text, ru_unit (n, gender));
}

/* In Romanian a neuter noun is masculine when it is one and feminine when it is two. */
static const char *
ro_unit (guint n, CrmGender gender)
{
  if (n == 1 && gender == CRM_GENDER_FEMININE)
    return "una";
  if (n == 2 && gender != CRM_GENDER_MASCULINE)
    return "două";
  if (n == 12 && gender != CRM_GENDER_MASCULINE)
    return "douăsprezece";

  return ro_small[n];
}

static void
append_ro (GString *text, guint n, CrmGender gender)
{
  if (n >= 100) {
    append_word (text, n / 100 == 1 ? "o" : ro_unit (n / 100, CRM_GENDER_FEMININE));
    append_word (text, n / 100 == 1 ? "sută" : "sute");
    n %= 100;
  }
  if (n >= 20) {
    append_word (text, ro_tens[n / 10]);
    if (n % 10 != 0)
      append_word (text, "și");
    n %= 10;
  }
  append_word (text, ro_unit (n, gender));
}

static void
append_en (GString *text, guint n)
{
  if (n >= 100) {
    append_word (text, en_small[n / 100]);
    append_word (text, "hundred");
    n %= 100;
  }
  if (n >= 20) {
    append_word (text, en_tens[n / 10]);
    if (n % 10 != 0)
      g_string_append_printf (text, "-%s", en_small[n % 10]);
    return;
  }
  append_word (text, en_small[n]);
}

static guint
plural (guint64 n, CrmLang lang)
{
  guint hundred = (guint)(n % 100);
  guint ten = (guint)(n % 10);

  switch (lang) {
  case CRM_LANG_RU:
    if (ten == 1 && hundred != 11)
      return 0;
    return ten >= 2 && ten <= 4 && (hundred < 12 || hundred > 14) ? 1 : 2;
  case CRM_LANG_RO:
    if (n == 1)
      return 0;
    return n == 0 || (hundred >= 1 && hundred <= 19) ? 1 : 2;
  case CRM_LANG_EN:
  default:
    return n == 1 ? 0 : 1;
  }
}

/* "un leu", "o mie": the article, where a number that is not followed by a noun says "unu". */
static const char *
ro_article (CrmGender gender)
{
  return gender == CRM_GENDER_FEMININE ? "o" : "un";
}

static void
append_scale_ro (GString *text, guint n, const Scale *scale)
{
  guint form = plural (n, CRM_LANG_RO);

  if (n == 1)
    append_word (text, ro_article (scale->gender));
  else
    append_ro (text, n, scale->gender);
  if (form == 2)
    append_word (text, "de");
  append_word (text, scale->forms[form]);
}

/* Three digits with their thousand, million …; @power 0 has none. */
static void
append_group (GString *text, guint n, guint power, CrmGender gender, CrmLang lang)
{
  switch (lang) {
  case CRM_LANG_RU:
    append_ru (text, n, power > 0 ? ru_scales[power - 1].gender : gender);
    if (power > 0)
      append_word (text, ru_scales[power - 1].forms[plural (n, lang)]);
    break;
  case CRM_LANG_RO:
    if (power > 0)
      append_scale_ro (text, n, &ro_scales[power - 1]);
    else
      append_ro (text, n, gender);
    break;
  case CRM_LANG_EN:
  default:
    append_en (text, n);
    if (power > 0)
      append_word (text, en_scales[power - 1]);
    break;
  }
}

static void
append_magnitude (GString *text, guint64 n, CrmGender gender, CrmLang lang)
{
  if (n == 0)
    append_word (text, lang == CRM_LANG_RU ? "ноль" : "zero");

  for (guint power = 7; power-- > 0;) {
    guint group = (guint)(n / _crm_power_of_ten (power * 3) % 1000);

    if (group > 0)
      append_group (text, group, power, gender, lang);
  }
}

static void
append_minus (GString *text, CrmLang lang)
{
  append_word (text, lang == CRM_LANG_RU ? "минус" : "minus");
}

char *
crm_words_integer (gint64 n, CrmGender gender, CrmLang lang)
{
  GString *text = g_string_sized_new (128);

  if (n < 0)
    append_minus (text, lang);
  append_magnitude (text, _crm_magnitude (n), gender, lang);

  return g_string_free (text, FALSE);
}

guint
crm_words_plural (gint64 n, CrmLang lang)
{
  return plural (_crm_magnitude (n), lang);
}

/* The word of the unit behind its number; Romanian puts "de" between where the number ends in 00 or
 * in 20 and more. */
static void
append_unit (GString *text, guint64 n, const CrmUnitWords *unit, CrmLang lang)
{
  guint form = plural (n, lang);

  if (lang == CRM_LANG_RO && form == 2)
    append_word (text, "de");
  append_word (text, unit->forms[form]);
}

static void
append_counted (GString *text, guint64 n, const CrmUnitWords *unit, CrmLang lang)
{
  if (n == 1 && lang == CRM_LANG_RO)
    append_word (text, ro_article (unit->gender));
  else
    append_magnitude (text, n, unit->gender, lang);
  append_unit (text, n, unit, lang);
}

static void
append_minor (GString *text,
              guint64 n,
              guint digits,
              const CrmUnitWords *unit,
              gboolean in_words,
              CrmLang lang)
{
  /* Russian papers put nothing between: "сто рублей 05 копеек". */
  if (lang == CRM_LANG_EN)
    append_word (text, "and");
  else if (lang == CRM_LANG_RO)
    append_word (text, "și");

  if (unit == NULL || unit->forms[0] == NULL) {
    g_string_append_printf (text, " %0*" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT, (int)digits, n,
                            _crm_power_of_ten (digits));
  } else if (in_words) {
    append_counted (text, n, unit, lang);
  } else {
    g_string_append_printf (text, " %0*" G_GUINT64_FORMAT, (int)digits, n);
    append_unit (text, n, unit, lang);
  }
}

char *
crm_words_money (gint64 minor, const char *currency, gboolean minor_in_words, CrmLang lang)
{
  const CrmCurrencyWords *words = _crm_currency_words (currency, lang);
  guint digits = crm_currency_digits (currency);
  guint64 scale = _crm_power_of_ten (digits);
  guint64 magnitude = _crm_magnitude (minor);
  GString *text = g_string_sized_new (160);

  if (minor < 0)
    append_minus (text, lang);

  if (words != NULL) {
    append_counted (text, magnitude / scale, &words->major, lang);
  } else {
    append_magnitude (text, magnitude / scale, CRM_GENDER_MASCULINE, lang);
    append_word (text, currency != NULL ? currency : "");
  }
  if (digits > 0)
    append_minor (text, magnitude % scale, digits, words != NULL ? &words->minor : NULL,
                  minor_in_words, lang);

  return g_string_free (text, FALSE);
}
