/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/merge/crm-merge-private.h"

#include "base/crm-error.h"
#include "model/crm-tags.h"

#include <glib/gi18n-lib.h>

/* --- Links ------------------------------------------------------------------------------------ */

static void
relink_fields (CrmRecord *record, const CrmMergePlan *plan)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  g_autoptr (GPtrArray) paths = _crm_merge_paths (entity, plan->entity);

  for (guint i = 0; i < paths->len; i++) {
    const char *name = g_ptr_array_index (paths, i);

    if (crm_entity_find_field (entity, name) == NULL ||
        crm_record_get_int (record, name) != plan->gone)
      continue;
    /* Nothing stands above itself. */
    if (crm_record_get_id (record) == plan->keep)
      crm_record_set_null (record, name);
    else
      crm_record_set_int (record, name, plan->keep);
  }
}

static void
relink (CrmRecord *record, const CrmMergePlan *plan)
{
  relink_fields (record, plan);
  for (guint i = 0; i < crm_entity_n_lines (crm_record_get_entity (record)); i++) {
    GPtrArray *lines = crm_record_get_lines_at (record, i);

    for (guint k = 0; k < lines->len; k++)
      relink_fields (g_ptr_array_index (lines, k), plan);
  }
}

/* A tie between two records, as a person's in an organisation, says the same as another one, or
 * ties what is one now to itself. */
static gboolean
is_needless (CrmTxn *txn, const CrmRecord *record, gboolean *needless, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  g_autoptr (CrmQuery) query = crm_query_new (entity->name);
  g_autoptr (GPtrArray) alike = NULL;
  gint64 before = 0;
  guint n = 0;

  *needless = FALSE;
  for (guint i = 0; entity->inside && i < crm_entity_n_fields (entity); i++) {
    const CrmField *field = &entity->fields[i];
    gint64 id = crm_value_get_int (crm_record_get_at (record, i));

    if ((field->flags & CRM_FIELD_REQUIRED) == 0)
      continue;
    if ((field->type != CRM_FIELD_REFERENCE && field->type != CRM_FIELD_ANY) || id == 0)
      return TRUE;
    *needless = *needless || id == before;
    crm_query_add_test_id (query, field->name, id);
    before = id;
    n++;
  }
  if (n < 2 || *needless)
    return TRUE;
  query->limit = 2;
  alike = crm_txn_query (txn, query, error);
  for (guint i = 0; alike != NULL && i < alike->len; i++)
    *needless = *needless || crm_record_get_id (alike->pdata[i]) != crm_record_get_id (record);

  return alike != NULL;
}

static gboolean
save_in_part (CrmTxn *txn, gpointer record, GError **error)
{
  return crm_txn_save (txn, record, error);
}

static gboolean
move_link (CrmTxn *txn, CrmRecord *record, const CrmMergePlan *plan, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  g_autoptr (GError) inner = NULL;
  gboolean needless;

  relink (record, plan);
  if (!is_needless (txn, record, &needless, error))
    return FALSE;
  if (!needless && crm_txn_attempt (txn, save_in_part, record, &inner))
    return TRUE;
  /* What the survivor has already, and only once. */
  if (needless || (entity->inside && g_error_matches (inner, CRM_ERROR, CRM_ERROR_UNIQUE)))
    return crm_txn_delete (txn, entity->name, crm_record_get_id (record), error);
  g_propagate_error (error, g_steal_pointer (&inner));

  return FALSE;
}

static gboolean
move_path (CrmTxn *txn,
           const CrmMergePlan *plan,
           const CrmEntity *entity,
           const char *path,
           guint limit,
           guint *n,
           GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity->name);
  g_autoptr (GPtrArray) found = NULL;

  crm_query_add_test_id (query, path, plan->gone);
  query->limit = limit > 0 ? limit - *n : 0;
  found = crm_txn_query (txn, query, error);
  for (guint i = 0; found != NULL && i < found->len; i++) {
    if (!move_link (txn, found->pdata[i], plan, error))
      return FALSE;
    (*n)++;
  }

  return found != NULL;
}

gboolean
_crm_merge_move_links (CrmTxn *txn, const CrmMergePlan *plan, guint limit, guint *n, GError **error)
{
  gsize n_entities;
  const CrmEntity *const *entities =
    crm_schema_get_entities (crm_txn_get_schema (txn), &n_entities);
  const CrmEntity *to = crm_schema_get (crm_txn_get_schema (txn), plan->entity->name, error);

  for (gsize i = 0; to != NULL && i < n_entities; i++) {
    g_autoptr (GPtrArray) paths = NULL;

    if (entities[i]->owner != NULL)
      continue;
    paths = _crm_merge_paths (entities[i], to);
    for (guint k = 0; k < paths->len && (limit == 0 || *n < limit); k++)
      if (!move_path (txn, plan, entities[i], g_ptr_array_index (paths, k), limit, n, error))
        return FALSE;
  }

  return to != NULL;
}

