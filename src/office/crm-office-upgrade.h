/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-upgrade.h"

G_BEGIN_DECLS

/* An office file that an older Kontor made: see crm_store_upgrade(). Only whoever is responsible
 * for the office upgrades it. */

/* Whether this person may; %CRM_ERROR_DENIED says whom to ask. */
gboolean crm_office_may_upgrade (const char *path, CrmClock *clock, GError **error);

/**
 * crm_office_upgrade:
 * @folder: (nullable): where the backup goes; NULL: where backups of this computer lie.
 * @backup: (out) (optional) (transfer full):
 */
gboolean crm_office_upgrade (const char *path,
                             const char *folder,
                             CrmClock *clock,
                             CrmBackupProgress progress,
                             gpointer user_data,
                             CrmBackup **backup,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
