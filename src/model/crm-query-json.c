/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-query.h"

#include "base/crm-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What was typed is 50 brackets deep at most, each of them two groups. */
#define MAX_DEPTH 200

static const char *const group_names[] = {
  [CRM_CONDITION_ALL] = "all",
  [CRM_CONDITION_ANY] = "any",
  [CRM_CONDITION_NOT] = "not",
};

static const char *const test_names[] = {
  [CRM_TEST_EQUAL] = "=",
  [CRM_TEST_DIFFERS] = "!=",
  [CRM_TEST_LESS] = "<",
  [CRM_TEST_AT_MOST] = "<=",
  [CRM_TEST_GREATER] = ">",
  [CRM_TEST_AT_LEAST] = ">=",
  [CRM_TEST_CONTAINS] = "~",
  [CRM_TEST_STARTS] = "^",
  [CRM_TEST_IN] = "in",
  [CRM_TEST_EMPTY] = "empty",
  [CRM_TEST_FILLED] = "filled",
  [CRM_TEST_IN_VIEW] = "in view",
  [CRM_TEST_OUT_VIEW] = "not in view",
};

static const char *const measure_names[] = {
  [CRM_MEASURE_COUNT] = "count", [CRM_MEASURE_SUM] = "sum",         [CRM_MEASURE_MIN] = "min",
  [CRM_MEASURE_MAX] = "max",     [CRM_MEASURE_AVERAGE] = "average",
};

static const char *const bucket_names[] = {
  [CRM_BUCKET_VALUE] = "value",
  [CRM_BUCKET_DAY] = "day",
  [CRM_BUCKET_MONTH] = "month",
  [CRM_BUCKET_YEAR] = "year",
};

static int
find_name (const char *const *names, gsize n, const char *name)
{
  for (gsize i = 0; i < n; i++) {
    if (g_strcmp0 (names[i], name) == 0)
      return (int)i;
  }

  return -1;
}

static gpointer
fail (GError **error, const char *part)
{
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               _ ("The saved query cannot be read: “%s” is not as it should be."), part);

  return NULL;
}

static gboolean
refuse (GError **error, const char *part)
{
  fail (error, part);

  return FALSE;
}

/* --- Out -------------------------------------------------------------------------------------- */

static JsonNode *
array_node (JsonArray *array)
{
  JsonNode *node = json_node_init_array (json_node_alloc (), array);

  json_array_unref (array);

  return node;
}

JsonNode *
crm_condition_to_json (const CrmCondition *self)
{
  JsonArray *array;

  g_return_val_if_fail (self != NULL, NULL);

  array = json_array_new ();
  if (self->kind == CRM_CONDITION_TEST) {
    json_array_add_string_element (array, self->path);
    json_array_add_string_element (array, test_names[self->test]);
    for (guint i = 0; self->values != NULL && self->values[i] != NULL; i++)
      json_array_add_string_element (array, self->values[i]);
  } else {
    json_array_add_string_element (array, group_names[self->kind]);
    for (guint i = 0; i < self->children->len; i++)
      json_array_add_element (array, crm_condition_to_json (g_ptr_array_index (self->children, i)));
  }

  return array_node (array);
}

static JsonArray *
order_to_json (const CrmQuery *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->order->len; i++) {
    const CrmOrder *order = &g_array_index (self->order, CrmOrder, i);
    g_autofree char *text = g_strconcat (order->descending ? "-" : "", order->path, NULL);

    json_array_add_string_element (array, text);
  }

  return array;
}

static void
add_pair (JsonArray *array, const char *kind, const char *path)
{
  JsonArray *pair = json_array_new ();

  json_array_add_string_element (pair, kind);
  if (path != NULL)
    json_array_add_string_element (pair, path);
  json_array_add_array_element (array, pair);
}

static JsonArray *
measures_to_json (const CrmQuery *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->measures->len; i++) {
    const CrmMeasure *measure = &g_array_index (self->measures, CrmMeasure, i);

    add_pair (array, measure_names[measure->kind], measure->path);
  }

  return array;
}

