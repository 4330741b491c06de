/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-day.h"

#include "base/crm-error.h"

#include <string.h>

/* A Tuesday. */
#define TODAY "2026-11-10"

static void
test_valid (void)
{
  static const char *const good[] = { "1900-01-01", "2199-12-31", "2000-02-29", "2024-02-29",
                                      "2026-11-15" };
  static const char *const bad[] = { "1899-12-31",  "2200-01-01", "1900-02-29", "2100-02-29",
                                     "2023-02-29",  "2026-04-31", "2026-00-10", "2026-13-10",
                                     "2026-01-00",  "2026-01-32", "2026-1-1",   "2026-11-15 ",
                                     " 2026-11-15", "20261115",   "2026/11/15", "2026-11-15T00:00",
                                     "-026-11-15",  "abcd-ef-gh", "",           NULL,
                                     "٢٠٢٦-١١-١٥" };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (crm_day_is_valid (good[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (crm_day_is_valid (bad[i]));
}

static char *
text_of (const GDate *date)
{
  return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (date), (int)g_date_get_month (date),
                          g_date_get_day (date));
}

/* Every day from the first to the last, against GDate. */
static void
test_all_days (void)
{
  GDate date;
  int n = 0;

  g_date_set_dmy (&date, 1, G_DATE_JANUARY, 1900);
  for (; g_date_get_year (&date) < 2200; g_date_add_days (&date, 1), n++) {
    g_autofree char *day = text_of (&date);
    g_autofree char *added = crm_day_add ("1900-01-01", n);
    g_autofree char *back = crm_day_add (day, -n);

    g_assert_true (crm_day_is_valid (day));
    g_assert_cmpstr (added, ==, day);
    g_assert_cmpstr (back, ==, "1900-01-01");
    g_assert_cmpint (crm_day_between ("1900-01-01", day), ==, n);
    g_assert_cmpint (crm_day_between (day, "1900-01-01"), ==, -n);
  }
  g_assert_cmpint (n, ==, 109573);
}

static void
test_add_borders (void)
{
  static const struct {
    const char *day;
    int n;
    const char *result;
  } cases[] = {
    { "2024-02-28", 1, "2024-02-29" },        { "2023-02-28", 1, "2023-03-01" },
    { "2026-01-01", -1, "2025-12-31" },       { "2199-12-31", 1, "2199-12-31" },
    { "1900-01-01", -1, "1900-01-01" },       { "2026-11-15", G_MAXINT, "2199-12-31" },
    { "2026-11-15", G_MININT, "1900-01-01" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *day = crm_day_add (cases[i].day, cases[i].n);

    g_assert_cmpstr (day, ==, cases[i].result);
  }
}

static const struct {
  const char *typed;
  const char *day;
} typed_days[] = {
  { "15.11.2026", "2026-11-15" },
  { " 15.11.2026 ", "2026-11-15" },
  { "15.11.2026 г.", "2026-11-15" },
  { "15.11.2026г.", "2026-11-15" },
  { "5.1.2026", "2026-01-05" },
  { "05.01.2026", "2026-01-05" },
  { "15.11.26", "2026-11-15" },
  { "15.11", "2026-11-15" },
  { "15.11.", "2026-11-15" },
  { "15/11", "2026-11-15" },
  { "15-11-2026", "2026-11-15" },
  { "15 11", "2026-11-15" },
  { "15,11", "2026-11-15" },
  { "2026-11-15", "2026-11-15" },
  { "2026.11.15", "2026-11-15" },
  { "2026/1/5", "2026-01-05" },
  { "1511", "2026-11-15" },
  { "151126", "2026-11-15" },
  { "15112026", "2026-11-15" },
  { "20261115", "2026-11-15" },
  { "15", "2026-11-15" },
  { "5", "2026-11-05" },
  { "+0", "2026-11-10" },
  { "+3", "2026-11-13" },
  { "-1", "2026-11-09" },
  { "−10", "2026-10-31" },
  { "+365", "2027-11-10" },
  { "today", "2026-11-10" },
  { "Tomorrow", "2026-11-11" },
  { "yesterday", "2026-11-09" },
  { "сегодня", "2026-11-10" },
  { "Завтра", "2026-11-11" },
  { "ПОСЛЕЗАВТРА", "2026-11-12" },
  { "вчера", "2026-11-09" },
  { "azi", "2026-11-10" },
  { "astăzi", "2026-11-10" },
  { "mâine", "2026-11-11" },
  { "maine", "2026-11-11" },
  { "poimâine", "2026-11-12" },
  { "ieri", "2026-11-09" },
  { "15 ноября 2026 г.", "2026-11-15" },
  { "15 ноября 2026 года", "2026-11-15" },
  { "15 ноября", "2026-11-15" },
  { "15 ноя", "2026-11-15" },
  { "5 мая 26", "2026-05-05" },
  { "5 март", "2026-03-05" },
  { "15 noiembrie 2026", "2026-11-15" },
  { "15 nov. 2026", "2026-11-15" },
  { "15 Nov 2026", "2026-11-15" },
  { "November 15, 2026", "2026-11-15" },
  { "Nov 15", "2026-11-15" },
  { "29.02.2024", "2024-02-29" },
  /* Two digits of a year: up to twenty years ahead, the rest behind. */
  { "01.01.46", "2046-01-01" },
  { "01.01.47", "1947-01-01" },
  { "01.01.00", "2000-01-01" },
  { "01.01.99", "1999-01-01" },
};

static void
test_parse (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (typed_days); i++) {
    g_autofree char *day = crm_day_parse (typed_days[i].typed, TODAY, NULL);

    if (g_strcmp0 (day, typed_days[i].day) != 0)
      g_error ("%s: %s instead of %s", typed_days[i].typed, day, typed_days[i].day);
  }
}

/* Short years go on into the next hundred where today is near its end. */
static void
test_parse_short_years (void)
{
  static const struct {
    const char *typed;
    const char *today;
    const char *day;
  } cases[] = {
    { "01.01.05", "2095-06-01", "2105-01-01" }, { "01.01.15", "2095-06-01", "2115-01-01" },
    { "01.01.16", "2095-06-01", "2016-01-01" }, { "01.01.85", "2026-06-01", "1985-01-01" },
    { "01.01.85", "1905-06-01", NULL },         { "01.01.15", "2195-06-01", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *day = crm_day_parse (cases[i].typed, cases[i].today, NULL);

    g_assert_cmpstr (day, ==, cases[i].day);
  }
}

static void
test_parse_errors (void)
{
  g_autofree char *digits = g_strnfill (10000, '1');
  g_autofree char *points = g_strnfill (10000, '.');
  const char *const cases[] = {
    NULL,          "",
    "   ",         "31.02.2026",
    "29.02.2026",  "32.01",
    "00.01",       "15.13",
    "11/15/2026",  "31",
    "0",           "151",
    "15112",       "1511202",
    "151120261",   "15.11.126",
    "15.11.1",     "15.11.1899",
    "15.11.2200",  "15.11.20266",
    "1.2.3.4",     "+",
    "-",           "+x",
    "+1.5",        "+999999",
    "+-1",         "someday",
    "15 foo",      "15 no",
    "nov",         "15.11.2026 14:30",
    "14:30",       "15.foo.2026",
    "2026-11",     "2026-13-01",
    "\377\376",    "٣.٤.٢٠٢٦",
    "ноября 2026", digits,
    points,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *day = crm_day_parse (cases[i], "2026-02-10", &error);

    if (day != NULL)
      g_error ("%s: %s", cases[i], day);
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    g_assert_cmpuint (strlen (error->message), <, 200);
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
  }
}

static void
test_parse_message (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (crm_day_parse ("31.02", TODAY, &error));
  g_assert_cmpstr (error->message, ==,
                   "“31.02” is not a day. Write it like 15.11.2026, 15.11 or +3.");
}

static void
test_format (void)
{
  static const struct {
    const char *day;
    const char *en;
    const char *ru;
    const char *ro;
  } cases[] = {
    { "2026-11-15", "15 Nov 2026", "15.11.2026", "15.11.2026" },
    { "2026-01-05", "5 Jan 2026", "05.01.2026", "05.01.2026" },
    { "", "", "", "" },
    { "bad", "bad", "bad", "bad" },
    { NULL, "", "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *en = crm_day_format (cases[i].day, CRM_LANG_EN);
    g_autofree char *ru = crm_day_format (cases[i].day, CRM_LANG_RU);
    g_autofree char *ro = crm_day_format (cases[i].day, CRM_LANG_RO);

    g_assert_cmpstr (en, ==, cases[i].en);
    g_assert_cmpstr (ru, ==, cases[i].ru);
    g_assert_cmpstr (ro, ==, cases[i].ro);
  }
}

static void
test_pattern (void)
{
  static const struct {
    const char *day;
    const char *pattern;
    CrmLang lang;
    const char *text;
  } cases[] = {
    { "2026-03-05", "d MMMM y г.", CRM_LANG_RU, "5 марта 2026 г." },
    { "2026-03-05", "«dd» MMMM yyyy г.", CRM_LANG_RU, "«05» марта 2026 г." },
    { "2026-03-05", "d MMMM y", CRM_LANG_RO, "5 martie 2026" },
    { "2026-03-05", "d MMMM y", CRM_LANG_EN, "5 March 2026" },
    { "2026-03-05", "LLLL y", CRM_LANG_RU, "март 2026" },
    { "2026-03-05", "d.M.yy", CRM_LANG_RU, "5.3.26" },
    { "2026-03-05", "dd.MM.yyyy", CRM_LANG_RU, "05.03.2026" },
    { "2026-03-05", "EEEE, d MMM", CRM_LANG_EN, "Thursday, 5 Mar" },
    { "2026-03-05", "E d", CRM_LANG_RU, "чт 5" },
    { "2026-03-05", "EEEE", CRM_LANG_RO, "joi" },
    { "2026-11-15", "EEEE", CRM_LANG_RU, "воскресенье" },
    { "1900-01-01", "EEEE", CRM_LANG_EN, "Monday" },
    { "2199-12-31", "EEEE", CRM_LANG_EN, "Tuesday" },
    { "2026-03-05", "d 'de' MMMM", CRM_LANG_RO, "5 de martie" },
    { "2026-03-05", "d ''MM''", CRM_LANG_EN, "5 '03'" },
    { "2026-03-05", "'o''clock' d", CRM_LANG_EN, "o'clock 5" },
    { "2026-03-05", "'open d", CRM_LANG_EN, "open d" },
    { "2026-03-05", "'", CRM_LANG_EN, "" },
    { "2026-03-05", "", CRM_LANG_EN, "" },
    { "2026-03-05", "%d %s %n", CRM_LANG_EN, "%5 %s %n" },
    { "bad", "d MMMM", CRM_LANG_EN, "bad" },
    { NULL, "d MMMM", CRM_LANG_EN, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = crm_day_format_pattern (cases[i].day, cases[i].pattern, cases[i].lang);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

/* A day written in any way that people read is read as the same day. */
static void
test_round_trip (void)
{
  static const char *const patterns[] = { "dd.MM.yyyy", "d.M.y",    "d MMMM y", "d MMM y",
                                          "y-MM-dd",    "d LLLL y", "ddMMyyyy", "d/M/yyyy" };

  for (int n = 0; n < 4000; n += 3) {
    g_autofree char *day = crm_day_add ("2020-01-01", n);

    for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++) {
      for (CrmLang lang = CRM_LANG_EN; lang <= CRM_LANG_RO; lang++) {
        g_autofree char *text = crm_day_format_pattern (day, patterns[i], lang);
        g_autofree char *read = crm_day_parse (text, TODAY, NULL);

        g_assert_cmpstr (read, ==, day);
      }
    }
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/day/valid", test_valid);
  g_test_add_func ("/day/all-days", test_all_days);
  g_test_add_func ("/day/add-borders", test_add_borders);
  g_test_add_func ("/day/parse", test_parse);
  g_test_add_func ("/day/parse-short-years", test_parse_short_years);
  g_test_add_func ("/day/parse-errors", test_parse_errors);
  g_test_add_func ("/day/parse-message", test_parse_message);
  g_test_add_func ("/day/format", test_format);
  g_test_add_func ("/day/pattern", test_pattern);
  g_test_add_func ("/day/round-trip", test_round_trip);

  return g_test_run ();
}
