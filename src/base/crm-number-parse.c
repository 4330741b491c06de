/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/crm-number.h"

#include "base/crm-error.h"
#include "base/crm-number-private.h"
#include "base/crm-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SCALE 18

/* Brackets within brackets: enough for any sum a person types, and the stack stays small. */
#define MAX_DEPTH 64

/* Digits that count; those behind the 20th decimal cannot change a result with 18 of them. */
#define MAX_DECIMALS 20

/* A fraction, so that 10 / 3 * 3 is 10. */
typedef struct {
  CrmWide num;
  CrmWide den;
  gboolean negative;
} Ratio;

typedef struct {
  const char *text;
  const char *p;
  guint depth;
  GError **error;
} Parser;

static gboolean parse_sum (Parser *self, Ratio *result);

static gboolean
fail_at (Parser *self, const char *place)
{
  g_autofree char *shown = crm_text_ellipsize (self->text, 40);

  if (*place == '\0') {
    g_set_error (self->error, CRM_ERROR, CRM_ERROR_INVALID,
                 /* Translators: %s is what was typed. */
                 _ ("“%s” is not finished: a number or a bracket is missing at the end."), shown);
  } else {
    g_autofree char *letter = g_strndup (place, (gsize)(g_utf8_next_char (place) - place));
    long n = g_utf8_pointer_to_offset (self->text, place) + 1;

    g_set_error (self->error, CRM_ERROR, CRM_ERROR_INVALID,
                 /* Translators: first what was typed, then one character of it and its place. */
                 _ ("“%s” is not a number: “%s” at place %ld does not fit there."), shown, letter,
                 n);
  }

  return FALSE;
}

