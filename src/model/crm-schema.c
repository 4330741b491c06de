/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-schema.h"

#include "base/crm-error.h"
#include "model/crm-schema-private.h"

#include <glib-object.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define PERSON "person"

static const CrmField system_fields[] = {
  { .name = "created_at", .label = N_ ("Created"), .type = CRM_FIELD_INSTANT },
  { .name = "created_by", .label = N_ ("Created by"), .type = CRM_FIELD_REFERENCE, .ref = PERSON },
  { .name = "modified_at", .label = N_ ("Changed"), .type = CRM_FIELD_INSTANT },
  { .name = "modified_by", .label = N_ ("Changed by"), .type = CRM_FIELD_REFERENCE, .ref = PERSON },
};

G_DEFINE_BOXED_TYPE (CrmSchema, crm_schema, crm_schema_ref, crm_schema_unref)

static void
schema_entity_free (gpointer data)
{
  CrmSchemaEntity *self = data;

  /* The list of entities ends with NULL. */
  if (self == NULL)
    return;

  g_clear_pointer (&self->field_index, g_hash_table_unref);
  g_clear_pointer (&self->derivations, g_array_unref);
  g_clear_pointer (&self->stands, g_array_unref);
  g_free (self->line_entities);
  g_free (self->groups);
  g_free (self->places);
  g_free (self->fields);
  g_free (self);
}

static void
schema_free (CrmSchema *self)
{
  g_clear_pointer (&self->by_name, g_hash_table_unref);
  g_clear_pointer (&self->by_number, g_hash_table_unref);
  g_clear_pointer (&self->entities, g_ptr_array_unref);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  g_clear_pointer (&self->no_lines, g_ptr_array_unref);
  g_string_chunk_free (self->strings);
  g_free (self);
}

/* --- Custom fields --------------------------------------------------------------------------- */

static const char *
keep (CrmSchema *self, const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (self->strings, text) : NULL;
}

/* "key=Label" a line; a line without "=" is both. */
static const CrmChoice *
parse_options (CrmSchema *self, const char *options)
{
  g_auto (GStrv) lines = g_strsplit (options != NULL ? options : "", "\n", -1);
  CrmChoice *choices = g_new0 (CrmChoice, g_strv_length (lines) + 1);
  guint n = 0;

  g_ptr_array_add (self->blocks, choices);
  for (guint i = 0; lines[i] != NULL; i++) {
    char *key = g_strstrip (lines[i]);
    char *mark = strchr (key, '=');
    const char *label = key;

    if (mark != NULL) {
      *mark = '\0';
      label = g_strstrip (mark + 1);
      g_strchomp (key);
    }
    if (*key == '\0')
      continue;
    choices[n].key = keep (self, key);
    choices[n].label = keep (self, *label != '\0' ? label : key);
    n++;
  }

  return choices;
}

static void
fill_custom (CrmSchema *self, const CrmCustomField *custom, CrmField *field)
{
  g_autofree char *label = _crm_schema_label (custom->label);

  field->name = keep (self, custom->name);
  field->label = keep (self, label);
  field->type = custom->type;
  field->flags = custom->flags | CRM_FIELD_CUSTOM;
  field->ref = keep (self, custom->ref);
  field->group = keep (self, custom->group);
  if (custom->type == CRM_FIELD_CHOICE)
    field->choices = parse_options (self, custom->options);
}

static gboolean
check_custom (const CrmEntity *const *entities, const CrmCustomField *custom, GError **error)
{
  const char *entity = custom->entity != NULL ? custom->entity : "";
  const char *name = custom->name != NULL ? custom->name : "";

  for (gsize i = 0; entities[i] != NULL; i++) {
    if (g_str_equal (entities[i]->name, entity)) {
      /* A layout of what a newer or older Kontor describes lays out nothing. */
      if (g_str_has_prefix (name, "x_") || custom->is_layout)
        return TRUE;
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                   "%s.%s: the name of an office's own field begins with x_", entity, name);
      return FALSE;
    }
  }
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               "%s.%s: an office's own field belongs to an entity that is not there", entity, name);

  return FALSE;
}

/* --- Building --------------------------------------------------------------------------------- */

static gboolean
has_entity (const CrmEntity *const *entities, const char *name)
{
  for (gsize i = 0; entities[i] != NULL; i++) {
    if (g_str_equal (entities[i]->name, name))
      return TRUE;
  }

  return FALSE;
}

