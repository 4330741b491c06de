/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-preferences.h"

#define RECENT_MAX    8
#define FLUSH_SECONDS 2

struct _CrmPreferences {
  GObject parent_instance;

  GSettings *settings; /* NULL without the schema */
  GHashTable *memory;  /* key → GVariant, then */
  JsonObject *rooms;
  guint flush_source;
};

G_DEFINE_FINAL_TYPE (CrmPreferences, crm_preferences, G_TYPE_OBJECT)

static const struct {
  const char *key;
  int value;
} default_ints[] = {
  { "window-width", 1360 },
  { "window-height", 860 },
  { "sidebar-width", 220 },
  { "list-width", 0 },
};

static gboolean
has_key (CrmPreferences *self, const char *key)
{
  g_autoptr (GSettingsSchema) schema = NULL;

  if (self->settings == NULL)
    return FALSE;
  g_object_get (self->settings, "settings-schema", &schema, NULL);

  return g_settings_schema_has_key (schema, key);
}

static GVariant *
default_value (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (default_ints); i++)
    if (g_str_equal (key, default_ints[i].key))
      return g_variant_new_int32 (default_ints[i].value);
  if (g_str_equal (key, "recent-offices"))
    return g_variant_new_strv (NULL, 0);
  if (g_str_equal (key, "window-maximized") || g_str_equal (key, "dense-rows"))
    return g_variant_new_boolean (FALSE);
  if (g_str_equal (key, "sidebar-visible"))
    return g_variant_new_boolean (TRUE);
  if (g_str_equal (key, "color-scheme"))
    return g_variant_new_string ("default");

  return g_variant_new_string (g_str_equal (key, "room-state") ? "{}" : "");
}

static GVariant *
read_value (CrmPreferences *self, const char *key)
{
  GVariant *value;

  if (has_key (self, key))
    return g_settings_get_value (self->settings, key);
  value = g_hash_table_lookup (self->memory, key);

  return value != NULL ? g_variant_ref (value) : g_variant_ref_sink (default_value (key));
}

static void
write_value (CrmPreferences *self, const char *key, GVariant *value)
{
  g_autoptr (GVariant) held = g_variant_ref_sink (value);

  if (has_key (self, key))
    g_settings_set_value (self->settings, key, held);
  else
    g_hash_table_insert (self->memory, g_strdup (key), g_steal_pointer (&held));
}

static void
crm_preferences_finalize (GObject *object)
{
  CrmPreferences *self = CRM_PREFERENCES (object);

  crm_preferences_flush (self);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->memory, g_hash_table_unref);
  g_clear_pointer (&self->rooms, json_object_unref);

  G_OBJECT_CLASS (crm_preferences_parent_class)->finalize (object);
}

static void
crm_preferences_class_init (CrmPreferencesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_preferences_finalize;
}

static void
crm_preferences_init (CrmPreferences *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  self->memory =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_variant_unref);
  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, KONTOR_APP_ID, TRUE);
  if (schema != NULL)
    self->settings = g_settings_new_full (schema, NULL, NULL);
}

CrmPreferences *
crm_preferences_new (void)
{
  return g_object_new (CRM_TYPE_PREFERENCES, NULL);
}

int
crm_preferences_get_int (CrmPreferences *self, const char *key)
{
  g_autoptr (GVariant) value = NULL;

  g_return_val_if_fail (CRM_IS_PREFERENCES (self), 0);

  value = read_value (self, key);

  return g_variant_get_int32 (value);
}

void
crm_preferences_set_int (CrmPreferences *self, const char *key, int value)
{
  g_return_if_fail (CRM_IS_PREFERENCES (self));

  write_value (self, key, g_variant_new_int32 (value));
}

gboolean
crm_preferences_get_boolean (CrmPreferences *self, const char *key)
{
  g_autoptr (GVariant) value = NULL;

  g_return_val_if_fail (CRM_IS_PREFERENCES (self), FALSE);

  value = read_value (self, key);

  return g_variant_get_boolean (value);
}

