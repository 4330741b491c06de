/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-merge.h"

#include "model/crm-format.h"

#include <glib/gi18n-lib.h>

CrmRecord *
crm_lines_find (GPtrArray *lines, gint64 id, guint *position)
{
  for (guint i = 0; id != 0 && lines != NULL && i < lines->len; i++) {
    CrmRecord *line = g_ptr_array_index (lines, i);

    if (crm_record_get_id (line) != id)
      continue;
    if (position != NULL)
      *position = i;
    return line;
  }

  return NULL;
}

/* --- Values ----------------------------------------------------------------------------------- */

typedef struct {
  const CrmEntity *entity;
  GPtrArray *conflicts; /* or NULL */
  int lines;
} Merge;

static void
add_conflict (Merge *merge,
              CrmConflictKind kind,
              int field,
              const CrmRecord *base,
              const CrmRecord *mine,
              const CrmRecord *theirs)
{
  const CrmRecord *any = mine != NULL ? mine : theirs;
  CrmConflict *conflict;

  if (merge->conflicts == NULL)
    return;
  conflict = g_new0 (CrmConflict, 1);
  conflict->kind = kind;
  conflict->entity = merge->entity;
  conflict->lines = merge->lines;
  conflict->line = merge->lines >= 0 ? crm_record_get_id (any) : 0;
  conflict->field = field;
  conflict->base = base != NULL ? crm_record_copy (base) : NULL;
  conflict->mine = mine != NULL ? crm_record_copy (mine) : NULL;
  conflict->theirs = theirs != NULL ? crm_record_copy (theirs) : NULL;
  g_ptr_array_add (merge->conflicts, conflict);
}

/* @base may be NULL: a line that nobody found was empty before. */
static gboolean
differs_at (const CrmRecord *record, const CrmRecord *base, guint index)
{
  const CrmValue *value = crm_record_get_at (record, index);

  return base != NULL ? !crm_value_equal (value, crm_record_get_at (base, index))
                      : !crm_value_is_null (value);
}

static gboolean
is_kept_by_store (const CrmField *field)
{
  return (field->flags & (CRM_FIELD_SYSTEM | CRM_FIELD_DERIVED)) != 0;
}

/* Whether somebody has worked in it. */
static gboolean
differs (const CrmRecord *record, const CrmRecord *base)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  for (guint i = 0; i < crm_entity_n_fields (entity); i++)
    if (!is_kept_by_store (&entity->fields[i]) && differs_at (record, base, i))
      return TRUE;

  return FALSE;
}

/* @result holds theirs, and gets what I changed. */
static void
merge_values (Merge *merge,
              CrmRecord *result,
              const CrmRecord *base,
              const CrmRecord *mine,
              const CrmRecord *theirs)
{
  const CrmEntity *entity = crm_record_get_entity (result);

  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    if (is_kept_by_store (&entity->fields[i]) || !differs_at (mine, base, i) ||
        !differs_at (mine, theirs, i))
      continue;
    if (differs_at (theirs, base, i))
      add_conflict (merge, CRM_CONFLICT_VALUE, (int)i, base, mine, theirs);
    crm_record_set_at (result, i, crm_record_get_at (mine, i));
  }
}

/* --- Lines ------------------------------------------------------------------------------------ */

/* What becomes of a line of mine; NULL when it is not there any more. (transfer full) */
static CrmRecord *
merge_my_line (Merge *merge, const CrmRecord *mine, GPtrArray *base_lines, GPtrArray *their_lines)
{
  gint64 id = crm_record_get_id (mine);
  CrmRecord *base = crm_lines_find (base_lines, id, NULL);
  CrmRecord *theirs = crm_lines_find (their_lines, id, NULL);
  CrmRecord *result;

  if (theirs != NULL) {
    result = crm_record_copy (theirs);
    crm_record_rebase (result);
    merge_values (merge, result, base, mine, theirs);
    return result;
  }
  if (base == NULL)
    return crm_record_copy (mine);
  if (!differs (mine, base))
    return NULL;
  add_conflict (merge, CRM_CONFLICT_REMOVED, -1, base, mine, NULL);

  return crm_record_copy (mine);
}

/* What becomes of a line that I do not have. (transfer full) (nullable) */
static CrmRecord *
merge_their_line (Merge *merge, const CrmRecord *theirs, GPtrArray *base_lines)
{
  CrmRecord *base = crm_lines_find (base_lines, crm_record_get_id (theirs), NULL);

  if (base == NULL)
    return crm_record_copy (theirs);
  if (differs (theirs, base))
    add_conflict (merge, CRM_CONFLICT_CHANGED, -1, base, NULL, theirs);

  return NULL;
}

