/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-draft-private.h"

#include "base/crm-error.h"

#include <glib/gi18n-lib.h>

/* What colleagues do to a record while it is open here. */

/* --- What is new ------------------------------------------------------------------------------ */

void
_crm_draft_news_free (gpointer data)
{
  CrmDraftNews *news = data;

  g_free (news->key);
  g_free (news->label);
  g_free (news->who);
  g_free (news->was);
  g_free (news);
}

const CrmAuthor *
crm_draft_get_author (CrmDraft *self, const char *key)
{
  g_return_val_if_fail (CRM_IS_DRAFT (self), NULL);

  return self->authors != NULL ? g_hash_table_lookup (self->authors, key) : NULL;
}

static CrmDraftNews *
add_news (CrmDraft *self, const char *key, const char *label)
{
  const CrmAuthor *author = crm_draft_get_author (self, key);
  CrmDraftNews *news;

  /* What this person did, here or by a verb, is no news to them. */
  if (author == NULL || author->person == crm_office_get_person (crm_desk_get_office (self->desk)))
    return NULL;
  for (guint i = 0; i < self->news->len; i++) {
    news = g_ptr_array_index (self->news, i);
    if (g_str_equal (news->key, key)) {
      g_ptr_array_remove_index (self->news, i);
      break;
    }
  }
  news = g_new0 (CrmDraftNews, 1);
  news->key = g_strdup (key);
  news->label = g_strdup (label);
  news->who = g_strdup (author->name != NULL ? author->name : _ ("A colleague"));
  news->at = author->at;
  g_ptr_array_add (self->news, news);

  return news;
}

static char *
format_at (CrmDraft *self, const CrmRecord *record, guint index)
{
  const CrmField *field = &crm_record_get_entity (record)->fields[index];
  const CrmValue *value = crm_record_get_at (record, index);
  const char *title =
    value->kind == CRM_VALUE_INT ? crm_draft_get_title_of (self, value->integer) : NULL;

  return crm_field_format (field, value, crm_record_currency (record, field, NULL), title,
                           crm_desk_get_lang (self->desk));
}

