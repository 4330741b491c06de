/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-clock.h"
#include "store/crm-finding.h"
#include "store/crm-peers.h"
#include "store/crm-place.h"
#include "store/crm-read-only.h"
#include "store/crm-txn.h"
#include "store/crm-view.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* "KNTR": the application_id in the header of every office file. */
#define CRM_STORE_APPLICATION_ID 0x4B4E5452
/* Raised with each release that changes the layout: other tables, columns, indexes. */
#define CRM_STORE_SCHEMA_VERSION 2
/* The oldest layout whose programs can read a file of this one. */
#define CRM_STORE_MIN_READER 1

typedef enum {
  CRM_CHANGE_CREATED,
  CRM_CHANGE_EDITED,
  CRM_CHANGE_DELETED,
  CRM_CHANGE_RESTORED,
  CRM_CHANGE_DERIVED, /* only derived values moved */
} CrmChangeKind;

typedef struct {
  const CrmEntity *entity;
  CrmChangeKind kind;
  gint64 id;
  gint64 n;
} CrmChanged;

/**
 * CrmChange:
 *
 * What one commit touched, here or on another desktop. @all is set when the log no longer reaches
 * back to what was seen last: then anything may have changed.
 */
typedef struct {
  int ref_count;
  gint64 operation;
  gint64 person;
  CrmSchema *schema; /* keeps the entities */
  gboolean own;      /* this desktop did it */
  gboolean all;
  GArray *records; /* of CrmChanged */
} CrmChange;

#define CRM_TYPE_CHANGE (crm_change_get_type ())
GType crm_change_get_type (void);
CrmChange *crm_change_new (CrmSchema *schema);
CrmChange *crm_change_ref (CrmChange *self);
void crm_change_unref (CrmChange *self);
gboolean crm_change_touches (const CrmChange *self, const char *entity);
gboolean crm_change_touches_id (const CrmChange *self, gint64 id);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmChange, crm_change_unref)

typedef enum {
  CRM_STORE_CREATE = 1 << 0, /* make the file; %G_IO_ERROR_EXISTS when it is there */
  CRM_STORE_READ_ONLY = 1 << 1,
  CRM_STORE_BULK =
    1
    << 2, /* with CREATE: fill it fast, search and derived values at the end; nobody else has it */
  CRM_STORE_THIS_COMPUTER = 1 << 6, /* with CREATE: for this computer only */
} CrmStoreFlags;

/**
 * CrmRights:
 *
 * Where rights stand: the store asks, whoever opened it answers. NULL members allow everything.
 */
typedef struct {
  /* FALSE with %CRM_ERROR_DENIED that says what is not allowed. @record is NULL for the entity as a
   * whole. */
  gboolean (*may) (CrmTxn *txn,
                   CrmAction action,
                   const CrmEntity *entity,
                   const CrmRecord *record,
                   gpointer data,
                   GError **error);
  /* A condition that every query of the entity gets in addition, or NULL. (transfer full) */
  CrmCondition *(*scope) (CrmTxn *txn, const CrmEntity *entity, gpointer data);
  gboolean (*allows) (CrmTxn *txn, CrmRight right, gpointer data, GError **error);
  gpointer data;
} CrmRights;

/**
 * CrmStore:
 *
 * An open office file. One thread owns the connection that writes, another the one that reads;
 * every other thread talks to them through the calls below. Signals, on the main context of the
 * opener: "changed" (#CrmChange), "schema-changed", "read-only-changed", "peers-changed",
 * "waiting" (seconds, who or NULL: somebody else is saving).
 */
#define CRM_TYPE_STORE (crm_store_get_type ())
G_DECLARE_FINAL_TYPE (CrmStore, crm_store, CRM, STORE, GObject)

/**
 * crm_store_open:
 * @entities: (array zero-terminated=1): static descriptions of everything an office has.
 *
 * Errors: %CRM_ERROR_NOT_FOUND (file or folder), %CRM_ERROR_FOREIGN, %CRM_ERROR_NEWER,
 * %CRM_ERROR_OLDER (see crm_store_upgrade()), %CRM_ERROR_CORRUPT, %CRM_ERROR_READ_ONLY (creating),
 * %CRM_ERROR_IO. A file that cannot be written opens read-only by itself, and so does one that a
 * newer program has written for older ones to read, or that somebody has put triggers or views
 * into.
 */
CrmStore *crm_store_open (const char *path,
                          const CrmEntity *const *entities,
                          CrmStoreFlags flags,
                          CrmClock *clock,
                          GError **error);

/* Ends the threads and closes the file; work still queued is answered with %CRM_ERROR_GONE. Of a
 * bulk store: makes search and derived values, and reports what went wrong with them. */
gboolean crm_store_close (CrmStore *self, GError **error);

const char *crm_store_get_path (CrmStore *self);

