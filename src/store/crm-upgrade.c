/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-upgrade-private.h"

#include "base/crm-error.h"

#include <glib/gi18n-lib.h>

typedef struct {
  const char *path;
  const CrmEntity *const *entities;
  gint64 layout; /* to reach */
  const CrmUpgrade *upgrade;
  CrmClock *clock;
  GCancellable *cancellable;

  CrmDb *db;
  CrmIds *ids;
  CrmTables *tables;
  CrmLayout *laid;
  GPtrArray *differences;
  gint64 from;
} Upgrading;

static void
upgrading_clear (Upgrading *self)
{
  g_clear_pointer (&self->differences, g_ptr_array_unref);
  g_clear_pointer (&self->laid, crm_layout_free);
  g_clear_pointer (&self->tables, crm_tables_unref);
  g_clear_pointer (&self->ids, crm_ids_free);
  g_clear_pointer (&self->db, crm_db_close);
}

/* --- Whether there is something to do ----------------------------------------------------------
 */

static gboolean
open_file (Upgrading *self, GError **error)
{
  if (!_crm_store_is_there (self->path, error))
    return FALSE;
  self->db = crm_db_open (self->path, 0, error);
  if (self->db == NULL || !_crm_store_is_ours (self->path, self->db, error))
    return FALSE;
  if (crm_db_is_read_only (self->db)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_READ_ONLY,
                         _ ("The office file cannot be written on this computer, so it cannot be "
                            "upgraded here. Ask whoever keeps its folder."));
    return FALSE;
  }
  crm_db_set_cancellable (self->db, self->cancellable);
  crm_db_allow_layout (self->db, TRUE);
  self->ids = crm_ids_new (self->clock);
  return TRUE;
}

/* Inside the transaction: what counts is what the file is now. */
static gboolean
compare (Upgrading *self, gboolean *due, GError **error)
{
  g_autoptr (CrmSchema) schema = NULL;

  self->from = crm_db_get_layout_version (self->db, error);
  if (self->from < 0)
    return FALSE;
  if (self->from > self->layout)
    return _crm_store_refuse_newer (self->path, self->db, error);
  schema = _crm_store_read_schema (self->entities, self->db, NULL, error);
  if (schema == NULL)
    return FALSE;
  g_clear_pointer (&self->tables, crm_tables_unref);
  g_clear_pointer (&self->laid, crm_layout_free);
  g_clear_pointer (&self->differences, g_ptr_array_unref);
  self->tables = crm_tables_new (schema);
  self->laid = crm_layout_new (self->tables);
  self->differences = crm_layout_compare (self->laid, self->db, error);
  if (self->differences == NULL)
    return FALSE;
  *due = self->from < self->layout || _crm_layout_lacks (self->differences);
  /* Something was forgotten by a program of our own layout: its steps run again. */
  self->from = MIN (self->from, self->layout - 1);
  return TRUE;
}

/* --- Its structure -----------------------------------------------------------------------------*/

static gboolean
drop_index (CrmDb *db, const char *name, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DROP INDEX \"%s\"", name);

  return crm_db_exec (db, sql, error);
}

static gboolean
add_part (Upgrading *self, const CrmLayoutDifference *difference, GError **error)
{
  g_autofree char *sql = NULL;

  switch (difference->kind) {
  case CRM_LAYOUT_MISSING_TABLE:
    return crm_db_exec (self->db, difference->table->create_sql, error);
  case CRM_LAYOUT_MISSING_COLUMN:
    sql = g_strdup_printf ("ALTER TABLE \"%s\" ADD COLUMN %s", difference->table->name,
                           (char *)difference->table->columns->pdata[difference->column]);
    return crm_db_exec (self->db, sql, error);
  case CRM_LAYOUT_OTHER_INDEX:
  case CRM_LAYOUT_OLD_INDEX:
    return drop_index (self->db, difference->name, error);
  case CRM_LAYOUT_MISSING_INDEX: /* when all the values are there */
  case CRM_LAYOUT_OTHER_COLUMN:
  case CRM_LAYOUT_MORE_COLUMN:
  case CRM_LAYOUT_FOREIGN:
  default:
    return TRUE;
  }
}

