/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/settings/crm-office-backup.h"

G_BEGIN_DECLS

/* Nobody has changed anything for so long before a backup is made by itself. */
#define CRM_BACKUP_QUIET_MS (2 * 60 * G_GINT64_CONSTANT (1000))
/* One that failed is tried again after so long. */
#define CRM_BACKUP_RETRY_MS (30 * 60 * G_GINT64_CONSTANT (1000))

/* Who comes back after a holiday is not warned of what is about to be done. */
#define CRM_BACKUP_CHANCE_MS (30 * 60 * G_GINT64_CONSTANT (1000))

/**
 * CrmBackupKeeper:
 *
 * Makes the office's backups by itself, on the desktop that was elected for it: when one is due, in
 * a quiet moment, on a thread of its own. The window has one; the command line has none. Signals:
 * "changed": how backups stand is known anew; "failed" (#GError): told once, until one was made.
 */
#define CRM_TYPE_BACKUP_KEEPER (crm_backup_keeper_get_type ())
G_DECLARE_FINAL_TYPE (CrmBackupKeeper, crm_backup_keeper, CRM, BACKUP_KEEPER, GObject)

CrmBackupKeeper *crm_backup_keeper_new (CrmOffice *office);

/* Looks whether there is something to do: called by its timer. */
void crm_backup_keeper_look (CrmBackupKeeper *self);
/* How backups stand now; NULL while that is not known. */
const CrmBackupState *crm_backup_keeper_get_state (CrmBackupKeeper *self);
/* Whether people have to be warned: it is late, and this desktop was there long enough to have made
 * it. */
gboolean crm_backup_keeper_is_late (CrmBackupKeeper *self);
/* The message of the last one that failed; NULL when it went well. */
const char *crm_backup_keeper_get_trouble (CrmBackupKeeper *self);
gboolean crm_backup_keeper_is_busy (CrmBackupKeeper *self);

/* Whether there is something to do before this desktop leaves the office: one is being made, or is
 * due and nobody else is there to make it. */
gboolean crm_backup_keeper_has_to_stay (CrmBackupKeeper *self);
/* Does it. The office must stay open until the callback has been called. */
void crm_backup_keeper_leave_async (CrmBackupKeeper *self,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean
crm_backup_keeper_leave_finish (CrmBackupKeeper *self, GAsyncResult *result, GError **error);

G_END_DECLS
