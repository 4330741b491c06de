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
  txn->person = self->person;
  self->counters.transactions++;
  g_mutex_unlock (&self->lock);
  crm_txn_set_verb (txn, job->verb);
}

/* An older program must not write what a newer one has laid out differently. */
static gboolean
check_layout (CrmTxn *txn, GError **error)
{
  gint64 layout = crm_db_get_layout_version (txn->db, error);

  if (layout == CRM_STORE_SCHEMA_VERSION)
    return TRUE;
  if (layout >= 0)
    g_set_error_literal (
      error, CRM_ERROR, CRM_ERROR_NEWER,
      _ ("A colleague's newer Kontor has upgraded the office file. Update Kontor "
         "on this computer and open it again; nothing was saved."));
  return FALSE;
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
    _crm_store_tell_schema (self);
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

static gboolean
run_once (CrmWorker *worker, CrmJob *job, gboolean *again, GError **error)
{
  gboolean write = job->mode == CRM_TXN_WRITE;
  CrmTxn txn;
  gboolean ok;

  if (write && worker->store->read_only) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_READ_ONLY,
                         _ ("The office file is open for reading only: nothing can be saved."));
    return FALSE;
  }
  if (!crm_db_begin (worker->db, write, error))
    return FALSE;
  prepare (worker, job, &txn);
  ok = (!write || check_layout (&txn, error)) && job->func (&txn, job->data, error) &&
       _crm_txn_finish (&txn, error);
  if (ok)
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

gboolean
_crm_worker_run (CrmWorker *worker, CrmJob *job, gboolean *again, GError **error)
{
  GCancellable *cancellable = job->task != NULL ? g_task_get_cancellable (job->task) : NULL;
  guint64 statements, rows;
  gboolean ok = FALSE;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  crm_db_get_counters (worker->db, &statements, &rows);
  crm_db_set_cancellable (worker->db, cancellable);
  for (int run = 0; run < MOST_RUNS; run++) {
    g_clear_error (error);
    ok = run_once (worker, job, again, error);
    if (ok || !g_error_matches (*error, CRM_ERROR, CRM_ERROR_BUSY))
      break;
  }
  crm_db_set_cancellable (worker->db, NULL);
  count_work (worker, statements, rows);
  return ok;
}
