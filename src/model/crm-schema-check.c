/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-schema-private.h"

#include "base/crm-error.h"
#include "base/crm-requisite.h"
#include "model/crm-format.h"
#include "model/crm-path.h"
#include "model/crm-query.h"

#include <string.h>

/* What the store calls its own columns. */
static const char *const reserved[] = {
  "id", "n", "version", "deleted", "owner", "position", NULL
};

/* Mistakes in descriptions are for those who write them, so they are not translated. */
G_GNUC_PRINTF (4, 5)
static gboolean
mistake (GError **error, const CrmEntity *entity, const char *part, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, "%s%s%s: %s", entity->name,
               part != NULL ? "." : "", part != NULL ? part : "", message);

  return FALSE;
}

static gboolean
is_identifier (const char *name)
{
  if (name == NULL || !g_ascii_islower (*name))
    return FALSE;

  for (; *name != '\0'; name++) {
    if (!g_ascii_islower (*name) && !g_ascii_isdigit (*name) && *name != '_')
      return FALSE;
  }

  return TRUE;
}

gboolean
_crm_schema_check_static (const CrmEntity *entity, GError **error)
{
  if (!is_identifier (entity->name)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, "“%s” is not a name for an entity",
                 entity->name != NULL ? entity->name : "");
    return FALSE;
  }
  if (entity->number < 1 || entity->number > 4095)
    return mistake (error, entity, NULL, "the number is not between 1 and 4095");

  return TRUE;
}

/* --- Fields ----------------------------------------------------------------------------------- */

static gboolean
check_choices (const CrmEntity *entity, const CrmField *field, GError **error)
{
  if (field->choices == NULL || field->choices->key == NULL)
    return mistake (error, entity, field->name, "a choice without choices");

  for (const CrmChoice *choice = field->choices; choice->key != NULL; choice++) {
    if (*choice->key == '\0' || crm_field_find_choice (field, choice->key) != choice)
      return mistake (error, entity, field->name, "the choice “%s” stands twice", choice->key);
  }

  for (const CrmMove *move = field->moves; move != NULL && move->from != NULL; move++) {
    if (crm_field_find_choice (field, move->from) == NULL)
      return mistake (error, entity, field->name, "a move from “%s”, no such choice", move->from);
    if (move->to == NULL || crm_field_find_choice (field, move->to) == NULL)
      return mistake (error, entity, field->name, "a move to “%s”, no such choice",
                      move->to != NULL ? move->to : "");
  }

  return TRUE;
}

static gboolean
check_ref (CrmSchema *schema, const CrmEntity *entity, const CrmField *field, GError **error)
{
  CrmRequisite requisite;

  switch ((int)field->type) {
  case CRM_FIELD_REFERENCE:
    if (field->ref == NULL || crm_schema_find (schema, field->ref) == NULL)
      return mistake (error, entity, field->name, "refers to “%s”, which is not there",
                      field->ref != NULL ? field->ref : "");
    return TRUE;
  case CRM_FIELD_PARENT:
    if (field->ref != NULL && !g_str_equal (field->ref, entity->name))
      return mistake (error, entity, field->name, "a parent is of the same entity");
    return TRUE;
  case CRM_FIELD_REQUISITE:
    if (field->ref == NULL || (!crm_requisite_from_name (field->ref, &requisite) &&
                               crm_entity_find_field (entity, field->ref) == NULL))
      return mistake (error, entity, field->name, "“%s” is neither a requisite nor a field",
                      field->ref != NULL ? field->ref : "");
    return TRUE;
  default:
    return TRUE;
  }
}

static gboolean
check_currency (CrmSchema *schema, const CrmEntity *entity, const CrmField *field, GError **error)
{
  const CrmEntity *owner = crm_schema_find (schema, entity->owner);
  g_autoptr (CrmPath) path = NULL;

  if (field->currency == NULL)
    return TRUE;

  /* A line may take the currency of the record that it belongs to. */
  path = crm_path_new (schema, entity, field->currency, NULL);
  if (path == NULL && owner != NULL)
    path = crm_path_new (schema, owner, field->currency, NULL);
  if (path == NULL)
    return mistake (error, entity, field->name, "its currency “%s” is not there", field->currency);
  if (crm_path_get_field (path) == NULL || crm_path_get_field (path)->type != CRM_FIELD_CURRENCY)
    return mistake (error, entity, field->name, "“%s” is not a currency", field->currency);

  return TRUE;
}

