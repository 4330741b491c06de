/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"

G_BEGIN_DECLS

/* How verbs are called from outside: one shape for the calls of all rooms, so that a room writes
 * only its verb. Private to office/. */

typedef struct _CrmVerbCall CrmVerbCall;

/* Runs in the transaction, perhaps twice; what it finds it puts into the results. */
typedef gboolean (*CrmVerbFunc) (CrmTxn *txn, CrmVerbCall *call, GError **error);

/* After the transaction, on a thread of its own: for work that needs no file. */
typedef gboolean (*CrmVerbAfterFunc) (CrmVerbCall *call, GError **error);

struct _CrmVerbCall {
  CrmVerbFunc func;
  CrmVerbAfterFunc after; /* or NULL */

  /* What is asked: whatever the verb needs of these. */
  gint64 id;
  gint64 other;
  char *text;
  CrmRecord *record; /* its own copy */
  GArray *ids;       /* of gint64 */
  GArray *versions;  /* of gint64, one for each of them; or NULL */

  /* What is answered. */
  gint64 result_id;
  gpointer result; /* freed with `free_result` before each run and at the end */
  GDestroyNotify free_result;
};

CrmVerbCall *crm_verb_call_new (CrmVerbFunc func, gint64 id);

/* Takes the call. */
void crm_verb_call_run_async (CrmOffice *office,
                              CrmTxnMode mode,
                              const char *verb,
                              CrmVerbCall *call,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/* @call: (out) (optional) (transfer none): with its results; lives as long as @result. */
gboolean
crm_verb_call_finish (CrmOffice *office, GAsyncResult *result, CrmVerbCall **call, GError **error);

G_END_DECLS
