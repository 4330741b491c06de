/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/lists/crm-saved-view.h"

#include "base/crm-error.h"
#include "model/crm-format.h"

#include <glib/gi18n-lib.h>

static const char *const tones[] = {
  [CRM_TONE_NONE] = "none", [CRM_TONE_WAITING] = "waiting", [CRM_TONE_ACTIVE] = "active",
  [CRM_TONE_SOON] = "soon", [CRM_TONE_LATE] = "late",       [CRM_TONE_DONE] = "done",
};

static const char *const buckets[] = {
  [CRM_BUCKET_VALUE] = "value",
  [CRM_BUCKET_DAY] = "day",
  [CRM_BUCKET_MONTH] = "month",
  [CRM_BUCKET_YEAR] = "year",
};

const char *
crm_tone_name (CrmTone tone)
{
  g_return_val_if_fail ((guint)tone < G_N_ELEMENTS (tones), NULL);

  return tones[tone];
}

gboolean
crm_tone_from_name (const char *name, CrmTone *tone)
{
  for (guint i = 0; i < G_N_ELEMENTS (tones); i++) {
    if (g_strcmp0 (tones[i], name) == 0) {
      *tone = (CrmTone)i;
      return TRUE;
    }
  }

  return FALSE;
}

static void
colour_clear (gpointer data)
{
  CrmColourRule *rule = data;

  g_clear_pointer (&rule->where, crm_condition_free);
  g_free (rule->word);
}

CrmViewContent *
crm_view_content_new (void)
{
  CrmViewContent *self = g_new0 (CrmViewContent, 1);

  self->colours = g_array_new (FALSE, TRUE, sizeof (CrmColourRule));
  g_array_set_clear_func (self->colours, colour_clear);

  return self;
}

void
crm_view_content_free (CrmViewContent *self)
{
  g_strfreev (self->columns);
  g_clear_pointer (&self->widths, json_object_unref);
  g_free (self->order);
  g_clear_pointer (&self->where, crm_condition_free);
  g_free (self->group);
  g_array_unref (self->colours);
  g_free (self);
}

/* --- Reading ---------------------------------------------------------------------------------- */

static GStrv
read_columns (JsonNode *node)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array =
    node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint n = 0;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode *element = json_array_get_element (array, i);
    const char *path = JSON_NODE_HOLDS_VALUE (element) ? json_node_get_string (element) : NULL;

    if (path == NULL)
      continue;
    g_strv_builder_add (builder, path);
    n++;
  }

  return n > 0 ? g_strv_builder_end (builder) : NULL;
}

static gboolean
read_colours (CrmViewContent *self, JsonNode *node, GError **error)
{
  JsonArray *array =
    node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode *element = json_array_get_element (array, i);
    CrmColourRule rule = { 0 };
    JsonObject *object;

    if (!JSON_NODE_HOLDS_OBJECT (element))
      continue;
    object = json_node_get_object (element);
    if (!json_object_has_member (object, "where") ||
        !crm_tone_from_name (json_object_get_string_member_with_default (object, "tone", ""),
                             &rule.tone))
      continue;
    rule.where = crm_condition_from_json (json_object_get_member (object, "where"), error);
    if (rule.where == NULL)
      return FALSE;
    rule.word = g_strdup (json_object_get_string_member_with_default (object, "word", NULL));
    g_array_append_val (self->colours, rule);
  }

  return TRUE;
}

static void
read_group (CrmViewContent *self, JsonObject *object)
{
  const char *bucket = json_object_get_string_member_with_default (object, "bucket", "value");

  self->group = g_strdup (json_object_get_string_member_with_default (object, "group", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (buckets); i++)
    if (g_strcmp0 (buckets[i], bucket) == 0)
      self->bucket = (CrmBucketKind)i;
}

CrmViewContent *
crm_view_content_parse (const char *json, GError **error)
{
  g_autoptr (CrmViewContent) self = crm_view_content_new ();
  g_autoptr (JsonNode) node = json != NULL && *json != '\0' ? crm_json_read (json, NULL) : NULL;
  JsonObject *object;

  if (json == NULL || *json == '\0')
    return g_steal_pointer (&self);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("The saved view cannot be read. Delete it and save it anew."));
    return NULL;
  }
  object = json_node_get_object (node);
  self->columns = read_columns (json_object_get_member (object, "columns"));
  if (json_object_has_member (object, "widths") &&
      JSON_NODE_HOLDS_OBJECT (json_object_get_member (object, "widths")))
    self->widths = json_object_ref (json_object_get_object_member (object, "widths"));
  self->order = g_strdup (json_object_get_string_member_with_default (object, "order", NULL));
  read_group (self, object);
  if (json_object_has_member (object, "where")) {
    self->where = crm_condition_from_json (json_object_get_member (object, "where"), error);
    if (self->where == NULL)
      return NULL;
  }
  if (!read_colours (self, json_object_get_member (object, "colours"), error))
    return NULL;

  return g_steal_pointer (&self);
}

