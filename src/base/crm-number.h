/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-lang.h"

G_BEGIN_DECLS

/*
 * Numbers are int64 with a fixed count of decimal digits, never a double: quantity 1/1000 (3
 * digits), price 1/10000 (4), percent in basis points (2), rate 1e-6 (6), money in minor units
 * (digits of its currency).
 */
#define CRM_QUANTITY_DIGITS 3
#define CRM_PRICE_DIGITS    4
#define CRM_PERCENT_DIGITS  2
#define CRM_RATE_DIGITS     6

/* a * b / c without overflow in between, half away from zero. FALSE when the result does not fit
 * or c is 0. */
gboolean crm_muldiv (gint64 a, gint64 b, gint64 c, gint64 *result);

/**
 * crm_number_parse:
 * @text: what a person typed: "1 234,5", "1,234.50", "120*1,2", "-3+(2*4)", with any kind of space
 *   between thousands.
 * @digits: decimal digits of the scale of @value.
 * @value: (out): the number times 10^@digits, rounded half away from zero.
 *
 * A single comma or point is the decimal mark, unless three digits follow and the other mark stands
 * too. Sums may use + - * / and brackets. Errors: %CRM_ERROR_INVALID naming the place.
 */
gboolean crm_number_parse (const char *text, guint digits, gint64 *value, GError **error);

/**
 * crm_number_format:
 * @value: scaled by 10^@digits.
 * @min_digits: decimals that stay even when zero; further trailing zeros are dropped.
 *
 * Groups by thousands as @lang does: "1,234.5", "1 234,5" (no-break space), "1.234,5".
 *
 * Returns: (transfer full): the text.
 */
char *crm_number_format (gint64 value, guint digits, guint min_digits, CrmLang lang);

/* Plain machine form: no grouping, point, no trailing zeros. "1234.5" */
char *crm_number_to_string (gint64 value, guint digits);

/* Hours and minutes, "1:05", and seconds behind them where there are any, "2:03:05". Parse accepts
 * also "90" (minutes). */
char *crm_duration_format (gint64 seconds);
gboolean crm_duration_parse (const char *text, gint64 *seconds, GError **error);

G_END_DECLS
