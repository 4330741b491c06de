/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-lang.h"

G_BEGIN_DECLS

typedef struct {
  int year;
  guint month;
  guint day;
} CrmCivil;

/* Days since 1970-01-01 and back, in the calendar of today for every year. */
gint64 _crm_days_from_civil (gint64 year, guint month, guint day);
CrmCivil _crm_civil_from_days (gint64 days);

guint _crm_days_in_month (int year, guint month);
gboolean _crm_civil_is_valid (const CrmCivil *civil);

/* "YYYY-MM-DD" to numbers; FALSE when it is not a valid day. */
gboolean _crm_day_split (const char *day, CrmCivil *civil);
char *_crm_day_join (const CrmCivil *civil);

/* Rounds down, where the operator of C rounds to zero. @b > 0. */
gint64 _crm_floor_div (gint64 a, gint64 b);

/* Between an instant and what the clock on the wall shows, as seconds since 1970 of that wall. */
gint64 _crm_local_seconds (gint64 instant, GTimeZone *zone);
gint64 _crm_local_to_instant (gint64 local, GTimeZone *zone);

/* @month is 1 … 12, @weekday 0 … 6 from Monday. */
const char *_crm_month_name (guint month, CrmLang lang);
const char *_crm_month_genitive (guint month, CrmLang lang);
const char *_crm_month_short (guint month, CrmLang lang);
const char *_crm_weekday_name (guint weekday, CrmLang lang);
const char *_crm_weekday_short (guint weekday, CrmLang lang);

G_END_DECLS
