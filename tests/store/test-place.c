/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"

#include "store/crm-store-private.h"
#include "support/crm-test.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

/* --- Mounts ------------------------------------------------------------------------------------*/

#define MOUNTS                                                                                   \
  "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"                                      \
  "30 22 0:40 / /srv/good rw,relatime shared:2 - cifs //nas/a rw,vers=3.1.1,cache=strict,soft\n" \
  "31 22 0:41 / /srv/nobrl rw,relatime - cifs //nas/b rw,vers=3.0,nobrl,cache=strict\n"          \
  "32 22 0:42 / /srv/loose rw,relatime - smb3 //nas/c rw,vers=3.0,cache=loose\n"                 \
  "33 22 0:43 / /srv/old rw,relatime - cifs //nas/d rw,vers=1.0\n"                               \
  "34 22 0:44 / /srv/nfs rw,relatime - nfs4 nas:/e rw,vers=4.2,hard,local_lock=none\n"           \
  "35 22 0:45 / /srv/nfs/soft rw,relatime - nfs4 nas:/f rw,vers=4.2,soft,local_lock=none\n"      \
  "36 22 0:46 / /srv/nolock rw,relatime - nfs nas:/g rw,vers=3,nolock,hard,local_lock=all\n"     \
  "37 22 0:47 / /srv/posix rw,relatime - nfs nas:/h rw,vers=3,hard,local_lock=posix\n"           \
  "38 22 0:48 / /run/user/1000/gvfs rw,nosuid - fuse.gvfsd-fuse gvfsd-fuse rw\n"                 \
  "39 22 0:49 / /home/ana/far\\040away rw,nosuid - fuse.sshfs ana@host: rw\n"                    \
  "40 22 0:50 / /mnt/host rw,relatime - 9p host rw,access=client,trans=virtio\n"                 \
  "41 22 0:51 / /mnt/box rw,relatime - vboxsf box rw\n"                                          \
  "42 22 0:52 / /mnt/dav rw,relatime - fuse https://cloud.example/ rw\n"                         \
  "43 22 0:53 / /mnt/c rw,noatime - fuseblk /dev/sdb1 rw,allow_other\n"                          \
  "44 22 0:54 / /mnt/late rw - ext4 /dev/sdc1 rw\n"                                              \
  "45 22 0:55 / /mnt/late rw - cifs //nas/z rw,nobrl\n"                                          \
  "half a line\n"

static CrmPlace *
place_of (const char *folder)
{
  CrmPlaceFacts facts = { .folder = folder, .mounts = MOUNTS, .home = "/home/ana" };

  return crm_place_new (&facts);
}

typedef struct {
  const char *folder;
  CrmPlaceKind kind;
  const char *trouble;
  CrmPlaceFit one;
  CrmPlaceFit several;
} Case;

