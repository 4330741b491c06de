/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-txn-private.h"

#include "model/crm-format.h"

/* Bytes are not kept in the log: a changed picture is told, not stored twice. */
static JsonNode *
node_of (const CrmField *field, const CrmValue *value)
{
  if (field->type == CRM_FIELD_BLOB)
    return json_node_new (JSON_NODE_NULL);
  return crm_value_to_json (value);
}

static void
add_pair (JsonObject *object, const CrmField *field, const CrmValue *before, const CrmValue *after)
{
  JsonArray *pair = json_array_sized_new (2);

  json_array_add_element (pair, node_of (field, before));
  json_array_add_element (pair, node_of (field, after));
  json_object_set_array_member (object, field->name, pair);
}

static void
add_values (JsonObject *object, const CrmRecord *record, const CrmRecord *stored)
{
  static const CrmValue none = CRM_VALUE_INIT;
  const CrmRecord *any = record != NULL ? record : stored;
  const CrmEntity *entity = crm_record_get_entity (any);

  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    const CrmField *field = &entity->fields[i];
    const CrmValue *before = stored != NULL ? crm_record_get_at (stored, i) : &none;
    const CrmValue *after = record != NULL ? crm_record_get_at (record, i) : &none;

    if ((field->flags & (CRM_FIELD_DERIVED | CRM_FIELD_SYSTEM)) || crm_value_equal (before, after))
      continue;
    add_pair (object, field, before, after);
  }
}

static int
find_line (GPtrArray *lines, gint64 id)
{
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    if (crm_record_get_id (lines->pdata[i]) == id)
      return i;
  return -1;
}

/* "#": [old place, new place], null where the line is not; then its values. */
static void
add_line (JsonObject *lines, CrmRecord *line, CrmRecord *stored, int before, int after)
{
  g_autofree char *id =
    g_strdup_printf ("%" G_GINT64_FORMAT, crm_record_get_id (line != NULL ? line : stored));
  JsonObject *object = json_object_new ();

  if (before != after) {
    JsonArray *places = json_array_sized_new (2);

    before >= 0 ? json_array_add_int_element (places, before)
                : json_array_add_null_element (places);
    after >= 0 ? json_array_add_int_element (places, after) : json_array_add_null_element (places);
    json_object_set_array_member (object, "#", places);
  }
  add_values (object, line, stored);
  if (json_object_get_size (object) > 0)
    json_object_set_object_member (lines, id, object);
  else
    json_object_unref (object);
}

static void
add_lines (JsonObject *object, const CrmRecord *record, const CrmRecord *stored, guint index)
{
  GPtrArray *now = crm_record_get_lines_at (record, index);
  GPtrArray *was = crm_record_get_lines_at (stored, index);
  JsonObject *lines = json_object_new ();

  for (guint i = 0; was != NULL && i < was->len; i++)
    if (find_line (now, crm_record_get_id (was->pdata[i])) < 0)
      add_line (lines, NULL, was->pdata[i], i, -1);
  for (guint i = 0; now != NULL && i < now->len; i++) {
    int before = find_line (was, crm_record_get_id (now->pdata[i]));

    add_line (lines, now->pdata[i], before >= 0 ? was->pdata[before] : NULL, before, i);
  }
  if (json_object_get_size (lines) > 0)
    json_object_set_object_member (object, crm_record_get_entity (record)->lines[index].name,
                                   lines);
  else
    json_object_unref (lines);
}

char *
_crm_changes_to_json (const CrmRecord *record, const CrmRecord *stored)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_node_take_object (root, object);
  add_values (object, record, stored);
  for (guint i = 0; i < crm_entity_n_lines (entity); i++)
    add_lines (object, record, stored, i);
  return json_object_get_size (object) > 0 ? json_to_string (root, FALSE) : NULL;
}

/* --- What is told ------------------------------------------------------------------------------*/

static gboolean
is_told_of (const CrmEntity *entity)
{
  for (guint i = 0; i < crm_entity_n_fields (entity); i++)
    if (entity->fields[i].flags & CRM_FIELD_TOLD)
      return TRUE;
  return FALSE;
}

gboolean
_crm_entity_is_told (const CrmEntity *entity)
{
  for (guint i = 0; i < crm_entity_n_lines (entity); i++)
    if (is_told_of (crm_entity_line_entity (entity, i)))
      return TRUE;
  return is_told_of (entity);
}

