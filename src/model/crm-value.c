/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-value.h"

#include <string.h>

void
crm_value_clear (CrmValue *self)
{
  g_return_if_fail (self != NULL);

  if (self->kind == CRM_VALUE_TEXT)
    g_ref_string_release (self->text);
  else if (self->kind == CRM_VALUE_BLOB)
    g_bytes_unref (self->blob);

  self->kind = CRM_VALUE_NULL;
  self->integer = 0;
}

void
crm_value_copy (const CrmValue *from, CrmValue *to)
{
  CrmValue copy;

  g_return_if_fail (from != NULL);
  g_return_if_fail (to != NULL);

  /* The new reference comes first: both may share one text, or be one value. */
  copy = *from;
  if (copy.kind == CRM_VALUE_TEXT)
    g_ref_string_acquire (copy.text);
  else if (copy.kind == CRM_VALUE_BLOB)
    g_bytes_ref (copy.blob);

  crm_value_clear (to);
  *to = copy;
}

void
crm_value_set_int (CrmValue *self, gint64 integer)
{
  g_return_if_fail (self != NULL);

  crm_value_clear (self);
  self->kind = CRM_VALUE_INT;
  self->integer = integer;
}

void
crm_value_set_text (CrmValue *self, const char *text)
{
  g_return_if_fail (self != NULL);

  if (text == NULL)
    crm_value_clear (self);
  else
    crm_value_set_text_length (self, text, strlen (text));
}

void
crm_value_set_text_length (CrmValue *self, const char *text, gsize length)
{
  char *copy;

  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL || length == 0);
  g_return_if_fail (length <= G_MAXSSIZE);

  /* Copied before the old one goes: @text may be a part of it. */
  copy = g_ref_string_new_len (text != NULL ? text : "", (gssize)length);
  crm_value_clear (self);
  self->kind = CRM_VALUE_TEXT;
  self->text = copy;
}

void
crm_value_set_blob (CrmValue *self, GBytes *blob)
{
  g_return_if_fail (self != NULL);

  if (blob != NULL)
    g_bytes_ref (blob);
  crm_value_clear (self);
  if (blob != NULL) {
    self->kind = CRM_VALUE_BLOB;
    self->blob = blob;
  }
}

void
crm_value_set_masked (CrmValue *self)
{
  g_return_if_fail (self != NULL);

  crm_value_clear (self);
  self->kind = CRM_VALUE_MASKED;
}

gboolean
crm_value_is_masked (const CrmValue *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->kind == CRM_VALUE_MASKED;
}

gint64
crm_value_get_int (const CrmValue *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->kind == CRM_VALUE_INT ? self->integer : 0;
}

const char *
crm_value_get_text (const CrmValue *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->kind == CRM_VALUE_TEXT ? self->text : NULL;
}

gboolean
crm_value_is_null (const CrmValue *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->kind == CRM_VALUE_NULL;
}

gboolean
crm_value_equal (const CrmValue *a, const CrmValue *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->kind == b->kind && crm_value_compare (a, b) == 0;
}

int
crm_value_compare (const CrmValue *a, const CrmValue *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, 0);

  if (a->kind != b->kind)
    return a->kind < b->kind ? -1 : 1;

  switch (a->kind) {
  case CRM_VALUE_INT:
    return (a->integer > b->integer) - (a->integer < b->integer);
  case CRM_VALUE_TEXT:
    return a->text == b->text ? 0 : strcmp (a->text, b->text);
  case CRM_VALUE_BLOB:
    return a->blob == b->blob ? 0 : g_bytes_compare (a->blob, b->blob);
  case CRM_VALUE_MASKED:
  case CRM_VALUE_NULL:
  default:
    return 0;
  }
}
