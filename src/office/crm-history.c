/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/crm-history.h"

#include "base/crm-text.h"
#include "model/crm-format.h"
#include "model/crm-merge.h"

#include <glib/gi18n-lib.h>

#define NOTHING "—"
#define NBSP    "\xc2\xa0"
/* Longest part of a text that history shows. */
#define MOST_SHOWN 300

static void
change_free (gpointer data)
{
  CrmHistoryChange *self = data;

  g_free (self->key);
  g_free (self->label);
  g_free (self->before);
  g_free (self->after);
  crm_value_clear (&self->old);
  g_free (self);
}

static void
entry_free (gpointer data)
{
  CrmHistoryEntry *self = data;

  g_free (self->who);
  g_free (self->verb);
  g_ptr_array_unref (self->changes);
  g_free (self);
}

void
crm_history_page_free (CrmHistoryPage *self)
{
  g_ptr_array_unref (self->entries);
  crm_schema_unref (self->schema);
  g_free (self);
}

/* --- Values in words -------------------------------------------------------------------------- */

/* What a reading needs at every value. */
typedef struct {
  CrmTxn *txn;
  const CrmRecord *record; /* as it stands: it knows the currency */
  const CrmRecord *line;   /* of it, where one is told of that is there */
  CrmLang lang;
  GPtrArray *changes; /* to fill */
} Reading;

static const char *
currency_of (Reading *reading, const CrmField *field)
{
  const CrmRecord *over = reading->line != NULL ? reading->line : reading->record;

  if (crm_entity_field_index (crm_record_get_entity (over), field->name) < 0)
    return NULL;

  return crm_record_currency (over, field, reading->line != NULL ? reading->record : NULL);
}

static char *
format_value (Reading *reading, const CrmField *field, const CrmValue *value)
{
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  if (crm_value_is_null (value))
    return g_strdup (NOTHING);
  if (field->type == CRM_FIELD_REFERENCE || field->type == CRM_FIELD_PARENT ||
      field->type == CRM_FIELD_ANY)
    title = crm_txn_title (reading->txn, crm_value_get_int (value), NULL);
  text = crm_field_format (field, value, currency_of (reading, field), title, reading->lang);
  /* A price is short in tables, where its currency stands beside it; here it is alone. */
  if (field->type == CRM_FIELD_PRICE && currency_of (reading, field) != NULL)
    return g_strconcat (text, NBSP, currency_of (reading, field), NULL);
  return *text != '\0' ? crm_text_ellipsize (text, MOST_SHOWN) : g_strdup ("…");
}

static gboolean
read_side (JsonNode *pair, guint side, const CrmField *field, CrmValue *value)
{
  if (!JSON_NODE_HOLDS_ARRAY (pair) || json_array_get_length (json_node_get_array (pair)) != 2)
    return FALSE;

  return crm_value_from_json (json_array_get_element (json_node_get_array (pair), side), field,
                              value, NULL);
}

static gboolean
is_told (const CrmField *field)
{
  return field != NULL && (field->flags & (CRM_FIELD_HIDDEN | CRM_FIELD_SYSTEM)) == 0 &&
         field->type != CRM_FIELD_JSON;
}

static CrmHistoryChange *
new_change (Reading *reading, char *key, char *label)
{
  CrmHistoryChange *change = g_new0 (CrmHistoryChange, 1);

  change->key = key;
  change->label = label;
  g_ptr_array_add (reading->changes, change);

  return change;
}

static CrmHistoryChange *
add_value (Reading *reading, const CrmField *field, JsonNode *pair, char *key, char *label)
{
  CrmHistoryChange *change = new_change (reading, key, label);
  g_auto (CrmValue) after = CRM_VALUE_INIT;

  if (field->flags & CRM_FIELD_TOLD)
    change->told = crm_field_get_label (field);
  if (field->type == CRM_FIELD_BLOB || !read_side (pair, 0, field, &change->old) ||
      !read_side (pair, 1, field, &after)) {
    change->before = g_strdup (_ ("changed"));
    return change;
  }
  change->before = format_value (reading, field, &change->old);
  change->after = format_value (reading, field, &after);

  return change;
}

static void
add_field (Reading *reading, const char *name, JsonNode *pair)
{
  const CrmField *field = crm_entity_find_field (crm_record_get_entity (reading->record), name);
  CrmHistoryChange *change;

  if (!is_told (field))
    return;
  change =
    add_value (reading, field, pair, g_strdup (name), g_strdup (crm_field_get_label (field)));
  if (change->after != NULL)
    change->field = field;
}

/* --- Lines ------------------------------------------------------------------------------------ */

/* A line that came or went, by what it held: "022 12 34 56, work". */
static char *
describe_line (Reading *reading, const CrmEntity *entity, JsonObject *changes, guint side)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    const CrmField *field = &entity->fields[i];
    JsonNode *pair = json_object_get_member (changes, field->name);
    g_auto (CrmValue) value = CRM_VALUE_INIT;

    if (pair == NULL || !is_told (field) || !read_side (pair, side, field, &value) ||
        crm_value_is_null (&value))
      continue;
    g_ptr_array_add (words, format_value (reading, field, &value));
  }
  if (words->len == 0)
    return g_strdup ("…");
  g_ptr_array_add (words, NULL);

  return g_strjoinv (", ", (char **)words->pdata);
}

