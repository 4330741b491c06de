/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-txn.h"

G_BEGIN_DECLS

/* What was done in the office, and what lies in its trash, as people read it. */

typedef struct {
  CrmOperation *operation; /* of the list it came with */
  char *who;
  char *what; /* "Changed: Client Alfa", "Imported: 120 records" */
} CrmLogEntry;

typedef struct {
  CrmSchema *schema;     /* keeps the entities */
  GPtrArray *operations; /* of CrmOperation */
  GPtrArray *entries;    /* of CrmLogEntry, newest first */
} CrmLog;

/* On the store's thread. (transfer full) */
CrmLog *crm_log_read (CrmTxn *txn, const CrmOperationFilter *filter, GError **error);
void crm_log_free (CrmLog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmLog, crm_log_free)

typedef struct {
  gint64 id;
  const char *entity; /* interned */
  char *kind;         /* "Client" */
  char *title;
  char *who; /* who moved it there; NULL when that is not known any more */
  gint64 at;
  gint64 operation; /* by which it went there; 0 when that is not known any more */
} CrmTrashed;

/* Everything that was deleted, newest first, that has all the words. (transfer full) (element-type
 * CrmTrashed) */
GPtrArray *crm_trashed_read (CrmTxn *txn, const char *words, guint limit, GError **error);
/* Takes records of any entity out of the trash, as one operation. @ids: (element-type gint64) */
gboolean crm_trashed_restore (CrmTxn *txn, GArray *ids, GError **error);

/* How long what was changed is kept: the office's own time, or three years. In milliseconds. */
gint64 crm_log_retention (CrmTxn *txn);

G_END_DECLS
