/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"

G_BEGIN_DECLS

/*
 * Two cards of the same thing become one, of any entity: the survivor gets what only the other one
 * knows, and all that refers to the other one refers to the survivor from then on. The other one
 * goes to the trash. It is one operation, and one undo.
 */

/* A field that does not say the same in both. */
typedef struct {
  char *name;
  char *label;
  char *kept; /* as people read it; "" for nothing */
  char *gone;
  gboolean allows_both;  /* notes and tags */
  CrmMergeChoice choice; /* mine: what the survivor says; theirs: what the other one says */
} CrmMergeField;

/* What refers to the one that goes. */
typedef struct {
  const CrmEntity *entity;
  gint64 n;
} CrmMergeLinks;

/**
 * CrmMergePlan:
 *
 * What merging two records would do, and how the person wants it. Begins with what is right most
 * often: the survivor's word where it has one, the other one's where it has none, both of tags, and
 * yes where one of them says yes.
 */
typedef struct {
  gatomicrefcount ref_count;
  CrmSchema *schema; /* keeps the entities */
  const CrmEntity *entity;
  gint64 keep;
  gint64 gone;
  char *keep_title;
  char *gone_title;
  GPtrArray *fields; /* of CrmMergeField */
  GArray *links;     /* of CrmMergeLinks */
  guint n_lines;     /* phones, addresses… that the survivor gets */
} CrmMergePlan;

CrmMergePlan *crm_merge_plan_ref (CrmMergePlan *self);
void crm_merge_plan_unref (CrmMergePlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmMergePlan, crm_merge_plan_unref)

/* @keep survives. %CRM_ERROR_INVALID for what cannot be merged, %CRM_ERROR_DENIED with the reason.
 * (transfer full) */
CrmMergePlan *
crm_merge_plan_read (CrmTxn *txn, const char *entity, gint64 keep, gint64 gone, GError **error);
void crm_merge_plan_read_async (CrmOffice *office,
                                const char *entity,
                                gint64 keep,
                                gint64 gone,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
CrmMergePlan *crm_merge_plan_read_finish (CrmOffice *office, GAsyncResult *result, GError **error);
/* NULL when the field says the same in both. */
CrmMergeField *crm_merge_plan_find (CrmMergePlan *self, const char *field);

/**
 * crm_record_merge:
 * @limit: links for this transaction, so that nobody waits for it; 0 for all.
 * @finished: (out): FALSE: further transactions go on with it, see crm_txn_continue().
 */
gboolean crm_record_merge (CrmTxn *txn,
                           const CrmMergePlan *plan,
                           guint limit,
                           gboolean *finished,
                           GError **error);
/* The whole of it, in as many transactions as it takes. */
gboolean crm_office_merge (CrmOffice *office, CrmMergePlan *plan, GError **error);
void crm_office_merge_async (CrmOffice *office,
                             CrmMergePlan *plan,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean crm_office_merge_finish (CrmOffice *office, GAsyncResult *result, GError **error);

G_END_DECLS
