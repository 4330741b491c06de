/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-format.h"

#include "base/crm-day.h"
#include "base/crm-error.h"
#include "base/crm-money.h"
#include "base/crm-number.h"
#include "base/crm-phone.h"
#include "base/crm-requisite.h"
#include "model/crm-record-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NBSP "\xc2\xa0"

/* --- Labels ----------------------------------------------------------------------------------- */

const char *
crm_field_get_label (const CrmField *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->label == NULL || *self->label == '\0')
    return self->name;
  /* An office's own words are in its own language already. */
  if ((self->flags & CRM_FIELD_CUSTOM) != 0)
    return self->label;

  return g_dgettext (GETTEXT_PACKAGE, self->label);
}

const char *
crm_choice_get_label (const CrmChoice *self)
{
  const char *label;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->label == NULL || *self->label == '\0')
    return self->key;

  /* Short words mean different things in different places: those have the context "choice". */
  label = g_dpgettext2 (GETTEXT_PACKAGE, "choice", self->label);

  return label != self->label ? label : g_dgettext (GETTEXT_PACKAGE, self->label);
}

/* --- For people ------------------------------------------------------------------------------- */

static const char *
language_label (const char *code)
{
  if (g_str_equal (code, "en"))
    return _ ("English");
  if (g_str_equal (code, "ru"))
    return _ ("Russian");
  if (g_str_equal (code, "ro"))
    return _ ("Romanian");

  return code;
}

static char *
format_money (gint64 minor, const char *currency, CrmLang lang)
{
  if (currency == NULL || *currency == '\0')
    return crm_number_format (minor, 2, 2, lang);

  return crm_money_format (minor, currency, lang, TRUE);
}

static char *
format_int (const CrmField *self, gint64 value, const char *currency, CrmLang lang)
{
  g_autofree char *number = NULL;

  switch ((int)self->type) {
  case CRM_FIELD_QUANTITY:
    return crm_number_format (value, CRM_QUANTITY_DIGITS, 0, lang);
  case CRM_FIELD_PRICE:
    return crm_number_format (value, CRM_PRICE_DIGITS, 2, lang);
  case CRM_FIELD_MONEY:
    return format_money (value, currency, lang);
  case CRM_FIELD_RATE:
    /* As banks publish them. */
    return crm_number_format (value, CRM_RATE_DIGITS, 4, lang);
  case CRM_FIELD_PERCENT:
    number = crm_number_format (value, CRM_PERCENT_DIGITS, 0, lang);
    return g_strconcat (number, NBSP "%", NULL);
  case CRM_FIELD_YESNO:
    return g_strdup (value != 0 ? "✓" : "");
  case CRM_FIELD_INSTANT:
    return crm_instant_format (value, lang, NULL);
  case CRM_FIELD_DURATION:
    return crm_duration_format (value);
  default:
    return crm_number_format (value, 0, 0, lang);
  }
}

static char *
format_requisite (const CrmField *self, const char *text)
{
  CrmRequisite requisite;

  if (self->ref != NULL && crm_requisite_from_name (self->ref, &requisite))
    return crm_requisite_pretty (requisite, text);

  return g_strdup (text);
}

static char *
format_text (const CrmField *self, const char *text, CrmLang lang)
{
  const CrmChoice *choice;

  switch ((int)self->type) {
  case CRM_FIELD_DAY:
    return crm_day_is_valid (text) ? crm_day_format (text, lang) : g_strdup (text);
  case CRM_FIELD_CHOICE:
    choice = crm_field_find_choice (self, text);
    return g_strdup (choice != NULL ? crm_choice_get_label (choice) : text);
  case CRM_FIELD_LANGUAGE:
    return g_strdup (language_label (text));
  case CRM_FIELD_PHONE:
    return crm_phone_pretty (text);
  case CRM_FIELD_REQUISITE:
    return format_requisite (self, text);
  default:
    return g_strdup (text);
  }
}

char *
crm_field_format (const CrmField *self,
                  const CrmValue *value,
                  const char *currency,
                  const char *title,
                  CrmLang lang)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (value != NULL, NULL);

  if (value->kind == CRM_VALUE_NULL)
    return g_strdup ("");
  if (value->kind == CRM_VALUE_MASKED)
    return g_strdup (CRM_MASK);
  if (self->type == CRM_FIELD_REFERENCE || self->type == CRM_FIELD_PARENT ||
      self->type == CRM_FIELD_ANY)
    return g_strdup (title != NULL ? title : "");

  switch (value->kind) {
  case CRM_VALUE_INT:
    return format_int (self, value->integer, currency, lang);
  case CRM_VALUE_TEXT:
    return format_text (self, value->text, lang);
  case CRM_VALUE_BLOB:
    return g_format_size (g_bytes_get_size (value->blob));
  case CRM_VALUE_MASKED:
  case CRM_VALUE_NULL:
  default:
    return g_strdup ("");
  }
}

