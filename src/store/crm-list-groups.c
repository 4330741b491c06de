/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-list-private.h"

#include "base/crm-error.h"
#include "base/crm-text.h"

#include <glib/gi18n-lib.h>

/* A list in groups: the records in the order of what they are grouped by, and a heading before each
 * group. Positions are those of headings and records together; headings are told by one question
 * about counts and sums, so that a group knows them without its records being read. */

static void
sum_clear (gpointer data)
{
  g_free (((CrmGroupSum *)data)->currency);
}

static void
group_clear (gpointer data)
{
  CrmGroup *group = data;

  crm_value_clear (&group->value);
  crm_value_clear (&group->key);
  g_free (group->title);
  g_array_unref (group->sums);
}

void
_crm_group_unref (gpointer group)
{
  g_atomic_rc_box_release_full (group, group_clear);
}

/* --- Reading, on the store's thread
 * -------------------------------------------------------------*/

static gboolean
is_reference (const CrmField *field)
{
  return field->type == CRM_FIELD_REFERENCE || field->type == CRM_FIELD_PARENT ||
         field->type == CRM_FIELD_ANY;
}

/* Its place, where what it names has an order of its own. */
static void
find_rank (CrmTxn *txn, const CrmField *field, CrmGroup *group)
{
  const CrmEntity *ranked = _crm_ranked_entity (txn->schema, field);
  GArray *ranks = ranked != NULL ? _crm_txn_ranks (ranked, txn) : NULL;

  for (guint i = 0; ranks != NULL && i < ranks->len; i++)
    if (g_array_index (ranks, gint64, i) == group->value.integer)
      crm_value_set_int (&group->key, i);
}

/* What the list is sorted by where records have this value; and the title of what it names. */
static gboolean
find_key (CrmTxn *txn, const CrmField *field, CrmGroup *group, GError **error)
{
  CrmStatement *statement;
  gboolean row;

  if (crm_field_has_fold (field)) {
    const char *text = crm_value_get_text (&group->value);
    g_autofree char *folded = crm_text_fold (text != NULL ? text : "");

    crm_value_set_text (&group->key, folded);
    return TRUE;
  }
  if (crm_value_is_null (&group->value))
    return TRUE;
  if (field->type == CRM_FIELD_CHOICE) {
    g_autofree char *rank = _crm_choice_rank (field, crm_value_get_text (&group->value));

    crm_value_set_text (&group->key, rank);
    return TRUE;
  }
  if (!is_reference (field)) {
    crm_value_copy (&group->value, &group->key);
    return TRUE;
  }
  statement = crm_db_prepare (txn->db, "SELECT folded, title FROM record WHERE id = $1", error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, group->value.integer);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (row) {
    crm_statement_get_value (statement, 0, G_MAXSIZE, &group->key);
    group->title = g_strdup (crm_statement_get_text (statement, 1));
    crm_statement_reset (statement);
  }
  find_rank (txn, field, group);
  return TRUE;
}

static int
compare_groups (gconstpointer a, gconstpointer b, gpointer empties_last)
{
  const CrmGroup *x = *(CrmGroup *const *)a;
  const CrmGroup *y = *(CrmGroup *const *)b;

  if (GPOINTER_TO_INT (empties_last) && crm_value_is_null (&x->key) != crm_value_is_null (&y->key))
    return crm_value_is_null (&x->key) ? 1 : -1;
  return crm_value_compare (&x->key, &y->key);
}

static CrmGroup *
group_of (GPtrArray *groups,
          CrmTxn *txn,
          const CrmField *field,
          const CrmValue *value,
          GError **error)
{
  CrmGroup *group = g_atomic_rc_box_new0 (CrmGroup);

  group->sums = g_array_new (FALSE, TRUE, sizeof (CrmGroupSum));
  g_array_set_clear_func (group->sums, sum_clear);
  crm_value_copy (value, &group->value);
  if (!find_key (txn, field, group, error)) {
    _crm_group_unref (group);
    return NULL;
  }
  /* Iași and Iasi stand together in the list, so they are one group. */
  for (guint i = 0; i < groups->len; i++) {
    CrmGroup *other = groups->pdata[i];

    if (crm_value_equal (&other->key, &group->key)) {
      _crm_group_unref (group);
      return other;
    }
  }
  g_ptr_array_add (groups, group);
  return group;
}

