/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"

#include "store/crm-store-private.h"
#include "support/crm-test.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

/* Who has the office open. A store of this process is a desktop like any other: locks belong to the
 * open file. */

typedef struct {
  char *path;
  CrmStore *mine;
  CrmStore *theirs;
} Two;

static void
two_init (Two *two)
{
  two->path = sample_path ();
  two->mine = sample_open (two->path, CRM_STORE_CREATE);
  two->theirs = sample_open (two->path, 0);
}

static void
two_clear (Two *two)
{
  sample_close (two->theirs);
  sample_close (two->mine);
  g_free (two->path);
}

static CrmPeer *
find_other (CrmStore *store)
{
  g_autoptr (GPtrArray) peers = crm_store_get_peers (store);

  for (guint i = 0; i < peers->len; i++) {
    CrmPeer *peer = g_ptr_array_index (peers, i);

    if (!peer->own)
      return crm_peer_copy (peer);
  }

  return NULL;
}

static guint
count_peers (CrmStore *store)
{
  g_autoptr (GPtrArray) peers = crm_store_get_peers (store);

  return peers->len;
}

/* Until as many are there; looks every now and then, so as not to wait for the ticks. */
static void
wait_peers (CrmStore *store, guint n)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (count_peers (store) != n) {
    _crm_peers_wake (store->peers);
    g_main_context_iteration (NULL, FALSE);
    g_usleep (5000);
    g_assert_cmpint (g_get_monotonic_time (), <, end);
  }
}

/* How many slots of the sidecar have somebody's name in them. */
static guint
count_slots (const char *office)
{
  g_autofree char *sidecar = g_strconcat (office, ".peers", NULL);
  g_autofree char *bytes = NULL;
  gsize size = 0;
  guint n = 0;

  g_file_get_contents (sidecar, &bytes, &size, NULL);
  for (gsize at = CRM_PEERS_SLOTS_AT; at + CRM_PEERS_SLOT_SIZE <= size; at += CRM_PEERS_SLOT_SIZE) {
    g_auto (CrmPeerSlot) slot = { 0 };

    _crm_peer_slot_read (&slot, (const guint8 *)bytes + at);
    n += slot.used;
  }

  return n;
}

/* Until as many have written themselves in. */
static void
wait_slots (const char *office, CrmStore *first, CrmStore *second, guint n)
{
  gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  while (count_slots (office) != n) {
    _crm_peers_wake (first->peers);
    if (second != NULL)
      _crm_peers_wake (second->peers);
    g_usleep (20 * 1000);
    g_assert_cmpint (g_get_monotonic_time (), <, end);
  }
}

static void
count_cb (CrmStore *store, guint *n)
{
  (*n)++;
}

static void
test_two (void)
{
  Two two;
  guint told = 0;
  g_autoptr (CrmPeer) other = NULL;

  two_init (&two);
  g_signal_connect (two.mine, "peers-changed", G_CALLBACK (count_cb), &told);
  /* Whoever comes sees at once who is there. */
  g_assert_cmpuint (count_peers (two.theirs), ==, 2);
  g_assert_false (crm_store_is_alone (two.theirs));
  wait_peers (two.mine, 2);
  sample_settle ();
  g_assert_cmpuint (told, >=, 1);
  g_assert_true (crm_store_is_elected (two.mine));
  g_assert_false (crm_store_is_elected (two.theirs));
  other = find_other (two.mine);
  g_assert_cmpuint (other->slot, ==, 1);
  g_assert_cmpstr (other->user, ==, g_get_user_name ());
  g_assert_cmpstr (other->version, ==, KONTOR_VERSION);
  g_assert_cmpint (other->layout, ==, CRM_STORE_SCHEMA_VERSION);
  g_assert_cmpint (other->since, ==, SAMPLE_NOW);
  g_assert_false (other->frozen);

  /* The first one goes, the other takes over. */
  sample_close (two.mine);
  wait_peers (two.theirs, 1);
  g_assert_true (crm_store_is_elected (two.theirs));
  g_assert_true (crm_store_is_alone (two.theirs));
  two.mine = sample_open (two.path, 0);
  g_assert_false (crm_store_is_elected (two.theirs) && !crm_store_is_elected (two.mine));
  two_clear (&two);
}