/* Whether the lines that were there stand in another order. */
static gboolean
is_moved (GPtrArray *mine, GPtrArray *base)
{
  guint last = 0;

  for (guint i = 0; i < mine->len; i++) {
    guint at;

    if (crm_lines_find (base, crm_record_get_id (g_ptr_array_index (mine, i)), &at) == NULL)
      continue;
    if (at < last)
      return TRUE;
    last = at;
  }

  return FALSE;
}

/* Where a line that only one side has belongs: before the line that follows it there, and at the
 * end when none does. */
static int
place_before (GPtrArray *result, GPtrArray *side, GPtrArray *made, guint at)
{
  for (guint i = at + 1; i < side->len; i++) {
    CrmRecord *next = g_ptr_array_index (made, i);
    guint position;

    if (next != NULL && g_ptr_array_find (result, next, &position))
      return (int)position;
  }

  return -1;
}

/* The lines of @first in their order, and those that only @second has put where they stand there.
 * The `made` arrays hold what became of each line; NULL: nothing. */
static GPtrArray *
order (GPtrArray *first, GPtrArray *first_made, GPtrArray *second, GPtrArray *second_made)
{
  GPtrArray *result = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);

  for (guint i = 0; i < first->len; i++)
    if (g_ptr_array_index (first_made, i) != NULL)
      g_ptr_array_add (result, crm_record_ref (g_ptr_array_index (first_made, i)));
  for (guint i = second->len; i-- > 0;) {
    CrmRecord *made = g_ptr_array_index (second_made, i);

    if (made != NULL && !g_ptr_array_find (result, made, NULL))
      g_ptr_array_insert (result, place_before (result, second, second_made, i),
                          crm_record_ref (made));
  }

  return result;
}

static void
unref_made (gpointer line)
{
  if (line != NULL)
    crm_record_unref (line);
}

static void
merge_lines (Merge *merge, CrmRecord *result, GPtrArray *base, GPtrArray *mine, GPtrArray *theirs)
{
  const CrmLines *lines = &crm_record_get_entity (result)->lines[merge->lines];
  g_autoptr (GPtrArray) my_made = g_ptr_array_new_with_free_func (unref_made);
  g_autoptr (GPtrArray) their_made = g_ptr_array_new_with_free_func (unref_made);
  g_autoptr (GPtrArray) ordered = NULL;

  for (guint i = 0; i < mine->len; i++)
    g_ptr_array_add (my_made, merge_my_line (merge, g_ptr_array_index (mine, i), base, theirs));
  for (guint i = 0; i < theirs->len; i++) {
    CrmRecord *line = g_ptr_array_index (theirs, i);
    guint at;

    if (crm_lines_find (mine, crm_record_get_id (line), &at) != NULL)
      g_ptr_array_add (their_made, crm_record_ref (g_ptr_array_index (my_made, at)));
    else
      g_ptr_array_add (their_made, merge_their_line (merge, line, base));
  }
  ordered = is_moved (mine, base) ? order (mine, my_made, theirs, their_made)
                                  : order (theirs, their_made, mine, my_made);
  crm_record_clear_lines (result, lines->name);
  for (guint i = 0; i < ordered->len; i++)
    crm_record_append_line (result, (guint)merge->lines, g_ptr_array_index (ordered, i));
}

CrmRecord *
crm_merge (const CrmRecord *base,
           const CrmRecord *mine,
           const CrmRecord *theirs,
           GPtrArray *conflicts)
{
  Merge merge = { .conflicts = conflicts, .lines = -1 };
  const CrmEntity *entity;
  CrmRecord *result;

  g_return_val_if_fail (base != NULL && mine != NULL && theirs != NULL, NULL);
  entity = crm_record_get_entity (theirs);
  g_return_val_if_fail (crm_record_get_entity (base) == entity, NULL);
  g_return_val_if_fail (crm_record_get_entity (mine) == entity, NULL);

  merge.entity = entity;
  result = crm_record_copy (theirs);
  crm_record_rebase (result);
  merge_values (&merge, result, base, mine, theirs);
  for (guint i = 0; i < crm_entity_n_lines (entity); i++) {
    merge.lines = (int)i;
    merge_lines (&merge, result, crm_record_get_lines_at (base, i),
                 crm_record_get_lines_at (mine, i), crm_record_get_lines_at (theirs, i));
  }

  return result;
}

/* --- Conflicts -------------------------------------------------------------------------------- */

void
crm_conflict_free (CrmConflict *self)
{
  g_clear_pointer (&self->base, crm_record_unref);
  g_clear_pointer (&self->mine, crm_record_unref);
  g_clear_pointer (&self->theirs, crm_record_unref);
  g_free (self);
}

static const CrmEntity *
entity_of (const CrmConflict *self)
{
  return crm_record_get_entity (self->mine != NULL ? self->mine : self->theirs);
}

