/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-draft-private.h"

#include "base/crm-error.h"
#include "model/crm-pattern.h"
#include "model/crm-query.h"
#include "ui/common/crm-typing.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* An office on a share takes a dozen saves a second in all: so not at every key. */
#define QUIET_SECONDS 5

typedef struct {
  char *title;
  const char *entity; /* interned */
} Named;

G_DEFINE_FINAL_TYPE (CrmDraft, crm_draft, G_TYPE_OBJECT)

enum {
  SIGNAL_STATE_CHANGED,
  SIGNAL_RELOADED,
  SIGNAL_TITLES_CHANGED,
  SIGNAL_QUIET,
  SIGNAL_CREATED,
  SIGNAL_GONE,
  SIGNAL_NEWS,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
named_free (gpointer data)
{
  Named *named = data;

  g_free (named->title);
  g_free (named);
}

void
_crm_draft_set_state (CrmDraft *self, CrmDraftState state)
{
  if (state != CRM_DRAFT_FAILED)
    g_clear_error (&self->error);
  self->state = state;
  if (self->scratch) {
    g_signal_emit (self, signals[SIGNAL_STATE_CHANGED], 0);
    return;
  }
  if (state == CRM_DRAFT_SAVED && g_hash_table_size (self->refused) == 0)
    crm_desk_drop_draft (self->desk, self);
  else
    crm_desk_keep_draft (self->desk, self);
  _crm_draft_queue_journal (self);
  g_signal_emit (self, signals[SIGNAL_STATE_CHANGED], 0);
}

/* --- The record ------------------------------------------------------------------------------- */

void
_crm_draft_take_record (CrmDraft *self, CrmRecord *record)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  CrmSchema *schema = crm_schema_ref (crm_entity_get_schema (entity));

  /* What was typed into the one before is stored by now, or was laid over this one. */
  crm_typing_forget (self);
  g_clear_pointer (&self->record, crm_record_unref);
  g_clear_pointer (&self->schema, crm_schema_unref);
  self->schema = schema;
  self->record = crm_record_ref (record);
}

gboolean
_crm_draft_compute_frozen (CrmRecord *record)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  return entity->is_frozen != NULL && !crm_record_is_new (record) && entity->is_frozen (record);
}

void
_crm_draft_settle (CrmDraft *self)
{
  _crm_draft_set_state (self, crm_draft_is_new (self) || crm_draft_has_changes (self)
                                ? CRM_DRAFT_CHANGED
                                : CRM_DRAFT_SAVED);
}

void
_crm_draft_set_gone (CrmDraft *self)
{
  if (self->gone)
    return;
  self->gone = TRUE;
  g_clear_handle_id (&self->quiet_source, g_source_remove);
  _crm_draft_drop_journal (self);
  crm_desk_drop_draft (self->desk, self);
  g_signal_emit (self, signals[SIGNAL_GONE], 0);
}

