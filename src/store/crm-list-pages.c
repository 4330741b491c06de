/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-list-private.h"

#include "base/crm-error.h"

/* Pages kept: about a megabyte of rows. */
#define MOST_PAGES 96

typedef struct {
  guint number;
  guint64 used;
  CrmRowData *rows[CRM_LIST_PAGE_SIZE];
} Page;

static void fetch_due (CrmRecordList *self);

/* --- Pages and slots ---------------------------------------------------------------------------*/

void
_crm_list_page_free (gpointer data)
{
  Page *page = data;

  for (guint i = 0; i < CRM_LIST_PAGE_SIZE; i++)
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

static CrmRowData *
data_at (CrmRecordList *self, guint record)
{
  Page *page = find_page (self, record / CRM_LIST_PAGE_SIZE);
  CrmRowData *data = page != NULL ? page->rows[record % CRM_LIST_PAGE_SIZE] : NULL;

  return (data != NULL && data->n == _crm_list_number_at (self, record)) ? data : NULL;
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

/* What is known of the position now; what is not known is fetched. */
static void
show_slot (CrmRecordList *self, CrmRow *row, guint position)
{
  CrmGroup *group = _crm_list_heading_at (self, position);
  int record = group == NULL ? _crm_list_record_at (self, position) : -1;
  CrmRowData *data = record >= 0 ? data_at (self, (guint)record) : NULL;

  if (group != NULL || crm_row_get_group (row) != NULL)
    crm_row_show_group (row, self->columns, group);
  if (group != NULL)
    return;
  if (data == NULL && record >= 0)
    want_page (self, (guint)record / CRM_LIST_PAGE_SIZE);
  crm_row_show (row, self->columns, data);
}

static void
slot_gone (gpointer data, GObject *slot)
{
  CrmRecordList *self = data;

  /* The row is being finalised, but its own fields still stand. */
  g_hash_table_remove (self->slots, GUINT_TO_POINTER (crm_row_get_position ((CrmRow *)slot)));
}

CrmRow *
_crm_list_slot_at (CrmRecordList *self, guint position)
{
  CrmRow *row = g_hash_table_lookup (self->slots, GUINT_TO_POINTER (position));

  if (row != NULL)
    return g_object_ref (row);
  row = crm_row_new (position);
  g_hash_table_insert (self->slots, GUINT_TO_POINTER (position), row);
  g_object_weak_ref (G_OBJECT (row), slot_gone, self);
  show_slot (self, row, position);
  return row;
}

/* Positions that somebody looks at now. */
GArray *
_crm_list_live_positions (CrmRecordList *self)
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

void
_crm_list_refresh_slots (CrmRecordList *self)
{
  g_autoptr (GArray) positions = _crm_list_live_positions (self);

  for (guint i = 0; i < positions->len; i++) {
    guint position = g_array_index (positions, guint, i);
    CrmRow *row = g_hash_table_lookup (self->slots, GUINT_TO_POINTER (position));

    if (row == NULL || position >= self->n_items)
      continue;
    g_object_ref (row);
    show_slot (self, row, position);
    g_object_unref (row);
  }
}

void
_crm_list_store_rows (CrmRecordList *self, GPtrArray *rows, const guint *positions, guint n)
{
  guint next = 0;

  /* Rows come in the order asked; one that is gone is left out. */
  for (guint i = 0; i < n && next < rows->len; i++) {
    CrmRowData *data = rows->pdata[next];
    Page *page;

    if (positions[i] >= self->shown->numbers->len ||
        data->n != _crm_list_number_at (self, positions[i]))
      continue;
    next++;
    page = make_page (self, positions[i] / CRM_LIST_PAGE_SIZE);
    g_clear_pointer (&page->rows[positions[i] % CRM_LIST_PAGE_SIZE], crm_row_data_unref);
    page->rows[positions[i] % CRM_LIST_PAGE_SIZE] = crm_row_data_ref (data);
  }
}

static gint64
find_version (CrmRecordList *self, gint64 id)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const Page *page = value;

    for (guint i = 0; i < CRM_LIST_PAGE_SIZE; i++)
      if (page->rows[i] != NULL && page->rows[i]->id == id)
        return page->rows[i]->version;
  }
  return 0;
}