/* Whoever has much to tell looks often: that does not make the others frozen. */
static void
test_looks_often (void)
{
  Two two;

  two_init (&two);
  wait_peers (two.mine, 2);
  for (gint64 card = 1; card <= 20; card++) {
    g_autoptr (CrmPeer) other = NULL;

    crm_store_set_cards (two.mine, &card, 1);
    g_usleep (10 * 1000);
    other = find_other (two.mine);
    g_assert_nonnull (other);
    g_assert_false (other->frozen);
  }
  g_assert_false (crm_store_is_elected (two.theirs));
  two_clear (&two);
}

static void
test_told (void)
{
  static const gint64 cards[] = { 7, 9 };
  Two two;
  g_autoptr (CrmPeer) other = NULL;
  g_autofree char *described = NULL;
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  two_init (&two);
  wait_peers (two.mine, 2);
  crm_store_set_person (two.theirs, 41);
  crm_store_set_person_name (two.theirs, "Ștefana Ивановна");
  crm_store_set_cards (two.theirs, cards, 2);
  _crm_store_set_upgrade (two.theirs, 3, TRUE);
  do {
    g_clear_pointer (&other, crm_peer_free);
    _crm_peers_wake (two.mine->peers);
    g_usleep (5000);
    other = find_other (two.mine);
    g_assert_cmpint (g_get_monotonic_time (), <, end);
  } while (!crm_peer_has_card (other, 9) || !other->ready);
  g_assert_true (crm_peer_has_card (other, 7));
  g_assert_false (crm_peer_has_card (other, 8));
  g_assert_false (crm_peer_has_card (other, 0));
  g_assert_cmpint (other->person, ==, 41);
  g_assert_cmpstr (other->name, ==, "Ștefana Ивановна");
  g_assert_cmpint (other->wants_layout, ==, 3);
  described = crm_peer_describe (other);
  g_assert_true (g_str_has_prefix (described, "Ștefana Ивановна on "));
  two_clear (&two);
}

/* Somebody who was killed is noticed, and the slot is had by the next one. */
static void
test_crashed (void)
{
  g_autofree char *path = sample_path ();
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  CrmStore *store = sample_open (path, CRM_STORE_CREATE);
  CrmStore *next;
  g_autoptr (CrmPeer) other = NULL;
  g_autoptr (GSubprocess) process = NULL;

  if (self == NULL) {
    g_test_skip ("this program cannot be found");
    sample_close (store);
    return;
  }
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, self, "--desktop", path, NULL);
  g_assert_nonnull (process);
  wait_peers (store, 2);
  other = find_other (store);
  g_assert_cmpuint (other->slot, ==, 1);
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
  wait_peers (store, 1);
  g_assert_true (crm_store_is_alone (store));
  g_assert_cmpint (crm_store_get_read_only_reason (store), ==, CRM_READ_ONLY_NOT);
  /* Its slot is cleared once it has been silent for long enough. */
  wait_slots (path, store, NULL, 1);

  next = sample_open (path, 0);
  wait_peers (store, 2);
  g_clear_pointer (&other, crm_peer_free);
  other = find_other (store);
  g_assert_cmpuint (other->slot, ==, 1);
  g_assert_false (crm_store_is_read_only (store));
  sample_close (next);
  sample_close (store);
}

/* Somebody has tidied up the folder. */
static void
test_deleted (void)
{
  Two two;
  g_autofree char *sidecar = NULL;

  two_init (&two);
  sidecar = g_strconcat (two.path, ".peers", NULL);
  wait_peers (two.mine, 2);
  g_assert_cmpint (g_unlink (sidecar), ==, 0);
  /* Each finds that it was deleted, makes a new one, and meets the other there. */
  wait_slots (two.path, two.mine, two.theirs, 2);
  wait_peers (two.mine, 2);
  wait_peers (two.theirs, 2);
  g_assert_false (crm_store_is_read_only (two.mine));
  g_assert_true (g_file_test (sidecar, G_FILE_TEST_EXISTS));
  sample_add (two.theirs, "party", "name", "Alfa", NULL);
  two_clear (&two);
}

