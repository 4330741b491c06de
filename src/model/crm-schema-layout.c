/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-schema-private.h"

#include "base/crm-lang.h"

#include <glib-object.h>
#include <string.h>

/* The place of a field that the office has not put anywhere. */
#define STEP 10

typedef struct {
  CrmField field;
  const char *group; /* that it stands in, said or not */
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

/* The words of a group live as long as the schema. */
static const char *
keep_group (CrmSchemaEntity *self, const char *group)
{
  return g_string_chunk_insert_const (self->schema->strings, group);
}

static gboolean
has_layout (CrmSchemaEntity *self, const CrmCustomField *custom, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (custom[i].entity, self->entity.name) &&
        (custom[i].is_layout || custom[i].place != 0))
      return TRUE;

  return FALSE;
}

void
_crm_schema_lay_out (CrmSchemaEntity *self, const CrmCustomField *custom, gsize n_custom)
{
  g_autofree Placed *placed = NULL;
  const char *group = NULL;

  if (!has_layout (self, custom, n_custom))
    return;
  placed = g_new0 (Placed, self->n_fields + 1);
  for (guint i = 0; i < self->n_fields; i++) {
    const CrmCustomField *layout =
      find_layout (&self->entity, self->fields[i].name, custom, n_custom);

    if (self->fields[i].group != NULL)
      group = self->fields[i].group;
    placed[i] = (Placed){ self->fields[i], group, STEP * ((int)i + 1), i };
    if (layout == NULL)
      continue;
    if (layout->place != 0)
      placed[i].place = layout->place;
    if (layout->group != NULL && *layout->group != '\0')
      placed[i].group = keep_group (self, layout->group);
    /* What must be filled in is never out of sight. */
    if ((layout->flags & CRM_FIELD_HIDDEN) != 0 &&
        (placed[i].field.flags & CRM_FIELD_REQUIRED) == 0)
      placed[i].field.flags |= CRM_FIELD_HIDDEN;
  }
  qsort (placed, self->n_fields, sizeof (Placed), compare_places);
  group = NULL;
  for (guint i = 0; i < self->n_fields; i++) {
    self->fields[i] = placed[i].field;
    self->fields[i].group = g_strcmp0 (placed[i].group, group) != 0 ? placed[i].group : NULL;
    group = placed[i].group;
  }
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
