/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-list-reader.h"
#include "store/crm-store-private.h"

#include "store/crm-compiler.h"

#include "base/crm-error.h"

/* Rows fetched together, and pages kept: about a megabyte of rows. */
#define PAGE_SIZE  64
#define MOST_PAGES 96
/* Rows of the first answer: a tall window shows fewer. */
#define FIRST_ROWS 64
/* Changes that come close together are followed by one look. */
#define FOLLOW_MS 120

typedef struct {
  guint number;
  guint64 used;
  CrmRowData *rows[PAGE_SIZE];
} Page;

struct _CrmRecordList {
  GObject parent_instance;

  CrmStore *store;
  CrmSchema *schema;
  const CrmEntity *entity;
  CrmQuery *query;
  CrmColumns *columns;
  guint limit;

  CrmVector *all;   /* the query without its words; NULL until known */
  CrmVector *shown; /* what the positions are */
  gboolean complete;
  gboolean loading;
  guint n_items;             /* as GTK was told */
  GCancellable *cancellable; /* of the scan under way */
  gint64 started;
  double query_time;

  GHashTable *slots;  /* position → CrmRow, weak */
  GHashTable *pages;  /* number → Page */
  GHashTable *wanted; /* numbers of pages being fetched */
  GArray *due;        /* of guint: pages to fetch in the next round */
  guint due_source;
  guint64 tick;
  guint epoch; /* of the rows: raised when what was fetched is out of date */
  gulong changed_handler;
  guint follow_source;

  guint64 n_misses;
  guint64 n_pages;
};

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

static void start_scan (CrmRecordList *self, gboolean keep_all);
static void fetch_due (CrmRecordList *self);

/* --- Pages and slots ---------------------------------------------------------------------------*/

static void
page_free (gpointer data)
{
  Page *page = data;

  for (guint i = 0; i < PAGE_SIZE; i++)
    g_clear_pointer (&page->rows[i], crm_row_data_unref);
  g_free (page);
}

static Page *
find_page (CrmRecordList *self, guint number)
{
  Page *page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (number));

  if (page != NULL)
    page->used = ++self->tick;
  return page;
}

static void
drop_oldest_page (CrmRecordList *self)
{
  GHashTableIter iter;
  gpointer value;
  Page *oldest = NULL;

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (oldest == NULL || ((Page *)value)->used < oldest->used)
      oldest = value;
  if (oldest != NULL)
    g_hash_table_remove (self->pages, GUINT_TO_POINTER (oldest->number));
}

static Page *
make_page (CrmRecordList *self, guint number)
{
  Page *page = find_page (self, number);

  if (page != NULL)
    return page;
  if (g_hash_table_size (self->pages) >= MOST_PAGES)
    drop_oldest_page (self);
  page = g_new0 (Page, 1);
  page->number = number;
  page->used = ++self->tick;
  g_hash_table_insert (self->pages, GUINT_TO_POINTER (number), page);
  return page;
}

static guint32
number_at (CrmRecordList *self, guint position)
{
  return g_array_index (self->shown->numbers, guint32, position);
}

static CrmRowData *
data_at (CrmRecordList *self, guint position)
{
  Page *page = find_page (self, position / PAGE_SIZE);
  CrmRowData *data = page != NULL ? page->rows[position % PAGE_SIZE] : NULL;

  return (data != NULL && data->n == number_at (self, position)) ? data : NULL;
}

static gboolean
fetch_due_cb (gpointer data)
{
  CrmRecordList *self = data;

  self->due_source = 0;
  fetch_due (self);
  return G_SOURCE_REMOVE;
}

static void
want_page (CrmRecordList *self, guint number)
{
  if (g_hash_table_contains (self->wanted, GUINT_TO_POINTER (number)))
    return;
  g_hash_table_add (self->wanted, GUINT_TO_POINTER (number));
  g_array_append_val (self->due, number);
  self->n_misses++;
  if (self->due_source == 0)
    self->due_source = g_idle_add_full (G_PRIORITY_HIGH, fetch_due_cb, self, NULL);
}

