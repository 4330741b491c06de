/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-day-private.h"
#include "base/crm-day.h"

#include <string.h>

#define SECONDS_A_DAY G_GINT64_CONSTANT (86400)

static void
append_letters (GString *text, char letter, guint count, const CrmCivil *civil, CrmLang lang)
{
  gint64 days = _crm_days_from_civil (civil->year, civil->month, civil->day);
  /* The first day of 1970 was a Thursday. */
  guint weekday = (guint)(days + 3 - _crm_floor_div (days + 3, 7) * 7);

  switch (letter) {
  case 'd':
    g_string_append_printf (text, count >= 2 ? "%02u" : "%u", civil->day);
    break;
  case 'M':
  case 'L':
    if (count <= 2)
      g_string_append_printf (text, count == 2 ? "%02u" : "%u", civil->month);
    else if (count == 3)
      g_string_append (text, _crm_month_short (civil->month, lang));
    else if (letter == 'L')
      g_string_append (text, _crm_month_name (civil->month, lang));
    else
      g_string_append (text, _crm_month_genitive (civil->month, lang));
    break;
  case 'y':
    if (count == 2)
      g_string_append_printf (text, "%02d", civil->year % 100);
    else
      g_string_append_printf (text, "%d", civil->year);
    break;
  case 'E':
    g_string_append (text, count >= 4 ? _crm_weekday_name (weekday, lang)
                                      : _crm_weekday_short (weekday, lang));
    break;
  default:
    g_assert_not_reached ();
  }
}

/* Text in apostrophes; two of them are one that is meant, as in CLDR. */
static const char *
append_literal (GString *text, const char *p)
{
  if (p[1] == '\'') {
    g_string_append_c (text, '\'');
    return p + 2;
  }

  for (p++; *p != '\0'; p++) {
    if (*p == '\'' && p[1] != '\'')
      return p + 1;
    if (*p == '\'')
      p++;
    g_string_append_c (text, *p);
  }

  return p;
}

char *
crm_day_format_pattern (const char *day, const char *pattern, CrmLang lang)
{
  GString *text;
  CrmCivil civil;

  g_return_val_if_fail (pattern != NULL, NULL);

  if (!_crm_day_split (day, &civil))
    return g_strdup (day != NULL ? day : "");

  text = g_string_sized_new (32);
  for (const char *p = pattern; *p != '\0';) {
    if (*p == '\'') {
      p = append_literal (text, p);
    } else if (strchr ("dMLyE", *p) != NULL) {
      char letter = *p;
      guint count = 0;

      for (; *p == letter; p++)
        count++;
      append_letters (text, letter, count, &civil, lang);
    } else {
      g_string_append_c (text, *p++);
    }
  }

  return g_string_free (text, FALSE);
}

char *
crm_day_format (const char *day, CrmLang lang)
{
  return crm_day_format_pattern (day, lang == CRM_LANG_EN ? "d MMM y" : "dd.MM.y", lang);
}

static char *
format_time (gint64 instant, GTimeZone *zone)
{
  gint64 local = _crm_local_seconds (instant, zone);
  int seconds = (int)(local - _crm_floor_div (local, SECONDS_A_DAY) * SECONDS_A_DAY);

  return g_strdup_printf ("%02d:%02d", seconds / 3600, seconds / 60 % 60);
}

char *
crm_instant_format (gint64 instant, CrmLang lang, GTimeZone *zone)
{
  g_autofree char *day = crm_day_of_instant (instant, zone);
  g_autofree char *shown = crm_day_format (day, lang);
  g_autofree char *time = format_time (instant, zone);

  return g_strconcat (shown, " ", time, NULL);
}

char *
crm_instant_format_relative (gint64 instant, gint64 now, CrmLang lang, GTimeZone *zone)
{
  static const struct {
    const char *yesterday;
    const char *tomorrow;
    const char *days;
  } words[] = {
    [CRM_LANG_EN] = { "yesterday", "tomorrow", "d" },
    [CRM_LANG_RU] = { "вчера", "завтра", "дн." },
    [CRM_LANG_RO] = { "ieri", "mâine", "zile" },
  };
  g_autofree char *day = crm_day_of_instant (instant, zone);
  g_autofree char *today = crm_day_of_instant (now, zone);
  g_autofree char *time = format_time (instant, zone);
  int ago = crm_day_between (day, today);

  if (ago == 0)
    return g_steal_pointer (&time);
  if (ago == 1)
    return g_strconcat (words[lang].yesterday, " ", time, NULL);
  if (ago == -1)
    return g_strconcat (words[lang].tomorrow, " ", time, NULL);
  if (ago > 1 && ago < 7)
    return g_strdup_printf ("%d %s", ago, words[lang].days);

  return crm_day_format (day, lang);
}
