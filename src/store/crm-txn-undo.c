/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-txn-private.h"

#include "base/crm-error.h"
#include "model/crm-format.h"

#include <glib/gi18n-lib.h>

typedef struct {
  gint64 seq;
  gint64 id;
  const CrmEntity *entity;
  CrmChangeKind kind;
  char *changes;
} Logged;

static void
logged_clear (gpointer data)
{
  g_free (((Logged *)data)->changes);
}

typedef struct {
  gint64 id;
  gint64 undo_of;
  char *title;
  char *verb;
  gboolean undoable;
  gboolean undone;
} Operation;

static void
operation_clear (Operation *self)
{
  g_free (self->title);
  g_free (self->verb);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Operation, operation_clear)

/* --- Reading what was done ---------------------------------------------------------------------*/

static gboolean
read_operation (CrmTxn *self,
                const char *sql,
                gint64 parameter,
                Operation *operation,
                GError **error)
{
  CrmStatement *statement = crm_db_prepare (self->db, sql, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, parameter);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  operation->id = crm_statement_get_int (statement, 0);
  operation->title = g_strdup (crm_statement_get_text (statement, 1));
  operation->verb = g_strdup (crm_statement_get_text (statement, 2));
  operation->undoable = crm_statement_get_int (statement, 3) != 0;
  operation->undo_of = crm_statement_get_int (statement, 4);
  operation->undone = !crm_statement_is_null (statement, 5);
  crm_statement_reset (statement);
  return TRUE;
}

