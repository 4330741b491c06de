/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-record.h"

#include "base/crm-text.h"
#include "model/crm-format.h"
#include "model/crm-pattern.h"
#include "model/crm-record-private.h"

#include <glib-object.h>
#include <string.h>

#define MAX_TITLE 200

G_DEFINE_BOXED_TYPE (CrmRecord, crm_record, crm_record_ref, crm_record_unref)

CrmRecord *
crm_record_new (const CrmEntity *entity)
{
  CrmRecord *self;
  guint n_fields;

  g_return_val_if_fail (entity != NULL, NULL);

  n_fields = crm_entity_n_fields (entity);
  self = g_malloc0 (sizeof (CrmRecord) + 2 * n_fields * sizeof (CrmValue));
  self->ref_count = 1;
  self->entity = entity;
  self->schema = crm_schema_ref (crm_entity_get_schema (entity));
  self->n_fields = n_fields;
  self->base = self->values + n_fields;
  self->n_lines = crm_entity_n_lines (entity);
  if (self->n_lines > 0) {
    self->lines = g_new0 (GPtrArray *, 2 * self->n_lines);
    self->base_lines = self->lines + self->n_lines;
  }

  return self;
}

CrmRecord *
crm_record_ref (CrmRecord *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);

  return self;
}

void
crm_record_unref (CrmRecord *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;

  for (guint i = 0; i < 2 * self->n_fields; i++)
    crm_value_clear (&self->values[i]);
  for (guint i = 0; i < 2 * self->n_lines; i++)
    g_clear_pointer (&self->lines[i], g_ptr_array_unref);
  g_free (self->lines);
  crm_schema_unref (self->schema);
  g_free (self);
}

CrmRecord *
crm_record_copy (const CrmRecord *self)
{
  CrmRecord *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = crm_record_new (self->entity);
  copy->id = self->id;
  copy->version = self->version;
  copy->n = self->n;
  copy->deleted = self->deleted;
  for (guint i = 0; i < 2 * self->n_fields; i++)
    crm_value_copy (&self->values[i], &copy->values[i]);
  for (guint i = 0; i < 2 * self->n_lines; i++)
    copy->lines[i] = _crm_record_copy_lines (self->lines[i]);

  return copy;
}

CrmRecord *
crm_record_duplicate (const CrmRecord *self)
{
  const CrmFieldFlags kept_out =
    CRM_FIELD_READ_ONLY | CRM_FIELD_UNIQUE | CRM_FIELD_DERIVED | CRM_FIELD_SYSTEM;
  CrmRecord *duplicate;

  g_return_val_if_fail (self != NULL, NULL);

  duplicate = crm_record_new (self->entity);
  for (guint i = 0; i < self->n_fields; i++) {
    if ((self->entity->fields[i].flags & kept_out) == 0)
      crm_value_copy (&self->values[i], &duplicate->values[i]);
  }
  for (guint i = 0; i < self->n_lines; i++) {
    for (guint j = 0; self->lines[i] != NULL && j < self->lines[i]->len; j++) {
      CrmRecord *line = crm_record_duplicate (g_ptr_array_index (self->lines[i], j));

      crm_record_append_line (duplicate, i, line);
      crm_record_unref (line);
    }
  }

  return duplicate;
}

static void
apply_initial (const CrmField *field, CrmValue *value, const char *today, gint64 now, gint64 me)
{
  if (g_str_equal (field->initial, "today")) {
    crm_value_set_text (value, today);
  } else if (g_str_equal (field->initial, "now")) {
    crm_value_set_int (value, now);
  } else if (g_str_equal (field->initial, "me")) {
    /* Nobody is at the desk while a file is being filled. */
    if (me != 0)
      crm_value_set_int (value, me);
  } else {
    /* The schema has tried it. */
    crm_field_from_string (field, field->initial, NULL, value, NULL);
  }
}

void
crm_record_apply_initial (CrmRecord *self, const char *today, gint64 now, gint64 me)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->n_fields; i++) {
    const CrmField *field = &self->entity->fields[i];

    if (field->initial != NULL && crm_value_is_null (&self->values[i]))
      apply_initial (field, &self->values[i], today, now, me);
  }
}

/* --- What it is ------------------------------------------------------------------------------- */

const CrmEntity *
crm_record_get_entity (const CrmRecord *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->entity;
}

gint64
crm_record_get_id (const CrmRecord *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->id;
}

void
crm_record_set_id (CrmRecord *self, gint64 id)
{
  g_return_if_fail (self != NULL);

  self->id = id;
}

gint64
crm_record_get_version (const CrmRecord *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->version;
}

void
crm_record_set_version (CrmRecord *self, gint64 version)
{
  g_return_if_fail (self != NULL);

  self->version = version;
}

gboolean
crm_record_is_new (const CrmRecord *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->version == 0;
}

gint64
crm_record_get_n (const CrmRecord *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n;
}

void
crm_record_set_n (CrmRecord *self, gint64 n)
{
  g_return_if_fail (self != NULL);

  self->n = n;
}

gint64
crm_record_get_deleted (const CrmRecord *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->deleted;
}

void
crm_record_set_deleted (CrmRecord *self, gint64 at)
{
  g_return_if_fail (self != NULL);

  self->deleted = at;
}

/* --- Values ----------------------------------------------------------------------------------- */

