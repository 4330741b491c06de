/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-test.h"

#include "office/settings/crm-backup-keeper.h"
#include "office/settings/crm-office-settings.h"
#include "store/crm-txn.h"
#include "support/crm-test.h"

#include <string.h>

#define HOUR (3600 * G_GINT64_CONSTANT (1000))
#define DAY  (24 * HOUR)

static CrmClock *
clock_of (CrmOffice *office)
{
  return crm_store_get_clock (crm_office_get_store (office));
}

static gboolean
put_folder (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) settings = crm_office_settings_get (txn, error);

  crm_record_set_text (settings, "backup_folder", data);

  return crm_txn_save (txn, settings, error);
}

static gboolean
add_client (CrmTxn *txn, gpointer data, GError **error)
{
  office_test_client (txn, "Romashka", CRM_LANG_RU);

  return TRUE;
}

static guint
count (CrmOffice *office)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) backups = crm_office_list_backups (office, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < backups->len; i++) {
    const CrmBackup *backup = g_ptr_array_index (backups, i);

    g_assert_cmpint (backup->reason, ==, CRM_BACKUP_DAILY);
    g_assert_true (crm_backup_is_verified (backup));
  }

  return backups->len;
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
wait_for (CrmBackupKeeper *keeper)
{
  settle ();
  while (crm_backup_keeper_is_busy (keeper))
    g_main_context_iteration (NULL, TRUE);
  settle ();
}

/* Its timer has gone off. */
static void
look (CrmBackupKeeper *keeper)
{
  crm_backup_keeper_look (keeper);
  wait_for (keeper);
}

static CrmBackupKeeper *
keep (CrmOffice *office, const char *name)
{
  g_autofree char *folder = crm_test_path (name);
  CrmBackupKeeper *keeper;

  office_test_do (office, put_folder, folder);
  keeper = crm_backup_keeper_new (office);
  wait_for (keeper);
  g_assert_nonnull (crm_backup_keeper_get_state (keeper));

  return keeper;
}

/* In a quiet moment, once a day, after the hour of the office. */
static void
test_quiet (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_EN);
  g_autoptr (CrmBackupKeeper) keeper = keep (office, "quiet");

  g_assert_true (crm_backup_keeper_get_state (keeper)->due);
  g_assert_false (crm_backup_keeper_get_state (keeper)->late);
  look (keeper);
  crm_clock_advance (clock_of (office), CRM_BACKUP_QUIET_MS - 1);
  look (keeper);
  g_assert_cmpuint (count (office), ==, 0);
  crm_clock_advance (clock_of (office), 1);
  look (keeper);
  g_assert_cmpuint (count (office), ==, 1);
  g_assert_false (crm_backup_keeper_get_state (keeper)->due);
  g_assert_cmpint (crm_backup_keeper_get_state (keeper)->last, ==,
                   crm_clock_now (clock_of (office)));
  /* It is ten in the morning: the next one is due at six in the evening. */
  crm_clock_advance (clock_of (office), 7 * HOUR);
  look (keeper);
  g_assert_cmpuint (count (office), ==, 1);
  crm_clock_advance (clock_of (office), 2 * HOUR);
  office_test_do (office, add_client, NULL);
  settle ();
  look (keeper);
  g_assert_cmpuint (count (office), ==, 1);
  crm_clock_advance (clock_of (office), CRM_BACKUP_QUIET_MS);
  look (keeper);
  g_assert_cmpint (crm_backup_keeper_get_state (keeper)->last, ==,
                   crm_clock_now (clock_of (office)));
  look (keeper);
  /* Of one day one is kept. */
  g_assert_cmpuint (count (office), ==, 1);
  crm_clock_advance (clock_of (office), DAY);
  look (keeper);
  g_assert_cmpuint (count (office), ==, 2);
  g_clear_object (&keeper);
  office_test_close (office);
}

static void
let_time_pass (const char *step, double done, gpointer clock)
{
  crm_clock_advance (clock, 10);
}

