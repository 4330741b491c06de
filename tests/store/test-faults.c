/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample-vfs.h"
#include "sample.h"

#include "support/crm-test.h"

#include <string.h>

/*
 * Every operation on the file fails in its turn, once or from then on: whatever it was, the save
 * says so, all of it or nothing is in the file, what the person typed is as it was, and the next
 * save works.
 */

/* Saves have fewer operations than this. */
#define MOST_OPERATIONS 5000
/* The file is looked at from end to end after so many faults, and after the last one. */
#define FAULTS_PER_CHECK 10

typedef struct {
  gboolean armed;
  gboolean forever;
  guint countdown;
  guint n_failed;
} Faults;

static int
code_of (SampleVfsKind kind)
{
  switch (kind) {
  case SAMPLE_VFS_READ:
    return SQLITE_IOERR_READ;
  case SAMPLE_VFS_WRITE:
    return SQLITE_IOERR_WRITE;
  case SAMPLE_VFS_TRUNCATE:
    return SQLITE_IOERR_TRUNCATE;
  case SAMPLE_VFS_SYNC:
    return SQLITE_IOERR_FSYNC;
  case SAMPLE_VFS_LOCK:
    return SQLITE_IOERR_LOCK;
  case SAMPLE_VFS_DELETE:
    return SQLITE_IOERR_DELETE;
  case SAMPLE_VFS_OPEN:
  default:
    return SQLITE_CANTOPEN;
  }
}

static int
fail_hook (const SampleVfsCall *call, gpointer user_data)
{
  Faults *faults = user_data;

  if (!faults->armed)
    return SQLITE_OK;
  if (faults->countdown > 1) {
    faults->countdown--;
    return SQLITE_OK;
  }
  if (!faults->forever && faults->n_failed > 0)
    return SQLITE_OK;
  faults->n_failed++;

  return code_of (call->kind);
}

static void
arm (Faults *faults, guint countdown, gboolean forever)
{
  *faults = (Faults){ .armed = TRUE, .forever = forever, .countdown = countdown };
  sample_vfs_install (fail_hook, faults);
}

static void
disarm (Faults *faults)
{
  sample_vfs_install (NULL, NULL);
  faults->armed = FALSE;
}

/* --- Saving ------------------------------------------------------------------------------------*/

static gboolean
save_func (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_save (txn, data, error);
}

static void
assert_said (const GError *error)
{
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_true (error->domain == CRM_ERROR);
  g_assert_true (error->code == CRM_ERROR_IO || error->code == CRM_ERROR_NOT_FOUND ||
                 error->code == CRM_ERROR_READ_ONLY || error->code == CRM_ERROR_FULL);
  g_assert_cmpstr (error->message, !=, "");
}

/* Edits the party with a fault in the way. Returns whether the fault was met. */
static gboolean
save_with_fault (CrmStore *store, gint64 id, guint countdown, gboolean forever)
{
  g_autoptr (CrmRecord) record = sample_get (store, "party", id);
  g_autofree char *before = g_strdup (crm_record_get_text (record, "name"));
  g_autofree char *typed = g_strdup_printf ("Typed %u %d", countdown, forever);
  g_autofree char *stored = NULL;
  g_autoptr (GError) error = NULL;
  gint64 version = crm_record_get_version (record);
  Faults faults;
  gboolean ok;

  crm_record_set_text (record, "name", typed);
  arm (&faults, countdown, forever);
  ok = crm_store_run (store, CRM_TXN_WRITE, "test", save_func, record, &error);
  disarm (&faults);
  stored = sample_text (store, "party", id, "name");
  /* A fault that does no harm may be passed over, and one after the last moment undoes nothing. */
  g_assert_true (g_str_equal (stored, typed) || (!ok && g_str_equal (stored, before)));
  if (ok)
    return faults.n_failed > 0;
  assert_said (error);
  g_assert_cmpstr (crm_record_get_text (record, "name"), ==, typed);
  if (g_str_equal (stored, before)) {
    /* Whoever typed it saves again. */
    g_assert_cmpint (crm_record_get_version (record), <=, version + 1);
    sample_edit (store, "party", id, "name", typed, NULL);
  }

  return TRUE;
}

static void
save_with_faults (gboolean forever)
{
  g_autofree char *path = sample_path ();
  CrmStore *store = sample_open (path, CRM_STORE_CREATE);
  gint64 id = sample_add (store, "party", "name", "Alfa", "phones.number", "022 123 456", NULL);
  guint n = 1;

  for (; save_with_fault (store, id, n, forever); n++) {
    g_assert_cmpuint (n, <, MOST_OPERATIONS);
    if (n % FAULTS_PER_CHECK == 0)
      sample_assert_clean (store);
  }
  /* Locks, reads, the journal, the syncs and the file itself. */
  g_assert_cmpuint (n, >, 20);
  sample_assert_clean (store);
  sample_close (store);
}

