/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-upgrade-private.h"

#include "base/crm-text.h"

#include <string.h>

/* Rows read before they are written: no statement is left stepped while another one writes. */
#define SLICE 500

/* --- A new column ------------------------------------------------------------------------------*/

static gboolean
is_of_the_moment (const char *initial)
{
  return g_str_equal (initial, "today") || g_str_equal (initial, "now") ||
         g_str_equal (initial, "me");
}

/* What a new record would have there; an old one has had it all the time. */
static gboolean
fill_initial (CrmTxn *txn, const CrmEntity *entity, const CrmField *field, GError **error)
{
  g_autoptr (CrmRecord) record = NULL;
  g_autofree char *sql = NULL;
  CrmStatement *statement;

  if (field->initial == NULL || is_of_the_moment (field->initial))
    return TRUE;
  record = crm_record_new (entity);
  crm_record_apply_initial (record, txn->today, txn->now, 0);
  sql = g_strdup_printf ("UPDATE \"%s\" SET \"%s\" = $1", entity->name, field->name);
  statement = crm_db_prepare (txn->db, sql, error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_value (statement, 1, crm_record_get (record, field->name));
  return crm_statement_run (statement, error);
}

typedef struct {
  gint64 id;
  char *text;
} Folded;

static void
folded_clear (gpointer data)
{
  g_free (((Folded *)data)->text);
}

static gboolean
read_texts (CrmTxn *txn, const char *sql, gint64 after, GArray *rows, GError **error)
{
  CrmStatement *statement = crm_db_prepare (txn->db, sql, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, after);
  while (TRUE) {
    Folded folded;

    if (!crm_statement_step (statement, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    folded.id = crm_statement_get_int (statement, 0);
    folded.text = crm_text_fold (crm_statement_get_text (statement, 1));
    g_array_append_val (rows, folded);
  }
}

static gboolean
write_texts (CrmTxn *txn, const char *sql, GArray *rows, GError **error)
{
  for (guint i = 0; i < rows->len; i++) {
    const Folded *folded = &g_array_index (rows, Folded, i);
    CrmStatement *statement = crm_db_prepare (txn->db, sql, error);

    if (statement == NULL)
      return FALSE;
    crm_statement_bind_text (statement, 1, folded->text);
    crm_statement_bind_int (statement, 2, folded->id);
    if (!crm_statement_run (statement, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
fill_fold (CrmTxn *txn, const CrmEntity *entity, const CrmField *field, GError **error)
{
  g_autofree char *read = g_strdup_printf (
    "SELECT id, \"%s\" FROM \"%s\" WHERE id > $1 AND \"%s\" IS NOT NULL ORDER BY id LIMIT %d",
    field->name, entity->name, field->name, SLICE);
  g_autofree char *write =
    g_strdup_printf ("UPDATE \"%s\" SET \"%s_fold\" = $1 WHERE id = $2", entity->name, field->name);
  gint64 last = G_MININT64;
  guint n;

  do {
    g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Folded));

    g_array_set_clear_func (rows, folded_clear);
    if (!read_texts (txn, read, last, rows, error) || !write_texts (txn, write, rows, error))
      return FALSE;
    n = rows->len;
    if (n > 0)
      last = g_array_index (rows, Folded, n - 1).id;
  } while (n == SLICE);
  return TRUE;
}

/* --- What follows from the records of an entity -------------------------------------------------
 */

static GArray *
read_ids (CrmTxn *txn, const CrmEntity *entity, gint64 after, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT id FROM \"%s\" WHERE id > $1 ORDER BY id LIMIT %d", entity->name, SLICE);
  CrmStatement *statement = crm_db_prepare (txn->db, sql, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_int (statement, 1, after);
  while (TRUE) {
    gint64 id;

    if (!crm_statement_step (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&ids);
    id = crm_statement_get_int (statement, 0);
    g_array_append_val (ids, id);
  }
}

static gboolean
refresh_record (CrmTxn *txn, const CrmEntity *entity, gint64 id, GError **error)
{
  g_autoptr (CrmRecord) record = NULL;

  if (!_crm_txn_derive (txn, entity, id, error))
    return FALSE;
  record = _crm_txn_lookup (txn, entity, id, error);
  if (record == NULL || !_crm_txn_refresh_directory (txn, record, FALSE, error))
    return FALSE;
  return crm_record_get_deleted (record) != 0 || _crm_txn_write_timeline (txn, record, NULL, error);
}

static gboolean
clear_timeline (CrmTxn *txn, const CrmEntity *entity, GError **error)
{
  CrmStatement *statement =
    crm_db_prepare (txn->db, "DELETE FROM timeline WHERE n BETWEEN $1 AND $2", error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, CRM_N (entity->number, 0));
  crm_statement_bind_int (statement, 2, CRM_N (entity->number + 1, 0) - 1);
  return crm_statement_run (statement, error);
}

typedef gboolean (*Refresh) (CrmTxn *txn, const CrmEntity *entity, gint64 id, GError **error);

static gboolean
refresh_each (CrmTxn *txn, const CrmEntity *entity, Refresh refresh, GError **error)
{
  gint64 last = G_MININT64;
  guint n;

  if (!clear_timeline (txn, entity, error))
    return FALSE;
  do {
    g_autoptr (GArray) ids = read_ids (txn, entity, last, error);

    if (ids == NULL)
      return FALSE;
    n = ids->len;
    for (guint i = 0; i < n; i++) {
      last = g_array_index (ids, gint64, i);
      if (!refresh (txn, entity, last, error))
        return FALSE;
    }
    /* Nobody listens to an upgrade, and an office has a million records. */
    g_array_set_size (txn->changed, 0);
  } while (n == SLICE);
  return TRUE;
}

gboolean
crm_txn_refresh_all (CrmTxn *txn, const char *name, GError **error)
{
  const CrmEntity *entity = crm_schema_get (txn->schema, name, error);

  return entity != NULL && refresh_each (txn, entity, refresh_record, error);
}

/* --- Timelines and what is told ----------------------------------------------------------------*/

static gboolean
refresh_places (CrmTxn *txn, const CrmEntity *entity, gint64 id, GError **error)
{
  g_autoptr (CrmRecord) record = _crm_txn_lookup (txn, entity, id, error);

  return record != NULL && (crm_record_get_deleted (record) != 0 ||
                            _crm_txn_write_timeline (txn, record, NULL, error));
}

typedef struct {
  gint64 seq;
  gboolean told;
} Change;

static gboolean
read_changes (CrmTxn *txn, const CrmEntity *entity, gint64 after, GArray *rows, GError **error)
{
  CrmStatement *statement =
    crm_db_prepare (txn->db,
                    "SELECT seq, changes FROM log WHERE seq > $1 AND entity = $2 AND "
                    "changes IS NOT NULL ORDER BY seq LIMIT $3",
                    error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, after);
  crm_statement_bind_int (statement, 2, entity->number);
  crm_statement_bind_int (statement, 3, SLICE);
  while (TRUE) {
    Change change;

    if (!crm_statement_step (statement, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    change.seq = crm_statement_get_int (statement, 0);
    change.told = _crm_changes_are_told (entity, crm_statement_get_text (statement, 1));
    g_array_append_val (rows, change);
  }
}

static gboolean
refresh_told (CrmTxn *txn, const CrmEntity *entity, GError **error)
{
  gint64 last = 0;
  guint n;

  do {
    g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Change));

    if (!read_changes (txn, entity, last, rows, error))
      return FALSE;
    n = rows->len;
    for (guint i = 0; i < n; i++) {
      const Change *change = &g_array_index (rows, Change, i);
      CrmStatement *statement =
        crm_db_prepare (txn->db, "UPDATE log SET told = $1 WHERE seq = $2", error);

      last = change->seq;
      if (statement == NULL)
        return FALSE;
      crm_statement_bind_int (statement, 1, change->told);
      crm_statement_bind_int (statement, 2, change->seq);
      if (!crm_statement_run (statement, error))
        return FALSE;
    }
  } while (n == SLICE);
  return TRUE;
}

gboolean
crm_txn_refresh_timelines (CrmTxn *txn, GError **error)
{
  gsize n, n_stands;
  const CrmEntity *const *entities = crm_schema_get_entities (txn->schema, &n);

  for (gsize i = 0; i < n; i++) {
    crm_entity_get_stands (entities[i], &n_stands);
    if ((n_stands > 0 && !refresh_each (txn, entities[i], refresh_places, error)) ||
        (_crm_entity_is_told (entities[i]) && !refresh_told (txn, entities[i], error)))
      return FALSE;
  }
  return TRUE;
}

/* --- All of it ---------------------------------------------------------------------------------*/

typedef struct {
  const CrmEntity *entity;
  const CrmField *field;
  gboolean folded; /* its folded twin is new */
  gboolean fresh;  /* it is new itself */
} Added;

static Added *
added_of (GArray *all, const CrmEntity *entity, const CrmField *field)
{
  Added added = { entity, field, FALSE, FALSE };

  for (guint i = 0; i < all->len; i++) {
    Added *one = &g_array_index (all, Added, i);

    if (one->field == field)
      return one;
  }
  g_array_append_val (all, added);
  return &g_array_index (all, Added, all->len - 1);
}

static void
note_column (GArray *all, const CrmEntity *entity, const char *name)
{
  const CrmField *field = crm_entity_find_field (entity, name);
  g_autofree char *base = NULL;

  if (field != NULL) {
    added_of (all, entity, field)->fresh = TRUE;
    return;
  }
  if (!g_str_has_suffix (name, "_fold"))
    return;
  base = g_strndup (name, strlen (name) - strlen ("_fold"));
  field = crm_entity_find_field (entity, base);
  if (field != NULL)
    added_of (all, entity, field)->folded = TRUE;
}

static gboolean
fill_column (CrmTxn *txn, const Added *added, GError **error)
{
  return (!added->fresh || fill_initial (txn, added->entity, added->field, error)) &&
         (!added->folded || fill_fold (txn, added->entity, added->field, error));
}

/* An empty column that nobody counts changes nothing that is stored elsewhere. */
static gboolean
is_felt (const Added *added)
{
  return added->folded || (added->field->flags & CRM_FIELD_DERIVED) ||
         (added->field->initial != NULL && (added->field->flags & CRM_FIELD_SEARCHED));
}

gboolean
_crm_upgrade_fill (CrmTxn *txn, GPtrArray *differences, GError **error)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Added));
  g_autoptr (GHashTable) felt = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer name;

  for (guint i = 0; i < differences->len; i++) {
    const CrmLayoutDifference *difference = differences->pdata[i];

    if (difference->kind == CRM_LAYOUT_MISSING_COLUMN && difference->table->entity != NULL)
      note_column (all, difference->table->entity, difference->name);
  }
  for (guint i = 0; i < all->len; i++) {
    const Added *added = &g_array_index (all, Added, i);
    const char *owner = added->entity->owner;

    if (!fill_column (txn, added, error))
      return FALSE;
    if (is_felt (added))
      g_hash_table_add (felt, (gpointer)(owner != NULL ? owner : added->entity->name));
  }
  g_hash_table_iter_init (&iter, felt);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!crm_txn_refresh_all (txn, name, error))
      return FALSE;
  return TRUE;
}
