/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-words.h"

#include "base/crm-clock.h"
#include "base/crm-money.h"

#include <string.h>

#define M CRM_GENDER_MASCULINE
#define F CRM_GENDER_FEMININE
#define N CRM_GENDER_NEUTER

static const struct {
  gint64 n;
  CrmGender gender;
  const char *ru;
  const char *ro;
  const char *en;
} integers[] = {
  { 0, M, "ноль", "zero", "zero" },
  { 1, M, "один", "unu", "one" },
  { 1, F, "одна", "una", "one" },
  { 1, N, "одно", "unu", "one" },
  { 2, M, "два", "doi", "two" },
  { 2, F, "две", "două", "two" },
  { 2, N, "два", "două", "two" },
  { 5, M, "пять", "cinci", "five" },
  { 6, M, "шесть", "șase", "six" },
  { 9, M, "девять", "nouă", "nine" },
  { 10, M, "десять", "zece", "ten" },
  { 11, F, "одиннадцать", "unsprezece", "eleven" },
  { 12, M, "двенадцать", "doisprezece", "twelve" },
  { 12, F, "двенадцать", "douăsprezece", "twelve" },
  { 12, N, "двенадцать", "douăsprezece", "twelve" },
  { 14, M, "четырнадцать", "paisprezece", "fourteen" },
  { 16, M, "шестнадцать", "șaisprezece", "sixteen" },
  { 19, M, "девятнадцать", "nouăsprezece", "nineteen" },
  { 20, M, "двадцать", "douăzeci", "twenty" },
  { 21, M, "двадцать один", "douăzeci și unu", "twenty-one" },
  { 21, F, "двадцать одна", "douăzeci și una", "twenty-one" },
  { 40, M, "сорок", "patruzeci", "forty" },
  { 60, M, "шестьдесят", "șaizeci", "sixty" },
  { 90, M, "девяносто", "nouăzeci", "ninety" },
  { 100, M, "сто", "o sută", "one hundred" },
  { 101, M, "сто один", "o sută unu", "one hundred one" },
  { 101, F, "сто одна", "o sută una", "one hundred one" },
  { 200, M, "двести", "două sute", "two hundred" },
  { 999, M, "девятьсот девяносто девять", "nouă sute nouăzeci și nouă",
    "nine hundred ninety-nine" },
  { 1000, M, "одна тысяча", "o mie", "one thousand" },
  { 2000, M, "две тысячи", "două mii", "two thousand" },
  { 2002, M, "две тысячи два", "două mii doi", "two thousand two" },
  { 5000, M, "пять тысяч", "cinci mii", "five thousand" },
  { 12000, M, "двенадцать тысяч", "douăsprezece mii", "twelve thousand" },
  { 19000, M, "девятнадцать тысяч", "nouăsprezece mii", "nineteen thousand" },
  { 20000, M, "двадцать тысяч", "douăzeci de mii", "twenty thousand" },
  { 21000, M, "двадцать одна тысяча", "douăzeci și una de mii", "twenty-one thousand" },
  { 100000, M, "сто тысяч", "o sută de mii", "one hundred thousand" },
  { 119000, M, "сто девятнадцать тысяч", "o sută nouăsprezece mii",
    "one hundred nineteen thousand" },
  { 122000, M, "сто двадцать две тысячи", "o sută douăzeci și două de mii",
    "one hundred twenty-two thousand" },
  { 1000000, M, "один миллион", "un milion", "one million" },
  { 2000000, F, "два миллиона", "două milioane", "two million" },
  { 12000000, M, "двенадцать миллионов", "douăsprezece milioane", "twelve million" },
  { 21000000, M, "двадцать один миллион", "douăzeci și unu de milioane", "twenty-one million" },
  { 1000001, F, "один миллион одна", "un milion una", "one million one" },
  { 1234567, M, "один миллион двести тридцать четыре тысячи пятьсот шестьдесят семь",
    "un milion două sute treizeci și patru de mii cinci sute șaizeci și șapte",
    "one million two hundred thirty-four thousand five hundred sixty-seven" },
  { 1000000000, M, "один миллиард", "un miliard", "one billion" },
  { G_GINT64_CONSTANT (2000000000000), M, "два триллиона", "două bilioane", "two trillion" },
  { G_GINT64_CONSTANT (1000000000000000), M, "один квадриллион", "un biliard", "one quadrillion" },
  { G_GINT64_CONSTANT (5000000000000000000), M, "пять квинтиллионов", "cinci trilioane",
    "five quintillion" },
  { -1, F, "минус одна", "minus una", "minus one" },
  { -21, M, "минус двадцать один", "minus douăzeci și unu", "minus twenty-one" },
};