/* Newest first: what was done last is taken back first. */
static GArray *
read_log (CrmTxn *self, gint64 operation, GError **error)
{
  g_autoptr (GArray) log = g_array_new (FALSE, FALSE, sizeof (Logged));
  CrmStatement *statement =
    crm_db_prepare (self->db,
                    "SELECT id, seq, entity, kind, changes FROM log WHERE operation = $1 "
                    "ORDER BY seq DESC",
                    error);
  gboolean row;

  g_array_set_clear_func (log, logged_clear);
  if (statement == NULL)
    return NULL;
  crm_statement_bind_int (statement, 1, operation);
  while (TRUE) {
    Logged logged = { 0 };

    if (!crm_statement_step (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&log);
    logged.id = crm_statement_get_int (statement, 0);
    logged.seq = crm_statement_get_int (statement, 1);
    logged.entity = crm_schema_find_number (self->schema, crm_statement_get_int (statement, 2));
    logged.kind = crm_statement_get_int (statement, 3);
    logged.changes = g_strdup (crm_statement_get_text (statement, 4));
    if (logged.entity == NULL)
      logged_clear (&logged);
    else
      g_array_append_val (log, logged);
  }
}

/* --- Putting old values back -------------------------------------------------------------------*/

static void
add_conflict (GString *conflicts, const char *label)
{
  if (conflicts->len > 0)
    g_string_append (conflicts, ", ");
  g_string_append (conflicts, label);
}

static gboolean
value_of (JsonArray *pair, guint index, const CrmField *field, CrmValue *value, GError **error)
{
  return crm_value_from_json (json_array_get_element (pair, index), field, value, error);
}

static gboolean
put_back_values (CrmRecord *record, JsonObject *changes, GString *conflicts, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  g_autoptr (GList) names = json_object_get_members (changes);

  for (GList *l = names; l != NULL; l = l->next) {
    int index = crm_entity_field_index (entity, l->data);
    const CrmField *field = index >= 0 ? &entity->fields[index] : NULL;
    g_auto (CrmValue) before = CRM_VALUE_INIT;
    g_auto (CrmValue) after = CRM_VALUE_INIT;
    JsonArray *pair;

    if (field == NULL || field->type == CRM_FIELD_BLOB)
      continue;
    pair = json_object_get_array_member (changes, l->data);
    if (!value_of (pair, 0, field, &before, error) || !value_of (pair, 1, field, &after, error))
      return FALSE;
    if (!crm_value_equal (crm_record_get_at (record, index), &after)) {
      add_conflict (conflicts, crm_field_get_label (field));
      continue;
    }
    crm_record_set_at (record, index, &before);
  }
  return TRUE;
}

/* Where a line stood before and after the operation; -1 for not there. */
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
move_line (CrmRecord *record, guint kind, gint64 id, int to)
{
  const char *name = crm_record_get_entity (record)->lines[kind].name;
  GPtrArray *lines = crm_record_get_lines_at (record, kind);
  guint from;

  if (crm_lines_find (lines, id, &from) != NULL)
    crm_record_move_line (record, name, from, CLAMP (to, 0, (int)lines->len - 1));
}

/* It was added: it goes again, unless somebody has worked in it since. */
static gboolean
take_line_away (CrmRecord *record,
                guint kind,
                CrmRecord *line,
                guint at,
                JsonObject *changes,
                GString *conflicts,
                GError **error)
{
  const CrmLines *lines = &crm_record_get_entity (record)->lines[kind];
  g_autoptr (CrmRecord) rest = crm_record_copy (line);

  if (!put_back_values (rest, changes, conflicts, error))
    return FALSE;
  /* Without the values that it was added with nothing may be left but what is derived. */
  for (guint i = 0; i < crm_entity_n_fields (crm_record_get_entity (rest)); i++)
    if (!(crm_record_get_entity (rest)->fields[i].flags & CRM_FIELD_DERIVED) &&
        !crm_value_is_null (crm_record_get_at (rest, i))) {
      add_conflict (conflicts, _ (lines->label));
      return TRUE;
    }
  crm_record_remove_line (record, lines->name, at);
  return TRUE;
}

static gboolean
bring_line_back (CrmRecord *record,
                 guint kind,
                 gint64 id,
                 JsonObject *changes,
                 GString *conflicts,
                 GError **error)
{
  g_autoptr (CrmRecord) line =
               crm_record_new (crm_entity_line_entity (crm_record_get_entity (record), kind));

  crm_record_set_id (line, id);
  /* Its new values were none, so none conflict. */
  if (!put_back_values (line, changes, conflicts, error))
    return FALSE;
  crm_record_append_line (record, kind, line);
  return TRUE;
}

static gboolean
put_back_line (CrmRecord *record,
               guint kind,
               gint64 id,
               JsonObject *changes,
               GString *conflicts,
               GError **error)
{
  guint at = 0;
  CrmRecord *line = crm_lines_find (crm_record_get_lines_at (record, kind), id, &at);
  int before, after;

  read_places (changes, &before, &after);
  if (before < 0)
    return line == NULL || take_line_away (record, kind, line, at, changes, conflicts, error);
  if (after < 0)
    return line != NULL || bring_line_back (record, kind, id, changes, conflicts, error);
  if (line != NULL)
    return put_back_values (line, changes, conflicts, error);
  add_conflict (conflicts, _ (crm_record_get_entity (record)->lines[kind].label));
  return TRUE;
}

static int
compare_places (gconstpointer a, gconstpointer b, gpointer lines)
{
  int x, y, after;

  read_places (json_object_get_object_member (lines, a), &x, &after);
  read_places (json_object_get_object_member (lines, b), &y, &after);
  return (x > y) - (x < y);
}

/* Lines that changed places go back from the first place to the last, when all of them are there.
 */
static void
put_back_places (CrmRecord *record, guint kind, JsonObject *lines)
{
  GList *ids = g_list_sort_with_data (json_object_get_members (lines), compare_places, lines);

  for (GList *l = ids; l != NULL; l = l->next) {
    JsonObject *changes = json_object_get_object_member (lines, l->data);
    int before, after;

    read_places (changes, &before, &after);
    if (json_object_has_member (changes, "#") && before >= 0)
      move_line (record, kind, g_ascii_strtoll (l->data, NULL, 10), before);
  }
  g_list_free (ids);
}

static gboolean
put_back_lines (CrmRecord *record, JsonObject *changes, GString *conflicts, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  for (guint kind = 0; kind < crm_entity_n_lines (entity); kind++) {
    JsonObject *lines;
    g_autoptr (GList) ids = NULL;

    if (!json_object_has_member (changes, entity->lines[kind].name))
      continue;
    lines = json_object_get_object_member (changes, entity->lines[kind].name);
    ids = json_object_get_members (lines);
    for (GList *l = ids; l != NULL; l = l->next)
      if (!put_back_line (record, kind, g_ascii_strtoll (l->data, NULL, 10),
                          json_object_get_object_member (lines, l->data), conflicts, error))
        return FALSE;
    put_back_places (record, kind, lines);
  }
  return TRUE;
}

static gboolean
undo_edit (CrmTxn *self, const Logged *logged, GError **error)
{
  g_autoptr (CrmRecord) record = _crm_txn_get_whole (self, logged->entity->name, logged->id, error);
  g_autoptr (GString) conflicts = g_string_new (NULL);
  g_autoptr (JsonNode) changes = NULL;
  g_autofree char *title = NULL;

  if (record == NULL)
    return FALSE;
  if (logged->changes == NULL)
    return TRUE;
  changes = json_from_string (logged->changes, error);
  if (changes == NULL)
    return FALSE;
  if (!put_back_values (record, json_node_get_object (changes), conflicts, error) ||
      !put_back_lines (record, json_node_get_object (changes), conflicts, error))
    return FALSE;
  if (conflicts->len > 0) {
    title = crm_record_title (record);
    g_set_error (error, CRM_ERROR, CRM_ERROR_CONFLICT,
                 /* Translators: record, list of fields. */
                 _ ("“%s” was changed since: %s. Undo that first, or change it by hand."), title,
                 conflicts->str);
    return FALSE;
  }
  return crm_txn_save (self, record, error);
}

/* What a colleague has done to the record since must not go to the trash with it. */
static gboolean
check_colleagues (CrmTxn *self, const Logged *logged, GError **error)
{
  CrmStatement *statement = crm_db_prepare (
    self->db,
    "SELECT o.person FROM log l JOIN operation o ON o.id = l.operation WHERE l.id = $1 AND "
    "l.seq > $2 AND o.person <> $3 AND o.undo_of IS NULL AND o.undone_by IS NULL LIMIT 1",
    error);
  g_autofree char *title = NULL;
  g_autofree char *who = NULL;
  gint64 person;
  gboolean row;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, logged->id);
  crm_statement_bind_int (statement, 2, logged->seq);
  crm_statement_bind_int (statement, 3, self->person);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  person = crm_statement_get_int (statement, 0);
  crm_statement_reset (statement);
  title = crm_txn_title (self, logged->id, NULL);
  who = crm_txn_title (self, person, NULL);
  g_set_error (error, CRM_ERROR, CRM_ERROR_CONFLICT,
               /* Translators: record, person. */
               _ ("“%s” was changed since by %s. Move it to the trash by hand if it must go."),
               title != NULL ? title : "", who != NULL ? who : _ ("a colleague"));
  return FALSE;
}

