/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-store-private.h"

#include "base/crm-error.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

enum {
  SIGNAL_CHANGED,
  SIGNAL_SCHEMA_CHANGED,
  SIGNAL_READ_ONLY_CHANGED,
  SIGNAL_PEERS_CHANGED,
  SIGNAL_WAITING,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmStore, crm_store, G_TYPE_OBJECT)

/* --- Opening -----------------------------------------------------------------------------------*/

static gboolean
start_worker (CrmWorker *worker,
              CrmStore *store,
              const char *name,
              CrmDbFlags flags,
              GError **error)
{
  worker->store = store;
  if (store->place != NULL)
    flags |= _crm_store_place_flags (store);
  worker->db = crm_db_open (store->path, flags, error);
  if (worker->db == NULL)
    return FALSE;
  crm_db_set_waiting (worker->db, _crm_store_waiting, store);
  worker->keep.grams = crm_grams_new (worker->db);
  if (flags & CRM_DB_BULK) {
    worker->keep.counters = g_hash_table_new_full (NULL, NULL, NULL, g_free);
    worker->keep.pending = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  }
  return TRUE;
}

static void
end_worker (CrmWorker *worker)
{
  g_clear_pointer (&worker->keep.grams, crm_grams_free);
  g_clear_pointer (&worker->keep.counters, g_hash_table_unref);
  g_clear_pointer (&worker->keep.pending, g_hash_table_unref);
  g_clear_pointer (&worker->db, crm_db_close);
}

static gboolean
check_place (const char *path, CrmStoreFlags flags, GError **error)
{
  g_autofree char *name = NULL;

  if (!(flags & CRM_STORE_CREATE))
    return _crm_store_is_there (path, error);
  if (!_crm_store_has_folder (path, error))
    return FALSE;
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  name = g_path_get_basename (path);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
               _ ("“%s” is there already. Choose another name; it was not touched."), name);
  return FALSE;
}

static gboolean
open_file (CrmStore *self, GError **error)
{
  CrmDbFlags flags = 0;
  gboolean create = (self->flags & CRM_STORE_CREATE) != 0;

  if (create)
    flags |= CRM_DB_CREATE;
  if (self->flags & CRM_STORE_BULK)
    flags |= CRM_DB_BULK;
  if (self->flags & CRM_STORE_READ_ONLY)
    flags |= CRM_DB_READ_ONLY;
  if (!check_place (self->path, self->flags, error) ||
      (!(self->flags & CRM_STORE_BULK) && !_crm_store_find_place (self, error)) ||
      !start_worker (&self->writer, self, "writer", flags, error))
    return FALSE;

  if (create) {
    if (!_crm_store_load_schema (self, NULL, error) ||
        !_crm_store_layout (self, self->writer.db, error)) {
      end_worker (&self->writer);
      g_unlink (self->path);
      return FALSE;
    }
  } else if (!_crm_store_is_ours (self->path, self->writer.db, error) ||
             !_crm_store_check_layout (self, self->writer.db, error)) {
    return FALSE;
  }
  if (self->flags & CRM_STORE_READ_ONLY)
    _crm_store_turn_read_only (self, CRM_READ_ONLY_BY_CHOICE, NULL);
  else if (crm_db_is_read_only (self->writer.db))
    _crm_store_turn_read_only (self, CRM_READ_ONLY_PERMISSION, NULL);
  /* While a file is filled in bulk nobody else has it, not even our own reader. */
  if (self->flags & CRM_STORE_BULK)
    return TRUE;
  if (!_crm_store_settle_place (self, self->writer.db, error) ||
      !_crm_store_open_reader (self, error) ||
      !crm_db_query_int (self->reader.db, "SELECT max(seq) FROM log", 0, &self->seen_seq, error))
    return FALSE;
  self->seen_counter = crm_db_get_change_counter (self->reader.db, error);
  return self->seen_counter >= 0;
}

gboolean
_crm_store_open_reader (CrmStore *self, GError **error)
{
  g_atomic_int_inc (&self->reader_number);
  self->seen_counter = -1;
  return start_worker (&self->reader, self, "reader",
                       crm_db_is_read_only (self->writer.db) ? CRM_DB_READ_ONLY : CRM_DB_QUERY_ONLY,
                       error);
}

void
_crm_store_close_reader (CrmStore *self)
{
  end_worker (&self->reader);
}

static void
start_threads (CrmStore *self)
{
  self->writer.thread = g_thread_new ("store-writer", _crm_worker_main, &self->writer);
  if (self->reader.db != NULL)
    self->reader.thread = g_thread_new ("store-reader", _crm_worker_main, &self->reader);
}

static void
join_threads (CrmStore *self)
{
  g_mutex_lock (&self->lock);
  g_cond_signal (&self->writer.wake);
  g_cond_signal (&self->reader.wake);
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&self->writer.thread, g_thread_join);
  g_clear_pointer (&self->reader.thread, g_thread_join);
}

