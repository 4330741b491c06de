/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-parse-private.h"

#include "base/crm-error.h"
#include "base/crm-text.h"

#include <glib/gi18n-lib.h>

#define MAX_SHOWN   60
#define MAX_OPTIONS 300

G_GNUC_PRINTF (2, 3)
static void
set (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (CRM_ERROR, CRM_ERROR_INVALID, format, args);
  va_end (args);
}

static void
refuse_choice (const CrmField *self, const char *label, const char *shown, GError **error)
{
  g_autoptr (GString) options = g_string_new (NULL);
  g_autofree char *cut = NULL;

  for (const CrmChoice *c = self->choices; c != NULL && c->key != NULL; c++)
    g_string_append_printf (options, "%s%s", options->len > 0 ? ", " : "",
                            crm_choice_get_label (c));
  cut = crm_text_ellipsize (options->str, MAX_OPTIONS);
  set (error, _ ("%s: “%s” is not one of the choices. Choose from: %s"), label, shown, cut);
}

static void
refuse_number (const CrmField *self,
               const char *label,
               const char *shown,
               const char *currency,
               GError **error)
{
  switch ((int)self->type) {
  case CRM_FIELD_INTEGER:
    set (error, _ ("%s: “%s” is not a whole number. Write digits, for example 12."), label, shown);
    break;
  case CRM_FIELD_MONEY:
    if (currency != NULL && *currency != '\0')
      set (error, _ ("%s: “%s” is not an amount in %s. Write a number, for example 1234.50."),
           label, shown, currency);
    else
      set (error, _ ("%s: “%s” is not an amount. Write a number, for example 1234.50."), label,
           shown);
    break;
  case CRM_FIELD_PERCENT:
    set (error, _ ("%s: “%s” is not a percentage. Write a number, for example 20%%."), label,
         shown);
    break;
  case CRM_FIELD_YESNO:
    set (error, _ ("%s: “%s” is neither yes nor no. Write yes or no."), label, shown);
    break;
  case CRM_FIELD_INSTANT:
    set (error, _ ("%s: “%s” is not a date with a time. Write, for example, 15.11.2026 14:30."),
         label, shown);
    break;
  case CRM_FIELD_DURATION:
    set (error, _ ("%s: “%s” is not a length of time. Write minutes or, for example, 1:30:00."),
         label, shown);
    break;
  case CRM_FIELD_REFERENCE:
  case CRM_FIELD_PARENT:
  case CRM_FIELD_ANY:
    set (error, _ ("%s: “%s” is not a record. Choose one from the list."), label, shown);
    break;
  default:
    set (error, _ ("%s: “%s” is not a number. Write digits, for example 12.5."), label, shown);
    break;
  }
}

static void
refuse_text (const CrmField *self, const char *label, const char *shown, GError **error)
{
  switch ((int)self->type) {
  case CRM_FIELD_DAY:
    set (error, _ ("%s: “%s” is not a date. Write, for example, 15.11.2026."), label, shown);
    break;
  case CRM_FIELD_CHOICE:
    refuse_choice (self, label, shown, error);
    break;
  case CRM_FIELD_CURRENCY:
    set (error, _ ("%s: “%s” is not a currency. Write its three letters, for example MDL."), label,
         shown);
    break;
  case CRM_FIELD_COUNTRY:
    set (error, _ ("%s: “%s” is not a country. Write its two letters, for example MD."), label,
         shown);
    break;
  case CRM_FIELD_LANGUAGE:
    set (error, _ ("%s: “%s” is not a language of Kontor. Write en, ru or ro."), label, shown);
    break;
  case CRM_FIELD_EMAIL:
    set (error, _ ("%s: “%s” is not an e-mail address. Write, for example, name@example.com."),
         label, shown);
    break;
  case CRM_FIELD_PHONE:
    set (error, _ ("%s: “%s” is not a phone number. Write digits, for example +373 22 123 456."),
         label, shown);
    break;
  case CRM_FIELD_LINK:
    set (error, _ ("%s: “%s” is not a link. Write, for example, https://example.com."), label,
         shown);
    break;
  case CRM_FIELD_REQUISITE:
    set (error, _ ("%s: “%s” is not such a number. Write its letters and digits, 40 at most."),
         label, shown);
    break;
  case CRM_FIELD_JSON:
    set (error, _ ("%s: “%s” is not JSON. Write an object or an array."), label, shown);
    break;
  case CRM_FIELD_XML:
    set (error, _ ("%s: “%s” is not well-formed XML. Close every element that you open."), label,
         shown);
    break;
  case CRM_FIELD_BLOB:
    set (error, _ ("%s: “%s” is not a file. Choose a file of 20 MB at most."), label, shown);
    break;
  default:
    set (error, _ ("%s: “%s” is not plain text. Write letters, digits and signs."), label, shown);
    break;
  }
}

gboolean
_crm_field_refuse (const CrmField *self, const char *typed, const char *currency, GError **error)
{
  g_autofree char *clean = crm_text_clean (typed, FALSE);
  g_autofree char *shown = crm_text_ellipsize (clean, MAX_SHOWN);
  const char *label = crm_field_get_label (self);

  if (crm_field_type_is_integer (self->type) || crm_field_is_figure (self))
    refuse_number (self, label, shown, currency, error);
  else
    refuse_text (self, label, shown, error);

  return FALSE;
}
