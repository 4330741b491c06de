/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-lang.h"
#include "store/crm-store.h"

G_BEGIN_DECLS

/**
 * CrmRow:
 *
 * What a list shows at one position. Its identity is the position, not the record: when the query,
 * the order or a record changes, the same object gets other values and says "changed", so that GTK
 * neither rebinds nor scans. Values arrive from the reading thread: until then it is not loaded.
 */
#define CRM_TYPE_ROW (crm_row_get_type ())
G_DECLARE_FINAL_TYPE (CrmRow, crm_row, CRM, ROW, GObject)

guint crm_row_get_position (CrmRow *self);
gboolean crm_row_is_loaded (CrmRow *self);
/* 0 until loaded. */
gint64 crm_row_get_id (CrmRow *self);
gint64 crm_row_get_n (CrmRow *self);
/* The value of the list's column; NULL until loaded. A reference's value is its id. */
const CrmValue *crm_row_get_value (CrmRow *self, guint column);
/* As people read it: titles of references, currency of money. (transfer full): "" until loaded. */
char *crm_row_format (CrmRow *self, guint column, CrmLang lang);
/* Of money and price; NULL where there is none. */
const char *crm_row_get_currency (CrmRow *self, guint column);
/* The first of the list's rules that the record meets, from 1; 0 for none. */
guint crm_row_get_rule (CrmRow *self);
/* The key of the entity's state field, for the colour; NULL when it has none. */
const char *crm_row_get_state (CrmRow *self);

/* What the records of a group come to in one currency. */
typedef struct {
  guint sum; /* index among the sums asked for */
  char *currency;
  gint64 amount;
} CrmGroupSum;

/* The heading of a group in a list; see crm_record_list_set_groups(). */
typedef struct {
  CrmValue value; /* what its records have in common: of a day's month "2026-02" */
  CrmValue key;   /* how it is sorted */
  char *title;    /* of the record that a reference names */
  guint n_records;
  GArray *sums; /* of CrmGroupSum */
  gboolean collapsed;
  guint position; /* of the heading */
  guint first;    /* record of it */
  guint n_rows;   /* records of it that the list has now */
} CrmGroup;
/* NULL for the row of a record. A heading is never loaded: it has no values. */
const CrmGroup *crm_row_get_group (CrmRow *self);

/**
 * CrmRecordList:
 *
 * The GListModel over a query: a packed vector of the records' dense numbers in order, rows in
 * pages fetched by number, slots by position. The first screen comes by itself; the rest of the
 * numbers follow in short reads, so that no reader holds up a writer. It follows the store's
 * changes.
 *
 * Properties: "loading" (boolean), "complete" (boolean: all positions known). Signals: "ready"
 * after each new query once its first rows can be shown, "failed" (GError).
 */
#define CRM_TYPE_RECORD_LIST (crm_record_list_get_type ())
G_DECLARE_FINAL_TYPE (CrmRecordList, crm_record_list, CRM, RECORD_LIST, GObject)

/* @columns: (array zero-terminated=1): paths from the query's entity. */
CrmRecordList *
crm_record_list_new (CrmStore *store, CrmQuery *query, const char *const *columns, GError **error);

/* Other words, conditions or order; the columns stay. %CRM_ERROR_INVALID or NOT_FOUND for a path
 * that is not there: then nothing changes. */
gboolean crm_record_list_set_query (CrmRecordList *self, CrmQuery *query, GError **error);
CrmQuery *crm_record_list_get_query (CrmRecordList *self);
gboolean
crm_record_list_set_columns (CrmRecordList *self, const char *const *columns, GError **error);
/* Conditions of which each row is told the first that it meets: for colours. Looked up with the
 * rows that are fetched, a page at a time. @rules: (nullable) (element-type CrmCondition): not
 * changed any more. */
void crm_record_list_set_rules (CrmRecordList *self, GPtrArray *rules);
/* Puts headings among the rows, one before all records that have the same there; NULL takes them
 * away. @sums: (array zero-terminated=1): paths of money to be summed for each. Positions are those
 * of headings and records together. %CRM_ERROR_INVALID for a path that leads to several values. */
gboolean crm_record_list_set_groups (CrmRecordList *self,
                                     const char *path,
                                     CrmBucketKind bucket,
                                     const char *const *sums,
                                     GError **error);
gboolean crm_record_list_is_grouped (CrmRecordList *self);
/* The heading that stands there, NULL when none does. Not kept: the next answer brings others. */
const CrmGroup *crm_record_list_get_heading (CrmRecordList *self, guint position);
/* Without the headings. */
guint crm_record_list_get_n_records (CrmRecordList *self);
/* Hides the records of the group with its heading there, or shows them again. FALSE when no heading
 * stands there. */
gboolean crm_record_list_fold_group (CrmRecordList *self, guint position);
CrmPath *crm_record_list_get_column (CrmRecordList *self, guint column);
CrmStore *crm_record_list_get_store (CrmRecordList *self);

/* Before the first frame a list needs no more rows than a screen has: 0 lifts the limit. */
void crm_record_list_set_limit (CrmRecordList *self, guint limit);

gboolean crm_record_list_is_complete (CrmRecordList *self);
gboolean crm_record_list_is_loading (CrmRecordList *self);
/* The dense number at a position, -1 where none is known yet; and back, -1 when it is not listed.
 */
gint64 crm_record_list_get_n (CrmRecordList *self, guint position);
int crm_record_list_find (CrmRecordList *self, gint64 n);
/* The version of each record as the list shows it, 0 of one that it has not read. @ids:
 * (element-type gint64). (transfer full) (element-type gint64) */
GArray *crm_record_list_get_versions (CrmRecordList *self, GArray *ids);
/* Milliseconds the last query took until its first rows were there. */
double crm_record_list_get_query_time (CrmRecordList *self);

/* The ids behind numbers, for bulk work. (transfer full) (element-type gint64) */
void crm_record_list_get_ids_async (CrmRecordList *self,
                                    const guint32 *numbers,
                                    gsize n,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GArray *crm_record_list_get_ids_finish (CrmRecordList *self, GAsyncResult *result, GError **error);

/* The rows at some positions, read whether anybody looks at them or not; such a row does not change
 * any more. (transfer full) (element-type CrmRow) */
void crm_record_list_read_async (CrmRecordList *self,
                                 guint first,
                                 guint n,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GPtrArray *crm_record_list_read_finish (CrmRecordList *self, GAsyncResult *result, GError **error);

/* Times get_item() found its page missing, and pages fetched: for tests of counts. */
void crm_record_list_get_counters (CrmRecordList *self, guint64 *misses, guint64 *pages);

G_END_DECLS
