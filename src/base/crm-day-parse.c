/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-day.h"

#include "base/crm-day-private.h"
#include "base/crm-error.h"
#include "base/crm-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Two digits of a year reach so far ahead of today, the rest of the hundred lies behind it. */
#define YEARS_AHEAD 20

/* Understood whatever the language of the window: an office writes in several. All are folded. */
static const struct {
  const char *word;
  int days;
} relative_words[] = {
  { "today", 0 },  { "tomorrow", 1 },    { "yesterday", -1 }, { "сегодня", 0 },
  { "завтра", 1 }, { "послезавтра", 2 }, { "вчера", -1 },     { "позавчера", -2 },
  { "azi", 0 },    { "astazi", 0 },      { "maine", 1 },      { "poimaine", 2 },
  { "ieri", -1 },  { "alaltaieri", -2 },
};

static gboolean
all_digits (const char *text)
{
  return *text != '\0' && text[strspn (text, "0123456789")] == '\0';
}

static guint
number_of (const char *digits, gsize n)
{
  guint number = 0;

  for (gsize i = 0; i < n; i++)
    number = number * 10 + (guint)(digits[i] - '0');

  return number;
}

static int
full_year (guint two_digits, int this_year)
{
  int year = this_year - this_year % 100 + (int)two_digits;

  if (year > this_year + YEARS_AHEAD)
    year -= 100;
  else if (year <= this_year + YEARS_AHEAD - 100)
    year += 100;

  return year;
}

/* A year as it stands in a part of a day: two or four digits. */
static gboolean
read_year (const char *part, int this_year, int *year)
{
  gsize n = strlen (part);

  if (!all_digits (part) || (n != 2 && n != 4))
    return FALSE;

  *year = n == 4 ? (int)number_of (part, 4) : full_year (number_of (part, 2), this_year);

  return TRUE;
}

/* Days without any mark between the parts: "15", "1511", "151126", "15112026", "20261115". */
static gboolean
parse_digits (const char *text, CrmCivil *civil)
{
  gsize n = strlen (text);
  int this_year = civil->year;

  if (!all_digits (text) || n > 8 || (n % 2 == 1 && n != 1))
    return FALSE;

  civil->day = number_of (text, MIN (n, 2));
  if (n >= 4)
    civil->month = number_of (text + 2, 2);
  if (n == 6)
    civil->year = full_year (number_of (text + 4, 2), this_year);
  if (n == 8)
    civil->year = (int)number_of (text + 4, 4);
  if (_crm_civil_is_valid (civil) || n != 8)
    return TRUE;

  *civil = (CrmCivil){ (int)number_of (text, 4), number_of (text + 4, 2), number_of (text + 6, 2) };

  return TRUE;
}

/* The month that @word begins, by its name in any of the languages; three letters are enough. */
static guint
find_month (const char *word)
{
  gsize n = strlen (word);

  if (g_utf8_strlen (word, -1) < 3)
    return 0;

  for (CrmLang lang = CRM_LANG_EN; lang <= CRM_LANG_RO; lang++) {
    for (guint month = 1; month <= 12; month++) {
      g_autofree char *name = crm_text_fold (_crm_month_name (month, lang));
      g_autofree char *genitive = crm_text_fold (_crm_month_genitive (month, lang));

      if (strncmp (name, word, n) == 0 || strncmp (genitive, word, n) == 0)
        return month;
    }
  }

  return 0;
}

static gboolean
read_day_and_month (const char *day, const char *month, CrmCivil *civil)
{
  if (!all_digits (day) || strlen (day) > 2)
    return FALSE;

  civil->day = number_of (day, strlen (day));
  if (all_digits (month) && strlen (month) <= 2)
    civil->month = number_of (month, strlen (month));
  else
    civil->month = find_month (month);

  return civil->month != 0;
}

/* Without the word for the year that Russian puts behind it. */
static char *
drop_year_word (const char *text)
{
  static const char *const words[] = { "года", "год", "г.", "г" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    if (g_str_has_suffix (text, words[i]))
      return g_strndup (text, strlen (text) - strlen (words[i]));
  }

  return g_strdup (text);
}

/* Days whose parts stand apart: "15.11", "15/11/26", "2026-11-15", "15 ноября 2026 г." */
static gboolean
parse_parts (const char *text, CrmCivil *civil)
{
  g_autofree char *plain = drop_year_word (text);
  g_auto (GStrv) split = g_strsplit_set (plain, ".,/- ", -1);
  const char *parts[3];
  guint n = 0;

  for (guint i = 0; split[i] != NULL; i++) {
    if (*split[i] == '\0')
      continue;
    if (n == G_N_ELEMENTS (parts))
      return FALSE;
    parts[n++] = split[i];
  }

  if (n == 3 && strlen (parts[0]) == 4 && all_digits (parts[0])) {
    civil->year = (int)number_of (parts[0], 4);
    return read_day_and_month (parts[2], parts[1], civil);
  }
  if (n == 3 && !read_year (parts[2], civil->year, &civil->year))
    return FALSE;
  if (n < 2)
    return FALSE;

  /* "Nov 15", the English order; between numbers the day comes first. */
  if (!g_ascii_isdigit (*parts[0]))
    return read_day_and_month (parts[1], parts[0], civil);

  return read_day_and_month (parts[0], parts[1], civil);
}

static gboolean
parse_relative (const char *text, int *days)
{
  if (*text == '+' || *text == '-') {
    if (!all_digits (text + 1) || strlen (text + 1) > 5)
      return FALSE;
    *days = (int)number_of (text + 1, strlen (text + 1)) * (*text == '-' ? -1 : 1);
    return TRUE;
  }

  for (guint i = 0; i < G_N_ELEMENTS (relative_words); i++) {
    if (g_str_equal (text, relative_words[i].word)) {
      *days = relative_words[i].days;
      return TRUE;
    }
  }

  return FALSE;
}

