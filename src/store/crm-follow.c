/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-store-private.h"

#include "base/crm-error.h"

/* More rows of the log than this between two looks: everything is read again instead. */
#define MOST_FOLLOWED 5000

#define PACE_LOCAL  1000
#define PACE_REMOTE 2000

typedef struct {
  CrmStore *store;
  int reader; /* the connection that counts */
  gint64 counter;
  gint64 seq;
  gboolean schema_changed;
  gboolean moved;
  gint64 layout;
  gint64 min_reader; /* of a layout that is not ours */
  CrmChange *change;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_clear_pointer (&look->change, crm_change_unref);
  g_free (look);
}

static gboolean
read_rows (CrmTxn *txn, Look *look, GError **error)
{
  CrmStatement *statement = crm_db_prepare (
    txn->db,
    "SELECT l.seq, l.entity, l.id, l.n, l.kind, l.operation, o.person, o.session FROM log l "
    "JOIN operation o ON o.id = l.operation WHERE l.seq > $1 ORDER BY l.seq LIMIT $2",
    error);
  guint n = 0;
  gboolean row;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_int (statement, 1, look->seq);
  crm_statement_bind_int (statement, 2, MOST_FOLLOWED);
  while (TRUE) {
    CrmChanged changed;
    guint16 number;

    if (!crm_statement_step (statement, &row, error))
      return FALSE;
    if (!row)
      break;
    n++;
    look->seq = crm_statement_get_int (statement, 0);
    if (crm_statement_get_int (statement, 7) == txn->session)
      continue;
    number = crm_statement_get_int (statement, 1);
    changed.entity = crm_schema_find_number (txn->schema, number);
    changed.id = crm_statement_get_int (statement, 2);
    changed.n = CRM_N (number, crm_statement_get_int (statement, 3));
    changed.kind = crm_statement_get_int (statement, 4);
    look->change->operation = crm_statement_get_int (statement, 5);
    look->change->person = crm_statement_get_int (statement, 6);
    if (changed.entity != NULL)
      g_array_append_val (look->change->records, changed);
  }
  look->change->all = n >= MOST_FOLLOWED;
  return TRUE;
}

/* Derived values leave no trace in the log: what a followed change is counted in is told too. */
static gboolean
add_derived (CrmTxn *txn, CrmChange *change, GError **error)
{
  guint n_records = change->records->len;

  for (guint i = 0; i < n_records; i++) {
    CrmChanged changed = g_array_index (change->records, CrmChanged, i);
    g_autoptr (CrmRecord) record = NULL;
    g_autoptr (GError) local = NULL;
    gsize n;
    const CrmDerivation *derivations = crm_entity_get_derivations (changed.entity, &n);

    if (n == 0)
      continue;
    record = _crm_txn_lookup (txn, changed.entity, changed.id, &local);
    if (local != NULL) {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
    for (gsize k = 0; k < n; k++) {
      CrmChanged derived = { .entity = derivations[k].target, .kind = CRM_CHANGE_DERIVED };

      /* Without id: some record of the entity, the one that was named before. */
      if (record != NULL)
        derived.id = crm_record_get_int (record, derivations[k].reference->name);
      g_array_append_val (change->records, derived);
    }
  }
  return TRUE;
}

static gboolean
columns_changed (CrmTxn *txn, CrmStore *store, gboolean *changed, GError **error)
{
  g_autoptr (GArray) custom = _crm_txn_read_custom (txn->db, error);
  g_autofree char *mark = NULL;

  if (custom == NULL)
    return FALSE;
  mark = _crm_custom_mark (custom);
  g_mutex_lock (&store->lock);
  *changed = g_strcmp0 (mark, store->custom_mark) != 0;
  g_mutex_unlock (&store->lock);
  return TRUE;
}

static gboolean
look_func (CrmTxn *txn, gpointer data, GError **error)
{
  Look *look = data;
  CrmStore *self = look->store;
  gint64 counter = crm_db_get_change_counter (txn->db, error);
  gboolean pruned;

  look->counter = counter;
  look->reader = g_atomic_int_get (&self->reader_number);
  look->seq = self->seen_seq;
  look->schema_changed = FALSE;
  look->layout = self->layout;
  /* Reading goes on in a file that has been renamed, or replaced by another one. */
  look->moved = crm_db_has_moved (txn->db);
  g_clear_pointer (&look->change, crm_change_unref);
  if (counter < 0)
    return FALSE;
  /* Whoever has changed how the file is kept may let go of it without changing anything more. */
  if (counter != self->seen_counter || crm_store_get_read_only_reason (self) == CRM_READ_ONLY_PLACE)
    _crm_store_check_journal (self, txn->db);
  if (counter == self->seen_counter)
    return TRUE;
  look->change = crm_change_new (txn->schema);
  look->layout = crm_db_get_layout_version (txn->db, error);
  if (look->layout > self->layout) {
    look->min_reader = _crm_store_get_min_reader (txn->db);
    return TRUE;
  }
  pruned = look->seq < _crm_txn_summed_seq (txn->db);
  if (look->layout < 0 || !read_rows (txn, look, error) ||
      !columns_changed (txn, self, &look->schema_changed, error))
    return FALSE;
  /* Rows that were not seen yet are gone: anything may have changed. */
  look->change->all = look->change->all || pruned;
  return look->change->all || add_derived (txn, look->change, error);
}

static gboolean
reload_func (CrmTxn *txn, gpointer data, GError **error)
{
  return _crm_store_load_schema (((Look *)data)->store, txn->db, error);
}

static void
reloaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (crm_store_run_finish (CRM_STORE (object), result, &error))
    _crm_store_tell (CRM_STORE (object), "schema-changed");
  else if (!g_error_matches (error, CRM_ERROR, CRM_ERROR_GONE))
    g_warning ("The changed fields cannot be read: %s", error->message);
}

