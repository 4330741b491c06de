/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-day.h"

#include "base/crm-clock.h"
#include "base/crm-error.h"

#include <string.h>

#define MINUTE G_GINT64_CONSTANT (60000)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

/* 2026-11-15 12:30:00 UTC, a Sunday. */
#define NOW G_GINT64_CONSTANT (1794745800000)

static GTimeZone *
zone_of (const char *name)
{
  GTimeZone *zone = g_time_zone_new_identifier (name);

  /* Without the data of time zones the rest would test nothing. */
  if (zone == NULL)
    g_test_skip_printf ("This computer does not know the time zone %s", name);

  return zone;
}

static void
test_to_string (void)
{
  static const struct {
    gint64 instant;
    const char *text;
  } cases[] = {
    { 0, "1970-01-01T00:00:00.000Z" },
    { -1, "1969-12-31T23:59:59.999Z" },
    { NOW, "2026-11-15T12:30:00.000Z" },
    { NOW + 1, "2026-11-15T12:30:00.001Z" },
    { G_GINT64_CONSTANT (951782400000), "2000-02-29T00:00:00.000Z" },
    { G_GINT64_CONSTANT (-2208988800000), "1900-01-01T00:00:00.000Z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = crm_instant_to_string (cases[i].instant);
    gint64 read;

    g_assert_cmpstr (text, ==, cases[i].text);
    g_assert_true (crm_instant_parse (text, NOW, NULL, &read, NULL));
    g_assert_cmpint (read, ==, cases[i].instant);
  }
}

/* Whatever a damaged file holds: a text, and a day within the years that days have. */
static void
test_borders (void)
{
  static const gint64 instants[] = { G_MININT64, G_MAXINT64, G_MININT64 / 1000, G_MAXINT64 / 1000 };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  for (gsize i = 0; i < G_N_ELEMENTS (instants); i++) {
    g_autofree char *text = crm_instant_to_string (instants[i]);
    g_autofree char *day = crm_day_of_instant (instants[i], utc);
    g_autofree char *local = crm_day_of_instant (instants[i], NULL);
    g_autofree char *shown = crm_instant_format (instants[i], CRM_LANG_RU, utc);
    g_autofree char *relative =
      crm_instant_format_relative (instants[i], instants[i] / -2, CRM_LANG_RU, utc);

    g_assert_cmpuint (strlen (text), >, 20);
    g_assert_cmpstr (day, ==, instants[i] < 0 ? "1900-01-01" : "2199-12-31");
    g_assert_true (crm_day_is_valid (local));
    g_assert_nonnull (shown);
    g_assert_nonnull (relative);
  }
}

static void
test_day_of_instant (void)
{
  g_autoptr (GTimeZone) chisinau = zone_of ("Europe/Chisinau");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (chisinau == NULL)
    return;

  /* Winter time: two hours ahead of UTC. */
  before = crm_day_of_instant (NOW + 9 * HOUR + 29 * MINUTE, chisinau);
  after = crm_day_of_instant (NOW + 9 * HOUR + 30 * MINUTE, chisinau);
  g_assert_cmpstr (before, ==, "2026-11-15");
  g_assert_cmpstr (after, ==, "2026-11-16");
  g_assert_cmpint (crm_day_to_instant ("2026-11-16", chisinau), ==, NOW + 9 * HOUR + 30 * MINUTE);
  /* Summer time: three. */
  g_assert_cmpint (crm_day_to_instant ("2026-07-02", chisinau) -
                     crm_day_to_instant ("2026-07-01", chisinau),
                   ==, DAY);
  /* The day on which clocks are put back is an hour longer. */
  g_assert_cmpint (crm_day_to_instant ("2026-10-26", chisinau) -
                     crm_day_to_instant ("2026-10-25", chisinau),
                   ==, DAY + HOUR);
}

/* A day begins where the one before it ends, even where clocks change at midnight (São Paulo to
 * 2019, Beirut, Asunción) or by half an hour (Lord Howe). */
static void
test_midnight (void)
{
  static const char *const names[] = { "UTC",
                                       "Europe/Chisinau",
                                       "Europe/Moscow",
                                       "America/Sao_Paulo",
                                       "America/Asuncion",
                                       "Asia/Beirut",
                                       "Asia/Kathmandu",
                                       "Australia/Lord_Howe",
                                       "America/New_York" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GTimeZone) zone = zone_of (names[i]);

    for (int n = 0; zone != NULL && n < 9000; n++) {
      g_autofree char *day = crm_day_add ("2012-01-01", n);
      g_autofree char *yesterday = crm_day_add (day, -1);
      gint64 begin = crm_day_to_instant (day, zone);
      g_autofree char *first = crm_day_of_instant (begin, zone);
      g_autofree char *before = crm_day_of_instant (begin - 1, zone);

      if (!g_str_equal (first, day) || !g_str_equal (before, yesterday))
        g_error ("%s in %s begins on %s, after %s", day, names[i], first, before);
    }
  }
}