/* That it was made is noted in the office, and nobody misses the note in the backup. */
static void
test_newer (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_EN);
  const char *path = crm_office_get_path (office);
  g_autofree char *folder = crm_test_path ("newer");
  g_autoptr (CrmBackup) backup = NULL;
  g_autoptr (GError) error = NULL;

  backup = crm_office_back_up (office, folder, CRM_BACKUP_HAND, let_time_pass, clock_of (office),
                               NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (crm_clock_now (clock_of (office)), >, backup->at);
  g_assert_cmpint (crm_backup_count_newer (backup, path, NULL), ==, 0);
  office_test_do (office, add_client, NULL);
  g_assert_cmpint (crm_backup_count_newer (backup, path, NULL), ==, 1);
  office_test_close (office);
}

static void
on_failed_cb (CrmBackupKeeper *keeper, const GError *error, guint *told)
{
  g_assert_nonnull (strstr (error->message, "backup"));
  (*told)++;
}

static void
count_cb (CrmBackupKeeper *keeper, guint *n)
{
  (*n)++;
}

/* Who comes back after a week is warned only when there was time to make one. */
static void
test_late (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_EN);
  g_autoptr (CrmBackupKeeper) keeper = NULL;
  guint changed = 0;

  crm_clock_advance (clock_of (office), 7 * DAY);
  keeper = keep (office, "late");
  g_assert_true (crm_backup_keeper_get_state (keeper)->late);
  g_assert_false (crm_backup_keeper_is_late (keeper));
  g_signal_connect (keeper, "changed", G_CALLBACK (count_cb), &changed);
  /* Somebody works all the time. */
  crm_clock_advance (clock_of (office), CRM_BACKUP_CHANCE_MS);
  office_test_do (office, add_client, NULL);
  settle ();
  look (keeper);
  g_assert_true (crm_backup_keeper_is_late (keeper));
  g_assert_cmpuint (changed, ==, 1);
  crm_clock_advance (clock_of (office), CRM_BACKUP_QUIET_MS);
  look (keeper);
  g_assert_cmpuint (count (office), ==, 1);
  g_assert_false (crm_backup_keeper_is_late (keeper));
  g_clear_object (&keeper);
  office_test_close (office);
}

/* What fails is told once and tried again. */
static void
test_failed (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_EN);
  g_autoptr (CrmBackupKeeper) keeper = keep (office, "failed-place/below");
  g_autofree char *file = crm_test_path ("failed-place");
  g_autofree char *good = crm_test_path ("failed-good");
  guint told = 0;

  g_assert_true (g_file_set_contents (file, "a file where a folder should be", -1, NULL));
  g_signal_connect (keeper, "failed", G_CALLBACK (on_failed_cb), &told);
  crm_clock_advance (clock_of (office), CRM_BACKUP_QUIET_MS);
  look (keeper);
  g_assert_cmpuint (told, ==, 1);
  g_assert_nonnull (crm_backup_keeper_get_trouble (keeper));
  crm_clock_advance (clock_of (office), CRM_BACKUP_RETRY_MS);
  look (keeper);
  g_assert_cmpuint (told, ==, 1);
  crm_clock_advance (clock_of (office), 3 * DAY);
  look (keeper);
  g_assert_true (crm_backup_keeper_get_state (keeper)->late);
  g_assert_true (crm_backup_keeper_is_late (keeper));
  g_assert_cmpuint (told, ==, 1);
  /* Not before its time, even if it would go well now. */
  office_test_do (office, put_folder, good);
  look (keeper);
  crm_clock_advance (clock_of (office), CRM_BACKUP_RETRY_MS - 1);
  look (keeper);
  g_assert_cmpuint (count (office), ==, 0);
  crm_clock_advance (clock_of (office), 1);
  look (keeper);
  g_assert_cmpuint (count (office), ==, 1);
  g_assert_null (crm_backup_keeper_get_trouble (keeper));
  g_assert_false (crm_backup_keeper_get_state (keeper)->late);
  g_clear_object (&keeper);
  office_test_close (office);
}

static void
wait_alone (CrmOffice *office, gboolean alone)
{
  for (guint i = 0; i < 1000; i++) {
    settle ();
    if (crm_store_is_alone (crm_office_get_store (office)) == alone)
      return;
    g_usleep (10000);
  }
  g_assert_not_reached ();
}

static void
on_left_cb (GObject *keeper, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  crm_backup_keeper_leave_finish (CRM_BACKUP_KEEPER (keeper), result, &error);
  g_assert_no_error (error);
  *(gboolean *)data = TRUE;
}