static void
test_mounts (void)
{
  static const Case cases[] = {
    { "/home/ana", CRM_PLACE_LOCAL, NULL, CRM_PLACE_GOOD, CRM_PLACE_CARE },
    { "/srv", CRM_PLACE_LOCAL, NULL, CRM_PLACE_GOOD, CRM_PLACE_CARE },
    { "/srv/goodies", CRM_PLACE_LOCAL, NULL, CRM_PLACE_GOOD, CRM_PLACE_CARE },
    { "/srv/good", CRM_PLACE_CIFS, NULL, CRM_PLACE_CARE, CRM_PLACE_CARE },
    { "/srv/good/office/2026", CRM_PLACE_CIFS, NULL, CRM_PLACE_CARE, CRM_PLACE_CARE },
    { "/srv/nobrl", CRM_PLACE_UNSAFE, "nobrl", CRM_PLACE_CARE, CRM_PLACE_BAD },
    { "/srv/loose", CRM_PLACE_UNSAFE, "cache=loose", CRM_PLACE_CARE, CRM_PLACE_BAD },
    { "/srv/old/x", CRM_PLACE_UNSAFE, "vers=1.0", CRM_PLACE_CARE, CRM_PLACE_BAD },
    { "/srv/nfs", CRM_PLACE_NFS, NULL, CRM_PLACE_GOOD, CRM_PLACE_GOOD },
    { "/srv/nfs/soft/x", CRM_PLACE_NFS, NULL, CRM_PLACE_CARE, CRM_PLACE_CARE },
    { "/srv/nolock", CRM_PLACE_UNSAFE, "nolock", CRM_PLACE_CARE, CRM_PLACE_BAD },
    { "/srv/posix", CRM_PLACE_UNSAFE, "local_lock=posix", CRM_PLACE_CARE, CRM_PLACE_BAD },
    { "/run/user/1000/gvfs/smb-share:server=nas", CRM_PLACE_UNSAFE, "gvfs", CRM_PLACE_CARE,
      CRM_PLACE_BAD },
    { "/home/ana/far away/docs", CRM_PLACE_UNSAFE, "fuse.sshfs", CRM_PLACE_CARE, CRM_PLACE_BAD },
    { "/mnt/host", CRM_PLACE_UNSAFE, "9p", CRM_PLACE_CARE, CRM_PLACE_BAD },
    { "/mnt/box", CRM_PLACE_UNSAFE, "vboxsf", CRM_PLACE_CARE, CRM_PLACE_BAD },
    { "/mnt/dav", CRM_PLACE_UNSAFE, "fuse", CRM_PLACE_CARE, CRM_PLACE_BAD },
    { "/mnt/c/Users", CRM_PLACE_LOCAL, NULL, CRM_PLACE_GOOD, CRM_PLACE_CARE },
    { "/mnt/late", CRM_PLACE_UNSAFE, "nobrl", CRM_PLACE_CARE, CRM_PLACE_BAD },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CrmPlace) place = place_of (cases[i].folder);
    g_autofree char *what = crm_place_describe (place);

    g_test_message ("%s: %s, %s", cases[i].folder, crm_place_get_name (place), what);
    g_assert_cmpint (place->kind, ==, cases[i].kind);
    g_assert_cmpstr (place->trouble, ==, cases[i].trouble);
    g_assert_cmpint (crm_place_get_fit (place, FALSE), ==, cases[i].one);
    g_assert_cmpint (crm_place_get_fit (place, TRUE), ==, cases[i].several);
    if (cases[i].several != CRM_PLACE_GOOD) {
      g_autofree char *advice = crm_place_advise (place, TRUE);

      g_assert_nonnull (advice);
    }
  }
}

/* What the system says of the file system goes before the name it was mounted under. */
static void
test_type (void)
{
  CrmPlaceFacts facts = { .folder = "/srv", .mounts = MOUNTS, .type = CRM_FS_SMB2 };
  g_autoptr (CrmPlace) smb = crm_place_new (&facts);
  CrmPlaceFacts strange = { .folder = "/srv", .type = 0x12345 };
  g_autoptr (CrmPlace) unknown = crm_place_new (&strange);
  CrmPlaceFacts drive = { .folder = "Z:\\office", .drive = CRM_DRIVE_REMOTE };
  g_autoptr (CrmPlace) share = crm_place_new (&drive);

  g_assert_cmpint (smb->kind, ==, CRM_PLACE_CIFS);
  g_assert_cmpint (unknown->kind, ==, CRM_PLACE_UNSAFE);
  g_assert_cmpint (share->kind, ==, CRM_PLACE_SMB);
}

/* --- Clouds ------------------------------------------------------------------------------------*/

static gboolean
is_there (const char *path, gpointer data)
{
  return g_str_equal (path, data);
}

