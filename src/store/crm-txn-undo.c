/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-txn-private.h"

#include "base/crm-error.h"
#include "model/crm-format.h"

#include <glib/gi18n-lib.h>

typedef struct {
  gint64 id;
  gint64 n;
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
                    "SELECT id, n, entity, kind, changes FROM log WHERE operation = $1 "
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
    logged.n = crm_statement_get_int (statement, 1);
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

static int
find_line (CrmRecord *record, guint kind, gint64 id)
{
  GPtrArray *lines = crm_record_get_lines_at (record, kind);

  for (guint i = 0; lines != NULL && i < lines->len; i++)
    if (crm_record_get_id (lines->pdata[i]) == id)
      return i;
  return -1;
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
  int from = find_line (record, kind, id);
  GPtrArray *lines = crm_record_get_lines_at (record, kind);

  if (from >= 0 && lines != NULL)
    crm_record_move_line (record, name, from, CLAMP (to, 0, (int)lines->len - 1));
}

static gboolean
put_back_line (CrmRecord *record,
               guint kind,
               gint64 id,
               JsonObject *changes,
               GString *conflicts,
               GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  const char *name = entity->lines[kind].name;
  int at = find_line (record, kind, id);
  int before, after;
  g_autoptr (CrmRecord) line = NULL;

  read_places (changes, &before, &after);
  if (before < 0) {
    /* It was added: it goes again, with whatever stands in it now. */
    if (at >= 0)
      crm_record_remove_line (record, name, at);
    return TRUE;
  }
  if (after < 0) {
    if (at >= 0)
      return TRUE;
    line = crm_record_new (crm_entity_line_entity (entity, kind));
    crm_record_set_id (line, id);
    /* Its new values were none, so none conflict. */
    if (!put_back_values (line, changes, conflicts, error))
      return FALSE;
    crm_record_append_line (record, kind, line);
    move_line (record, kind, id, before);
    return TRUE;
  }
  if (at < 0) {
    add_conflict (conflicts, _ (entity->lines[kind].label));
    return TRUE;
  }
  if (!put_back_values (crm_record_get_lines_at (record, kind)->pdata[at], changes, conflicts,
                        error))
    return FALSE;
  if (json_object_has_member (changes, "#"))
    move_line (record, kind, id, before);
  return TRUE;
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
  }
  return TRUE;
}

static gboolean
undo_edit (CrmTxn *self, const Logged *logged, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_get (self, logged->entity->name, logged->id, error);
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

static gboolean
undo_logged (CrmTxn *self, const Logged *logged, GError **error)
{
  switch (logged->kind) {
  case CRM_CHANGE_CREATED:
  case CRM_CHANGE_RESTORED:
    return crm_txn_delete (self, logged->entity->name, logged->id, error);
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