/* Where the file went, and who has changed it. It may come back; an upgrade is not taken back. */
static void
note_place (CrmStore *self, const Look *look)
{
  if (look->moved)
    _crm_store_turn_read_only (self, CRM_READ_ONLY_MOVED, NULL);
  else if (crm_store_get_read_only_reason (self) == CRM_READ_ONLY_MOVED)
    _crm_store_lift_read_only (self, CRM_READ_ONLY_MOVED);
  if (look->layout > self->layout && !look->moved) {
    g_atomic_int_set (&self->too_new, look->min_reader > self->layout);
    _crm_store_turn_read_only (self, CRM_READ_ONLY_NEWER, NULL);
  }
}

static void
looked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  CrmStore *self = CRM_STORE (object);
  Look *look = user_data;
  g_autoptr (GError) error = NULL;

  self->polling = FALSE;
  note_place (self, look);
  /* A look that failed is not worth a word: the next one comes in a second. */
  if (!crm_store_run_finish (self, result, &error))
    return;
  /* Of a connection that is closed by now it says nothing. */
  if (look->reader == g_atomic_int_get (&self->reader_number))
    self->seen_counter = look->counter;
  self->seen_seq = look->seq;
  if (look->schema_changed) {
    Look *again = g_new0 (Look, 1);

    again->store = self;
    crm_store_run_async (self, CRM_TXN_READ, NULL, reload_func, again, look_free, NULL, reloaded_cb,
                         NULL);
  }
  if (look->change != NULL && (look->change->all || look->change->records->len > 0))
    _crm_store_tell_change (self, look->change);
}

void
crm_store_poll (CrmStore *self)
{
  Look *look;

  g_return_if_fail (CRM_IS_STORE (self));

  if (self->polling || self->closed || self->reader.db == NULL)
    return;
  self->polling = TRUE;
  look = g_new0 (Look, 1);
  look->store = self;
  crm_store_run_async (self, CRM_TXN_READ, NULL, look_func, look, look_free, NULL, looked_cb, look);
}

guint
crm_store_get_pace (CrmStore *self)
{
  g_return_val_if_fail (CRM_IS_STORE (self), PACE_LOCAL);

  return self->place == NULL || self->place->kind == CRM_PLACE_LOCAL ? PACE_LOCAL : PACE_REMOTE;
}

static gboolean
poll_cb (gpointer data)
{
  crm_store_poll (data);
  return G_SOURCE_CONTINUE;
}

void
crm_store_follow (CrmStore *self, guint interval)
{
  g_return_if_fail (CRM_IS_STORE (self));

  if (self->follow_source != 0) {
    GSource *source = g_main_context_find_source_by_id (self->context, self->follow_source);

    if (source != NULL)
      g_source_destroy (source);
    self->follow_source = 0;
  }
  if (interval > 0) {
    g_autoptr (GSource) source = g_timeout_source_new (interval);

    g_source_set_callback (source, poll_cb, self, NULL);
    self->follow_source = g_source_attach (source, self->context);
  }
}

gint64
crm_store_get_seen_seq (CrmStore *self)
{
  g_return_val_if_fail (CRM_IS_STORE (self), 0);

  return self->seen_seq;
}
