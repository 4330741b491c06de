/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-txn-private.h"

#include "model/crm-format.h"

/* To take a change back is a merge like any other: from how the change left the record, to how it
 * had found it, over what stands there now. */

typedef struct {
  CrmRecord *after;  /* what the change has made of it: NULL for a line it took away */
  CrmRecord *before; /* what it was: NULL for a line it added */
  GPtrArray *lost;   /* of CrmField: bytes are not in the log */
} Sides;

static gboolean
value_of (JsonArray *pair, guint index, const CrmField *field, CrmValue *value, GError **error)
{
  return crm_value_from_json (json_array_get_element (pair, index), field, value, error);
}

static gboolean
put_values (Sides *sides, JsonObject *changes, GError **error)
{
  const CrmEntity *entity =
    crm_record_get_entity (sides->after != NULL ? sides->after : sides->before);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, changes);
  while (json_object_iter_next (&iter, &name, &node)) {
    int index = crm_entity_field_index (entity, name);
    const CrmField *field = index >= 0 ? &entity->fields[index] : NULL;
    g_auto (CrmValue) before = CRM_VALUE_INIT;
    g_auto (CrmValue) after = CRM_VALUE_INIT;
    JsonArray *pair;

    if (field == NULL || !JSON_NODE_HOLDS_ARRAY (node))
      continue;
    if (field->type == CRM_FIELD_BLOB) {
      g_ptr_array_add (sides->lost, (gpointer)field);
      continue;
    }
    pair = json_node_get_array (node);
    if (!value_of (pair, 0, field, &before, error) || !value_of (pair, 1, field, &after, error))
      return FALSE;
    if (sides->before != NULL)
      crm_record_set_at (sides->before, (guint)index, &before);
    if (sides->after != NULL)
      crm_record_set_at (sides->after, (guint)index, &after);
  }
  return TRUE;
}

/* --- Lines -------------------------------------------------------------------------------------*/

/* NULL when none of this kind were changed. */
static JsonObject *
lines_of (JsonObject *changes, const CrmEntity *entity, guint kind)
{
  JsonNode *node = json_object_get_member (changes, entity->lines[kind].name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* Where a line stood before and after the change; -1 for not there. */
static void
read_places (JsonObject *line, int *before, int *after)
{
  JsonArray *places;

  *before = *after = 0;
  if (!json_object_has_member (line, "#"))
    return;
  places = json_object_get_array_member (line, "#");
  *before = json_array_get_null_element (places, 0) ? -1 : json_array_get_int_element (places, 0);
  *after = json_array_get_null_element (places, 1) ? -1 : json_array_get_int_element (places, 1);
}

static void
empty (CrmRecord *line)
{
  static const CrmValue none = CRM_VALUE_INIT;

  for (guint i = 0; i < crm_entity_n_fields (crm_record_get_entity (line)); i++)
    crm_record_set_at (line, i, &none);
}

static gboolean
put_line (Sides *record, guint kind, gint64 id, JsonObject *changes, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record->after);
  Sides line = { .lost = record->lost };
  int before, after;
  guint at;

  read_places (changes, &before, &after);
  line.after = crm_lines_find (crm_record_get_lines_at (record->after, kind), id, NULL);
  line.before = crm_lines_find (crm_record_get_lines_at (record->before, kind), id, &at);
  if (after < 0) {
    g_autoptr (CrmRecord) back = NULL;

    /* Somebody has brought it back already. */
    if (before < 0 || line.after != NULL)
      return TRUE;
    back = crm_record_new (crm_entity_line_entity (entity, kind));
    crm_record_set_id (back, id);
    crm_record_append_line (record->before, kind, back);
    line.before = back;
    return put_values (&line, changes, error);
  }
  /* A line that is gone has nothing more to be taken back in it. */
  if (line.after == NULL)
    return TRUE;
  if (before < 0) {
    /* What it was added with, and nothing that others have put there since. */
    empty (line.after);
    crm_record_remove_line (record->before, entity->lines[kind].name, at);
    line.before = NULL;
  }
  return put_values (&line, changes, error);
}

static gboolean
put_lines (Sides *record, JsonObject *changes, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record->after);

  for (guint kind = 0; kind < crm_entity_n_lines (entity); kind++) {
    JsonObject *lines = lines_of (changes, entity, kind);
    JsonObjectIter iter;
    const char *id;
    JsonNode *node;

    if (lines == NULL)
      continue;
    json_object_iter_init (&iter, lines);
    while (json_object_iter_next (&iter, &id, &node))
      if (!put_line (record, kind, g_ascii_strtoll (id, NULL, 10), json_node_get_object (node),
                     error))
        return FALSE;
  }
  return TRUE;
}

