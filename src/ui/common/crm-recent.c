/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-recent.h"

#define MOST      20
#define LOOKED_AT "recent records"
#define LEFT_OPEN "open records"

static void
recent_free (gpointer data)
{
  CrmRecent *recent = data;

  g_free (recent->entity);
  g_free (recent->title);
  g_free (recent);
}

GPtrArray *
crm_recent_new_array (void)
{
  return g_ptr_array_new_with_free_func (recent_free);
}

void
crm_recent_add (GPtrArray *records, const char *entity, gint64 id, const char *title)
{
  CrmRecent *recent;

  g_return_if_fail (records != NULL);
  g_return_if_fail (entity != NULL && title != NULL);

  recent = g_new0 (CrmRecent, 1);
  recent->entity = g_strdup (entity);
  recent->id = id;
  recent->title = g_strdup (title);
  g_ptr_array_add (records, recent);
}

/* --- Kept among the preferences --------------------------------------------------------------- */

static JsonObject *
store_of (CrmDesk *desk, const char *name)
{
  return crm_preferences_get_room (crm_desk_get_preferences (desk), name);
}

/* Ids of different offices may be the same: each office has its own. */
static GPtrArray *
read_all (CrmDesk *desk, const char *name)
{
  const char *path = crm_office_get_path (crm_desk_get_office (desk));
  JsonNode *node = json_object_get_member (store_of (desk, name), path);
  JsonArray *array =
    node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  GPtrArray *result = crm_recent_new_array ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode *element = json_array_get_element (array, i);
    JsonObject *object = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
    const char *id =
      object != NULL ? json_object_get_string_member_with_default (object, "id", "0") : "0";

    if (g_ascii_strtoll (id, NULL, 10) != 0)
      crm_recent_add (result, json_object_get_string_member_with_default (object, "entity", ""),
                      g_ascii_strtoll (id, NULL, 10),
                      json_object_get_string_member_with_default (object, "title", ""));
  }

  return result;
}

static void
write_all (CrmDesk *desk, const char *name, GPtrArray *records)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < MIN (records->len, MOST); i++) {
    const CrmRecent *recent = g_ptr_array_index (records, i);
    JsonObject *object = json_object_new ();
    g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, recent->id);

    json_object_set_string_member (object, "entity", recent->entity);
    json_object_set_string_member (object, "id", number);
    json_object_set_string_member (object, "title", recent->title);
    json_array_add_object_element (array, object);
  }
  json_object_set_array_member (store_of (desk, name),
                                crm_office_get_path (crm_desk_get_office (desk)), array);
  crm_preferences_rooms_changed (crm_desk_get_preferences (desk));
}

/* --- Public ----------------------------------------------------------------------------------- */

GPtrArray *
crm_recent_get (CrmDesk *desk)
{
  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);

  return read_all (desk, LOOKED_AT);
}

void
crm_recent_note (CrmDesk *desk, const char *entity, gint64 id, const char *title)
{
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  g_return_if_fail (CRM_IS_DESK (desk));
  g_return_if_fail (entity != NULL && title != NULL);

  before = read_all (desk, LOOKED_AT);
  after = crm_recent_new_array ();
  crm_recent_add (after, entity, id, title);
  for (guint i = 0; i < before->len; i++) {
    const CrmRecent *recent = g_ptr_array_index (before, i);

    if (recent->id != id)
      crm_recent_add (after, recent->entity, recent->id, recent->title);
  }
  write_all (desk, LOOKED_AT, after);
}

GPtrArray *
crm_recent_get_open (CrmDesk *desk)
{
  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);

  return read_all (desk, LEFT_OPEN);
}

void
crm_recent_set_open (CrmDesk *desk, GPtrArray *cards)
{
  g_return_if_fail (CRM_IS_DESK (desk));
  g_return_if_fail (cards != NULL);

  write_all (desk, LEFT_OPEN, cards);
}
