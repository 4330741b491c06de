/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render/crm-tag-filter.h"

#include <glib/gi18n-lib.h>

#include "base/crm-day.h"
#include "base/crm-error.h"
#include "base/crm-money.h"
#include "base/crm-number.h"
#include "base/crm-phone.h"
#include "base/crm-requisite.h"
#include "base/crm-words.h"

static const struct {
  const char *name;
  guint min_args;
  guint max_args;
} filters[CRM_TAG_FILTER_N] = {
  [CRM_TAG_FILTER_MONEY] = { "money", 0, 1 },     [CRM_TAG_FILTER_PRICE] = { "price", 0, 0 },
  [CRM_TAG_FILTER_QTY] = { "qty", 0, 0 },         [CRM_TAG_FILTER_INT] = { "int", 0, 0 },
  [CRM_TAG_FILTER_DATE] = { "date", 0, 1 },       [CRM_TAG_FILTER_WORDS] = { "words", 0, 1 },
  [CRM_TAG_FILTER_IBAN] = { "iban", 0, 0 },       [CRM_TAG_FILTER_PHONE] = { "phone", 0, 0 },
  [CRM_TAG_FILTER_UPPER1] = { "upper1", 0, 0 },   [CRM_TAG_FILTER_PLURAL] = { "plural", 2, 3 },
  [CRM_TAG_FILTER_DEFAULT] = { "default", 1, 1 }, [CRM_TAG_FILTER_JOIN] = { "join", 0, 1 },
};

gboolean
crm_tag_filter_from_name (const char *name, CrmTagFilterKind *kind)
{
  for (guint i = 0; i < CRM_TAG_FILTER_N; i++) {
    if (g_str_equal (filters[i].name, name)) {
      *kind = i;
      return TRUE;
    }
  }
  return FALSE;
}

gboolean
crm_tag_filter_check (const CrmTagFilter *self, GError **error)
{
  const char *name = filters[self->kind].name;
  const char *argument = self->n_args > 0 ? self->args[0] : NULL;

  if (self->n_args < filters[self->kind].min_args || self->n_args > filters[self->kind].max_args) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("the filter “%s” does not have as many words as it needs"), name);
    return FALSE;
  }
  if (argument != NULL && !crm_currency_is_known (argument) &&
      (self->kind == CRM_TAG_FILTER_WORDS ||
       (self->kind == CRM_TAG_FILTER_MONEY && !g_str_equal (argument, "code")))) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("the filter “%s” does not know the currency “%s”"), name, argument);
    return FALSE;
  }
  return TRUE;
}

void
crm_tag_filter_clear (CrmTagFilter *self)
{
  for (guint i = 0; i < self->n_args; i++)
    g_clear_pointer (&self->args[i], g_free);
  self->n_args = 0;
}

static gboolean
print_money (const CrmTagFilter *self,
             const CrmTagValue *value,
             CrmLang lang,
             GString *out,
             CrmFigure *figure)
{
  const char *argument = self->n_args > 0 ? self->args[0] : NULL;
  gboolean with_code = argument != NULL && g_str_equal (argument, "code");
  g_autofree char *text = NULL;

  if (value->kind != CRM_TAG_VALUE_AMOUNT)
    return FALSE;
  if (argument != NULL && !with_code && !g_str_equal (argument, value->text))
    return FALSE;
  text = crm_money_format (value->number, value->text, lang, with_code);
  g_string_append (out, text);
  if (!with_code)
    *figure = (CrmFigure){ CRM_FIGURE_MONEY, crm_currency_digits (value->text), value->number };
  return TRUE;
}

static gboolean
print_scaled (const CrmTagFilter *self,
              const CrmTagValue *value,
              CrmLang lang,
              GString *out,
              CrmFigure *figure)
{
  CrmFigure found = { CRM_FIGURE_INT, 0, value->number };
  guint least = 0;
  g_autofree char *text = NULL;

  if (self->kind == CRM_TAG_FILTER_PRICE) {
    if (value->kind != CRM_TAG_VALUE_AMOUNT)
      return FALSE;
    found.kind = CRM_FIGURE_PRICE;
    found.digits = CRM_PRICE_DIGITS;
    least = crm_currency_digits (value->text);
  } else if (value->kind != CRM_TAG_VALUE_INT) {
    return FALSE;
  } else if (self->kind == CRM_TAG_FILTER_QTY) {
    found.kind = CRM_FIGURE_QTY;
    found.digits = CRM_QUANTITY_DIGITS;
  }
  text = crm_number_format (found.value, found.digits, least, lang);
  g_string_append (out, text);
  *figure = found;
  return TRUE;
}

