/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-txn-private.h"

#include "base/crm-error.h"
#include "model/crm-format.h"

#include <glib/gi18n-lib.h>

/* --- Validation --------------------------------------------------------------------------------*/

static gboolean
check_required (const CrmRecord *record, const CrmField *field, guint index, GError **error)
{
  const CrmValue *value = crm_record_get_at (record, index);

  if (!(field->flags & CRM_FIELD_REQUIRED) || !crm_value_is_null (value))
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               /* Translators: kind of thing, field. */
               _ ("%s: %s is missing. Fill it in."), _ (crm_record_get_entity (record)->label),
               crm_field_get_label (field));
  return FALSE;
}

static gboolean
check_move (const CrmField *field, const CrmValue *before, const CrmValue *after, GError **error)
{
  const char *from = crm_value_get_text (before);
  const char *to = crm_value_get_text (after);
  const CrmChoice *from_choice, *to_choice;

  if (field->moves == NULL || from == NULL || g_strcmp0 (from, to) == 0)
    return TRUE;
  for (const CrmMove *move = field->moves; move->from != NULL; move++)
    if (g_strcmp0 (move->from, from) == 0 && g_strcmp0 (move->to, to) == 0)
      return TRUE;
  from_choice = crm_field_find_choice (field, from);
  to_choice = to != NULL ? crm_field_find_choice (field, to) : NULL;
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               /* Translators: field, state before, state wanted. */
               _ ("%s cannot go from “%s” to “%s”."), crm_field_get_label (field),
               from_choice != NULL ? crm_choice_get_label (from_choice) : from,
               to_choice != NULL ? crm_choice_get_label (to_choice) : _ ("(empty)"));
  return FALSE;
}

static gboolean
check_values (CrmTxn *self, const CrmRecord *record, const CrmRecord *stored, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    const CrmField *field = &entity->fields[i];
    const CrmValue *value = crm_record_get_at (record, i);
    const CrmValue *before = stored != NULL ? crm_record_get_at (stored, i) : NULL;

    if (field->flags & CRM_FIELD_SYSTEM)
      continue;
    if (!check_required (record, field, i, error))
      return FALSE;
    if (before != NULL && crm_value_equal (value, before))
      continue;
    if (!crm_value_is_null (value) && !crm_field_check (field, value, error))
      return FALSE;
    /* What is taken back goes where it came from, whatever way leads forth. */
    if (before != NULL && self->undo_of == 0 && !check_move (field, before, value, error))
      return FALSE;
  }
  return TRUE;
}

/* What a reference names must be there and alive; one that was set before may have gone since. */
static gboolean
check_references (CrmTxn *self, const CrmRecord *record, const CrmRecord *stored, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  if (self->bulk)
    return TRUE;
  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    const CrmField *field = &entity->fields[i];
    const CrmValue *value = crm_record_get_at (record, i);
    const char *target = field->type == CRM_FIELD_PARENT ? entity->name : field->ref;
    g_autofree char *sql = NULL;
    CrmStatement *statement;
    gboolean row;

    if ((field->type != CRM_FIELD_REFERENCE && field->type != CRM_FIELD_PARENT) ||
        (field->flags & CRM_FIELD_SYSTEM) || crm_value_is_null (value) ||
        value->integer == self->saving ||
        (stored != NULL && crm_value_equal (value, crm_record_get_at (stored, i))))
      continue;
    sql = g_strdup_printf ("SELECT 1 FROM \"%s\" WHERE id = $1 AND deleted IS NULL", target);
    statement = crm_db_prepare (self->db, sql, error);
    if (statement == NULL)
      return FALSE;
    crm_statement_bind_int (statement, 1, value->integer);
    if (!crm_statement_step (statement, &row, error))
      return FALSE;
    if (row) {
      crm_statement_reset (statement);
      continue;
    }
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                 /* Translators: kind of thing, field. */
                 _ ("%s: what %s names is not there, or in the trash. Choose another one."),
                 _ (entity->label), crm_field_get_label (field));
    return FALSE;
  }
  return TRUE;
}

static gboolean
check_lines (CrmTxn *self, const CrmRecord *record, const CrmRecord *stored, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  for (guint i = 0; i < crm_entity_n_lines (entity); i++) {
    GPtrArray *lines = crm_record_get_lines_at (record, i);

    GPtrArray *old = stored != NULL ? crm_record_get_lines_at (stored, i) : NULL;

    for (guint k = 0; k < lines->len; k++) {
      const CrmRecord *line = lines->pdata[k];
      const CrmRecord *was = crm_lines_find (old, crm_record_get_id (line), NULL);

      if (!check_values (self, line, was, error) || !check_references (self, line, was, error))
        return FALSE;
    }
  }
  return TRUE;
}

