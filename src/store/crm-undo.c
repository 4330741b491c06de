/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-txn.h"

static void
question_free (gpointer data)
{
  CrmUndoQuestion *self = data;

  g_clear_pointer (&self->conflict, crm_conflict_free);
  g_clear_pointer (&self->record, crm_record_unref);
  g_free (self->title);
  g_free (self->key);
  g_free (self->who);
  g_free (self);
}

GPtrArray *
crm_undo_questions_new (void)
{
  return g_ptr_array_new_with_free_func (question_free);
}

CrmUndo *
crm_undo_new (gint64 operation)
{
  CrmUndo *self = g_new0 (CrmUndo, 1);

  self->operation = operation;
  self->choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->questions = crm_undo_questions_new ();
  return self;
}

void
crm_undo_free (CrmUndo *self)
{
  g_hash_table_unref (self->choices);
  g_ptr_array_unref (self->questions);
  g_free (self->title);
  g_free (self);
}

void
crm_undo_choose (CrmUndo *self, const char *key, CrmMergeChoice choice)
{
  g_hash_table_insert (self->choices, g_strdup (key), GINT_TO_POINTER (choice + 1));
}
