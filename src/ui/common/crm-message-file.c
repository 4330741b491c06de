/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-message-file.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#define MESSAGES_MAX  500
#define WRITE_SECONDS 2

struct _CrmMessageFile {
  char *path;
  GListStore *messages;
  guint write_source;
};

/* --- Reading ---------------------------------------------------------------------------------- */

static void
read_message (CrmMessageFile *self, JsonObject *object)
{
  const char *text = json_object_get_string_member_with_default (object, "text", NULL);
  const char *entity = json_object_get_string_member_with_default (object, "entity", NULL);
  CrmMessageSubject subject = {
    .operation = json_object_get_int_member_with_default (object, "operation", 0),
    .entity = g_intern_string (entity),
    .id = json_object_get_int_member_with_default (object, "id", 0),
  };
  g_autoptr (CrmMessage) message = NULL;

  if (text == NULL)
    return;
  message =
    crm_message_new (text, json_object_get_boolean_member_with_default (object, "trouble", FALSE),
                     json_object_get_int_member_with_default (object, "at", 0), &subject);
  g_list_store_append (self->messages, message);
}

static void
read_file (CrmMessageFile *self)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonArray *array;

  if (!g_file_get_contents (self->path, &text, NULL, NULL))
    return;
  node = json_from_string (text, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return;
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array) && i < MESSAGES_MAX; i++) {
    JsonNode *element = json_array_get_element (array, i);

    if (JSON_NODE_HOLDS_OBJECT (element))
      read_message (self, json_node_get_object (element));
  }
}

/* --- Writing ---------------------------------------------------------------------------------- */

static JsonObject *
message_to_json (CrmMessage *message)
{
  const CrmMessageSubject *subject = crm_message_get_subject (message);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "text", crm_message_get_text (message));
  json_object_set_int_member (object, "at", crm_message_get_at (message));
  if (crm_message_is_trouble (message))
    json_object_set_boolean_member (object, "trouble", TRUE);
  if (subject->operation != 0)
    json_object_set_int_member (object, "operation", subject->operation);
  if (subject->entity != NULL) {
    json_object_set_string_member (object, "entity", subject->entity);
    json_object_set_int_member (object, "id", subject->id);
  }

  return object;
}

static gboolean
on_write_cb (gpointer data)
{
  CrmMessageFile *self = data;
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  self->write_source = 0;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->messages)); i++) {
    g_autoptr (CrmMessage) message = g_list_model_get_item (G_LIST_MODEL (self->messages), i);

    json_array_add_object_element (array, message_to_json (message));
  }
  json_node_take_array (node, array);
  text = json_to_string (node, FALSE);
  if (g_mkdir_with_parents (folder, 0700) != 0 ||
      !g_file_set_contents_full (self->path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                 &error))
    g_message ("Messages cannot be kept: %s", error != NULL ? error->message : g_strerror (errno));

  return G_SOURCE_REMOVE;
}

CrmMessageFile *
crm_message_file_new (const char *path, GListStore *messages)
{
  CrmMessageFile *self = g_new0 (CrmMessageFile, 1);

  self->path = g_strdup (path);
  self->messages = g_object_ref (messages);
  read_file (self);

  return self;
}

void
crm_message_file_free (CrmMessageFile *self)
{
  if (self->write_source != 0) {
    g_source_remove (self->write_source);
    on_write_cb (self);
  }
  g_object_unref (self->messages);
  g_free (self->path);
  g_free (self);
}

void
crm_message_file_add (CrmMessageFile *self, CrmMessage *message)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (CRM_IS_MESSAGE (message));

  g_list_store_insert (self->messages, 0, message);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->messages)) > MESSAGES_MAX)
    g_list_store_remove (self->messages, MESSAGES_MAX);
  if (self->write_source == 0)
    self->write_source = g_timeout_add_seconds (WRITE_SECONDS, on_write_cb, self);
}