/* NULL when it is not a day. */
static char *
parse_day (const char *typed, const char *today)
{
  g_autofree char *text = crm_text_fold (typed);
  CrmCivil civil;
  int days;

  if (parse_relative (text, &days))
    return crm_day_add (today, days);

  _crm_day_split (today, &civil);
  if ((parse_digits (text, &civil) || parse_parts (text, &civil)) && _crm_civil_is_valid (&civil))
    return _crm_day_join (&civil);

  return NULL;
}

char *
crm_day_parse (const char *typed, const char *today, GError **error)
{
  g_autofree char *shown = NULL;
  char *day;

  g_return_val_if_fail (crm_day_is_valid (today), NULL);

  day = parse_day (typed, today);
  if (day != NULL)
    return day;

  shown = crm_text_ellipsize (typed, 40);
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               _ ("“%s” is not a day. Write it like 15.11.2026, 15.11 or +3."), shown);

  return NULL;
}

/* Two digits, or one where @short_too. */
static gboolean
read_two (const char **p, gboolean short_too, int *number)
{
  if (!g_ascii_isdigit (**p))
    return FALSE;
  *number = *(*p)++ - '0';
  if (!g_ascii_isdigit (**p))
    return short_too;
  *number = *number * 10 + (*(*p)++ - '0');

  return TRUE;
}

/* "9:00", "14:30:15.250": milliseconds since midnight. */
static gboolean
read_time (const char **p, gint64 *ms)
{
  int hours;
  int minutes;
  int seconds = 0;
  int fraction = 0;

  if (!read_two (p, TRUE, &hours) || **p != ':')
    return FALSE;
  (*p)++;
  if (!read_two (p, FALSE, &minutes))
    return FALSE;
  if (**p == ':') {
    (*p)++;
    if (!read_two (p, FALSE, &seconds))
      return FALSE;
    if (**p == '.' || **p == ',') {
      int unit = 100;

      for ((*p)++; g_ascii_isdigit (**p); (*p)++, unit /= 10)
        fraction += (**p - '0') * unit;
    }
  }

  *ms = ((hours * 60 + minutes) * 60 + seconds) * G_GINT64_CONSTANT (1000) + fraction;

  return hours < 24 && minutes < 60 && seconds < 60;
}

/* "z", "+02:00", "-0330", "+02": seconds east of UTC. */
static gboolean
read_offset (const char **p, gint64 *offset)
{
  int sign = **p == '-' ? -1 : 1;
  int hours;
  int minutes = 0;

  *offset = 0;
  if (**p == 'z') {
    (*p)++;
    return TRUE;
  }
  if (**p != '+' && **p != '-')
    return FALSE;
  (*p)++;
  if (!read_two (p, FALSE, &hours))
    return FALSE;
  if (**p == ':')
    (*p)++;
  if (**p != '\0' && !read_two (p, FALSE, &minutes))
    return FALSE;
  *offset = sign * (hours * 3600 + minutes * 60);

  return hours <= 14 && minutes < 60;
}

/* ISO 8601 with its "T", folded to lower case. */
static gboolean
parse_iso (const char *text, GTimeZone *zone, gint64 *instant)
{
  g_autofree char *day = g_strndup (text, 10);
  const char *p = text + 11;
  gint64 offset;
  gint64 local;
  gint64 ms;
  CrmCivil civil;

  if (strlen (text) < 16 || text[10] != 't' || !_crm_day_split (day, &civil) ||
      !read_time (&p, &ms))
    return FALSE;

  local = _crm_days_from_civil (civil.year, civil.month, civil.day) * 86400 + ms / 1000;
  if (*p == '\0') {
    *instant = _crm_local_to_instant (local, zone) + ms % 1000;
    return TRUE;
  }
  if (!read_offset (&p, &offset) || *p != '\0')
    return FALSE;

  *instant = (local - offset) * 1000 + ms % 1000;

  return TRUE;
}

static gboolean
parse_instant (const char *text, gint64 now, GTimeZone *zone, gint64 *instant)
{
  g_autofree char *today = crm_day_of_instant (now, zone);
  g_autofree char *typed_day = NULL;
  g_autofree char *day = NULL;
  const char *time = strrchr (text, ' ');
  gint64 ms = 0;
  CrmCivil civil;

  if (parse_iso (text, zone, instant))
    return TRUE;

  time = time != NULL ? time + 1 : text;
  if (strchr (time, ':') != NULL) {
    typed_day = g_strndup (text, (gsize)(time - text));
    if (!read_time (&time, &ms) || *time != '\0')
      return FALSE;
    day = *typed_day == '\0' ? g_strdup (today) : parse_day (typed_day, today);
  } else {
    day = parse_day (text, today);
  }
  if (day == NULL)
    return FALSE;

  _crm_day_split (day, &civil);
  *instant =
    _crm_local_to_instant (
      _crm_days_from_civil (civil.year, civil.month, civil.day) * 86400 + ms / 1000, zone) +
    ms % 1000;

  return TRUE;
}

gboolean
crm_instant_parse (const char *typed, gint64 now, GTimeZone *zone, gint64 *instant, GError **error)
{
  g_autofree char *text = crm_text_fold (typed);
  g_autofree char *shown = NULL;

  g_return_val_if_fail (instant != NULL, FALSE);

  if (parse_instant (text, now, zone, instant))
    return TRUE;

  shown = crm_text_ellipsize (typed, 40);
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               _ ("“%s” is not a day and time. Write them like 15.11.2026 14:30, or 14:30 for "
                  "today."),
               shown);

  return FALSE;
}
