/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-lang.h"

G_BEGIN_DECLS

/*
 * A day is text "YYYY-MM-DD"; an instant is int64 UTC milliseconds since 1970. Years 1900 to 2199.
 * A time zone NULL means the person's own.
 */

gboolean crm_day_is_valid (const char *day);

/* Days from a to b (b - a). Both must be valid. */
int crm_day_between (const char *a, const char *b);

/* (transfer full): the day n days later; earlier when n < 0. */
char *crm_day_add (const char *day, int n);

/**
 * crm_day_parse:
 * @typed: "15.11.2026", "2026-11-15", "15/11", "1511", "151126", "+3", "-1", "today", "tomorrow",
 *   "сегодня", "завтра", "azi", "mâine", or a lone day of this month "15".
 * @today: the day that relative words count from.
 *
 * Returns: (transfer full): the day, or NULL and %CRM_ERROR_INVALID.
 */
char *crm_day_parse (const char *typed, const char *today, GError **error);

/* "15 Nov 2026", "15.11.2026", "15.11.2026" as the language writes it in lists. */
char *crm_day_format (const char *day, CrmLang lang);

/**
 * crm_day_format_pattern:
 * @pattern: CLDR letters d dd M MM MMMM y yyyy E EEEE; text in ASCII apostrophes is literal, and so
 *   is every other letter that is not ASCII ("г.").
 *
 * Month names in the genitive where the language has it: "5 марта 2026 г.", "5 martie 2026".
 */
char *crm_day_format_pattern (const char *day, const char *pattern, CrmLang lang);

/* The day on which the instant falls. (transfer full) */
char *crm_day_of_instant (gint64 instant, GTimeZone *zone);

/* Midnight at which the day begins, in UTC milliseconds. */
gint64 crm_day_to_instant (const char *day, GTimeZone *zone);

/* "15.11.2026 14:05" exact, as lists of papers show it. */
char *crm_instant_format (gint64 instant, CrmLang lang, GTimeZone *zone);

/**
 * crm_instant_format_relative:
 *
 * "14:05" today, "yesterday 14:05", "2 d", else the day; in the language of @lang, which need not
 * be the one of gettext.
 */
char *crm_instant_format_relative (gint64 instant, gint64 now, CrmLang lang, GTimeZone *zone);

/* A typed day with an optional time: "15.11 14:30", "+1 9:00", "14:30" (today), ISO 8601. */
gboolean
crm_instant_parse (const char *typed, gint64 now, GTimeZone *zone, gint64 *instant, GError **error);

/* ISO 8601 in UTC with milliseconds, the machine form. (transfer full) */
char *crm_instant_to_string (gint64 instant);

G_END_DECLS