static void
on_office_changed_cb (CrmDraft *self, CrmChange *change)
{
  gint64 id = crm_record_get_id (self->record);

  if (id == 0 || self->gone || (!change->all && !crm_change_touches_id (change, id)))
    return;
  crm_draft_refresh (self);
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_draft_finalize (GObject *object)
{
  CrmDraft *self = CRM_DRAFT (object);

  g_clear_handle_id (&self->quiet_source, g_source_remove);
  g_clear_handle_id (&self->journal_source, g_source_remove);
  g_clear_pointer (&self->untaken, g_hash_table_unref);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  g_clear_pointer (&self->news, g_ptr_array_unref);
  g_clear_pointer (&self->authors, g_hash_table_unref);
  g_free (self->journal);
  g_free (self->key);
  g_clear_pointer (&self->asked, _crm_draft_asked_free);
  g_clear_object (&self->asker);
  g_clear_pointer (&self->waiters, g_ptr_array_unref);
  g_clear_pointer (&self->sent_lines, g_ptr_array_unref);
  g_clear_pointer (&self->sent, crm_record_unref);
  g_clear_error (&self->error);
  g_clear_error (&self->refusal);
  g_clear_pointer (&self->refused, g_hash_table_unref);
  g_clear_pointer (&self->titles, g_hash_table_unref);
  g_clear_pointer (&self->record, crm_record_unref);
  g_clear_pointer (&self->schema, crm_schema_unref);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (crm_draft_parent_class)->finalize (object);
}

static guint
new_signal (const char *name)
{
  return g_signal_new (name, CRM_TYPE_DRAFT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                       0);
}

static void
crm_draft_class_init (CrmDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_draft_finalize;

  signals[SIGNAL_STATE_CHANGED] = new_signal ("state-changed");
  signals[SIGNAL_RELOADED] = new_signal ("reloaded");
  signals[SIGNAL_TITLES_CHANGED] = new_signal ("titles-changed");
  signals[SIGNAL_QUIET] = new_signal ("quiet");
  signals[SIGNAL_GONE] = new_signal ("gone");
  signals[SIGNAL_NEWS] = new_signal ("news");
  signals[SIGNAL_CREATED] = g_signal_new ("created", CRM_TYPE_DRAFT, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
crm_draft_init (CrmDraft *self)
{
  self->titles = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, named_free);
  self->refused = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  self->conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_conflict_free);
  self->news = g_ptr_array_new_with_free_func (_crm_draft_news_free);
  self->untaken = g_hash_table_new (NULL, NULL);
}

CrmDraft *
crm_draft_new (CrmDesk *desk, CrmRecord *record)
{
  CrmDraft *self;

  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);
  g_return_val_if_fail (record != NULL, NULL);

  self = g_object_new (CRM_TYPE_DRAFT, NULL);
  self->desk = g_object_ref (desk);
  _crm_draft_take_record (self, record);
  self->frozen = _crm_draft_compute_frozen (record);
  self->state = crm_record_is_new (record) ? CRM_DRAFT_CHANGED : CRM_DRAFT_SAVED;
  g_signal_connect_object (crm_desk_get_office (desk), "changed", G_CALLBACK (on_office_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "schema-changed", G_CALLBACK (_crm_draft_follow_schema), self,
                           G_CONNECT_SWAPPED);

  return self;
}

CrmDraft *
crm_draft_new_scratch (CrmDesk *desk, const CrmEntity *entity)
{
  g_autoptr (CrmRecord) record = NULL;
  CrmDraft *self;

  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);
  g_return_val_if_fail (entity != NULL, NULL);

  record = crm_record_new (entity);
  self = crm_draft_new (desk, record);
  self->scratch = TRUE;

  return self;
}

CrmDraft *
crm_draft_new_record (CrmDesk *desk, const CrmEntity *entity)
{
  g_autoptr (CrmRecord) record = NULL;
  g_autoptr (CrmCondition) where = NULL;
  g_autofree char *today = NULL;
  CrmDraft *self;

  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);
  g_return_val_if_fail (entity != NULL, NULL);

  today = crm_desk_get_today (desk);
  record = crm_record_new (entity);
  crm_record_apply_initial (record, today, crm_desk_get_now (desk),
                            crm_office_get_person (crm_desk_get_office (desk)));
  if (entity->filter != NULL)
    where = crm_query_parse_where (entity->filter, NULL);
  /* "is_client = yes" makes what is written in the room of clients a client. */
  if (where != NULL)
    crm_condition_apply (where, record);
  self = crm_draft_new (desk, record);
  _crm_draft_resolve_titles (self);

  return self;
}

/* --- Asking ----------------------------------------------------------------------------------- */

CrmDesk *
crm_draft_get_desk (CrmDraft *self)
{
  g_return_val_if_fail (CRM_IS_DRAFT (self), NULL);

  return self->desk;
}

CrmRecord *
crm_draft_get_record (CrmDraft *self)
{
  g_return_val_if_fail (CRM_IS_DRAFT (self), NULL);

  return self->record;
}

const CrmEntity *
crm_draft_get_entity (CrmDraft *self)
{
  g_return_val_if_fail (CRM_IS_DRAFT (self), NULL);

  return crm_record_get_entity (self->record);
}

CrmDraftState
crm_draft_get_state (CrmDraft *self)
{
  g_return_val_if_fail (CRM_IS_DRAFT (self), CRM_DRAFT_SAVED);

  if (self->state != CRM_DRAFT_SAVING && g_hash_table_size (self->refused) > 0)
    return CRM_DRAFT_FAILED;

  return self->state;
}

