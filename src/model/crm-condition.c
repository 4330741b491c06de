/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-query.h"

#include "base/crm-text.h"
#include "model/crm-format.h"

#include <string.h>

static int
compare (const CrmValue *a, const CrmValue *b)
{
  gint64 left = crm_value_get_int (a);
  gint64 right = crm_value_get_int (b);

  if (a->kind == CRM_VALUE_TEXT)
    return strcmp (crm_value_get_text (a), crm_value_get_text (b));

  return (left > right) - (left < right);
}

static gboolean
matches_text (CrmTest test, const CrmValue *value, const char *text)
{
  g_autofree char *hay = NULL;
  g_autofree char *needle = NULL;

  if (value->kind != CRM_VALUE_TEXT)
    return FALSE;
  hay = crm_text_fold (crm_value_get_text (value));
  needle = crm_text_fold (text);

  return test == CRM_TEST_STARTS ? g_str_has_prefix (hay, needle) : strstr (hay, needle) != NULL;
}

static gboolean
matches (const CrmField *field, const CrmValue *value, CrmTest test, const char *text)
{
  g_auto (CrmValue) expected = CRM_VALUE_INIT;

  if (test == CRM_TEST_CONTAINS || test == CRM_TEST_STARTS)
    return matches_text (test, value, text);
  if (!crm_field_from_string (field, text, NULL, &expected, NULL))
    return FALSE;
  if (test == CRM_TEST_EQUAL || test == CRM_TEST_IN)
    return crm_value_equal (value, &expected);
  if (test == CRM_TEST_DIFFERS)
    return !crm_value_equal (value, &expected);
  if (value->kind != expected.kind)
    return FALSE;

  switch ((int)test) {
  case CRM_TEST_LESS:
    return compare (value, &expected) < 0;
  case CRM_TEST_AT_MOST:
    return compare (value, &expected) <= 0;
  case CRM_TEST_GREATER:
    return compare (value, &expected) > 0;
  default:
    return compare (value, &expected) >= 0;
  }
}

static gboolean
test_holds (const CrmCondition *self, const CrmRecord *record)
{
  int index = crm_entity_field_index (crm_record_get_entity (record), self->path);
  const CrmField *field;
  const CrmValue *value;
  gboolean empty;

  if (index < 0 || crm_test_is_of_view (self->test))
    return FALSE;
  field = &crm_record_get_entity (record)->fields[index];
  value = crm_record_get_at (record, (guint)index);
  empty = crm_value_is_null (value);
  if (self->test == CRM_TEST_EMPTY || self->test == CRM_TEST_FILLED)
    return empty == (self->test == CRM_TEST_EMPTY);
  if (self->values == NULL || self->values[0] == NULL)
    return self->test == CRM_TEST_DIFFERS ? !empty : self->test == CRM_TEST_EQUAL && empty;

  for (guint i = 0; self->values[i] != NULL; i++)
    if (matches (field, value, self->test, self->values[i]))
      return TRUE;

  return FALSE;
}

gboolean
crm_condition_holds (const CrmCondition *self, const CrmRecord *record)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (record != NULL, FALSE);

  if (self->kind == CRM_CONDITION_TEST)
    return test_holds (self, record);
  for (guint i = 0; self->children != NULL && i < self->children->len; i++) {
    gboolean holds = crm_condition_holds (g_ptr_array_index (self->children, i), record);

    if (self->kind == CRM_CONDITION_NOT)
      return !holds;
    if (holds != (self->kind == CRM_CONDITION_ALL))
      return holds;
  }

  return self->kind != CRM_CONDITION_ANY;
}

/* Numbers of a state mean nothing in another country. */
static const struct {
  const char *kind;
  const char *country;
} requisite_countries[] = {
  { "inn", "RU" },    { "kpp", "RU" },        { "ogrn", "RU" }, { "okpo", "RU" },
  { "bik", "RU" },    { "ru-account", "RU" }, { "idno", "MD" }, { "idnp", "MD" },
  { "md-vat", "MD" }, { "cui", "RO" },        { "cnp", "RO" },  { "ro-reg", "RO" },
};

static gboolean
is_foreign_requisite (const CrmField *field, const CrmRecord *record)
{
  const CrmField *country = crm_entity_find_field (crm_record_get_entity (record), "country");

  if (field->type != CRM_FIELD_REQUISITE || country == NULL || country->type != CRM_FIELD_COUNTRY ||
      crm_record_is_null (record, "country"))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (requisite_countries); i++)
    if (g_strcmp0 (field->ref, requisite_countries[i].kind) == 0)
      return !g_str_equal (crm_record_get_text (record, "country"), requisite_countries[i].country);

  return FALSE;
}

gboolean
crm_field_is_shown (const CrmField *self, const CrmRecord *record)
{
  g_autoptr (CrmCondition) condition = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (record != NULL, FALSE);

  /* What stands somewhere is never out of sight. */
  if (!crm_record_is_null (record, self->name))
    return TRUE;
  if (is_foreign_requisite (self, record))
    return FALSE;
  if (self->shown == NULL)
    return TRUE;
  condition = crm_query_parse_where (self->shown, NULL);

  return condition != NULL && crm_condition_holds (condition, record);
}

void
crm_condition_apply (const CrmCondition *self, CrmRecord *record)
{
  const CrmField *field;
  g_auto (CrmValue) value = CRM_VALUE_INIT;

  g_return_if_fail (self != NULL);
  g_return_if_fail (record != NULL);

  for (guint i = 0; self->kind == CRM_CONDITION_ALL && i < self->children->len; i++)
    crm_condition_apply (g_ptr_array_index (self->children, i), record);
  if (self->kind != CRM_CONDITION_TEST || self->test != CRM_TEST_EQUAL || self->values == NULL)
    return;
  field = crm_entity_find_field (crm_record_get_entity (record), self->path);
  if (field == NULL || (field->flags & (CRM_FIELD_DERIVED | CRM_FIELD_SYSTEM)) != 0)
    return;
  if (crm_field_parse (field, self->values[0], NULL, NULL, &value, NULL) ||
      crm_field_from_string (field, self->values[0], NULL, &value, NULL))
    crm_record_set (record, field->name, &value);
}
