/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-db.h"
#include "store/crm-store.h"
#include "store/crm-txn-private.h"

G_BEGIN_DECLS

/* One piece of work for a thread of the store. */
typedef struct {
  CrmTxnMode mode;
  char *verb;
  CrmTxnFunc func;
  gpointer data;
  GDestroyNotify destroy;
  GTask *task;   /* of run_async; NULL when somebody waits */
  gboolean done; /* of run(): guarded by the store's lock */
  gboolean ok;
  gboolean background; /* goes behind everything else, and again after every slice */
  GError *error;
} CrmJob;

/* A thread with its connection and what waits for it. */
typedef struct {
  CrmStore *store;
  GThread *thread;
  CrmDb *db;
  CrmTxnKeep keep;
  CrmRights rights; /* as they were when the transaction began */
  GQueue jobs;
  GQueue background;
  GCond wake;
} CrmWorker;

struct _CrmStore {
  GObject parent_instance;

  char *path;
  CrmStoreFlags flags;
  gint64 layout;  /* of this program */
  gboolean newer; /* the file is of a layout that this program may only read */
  gboolean closed;
  CrmClock *clock;
  CrmIds *ids;
  GMainContext *context;
  const CrmEntity *const *entities;

  GMutex lock; /* of everything below */
  GCond finished;
  gboolean stopping;
  CrmTables *tables;
  char *custom_mark; /* of the fields that the tables were made with */
  gint64 person;
  gint64 session;
  CrmRights rights;
  char *read_only[CRM_READ_ONLY_N_REASONS]; /* what is told of it; NULL: it does not hold */

  CrmWorker writer;
  CrmWorker reader;

  guint follow_source;
  gboolean polling;
  gint64 seen_counter; /* the engine's change counter at the last look */
  gint64 seen_seq;     /* the last row of the log that was told */
  CrmStoreCounters counters;
};

/* Set by a function that wants to be run again after whoever else waits: the rest of a long read.
 */
void _crm_txn_run_again (CrmTxn *txn);

/* FALSE when the store is closing: the job is still the caller's. */
gboolean _crm_store_push (CrmStore *self, CrmJob *job);
/* A read that gives way to all others and may ask to be run again. */
void _crm_store_run_background (CrmStore *self,
                                CrmTxnFunc func,
                                gpointer data,
                                GDestroyNotify destroy,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/* The tables as they are now. (transfer full) */
CrmTables *_crm_store_get_tables (CrmStore *self);
/* Builds schema and tables anew from the file's custom columns. */
gboolean _crm_store_load_schema (CrmStore *self, CrmDb *db, GError **error);
/* A text that differs when the fields do. (transfer full) */
char *_crm_custom_mark (GArray *custom);
gboolean _crm_store_layout (CrmStore *self, CrmDb *db, GError **error);
gboolean _crm_store_finish_bulk (CrmStore *self, GError **error);
/* Reads, compares, and opens for reading only where that is wiser. */
gboolean _crm_store_check_layout (CrmStore *self, CrmDb *db, GError **error);
gboolean _crm_store_is_ours (const char *path, CrmDb *db, GError **error);
/* Always FALSE. */
gboolean _crm_store_refuse_newer (const char *path, CrmDb *db, GError **error);
gboolean _crm_store_write_meta (CrmDb *db, gint64 layout, GError **error);
/* The descriptions with the file's custom columns; @mark (out) (optional). (transfer full) */
CrmSchema *
_crm_store_read_schema (const CrmEntity *const *entities, CrmDb *db, char **mark, GError **error);
/* A program of this layout: tests are older and newer ones. */
CrmStore *_crm_store_open_as (const char *path,
                              const CrmEntity *const *entities,
                              gint64 layout,
                              CrmStoreFlags flags,
                              CrmClock *clock,
                              GError **error);

/* Tells the opener's main context. */
void _crm_store_tell_change (CrmStore *self, CrmChange *change);
/* Emits a signal that has nothing to say but its name. */
void _crm_store_tell (CrmStore *self, const char *signal);
void _crm_store_waiting (guint waited_ms, gpointer store);

/* From any thread, also while the store runs: writes are refused from now on, with this text.
 * @text: (nullable): for people; what is usually said of this reason. */
void _crm_store_turn_read_only (CrmStore *self, CrmReadOnlyReason reason, const char *text);
/* This reason does not hold any longer; others may. */
void _crm_store_lift_read_only (CrmStore *self, CrmReadOnlyReason reason);
/* FALSE with %CRM_ERROR_READ_ONLY. */
gboolean _crm_store_check_writable (CrmStore *self, GError **error);

/* The thread of a worker: takes one job after the other until the store closes. */
gpointer _crm_worker_main (gpointer worker);
/* Answers whoever waits for it. @error is taken over. */
void _crm_job_end (CrmStore *self, CrmJob *job, gboolean ok, GError *error);
/* What work that comes too late is answered with. (transfer full) */
GError *_crm_store_gone (void);

G_END_DECLS
