/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-draft-private.h"

#include "base/crm-error.h"

typedef struct {
  char *title;
  const char *entity;
} Named;

static void
named_free (gpointer data)
{
  Named *named = data;

  g_free (named->title);
  g_free (named);
}

CrmDraftReading *
_crm_draft_reading_new (const char *entity, gint64 id)
{
  CrmDraftReading *self = g_new0 (CrmDraftReading, 1);

  self->entity = g_strdup (entity);
  self->id = id;
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));

  return self;
}

void
_crm_draft_reading_free (CrmDraftReading *self)
{
  g_clear_pointer (&self->record, crm_record_unref);
  g_clear_pointer (&self->titles, g_hash_table_unref);
  g_clear_pointer (&self->authors, g_hash_table_unref);
  g_clear_pointer (&self->schema, crm_schema_unref);
  g_array_unref (self->wanted);
  g_free (self->entity);
  g_free (self);
}

static void
gather_fields (const CrmRecord *record, GArray *ids)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    CrmFieldType type = entity->fields[i].type;
    gint64 id;

    if (type != CRM_FIELD_REFERENCE && type != CRM_FIELD_ANY && type != CRM_FIELD_PARENT)
      continue;
    id = crm_value_get_int (crm_record_get_at (record, i));
    if (id != 0)
      g_array_append_val (ids, id);
  }
}

void
_crm_draft_gather_ids (const CrmRecord *record, GArray *ids)
{
  guint n = crm_entity_n_lines (crm_record_get_entity (record));

  gather_fields (record, ids);
  for (guint i = 0; i < n; i++) {
    GPtrArray *lines = crm_record_get_lines_at (record, i);

    for (guint k = 0; k < lines->len; k++)
      gather_fields (g_ptr_array_index (lines, k), ids);
  }
}

static void
read_titles (CrmTxn *txn, CrmDraftReading *reading, GArray *ids)
{
  for (guint i = 0; i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);
    const char *entity = NULL;
    Named *named;

    if (g_hash_table_contains (reading->titles, &id))
      continue;
    named = g_new0 (Named, 1);
    named->title = crm_txn_title (txn, id, &entity);
    named->entity = g_intern_string (entity);
    g_hash_table_insert (reading->titles, g_memdup2 (&id, sizeof id), named);
  }
}

gboolean
_crm_draft_read (CrmTxn *txn, gpointer data, GError **error)
{
  CrmDraftReading *reading = data;

  g_clear_pointer (&reading->record, crm_record_unref);
  g_clear_pointer (&reading->titles, g_hash_table_unref);
  g_clear_pointer (&reading->authors, g_hash_table_unref);
  g_clear_pointer (&reading->schema, crm_schema_unref);
  reading->titles = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, named_free);
  reading->schema = crm_schema_ref (crm_txn_get_schema (txn));
  read_titles (txn, reading, reading->wanted);
  if (reading->id == 0)
    return TRUE;

  reading->record = crm_txn_get (txn, reading->entity, reading->id, error);
  if (reading->record != NULL) {
    g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

    _crm_draft_gather_ids (reading->record, ids);
    read_titles (txn, reading, ids);
    /* A card in the trash says who has put it there. */
    if (reading->with_authors || crm_record_get_deleted (reading->record) != 0)
      reading->authors = crm_txn_authors (txn, reading->id, NULL);
  }

  return reading->record != NULL;
}

void
_crm_draft_take_titles (CrmDraft *self, CrmDraftReading *reading)
{
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  if (reading->titles == NULL)
    return;
  g_hash_table_iter_init (&iter, reading->titles);
  while (g_hash_table_iter_next (&iter, &key, &value)) {
    Named *named = value;

    _crm_draft_set_named (self, *(gint64 *)key, named->title, named->entity);
  }
}

/* --- Opening ---------------------------------------------------------------------------------- */