static void
slot_gone (gpointer data, GObject *slot)
{
  CrmRecordList *self = data;

  /* The row is being finalised, but its own fields still stand. */
  g_hash_table_remove (self->slots, GUINT_TO_POINTER (crm_row_get_position ((CrmRow *)slot)));
}

static CrmRow *
slot_at (CrmRecordList *self, guint position)
{
  CrmRow *row = g_hash_table_lookup (self->slots, GUINT_TO_POINTER (position));
  CrmRowData *data;

  if (row != NULL)
    return g_object_ref (row);
  row = crm_row_new (position);
  g_hash_table_insert (self->slots, GUINT_TO_POINTER (position), row);
  g_object_weak_ref (G_OBJECT (row), slot_gone, self);
  data = data_at (self, position);
  if (data != NULL)
    crm_row_show (row, self->columns, data);
  else
    want_page (self, position / PAGE_SIZE);
  return row;
}

/* Positions that somebody looks at now. */
static GArray *
live_positions (CrmRecordList *self)
{
  GArray *positions = g_array_new (FALSE, FALSE, sizeof (guint));
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->slots);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    guint position = GPOINTER_TO_UINT (key);

    g_array_append_val (positions, position);
  }
  return positions;
}

static void
refresh_slots (CrmRecordList *self)
{
  g_autoptr (GArray) positions = live_positions (self);

  for (guint i = 0; i < positions->len; i++) {
    guint position = g_array_index (positions, guint, i);
    CrmRow *row = g_hash_table_lookup (self->slots, GUINT_TO_POINTER (position));
    CrmRowData *data;

    if (row == NULL || position >= self->n_items)
      continue;
    data = data_at (self, position);
    if (data == NULL)
      want_page (self, position / PAGE_SIZE);
    g_object_ref (row);
    crm_row_show (row, self->columns, data);
    g_object_unref (row);
  }
}

static void
store_rows (CrmRecordList *self, GPtrArray *rows, const guint *positions, guint n)
{
  guint next = 0;

  /* Rows come in the order asked; one that is gone is left out. */
  for (guint i = 0; i < n && next < rows->len; i++) {
    CrmRowData *data = rows->pdata[next];
    Page *page;

    if (positions[i] >= self->shown->numbers->len || data->n != number_at (self, positions[i]))
      continue;
    next++;
    page = make_page (self, positions[i] / PAGE_SIZE);
    g_clear_pointer (&page->rows[positions[i] % PAGE_SIZE], crm_row_data_unref);
    page->rows[positions[i] % PAGE_SIZE] = crm_row_data_ref (data);
  }
}

/* --- Fetching pages ----------------------------------------------------------------------------*/

typedef struct {
  CrmRecordList *list; /* a reference */
  const CrmEntity *entity;
  CrmColumns *columns;
  GArray *pages;
  GArray *positions; /* of guint */
  GArray *numbers;   /* of guint32 */
  GPtrArray *rows;
  guint epoch;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_object_unref (fetch->list);
  crm_columns_unref (fetch->columns);
  g_array_unref (fetch->pages);
  g_array_unref (fetch->positions);
  g_array_unref (fetch->numbers);
  g_clear_pointer (&fetch->rows, g_ptr_array_unref);
  g_free (fetch);
}

static gboolean
fetch_func (CrmTxn *txn, gpointer data, GError **error)
{
  Fetch *fetch = data;

  g_clear_pointer (&fetch->rows, g_ptr_array_unref);
  fetch->rows = crm_rows_fetch (txn, fetch->entity, fetch->columns, (guint32 *)fetch->numbers->data,
                                fetch->numbers->len, error);
  return fetch->rows != NULL;
}

