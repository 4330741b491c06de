/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-backup.h"
#include "store/crm-db.h"

G_BEGIN_DECLS

/* What the name of a backup ends in while it is written. */
#define CRM_BACKUP_PART ".part"

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

/* A new folder on this computer for a copy. (transfer full) */
char *_crm_backup_make_local_folder (GError **error);
/* The office's name without its ending, as backups are called. (transfer full) */
char *_crm_backup_base_name (const char *path);
/* The name says what it is of, when and why, and sorts by time. (transfer full) */
char *
_crm_backup_make_name (const char *path, const char *folder, CrmBackupReason reason, gint64 now);
/* Whether the text begins with the time of such a name. */
gboolean _crm_backup_is_stamp (const char *text);

const char *_crm_backup_reason_name (CrmBackupReason reason);

G_END_DECLS
