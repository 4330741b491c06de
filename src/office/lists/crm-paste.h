/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/lists/crm-bulk.h"

G_BEGIN_DECLS

/* What was not taken from a pasted table, and why. */
typedef struct {
  gint row;    /* of the table, from 0; -1 for a whole column */
  gint column; /* -1 for a whole row */
  guint n;     /* cells that this is about */
  char *label; /* which cell, as people read it: "3: Amount" */
  char *text;  /* what was to be pasted; NULL for several cells */
  char *reason;
} CrmPasteRefusal;

/**
 * CrmPastePlan:
 *
 * What pasting a table into cells of a list would do. Nothing is changed yet: `bulk` does it, as
 * one operation with one undo. What cannot be read, or does not belong there, is in `refused` and
 * not in `bulk`.
 */
typedef struct {
  CrmBulk *bulk; /* NULL when nothing is left to be done */
  guint n_cells; /* that will be written */
  guint n_records;
  guint n_new;
  GPtrArray *refused; /* of CrmPasteRefusal */
} CrmPastePlan;

CrmPastePlan *crm_paste_plan_new (void);
void crm_paste_plan_free (CrmPastePlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmPastePlan, crm_paste_plan_free)

/**
 * crm_paste_plan:
 * @columns: (array zero-terminated=1): the paths that the table's columns go to.
 * @ids: (element-type gint64): the records its rows go to; rows beyond them make new ones.
 * @table: (element-type GStrv): see crm_table_parse().
 *
 * Reads each cell as the card would, references by what they are called. Empty cells empty the
 * field of a record and leave that of a new one as it begins. (transfer full)
 */
CrmPastePlan *crm_paste_plan (CrmTxn *txn,
                              const CrmEntity *entity,
                              const char *const *columns,
                              GArray *ids,
                              GPtrArray *table,
                              GError **error);

/* The same outside a transaction. */
void crm_office_paste_plan_async (CrmOffice *office,
                                  const CrmEntity *entity,
                                  const char *const *columns,
                                  GArray *ids,
                                  GPtrArray *table,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
CrmPastePlan *
crm_office_paste_plan_finish (CrmOffice *office, GAsyncResult *result, GError **error);

G_END_DECLS
