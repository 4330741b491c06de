/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-compiler.h"
#include "store/crm-search.h"

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "model/crm-format.h"
#include "model/crm-merge.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Personal data and people without the right to it: what is read is masked, what is masked is not
 * written, and a save by such a person leaves it as it was. */

/* --- Reading -----------------------------------------------------------------------------------*/

static void
mask_values (CrmRecord *record)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    g_auto (CrmValue) masked = CRM_VALUE_INIT;

    if (!(entity->fields[i].flags & CRM_FIELD_PERSONAL) ||
        crm_value_is_null (crm_record_get_at (record, i)))
      continue;
    crm_value_set_masked (&masked);
    crm_record_set_at (record, i, &masked);
  }
}

void
_crm_txn_mask (CrmTxn *self, CrmRecord *record)
{
  if (_crm_txn_sees_personal (self))
    return;
  mask_values (record);
  for (guint i = 0; i < crm_entity_n_lines (crm_record_get_entity (record)); i++) {
    GPtrArray *lines = crm_record_get_lines_at (record, i);

    for (guint k = 0; k < lines->len; k++)
      mask_values (lines->pdata[k]);
  }
  crm_record_rebase (record);
}

static void
mask_pairs (JsonObject *changes, const CrmEntity *entity)
{
  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    const CrmField *field = &entity->fields[i];
    JsonNode *node = json_object_get_member (changes, field->name);
    JsonArray *pair, *masked;

    if (!(field->flags & CRM_FIELD_PERSONAL) || node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
      continue;
    pair = json_node_get_array (node);
    masked = json_array_sized_new (2);
    for (guint k = 0; k < json_array_get_length (pair); k++)
      if (json_array_get_null_element (pair, k))
        json_array_add_null_element (masked);
      else
        json_array_add_string_element (masked, CRM_MASK);
    json_object_set_array_member (changes, field->name, masked);
  }
}

static void
mask_lines (JsonObject *changes, const CrmEntity *entity, guint kind)
{
  const char *name = entity->lines[kind].name;
  JsonNode *node = json_object_get_member (changes, name);
  JsonObject *lines;
  g_autoptr (GList) ids = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  lines = json_node_get_object (node);
  ids = json_object_get_members (lines);
  for (GList *l = ids; l != NULL; l = l->next)
    mask_pairs (json_object_get_object_member (lines, l->data),
                crm_entity_line_entity (entity, kind));
}

char *
_crm_txn_mask_changes (CrmTxn *self, const CrmEntity *entity, const char *changes)
{
  g_autoptr (JsonNode) node = NULL;

  if (changes == NULL || entity == NULL || _crm_txn_sees_personal (self))
    return g_strdup (changes);
  node = crm_changes_read (changes, NULL);
  if (node == NULL)
    return NULL;
  mask_pairs (json_node_get_object (node), entity);
  for (guint i = 0; i < crm_entity_n_lines (entity); i++)
    mask_lines (json_node_get_object (node), entity, i);
  return json_to_string (node, FALSE);
}

/* --- Writing -----------------------------------------------------------------------------------*/

static gboolean
refuse_field (const CrmField *field, GError **error)
{
  g_set_error (error, CRM_ERROR, CRM_ERROR_DENIED,
               /* Translators: the name of a field. */
               _ ("“%s” is personal data, which your role does not show: it cannot be written "
                  "either. Ask whoever manages people and settings."),
               crm_field_get_label (field));
  return FALSE;
}

/* What rules write by themselves is not typed by anybody. */
static gboolean
is_typed (const CrmField *field)
{
  return (field->flags & CRM_FIELD_PERSONAL) &&
         !(field->flags & (CRM_FIELD_DERIVED | CRM_FIELD_READ_ONLY));
}

static gboolean
check_values (const CrmRecord *record, gboolean is_new, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    const CrmValue *value = crm_record_get_at (record, i);

    if (!is_typed (&entity->fields[i]) || crm_value_is_masked (value))
      continue;
    if (is_new ? !crm_value_is_null (value) : crm_record_is_changed_at (record, i))
      return refuse_field (&entity->fields[i], error);
  }
  return TRUE;
}

/* With a line that goes its masked values would go. */
static gboolean
check_removed (const CrmRecord *line, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (line);

  for (guint i = 0; i < crm_entity_n_fields (entity); i++)
    if (crm_value_is_masked (crm_record_get_at (line, i)))
      return refuse_field (&entity->fields[i], error);
  return TRUE;
}