const GError *
crm_draft_get_error (CrmDraft *self)
{
  GHashTableIter iter;
  gpointer message;

  g_return_val_if_fail (CRM_IS_DRAFT (self), NULL);

  if (self->error != NULL)
    return self->error;
  g_clear_error (&self->refusal);
  g_hash_table_iter_init (&iter, self->refused);
  if (g_hash_table_iter_next (&iter, NULL, &message))
    self->refusal = g_error_new_literal (CRM_ERROR, CRM_ERROR_INVALID, message);

  return self->refusal;
}

gboolean
crm_draft_is_new (CrmDraft *self)
{
  g_return_val_if_fail (CRM_IS_DRAFT (self), FALSE);

  return crm_record_is_new (self->record);
}

gboolean
crm_draft_is_deleted (CrmDraft *self)
{
  g_return_val_if_fail (CRM_IS_DRAFT (self), FALSE);

  return self->gone || crm_record_get_deleted (self->record) != 0;
}

gboolean
crm_draft_is_explicit (CrmDraft *self)
{
  g_return_val_if_fail (CRM_IS_DRAFT (self), FALSE);

  return crm_draft_is_new (self) || crm_draft_get_entity (self)->explicit_save;
}

gboolean
crm_draft_is_frozen (CrmDraft *self)
{
  g_return_val_if_fail (CRM_IS_DRAFT (self), FALSE);

  return self->frozen;
}

/* What the record was read with counts: who hands it on may still finish doing so. */
gboolean
crm_draft_may (CrmDraft *self, CrmAction action, char **why)
{
  CrmOffice *office;
  g_autoptr (CrmRecord) stored = NULL;

  g_return_val_if_fail (CRM_IS_DRAFT (self), FALSE);

  office = crm_desk_get_office (self->desk);
  if (crm_draft_is_new (self) || action == CRM_ACTION_CREATE)
    return crm_office_may (office, CRM_ACTION_CREATE, crm_draft_get_entity (self), why);
  stored = crm_record_copy (self->record);
  crm_record_revert (stored);

  return crm_office_may_record (office, action, stored, why);
}

gboolean
crm_draft_is_permitted (CrmDraft *self, char **why)
{
  return crm_draft_may (self, CRM_ACTION_EDIT, why);
}

gboolean
crm_draft_may_edit (CrmDraft *self, const CrmField *field)
{
  const CrmFieldFlags kept = CRM_FIELD_READ_ONLY | CRM_FIELD_DERIVED | CRM_FIELD_SYSTEM;

  g_return_val_if_fail (CRM_IS_DRAFT (self), FALSE);

  if (crm_office_is_read_only (crm_desk_get_office (self->desk)) || crm_draft_is_deleted (self) ||
      !crm_draft_is_permitted (self, NULL))
    return FALSE;
  if (field != NULL && (field->flags & CRM_FIELD_PERSONAL) != 0 &&
      !crm_office_allows (crm_desk_get_office (self->desk), CRM_RIGHT_PERSONAL, NULL))
    return FALSE;
  if (field == NULL)
    return !self->frozen;

  return (field->flags & kept) == 0 && (!self->frozen || (field->flags & CRM_FIELD_LIVING) != 0);
}

static char *
expand_field (const char *name, gpointer data)
{
  CrmDraft *self = data;
  const CrmField *field = crm_entity_find_field (crm_draft_get_entity (self), name);
  const CrmValue *value;
  const char *title = NULL;

  if (field == NULL)
    return NULL;
  value = crm_record_get (self->record, name);
  if (value->kind == CRM_VALUE_INT)
    title = crm_draft_get_title_of (self, crm_value_get_int (value));

  return crm_field_format (field, value, crm_record_currency (self->record, field, NULL), title,
                           crm_desk_get_lang (self->desk));
}

char *
crm_draft_expand (CrmDraft *self, const char *pattern)
{
  g_return_val_if_fail (CRM_IS_DRAFT (self), NULL);
  g_return_val_if_fail (pattern != NULL, NULL);

  return crm_pattern_expand (pattern, expand_field, self);
}

