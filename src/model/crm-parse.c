/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-format.h"

#include "base/crm-day.h"
#include "base/crm-link.h"
#include "base/crm-money.h"
#include "base/crm-number.h"
#include "base/crm-requisite.h"
#include "base/crm-text.h"
#include "model/crm-parse-private.h"

#include <string.h>

/* --- Integers --------------------------------------------------------------------------------- */

/* A sum may stand here too, but its result must be whole: 1.5 pieces are not 2. */
static gboolean
parse_integer (const char *text, gint64 *value)
{
  const gint64 scale = 1000;

  if (g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, value, NULL))
    return TRUE;
  if (!crm_number_parse (text, 3, value, NULL) || *value % scale != 0)
    return FALSE;
  *value /= scale;

  return TRUE;
}

static gboolean
parse_percent (const char *text, gint64 *value)
{
  g_autofree char *number = g_strdup (text);

  if (g_str_has_suffix (number, "%"))
    number[strlen (number) - 1] = '\0';
  g_strchomp (number);

  return crm_number_parse (number, CRM_PERCENT_DIGITS, value, NULL);
}

static gboolean
parse_money (const char *text, const char *currency, gint64 *value)
{
  if (currency == NULL || *currency == '\0')
    return crm_number_parse (text, 2, value, NULL);

  return crm_money_parse (text, currency, value, NULL);
}

static gboolean
parse_yesno (const char *text, gint64 *value)
{
  static const char *const yes[] = {
    "yes", "y", "true", "1", "да", "da", "x", "х", "✓", "+", NULL
  };
  static const char *const no[] = { "no", "n", "false", "0", "нет", "nu", "-", NULL };
  g_autofree char *folded = crm_text_fold (text);

  *value = g_strv_contains (yes, folded) ? 1 : 0;

  return *value == 1 || g_strv_contains (no, folded);
}

static gboolean
parse_instant (const char *text, const char *today, gint64 *value)
{
  gint64 now = g_get_real_time () / 1000;

  if (today != NULL)
    now = crm_day_to_instant (today, NULL);

  return crm_instant_parse (text, now, NULL, value, NULL);
}

static gboolean
parse_int (const CrmField *self,
           const char *text,
           const char *currency,
           const char *today,
           gint64 *value)
{
  switch ((int)self->type) {
  case CRM_FIELD_INTEGER:
    return parse_integer (text, value);
  case CRM_FIELD_MONEY:
    return parse_money (text, currency, value);
  case CRM_FIELD_PERCENT:
    return parse_percent (text, value);
  case CRM_FIELD_YESNO:
    return parse_yesno (text, value);
  case CRM_FIELD_INSTANT:
    return parse_instant (text, today, value);
  case CRM_FIELD_DURATION:
    return crm_duration_parse (text, value, NULL);
  case CRM_FIELD_REFERENCE:
  case CRM_FIELD_PARENT:
  case CRM_FIELD_ANY:
    return g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, value, NULL);
  default:
    return crm_number_parse (text, crm_field_digits (self, NULL), value, NULL);
  }
}

/* --- Texts ------------------------------------------------------------------------------------ */

static char *
parse_day (const char *text, const char *today)
{
  g_autofree char *now = NULL;

  if (today == NULL)
    now = crm_day_of_instant (g_get_real_time () / 1000, NULL);

  return crm_day_parse (text, today != NULL ? today : now, NULL);
}

/* By its key, or by the words that people see. */
static char *
parse_choice (const CrmField *self, const char *text)
{
  g_autofree char *folded = NULL;

  if (crm_field_find_choice (self, text) != NULL)
    return g_strdup (text);

  folded = crm_text_fold (text);
  for (const CrmChoice *choice = self->choices; choice != NULL && choice->key; choice++) {
    const char *const names[] = { crm_choice_get_label (choice), choice->label, choice->key };

    for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
      g_autofree char *name = crm_text_fold (names[i]);

      if (g_str_equal (name, folded))
        return g_strdup (choice->key);
    }
  }

  return NULL;
}

static char *
parse_requisite (const CrmField *self, const char *text)
{
  CrmRequisite requisite;
  char *normal;

  /* The kind may stand in another field; then the entity's own rules look at it. */
  if (self->ref == NULL || !crm_requisite_from_name (self->ref, &requisite))
    return g_strdup (text);

  normal = crm_requisite_normalise (requisite, text);
  if (*normal == '\0')
    g_clear_pointer (&normal, g_free);

  return normal;
}

static char *
parse_tags (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) tags = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++) {
    g_autofree char *tag = crm_text_clean (words[i], FALSE);

    if (*tag != '\0' && g_hash_table_add (seen, crm_text_fold (tag)))
      g_string_append_printf (tags, "%s%s", tags->len > 0 ? ", " : "", tag);
  }

  return g_string_free (g_steal_pointer (&tags), FALSE);
}

/* The text as it will stand, or NULL when it cannot be read. @text is clean. */
static char *
parse_text (const CrmField *self, const char *text, const char *today)
{
  switch ((int)self->type) {
  case CRM_FIELD_DAY:
    return parse_day (text, today);
  case CRM_FIELD_CHOICE:
    return parse_choice (self, text);
  case CRM_FIELD_CURRENCY:
  case CRM_FIELD_COUNTRY:
    return g_ascii_strup (text, -1);
  case CRM_FIELD_LANGUAGE:
    return g_ascii_strdown (text, -1);
  case CRM_FIELD_EMAIL:
    return crm_email_normalise (text);
  case CRM_FIELD_LINK:
    return crm_link_normalise (text);
  case CRM_FIELD_REQUISITE:
    return parse_requisite (self, text);
  case CRM_FIELD_TAGS:
    return parse_tags (text);
  case CRM_FIELD_BLOB:
    /* A file is chosen, not typed. */
    return NULL;
  default:
    return g_strdup (text);
  }
}

/* Code is kept to the letter; everything else loses what nobody meant to type. */
static char *
clean (const CrmField *self, const char *text)
{
  if (self->type == CRM_FIELD_JSON || self->type == CRM_FIELD_XML)
    return g_strdup (text[strspn (text, " \t\r\n")] != '\0' ? text : "");

  return crm_text_clean (text, self->type == CRM_FIELD_NOTE);
}

gboolean
crm_field_parse (const CrmField *self,
                 const char *text,
                 const char *currency,
                 const char *today,
                 CrmValue *value,
                 GError **error)
{
  g_auto (CrmValue) parsed = CRM_VALUE_INIT;
  g_autofree char *typed = NULL;
  gint64 integer;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  if (text != NULL && !g_utf8_validate (text, -1, NULL))
    return _crm_field_refuse (self, text, currency, error);

  typed = clean (self, text != NULL ? text : "");
  if (*typed != '\0' && crm_field_type_is_integer (self->type)) {
    if (!parse_int (self, typed, currency, today, &integer))
      return _crm_field_refuse (self, typed, currency, error);
    crm_value_set_int (&parsed, integer);
  } else if (*typed != '\0') {
    g_autofree char *kept = parse_text (self, typed, today);

    if (kept == NULL)
      return _crm_field_refuse (self, typed, currency, error);
    crm_value_set_text (&parsed, *kept != '\0' ? kept : NULL);
  }

  /* What was typed is named in the message rather than what it became. */
  if (!crm_field_check (self, &parsed, NULL)) {
    if (parsed.kind == CRM_VALUE_TEXT && !_crm_field_has_length (self, parsed.text, error))
      return FALSE;
    return _crm_field_refuse (self, typed, currency, error);
  }
  crm_value_copy (&parsed, value);

  return TRUE;
}