/* Whatever stands in the file: it is made anew. */
static void
test_rubbish (void)
{
  static const guint sizes[] = { 1, 600, 2000, CRM_PEERS_SIZE, CRM_PEERS_SIZE + 77 };
  g_autofree char *path = sample_path ();
  g_autofree char *sidecar = g_strconcat (path, ".peers", NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  sample_close (sample_open (path, CRM_STORE_CREATE));
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autofree guint8 *bytes = g_malloc (sizes[i]);
    CrmStore *store;

    for (guint k = 0; k < sizes[i]; k++)
      bytes[k] = g_rand_int (rand);
    g_file_set_contents (sidecar, (const char *)bytes, sizes[i], NULL);
    store = sample_open (path, 0);
    g_assert_cmpuint (count_peers (store), ==, 1);
    g_assert_true (crm_store_is_alone (store));
    sample_add (store, "party", "name", "Alfa", NULL);
    sample_close (store);
  }
}

/* A slot that is half written, or full of rubbish behind a good beginning. */
static void
test_rubbish_slots (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  guint8 whole[CRM_PEERS_SLOT_SIZE];
  CrmPeerSlot slot = { .token = 5, .counter = 6, .peer = { .pid = 8 } };

  _crm_peer_slot_write (&slot, whole);
  for (guint i = 0; i < 5000; i++) {
    guint8 bytes[CRM_PEERS_SLOT_SIZE];
    g_auto (CrmPeerSlot) read = { 0 };
    guint at = g_rand_int_range (rand, 16, CRM_PEERS_SLOT_SIZE);

    memcpy (bytes, whole, sizeof bytes);
    bytes[at] ^= 1 + g_rand_int_range (rand, 0, 254);
    _crm_peer_slot_read (&read, bytes);
    g_assert_false (read.used);
  }
}

/* --- Who is in the way -------------------------------------------------------------------------*/

typedef struct {
  char *who; /* atomic: the first that was named */
  guint seconds;
  gint reading; /* atomic */
} Told;

static void
on_waiting_cb (CrmStore *store, guint seconds, const char *who, Told *told)
{
  told->seconds = seconds;
  if (who != NULL && told->who == NULL)
    g_atomic_pointer_set (&told->who, g_strdup (who));
}

static gboolean
add_func (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "person");

  crm_record_set_text (record, "name", "Ana");

  return crm_txn_save (txn, record, error);
}

typedef struct {
  gboolean done;
  GError *error;
} Saved;

static void
on_saved_cb (GObject *store, GAsyncResult *result, gpointer data)
{
  Saved *saved = data;

  saved->done = TRUE;
  crm_store_run_finish (CRM_STORE (store), result, &saved->error);
}

static void
save (CrmStore *store, Saved *saved)
{
  gint64 end = g_get_monotonic_time () + 40 * G_USEC_PER_SEC;

  *saved = (Saved){ 0 };
  crm_store_run_async (store, CRM_TXN_WRITE, "test", add_func, NULL, NULL, NULL, on_saved_cb,
                       saved);
  while (!saved->done) {
    g_main_context_iteration (NULL, FALSE);
    g_usleep (5000);
    g_assert_cmpint (g_get_monotonic_time (), <, end);
  }
}

/* A writer gives up after a little more. */
#define READ_US (12 * G_USEC_PER_SEC)

/* Until it has been told who reads. */
static gboolean
read_slowly (CrmTxn *txn, gpointer data, GError **error)
{
  CrmStatement *statement = crm_db_prepare (txn->db, "SELECT key FROM meta ORDER BY key", error);
  Told *told = data;
  gint64 end = g_get_monotonic_time () + READ_US;
  gboolean row;

  g_assert_true (crm_statement_step (statement, &row, error) && row);
  g_atomic_int_set (&told->reading, TRUE);
  while (g_atomic_pointer_get (&told->who) == NULL && g_get_monotonic_time () < end)
    g_usleep (10 * 1000);
  crm_statement_reset (statement);

  return TRUE;
}

/* Somebody reads for so long that nobody can finish a save: it is said who, and then it is saved.
 */
