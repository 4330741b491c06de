/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-record.h"

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "model/crm-format.h"
#include "model/crm-record-private.h"
#include "model/crm-schema-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_LINES 10000

/* What a path of an assignment says: "field", "lines.field" or "lines[which].field". */
typedef struct {
  char *lines; /* or NULL */
  guint which; /* of lines: 1 is the first, 0 a new one */
  char *field;
} Target;

static void
target_clear (Target *self)
{
  g_free (self->lines);
  g_free (self->field);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Target, target_clear)

static gboolean
fail (const CrmRecord *self, const char *path, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *shown = crm_text_ellipsize (path, 60);
  const CrmEntity *entity = self->entity;

  for (guint i = 0; i < self->n_fields; i++) {
    if ((entity->fields[i].flags & (CRM_FIELD_HIDDEN | CRM_FIELD_READ_ONLY)) == 0)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", entity->fields[i].name);
  }
  for (guint i = 0; i < self->n_lines; i++) {
    const CrmEntity *line = crm_entity_line_entity (entity, i);

    if (line->fields[0].name != NULL)
      g_string_append_printf (names, ", %s.%s", entity->lines[i].name, line->fields[0].name);
  }
  g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
               /* Translators: a field, the kind of thing it was to be written in, and a list. */
               _ ("“%s” cannot be written in “%s”. What can: %s"), shown,
               entity->label != NULL ? _ (entity->label) : entity->name, names->str);

  return FALSE;
}

/* "[2]" or "[main]" at the end of the name of lines; takes it away. */
static gboolean
read_which (char *lines, guint *which)
{
  char *bracket = strchr (lines, '[');
  gsize length;
  guint64 number;

  *which = 0;
  if (bracket == NULL)
    return TRUE;

  *bracket++ = '\0';
  length = strlen (bracket);
  if (length < 2 || bracket[length - 1] != ']')
    return FALSE;
  bracket[length - 1] = '\0';
  if (g_str_equal (bracket, "main"))
    number = 1;
  else if (!g_ascii_string_to_unsigned (bracket, 10, 1, MAX_LINES, &number, NULL))
    return FALSE;
  *which = (guint)number;

  return TRUE;
}

static gboolean
read_target (const char *path, Target *target)
{
  const char *point = strchr (path, '.');

  if (point == NULL) {
    target->field = g_strdup (path);
    return TRUE;
  }
  target->lines = g_strndup (path, (gsize)(point - path));
  target->field = g_strdup (point + 1);

  return read_which (target->lines, &target->which);
}

static gboolean
resolve_reference (const CrmField *field,
                   const CrmEntity *entity,
                   const char *text,
                   CrmResolveFunc resolve,
                   gpointer user_data,
                   CrmValue *value,
                   GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *clean = crm_text_clean (text, FALSE);
  gint64 id = 0;

  if (*clean == '\0') {
    crm_value_clear (value);
    return TRUE;
  }
  if (resolve (entity, clean, user_data, &id, &reason)) {
    crm_value_set_int (value, id);
    return TRUE;
  }
  /* A number that is nobody's title may be an id. */
  if (g_error_matches (reason, CRM_ERROR, CRM_ERROR_NOT_FOUND) &&
      crm_field_parse (field, clean, NULL, NULL, value, NULL))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reason));

  return FALSE;
}

static gboolean
read_value (const CrmRecord *self,
            const CrmField *field,
            const CrmRecord *owner,
            const char *text,
            CrmResolveFunc resolve,
            gpointer user_data,
            CrmValue *value,
            GError **error)
{
  const CrmEntity *entity = _crm_schema_target (self->schema, self->entity, field);

  if (entity != NULL && resolve != NULL)
    return resolve_reference (field, entity, text, resolve, user_data, value, error);

  return crm_field_parse (field, text, crm_record_currency (self, field, owner), NULL, value,
                          error);
}

gboolean
crm_record_assign (CrmRecord *self,
                   const char *path,
                   const char *text,
                   CrmResolveFunc resolve,
                   gpointer user_data,
                   GError **error)
{
  g_auto (Target) target = { 0 };
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  g_autoptr (CrmRecord) line = NULL;
  GPtrArray *lines = NULL;
  int kind = -1;
  int index;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  if (!read_target (path, &target))
    return fail (self, path, error);
  if (target.lines != NULL) {
    kind = crm_entity_lines_index (self->entity, target.lines);
    if (kind < 0)
      return fail (self, path, error);
    lines = crm_record_get_lines_at (self, (guint)kind);
    if (target.which > lines->len + 1)
      return fail (self, path, error);
    if (target.which > 0 && target.which <= lines->len)
      line = crm_record_ref (g_ptr_array_index (lines, target.which - 1));
    else
      line = crm_record_new (crm_entity_line_entity (self->entity, (guint)kind));
  } else {
    line = crm_record_ref (self);
  }

  index = crm_entity_field_index (line->entity, target.field);
  if (index < 0 || (line->entity->fields[index].flags & (CRM_FIELD_READ_ONLY | CRM_FIELD_DERIVED)))
    return fail (self, path, error);
  if (!read_value (line, &line->entity->fields[index], self, text, resolve, user_data, &value,
                   error))
    return FALSE;

  crm_record_set_at (line, (guint)index, &value);
  /* A new line is joined only now, so that a wrong value leaves none behind. */
  if (lines != NULL && (target.which == 0 || target.which > lines->len))
    crm_record_append_line (self, (guint)kind, line);

  return TRUE;
}
