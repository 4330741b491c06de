/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-txn-private.h"

#include "base/crm-day.h"
#include "base/crm-error.h"
#include "base/crm-text.h"

#include <string.h>

/* Bytes of folded text that are found: every name, number and address, a bound for long notes. */
#define MOST_FOLDED 6000

typedef struct {
  char *title;
  GString *folded;
  GString *digits;
  gint64 party;
  gint64 responsible;
} Entry;

static void
entry_clear (Entry *self)
{
  g_clear_pointer (&self->title, g_free);
  if (self->folded != NULL)
    g_string_free (self->folded, TRUE);
  if (self->digits != NULL)
    g_string_free (self->digits, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Entry, entry_clear)

/* --- What is found -----------------------------------------------------------------------------*/

static void
add_text (GString *all, const char *text, char separator)
{
  if (text == NULL || *text == '\0' || all->len + strlen (text) > MOST_FOLDED ||
      strstr (all->str, text) != NULL)
    return;
  if (all->len > 0)
    g_string_append_c (all, separator);
  g_string_append (all, text);
}

static void
add_values (Entry *entry, const CrmRecord *record)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    const CrmField *field = &entity->fields[i];
    const CrmValue *value = crm_record_get_at (record, i);
    g_autofree char *made = NULL;

    if (!(field->flags & CRM_FIELD_SEARCHED) || crm_value_is_null (value))
      continue;
    if (value->kind == CRM_VALUE_INT) {
      made = g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
      add_text (entry->folded, made, '\n');
    } else if (field->type == CRM_FIELD_PHONE) {
      made = crm_text_digits (crm_value_get_text (value));
      add_text (entry->digits, made, ' ');
    } else {
      made = crm_text_fold (crm_value_get_text (value));
      add_text (entry->folded, made, '\n');
      if (field->type == CRM_FIELD_REQUISITE) {
        g_autofree char *digits = crm_text_digits (made);

        add_text (entry->digits, digits, ' ');
      }
    }
  }
}

/* The title comes first, so that a list ordered by a reference's title can order by this text. */
static void
make_entry (const CrmRecord *record, Entry *entry)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  g_autofree char *fold = NULL;

  entry->title = crm_record_title (record);
  entry->folded = g_string_sized_new (128);
  entry->digits = g_string_sized_new (32);
  fold = crm_text_fold (entry->title);
  g_string_append (entry->folded, fold);
  add_values (entry, record);
  for (guint i = 0; i < crm_entity_n_lines (entity); i++) {
    GPtrArray *lines = crm_record_get_lines_at (record, i);

    for (guint k = 0; lines != NULL && k < lines->len; k++)
      add_values (entry, lines->pdata[k]);
  }
}

/* --- Writing -----------------------------------------------------------------------------------*/

static void
bind_id (CrmStatement *statement, int index, gint64 id)
{
  if (id != 0)
    crm_statement_bind_int (statement, index, id);
  else
    crm_statement_bind_null (statement, index);
}

static gboolean
read_entry (CrmTxn *self, gint64 n, Entry *entry, gboolean *deleted, GError **error)
{
  CrmStatement *statement = crm_db_prepare (
    self->db, "SELECT title, folded, digits, party, responsible, deleted FROM record WHERE n = $1",
    error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, n);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (row) {
    entry->title = g_strdup (crm_statement_get_text (statement, 0));
    entry->folded = g_string_new (crm_statement_get_text (statement, 1));
    entry->digits = g_string_new (crm_statement_get_text (statement, 2));
    entry->party = crm_statement_get_int (statement, 3);
    entry->responsible = crm_statement_get_int (statement, 4);
    *deleted = !crm_statement_is_null (statement, 5);
    crm_statement_reset (statement);
  }
  return TRUE;
}

static gboolean
write_entry (CrmTxn *self,
             const char *sql,
             gint64 n,
             const CrmRecord *record,
             const Entry *entry,
             GError **error)
{
  CrmStatement *statement = crm_db_prepare (self->db, sql, error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, n);
  crm_statement_bind_int (statement, 2, crm_record_get_id (record));
  crm_statement_bind_text (statement, 3, entry->title);
  crm_statement_bind_text (statement, 4, entry->folded->str);
  crm_statement_bind_text (statement, 5, entry->digits->str);
  bind_id (statement, 6, entry->party);
  bind_id (statement, 7, entry->responsible);
  bind_id (statement, 8, crm_record_get_deleted (record));
  return crm_statement_run (statement, error);
}

