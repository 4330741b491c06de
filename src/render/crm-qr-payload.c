/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-day.h"
#include "base/crm-error.h"
#include "base/crm-number.h"
#include "render/crm-qr.h"
#include "render/crm-tag-value.h"

/* The text at a path of two or three names in the context; "" when there is none. */
static const char *
find_text (JsonObject *context, const char *first, const char *second, const char *third)
{
  JsonNode *node = json_object_get_member (context, first);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    node = json_object_get_member (json_node_get_object (node), second);
  else
    node = NULL;
  if (third != NULL && node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    node = json_object_get_member (json_node_get_object (node), third);
  else if (third != NULL)
    node = NULL;
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_STRING)
    return "";
  return json_node_get_string (node);
}

/* totals.due in minor units of @currency; error when it is nothing or in another currency. */
static gboolean
find_due (JsonObject *context, const char *currency, gint64 *due, GError **error)
{
  JsonNode *node = json_object_get_member (context, "totals");
  CrmTagValue value = { 0 };

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node) &&
      crm_tag_value_from_node (&value,
                               json_object_get_member (json_node_get_object (node), "due")) &&
      value.kind == CRM_TAG_VALUE_AMOUNT && g_str_equal (value.text, currency) &&
      value.number > 0) {
    *due = value.number;
    return TRUE;
  }
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               /* Translators: %s is a currency such as EUR. */
               _ ("The QR code for payment needs an amount to pay in %s."), currency);
  return FALSE;
}

/* At most @most characters on one line, without the separator of the payload. */
static char *
make_value (const char *text, gsize most)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gsize n = 0;

  for (const char *p = text; *p != '\0' && n < most; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c == '|')
      continue;
    if (c == '\n' || c == '\r' || c == '\t')
      c = ' ';
    g_string_append_unichar (out, c);
    n++;
  }
  return g_strstrip (g_string_free (g_steal_pointer (&out), FALSE));
}

static gboolean
is_digits (const char *text, gsize length)
{
  return strlen (text) == length && strspn (text, "0123456789") == length;
}

static gboolean
fail_field (GError **error, const char *path)
{
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               _ ("The QR code for payment cannot be made: the field “%s” is empty or wrong."),
               path);
  return FALSE;
}

static void
append_field (GString *out, const char *key, const char *text, gsize most)
{
  g_autofree char *value = make_value (text, most);

  if (*value != '\0')
    g_string_append_printf (out, "|%s=%s", key, value);
}

static gboolean
check_gost (JsonObject *context, GError **error)
{
  if (!is_digits (find_text (context, "org", "bank", "account"), 20))
    return fail_field (error, "org.bank.account");
  if (!is_digits (find_text (context, "org", "bank", "bic"), 9))
    return fail_field (error, "org.bank.bic");
  if (*find_text (context, "org", "name", NULL) == '\0')
    return fail_field (error, "org.name");
  if (*find_text (context, "org", "bank", "name") == '\0')
    return fail_field (error, "org.bank.name");
  return TRUE;
}

static char *
make_purpose (JsonObject *context)
{
  const char *purpose = find_text (context, "doc", "purpose", NULL);
  const char *date = find_text (context, "doc", "date", NULL);
  g_autofree char *day = NULL;

  if (*purpose != '\0')
    return g_strdup (purpose);
  day = crm_day_is_valid (date) ? crm_day_format (date, CRM_LANG_RU) : g_strdup (date);
  return g_strdup_printf ("%s %s %s", find_text (context, "doc", "title", NULL),
                          find_text (context, "doc", "number", NULL), day);
}

char *
crm_qr_payload_gost56042 (JsonObject *context, GError **error)
{
  g_autoptr (GString) out = g_string_new ("ST00012");
  const char *corr = NULL;
  g_autofree char *purpose = NULL;
  gint64 due = 0;

  g_return_val_if_fail (context != NULL, NULL);

  if (!check_gost (context, error) || !find_due (context, "RUB", &due, error))
    return NULL;
  corr = find_text (context, "org", "bank", "corr");
  purpose = make_purpose (context);
  append_field (out, "Name", find_text (context, "org", "name", NULL), 160);
  append_field (out, "PersonalAcc", find_text (context, "org", "bank", "account"), 20);
  append_field (out, "BankName", find_text (context, "org", "bank", "name"), 45);
  append_field (out, "BIC", find_text (context, "org", "bank", "bic"), 9);
  /* Banks without a correspondent account exist; the field is mandatory all the same. */
  append_field (out, "CorrespAcc", *corr != '\0' ? corr : "0", 20);
  g_string_append_printf (out, "|Sum=%" G_GINT64_FORMAT, due);
  append_field (out, "Purpose", purpose, 210);
  append_field (out, "PayeeINN", find_text (context, "org", "inn", NULL), 12);
  append_field (out, "KPP", find_text (context, "org", "kpp", NULL), 9);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
without_spaces (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (; *text != '\0'; text++) {
    if (!g_ascii_isspace (*text))
      g_string_append_c (out, g_ascii_toupper (*text));
  }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
crm_qr_payload_epc (JsonObject *context, GError **error)
{
  g_autofree char *iban = NULL;
  g_autofree char *bic = NULL;
  g_autofree char *name = NULL;
  g_autofree char *long_purpose = NULL;
  g_autofree char *purpose = NULL;
  gint64 due = 0;

  g_return_val_if_fail (context != NULL, NULL);

  if (!find_due (context, "EUR", &due, error))
    return NULL;
  if (due > G_GINT64_CONSTANT (99999999999))
    return fail_field (error, "totals.due"), NULL;
  iban = without_spaces (find_text (context, "org", "bank", "iban"));
  bic = without_spaces (find_text (context, "org", "bank", "swift"));
  name = make_value (find_text (context, "org", "name", NULL), 70);
  long_purpose = make_purpose (context);
  purpose = make_value (long_purpose, 140);
  if (strlen (iban) < 15 || strlen (iban) > 34)
    return fail_field (error, "org.bank.iban"), NULL;
  if (*name == '\0')
    return fail_field (error, "org.name"), NULL;
  if (*bic != '\0' && strlen (bic) != 8 && strlen (bic) != 11)
    return fail_field (error, "org.bank.swift"), NULL;
  /* The whole may have 331 bytes, which long texts in Cyrillic pass. */
  while (*purpose != '\0' && strlen (name) + strlen (purpose) > 240)
    *g_utf8_prev_char (purpose + strlen (purpose)) = '\0';
  return g_strdup_printf ("BCD\n002\n1\nSCT\n%s\n%s\n%s\nEUR%" G_GINT64_FORMAT ".%02d\n\n\n%s", bic,
                          name, iban, due / 100, (int)(due % 100), purpose);
}