static gboolean
check_initial (const CrmEntity *entity, const CrmField *field, GError **error)
{
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  const char *initial = field->initial;

  if (initial == NULL || (g_str_equal (initial, "today") && field->type == CRM_FIELD_DAY) ||
      (g_str_equal (initial, "now") && field->type == CRM_FIELD_INSTANT) ||
      (g_str_equal (initial, "me") && crm_field_type_is_integer (field->type)))
    return TRUE;

  if (!crm_field_from_string (field, initial, NULL, &value, NULL) ||
      !crm_field_check (field, &value, NULL))
    return mistake (error, entity, field->name, "cannot begin with “%s”", initial);

  return TRUE;
}

static gboolean
add_derivation (CrmSchema *schema,
                const CrmEntity *entity,
                const CrmField *field,
                const char *from,
                GError **error)
{
  g_auto (GStrv) parts = g_strsplit (from, ".", 3);
  const CrmEntity *saved;
  CrmDerivation derivation = { .target = entity };
  GArray *derivations;

  if (g_strv_length (parts) != 2)
    return mistake (error, entity, field->name, "“%s” is not “entity.field”", from);
  saved = crm_schema_find (schema, parts[0]);
  if (saved != NULL)
    derivation.reference = crm_entity_find_field (saved, parts[1]);
  if (derivation.reference == NULL ||
      _crm_schema_target (schema, saved, derivation.reference) != entity)
    return mistake (error, entity, field->name, "“%s” does not refer to it", from);

  derivations = _crm_schema_entity (saved)->derivations;
  for (guint i = 0; i < derivations->len; i++) {
    const CrmDerivation *known = &g_array_index (derivations, CrmDerivation, i);

    if (known->target == derivation.target && known->reference == derivation.reference)
      return TRUE;
  }
  g_array_append_val (derivations, derivation);

  return TRUE;
}