/* One desktop of several makes it; the last one that leaves does not wait for quiet. */
static void
test_elected (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_EN);
  g_autoptr (CrmBackupKeeper) keeper = keep (office, "elected");
  g_autoptr (CrmClock) later = crm_clock_new_fixed (crm_clock_now (clock_of (office)), 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmBackupKeeper) second = NULL;
  gboolean left = FALSE;
  CrmOffice *other = crm_office_open (crm_office_get_path (office), later, &error);

  g_assert_no_error (error);
  wait_alone (office, FALSE);
  wait_alone (other, FALSE);
  second = crm_backup_keeper_new (other);
  wait_for (second);
  g_assert_false (crm_backup_keeper_has_to_stay (second));
  g_assert_false (crm_backup_keeper_has_to_stay (keeper));
  crm_clock_advance (later, CRM_BACKUP_QUIET_MS);
  look (second);
  g_assert_cmpuint (count (office), ==, 0);
  g_clear_object (&second);
  office_test_close (other);
  wait_alone (office, TRUE);
  g_assert_true (crm_backup_keeper_has_to_stay (keeper));
  crm_backup_keeper_leave_async (keeper, on_left_cb, &left);
  while (!left)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count (office), ==, 1);
  g_assert_false (crm_backup_keeper_has_to_stay (keeper));
  g_clear_object (&keeper);
  office_test_close (office);
}

/* --- What one holds --------------------------------------------------------------------------- */

static void
add_party (CrmTxn *txn, const char *name, const char *kind, gboolean client)
{
  g_autoptr (CrmRecord) party = crm_txn_new (txn, "party");

  crm_record_set_text (party, "name", name);
  crm_record_set_text (party, "kind", kind);
  crm_record_set_int (party, "is_client", client);
  crm_record_set_int (party, "is_supplier", !client && g_str_equal (kind, "organisation"));
  office_test_save (txn, party);
}

/* Three clients of whom one is a person, two contact persons, a supplier, and what was thrown away.
 */
static gboolean
fill (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) gone = NULL;

  add_party (txn, "Alfa", "organisation", TRUE);
  add_party (txn, "Beta", "organisation", TRUE);
  add_party (txn, "Ion Rusu", "person", TRUE);
  add_party (txn, "Nina Sandu", "person", FALSE);
  add_party (txn, "Olga Munteanu", "person", FALSE);
  add_party (txn, "Paper mill", "organisation", FALSE);
  add_party (txn, "Typed twice", "organisation", TRUE);
  gone = office_test_find (txn, "party", "name", "Typed twice");

  return crm_txn_delete (txn, "party", crm_record_get_id (gone), error);
}

static gint64
held_of (const GArray *held, const char *entity, gboolean contacts)
{
  for (guint i = 0; i < held->len; i++) {
    const CrmBackupHeld *one = &g_array_index (held, CrmBackupHeld, i);

    if (g_str_equal (one->entity, entity) && one->contacts == contacts)
      return one->n;
  }
  g_assert_not_reached ();
}

static void
test_held (void)
{
  CrmOffice *office = office_test_new ("MD", CRM_LANG_EN);
  g_autofree char *folder = crm_test_path ("held");
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmBackup) backup = NULL;
  g_autoptr (GArray) held = NULL;

  office_test_do (office, fill, NULL);
  backup = crm_office_back_up (office, folder, CRM_BACKUP_HAND, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  /* What comes later is not in it. */
  office_test_do (office, add_client, NULL);
  g_assert_true (crm_office_try_backup (office, backup, &held, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (held_of (held, "party", FALSE), ==, 3);
  g_assert_cmpint (held_of (held, "party", TRUE), ==, 2);
  g_assert_cmpint (held_of (held, "deal", FALSE), ==, 0);
  g_assert_cmpint (held_of (held, "person", FALSE), ==, 1);
  office_test_close (office);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/backups/quiet", test_quiet);
  g_test_add_func ("/office/backups/newer", test_newer);
  g_test_add_func ("/office/backups/late", test_late);
  g_test_add_func ("/office/backups/failed", test_failed);
  g_test_add_func ("/office/backups/elected", test_elected);
  g_test_add_func ("/office/backups/held", test_held);

  return g_test_run ();
}