static gboolean
values_differ (const CrmRecord *a, const CrmRecord *b, gboolean (*counts) (const CrmField *))
{
  const CrmEntity *entity = crm_record_get_entity (a);

  for (guint i = 0; i < crm_entity_n_fields (entity); i++)
    if (counts (&entity->fields[i]) &&
        !crm_value_equal (crm_record_get_at (a, i), crm_record_get_at (b, i)))
      return TRUE;
  return FALSE;
}

static gboolean
lines_differ (const CrmRecord *a, const CrmRecord *b, gboolean (*counts) (const CrmField *))
{
  for (guint i = 0; i < crm_entity_n_lines (crm_record_get_entity (a)); i++) {
    GPtrArray *x = crm_record_get_lines_at (a, i);
    GPtrArray *y = crm_record_get_lines_at (b, i);

    if ((x != NULL ? x->len : 0) != (y != NULL ? y->len : 0))
      return TRUE;
    for (guint k = 0; x != NULL && k < x->len; k++)
      if (crm_record_get_id (x->pdata[k]) != crm_record_get_id (y->pdata[k]) ||
          values_differ (x->pdata[k], y->pdata[k], counts))
        return TRUE;
  }
  return FALSE;
}

static gboolean
counts_when_frozen (const CrmField *field)
{
  return (field->flags & (CRM_FIELD_LIVING | CRM_FIELD_DERIVED | CRM_FIELD_SYSTEM)) == 0;
}

/* The same while links are moved. */
static gboolean
counts_when_moving (const CrmField *field)
{
  return counts_when_frozen (field) && field->type != CRM_FIELD_REFERENCE &&
         field->type != CRM_FIELD_ANY;
}

static gboolean
counts_as_change (const CrmField *field)
{
  return (field->flags & (CRM_FIELD_DERIVED | CRM_FIELD_SYSTEM)) == 0;
}

static gboolean
check_frozen (CrmTxn *self, const CrmRecord *record, const CrmRecord *stored, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  gboolean (*counts) (const CrmField *) = self->moving ? counts_when_moving : counts_when_frozen;
  g_autofree char *title = NULL;

  if (stored == NULL || entity->is_frozen == NULL || !entity->is_frozen (stored))
    return TRUE;
  if (!values_differ (record, stored, counts) && !lines_differ (record, stored, counts))
    return TRUE;
  title = crm_record_title (stored);
  g_set_error (error, CRM_ERROR, CRM_ERROR_DENIED,
               _ ("“%s” is issued and does not change any more. Make a new one from it instead."),
               title);
  return FALSE;
}

gboolean
_crm_txn_validate (CrmTxn *self, CrmRecord *record, const CrmRecord *stored, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  if (!check_frozen (self, record, stored, error) || !check_values (self, record, stored, error) ||
      !check_references (self, record, stored, error) || !check_lines (self, record, stored, error))
    return FALSE;
  return entity->validate == NULL || entity->validate (record, error);
}

/* --- The road ----------------------------------------------------------------------------------*/

static gboolean
refuse_reading (GError **error)
{
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_READ_ONLY,
                       _ ("The office file is open for reading only: nothing can be saved."));
  return FALSE;
}

/* The stored record in the state that the caller may change it; NULL with error. */
static CrmRecord *
read_stored (CrmTxn *self, const CrmEntity *entity, const CrmRecord *record, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CrmRecord) stored = NULL;
  g_autofree char *title = NULL;

  if (self->bulk) {
    /* Nobody else has the file: it holds what the record was read with. */
    return crm_record_base (record, entity);
  }
  stored = _crm_txn_lookup (self, entity, crm_record_get_id (record), &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  if (stored != NULL && crm_record_get_deleted (stored) == 0)
    return g_steal_pointer (&stored);
  title = crm_record_title (record);
  if (stored == NULL) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                 _ ("“%s” is not in this office file any more."), title);
    return NULL;
  }
  g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
               _ ("“%s” was moved to the trash meanwhile. Take it out of there and save again."),
               title);
  return NULL;
}

