/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-txn-private.h"

#include "base/crm-text.h"

#include <string.h>

/* Bytes of folded text that are found: every name, number and address, a bound for long notes. */
#define MOST_FOLDED 6000

void
_crm_entry_clear (CrmEntry *self)
{
  g_clear_pointer (&self->title, g_free);
  if (self->folded != NULL)
    g_string_free (self->folded, TRUE);
  if (self->digits != NULL)
    g_string_free (self->digits, TRUE);
}

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
add_values (CrmEntry *entry, const CrmRecord *record)
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

static void
add_texts (CrmEntry *entry, const CrmRecord *record)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  g_autofree char *fold = crm_text_fold (entry->title);

  /* The title comes first, so that a list ordered by a reference's title can order by this text. */
  g_string_append (entry->folded, fold);
  add_values (entry, record);
  for (guint i = 0; i < crm_entity_n_lines (entity); i++) {
    GPtrArray *lines = crm_record_get_lines_at (record, i);

    for (guint k = 0; k < lines->len; k++)
      add_values (entry, lines->pdata[k]);
  }
}

gboolean
_crm_txn_make_entry (CrmTxn *self, const CrmRecord *record, CrmEntry *entry, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  entry->title = crm_record_title (record);
  entry->folded = g_string_sized_new (128);
  entry->digits = g_string_sized_new (32);
  entry->deleted = crm_record_get_deleted (record);
  /* What is in the trash has no text, so that nothing finds it. */
  if (entry->deleted == 0)
    add_texts (entry, record);
  if (entity->responsible != NULL && crm_entity_find_field (entity, entity->responsible) != NULL)
    entry->responsible = crm_record_get_int (record, entity->responsible);
  return _crm_txn_party_of (self, record, &entry->party, error);
}

gboolean
_crm_txn_read_entry (CrmTxn *self, gint64 n, CrmEntry *entry, GError **error)
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
    entry->deleted = crm_statement_get_int (statement, 5);
    crm_statement_reset (statement);
  }
  return TRUE;
}

static gboolean
same_text (const CrmEntry *a, const CrmEntry *b)
{
  return g_string_equal (a->folded, b->folded) && g_string_equal (a->digits, b->digits);
}