static void
fetched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Fetch *fetch = user_data;
  CrmRecordList *self = fetch->list;
  g_autoptr (GError) error = NULL;

  if (!crm_store_run_finish (CRM_STORE (object), result, &error)) {
    if (!g_error_matches (error, CRM_ERROR, CRM_ERROR_GONE))
      g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
    return;
  }
  if (fetch->epoch != self->epoch)
    return;
  for (guint i = 0; i < fetch->pages->len; i++)
    g_hash_table_remove (self->wanted, GUINT_TO_POINTER (g_array_index (fetch->pages, guint, i)));
  self->n_pages += fetch->pages->len;
  store_rows (self, fetch->rows, (guint *)fetch->positions->data, fetch->positions->len);
  for (guint i = 0; i < fetch->positions->len; i++) {
    guint position = g_array_index (fetch->positions, guint, i);
    CrmRow *row = g_hash_table_lookup (self->slots, GUINT_TO_POINTER (position));
    CrmRowData *data = position < self->shown->numbers->len ? data_at (self, position) : NULL;

    if (row != NULL && data != NULL)
      crm_row_show (row, self->columns, data);
  }
}

static void
fetch_due (CrmRecordList *self)
{
  Fetch *fetch;

  if (self->due->len == 0)
    return;
  fetch = g_new0 (Fetch, 1);
  fetch->list = g_object_ref (self);
  fetch->entity = self->entity;
  fetch->columns = crm_columns_ref (self->columns);
  fetch->epoch = self->epoch;
  fetch->pages = g_steal_pointer (&self->due);
  self->due = g_array_new (FALSE, FALSE, sizeof (guint));
  fetch->positions = g_array_new (FALSE, FALSE, sizeof (guint));
  fetch->numbers = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; i < fetch->pages->len; i++) {
    guint first = g_array_index (fetch->pages, guint, i) * PAGE_SIZE;

    for (guint position = first;
         position < first + PAGE_SIZE && position < self->shown->numbers->len; position++) {
      guint32 n = number_at (self, position);

      g_array_append_val (fetch->positions, position);
      g_array_append_val (fetch->numbers, n);
    }
  }
  crm_store_run_async (self->store, CRM_TXN_READ, NULL, fetch_func, fetch, fetch_free, NULL,
                       fetched_cb, fetch);
}

/* --- Scanning ----------------------------------------------------------------------------------*/

typedef struct {
  CrmRecordList *list; /* a reference */
  CrmQuery *query;
  const CrmEntity *entity;
  CrmColumns *columns;
  GArray *live;   /* positions whose rows are wanted with the answer */
  gboolean quick; /* only the first rows, the rest follows */

  CrmScan *scan;
  CrmVector *all;
  CrmVector *shown;
  GArray *positions;
  GPtrArray *rows;
} Scan;

static void
scan_free (gpointer data)
{
  Scan *scan = data;

  g_object_unref (scan->list);
  crm_query_unref (scan->query);
  crm_columns_unref (scan->columns);
  g_array_unref (scan->live);
  g_clear_pointer (&scan->scan, crm_scan_free);
  g_clear_pointer (&scan->all, crm_vector_unref);
  g_clear_pointer (&scan->shown, crm_vector_unref);
  g_clear_pointer (&scan->positions, g_array_unref);
  g_clear_pointer (&scan->rows, g_ptr_array_unref);
  g_free (scan);
}

/* The rows that are on the screen come with the answer, so that nothing is shown empty first. */
static gboolean
fetch_shown (Scan *scan, CrmTxn *txn, GError **error)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint length = scan->shown->numbers->len;

  g_clear_pointer (&scan->positions, g_array_unref);
  scan->positions = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < MIN (length, FIRST_ROWS); i++)
    g_array_append_val (scan->positions, i);
  for (guint i = 0; i < scan->live->len; i++) {
    guint position = g_array_index (scan->live, guint, i);

    if (position >= FIRST_ROWS && position < length)
      g_array_append_val (scan->positions, position);
  }
  for (guint i = 0; i < scan->positions->len; i++) {
    guint position = g_array_index (scan->positions, guint, i);

    g_array_append_val (numbers, g_array_index (scan->shown->numbers, guint32, position));
  }
  g_clear_pointer (&scan->rows, g_ptr_array_unref);
  scan->rows = crm_rows_fetch (txn, scan->entity, scan->columns, (guint32 *)numbers->data,
                               numbers->len, error);
  return scan->rows != NULL;
}