static void
stamp (CrmTxn *self, CrmRecord *record, gboolean created)
{
  if (created) {
    crm_record_set_int (record, "created_at", self->now);
    if (self->person != 0)
      crm_record_set_int (record, "created_by", self->person);
  }
  crm_record_set_int (record, "modified_at", self->now);
  if (self->person != 0)
    crm_record_set_int (record, "modified_by", self->person);
}

static gboolean
derive (CrmTxn *self, CrmRecord *record, const CrmRecord *stored, GError **error)
{
  gboolean ok;

  self->counted = stored != NULL;
  ok = _crm_txn_call_derive (self, record, error);
  self->counted = FALSE;
  return ok;
}

static gboolean
write_all (CrmTxn *self, CrmRecord *record, const CrmRecord *stored, GError **error)
{
  CrmChangeKind kind = stored == NULL ? CRM_CHANGE_CREATED : CRM_CHANGE_EDITED;

  stamp (self, record, stored == NULL);
  if (!_crm_txn_derive_later (self, record) && !derive (self, record, stored, error))
    return FALSE;
  if (stored == NULL) {
    if (!_crm_txn_insert_row (self, record, error))
      return FALSE;
  } else if (!_crm_txn_update_row (self, record, stored, error)) {
    return FALSE;
  }
  if (!_crm_txn_write_lines (self, record, stored, error))
    return FALSE;
  if (!_crm_txn_write_directory (self, record, stored, error) ||
      !_crm_txn_write_timeline (self, record, stored, error) ||
      !_crm_txn_write_log (self, record, stored, kind, error))
    return FALSE;
  _crm_txn_mark_derived (self, record, stored);
  _crm_txn_note_change (self, record, kind);
  return TRUE;
}

/* The operation is called after what somebody has saved, not after what the rules saved beside it.
 */
static void
call_after (CrmTxn *self, const CrmRecord *record, gboolean untitled)
{
  if (!untitled || self->title == NULL)
    return;
  g_free (self->title);
  self->title = crm_record_title (record);
}

/* Rules are the office's own: what they look up and keep does not depend on who saves. */
static gboolean
call_before_save (CrmTxn *self, CrmRecord *record, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  gint64 outer = self->saving;
  gboolean untitled = self->title == NULL;
  gboolean trusted, ok;

  if (entity->before_save == NULL)
    return TRUE;
  trusted = crm_txn_trust (self, TRUE);
  /* What the rules save beside it may name it already. */
  self->saving = crm_record_get_id (record);
  ok = entity->before_save (self, record, error);
  self->saving = outer;
  crm_txn_trust (self, trusted);
  call_after (self, record, untitled);
  return ok;
}

static gboolean
call_before_delete (CrmTxn *self, const CrmRecord *stored, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (stored);
  gboolean untitled = self->title == NULL;
  gboolean trusted, ok;

  if (entity->before_delete == NULL)
    return TRUE;
  trusted = crm_txn_trust (self, TRUE);
  ok = entity->before_delete (self, stored, error);
  crm_txn_trust (self, trusted);
  call_after (self, stored, untitled);
  return ok;
}

static gboolean
call_after_restore (CrmTxn *self, const CrmRecord *record, gint64 deleted, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  gboolean untitled = self->title == NULL;
  gboolean trusted, ok;

  if (entity->after_restore == NULL)
    return TRUE;
  trusted = crm_txn_trust (self, TRUE);
  ok = entity->after_restore (self, record, deleted, error);
  crm_txn_trust (self, trusted);
  call_after (self, record, untitled);
  return ok;
}

static gboolean
save (CrmTxn *self, CrmRecord *record, const CrmRecord *stored, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  CrmAction action = stored != NULL ? CRM_ACTION_EDIT : CRM_ACTION_CREATE;

  if (!_crm_txn_may (self, action, entity, stored != NULL ? stored : record, error) ||
      !check_frozen (self, record, stored, error))
    return FALSE;
  if (crm_record_get_id (record) == 0)
    crm_record_set_id (record, crm_ids_next (self->ids));
  if (!call_before_save (self, record, error))
    return FALSE;
  if (!_crm_txn_validate (self, record, stored, error))
    return FALSE;
  if ((stored == NULL || values_differ (record, stored, counts_as_change) ||
       lines_differ (record, stored, counts_as_change)) &&
      !write_all (self, record, stored, error))
    return FALSE;
  crm_record_rebase (record);
  return TRUE;
}