const CrmField *
crm_conflict_get_field (const CrmConflict *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->field >= 0 ? &entity_of (self)->fields[self->field] : NULL;
}

char *
crm_conflict_get_label (const CrmConflict *self)
{
  const CrmField *field = crm_conflict_get_field (self);
  const char *lines = self->lines >= 0 ? _ (self->entity->lines[self->lines].label) : NULL;

  if (lines == NULL || field == NULL)
    return g_strdup (lines != NULL ? lines : crm_field_get_label (field));

  /* Translators: kind of lines, a field of theirs: "Phones: Number". */
  return g_strdup_printf (_ ("%s: %s"), lines, crm_field_get_label (field));
}

char *
crm_conflict_get_key (const CrmConflict *self)
{
  const CrmField *field = crm_conflict_get_field (self);

  if (self->lines < 0)
    return g_strdup (field->name);

  return g_strdup_printf ("%s/%" G_GINT64_FORMAT "%s%s", self->entity->lines[self->lines].name,
                          self->line, field != NULL ? "/" : "", field != NULL ? field->name : "");
}

gboolean
crm_conflict_allows_both (const CrmConflict *self)
{
  const CrmField *field = crm_conflict_get_field (self);

  return field != NULL && field->type == CRM_FIELD_NOTE &&
         !crm_value_is_null (crm_record_get_at (self->mine, (guint)self->field)) &&
         !crm_value_is_null (crm_record_get_at (self->theirs, (guint)self->field));
}

static void
choose_value (CrmRecord *record, const CrmConflict *conflict, CrmMergeChoice choice)
{
  guint index = (guint)conflict->field;
  const CrmValue *mine = crm_record_get_at (conflict->mine, index);
  const CrmValue *theirs = crm_record_get_at (conflict->theirs, index);

  if (choice == CRM_MERGE_BOTH && crm_conflict_allows_both (conflict)) {
    g_auto (CrmValue) both = CRM_VALUE_INIT;
    g_autofree char *text =
      g_strdup_printf ("%s\n%s", crm_value_get_text (theirs), crm_value_get_text (mine));

    crm_value_set_text (&both, text);
    crm_record_set_at (record, index, &both);
  } else {
    crm_record_set_at (record, index, choice == CRM_MERGE_THEIRS ? theirs : mine);
  }
}

static void
choose_line (CrmRecord *merged, const CrmConflict *conflict, CrmMergeChoice choice)
{
  const CrmRecord *wanted = choice == CRM_MERGE_THEIRS ? conflict->theirs : conflict->mine;
  const char *name = crm_record_get_entity (merged)->lines[conflict->lines].name;
  guint at;
  gboolean there = crm_lines_find (crm_record_get_lines_at (merged, (guint)conflict->lines),
                                   conflict->line, &at) != NULL;

  if (wanted == NULL && there) {
    crm_record_remove_line (merged, name, at);
  } else if (wanted != NULL && !there) {
    g_autoptr (CrmRecord) line = crm_record_copy (wanted);

    crm_record_append_line (merged, (guint)conflict->lines, line);
  }
}

void
crm_merge_choose (CrmRecord *merged, const CrmConflict *conflict, CrmMergeChoice choice)
{
  CrmRecord *target = merged;

  g_return_if_fail (merged != NULL && conflict != NULL);

  if (conflict->field < 0) {
    choose_line (merged, conflict, choice);
    return;
  }
  if (conflict->lines >= 0)
    target = crm_lines_find (crm_record_get_lines_at (merged, (guint)conflict->lines),
                             conflict->line, NULL);
  if (target != NULL)
    choose_value (target, conflict, choice);
}

/* --- Sameness --------------------------------------------------------------------------------- */

static gboolean
same_lines (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++) {
    CrmRecord *one = g_ptr_array_index (a, i);
    CrmRecord *other = g_ptr_array_index (b, i);

    if (crm_record_get_id (one) != crm_record_get_id (other) || !crm_record_same (one, other))
      return FALSE;
  }

  return TRUE;
}

gboolean
crm_record_same (const CrmRecord *a, const CrmRecord *b)
{
  const CrmEntity *entity;

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  entity = crm_record_get_entity (a);
  if (entity != crm_record_get_entity (b))
    return FALSE;
  for (guint i = 0; i < crm_entity_n_fields (entity); i++)
    if (!crm_value_equal (crm_record_get_at (a, i), crm_record_get_at (b, i)))
      return FALSE;
  for (guint i = 0; i < crm_entity_n_lines (entity); i++)
    if (!same_lines (crm_record_get_lines_at (a, i), crm_record_get_lines_at (b, i)))
      return FALSE;

  return TRUE;
}