void
crm_preferences_set_boolean (CrmPreferences *self, const char *key, gboolean value)
{
  g_return_if_fail (CRM_IS_PREFERENCES (self));

  write_value (self, key, g_variant_new_boolean (value));
}

char *
crm_preferences_get_string (CrmPreferences *self, const char *key)
{
  g_autoptr (GVariant) value = NULL;

  g_return_val_if_fail (CRM_IS_PREFERENCES (self), NULL);

  value = read_value (self, key);

  return g_variant_dup_string (value, NULL);
}

void
crm_preferences_set_string (CrmPreferences *self, const char *key, const char *value)
{
  g_return_if_fail (CRM_IS_PREFERENCES (self));

  write_value (self, key, g_variant_new_string (value));
}

/* --- Offices ---------------------------------------------------------------------------------- */

char **
crm_preferences_get_recent (CrmPreferences *self)
{
  g_autoptr (GVariant) value = NULL;

  g_return_val_if_fail (CRM_IS_PREFERENCES (self), NULL);

  value = read_value (self, "recent-offices");

  return g_variant_dup_strv (value, NULL);
}

static void
write_recent (CrmPreferences *self, const char *first, const char *without)
{
  g_auto (GStrv) paths = crm_preferences_get_recent (self);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) result = NULL;
  guint n = 0;

  if (first != NULL) {
    g_strv_builder_add (builder, first);
    n++;
  }
  for (char **path = paths; *path != NULL && n < RECENT_MAX; path++) {
    if (g_strcmp0 (*path, without) == 0)
      continue;
    g_strv_builder_add (builder, *path);
    n++;
  }
  result = g_strv_builder_end (builder);
  write_value (self, "recent-offices", g_variant_new_strv ((const char *const *)result, -1));
}

void
crm_preferences_add_recent (CrmPreferences *self, const char *path)
{
  g_return_if_fail (CRM_IS_PREFERENCES (self));
  g_return_if_fail (path != NULL);

  write_recent (self, path, path);
  crm_preferences_set_string (self, "last-office", path);
}

void
crm_preferences_remove_recent (CrmPreferences *self, const char *path)
{
  g_autofree char *last = NULL;

  g_return_if_fail (CRM_IS_PREFERENCES (self));
  g_return_if_fail (path != NULL);

  write_recent (self, NULL, path);
  last = crm_preferences_get_string (self, "last-office");
  if (g_str_equal (last, path))
    crm_preferences_set_string (self, "last-office", "");
}

/* --- Rooms ------------------------------------------------------------------------------------ */

static JsonObject *
read_rooms (CrmPreferences *self)
{
  g_autofree char *text = crm_preferences_get_string (self, "room-state");
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_object_ref (json_node_get_object (node));

  return json_object_new ();
}

JsonObject *
crm_preferences_get_room (CrmPreferences *self, const char *room)
{
  JsonNode *node;

  g_return_val_if_fail (CRM_IS_PREFERENCES (self), NULL);
  g_return_val_if_fail (room != NULL, NULL);

  if (self->rooms == NULL)
    self->rooms = read_rooms (self);
  node = json_object_get_member (self->rooms, room);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    json_object_set_object_member (self->rooms, room, json_object_new ());

  return json_object_get_object_member (self->rooms, room);
}

static gboolean
on_flush_due_cb (gpointer data)
{
  CrmPreferences *self = data;

  self->flush_source = 0;
  crm_preferences_flush (self);

  return G_SOURCE_REMOVE;
}

void
crm_preferences_rooms_changed (CrmPreferences *self)
{
  g_return_if_fail (CRM_IS_PREFERENCES (self));

  if (self->flush_source == 0)
    self->flush_source = g_timeout_add_seconds (FLUSH_SECONDS, on_flush_due_cb, self);
}

void
crm_preferences_flush (CrmPreferences *self)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (CRM_IS_PREFERENCES (self));

  g_clear_handle_id (&self->flush_source, g_source_remove);
  if (self->rooms == NULL)
    return;
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_set_object (node, self->rooms);
  text = json_to_string (node, FALSE);
  crm_preferences_set_string (self, "room-state", text);
}