char *
crm_draft_describe_line (CrmDraft *self, const CrmRecord *line)
{
  const CrmEntity *entity;
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (CRM_IS_DRAFT (self), NULL);
  g_return_val_if_fail (line != NULL, NULL);

  entity = crm_record_get_entity (line);
  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    g_autofree char *value = NULL;

    if ((entity->fields[i].flags & (CRM_FIELD_HIDDEN | CRM_FIELD_SYSTEM)) != 0 ||
        crm_value_is_null (crm_record_get_at (line, i)))
      continue;
    value = format_at (self, line, i);
    if (text->len > 0)
      g_string_append (text, ", ");
    g_string_append (text, value);
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
same_lines (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (crm_record_get_id (g_ptr_array_index (a, i)) !=
          crm_record_get_id (g_ptr_array_index (b, i)) ||
        !crm_record_same (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;

  return TRUE;
}

static void
gather_news (CrmDraft *self, const CrmRecord *before, const CrmRecord *fresh)
{
  const CrmEntity *entity = crm_record_get_entity (fresh);
  guint had = self->news->len;
  const CrmFieldFlags untold = CRM_FIELD_SYSTEM | CRM_FIELD_DERIVED | CRM_FIELD_HIDDEN;

  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    const CrmField *field = &entity->fields[i];
    CrmDraftNews *news;

    if ((field->flags & untold) != 0 ||
        crm_value_equal (crm_record_get_at (before, i), crm_record_get_at (fresh, i)))
      continue;
    news = add_news (self, field->name, crm_field_get_label (field));
    if (news != NULL)
      news->was = format_at (self, before, i);
  }
  for (guint i = 0; i < crm_entity_n_lines (entity); i++)
    if (!same_lines (crm_record_get_lines_at (before, i), crm_record_get_lines_at (fresh, i)))
      add_news (self, entity->lines[i].name, _ (entity->lines[i].label));
  if (had == 0)
    self->seen_version = crm_record_get_version (before);
  if (self->news->len > 0 || had > 0)
    g_signal_emit_by_name (self, "news");
}

GPtrArray *
crm_draft_get_news (CrmDraft *self)
{
  g_return_val_if_fail (CRM_IS_DRAFT (self), NULL);

  return self->news;
}

void
crm_draft_clear_news (CrmDraft *self)
{
  g_return_if_fail (CRM_IS_DRAFT (self));

  if (self->news->len == 0)
    return;
  g_ptr_array_set_size (self->news, 0);
  g_signal_emit_by_name (self, "news");
}

gint64
crm_draft_get_seen_version (CrmDraft *self)
{
  g_return_val_if_fail (CRM_IS_DRAFT (self), 0);

  return self->news->len > 0 ? self->seen_version : crm_record_get_version (self->record);
}

/* --- What both changed ------------------------------------------------------------------------ */

GPtrArray *
crm_draft_get_conflicts (CrmDraft *self)
{
  g_return_val_if_fail (CRM_IS_DRAFT (self), NULL);

  return self->conflicts;
}

static guint
find_conflict (GPtrArray *conflicts, const char *key)
{
  for (guint i = 0; i < conflicts->len; i++) {
    g_autofree char *other = crm_conflict_get_key (g_ptr_array_index (conflicts, i));

    if (g_str_equal (other, key))
      return i;
  }

  return G_MAXUINT;
}

/* One that nobody has decided stays, whatever else comes; what they wrote last counts. */
static void
take_conflict (CrmDraft *self, CrmConflict *conflict)
{
  g_autofree char *key = crm_conflict_get_key (conflict);
  guint earlier = find_conflict (self->conflicts, key);

  if (earlier != G_MAXUINT)
    g_ptr_array_remove_index (self->conflicts, earlier);
  g_ptr_array_add (self->conflicts, conflict);
}

static void
tell_conflicts (CrmDraft *self)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *fields = NULL;

  for (guint i = 0; i < self->conflicts->len; i++)
    g_ptr_array_add (labels, crm_conflict_get_label (g_ptr_array_index (self->conflicts, i)));
  g_ptr_array_add (labels, NULL);
  fields = g_strjoinv (", ", (char **)labels->pdata);
  g_clear_error (&self->error);
  self->error = g_error_new (CRM_ERROR, CRM_ERROR_CONFLICT,
                             /* Translators: list of fields. */
                             _ ("You and a colleague have both changed: %s. Choose what is to "
                                "stay; until then nothing of it is saved."),
                             fields);
  _crm_draft_set_state (self, CRM_DRAFT_FAILED);
}

/* The values typed into a line that they have removed count as work in it, so that it is asked
 * before they go. */
static void
take_into_removed (CrmRecord *mine, const CrmRecord *peeked, const CrmRecord *fresh, guint kind)
{
  GPtrArray *lines = crm_record_get_lines_at (mine, kind);

  for (guint i = 0; i < lines->len; i++) {
    CrmRecord *line = g_ptr_array_index (lines, i);
    gint64 id = crm_record_get_id (line);
    CrmRecord *typed = crm_lines_find (crm_record_get_lines_at (peeked, kind), id, NULL);

    if (typed == NULL || crm_lines_find (crm_record_get_lines_at (fresh, kind), id, NULL) != NULL)
      continue;
    for (guint k = 0; k < crm_entity_n_fields (crm_record_get_entity (line)); k++)
      crm_record_set_at (line, k, crm_record_get_at (typed, k));
  }
}

static CrmRecord *
mine_for (CrmDraft *self, CrmRecord *fresh)
{
  g_autoptr (CrmRecord) peeked = _crm_draft_peek (self);
  const CrmEntity *entity = crm_record_get_entity (fresh);
  CrmRecord *mine = crm_record_in (self->record, entity);
  g_autoptr (CrmRecord) typed = crm_record_in (peeked, entity);

  for (guint i = 0; i < crm_entity_n_lines (entity); i++)
    take_into_removed (mine, typed, fresh, i);

  return mine;
}

static void
put_under (CrmDraft *self, CrmRecord *merged, CrmRecord *fresh)
{
  self->frozen = _crm_draft_compute_frozen (fresh);
  _crm_draft_take_record (self, merged);
  g_signal_emit_by_name (self, "reloaded");
  if (self->conflicts->len > 0)
    tell_conflicts (self);
  else if (self->state != CRM_DRAFT_FAILED ||
           g_error_matches (self->error, CRM_ERROR, CRM_ERROR_CONFLICT) ||
           g_error_matches (self->error, CRM_ERROR, CRM_ERROR_NOT_FOUND))
    _crm_draft_settle (self);
}

void
_crm_draft_rebase (CrmDraft *self, CrmRecord *fresh)
{
  g_autoptr (CrmRecord) before = NULL;
  g_autoptr (CrmRecord) mine = NULL;
  g_autoptr (CrmRecord) merged = NULL;
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  /* The answer to a save is on its way and newer than this. */
  if (self->state == CRM_DRAFT_SAVING)
    return;
  mine = mine_for (self, fresh);
  before = crm_record_base (mine, crm_record_get_entity (fresh));
  merged = crm_merge (before, mine, fresh, found);
  for (guint i = 0; i < found->len; i++)
    take_conflict (self, g_ptr_array_index (found, i));
  if (crm_record_get_entity (fresh) == crm_record_get_entity (self->record) && found->len == 0 &&
      crm_record_same (merged, self->record) &&
      crm_record_get_version (fresh) == crm_record_get_version (self->record) &&
      crm_record_get_deleted (fresh) == crm_record_get_deleted (self->record))
    return;
  put_under (self, merged, fresh);
  if (crm_record_get_version (fresh) != crm_record_get_version (before))
    gather_news (self, before, fresh);
}

/* --- Deciding --------------------------------------------------------------------------------- */

static int
kind_of_line (CrmDraft *self, CrmRecord *line)
{
  const CrmEntity *entity = crm_record_get_entity (self->record);

  for (guint i = 0; i < crm_entity_n_lines (entity); i++)
    if (g_ptr_array_find (crm_record_get_lines_at (self->record, i), line, NULL))
      return (int)i;

  return -1;
}

void
crm_draft_clash (CrmDraft *self,
                 CrmRecord *line,
                 const char *field,
                 const CrmValue *began,
                 const CrmValue *theirs)
{
  CrmConflict *conflict;

  g_return_if_fail (CRM_IS_DRAFT (self));
  g_return_if_fail (line != NULL);

  if (crm_value_equal (theirs, crm_record_get (line, field)))
    return;
  conflict = g_new0 (CrmConflict, 1);
  conflict->kind = CRM_CONFLICT_VALUE;
  conflict->entity = crm_record_get_entity (self->record);
  conflict->lines = line != self->record ? kind_of_line (self, line) : -1;
  conflict->line = line != self->record ? crm_record_get_id (line) : 0;
  conflict->field = crm_entity_field_index (crm_record_get_entity (line), field);
  conflict->mine = crm_record_copy (line);
  conflict->base = crm_record_copy (line);
  crm_record_set (conflict->base, field, began);
  conflict->theirs = crm_record_copy (line);
  crm_record_set (conflict->theirs, field, theirs);
  take_conflict (self, conflict);
  tell_conflicts (self);
}

/* A field that was typed into again since stays as it was typed last. */
static void
decide (CrmDraft *self, const CrmConflict *conflict, CrmMergeChoice choice)
{
  if (choice == CRM_MERGE_MINE && conflict->kind == CRM_CONFLICT_VALUE)
    return;
  crm_merge_choose (self->record, conflict, choice);
}

static void
go_on (CrmDraft *self)
{
  g_signal_emit_by_name (self, "reloaded");
  if (self->conflicts->len > 0) {
    tell_conflicts (self);
    return;
  }
  _crm_draft_settle (self);
  if (!crm_draft_is_explicit (self) || self->save_after) {
    self->save_after = FALSE;
    crm_draft_save (self);
  }
}

void
crm_draft_decide (CrmDraft *self, GHashTable *choices)
{
  g_return_if_fail (CRM_IS_DRAFT (self));
  g_return_if_fail (choices != NULL);

  for (guint i = 0; i < self->conflicts->len;) {
    CrmConflict *conflict = g_ptr_array_index (self->conflicts, i);
    g_autofree char *key = crm_conflict_get_key (conflict);
    gpointer choice = g_hash_table_lookup (choices, key);

    if (choice == NULL) {
      i++;
      continue;
    }
    decide (self, conflict, (CrmMergeChoice)(GPOINTER_TO_INT (choice) - 1));
    g_ptr_array_remove_index (self->conflicts, i);
  }
  go_on (self);
}

void
crm_draft_decide_all (CrmDraft *self, CrmMergeChoice choice)
{
  g_return_if_fail (CRM_IS_DRAFT (self));

  for (guint i = 0; i < self->conflicts->len; i++)
    decide (self, g_ptr_array_index (self->conflicts, i), choice);
  g_ptr_array_set_size (self->conflicts, 0);
  go_on (self);
}

/* --- Deleted meanwhile ------------------------------------------------------------------------ */

static void
on_restored_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmDraft) self = data;
  g_autoptr (GError) error = NULL;

  if (crm_office_restore_finish (CRM_OFFICE (office), result, &error)) {
    crm_draft_refresh (self);
    return;
  }
  self->save_after = FALSE;
  crm_desk_report (self->desk, error);
}