/* Of a line also that it came or went. */
static gboolean
tells_of_lines (const CrmEntity *entity, JsonObject *lines)
{
  JsonObjectIter iter;
  const char *id;
  JsonNode *node;

  json_object_iter_init (&iter, lines);
  while (json_object_iter_next (&iter, &id, &node)) {
    JsonObject *line = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

    for (guint i = 0; line != NULL && i < crm_entity_n_fields (entity); i++)
      if ((entity->fields[i].flags & CRM_FIELD_TOLD) &&
          json_object_has_member (line, entity->fields[i].name))
        return TRUE;
  }
  return FALSE;
}

gboolean
_crm_changes_are_told (const CrmEntity *entity, const char *changes)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;

  if (changes == NULL || !_crm_entity_is_told (entity))
    return FALSE;
  root = crm_changes_read (changes, NULL);
  if (root == NULL)
    return FALSE;
  object = json_node_get_object (root);
  for (guint i = 0; i < crm_entity_n_fields (entity); i++)
    if ((entity->fields[i].flags & CRM_FIELD_TOLD) &&
        json_object_has_member (object, entity->fields[i].name))
      return TRUE;
  for (guint i = 0; i < crm_entity_n_lines (entity); i++) {
    JsonNode *lines = json_object_get_member (object, entity->lines[i].name);

    if (lines != NULL && JSON_NODE_HOLDS_OBJECT (lines) &&
        tells_of_lines (crm_entity_line_entity (entity, i), json_node_get_object (lines)))
      return TRUE;
  }
  return FALSE;
}

/* --- Two changes as one ------------------------------------------------------------------------*/

static JsonNode *
side_of (JsonNode *pair, guint index)
{
  return json_array_get_element (json_node_get_array (pair), index);
}

static gboolean
is_pair (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) &&
         json_array_get_length (json_node_get_array (node)) == 2;
}

/* What stood there before the first, and after the last; nothing when that is the same. A changed
 * picture is told as null on both sides, and stays told. */
static void
combine_pairs (JsonObject *result, const char *name, JsonNode *older, JsonNode *newer)
{
  JsonNode *before = side_of (older, 0);
  JsonNode *after = side_of (newer, 1);
  gboolean bytes = JSON_NODE_HOLDS_NULL (before) && JSON_NODE_HOLDS_NULL (side_of (older, 1));
  JsonArray *pair;

  if (json_node_equal (before, after) && !bytes)
    return;
  pair = json_array_sized_new (2);
  json_array_add_element (pair, json_node_copy (before));
  json_array_add_element (pair, json_node_copy (after));
  json_object_set_array_member (result, name, pair);
}

static void combine_objects (JsonObject *result, JsonObject *older, JsonObject *newer);

static void
combine_members (JsonObject *result, const char *name, JsonNode *older, JsonNode *newer)
{
  JsonObject *inner;

  if (is_pair (older) && is_pair (newer)) {
    combine_pairs (result, name, older, newer);
    return;
  }
  if (!JSON_NODE_HOLDS_OBJECT (older) || !JSON_NODE_HOLDS_OBJECT (newer)) {
    json_object_set_member (result, name, json_node_copy (newer));
    return;
  }
  inner = json_object_new ();
  combine_objects (inner, json_node_get_object (older), json_node_get_object (newer));
  if (json_object_get_size (inner) > 0)
    json_object_set_object_member (result, name, inner);
  else
    json_object_unref (inner);
}

static void
combine_objects (JsonObject *result, JsonObject *older, JsonObject *newer)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, older);
  while (json_object_iter_next (&iter, &name, &node)) {
    JsonNode *later = json_object_get_member (newer, name);

    if (later != NULL)
      combine_members (result, name, node, later);
    else
      json_object_set_member (result, name, json_node_copy (node));
  }
  json_object_iter_init (&iter, newer);
  while (json_object_iter_next (&iter, &name, &node))
    if (!json_object_has_member (older, name))
      json_object_set_member (result, name, json_node_copy (node));
}

char *
_crm_changes_combine (const char *older, const char *newer, GError **error)
{
  g_autoptr (JsonNode) first = NULL;
  g_autoptr (JsonNode) last = NULL;
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_node_take_object (root, object);
  first = crm_changes_read (older != NULL ? older : "{}", error);
  last = first != NULL ? crm_changes_read (newer != NULL ? newer : "{}", error) : NULL;
  if (last == NULL)
    return NULL;
  combine_objects (object, json_node_get_object (first), json_node_get_object (last));
  return json_to_string (root, FALSE);
}