static void
add_row (CrmGroup *group, const CrmMeasured *row)
{
  group->n_records += (guint)crm_value_get_int (&row->measures[0]);
  for (guint i = 1; i < row->n_measures; i++) {
    CrmGroupSum sum = { .sum = i - 1, .amount = crm_value_get_int (&row->measures[i]) };

    if (crm_value_is_null (&row->measures[i]))
      continue;
    sum.currency = g_strdup (row->currency);
    g_array_append_val (group->sums, sum);
  }
}

GPtrArray *
_crm_groups_read (CrmTxn *txn, const CrmQuery *query, const CrmGrouping *grouping, GError **error)
{
  const CrmEntity *entity = crm_schema_get (txn->schema, query->entity, error);
  g_autoptr (CrmPath) path =
               entity != NULL ? crm_path_new (txn->schema, entity, grouping->path, error) : NULL;
  g_autoptr (CrmQuery) measured = crm_query_copy (query);
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func (_crm_group_unref);
  g_autoptr (GPtrArray) rows = NULL;

  if (path == NULL)
    return NULL;
  crm_query_set_order (measured, "");
  crm_query_add_bucket (measured, grouping->bucket, grouping->path);
  crm_query_add_measure (measured, CRM_MEASURE_COUNT, NULL);
  for (guint i = 0; grouping->sums[i] != NULL; i++)
    crm_query_add_measure (measured, CRM_MEASURE_SUM, grouping->sums[i]);
  rows = crm_txn_measure (txn, measured, error);
  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++) {
    const CrmMeasured *row = rows->pdata[i];
    CrmGroup *group = group_of (groups, txn, crm_path_get_field (path), &row->buckets[0], error);

    if (group == NULL)
      return NULL;
    add_row (group, row);
  }
  g_ptr_array_sort_with_data (groups, compare_groups,
                              GINT_TO_POINTER (_crm_empties_come_last (crm_path_get_field (path))));
  return g_steal_pointer (&groups);
}

/* --- Positions
 * ----------------------------------------------------------------------------------*/

static char *
name_of (const CrmGroup *group)
{
  const char *text = crm_value_get_text (&group->value);

  return text != NULL ? g_strdup (text)
                      : g_strdup_printf ("%" G_GINT64_FORMAT, crm_value_get_int (&group->value));
}

/* The last group takes what came in between the two readings. */
void
_crm_groups_lay_out (CrmRecordList *self)
{
  guint n_records = self->shown->numbers->len;
  guint first = 0;
  guint position = 0;

  for (guint i = 0; self->groups != NULL && i < self->groups->len; i++) {
    CrmGroup *group = self->groups->pdata[i];
    g_autofree char *name = name_of (group);

    group->collapsed = g_hash_table_contains (self->collapsed, name);
    group->position = position;
    group->first = first;
    group->n_rows = MIN (group->n_records, n_records - first);
    if (i + 1 == self->groups->len)
      group->n_rows = n_records - first;
    first += group->n_rows;
    position += 1 + (group->collapsed ? 0 : group->n_rows);
  }
  self->n_positions = self->groups != NULL ? position : n_records;
}

/* The group whose heading stands at or before a position, or whose records begin there. */
static CrmGroup *
group_before (CrmRecordList *self, guint at, gboolean records)
{
  guint low = 0;
  guint high = self->groups->len;

  while (high - low > 1) {
    guint middle = (low + high) / 2;
    const CrmGroup *group = self->groups->pdata[middle];

    if ((records ? group->first : group->position) <= at)
      low = middle;
    else
      high = middle;
  }
  return self->groups->len > 0 ? self->groups->pdata[low] : NULL;
}

CrmGroup *
_crm_list_heading_at (CrmRecordList *self, guint position)
{
  CrmGroup *group = self->groups != NULL ? group_before (self, position, FALSE) : NULL;

  return group != NULL && group->position == position ? group : NULL;
}