static const char *
service_of (const char *folder, const char *marker)
{
  CrmPlaceFacts facts = { .folder = folder,
                          .mounts = MOUNTS,
                          .home = "/home/ana",
                          .is_there = is_there,
                          .data = (char *)marker };
  g_autoptr (CrmPlace) place = crm_place_new (&facts);

  g_assert_cmpint (place->kind == CRM_PLACE_CLOUD, ==, place->service != NULL);
  return g_intern_string (place->service);
}

static void
test_clouds (void)
{
  g_assert_cmpstr (service_of ("/home/ana/Documents", ""), ==, NULL);
  g_assert_cmpstr (service_of ("/home/ana/work/x", "/home/ana/work/.stfolder"), ==, "Syncthing");
  g_assert_cmpstr (service_of ("/srv/files/x", "/srv/.stversions"), ==, "Syncthing");
  g_assert_cmpstr (service_of ("/data/a", "/data/.nextcloudsync.log"), ==, "Nextcloud");
  g_assert_cmpstr (service_of ("/home/ana/OneDrive - Firma/x", ""), ==, "OneDrive");
  g_assert_cmpstr (service_of ("/home/ana/Dropbox", ""), ==, "Dropbox");
  g_assert_cmpstr (service_of ("/home/ana/Dropbox (Personal)/a/b", ""), ==, "Dropbox");
  g_assert_cmpstr (service_of ("/home/ana/Google Drive/office", ""), ==, "Google Drive");
  g_assert_cmpstr (service_of ("/home/ana/Яндекс.Диск", ""), ==, "Yandex.Disk");
  g_assert_cmpstr (service_of ("/home/ana/Yandex.Disk/a", ""), ==, "Yandex.Disk");
  g_assert_cmpstr (service_of ("/home/ana/MEGA", ""), ==, "MEGA");
  /* Names that only begin so, and servers that are called so. */
  g_assert_cmpstr (service_of ("/home/ana/megaphones", ""), ==, NULL);
  g_assert_cmpstr (service_of ("/srv/nfs/Nextcloud", ""), ==, NULL);
}

static void
test_in_cloud (void)
{
  g_autofree char *marker = crm_test_path (".stfolder");
  g_autofree char *path = sample_path ();
  g_autofree char *message = NULL;
  CrmStore *store = sample_open (path, CRM_STORE_CREATE);

  sample_close (store);
  g_assert_cmpint (g_mkdir (marker, 0700), ==, 0);
  store = sample_open (path, 0);
  g_assert_cmpint (crm_store_get_read_only_reason (store), ==, CRM_READ_ONLY_PLACE);
  message = sample_edit_refused (store, CRM_ERROR_READ_ONLY, "party", 0, "name", "Alfa", NULL);
  g_assert_nonnull (strstr (message, "Syncthing"));
  g_assert_nonnull (strstr (message, "Move the office"));
  g_assert_cmpint (sample_count (store, "party", NULL), ==, 0);
  /* Not even for one computer. */
  g_assert_false (crm_store_set_this_computer (store, TRUE, NULL));
  sample_close (store);
  g_clear_pointer (&message, g_free);
  g_assert_cmpint (g_unlink (path), ==, 0);
  message = sample_open_refused (path, CRM_STORE_CREATE, CRM_ERROR_READ_ONLY);
  g_assert_nonnull (strstr (message, "Syncthing"));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_rmdir (marker), ==, 0);
}

/* --- Places without locks ----------------------------------------------------------------------*/