/* --- Writing ---------------------------------------------------------------------------------- */

static JsonArray *
write_colours (const CrmViewContent *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->colours->len; i++) {
    const CrmColourRule *rule = &g_array_index (self->colours, CrmColourRule, i);
    JsonObject *object = json_object_new ();

    json_object_set_member (object, "where", crm_condition_to_json (rule->where));
    json_object_set_string_member (object, "tone", crm_tone_name (rule->tone));
    if (rule->word != NULL)
      json_object_set_string_member (object, "word", rule->word);
    json_array_add_object_element (array, object);
  }

  return array;
}

char *
crm_view_content_to_json (const CrmViewContent *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_node_take_object (node, object);
  if (self->columns != NULL) {
    JsonArray *columns = json_array_new ();

    for (char **path = self->columns; *path != NULL; path++)
      json_array_add_string_element (columns, *path);
    json_object_set_array_member (object, "columns", columns);
  }
  if (self->widths != NULL)
    json_object_set_object_member (object, "widths", json_object_ref (self->widths));
  if (self->order != NULL)
    json_object_set_string_member (object, "order", self->order);
  if (self->where != NULL)
    json_object_set_member (object, "where", crm_condition_to_json (self->where));
  if (self->group != NULL) {
    json_object_set_string_member (object, "group", self->group);
    json_object_set_string_member (object, "bucket", buckets[self->bucket]);
  }
  if (self->colours->len > 0)
    json_object_set_array_member (object, "colours", write_colours (self));

  return json_to_string (node, FALSE);
}

/* --- Fitting to what the office has ----------------------------------------------------------- */

typedef struct {
  CrmSchema *schema;
  const CrmEntity *entity;
  GPtrArray *lost;
} Fit;

static gboolean
is_there (Fit *fit, const char *path)
{
  g_autoptr (CrmPath) found = crm_path_new (fit->schema, fit->entity, path, NULL);

  if (found == NULL && !g_ptr_array_find_with_equal_func (fit->lost, path, g_str_equal, NULL))
    g_ptr_array_add (fit->lost, g_strdup (path));

  return found != NULL;
}

/* Without the tests of what is not there; NULL when none is left. Takes the condition. */
static CrmCondition *
fit_condition (Fit *fit, CrmCondition *condition)
{
  if (condition == NULL)
    return NULL;
  if (condition->kind == CRM_CONDITION_TEST) {
    if (is_there (fit, condition->path))
      return condition;
    crm_condition_free (condition);
    return NULL;
  }
  for (guint i = 0; condition->children != NULL && i < condition->children->len;) {
    CrmCondition *child = fit_condition (fit, g_ptr_array_steal_index (condition->children, i));

    if (child != NULL)
      g_ptr_array_insert (condition->children, (int)i++, child);
  }
  if (condition->children != NULL && condition->children->len > 0)
    return condition;
  crm_condition_free (condition);

  return NULL;
}

static char *
fit_order (Fit *fit, const char *order)
{
  g_auto (GStrv) parts = g_strsplit (order, ",", -1);
  g_autoptr (GString) kept = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++) {
    const char *part = g_strstrip (parts[i]);

    if (*part != '\0' && is_there (fit, *part == '-' ? part + 1 : part))
      g_string_append_printf (kept, "%s%s", kept->len > 0 ? "," : "", part);
  }

  return kept->len > 0 ? g_string_free (g_steal_pointer (&kept), FALSE) : NULL;
}

static GStrv
fit_columns (Fit *fit, GStrv columns)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n = 0;

  for (char **path = columns; *path != NULL; path++) {
    if (!is_there (fit, *path))
      continue;
    g_strv_builder_add (builder, *path);
    n++;
  }

  return n > 0 ? g_strv_builder_end (builder) : NULL;
}

GStrv
crm_view_content_fit (CrmViewContent *self, CrmSchema *schema, const CrmEntity *entity)
{
  g_autoptr (GPtrArray) lost = g_ptr_array_new_with_free_func (g_free);
  Fit fit = { schema, entity, lost };
  g_auto (GStrv) columns = g_steal_pointer (&self->columns);
  g_autofree char *order = g_steal_pointer (&self->order);

  if (columns != NULL)
    self->columns = fit_columns (&fit, columns);
  if (order != NULL)
    self->order = fit_order (&fit, order);
  self->where = fit_condition (&fit, self->where);
  if (self->group != NULL && !is_there (&fit, self->group))
    g_clear_pointer (&self->group, g_free);
  for (guint i = 0; i < self->colours->len;) {
    CrmColourRule *rule = &g_array_index (self->colours, CrmColourRule, i);

    rule->where = fit_condition (&fit, rule->where);
    if (rule->where != NULL)
      i++;
    else
      g_array_remove_index (self->colours, i);
  }
  if (lost->len == 0)
    return NULL;
  g_ptr_array_set_free_func (lost, NULL);
  g_ptr_array_add (lost, NULL);

  return (GStrv)g_ptr_array_steal (lost, NULL);
}
