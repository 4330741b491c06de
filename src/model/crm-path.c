/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-path.h"

#include "base/crm-error.h"
#include "model/crm-schema-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_LENGTH 500
#define MAX_STEPS  16
#define MAIN       "[main]"

struct _CrmPath {
  int ref_count;
  CrmSchema *schema;
  const CrmEntity *entity;
  char *text;
  GArray *steps; /* of CrmStep */
  const CrmEntity *owner;
  const CrmField *field;
};

/* --- Reading ---------------------------------------------------------------------------------- */

/* The names that could stand where a wrong one stood. */
static char *
list_names (const CrmEntity *entity, gboolean fields)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    const CrmField *field = &entity->fields[i];
    gboolean crossed = field->type == CRM_FIELD_REFERENCE || field->type == CRM_FIELD_PARENT;

    if ((field->flags & CRM_FIELD_HIDDEN) == 0 && (fields || crossed))
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", field->name);
  }
  for (guint i = 0; i < crm_entity_n_lines (entity); i++)
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", entity->lines[i].name);

  return g_string_free (g_steal_pointer (&names), FALSE);
}

static gboolean
fail (const char *text, const char *step, const CrmEntity *entity, gboolean last, GError **error)
{
  g_autofree char *names = list_names (entity, last);

  /* Translators: a path such as “client.name”, the part of it that is wrong, the kind of a thing
   * and a list of the parts that it has. */
  g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
               _ ("“%s”: there is no “%s” in “%s”. It has: %s"), text, step,
               entity->label != NULL ? _ (entity->label) : entity->name, names);

  return FALSE;
}

static gboolean
is_identifier (const char *text)
{
  if (!g_ascii_isalpha (*text) && *text != '_')
    return FALSE;

  for (; *text != '\0'; text++) {
    if (!g_ascii_isalnum (*text) && *text != '_')
      return FALSE;
  }

  return TRUE;
}

/* "deal[client]": the deals whose client it is. */
static gboolean
take_step_back (CrmPath *self, char *name, GError **error)
{
  CrmStep step = { .kind = CRM_STEP_BACK, .from = self->owner };
  char *bracket = strchr (name, '[');

  *bracket = '\0';
  step.to = crm_schema_find (self->schema, name);
  if (step.to != NULL && step.to->owner == NULL)
    step.field = crm_entity_find_field (step.to, bracket + 1);
  if (step.field == NULL || (step.field->type != CRM_FIELD_ANY &&
                             _crm_schema_target (self->schema, step.to, step.field) != self->owner))
    return fail (self->text, name, self->owner, FALSE, error);
  g_array_append_val (self->steps, step);
  self->owner = step.to;

  return TRUE;
}

/* Takes the closing bracket of a way back away. */
static gboolean
is_way_back (char *name)
{
  char *bracket = strchr (name, '[');
  gsize length = strlen (name);

  if (bracket == NULL || bracket == name || name[length - 1] != ']')
    return FALSE;
  name[length - 1] = '\0';

  return TRUE;
}

/* One step that is not the last, or the lines before the last. */
static gboolean
take_step (CrmPath *self, const char *name, gboolean main, GError **error)
{
  CrmStep step = { .from = self->owner, .main = main };
  int lines = crm_entity_lines_index (self->owner, name);

  if (lines >= 0) {
    step.kind = CRM_STEP_LINES;
    step.lines = (guint)lines;
    step.to = crm_entity_line_entity (self->owner, step.lines);
  } else {
    step.kind = CRM_STEP_REFERENCE;
    step.field = crm_entity_find_field (self->owner, name);
    if (step.field != NULL && !main)
      step.to = _crm_schema_target (self->schema, self->owner, step.field);
    if (step.to == NULL)
      return fail (self->text, name, self->owner, FALSE, error);
  }
  g_array_append_val (self->steps, step);
  self->owner = step.to;

  return TRUE;
}

static gboolean
take_last (CrmPath *self, const char *name, GError **error)
{
  if (g_str_equal (name, "id"))
    return TRUE;

  self->field = crm_entity_find_field (self->owner, name);
  if (self->field == NULL)
    return fail (self->text, name, self->owner, TRUE, error);

  return TRUE;
}

