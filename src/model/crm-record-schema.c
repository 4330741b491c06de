/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-record.h"

/* Records between two schemas of the same office. */

static void
copy_marks (const CrmRecord *from, CrmRecord *to)
{
  crm_record_set_id (to, crm_record_get_id (from));
  crm_record_set_n (to, crm_record_get_n (from));
  crm_record_set_version (to, crm_record_get_version (from));
  crm_record_set_deleted (to, crm_record_get_deleted (from));
}

static void
copy_values (const CrmRecord *from, gboolean base, CrmRecord *to)
{
  const CrmEntity *entity = crm_record_get_entity (to);
  gboolean same = crm_record_get_entity (from) == entity;

  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    int index =
      same ? (int)i : crm_entity_field_index (crm_record_get_entity (from), entity->fields[i].name);

    if (index >= 0)
      crm_record_set_at (
        to, i, base ? crm_record_get_base_at (from, index) : crm_record_get_at (from, index));
  }
}

static void
copy_lines (const CrmRecord *from, gboolean base, CrmRecord *to)
{
  const CrmEntity *entity = crm_record_get_entity (to);

  for (guint i = 0; i < crm_entity_n_lines (entity); i++) {
    GPtrArray *lines =
      base ? crm_record_get_base_lines_at (from, i) : crm_record_get_lines_at (from, i);

    crm_record_clear_lines (to, entity->lines[i].name);
    for (guint k = 0; k < lines->len; k++) {
      g_autoptr (CrmRecord) line =
                   crm_record_in (lines->pdata[k], crm_entity_line_entity (entity, i));

      crm_record_append_line (to, i, line);
    }
  }
}

CrmRecord *
crm_record_in (const CrmRecord *self, const CrmEntity *entity)
{
  CrmRecord *copy;

  if (crm_record_get_entity (self) == entity)
    return crm_record_copy (self);
  copy = crm_record_new (entity);
  copy_marks (self, copy);
  copy_values (self, TRUE, copy);
  copy_lines (self, TRUE, copy);
  crm_record_rebase (copy);
  copy_values (self, FALSE, copy);
  copy_lines (self, FALSE, copy);
  return copy;
}

CrmRecord *
crm_record_base (const CrmRecord *self, const CrmEntity *entity)
{
  CrmRecord *base = crm_record_new (entity);

  copy_marks (self, base);
  copy_values (self, TRUE, base);
  for (guint i = 0; i < crm_entity_n_lines (entity); i++) {
    GPtrArray *lines = crm_record_get_base_lines_at (self, i);

    for (guint k = 0; k < lines->len; k++) {
      g_autoptr (CrmRecord) line =
                   crm_record_base (lines->pdata[k], crm_entity_line_entity (entity, i));

      crm_record_append_line (base, i, line);
    }
  }
  return base;
}

void
crm_record_take (CrmRecord *self, const CrmRecord *saved)
{
  copy_marks (saved, self);
  copy_values (saved, FALSE, self);
  copy_lines (saved, FALSE, self);
  crm_record_rebase (self);
}