/* Nobody has changed it since it was read, but what is derived is counted without a version. */
static void
refresh_derived (CrmRecord *record, const CrmRecord *stored)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  for (guint i = 0; i < crm_entity_n_fields (entity); i++)
    if (entity->fields[i].flags & (CRM_FIELD_SYSTEM | CRM_FIELD_DERIVED))
      crm_record_set_at (record, i, crm_record_get_at (stored, i));
  crm_record_set_n (record, crm_record_get_n (stored));
}

/* A conflict must leave what the person has typed as it is; a record that was read before the
 * office got another field has to get it; and what is masked is whole only in what is written. */
static gboolean
save_copy (CrmTxn *self,
           CrmRecord *record,
           const CrmEntity *entity,
           CrmRecord *stored,
           GError **error)
{
  g_autoptr (CrmRecord) mine = crm_record_in (record, entity);
  g_autoptr (CrmRecord) copy = NULL;

  /* A conflict tells what is stored: so not to those who may not change it. */
  if ((stored != NULL && !_crm_txn_may (self, CRM_ACTION_EDIT, entity, stored, error)) ||
      !_crm_txn_unmask (self, mine, stored, error))
    return FALSE;
  copy = stored != NULL ? _crm_txn_merge (self, mine, stored, error) : crm_record_ref (mine);
  if (copy == NULL || !save (self, copy, stored, error))
    return FALSE;
  _crm_txn_mask (self, copy);
  crm_record_take (record, copy);
  return TRUE;
}

gboolean
crm_txn_save (CrmTxn *self, CrmRecord *record, GError **error)
{
  const CrmEntity *entity =
    crm_schema_get (self->schema, crm_record_get_entity (record)->name, error);
  g_autoptr (CrmRecord) stored = NULL;

  if (entity == NULL)
    return FALSE;
  g_return_val_if_fail (entity->owner == NULL, FALSE);

  if (self->mode != CRM_TXN_WRITE)
    return refuse_reading (error);
  if (!crm_record_is_new (record)) {
    stored = read_stored (self, entity, record, error);
    if (stored == NULL)
      return FALSE;
  }
  if (!_crm_txn_sees_personal (self) || entity != crm_record_get_entity (record) ||
      (stored != NULL && crm_record_get_version (stored) != crm_record_get_version (record)))
    return save_copy (self, record, entity, stored, error);
  if (stored != NULL)
    refresh_derived (record, stored);
  return save (self, record, stored, error);
}

/* --- Trash -------------------------------------------------------------------------------------*/

static gboolean
set_deleted (CrmTxn *self, const char *name, gint64 id, gboolean deleted, GError **error)
{
  const CrmEntity *entity = crm_schema_get (self->schema, name, error);
  g_autoptr (CrmRecord) stored = NULL;
  g_autoptr (CrmRecord) record = NULL;
  CrmChangeKind kind = deleted ? CRM_CHANGE_DELETED : CRM_CHANGE_RESTORED;

  if (entity == NULL)
    return FALSE;
  if (self->mode != CRM_TXN_WRITE)
    return refuse_reading (error);
  stored = _crm_txn_get_whole (self, name, id, error);
  if (stored == NULL)
    return FALSE;
  if ((crm_record_get_deleted (stored) != 0) == deleted)
    return TRUE;
  if (!_crm_txn_may (self, CRM_ACTION_DELETE, entity, stored, error))
    return FALSE;
  if (deleted && !call_before_delete (self, stored, error))
    return FALSE;

  record = crm_record_copy (stored);
  crm_record_set_deleted (record, deleted ? self->now : 0);
  stamp (self, record, FALSE);
  if (!_crm_txn_update_row (self, record, stored, error) ||
      !_crm_txn_write_directory (self, record, stored, error) ||
      !_crm_txn_write_timeline (self, record, stored, error))
    return FALSE;
  /* What comes back with it is logged before it, so that an undo, which begins at the end, takes it
   * first and with it what belongs to it, also when it is done in parts. */
  if ((!deleted && !call_after_restore (self, record, crm_record_get_deleted (stored), error)) ||
      !_crm_txn_write_log (self, record, stored, kind, error))
    return FALSE;
  _crm_txn_mark_derived (self, record, stored);
  _crm_txn_note_change (self, record, kind);
  return TRUE;
}

gboolean
crm_txn_delete (CrmTxn *self, const char *entity, gint64 id, GError **error)
{
  return set_deleted (self, entity, id, TRUE, error);
}

gboolean
crm_txn_restore (CrmTxn *self, const char *entity, gint64 id, GError **error)
{
  return set_deleted (self, entity, id, FALSE, error);
}
