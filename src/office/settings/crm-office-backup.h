/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"
#include "store/crm-backup.h"

G_BEGIN_DECLS

/* Backups of an office, as its settings want them. All of these wait for the disk: they are called
 * from a thread, or from the command line. */

/* Where backups of this office go: what the settings say, else a folder of this account.
 * (transfer full) */
char *crm_office_backup_folder (CrmOffice *self, GError **error);
/* Where they go while an office has not said so, or cannot be asked. (transfer full) */
char *crm_office_default_backup_folder (const char *path);

/**
 * crm_office_back_up:
 * @folder: (nullable): instead of the office's own.
 *
 * Makes a verified backup, notes it in the settings, and removes those that are not kept.
 */
CrmBackup *crm_office_back_up (CrmOffice *self,
                               const char *folder,
                               CrmBackupReason reason,
                               CrmBackupProgress progress,
                               gpointer user_data,
                               GCancellable *cancellable,
                               GError **error);

/* Newest first. (transfer full) (element-type CrmBackup) */
GPtrArray *crm_office_list_backups (CrmOffice *self, GError **error);

/* What a backup has of one kind. */
typedef struct {
  const char *entity; /* interned */
  gboolean contacts;  /* persons who are no clients themselves, beside the clients */
  gint64 n;
} CrmBackupHeld;

/**
 * crm_office_try_backup:
 * @held: (out) (transfer full) (element-type CrmBackupHeld): what it has, counted as the rooms
 * count it: without what lies in the trash, and clients without suppliers and contact persons.
 *
 * See crm_backup_drill().
 */
gboolean crm_office_try_backup (CrmOffice *self,
                                const CrmBackup *backup,
                                GArray **held,
                                CrmBackupProgress progress,
                                gpointer user_data,
                                GCancellable *cancellable,
                                GError **error);

/**
 * crm_office_restore:
 * @path: the office file, which nobody may have open: %CRM_ERROR_BUSY names who has. See
 *   crm_backup_restore().
 *
 * The backup takes the place of the office file, which is kept.
 */
gboolean crm_office_restore (const char *path,
                             const CrmBackup *backup,
                             CrmClock *clock,
                             char **kept,
                             CrmBackupProgress progress,
                             gpointer user_data,
                             GCancellable *cancellable,
                             GError **error);

/* How the backups stand, for whoever looks at the window. */
typedef struct {
  gint64 last;       /* UTC ms; 0 = never */
  gint64 since;      /* the office is so old */
  gint64 hour;       /* of the daily one */
  gboolean late;     /* longer ago than two days */
  gboolean due;      /* today's is to be made now */
  gboolean own_disk; /* they lie on the disk that the office lies on */
} CrmBackupState;
gboolean crm_office_backup_state (CrmOffice *self, CrmBackupState *state, GError **error);
/* Time has passed since it was read: whether it is late or due by now. Asks no file. */
void crm_backup_state_refresh (CrmBackupState *self, CrmClock *clock);

G_END_DECLS