static void
test_once (void)
{
  save_with_faults (FALSE);
}

static void
test_forever (void)
{
  save_with_faults (TRUE);
}

/* --- Opening -----------------------------------------------------------------------------------*/

static void
test_open (void)
{
  g_autofree char *path = sample_path ();
  CrmStore *store = sample_open (path, CRM_STORE_CREATE);
  gboolean opened = FALSE;

  sample_add (store, "party", "name", "Alfa", NULL);
  sample_close (store);
  for (guint n = 1; !opened; n++) {
    g_autoptr (GError) error = NULL;
    Faults faults;

    g_assert_cmpuint (n, <, MOST_OPERATIONS);
    arm (&faults, n, TRUE);
    store = crm_store_open (path, sample_entities (), 0, NULL, &error);
    disarm (&faults);
    opened = faults.n_failed == 0;
    if (store != NULL) {
      g_assert_cmpint (sample_count (store, "party", NULL), ==, 1);
      sample_close (store);
    } else {
      assert_said (error);
    }
  }
}

/* --- A reader in the way of a commit -----------------------------------------------------------*/

typedef struct {
  guint tries;
  guint until; /* as if the reader went after so many tries; 0 for never */
} Reader;

#define SQLITE_LOCK_OF_COMMIT 4

static int
reader_hook (const SampleVfsCall *call, gpointer user_data)
{
  Reader *reader = user_data;

  if (call->kind != SAMPLE_VFS_LOCK || call->offset != SQLITE_LOCK_OF_COMMIT)
    return SQLITE_OK;
  reader->tries++;

  return reader->until == 0 || reader->tries <= reader->until ? SQLITE_BUSY : SQLITE_OK;
}

static guint
count_versions (CrmStore *store, gint64 id)
{
  g_autoptr (CrmRecord) record = sample_get (store, "party", id);

  return crm_record_get_version (record);
}

/* The commit is tried again until the reader has gone, and done once. */
static void
test_commit_waits (void)
{
  CrmStore *store = sample_new ();
  gint64 id = sample_add (store, "party", "name", "Alfa", NULL);
  Reader reader = { .until = 25 };

  sample_vfs_install (reader_hook, &reader);
  sample_edit (store, "party", id, "name", "Beta", NULL);
  sample_vfs_install (NULL, NULL);
  g_assert_cmpuint (reader.tries, >, 25);
  g_assert_cmpuint (count_versions (store, id), ==, 2);
  sample_assert_clean (store);
  sample_close (store);
}

typedef struct {
  gboolean done;
  GError *error;
} Call;

static void
called_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Call *call = user_data;

  crm_store_run_finish (CRM_STORE (object), result, &call->error);
  call->done = TRUE;
}

/* Whoever has waited enough stops it: nothing of it is left, and it can be saved again. */
static void
test_commit_given_up (void)
{
  CrmStore *store = sample_new ();
  gint64 id = sample_add (store, "party", "name", "Alfa", NULL);
  g_autoptr (CrmRecord) record = sample_get (store, "party", id);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Reader reader = { 0 };
  Call call = { 0 };

  crm_record_set_text (record, "name", "Beta");
  sample_vfs_install (reader_hook, &reader);
  crm_store_run_async (store, CRM_TXN_WRITE, "test", save_func, record, NULL, cancellable,
                       called_cb, &call);
  while (*(volatile guint *)&reader.tries < 3)
    g_usleep (1000);
  g_cancellable_cancel (cancellable);
  sample_wait (&call.done);
  sample_vfs_install (NULL, NULL);
  g_assert_error (call.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&call.error);
  sample_assert (store, "party", id, "name", "Alfa");
  g_assert_cmpuint (count_versions (store, id), ==, 1);
  sample_edit (store, "party", id, "name", "Gama", NULL);
  g_assert_cmpuint (count_versions (store, id), ==, 2);
  sample_assert_clean (store);
  sample_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* The layer must be there before the files that it is to fail are opened. */
  sample_vfs_install (NULL, NULL);
  g_test_add_func ("/store/faults/once", test_once);
  g_test_add_func ("/store/faults/forever", test_forever);
  g_test_add_func ("/store/faults/open", test_open);
  g_test_add_func ("/store/faults/commit-waits", test_commit_waits);
  g_test_add_func ("/store/faults/commit-given-up", test_commit_given_up);

  return g_test_run ();
}
