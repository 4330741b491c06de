/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

G_BEGIN_DECLS

/* Why a backup was made; names files, so it never changes. */
typedef enum {
  CRM_BACKUP_DAILY,   /* by itself; rotated */
  CRM_BACKUP_HAND,    /* somebody asked for it; rotated like the others */
  CRM_BACKUP_UPGRADE, /* before the layout changed; never rotated away */
  CRM_BACKUP_RESTORE, /* what a restored backup has replaced; never rotated away */
} CrmBackupReason;

/**
 * CrmBackup:
 *
 * A copy of an office file, and what was found when it was verified. That is written beside it, in
 * a file of the same name with ".json" behind it; a copy without one was never verified.
 */
typedef struct {
  char *path;
  CrmBackupReason reason;
  gint64 at; /* UTC ms: the moment it shows */
  gint64 size;
  gint64 layout;
  char *sha256;
  GHashTable *counts; /* char* of a table → gint64* rows */
} CrmBackup;

void crm_backup_free (CrmBackup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmBackup, crm_backup_free)

/* "NAME-20261125-180000-daily.kontor-backup" */
#define CRM_BACKUP_SUFFIX ".kontor-backup"

/* How far it is: what is being done, for people, and from 0 to 1. */
typedef void (*CrmBackupProgress) (const char *step, double done, gpointer user_data);

/**
 * crm_backup_make:
 * @path: the office file.
 * @folder: where the backup goes; it is made when it is not there.
 *
 * Copies the file to this computer first, verifies the copy (integrity, references, counts), and
 * only then takes it to the folder, under a name that nobody takes for a backup until it is whole.
 * It can be cancelled at any time, and leaves nothing half behind.
 */
CrmBackup *crm_backup_make (const char *path,
                            const char *folder,
                            CrmBackupReason reason,
                            gint64 now,
                            CrmBackupProgress progress,
                            gpointer user_data,
                            GCancellable *cancellable,
                            GError **error);

G_END_DECLS