static void
test_unsafe (void)
{
  g_autofree char *path = sample_path ();
  g_autofree char *other = sample_path ();
  g_autofree char *message = NULL;
  g_autofree char *refused = NULL;
  g_autoptr (GError) error = NULL;
  CrmStore *store = sample_open (path, CRM_STORE_CREATE);

  sample_close (store);
  g_setenv ("KONTOR_FILE_SYSTEM", "0x65735546", TRUE); /* some program's own file system */
  store = sample_open (path, 0);
  message = sample_edit_refused (store, CRM_ERROR_READ_ONLY, "party", 0, "name", "Alfa", NULL);
  g_assert_nonnull (strstr (message, "do not reach other computers"));
  refused = sample_open_refused (other, CRM_STORE_CREATE, CRM_ERROR_READ_ONLY);
  /* One person alone may, and says so once. */
  g_assert_true (crm_store_set_this_computer (store, TRUE, &error));
  g_assert_no_error (error);
  sample_add (store, "party", "name", "Alfa", NULL);
  sample_close (store);
  store = sample_open (path, 0);
  g_assert_true (crm_store_is_this_computer (store));
  sample_add (store, "party", "name", "Beta", NULL);
  g_assert_true (crm_store_set_this_computer (store, FALSE, &error));
  g_assert_cmpint (crm_store_get_read_only_reason (store), ==, CRM_READ_ONLY_PLACE);
  sample_close (store);
  g_unsetenv ("KONTOR_FILE_SYSTEM");
  store = sample_open (path, 0);
  g_assert_cmpint (sample_count (store, "party", NULL), ==, 2);
  sample_assert_clean (store);
  sample_close (store);
}

/* --- One computer ------------------------------------------------------------------------------*/

static char *
ask_sql (const char *path, const char *sql)
{
  sqlite3 *db;
  sqlite3_stmt *statement;
  char *text;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  text = g_strdup ((const char *)sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (db);

  return text;
}

static void
assert_mode (const char *path, const char *mode)
{
  g_autofree char *is = ask_sql (path, "PRAGMA journal_mode");

  /* Of what is not WAL, a new connection knows only that. */
  if (g_str_equal (mode, "wal"))
    g_assert_cmpstr (is, ==, "wal");
  else
    g_assert_cmpstr (is, !=, "wal");
}

static void
wait_alone (CrmStore *store)
{
  gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  while (!crm_store_is_alone (store)) {
    _crm_peers_wake (store->peers);
    g_usleep (10 * 1000);
    g_assert_cmpint (g_get_monotonic_time (), <, end);
  }
}

static void
test_this_computer (void)
{
  g_autofree char *path = sample_path ();
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);
  g_autoptr (GError) error = NULL;
  CrmStore *store = sample_open (path, CRM_STORE_CREATE);
  CrmStore *other;

  sample_add (store, "party", "name", "Alfa", NULL);
  g_assert_false (crm_store_is_this_computer (store));
  g_assert_true (crm_store_set_this_computer (store, TRUE, &error));
  g_assert_true (crm_store_is_this_computer (store));
  sample_add (store, "party", "name", "Beta", NULL);
  g_assert_true (g_file_test (shm, G_FILE_TEST_EXISTS));

  /* A second window of this computer works too, and stands in the way of changing it. */
  other = sample_open (path, 0);
  g_assert_true (crm_store_is_this_computer (other));
  sample_add (other, "party", "name", "Gamma", NULL);
  g_assert_cmpint (sample_count (store, "party", NULL), ==, 3);
  g_assert_false (crm_store_set_this_computer (other, FALSE, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, g_get_host_name ()));
  g_clear_error (&error);
  sample_close (store);
  wait_alone (other);
  g_assert_true (crm_store_set_this_computer (other, FALSE, &error));
  g_assert_no_error (error);
  sample_add (other, "party", "name", "Delta", NULL);
  g_assert_false (g_file_test (shm, G_FILE_TEST_EXISTS));
  sample_close (other);
  assert_mode (path, "truncate");

  store = sample_open (path, 0);
  g_assert_cmpint (sample_count (store, "party", NULL), ==, 4);
  sample_assert_clean (store);
  sample_close (store);
}

static void
test_made_for_one (void)
{
  g_autofree char *path = sample_path ();
  CrmStore *store = sample_open (path, CRM_STORE_CREATE | CRM_STORE_THIS_COMPUTER);

  g_assert_true (crm_store_is_this_computer (store));
  sample_add (store, "party", "name", "Alfa", NULL);
  g_assert_true (crm_store_set_this_computer (store, FALSE, NULL));
  g_assert_false (crm_store_is_this_computer (store));
  sample_close (store);
  assert_mode (path, "truncate");
}

