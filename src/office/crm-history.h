/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-txn.h"

G_BEGIN_DECLS

/*
 * The history of a record as people read it: what stood in a field, what stands there now, who did
 * it, when and by what, in the person's words; one visit to a card is one entry.
 */

/* One field, or one line that came or went. */
typedef struct {
  char *key;             /* "city", "phones/7/number", "phones/7" */
  char *label;           /* "City", "Phones: Number", "Phones" */
  char *before;          /* as people read it; "—" for nothing */
  char *after;           /* NULL: told without values, as a changed picture is */
  const CrmField *field; /* of the record itself: its value can be put back; else NULL */
  CrmValue old;          /* of that field */
  const char *told;      /* what it is called on timelines; NULL: it is not told there */
} CrmHistoryChange;

typedef struct {
  gint64 operation;
  gint64 at;
  gint64 person;
  char *who;
  char *verb;
  gboolean undoable; /* and not undone yet */
  gboolean undone;
  GPtrArray *changes; /* of CrmHistoryChange; empty for a creation or a move to the trash */
} CrmHistoryEntry;

typedef struct {
  CrmSchema *schema;  /* keeps the fields */
  GPtrArray *entries; /* of CrmHistoryEntry, newest first */
  gint64 since;       /* from when on what was changed is kept; 0: from the beginning */
  gboolean more;      /* there are older ones */
} CrmHistoryPage;

/* On the store's thread. Masked values and records are not told. (transfer full) */
CrmHistoryPage *
crm_history_read (CrmTxn *txn, const char *entity, gint64 id, guint limit, GError **error);
void crm_history_page_free (CrmHistoryPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmHistoryPage, crm_history_page_free)

/* What a row of the log has changed in the record, which is given as it stands. (transfer full)
 * (element-type CrmHistoryChange) */
GPtrArray *crm_history_tell (CrmTxn *txn, const CrmRecord *record, const char *changes);

/* An ordinary save: the field as it was before that change. */
gboolean crm_history_restore_value (CrmTxn *txn,
                                    const char *entity,
                                    gint64 id,
                                    const char *field,
                                    const CrmValue *value,
                                    GError **error);

G_END_DECLS