static JsonArray *
buckets_to_json (const CrmQuery *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->buckets->len; i++) {
    const CrmBucket *bucket = &g_array_index (self->buckets, CrmBucket, i);

    add_pair (array, bucket_names[bucket->kind], bucket->path);
  }

  return array;
}

/* What a query does not say is left out, so that saved ones stay short. */
JsonNode *
crm_query_to_json (const CrmQuery *self)
{
  g_autoptr (JsonObject) object = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  json_object_set_string_member (object, "entity", self->entity);
  if (self->where != NULL)
    json_object_set_member (object, "where", crm_condition_to_json (self->where));
  if (self->words != NULL)
    json_object_set_string_member (object, "words", self->words);
  if (self->order->len > 0)
    json_object_set_array_member (object, "order", order_to_json (self));
  if (self->measures->len > 0)
    json_object_set_array_member (object, "measures", measures_to_json (self));
  if (self->buckets->len > 0)
    json_object_set_array_member (object, "buckets", buckets_to_json (self));
  if (self->limit > 0)
    json_object_set_int_member (object, "limit", self->limit);
  if (self->trash)
    json_object_set_boolean_member (object, "trash", TRUE);

  return json_node_init_object (json_node_alloc (), object);
}

/* --- In --------------------------------------------------------------------------------------- */

static const char *
node_text (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;

  return json_node_get_string (node);
}

static const char *
element_text (JsonArray *array, guint index)
{
  return index < json_array_get_length (array) ? node_text (json_array_get_element (array, index))
                                               : NULL;
}

static CrmCondition *
read_test (JsonArray *array, GError **error)
{
  const char *path = element_text (array, 0);
  int test = find_name (test_names, G_N_ELEMENTS (test_names), element_text (array, 1));
  guint n = json_array_get_length (array);
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  if (path == NULL || *path == '\0')
    return fail (error, "where");
  if (test < 0)
    return fail (error, path);

  for (guint i = 2; i < n; i++) {
    const char *value = element_text (array, i);

    if (value == NULL)
      return fail (error, path);
    g_ptr_array_add (values, (gpointer)value);
  }
  g_ptr_array_add (values, NULL);

  if (test == CRM_TEST_IN)
    return crm_condition_new_in (path, (const char *const *)values->pdata);
  if (n != (test == CRM_TEST_EMPTY || test == CRM_TEST_FILLED ? 2 : 3))
    return fail (error, path);

  return crm_condition_new_test (path, (CrmTest)test, values->pdata[0]);
}

static CrmCondition *
read_condition (JsonNode *node, guint depth, GError **error)
{
  g_autoptr (CrmCondition) group = NULL;
  JsonArray *array;
  int kind;
  guint n;

  if (depth > MAX_DEPTH || !JSON_NODE_HOLDS_ARRAY (node))
    return fail (error, "where");
  array = json_node_get_array (node);
  n = json_array_get_length (array);
  kind = find_name (group_names, G_N_ELEMENTS (group_names), element_text (array, 0));
  /* A field may be called "all" or "any": then its test follows and not a condition. */
  if (kind < 0 || element_text (array, 1) != NULL)
    return read_test (array, error);
  if (kind == CRM_CONDITION_NOT && n != 2)
    return fail (error, "not");

  group = crm_condition_new_group ((CrmConditionKind)kind);
  for (guint i = 1; i < n; i++) {
    CrmCondition *child = read_condition (json_array_get_element (array, i), depth + 1, error);

    if (child == NULL)
      return NULL;
    crm_condition_add (group, child);
  }

  return g_steal_pointer (&group);
}

CrmCondition *
crm_condition_from_json (JsonNode *node, GError **error)
{
  g_return_val_if_fail (node != NULL, NULL);

  return read_condition (node, 0, error);
}

