/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-format.h"

#include "base/crm-error.h"

#include <glib/gi18n-lib.h>

#define MAX_DEPTH 200

/* The parser calls itself for each bracket, so that a text of brackets would end the program; it
 * also lets comments pass, which nobody else reads. */
static gboolean
is_shallow (const char *text)
{
  gboolean quoted = FALSE;
  guint depth = 0;

  for (const char *p = text; *p != '\0'; p++) {
    if (quoted && *p == '\\' && p[1] != '\0')
      p++;
    else if (*p == '"')
      quoted = !quoted;
    else if (!quoted && (*p == '/' || *p == '\'' || *p == '#'))
      return FALSE;
    else if (!quoted && (*p == '[' || *p == '{') && ++depth > MAX_DEPTH)
      return FALSE;
    else if (!quoted && (*p == ']' || *p == '}') && depth-- == 0)
      return FALSE;
  }

  return TRUE;
}

static void
refuse (GError **error)
{
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                       _ ("What is kept about this in the office file cannot be read: another "
                          "program has changed it. Restore the last backup if you need it."));
}

JsonNode *
crm_json_read (const char *text, GError **error)
{
  JsonNode *node;

  g_return_val_if_fail (text != NULL, NULL);

  node = is_shallow (text) ? json_from_string (text, NULL) : NULL;
  if (node == NULL)
    refuse (error);

  return node;
}

/* --- Changes ---------------------------------------------------------------------------------- */

static gboolean
is_pair (JsonNode *node)
{
  return JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) == 2;
}

static gboolean
is_place (JsonNode *node)
{
  return JSON_NODE_HOLDS_NULL (node) || json_node_get_value_type (node) == G_TYPE_INT64;
}

static gboolean
are_places (JsonNode *node)
{
  JsonArray *pair = is_pair (node) ? json_node_get_array (node) : NULL;

  return pair != NULL && is_place (json_array_get_element (pair, 0)) &&
         is_place (json_array_get_element (pair, 1));
}

static gboolean
is_line (JsonNode *node)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &value))
    if (g_str_equal (name, "#") ? !are_places (value) : !is_pair (value))
      return FALSE;

  return TRUE;
}

static gboolean
are_lines (JsonNode *node)
{
  JsonObjectIter iter;
  JsonNode *line;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, NULL, &line))
    if (!is_line (line))
      return FALSE;

  return TRUE;
}

static gboolean
are_changes (JsonNode *node)
{
  JsonObjectIter iter;
  JsonNode *value;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, NULL, &value))
    if (!is_pair (value) && !are_lines (value))
      return FALSE;

  return TRUE;
}

JsonNode *
crm_changes_read (const char *text, GError **error)
{
  g_autoptr (JsonNode) node = crm_json_read (text, error);

  if (node != NULL && !are_changes (node)) {
    refuse (error);
    return NULL;
  }

  return g_steal_pointer (&node);
}