static void
test_format (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GTimeZone) chisinau = zone_of ("Europe/Chisinau");
  g_autofree char *ru = crm_instant_format (NOW, CRM_LANG_RU, utc);
  g_autofree char *ro = crm_instant_format (NOW, CRM_LANG_RO, utc);
  g_autofree char *en = crm_instant_format (NOW + 59999, CRM_LANG_EN, utc);

  g_assert_cmpstr (ru, ==, "15.11.2026 12:30");
  g_assert_cmpstr (ro, ==, "15.11.2026 12:30");
  g_assert_cmpstr (en, ==, "15 Nov 2026 12:30");

  if (chisinau != NULL) {
    g_autofree char *local = crm_instant_format (NOW + 10 * HOUR, CRM_LANG_RU, chisinau);

    g_assert_cmpstr (local, ==, "16.11.2026 00:30");
  }
}

static void
test_relative (void)
{
  static const struct {
    gint64 ago;
    CrmLang lang;
    const char *text;
  } cases[] = {
    { 0, CRM_LANG_EN, "12:30" },
    { 12 * HOUR, CRM_LANG_EN, "00:30" },
    { -11 * HOUR, CRM_LANG_RU, "23:30" },
    { 13 * HOUR, CRM_LANG_EN, "yesterday 23:30" },
    { 13 * HOUR, CRM_LANG_RU, "вчера 23:30" },
    { 13 * HOUR, CRM_LANG_RO, "ieri 23:30" },
    { -DAY, CRM_LANG_EN, "tomorrow 12:30" },
    { -DAY, CRM_LANG_RU, "завтра 12:30" },
    { -DAY, CRM_LANG_RO, "mâine 12:30" },
    { 2 * DAY, CRM_LANG_EN, "2 d" },
    { 6 * DAY, CRM_LANG_RU, "6 дн." },
    { 3 * DAY, CRM_LANG_RO, "3 zile" },
    { 7 * DAY, CRM_LANG_RU, "08.11.2026" },
    { 7 * DAY, CRM_LANG_EN, "8 Nov 2026" },
    { -2 * DAY, CRM_LANG_RO, "17.11.2026" },
    { 400 * DAY, CRM_LANG_RU, "11.10.2025" },
  };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text =
      crm_instant_format_relative (NOW - cases[i].ago, NOW, cases[i].lang, utc);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

static void
test_parse (void)
{
  static const struct {
    const char *typed;
    const char *text;
  } cases[] = {
    { "14:30", "2026-11-15T14:30:00.000Z" },
    { "9:05", "2026-11-15T09:05:00.000Z" },
    { "0:00", "2026-11-15T00:00:00.000Z" },
    { "14:30:15", "2026-11-15T14:30:15.000Z" },
    { "16.11 14:30", "2026-11-16T14:30:00.000Z" },
    { "16.11.2027 9:00", "2027-11-16T09:00:00.000Z" },
    { "+1 9:00", "2026-11-16T09:00:00.000Z" },
    { "-1 9:00", "2026-11-14T09:00:00.000Z" },
    { "завтра 9:00", "2026-11-16T09:00:00.000Z" },
    { "mâine 9:00", "2026-11-16T09:00:00.000Z" },
    { "16 ноября 2026 г. 9:00", "2026-11-16T09:00:00.000Z" },
    { "16.11", "2026-11-16T00:00:00.000Z" },
    { "today", "2026-11-15T00:00:00.000Z" },
    { "2026-11-15 14:30", "2026-11-15T14:30:00.000Z" },
    { "2026-11-15T14:30", "2026-11-15T14:30:00.000Z" },
    { "2026-11-15T14:30:15Z", "2026-11-15T14:30:15.000Z" },
    { "2026-11-15t14:30:15.25z", "2026-11-15T14:30:15.250Z" },
    { "2026-11-15T14:30:15.123456Z", "2026-11-15T14:30:15.123Z" },
    { "2026-11-15T14:30:00+02:00", "2026-11-15T12:30:00.000Z" },
    { "2026-11-15T14:30:00−0330", "2026-11-15T18:00:00.000Z" },
    { "2026-11-15T14:30+02", "2026-11-15T12:30:00.000Z" },
  };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *text = NULL;
    gint64 instant;

    if (!crm_instant_parse (cases[i].typed, NOW, utc, &instant, &error))
      g_error ("%s: %s", cases[i].typed, error->message);
    text = crm_instant_to_string (instant);
    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

static void
test_parse_errors (void)
{
  g_autofree char *colons = g_strnfill (10000, ':');
  const char *const cases[] = {
    NULL,
    "",
    "  ",
    "foo",
    "24:00",
    "14:60",
    "14:5",
    "14:30:60",
    "14:30x",
    "14:30 15.11",
    "31.02 14:30",
    "foo 14:30",
    ":30",
    "14:",
    "2026-11-15T",
    "2026-11-15T25:00",
    "2026-02-30T10:00",
    "2026-11-15T10:00+",
    "2026-11-15T10:00+25:00",
    "2026-11-15T10:00Zx",
    "15.11 14:30 15:30",
    "\377",
    colons,
  };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    gint64 instant;

    if (crm_instant_parse (cases[i], NOW, utc, &instant, &error))
      g_error ("%s was read", cases[i]);
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  }
}

/* In a zone, times that the clocks skip or show twice are read all the same. */
static void
test_parse_in_zone (void)
{
  static const struct {
    const char *typed;
    const char *text;
  } cases[] = {
    { "15.11.2026 14:30", "2026-11-15T12:30:00.000Z" },
    { "15.07.2026 14:30", "2026-07-15T11:30:00.000Z" },
    /* Clocks go from 2:00 to 3:00: 2:30 is not there and counts as 3:30. */
    { "29.03.2026 02:30", "2026-03-29T00:30:00.000Z" },
    /* They go from 3:00 back to 2:00: of two times 2:30, the first. */
    { "25.10.2026 02:30", "2026-10-24T23:30:00.000Z" },
    { "2026-11-15T14:30:00Z", "2026-11-15T14:30:00.000Z" },
    { "2026-11-15T14:30:00", "2026-11-15T12:30:00.000Z" },
  };
  g_autoptr (GTimeZone) zone = zone_of ("Europe/Chisinau");

  for (gsize i = 0; zone != NULL && i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = NULL;
    gint64 instant;

    g_assert_true (crm_instant_parse (cases[i].typed, NOW, zone, &instant, NULL));
    text = crm_instant_to_string (instant);
    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

static void
test_round_trip (void)
{
  g_autoptr (CrmClock) clock = crm_clock_new_fixed (NOW, 51);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  for (guint i = 0; i < 20000; i++) {
    gint64 instant = (gint64)crm_clock_random_below (clock, G_GUINT64_CONSTANT (7200000000000)) -
                     G_GINT64_CONSTANT (2000000000000);
    gint64 minute = instant - (instant % MINUTE + MINUTE) % MINUTE;
    g_autofree char *text = crm_instant_to_string (instant);
    g_autofree char *shown = crm_instant_format (instant, CRM_LANG_RU, utc);
    gint64 read;

    g_assert_true (crm_instant_parse (text, NOW, NULL, &read, NULL));
    g_assert_cmpint (read, ==, instant);
    g_assert_true (crm_instant_parse (shown, NOW, utc, &read, NULL));
    g_assert_cmpint (read, ==, minute);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/instant/to-string", test_to_string);
  g_test_add_func ("/instant/borders", test_borders);
  g_test_add_func ("/instant/day-of-instant", test_day_of_instant);
  g_test_add_func ("/instant/midnight", test_midnight);
  g_test_add_func ("/instant/format", test_format);
  g_test_add_func ("/instant/relative", test_relative);
  g_test_add_func ("/instant/parse", test_parse);
  g_test_add_func ("/instant/parse-errors", test_parse_errors);
  g_test_add_func ("/instant/parse-in-zone", test_parse_in_zone);
  g_test_add_func ("/instant/round-trip", test_round_trip);

  return g_test_run ();
}