static void
test_integer (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (integers); i++) {
    g_autofree char *ru = crm_words_integer (integers[i].n, integers[i].gender, CRM_LANG_RU);
    g_autofree char *ro = crm_words_integer (integers[i].n, integers[i].gender, CRM_LANG_RO);
    g_autofree char *en = crm_words_integer (integers[i].n, integers[i].gender, CRM_LANG_EN);

    g_assert_cmpstr (ru, ==, integers[i].ru);
    g_assert_cmpstr (ro, ==, integers[i].ro);
    g_assert_cmpstr (en, ==, integers[i].en);
  }
}

/* Words back to numbers, by their stems and in any language at once: knows nothing of how the words
 * are made. */
static const struct {
  const char *word;
  guint64 value;
} readings[] = {
  { "ноль", 0 },
  { "один", 1 },
  { "одна", 1 },
  { "одно", 1 },
  { "два", 2 },
  { "две", 2 },
  { "три", 3 },
  { "четыре", 4 },
  { "пять", 5 },
  { "шесть", 6 },
  { "семь", 7 },
  { "восемь", 8 },
  { "девять", 9 },
  { "десять", 10 },
  { "одиннадцать", 11 },
  { "двенадцать", 12 },
  { "тринадцать", 13 },
  { "четырнадцать", 14 },
  { "пятнадцать", 15 },
  { "шестнадцать", 16 },
  { "семнадцать", 17 },
  { "восемнадцать", 18 },
  { "девятнадцать", 19 },
  { "двадцать", 20 },
  { "тридцать", 30 },
  { "сорок", 40 },
  { "пятьдесят", 50 },
  { "шестьдесят", 60 },
  { "семьдесят", 70 },
  { "восемьдесят", 80 },
  { "девяносто", 90 },
  { "сто", 100 },
  { "двести", 200 },
  { "триста", 300 },
  { "четыреста", 400 },
  { "пятьсот", 500 },
  { "шестьсот", 600 },
  { "семьсот", 700 },
  { "восемьсот", 800 },
  { "девятьсот", 900 },
  { "zero", 0 },
  { "o", 1 },
  { "un", 1 },
  { "unu", 1 },
  { "una", 1 },
  { "doi", 2 },
  { "două", 2 },
  { "trei", 3 },
  { "patru", 4 },
  { "cinci", 5 },
  { "șase", 6 },
  { "șapte", 7 },
  { "opt", 8 },
  { "nouă", 9 },
  { "zece", 10 },
  { "unsprezece", 11 },
  { "doisprezece", 12 },
  { "douăsprezece", 12 },
  { "treisprezece", 13 },
  { "paisprezece", 14 },
  { "cincisprezece", 15 },
  { "șaisprezece", 16 },
  { "șaptesprezece", 17 },
  { "optsprezece", 18 },
  { "nouăsprezece", 19 },
  { "douăzeci", 20 },
  { "treizeci", 30 },
  { "patruzeci", 40 },
  { "cincizeci", 50 },
  { "șaizeci", 60 },
  { "șaptezeci", 70 },
  { "optzeci", 80 },
  { "nouăzeci", 90 },
  { "one", 1 },
  { "two", 2 },
  { "three", 3 },
  { "four", 4 },
  { "five", 5 },
  { "six", 6 },
  { "seven", 7 },
  { "eight", 8 },
  { "nine", 9 },
  { "ten", 10 },
  { "eleven", 11 },
  { "twelve", 12 },
  { "thirteen", 13 },
  { "fourteen", 14 },
  { "fifteen", 15 },
  { "sixteen", 16 },
  { "seventeen", 17 },
  { "eighteen", 18 },
  { "nineteen", 19 },
  { "twenty", 20 },
  { "thirty", 30 },
  { "forty", 40 },
  { "fifty", 50 },
  { "sixty", 60 },
  { "seventy", 70 },
  { "eighty", 80 },
  { "ninety", 90 },
};

