/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-record.h"

#include "model/crm-record-private.h"
#include "model/crm-schema-private.h"

static GPtrArray *
lines_array_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
}

GPtrArray *
_crm_record_copy_lines (GPtrArray *lines)
{
  GPtrArray *copies;

  if (lines == NULL || lines->len == 0)
    return NULL;

  copies = lines_array_new ();
  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_add (copies, crm_record_copy (g_ptr_array_index (lines, i)));

  return copies;
}

/* Whether lines came, went, changed places or changed themselves. */
gboolean
_crm_record_lines_changed (const CrmRecord *self, guint index)
{
  GPtrArray *lines = crm_record_get_lines_at (self, index);
  GPtrArray *base = crm_record_get_base_lines_at (self, index);

  if (lines->len != base->len)
    return TRUE;

  for (guint i = 0; i < lines->len; i++) {
    const CrmRecord *line = g_ptr_array_index (lines, i);
    const CrmRecord *was = g_ptr_array_index (base, i);

    if (line->id != was->id)
      return TRUE;
    for (guint j = 0; j < line->n_fields; j++) {
      if (!crm_value_equal (&line->values[j], &was->values[j]))
        return TRUE;
    }
  }

  return FALSE;
}

static int
find_lines (const CrmRecord *self, const char *lines)
{
  int index;

  g_return_val_if_fail (self != NULL, -1);
  g_return_val_if_fail (lines != NULL, -1);

  index = crm_entity_lines_index (self->entity, lines);
  if (index < 0)
    g_critical ("%s has no lines “%s”", self->entity->name, lines);

  return index;
}

GPtrArray *
crm_record_get_lines (const CrmRecord *self, const char *lines)
{
  int index = find_lines (self, lines);

  return index >= 0 ? crm_record_get_lines_at (self, (guint)index) : NULL;
}

GPtrArray *
crm_record_get_lines_at (const CrmRecord *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->n_lines, NULL);

  return self->lines[index] != NULL ? self->lines[index] : self->schema->no_lines;
}

GPtrArray *
crm_record_get_base_lines_at (const CrmRecord *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->n_lines, NULL);

  return self->base_lines[index] != NULL ? self->base_lines[index] : self->schema->no_lines;
}

CrmRecord *
crm_record_add_line (CrmRecord *self, const char *lines)
{
  int index = find_lines (self, lines);
  g_autoptr (CrmRecord) line = NULL;

  if (index < 0)
    return NULL;

  line = crm_record_new (crm_entity_line_entity (self->entity, (guint)index));
  crm_record_append_line (self, (guint)index, line);

  return line;
}

void
crm_record_append_line (CrmRecord *self, guint index, CrmRecord *line)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (index < self->n_lines);
  g_return_if_fail (line != NULL);
  g_return_if_fail (line->entity == crm_entity_line_entity (self->entity, index));

  if (self->lines[index] == NULL)
    self->lines[index] = lines_array_new ();
  g_ptr_array_add (self->lines[index], crm_record_ref (line));
}

void
crm_record_remove_line (CrmRecord *self, const char *lines, guint position)
{
  int index = find_lines (self, lines);

  if (index < 0)
    return;
  g_return_if_fail (position < crm_record_get_lines_at (self, (guint)index)->len);

  g_ptr_array_remove_index (self->lines[index], position);
}

void
crm_record_move_line (CrmRecord *self, const char *lines, guint from, guint to)
{
  int index = find_lines (self, lines);
  guint n;

  if (index < 0)
    return;
  n = crm_record_get_lines_at (self, (guint)index)->len;
  g_return_if_fail (from < n && to < n);

  g_ptr_array_insert (self->lines[index], (int)to,
                      g_ptr_array_steal_index (self->lines[index], from));
}

void
crm_record_clear_lines (CrmRecord *self, const char *lines)
{
  int index = find_lines (self, lines);

  if (index >= 0)
    g_clear_pointer (&self->lines[index], g_ptr_array_unref);
}