gboolean
_crm_store_pause (CrmStore *self)
{
  gboolean stopping;

  g_mutex_lock (&self->pause_lock);
  g_mutex_lock (&self->lock);
  stopping = self->stopping;
  self->pausing = !stopping;
  g_mutex_unlock (&self->lock);
  if (stopping)
    g_mutex_unlock (&self->pause_lock);
  else
    join_threads (self);
  return !stopping;
}

void
_crm_store_resume (CrmStore *self)
{
  g_mutex_lock (&self->lock);
  self->pausing = FALSE;
  g_mutex_unlock (&self->lock);
  start_threads (self);
  g_mutex_unlock (&self->pause_lock);
}

CrmStore *
crm_store_open (const char *path,
                const CrmEntity *const *entities,
                CrmStoreFlags flags,
                CrmClock *clock,
                GError **error)
{
  return _crm_store_open_as (path, entities, CRM_STORE_SCHEMA_VERSION, flags, clock, error);
}

CrmStore *
_crm_store_open_as (const char *path,
                    const CrmEntity *const *entities,
                    gint64 layout,
                    CrmStoreFlags flags,
                    CrmClock *clock,
                    GError **error)
{
  g_autoptr (CrmStore) self = g_object_new (CRM_TYPE_STORE, NULL);

  self->path = g_canonicalize_filename (path, NULL);
  self->flags = flags;
  self->layout = layout;
  self->entities = entities;
  self->clock = clock != NULL ? crm_clock_ref (clock) : crm_clock_new ();
  self->ids = crm_ids_new (self->clock);
  self->session = crm_ids_next (self->ids);
  self->context = g_main_context_ref_thread_default ();
  if (!open_file (self, error)) {
    self->closed = TRUE;
    return NULL;
  }
  start_threads (self);
  if (self->reader.db != NULL)
    _crm_store_join (self);
  return g_steal_pointer (&self);
}

/* --- Running -----------------------------------------------------------------------------------*/

typedef struct {
  gpointer data;
  GDestroyNotify destroy;
} Handed;

static void
handed_free (gpointer data)
{
  Handed *handed = data;

  if (handed->destroy != NULL)
    handed->destroy (handed->data);
  g_free (handed);
}

static void
run_async (CrmStore *self,
           CrmJob *job,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data,
           gpointer tag)
{
  Handed *handed = g_new0 (Handed, 1);

  handed->data = job->data;
  handed->destroy = job->destroy;
  job->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (job->task, tag);
  g_task_set_task_data (job->task, handed, handed_free);
  /* A write that was done is told as done, however late somebody wanted to stop it. */
  g_task_set_check_cancellable (job->task, FALSE);
  if (!_crm_store_push (self, job))
    _crm_job_end (self, job, FALSE, _crm_store_gone ());
}

void
crm_store_run_async (CrmStore *self,
                     CrmTxnMode mode,
                     const char *verb,
                     CrmTxnFunc func,
                     gpointer data,
                     GDestroyNotify destroy,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  CrmJob *job;

  g_return_if_fail (CRM_IS_STORE (self));

  job = g_new0 (CrmJob, 1);
  job->mode = mode;
  job->verb = g_strdup (verb);
  job->func = func;
  job->data = data;
  job->destroy = destroy;
  run_async (self, job, cancellable, callback, user_data, crm_store_run_async);
}

void
_crm_store_run_background (CrmStore *self,
                           CrmTxnFunc func,
                           gpointer data,
                           GDestroyNotify destroy,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  CrmJob *job = g_new0 (CrmJob, 1);

  job->mode = CRM_TXN_READ;
  job->background = TRUE;
  job->func = func;
  job->data = data;
  job->destroy = destroy;
  run_async (self, job, cancellable, callback, user_data, crm_store_run_async);
}