static const struct {
  const char *stem;
  guint zeros;
} powers[] = {
  { "sut", 2 },          { "hundred", 2 },      { "тысяч", 3 },        { "mi", 3 },
  { "thousand", 3 },     { "миллион", 6 },      { "milion", 6 },       { "milioane", 6 },
  { "million", 6 },      { "миллиард", 9 },     { "miliard", 9 },      { "billion", 9 },
  { "триллион", 12 },    { "bilio", 12 },       { "trillion", 12 },    { "квадриллион", 15 },
  { "biliard", 15 },     { "quadrillion", 15 }, { "квинтиллион", 18 }, { "trilio", 18 },
  { "quintillion", 18 },
};

/* The longest stem counts, since "mi" begins "milion". */
static guint
zeros_of (const char *word)
{
  guint zeros = 0;
  gsize longest = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (powers); i++) {
    if (g_str_has_prefix (word, powers[i].stem) && strlen (powers[i].stem) > longest) {
      longest = strlen (powers[i].stem);
      zeros = powers[i].zeros;
    }
  }

  return zeros;
}

static guint64
power_of (guint zeros)
{
  guint64 power = 1;

  while (zeros-- > 0)
    power *= 10;

  return power;
}

static guint64
read_words (const char *words)
{
  g_auto (GStrv) split = g_strsplit_set (words, " -", -1);
  guint64 total = 0;
  guint64 group = 0;

  for (guint i = 0; split[i] != NULL; i++) {
    gsize j = 0;

    if (g_str_equal (split[i], "și") || g_str_equal (split[i], "de"))
      continue;
    while (j < G_N_ELEMENTS (readings) && !g_str_equal (readings[j].word, split[i]))
      j++;
    if (j < G_N_ELEMENTS (readings)) {
      group += readings[j].value;
    } else if (zeros_of (split[i]) == 2) {
      group *= 100;
    } else {
      if (zeros_of (split[i]) == 0)
        g_error ("not a number: %s in %s", split[i], words);
      total += group * power_of (zeros_of (split[i]));
      group = 0;
    }
  }

  return total + group;
}

static void
assert_reads_back (guint64 n)
{
  for (CrmLang lang = CRM_LANG_EN; lang <= CRM_LANG_RO; lang++) {
    for (CrmGender gender = M; gender <= N; gender++) {
      g_autofree char *words = crm_words_integer ((gint64)n, gender, lang);

      if (read_words (words) != n)
        g_error ("%" G_GUINT64_FORMAT " is not %s", n, words);
      g_assert_null (strstr (words, "  "));
      g_assert_false (g_str_has_suffix (words, " "));
      g_assert_false (g_str_has_prefix (words, " "));
    }
  }
}

static void
test_reads_back (void)
{
  g_autoptr (CrmClock) clock = crm_clock_new_fixed (0, 31);

  for (guint64 n = 0; n < 1200; n++)
    assert_reads_back (n);
  for (guint i = 0; i < 5000; i++)
    assert_reads_back (crm_clock_random (clock) >> (1 + crm_clock_random_below (clock, 62)));
  for (guint zeros = 0; zeros <= 18; zeros++) {
    assert_reads_back (power_of (zeros));
    assert_reads_back (power_of (zeros) - 1);
    assert_reads_back (power_of (zeros) + 1);
  }
  assert_reads_back (G_MAXINT64);
}

static void
test_least_number (void)
{
  for (CrmLang lang = CRM_LANG_EN; lang <= CRM_LANG_RO; lang++) {
    g_autofree char *words = crm_words_integer (G_MININT64, M, lang);
    const char *minus = lang == CRM_LANG_RU ? "минус " : "minus ";

    g_assert_true (g_str_has_prefix (words, minus));
    g_assert_cmpuint (read_words (words + strlen (minus)), ==, (guint64)G_MAXINT64 + 1);
  }
}

/* Romanian papers are read by people who see a cedilla as a mistake. */
static void
test_comma_below (void)
{
  for (guint n = 0; n < 2000; n++) {
    g_autofree char *words = crm_words_integer (n, M, CRM_LANG_RO);

    g_assert_null (strstr (words, "ş"));
    g_assert_null (strstr (words, "ţ"));
  }
}

