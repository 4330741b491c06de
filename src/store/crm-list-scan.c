/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-list-private.h"

#include "base/crm-error.h"

/* --- Scanning ----------------------------------------------------------------------------------*/

typedef struct {
  CrmRecordList *list; /* a reference */
  CrmQuery *query;
  CrmColumns *columns;
  GArray *live;   /* positions whose rows are wanted with the answer */
  gboolean quick; /* only the first rows, the rest follows */
  gboolean turned;
  CrmGrouping *grouping; /* or NULL */
  GPtrArray *groups;     /* of CrmGroup */

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
  g_clear_pointer (&scan->grouping, _crm_grouping_free);
  g_clear_pointer (&scan->groups, g_ptr_array_unref);
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
  for (guint i = 0; i < MIN (length, CRM_LIST_FIRST_ROWS); i++)
    g_array_append_val (scan->positions, i);
  for (guint i = 0; i < scan->live->len; i++) {
    guint position = g_array_index (scan->live, guint, i);

    if (position >= CRM_LIST_FIRST_ROWS && position < length)
      g_array_append_val (scan->positions, position);
  }
  for (guint i = 0; i < scan->positions->len; i++) {
    guint position = g_array_index (scan->positions, guint, i);

    g_array_append_val (numbers, g_array_index (scan->shown->numbers, guint32, position));
  }
  g_clear_pointer (&scan->rows, g_ptr_array_unref);
  scan->rows = crm_rows_fetch (txn, scan->query->entity, scan->columns, (guint32 *)numbers->data,
                               numbers->len, error);
  return scan->rows != NULL;
}

static guint
first_rows (const CrmQuery *query)
{
  return query->limit > 0 ? MIN (query->limit, CRM_LIST_FIRST_ROWS) : CRM_LIST_FIRST_ROWS;
}

/* The vector may be that of all records, which is kept whole for the next words. */
static void
cut_to_limit (Scan *scan)
{
  guint limit = scan->query->limit;
  CrmVector *cut;

  if (limit == 0 || scan->shown->numbers->len <= limit)
    return;
  cut = crm_vector_new ();
  g_array_append_vals (cut->numbers, scan->shown->numbers->data, limit);
  crm_vector_unref (scan->shown);
  scan->shown = cut;
}

/* Too many hits to be summed up stand without headings. */
static gboolean
read_groups (Scan *scan, CrmTxn *txn, GError **error)
{
  g_autoptr (GError) why = NULL;

  g_clear_pointer (&scan->groups, g_ptr_array_unref);
  if (scan->grouping == NULL)
    return TRUE;
  scan->groups = _crm_groups_read (txn, scan->query, scan->grouping, &why);
  if (scan->groups != NULL || g_error_matches (why, CRM_ERROR, CRM_ERROR_INVALID))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&why));
  return FALSE;
}

static gboolean
scan_func (CrmTxn *txn, gpointer data, GError **error)
{
  Scan *scan = data;
  gboolean done = TRUE;

  if (scan->quick) {
    g_clear_pointer (&scan->shown, crm_vector_unref);
    scan->shown = crm_vector_first (txn, scan->query, first_rows (scan->query), error);
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
  if (scan->shown == NULL)
    return FALSE;
  cut_to_limit (scan);
  return read_groups (scan, txn, error) && fetch_shown (scan, txn, error);
}

/* In another order the first rows come at once, and the rest stands as it stood until it is read:
 * a list that became short for a moment would lose its rows' widgets. */
static void
keep_tail (CrmRecordList *self, Scan *scan)
{
  GArray *before = self->shown->numbers;
  guint first = scan->shown->numbers->len;
  CrmVector *joined;

  if (!scan->turned || first < CRM_LIST_FIRST_ROWS || before->len <= first)
    return;
  joined = crm_vector_new ();
  g_array_append_vals (joined->numbers, scan->shown->numbers->data, first);
  g_array_append_vals (joined->numbers, (guint32 *)(gpointer)before->data + first,
                       before->len - first);
  crm_vector_unref (scan->shown);
  scan->shown = joined;
}

static void
show_scan (CrmRecordList *self, Scan *scan)
{
  keep_tail (self, scan);

  g_clear_pointer (&self->shown, crm_vector_unref);
  self->shown = crm_vector_ref (scan->shown);
  if (scan->all != NULL) {
    g_clear_pointer (&self->all, crm_vector_unref);
    self->all = crm_vector_ref (scan->all);
  }
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  self->groups =
    scan->groups != NULL && scan->groups->len > 0 ? g_ptr_array_ref (scan->groups) : NULL;
  _crm_groups_lay_out (self);
  _crm_list_forget_pages (self);
  _crm_list_store_rows (self, scan->rows, (guint *)scan->positions->data, scan->positions->len);
  _crm_list_show_positions (self);
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
    _crm_list_set_flags (self, FALSE, self->complete);
    _crm_list_tell_failed (self, error);
    return;
  }
  /* A newer question has been asked meanwhile. */
  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  show_scan (self, scan);
  if (scan->quick) {
    gboolean short_list = scan->shown->numbers->len < CRM_LIST_FIRST_ROWS ||
                          scan->query->limit == scan->shown->numbers->len;

    self->query_time = (g_get_monotonic_time () - self->started) / 1000.0;
    if (short_list && scan->query->limit == 0) {
      g_clear_pointer (&self->all, crm_vector_unref);
      self->all = crm_vector_ref (scan->shown);
    }
    _crm_list_set_flags (self, !short_list, short_list);
    _crm_list_tell_ready (self);
    if (!short_list)
      _crm_list_start_scan (self, FALSE);
    return;
  }
  _crm_list_set_flags (self, FALSE, TRUE);
  self->query_time = (g_get_monotonic_time () - self->started) / 1000.0;
  _crm_list_tell_ready (self);
}

static gboolean
has_words (CrmRecordList *self)
{
  for (const char *p = self->query->words; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

void
_crm_list_start_scan (CrmRecordList *self, gboolean keep_all)
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
  scan->columns = crm_columns_ref (self->columns);
  scan->live = _crm_list_live_positions (self);
  if (self->grouping != NULL) {
    scan->grouping = _crm_grouping_copy (self->grouping);
    _crm_grouping_order (scan->grouping, scan->query);
  }
  scan->turned = self->turned && scan->query->words == NULL;
  self->turned = FALSE;
  scan->quick = self->all == NULL && scan->query->words == NULL && scan->grouping == NULL &&
                (scan->turned || self->shown->numbers->len == 0);
  if (keep_all && self->all != NULL)
    scan->all = crm_vector_ref (self->all);
  if (scan->quick || scan->all != NULL || scan->query->words != NULL) {
    self->started = g_get_monotonic_time ();
    _crm_list_set_flags (self, TRUE, FALSE);
    crm_store_run_async (self->store, CRM_TXN_READ, NULL, scan_func, scan, scan_free,
                         self->cancellable, scanned_cb, scan);
  } else {
    _crm_store_run_background (self->store, scan_func, scan, scan_free, self->cancellable,
                               scanned_cb, scan);
  }
}
