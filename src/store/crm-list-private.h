/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-list-reader.h"
#include "store/crm-record-list.h"
#include "store/crm-store-private.h"

G_BEGIN_DECLS

/* Rows of the first answer: a tall window shows fewer. */
#define CRM_LIST_FIRST_ROWS 64
/* Rows fetched together. */
#define CRM_LIST_PAGE_SIZE 64

/* What a list is grouped by. */
typedef struct {
  char *path;
  CrmBucketKind bucket;
  GStrv sums;
} CrmGrouping;

struct _CrmRecordList {
  GObject parent_instance;

  CrmStore *store;
  CrmSchema *schema;
  const CrmEntity *entity;
  CrmQuery *query;
  CrmColumns *columns;
  guint limit;

  CrmVector *all;        /* the query without its words; NULL until known */
  CrmVector *shown;      /* what the positions are */
  gboolean turned;       /* the same records are asked for in another order */
  CrmGrouping *grouping; /* as it is asked for, or NULL */
  GPtrArray *groups;     /* of CrmGroup, as it is shown; or NULL */
  GHashTable *collapsed; /* names of groups whose records are hidden */
  guint n_positions;
  gboolean complete;
  gboolean loading;
  guint n_items;             /* as GTK was told */
  GCancellable *cancellable; /* of the scan under way */
  gint64 started;
  double query_time;

  GHashTable *slots;  /* position → CrmRow, weak */
  GHashTable *pages;  /* number → Page */
  GHashTable *wanted; /* numbers of pages being fetched */
  GArray *due;        /* of guint: pages to fetch in the next round */
  guint due_source;
  guint64 tick;
  guint epoch; /* of the rows: raised when what was fetched is out of date */
  gulong changed_handler;
  gulong schema_handler;
  guint follow_source;

  guint64 n_misses;
  guint64 n_pages;
};

/* --- Pages of rows and the slots that show them; of crm-list-pages.c
 * ------------------------------*/

void _crm_list_page_free (gpointer page);
CrmRow *_crm_list_slot_at (CrmRecordList *self, guint position);
/* Positions that somebody looks at now. (transfer full) (element-type guint) */
GArray *_crm_list_live_positions (CrmRecordList *self);
/* Every slot shows what is known of its position now, and what is not known is fetched. */
void _crm_list_refresh_slots (CrmRecordList *self);
void _crm_list_store_rows (CrmRecordList *self, GPtrArray *rows, const guint *positions, guint n);
void _crm_list_forget_pages (CrmRecordList *self);
void _crm_list_forget_slots (CrmRecordList *self);

/* The number that stands at a position; it must be within the vector. */
static inline guint32
_crm_list_number_at (CrmRecordList *self, guint position)
{
  return g_array_index (self->shown->numbers, guint32, position);
}

/* --- Groups; of crm-list-groups.c
 * --------------------------------------------------------------------*/

CrmGrouping *_crm_grouping_copy (const CrmGrouping *self);
void _crm_grouping_free (CrmGrouping *self);
void _crm_grouping_order (const CrmGrouping *self, CrmQuery *query);
/* In the order of the list. (transfer full) (element-type CrmGroup) */
GPtrArray *
_crm_groups_read (CrmTxn *txn, const CrmQuery *query, const CrmGrouping *grouping, GError **error);
void _crm_groups_lay_out (CrmRecordList *self);
/* NULL where a record stands. */
CrmGroup *_crm_list_heading_at (CrmRecordList *self, guint position);
/* The index of the record at a position, -1 for none; and back, -1 when it is hidden. */
int _crm_list_record_at (CrmRecordList *self, guint position);
int _crm_list_position_of (CrmRecordList *self, guint record);
/* Positions have moved, the records are the same. */
void _crm_list_show_positions (CrmRecordList *self);

/* --- Scans; of crm-list-scan.c
 * --------------------------------------------------------------------*/

/* Asks again. @keep_all: only the words differ from the last question. */
void _crm_list_start_scan (CrmRecordList *self, gboolean keep_all);

/* --- The list
 * ------------------------------------------------------------------------------------*/

void _crm_list_set_flags (CrmRecordList *self, gboolean loading, gboolean complete);
/* GTK is told of the tail only: a change of the whole would make it look at every row. */
void _crm_list_tell_length (CrmRecordList *self);
void _crm_list_tell_ready (CrmRecordList *self);
void _crm_list_tell_failed (CrmRecordList *self, GError *error);

G_END_DECLS
