/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"

G_BEGIN_DECLS

/* --- Of one card ------------------------------------------------------------------------------ */

/* Sets `completeness` and `missing` by the rules of the office; the `derive` of entities that have
 * nothing else derived. */
gboolean crm_quality_derive (CrmTxn *txn, CrmRecord *record, GError **error);

/* One thing that a card lacks, or has wrong. */
typedef struct {
  char *path;     /* "phones", "addresses.city", "inn" */
  gboolean wrong; /* it is filled in, and cannot be right */
} CrmLack;

/* (transfer full) (element-type CrmLack) */
GPtrArray *crm_quality_lacks (const CrmRecord *record);
/* What people call the place: "Phones", "City". (transfer full) */
char *crm_quality_path_label (const CrmEntity *entity, const char *path);

/* Says that the path does not apply to this card, so that it is not asked for any more. */
gboolean
crm_quality_exempt (CrmTxn *txn, const char *entity, gint64 id, const char *path, GError **error);

/* --- Of the base ------------------------------------------------------------------------------ */

#define CRM_QUALITY_BANDS 5

typedef struct {
  char *path;
  gboolean wrong;
  gint64 count;
} CrmLackCount;

/* How good the cards of one kind are. */
typedef struct {
  char *entity;
  gint64 cards;                    /* that count, and that some rule applies to */
  gint64 average;                  /* basis points */
  gint64 bands[CRM_QUALITY_BANDS]; /* below 25, 50, 75, 100 %, and complete */
  GPtrArray *lacks;                /* of CrmLackCount, the most frequent first */
  gint64 losing;                   /* of clients: with whom we lose touch */
} CrmQuality;

void crm_quality_free (CrmQuality *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmQuality, crm_quality_free)

/* (transfer full) */
CrmQuality *crm_quality_read (CrmTxn *txn, const char *entity, GError **error);
void crm_quality_read_async (CrmOffice *office,
                             const char *entity,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
CrmQuality *crm_quality_read_finish (CrmOffice *office, GAsyncResult *result, GError **error);

/* The cards of one kind that count, as crm_query_parse_where(): those that somebody still works
 * with. What is counted, listed and asked about is among them. NULL when all of them do. */
const char *crm_quality_where_counted (const char *entity);

/* The conditions behind a figure, as crm_query_parse_where() reads them: what they list is as many
 * as the figure says. (transfer full) */
char *crm_quality_where_band (const char *entity, guint band);
char *crm_quality_where_lack (const char *entity, const char *path, gboolean wrong);
/* Clients whose turn to hear of us has come: order by `touch_due`. */
char *crm_quality_where_losing (void);

/* --- After a rule has changed ----------------------------------------------------------------- */

/* Computes what follows from rules that are not applied yet, in short transactions. @n: (out)
 * (optional): how many rules. */
gboolean crm_quality_apply (CrmOffice *office, guint *n, GError **error);
void crm_quality_apply_async (CrmOffice *office,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean crm_quality_apply_finish (CrmOffice *office, GAsyncResult *result, GError **error);

G_END_DECLS