static void
add_system_fields (CrmSchemaEntity *self, gboolean has_person)
{
  for (guint i = 0; i < G_N_ELEMENTS (system_fields); i++) {
    CrmField *field = &self->fields[self->n_fields++];

    *field = system_fields[i];
    field->flags = CRM_FIELD_SYSTEM | CRM_FIELD_READ_ONLY;
    if (field->type == CRM_FIELD_REFERENCE && !has_person) {
      field->type = CRM_FIELD_INTEGER;
      field->ref = NULL;
    }
  }
}

static guint
count_fields (const CrmField *fields)
{
  guint n = 0;

  while (fields != NULL && fields[n].name != NULL)
    n++;

  return n;
}

static CrmSchemaEntity *
build_entity (CrmSchema *schema,
              const CrmEntity *entity,
              const CrmCustomField *custom,
              gsize n_custom,
              gboolean has_person)
{
  CrmSchemaEntity *self = g_new0 (CrmSchemaEntity, 1);
  guint n = count_fields (entity->fields);

  self->entity = *entity;
  self->described = entity->fields;
  self->schema = schema;
  self->derivations = g_array_new (FALSE, FALSE, sizeof (CrmDerivation));
  self->stands = g_array_new (FALSE, FALSE, sizeof (CrmStand));
  self->field_index = g_hash_table_new (g_str_hash, g_str_equal);
  self->fields = g_new0 (CrmField, n + n_custom + G_N_ELEMENTS (system_fields) + 1);
  if (n > 0)
    memcpy (self->fields, entity->fields, n * sizeof (CrmField));
  self->n_fields = n;
  for (gsize i = 0; i < n_custom; i++) {
    if (g_str_equal (custom[i].entity, entity->name) && !custom[i].is_layout)
      fill_custom (schema, &custom[i], &self->fields[self->n_fields++]);
  }
  _crm_schema_lay_out (self, custom, n_custom);
  if (entity->owner == NULL)
    add_system_fields (self, has_person);
  self->entity.fields = self->fields;

  while (entity->lines != NULL && entity->lines[self->n_lines].name != NULL)
    self->n_lines++;
  self->line_entities = g_new0 (const CrmEntity *, self->n_lines + 1);

  return self;
}

static gboolean
index_fields (CrmSchemaEntity *self, GError **error)
{
  for (guint i = 0; i < self->n_fields; i++) {
    gpointer name = (gpointer)self->fields[i].name;

    if (!g_hash_table_insert (self->field_index, name, GUINT_TO_POINTER (i + 1))) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, "%s.%s: two fields have this name",
                   self->entity.name, self->fields[i].name);
      return FALSE;
    }
  }

  return TRUE;
}

static gboolean
index_entity (CrmSchema *self, CrmSchemaEntity *entity, GError **error)
{
  gpointer number = GUINT_TO_POINTER ((guint)entity->entity.number);

  if (!g_hash_table_insert (self->by_name, (gpointer)entity->entity.name, entity)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, "%s: two entities have this name",
                 entity->entity.name);
    return FALSE;
  }
  if (!g_hash_table_insert (self->by_number, number, entity)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, "%s: another entity has the number %u",
                 entity->entity.name, (guint)entity->entity.number);
    return FALSE;
  }

  return index_fields (entity, error);
}

static CrmSchema *
schema_alloc (void)
{
  CrmSchema *self = g_new0 (CrmSchema, 1);

  self->ref_count = 1;
  self->entities = g_ptr_array_new_with_free_func (schema_entity_free);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_number = g_hash_table_new (NULL, NULL);
  self->strings = g_string_chunk_new (1024);
  self->blocks = g_ptr_array_new_with_free_func (g_free);
  self->no_lines = g_ptr_array_new ();

  return self;
}

