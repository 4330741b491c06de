/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-recent.h"

#define MOST 20

static void
recent_free (gpointer data)
{
  CrmRecent *recent = data;

  g_free (recent->entity);
  g_free (recent->title);
  g_free (recent);
}

static JsonObject *
store_of (CrmDesk *desk)
{
  return crm_preferences_get_room (crm_desk_get_preferences (desk), "recent records");
}

/* Ids of different offices may be the same: each office has its own. */
static JsonArray *
records_of (CrmDesk *desk)
{
  const char *path = crm_office_get_path (crm_desk_get_office (desk));
  JsonNode *node = json_object_get_member (store_of (desk), path);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

GPtrArray *
crm_recent_get (CrmDesk *desk)
{
  GPtrArray *result = g_ptr_array_new_with_free_func (recent_free);
  JsonArray *records;

  g_return_val_if_fail (CRM_IS_DESK (desk), result);

  records = records_of (desk);
  for (guint i = 0; records != NULL && i < json_array_get_length (records); i++) {
    JsonNode *node = json_array_get_element (records, i);
    JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    const char *id =
      object != NULL ? json_object_get_string_member_with_default (object, "id", "0") : "0";
    CrmRecent *recent;

    if (g_ascii_strtoll (id, NULL, 10) == 0)
      continue;
    recent = g_new0 (CrmRecent, 1);
    recent->id = g_ascii_strtoll (id, NULL, 10);
    recent->entity = g_strdup (json_object_get_string_member_with_default (object, "entity", ""));
    recent->title = g_strdup (json_object_get_string_member_with_default (object, "title", ""));
    g_ptr_array_add (result, recent);
  }

  return result;
}

static void
add (JsonArray *array, const char *entity, gint64 id, const char *title)
{
  JsonObject *object = json_object_new ();
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  json_object_set_string_member (object, "entity", entity);
  json_object_set_string_member (object, "id", number);
  json_object_set_string_member (object, "title", title);
  json_array_add_object_element (array, object);
}

void
crm_recent_note (CrmDesk *desk, const char *entity, gint64 id, const char *title)
{
  g_autoptr (GPtrArray) before = NULL;
  JsonArray *after;

  g_return_if_fail (CRM_IS_DESK (desk));
  g_return_if_fail (entity != NULL && title != NULL);

  before = crm_recent_get (desk);
  after = json_array_new ();
  add (after, entity, id, title);
  for (guint i = 0; i < before->len && json_array_get_length (after) < MOST; i++) {
    const CrmRecent *recent = g_ptr_array_index (before, i);

    if (recent->id != id)
      add (after, recent->entity, recent->id, recent->title);
  }
  json_object_set_array_member (store_of (desk), crm_office_get_path (crm_desk_get_office (desk)),
                                after);
  crm_preferences_rooms_changed (crm_desk_get_preferences (desk));
}
