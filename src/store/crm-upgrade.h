/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-backup.h"
#include "store/crm-txn.h"

G_BEGIN_DECLS

/*
 * Bringing an office file of an earlier layout up to this program's.
 *
 * What is missing is found by comparing the file with the descriptions: tables, columns and indexes
 * are added, a new field gets what a new record would have in it, folded texts and derived values
 * are computed. So whoever adds an entity or a field needs nothing but the description. Where what
 * is stored has to change, a step says so.
 */

/**
 * CrmUpgradeStep:
 *
 * Something that files older than @layout lack. It runs in the upgrade's transaction, after the
 * tables and columns are there; it may find its work done already. Last: layout 0.
 */
typedef struct {
  gint64 layout;
  CrmTxnFunc func;
} CrmUpgradeStep;

typedef struct {
  /* Whether whoever asks may upgrade, and who that is; %CRM_ERROR_DENIED says whom to ask. */
  gboolean (*may) (CrmTxn *txn, gint64 *person, GError **error);
  const CrmUpgradeStep *steps;
  const char *folder; /* for the backup that is made before */
  CrmBackupProgress progress;
  gpointer progress_data;
} CrmUpgrade;

/**
 * crm_store_may_upgrade:
 *
 * Asks without doing: the upgrade is tried up to the question and taken back.
 */
gboolean crm_store_may_upgrade (const char *path,
                                const CrmEntity *const *entities,
                                const CrmUpgrade *upgrade,
                                CrmClock *clock,
                                GError **error);

/**
 * crm_store_upgrade:
 * @backup: (out) (optional) (transfer full): what was made before; NULL when somebody else has
 *   upgraded the file meanwhile.
 *
 * Backs the file up, verifies the backup, and upgrades the file in one transaction: it is of the
 * old layout or of the new one, whatever happens. Nobody saves in between.
 */
gboolean crm_store_upgrade (const char *path,
                            const CrmEntity *const *entities,
                            const CrmUpgrade *upgrade,
                            CrmClock *clock,
                            CrmBackup **backup,
                            GCancellable *cancellable,
                            GError **error);

/* Who has the office at the path open, as far as can be known; it is not opened. (transfer full)
 * (element-type CrmPeer) */
GPtrArray *crm_store_who_is_in (const char *path, CrmClock *clock);
/* %CRM_ERROR_BUSY names them. */
gboolean crm_store_check_nobody_in (const char *path, CrmClock *clock, GError **error);

/* Of a step: computes directory entries, places on timelines and derived values of all records of
 * an entity anew, because its description has changed. */
gboolean crm_txn_refresh_all (CrmTxn *txn, const char *entity, GError **error);

/* Of a step: the places on timelines alone, of all records of the entities that stand on further
 * ones than their party's; and which changes in the log are told. */
gboolean crm_txn_refresh_timelines (CrmTxn *txn, GError **error);

G_END_DECLS
