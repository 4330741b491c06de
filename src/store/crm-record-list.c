/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-compiler.h"
#include "store/crm-list-private.h"

#include "base/crm-error.h"

/* Changes that come close together are followed by one look. */
#define FOLLOW_MS 120

enum {
  PROP_0,
  PROP_LOADING,
  PROP_COMPLETE,
  N_PROPS,
};

enum {
  SIGNAL_READY,
  SIGNAL_FAILED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* --- Following changes -------------------------------------------------------------------------*/

static gboolean
follow_cb (gpointer data)
{
  CrmRecordList *self = data;

  self->follow_source = 0;
  self->started = g_get_monotonic_time ();
  _crm_list_start_scan (self, FALSE);
  return G_SOURCE_REMOVE;
}

static gboolean
leads_to_change (const CrmPath *path, const CrmChange *change)
{
  guint n;
  const CrmStep *steps = crm_path_get_steps (path, &n);
  const CrmField *field = crm_path_get_field (path);

  for (guint k = 0; k < n; k++)
    if (crm_change_touches (change, steps[k].to->name))
      return TRUE;
  return field != NULL && field->ref != NULL && field->type == CRM_FIELD_REFERENCE &&
         crm_change_touches (change, field->ref);
}

static gboolean
text_leads_to_change (CrmRecordList *self, const char *text, const CrmChange *change)
{
  g_autoptr (CrmPath) path = crm_path_new (self->schema, self->entity, text, NULL);

  return path != NULL && leads_to_change (path, change);
}

/* What it shows, or how it is coloured, hangs on a saved view. */
static gboolean
asks_views (CrmRecordList *self)
{
  GPtrArray *rules = self->columns->rules;

  if (crm_condition_asks_views (self->query->where))
    return TRUE;
  for (guint i = 0; rules != NULL && i < rules->len; i++)
    if (crm_condition_asks_views (rules->pdata[i]))
      return TRUE;
  return FALSE;
}

static gboolean
concerns (CrmRecordList *self, const CrmChange *change)
{
  const char *views = _crm_store_get_views_entity (self->store);

  if (change->all || crm_change_touches (change, self->entity->name))
    return TRUE;
  for (guint i = 0; i < self->columns->expressions->len; i++)
    if (leads_to_change (self->columns->expressions->pdata[i], change))
      return TRUE;
  if (views != NULL && crm_change_touches (change, views) && asks_views (self))
    return TRUE;
  /* What it is sorted by need not be shown. */
  for (guint i = 0; i < self->query->order->len; i++)
    if (text_leads_to_change (self, g_array_index (self->query->order, CrmOrder, i).path, change))
      return TRUE;
  return self->grouping != NULL && text_leads_to_change (self, self->grouping->path, change);
}

static void
on_store_changed_cb (CrmStore *store, CrmChange *change, CrmRecordList *self)
{
  if (self->follow_source == 0 && concerns (self, change))
    self->follow_source = g_timeout_add (FOLLOW_MS, follow_cb, self);
}

/* --- Fields that the office gets meanwhile
 * ------------------------------------------------------*/

/* The columns as paths of another schema; NULL when one of them is not there. */
static CrmColumns *
translate_columns (CrmColumns *columns, CrmSchema *schema, const CrmEntity *entity)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();
  CrmColumns *made;

  for (guint i = 0; i < columns->n_columns; i++)
    g_ptr_array_add (paths, (gpointer)crm_path_get_text (columns->columns[i].path));
  g_ptr_array_add (paths, NULL);
  made = crm_columns_new (schema, entity, (const char *const *)paths->pdata, NULL);
  if (made != NULL)
    crm_columns_set_rules (made, columns->rules);
  return made;
}

static gboolean
follow_schema (CrmRecordList *self)
{
  g_autoptr (CrmSchema) schema = crm_store_get_schema (self->store);
  const CrmEntity *entity = crm_schema_find (schema, self->entity->name);
  CrmColumns *columns;

  if (schema == self->schema || entity == NULL)
    return FALSE;
  columns = translate_columns (self->columns, schema, entity);
  if (columns == NULL)
    return FALSE;
  crm_columns_unref (self->columns);
  self->columns = columns;
  crm_schema_unref (self->schema);
  self->schema = g_steal_pointer (&schema);
  self->entity = entity;
  _crm_list_forget_pages (self);
  return TRUE;
}

static void
on_schema_changed_cb (CrmStore *store, CrmRecordList *self)
{
  if (follow_schema (self))
    _crm_list_start_scan (self, TRUE);
}

/* --- GListModel --------------------------------------------------------------------------------*/

static GType
get_item_type (GListModel *model)
{
  return CRM_TYPE_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return CRM_RECORD_LIST (model)->n_items;
}

