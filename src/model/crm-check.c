/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-format.h"

#include "base/crm-day.h"
#include "base/crm-error.h"
#include "base/crm-money.h"
#include "base/crm-text.h"
#include "model/crm-length.h"
#include "model/crm-parse-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Longest texts, in characters. */
#define MAX_TEXT      500
#define MAX_NOTE      100000
#define MAX_CODE      5000000
#define MAX_REQUISITE 40
#define MAX_BLOB      (20 * 1024 * 1024)

/* 1900-01-01 and 2200-01-01: outside no calendar of ours can show an instant. */
#define FIRST_INSTANT G_GINT64_CONSTANT (-2208988800000)
#define END_INSTANT   G_GINT64_CONSTANT (7258118400000)

/* --- Shapes ----------------------------------------------------------------------------------- */

static gboolean
is_email (const char *text)
{
  const char *at = strchr (text, '@');
  const char *domain = at != NULL ? at + 1 : NULL;
  gsize length = domain != NULL ? strlen (domain) : 0;

  if (at == NULL || at == text || strchr (domain, '@') != NULL || strpbrk (text, " ,;<>") != NULL)
    return FALSE;

  return length >= 3 && strchr (domain, '.') != NULL && domain[0] != '.' &&
         domain[length - 1] != '.' && strstr (domain, "..") == NULL;
}

static gboolean
is_phone (const char *text)
{
  g_autofree char *digits = crm_text_digits (text);

  return strlen (digits) >= 3;
}

/* A link is opened by a click, so it must lead to a page, a mailbox or a phone, never to a program
 * on this desktop. */
static gboolean
is_link (const char *text)
{
  static const char *const schemes[] = { "https://", "http://", "ftp://", "ftps://",
                                         "sftp://",  "mailto:", "tel:",   NULL };

  if (strchr (text, ' ') != NULL)
    return FALSE;

  for (guint i = 0; schemes[i] != NULL; i++) {
    gsize length = strlen (schemes[i]);

    if (g_ascii_strncasecmp (text, schemes[i], length) == 0)
      return text[length] != '\0' && text[length] != '/';
  }

  return FALSE;
}

static gboolean
is_json (const char *text)
{
  g_autoptr (JsonNode) root = crm_json_read (text, NULL);

  return root != NULL && (JSON_NODE_HOLDS_OBJECT (root) || JSON_NODE_HOLDS_ARRAY (root));
}

static gboolean
is_xml (const char *text)
{
  static const GMarkupParser parser = { NULL };
  g_autoptr (GMarkupParseContext) context = NULL;

  context = g_markup_parse_context_new (&parser, 0, NULL, NULL);

  return g_markup_parse_context_parse (context, text, -1, NULL) &&
         g_markup_parse_context_end_parse (context, NULL);
}

static gboolean
is_country (const char *text)
{
  return strlen (text) == 2 && g_ascii_isupper (text[0]) && g_ascii_isupper (text[1]);
}

gboolean
_crm_field_has_shape (const CrmField *self, const char *text)
{
  static const char *const languages[] = { "en", "ru", "ro", NULL };

  switch ((int)self->type) {
  case CRM_FIELD_DAY:
    return crm_day_is_valid (text);
  case CRM_FIELD_CHOICE:
    return crm_field_find_choice (self, text) != NULL;
  case CRM_FIELD_CURRENCY:
    return crm_currency_is_known (text);
  case CRM_FIELD_COUNTRY:
    return is_country (text);
  case CRM_FIELD_LANGUAGE:
    return g_strv_contains (languages, text);
  case CRM_FIELD_EMAIL:
    return is_email (text);
  case CRM_FIELD_PHONE:
    return is_phone (text);
  case CRM_FIELD_LINK:
    return is_link (text);
  case CRM_FIELD_JSON:
    return is_json (text);
  case CRM_FIELD_XML:
    return is_xml (text);
  default:
    return TRUE;
  }
}

/* --- Lengths ---------------------------------------------------------------------------------- */

static guint
longest (const CrmField *self)
{
  if (self->max > 0)
    return self->max;

  switch ((int)self->type) {
  case CRM_FIELD_NOTE:
    return MAX_NOTE;
  case CRM_FIELD_JSON:
  case CRM_FIELD_XML:
    return MAX_CODE;
  case CRM_FIELD_BLOB:
    return MAX_BLOB;
  case CRM_FIELD_REQUISITE:
    return MAX_REQUISITE;
  default:
    return MAX_TEXT;
  }
}

gsize
crm_field_most_bytes (const CrmField *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->type == CRM_FIELD_BLOB ? longest (self) : (gsize)longest (self) * 4;
}

gboolean
_crm_field_has_length (const CrmField *self, const char *text, GError **error)
{
  glong length = g_utf8_strlen (text, -1);
  guint max = longest (self);

  if (length <= (glong)max)
    return TRUE;

  if (self->type == CRM_FIELD_REQUISITE)
    return _crm_field_refuse (self, text, NULL, error);
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               _ ("%s: the text has %ld characters, and %u are the most. Shorten it."),
               crm_field_get_label (self), length, max);

  return FALSE;
}

/* --- Values ----------------------------------------------------------------------------------- */

static gboolean
has_controls (const char *text, gboolean lines)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (lines && (c == '\n' || c == '\r' || c == '\t'))
      continue;
    if (c < 0x20 || (c >= 0x7f && c < 0xa0))
      return TRUE;
  }

  return FALSE;
}

static gboolean
check_int (const CrmField *self, gint64 value, GError **error)
{
  g_autofree char *typed = NULL;
  gboolean fits;

  switch ((int)self->type) {
  case CRM_FIELD_YESNO:
    fits = value == 0 || value == 1;
    break;
  case CRM_FIELD_INSTANT:
    fits = value >= FIRST_INSTANT && value < END_INSTANT;
    break;
  case CRM_FIELD_REFERENCE:
  case CRM_FIELD_PARENT:
  case CRM_FIELD_ANY:
    fits = value > 0;
    break;
  default:
    fits = TRUE;
    break;
  }
  if (fits)
    return TRUE;
  typed = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  return _crm_field_refuse (self, typed, NULL, error);
}

static gboolean
check_text (const CrmField *self, const char *text, GError **error)
{
  gboolean lines =
    self->type == CRM_FIELD_NOTE || self->type == CRM_FIELD_JSON || self->type == CRM_FIELD_XML;

  if (!g_utf8_validate (text, -1, NULL)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("%s: the text is damaged. Write it once more."), crm_field_get_label (self));
    return FALSE;
  }
  /* Length first: a shape may be dear to look at. */
  if (!_crm_field_has_length (self, text, error))
    return FALSE;
  if (has_controls (text, lines) || !_crm_field_has_shape (self, text))
    return _crm_field_refuse (self, text, NULL, error);

  return TRUE;
}

gboolean
crm_field_check (const CrmField *self, const CrmValue *value, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  if (value->kind == CRM_VALUE_NULL)
    return TRUE;

  if (crm_field_type_is_integer (self->type)) {
    if (value->kind == CRM_VALUE_INT)
      return check_int (self, value->integer, error);
  } else if (self->type == CRM_FIELD_BLOB) {
    if (value->kind == CRM_VALUE_BLOB && g_bytes_get_size (value->blob) <= longest (self))
      return TRUE;
  } else if (value->kind == CRM_VALUE_TEXT) {
    return check_text (self, value->text, error);
  }

  return _crm_field_refuse (self, value->kind == CRM_VALUE_TEXT ? value->text : "", NULL, error);
}
