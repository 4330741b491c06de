/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/merge/crm-merge-private.h"

#include "base/crm-error.h"
#include "model/crm-format.h"

#include <glib/gi18n-lib.h>

static void
field_free (gpointer data)
{
  CrmMergeField *self = data;

  g_free (self->name);
  g_free (self->label);
  g_free (self->kept);
  g_free (self->gone);
  g_free (self);
}

CrmMergePlan *
crm_merge_plan_ref (CrmMergePlan *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
crm_merge_plan_unref (CrmMergePlan *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->fields);
  g_array_unref (self->links);
  g_free (self->keep_title);
  g_free (self->gone_title);
  crm_schema_unref (self->schema);
  g_free (self);
}

CrmMergeField *
crm_merge_plan_find (CrmMergePlan *self, const char *field)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->fields->len; i++) {
    CrmMergeField *one = g_ptr_array_index (self->fields, i);

    if (g_str_equal (one->name, field))
      return one;
  }

  return NULL;
}

/* --- What can be merged ----------------------------------------------------------------------- */

gboolean
_crm_merge_counts (const CrmField *field)
{
  const CrmFieldFlags kept =
    CRM_FIELD_DERIVED | CRM_FIELD_SYSTEM | CRM_FIELD_READ_ONLY | CRM_FIELD_HIDDEN;

  return (field->flags & kept) == 0;
}

static gboolean
check_alive (CrmTxn *txn, const CrmEntity *entity, gint64 id, CrmAction action, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_get (txn, entity->name, id, error);
  g_autofree char *title = NULL;

  if (record == NULL)
    return FALSE;
  title = crm_record_title (record);
  if (crm_record_get_deleted (record) != 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("“%s” is in the trash. Take it out of there first."), title);
    return FALSE;
  }
  if (entity->is_frozen != NULL && entity->is_frozen (record)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("“%s” is final and stays as it is: it cannot be merged."), title);
    return FALSE;
  }

  return crm_txn_may (txn, action, entity->name, record, error);
}

gboolean
_crm_merge_check (CrmTxn *txn, const CrmEntity *entity, gint64 keep, gint64 gone, GError **error)
{
  if (entity->owner != NULL || entity->care != CRM_CARE_WORK) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 /* Translators: the plural of a kind of thing, "Templates". */
                 _ ("%s: they are not merged. Change one of them and delete the other."),
                 _ (entity->label_many));
    return FALSE;
  }
  if (keep == gone) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("That is one and the same card. Choose another one."));
    return FALSE;
  }

  return check_alive (txn, entity, keep, CRM_ACTION_EDIT, error) &&
         check_alive (txn, entity, gone, CRM_ACTION_DELETE, error);
}

/* --- Fields ----------------------------------------------------------------------------------- */

static char *
format_value (CrmTxn *txn, const CrmRecord *record, const CrmField *field)
{
  const CrmValue *value = crm_record_get (record, field->name);
  g_autofree char *title = NULL;

  if (field->type == CRM_FIELD_REFERENCE || field->type == CRM_FIELD_ANY ||
      field->type == CRM_FIELD_PARENT)
    title = crm_txn_title (txn, crm_value_get_int (value), NULL);

  return crm_field_format (field, value, crm_record_currency (record, field, NULL), title,
                           crm_lang_of_person ());
}

static CrmMergeChoice
first_choice (const CrmField *field, const CrmValue *kept, const CrmValue *gone)
{
  if (crm_value_is_null (gone))
    return CRM_MERGE_MINE;
  if (crm_value_is_null (kept))
    return CRM_MERGE_THEIRS;
  if (field->type == CRM_FIELD_YESNO)
    return crm_value_get_int (gone) != 0 ? CRM_MERGE_THEIRS : CRM_MERGE_MINE;
  if (field->type == CRM_FIELD_TAGS)
    return CRM_MERGE_BOTH;

  return CRM_MERGE_MINE;
}

static void
compare_fields (CrmTxn *txn, CrmMergePlan *self, const CrmRecord *keep, const CrmRecord *gone)
{
  for (guint i = 0; i < crm_entity_n_fields (self->entity); i++) {
    const CrmField *field = &self->entity->fields[i];
    const CrmValue *kept = crm_record_get_at (keep, i);
    const CrmValue *other = crm_record_get_at (gone, i);
    CrmMergeField *one;

    if (!_crm_merge_counts (field) || crm_value_equal (kept, other) ||
        (field->type == CRM_FIELD_YESNO &&
         (crm_value_get_int (kept) != 0) == (crm_value_get_int (other) != 0)))
      continue;
    one = g_new0 (CrmMergeField, 1);
    one->name = g_strdup (field->name);
    one->label = g_strdup (crm_field_get_label (field));
    one->kept = format_value (txn, keep, field);
    one->gone = format_value (txn, gone, field);
    one->choice = first_choice (field, kept, other);
    one->allows_both = (field->type == CRM_FIELD_NOTE || field->type == CRM_FIELD_TAGS) &&
                       !crm_value_is_null (kept) && !crm_value_is_null (other);
    g_ptr_array_add (self->fields, one);
  }
}

/* Typed in two ways it is one number. */
static gboolean
same_number (const CrmRecord *a, const CrmRecord *b)
{
  const char *number;

  if (crm_entity_find_field (crm_record_get_entity (a), "e164") == NULL)
    return FALSE;
  number = crm_record_get_text (a, "e164");

  return *number != '\0' && g_str_equal (number, crm_record_get_text (b, "e164"));
}

/* The lines say the same when what must be filled in does: the number of a phone. Lines without
 * such a field have to agree in all that the other one says. */