GArray *
crm_record_list_get_versions (CrmRecordList *self, GArray *ids)
{
  GArray *versions;

  g_return_val_if_fail (CRM_IS_RECORD_LIST (self), NULL);
  g_return_val_if_fail (ids != NULL, NULL);

  versions = g_array_sized_new (FALSE, FALSE, sizeof (gint64), ids->len);
  for (guint i = 0; i < ids->len; i++) {
    gint64 version = find_version (self, g_array_index (ids, gint64, i));

    g_array_append_val (versions, version);
  }
  return versions;
}

void
_crm_list_forget_pages (CrmRecordList *self)
{
  self->epoch++;
  g_hash_table_remove_all (self->pages);
  g_hash_table_remove_all (self->wanted);
  g_array_set_size (self->due, 0);
}

void
_crm_list_forget_slots (CrmRecordList *self)
{
  GHashTableIter iter;
  gpointer row;

  if (self->slots == NULL)
    return;
  g_hash_table_iter_init (&iter, self->slots);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    g_object_weak_unref (row, slot_gone, self);
  g_clear_pointer (&self->slots, g_hash_table_unref);
}

/* --- Fetching pages ----------------------------------------------------------------------------*/

typedef struct {
  CrmRecordList *list; /* a reference */
  char *entity;
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
  g_free (fetch->entity);
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

/* They may be asked for again; what an older question wanted is forgotten already. */
static void
forget_wanted (CrmRecordList *self, const Fetch *fetch)
{
  for (guint i = 0; fetch->epoch == self->epoch && i < fetch->pages->len; i++)
    g_hash_table_remove (self->wanted, GUINT_TO_POINTER (g_array_index (fetch->pages, guint, i)));
}

static void
fetched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Fetch *fetch = user_data;
  CrmRecordList *self = fetch->list;
  g_autoptr (GError) error = NULL;

  if (!crm_store_run_finish (CRM_STORE (object), result, &error)) {
    forget_wanted (self, fetch);
    if (!g_error_matches (error, CRM_ERROR, CRM_ERROR_GONE))
      _crm_list_tell_failed (self, error);
    return;
  }
  if (fetch->epoch != self->epoch)
    return;
  forget_wanted (self, fetch);
  self->n_pages += fetch->pages->len;
  _crm_list_store_rows (self, fetch->rows, (guint *)fetch->positions->data, fetch->positions->len);
  for (guint i = 0; i < fetch->positions->len; i++) {
    guint record = g_array_index (fetch->positions, guint, i);
    gboolean known = record < self->shown->numbers->len;
    int position = known ? _crm_list_position_of (self, record) : -1;
    CrmRow *row =
      position >= 0 ? g_hash_table_lookup (self->slots, GUINT_TO_POINTER ((guint)position)) : NULL;
    CrmRowData *data = known ? data_at (self, record) : NULL;

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
  fetch->entity = g_strdup (self->entity->name);
  fetch->columns = crm_columns_ref (self->columns);
  fetch->epoch = self->epoch;
  fetch->pages = g_steal_pointer (&self->due);
  self->due = g_array_new (FALSE, FALSE, sizeof (guint));
  fetch->positions = g_array_new (FALSE, FALSE, sizeof (guint));
  fetch->numbers = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; i < fetch->pages->len; i++) {
    guint first = g_array_index (fetch->pages, guint, i) * CRM_LIST_PAGE_SIZE;

    for (guint position = first;
         position < first + CRM_LIST_PAGE_SIZE && position < self->shown->numbers->len;
         position++) {
      guint32 n = _crm_list_number_at (self, position);

      g_array_append_val (fetch->positions, position);
      g_array_append_val (fetch->numbers, n);
    }
  }
  crm_store_run_async (self->store, CRM_TXN_READ, NULL, fetch_func, fetch, fetch_free, NULL,
                       fetched_cb, fetch);
}
