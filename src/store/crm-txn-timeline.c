/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-txn-private.h"

#include "base/crm-day.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What a record of any room is, and whose; NULL where there is none of that id. */
static gboolean
look_up (CrmTxn *self, gint64 id, const CrmEntity **entity, gint64 *party, GError **error)
{
  CrmStatement *statement;
  gboolean row;

  *entity = NULL;
  *party = 0;
  if (id == 0)
    return TRUE;
  statement = crm_db_prepare (self->db, "SELECT n, party FROM record WHERE id = $1", error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, id);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  *entity =
    crm_schema_find_number (self->schema, CRM_N_ENTITY (crm_statement_get_int (statement, 0)));
  *party = crm_statement_get_int (statement, 1);
  crm_statement_reset (statement);
  return TRUE;
}

/* A record of any room stands with its own party; one that has no party of its own is one. */
static gboolean
party_of_any (CrmTxn *self, gint64 *id, GError **error)
{
  const CrmEntity *entity;
  gint64 party;

  if (!look_up (self, *id, &entity, &party, error))
    return FALSE;
  if (entity == NULL)
    *id = 0;
  else if (entity->party != NULL)
    *id = party;
  return TRUE;
}

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
  return field == NULL || field->type != CRM_FIELD_ANY || party_of_any (self, id, error);
}

gboolean
_crm_txn_party_of (CrmTxn *self, const CrmRecord *record, gint64 *party, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  *party = 0;
  return entity->party == NULL || follow (self, record, entity->party, party, error);
}

gboolean
crm_txn_get_responsible (CrmTxn *self, const CrmRecord *record, gint64 *person, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  *person = 0;
  return entity->responsible == NULL || follow (self, record, entity->responsible, person, error);
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
change_timeline (CrmTxn *self, const char *sql, gint64 place, gint64 at, gint64 n, GError **error)
{
  CrmStatement *statement;

  if (place == 0 || at == 0)
    return TRUE;
  statement = crm_db_prepare (self->db, sql, error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, place);
  crm_statement_bind_int (statement, 2, at);
  crm_statement_bind_int (statement, 3, n);
  return crm_statement_run (statement, error);
}

#define INSERT_TIMELINE \
  "INSERT INTO timeline(party, at, n) VALUES($1, $2, $3) ON CONFLICT DO NOTHING"
#define DELETE_TIMELINE "DELETE FROM timeline WHERE party = $1 AND at = $2 AND n = $3"

/* --- On which timelines ------------------------------------------------------------------------*/

static gboolean
has_place (GArray *places, gint64 id)
{
  for (guint i = 0; places != NULL && i < places->len; i++)
    if (g_array_index (places, gint64, i) == id)
      return TRUE;
  return FALSE;
}

static void
add_place (GArray *places, gint64 id)
{
  if (id != 0 && !has_place (places, id))
    g_array_append_val (places, id);
}

/* A record of any entity counts where those have a timeline. */
static gboolean
add_any (CrmTxn *self, gint64 id, GArray *places, GError **error)
{
  const CrmEntity *entity;
  gint64 party;

  if (has_place (places, id))
    return TRUE;
  if (!look_up (self, id, &entity, &party, error))
    return FALSE;
  if (entity != NULL && crm_entity_has_timeline (entity))
    add_place (places, id);
  return TRUE;
}

static gboolean
add_named (CrmTxn *self, const CrmRecord *over, guint at, GArray *places, GError **error)
{
  const CrmField *field = &crm_record_get_entity (over)->fields[at];
  gint64 id = crm_value_get_int (crm_record_get_at (over, at));

  if (field->type == CRM_FIELD_ANY)
    return add_any (self, id, places, error);
  add_place (places, id);
  return TRUE;
}

static gboolean
add_stands (CrmTxn *self, const CrmRecord *record, GArray *places, GError **error)
{
  gsize n;
  const CrmStand *stands = crm_entity_get_stands (crm_record_get_entity (record), &n);

  for (gsize i = 0; i < n; i++) {
    GPtrArray *lines =
      stands[i].lines >= 0 ? crm_record_get_lines_at (record, (guint)stands[i].lines) : NULL;

    if (stands[i].lines < 0 && !add_named (self, record, stands[i].field, places, error))
      return FALSE;
    for (guint k = 0; lines != NULL && k < lines->len; k++)
      if (!add_named (self, lines->pdata[k], stands[i].field, places, error))
        return FALSE;
  }
  return TRUE;
}

/* Its party comes first. What lies in the trash, or happens at no time, stands nowhere. (transfer
 * full) (element-type gint64) */
static GArray *
places_of (CrmTxn *self, const CrmRecord *record, gint64 *party, gint64 *at, GError **error)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (gint64));

  *party = *at = 0;
  if (record == NULL || crm_record_get_deleted (record) != 0)
    return g_steal_pointer (&places);
  *at = instant_of (record);
  if (!_crm_txn_party_of (self, record, party, error))
    return NULL;
  add_place (places, *party);
  if (!add_stands (self, record, places, error))
    return NULL;
  if (*at == 0)
    g_array_set_size (places, 0);
  return g_steal_pointer (&places);
}

