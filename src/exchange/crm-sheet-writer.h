/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CrmSheetWriter:
 *
 * A workbook (XLSX) written row after row to a stream: of what was written nothing is kept, however
 * many rows there are. Every text is a text, also one that looks like a formula or a number. A
 * sheet that is full goes on in a second one.
 */
typedef struct _CrmSheetWriter CrmSheetWriter;

typedef enum {
  CRM_CELL_EMPTY,
  CRM_CELL_TEXT,
  CRM_CELL_NUMBER,  /* integer / 10^digits */
  CRM_CELL_PERCENT, /* integer / 10^digits, 1 being 100 % */
  CRM_CELL_DAY,     /* text: "YYYY-MM-DD" */
  CRM_CELL_INSTANT, /* integer: UTC ms, shown in the zone of whoever writes */
} CrmCellKind;

/* What one cell shows. Texts are borrowed while the row is written. */
typedef struct {
  CrmCellKind kind;
  const char *text;
  gint64 integer;
  guint digits; /* behind the point, up to 6; of a number shown with all of them */
} CrmCell;

typedef struct {
  const char *title;
  guint width; /* in characters; 0 = as usual */
} CrmSheetColumn;

/* Rows of data that one sheet takes. */
#define CRM_SHEET_ROWS 1000000

/* The stream stays the caller's to close. */
CrmSheetWriter *crm_sheet_writer_new (GOutputStream *out, GCancellable *cancellable);
void crm_sheet_writer_free (CrmSheetWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSheetWriter, crm_sheet_writer_free)

/* Ends the sheet before, if any. Names are shortened to what Excel allows and kept apart. */
void crm_sheet_writer_begin (CrmSheetWriter *self,
                             const char *name,
                             const CrmSheetColumn *columns,
                             guint n_columns);
/* One cell per column. FALSE once the stream has failed or was cancelled: the rest can be spared.
 */
gboolean crm_sheet_writer_add (CrmSheetWriter *self, const CrmCell *cells);
/* FALSE tells what went wrong since the beginning. A workbook without any sheet gets an empty one.
 */
gboolean crm_sheet_writer_finish (CrmSheetWriter *self, GError **error);

G_END_DECLS
