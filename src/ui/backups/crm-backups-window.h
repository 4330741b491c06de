/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/settings/crm-backup-keeper.h"
#include "ui/common/crm-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The backups of the office: how they stand, which there are, one now, one back; and the other two
 * ways to be sure of an office: everything as files for people, and a check of the file. */
#define CRM_TYPE_BACKUPS_WINDOW (crm_backups_window_get_type ())
G_DECLARE_FINAL_TYPE (CrmBackupsWindow, crm_backups_window, CRM, BACKUPS_WINDOW, AdwWindow)

CrmBackupsWindow *
crm_backups_window_new (CrmDesk *desk, CrmBackupKeeper *keeper, GtkWindow *parent);
/* What its buttons do. */
void crm_backups_window_back_up (CrmBackupsWindow *self);
/* Asks where to. */
void crm_backups_window_export (CrmBackupsWindow *self);
void crm_backups_window_export_to (CrmBackupsWindow *self, const char *path);
void crm_backups_window_set_folder (CrmBackupsWindow *self, const char *folder);
void crm_backups_window_restore (CrmBackupsWindow *self, const CrmBackup *backup);
/* (transfer none) (element-type CrmBackup) (nullable): as they were read. */
GPtrArray *crm_backups_window_get_backups (CrmBackupsWindow *self);

G_END_DECLS
