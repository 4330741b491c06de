/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-store-private.h"

#include "base/crm-error.h"

#include <glib/gi18n-lib.h>

/* How often a transaction is begun anew after it met another one. */
#define MOST_RUNS 3

void
_crm_txn_run_again (CrmTxn *txn)
{
  txn->again = TRUE;
}

static void
prepare (CrmWorker *worker, CrmJob *job, CrmTxn *txn)
{
  CrmStore *self = worker->store;
  g_autoptr (CrmTables) tables = _crm_store_get_tables (self);

  _crm_txn_init (txn, worker->db, tables, self->clock, self->ids, job->mode);
  txn->keep = &worker->keep;
  txn->bulk = (self->flags & CRM_STORE_BULK) != 0;
  txn->session = self->session;
  txn->entities = self->entities;
  txn->rights = &worker->rights;
  g_mutex_lock (&self->lock);
  worker->rights = self->rights;
  txn->views = self->views;
  txn->person = self->person;
  self->counters.transactions++;
  g_mutex_unlock (&self->lock);
  crm_txn_set_verb (txn, job->verb);
}

static gboolean
refuse_newer (GError **error)
{
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NEWER,
                       _ ("A colleague's newer Kontor has upgraded the office file. Update Kontor "
                          "on this computer and open it again; nothing was saved."));
  return FALSE;
}

/* An older program must not write what a newer one has laid out differently. */
static gboolean
check_layout (CrmStore *self, CrmTxn *txn, GError **error)
{
  gint64 layout = crm_db_get_layout_version (txn->db, error);

  if (layout == self->layout)
    return TRUE;
  return layout >= 0 && refuse_newer (error);
}

/* Once more with the file in hand: while one waited for it, things may have come to light. */
static gboolean
may_write (CrmStore *self, CrmTxn *txn, GError **error)
{
  return _crm_store_check_writable (self, error) && check_layout (self, txn, error);
}

static void
tell_what_changed (CrmWorker *worker, CrmTxn *txn)
{
  CrmStore *self = worker->store;
  g_autoptr (CrmChange) change = NULL;

  if (txn->schema_changed) {
    g_autoptr (GError) error = NULL;

    if (!_crm_store_load_schema (self, worker->db, &error))
      g_warning ("The changed fields cannot be read: %s", error->message);
    _crm_store_tell (self, "schema-changed");
  }
  if (txn->changed->len == 0)
    return;
  change = crm_change_new (txn->schema);
  change->operation = txn->operation;
  change->person = txn->person;
  change->own = TRUE;
  g_array_append_vals (change->records, txn->changed->data, txn->changed->len);
  _crm_store_tell_change (self, change);
}

static void
set_busy (CrmWorker *worker, gint64 since)
{
  g_mutex_lock (&worker->store->lock);
  worker->busy_since = since;
  g_mutex_unlock (&worker->store->lock);
}

static gboolean
run_transaction (CrmWorker *worker, CrmJob *job, gboolean *again, GError **error)
{
  gboolean write = job->mode == CRM_TXN_WRITE;
  CrmTxn txn;
  gboolean ok;

  if (!write && g_atomic_int_get (&worker->store->too_new))
    return refuse_newer (error);
  if (!crm_db_begin (worker->db, write, error))
    return FALSE;
  prepare (worker, job, &txn);
  ok = (!write || may_write (worker->store, &txn, error)) && job->func (&txn, job->data, error) &&
       _crm_txn_finish (&txn, error);
  /* A damaged file that is only read can still be unable to end it well. */
  if (ok && (write || !crm_db_is_damaged (worker->db)))
    ok = crm_db_commit (worker->db, error);
  else
    crm_db_rollback (worker->db);
  *again = ok && txn.again;
  if (ok && write)
    tell_what_changed (worker, &txn);
  else if (!ok)
    crm_grams_clear (worker->keep.grams);
  _crm_txn_clear (&txn);
  return ok;
}