static gboolean
print_date (const CrmTagFilter *self, const CrmTagValue *value, CrmLang lang, GString *out)
{
  g_autofree char *text = NULL;

  if (value->kind != CRM_TAG_VALUE_TEXT || !crm_day_is_valid (value->text))
    return FALSE;
  if (self->n_args > 0)
    text = crm_day_format_pattern (value->text, self->args[0], lang);
  else
    text = crm_day_format (value->text, lang);
  if (text == NULL)
    return FALSE;
  g_string_append (out, text);
  return TRUE;
}

/* Kopecks stay in digits, which is the habit in Russian papers; other languages spell them. */
static gboolean
print_words (const CrmTagFilter *self, const CrmTagValue *value, CrmLang lang, GString *out)
{
  g_autofree char *text = NULL;

  if (value->kind == CRM_TAG_VALUE_INT && self->n_args == 0)
    text = crm_words_integer (value->number, CRM_GENDER_MASCULINE, lang);
  else if (value->kind == CRM_TAG_VALUE_AMOUNT &&
           (self->n_args == 0 || g_str_equal (self->args[0], value->text)))
    text = crm_words_money (value->number, value->text, lang != CRM_LANG_RU, lang);
  if (text == NULL)
    return FALSE;
  g_string_append (out, text);
  return TRUE;
}

static gboolean
print_text (const CrmTagFilter *self, const CrmTagValue *value, GString *out)
{
  g_autofree char *text = NULL;

  if (value->kind != CRM_TAG_VALUE_TEXT)
    return FALSE;
  if (self->kind == CRM_TAG_FILTER_IBAN)
    text = crm_requisite_pretty (CRM_REQUISITE_IBAN, value->text);
  else
    text = crm_phone_pretty (value->text);
  crm_tag_value_append_clean (out, text);
  return TRUE;
}

static gboolean
print_plural (const CrmTagFilter *self, const CrmTagValue *value, CrmLang lang, GString *out)
{
  guint form = 0;

  if (value->kind != CRM_TAG_VALUE_INT)
    return FALSE;
  form = crm_words_plural (value->number, lang);
  g_string_append (out, self->args[MIN (form, self->n_args - 1)]);
  return TRUE;
}

static gboolean
print_list (const CrmTagFilter *self, const CrmTagValue *value, CrmLang lang, GString *out)
{
  if (value->kind != CRM_TAG_VALUE_LIST)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (value->list); i++) {
    CrmTagValue element = { 0 };

    if (i > 0)
      g_string_append (out, self->n_args > 0 ? self->args[0] : ", ");
    if (!crm_tag_value_from_node (&element, json_array_get_element (value->list, i)) ||
        !crm_tag_value_print_plain (&element, lang, out))
      return FALSE;
  }
  return TRUE;
}

gboolean
crm_tag_filter_print (const CrmTagFilter *self,
                      const CrmTagValue *value,
                      CrmLang lang,
                      GString *out,
                      CrmFigure *figure)
{
  switch (self->kind) {
  case CRM_TAG_FILTER_MONEY:
    return print_money (self, value, lang, out, figure);
  case CRM_TAG_FILTER_PRICE:
  case CRM_TAG_FILTER_QTY:
  case CRM_TAG_FILTER_INT:
    return print_scaled (self, value, lang, out, figure);
  case CRM_TAG_FILTER_DATE:
    return print_date (self, value, lang, out);
  case CRM_TAG_FILTER_WORDS:
    return print_words (self, value, lang, out);
  case CRM_TAG_FILTER_IBAN:
  case CRM_TAG_FILTER_PHONE:
    return print_text (self, value, out);
  case CRM_TAG_FILTER_PLURAL:
    return print_plural (self, value, lang, out);
  case CRM_TAG_FILTER_JOIN:
    return print_list (self, value, lang, out);
  case CRM_TAG_FILTER_UPPER1:
  case CRM_TAG_FILTER_DEFAULT:
  case CRM_TAG_FILTER_N:
  default:
    return FALSE;
  }
}

void
crm_tag_filter_upper_first (GString *out, gsize start)
{
  char letter[6];
  gunichar c = start < out->len ? g_utf8_get_char (out->str + start) : 0;
  int length = 0;

  if (c == 0 || g_unichar_toupper (c) == c)
    return;
  length = g_unichar_to_utf8 (g_unichar_toupper (c), letter);
  g_string_erase (out, start, g_utf8_skip[(guchar)out->str[start]]);
  g_string_insert_len (out, start, letter, length);
}