static gboolean
fail_too_big (Parser *self)
{
  g_autofree char *shown = crm_text_ellipsize (self->text, 40);

  g_set_error (self->error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is too big a number."), shown);

  return FALSE;
}

static gboolean
fail_by_zero (Parser *self)
{
  g_autofree char *shown = crm_text_ellipsize (self->text, 40);

  g_set_error (self->error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” divides by zero."), shown);

  return FALSE;
}

static gboolean
multiply_wide (CrmWide a, CrmWide b, CrmWide *result)
{
  if (a != 0 && b > CRM_WIDE_MAX / a)
    return FALSE;

  *result = a * b;

  return TRUE;
}

static CrmWide
common_divisor (CrmWide a, CrmWide b)
{
  while (b != 0) {
    CrmWide rest = a % b;

    a = b;
    b = rest;
  }

  return a;
}

static gboolean
multiply (Ratio *a, const Ratio *b)
{
  CrmWide first = common_divisor (a->num, b->den);
  CrmWide second = common_divisor (b->num, a->den);

  a->negative ^= b->negative;

  return multiply_wide (a->num / first, b->num / second, &a->num) &&
         multiply_wide (a->den / second, b->den / first, &a->den);
}

static gboolean
add (Ratio *a, const Ratio *b)
{
  CrmWide divisor = common_divisor (a->den, b->den);
  CrmWide left;
  CrmWide right;

  if (!multiply_wide (a->num, b->den / divisor, &left) ||
      !multiply_wide (b->num, a->den / divisor, &right) ||
      !multiply_wide (a->den, b->den / divisor, &a->den))
    return FALSE;

  if (a->negative == b->negative) {
    if (left > CRM_WIDE_MAX - right)
      return FALSE;
    a->num = left + right;
  } else if (left >= right) {
    a->num = left - right;
  } else {
    a->num = right - left;
    a->negative = b->negative;
  }

  divisor = common_divisor (a->num, a->den);
  a->num /= divisor;
  a->den /= divisor;

  return TRUE;
}

static gunichar
peek (Parser *self)
{
  while (g_unichar_isspace (g_utf8_get_char (self->p)))
    self->p = g_utf8_next_char (self->p);

  return g_utf8_get_char (self->p);
}

static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == 0x2019;
}

static gboolean
three_digits (const char *p)
{
  return g_ascii_isdigit (p[0]) && g_ascii_isdigit (p[1]) && g_ascii_isdigit (p[2]) &&
         !g_ascii_isdigit (p[3]);
}

/* Where in the literal at @p the decimal mark stands, or NULL; see crm_number_parse(). A mark that
 * comes twice, or before the other kind, stands between thousands. */
static const char *
find_decimal_mark (const char *p)
{
  const char *first_comma = NULL;
  const char *first_point = NULL;
  const char *last = NULL;
  guint commas = 0;
  guint points = 0;

  while (g_ascii_isdigit (*p) || *p == ',' || *p == '.' ||
         ((g_unichar_isspace (g_utf8_get_char (p)) || is_apostrophe (g_utf8_get_char (p))) &&
          three_digits (g_utf8_next_char (p)))) {
    if (*p == ',' && commas++ == 0)
      first_comma = p;
    if (*p == '.' && points++ == 0)
      first_point = p;
    if (*p == ',' || *p == '.')
      last = p;
    p = g_utf8_next_char (p);
  }

  if (commas == 1 && (points == 0 || last == first_comma))
    return first_comma;
  if (points == 1 && (commas == 0 || last == first_point))
    return first_point;

  return NULL;
}

/* Steps over a mark between thousands. All marks of one number must be the same. */
static gboolean
skip_group_mark (Parser *self, const char *number, const char *decimal_mark, gunichar *mark)
{
  gunichar c = g_utf8_get_char (self->p);
  const char *next;

  if (self->p == decimal_mark || c == 0)
    return FALSE;
  if (g_unichar_isspace (c))
    c = ' ';
  else if (is_apostrophe (c))
    c = '\'';
  else if (c != ',' && c != '.')
    return FALSE;

  next = g_utf8_next_char (self->p);
  if ((*mark != 0 && c != *mark) || !three_digits (next))
    return FALSE;
  /* "1234 567": the first group has at most three digits. */
  if (*mark == 0 && self->p - number > 3)
    return FALSE;

  *mark = c;
  self->p = next;

  return TRUE;
}

static gboolean
take_digit (Parser *self, Ratio *result)
{
  if (!multiply_wide (result->num, 10, &result->num) || result->num > CRM_WIDE_MAX - 9)
    return fail_too_big (self);

  result->num += (guint)g_ascii_digit_value (*self->p++);

  return TRUE;
}

static gboolean
parse_literal (Parser *self, Ratio *result)
{
  const char *number = self->p;
  const char *decimal_mark = find_decimal_mark (number);
  gunichar mark = 0;
  guint digits = 0;

  *result = (Ratio){ 0, 1, FALSE };

  do {
    for (; g_ascii_isdigit (*self->p); digits++) {
      if (!take_digit (self, result))
        return FALSE;
    }
  } while (digits > 0 && skip_group_mark (self, number, decimal_mark, &mark));

  if (self->p == decimal_mark) {
    self->p++;
    for (guint decimals = 0; g_ascii_isdigit (*self->p); decimals++, digits++) {
      if (decimals >= MAX_DECIMALS) {
        self->p++;
        continue;
      }
      if (!take_digit (self, result))
        return FALSE;
      result->den *= 10;
    }
  }

  if (digits == 0 || *self->p == ',' || *self->p == '.')
    return fail_at (self, self->p);

  return TRUE;
}

static gboolean
parse_factor (Parser *self, Ratio *result)
{
  gboolean negative = FALSE;
  gunichar c;

  for (c = peek (self); c == '-' || c == '+' || c == 0x2212 || c == 0x2013; c = peek (self)) {
    negative ^= c != '+';
    self->p = g_utf8_next_char (self->p);
  }

  if (c == '(') {
    if (++self->depth > MAX_DEPTH)
      return fail_at (self, self->p);
    self->p++;
    if (!parse_sum (self, result))
      return FALSE;
    if (peek (self) != ')')
      return fail_at (self, self->p);
    self->p++;
    self->depth--;
  } else if (!parse_literal (self, result)) {
    return FALSE;
  }

  result->negative ^= negative;

  return TRUE;
}

static gboolean
parse_product (Parser *self, Ratio *result)
{
  if (!parse_factor (self, result))
    return FALSE;

  for (;;) {
    gunichar c = peek (self);
    gboolean divides = c == '/' || c == 0x00f7;
    Ratio factor;

    if (!divides && c != '*' && c != 0x00d7 && c != 0x00b7)
      return TRUE;

    self->p = g_utf8_next_char (self->p);
    if (!parse_factor (self, &factor))
      return FALSE;
    if (divides) {
      CrmWide num = factor.num;

      if (num == 0)
        return fail_by_zero (self);
      factor.num = factor.den;
      factor.den = num;
    }
    if (!multiply (result, &factor))
      return fail_too_big (self);
  }
}

static gboolean
parse_sum (Parser *self, Ratio *result)
{
  if (!parse_product (self, result))
    return FALSE;

  for (;;) {
    gunichar c = peek (self);
    Ratio term;

    if (c != '+' && c != '-' && c != 0x2212 && c != 0x2013)
      return TRUE;

    self->p = g_utf8_next_char (self->p);
    if (!parse_product (self, &term))
      return FALSE;
    term.negative ^= c != '+';
    if (!add (result, &term))
      return fail_too_big (self);
  }
}

static gboolean
scale_and_round (const Ratio *ratio, guint digits, gint64 *value)
{
  Ratio scaled = *ratio;
  const Ratio scale = { _crm_power_of_ten (digits), 1, FALSE };
  CrmWide rounded;
  CrmWide rest;

  if (!multiply (&scaled, &scale))
    return FALSE;

  rounded = scaled.num / scaled.den;
  rest = scaled.num % scaled.den;
  if (rest >= scaled.den - rest)
    rounded++;

  return _crm_wide_to_int64 (rounded, scaled.negative, value);
}

gboolean
crm_number_parse (const char *text, guint digits, gint64 *value, GError **error)
{
  g_autofree char *valid = NULL;
  Parser self = { 0 };
  Ratio result;

  g_return_val_if_fail (digits <= MAX_SCALE, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  self.text = g_strstrip (valid);
  self.p = self.text;
  self.error = error;

  if (peek (&self) == 0) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("A number is missing."));
    return FALSE;
  }
  /* The habit of spreadsheets. */
  if (*self.p == '=')
    self.p++;

  if (!parse_sum (&self, &result))
    return FALSE;
  if (peek (&self) != 0)
    return fail_at (&self, self.p);
  if (!scale_and_round (&result, digits, value))
    return fail_too_big (&self);

  return TRUE;
}