static const struct {
  gint64 minor;
  const char *currency;
  CrmLang lang;
  gboolean in_words;
  const char *words;
} amounts[] = {
  { 12305, "RUB", CRM_LANG_RU, FALSE, "сто двадцать три рубля 05 копеек" },
  { 12305, "RUB", CRM_LANG_RU, TRUE, "сто двадцать три рубля пять копеек" },
  { 100, "RUB", CRM_LANG_RU, FALSE, "один рубль 00 копеек" },
  { 2101, "RUB", CRM_LANG_RU, TRUE, "двадцать один рубль одна копейка" },
  { 1102, "RUB", CRM_LANG_RU, TRUE, "одиннадцать рублей две копейки" },
  { 123456789, "RUB", CRM_LANG_RU, FALSE,
    "один миллион двести тридцать четыре тысячи пятьсот шестьдесят семь рублей 89 копеек" },
  { 100, "MDL", CRM_LANG_RU, FALSE, "один лей 00 банов" },
  { 200, "MDL", CRM_LANG_RU, FALSE, "два лея 00 банов" },
  { 500, "MDL", CRM_LANG_RU, TRUE, "пять леев ноль банов" },
  { 2100, "UAH", CRM_LANG_RU, FALSE, "двадцать одна гривна 00 копеек" },
  { 2200, "EUR", CRM_LANG_RU, FALSE, "двадцать два евро 00 центов" },
  { 301, "USD", CRM_LANG_RU, TRUE, "три доллара США один цент" },
  { 300, "JPY", CRM_LANG_RU, TRUE, "триста иен" },
  { 200, "BYN", CRM_LANG_RU, FALSE, "два белорусских рубля 00 копеек" },
  { 0, "MDL", CRM_LANG_RO, TRUE, "zero lei și zero bani" },
  { 100, "MDL", CRM_LANG_RO, TRUE, "un leu și zero bani" },
  { 101, "RON", CRM_LANG_RO, TRUE, "un leu și un ban" },
  { 200, "RON", CRM_LANG_RO, FALSE, "doi lei și 00 bani" },
  { 1900, "MDL", CRM_LANG_RO, FALSE, "nouăsprezece lei și 00 bani" },
  { 2000, "MDL", CRM_LANG_RO, FALSE, "douăzeci de lei și 00 bani" },
  { 2100, "MDL", CRM_LANG_RO, FALSE, "douăzeci și unu de lei și 00 bani" },
  { 10000, "MDL", CRM_LANG_RO, FALSE, "o sută de lei și 00 bani" },
  { 10100, "MDL", CRM_LANG_RO, FALSE, "o sută unu lei și 00 bani" },
  { 11900, "MDL", CRM_LANG_RO, FALSE, "o sută nouăsprezece lei și 00 bani" },
  { 12020, "MDL", CRM_LANG_RO, FALSE, "o sută douăzeci de lei și 20 de bani" },
  { 100000, "MDL", CRM_LANG_RO, FALSE, "o mie de lei și 00 bani" },
  { 1200000, "MDL", CRM_LANG_RO, FALSE, "douăsprezece mii de lei și 00 bani" },
  { 2100000, "MDL", CRM_LANG_RO, TRUE, "douăzeci și una de mii de lei și zero bani" },
  { 100000000, "MDL", CRM_LANG_RO, FALSE, "un milion de lei și 00 bani" },
  { 123456789, "RON", CRM_LANG_RO, TRUE,
    "un milion două sute treizeci și patru de mii cinci sute șaizeci și șapte de lei și optzeci "
    "și nouă de bani" },
  { 100, "UAH", CRM_LANG_RO, TRUE, "o hrivnă și zero copeici" },
  { 201, "RUB", CRM_LANG_RO, TRUE, "două ruble și o copeică" },
  { 100, "EUR", CRM_LANG_RO, FALSE, "un euro și 00 eurocenți" },
  { 2200, "EUR", CRM_LANG_RO, FALSE, "douăzeci și doi de euro și 00 eurocenți" },
  { 12305, "MDL", CRM_LANG_EN, FALSE, "one hundred twenty-three lei and 05 bani" },
  { 101, "USD", CRM_LANG_EN, TRUE, "one US dollar and one cent" },
  { 201, "GBP", CRM_LANG_EN, TRUE, "two pounds sterling and one penny" },
  { 5, "EUR", CRM_LANG_EN, TRUE, "zero euros and five cents" },
  { -500, "EUR", CRM_LANG_EN, FALSE, "minus five euros and 00 cents" },
  { -105, "MDL", CRM_LANG_RU, FALSE, "минус один лей 05 банов" },
  { -5, "MDL", CRM_LANG_RO, FALSE, "minus zero lei și 05 bani" },
  /* Without words: by the code and a fraction. */
  { 12305, "ARS", CRM_LANG_RU, TRUE, "сто двадцать три ARS 05/100" },
  { 2100, "ARS", CRM_LANG_RO, FALSE, "douăzeci și unu ARS și 00/100" },
  { 12305, "KWD", CRM_LANG_EN, FALSE, "twelve KWD and 305/1000" },
  { 12305, "KRW", CRM_LANG_EN, FALSE, "twelve thousand three hundred five KRW" },
  { 2050, "CZK", CRM_LANG_RO, TRUE, "douăzeci de coroane cehe și 50/100" },
};