static void
on_loaded_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmDesk *desk = g_task_get_source_object (task);
  CrmDraftReading *reading = g_task_get_task_data (task);
  g_autoptr (CrmDraft) draft = NULL;
  g_autoptr (GError) error = NULL;

  if (!crm_office_run_finish (CRM_OFFICE (office), result, &error)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  draft = crm_draft_new (desk, reading->record);
  _crm_draft_take_titles (draft, reading);
  draft->authors = g_steal_pointer (&reading->authors);
  g_task_return_pointer (task, g_steal_pointer (&draft), g_object_unref);
}

void
crm_draft_load_async (CrmDesk *desk,
                      const char *entity,
                      gint64 id,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  CrmDraftReading *reading;
  CrmDraft *kept;

  g_return_if_fail (CRM_IS_DESK (desk));
  g_return_if_fail (entity != NULL);

  task = g_task_new (desk, cancellable, callback, user_data);
  g_task_set_source_tag (task, crm_draft_load_async);
  kept = crm_desk_find_draft (desk, entity, id);
  if (kept != NULL) {
    g_task_return_pointer (task, g_object_ref (kept), g_object_unref);
    return;
  }
  reading = _crm_draft_reading_new (entity, id);
  g_task_set_task_data (task, reading, (GDestroyNotify)_crm_draft_reading_free);
  crm_office_run_async (crm_desk_get_office (desk), CRM_TXN_READ, NULL, _crm_draft_read, reading,
                        NULL, cancellable, on_loaded_cb, g_steal_pointer (&task));
}

CrmDraft *
crm_draft_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Reading anew ----------------------------------------------------------------------------- */

static void
on_read_again_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CrmDraft *self = g_task_get_source_object (task);
  CrmDraftReading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!crm_office_run_finish (CRM_OFFICE (office), result, &error)) {
    if (g_error_matches (error, CRM_ERROR, CRM_ERROR_NOT_FOUND))
      _crm_draft_set_gone (self);
    g_task_return_boolean (task, FALSE);
    return;
  }
  _crm_draft_take_titles (self, reading);
  if (reading->authors != NULL) {
    g_clear_pointer (&self->authors, g_hash_table_unref);
    self->authors = g_steal_pointer (&reading->authors);
  }
  if (reading->record != NULL)
    _crm_draft_rebase (self, reading->record);
  g_signal_emit_by_name (self, "titles-changed");
  if (self->save_after && reading->record != NULL && self->conflicts->len == 0 &&
      !crm_draft_is_deleted (self)) {
    self->save_after = FALSE;
    crm_draft_save (self);
  }
  g_task_return_boolean (task, TRUE);
}

static void
read_again (CrmDraft *self, CrmDraftReading *reading)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, NULL, NULL);

  g_task_set_task_data (task, reading, (GDestroyNotify)_crm_draft_reading_free);
  crm_office_run_async (crm_desk_get_office (crm_draft_get_desk (self)), CRM_TXN_READ, NULL,
                        _crm_draft_read, reading, NULL, NULL, on_read_again_cb,
                        g_steal_pointer (&task));
}

void
crm_draft_refresh (CrmDraft *self)
{
  CrmDraftReading *reading;

  g_return_if_fail (CRM_IS_DRAFT (self));

  if (crm_draft_is_new (self))
    return;
  reading = _crm_draft_reading_new (crm_draft_get_entity (self)->name,
                                    crm_record_get_id (crm_draft_get_record (self)));
  reading->with_authors = TRUE;
  read_again (self, reading);
}

void
_crm_draft_resolve_titles (CrmDraft *self)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (CrmDraftReading) reading =
               _crm_draft_reading_new (crm_draft_get_entity (self)->name, 0);

  _crm_draft_gather_ids (crm_draft_get_record (self), ids);
  for (guint i = 0; i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);

    if (crm_draft_get_title_of (self, id) == NULL)
      g_array_append_val (reading->wanted, id);
  }
  if (reading->wanted->len > 0)
    read_again (self, g_steal_pointer (&reading));
}