char *
crm_draft_get_title (CrmDraft *self)
{
  g_autofree char *title = NULL;
  const CrmEntity *entity;

  g_return_val_if_fail (CRM_IS_DRAFT (self), NULL);

  entity = crm_draft_get_entity (self);
  title = entity->title != NULL ? crm_draft_expand (self, entity->title) : g_strdup ("");
  if (*title != '\0')
    return g_steal_pointer (&title);

  return g_strdup (_ (crm_draft_is_new (self) ? entity->label_new : entity->label));
}

const char *
crm_draft_get_title_of (CrmDraft *self, gint64 id)
{
  Named *named;

  g_return_val_if_fail (CRM_IS_DRAFT (self), NULL);

  named = g_hash_table_lookup (self->titles, &id);

  return named != NULL ? named->title : NULL;
}

const char *
crm_draft_get_entity_of (CrmDraft *self, gint64 id)
{
  Named *named;

  g_return_val_if_fail (CRM_IS_DRAFT (self), NULL);

  named = g_hash_table_lookup (self->titles, &id);

  return named != NULL ? named->entity : NULL;
}

void
_crm_draft_set_named (CrmDraft *self, gint64 id, const char *title, const char *entity)
{
  Named *named = g_new0 (Named, 1);

  /* A record that is there no more has no title; "" keeps it from being asked for again. */
  named->title = g_strdup (title != NULL ? title : "");
  named->entity = g_intern_string (entity);
  g_hash_table_insert (self->titles, g_memdup2 (&id, sizeof id), named);
}

void
crm_draft_set_title_of (CrmDraft *self, gint64 id, const char *title)
{
  g_return_if_fail (CRM_IS_DRAFT (self));

  _crm_draft_set_named (self, id, title, crm_draft_get_entity_of (self, id));
}

/* --- Editing ---------------------------------------------------------------------------------- */

static gboolean
on_quiet_cb (gpointer data)
{
  g_autoptr (CrmDraft) self = g_object_ref (data);

  self->quiet_source = 0;
  g_signal_emit (self, signals[SIGNAL_QUIET], 0);
  if (!crm_draft_is_explicit (self) && self->conflicts->len == 0 &&
      (self->state == CRM_DRAFT_CHANGED || _crm_draft_was_kept_out (self)))
    crm_draft_save (self);

  return G_SOURCE_REMOVE;
}

void
crm_draft_typing (CrmDraft *self)
{
  g_return_if_fail (CRM_IS_DRAFT (self));

  g_clear_handle_id (&self->quiet_source, g_source_remove);
  if (!crm_draft_is_explicit (self))
    self->quiet_source = g_timeout_add_seconds (QUIET_SECONDS, on_quiet_cb, self);
  _crm_draft_queue_journal (self);
}

void
crm_draft_touch (CrmDraft *self)
{
  g_return_if_fail (CRM_IS_DRAFT (self));

  if (self->state == CRM_DRAFT_SAVING) {
    self->again = TRUE;
    return;
  }
  _crm_draft_settle (self);
  crm_draft_typing (self);
}

void
crm_draft_refuse (CrmDraft *self, gconstpointer field, const char *message)
{
  g_return_if_fail (CRM_IS_DRAFT (self));

  if (message == NULL && !g_hash_table_remove (self->refused, field))
    return;
  if (message != NULL)
    g_hash_table_insert (self->refused, (gpointer)field, g_strdup (message));
  _crm_draft_set_state (self, self->state);
}

void
crm_draft_discard (CrmDraft *self)
{
  g_return_if_fail (CRM_IS_DRAFT (self));

  g_clear_handle_id (&self->quiet_source, g_source_remove);
  g_hash_table_remove_all (self->refused);
  g_ptr_array_set_size (self->conflicts, 0);
  self->save_after = FALSE;
  if (crm_draft_is_new (self)) {
    _crm_draft_set_gone (self);
    return;
  }
  crm_record_revert (self->record);
  g_signal_emit (self, signals[SIGNAL_RELOADED], 0);
  _crm_draft_set_state (self, CRM_DRAFT_SAVED);
  crm_draft_refresh (self);
}