static gboolean
scan_func (CrmTxn *txn, gpointer data, GError **error)
{
  Scan *scan = data;
  gboolean done = TRUE;

  if (scan->quick) {
    g_clear_pointer (&scan->shown, crm_vector_unref);
    scan->shown = crm_vector_first (txn, scan->query, FIRST_ROWS, error);
    return scan->shown != NULL && fetch_shown (scan, txn, error);
  }
  if (scan->all == NULL) {
    if (scan->scan == NULL)
      scan->scan = crm_scan_new (scan->query);
    if (!crm_scan_step (scan->scan, txn, &done, error))
      return FALSE;
    if (!done) {
      _crm_txn_run_again (txn);
      return TRUE;
    }
    scan->all = crm_scan_steal (scan->scan);
  }
  g_clear_pointer (&scan->shown, crm_vector_unref);
  scan->shown = scan->query->words != NULL ? crm_vector_filter (txn, scan->query, scan->all, error)
                                           : crm_vector_ref (scan->all);
  return scan->shown != NULL && fetch_shown (scan, txn, error);
}

static void
set_flags (CrmRecordList *self, gboolean loading, gboolean complete)
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

/* GTK is told of the tail only: a change of the whole would make it look at every row. */
static void
tell_length (CrmRecordList *self)
{
  guint before = self->n_items;
  guint now = self->shown->numbers->len;

  if (self->limit > 0)
    now = MIN (now, self->limit);
  self->n_items = now;
  if (now < before)
    g_list_model_items_changed (G_LIST_MODEL (self), now, before - now, 0);
  else if (now > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, now - before);
}

static void
forget_pages (CrmRecordList *self)
{
  self->epoch++;
  g_hash_table_remove_all (self->pages);
  g_hash_table_remove_all (self->wanted);
  g_array_set_size (self->due, 0);
}

static void
show_scan (CrmRecordList *self, Scan *scan)
{
  guint before = self->n_items;
  guint now = scan->shown->numbers->len;

  g_clear_pointer (&self->shown, crm_vector_unref);
  self->shown = crm_vector_ref (scan->shown);
  if (scan->all != NULL) {
    g_clear_pointer (&self->all, crm_vector_unref);
    self->all = crm_vector_ref (scan->all);
  }
  forget_pages (self);
  store_rows (self, scan->rows, (guint *)scan->positions->data, scan->positions->len);
  /* Fewer rows: cut first, so that no slot looks beyond the end. */
  if (now < before)
    tell_length (self);
  refresh_slots (self);
  if (now >= before)
    tell_length (self);
}

static void
scanned_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Scan *scan = user_data;
  CrmRecordList *self = scan->list;
  g_autoptr (GError) error = NULL;

  if (!crm_store_run_finish (CRM_STORE (object), result, &error)) {
    if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
        g_error_matches (error, CRM_ERROR, CRM_ERROR_GONE))
      return;
    set_flags (self, FALSE, self->complete);
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
    return;
  }
  /* A newer question has been asked meanwhile. */
  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  show_scan (self, scan);
  if (scan->quick) {
    gboolean short_list = scan->shown->numbers->len < FIRST_ROWS;

    self->query_time = (g_get_monotonic_time () - self->started) / 1000.0;
    if (short_list) {
      g_clear_pointer (&self->all, crm_vector_unref);
      self->all = crm_vector_ref (scan->shown);
    }
    set_flags (self, !short_list, short_list);
    g_signal_emit (self, signals[SIGNAL_READY], 0);
    if (!short_list)
      start_scan (self, FALSE);
    return;
  }
  if (!self->complete || self->loading)
    self->query_time = MAX (self->query_time, 0.0);
  set_flags (self, FALSE, TRUE);
  self->query_time = (g_get_monotonic_time () - self->started) / 1000.0;
  g_signal_emit (self, signals[SIGNAL_READY], 0);
}

