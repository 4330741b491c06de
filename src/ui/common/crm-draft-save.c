/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-draft-private.h"

#include "base/crm-error.h"
#include "model/crm-merge.h"

/* A pause in the work on a card that ends a visit to it. */
#define VISIT_MS (30 * 60 * 1000)

/* --- Lines that are empty --------------------------------------------------------------------- */

/* A line that was added but holds nothing more than every new line does. */
static gboolean
is_blank_line (CrmDraft *self, CrmRecord *line)
{
  const CrmEntity *entity = crm_record_get_entity (line);
  g_autoptr (CrmRecord) fresh = NULL;
  g_autofree char *today = NULL;

  if (crm_record_get_id (line) != 0)
    return FALSE;
  fresh = crm_record_new (entity);
  today = crm_desk_get_today (self->desk);
  crm_record_apply_initial (fresh, today, crm_desk_get_now (self->desk),
                            crm_office_get_person (crm_desk_get_office (self->desk)));
  for (guint i = 0; i < crm_entity_n_fields (entity); i++)
    if (!crm_value_equal (crm_record_get_at (fresh, i), crm_record_get_at (line, i)))
      return FALSE;

  return TRUE;
}

/* A copy without blank lines; @origins gets, per kind, the lines that the copy's were made of. */
static CrmRecord *
copy_for_saving (CrmDraft *self, GPtrArray *origins)
{
  CrmRecord *copy = crm_record_copy (self->record);
  const CrmEntity *entity = crm_record_get_entity (copy);

  for (guint i = 0; i < crm_entity_n_lines (entity); i++) {
    GPtrArray *lines = crm_record_get_lines_at (self->record, i);
    g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
    guint removed = 0;

    for (guint k = 0; k < lines->len; k++) {
      CrmRecord *line = g_ptr_array_index (lines, k);

      if (is_blank_line (self, line))
        crm_record_remove_line (copy, entity->lines[i].name, k - removed++);
      else
        g_ptr_array_add (kept, crm_record_ref (line));
    }
    if (origins != NULL)
      g_ptr_array_add (origins, g_steal_pointer (&kept));
  }

  return copy;
}

gboolean
crm_draft_has_changes (CrmDraft *self)
{
  g_autoptr (CrmRecord) copy = NULL;

  g_return_val_if_fail (CRM_IS_DRAFT (self), FALSE);

  copy = copy_for_saving (self, NULL);

  return crm_record_has_changes (copy);
}

/* --- Saving ----------------------------------------------------------------------------------- */

static void
answer_waiters (CrmDraft *self)
{
  g_autoptr (GPtrArray) waiters = g_steal_pointer (&self->waiters);

  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiters->len; i++) {
    GTask *task = g_ptr_array_index (waiters, i);
    const GError *error = crm_draft_get_error (self);

    if (error != NULL)
      g_task_return_error (task, g_error_copy (error));
    else
      g_task_return_boolean (task, TRUE);
  }
}

/* New lines get their ids, in what was sent and in the working copy, so that both can be matched
 * with what is stored. */
static void
match_lines (CrmDraft *self, CrmRecord *stored)
{
  for (guint i = 0; i < self->sent_lines->len; i++) {
    GPtrArray *origins = g_ptr_array_index (self->sent_lines, i);
    GPtrArray *sent = crm_record_get_lines_at (self->sent, i);
    GPtrArray *lines = crm_record_get_lines_at (stored, i);

    if (lines->len < sent->len)
      continue;
    for (guint k = 0; k < sent->len; k++) {
      gint64 id = crm_record_get_id (g_ptr_array_index (lines, k));

      if (crm_record_get_id (g_ptr_array_index (sent, k)) != 0)
        continue;
      crm_record_set_id (g_ptr_array_index (sent, k), id);
      crm_record_set_id (g_ptr_array_index (origins, k), id);
    }
  }
}

static void
take_stored (CrmDraft *self, CrmRecord *stored)
{
  gboolean was_new = crm_draft_is_new (self);
  g_autoptr (CrmRecord) now = crm_record_ref (stored);

  self->frozen = _crm_draft_compute_frozen (stored);
  /* What was typed while it was on its way is laid over it. */
  if (crm_record_get_entity (stored) == crm_record_get_entity (self->record)) {
    match_lines (self, stored);
    crm_record_unref (now);
    now = crm_merge (self->sent, self->record, stored, NULL);
  }
  _crm_draft_take_record (self, now);
  self->state = CRM_DRAFT_SAVED;
  g_signal_emit_by_name (self, "reloaded");
  _crm_draft_settle (self);
  _crm_draft_resolve_titles (self);
  if (was_new) {
    g_signal_emit_by_name (self, "created", crm_record_get_id (stored));
    _crm_draft_nested_created (self);
  }
}

