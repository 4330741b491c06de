/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/crm-query.h"

#include <string.h>

/* --- Conditions ------------------------------------------------------------------------------- */

CrmCondition *
crm_condition_new_group (CrmConditionKind kind)
{
  CrmCondition *self;

  g_return_val_if_fail (kind != CRM_CONDITION_TEST, NULL);

  self = g_new0 (CrmCondition, 1);
  self->kind = kind;
  self->children = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_condition_free);

  return self;
}

static CrmCondition *
test_new (const char *path, CrmTest test)
{
  CrmCondition *self = g_new0 (CrmCondition, 1);

  self->kind = CRM_CONDITION_TEST;
  self->path = g_strdup (path);
  self->test = test;

  return self;
}

CrmCondition *
crm_condition_new_test (const char *path, CrmTest test, const char *value)
{
  const char *const values[] = { value, NULL };
  CrmCondition *self;

  g_return_val_if_fail (path != NULL, NULL);

  if (value == NULL && test == CRM_TEST_EQUAL)
    test = CRM_TEST_EMPTY;
  if (value == NULL && test == CRM_TEST_DIFFERS)
    test = CRM_TEST_FILLED;
  if (test == CRM_TEST_EMPTY || test == CRM_TEST_FILLED)
    return test_new (path, test);

  g_return_val_if_fail (value != NULL, NULL);

  self = test_new (path, test);
  self->values = g_strdupv ((char **)values);

  return self;
}

CrmCondition *
crm_condition_new_in (const char *path, const char *const *values)
{
  CrmCondition *self;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (values != NULL, NULL);

  self = test_new (path, CRM_TEST_IN);
  self->values = g_strdupv ((char **)values);

  return self;
}

void
crm_condition_add (CrmCondition *self, CrmCondition *child)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (self->kind != CRM_CONDITION_TEST);
  g_return_if_fail (self->kind != CRM_CONDITION_NOT || self->children->len == 0);
  g_return_if_fail (child != NULL);

  g_ptr_array_add (self->children, child);
}

CrmCondition *
crm_condition_copy (const CrmCondition *self)
{
  CrmCondition *copy;

  if (self == NULL)
    return NULL;

  copy = g_new0 (CrmCondition, 1);
  copy->kind = self->kind;
  copy->path = g_strdup (self->path);
  copy->test = self->test;
  copy->values = g_strdupv (self->values);
  if (self->children != NULL) {
    copy->children = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_condition_free);
    for (guint i = 0; i < self->children->len; i++)
      g_ptr_array_add (copy->children, crm_condition_copy (g_ptr_array_index (self->children, i)));
  }

  return copy;
}

void
crm_condition_free (CrmCondition *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_free (self->path);
  g_strfreev (self->values);
  g_free (self);
}

gboolean
crm_condition_equal (const CrmCondition *a, const CrmCondition *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (a->kind != b->kind)
    return FALSE;

  if (a->kind == CRM_CONDITION_TEST) {
    if (a->test != b->test || g_strcmp0 (a->path, b->path) != 0)
      return FALSE;
    if (a->values == NULL || b->values == NULL)
      return a->values == b->values;
    return g_strv_equal ((const char *const *)a->values, (const char *const *)b->values);
  }

  if (a->children->len != b->children->len)
    return FALSE;
  for (guint i = 0; i < a->children->len; i++) {
    if (!crm_condition_equal (g_ptr_array_index (a->children, i),
                              g_ptr_array_index (b->children, i)))
      return FALSE;
  }

  return TRUE;
}

/* --- Saved views in them ---------------------------------------------------------------------- */

gboolean
crm_test_is_of_view (CrmTest test)
{
  return test == CRM_TEST_IN_VIEW || test == CRM_TEST_OUT_VIEW;
}

void
crm_condition_foreach_view (CrmCondition *self, CrmConditionFunc func, gpointer data)
{
  if (self == NULL)
    return;
  if (self->kind == CRM_CONDITION_TEST && crm_test_is_of_view (self->test))
    func (self, data);
  for (guint i = 0; self->children != NULL && i < self->children->len; i++)
    crm_condition_foreach_view (g_ptr_array_index (self->children, i), func, data);
}

gboolean
crm_condition_asks_views (const CrmCondition *self)
{
  if (self == NULL)
    return FALSE;
  if (self->kind == CRM_CONDITION_TEST)
    return crm_test_is_of_view (self->test);
  for (guint i = 0; self->children != NULL && i < self->children->len; i++)
    if (crm_condition_asks_views (g_ptr_array_index (self->children, i)))
      return TRUE;

  return FALSE;
}

/* --- Queries ---------------------------------------------------------------------------------- */

static void
order_clear (gpointer data)
{
  g_free (((CrmOrder *)data)->path);
}

static void
measure_clear (gpointer data)
{
  g_free (((CrmMeasure *)data)->path);
}

static void
bucket_clear (gpointer data)
{
  g_free (((CrmBucket *)data)->path);
}

CrmQuery *
crm_query_new (const char *entity)
{
  CrmQuery *self;

  g_return_val_if_fail (entity != NULL, NULL);

  self = g_new0 (CrmQuery, 1);
  self->ref_count = 1;
  self->entity = g_strdup (entity);
  self->order = g_array_new (FALSE, FALSE, sizeof (CrmOrder));
  self->measures = g_array_new (FALSE, FALSE, sizeof (CrmMeasure));
  self->buckets = g_array_new (FALSE, FALSE, sizeof (CrmBucket));
  g_array_set_clear_func (self->order, order_clear);
  g_array_set_clear_func (self->measures, measure_clear);
  g_array_set_clear_func (self->buckets, bucket_clear);

  return self;
}