void
crm_draft_restore_mine (CrmDraft *self)
{
  gint64 id;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_return_if_fail (CRM_IS_DRAFT (self));

  id = crm_record_get_id (self->record);
  g_array_append_val (ids, id);
  self->save_after = TRUE;
  crm_office_restore_async (crm_desk_get_office (self->desk), crm_draft_get_entity (self)->name,
                            ids, NULL, on_restored_cb, g_object_ref (self));
}

/* --- Visits and drafts that come back --------------------------------------------------------- */

gint64
crm_draft_get_visit (CrmDraft *self)
{
  g_return_val_if_fail (CRM_IS_DRAFT (self), 0);

  return self->visit;
}

void
crm_draft_end_visit (CrmDraft *self)
{
  g_return_if_fail (CRM_IS_DRAFT (self));

  if (self->visit == 0)
    return;
  self->visit = 0;
  g_signal_emit_by_name (self, "state-changed");
}

void
crm_draft_lay_over (CrmDraft *self, CrmRecord *mine)
{
  g_autoptr (CrmRecord) fresh = NULL;

  g_return_if_fail (CRM_IS_DRAFT (self));
  g_return_if_fail (mine != NULL);

  fresh = crm_record_ref (self->record);
  g_clear_pointer (&self->record, crm_record_unref);
  self->record = crm_record_ref (mine);
  _crm_draft_rebase (self, fresh);
  if (self->conflicts->len == 0)
    _crm_draft_settle (self);
  _crm_draft_resolve_titles (self);
}

