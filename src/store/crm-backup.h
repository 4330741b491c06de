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

typedef CrmStoreProgress CrmBackupProgress;

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

/* What lies at a path, with what was written about it. */
CrmBackup *crm_backup_read (const char *path, GError **error);
gboolean crm_backup_is_verified (const CrmBackup *self);

/* The backups of an office in a folder, newest first; none when there is no folder.
 * (transfer full) (element-type CrmBackup) */
GPtrArray *crm_backup_list (const char *folder, const char *office, GError **error);

/* How many are kept: the newest of so many days, weeks and months. */
typedef struct {
  guint daily;
  guint weekly;
  guint monthly;
} CrmBackupKeep;

/* Removes what is not to be kept. What was made before an upgrade or a restoring always is. */
gboolean crm_backup_rotate (const char *folder,
                            const char *office,
                            const CrmBackupKeep *keep,
                            GError **error);

/* What is asked of a backup while it is tried: how many records queries find. */
typedef struct {
  CrmSchema *schema;
  GPtrArray *queries; /* of CrmQuery */
  GArray *counts;     /* (out): of gint64; -1 where an older office has no answer */
} CrmBackupAsked;

/**
 * crm_backup_drill:
 * @asked: (nullable)
 *
 * Restores it for a try, into a folder of this computer: %CRM_ERROR_CORRUPT when it is not what it
 * was when it was made, or damaged.
 */
gboolean crm_backup_drill (const CrmBackup *self,
                           CrmBackupAsked *asked,
                           CrmBackupProgress progress,
                           gpointer user_data,
                           GCancellable *cancellable,
                           GError **error);

/* What history calls the note that a backup was made: nobody misses it. */
#define CRM_BACKUP_VERB "office.backup"

/* Operations in the office that are newer than the backup: what restoring it would lose. -1 on
 * error. */
gint64 crm_backup_count_newer (const CrmBackup *self, const char *path, GError **error);

/**
 * crm_backup_restore:
 * @path: the office file to replace, which nobody may have open.
 * @kept: (out) (optional) (transfer full) (nullable): where the replaced file lies now.
 *
 * The drill, beside the office file, and then the change: before it the office is as it was, after
 * it as it was backed up.
 */
gboolean crm_backup_restore (const CrmBackup *self,
                             const char *path,
                             gint64 now,
                             char **kept,
                             CrmBackupProgress progress,
                             gpointer user_data,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
