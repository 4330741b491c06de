/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-txn.h"

G_BEGIN_DECLS

/**
 * CrmMarkKind:
 *
 * What one person alone notes on a record. It is neither history nor anybody else's business: it
 * raises no version, makes no operation, cannot be undone, and follows the person to any desktop.
 */
typedef enum {
  CRM_MARK_READ = 1,      /* has read what stands on it, up to then */
  CRM_MARK_FAVOURITE = 2, /* has put a star on it */
} CrmMarkKind;

/* Of the person at the desk. @at 0 takes the mark away. */
gboolean crm_txn_set_mark (CrmTxn *self, CrmMarkKind kind, gint64 id, gint64 at, GError **error);
/* @at: 0 when there is none. */
gboolean crm_txn_get_mark (CrmTxn *self, CrmMarkKind kind, gint64 id, gint64 *at, GError **error);
/* Living records with this mark, the newest first. (transfer full) (element-type CrmHit) */
GPtrArray *crm_txn_get_marked (CrmTxn *self, CrmMarkKind kind, guint limit, GError **error);

G_END_DECLS