gboolean
_crm_entry_equal (const CrmEntry *a, const CrmEntry *b)
{
  return g_str_equal (a->title, b->title) && same_text (a, b) && a->party == b->party &&
         a->responsible == b->responsible && a->deleted == b->deleted;
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
insert_entry (CrmTxn *self,
              gint64 n,
              const CrmRecord *record,
              const CrmEntry *entry,
              GError **error)
{
  CrmStatement *statement = crm_db_prepare (
    self->db,
    "INSERT INTO record(n, id, title, folded, digits, party, responsible, deleted) VALUES "
    "($1, $2, $3, $4, $5, $6, $7, $8)",
    error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, n);
  crm_statement_bind_int (statement, 2, crm_record_get_id (record));
  crm_statement_bind_text (statement, 3, entry->title);
  crm_statement_bind_text (statement, 4, entry->folded->str);
  crm_statement_bind_text (statement, 5, entry->digits->str);
  bind_id (statement, 6, entry->party);
  bind_id (statement, 7, entry->responsible);
  bind_id (statement, 8, entry->deleted);
  return crm_statement_run (statement, error);
}

static gboolean
update_text (CrmTxn *self, gint64 n, const CrmEntry *entry, GError **error)
{
  CrmStatement *statement = crm_db_prepare (
    self->db, "UPDATE record SET title = $1, folded = $2, digits = $3 WHERE n = $4", error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_text (statement, 1, entry->title);
  crm_statement_bind_text (statement, 2, entry->folded->str);
  crm_statement_bind_text (statement, 3, entry->digits->str);
  crm_statement_bind_int (statement, 4, n);
  return crm_statement_run (statement, error);
}

static gboolean
update_place (CrmTxn *self, gint64 n, const CrmEntry *entry, GError **error)
{
  CrmStatement *statement = crm_db_prepare (
    self->db, "UPDATE record SET party = $1, responsible = $2, deleted = $3 WHERE n = $4", error);

  if (statement == NULL)
    return FALSE;
  bind_id (statement, 1, entry->party);
  bind_id (statement, 2, entry->responsible);
  bind_id (statement, 3, entry->deleted);
  crm_statement_bind_int (statement, 4, n);
  return crm_statement_run (statement, error);
}

/* What is set, be it to what it was, has its indexes read and written. */
static gboolean
update_entry (CrmTxn *self, gint64 n, const CrmEntry *before, const CrmEntry *after, GError **error)
{
  gboolean moved = before->party != after->party || before->responsible != after->responsible ||
                   before->deleted != after->deleted;

  if ((!same_text (before, after) || !g_str_equal (before->title, after->title)) &&
      !update_text (self, n, after, error))
    return FALSE;
  return !moved || update_place (self, n, after, error);
}

/* The row of the index goes first, with its old text: a content row that changes before it leaves a
 * ghost hit behind that no check of the index sees. In a bulk load all of it is made at the end. */
static gboolean
unlist (CrmTxn *self, gint64 n, const CrmEntry *entry, GError **error)
{
  return self->bulk ||
         crm_db_search_remove (self->db, n, entry->folded->str, entry->digits->str, error);
}

static gboolean
list (CrmTxn *self, gint64 n, const char *before, const CrmEntry *entry, GError **error)
{
  return self->bulk ||
         (crm_db_search_add (self->db, n, entry->folded->str, entry->digits->str, error) &&
          crm_grams_change (self->keep->grams, n, before, entry->folded->str, error));
}

gboolean
_crm_txn_refresh_directory (CrmTxn *self, const CrmRecord *record, gboolean is_new, GError **error)
{
  gint64 n = CRM_N (crm_record_get_entity (record)->number, crm_record_get_n (record));
  g_auto (CrmEntry) before = { 0 };
  g_auto (CrmEntry) after = { 0 };

  if ((!is_new && !_crm_txn_read_entry (self, n, &before, error)) ||
      !_crm_txn_make_entry (self, record, &after, error))
    return FALSE;
  if (before.title == NULL)
    return insert_entry (self, n, record, &after, error) && list (self, n, NULL, &after, error);
  if (_crm_entry_equal (&before, &after))
    return TRUE;
  if (same_text (&before, &after))
    return update_entry (self, n, &before, &after, error);
  return unlist (self, n, &before, error) && update_entry (self, n, &before, &after, error) &&
         list (self, n, before.folded->str, &after, error);
}

/* --- Whether it can have changed ---------------------------------------------------------------*/

static gboolean
is_named (const char *pattern, const char *name)
{
  gsize length = strlen (name);
  const char *at = pattern;

  while (at != NULL && (at = strstr (at, name)) != NULL) {
    char before = at > pattern ? at[-1] : '{';

    /* "{name}" in a title, "name" or "name.further" in a path. */
    if ((before == '{' || before == '.') && strchr ("}.", at[length]) != NULL)
      return TRUE;
    at += length;
  }
  return FALSE;
}

/* Of a field that the entry is made of. */
static gboolean
values_changed (const CrmRecord *record, const CrmRecord *stored)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    const CrmField *field = &entity->fields[i];

    if (!crm_value_equal (crm_record_get_at (record, i), crm_record_get_at (stored, i)) &&
        ((field->flags & CRM_FIELD_SEARCHED) || field->type == CRM_FIELD_CURRENCY ||
         is_named (entity->title, field->name) || is_named (entity->party, field->name) ||
         is_named (entity->responsible, field->name)))
      return TRUE;
  }
  return FALSE;
}

static gboolean
lines_changed (const CrmRecord *record, const CrmRecord *stored)
{
  for (guint i = 0; i < crm_entity_n_lines (crm_record_get_entity (record)); i++) {
    GPtrArray *now = crm_record_get_lines_at (record, i);
    GPtrArray *was = crm_record_get_lines_at (stored, i);

    if (now->len != was->len)
      return TRUE;
    for (guint k = 0; k < now->len; k++)
      if (values_changed (now->pdata[k], was->pdata[k]))
        return TRUE;
  }
  return FALSE;
}

gboolean
_crm_txn_write_directory (CrmTxn *self,
                          const CrmRecord *record,
                          const CrmRecord *stored,
                          GError **error)
{
  if (stored != NULL && crm_record_get_deleted (record) == crm_record_get_deleted (stored) &&
      !values_changed (record, stored) && !lines_changed (record, stored))
    return TRUE;
  return _crm_txn_refresh_directory (self, record, stored == NULL, error);
}