static gboolean
change_places (CrmTxn *self,
               const char *sql,
               GArray *places,
               GArray *but,
               gint64 at,
               gint64 n,
               GError **error)
{
  for (guint i = 0; i < places->len; i++)
    if (!has_place (but, g_array_index (places, gint64, i)) &&
        !change_timeline (self, sql, g_array_index (places, gint64, i), at, n, error))
      return FALSE;
  return TRUE;
}

/* --- Moving ------------------------------------------------------------------------------------*/

static gboolean move_companions (CrmTxn *self, const CrmRecord *record, GError **error);

static gboolean
move_one (CrmTxn *self, const CrmRecord *record, GError **error)
{
  gint64 n = CRM_N (crm_record_get_entity (record)->number, crm_record_get_n (record));
  g_auto (CrmEntry) before = { 0 };
  g_autoptr (GArray) places = NULL;
  gint64 party, at;

  places = places_of (self, record, &party, &at, error);
  /* The directory still says where it stood. */
  if (places == NULL || !_crm_txn_read_entry (self, n, &before, error))
    return FALSE;
  return (has_place (places, before.party) ||
          change_timeline (self, DELETE_TIMELINE, before.party, at, n, error)) &&
         change_timeline (self, INSERT_TIMELINE, party, at, n, error) &&
         _crm_txn_refresh_directory (self, record, FALSE, error) &&
         (before.party == party || move_companions (self, record, error));
}

static gboolean
move_all (CrmTxn *self, const char *entity, const char *path, gint64 id, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity);
  g_autoptr (GPtrArray) records = NULL;
  gboolean trusted = self->trusted;

  crm_query_add_test_id (query, path, id);
  /* Also those that this person does not see. */
  self->trusted = TRUE;
  records = crm_txn_query (self, query, error);
  self->trusted = trusted;
  for (guint i = 0; records != NULL && i < records->len; i++)
    if (!move_one (self, records->pdata[i], error))
      return FALSE;
  return records != NULL;
}

/* Comments, files: what stands beside a record of any room goes with it. */
static gboolean
move_companions (CrmTxn *self, const CrmRecord *record, GError **error)
{
  gsize n;
  const CrmEntity *const *entities = crm_schema_get_entities (self->schema, &n);

  for (gsize i = 0; i < n; i++) {
    const CrmField *field =
      entities[i]->party != NULL ? crm_entity_find_field (entities[i], entities[i]->party) : NULL;

    if (field != NULL && field->type == CRM_FIELD_ANY &&
        !move_all (self, entities[i]->name, field->name, crm_record_get_id (record), error))
      return FALSE;
  }
  return TRUE;
}