static gboolean
read_steps (CrmPath *self, GError **error)
{
  g_auto (GStrv) names = g_strsplit (self->text, ".", MAX_STEPS + 2);
  guint n = g_strv_length (names);

  for (guint i = 0; i < n; i++) {
    gboolean last = i + 1 == n;
    gboolean main = g_str_has_suffix (names[i], MAIN);

    if (main) {
      names[i][strlen (names[i]) - strlen (MAIN)] = '\0';
    } else if (!last && i <= MAX_STEPS && is_way_back (names[i])) {
      if (!take_step_back (self, names[i], error))
        return FALSE;
      continue;
    }
    if (i > MAX_STEPS || !is_identifier (names[i]) || (main && last))
      return fail (self->text, names[i], self->owner, last, error);
    if (last ? !take_last (self, names[i], error) : !take_step (self, names[i], main, error))
      return FALSE;
  }
  if (n == 0)
    return fail (self->text, "", self->owner, TRUE, error);

  return TRUE;
}

CrmPath *
crm_path_new (CrmSchema *schema, const CrmEntity *entity, const char *text, GError **error)
{
  g_autoptr (CrmPath) self = NULL;

  g_return_val_if_fail (schema != NULL, NULL);
  g_return_val_if_fail (entity != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (CrmPath, 1);
  self->ref_count = 1;
  self->schema = crm_schema_ref (schema);
  self->entity = entity;
  self->owner = entity;
  self->text = g_utf8_make_valid (text, (gssize)strnlen (text, MAX_LENGTH));
  self->steps = g_array_new (FALSE, FALSE, sizeof (CrmStep));
  if (strlen (text) > MAX_LENGTH) {
    fail (self->text, "…", entity, TRUE, error);
    return NULL;
  }
  if (!read_steps (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

CrmPath *
crm_path_ref (CrmPath *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);

  return self;
}

void
crm_path_unref (CrmPath *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;

  g_array_unref (self->steps);
  g_free (self->text);
  crm_schema_unref (self->schema);
  g_free (self);
}

/* --- Asking ----------------------------------------------------------------------------------- */

const char *
crm_path_get_text (const CrmPath *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

const CrmEntity *
crm_path_get_entity (const CrmPath *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->entity;
}

const CrmField *
crm_path_get_field (const CrmPath *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->field;
}

const CrmEntity *
crm_path_get_owner (const CrmPath *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->owner;
}

const CrmStep *
crm_path_get_steps (const CrmPath *self, guint *n)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (n != NULL)
    *n = self->steps->len;

  return (const CrmStep *)self->steps->data;
}

gboolean
crm_path_has_lines (const CrmPath *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->steps->len; i++) {
    if (g_array_index (self->steps, CrmStep, i).kind != CRM_STEP_REFERENCE)
      return TRUE;
  }

  return FALSE;
}

/* --- Currency --------------------------------------------------------------------------------- */

/* The text of the first @n steps, with the point after the last of them. */
static char *
prefix_of_steps (const CrmPath *self, guint n)
{
  const char *end = self->text;

  for (guint i = 0; i < n; i++)
    end = strchr (end, '.') + 1;

  return g_strndup (self->text, (gsize)(end - self->text));
}

char *
crm_path_currency_path (const CrmPath *self)
{
  const CrmEntity *entity;
  guint n;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->field == NULL || self->field->currency == NULL)
    return NULL;

  /* A line may take the currency of the record that it belongs to. */
  entity = self->owner;
  for (n = self->steps->len;; n--) {
    g_autoptr (CrmPath) currency = NULL;
    g_autofree char *prefix = NULL;

    currency = crm_path_new (self->schema, entity, self->field->currency, NULL);
    if (currency != NULL) {
      prefix = prefix_of_steps (self, n);
      return g_strconcat (prefix, self->field->currency, NULL);
    }
    if (n == 0 || g_array_index (self->steps, CrmStep, n - 1).kind != CRM_STEP_LINES)
      return NULL;
    entity = g_array_index (self->steps, CrmStep, n - 1).from;
  }
}
