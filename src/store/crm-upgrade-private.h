/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-layout.h"
#include "store/crm-peers-private.h"
#include "store/crm-store-private.h"
#include "store/crm-upgrade.h"

G_BEGIN_DECLS

/* To any layout: that of an older or a newer program. @ask: as crm_store_may_upgrade(). */
gboolean _crm_store_upgrade_to (const char *path,
                                const CrmEntity *const *entities,
                                gint64 layout,
                                const CrmUpgrade *upgrade,
                                gboolean ask,
                                CrmClock *clock,
                                CrmBackup **backup,
                                GCancellable *cancellable,
                                GError **error);

/* Gives the columns that were added what belongs into them. */
gboolean _crm_upgrade_fill (CrmTxn *txn, GPtrArray *differences, GError **error);

/* Tells the desktops that have the office open what is to come: they stop writing. NULL where none
 * can be told. Until it is freed by _crm_peers_free(). */
CrmPeers *_crm_upgrade_announce (const char *path, gint64 layout, CrmClock *clock);
/* Until all of them have; %CRM_ERROR_BUSY names those that do not. */
gboolean _crm_upgrade_wait (CrmPeers *peers,
                            const CrmUpgrade *upgrade,
                            GCancellable *cancellable,
                            GError **error);

G_END_DECLS