static void
add_whole_line (Reading *reading,
                const CrmLines *lines,
                const CrmEntity *entity,
                const char *id,
                JsonObject *changes,
                gboolean came)
{
  CrmHistoryChange *change =
    new_change (reading, g_strdup_printf ("%s/%s", lines->name, id), g_strdup (_ (lines->label)));

  for (guint i = 0; i < crm_entity_n_fields (entity); i++)
    if (entity->fields[i].flags & CRM_FIELD_TOLD)
      change->told = _ (entity->label);
  change->before = came ? g_strdup (NOTHING) : describe_line (reading, entity, changes, 0);
  change->after = came ? describe_line (reading, entity, changes, 1) : g_strdup (NOTHING);
}

static void
add_line (Reading *reading, guint kind, const char *id, JsonObject *changes)
{
  const CrmEntity *owner = crm_record_get_entity (reading->record);
  const CrmEntity *entity = crm_entity_line_entity (owner, kind);
  const CrmLines *lines = &owner->lines[kind];
  JsonArray *places =
    json_object_has_member (changes, "#") ? json_object_get_array_member (changes, "#") : NULL;
  gboolean came = places != NULL && json_array_get_null_element (places, 0);
  gboolean went = places != NULL && json_array_get_null_element (places, 1);

  if (came || went) {
    add_whole_line (reading, lines, entity, id, changes, came);
    return;
  }
  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    const CrmField *field = &entity->fields[i];
    JsonNode *pair = json_object_get_member (changes, field->name);

    if (pair != NULL && is_told (field))
      add_value (reading, field, pair, g_strdup_printf ("%s/%s/%s", lines->name, id, field->name),
                 /* Translators: kind of lines, a field of theirs: "Phones: Number". */
                 g_strdup_printf (_ ("%s: %s"), _ (lines->label), crm_field_get_label (field)));
  }
}

static void
add_lines (Reading *reading, guint kind, JsonObject *lines)
{
  JsonObjectIter iter;
  const char *id;
  JsonNode *node;

  json_object_iter_init (&iter, lines);
  while (json_object_iter_next (&iter, &id, &node)) {
    if (!JSON_NODE_HOLDS_OBJECT (node))
      continue;
    reading->line = crm_lines_find (crm_record_get_lines_at (reading->record, kind),
                                    g_ascii_strtoll (id, NULL, 10), NULL);
    add_line (reading, kind, id, json_node_get_object (node));
  }
  reading->line = NULL;
}

static void
add_changes (Reading *reading, const char *text)
{
  g_autoptr (JsonNode) root = text != NULL ? crm_changes_read (text, NULL) : NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (root == NULL)
    return;
  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, &name, &node)) {
    int kind = crm_entity_lines_index (crm_record_get_entity (reading->record), name);

    if (kind >= 0 && JSON_NODE_HOLDS_OBJECT (node))
      add_lines (reading, (guint)kind, json_node_get_object (node));
    else if (kind < 0)
      add_field (reading, name, node);
  }
}

/* --- Entries ---------------------------------------------------------------------------------- */

/* Rows of one operation stand together: they are one entry. */
static void
add_row (Reading *reading, CrmHistoryPage *page, const CrmHistory *row)
{
  CrmHistoryEntry *last =
    page->entries->len > 0 ? g_ptr_array_index (page->entries, page->entries->len - 1) : NULL;

  if (last == NULL || last->operation != row->operation) {
    last = g_new0 (CrmHistoryEntry, 1);
    last->operation = row->operation;
    last->at = row->at;
    last->person = row->person;
    last->who = crm_txn_title (reading->txn, row->person, NULL);
    last->verb = g_strdup (row->verb);
    last->undone = row->undone;
    last->undoable = row->undoable && !row->undone;
    last->changes = g_ptr_array_new_with_free_func (change_free);
    g_ptr_array_add (page->entries, last);
  }
  reading->changes = last->changes;
  add_changes (reading, row->changes);
}

GPtrArray *
crm_history_tell (CrmTxn *txn, const CrmRecord *record, const char *changes)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (change_free);
  Reading reading = { .txn = txn, .record = record, .lang = crm_lang_of_person (), .changes = all };

  add_changes (&reading, changes);

  return all;
}

CrmHistoryPage *
crm_history_read (CrmTxn *txn, const char *entity, gint64 id, guint limit, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_get (txn, entity, id, error);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (CrmHistoryPage) page = NULL;
  Reading reading = { .txn = txn, .record = record, .lang = crm_lang_of_person () };

  if (record == NULL)
    return NULL;
  rows = crm_txn_history (txn, id, limit + 1, error);
  if (rows == NULL)
    return NULL;
  page = g_new0 (CrmHistoryPage, 1);
  page->schema = crm_schema_ref (crm_txn_get_schema (txn));
  page->entries = g_ptr_array_new_with_free_func (entry_free);
  page->more = rows->len > limit;
  page->since = crm_txn_history_since (txn);
  if (page->since <= crm_record_get_int (record, "created_at"))
    page->since = 0;
  for (guint i = 0; i < MIN (rows->len, limit); i++)
    add_row (&reading, page, g_ptr_array_index (rows, i));

  return g_steal_pointer (&page);
}

gboolean
crm_history_restore_value (CrmTxn *txn,
                           const char *entity,
                           gint64 id,
                           const char *field,
                           const CrmValue *value,
                           GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_get (txn, entity, id, error);

  if (record == NULL)
    return FALSE;
  if (crm_entity_field_index (crm_record_get_entity (record), field) >= 0)
    crm_record_set (record, field, value);

  return crm_txn_save (txn, record, error);
}
