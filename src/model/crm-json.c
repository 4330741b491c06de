/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-format.h"

#include "base/crm-error.h"
#include "model/crm-record-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BASE64 "base64"

static JsonNode *
string_node (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

static JsonNode *
int_node (gint64 integer)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, integer);

  /* Readers in other languages keep only 53 bits of a number. */
  return string_node (text);
}

static JsonNode *
blob_node (GBytes *blob)
{
  g_autoptr (JsonObject) object = json_object_new ();
  gsize length;
  gconstpointer bytes = g_bytes_get_data (blob, &length);
  g_autofree char *text = g_base64_encode (bytes, length);

  json_object_set_string_member (object, BASE64, text);

  return json_node_init_object (json_node_alloc (), object);
}

JsonNode *
crm_value_to_json (const CrmValue *value)
{
  g_return_val_if_fail (value != NULL, NULL);

  switch (value->kind) {
  case CRM_VALUE_INT:
    return int_node (value->integer);
  case CRM_VALUE_TEXT:
    return string_node (value->text);
  case CRM_VALUE_BLOB:
    return blob_node (value->blob);
  case CRM_VALUE_MASKED:
    return string_node (CRM_MASK);
  case CRM_VALUE_NULL:
  default:
    return json_node_init_null (json_node_alloc ());
  }
}

static gboolean
int_from_json (JsonNode *node, CrmValue *value)
{
  GType type = json_node_get_value_type (node);
  gint64 integer;

  if (type == G_TYPE_INT64)
    integer = json_node_get_int (node);
  else if (type == G_TYPE_BOOLEAN)
    integer = json_node_get_boolean (node) ? 1 : 0;
  else if (type != G_TYPE_STRING ||
           !g_ascii_string_to_signed (json_node_get_string (node), 10, G_MININT64, G_MAXINT64,
                                      &integer, NULL))
    return FALSE;
  crm_value_set_int (value, integer);

  return TRUE;
}

static gboolean
blob_from_json (JsonNode *node, CrmValue *value)
{
  g_autoptr (GBytes) blob = NULL;
  JsonNode *member;
  guchar *bytes;
  gsize length;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  member = json_object_get_member (json_node_get_object (node), BASE64);
  if (member == NULL || json_node_get_value_type (member) != G_TYPE_STRING)
    return FALSE;

  bytes = g_base64_decode (json_node_get_string (member), &length);
  blob = g_bytes_new_take (bytes, length);
  crm_value_set_blob (value, blob);

  return TRUE;
}

/* What was masked when it was written, as in the draft of somebody without the right, must not come
 * back as dots that would be saved. */
static gboolean
is_mask (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
         g_str_equal (json_node_get_string (node), CRM_MASK);
}

gboolean
crm_value_from_json (JsonNode *node, const CrmField *field, CrmValue *value, GError **error)
{
  gboolean done = FALSE;

  g_return_val_if_fail (node != NULL, FALSE);
  g_return_val_if_fail (field != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  if (JSON_NODE_HOLDS_NULL (node)) {
    crm_value_clear (value);
    done = TRUE;
  } else if ((field->flags & CRM_FIELD_PERSONAL) && is_mask (node)) {
    crm_value_set_masked (value);
    done = TRUE;
  } else if (field->type == CRM_FIELD_BLOB) {
    done = blob_from_json (node, value);
  } else if (JSON_NODE_HOLDS_VALUE (node) && crm_field_type_is_integer (field->type)) {
    done = int_from_json (node, value);
  } else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING) {
    crm_value_set_text (value, json_node_get_string (node));
    done = TRUE;
  }

  if (!done)
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("%s: the JSON has no value of the type “%s” here."),
                 crm_field_get_label (field), crm_field_type_name (field->type));

  return done;
}

static void
add_int (JsonObject *object, const char *name, gint64 value)
{
  if (value != 0)
    json_object_set_member (object, name, int_node (value));
}

JsonObject *
crm_record_to_json (const CrmRecord *self)
{
  JsonObject *object;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  add_int (object, "id", self->id);
  add_int (object, "version", self->version);
  add_int (object, "n", self->n);
  add_int (object, "deleted", self->deleted);
  for (guint i = 0; i < self->n_fields; i++)
    json_object_set_member (object, self->entity->fields[i].name,
                            crm_value_to_json (&self->values[i]));

  for (guint i = 0; i < self->n_lines; i++) {
    GPtrArray *lines = crm_record_get_lines_at (self, i);
    JsonArray *array = json_array_new ();

    for (guint j = 0; j < lines->len; j++)
      json_array_add_object_element (array, crm_record_to_json (g_ptr_array_index (lines, j)));
    json_object_set_array_member (object, self->entity->lines[i].name, array);
  }

  return object;
}

static gint64
int_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  g_auto (CrmValue) value = CRM_VALUE_INIT;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && int_from_json (node, &value)
           ? crm_value_get_int (&value)
           : 0;
}

static void
fill_lines (CrmRecord *self, guint index, JsonArray *array)
{
  crm_record_clear_lines (self, self->entity->lines[index].name);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);
    g_autoptr (CrmRecord) line = crm_record_new (crm_entity_line_entity (self->entity, index));

    if (!JSON_NODE_HOLDS_OBJECT (node))
      continue;
    crm_record_fill_from_json (line, json_node_get_object (node));
    crm_record_append_line (self, index, line);
  }
}

void
crm_record_fill_from_json (CrmRecord *self, JsonObject *object)
{
  g_return_if_fail (self != NULL && object != NULL);

  self->id = int_member (object, "id");
  self->version = int_member (object, "version");
  self->n = int_member (object, "n");
  for (guint i = 0; i < self->n_fields; i++) {
    const CrmField *field = &self->entity->fields[i];
    JsonNode *node = json_object_get_member (object, field->name);
    g_auto (CrmValue) value = CRM_VALUE_INIT;

    if (node != NULL && crm_value_from_json (node, field, &value, NULL))
      crm_record_set_at (self, i, &value);
  }
  for (guint i = 0; i < self->n_lines; i++) {
    JsonNode *node = json_object_get_member (object, self->entity->lines[i].name);

    if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
      fill_lines (self, i, json_node_get_array (node));
  }
}