gboolean
crm_store_run_finish (CrmStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
crm_store_run (CrmStore *self,
               CrmTxnMode mode,
               const char *verb,
               CrmTxnFunc func,
               gpointer data,
               GError **error)
{
  CrmJob job = { .mode = mode, .verb = (char *)verb, .func = func, .data = data };

  g_return_val_if_fail (CRM_IS_STORE (self), FALSE);

  if (!_crm_store_push (self, &job)) {
    g_propagate_error (error, _crm_store_gone ());
    return FALSE;
  }
  g_mutex_lock (&self->lock);
  while (!job.done)
    g_cond_wait (&self->finished, &self->lock);
  g_mutex_unlock (&self->lock);
  if (job.error != NULL)
    g_propagate_error (error, job.error);
  return job.ok;
}

/* --- Closing -----------------------------------------------------------------------------------*/

gboolean
crm_store_close (CrmStore *self, GError **error)
{
  gboolean ok = TRUE;

  g_return_val_if_fail (CRM_IS_STORE (self), FALSE);

  if (self->closed)
    return TRUE;
  crm_store_follow (self, 0);
  /* A change of how the file is kept runs to its end. */
  g_mutex_lock (&self->pause_lock);
  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  g_mutex_unlock (&self->lock);
  join_threads (self);
  g_mutex_unlock (&self->pause_lock);
  g_clear_pointer (&self->peers, _crm_peers_free);
  self->closed = TRUE;
  /* The threads have answered all that waited; nothing more comes. */
  if (self->flags & CRM_STORE_BULK)
    ok = _crm_store_finish_bulk (self, error);
  end_worker (&self->reader);
  end_worker (&self->writer);
  return ok;
}

static void
crm_store_dispose (GObject *object)
{
  CrmStore *self = CRM_STORE (object);

  crm_store_close (self, NULL);
  end_worker (&self->reader);
  end_worker (&self->writer);
  G_OBJECT_CLASS (crm_store_parent_class)->dispose (object);
}

static void
crm_store_finalize (GObject *object)
{
  CrmStore *self = CRM_STORE (object);

  g_clear_pointer (&self->tables, crm_tables_unref);
  g_clear_pointer (&self->ids, crm_ids_free);
  g_clear_pointer (&self->clock, crm_clock_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  for (guint i = 0; i < G_N_ELEMENTS (self->read_only); i++)
    g_free (self->read_only[i]);
  g_free (self->custom_mark);
  g_free (self->path);
  g_clear_pointer (&self->place, crm_place_free);
  g_mutex_clear (&self->lock);
  g_mutex_clear (&self->pause_lock);
  g_cond_clear (&self->finished);
  g_cond_clear (&self->writer.wake);
  g_cond_clear (&self->reader.wake);
  G_OBJECT_CLASS (crm_store_parent_class)->finalize (object);
}

static void
crm_store_class_init (CrmStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = crm_store_dispose;
  object_class->finalize = crm_store_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, CRM_TYPE_CHANGE);
  signals[SIGNAL_SCHEMA_CHANGED] =
    g_signal_new ("schema-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_READ_ONLY_CHANGED] =
    g_signal_new ("read-only-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PEERS_CHANGED] =
    g_signal_new ("peers-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 0);
  /* Seconds waited so far, and for whom, if that is known. */
  signals[SIGNAL_WAITING] =
    g_signal_new ("waiting", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
}

static void
crm_store_init (CrmStore *self)
{
  g_mutex_init (&self->lock);
  g_mutex_init (&self->pause_lock);
  g_cond_init (&self->finished);
  g_cond_init (&self->writer.wake);
  g_cond_init (&self->reader.wake);
  g_queue_init (&self->writer.jobs);
  g_queue_init (&self->writer.background);
  g_queue_init (&self->reader.jobs);
  g_queue_init (&self->reader.background);
}

/* --- Asking it ---------------------------------------------------------------------------------*/

const char *
crm_store_get_path (CrmStore *self)
{
  return self->path;
}

CrmTables *
_crm_store_get_tables (CrmStore *self)
{
  CrmTables *tables;

  g_mutex_lock (&self->lock);
  tables = crm_tables_ref (self->tables);
  g_mutex_unlock (&self->lock);
  return tables;
}

CrmSchema *
crm_store_get_schema (CrmStore *self)
{
  g_autoptr (CrmTables) tables = _crm_store_get_tables (self);

  return crm_schema_ref (crm_tables_get_schema (tables));
}

CrmClock *
crm_store_get_clock (CrmStore *self)
{
  return self->clock;
}

void
crm_store_set_person (CrmStore *self, gint64 person)
{
  g_mutex_lock (&self->lock);
  self->person = person;
  g_mutex_unlock (&self->lock);
}

gint64
crm_store_get_person (CrmStore *self)
{
  gint64 person;

  g_mutex_lock (&self->lock);
  person = self->person;
  g_mutex_unlock (&self->lock);
  return person;
}

void
crm_store_set_rights (CrmStore *self, const CrmRights *rights)
{
  g_mutex_lock (&self->lock);
  self->rights = *rights;
  g_mutex_unlock (&self->lock);
}

void
crm_store_set_views (CrmStore *self, const CrmViews *views)
{
  g_mutex_lock (&self->lock);
  self->views = views;
  g_mutex_unlock (&self->lock);
}

const char *
_crm_store_get_views_entity (CrmStore *self)
{
  const char *entity;

  g_mutex_lock (&self->lock);
  entity = self->views != NULL ? self->views->entity : NULL;
  g_mutex_unlock (&self->lock);
  return entity;
}

void
crm_store_get_counters (CrmStore *self, CrmStoreCounters *counters)
{
  g_mutex_lock (&self->lock);
  *counters = self->counters;
  g_mutex_unlock (&self->lock);
}