/* --- Machine form ----------------------------------------------------------------------------- */

/* With all digits of the currency: "1234.50". */
static char *
money_to_string (gint64 minor, guint digits)
{
  guint64 scale = 1;
  guint64 amount = minor < 0 ? -(guint64)minor : (guint64)minor;

  for (guint i = 0; i < digits; i++)
    scale *= 10;
  if (digits == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, minor);

  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT, minor < 0 ? "-" : "",
                          amount / scale, (int)digits, amount % scale);
}

static char *
int_to_string (const CrmField *self, gint64 value, const char *currency)
{
  switch ((int)self->type) {
  case CRM_FIELD_MONEY:
    return money_to_string (value, crm_field_digits (self, currency));
  case CRM_FIELD_INSTANT:
    return crm_instant_to_string (value);
  default:
    return crm_number_to_string (value, crm_field_digits (self, currency));
  }
}

char *
crm_field_to_string (const CrmField *self, const CrmValue *value, const char *currency)
{
  gconstpointer bytes;
  gsize length;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (value != NULL, NULL);

  switch (value->kind) {
  case CRM_VALUE_INT:
    return int_to_string (self, value->integer, currency);
  case CRM_VALUE_TEXT:
    return g_strdup (value->text);
  case CRM_VALUE_BLOB:
    bytes = g_bytes_get_data (value->blob, &length);
    return g_base64_encode (bytes, length);
  case CRM_VALUE_MASKED:
    return g_strdup (CRM_MASK);
  case CRM_VALUE_NULL:
  default:
    return g_strdup ("");
  }
}

static gboolean
instant_from_string (const char *text, gint64 *instant)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, utc);

  if (time == NULL)
    return FALSE;
  *instant = g_date_time_to_unix (time) * 1000 + g_date_time_get_microsecond (time) / 1000;

  return TRUE;
}

/* Conditions say "is_client = yes", since nobody would write 1 there. */
static gboolean
yesno_from_string (const char *text, gint64 *value)
{
  *value = g_str_equal (text, "1") || g_str_equal (text, "yes") || g_str_equal (text, "true");

  return *value == 1 || g_str_equal (text, "0") || g_str_equal (text, "no") ||
         g_str_equal (text, "false");
}

static gboolean
int_from_string (const CrmField *self, const char *text, const char *currency, gint64 *value)
{
  guint digits = crm_field_digits (self, currency);

  if (self->type == CRM_FIELD_INSTANT)
    return instant_from_string (text, value);
  if (self->type == CRM_FIELD_YESNO)
    return yesno_from_string (text, value);
  if (digits > 0)
    return crm_number_parse (text, digits, value, NULL);

  return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, value, NULL);
}

static void
blob_from_string (const char *text, CrmValue *value)
{
  gsize length;
  guchar *bytes = g_base64_decode (text, &length);
  g_autoptr (GBytes) blob = g_bytes_new_take (bytes, length);

  crm_value_set_blob (value, blob);
}

gboolean
crm_field_from_string (const CrmField *self,
                       const char *text,
                       const char *currency,
                       CrmValue *value,
                       GError **error)
{
  g_autofree char *shown = NULL;
  gint64 integer;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  if (text == NULL || *text == '\0') {
    crm_value_clear (value);
  } else if (self->type == CRM_FIELD_BLOB) {
    blob_from_string (text, value);
  } else if (!crm_field_type_is_integer (self->type)) {
    crm_value_set_text (value, text);
  } else if (int_from_string (self, text, currency, &integer)) {
    crm_value_set_int (value, integer);
  } else {
    shown = g_utf8_make_valid (text, (gssize)strnlen (text, 60));
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("%s: “%s” cannot be read as a value."),
                 crm_field_get_label (self), shown);
    return FALSE;
  }

  return TRUE;
}

/* --- Currency --------------------------------------------------------------------------------- */

const char *
crm_record_currency (const CrmRecord *self, const CrmField *field, const CrmRecord *owner)
{
  int index;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (field != NULL, NULL);

  if (field->currency == NULL)
    return NULL;

  index = crm_entity_field_index (self->entity, field->currency);
  if (index >= 0)
    return crm_value_get_text (&self->values[index]);
  if (owner == NULL)
    return NULL;
  index = crm_entity_field_index (owner->entity, field->currency);

  return index >= 0 ? crm_value_get_text (&owner->values[index]) : NULL;
}