static int
find_index (const CrmRecord *self, const char *field)
{
  int index;

  g_return_val_if_fail (self != NULL, -1);
  g_return_val_if_fail (field != NULL, -1);

  index = crm_entity_field_index (self->entity, field);
  if (index < 0)
    g_critical ("%s has no field “%s”", self->entity->name, field);

  return index;
}

const CrmValue *
crm_record_get (const CrmRecord *self, const char *field)
{
  static const CrmValue nothing = CRM_VALUE_INIT;
  int index = find_index (self, field);

  return index >= 0 ? &self->values[index] : &nothing;
}

const CrmValue *
crm_record_get_at (const CrmRecord *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->n_fields, NULL);

  return &self->values[index];
}

const CrmValue *
crm_record_get_base_at (const CrmRecord *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->n_fields, NULL);

  return &self->base[index];
}

gint64
crm_record_get_int (const CrmRecord *self, const char *field)
{
  return crm_value_get_int (crm_record_get (self, field));
}

const char *
crm_record_get_text (const CrmRecord *self, const char *field)
{
  const char *text = crm_value_get_text (crm_record_get (self, field));

  return text != NULL ? text : "";
}

gboolean
crm_record_is_null (const CrmRecord *self, const char *field)
{
  return crm_value_is_null (crm_record_get (self, field));
}

void
crm_record_set (CrmRecord *self, const char *field, const CrmValue *value)
{
  int index = find_index (self, field);

  if (index >= 0)
    crm_record_set_at (self, (guint)index, value);
}

void
crm_record_set_at (CrmRecord *self, guint index, const CrmValue *value)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (index < self->n_fields);
  g_return_if_fail (value != NULL);

  if (value->kind == CRM_VALUE_TEXT && *value->text == '\0')
    crm_value_clear (&self->values[index]);
  else
    crm_value_copy (value, &self->values[index]);
}

void
crm_record_set_int (CrmRecord *self, const char *field, gint64 value)
{
  int index = find_index (self, field);

  if (index >= 0)
    crm_value_set_int (&self->values[index], value);
}

void
crm_record_set_text (CrmRecord *self, const char *field, const char *text)
{
  int index = find_index (self, field);

  if (index >= 0)
    crm_value_set_text (&self->values[index], text != NULL && *text != '\0' ? text : NULL);
}

void
crm_record_set_null (CrmRecord *self, const char *field)
{
  int index = find_index (self, field);

  if (index >= 0)
    crm_value_clear (&self->values[index]);
}

/* --- What was changed ------------------------------------------------------------------------- */

gboolean
crm_record_is_changed (const CrmRecord *self, const char *field)
{
  int index = find_index (self, field);

  return index >= 0 && crm_record_is_changed_at (self, (guint)index);
}

gboolean
crm_record_is_changed_at (const CrmRecord *self, guint index)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (index < self->n_fields, FALSE);

  return !crm_value_equal (&self->values[index], &self->base[index]);
}

gboolean
crm_record_has_changes (const CrmRecord *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->n_fields; i++) {
    if (crm_record_is_changed_at (self, i))
      return TRUE;
  }
  for (guint i = 0; i < self->n_lines; i++) {
    if (_crm_record_lines_changed (self, i))
      return TRUE;
  }

  return FALSE;
}

void
crm_record_rebase (CrmRecord *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->n_fields; i++)
    crm_value_copy (&self->values[i], &self->base[i]);
  for (guint i = 0; i < self->n_lines; i++) {
    for (guint j = 0; self->lines[i] != NULL && j < self->lines[i]->len; j++)
      crm_record_rebase (g_ptr_array_index (self->lines[i], j));
    g_clear_pointer (&self->base_lines[i], g_ptr_array_unref);
    self->base_lines[i] = _crm_record_copy_lines (self->lines[i]);
  }
}

void
crm_record_revert (CrmRecord *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->n_fields; i++)
    crm_value_copy (&self->base[i], &self->values[i]);
  for (guint i = 0; i < self->n_lines; i++) {
    g_clear_pointer (&self->lines[i], g_ptr_array_unref);
    self->lines[i] = _crm_record_copy_lines (self->base_lines[i]);
  }
}

/* --- Titles ----------------------------------------------------------------------------------- */

char *
crm_record_title (const CrmRecord *self)
{
  g_autofree char *title = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->entity->title == NULL)
    return g_strdup ("");
  title = crm_record_expand (self, self->entity->title);

  return crm_text_ellipsize (title, MAX_TITLE - 1);
}

/* Titles are kept in the office file, which desktops in several languages share: values stand in
 * them in machine form, and a reference, whose title this record does not know, not at all. */
static char *
expand_field (const char *name, gpointer data)
{
  const CrmRecord *self = data;
  int index = crm_entity_field_index (self->entity, name);
  const CrmField *field = index >= 0 ? &self->entity->fields[index] : NULL;

  if (field == NULL || field->type == CRM_FIELD_REFERENCE || field->type == CRM_FIELD_PARENT ||
      field->type == CRM_FIELD_ANY || field->type == CRM_FIELD_BLOB)
    return NULL;

  return crm_field_to_string (field, &self->values[index], crm_record_currency (self, field, NULL));
}

char *
crm_record_expand (const CrmRecord *self, const char *pattern)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (pattern != NULL, NULL);

  text = crm_pattern_expand (pattern, expand_field, (gpointer)self);

  return crm_text_clean (text, FALSE);
}