static void
test_slow_reader (void)
{
  Two two;
  Told told = { 0 };
  Saved read = { 0 };
  Saved saved;

  two_init (&two);
  wait_peers (two.mine, 2);
  crm_store_set_person_name (two.theirs, "Ion");
  g_signal_connect (two.mine, "waiting", G_CALLBACK (on_waiting_cb), &told);
  crm_store_run_async (two.theirs, CRM_TXN_READ, NULL, read_slowly, &told, NULL, NULL, on_saved_cb,
                       &read);
  while (!g_atomic_int_get (&told.reading))
    g_usleep (1000);
  save (two.mine, &saved);
  g_assert_no_error (saved.error);
  g_assert_nonnull (told.who);
  g_assert_true (g_str_has_prefix (told.who, "Ion on "));
  g_assert_cmpuint (told.seconds, >=, 2);
  g_assert_cmpint (sample_count (two.mine, "person", NULL), ==, 1);
  while (!read.done)
    g_main_context_iteration (NULL, TRUE);
  g_free (told.who);
  two_clear (&two);
}

static gboolean
hold_func (CrmTxn *txn, gpointer data, GError **error)
{
  if (!add_func (txn, NULL, error))
    return FALSE;
  g_print ("held\n");
  fflush (stdout);
  g_usleep (100 * G_USEC_PER_SEC);

  return TRUE;
}

static int
be_holder (const char *path)
{
  CrmStore *store = sample_open (path, 0);

  crm_store_set_person_name (store, "Vasile");
  /* Others have seen it come, and it them. */
  g_usleep (2500 * 1000);
  sample_do (store, hold_func, NULL);

  return 0;
}

static GSubprocess *
start_holder (const char *path)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  GSubprocess *process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, self, "--hold", path, NULL);
  char byte;

  g_assert_nonnull (process);
  g_assert_cmpint (
    g_input_stream_read (g_subprocess_get_stdout_pipe (process), &byte, 1, NULL, NULL), ==, 1);

  return process;
}

/* A desktop that is frozen in the middle of a save: others are told who it is, and that nothing was
 * saved. Once it has gone they save. */
static void
test_frozen (void)
{
  g_autofree char *path = sample_path ();
  CrmStore *store = sample_open (path, CRM_STORE_CREATE);
  g_autoptr (GSubprocess) process = start_holder (path);
  Told told = { 0 };
  Saved saved;

  g_subprocess_send_signal (process, SIGSTOP);
  g_signal_connect (store, "waiting", G_CALLBACK (on_waiting_cb), &told);
  save (store, &saved);
  g_assert_error (saved.error, CRM_ERROR, CRM_ERROR_BUSY);
  g_assert_nonnull (strstr (saved.error->message, "Vasile on "));
  g_assert_nonnull (strstr (saved.error->message, "Nothing of yours was saved"));
  g_assert_cmpstr (told.who, !=, NULL);
  g_assert_true (g_str_has_prefix (told.who, "Vasile on "));
  g_clear_error (&saved.error);
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
  save (store, &saved);
  g_assert_no_error (saved.error);
  g_assert_cmpint (sample_count (store, "person", NULL), ==, 1);
  sample_assert_clean (store);
  g_free (told.who);
  sample_close (store);
}

static int
be_desktop (const char *path)
{
  CrmStore *store = sample_open (path, 0);

  while (store != NULL)
    g_main_context_iteration (NULL, TRUE);

  return 0;
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--desktop"))
    return be_desktop (argv[2]);
  if (argc == 3 && g_str_equal (argv[1], "--hold"))
    return be_holder (argv[2]);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/peers/two", test_two);
  g_test_add_func ("/store/peers/looks-often", test_looks_often);
  g_test_add_func ("/store/peers/told", test_told);
  g_test_add_func ("/store/peers/crashed", test_crashed);
  g_test_add_func ("/store/peers/deleted", test_deleted);
  g_test_add_func ("/store/peers/slow-reader", test_slow_reader);
  g_test_add_func ("/store/peers/frozen", test_frozen);
  g_test_add_func ("/store/peers/rubbish", test_rubbish);
  g_test_add_func ("/store/peers/rubbish-slots", test_rubbish_slots);

  return g_test_run ();
}
