/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-tally.h"

#include "base/crm-number.h"

static void
tallied_clear (gpointer data)
{
  CrmTallied *tallied = data;

  g_free (tallied->currency);
}

CrmTally *
crm_tally_new (void)
{
  CrmTally *self = g_new0 (CrmTally, 1);

  self->figures = g_array_new (FALSE, TRUE, sizeof (CrmTallied));
  g_array_set_clear_func (self->figures, tallied_clear);

  return self;
}

void
crm_tally_free (CrmTally *self)
{
  g_array_unref (self->figures);
  g_free (self);
}

/* Whether adding two of them says anything. */
static gboolean
is_summed (CrmFieldType type)
{
  switch ((int)type) {
  case CRM_FIELD_INTEGER:
  case CRM_FIELD_QUANTITY:
  case CRM_FIELD_PRICE:
  case CRM_FIELD_MONEY:
  case CRM_FIELD_DURATION:
    return TRUE;
  default:
    return FALSE;
  }
}

static CrmTallied *
find (CrmTally *self, CrmFieldType type, const char *currency)
{
  CrmTallied fresh = { .type = type };

  for (guint i = 0; i < self->figures->len; i++) {
    CrmTallied *tallied = &g_array_index (self->figures, CrmTallied, i);

    if (tallied->type == type && g_str_equal (tallied->currency, currency))
      return tallied;
  }
  fresh.currency = g_strdup (currency);
  g_array_append_val (self->figures, fresh);

  return &g_array_index (self->figures, CrmTallied, self->figures->len - 1);
}

void
crm_tally_add (CrmTally *self, const CrmField *field, const CrmValue *value, const char *currency)
{
  CrmTallied *tallied;

  g_return_if_fail (self != NULL);

  self->n_cells++;
  if (value == NULL || crm_value_is_null (value))
    return;
  self->n_filled++;
  if (field == NULL || value->kind != CRM_VALUE_INT || !is_summed (field->type))
    return;
  tallied = find (self, field->type, currency != NULL ? currency : "");
  tallied->count++;
  if (__builtin_add_overflow (tallied->sum, value->integer, &tallied->sum))
    tallied->overflow = TRUE;
}

gint64
crm_tallied_average (const CrmTallied *self)
{
  gint64 average = 0;

  g_return_val_if_fail (self != NULL, 0);

  if (self->count > 0)
    crm_muldiv (self->sum, 1, self->count, &average);

  return average;
}

char *
crm_tallied_format (const CrmTallied *self, gint64 figure, CrmLang lang)
{
  const CrmField field = { .name = "", .label = "", .type = self->type };
  g_auto (CrmValue) value = CRM_VALUE_INIT;

  crm_value_set_int (&value, figure);

  return crm_field_format (&field, &value, *self->currency != '\0' ? self->currency : NULL, NULL,
                           lang);
}