static gpointer
get_item (GListModel *model, guint position)
{
  CrmRecordList *self = CRM_RECORD_LIST (model);

  return position < self->n_items ? _crm_list_slot_at (self, position) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CrmRecordList,
                               crm_record_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* --- The object --------------------------------------------------------------------------------*/

static void
crm_record_list_dispose (GObject *object)
{
  CrmRecordList *self = CRM_RECORD_LIST (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->due_source, g_source_remove);
  g_clear_handle_id (&self->follow_source, g_source_remove);
  if (self->store != NULL) {
    g_clear_signal_handler (&self->changed_handler, self->store);
    g_clear_signal_handler (&self->schema_handler, self->store);
  }
  _crm_list_forget_slots (self);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_record_list_parent_class)->dispose (object);
}

static void
crm_record_list_finalize (GObject *object)
{
  CrmRecordList *self = CRM_RECORD_LIST (object);

  g_clear_pointer (&self->pages, g_hash_table_unref);
  g_clear_pointer (&self->wanted, g_hash_table_unref);
  g_clear_pointer (&self->due, g_array_unref);
  g_clear_pointer (&self->all, crm_vector_unref);
  g_clear_pointer (&self->shown, crm_vector_unref);
  g_clear_pointer (&self->columns, crm_columns_unref);
  g_clear_pointer (&self->query, crm_query_unref);
  g_clear_pointer (&self->schema, crm_schema_unref);
  g_clear_pointer (&self->grouping, _crm_grouping_free);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->collapsed, g_hash_table_unref);
  G_OBJECT_CLASS (crm_record_list_parent_class)->finalize (object);
}

static void
crm_record_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CrmRecordList *self = CRM_RECORD_LIST (object);

  switch (id) {
  case PROP_LOADING:
    g_value_set_boolean (value, self->loading);
    break;
  case PROP_COMPLETE:
    g_value_set_boolean (value, self->complete);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
crm_record_list_class_init (CrmRecordListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = crm_record_list_dispose;
  object_class->finalize = crm_record_list_finalize;
  object_class->get_property = crm_record_list_get_property;

  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COMPLETE] =
    g_param_spec_boolean ("complete", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_READY] = g_signal_new ("ready", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
crm_record_list_init (CrmRecordList *self)
{
  self->slots = g_hash_table_new (NULL, NULL);
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, _crm_list_page_free);
  self->wanted = g_hash_table_new (NULL, NULL);
  self->due = g_array_new (FALSE, FALSE, sizeof (guint));
  self->shown = crm_vector_new ();
  self->collapsed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* --- What its other files tell ---------------------------------------------------------------*/

void
_crm_list_set_flags (CrmRecordList *self, gboolean loading, gboolean complete)
{
  if (self->loading != loading) {
    self->loading = loading;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  }
  if (self->complete != complete) {
    self->complete = complete;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETE]);
  }
}

void
_crm_list_tell_length (CrmRecordList *self)
{
  guint before = self->n_items;
  guint now = self->n_positions;

  if (self->limit > 0)
    now = MIN (now, self->limit);
  self->n_items = now;
  if (now < before)
    g_list_model_items_changed (G_LIST_MODEL (self), now, before - now, 0);
  else if (now > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, now - before);
}

void
_crm_list_show_positions (CrmRecordList *self)
{
  /* Fewer rows: cut first, so that no slot looks beyond the end. */
  if (self->n_positions < self->n_items)
    _crm_list_tell_length (self);
  _crm_list_refresh_slots (self);
  if (self->n_positions > self->n_items)
    _crm_list_tell_length (self);
}

void
_crm_list_tell_ready (CrmRecordList *self)
{
  g_signal_emit (self, signals[SIGNAL_READY], 0);
}