/* --- Places ------------------------------------------------------------------------------------*/

static int
compare_places (gconstpointer a, gconstpointer b, gpointer lines)
{
  int x, y, after;

  read_places (json_object_get_object_member (lines, a), &x, &after);
  read_places (json_object_get_object_member (lines, b), &y, &after);
  return (x > y) - (x < y);
}

static void
move_line (CrmRecord *record, guint kind, gint64 id, int to)
{
  const char *name = crm_record_get_entity (record)->lines[kind].name;
  GPtrArray *lines = crm_record_get_lines_at (record, kind);
  guint from;

  if (crm_lines_find (lines, id, &from) != NULL)
    crm_record_move_line (record, name, from, CLAMP (to, 0, (int)lines->len - 1));
}

/* Lines that changed places go back from the first place to the last, when all of them are there.
 */
static void
put_back_places (CrmRecord *record, JsonObject *changes)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  for (guint kind = 0; kind < crm_entity_n_lines (entity); kind++) {
    JsonObject *lines = lines_of (changes, entity, kind);
    GList *ids;

    if (lines == NULL)
      continue;
    ids = g_list_sort_with_data (json_object_get_members (lines), compare_places, lines);
    for (GList *l = ids; l != NULL; l = l->next) {
      JsonObject *line = json_object_get_object_member (lines, l->data);
      int before, after;

      read_places (line, &before, &after);
      if (json_object_has_member (line, "#") && before >= 0)
        move_line (record, kind, g_ascii_strtoll (l->data, NULL, 10), before);
    }
    g_list_free (ids);
  }
}

CrmRecord *
_crm_txn_revert (const CrmRecord *stored,
                 const char *changes,
                 GPtrArray *conflicts,
                 GPtrArray *lost,
                 GError **error)
{
  g_autoptr (CrmRecord) after = crm_record_copy (stored);
  g_autoptr (CrmRecord) before = crm_record_copy (stored);
  g_autoptr (JsonNode) node = NULL;
  Sides sides = { after, before, lost };
  CrmRecord *merged;

  node = crm_changes_read (changes != NULL ? changes : "{}", error);
  if (node == NULL)
    return NULL;
  if (!put_values (&sides, json_node_get_object (node), error) ||
      !put_lines (&sides, json_node_get_object (node), error))
    return NULL;
  merged = crm_merge (after, before, stored, conflicts);
  put_back_places (merged, json_node_get_object (node));
  return merged;
}

/* --- Who changed what last ---------------------------------------------------------------------*/

/* So far back it matters who it was. */
#define MOST_BLAMED 100

static void
author_free (gpointer data)
{
  CrmAuthor *self = data;

  g_free (self->name);
  g_free (self);
}

static void
add_author (GHashTable *authors, char *key, const CrmAuthor *author)
{
  CrmAuthor *copy;

  if (g_hash_table_contains (authors, key)) {
    g_free (key);
    return;
  }
  copy = g_memdup2 (author, sizeof *author);
  copy->name = g_strdup (author->name);
  g_hash_table_insert (authors, key, copy);
}

static void
add_authors (GHashTable *authors, const char *prefix, JsonObject *changes, const CrmAuthor *author)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, changes);
  while (json_object_iter_next (&iter, &name, &node)) {
    g_autofree char *key = g_strconcat (prefix, name, NULL);

    add_author (authors, g_strdup (key), author);
    if (JSON_NODE_HOLDS_OBJECT (node)) {
      g_autofree char *inner = g_strconcat (key, "/", NULL);

      add_authors (authors, inner, json_node_get_object (node), author);
    }
  }
}

GHashTable *
crm_txn_authors (CrmTxn *self, gint64 id, GError **error)
{
  g_autoptr (GHashTable) authors =
               g_hash_table_new_full (g_str_hash, g_str_equal, g_free, author_free);
  g_autoptr (GPtrArray) entries = crm_txn_history (self, id, MOST_BLAMED, error);

  for (guint i = 0; entries != NULL && i < entries->len; i++) {
    const CrmHistory *entry = g_ptr_array_index (entries, i);
    g_autofree char *name = crm_txn_title (self, entry->person, NULL);
    CrmAuthor author = { entry->person, entry->at, entry->operation, name };
    g_autoptr (JsonNode) node =
                 entry->changes != NULL ? crm_changes_read (entry->changes, NULL) : NULL;

    add_author (authors, g_strdup (""), &author);
    if (node != NULL)
      add_authors (authors, "", json_node_get_object (node), &author);
  }
  return entries != NULL ? g_steal_pointer (&authors) : NULL;
}
