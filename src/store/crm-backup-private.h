/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-backup.h"
#include "store/crm-db.h"

G_BEGIN_DECLS

/* Where it is told and stopped. */
typedef struct {
  CrmBackupProgress func;
  gpointer data;
  GCancellable *cancellable;
} CrmBackupTold;

void _crm_backup_tell (const CrmBackupTold *told, const char *step, double done);

/* Rows of every table. (transfer full) */
GHashTable *_crm_backup_count (CrmDb *db, GError **error);
/* Fills layout and counts of what lies at the path; %CRM_ERROR_CORRUPT says what is wrong. */
gboolean
_crm_backup_verify (CrmBackup *self, const char *path, const CrmBackupTold *told, GError **error);

/* Copies bytes, syncs them and only then gives them their name; fills size and sha256. */
gboolean
_crm_backup_place (CrmBackup *self, const char *from, const CrmBackupTold *told, GError **error);
gboolean _crm_backup_write_manifest (const CrmBackup *self, GError **error);

const char *_crm_backup_reason_name (CrmBackupReason reason);

G_END_DECLS