/* A store that is running may turn read-only: "read-only-changed" tells it. */
gboolean crm_store_is_read_only (CrmStore *self);
CrmReadOnlyReason crm_store_get_read_only_reason (CrmStore *self);
/* (transfer full) (nullable): for people: what it is, why, and what to do. */
char *crm_store_get_read_only_text (CrmStore *self);

/* (transfer full): the schema as it is now. */
CrmSchema *crm_store_get_schema (CrmStore *self);
CrmClock *crm_store_get_clock (CrmStore *self);
void crm_store_set_person (CrmStore *self, gint64 person);
gint64 crm_store_get_person (CrmStore *self);
void crm_store_set_rights (CrmStore *self, const CrmRights *rights);
/* @views: static. Before anything is asked. */
void crm_store_set_views (CrmStore *self, const CrmViews *views);

typedef enum {
  CRM_TXN_READ,
  CRM_TXN_WRITE,
} CrmTxnMode;

/**
 * crm_store_run_async:
 * @verb: (nullable): of a write: the operation's name in history.
 * @func: run on the store's thread, perhaps twice.
 * @destroy: (nullable): frees @data, on the thread that started it, once the callback has run.
 *
 * A cancelled read stops in the middle; a cancelled write does not begin, or is rolled back.
 */
void crm_store_run_async (CrmStore *self,
                          CrmTxnMode mode,
                          const char *verb,
                          CrmTxnFunc func,
                          gpointer data,
                          GDestroyNotify destroy,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
gboolean crm_store_run_finish (CrmStore *self, GAsyncResult *result, GError **error);

/* The same, waiting for it: for the command line and tests, never for the window. */
gboolean crm_store_run (CrmStore *self,
                        CrmTxnMode mode,
                        const char *verb,
                        CrmTxnFunc func,
                        gpointer data,
                        GError **error);

/* How often one looks for changes of other desktops who looks at the office, in ms: every look
 * costs a file server something for each desktop; and who has turned to something else. */
guint crm_store_get_pace (CrmStore *self);
#define CRM_STORE_PACE_AWAY 10000

/* Begins to look for changes of other desktops every @interval ms (0 stops). */
void crm_store_follow (CrmStore *self, guint interval);
/* The last change that was seen; see CrmOperation.seq. */
gint64 crm_store_get_seen_seq (CrmStore *self);
/* Looks now, once. */
void crm_store_poll (CrmStore *self);

/* --- Where it is -------------------------------------------------------------------------------
 */

/* (nullable): of a bulk store. */
const CrmPlace *crm_store_get_place (CrmStore *self);
/* Whether the office is kept for this computer only: fast, and closed to others. */
gboolean crm_store_is_this_computer (CrmStore *self);
/* Waits until the store is at rest: not for the window's own thread. Errors: %CRM_ERROR_BUSY names
 * who has it open, %CRM_ERROR_DENIED on a share, %CRM_ERROR_READ_ONLY. */
gboolean crm_store_set_this_computer (CrmStore *self, gboolean one, GError **error);

/* --- Who else is in --------------------------------------------------------------------------- */

/* As of the last look, a second or two ago; this desktop is among them. Empty where the folder
 * cannot be written. (transfer full) (element-type CrmPeer) */
GPtrArray *crm_store_get_peers (CrmStore *self);
/* Whether this desktop is the one that does the office's chores. */
gboolean crm_store_is_elected (CrmStore *self);
/* Whether nobody else has the office open, as far as can be known. */
gboolean crm_store_is_alone (CrmStore *self);
/* What others are shown of this desktop: its person (after crm_store_set_person()), and the cards
 * that are open. */
void crm_store_set_person_name (CrmStore *self, const char *name);
void crm_store_set_cards (CrmStore *self, const gint64 *ids, gsize n);

/* --- Checks ----------------------------------------------------------------------------------- */

/* How far it is: what is being done, for people, and from 0 to 1; 0: nobody knows. */
typedef void (*CrmStoreProgress) (const char *step, double done, gpointer user_data);

/**
 * crm_store_check:
 *
 * Integrity of the file, its structure, foreign keys, the log of what was done, directory, search
 * and derived values, each computed again and compared. Waits: it is called from a thread, or from
 * the command line. (transfer full) (element-type CrmFinding): empty when all is well.
 */
GPtrArray *crm_store_check (CrmStore *self,
                            CrmStoreProgress progress,
                            gpointer user_data,
                            GCancellable *cancellable,
                            GError **error);

/* Counters for tests and benchmarks: statements stepped to a first row or done, rows fetched, work
 * done on the calling thread's behalf. */
typedef struct {
  guint64 statements;
  guint64 rows;
  guint64 transactions;
} CrmStoreCounters;
void crm_store_get_counters (CrmStore *self, CrmStoreCounters *counters);

G_END_DECLS
