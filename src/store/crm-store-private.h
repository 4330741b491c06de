/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-db.h"
#include "store/crm-peers-private.h"
#include "store/crm-place.h"
#include "store/crm-store.h"
#include "store/crm-txn-private.h"

G_BEGIN_DECLS

/* How long a statement may take that answers a person, and one in a file with foreign parts. */
#define CRM_STORE_READ_MS    60000
#define CRM_STORE_FOREIGN_MS 1000

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
  gint64 busy_since;    /* monotonic µs: a transaction is open; 0: none */
  gint64 waiting_since; /* the same, for its turn to save */
} CrmWorker;

struct _CrmStore {
  GObject parent_instance;

  char *path;
  CrmStoreFlags flags;
  gint64 layout;  /* of this program */
  gboolean newer; /* the file is of a layout that this program may only read */
  gint too_new;   /* atomic: it was upgraded meanwhile, and may not even be read any more */
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
  const CrmViews *views;
  char *read_only[CRM_READ_ONLY_N_REASONS]; /* what is told of it; NULL: it does not hold */

  CrmWorker writer;
  CrmWorker reader;
  CrmPlace *place;       /* NULL of a bulk store */
  gboolean one_computer; /* it is kept for this one */
  int settling;          /* atomic: somebody's change of that is being undone */
  gint64 settled_at;     /* when that was tried last; of the thread that reads */
  GMutex pause_lock;     /* held as long as the threads are at rest */
  gboolean pausing;      /* with the lock: the threads are to end and leave their work */
  gboolean giving_way;   /* of the peers' thread: to somebody's upgrade */
  CrmPeers *peers;       /* NULL: nobody is to know of this desktop, or nobody can */

  guint follow_source;
  gboolean polling;
  int reader_number;   /* atomic: counts the reader's connections: each counts changes by itself */
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
/* The entity of saved views; NULL when there are none. */
const char *_crm_store_get_views_entity (CrmStore *self);
/* Builds schema and tables anew from the file's custom columns. */
gboolean _crm_store_load_schema (CrmStore *self, CrmDb *db, GError **error);
/* A text that differs when the fields do. (transfer full) */
char *_crm_custom_mark (GArray *custom);
gboolean _crm_store_layout (CrmStore *self, CrmDb *db, GError **error);
gboolean _crm_store_finish_bulk (CrmStore *self, GError **error);
/* Reads, compares, and opens for reading only where that is wiser. */
gboolean _crm_store_check_layout (CrmStore *self, CrmDb *db, GError **error);
gboolean _crm_store_is_ours (const char *path, CrmDb *db, GError **error);
/* Whether there is a file that can be opened at all; %CRM_ERROR_NOT_FOUND. */
gboolean _crm_store_is_there (const char *path, GError **error);
gboolean _crm_store_has_folder (const char *path, GError **error);
/* Always FALSE. */
gboolean _crm_store_refuse_newer (const char *path, CrmDb *db, GError **error);
/* The oldest layout whose programs may read the file; no program may when it does not say. */
gint64 _crm_store_get_min_reader (CrmDb *db);
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
/* From any thread: looks for changes at once, if this desktop follows them at all. */
void _crm_store_poll_soon (CrmStore *self);
/* Emits a signal that has nothing to say but its name. */
void _crm_store_tell (CrmStore *self, const char *signal);
void _crm_store_waiting (guint waited_ms, gpointer store);

/* Looks where the file is, and refuses what cannot go well. */
gboolean _crm_store_find_place (CrmStore *self, GError **error);
CrmDbFlags _crm_store_place_flags (CrmStore *self);
/* Makes the file be kept as its place demands, or turns read-only. */
gboolean _crm_store_settle_place (CrmStore *self, CrmDb *db, GError **error);
/* After somebody else's change: whether the file is still kept as it should be. */
void _crm_store_check_journal (CrmStore *self, CrmDb *db);

/* Ends the threads after what they are doing; what comes meanwhile waits. Not from one of them.
 * FALSE when the store is closing. */
gboolean _crm_store_pause (CrmStore *self);
void _crm_store_resume (CrmStore *self);
void _crm_store_close_reader (CrmStore *self);
gboolean _crm_store_open_reader (CrmStore *self, GError **error);

/* Makes this desktop known to others. */
void _crm_store_join (CrmStore *self);
/* Waits until it is this desktop's turn to save. @deadline: monotonic µs. */
gboolean
_crm_store_take_turn (CrmStore *self, GCancellable *cancellable, gint64 deadline, GError **error);
void _crm_store_end_turn (CrmStore *self);
/* Who keeps this desktop from saving. (transfer full) (nullable) */
char *_crm_store_find_holder (CrmStore *self);
/* For upgrades: see #CrmPeer. */
void _crm_store_set_upgrade (CrmStore *self, gint64 wants_layout, gboolean ready);

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
