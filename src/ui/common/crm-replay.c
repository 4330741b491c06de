/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-replay.h"

static CrmRecord *
find_line (GPtrArray *lines, gint64 id, guint *position)
{
  for (guint i = 0; id != 0 && i < lines->len; i++) {
    CrmRecord *line = g_ptr_array_index (lines, i);

    if (crm_record_get_id (line) != id)
      continue;
    if (position != NULL)
      *position = i;
    return line;
  }

  return NULL;
}

static void
replay_fields (CrmRecord *target, const CrmRecord *before, const CrmRecord *after)
{
  guint n = crm_entity_n_fields (crm_record_get_entity (target));

  for (guint i = 0; i < n; i++)
    if (!crm_value_equal (crm_record_get_at (before, i), crm_record_get_at (after, i)))
      crm_record_set_at (target, i, crm_record_get_at (after, i));
}

/* Those of the target come to stand in the order of @wanted. */
static void
reorder (CrmRecord *target, guint index, GPtrArray *wanted)
{
  const char *name = crm_record_get_entity (target)->lines[index].name;
  guint to = 0;

  for (guint i = 0; i < wanted->len; i++) {
    GPtrArray *lines = crm_record_get_lines_at (target, index);
    guint from;

    if (find_line (lines, crm_record_get_id (g_ptr_array_index (wanted, i)), &from) == NULL)
      continue;
    if (from != to && to < lines->len)
      crm_record_move_line (target, name, from, to);
    to++;
  }
}

static void
replay_lines (CrmRecord *target, guint index, const CrmRecord *before, const CrmRecord *after)
{
  const char *name = crm_record_get_entity (target)->lines[index].name;
  GPtrArray *was = crm_record_get_lines_at (before, index);
  GPtrArray *is = crm_record_get_lines_at (after, index);
  guint position;

  for (guint i = 0; i < was->len; i++) {
    gint64 id = crm_record_get_id (g_ptr_array_index (was, i));

    if (find_line (is, id, NULL) == NULL &&
        find_line (crm_record_get_lines_at (target, index), id, &position) != NULL)
      crm_record_remove_line (target, name, position);
  }
  for (guint i = 0; i < is->len; i++) {
    CrmRecord *line = g_ptr_array_index (is, i);
    CrmRecord *old = find_line (was, crm_record_get_id (line), NULL);
    CrmRecord *there =
      find_line (crm_record_get_lines_at (target, index), crm_record_get_id (line), NULL);

    if (old == NULL && there == NULL) {
      g_autoptr (CrmRecord) copy = crm_record_copy (line);

      crm_record_append_line (target, index, copy);
    } else if (old != NULL && there != NULL) {
      replay_fields (there, old, line);
    }
  }
  reorder (target, index, is);
}

void
crm_record_replay (CrmRecord *target, const CrmRecord *before, const CrmRecord *after)
{
  guint n;

  g_return_if_fail (target != NULL && before != NULL && after != NULL);

  replay_fields (target, before, after);
  n = crm_entity_n_lines (crm_record_get_entity (target));
  for (guint i = 0; i < n; i++)
    replay_lines (target, i, before, after);
}

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

gboolean
crm_record_overlaps (const CrmRecord *before, const CrmRecord *mine, const CrmRecord *theirs)
{
  const CrmEntity *entity;

  g_return_val_if_fail (before != NULL && mine != NULL && theirs != NULL, TRUE);

  entity = crm_record_get_entity (before);
  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    const CrmValue *base = crm_record_get_at (before, i);

    if (!crm_value_equal (base, crm_record_get_at (mine, i)) &&
        !crm_value_equal (base, crm_record_get_at (theirs, i)))
      return TRUE;
  }
  for (guint i = 0; i < crm_entity_n_lines (entity); i++) {
    GPtrArray *base = crm_record_get_lines_at (before, i);

    if (!same_lines (base, crm_record_get_lines_at (mine, i)) &&
        !same_lines (base, crm_record_get_lines_at (theirs, i)))
      return TRUE;
  }

  return FALSE;
}