/* The row of the index goes first, with its old text: a content row that changes before it leaves a
 * ghost hit behind that no check of the index sees. What is in the trash is not found. */
static gboolean
write_search (CrmTxn *self,
              gint64 n,
              const Entry *before,
              const Entry *after,
              gboolean remove,
              GError **error)
{
  const char *folded = remove ? before->folded->str : after->folded->str;
  const char *digits = remove ? before->digits->str : after->digits->str;

  if (self->bulk)
    return TRUE;
  return remove ? crm_db_search_remove (self->db, n, folded, digits, error)
                : crm_db_search_add (self->db, n, folded, digits, error);
}

static gboolean
same_text (const Entry *a, const Entry *b)
{
  return g_str_equal (a->folded->str, b->folded->str) &&
         g_str_equal (a->digits->str, b->digits->str);
}

gboolean
_crm_txn_write_directory (CrmTxn *self,
                          const CrmRecord *record,
                          const CrmRecord *stored,
                          GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  gint64 n = CRM_N (entity->number, crm_record_get_n (record));
  gboolean is_deleted = crm_record_get_deleted (record) != 0;
  gboolean was_deleted = FALSE;
  g_auto (Entry) before = { 0 };
  g_auto (Entry) after = { 0 };
  gboolean was_found, is_found, keep;

  if (stored != NULL && !read_entry (self, n, &before, &was_deleted, error))
    return FALSE;
  make_entry (record, &after);
  if (entity->responsible != NULL && crm_entity_find_field (entity, entity->responsible) != NULL)
    after.responsible = crm_record_get_int (record, entity->responsible);
  if (!_crm_txn_party_of (self, record, &after.party, error))
    return FALSE;

  was_found = before.title != NULL && !was_deleted;
  is_found = !is_deleted;
  /* What is not in the index has no text either, or the index's own check would miss it there. */
  if (is_deleted) {
    g_string_truncate (after.folded, 0);
    g_string_truncate (after.digits, 0);
  }
  keep = was_found && is_found && same_text (&before, &after);
  if (was_found && !keep && !write_search (self, n, &before, &after, TRUE, error))
    return FALSE;
  if (before.title == NULL) {
    if (!write_entry (self,
                      "INSERT INTO record(n, id, title, folded, digits, party, responsible, "
                      "deleted) VALUES($1, $2, $3, $4, $5, $6, $7, $8)",
                      n, record, &after, error))
      return FALSE;
  } else if (!keep || before.party != after.party || before.responsible != after.responsible ||
             !g_str_equal (before.title, after.title)) {
    if (!write_entry (self,
                      "UPDATE record SET n = $1, id = $2, title = $3, folded = $4, digits = $5, "
                      "party = $6, responsible = $7, deleted = $8 WHERE n = $1",
                      n, record, &after, error))
      return FALSE;
  }
  if (is_found && !keep && !write_search (self, n, &before, &after, FALSE, error))
    return FALSE;
  return keep || crm_grams_change (self->keep->grams, n, was_found ? before.folded->str : NULL,
                                   is_found ? after.folded->str : NULL, error);
}

/* --- Timeline ----------------------------------------------------------------------------------*/

/* Follows a path of references by id; 0 when a step is empty. */
static gboolean
follow (CrmTxn *self, const CrmRecord *record, const char *path, gint64 *id, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  g_auto (GStrv) steps = g_strsplit (path, ".", -1);
  const CrmField *field = crm_entity_find_field (entity, steps[0]);

  *id = field != NULL ? crm_record_get_int (record, steps[0]) : 0;
  for (guint i = 1; steps[i] != NULL && *id != 0; i++) {
    g_autofree char *sql =
      g_strdup_printf ("SELECT \"%s\" FROM \"%s\" WHERE id = $1", steps[i], field->ref);
    CrmStatement *statement = crm_db_prepare (self->db, sql, error);
    gboolean row;

    if (statement == NULL)
      return FALSE;
    crm_statement_bind_int (statement, 1, *id);
    if (!crm_statement_step (statement, &row, error))
      return FALSE;
    *id = row ? crm_statement_get_int (statement, 0) : 0;
    if (row)
      crm_statement_reset (statement);
    field = crm_entity_find_field (crm_schema_find (self->schema, field->ref), steps[i]);
  }
  return TRUE;
}

