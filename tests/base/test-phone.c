/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-phone.h"

#include "base/crm-clock.h"

#include <string.h>

static const struct {
  const char *typed;
  const char *country;
  const char *e164;
} cases[] = {
  /* Russia and Kazakhstan. */
  { "8 (916) 123-45-67", "RU", "+79161234567" },
  { "+7 916 123 45 67", "RU", "+79161234567" },
  { "7 916 1234567", "RU", "+79161234567" },
  { "9161234567", "RU", "+79161234567" },
  { "8-800-555-35-35", "RU", "+78005553535" },
  { "+8 916 123-45-67", "RU", "+79161234567" },
  { "8 10 373 22 123456", "RU", "+37322123456" },
  { "8 (727) 258-12-34", "KZ", "+77272581234" },
  { "123-45-67", "RU", NULL },
  { "8 916 123-45", "RU", NULL },
  /* Moldova. */
  { "079 123 456", "MD", "+37379123456" },
  { "79123456", "MD", "+37379123456" },
  { "(0 22) 12-34-56", "MD", "+37322123456" },
  { "022/12.34.56", "MD", "+37322123456" },
  { "373 22 123456", "MD", "+37322123456" },
  { "+373 (0) 22 123456", "MD", "+37322123456" },
  { "+373 022 123456", "MD", "+37322123456" },
  { "00373 22 123456", "MD", "+37322123456" },
  { "+0 22 123456", "MD", "+37322123456" },
  { "123456", "MD", NULL },
  { "0721 234 567", "MD", NULL },
  /* Without its plus, as spreadsheets leave a foreign number. */
  { "40721234567", "MD", "+40721234567" },
  { "79161234567", "MD", "+79161234567" },
  { "\"079123456", "MD", "+37379123456" },
  /* Romania, Ukraine, Belarus and others. */
  { "0721.234.567", "RO", "+40721234567" },
  { "021 312 34 56", "RO", "+40213123456" },
  { "+40 (0)21 312 3456", "MD", "+40213123456" },
  { "044 123-45-67", "UA", "+380441234567" },
  { "8 029 123-45-67", "BY", "+375291234567" },
  { "029 123 45 67", "BY", "+375291234567" },
  { "8 10 7 916 1234567", "BY", "+79161234567" },
  { "8 612 34567", "LT", "+37061234567" },
  { "0 612 34567", "LT", "+37061234567" },
  { "06 1 234 5678", "HU", "+3612345678" },
  { "06 1234567", "IT", "+39061234567" },
  { "030 123456", "DE", "+4930123456" },
  { "0037322123456", "DE", "+37322123456" },
  { "(212) 555-0123", "US", "+12125550123" },
  { "1 212 555 0123", "US", "+12125550123" },
  { "011 373 22 123456", "US", "+37322123456" },
  { "020 7946 0958", "gb", "+442079460958" },
  /* Lengths that the country does not have. */
  { "+373 22 12345", "MD", NULL },
  { "+373 22 1234567", "MD", NULL },
  { "+7 916 123456", "RU", NULL },
  /* Countries that the table does not know. */
  { "+598 2 123 4567", "MD", "+59821234567" },
  { "+598 2 123 4567", NULL, "+59821234567" },
  { "079123456", NULL, NULL },
  { "079123456", "ZZ", NULL },
  { "+1234567890123456", "MD", NULL },
  { "+12345", "MD", NULL },
  { "+0000000000", "MD", NULL },
  /* Words around, extensions, several in one cell. */
  { "тел.: 8 (916) 123-45-67", "RU", "+79161234567" },
  { "Тел./факс: (022) 12-34-56", "MD", "+37322123456" },
  { "моб. 079123456", "MD", "+37379123456" },
  { "Tel. mobil: 0721 234 567", "RO", "+40721234567" },
  { "8 (495) 123-45-67 доб. 12", "RU", "+74951234567" },
  { "8 (495) 123-45-67доб12", "RU", "+74951234567" },
  { "+1 212 555 0123 ext. 4", "US", "+12125550123" },
  { "+12125550123x4", "US", "+12125550123" },
  { "021 312 34 56 int. 7", "RO", "+40213123456" },
  { "022 123456 # 12", "MD", "+37322123456" },
  { "079123456 (Ион)", "MD", "+37379123456" },
  { "079123456, 069123456", "MD", "+37379123456" },
  { "079123456; 069123456", "MD", "+37379123456" },
  { "079123456/069123456", "MD", "+37379123456" },
  { "079123456\n069123456", "MD", "+37379123456" },
  { "\r\n079123456\r\n069123456", "MD", "+37379123456" },
  { "079123456 069123456", "MD", "+37379123456" },
  { "079 123 456 069 123 456", "MD", "+37379123456" },
  { "+373 79 123 456 +373 69 123 456", "MD", "+37379123456" },
  { "8 800 555-35-35 или 8 495 123-45-67", "RU", "+78005553535" },
  /* Letters and other things inside. */
  { "8-800-FLOWERS", "RU", NULL },
  { "8 800 ЦВЕТЫ", "RU", NULL },
  { "O79123456", "MD", NULL },
  { "ion@firma.md", "MD", NULL },
  { "079*123456", "MD", NULL },
  { "позвонить после 15", "RU", NULL },
  { "тел.", "RU", NULL },
  { "+", "RU", NULL },
  { "()", "RU", NULL },
  { "", "RU", NULL },
  { "  ", "RU", NULL },
  { NULL, "RU", NULL },
  { "0\377791234", "MD", NULL },
  /* Other digits, dashes and spaces. */
  { "８９１６１２３４５６７", "RU", NULL },
  { "8\302\240916\342\200\221123\342\200\22345\342\200\22467", "RU", "+79161234567" },
};

