/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render/crm-tag-value.h"

#include <math.h>
#include <string.h>

#include "base/crm-money.h"
#include "base/crm-number.h"

static const char *
currency_of (JsonObject *amount)
{
  JsonNode *node = json_object_get_member (amount, "c");

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : "";
}

gboolean
crm_tag_value_from_node (CrmTagValue *self, JsonNode *node)
{
  JsonObject *object = NULL;
  GType type = 0;

  *self = (CrmTagValue){ 0 };
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return FALSE;
  if (JSON_NODE_HOLDS_ARRAY (node)) {
    self->kind = CRM_TAG_VALUE_LIST;
    self->list = json_node_get_array (node);
    return TRUE;
  }
  if (JSON_NODE_HOLDS_OBJECT (node)) {
    object = json_node_get_object (node);
    self->kind = CRM_TAG_VALUE_OBJECT;
    node = json_object_get_member (object, "v");
    if (node != NULL && json_node_get_value_type (node) == G_TYPE_INT64) {
      self->kind = CRM_TAG_VALUE_AMOUNT;
      self->number = json_node_get_int (node);
      self->text = currency_of (object);
    }
    return TRUE;
  }
  type = json_node_get_value_type (node);
  if (type == G_TYPE_INT64) {
    self->kind = CRM_TAG_VALUE_INT;
    self->number = json_node_get_int (node);
  } else if (type == G_TYPE_DOUBLE) {
    self->kind = CRM_TAG_VALUE_REAL;
    self->real = json_node_get_double (node);
  } else if (type == G_TYPE_BOOLEAN) {
    self->kind = CRM_TAG_VALUE_FLAG;
    self->number = json_node_get_boolean (node);
  } else {
    self->kind = CRM_TAG_VALUE_TEXT;
    self->text = json_node_get_string (node);
  }
  return TRUE;
}

gboolean
crm_tag_value_is_blank (const CrmTagValue *self)
{
  switch (self->kind) {
  case CRM_TAG_VALUE_NONE:
    return TRUE;
  case CRM_TAG_VALUE_TEXT:
    return self->text[strspn (self->text, " \t\r\n")] == '\0';
  case CRM_TAG_VALUE_LIST:
    return json_array_get_length (self->list) == 0;
  case CRM_TAG_VALUE_INT:
  case CRM_TAG_VALUE_REAL:
  case CRM_TAG_VALUE_FLAG:
  case CRM_TAG_VALUE_AMOUNT:
  case CRM_TAG_VALUE_OBJECT:
  default:
    return FALSE;
  }
}

gboolean
crm_tag_value_is_true (const CrmTagValue *self)
{
  switch (self->kind) {
  case CRM_TAG_VALUE_INT:
  case CRM_TAG_VALUE_FLAG:
  case CRM_TAG_VALUE_AMOUNT:
    return self->number != 0;
  case CRM_TAG_VALUE_REAL:
    return self->real < 0 || self->real > 0;
  case CRM_TAG_VALUE_NONE:
  case CRM_TAG_VALUE_TEXT:
  case CRM_TAG_VALUE_LIST:
  case CRM_TAG_VALUE_OBJECT:
  default:
    return !crm_tag_value_is_blank (self);
  }
}

gboolean
crm_tag_value_is_number_text (const char *text)
{
  char *end = NULL;

  g_ascii_strtod (text, &end);
  return end != text && *end == '\0';
}

int
crm_tag_value_compare (const CrmTagValue *self, const char *literal)
{
  double mine = 0;
  double other = g_ascii_strtod (literal, NULL);

  switch (self->kind) {
  case CRM_TAG_VALUE_INT:
  case CRM_TAG_VALUE_FLAG:
    mine = self->number;
    break;
  case CRM_TAG_VALUE_REAL:
    mine = self->real;
    break;
  case CRM_TAG_VALUE_AMOUNT:
    mine = self->number;
    /* 1234.56 is no binary number; rounding brings it back to 123456. */
    other = round (other * pow (10, crm_currency_digits (self->text)) * 1000) / 1000;
    break;
  case CRM_TAG_VALUE_NONE:
  case CRM_TAG_VALUE_TEXT:
  case CRM_TAG_VALUE_LIST:
  case CRM_TAG_VALUE_OBJECT:
  default:
    return -1;
  }
  return mine > other ? 1 : mine < other ? -1 : 0;
}

gboolean
crm_tag_value_equals (const CrmTagValue *self, const char *literal)
{
  if (self->kind == CRM_TAG_VALUE_TEXT)
    return g_str_equal (self->text, literal);
  if (self->kind == CRM_TAG_VALUE_FLAG)
    return g_str_equal (self->number ? "true" : "false", literal) ||
           g_str_equal (self->number ? "1" : "0", literal);
  return crm_tag_value_is_number_text (literal) && crm_tag_value_compare (self, literal) == 0;
}

gboolean
crm_tag_value_print_plain (const CrmTagValue *self, CrmLang lang, GString *out)
{
  g_autofree char *text = NULL;

  switch (self->kind) {
  case CRM_TAG_VALUE_TEXT:
    crm_tag_value_append_clean (out, self->text);
    return TRUE;
  case CRM_TAG_VALUE_INT:
    g_string_append_printf (out, "%" G_GINT64_FORMAT, self->number);
    return TRUE;
  case CRM_TAG_VALUE_REAL:
    if (!(self->real > -1e12 && self->real < 1e12))
      return FALSE;
    text =
      crm_number_format ((gint64)(self->real * 1e6 + (self->real < 0 ? -0.5 : 0.5)), 6, 0, lang);
    g_string_append (out, text);
    return TRUE;
  case CRM_TAG_VALUE_AMOUNT:
    text = crm_money_format (self->number, self->text, lang, FALSE);
    g_string_append (out, text);
    return TRUE;
  case CRM_TAG_VALUE_NONE:
  case CRM_TAG_VALUE_FLAG:
  case CRM_TAG_VALUE_LIST:
  case CRM_TAG_VALUE_OBJECT:
  default:
    return FALSE;
  }
}

void
crm_tag_value_append_clean (GString *out, const char *text)
{
  g_autofree char *valid = NULL;
  const char *p = text;
  gboolean plain = TRUE;

  for (; *p != '\0' && plain; p++)
    plain = (guchar)*p >= 0x20 && (guchar)*p < 0x7f;
  if (plain) {
    g_string_append_len (out, text, p - text);
    return;
  }
  valid = g_utf8_make_valid (text, -1);
  for (p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c == '\r' && p[1] == '\n')
      continue;
    if (c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029)
      g_string_append_c (out, '\n');
    else if (c == '\t')
      g_string_append_c (out, ' ');
    else if (g_unichar_type (c) != G_UNICODE_CONTROL && c != 0xfeff)
      g_string_append_unichar (out, c);
  }
}