static gboolean
read_order (CrmQuery *self, JsonNode *node, GError **error)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return refuse (error, "order");

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    const char *text = element_text (array, i);
    CrmOrder order = { 0 };

    if (text == NULL || *text == '\0' || g_str_equal (text, "-"))
      return refuse (error, "order");
    order.descending = *text == '-';
    order.path = g_strdup (order.descending ? text + 1 : text);
    g_array_append_val (self->order, order);
  }

  return TRUE;
}

/* Measures and buckets: arrays of [kind, path]. */
static gboolean
read_pairs (CrmQuery *self, JsonNode *node, gboolean measures, GError **error)
{
  const char *part = measures ? "measures" : "buckets";
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return refuse (error, part);

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *element = json_array_get_element (array, i);
    JsonArray *pair = JSON_NODE_HOLDS_ARRAY (element) ? json_node_get_array (element) : NULL;
    const char *name = pair != NULL ? element_text (pair, 0) : NULL;
    const char *path = pair != NULL ? element_text (pair, 1) : NULL;
    int kind = measures ? find_name (measure_names, G_N_ELEMENTS (measure_names), name)
                        : find_name (bucket_names, G_N_ELEMENTS (bucket_names), name);
    gboolean counts = measures && kind == CRM_MEASURE_COUNT;

    if (kind < 0 || (path == NULL && !counts))
      return refuse (error, part);
    if (measures)
      crm_query_add_measure (self, (CrmMeasureKind)kind, path);
    else
      crm_query_add_bucket (self, (CrmBucketKind)kind, path);
  }

  return TRUE;
}

static gboolean
read_words (CrmQuery *self, JsonNode *node, GError **error)
{
  if (node_text (node) == NULL)
    return refuse (error, "words");
  crm_query_set_words (self, node_text (node));

  return TRUE;
}

static gboolean
read_limit (CrmQuery *self, JsonNode *node, GError **error)
{
  gint64 limit = -1;

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
    limit = json_node_get_int (node);
  if (limit < 0 || limit > G_MAXINT)
    return refuse (error, "limit");
  self->limit = (guint)limit;

  return TRUE;
}

static gboolean
read_trash (CrmQuery *self, JsonNode *node, GError **error)
{
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return refuse (error, "trash");
  self->trash = json_node_get_boolean (node);

  return TRUE;
}

static gboolean
read_member (CrmQuery *self, const char *name, JsonNode *node, GError **error)
{
  if (g_str_equal (name, "entity"))
    return TRUE;
  if (g_str_equal (name, "where")) {
    self->where = read_condition (node, 0, error);
    return self->where != NULL;
  }
  if (g_str_equal (name, "words"))
    return read_words (self, node, error);
  if (g_str_equal (name, "order"))
    return read_order (self, node, error);
  if (g_str_equal (name, "measures"))
    return read_pairs (self, node, TRUE, error);
  if (g_str_equal (name, "buckets"))
    return read_pairs (self, node, FALSE, error);
  if (g_str_equal (name, "limit"))
    return read_limit (self, node, error);
  if (g_str_equal (name, "trash"))
    return read_trash (self, node, error);

  /* A newer program may have saved it: what is not understood must not be answered wrongly. */
  return refuse (error, name);
}

CrmQuery *
crm_query_from_json (JsonNode *node, GError **error)
{
  g_autoptr (CrmQuery) self = NULL;
  JsonObject *object;
  JsonObjectIter iter;
  const char *entity = NULL;
  const char *name;
  JsonNode *member;

  g_return_val_if_fail (node != NULL, NULL);

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (error, "{}");
  object = json_node_get_object (node);
  entity = node_text (json_object_get_member (object, "entity"));
  if (entity == NULL || *entity == '\0')
    return fail (error, "entity");

  self = crm_query_new (entity);
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &member)) {
    if (!read_member (self, name, member, error))
      return NULL;
  }

  return g_steal_pointer (&self);
}
