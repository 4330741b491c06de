/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-day.h"

#include "base/crm-day-private.h"

#include <string.h>

#define MS_PER_DAY    G_GINT64_CONSTANT (86400000)
#define SECONDS_A_DAY G_GINT64_CONSTANT (86400)
#define FIRST_DAY     (-25567) /* 1900-01-01 */
#define LAST_DAY      84005    /* 2199-12-31 */

/* The two conversions are by Hinnant, "chrono-compatible low-level date algorithms": the year
 * begins in March, so that the leap day is its last. */
gint64
_crm_days_from_civil (gint64 year, guint month, guint day)
{
  gint64 y = year - (month <= 2);
  gint64 era = (y >= 0 ? y : y - 399) / 400;
  gint64 year_of_era = y - era * 400;
  gint64 day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
         719468;
}

CrmCivil
_crm_civil_from_days (gint64 days)
{
  gint64 z = days + 719468;
  gint64 era = (z >= 0 ? z : z - 146096) / 146097;
  gint64 d = z - era * 146097;
  gint64 y = (d - d / 1460 + d / 36524 - d / 146096) / 365;
  gint64 day_of_year = d - (365 * y + y / 4 - y / 100);
  guint m = (guint)((5 * day_of_year + 2) / 153);
  CrmCivil civil;

  civil.month = m < 10 ? m + 3 : m - 9;
  civil.day = (guint)(day_of_year - (153 * (gint64)m + 2) / 5 + 1);
  civil.year = (int)(y + era * 400 + (civil.month <= 2));

  return civil;
}

gint64
_crm_floor_div (gint64 a, gint64 b)
{
  return a / b - (a % b < 0);
}

guint
_crm_days_in_month (int year, guint month)
{
  static const guint days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  if (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))
    return 29;

  return days[month - 1];
}

gboolean
_crm_civil_is_valid (const CrmCivil *civil)
{
  return civil->year >= 1900 && civil->year <= 2199 && civil->month >= 1 && civil->month <= 12 &&
         civil->day >= 1 && civil->day <= _crm_days_in_month (civil->year, civil->month);
}

gboolean
_crm_day_split (const char *day, CrmCivil *civil)
{
  if (day == NULL)
    return FALSE;
  for (guint i = 0; i < 10; i++) {
    if (i == 4 || i == 7 ? day[i] != '-' : !g_ascii_isdigit (day[i]))
      return FALSE;
  }
  if (day[10] != '\0')
    return FALSE;

  civil->year = (day[0] - '0') * 1000 + (day[1] - '0') * 100 + (day[2] - '0') * 10 + (day[3] - '0');
  civil->month = (guint)((day[5] - '0') * 10 + (day[6] - '0'));
  civil->day = (guint)((day[8] - '0') * 10 + (day[9] - '0'));

  return _crm_civil_is_valid (civil);
}

char *
_crm_day_join (const CrmCivil *civil)
{
  return g_strdup_printf ("%04d-%02u-%02u", civil->year, civil->month, civil->day);
}

static gint64
days_of (const CrmCivil *civil)
{
  return _crm_days_from_civil (civil->year, civil->month, civil->day);
}

static char *
day_from_days (gint64 days)
{
  CrmCivil civil = _crm_civil_from_days (CLAMP (days, FIRST_DAY, LAST_DAY));

  return _crm_day_join (&civil);
}

gboolean
crm_day_is_valid (const char *day)
{
  CrmCivil civil;

  return _crm_day_split (day, &civil);
}

int
crm_day_between (const char *a, const char *b)
{
  CrmCivil first;
  CrmCivil second;

  g_return_val_if_fail (_crm_day_split (a, &first), 0);
  g_return_val_if_fail (_crm_day_split (b, &second), 0);

  return (int)(days_of (&second) - days_of (&first));
}

char *
crm_day_add (const char *day, int n)
{
  CrmCivil civil;

  g_return_val_if_fail (_crm_day_split (day, &civil), NULL);

  return day_from_days (days_of (&civil) + n);
}

/* Seconds east of UTC at an instant. */
static gint64
offset_at (GTimeZone *zone, gint64 seconds)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds);

  return interval < 0 ? 0 : g_time_zone_get_offset (zone, interval);
}

static GTimeZone *
zone_or_own (GTimeZone *zone)
{
  return zone != NULL ? g_time_zone_ref (zone) : g_time_zone_new_local ();
}

gint64
_crm_local_seconds (gint64 instant, GTimeZone *zone)
{
  g_autoptr (GTimeZone) used = zone_or_own (zone);
  gint64 seconds = _crm_floor_div (instant, 1000);

  return seconds + offset_at (used, seconds);
}

gint64
_crm_local_to_instant (gint64 local, GTimeZone *zone)
{
  g_autoptr (GTimeZone) used = zone_or_own (zone);
  gint64 before = offset_at (used, local - SECONDS_A_DAY);
  gint64 after = offset_at (used, local + SECONDS_A_DAY);

  /* A time that comes twice is the first one. One that the clocks skip is as much later as they
   * were put forward, which for midnight is the moment at which the day begins. */
  if (before != after && offset_at (used, local - before) != before &&
      offset_at (used, local - after) == after)
    return (local - after) * 1000;

  return (local - before) * 1000;
}

char *
crm_day_of_instant (gint64 instant, GTimeZone *zone)
{
  return day_from_days (_crm_floor_div (_crm_local_seconds (instant, zone), SECONDS_A_DAY));
}

gint64
crm_day_to_instant (const char *day, GTimeZone *zone)
{
  CrmCivil civil;

  g_return_val_if_fail (_crm_day_split (day, &civil), 0);

  return _crm_local_to_instant (days_of (&civil) * SECONDS_A_DAY, zone);
}

char *
crm_instant_to_string (gint64 instant)
{
  gint64 days = _crm_floor_div (instant, MS_PER_DAY);
  /* Not by days times MS_PER_DAY, which the least instant overflows. */
  int ms = (int)((instant % MS_PER_DAY + MS_PER_DAY) % MS_PER_DAY);
  CrmCivil civil = _crm_civil_from_days (days);

  return g_strdup_printf ("%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", civil.year, civil.month, civil.day,
                          ms / 3600000, ms / 60000 % 60, ms / 1000 % 60, ms % 1000);
}