static gboolean
check_from (CrmSchema *schema, const CrmEntity *entity, const CrmField *field, GError **error)
{
  g_auto (GStrv) sources = NULL;

  if (field->from == NULL)
    return TRUE;
  if ((field->flags & CRM_FIELD_DERIVED) == 0)
    return mistake (error, entity, field->name, "has sources, but is not derived");

  sources = g_strsplit (field->from, " ", -1);
  for (guint i = 0; sources[i] != NULL; i++) {
    if (*sources[i] != '\0' && !add_derivation (schema, entity, field, sources[i], error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
check_field (CrmSchema *schema, const CrmEntity *entity, const CrmField *field, GError **error)
{
  if (!is_identifier (field->name) || g_strv_contains (reserved, field->name))
    return mistake (error, entity, field->name, "not a name for a field");
  if (crm_entity_lines_index (entity, field->name) >= 0)
    return mistake (error, entity, field->name, "lines have this name too");
  if ((guint)field->type > CRM_FIELD_BLOB)
    return mistake (error, entity, field->name, "has no such type");
  if (field->type == CRM_FIELD_CHOICE && !check_choices (entity, field, error))
    return FALSE;

  return check_ref (schema, entity, field, error) &&
         check_currency (schema, entity, field, error) && check_initial (entity, field, error) &&
         check_from (schema, entity, field, error);
}

/* --- Lines ------------------------------------------------------------------------------------ */

static gboolean
resolve_lines (CrmSchema *schema, CrmSchemaEntity *self, GError **error)
{
  const CrmEntity *entity = &self->entity;

  for (guint i = 0; i < self->n_lines; i++) {
    const CrmLines *lines = &entity->lines[i];
    const CrmEntity *line = crm_schema_find (schema, lines->entity);

    if (!is_identifier (lines->name) || g_strv_contains (reserved, lines->name) ||
        crm_entity_lines_index (entity, lines->name) != (int)i)
      return mistake (error, entity, lines->name, "not a name for lines");
    if (line == NULL)
      return mistake (error, entity, lines->name, "its entity “%s” is not there",
                      lines->entity != NULL ? lines->entity : "");
    if (g_strcmp0 (line->owner, entity->name) != 0)
      return mistake (error, entity, lines->name, "“%s” belongs to another entity", line->name);
    if (lines->behind != NULL && crm_entity_find_field (entity, lines->behind) == NULL)
      return mistake (error, entity, lines->name, "there is no field “%s” to stand behind",
                      lines->behind);
    self->line_entities[i] = line;
  }

  if (self->n_lines > 0 && entity->owner != NULL)
    return mistake (error, entity, NULL, "a line has no lines of its own");

  return TRUE;
}

static gboolean
check_owner (CrmSchema *schema, const CrmEntity *entity, GError **error)
{
  const CrmEntity *owner;

  if (entity->owner == NULL)
    return TRUE;

  owner = crm_schema_find (schema, entity->owner);
  if (owner == NULL)
    return mistake (error, entity, NULL, "its owner “%s” is not there", entity->owner);
  for (guint i = 0; i < crm_entity_n_lines (owner); i++) {
    if (crm_entity_line_entity (owner, i) == entity)
      return TRUE;
  }

  return mistake (error, entity, NULL, "“%s” has no such lines", entity->owner);
}

/* --- What names fields ------------------------------------------------------------------------ */

static gboolean
check_pattern (const CrmEntity *entity, const char *pattern, GError **error)
{
  for (const char *p = pattern; p != NULL && (p = strchr (p, '{')) != NULL; p++) {
    const char *end = strchr (p, '}');
    g_autofree char *name = end != NULL ? g_strndup (p + 1, (gsize)(end - p - 1)) : NULL;

    if (name == NULL || crm_entity_field_index (entity, name) < 0)
      return mistake (error, entity, NULL, "the title “%s” names a field that is not there",
                      pattern);
  }

  return TRUE;
}

static gboolean
check_indexes (const CrmEntity *entity, GError **error)
{
  for (guint i = 0; entity->indexes != NULL && entity->indexes[i] != NULL; i++) {
    g_auto (GStrv) names = g_strsplit (entity->indexes[i], ",", -1);

    for (guint j = 0; names[j] != NULL; j++) {
      if (crm_entity_field_index (entity, names[j]) < 0 && !g_strv_contains (reserved, names[j]))
        return mistake (error, entity, NULL, "the index “%s” names a field that is not there",
                        entity->indexes[i]);
    }
  }

  return TRUE;
}

static gboolean
check_path (CrmSchema *schema,
            const CrmEntity *entity,
            const char *what,
            const char *text,
            CrmPath **path,
            GError **error)
{
  g_autoptr (GError) reason = NULL;

  *path = crm_path_new (schema, entity, text, &reason);
  if (*path == NULL)
    return mistake (error, entity, NULL, "%s: %s", what, reason->message);

  return TRUE;
}

static gboolean
check_order (CrmSchema *schema, const CrmEntity *entity, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity->name);

  crm_query_set_order (query, entity->order);
  for (guint i = 0; i < query->order->len; i++) {
    g_autoptr (CrmPath) path = NULL;

    if (!check_path (schema, entity, "its order", g_array_index (query->order, CrmOrder, i).path,
                     &path, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
check_condition (CrmSchema *schema,
                 const CrmEntity *entity,
                 const char *part,
                 const char *what,
                 const CrmCondition *condition,
                 GError **error)
{
  g_autoptr (CrmPath) path = NULL;
  const CrmField *field;

  if (condition->kind != CRM_CONDITION_TEST) {
    for (guint i = 0; condition->children != NULL && i < condition->children->len; i++) {
      if (!check_condition (schema, entity, part, what, g_ptr_array_index (condition->children, i),
                            error))
        return FALSE;
    }
    return TRUE;
  }

  if (!check_path (schema, entity, what, condition->path, &path, error))
    return FALSE;
  field = crm_path_get_field (path);
  if (field == NULL || field->type != CRM_FIELD_CHOICE)
    return TRUE;
  for (guint i = 0; condition->values != NULL && condition->values[i] != NULL; i++) {
    if (crm_field_find_choice (field, condition->values[i]) == NULL)
      return mistake (error, entity, part, "%s: %s has no choice “%s”", what, condition->path,
                      condition->values[i]);
  }

  return TRUE;
}

/* A condition that the description writes out. */
static gboolean
check_where (CrmSchema *schema,
             const CrmEntity *entity,
             const char *part,
             const char *what,
             const char *text,
             GError **error)
{
  g_autoptr (CrmCondition) condition = NULL;
  g_autoptr (GError) reason = NULL;

  if (text == NULL)
    return TRUE;

  condition = crm_query_parse_where (text, &reason);
  if (condition == NULL)
    return mistake (error, entity, part, "%s: %s", what, reason->message);

  return check_condition (schema, entity, part, what, condition, error);
}

static gboolean
check_conditions (CrmSchema *schema, const CrmSchemaEntity *built, GError **error)
{
  const CrmEntity *entity = &built->entity;

  if (!check_where (schema, entity, NULL, "its filter", entity->filter, error) ||
      !check_where (schema, entity, NULL, "what all see of it", entity->shared, error) ||
      !check_where (schema, entity, NULL, "what is open of it", entity->open, error) ||
      !check_where (schema, entity, NULL, "what may be chosen of it", entity->offered, error))
    return FALSE;
  for (guint i = 0; i < built->n_fields; i++) {
    const CrmField *field = &built->fields[i];

    if (!check_where (schema, &built->entity, field->name, "when it is shown", field->shown, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
is_record (const CrmField *field)
{
  return field->type == CRM_FIELD_REFERENCE || field->type == CRM_FIELD_PARENT ||
         field->type == CRM_FIELD_ANY;
}

static void
give_timeline (CrmSchema *schema, const CrmEntity *entity, const CrmField *field)
{
  const CrmEntity *target = _crm_schema_target (schema, entity, field);

  if (target != NULL)
    _crm_schema_entity (target)->has_timeline = TRUE;
}

static gboolean
add_stand (CrmSchema *schema, const CrmEntity *entity, const char *name, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (name, ".", 2);
  CrmStand stand = { .lines = -1 };
  const CrmEntity *over = entity;
  int field;

  if (parts[1] != NULL) {
    stand.lines = crm_entity_lines_index (entity, parts[0]);
    over = stand.lines >= 0 ? crm_entity_line_entity (entity, (guint)stand.lines) : NULL;
  }
  field = over != NULL ? crm_entity_field_index (over, parts[1] != NULL ? parts[1] : parts[0]) : -1;
  if (field < 0 || !is_record (&over->fields[field]))
    return mistake (error, entity, NULL, "where it stands, “%s”, is no record of its own", name);
  if (entity->when == NULL)
    return mistake (error, entity, NULL, "stands on timelines, but at no time");
  stand.field = (guint)field;
  g_array_append_val (_crm_schema_entity (entity)->stands, stand);
  give_timeline (schema, over, &over->fields[field]);

  return TRUE;
}

static gboolean
check_stands (CrmSchema *schema, const CrmEntity *entity, GError **error)
{
  g_auto (GStrv) names = entity->stands_on != NULL ? g_strsplit (entity->stands_on, " ", -1) : NULL;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (!add_stand (schema, entity, names[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
check_timeline (CrmSchema *schema, const CrmEntity *entity, GError **error)
{
  g_autoptr (CrmPath) party = NULL;
  g_autoptr (CrmPath) when = NULL;
  g_autoptr (CrmPath) responsible = NULL;
  const CrmField *field;

  if (entity->party != NULL) {
    if (!check_path (schema, entity, "its party", entity->party, &party, error))
      return FALSE;
    field = crm_path_get_field (party);
    if (field != NULL && !is_record (field))
      return mistake (error, entity, NULL, "its party “%s” is not a record", entity->party);
    if (field != NULL && entity->when != NULL)
      give_timeline (schema, entity, field);
  }
  if (entity->beside != NULL) {
    field = crm_entity_find_field (entity, entity->beside);
    if (field == NULL || field->type != CRM_FIELD_ANY)
      return mistake (error, entity, NULL, "what it stands beside, “%s”, is no record of any kind",
                      entity->beside);
  }
  if (entity->when != NULL) {
    if (!check_path (schema, entity, "its time", entity->when, &when, error))
      return FALSE;
    field = crm_path_get_field (when);
    if (field == NULL || (field->type != CRM_FIELD_DAY && field->type != CRM_FIELD_INSTANT))
      return mistake (error, entity, NULL, "its time “%s” is not a time", entity->when);
  }
  if (entity->responsible != NULL) {
    if (!check_path (schema, entity, "its responsible", entity->responsible, &responsible, error))
      return FALSE;
    field = crm_path_get_field (responsible);
    if (field != NULL && !is_record (field))
      return mistake (error, entity, NULL, "its responsible “%s” is not a record",
                      entity->responsible);
  }

  return TRUE;
}

static gboolean
check_state (const CrmEntity *entity, GError **error)
{
  const CrmField *field;

  if (entity->state == NULL)
    return TRUE;

  field = crm_entity_find_field (entity, entity->state);
  if (field == NULL || field->type != CRM_FIELD_CHOICE)
    return mistake (error, entity, NULL, "its state “%s” is not a choice", entity->state);

  return TRUE;
}

gboolean
_crm_schema_check (CrmSchema *self, GError **error)
{
  /* Paths lead over lines, so these stand first. */
  for (gsize i = 0; i < self->n_entities; i++) {
    if (!resolve_lines (self, g_ptr_array_index (self->entities, i), error))
      return FALSE;
  }

  for (gsize i = 0; i < self->n_entities; i++) {
    CrmSchemaEntity *built = g_ptr_array_index (self->entities, i);
    const CrmEntity *entity = &built->entity;

    if (!check_owner (self, entity, error))
      return FALSE;
    for (guint j = 0; j < built->n_fields; j++) {
      if (!check_field (self, entity, &built->fields[j], error))
        return FALSE;
    }
  }

  for (gsize i = 0; i < self->n_entities; i++) {
    const CrmSchemaEntity *built = g_ptr_array_index (self->entities, i);
    const CrmEntity *entity = &built->entity;

    if (!check_pattern (entity, entity->title, error) ||
        !check_pattern (entity, entity->subtitle, error) || !check_indexes (entity, error) ||
        !check_order (self, entity, error) || !check_conditions (self, built, error) ||
        !check_timeline (self, entity, error) || !check_stands (self, entity, error) ||
        !check_state (entity, error))
      return FALSE;
  }

  return TRUE;
}