static gboolean
run_once (CrmWorker *worker, CrmJob *job, gint64 deadline, gboolean *again, GError **error)
{
  CrmStore *self = worker->store;
  GCancellable *cancellable = job->task != NULL ? g_task_get_cancellable (job->task) : NULL;
  gboolean write = job->mode == CRM_TXN_WRITE;
  gboolean ok;

  if (write && (!_crm_store_check_writable (self, error) ||
                !_crm_store_take_turn (self, cancellable, deadline, error)))
    return FALSE;
  crm_db_set_deadline (worker->db, deadline);
  set_busy (worker, g_get_monotonic_time ());
  ok = run_transaction (worker, job, again, error);
  set_busy (worker, 0);
  if (write)
    _crm_store_end_turn (self);
  return ok;
}

/* Who it was, as long as that can be known. */
static void
end_busy (CrmStore *self, gboolean write, GError **error)
{
  g_autofree char *who = _crm_store_find_holder (self);

  _crm_store_poll_soon (self);
  if (who == NULL)
    return;
  g_clear_error (error);
  g_set_error (error, CRM_ERROR, CRM_ERROR_BUSY,
               write ? _ ("%s has the office file and does not let go of it. Nothing of yours was "
                          "saved; try again in a moment, or look at that computer.")
                     : _ ("%s is saving and does not let go of the office file, so nothing can be "
                          "read. Try again in a moment, or look at that computer."),
               who);
}

static void
count_work (CrmWorker *worker, guint64 statements, guint64 rows)
{
  CrmStore *self = worker->store;
  guint64 all_statements, all_rows;

  crm_db_get_counters (worker->db, &all_statements, &all_rows);
  g_mutex_lock (&self->lock);
  self->counters.statements += all_statements - statements;
  self->counters.rows += all_rows - rows;
  g_mutex_unlock (&self->lock);
}

/* What answers a person is not waited for without end; long work is sliced, or goes by itself. In a
 * file that somebody else has laid out a question may never end. */
static guint
longest_statement (CrmStore *self, const CrmJob *job)
{
  if (crm_store_get_read_only_reason (self) == CRM_READ_ONLY_STRUCTURE)
    return CRM_STORE_FOREIGN_MS;
  return job->mode == CRM_TXN_READ && !job->background ? CRM_STORE_READ_MS : 0;
}

static gboolean
run_job (CrmWorker *worker, CrmJob *job, gboolean *again, GError **error)
{
  GCancellable *cancellable = job->task != NULL ? g_task_get_cancellable (job->task) : NULL;
  gint64 deadline = g_get_monotonic_time () + CRM_DB_BUSY_MS * G_TIME_SPAN_MILLISECOND;
  guint64 statements, rows;
  gboolean ok = FALSE;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  crm_db_get_counters (worker->db, &statements, &rows);
  crm_db_set_cancellable (worker->db, cancellable);
  crm_db_limit_statements (worker->db, longest_statement (worker->store, job));
  for (int run = 0; run < MOST_RUNS; run++) {
    g_clear_error (error);
    ok = run_once (worker, job, deadline, again, error);
    if (ok || !g_error_matches (*error, CRM_ERROR, CRM_ERROR_BUSY) ||
        g_get_monotonic_time () > deadline)
      break;
  }
  if (!ok && g_error_matches (*error, CRM_ERROR, CRM_ERROR_BUSY))
    end_busy (worker->store, job->mode == CRM_TXN_WRITE, error);
  crm_db_set_cancellable (worker->db, NULL);
  if (crm_db_is_damaged (worker->db))
    _crm_store_turn_read_only (worker->store, CRM_READ_ONLY_DAMAGED, NULL);
  else if (!ok && g_error_matches (*error, CRM_ERROR, CRM_ERROR_GONE))
    _crm_store_turn_read_only (worker->store, CRM_READ_ONLY_MOVED, NULL);
  count_work (worker, statements, rows);
  return ok;
}