static gboolean
has_words (CrmRecordList *self)
{
  for (const char *p = self->query->words; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

static void
start_scan (CrmRecordList *self, gboolean keep_all)
{
  Scan *scan = g_new0 (Scan, 1);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  scan->list = g_object_ref (self);
  scan->query = crm_query_copy (self->query);
  if (!has_words (self))
    crm_query_set_words (scan->query, NULL);
  scan->entity = self->entity;
  scan->columns = crm_columns_ref (self->columns);
  scan->live = live_positions (self);
  scan->quick = self->shown->numbers->len == 0 && self->all == NULL && scan->query->words == NULL;
  if (keep_all && self->all != NULL)
    scan->all = crm_vector_ref (self->all);
  if (scan->quick || scan->all != NULL || scan->query->words != NULL) {
    self->started = g_get_monotonic_time ();
    set_flags (self, TRUE, FALSE);
    crm_store_run_async (self->store, CRM_TXN_READ, NULL, scan_func, scan, scan_free,
                         self->cancellable, scanned_cb, scan);
  } else {
    _crm_store_run_background (self->store, scan_func, scan, scan_free, self->cancellable,
                               scanned_cb, scan);
  }
}

/* --- Following changes -------------------------------------------------------------------------*/

static gboolean
follow_cb (gpointer data)
{
  CrmRecordList *self = data;

  self->follow_source = 0;
  self->started = g_get_monotonic_time ();
  start_scan (self, FALSE);
  return G_SOURCE_REMOVE;
}

static gboolean
concerns (CrmRecordList *self, const CrmChange *change)
{
  if (change->all || crm_change_touches (change, self->entity->name))
    return TRUE;
  for (guint i = 0; i < self->columns->expressions->len; i++) {
    guint n;
    const CrmStep *steps = crm_path_get_steps (self->columns->expressions->pdata[i], &n);
    const CrmField *field = crm_path_get_field (self->columns->expressions->pdata[i]);

    for (guint k = 0; k < n; k++)
      if (crm_change_touches (change, steps[k].to->name))
        return TRUE;
    if (field != NULL && field->ref != NULL && field->type == CRM_FIELD_REFERENCE &&
        crm_change_touches (change, field->ref))
      return TRUE;
  }
  return FALSE;
}

static void
on_store_changed_cb (CrmStore *store, CrmChange *change, CrmRecordList *self)
{
  if (self->follow_source == 0 && concerns (self, change))
    self->follow_source = g_timeout_add (FOLLOW_MS, follow_cb, self);
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

  return position < self->n_items ? slot_at (self, position) : NULL;
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
  GHashTableIter iter;
  gpointer row;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->due_source, g_source_remove);
  g_clear_handle_id (&self->follow_source, g_source_remove);
  if (self->store != NULL)
    g_clear_signal_handler (&self->changed_handler, self->store);
  if (self->slots != NULL) {
    g_hash_table_iter_init (&iter, self->slots);
    while (g_hash_table_iter_next (&iter, NULL, &row))
      g_object_weak_unref (row, slot_gone, self);
  }
  g_clear_pointer (&self->slots, g_hash_table_unref);
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
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, page_free);
  self->wanted = g_hash_table_new (NULL, NULL);
  self->due = g_array_new (FALSE, FALSE, sizeof (guint));
  self->shown = crm_vector_new ();
}

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
  start_scan (self, FALSE);
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

