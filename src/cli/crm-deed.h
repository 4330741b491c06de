/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/crm-command.h"
#include "office/crm-history.h"

G_BEGIN_DECLS

/**
 * CrmDeed:
 *
 * What a command asks of one record, and what came of it: the data of a #CrmTxnFunc, made anew at
 * each run.
 */
typedef struct {
  CrmSession *session;
  const char *entity; /* as it was typed */
  const char *text;   /* which record, as it was typed */
  char **assignments; /* path=value */
  CrmRecord *held;    /* the copy that a batch holds, or NULL */
  CrmRecord *record;
  GPtrArray *talk;    /* of CrmRecord: what is said at it, the oldest first */
  GPtrArray *files;   /* of CrmRecord: what lies at it, without what was replaced */
  GHashTable *titles; /* id → title, of what the record refers to */
  GPtrArray *history;
  CrmHistoryPage *page; /* the same in words */
  gint64 operation;     /* to undo; 0: the last one */
  gint64 seen;          /* the version that is to be deleted; 0: whichever there is */
  char *said;
} CrmDeed;

/* Drops what an earlier run has made. */
void crm_deed_forget (CrmDeed *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmDeed, crm_deed_forget)

/* Reads the record that is meant. A #CrmTxnFunc. */
gboolean crm_deed_get_record (CrmTxn *txn, gpointer deed, GError **error);

G_END_DECLS
