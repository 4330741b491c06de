/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-number.h"

#include "base/crm-error.h"
#include "base/crm-number-private.h"
#include "base/crm-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SCALE 18

guint64
_crm_magnitude (gint64 n)
{
  return n < 0 ? 0 - (guint64)n : (guint64)n;
}

guint64
_crm_power_of_ten (guint digits)
{
  guint64 power = 1;

  g_assert (digits <= MAX_SCALE + 1);

  while (digits-- > 0)
    power *= 10;

  return power;
}

gboolean
_crm_wide_to_int64 (CrmWide magnitude, gboolean negative, gint64 *result)
{
  if (magnitude > (CrmWide)G_MAXINT64 + (negative ? 1 : 0))
    return FALSE;

  *result = (gint64)(negative ? 0 - (guint64)magnitude : (guint64)magnitude);

  return TRUE;
}

gboolean
crm_muldiv (gint64 a, gint64 b, gint64 c, gint64 *result)
{
  CrmWide product;
  CrmWide quotient;
  guint64 divisor = _crm_magnitude (c);

  g_return_val_if_fail (result != NULL, FALSE);

  if (c == 0)
    return FALSE;

  product = (CrmWide)_crm_magnitude (a) * _crm_magnitude (b);
  quotient = product / divisor;
  if (product % divisor >= divisor - product % divisor)
    quotient++;

  return _crm_wide_to_int64 (quotient, (a < 0) ^ (b < 0) ^ (c < 0), result);
}

/* Thousands and decimal mark by CLDR. */
static const char *
group_mark (CrmLang lang)
{
  switch (lang) {
  case CRM_LANG_RU:
    return "\302\240";
  case CRM_LANG_RO:
    return ".";
  case CRM_LANG_EN:
  default:
    return ",";
  }
}

/* The decimals of @fraction without the zeros at the end beyond @min_digits. */
static void
append_fraction (GString *text, const char *mark, guint64 fraction, guint digits, guint min_digits)
{
  char decimals[MAX_SCALE + 1];
  guint n = digits;

  for (guint i = digits; i > 0; i--) {
    decimals[i - 1] = (char)('0' + fraction % 10);
    fraction /= 10;
  }
  while (n > min_digits && decimals[n - 1] == '0')
    n--;

  if (n > 0) {
    g_string_append (text, mark);
    g_string_append_len (text, decimals, n);
  }
}

char *
crm_number_format (gint64 value, guint digits, guint min_digits, CrmLang lang)
{
  char whole[24];
  guint64 scale;
  guint64 magnitude = _crm_magnitude (value);
  GString *text;
  gsize n;

  g_return_val_if_fail (digits <= MAX_SCALE, NULL);

  scale = _crm_power_of_ten (digits);
  g_snprintf (whole, sizeof whole, "%" G_GUINT64_FORMAT, magnitude / scale);
  n = strlen (whole);

  text = g_string_sized_new (32);
  if (value < 0)
    g_string_append_c (text, '-');
  for (gsize i = 0; i < n; i++) {
    if (i > 0 && (n - i) % 3 == 0)
      g_string_append (text, group_mark (lang));
    g_string_append_c (text, whole[i]);
  }
  append_fraction (text, lang == CRM_LANG_EN ? "." : ",", magnitude % scale, digits, min_digits);

  return g_string_free (text, FALSE);
}

char *
crm_number_to_string (gint64 value, guint digits)
{
  guint64 scale;
  guint64 magnitude = _crm_magnitude (value);
  GString *text;

  g_return_val_if_fail (digits <= MAX_SCALE, NULL);

  scale = _crm_power_of_ten (digits);
  text = g_string_sized_new (24);
  g_string_append_printf (text, "%s%" G_GUINT64_FORMAT, value < 0 ? "-" : "", magnitude / scale);
  append_fraction (text, ".", magnitude % scale, digits, 0);

  return g_string_free (text, FALSE);
}

char *
crm_duration_format (gint64 seconds)
{
  guint64 magnitude = _crm_magnitude (seconds);
  const char *sign = seconds < 0 ? "-" : "";
  guint64 hours = magnitude / 3600;
  guint minutes = (guint)(magnitude / 60 % 60);
  guint rest = (guint)(magnitude % 60);

  if (rest == 0)
    return g_strdup_printf ("%s%" G_GUINT64_FORMAT ":%02u", sign, hours, minutes);

  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ":%02u:%02u", sign, hours, minutes, rest);
}

/* Digits with at most @max of them, so that no sum of parts can overflow. */
static gboolean
read_part (const char **text, guint max, gint64 *part)
{
  guint n = 0;

  *part = 0;
  for (; g_ascii_isdigit (**text); (*text)++, n++) {
    if (n == max)
      return FALSE;
    *part = *part * 10 + g_ascii_digit_value (**text);
  }

  return n > 0;
}

static gboolean
read_duration (const char *p, gint64 *seconds)
{
  gboolean negative = *p == '-';
  gint64 hours;
  gint64 minutes;
  gint64 rest = 0;

  if (*p == '-' || *p == '+')
    p++;
  if (!read_part (&p, 12, &hours))
    return FALSE;

  if (*p == '\0') {
    minutes = hours;
    hours = 0;
  } else {
    if (*p++ != ':' || !read_part (&p, 2, &minutes) || minutes > 59)
      return FALSE;
    if (*p == ':') {
      p++;
      if (!read_part (&p, 2, &rest) || rest > 59)
        return FALSE;
    }
    if (*p != '\0')
      return FALSE;
  }

  *seconds = hours * 3600 + minutes * 60 + rest;
  if (negative)
    *seconds = -*seconds;

  return TRUE;
}

gboolean
crm_duration_parse (const char *text, gint64 *seconds, GError **error)
{
  g_autofree char *plain = crm_text_fold (text);
  g_autofree char *shown = NULL;

  g_return_val_if_fail (seconds != NULL, FALSE);

  if (read_duration (plain, seconds))
    return TRUE;

  shown = crm_text_ellipsize (text, 40);
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               _ ("“%s” is not a duration. Write minutes, such as 90, or hours and minutes, "
                  "such as 1:30."),
               shown);

  return FALSE;
}
