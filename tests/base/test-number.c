/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-number.h"

#include "base/crm-clock.h"
#include "base/crm-error.h"

#include <string.h>

#define NBSP "\302\240"

static void
test_muldiv (void)
{
  static const struct {
    gint64 a, b, c, result;
    gboolean fits;
  } cases[] = {
    { 0, 5, 3, 0, TRUE },
    { 7, 1, 2, 4, TRUE },
    { -7, 1, 2, -4, TRUE },
    { 7, -1, -2, 4, TRUE },
    { 7, 1, -2, -4, TRUE },
    { 5, 1, 4, 1, TRUE },
    { 6, 1, 4, 2, TRUE },
    { 1, 1, 3, 0, TRUE },
    { 2, 1, 3, 1, TRUE },
    { G_MAXINT64, G_MAXINT64, G_MAXINT64, G_MAXINT64, TRUE },
    { G_MININT64, G_MININT64, G_MININT64, G_MININT64, TRUE },
    { G_MININT64, 1, 1, G_MININT64, TRUE },
    { G_MININT64, -1, 1, 0, FALSE },
    { G_MININT64, 1, -1, 0, FALSE },
    { G_MAXINT64, 2, 1, 0, FALSE },
    { G_MAXINT64, 2, 2, G_MAXINT64, TRUE },
    { 1, 1, 0, 0, FALSE },
    { 0, 0, 0, 0, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 result = 0;

    g_assert_cmpint (crm_muldiv (cases[i].a, cases[i].b, cases[i].c, &result), ==, cases[i].fits);
    if (cases[i].fits)
      g_assert_cmpint (result, ==, cases[i].result);
  }
}

/* By the meaning of rounding: twice the distance is at most the divisor, and half goes away from
 * zero. Numbers of at most 31 bits, so that plain int64 is enough to check. */
static void
test_muldiv_property (void)
{
  g_autoptr (CrmClock) clock = crm_clock_new_fixed (0, 11);

  for (guint i = 0; i < 200000; i++) {
    gint64 a = (gint64)crm_clock_random_below (clock, 1u << 31) - (1 << 30);
    gint64 b = (gint64)crm_clock_random_below (clock, 1u << 31) - (1 << 30);
    gint64 c = (gint64)crm_clock_random_below (clock, 1000) - 500;
    gint64 result;
    gint64 rest;

    if (c == 0)
      continue;
    g_assert_true (crm_muldiv (a, b, c, &result));
    rest = ABS (a * b - c * result);
    g_assert_cmpint (2 * rest, <=, ABS (c));
    if (2 * rest == ABS (c))
      g_assert_cmpint (ABS (c * result), >, ABS (a * b));
  }
}

typedef struct {
  const char *text;
  guint digits;
  gint64 value;
} Number;

static const Number numbers[] = {
  { "0", 2, 0 },
  { "-0", 2, 0 },
  { "1", 0, 1 },
  { "007", 0, 7 },
  /* A lone mark is the decimal one, three digits or not. */
  { "1,5", 3, 1500 },
  { "1.5", 3, 1500 },
  { "1,234", 3, 1234 },
  { "1.234", 3, 1234 },
  { "1234,567", 3, 1234567 },
  { ",5", 1, 5 },
  { ".5", 1, 5 },
  { "5,", 1, 50 },
  /* With the other mark before it, that one stands between thousands. */
  { "1,234.5", 1, 12345 },
  { "1.234,5", 1, 12345 },
  { "1,234,567.89", 2, 123456789 },
  { "1.234.567,89", 2, 123456789 },
  { "1,234,567", 0, 1234567 },
  { "1.234.567", 0, 1234567 },
  { "1 234,5", 1, 12345 },
  { "1" NBSP "234" NBSP "567,891", 3, 1234567891 },
  { "1\342\200\257234.5", 1, 12345 },
  { "1\342\200\211234", 0, 1234 },
  { "1'234.50", 2, 123450 },
  { "1’234’567", 0, 1234567 },
  { " \t12 \n", 0, 12 },
  /* Rounding, half away from zero. */
  { "1.005", 2, 101 },
  { "-1.005", 2, -101 },
  { "1.0049999999999999999999999", 2, 100 },
  { "1.00500000000000000000000000000000000001", 2, 101 },
  { "0.5", 0, 1 },
  { "-0.5", 0, -1 },
  { "0.49", 0, 0 },
  { "2.5", 0, 3 },
  /* Sums. */
  { "120*1,2", 2, 14400 },
  { "-3+(2*4)", 0, 5 },
  { "2+3*4", 0, 14 },
  { "(2+3)*4", 0, 20 },
  { "10/4", 2, 250 },
  { "10/3", 4, 33333 },
  { "20/3", 4, 66667 },
  { "-20/3", 4, -66667 },
  { "10/3*3", 4, 100000 },
  { "1/3+1/3+1/3", 6, 1000000 },
  { "7-2-1", 0, 4 },
  { "100/10/5", 0, 2 },
  { "--5", 0, 5 },
  { "-(-5)", 0, 5 },
  { "3 - -2", 0, 5 },
  { "3 − 2", 0, 1 },
  { "3 – 2", 0, 1 },
  { "2 × 3", 0, 6 },
  { "6 ÷ 4", 1, 15 },
  { "2 · 3", 0, 6 },
  { "=1+1", 0, 2 },
  { "1 000 * 1,5", 0, 1500 },
  { "1 000 + 2 000", 0, 3000 },
  { "1000*1,22-1000", 2, 22000 },
  /* As far as the numbers go. */
  { "9223372036854775807", 0, G_MAXINT64 },
  { "-9223372036854775808", 0, G_MININT64 },
  { "92233720368547758.07", 2, G_MAXINT64 },
  { "9223372036854775807*2/2", 0, G_MAXINT64 },
  { "0,000000000000000001", 18, 1 },
};

static void
test_parse (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    g_autoptr (GError) error = NULL;
    gint64 value = 99;

    crm_number_parse (numbers[i].text, numbers[i].digits, &value, &error);
    g_assert_no_error (error);
    g_assert_cmpint (value, ==, numbers[i].value);
  }
}