void
_crm_list_tell_failed (CrmRecordList *self, GError *error)
{
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

/* --- Asking -----------------------------------------------------------------------------------*/

/* Paths are looked up before anything is changed. */
static gboolean
check_query (CrmRecordList *self, CrmQuery *query, GError **error)
{
  CrmCompilerWords words = { "2000-01-01", 0, 0 };
  g_autoptr (CrmTables) tables = _crm_store_get_tables (self->store);
  g_autoptr (CrmCompiler) compiler = crm_compiler_new (tables, self->entity, &words);

  for (guint i = 0; i < query->order->len; i++) {
    const CrmOrder *order = &g_array_index (query->order, CrmOrder, i);
    g_autoptr (CrmPath) path = crm_path_new (self->schema, self->entity, order->path, error);

    if (path == NULL)
      return FALSE;
  }
  return crm_compiler_add_condition (compiler, query->where, error);
}

CrmRecordList *
crm_record_list_new (CrmStore *store, CrmQuery *query, const char *const *columns, GError **error)
{
  g_autoptr (CrmRecordList) self = g_object_new (CRM_TYPE_RECORD_LIST, NULL);

  self->store = g_object_ref (store);
  self->schema = crm_store_get_schema (store);
  self->entity = crm_schema_get (self->schema, query->entity, error);
  if (self->entity == NULL)
    return NULL;
  self->query = crm_query_copy (query);
  if (self->query->order->len == 0 && self->entity->order != NULL)
    crm_query_set_order (self->query, self->entity->order);
  self->columns = crm_columns_new (self->schema, self->entity, columns, error);
  if (self->columns == NULL || !check_query (self, self->query, error))
    return NULL;
  self->changed_handler =
    g_signal_connect (store, "changed", G_CALLBACK (on_store_changed_cb), self);
  self->schema_handler =
    g_signal_connect (store, "schema-changed", G_CALLBACK (on_schema_changed_cb), self);
  _crm_list_start_scan (self, FALSE);
  return g_steal_pointer (&self);
}

/* Whether both ask for the same records in the same order but for the words. */
static gboolean
same_but_words (const CrmQuery *a, const CrmQuery *b)
{
  g_autoptr (CrmQuery) x = crm_query_copy (a);
  g_autoptr (CrmQuery) y = crm_query_copy (b);

  crm_query_set_words (x, NULL);
  crm_query_set_words (y, NULL);
  return crm_query_equal (x, y);
}

/* Whether both ask for the same records in whatever order. */
static gboolean
same_but_order (const CrmQuery *a, const CrmQuery *b)
{
  g_autoptr (CrmQuery) x = crm_query_copy (a);
  g_autoptr (CrmQuery) y = crm_query_copy (b);

  crm_query_set_order (x, "");
  crm_query_set_order (y, "");
  return crm_query_equal (x, y);
}

gboolean
crm_record_list_set_query (CrmRecordList *self, CrmQuery *query, GError **error)
{
  g_autoptr (CrmQuery) copy = NULL;
  gboolean keep_all;

  g_return_val_if_fail (CRM_IS_RECORD_LIST (self), FALSE);
  g_return_val_if_fail (g_str_equal (query->entity, self->entity->name), FALSE);

  /* The person may ask for a field before the list was told of it. */
  follow_schema (self);
  copy = crm_query_copy (query);
  if (copy->order->len == 0 && self->entity->order != NULL)
    crm_query_set_order (copy, self->entity->order);
  if (!check_query (self, copy, error))
    return FALSE;
  keep_all = same_but_words (copy, self->query);
  self->turned = self->complete && self->grouping == NULL && copy->limit == 0 && !keep_all &&
                 same_but_order (copy, self->query) &&
                 crm_query_starts_at_once (self->schema, self->entity, copy);
  crm_query_unref (self->query);
  self->query = g_steal_pointer (&copy);
  if (!keep_all)
    g_clear_pointer (&self->all, crm_vector_unref);
  self->started = g_get_monotonic_time ();
  _crm_list_set_flags (self, TRUE, FALSE);
  _crm_list_start_scan (self, keep_all);
  return TRUE;
}

CrmQuery *
crm_record_list_get_query (CrmRecordList *self)
{
  return self->query;
}

static void
take_columns (CrmRecordList *self, CrmColumns *made)
{
  crm_columns_unref (self->columns);
  self->columns = made;
  _crm_list_forget_pages (self);
  /* An answer under way has the old columns. */
  _crm_list_start_scan (self, TRUE);
}

gboolean
crm_record_list_set_columns (CrmRecordList *self, const char *const *columns, GError **error)
{
  CrmColumns *made;

  g_return_val_if_fail (CRM_IS_RECORD_LIST (self), FALSE);

  follow_schema (self);
  made = crm_columns_new (self->schema, self->entity, columns, error);
  if (made == NULL)
    return FALSE;
  crm_columns_set_rules (made, self->columns->rules);
  take_columns (self, made);
  return TRUE;
}

void
crm_record_list_set_rules (CrmRecordList *self, GPtrArray *rules)
{
  CrmColumns *made;

  g_return_if_fail (CRM_IS_RECORD_LIST (self));

  follow_schema (self);
  made = translate_columns (self->columns, self->schema, self->entity);
  if (made == NULL)
    return;
  crm_columns_set_rules (made, rules);
  take_columns (self, made);
}

CrmPath *
crm_record_list_get_column (CrmRecordList *self, guint column)
{
  return column < self->columns->n_columns ? self->columns->columns[column].path : NULL;
}

CrmStore *
crm_record_list_get_store (CrmRecordList *self)
{
  return self->store;
}

void
crm_record_list_set_limit (CrmRecordList *self, guint limit)
{
  g_return_if_fail (CRM_IS_RECORD_LIST (self));

  self->limit = limit;
  _crm_list_tell_length (self);
}

gboolean
crm_record_list_is_complete (CrmRecordList *self)
{
  return self->complete;
}

gboolean
crm_record_list_is_loading (CrmRecordList *self)
{
  return self->loading;
}

gint64
crm_record_list_get_n (CrmRecordList *self, guint position)
{
  int record = _crm_list_record_at (self, position);

  return record >= 0 ? (gint64)_crm_list_number_at (self, (guint)record) : -1;
}

int
crm_record_list_find (CrmRecordList *self, gint64 n)
{
  for (guint i = 0; i < self->shown->numbers->len; i++)
    if (_crm_list_number_at (self, i) == n)
      return _crm_list_position_of (self, i);
  return -1;
}

double
crm_record_list_get_query_time (CrmRecordList *self)
{
  return self->query_time;
}

void
crm_record_list_get_counters (CrmRecordList *self, guint64 *misses, guint64 *pages)
{
  *misses = self->n_misses;
  *pages = self->n_pages;
}