CrmSchema *
crm_schema_new (const CrmEntity *const *entities,
                const CrmCustomField *custom,
                gsize n_custom,
                GError **error)
{
  g_autoptr (CrmSchema) self = NULL;
  gboolean has_person;

  g_return_val_if_fail (entities != NULL, NULL);
  g_return_val_if_fail (custom != NULL || n_custom == 0, NULL);

  for (gsize i = 0; entities[i] != NULL; i++) {
    if (!_crm_schema_check_static (entities[i], error))
      return NULL;
  }
  for (gsize i = 0; i < n_custom; i++) {
    if (!check_custom (entities, &custom[i], error))
      return NULL;
  }

  self = schema_alloc ();
  has_person = has_entity (entities, PERSON);
  for (; entities[self->n_entities] != NULL; self->n_entities++) {
    const CrmEntity *entity = entities[self->n_entities];
    CrmSchemaEntity *built = build_entity (self, entity, custom, n_custom, has_person);

    g_ptr_array_add (self->entities, built);
    if (!index_entity (self, built, error))
      return NULL;
  }
  g_ptr_array_add (self->entities, NULL);

  if (!_crm_schema_check (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

CrmSchema *
crm_schema_ref (CrmSchema *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);

  return self;
}

void
crm_schema_unref (CrmSchema *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_int_dec_and_test (&self->ref_count))
    schema_free (self);
}

/* --- Asking ----------------------------------------------------------------------------------- */

const CrmEntity *const *
crm_schema_get_entities (CrmSchema *self, gsize *n)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (n != NULL)
    *n = self->n_entities;

  return (const CrmEntity *const *)self->entities->pdata;
}

const CrmEntity *
crm_schema_find (CrmSchema *self, const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);

  return name != NULL ? g_hash_table_lookup (self->by_name, name) : NULL;
}

const CrmEntity *
crm_schema_find_number (CrmSchema *self, guint16 number)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_hash_table_lookup (self->by_number, GUINT_TO_POINTER ((guint)number));
}

const CrmEntity *
crm_schema_get (CrmSchema *self, const char *name, GError **error)
{
  const CrmEntity *entity;
  g_autoptr (GString) names = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  entity = crm_schema_find (self, name);
  if (entity != NULL)
    return entity;

  names = g_string_new (NULL);
  for (gsize i = 0; i < self->n_entities; i++) {
    const CrmSchemaEntity *known = g_ptr_array_index (self->entities, i);

    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", known->entity.name);
  }
  g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
               _ ("An office has nothing called “%s”. It has: %s"), name != NULL ? name : "",
               names->str);

  return NULL;
}

CrmSchemaEntity *
_crm_schema_entity (const CrmEntity *entity)
{
  return (CrmSchemaEntity *)entity;
}

const CrmEntity *
_crm_schema_target (CrmSchema *self, const CrmEntity *entity, const CrmField *field)
{
  if (field->type == CRM_FIELD_REFERENCE)
    return crm_schema_find (self, field->ref);
  if (field->type == CRM_FIELD_PARENT)
    return entity;

  return NULL;
}

guint
crm_entity_n_fields (const CrmEntity *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return _crm_schema_entity (self)->n_fields;
}

const CrmField *
crm_entity_find_field (const CrmEntity *self, const char *name)
{
  int index = crm_entity_field_index (self, name);

  return index >= 0 ? &self->fields[index] : NULL;
}

int
crm_entity_field_index (const CrmEntity *self, const char *name)
{
  gpointer place;

  g_return_val_if_fail (self != NULL, -1);

  if (name == NULL)
    return -1;
  place = g_hash_table_lookup (_crm_schema_entity (self)->field_index, name);

  return (int)GPOINTER_TO_UINT (place) - 1;
}

guint
crm_entity_n_lines (const CrmEntity *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return _crm_schema_entity (self)->n_lines;
}

int
crm_entity_lines_index (const CrmEntity *self, const char *name)
{
  g_return_val_if_fail (self != NULL, -1);

  for (guint i = 0; name != NULL && i < crm_entity_n_lines (self); i++) {
    if (g_str_equal (self->lines[i].name, name))
      return (int)i;
  }

  return -1;
}

const CrmEntity *
crm_entity_line_entity (const CrmEntity *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < crm_entity_n_lines (self), NULL);

  return _crm_schema_entity (self)->line_entities[index];
}

CrmSchema *
crm_entity_get_schema (const CrmEntity *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return _crm_schema_entity (self)->schema;
}

const CrmDerivation *
crm_entity_get_derivations (const CrmEntity *self, gsize *n)
{
  GArray *derivations;

  g_return_val_if_fail (self != NULL, NULL);

  derivations = _crm_schema_entity (self)->derivations;
  if (n != NULL)
    *n = derivations->len;

  return (const CrmDerivation *)derivations->data;
}

const CrmStand *
crm_entity_get_stands (const CrmEntity *self, gsize *n)
{
  GArray *stands;

  g_return_val_if_fail (self != NULL && n != NULL, NULL);

  stands = _crm_schema_entity (self)->stands;
  *n = stands->len;

  return (const CrmStand *)stands->data;
}

gboolean
crm_entity_has_timeline (const CrmEntity *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return _crm_schema_entity (self)->has_timeline;
}
