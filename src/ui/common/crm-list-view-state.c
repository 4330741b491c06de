/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/lists/crm-saved-view.h"
#include "ui/common/crm-list-view-private.h"

/* What a room remembers of its list: columns, their widths, order, whether everything is shown. */

static JsonObject *
room_of (CrmListView *self)
{
  return crm_preferences_get_room (crm_desk_get_preferences (self->desk), self->entity->name);
}

static JsonObject *
widths_of (CrmListView *self)
{
  JsonObject *widths = json_object_new ();

  for (guint i = 0; i < self->columns->len; i++) {
    int width = gtk_column_view_column_get_fixed_width (g_ptr_array_index (self->columns, i));

    if (width > 0)
      json_object_set_int_member (widths, self->paths[i], width);
  }

  return widths;
}

/* What is written as a saved view writes it. */
static void
remember_look (CrmListView *self, JsonObject *room)
{
  g_autoptr (CrmViewContent) content = crm_view_content_new ();
  g_autofree char *json = NULL;

  g_array_unref (content->colours);
  content->colours = g_array_ref (self->colours);
  content->group = g_strdup (self->group);
  content->bucket = self->bucket;
  json = crm_view_content_to_json (content);
  json_object_set_string_member (room, "look", json);
}

static void
recall_look (CrmListView *self, JsonObject *room)
{
  const char *json = json_object_get_string_member_with_default (room, "look", NULL);
  g_autoptr (CrmViewContent) content = json != NULL ? crm_view_content_parse (json, NULL) : NULL;
  g_auto (GStrv) lost = NULL;

  if (content == NULL)
    return;
  lost = crm_view_content_fit (content, self->schema, self->entity);
  g_array_unref (self->colours);
  self->colours = g_array_ref (content->colours);
  g_free (self->group);
  self->group = g_strdup (content->group);
  self->bucket = content->bucket;
}

void
_crm_list_view_remember (CrmListView *self)
{
  JsonObject *room = room_of (self);
  JsonArray *columns = json_array_new ();

  for (char **path = self->paths; *path != NULL; path++)
    json_array_add_string_element (columns, *path);
  json_object_set_array_member (room, "columns", columns);
  json_object_set_object_member (room, "widths", widths_of (self));
  json_object_set_string_member (room, "order", self->order != NULL ? self->order : "");
  json_object_set_boolean_member (room, "everything", self->everything);
  if (self->filter != NULL)
    json_object_set_member (room, "filter", crm_condition_to_json (self->filter));
  else
    json_object_remove_member (room, "filter");
  remember_look (self, room);
  crm_preferences_rooms_changed (crm_desk_get_preferences (self->desk));
}

static gboolean
is_path (CrmListView *self, const char *path)
{
  g_autoptr (CrmPath) found = crm_path_new (self->schema, self->entity, path, NULL);

  return found != NULL && crm_path_get_field (found) != NULL;
}

/* One that cannot be read, or whose fields are gone, is forgotten. */
static void
recall_filter (CrmListView *self, JsonObject *room)
{
  g_autoptr (CrmViewContent) content = crm_view_content_new ();
  g_auto (GStrv) lost = NULL;

  if (!json_object_has_member (room, "filter"))
    return;
  content->where = crm_condition_from_json (json_object_get_member (room, "filter"), NULL);
  lost = crm_view_content_fit (content, self->schema, self->entity);
  if (content->where != NULL && content->where->kind == CRM_CONDITION_ALL)
    self->filter = g_steal_pointer (&content->where);
}

static void
recall_columns (CrmListView *self, JsonObject *room)
{
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();
  JsonArray *columns;
  guint n = 0;

  if (!json_object_has_member (room, "columns"))
    return;
  columns = json_object_get_array_member (room, "columns");
  for (guint i = 0; columns != NULL && i < json_array_get_length (columns); i++) {
    const char *path = json_array_get_string_element (columns, i);

    /* The office may have lost a field since. */
    if (path == NULL || !is_path (self, path))
      continue;
    g_strv_builder_add (paths, path);
    n++;
  }
  if (n == 0)
    return;
  g_strfreev (self->paths);
  self->paths = g_strv_builder_end (paths);
}

void
_crm_list_view_recall (CrmListView *self)
{
  JsonObject *room = room_of (self);
  const char *order = json_object_get_string_member_with_default (room, "order", "");
  g_auto (GStrv) parts = g_strsplit (*order == '-' ? order + 1 : order, ",", 2);

  recall_columns (self, room);
  recall_filter (self, room);
  recall_look (self, room);
  if (parts[0] != NULL && is_path (self, parts[0])) {
    g_free (self->order);
    self->order = g_strdup (order);
  }
  self->everything = json_object_get_boolean_member_with_default (room, "everything", FALSE);
}
