/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"

G_BEGIN_DECLS

/**
 * CrmBulk:
 *
 * One change over many records of an entity: values set or cleared, tags added or taken away.
 * Reference counted. It is put together first and not changed once it was handed over; looking at
 * the records remembers what they have, so that a value somebody changes afterwards is reported and
 * not overwritten.
 */
typedef struct _CrmBulk CrmBulk;

/* @ids: (element-type gint64): whose order is kept; copied. 0 stands for a record to be made. */
CrmBulk *crm_bulk_new (const CrmEntity *entity, GArray *ids);
CrmBulk *crm_bulk_ref (CrmBulk *self);
void crm_bulk_unref (CrmBulk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmBulk, crm_bulk_unref)

/* NULL or a NULL value clears. %CRM_ERROR_INVALID for a field that is not written by hand, or that
 * no two records may share. */
gboolean crm_bulk_set (CrmBulk *self, const char *field, const CrmValue *value, GError **error);
gboolean
crm_bulk_tag (CrmBulk *self, const char *field, const char *tag, gboolean add, GError **error);
/* What one record of many is to have. */
typedef struct {
  gboolean given; /* else it is left as it is */
  CrmValue value;
} CrmBulkCell;
/* (element-type CrmBulkCell), for @n records, none given. (transfer full) */
GArray *crm_bulk_cells_new (guint n);
/* @cells: (transfer full): one for each record. */
gboolean crm_bulk_set_each (CrmBulk *self, const char *field, GArray *cells, GError **error);
/* Whether the field may be changed in many records at once. */
gboolean crm_bulk_may_change (const CrmField *field);
/* Whether each of many records may get a value of its own. */
gboolean crm_bulk_may_give (const CrmField *field);
gboolean crm_bulk_is_empty (CrmBulk *self);

guint crm_bulk_get_n_records (CrmBulk *self);
/* Records done so far, while it runs: may be asked from any thread. */
guint crm_bulk_get_n_done (CrmBulk *self);

/* One record that was left as it is. */
typedef struct {
  gint64 id;
  char *title;
  char *reason;
} CrmLeftOut;

/* What came of it. */
typedef struct {
  guint n_changed;
  guint n_made;
  guint n_same;        /* had the value already */
  GPtrArray *left_out; /* of CrmLeftOut */
  gboolean cancelled;  /* in the middle: what was changed by then stays and can be undone */
  GError *trouble;     /* why it went no further, unless the person stopped it */
} CrmBulkReport;

CrmBulkReport *crm_bulk_report_new (void);
void crm_bulk_report_free (CrmBulkReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmBulkReport, crm_bulk_report_free)

/* Reads the records: how many would change. From now on what they have is known. */
void crm_office_bulk_look_async (CrmOffice *office,
                                 CrmBulk *bulk,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/* -1 on error. */
int crm_office_bulk_look_finish (CrmOffice *office, GAsyncResult *result, GError **error);

/* Changes them in short batches, so that colleagues can save in between; all of it is one operation
 * for history and undo. */
void crm_office_bulk_edit_async (CrmOffice *office,
                                 CrmBulk *bulk,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
CrmBulkReport *
crm_office_bulk_edit_finish (CrmOffice *office, GAsyncResult *result, GError **error);

/* --- Inside a transaction --------------------------------------------------------------------- */

int crm_bulk_look (CrmTxn *txn, CrmBulk *self, GError **error);
/* From record number @next on, until the time is up (0: all); @next moves on. What came of these is
 * added to the report. */
gboolean crm_bulk_apply (CrmTxn *txn,
                         CrmBulk *self,
                         guint *next,
                         gint64 until,
                         CrmBulkReport *report,
                         GError **error);

G_END_DECLS
