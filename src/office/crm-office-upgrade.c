/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/crm-office-upgrade.h"

#include "base/crm-error.h"
#include "office/clients/crm-party.h"
#include "office/crm-rooms.h"
#include "office/people/crm-person.h"
#include "office/people/crm-role.h"
#include "office/quality/crm-quality-rule.h"
#include "office/settings/crm-office-backup.h"
#include "office/settings/crm-office-settings.h"
#include "store/crm-txn.h"

#include <glib/gi18n-lib.h>

static gboolean
ensure_settings (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_office_settings_ensure (txn, error);
}

/* An office that had choices for roles gets the roles themselves. */
static gboolean
give_roles (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) ours = crm_party_ours (txn, NULL);
  CrmLang lang = ours != NULL ? crm_lang_from_string (crm_record_get_text (ours, "language"))
                              : crm_lang_of_person ();

  return crm_role_seed (txn, lang, error);
}

static gboolean
ensure_quality_rules (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_quality_rule_ensure (txn, error);
}

static gboolean
refresh_timelines (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_refresh_timelines (txn, error);
}

/* What files of earlier layouts lack beside tables and columns. A step may find its work done. */
static const CrmUpgradeStep steps[] = {
  { 2, ensure_settings },
  { 2, give_roles },
  { 2, ensure_quality_rules },
  { 2, refresh_timelines },
  { 0 },
};

/* --- Who may ------------------------------------------------------------------------------------
 */

static GPtrArray *
find_people (CrmTxn *txn, const char *path, const char *value, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("person");

  crm_query_add_test (query, path, CRM_TEST_EQUAL, value);
  crm_query_add_test (query, "active", CRM_TEST_EQUAL, "yes");

  return crm_txn_query (txn, query, error);
}

/* Before there were roles it was the head of the office. */
static GPtrArray *
find_heads (CrmTxn *txn, GError **error)
{
  g_autoptr (GPtrArray) people = find_people (txn, "office_role.may_upgrade", "yes", error);

  if (people == NULL || people->len > 0)
    return g_steal_pointer (&people);

  return find_people (txn, "role", "head", error);
}

static gboolean
refuse (GPtrArray *heads, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < heads->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            crm_record_get_text (heads->pdata[i], "name"));
  g_set_error (error, CRM_ERROR, CRM_ERROR_DENIED,
               /* Translators: names of people. */
               _ ("Your role does not let you upgrade the office file. Ask %s to open it with "
                  "this version of Kontor."),
               names->str);

  return FALSE;
}

static gboolean
may_upgrade (CrmTxn *txn, gint64 *person, GError **error)
{
  g_autofree char *account = crm_person_account ();
  g_autoptr (GPtrArray) heads = find_heads (txn, error);
  gboolean accounts = FALSE;

  if (heads == NULL)
    return FALSE;
  for (guint i = 0; i < heads->len; i++) {
    if (crm_person_has_account (heads->pdata[i], account)) {
      *person = crm_record_get_id (heads->pdata[i]);
      return TRUE;
    }
    accounts = accounts || !crm_record_is_null (heads->pdata[i], "account");
  }

  /* Where no head has said who they are at a computer, nobody can be told from them. */
  return !accounts || refuse (heads, error);
}

/* --- Verbs --------------------------------------------------------------------------------------
 */

gboolean
crm_office_may_upgrade (const char *path, CrmClock *clock, GError **error)
{
  const CrmUpgrade upgrade = { .may = may_upgrade, .steps = steps };

  g_return_val_if_fail (path != NULL, FALSE);

  return crm_store_may_upgrade (path, crm_rooms (), &upgrade, clock, error);
}

gboolean
crm_office_upgrade (const char *path,
                    const char *folder,
                    CrmClock *clock,
                    CrmBackupProgress progress,
                    gpointer user_data,
                    CrmBackup **backup,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autofree char *fallback = NULL;
  CrmUpgrade upgrade = { .may = may_upgrade,
                         .steps = steps,
                         .folder = folder,
                         .progress = progress,
                         .progress_data = user_data };

  g_return_val_if_fail (path != NULL, FALSE);

  if (folder == NULL)
    upgrade.folder = fallback = crm_office_default_backup_folder (path);

  return crm_store_upgrade (path, crm_rooms (), &upgrade, clock, backup, cancellable, error);
}