/* Records of an entity whose path to their party leads over the saved record and on by a field of
 * it that has changed. */
static gboolean
move_dependents (CrmTxn *self,
                 const CrmEntity *dependent,
                 const CrmRecord *record,
                 const CrmRecord *stored,
                 GError **error)
{
  const CrmEntity *over = dependent;
  g_auto (GStrv) steps = g_strsplit (dependent->party, ".", -1);
  g_autoptr (GString) path = g_string_new (NULL);

  for (guint i = 0; over != NULL && steps[i] != NULL && steps[i + 1] != NULL; i++) {
    const CrmField *field = crm_entity_find_field (over, steps[i]);

    over = field != NULL ? crm_schema_find (self->schema, field->ref) : NULL;
    g_string_append_printf (path, "%s%s", i > 0 ? "." : "", steps[i]);
    if (over == crm_record_get_entity (record) &&
        crm_record_get_int (record, steps[i + 1]) != crm_record_get_int (stored, steps[i + 1]) &&
        !move_all (self, dependent->name, path->str, crm_record_get_id (record), error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
write_own (CrmTxn *self, const CrmRecord *record, const CrmRecord *stored, GError **error)
{
  gint64 n = CRM_N (crm_record_get_entity (record)->number, crm_record_get_n (record));
  gint64 old_party, new_party, old_at, new_at;
  g_autoptr (GArray) before = places_of (self, stored, &old_party, &old_at, error);
  g_autoptr (GArray) after =
               before != NULL ? places_of (self, record, &new_party, &new_at, error) : NULL;
  gboolean still = after != NULL && old_at == new_at;

  if (after == NULL ||
      !change_places (self, DELETE_TIMELINE, before, still ? after : NULL, old_at, n, error) ||
      !change_places (self, INSERT_TIMELINE, after, still ? before : NULL, new_at, n, error))
    return FALSE;
  return stored == NULL || old_party == new_party || crm_record_get_deleted (record) != 0 ||
         crm_record_get_deleted (stored) != 0 || move_companions (self, record, error);
}

gboolean
_crm_txn_write_timeline (CrmTxn *self,
                         const CrmRecord *record,
                         const CrmRecord *stored,
                         GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  gsize n;
  const CrmEntity *const *entities = crm_schema_get_entities (self->schema, &n);

  if ((entity->party != NULL || entity->when != NULL) && !write_own (self, record, stored, error))
    return FALSE;
  for (gsize i = 0; stored != NULL && i < n; i++)
    if (entities[i]->party != NULL && strchr (entities[i]->party, '.') != NULL &&
        !move_dependents (self, entities[i], record, stored, error))
      return FALSE;
  return TRUE;
}

static gboolean
check_place (CrmTxn *self, gint64 place, gint64 at, gint64 n, gboolean *there, GError **error)
{
  CrmStatement *statement = crm_db_prepare (
    self->db, "SELECT 1 FROM timeline WHERE party = $1 AND at = $2 AND n = $3", error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, place);
  crm_statement_bind_int (statement, 2, at);
  crm_statement_bind_int (statement, 3, n);
  if (!crm_statement_step (statement, there, error))
    return FALSE;
  if (*there)
    crm_statement_reset (statement);
  return TRUE;
}

gboolean
_crm_txn_check_timeline (CrmTxn *self,
                         const CrmRecord *record,
                         const char *title,
                         GPtrArray *findings,
                         GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  gint64 party, at;
  g_autoptr (GArray) places = places_of (self, record, &party, &at, error);
  gboolean there = TRUE;

  for (guint i = 0; places != NULL && there && i < places->len; i++)
    if (!check_place (self, g_array_index (places, gint64, i), at,
                      CRM_N (entity->number, crm_record_get_n (record)), &there, error))
      return FALSE;
  if (!there)
    g_ptr_array_add (findings, g_strdup_printf (_ ("%s “%s”: it is not on its timeline"),
                                                _ (entity->label), title));
  return places != NULL;
}