gboolean
crm_record_list_set_query (CrmRecordList *self, CrmQuery *query, GError **error)
{
  g_autoptr (CrmQuery) copy = NULL;
  gboolean keep_all;

  g_return_val_if_fail (CRM_IS_RECORD_LIST (self), FALSE);
  g_return_val_if_fail (g_str_equal (query->entity, self->entity->name), FALSE);

  copy = crm_query_copy (query);
  if (copy->order->len == 0 && self->entity->order != NULL)
    crm_query_set_order (copy, self->entity->order);
  if (!check_query (self, copy, error))
    return FALSE;
  keep_all = same_but_words (copy, self->query);
  crm_query_unref (self->query);
  self->query = g_steal_pointer (&copy);
  if (!keep_all)
    g_clear_pointer (&self->all, crm_vector_unref);
  self->started = g_get_monotonic_time ();
  set_flags (self, TRUE, FALSE);
  start_scan (self, keep_all);
  return TRUE;
}

CrmQuery *
crm_record_list_get_query (CrmRecordList *self)
{
  return self->query;
}

gboolean
crm_record_list_set_columns (CrmRecordList *self, const char *const *columns, GError **error)
{
  CrmColumns *made;

  g_return_val_if_fail (CRM_IS_RECORD_LIST (self), FALSE);

  made = crm_columns_new (self->schema, self->entity, columns, error);
  if (made == NULL)
    return FALSE;
  crm_columns_unref (self->columns);
  self->columns = made;
  forget_pages (self);
  /* An answer under way has the old columns. */
  start_scan (self, TRUE);
  return TRUE;
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
  tell_length (self);
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
  return position < self->shown->numbers->len ? (gint64)number_at (self, position) : -1;
}

int
crm_record_list_find (CrmRecordList *self, gint64 n)
{
  for (guint i = 0; i < self->shown->numbers->len; i++)
    if (number_at (self, i) == n)
      return i;
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

/* --- Ids of numbers ----------------------------------------------------------------------------*/

typedef struct {
  char *sql;
  GArray *numbers;
  GArray *ids;
} Ids;

static void
ids_free (gpointer data)
{
  Ids *ids = data;

  g_free (ids->sql);
  g_array_unref (ids->numbers);
  g_clear_pointer (&ids->ids, g_array_unref);
  g_free (ids);
}

static gboolean
ids_func (CrmTxn *txn, gpointer data, GError **error)
{
  Ids *ids = data;

  g_clear_pointer (&ids->ids, g_array_unref);
  ids->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < ids->numbers->len; i++) {
    CrmStatement *statement = crm_db_prepare (txn->db, ids->sql, error);
    gboolean row;
    gint64 id;

    if (statement == NULL)
      return FALSE;
    crm_statement_bind_int (statement, 1, g_array_index (ids->numbers, guint32, i));
    if (!crm_statement_step (statement, &row, error))
      return FALSE;
    if (!row)
      continue;
    id = crm_statement_get_int (statement, 0);
    g_array_append_val (ids->ids, id);
    crm_statement_reset (statement);
  }
  return TRUE;
}

static void
ids_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Ids *ids = g_task_get_task_data (task);
  GError *error = NULL;

  if (crm_store_run_finish (CRM_STORE (object), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&ids->ids), (GDestroyNotify)g_array_unref);
  else
    g_task_return_error (task, error);
}

void
crm_record_list_get_ids_async (CrmRecordList *self,
                               const guint32 *numbers,
                               gsize n,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Ids *ids = g_new0 (Ids, 1);

  g_task_set_source_tag (task, crm_record_list_get_ids_async);
  ids->sql = g_strdup_printf ("SELECT id FROM \"%s\" WHERE n = $1", self->entity->name);
  ids->numbers = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n);
  g_array_append_vals (ids->numbers, numbers, n);
  g_task_set_task_data (task, ids, ids_free);
  crm_store_run_async (self->store, CRM_TXN_READ, NULL, ids_func, ids, NULL, cancellable, ids_cb,
                       task);
}

GArray *
crm_record_list_get_ids_finish (CrmRecordList *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