static gboolean
check_lines (const CrmRecord *record, guint kind, GError **error)
{
  GPtrArray *lines = crm_record_get_lines_at (record, kind);
  GPtrArray *base = crm_record_get_base_lines_at (record, kind);

  for (guint i = 0; i < lines->len; i++)
    if (!check_values (lines->pdata[i], crm_record_get_id (lines->pdata[i]) == 0, error))
      return FALSE;
  for (guint i = 0; base != NULL && i < base->len; i++)
    if (crm_lines_find (lines, crm_record_get_id (base->pdata[i]), NULL) == NULL &&
        !check_removed (base->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* TRUE when the line may stay: what is masked in a line that is new was copied from another
 * record, and has to go. */
static gboolean
unmask_values (CrmRecord *record, const CrmRecord *stored)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  gboolean whole = TRUE;

  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    static const CrmValue none = CRM_VALUE_INIT;

    if (!crm_value_is_masked (crm_record_get_at (record, i)))
      continue;
    crm_record_set_at (record, i, stored != NULL ? crm_record_get_at (stored, i) : &none);
    whole = whole && stored != NULL;
  }
  return whole;
}

static void
unmask_lines (CrmRecord *record, const CrmRecord *stored, guint kind)
{
  const char *name = crm_record_get_entity (record)->lines[kind].name;
  GPtrArray *lines = crm_record_get_lines_at (record, kind);
  GPtrArray *all = stored != NULL ? crm_record_get_lines_at (stored, kind) : NULL;

  for (guint i = lines->len; i-- > 0;) {
    CrmRecord *line = lines->pdata[i];
    gint64 id = crm_record_get_id (line);
    CrmRecord *whole = crm_lines_find (all, id, NULL);

    /* A line that a colleague has removed goes the way that any merge lets it go. */
    if (whole == NULL && id != 0)
      continue;
    if (!unmask_values (line, whole))
      crm_record_remove_line (record, name, i);
  }
}

gboolean
_crm_txn_unmask (CrmTxn *self, CrmRecord *record, const CrmRecord *stored, GError **error)
{
  guint n_lines = crm_entity_n_lines (crm_record_get_entity (record));

  if (_crm_txn_sees_personal (self))
    return TRUE;
  if (!check_values (record, stored == NULL, error))
    return FALSE;
  for (guint i = 0; i < n_lines; i++)
    if (!check_lines (record, i, error))
      return FALSE;
  unmask_values (record, stored);
  for (guint i = 0; i < n_lines; i++)
    unmask_lines (record, stored, i);
  return TRUE;
}

/* --- Finding by words --------------------------------------------------------------------------*/

/* The paths of what is searched and not masked. (transfer full) (element-type utf8) */
static GPtrArray *
open_paths (const CrmEntity *entity, gboolean *has_personal)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  *has_personal = FALSE;
  for (guint i = 0; i <= crm_entity_n_lines (entity); i++) {
    const CrmEntity *of = i == 0 ? entity : crm_entity_line_entity (entity, i - 1);

    for (guint k = 0; k < crm_entity_n_fields (of); k++) {
      const CrmField *field = &of->fields[k];

      if (!(field->flags & CRM_FIELD_SEARCHED))
        continue;
      if (field->flags & CRM_FIELD_PERSONAL)
        *has_personal = TRUE;
      else
        g_ptr_array_add (
          paths, i == 0 ? g_strdup (field->name)
                        : g_strdup_printf ("%s.%s", entity->lines[i - 1].name, field->name));
    }
  }
  return paths;
}

static CrmCondition *
word_condition (CrmTxn *self, const CrmEntity *entity, GPtrArray *paths, const char *word)
{
  CrmCondition *any = crm_condition_new_group (CRM_CONDITION_ANY);

  for (guint i = 0; i < paths->len; i++) {
    g_autoptr (CrmPath) path = crm_path_new (self->schema, entity, paths->pdata[i], NULL);
    gboolean figure = crm_field_type_is_integer (crm_path_get_field (path)->type);
    gboolean digits = strspn (word, "0123456789") == strlen (word);

    if (figure && !digits)
      continue;
    crm_condition_add (any, crm_condition_new_test (
                              paths->pdata[i], figure ? CRM_TEST_EQUAL : CRM_TEST_CONTAINS, word));
  }
  return any;
}

/* Of the hits those stay that have each word also in what this person sees. */
gboolean
_crm_txn_drop_masked (CrmTxn *self,
                      const CrmEntity *entity,
                      const char *const *words,
                      CrmBitmap **hits,
                      GError **error)
{
  gboolean has_personal;
  g_autoptr (GPtrArray) paths = open_paths (entity, &has_personal);
  g_autoptr (CrmCompiler) compiler = NULL;

  if (!has_personal)
    return TRUE;
  compiler = _crm_txn_new_compiler (self, entity);
  for (guint i = 0; words[i] != NULL; i++) {
    g_autoptr (CrmCondition) condition = word_condition (self, entity, paths, words[i]);

    if (!crm_compiler_add_condition (compiler, condition, error))
      return FALSE;
  }
  return _crm_txn_keep_hits (self, compiler, hits, error);
}