/* A colleague's save took too long: nothing is wrong with this one. */
gboolean
_crm_draft_was_kept_out (CrmDraft *self)
{
  return self->state == CRM_DRAFT_FAILED &&
         g_error_matches (self->error, CRM_ERROR, CRM_ERROR_BUSY);
}

/* Somebody has changed or deleted it meanwhile: what they did is read, and asked where both did. */
static void
look_who_was_faster (CrmDraft *self)
{
  if (g_error_matches (self->error, CRM_ERROR, CRM_ERROR_CONFLICT))
    self->save_after = TRUE;
  else if (!g_error_matches (self->error, CRM_ERROR, CRM_ERROR_NOT_FOUND))
    return;
  crm_draft_refresh (self);
}

/* A card that stands open all day is visited more than once. */
static gint64
current_visit (CrmDraft *self)
{
  gboolean over = crm_desk_get_now (self->desk) - self->visit_at > VISIT_MS;

  return over || crm_draft_is_explicit (self) ? 0 : self->visit;
}

static void
on_saved_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmDraft) self = data;
  g_autoptr (GError) error = NULL;
  gboolean was_new = crm_draft_is_new (self);
  gint64 operation = 0;
  g_autoptr (CrmRecord) stored =
               crm_office_save_finish (CRM_OFFICE (office), result, &operation, &error);

  if (stored == NULL) {
    g_clear_error (&self->error);
    self->error = g_steal_pointer (&error);
    _crm_draft_set_state (self, CRM_DRAFT_FAILED);
    look_who_was_faster (self);
    /* The person may have gone away: it is tried again after a while, too. */
    if (_crm_draft_was_kept_out (self))
      crm_draft_typing (self);
    /* No card shows it any more, so the window has to say it. */
    if (!g_signal_has_handler_pending (self, g_signal_lookup ("state-changed", CRM_TYPE_DRAFT), 0,
                                       FALSE))
      crm_desk_report (self->desk, self->error);
  } else {
    /* To take back what was changed in a new card must not take the card with it. */
    self->visit = was_new ? 0 : operation;
    self->visit_at = crm_desk_get_now (self->desk);
    take_stored (self, stored);
  }
  g_clear_pointer (&self->sent, crm_record_unref);
  g_clear_pointer (&self->sent_lines, g_ptr_array_unref);
  if (self->again && stored != NULL && self->state == CRM_DRAFT_CHANGED) {
    self->again = FALSE;
    if (self->waiters->len > 0)
      crm_draft_save (self);
    else
      crm_draft_typing (self);
    return;
  }
  self->again = FALSE;
  answer_waiters (self);
}

void
crm_draft_save (CrmDraft *self)
{
  g_return_if_fail (CRM_IS_DRAFT (self));

  if (self->state == CRM_DRAFT_SAVING) {
    self->again = TRUE;
    return;
  }
  g_clear_handle_id (&self->quiet_source, g_source_remove);
  if (self->gone || (!crm_draft_is_new (self) && !crm_draft_has_changes (self))) {
    _crm_draft_set_state (self, CRM_DRAFT_SAVED);
    answer_waiters (self);
    return;
  }
  /* First it must be decided what both have changed. */
  if (self->conflicts->len > 0) {
    _crm_draft_set_state (self, CRM_DRAFT_FAILED);
    answer_waiters (self);
    return;
  }
  /* A new record is made whole or not at all. */
  if (crm_draft_is_explicit (self) && g_hash_table_size (self->refused) > 0) {
    answer_waiters (self);
    return;
  }
  self->sent_lines = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  self->sent = copy_for_saving (self, self->sent_lines);
  _crm_draft_set_state (self, CRM_DRAFT_SAVING);
  crm_office_save_async (crm_desk_get_office (self->desk), self->sent, current_visit (self), NULL,
                         on_saved_cb, g_object_ref (self));
}

void
crm_draft_save_async (CrmDraft *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (CRM_IS_DRAFT (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, crm_draft_save_async);
  g_ptr_array_add (self->waiters, task);
  crm_draft_save (self);
}

gboolean
crm_draft_save_finish (CrmDraft *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
