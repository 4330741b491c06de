/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/settings/crm-backup-keeper.h"
#include "ui/common/crm-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* One quiet line at the foot of the rooms: when the last verified backup was made; amber when it is
 * late. It opens the backups. */
#define CRM_TYPE_BACKUP_FOOT (crm_backup_foot_get_type ())
G_DECLARE_FINAL_TYPE (CrmBackupFoot, crm_backup_foot, CRM, BACKUP_FOOT, AdwBin)

/* Both NULL: no office is open. */
void crm_backup_foot_set (CrmBackupFoot *self, CrmDesk *desk, CrmBackupKeeper *keeper);
/* What it says; NULL while it says nothing. */
const char *crm_backup_foot_get_text (CrmBackupFoot *self);
gboolean crm_backup_foot_is_warning (CrmBackupFoot *self);

G_END_DECLS