/* --- The threads -------------------------------------------------------------------------------*/

static void
job_free (CrmJob *job)
{
  g_free (job->verb);
  g_clear_object (&job->task);
  g_clear_error (&job->error);
  g_free (job);
}

static CrmJob *
next_job (CrmWorker *worker, gboolean *stopping)
{
  CrmStore *self = worker->store;
  CrmJob *job;

  g_mutex_lock (&self->lock);
  while (g_queue_is_empty (&worker->jobs) && g_queue_is_empty (&worker->background) &&
         !self->stopping && !self->pausing)
    g_cond_wait (&worker->wake, &self->lock);
  job = self->pausing ? NULL : g_queue_pop_head (&worker->jobs);
  if (job == NULL && !self->pausing)
    job = g_queue_pop_head (&worker->background);
  *stopping = self->stopping;
  g_mutex_unlock (&self->lock);
  return job;
}

typedef struct {
  GTask *task;
  gboolean ok;
  GError *error;
} Ended;

static void
ended_free (gpointer data)
{
  Ended *ended = data;

  g_object_unref (ended->task);
  g_clear_error (&ended->error);
  g_free (ended);
}

static gboolean
ended_cb (gpointer data)
{
  Ended *ended = data;

  if (ended->ok)
    g_task_return_boolean (ended->task, TRUE);
  else
    g_task_return_error (ended->task, g_steal_pointer (&ended->error));
  return G_SOURCE_REMOVE;
}

/* The task ends on the thread that began it, and is let go of there: the store's own thread must
 * hold neither what was handed over nor the store, or it might have to end itself. */
static void
end_task (GTask *task, gboolean ok, GError *error)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Ended *ended = g_new0 (Ended, 1);

  ended->task = task;
  ended->ok = ok;
  ended->error = error;
  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, ended_cb, ended, ended_free);
  g_source_attach (source, g_task_get_context (task));
}

/* @error is taken over. */
void
_crm_job_end (CrmStore *self, CrmJob *job, gboolean ok, GError *error)
{
  if (job->task != NULL) {
    end_task (g_steal_pointer (&job->task), ok, error);
    job_free (job);
    return;
  }
  g_mutex_lock (&self->lock);
  job->ok = ok;
  job->error = error;
  job->done = TRUE;
  g_cond_broadcast (&self->finished);
  g_mutex_unlock (&self->lock);
}

GError *
_crm_store_gone (void)
{
  return g_error_new_literal (CRM_ERROR, CRM_ERROR_GONE, _ ("The office was closed."));
}

gpointer
_crm_worker_main (gpointer data)
{
  CrmWorker *worker = data;
  CrmStore *self = worker->store;
  gboolean stopping;
  CrmJob *job;

  while ((job = next_job (worker, &stopping)) != NULL) {
    GError *error = NULL;
    gboolean again = FALSE;
    gboolean ok;

    if (stopping) {
      _crm_job_end (self, job, FALSE, _crm_store_gone ());
      continue;
    }
    ok = run_job (worker, job, &again, &error);
    if (!ok || !again)
      _crm_job_end (self, job, ok, error);
    else if (!_crm_store_push (self, job))
      _crm_job_end (self, job, FALSE, _crm_store_gone ());
  }
  return NULL;
}

gboolean
_crm_store_push (CrmStore *self, CrmJob *job)
{
  /* In a bulk load there is one connection, and it sees its own work. */
  CrmWorker *worker =
    (job->mode == CRM_TXN_WRITE || (self->flags & CRM_STORE_BULK)) ? &self->writer : &self->reader;
  gboolean stopping;

  g_mutex_lock (&self->lock);
  stopping = self->stopping;
  if (!stopping) {
    g_queue_push_tail (job->background ? &worker->background : &worker->jobs, job);
    g_cond_signal (&worker->wake);
  }
  g_mutex_unlock (&self->lock);
  return !stopping;
}