/* --- Typed and not taken ---------------------------------------------------------------------- */

void
crm_draft_set_untaken (CrmDraft *self, gpointer editor, CrmDraftPeekFunc peek)
{
  g_return_if_fail (CRM_IS_DRAFT (self));

  if (peek != NULL)
    g_hash_table_insert (self->untaken, editor, (gpointer)(guintptr)peek);
  else
    g_hash_table_remove (self->untaken, editor);
}

/* The copy's line that was made of one of the working copy's. */
static CrmRecord *
line_in_copy (CrmDraft *self, CrmRecord *copy, CrmRecord *line)
{
  int kind;
  guint at;

  if (line == self->record)
    return copy;
  kind = kind_of_line (self, line);
  if (kind < 0 ||
      !g_ptr_array_find (crm_record_get_lines_at (self->record, (guint)kind), line, &at))
    return NULL;

  return g_ptr_array_index (crm_record_get_lines_at (copy, (guint)kind), at);
}

CrmRecord *
_crm_draft_peek (CrmDraft *self)
{
  CrmRecord *copy = crm_record_copy (self->record);
  GHashTableIter iter;
  gpointer editor, peek;

  g_hash_table_iter_init (&iter, self->untaken);
  while (g_hash_table_iter_next (&iter, &editor, &peek)) {
    CrmRecord *line = NULL;
    const char *field = NULL;
    g_auto (CrmValue) value = CRM_VALUE_INIT;

    if (!((CrmDraftPeekFunc)(guintptr)peek) (editor, &line, &field, &value) || line == NULL)
      continue;
    line = line_in_copy (self, copy, line);
    if (line != NULL)
      crm_record_set (line, field, &value);
  }

  return copy;
}