static void
test_normalise (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *e164 = crm_phone_normalise (cases[i].typed, cases[i].country);

    if (g_strcmp0 (e164, cases[i].e164) != 0)
      g_error ("%s in %s: %s instead of %s", cases[i].typed, cases[i].country, e164, cases[i].e164);
  }
}

static void
test_pretty (void)
{
  static const struct {
    const char *e164;
    const char *pretty;
  } shown[] = {
    { "+37322123456", "+373 22 123 456" },
    { "+79161234567", "+7 916 123-45-67" },
    { "+77272581234", "+7 727 258-12-34" },
    { "+40721234567", "+40 721 234 567" },
    { "+40213123456", "+40 21 312 3456" },
    { "+380441234567", "+380 44 123 45 67" },
    { "+375291234567", "+375 29 123-45-67" },
    { "+12125550123", "+1 212-555-0123" },
    { "+33123456789", "+33 1 23 45 67 89" },
    { "+442079460958", "+44 20 7946 0958" },
    { "+4930123456", "+49 301 234 56" },
    { "+59821234567", "+598 212 345 67" },
    { "+62211234567", "+62 211 234 567" },
    { "079123456", "079123456" },
    { "+373 22", "+373 22" },
    { "+abc", "+abc" },
    { "+123", "+123" },
    { "", "" },
    { NULL, "" },
    { "+1234567890123456", "+1234567890123456" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (shown); i++) {
    g_autofree char *pretty = crm_phone_pretty (shown[i].e164);

    g_assert_cmpstr (pretty, ==, shown[i].pretty);
  }
}

/* What was normalised, or is shown, is read as the same number in every country. */
static void
test_stable (void)
{
  static const char *const countries[] = { "MD", "RO", "RU", "UA", "DE", "US", "IT", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *pretty = NULL;

    if (cases[i].e164 == NULL)
      continue;
    pretty = crm_phone_pretty (cases[i].e164);
    for (gsize j = 0; j < G_N_ELEMENTS (countries); j++) {
      g_autofree char *again = crm_phone_normalise (cases[i].e164, countries[j]);
      g_autofree char *shown = crm_phone_normalise (pretty, countries[j]);

      g_assert_cmpstr (again, ==, cases[i].e164);
      g_assert_cmpstr (shown, ==, cases[i].e164);
    }
  }
}

/* Whatever is typed: a plus and 7 to 15 digits come out, or nothing. */
static void
test_anything (void)
{
  static const char *const pieces[] = { "0",   "1", "7",  "8",  "9", "373", "+",  " ",
                                        "(",   ")", "-",  "/",  ",", "x",   "00", "доб",
                                        "тел", ".", "22", "\n", "5", "(0)", "#",  "é" };
  g_autoptr (CrmClock) clock = crm_clock_new_fixed (0, 41);

  for (guint i = 0; i < 50000; i++) {
    g_autoptr (GString) typed = g_string_new (NULL);
    g_autofree char *e164 = NULL;

    for (guint64 n = crm_clock_random_below (clock, 30); n > 0; n--)
      g_string_append (typed, pieces[crm_clock_random_below (clock, G_N_ELEMENTS (pieces))]);
    e164 = crm_phone_normalise (typed->str, i % 2 == 0 ? "MD" : "RU");
    if (e164 != NULL) {
      g_assert_cmpint (e164[0], ==, '+');
      g_assert_cmpint (e164[1], !=, '0');
      g_assert_cmpuint (strspn (e164 + 1, "0123456789"), ==, strlen (e164) - 1);
      g_assert_cmpuint (strlen (e164), >=, 8);
      g_assert_cmpuint (strlen (e164), <=, 16);
    }
  }
}

static void
test_long (void)
{
  g_autofree char *digits = g_strnfill (10000, '7');
  g_autofree char *spaces = g_strnfill (10000, ' ');
  g_autofree char *padded = g_strconcat (spaces, "079123456", spaces, NULL);
  g_autofree char *none = crm_phone_normalise (digits, "MD");
  g_autofree char *found = crm_phone_normalise (padded, "MD");

  g_assert_null (none);
  g_assert_cmpstr (found, ==, "+37379123456");
}

/* A short number is one of our own town's, as far as its country lets that be told. */
static void
test_town (void)
{
  static const struct {
    const char *typed;
    const char *country;
    const char *near;
    const char *e164;
  } towns[] = {
    { "23-45-67", "MD", "+37322123456", "+37322234567" },
    { "23-45-67", "MD", "+373231 23456", NULL },
    { "45 67 8", "MD", "+37323123456", "+37323145678" },
    { "23-45-67", "MD", "+37379123456", NULL },
    { "23-45-67", "MD", NULL, NULL },
    { "123-45-67", "RU", "+74951234567", "+74951234567" },
    { "23-45-67", "RU", "+74732123456", "+74732234567" },
    { "123-45-67", "RU", "+79161234567", NULL },
    { "23-45-67", "RU", "+37322123456", NULL },
    { "1234", "MD", "+37322123456", NULL },
    { "079 123 456", "MD", "+37322123456", "+37379123456" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (towns); i++) {
    g_autofree char *e164 =
      crm_phone_normalise_near (towns[i].typed, towns[i].country, towns[i].near);

    if (g_strcmp0 (e164, towns[i].e164) != 0)
      g_error ("%s near %s: %s", towns[i].typed, towns[i].near, e164);
  }
}

static void
test_split (void)
{
  static const struct {
    const char *typed;
    const char *pieces; /* between bars */
  } cells[] = {
    { "022 123456", "022 123456" },
    { "022 123456, 079 111222; вн. 12", "022 123456|079 111222 вн. 12" },
    { "022 123456 доб. 12, 079 111222", "022 123456 доб. 12|079 111222" },
    { "022 123456 / 079 111222", "022 123456|079 111222" },
    { "022/123456", "022/123456" },
    { "079111222\n069111222", "079111222|069111222" },
    { "079111222 или 069111222", "079111222|069111222" },
    { "079111222 sau 069111222", "079111222|069111222" },
    { "079 111 222 069 111 222", "079 111 222|069 111 222" },
    { "+373 79 111222 +7 916 1234567", "+373 79 111222|+7 916 1234567" },
    { "079111222,", "079111222" },
    { "079111222 (Ион), 069111222", "079111222 (Ион)|069111222" },
    { "079111222, позвонить Иону", "079111222, позвонить Иону" },
    { "079111222, 57", "079111222, 57" },
    { "123", "123" },
    { "", "" },
    { NULL, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++) {
    g_auto (GStrv) pieces = crm_phone_split (cells[i].typed, "MD", NULL);
    g_autofree char *joined = g_strjoinv ("|", pieces);

    g_assert_cmpstr (joined, ==, cells[i].pieces);
  }
}

static void
test_tidy (void)
{
  static const struct {
    const char *typed;
    const char *tidy;
  } texts[] = {
    { "022 123456", "+373 22 123 456" },
    { "(022) 12-34-56 доб. 12", "+373 22 123 456 доб. 12" },
    { "079123456 (Ион)", "+373 79 123 456 (Ион)" },
    { "8 (495) 123-45-67", "+7 495 123-45-67" },
    { "+7 (495) 123-45-67 #4", "+7 495 123-45-67 #4" },
    { "079123456, 069123456", "079123456, 069123456" },
    { "позвонить", "позвонить" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *tidy = crm_phone_tidy (texts[i].typed, "MD", NULL);
    g_autofree char *again = crm_phone_tidy (tidy, "MD", NULL);

    g_assert_cmpstr (tidy, ==, texts[i].tidy);
    g_assert_cmpstr (again, ==, tidy);
  }
}

/* What libphonenumber makes of numbers of all countries; KONTOR_PHONES names a longer table than
 * the one that is kept. */
static void
test_oracle (void)
{
  const char *longer = g_getenv ("KONTOR_PHONES");
  g_autofree char *kept =
    g_test_build_filename (G_TEST_DIST, "data", "phones", "numbers.tsv", NULL);
  g_autofree char *table = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) rows = NULL;
  guint all = 0;
  guint same = 0;

  g_file_get_contents (longer != NULL ? longer : kept, &table, NULL, &error);
  g_assert_no_error (error);
  rows = g_strsplit (g_strchomp (table), "\n", -1);
  for (guint i = 0; rows[i] != NULL; i++) {
    g_auto (GStrv) row = g_strsplit (rows[i], "\t", -1);
    g_autofree char *e164 = NULL;

    g_assert_cmpuint (g_strv_length (row), ==, 3);
    e164 = crm_phone_normalise (row[1], row[0]);
    all++;
    if (g_strcmp0 (e164, row[2]) == 0)
      same++;
    else if (!g_str_equal (row[0], "GA"))
      /* Gabon's seven digits became eight in 2019; libphonenumber still takes the old ones. */
      g_error ("%s in %s: %s instead of %s", row[1], row[0], e164, row[2]);
  }
  g_test_message ("%u of %u numbers as libphonenumber reads them", same, all);
  g_assert_cmpuint (all, >, 4000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phone/normalise", test_normalise);
  g_test_add_func ("/phone/pretty", test_pretty);
  g_test_add_func ("/phone/stable", test_stable);
  g_test_add_func ("/phone/anything", test_anything);
  g_test_add_func ("/phone/long", test_long);
  g_test_add_func ("/phone/town", test_town);
  g_test_add_func ("/phone/split", test_split);
  g_test_add_func ("/phone/tidy", test_tidy);
  g_test_add_func ("/phone/oracle", test_oracle);

  return g_test_run ();
}
