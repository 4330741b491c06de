/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-entity.h"

#include "base/crm-money.h"
#include "base/crm-number.h"

static const char *const type_names[] = {
  [CRM_FIELD_TEXT] = "text",           [CRM_FIELD_NOTE] = "note",
  [CRM_FIELD_INTEGER] = "integer",     [CRM_FIELD_QUANTITY] = "quantity",
  [CRM_FIELD_PRICE] = "price",         [CRM_FIELD_MONEY] = "money",
  [CRM_FIELD_RATE] = "rate",           [CRM_FIELD_PERCENT] = "percent",
  [CRM_FIELD_YESNO] = "yesno",         [CRM_FIELD_DAY] = "day",
  [CRM_FIELD_INSTANT] = "instant",     [CRM_FIELD_DURATION] = "duration",
  [CRM_FIELD_CHOICE] = "choice",       [CRM_FIELD_CURRENCY] = "currency",
  [CRM_FIELD_COUNTRY] = "country",     [CRM_FIELD_LANGUAGE] = "language",
  [CRM_FIELD_REFERENCE] = "reference", [CRM_FIELD_ANY] = "any",
  [CRM_FIELD_PARENT] = "parent",       [CRM_FIELD_TAGS] = "tags",
  [CRM_FIELD_EMAIL] = "email",         [CRM_FIELD_PHONE] = "phone",
  [CRM_FIELD_LINK] = "link",           [CRM_FIELD_REQUISITE] = "requisite",
  [CRM_FIELD_JSON] = "json",           [CRM_FIELD_XML] = "xml",
  [CRM_FIELD_BLOB] = "blob",
};

gboolean
crm_field_type_is_integer (CrmFieldType type)
{
  switch ((int)type) {
  case CRM_FIELD_INTEGER:
  case CRM_FIELD_QUANTITY:
  case CRM_FIELD_PRICE:
  case CRM_FIELD_MONEY:
  case CRM_FIELD_RATE:
  case CRM_FIELD_PERCENT:
  case CRM_FIELD_YESNO:
  case CRM_FIELD_INSTANT:
  case CRM_FIELD_DURATION:
  case CRM_FIELD_REFERENCE:
  case CRM_FIELD_ANY:
  case CRM_FIELD_PARENT:
    return TRUE;
  default:
    return FALSE;
  }
}

const char *
crm_field_type_name (CrmFieldType type)
{
  g_return_val_if_fail ((guint)type < G_N_ELEMENTS (type_names), NULL);

  return type_names[type];
}

gboolean
crm_field_type_from_name (const char *name, CrmFieldType *type)
{
  g_return_val_if_fail (type != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (type_names); i++) {
    if (g_strcmp0 (type_names[i], name) == 0) {
      *type = (CrmFieldType)i;
      return TRUE;
    }
  }

  return FALSE;
}

guint
crm_field_digits (const CrmField *self, const char *currency)
{
  g_return_val_if_fail (self != NULL, 0);

  switch ((int)self->type) {
  case CRM_FIELD_QUANTITY:
    return CRM_QUANTITY_DIGITS;
  case CRM_FIELD_PRICE:
    return CRM_PRICE_DIGITS;
  case CRM_FIELD_PERCENT:
    return CRM_PERCENT_DIGITS;
  case CRM_FIELD_RATE:
    return CRM_RATE_DIGITS;
  case CRM_FIELD_MONEY:
    return currency != NULL && *currency != '\0' ? crm_currency_digits (currency) : 2;
  default:
    return 0;
  }
}

const CrmChoice *
crm_field_find_choice (const CrmField *self, const char *key)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->choices == NULL || key == NULL)
    return NULL;

  for (const CrmChoice *choice = self->choices; choice->key != NULL; choice++) {
    if (g_str_equal (choice->key, key))
      return choice;
  }

  return NULL;
}

gboolean
crm_field_has_fold (const CrmField *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if ((self->flags & (CRM_FIELD_SEARCHED | CRM_FIELD_SORTED)) == 0)
    return FALSE;

  switch ((int)self->type) {
  case CRM_FIELD_TEXT:
  case CRM_FIELD_NOTE:
  case CRM_FIELD_TAGS:
  case CRM_FIELD_EMAIL:
  case CRM_FIELD_LINK:
  case CRM_FIELD_REQUISITE:
    return TRUE;
  default:
    return FALSE;
  }
}

gboolean
crm_field_is_figure (const CrmField *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  switch ((int)self->type) {
  case CRM_FIELD_INTEGER:
  case CRM_FIELD_QUANTITY:
  case CRM_FIELD_PRICE:
  case CRM_FIELD_MONEY:
  case CRM_FIELD_RATE:
  case CRM_FIELD_PERCENT:
  case CRM_FIELD_DURATION:
    return TRUE;
  default:
    return FALSE;
  }
}