CrmQuery *
crm_query_ref (CrmQuery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);

  return self;
}

void
crm_query_unref (CrmQuery *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;

  g_free (self->entity);
  crm_condition_free (self->where);
  g_free (self->words);
  g_array_unref (self->order);
  g_array_unref (self->measures);
  g_array_unref (self->buckets);
  g_free (self);
}

static void
add_order (CrmQuery *self, const char *path, gboolean descending)
{
  CrmOrder order = { .path = g_strdup (path), .descending = descending };

  g_array_append_val (self->order, order);
}

CrmQuery *
crm_query_copy (const CrmQuery *self)
{
  CrmQuery *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = crm_query_new (self->entity);
  copy->where = crm_condition_copy (self->where);
  copy->words = g_strdup (self->words);
  copy->limit = self->limit;
  copy->trash = self->trash;
  for (guint i = 0; i < self->order->len; i++) {
    const CrmOrder *order = &g_array_index (self->order, CrmOrder, i);

    add_order (copy, order->path, order->descending);
  }
  for (guint i = 0; i < self->measures->len; i++) {
    const CrmMeasure *measure = &g_array_index (self->measures, CrmMeasure, i);

    crm_query_add_measure (copy, measure->kind, measure->path);
  }
  for (guint i = 0; i < self->buckets->len; i++) {
    const CrmBucket *bucket = &g_array_index (self->buckets, CrmBucket, i);

    crm_query_add_bucket (copy, bucket->kind, bucket->path);
  }

  return copy;
}

static gboolean
equal_order (const CrmQuery *a, const CrmQuery *b)
{
  if (a->order->len != b->order->len)
    return FALSE;

  for (guint i = 0; i < a->order->len; i++) {
    const CrmOrder *x = &g_array_index (a->order, CrmOrder, i);
    const CrmOrder *y = &g_array_index (b->order, CrmOrder, i);

    if (!x->descending != !y->descending || g_strcmp0 (x->path, y->path) != 0)
      return FALSE;
  }

  return TRUE;
}

static gboolean
equal_measures (const CrmQuery *a, const CrmQuery *b)
{
  if (a->measures->len != b->measures->len || a->buckets->len != b->buckets->len)
    return FALSE;

  for (guint i = 0; i < a->measures->len; i++) {
    const CrmMeasure *x = &g_array_index (a->measures, CrmMeasure, i);
    const CrmMeasure *y = &g_array_index (b->measures, CrmMeasure, i);

    if (x->kind != y->kind || g_strcmp0 (x->path, y->path) != 0)
      return FALSE;
  }
  for (guint i = 0; i < a->buckets->len; i++) {
    const CrmBucket *x = &g_array_index (a->buckets, CrmBucket, i);
    const CrmBucket *y = &g_array_index (b->buckets, CrmBucket, i);

    if (x->kind != y->kind || g_strcmp0 (x->path, y->path) != 0)
      return FALSE;
  }

  return TRUE;
}

gboolean
crm_query_equal (const CrmQuery *a, const CrmQuery *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a == b || (g_strcmp0 (a->entity, b->entity) == 0 && g_strcmp0 (a->words, b->words) == 0 &&
                    a->limit == b->limit && !a->trash == !b->trash && equal_order (a, b) &&
                    equal_measures (a, b) && crm_condition_equal (a->where, b->where));
}

void
crm_query_add_where (CrmQuery *self, CrmCondition *condition)
{
  g_return_if_fail (self != NULL);

  if (condition == NULL)
    return;
  if (self->where == NULL) {
    self->where = condition;
    return;
  }

  if (self->where->kind != CRM_CONDITION_ALL) {
    CrmCondition *all = crm_condition_new_group (CRM_CONDITION_ALL);

    crm_condition_add (all, self->where);
    self->where = all;
  }
  crm_condition_add (self->where, condition);
}

void
crm_query_add_test (CrmQuery *self, const char *path, CrmTest test, const char *value)
{
  crm_query_add_where (self, crm_condition_new_test (path, test, value));
}

void
crm_query_add_test_id (CrmQuery *self, const char *path, gint64 id)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  crm_query_add_test (self, path, CRM_TEST_EQUAL, value);
}

void
crm_query_set_words (CrmQuery *self, const char *words)
{
  char *copy;

  g_return_if_fail (self != NULL);

  copy = words != NULL && *words != '\0' ? g_strdup (words) : NULL;
  g_free (self->words);
  self->words = copy;
}

void
crm_query_set_order (CrmQuery *self, const char *order)
{
  g_auto (GStrv) parts = NULL;

  g_return_if_fail (self != NULL);

  g_array_set_size (self->order, 0);
  if (order == NULL)
    return;

  parts = g_strsplit (order, ",", -1);
  for (guint i = 0; parts[i] != NULL; i++) {
    const char *path = g_strstrip (parts[i]);
    gboolean descending = *path == '-';

    if (path[descending ? 1 : 0] != '\0')
      add_order (self, path + (descending ? 1 : 0), descending);
  }
}

void
crm_query_add_measure (CrmQuery *self, CrmMeasureKind kind, const char *path)
{
  CrmMeasure measure = { .kind = kind };

  g_return_if_fail (self != NULL);
  g_return_if_fail (path != NULL || kind == CRM_MEASURE_COUNT);

  measure.path = g_strdup (path);
  g_array_append_val (self->measures, measure);
}

void
crm_query_add_bucket (CrmQuery *self, CrmBucketKind kind, const char *path)
{
  CrmBucket bucket = { .kind = kind };

  g_return_if_fail (self != NULL);
  g_return_if_fail (path != NULL);

  bucket.path = g_strdup (path);
  g_array_append_val (self->buckets, bucket);
}