/* --- The survivor ----------------------------------------------------------------------------- */

static char *
join_texts (const CrmField *field, const char *kept, const char *gone)
{
  g_auto (GStrv) words = NULL;
  char *all;

  if (field->type != CRM_FIELD_TAGS)
    return g_strconcat (kept, "\n\n", gone, NULL);
  all = g_strdup (kept);
  words = g_strsplit (gone, ",", -1);
  for (guint i = 0; words[i] != NULL; i++) {
    char *more = crm_tags_add (all, g_strstrip (words[i]));

    g_free (all);
    all = more;
  }

  return all;
}

static void
take_fields (CrmRecord *keep, const CrmRecord *gone, const CrmMergePlan *plan)
{
  for (guint i = 0; i < plan->fields->len; i++) {
    const CrmMergeField *one = g_ptr_array_index (plan->fields, i);
    const CrmField *field = crm_entity_find_field (crm_record_get_entity (keep), one->name);

    /* A field that the office has given up since. */
    if (field == NULL)
      continue;
    if (one->choice == CRM_MERGE_THEIRS) {
      /* Nothing stands above itself. */
      if (field->type == CRM_FIELD_PARENT && crm_record_get_int (gone, one->name) == plan->keep)
        continue;
      crm_record_set (keep, one->name, crm_record_get (gone, one->name));
    } else if (one->choice == CRM_MERGE_BOTH && one->allows_both) {
      g_autofree char *both = join_texts (field, crm_record_get_text (keep, one->name),
                                          crm_record_get_text (gone, one->name));

      crm_record_set_text (keep, one->name, both);
    }
  }
}

static void
take_lines (CrmRecord *keep, const CrmRecord *gone)
{
  g_autoptr (CrmRecord) copies = crm_record_duplicate (gone);
  const CrmEntity *entity = crm_record_get_entity (keep);

  for (guint i = 0; i < crm_entity_n_lines (entity); i++) {
    GPtrArray *lines = crm_record_get_lines_at (copies, i);
    GPtrArray *theirs = crm_record_get_lines_at (gone, i);
    gboolean had = crm_record_get_lines_at (keep, i)->len > 0;

    for (guint k = 0; k < lines->len; k++) {
      CrmRecord *line = g_ptr_array_index (lines, k);

      /* A copy has lost what the office has made of it. */
      if (_crm_merge_has_line (crm_record_get_lines_at (keep, i), theirs->pdata[k]))
        continue;
      /* There is one main phone, and the survivor has it. */
      if (had && crm_entity_find_field (crm_record_get_entity (line), "is_main") != NULL)
        crm_record_set_int (line, "is_main", 0);
      crm_record_append_line (keep, i, line);
    }
  }
}

static gboolean
finish (CrmTxn *txn, const CrmMergePlan *plan, GError **error)
{
  const char *entity = plan->entity->name;
  g_autoptr (CrmRecord) gone = crm_txn_get (txn, entity, plan->gone, error);
  g_autoptr (CrmRecord) keep = NULL;

  /* First the trash: what only one living record may have is free then. */
  if (gone == NULL || !crm_txn_delete (txn, entity, plan->gone, error))
    return FALSE;
  keep = crm_txn_get (txn, entity, plan->keep, error);
  if (keep == NULL)
    return FALSE;
  take_fields (keep, gone, plan);
  take_lines (keep, gone);

  return crm_txn_save (txn, keep, error);
}

gboolean
crm_record_merge (CrmTxn *txn,
                  const CrmMergePlan *plan,
                  guint limit,
                  gboolean *finished,
                  GError **error)
{
  const CrmEntity *entity;
  gboolean trusted;
  gboolean ok;
  guint n = 0;

  g_return_val_if_fail (txn != NULL, FALSE);
  g_return_val_if_fail (plan != NULL, FALSE);

  entity = crm_schema_get (crm_txn_get_schema (txn), plan->entity->name, error);
  if (entity == NULL || !_crm_merge_check (txn, entity, plan->keep, plan->gone, error))
    return FALSE;
  crm_txn_set_verb (txn, CRM_VERB_MERGE);
  crm_txn_set_title (txn, plan->gone_title);
  /* Whose calls and deals they are does not matter: the client is the same. */
  trusted = crm_txn_trust (txn, TRUE);
  crm_txn_move_links (txn, TRUE);
  ok = _crm_merge_move_links (txn, plan, limit, &n, error);
  *finished = limit == 0 || n < limit;
  if (ok && *finished)
    ok = finish (txn, plan, error);
  else if (ok)
    crm_txn_set_unfinished (txn);
  crm_txn_move_links (txn, FALSE);
  crm_txn_trust (txn, trusted);

  return ok;
}