/* A file for one computer that has come to a share. */
static void
test_wal_remote (void)
{
  g_autofree char *path = sample_path ();
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;
  CrmStore *store = sample_open (path, CRM_STORE_CREATE);

  g_assert_true (crm_store_set_this_computer (store, TRUE, NULL));
  sample_close (store);
  g_setenv ("KONTOR_FILE_SYSTEM", "nfs", TRUE);
  message = sample_open_refused (path, 0, CRM_ERROR_DENIED);
  g_assert_nonnull (strstr (message, "one computer only"));
  g_unsetenv ("KONTOR_FILE_SYSTEM");
  store = sample_open (path, 0);
  g_assert_true (crm_store_set_this_computer (store, FALSE, NULL));
  sample_close (store);
  g_setenv ("KONTOR_FILE_SYSTEM", "nfs", TRUE);
  store = sample_open (path, 0);
  sample_add (store, "party", "name", "Alfa", NULL);
  g_assert_false (crm_store_set_this_computer (store, TRUE, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_DENIED);
  sample_close (store);
  g_unsetenv ("KONTOR_FILE_SYSTEM");
}

/* --- Other tools -------------------------------------------------------------------------------*/

static sqlite3 *
flip (const char *path)
{
  sqlite3 *db;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 5000);
  sqlite3_exec (db, "PRAGMA journal_mode=WAL; UPDATE meta SET value = value", NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);

  return db;
}

static void
wait_reason (CrmStore *store, CrmReadOnlyReason reason)
{
  gint64 end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  while (crm_store_get_read_only_reason (store) != reason || g_atomic_int_get (&store->settling)) {
    crm_store_poll (store);
    g_main_context_iteration (NULL, FALSE);
    g_usleep (2000);
    g_assert_cmpint (g_get_monotonic_time (), <, end);
  }
}

/* Another tool turns a shared file into one of one computer: it is put back as soon as that tool
 * lets go of it, and nobody writes until then. */
static void
test_flipped (void)
{
  g_autofree char *path = sample_path ();
  CrmStore *store = sample_open (path, CRM_STORE_CREATE);
  sqlite3 *tool;

  sample_add (store, "party", "name", "Alfa", NULL);
  tool = flip (path);
  wait_reason (store, CRM_READ_ONLY_PLACE);
  /* All that the tool has written is known by now: that it lets go changes nothing more. */
  for (guint i = 0; i < 3; i++) {
    crm_store_poll (store);
    g_assert_cmpint (sample_count (store, "party", NULL), ==, 1);
    sample_settle ();
  }
  sqlite3_close (tool);
  wait_reason (store, CRM_READ_ONLY_NOT);
  sample_add (store, "party", "name", "Beta", NULL);
  sample_assert_clean (store);
  sample_close (store);
  assert_mode (path, "truncate");

  /* And when it was done while nobody had it open. */
  sqlite3_close (flip (path));
  store = sample_open (path, 0);
  g_assert_false (crm_store_is_read_only (store));
  sample_add (store, "party", "name", "Gamma", NULL);
  sample_close (store);
  assert_mode (path, "truncate");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/place/mounts", test_mounts);
  g_test_add_func ("/store/place/type", test_type);
  g_test_add_func ("/store/place/clouds", test_clouds);
  g_test_add_func ("/store/place/in-cloud", test_in_cloud);
  g_test_add_func ("/store/place/unsafe", test_unsafe);
  g_test_add_func ("/store/place/this-computer", test_this_computer);
  g_test_add_func ("/store/place/made-for-one", test_made_for_one);
  g_test_add_func ("/store/place/wal-remote", test_wal_remote);
  g_test_add_func ("/store/place/flipped", test_flipped);

  return g_test_run ();
}