static gboolean
add_parts (Upgrading *self, GError **error)
{
  for (guint i = 0; i < self->differences->len; i++)
    if (!add_part (self, self->differences->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
add_indexes (Upgrading *self, GError **error)
{
  for (guint i = 0; i < self->differences->len; i++) {
    const CrmLayoutDifference *difference = self->differences->pdata[i];
    g_autoptr (GError) local = NULL;

    if (difference->index == NULL || crm_db_exec (self->db, difference->index->create_sql, &local))
      continue;
    if (g_error_matches (local, CRM_ERROR, CRM_ERROR_UNIQUE)) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_UNIQUE,
                   /* Translators: a table of the office file and the engine's words. */
                   _ ("Two records of “%s” share what may be there only once: %s. Change one of "
                      "them with the Kontor you have now, then upgrade again."),
                   difference->index->table, local->message);
      return FALSE;
    }
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  return TRUE;
}

static gboolean
mark_upgraded (Upgrading *self, GError **error)
{
  return crm_db_set_marks (self->db, CRM_STORE_APPLICATION_ID, self->layout, error) &&
         _crm_store_write_meta (self->db, self->layout, error);
}

/* --- The transaction ---------------------------------------------------------------------------*/

static void
begin_txn (Upgrading *self, CrmTxn *txn, CrmTxnKeep *keep)
{
  keep->grams = crm_grams_new (self->db);
  _crm_txn_init (txn, self->db, self->tables, self->clock, self->ids, CRM_TXN_WRITE);
  txn->keep = keep;
  txn->entities = self->entities;
  txn->trusted = TRUE;
  txn->session = crm_ids_next (self->ids);
  crm_txn_set_verb (txn, "office.upgrade");
  crm_txn_forbid_undo (txn);
}

static gboolean
run_steps (Upgrading *self, CrmTxn *txn, GError **error)
{
  const CrmUpgradeStep *step = self->upgrade->steps;

  for (; step != NULL && step->layout != 0; step++)
    if (self->from < step->layout && !step->func (txn, NULL, error))
      return FALSE;
  return TRUE;
}

static gboolean
may (Upgrading *self, CrmTxn *txn, GError **error)
{
  return self->upgrade->may == NULL || self->upgrade->may (txn, &txn->person, error);
}

static gboolean
change_file (Upgrading *self, gboolean ask, GError **error)
{
  CrmTxnKeep keep = { 0 };
  CrmTxn txn;
  gboolean ok;

  if (!_crm_layout_refuse_foreign (self->differences, error) || !add_parts (self, error))
    return FALSE;
  begin_txn (self, &txn, &keep);
  ok = may (self, &txn, error);
  if (ok && !ask)
    ok = _crm_upgrade_fill (&txn, self->differences, error) && run_steps (self, &txn, error) &&
         add_indexes (self, error) && _crm_txn_finish (&txn, error) && mark_upgraded (self, error);
  _crm_txn_clear (&txn);
  crm_grams_free (keep.grams);
  return ok;
}

/* The transaction is there already, so nobody saves between the backup and the upgrade. */
static gboolean
back_up (Upgrading *self, CrmBackup **backup, GError **error)
{
  *backup = crm_backup_make (self->path, self->upgrade->folder, CRM_BACKUP_UPGRADE,
                             crm_clock_now (self->clock), self->upgrade->progress,
                             self->upgrade->progress_data, self->cancellable, error);
  if (*backup != NULL)
    return TRUE;
  g_prefix_error (error, "%s ",
                  _ ("No backup could be made, so the office file was not upgraded."));
  return FALSE;
}

static gboolean
run (Upgrading *self, gboolean ask, CrmBackup **backup, GError **error)
{
  gboolean due = FALSE;
  gboolean ok;

  if (!crm_db_begin (self->db, TRUE, error))
    return FALSE;
  ok = compare (self, &due, error) && (!due || ask || back_up (self, backup, error)) &&
       (!due || change_file (self, ask, error));
  if (ok && due && !ask)
    return crm_db_commit (self->db, error);
  crm_db_rollback (self->db);
  return ok;
}

gboolean
_crm_store_upgrade_to (const char *path,
                       const CrmEntity *const *entities,
                       gint64 layout,
                       const CrmUpgrade *upgrade,
                       gboolean ask,
                       CrmClock *clock,
                       CrmBackup **backup,
                       GCancellable *cancellable,
                       GError **error)
{
  Upgrading self = { .path = path,
                     .entities = entities,
                     .layout = layout,
                     .upgrade = upgrade,
                     .clock = clock,
                     .cancellable = cancellable };
  g_autoptr (CrmBackup) made = NULL;
  CrmPeers *peers = NULL;
  gboolean ok;

  /* Who may not is told before anything is copied, and before anybody is kept from writing. */
  ok = open_file (&self, error) && run (&self, TRUE, NULL, error);
  if (ok && !ask) {
    peers = _crm_upgrade_announce (path, layout, clock);
    ok = _crm_upgrade_wait (peers, upgrade, cancellable, error) && run (&self, FALSE, &made, error);
  }
  upgrading_clear (&self);
  _crm_peers_free (peers);
  if (ok && backup != NULL)
    *backup = g_steal_pointer (&made);
  return ok;
}

gboolean
crm_store_may_upgrade (const char *path,
                       const CrmEntity *const *entities,
                       const CrmUpgrade *upgrade,
                       CrmClock *clock,
                       GError **error)
{
  g_return_val_if_fail (path != NULL && entities != NULL && upgrade != NULL, FALSE);

  return _crm_store_upgrade_to (path, entities, CRM_STORE_SCHEMA_VERSION, upgrade, TRUE, clock,
                                NULL, NULL, error);
}

gboolean
crm_store_upgrade (const char *path,
                   const CrmEntity *const *entities,
                   const CrmUpgrade *upgrade,
                   CrmClock *clock,
                   CrmBackup **backup,
                   GCancellable *cancellable,
                   GError **error)
{
  g_return_val_if_fail (path != NULL && entities != NULL && upgrade != NULL, FALSE);
  g_return_val_if_fail (upgrade->folder != NULL, FALSE);

  return _crm_store_upgrade_to (path, entities, CRM_STORE_SCHEMA_VERSION, upgrade, FALSE, clock,
                                backup, cancellable, error);
}
