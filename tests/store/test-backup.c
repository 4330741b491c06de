/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"

#include "store/crm-backup.h"
#include "support/crm-test.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utime.h>

#define DAY (24 * 3600 * G_GINT64_CONSTANT (1000))

static char *
make_office (guint parties)
{
  char *path = sample_path ();
  CrmStore *store = sample_open (path, CRM_STORE_CREATE);

  for (guint i = 0; i < parties; i++) {
    g_autofree char *name = g_strdup_printf ("Party %u", i);

    sample_add (store, "party", "name", name, "note", "A note of some length that fills a page",
                NULL);
  }
  sample_close (store);

  return path;
}

static char *
folder_of (const char *path)
{
  return g_strconcat (path, ".backups", NULL);
}

static CrmBackup *
make (const char *path, CrmBackupReason reason, gint64 now)
{
  g_autofree char *folder = folder_of (path);
  g_autoptr (GError) error = NULL;
  CrmBackup *backup = crm_backup_make (path, folder, reason, now, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (backup);

  return backup;
}

static GPtrArray *
list (const char *path)
{
  g_autofree char *folder = folder_of (path);
  g_autoptr (GError) error = NULL;
  GPtrArray *backups = crm_backup_list (folder, path, &error);

  g_assert_no_error (error);

  return backups;
}

static void
test_make (void)
{
  g_autofree char *path = make_office (30);
  g_autoptr (CrmBackup) made = make (path, CRM_BACKUP_HAND, SAMPLE_NOW);
  g_autoptr (GPtrArray) backups = list (path);
  const CrmBackup *read;
  CrmStore *store;

  g_assert_cmpuint (backups->len, ==, 1);
  read = backups->pdata[0];
  g_assert_true (crm_backup_is_verified (read));
  g_assert_cmpstr (read->path, ==, made->path);
  g_assert_cmpint (read->at, ==, SAMPLE_NOW);
  g_assert_cmpstr (read->sha256, ==, made->sha256);
  g_assert_cmpint (*(gint64 *)g_hash_table_lookup (read->counts, "party"), ==, 30);
  g_assert_true (crm_backup_drill (read, NULL, NULL, NULL, NULL, NULL));
  /* It is an office. */
  store = sample_open (made->path, CRM_STORE_READ_ONLY);
  g_assert_cmpint (sample_count (store, "party", NULL), ==, 30);
  sample_close (store);
}

/* What is not what it was is found by the drill. */
/* Two within one second do not share a name; what was cut off does not lie there for ever. */
static void
test_names (void)
{
  g_autofree char *path = make_office (1);
  g_autoptr (CrmBackup) first = make (path, CRM_BACKUP_HAND, SAMPLE_NOW);
  g_autoptr (CrmBackup) second = make (path, CRM_BACKUP_HAND, SAMPLE_NOW);
  g_autofree char *folder = folder_of (path);
  g_autofree char *cut_off = g_strconcat (second->path, "-daily" CRM_BACKUP_SUFFIX ".part", NULL);
  g_autofree char *at_work = g_strconcat (first->path, "-daily" CRM_BACKUP_SUFFIX ".part", NULL);
  g_autoptr (GPtrArray) backups = list (path);
  struct utimbuf long_ago = { 0, 0 };
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (first->path, !=, second->path);
  g_assert_cmpuint (backups->len, ==, 2);
  g_assert_true (g_file_set_contents (cut_off, "half", -1, NULL));
  g_assert_true (g_file_set_contents (at_work, "half", -1, NULL));
  g_assert_cmpint (g_utime (cut_off, &long_ago), ==, 0);
  g_assert_true (crm_backup_rotate (folder, path, &(CrmBackupKeep){ 5, 5, 5 }, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (cut_off, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (at_work, G_FILE_TEST_EXISTS));
}

static void
test_drill (void)
{
  g_autofree char *path = make_office (30);
  g_autoptr (CrmBackup) made = make (path, CRM_BACKUP_HAND, SAMPLE_NOW);
  g_autofree char *other = make_office (29);
  g_autoptr (CrmBackup) less = make (other, CRM_BACKUP_HAND, SAMPLE_NOW);
  g_autoptr (GError) error = NULL;
  guint8 byte = 7;

  crm_test_overwrite (made->path, made->size / 2, &byte, 1);
  g_assert_false (crm_backup_drill (made, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "has changed"));
  g_clear_error (&error);
  /* Whole, and of the right sum, but not what was counted. */
  g_hash_table_unref (less->counts);
  less->counts = g_hash_table_ref (made->counts);
  g_assert_false (crm_backup_drill (less, NULL, NULL, NULL, NULL, &error));
  g_assert_nonnull (strstr (error->message, "counted"));
}

static void
count_cb (const char *step, double done, gpointer data)
{
  GCancellable *cancellable = data;

  if (done > 0)
    g_cancellable_cancel (cancellable);
}

/* Nothing half is left, neither there nor here. */
static void
test_cancelled (void)
{
  g_autofree char *path = make_office (200);
  g_autofree char *folder = folder_of (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;

  g_assert_null (crm_backup_make (path, folder, CRM_BACKUP_HAND, SAMPLE_NOW, count_cb, cancellable,
                                  cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  dir = g_dir_open (folder, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
}

static void
test_refused (void)
{
  g_autofree char *path = make_office (1);
  g_autofree char *text = crm_test_path ("letter.kontor");
  g_autofree char *folder = folder_of (path);
  g_autofree char *inside = g_build_filename (text, "backups", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (text, "Dear colleagues", -1, NULL));
  g_assert_null (
    crm_backup_make (text, folder, CRM_BACKUP_HAND, SAMPLE_NOW, NULL, NULL, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_FOREIGN);
  g_clear_error (&error);
  g_assert_null (
    crm_backup_make (path, inside, CRM_BACKUP_HAND, SAMPLE_NOW, NULL, NULL, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "choose another folder"));
  g_clear_error (&error);
  g_assert_null (crm_backup_read (text, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND);
}

/* A year of daily backups, and two that must outlive them. */
static void
test_rotation (void)
{
  const CrmBackupKeep keep = { 7, 4, 12 };
  g_autofree char *path = make_office (1);
  g_autofree char *folder = folder_of (path);
  g_autoptr (CrmBackup) upgrade = make (path, CRM_BACKUP_UPGRADE, SAMPLE_NOW - 400 * DAY);
  g_autoptr (CrmBackup) first = make (path, CRM_BACKUP_DAILY, SAMPLE_NOW - 399 * DAY);
  g_autoptr (GPtrArray) backups = NULL;
  g_autofree char *manifest = g_strconcat (first->path, ".json", NULL);
  g_autofree char *text = NULL;
  g_autofree char *bytes = NULL;
  guint daily = 0, weeks = 0;
  gsize size;

  g_assert_true (g_file_get_contents (manifest, &text, NULL, NULL));
  g_assert_true (g_file_get_contents (first->path, &bytes, &size, NULL));
  /* The others are copies of the first with another name and time: making 399 takes too long. */
  for (gint64 day = 398; day >= 0; day--) {
    g_autoptr (CrmBackup) one = NULL;
    g_autofree char *was = g_strdup_printf ("%" G_GINT64_FORMAT, first->at);
    g_autofree char *is = g_strdup_printf ("%" G_GINT64_FORMAT, SAMPLE_NOW - day * DAY);
    g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc ((SAMPLE_NOW - day * DAY) / 1000);
    g_autofree char *stamp = g_date_time_format (at, "%Y%m%d-%H%M%S");
    g_autofree char *base = g_path_get_basename (path);
    g_autofree char *copy = NULL;
    g_autofree char *beside = NULL;
    g_autoptr (GString) changed = g_string_new (text);

    base[strlen (base) - strlen (".kontor")] = '\0';
    copy = g_strdup_printf ("%s/%s-%s-daily" CRM_BACKUP_SUFFIX, folder, base, stamp);
    beside = g_strconcat (copy, ".json", NULL);
    g_string_replace (changed, was, is, 0);
    g_assert_true (g_file_set_contents (copy, bytes, (gssize)size, NULL));
    g_assert_true (g_file_set_contents (beside, changed->str, -1, NULL));
    if (day % 50 == 0)
      g_assert_true (crm_backup_rotate (folder, path, &keep, NULL));
  }
  backups = list (path);
  for (guint i = 0; i < backups->len; i++) {
    const CrmBackup *backup = backups->pdata[i];

    g_assert_true (crm_backup_drill (backup, NULL, NULL, NULL, NULL, NULL));
    if (backup->at > SAMPLE_NOW - 7 * DAY)
      daily++;
    else if (backup->at > SAMPLE_NOW - 28 * DAY && backup->reason == CRM_BACKUP_DAILY)
      weeks++;
  }
  g_assert_cmpuint (daily, ==, 7);
  g_assert_cmpuint (weeks, >=, 2);
  g_assert_cmpuint (backups->len, <=, 7 + 4 + 12 + 1);
  g_assert_cmpuint (backups->len, >=, 7 + 10 + 1);
  g_assert_true (g_file_test (upgrade->path, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (first->path, G_FILE_TEST_EXISTS));
}

static void
test_restore (void)
{
  g_autofree char *path = make_office (10);
  g_autoptr (CrmBackup) backup = make (path, CRM_BACKUP_HAND, SAMPLE_NOW - 1);
  CrmStore *store = sample_open (path, 0);
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;

  sample_add (store, "party", "name", "Later", NULL);
  sample_close (store);
  g_assert_cmpint (crm_backup_count_newer (backup, path, NULL), ==, 11);
  g_assert_true (
    crm_backup_restore (backup, path, SAMPLE_NOW + 1, &kept, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  store = sample_open (path, 0);
  g_assert_cmpint (sample_count (store, "party", NULL), ==, 10);
  sample_assert_clean (store);
  sample_close (store);
  /* What it was is not lost. */
  store = sample_open (kept, CRM_STORE_READ_ONLY);
  g_assert_cmpint (sample_count (store, "party", NULL), ==, 11);
  sample_close (store);
}

/* The office as it was, and what is damaged beyond opening is replaced. */
static void
test_restore_refused (void)
{
  g_autofree char *path = make_office (10);
  g_autoptr (CrmBackup) backup = make (path, CRM_BACKUP_HAND, SAMPLE_NOW);
  g_autofree char *before = crm_test_checksum (path);
  g_autofree char *after = NULL;
  g_autofree char *part = g_strconcat (path, ".restored", NULL);
  g_autoptr (GError) error = NULL;
  CrmStore *store;
  guint8 byte = 7;

  crm_test_overwrite (backup->path, backup->size / 2, &byte, 1);
  g_assert_false (crm_backup_restore (backup, path, SAMPLE_NOW, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_CORRUPT);
  after = crm_test_checksum (path);
  g_assert_cmpstr (before, ==, after);
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  g_clear_pointer (&backup, crm_backup_free);

  backup = make (path, CRM_BACKUP_HAND, SAMPLE_NOW + 1);
  crm_test_overwrite (path, 0, "Not a file of the engine any more", 33);
  g_assert_true (crm_backup_restore (backup, path, SAMPLE_NOW + 2, NULL, NULL, NULL, NULL, NULL));
  store = sample_open (path, 0);
  g_assert_cmpint (sample_count (store, "party", NULL), ==, 10);
  sample_close (store);
}

/* --- Each that is kept can be used -------------------------------------------------------------*/

static gint64
count_in (const CrmBackup *backup, const char *table)
{
  return *(gint64 *)g_hash_table_lookup (backup->counts, table);
}

static void
try_one (const CrmBackup *backup)
{
  g_autofree char *path = sample_path ();
  g_autoptr (GError) error = NULL;
  CrmStore *store;

  g_assert_true (crm_backup_is_verified (backup));
  crm_backup_restore (backup, path, SAMPLE_NOW, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  store = sample_open (path, 0);
  sample_assert_clean (store);
  g_assert_cmpint (sample_count (store, "party", NULL), ==, count_in (backup, "party"));
  sample_close (store);
}

/* Forty days of an office; whatever rotation has left is restored, and is that day's office. */
static void
test_drill_of_all (void)
{
  const CrmBackupKeep keep = { .daily = 7, .weekly = 4, .monthly = 12 };
  g_autofree char *path = make_office (3);
  g_autofree char *folder = folder_of (path);
  g_autoptr (GPtrArray) backups = NULL;

  for (guint day = 0; day < 40; day++) {
    CrmStore *store = sample_open_later (path, day);
    g_autoptr (CrmBackup) backup = NULL;

    sample_add (store, "party", "name", "One more", NULL);
    sample_close (store);
    backup = make (path, day == 10 ? CRM_BACKUP_UPGRADE : CRM_BACKUP_DAILY, SAMPLE_NOW + day * DAY);
    g_assert_true (crm_backup_rotate (folder, path, &keep, NULL));
  }
  backups = list (path);
  g_assert_cmpuint (backups->len, >=, 7 + 3);
  g_assert_cmpuint (backups->len, <, 20);
  for (guint i = 0; i < backups->len; i++) {
    const CrmBackup *backup = g_ptr_array_index (backups, i);

    g_assert_cmpint (count_in (backup, "party"), ==, 4 + (backup->at - SAMPLE_NOW) / DAY);
    try_one (backup);
  }
}

/* --- Under load --------------------------------------------------------------------------------*/

/* The test itself, started as a program that backs up, or that saves without end. */
static GPid
spawn (const char *what, const char *path)
{
  char *argv[] = { g_strdup ("/proc/self/exe"), g_strdup (what), g_strdup (path), NULL };
  g_autoptr (GError) error = NULL;
  GPid pid;

  g_free (argv[0]);
  argv[0] = g_file_read_link ("/proc/self/exe", NULL);
  g_spawn_async (NULL, argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL, NULL,
                 NULL, &pid, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 3; i++)
    g_free (argv[i]);

  return pid;
}

static int
run_child (const char *what, const char *path)
{
  if (g_str_equal (what, "--back-up")) {
    g_autofree char *folder = folder_of (path);
    g_autoptr (CrmClock) clock = crm_clock_new ();
    g_autoptr (CrmBackup) backup = crm_backup_make (path, folder, CRM_BACKUP_DAILY,
                                                    crm_clock_now (clock), NULL, NULL, NULL, NULL);

    return backup != NULL ? 0 : 1;
  }
  for (CrmStore *store = sample_open_later (path, getpid ());;)
    sample_add (store, "party", "name", "Busy", NULL);
}

/* Killed at any moment while others save: what is called a backup is one. */
static void
test_under_load (void)
{
  guint rounds = g_getenv ("KONTOR_LONG") != NULL ? 200 : 12;
  guint writers_n = g_getenv ("KONTOR_LONG") != NULL ? 10 : 4;
  g_autofree char *path = make_office (300);
  g_autofree GPid *writers = g_new0 (GPid, writers_n);
  g_autoptr (GPtrArray) backups = NULL;
  CrmStore *store;
  guint verified = 0;

  for (guint i = 0; i < writers_n; i++)
    writers[i] = spawn ("--save", path);
  for (guint i = 0; i < rounds; i++) {
    GPid pid = spawn ("--back-up", path);

    g_usleep (g_test_rand_int_range (5, i % 4 == 0 ? 1500 : 150) * 1000);
    kill (pid, SIGKILL);
    waitpid (pid, NULL, 0);
  }
  /* And one that is left to end. */
  {
    GPid pid = spawn ("--back-up", path);
    int status;

    g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
    g_assert_cmpint (status, ==, 0);
  }
  for (guint i = 0; i < writers_n; i++) {
    kill (writers[i], SIGKILL);
    waitpid (writers[i], NULL, 0);
  }
  backups = list (path);
  for (guint i = 0; i < backups->len; i++) {
    CrmBackup *backup = backups->pdata[i];
    g_autoptr (GError) error = NULL;

    if (crm_backup_is_verified (backup))
      verified++;
    crm_backup_drill (backup, NULL, NULL, NULL, NULL, &error);
    g_assert_no_error (error);
  }
  g_assert_cmpuint (verified, >=, 1);
  store = sample_open (path, 0);
  g_assert_cmpint (sample_count (store, "party", NULL), >, 300);
  sample_assert_clean (store);
  sample_close (store);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_has_prefix (argv[1], "--") && !g_str_has_prefix (argv[1], "--tap"))
    return run_child (argv[1], argv[2]);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/backup/make", test_make);
  g_test_add_func ("/store/backup/names", test_names);
  g_test_add_func ("/store/backup/drill", test_drill);
  g_test_add_func ("/store/backup/cancelled", test_cancelled);
  g_test_add_func ("/store/backup/refused", test_refused);
  g_test_add_func ("/store/backup/rotation", test_rotation);
  g_test_add_func ("/store/backup/restore", test_restore);
  g_test_add_func ("/store/backup/restore-refused", test_restore_refused);
  g_test_add_func ("/store/backup/drill-of-all", test_drill_of_all);
  g_test_add_func ("/store/backup/under-load", test_under_load);

  return g_test_run ();
}
