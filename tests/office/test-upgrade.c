/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-test.h"

#include "office/crm-office-upgrade.h"
#include "office/crm-rooms.h"
#include "office/people/crm-who.h"
#include "office/settings/crm-office-settings.h"
#include "support/crm-test.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *const fixtures[] = { "v1-md" };

static gboolean
settings_func (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) record = crm_office_settings_get (txn, error);

  g_assert_nonnull (record);
  g_assert_cmpint (crm_record_get_int (record, "retention_days"), ==, CRM_OFFICE_RETENTION_DAYS);
  g_assert_cmpint (crm_record_get_int (record, "backup_hour"), ==, CRM_OFFICE_BACKUP_HOUR);
  g_assert_cmpstr (crm_record_get_text (record, "place"), ==, "shared");
  g_assert_cmpint (office_test_count (txn, "party"), >, 5);
  g_assert_cmpint (office_test_count (txn, "role"), ==, 5);

  return TRUE;
}

/* Everybody has the role that they were, and somebody manages people. */
static gboolean
roles_func (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("person");
  g_autoptr (CrmQuery) heads = crm_query_new ("person");
  g_autoptr (GPtrArray) people = crm_txn_query (txn, query, error);

  for (guint i = 0; i < people->len; i++) {
    g_autoptr (CrmRecord) role = office_test_get (
      txn, "role", crm_record_get_int (people->pdata[i], "office_role"));
    const char *before = crm_record_get_text (people->pdata[i], "role");

    if (g_str_equal (before, "accountant") || g_str_equal (before, "head"))
      g_assert_cmpstr (crm_record_get_text (role, "key"), ==, before);
  }
  crm_query_add_test (heads, "office_role.may_manage", CRM_TEST_EQUAL, "yes");
  g_assert_cmpint (crm_txn_count (txn, heads, error), >, 0);

  return TRUE;
}

static void
assert_clean (CrmOffice *office)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings =
               crm_store_check (crm_office_get_store (office), NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_error ("%s", ((CrmFinding *)findings->pdata[i])->text);
}

static void
test_fixtures (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fixtures); i++) {
    g_autofree char *path = crm_test_unpack_office (fixtures[i]);
    g_autofree char *folder = crm_test_path ("backups");
    g_autoptr (CrmClock) clock = crm_clock_new ();
    g_autoptr (CrmBackup) backup = NULL;
    g_autoptr (GError) error = NULL;
    CrmOffice *office;

    g_assert_null (crm_office_open (path, clock, &error));
    g_assert_error (error, CRM_ERROR, CRM_ERROR_OLDER);
    g_clear_error (&error);
    g_assert_true (crm_office_upgrade (path, folder, clock, NULL, NULL, &backup, NULL, &error));
    g_assert_no_error (error);
    g_assert_nonnull (backup);
    g_assert_cmpint (backup->layout, ==, 1);
    g_assert_true (g_file_test (backup->path, G_FILE_TEST_IS_REGULAR));
    office = crm_office_open (path, clock, &error);
    g_assert_no_error (error);
    /* The account of whoever runs this is none of theirs. */
    g_assert_true (crm_office_act_as (office, "Ana Corbu", &error));
    g_assert_no_error (error);
    g_assert_true (crm_office_run (office, CRM_TXN_READ, NULL, settings_func, NULL, &error));
    g_assert_true (crm_office_run (office, CRM_TXN_READ, NULL, roles_func, NULL, &error));
    assert_clean (office);
    office_test_close (office);
    /* A second time there is nothing to do, and nothing is copied. */
    g_clear_pointer (&backup, crm_backup_free);
    g_assert_true (crm_office_upgrade (path, folder, clock, NULL, NULL, &backup, NULL, &error));
    g_assert_null (backup);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/upgrade/fixtures", test_fixtures);

  return g_test_run ();
}