static gboolean
undo_logged (CrmTxn *self, const Logged *logged, GError **error)
{
  switch (logged->kind) {
  case CRM_CHANGE_CREATED:
  case CRM_CHANGE_RESTORED:
    return check_colleagues (self, logged, error) &&
           crm_txn_delete (self, logged->entity->name, logged->id, error);
  case CRM_CHANGE_DELETED:
    return crm_txn_restore (self, logged->entity->name, logged->id, error);
  case CRM_CHANGE_EDITED:
    return undo_edit (self, logged, error);
  case CRM_CHANGE_DERIVED:
  default:
    return TRUE;
  }
}

/* --- Undo and redo -----------------------------------------------------------------------------*/

static gboolean
mark_undone (CrmTxn *self, gint64 operation, gint64 by, GError **error)
{
  CrmStatement *statement =
    crm_db_prepare (self->db, "UPDATE operation SET undone_by = $1 WHERE id = $2", error);

  if (statement == NULL)
    return FALSE;
  if (by != 0)
    crm_statement_bind_int (statement, 1, by);
  else
    crm_statement_bind_null (statement, 1);
  crm_statement_bind_int (statement, 2, operation);
  return crm_statement_run (statement, error);
}

static gboolean
take_back (CrmTxn *self, Operation *operation, char **title, GError **error)
{
  g_autoptr (GArray) log = NULL;

  if (!operation->undoable) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_DENIED,
                 _ ("“%s” cannot be undone: a paper was issued. Void the paper instead."),
                 operation->title);
    return FALSE;
  }
  if (operation->undone) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("“%s” is undone already."),
                 operation->title);
    return FALSE;
  }
  log = read_log (self, operation->id, error);
  if (log == NULL)
    return FALSE;
  self->undo_of = operation->id;
  g_free (self->title);
  self->title = g_strdup (operation->title);
  if (self->operation == 0)
    self->operation = crm_ids_next (self->ids);
  for (guint i = 0; i < log->len; i++)
    if (!undo_logged (self, &g_array_index (log, Logged, i), error))
      return FALSE;
  /* Without a log row of its own it was nothing; it counts as undone all the same. */
  self->n_logged++;
  if (title != NULL)
    *title = g_strdup (operation->title);
  return mark_undone (self, operation->id, self->operation, error);
}

#define SELECT_OPERATION \
  "SELECT id, title, verb, undoable, undo_of, undone_by FROM operation WHERE "

gboolean
crm_txn_undo (CrmTxn *self, gint64 operation, char **undone, GError **error)
{
  g_auto (Operation) found = { 0 };
  gboolean ok;

  if (operation != 0)
    ok = read_operation (self, SELECT_OPERATION "id = $1", operation, &found, error);
  else
    ok =
      read_operation (self,
                      SELECT_OPERATION "person = $1 AND seq > 0 AND undo_of IS NULL "
                                       "AND undone_by IS NULL ORDER BY seq DESC, id DESC LIMIT 1",
                      self->person, &found, error);
  if (!ok)
    return FALSE;
  if (found.id == 0) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("There is nothing to undo."));
    return FALSE;
  }
  crm_txn_set_verb (self, "undo");
  return take_back (self, &found, undone, error);
}

/* The last undo of this person that nothing new of theirs has followed. */
gboolean
crm_txn_redo (CrmTxn *self, char **redone, GError **error)
{
  g_auto (Operation) found = { 0 };

  if (!read_operation (
        self,
        SELECT_OPERATION
        "person = $1 AND undo_of IS NOT NULL AND undone_by IS NULL AND verb = 'undo' "
        "AND seq >= coalesce((SELECT max(o.seq) FROM operation o WHERE o.person = $1 "
        "AND o.undo_of IS NULL), 0) ORDER BY seq DESC, id DESC LIMIT 1",
        self->person, &found, error))
    return FALSE;
  if (found.id == 0) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("There is nothing to redo."));
    return FALSE;
  }
  crm_txn_set_verb (self, "redo");
  /* What had been undone stands again. */
  return take_back (self, &found, redone, error) && mark_undone (self, found.undo_of, 0, error);
}