static void
test_parse_errors (void)
{
  static const struct {
    const char *text;
    /* What the message must name. */
    const char *names;
  } cases[] = {
    { NULL, "missing" },
    { "", "missing" },
    { "   ", "missing" },
    { NBSP, "missing" },
    { "abc", "“a” at place 1" },
    { "12a", "“a” at place 3" },
    { "12€", "“€” at place 3" },
    { "1 2", "“2” at place 3" },
    { "12 34", "“3” at place 4" },
    { "1234 567", "“5” at place 6" },
    { "1 234 56", "“5” at place 7" },
    { "1.2.3", "“.” at place 2" },
    { "1,2,3", "“,” at place 2" },
    { "12,34.5", "“,” at place 3" },
    { "1,234.567,8", "“.” at place 6" },
    { "1,2345.6", "“,” at place 2" },
    { "1..2", "“.” at place 2" },
    { ".", "at the end" },
    { "-", "at the end" },
    { "1+", "at the end" },
    { "1*", "at the end" },
    { "(1", "at the end" },
    { "1)", "“)” at place 2" },
    { "()", "“)” at place 2" },
    { "*1", "“*” at place 1" },
    { "1 + * 2", "“*” at place 5" },
    { "2(3)", "“(” at place 2" },
    { "10%", "“%” at place 3" },
    { "1e5", "“e” at place 2" },
    { "0x10", "“x” at place 2" },
    { "=", "at the end" },
    { "1\3772", "at place 2" },
    { "1/0", "zero" },
    { "1/(2-2)", "zero" },
    { "9223372036854775808", "too big" },
    { "-9223372036854775809", "too big" },
    { "99999999999999999999999999999999999999999999999", "too big" },
    { "99999999999999999999*99999999999999999999*99999999999999999999", "too big" },
    { "1/99999999999999999999/99999999999999999999/99999999999999999999", "too big" },
    { "1/99999999999999999999+1/99999999999999999998+1/99999999999999999997", "too big" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    gint64 value;

    g_assert_false (crm_number_parse (cases[i].text, 0, &value, &error));
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    if (strstr (error->message, cases[i].names) == NULL)
      g_error ("%s: %s", cases[i].text, error->message);
  }
}

static void
test_parse_scaled_overflow (void)
{
  gint64 value;

  g_assert_false (crm_number_parse ("92233720368547758.08", 2, &value, NULL));
  g_assert_true (crm_number_parse ("-92233720368547758.08", 2, &value, NULL));
  g_assert_cmpint (value, ==, G_MININT64);
  g_assert_true (crm_number_parse ("9.223372036854775807", 18, &value, NULL));
  g_assert_cmpint (value, ==, G_MAXINT64);
  g_assert_false (crm_number_parse ("10", 18, &value, NULL));
}

/* Nothing a person pastes may use up the stack or hang. */
static void
test_parse_long (void)
{
  static const struct {
    const char *piece;
    const char *end;
    gboolean good;
  } cases[] = {
    { "(", "", FALSE },    { "-", "1", TRUE },         { "1+", "1", TRUE },
    { "1*", "1", TRUE },   { "9", "", FALSE },         { "0", "1", TRUE },
    { "1,", "", FALSE },   { "1.000.", "", FALSE },    { " ", "1", TRUE },
    { "я", "", FALSE },    { "((1)+", "1", FALSE },    { "1/3+", "1", TRUE },
    { "\377", "", FALSE }, { "1 000 ", "000", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GString) text = g_string_new (NULL);
    g_autoptr (GError) error = NULL;
    gint64 value;

    for (guint n = 0; n < 10000; n++)
      g_string_append (text, cases[i].piece);
    g_string_append (text, cases[i].end);

    g_assert_cmpint (crm_number_parse (text->str, 2, &value, &error), ==, cases[i].good);
    if (!cases[i].good)
      g_assert_cmpuint (strlen (error->message), <, 300);
  }
}

static void
test_parse_depth (void)
{
  g_autofree char *open = g_strnfill (64, '(');
  g_autofree char *close = g_strnfill (64, ')');
  g_autofree char *good = g_strconcat (open, "1", close, NULL);
  g_autofree char *bad = g_strconcat ("(", good, ")", NULL);
  g_autofree char *wide = g_strconcat (good, "+", good, NULL);
  gint64 value;

  g_assert_true (crm_number_parse (good, 0, &value, NULL));
  g_assert_true (crm_number_parse (wide, 0, &value, NULL));
  g_assert_cmpint (value, ==, 2);
  g_assert_false (crm_number_parse (bad, 0, &value, NULL));
}

static void
test_format (void)
{
  static const struct {
    gint64 value;
    guint digits;
    guint min_digits;
    CrmLang lang;
    const char *text;
  } cases[] = {
    { 0, 0, 0, CRM_LANG_EN, "0" },
    { 0, 2, 2, CRM_LANG_EN, "0.00" },
    { 5, 2, 2, CRM_LANG_RU, "0,05" },
    { -5, 2, 2, CRM_LANG_RU, "-0,05" },
    { 12345, 1, 0, CRM_LANG_EN, "1,234.5" },
    { 12345, 1, 0, CRM_LANG_RU, "1" NBSP "234,5" },
    { 12345, 1, 0, CRM_LANG_RO, "1.234,5" },
    { 123450, 2, 0, CRM_LANG_EN, "1,234.5" },
    { 123450, 2, 1, CRM_LANG_EN, "1,234.5" },
    { 123450, 2, 2, CRM_LANG_EN, "1,234.50" },
    { 123400, 2, 0, CRM_LANG_EN, "1,234" },
    { 1000, 3, 0, CRM_LANG_RU, "1" },
    { 1001, 3, 0, CRM_LANG_RU, "1,001" },
    { 100, 0, 0, CRM_LANG_EN, "100" },
    { 1000, 0, 0, CRM_LANG_EN, "1,000" },
    { 1234567, 0, 0, CRM_LANG_RO, "1.234.567" },
    { G_MAXINT64, 0, 0, CRM_LANG_EN, "9,223,372,036,854,775,807" },
    { G_MININT64, 0, 0, CRM_LANG_EN, "-9,223,372,036,854,775,808" },
    { G_MININT64, 18, 0, CRM_LANG_EN, "-9.223372036854775808" },
    { 15, 1, 9, CRM_LANG_EN, "1.5" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text =
      crm_number_format (cases[i].value, cases[i].digits, cases[i].min_digits, cases[i].lang);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

static void
test_to_string (void)
{
  static const Number cases[] = {
    { "0", 2, 0 },
    { "1234.5", 4, 12345000 },
    { "-0.05", 2, -5 },
    { "1000", 0, 1000 },
    { "10", 1, 100 },
    { "-9223372036854775808", 0, G_MININT64 },
    { "-9.223372036854775808", 18, G_MININT64 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = crm_number_to_string (cases[i].value, cases[i].digits);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

/* What is written is read as the same number: the machine form always, the forms for people when
 * two decimals stand behind the groups. */
static void
test_round_trip (void)
{
  g_autoptr (CrmClock) clock = crm_clock_new_fixed (0, 12);

  for (guint i = 0; i < 50000; i++) {
    gint64 value = (gint64)(crm_clock_random (clock) >> crm_clock_random_below (clock, 63));
    guint digits = (guint)crm_clock_random_below (clock, 19);
    CrmLang lang = (CrmLang)crm_clock_random_below (clock, 3);
    g_autofree char *plain = NULL;
    g_autofree char *shown = NULL;
    gint64 read;

    if (i % 2 == 1)
      value = -(value + 1);
    plain = crm_number_to_string (value, digits);
    g_assert_true (crm_number_parse (plain, digits, &read, NULL));
    g_assert_cmpint (read, ==, value);

    shown = crm_number_format (value, 2, 2, lang);
    g_assert_true (crm_number_parse (shown, 2, &read, NULL));
    g_assert_cmpint (read, ==, value);
  }
}

static void
test_duration (void)
{
  static const struct {
    const char *text;
    gint64 seconds;
    const char *shown;
  } cases[] = {
    { "0", 0, "0:00" },
    { "90", 5400, "1:30" },
    { "1:05", 3900, "1:05" },
    { " 1:05 ", 3900, "1:05" },
    { "2:03:05", 7385, "2:03:05" },
    { "0:00:01", 1, "0:00:01" },
    { "100:00", 360000, "100:00" },
    { "-1:05", -3900, "-1:05" },
    { "−15", -900, "-0:15" },
    { "999999999999:59:59", G_GINT64_CONSTANT (3599999999999999), "999999999999:59:59" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *shown = NULL;
    gint64 seconds;

    crm_duration_parse (cases[i].text, &seconds, &error);
    g_assert_no_error (error);
    g_assert_cmpint (seconds, ==, cases[i].seconds);
    shown = crm_duration_format (seconds);
    g_assert_cmpstr (shown, ==, cases[i].shown);
  }
}

static void
test_duration_errors (void)
{
  static const char *const cases[] = { NULL,      "",      "abc",  ":30",
                                       "1:",      "1:60",  "1:5x", "1:5:60",
                                       "1:2:3:4", "1.5",   "1 30", "--5",
                                       "1:-5",    "1:005", "\377", "9999999999999999999999" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    gint64 seconds;

    g_assert_false (crm_duration_parse (cases[i], &seconds, &error));
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  }
}

static void
test_duration_border (void)
{
  g_autofree char *least = crm_duration_format (G_MININT64);

  g_assert_cmpstr (least, ==, "-2562047788015215:30:08");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/number/muldiv", test_muldiv);
  g_test_add_func ("/number/muldiv-property", test_muldiv_property);
  g_test_add_func ("/number/parse", test_parse);
  g_test_add_func ("/number/parse-errors", test_parse_errors);
  g_test_add_func ("/number/parse-scaled-overflow", test_parse_scaled_overflow);
  g_test_add_func ("/number/parse-long", test_parse_long);
  g_test_add_func ("/number/parse-depth", test_parse_depth);
  g_test_add_func ("/number/format", test_format);
  g_test_add_func ("/number/to-string", test_to_string);
  g_test_add_func ("/number/round-trip", test_round_trip);
  g_test_add_func ("/duration/both-ways", test_duration);
  g_test_add_func ("/duration/errors", test_duration_errors);
  g_test_add_func ("/duration/border", test_duration_border);

  return g_test_run ();
}
