/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-schema-private.h"

#include "base/crm-lang.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The place of a field that the office has not put anywhere. */
#define STEP 10

typedef struct {
  CrmField field;
  const char *group; /* that it stands in, said or not */
  gboolean joins;    /* the group of whatever stands before it */
  int place;
  guint nth;
} Placed;

char *
_crm_schema_label (const char *label)
{
  g_auto (GStrv) lines = g_strsplit (label != NULL ? label : "", "\n", -1);
  g_autofree char *prefix = g_strconcat (crm_lang_code (crm_lang_of_person ()), "=", NULL);

  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], prefix) && lines[i][strlen (prefix)] != '\0')
      return g_strdup (lines[i] + strlen (prefix));

  return g_strdup (lines[0]);
}

static const CrmCustomField *
find_layout (const CrmEntity *entity, const char *name, const CrmCustomField *custom, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (custom[i].entity, entity->name) && g_str_equal (custom[i].name, name))
      return &custom[i];

  return NULL;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Placed *left = a;
  const Placed *right = b;

  if (left->place != right->place)
    return left->place < right->place ? -1 : 1;

  return (left->nth > right->nth) - (left->nth < right->nth);
}

/* The words of a group live as long as the schema. NULL: without a heading. */
static const char *
keep_group (CrmSchemaEntity *self, const char *group)
{
  return g_str_equal (group, CRM_GROUP_NONE)
           ? NULL
           : g_string_chunk_insert_const (self->schema->strings, group);
}

static gboolean
has_layout (CrmSchemaEntity *self, const CrmCustomField *custom, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (custom[i].entity, self->entity.name))
      return TRUE;

  return FALSE;
}

static void
place_field (CrmSchemaEntity *self, Placed *placed, const CrmCustomField *layout)
{
  if (layout->place != 0)
    placed->place = layout->place;
  if (layout->group != NULL && *layout->group != '\0')
    placed->group = keep_group (self, layout->group);
  else if (!layout->is_layout && layout->place != 0)
    placed->joins = TRUE;
  else if (!layout->is_layout)
    placed->group = N_ ("Fields of our own");
  /* What must be filled in is never out of sight. */
  if ((layout->flags & CRM_FIELD_HIDDEN) != 0 && (placed->field.flags & CRM_FIELD_REQUIRED) == 0)
    placed->field.flags |= CRM_FIELD_HIDDEN;
}

/* Groups in the order of their first fields, each with all of its own: a heading stands once. */
static void
gather_groups (CrmSchemaEntity *self, const Placed *placed)
{
  g_autofree gboolean *done = g_new0 (gboolean, self->n_fields + 1);
  guint n = 0;

  for (guint i = 0; i < self->n_fields; i++) {
    for (guint k = i; k < self->n_fields && !done[i]; k++) {
      gboolean first = k == i;

      if (done[k] || g_strcmp0 (placed[k].group, placed[i].group) != 0)
        continue;
      done[k] = !first;
      self->fields[n] = placed[k].field;
      self->fields[n].group = NULL;
      if (first && (placed[k].group != NULL || n > 0))
        self->fields[n].group = placed[k].group != NULL ? placed[k].group : "";
      self->groups[n] = placed[k].group;
      self->places[n++] = placed[k].place;
    }
    done[i] = TRUE;
  }
}

void
_crm_schema_lay_out (CrmSchemaEntity *self, const CrmCustomField *custom, gsize n_custom)
{
  g_autofree Placed *placed = g_new0 (Placed, self->n_fields + 1);
  const char *group = NULL;

  self->n_laid_out = self->n_fields;
  self->groups = g_new0 (const char *, self->n_fields + 1);
  self->places = g_new0 (int, self->n_fields + 1);
  for (guint i = 0; i < self->n_fields; i++) {
    const CrmCustomField *layout =
      find_layout (&self->entity, self->fields[i].name, custom, n_custom);

    if (self->fields[i].group != NULL && (self->fields[i].flags & CRM_FIELD_CUSTOM) == 0)
      group = self->fields[i].group;
    placed[i] =
      (Placed){ .field = self->fields[i], .group = group, .place = STEP * ((int)i + 1), .nth = i };
    if (layout != NULL)
      place_field (self, &placed[i], layout);
    self->groups[i] = placed[i].group;
    self->places[i] = placed[i].place;
  }
  /* As Kontor has it, nothing moves. */
  if (!has_layout (self, custom, n_custom))
    return;
  qsort (placed, self->n_fields, sizeof (Placed), compare_places);
  for (guint i = 1; i < self->n_fields; i++)
    if (placed[i].joins)
      placed[i].group = placed[i - 1].group;
  gather_groups (self, placed);
}

const char *
crm_entity_get_group (const CrmEntity *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);

  return index < _crm_schema_entity (self)->n_laid_out ? _crm_schema_entity (self)->groups[index]
                                                       : NULL;
}

int
crm_entity_get_place (const CrmEntity *self, guint index)
{
  g_return_val_if_fail (self != NULL, 0);

  return index < _crm_schema_entity (self)->n_laid_out ? _crm_schema_entity (self)->places[index]
                                                       : 0;
}

const CrmField *
crm_entity_get_described (const CrmEntity *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  for (const CrmField *field = _crm_schema_entity (self)->described;
       field != NULL && field->name != NULL; field++)
    if (g_str_equal (field->name, name))
      return field;

  return NULL;
}

const char *
crm_entity_get_described_group (const CrmEntity *self, const char *name)
{
  const CrmField *field;
  const char *group = NULL;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  for (field = _crm_schema_entity (self)->described; field != NULL && field->name != NULL;
       field++) {
    if (field->group != NULL)
      group = field->group;
    if (g_str_equal (field->name, name))
      return group;
  }

  return NULL;
}