int
_crm_list_record_at (CrmRecordList *self, guint position)
{
  CrmGroup *group;

  if (self->groups == NULL)
    return position < self->shown->numbers->len ? (int)position : -1;
  group = group_before (self, position, FALSE);
  if (group == NULL || group->collapsed || position <= group->position ||
      position - group->position > group->n_rows)
    return -1;
  return (int)(group->first + position - group->position - 1);
}

int
_crm_list_position_of (CrmRecordList *self, guint record)
{
  CrmGroup *group;

  if (self->groups == NULL)
    return (int)record;
  group = group_before (self, record, TRUE);
  if (group == NULL || group->collapsed || record - group->first >= group->n_rows)
    return -1;
  return (int)(group->position + 1 + record - group->first);
}

/* --- Asking for them
 * ----------------------------------------------------------------------------*/

void
_crm_grouping_free (CrmGrouping *self)
{
  g_free (self->path);
  g_strfreev (self->sums);
  g_free (self);
}

CrmGrouping *
_crm_grouping_copy (const CrmGrouping *self)
{
  CrmGrouping *copy = g_new0 (CrmGrouping, 1);

  copy->path = g_strdup (self->path);
  copy->bucket = self->bucket;
  copy->sums = g_strdupv (self->sums);
  return copy;
}

/* First by what it is grouped by. */
void
_crm_grouping_order (const CrmGrouping *self, CrmQuery *query)
{
  g_autoptr (GString) order = g_string_new (self->path);

  for (guint i = 0; i < query->order->len; i++) {
    const CrmOrder *one = &g_array_index (query->order, CrmOrder, i);

    if (!g_str_equal (one->path, self->path))
      g_string_append_printf (order, ",%s%s", one->descending ? "-" : "", one->path);
  }
  crm_query_set_order (query, order->str);
}

gboolean
crm_record_list_set_groups (CrmRecordList *self,
                            const char *path,
                            CrmBucketKind bucket,
                            const char *const *sums,
                            GError **error)
{
  g_autoptr (CrmPath) found = NULL;

  g_return_val_if_fail (CRM_IS_RECORD_LIST (self), FALSE);

  if (path == NULL && self->grouping == NULL)
    return TRUE;
  if (path != NULL) {
    found = crm_path_new (self->schema, self->entity, path, error);
    if (found == NULL)
      return FALSE;
    if (crm_path_get_field (found) == NULL || crm_path_has_lines (found)) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                   _ ("A list is not grouped by “%s”, of which a record has several."), path);
      return FALSE;
    }
  }
  g_clear_pointer (&self->grouping, _crm_grouping_free);
  if (path != NULL) {
    self->grouping = g_new0 (CrmGrouping, 1);
    self->grouping->path = g_strdup (path);
    self->grouping->bucket = bucket;
    self->grouping->sums = g_strdupv ((char **)sums);
  }
  g_hash_table_remove_all (self->collapsed);
  g_clear_pointer (&self->all, crm_vector_unref);
  _crm_list_set_flags (self, TRUE, FALSE);
  _crm_list_start_scan (self, FALSE);
  return TRUE;
}

gboolean
crm_record_list_is_grouped (CrmRecordList *self)
{
  return self->groups != NULL;
}

const CrmGroup *
crm_record_list_get_heading (CrmRecordList *self, guint position)
{
  g_return_val_if_fail (CRM_IS_RECORD_LIST (self), NULL);

  return _crm_list_heading_at (self, position);
}

guint
crm_record_list_get_n_records (CrmRecordList *self)
{
  g_return_val_if_fail (CRM_IS_RECORD_LIST (self), 0);

  return self->limit > 0 ? MIN (self->shown->numbers->len, self->limit) : self->shown->numbers->len;
}

gboolean
crm_record_list_fold_group (CrmRecordList *self, guint position)
{
  CrmGroup *group;
  char *name;

  g_return_val_if_fail (CRM_IS_RECORD_LIST (self), FALSE);

  group = _crm_list_heading_at (self, position);
  if (group == NULL)
    return FALSE;
  name = name_of (group);
  if (group->collapsed) {
    g_hash_table_remove (self->collapsed, name);
    g_free (name);
  } else {
    g_hash_table_add (self->collapsed, name);
  }
  _crm_groups_lay_out (self);
  _crm_list_show_positions (self);
  return TRUE;
}