static void
test_money (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (amounts); i++) {
    g_autofree char *words =
      crm_words_money (amounts[i].minor, amounts[i].currency, amounts[i].in_words, amounts[i].lang);

    g_assert_cmpstr (words, ==, amounts[i].words);
  }
}

static void
test_money_oddities (void)
{
  g_autofree char *nothing = crm_words_money (100, NULL, FALSE, CRM_LANG_EN);
  g_autofree char *unknown = crm_words_money (100, "лей", FALSE, CRM_LANG_EN);
  g_autofree char *least = crm_words_money (G_MININT64, "MDL", FALSE, CRM_LANG_RO);

  g_assert_cmpstr (nothing, ==, "one and 00/100");
  g_assert_cmpstr (unknown, ==, "one лей and 00/100");
  g_assert_true (g_str_has_prefix (least, "minus nouăzeci și două de biliarde "));
  g_assert_true (g_str_has_suffix (least, "șapte sute cincizeci și opt de lei și 08 bani"));
}

/* "de" stands exactly where the number ends in 00 or in 20 to 99. */
static void
test_romanian_de (void)
{
  for (gint64 n = 0; n < 5000; n++) {
    g_autofree char *words = crm_words_money (n * 100, "MDL", FALSE, CRM_LANG_RO);
    gint64 end = n % 100;

    g_assert_cmpint (strstr (words, " de lei") != NULL, ==, n > 0 && (end == 0 || end >= 20));
  }
}

/* Every currency that an office is likely to use has words in every language. */
static void
test_all_currencies (void)
{
  const char *const *list = crm_currency_list ();

  for (guint i = 0; list[i] != NULL; i++) {
    for (CrmLang lang = CRM_LANG_EN; lang <= CRM_LANG_RO; lang++) {
      g_autofree char *words = crm_words_money (12345, list[i], TRUE, lang);

      g_assert_null (strstr (words, list[i]));
      g_assert_true (g_utf8_validate (words, -1, NULL));
    }
  }
}

static void
test_plural (void)
{
  static const struct {
    gint64 n;
    guint ru, ro, en;
  } cases[] = {
    { 0, 2, 1, 1 },   { 1, 0, 0, 0 },   { 2, 1, 1, 1 },       { 4, 1, 1, 1 },
    { 5, 2, 1, 1 },   { 10, 2, 1, 1 },  { 11, 2, 1, 1 },      { 12, 2, 1, 1 },
    { 14, 2, 1, 1 },  { 19, 2, 1, 1 },  { 20, 2, 2, 1 },      { 21, 0, 2, 1 },
    { 22, 1, 2, 1 },  { 25, 2, 2, 1 },  { 100, 2, 2, 1 },     { 101, 0, 1, 1 },
    { 111, 2, 1, 1 }, { 119, 2, 1, 1 }, { 120, 2, 2, 1 },     { 121, 0, 2, 1 },
    { -1, 0, 0, 0 },  { -2, 1, 1, 1 },  { 1000001, 0, 1, 1 }, { G_MININT64, 2, 1, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_assert_cmpuint (crm_words_plural (cases[i].n, CRM_LANG_RU), ==, cases[i].ru);
    g_assert_cmpuint (crm_words_plural (cases[i].n, CRM_LANG_RO), ==, cases[i].ro);
    g_assert_cmpuint (crm_words_plural (cases[i].n, CRM_LANG_EN), ==, cases[i].en);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/integer", test_integer);
  g_test_add_func ("/words/reads-back", test_reads_back);
  g_test_add_func ("/words/least-number", test_least_number);
  g_test_add_func ("/words/comma-below", test_comma_below);
  g_test_add_func ("/words/money", test_money);
  g_test_add_func ("/words/money-oddities", test_money_oddities);
  g_test_add_func ("/words/romanian-de", test_romanian_de);
  g_test_add_func ("/words/all-currencies", test_all_currencies);
  g_test_add_func ("/words/plural", test_plural);

  return g_test_run ();
}
