/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"

G_BEGIN_DECLS

typedef enum {
  CRM_EXPORT_XLSX,
  CRM_EXPORT_CSV, /* UTF-8 with its mark, commas, CRLF */
} CrmExportFormat;

/* By the name's ending; XLSX when it says nothing. */
CrmExportFormat crm_export_format_of (const char *name);

/* How far it has come: read from any thread while it runs; kept by whoever asks until it is done.
 */
typedef struct {
  int n_done;
  int n_all; /* 0 until it is known */
} CrmExportProgress;

/**
 * crm_office_export_async:
 * @columns: (array zero-terminated=1): paths from the query's entity.
 * @title: of the sheet.
 * @progress: (nullable)
 * @file: replaced as a whole once all is written; untouched when something goes wrong.
 *
 * Writes what the query finds, row after row in short reads. Figures, days and instants are real
 * cells; money has its currency in a column of its own; a text stays a text, also one that begins
 * like a formula. %CRM_ERROR_DENIED without the right to export so many; it is written down.
 */
void crm_office_export_async (CrmOffice *office,
                              CrmQuery *query,
                              const char *const *columns,
                              const char *title,
                              GFile *file,
                              CrmExportFormat format,
                              CrmExportProgress *progress,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
/* How many rows; -1 on error. */
int crm_office_export_finish (CrmOffice *office, GAsyncResult *result, GError **error);

/* A text as a cell of CSV, so that no spreadsheet takes it for a formula. (transfer full) */
char *crm_export_csv_cell (const char *text);

G_END_DECLS