static gboolean
same_line (const CrmRecord *a, const CrmRecord *b)
{
  const CrmEntity *entity = crm_record_get_entity (a);
  gboolean by_required = FALSE;

  for (guint i = 0; i < crm_entity_n_fields (entity); i++)
    by_required = by_required || (_crm_merge_counts (&entity->fields[i]) &&
                                  (entity->fields[i].flags & CRM_FIELD_REQUIRED) != 0 &&
                                  entity->fields[i].type != CRM_FIELD_CHOICE);
  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    const CrmField *field = &entity->fields[i];
    const CrmValue *other = crm_record_get_at (b, i);

    if (!_crm_merge_counts (field) || crm_value_is_null (other) || field->type == CRM_FIELD_YESNO ||
        (by_required &&
         ((field->flags & CRM_FIELD_REQUIRED) == 0 || field->type == CRM_FIELD_CHOICE)))
      continue;
    if (!crm_value_equal (crm_record_get_at (a, i), other))
      return FALSE;
  }

  return TRUE;
}

gboolean
_crm_merge_has_line (GPtrArray *lines, const CrmRecord *line)
{
  for (guint i = 0; i < lines->len; i++)
    if (same_number (g_ptr_array_index (lines, i), line) ||
        same_line (g_ptr_array_index (lines, i), line))
      return TRUE;

  return FALSE;
}

static guint
count_lines (const CrmRecord *keep, const CrmRecord *gone)
{
  guint n = 0;

  for (guint i = 0; i < crm_entity_n_lines (crm_record_get_entity (keep)); i++) {
    GPtrArray *lines = crm_record_get_lines_at (gone, i);

    for (guint k = 0; k < lines->len; k++)
      if (!_crm_merge_has_line (crm_record_get_lines_at (keep, i), g_ptr_array_index (lines, k)))
        n++;
  }

  return n;
}

/* --- Links ------------------------------------------------------------------------------------ */

static gboolean
refers (const CrmField *field, const CrmEntity *holder, const CrmEntity *to)
{
  if ((field->flags & (CRM_FIELD_DERIVED | CRM_FIELD_SYSTEM)) != 0)
    return FALSE;

  return field->type == CRM_FIELD_ANY ||
         (field->type == CRM_FIELD_REFERENCE && g_str_equal (field->ref, to->name)) ||
         (field->type == CRM_FIELD_PARENT && holder == to);
}

GPtrArray *
_crm_merge_paths (const CrmEntity *entity, const CrmEntity *to)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < crm_entity_n_fields (entity); i++)
    if (refers (&entity->fields[i], entity, to))
      g_ptr_array_add (paths, g_strdup (entity->fields[i].name));
  for (guint i = 0; i < crm_entity_n_lines (entity); i++) {
    const CrmEntity *line = crm_entity_line_entity (entity, i);

    for (guint k = 0; k < crm_entity_n_fields (line); k++)
      if (refers (&line->fields[k], line, to))
        g_ptr_array_add (paths,
                         g_strdup_printf ("%s.%s", entity->lines[i].name, line->fields[k].name));
  }

  return paths;
}

static gboolean
count_links (CrmTxn *txn, CrmMergePlan *self, GError **error)
{
  gsize n_entities;
  const CrmEntity *const *entities =
    crm_schema_get_entities (crm_txn_get_schema (txn), &n_entities);

  for (gsize i = 0; i < n_entities; i++) {
    g_autoptr (GPtrArray) paths = NULL;
    CrmMergeLinks links = { .entity = entities[i] };

    if (entities[i]->owner != NULL)
      continue;
    paths = _crm_merge_paths (entities[i], self->entity);
    for (guint k = 0; k < paths->len; k++) {
      g_autoptr (CrmQuery) query = crm_query_new (entities[i]->name);
      gint64 n;

      crm_query_add_test_id (query, g_ptr_array_index (paths, k), self->gone);
      n = crm_txn_count (txn, query, error);
      if (n < 0)
        return FALSE;
      links.n += n;
    }
    if (links.n > 0)
      g_array_append_val (self->links, links);
  }

  return TRUE;
}

/* --- Reading ---------------------------------------------------------------------------------- */

CrmMergePlan *
crm_merge_plan_read (CrmTxn *txn, const char *entity, gint64 keep, gint64 gone, GError **error)
{
  g_autoptr (CrmMergePlan) self = NULL;
  g_autoptr (CrmRecord) survivor = NULL;
  g_autoptr (CrmRecord) other = NULL;
  const CrmEntity *found;

  g_return_val_if_fail (txn != NULL, NULL);
  g_return_val_if_fail (entity != NULL, NULL);

  found = crm_schema_get (crm_txn_get_schema (txn), entity, error);
  if (found == NULL || !_crm_merge_check (txn, found, keep, gone, error))
    return NULL;
  survivor = crm_txn_get (txn, entity, keep, error);
  other = survivor != NULL ? crm_txn_get (txn, entity, gone, error) : NULL;
  if (other == NULL)
    return NULL;
  self = g_new0 (CrmMergePlan, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->schema = crm_schema_ref (crm_txn_get_schema (txn));
  self->entity = found;
  self->keep = keep;
  self->gone = gone;
  self->keep_title = crm_record_title (survivor);
  self->gone_title = crm_record_title (other);
  self->fields = g_ptr_array_new_with_free_func (field_free);
  self->links = g_array_new (FALSE, FALSE, sizeof (CrmMergeLinks));
  compare_fields (txn, self, survivor, other);
  self->n_lines = count_lines (survivor, other);

  return count_links (txn, self, error) ? g_steal_pointer (&self) : NULL;
}
