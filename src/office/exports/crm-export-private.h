/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/crm-sheet-writer.h"
#include "exchange/crm-zip.h"
#include "office/crm-office-export.h"

G_BEGIN_DECLS

/* One export under way. Private to exports/. */
typedef struct {
  CrmOffice *office;
  CrmZip *zip;
  CrmLang lang;
  CrmBackupProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
  guint n_rows;
  GHashTable *titles; /* gint64 id → char*, of this slice */
} CrmExport;

/* Records of a slice: what one transaction reads. */
#define CRM_EXPORT_SLICE 200

/* Calls @func with each record of the entity that may be read. */
typedef gboolean (*CrmExportFunc) (CrmExport *self,
                                   CrmRecord *record,
                                   gpointer data,
                                   GError **error);
gboolean _crm_export_walk (CrmExport *self,
                           const CrmEntity *entity,
                           CrmExportFunc func,
                           gpointer data,
                           GError **error);

/* The title of what a reference names, as read with the slice; NULL when it is not there. */
const char *_crm_export_title (CrmExport *self, gint64 id);

/* A spreadsheet of an entity; one of its parts. */
gboolean _crm_export_sheets (CrmExport *self, const CrmEntity *entity, GError **error);
/* Pictures, files and papers. */
gboolean _crm_export_files (CrmExport *self, const CrmEntity *entity, GError **error);
gboolean _crm_export_papers (CrmExport *self, GError **error);

G_END_DECLS