gboolean
_crm_txn_party_of (CrmTxn *self, const CrmRecord *record, gint64 *party, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  *party = 0;
  return entity->party == NULL || follow (self, record, entity->party, party, error);
}

static gint64
instant_of (const CrmRecord *record)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  const CrmField *field =
    entity->when != NULL ? crm_entity_find_field (entity, entity->when) : NULL;

  if (field == NULL)
    return 0;
  if (field->type == CRM_FIELD_INSTANT)
    return crm_record_get_int (record, field->name);
  if (field->type == CRM_FIELD_DAY && !crm_record_is_null (record, field->name)) {
    /* UTC: the row must be the same whoever derives it. */
    g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

    return crm_day_to_instant (crm_record_get_text (record, field->name), utc);
  }
  return 0;
}

static gboolean
change_timeline (CrmTxn *self, const char *sql, gint64 party, gint64 at, gint64 n, GError **error)
{
  CrmStatement *statement;

  if (party == 0 || at == 0)
    return TRUE;
  statement = crm_db_prepare (self->db, sql, error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, party);
  crm_statement_bind_int (statement, 2, at);
  crm_statement_bind_int (statement, 3, n);
  return crm_statement_run (statement, error);
}

#define INSERT_TIMELINE "INSERT INTO timeline(party, at, n) VALUES($1, $2, $3)"
#define DELETE_TIMELINE "DELETE FROM timeline WHERE party = $1 AND at = $2 AND n = $3"

/* Records whose path to the party leads over the saved one, when its own party has changed. */
static gboolean
move_dependents (CrmTxn *self,
                 const CrmRecord *record,
                 gint64 old_party,
                 gint64 new_party,
                 GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  gsize n_entities;
  const CrmEntity *const *entities = crm_schema_get_entities (self->schema, &n_entities);

  for (gsize i = 0; i < n_entities; i++) {
    const char *dot = entities[i]->party != NULL ? strchr (entities[i]->party, '.') : NULL;
    g_autofree char *step = NULL;
    g_autoptr (CrmQuery) query = NULL;
    g_autoptr (GPtrArray) children = NULL;
    const CrmField *field;

    if (dot == NULL)
      continue;
    step = g_strndup (entities[i]->party, dot - entities[i]->party);
    field = crm_entity_find_field (entities[i], step);
    if (field == NULL || g_strcmp0 (field->ref, entity->name) != 0)
      continue;
    query = crm_query_new (entities[i]->name);
    crm_query_add_test_id (query, step, crm_record_get_id (record));
    children = crm_txn_query (self, query, error);
    if (children == NULL)
      return FALSE;
    for (guint k = 0; k < children->len; k++) {
      gint64 n = CRM_N (entities[i]->number, crm_record_get_n (children->pdata[k]));
      gint64 at = instant_of (children->pdata[k]);

      if (!change_timeline (self, DELETE_TIMELINE, old_party, at, n, error) ||
          !change_timeline (self, INSERT_TIMELINE, new_party, at, n, error))
        return FALSE;
    }
  }
  return TRUE;
}

gboolean
_crm_txn_write_timeline (CrmTxn *self,
                         const CrmRecord *record,
                         const CrmRecord *stored,
                         GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  gint64 n = CRM_N (entity->number, crm_record_get_n (record));
  gint64 old_party = 0, new_party = 0, old_at = 0, new_at = 0;

  if (entity->party == NULL)
    return TRUE;
  if (stored != NULL && crm_record_get_deleted (stored) == 0) {
    if (!_crm_txn_party_of (self, stored, &old_party, error))
      return FALSE;
    old_at = instant_of (stored);
  }
  if (crm_record_get_deleted (record) == 0) {
    if (!_crm_txn_party_of (self, record, &new_party, error))
      return FALSE;
    new_at = instant_of (record);
  }
  if (old_party == new_party && old_at == new_at)
    return TRUE;
  if (!change_timeline (self, DELETE_TIMELINE, old_party, old_at, n, error) ||
      !change_timeline (self, INSERT_TIMELINE, new_party, new_at, n, error))
    return FALSE;
  return stored == NULL || old_party == new_party ||
         move_dependents (self, record, old_party, new_party, error);
}
