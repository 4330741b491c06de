/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"

#include "support/crm-test.h"

#include <stdlib.h>

/*
 * Ten desktops change an office and one listens: what it has put together from what it was told is
 * in the end what the table says, also when it was asleep while history was summed up.
 */

#define WRITERS 10
#define PARTIES 15
#define CHANGES 25 /* of each writer */

/* The other desktops are this program again. */
static char *program;

/* --- A writer ----------------------------------------------------------------------------------*/

static gboolean
change_func (CrmTxn *txn, gpointer data, GError **error)
{
  GRand *rand = data;
  g_autoptr (CrmQuery) query = crm_query_new ("party");
  g_autoptr (GPtrArray) all = crm_txn_query (txn, query, error);
  g_autofree char *name = g_strdup_printf ("Party %u", g_rand_int (rand));
  g_autoptr (CrmRecord) record = NULL;
  int what = g_rand_int_range (rand, 0, 10);

  if (all == NULL)
    return FALSE;
  record = what == 0 || all->len == 0
             ? crm_txn_new (txn, "party")
             : crm_record_ref (all->pdata[g_rand_int_range (rand, 0, all->len)]);
  if (what == 1 && !crm_record_is_new (record))
    return crm_txn_delete (txn, "party", crm_record_get_id (record), error);
  crm_record_set_text (record, "name", name);

  return crm_txn_save (txn, record, error);
}

static int
be_writer (const char *path, guint seed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  CrmStore *store = crm_store_open (path, sample_entities (), 0, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < CHANGES; i++)
    sample_do (store, change_func, rand);
  sample_close (store);

  return 0;
}

static void
start_writers (const char *path, GSubprocess **writers)
{
  for (guint i = 0; i < WRITERS; i++) {
    g_autofree char *seed = g_strdup_printf ("%u", i + 1);
    g_autoptr (GError) error = NULL;

    writers[i] =
      g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, "writer", path, seed, NULL);
    g_assert_no_error (error);
  }
}

/* --- The listener ------------------------------------------------------------------------------*/

typedef struct {
  CrmStore *store;
  GHashTable *names; /* id → name, as put together from what was told */
  GArray *due;       /* of gint64: to be read anew */
  gboolean all_due;
  guint n_told;
  guint n_all;
} Listener;

static void
on_changed_cb (CrmStore *store, CrmChange *change, Listener *self)
{
  self->n_told++;
  if (change->all) {
    self->n_all++;
    self->all_due = TRUE;
    return;
  }
  for (guint i = 0; i < change->records->len; i++) {
    const CrmChanged *changed = &g_array_index (change->records, CrmChanged, i);

    if (g_str_equal (changed->entity->name, "party"))
      g_array_append_val (self->due, changed->id);
  }
}

static void
take (GHashTable *names, const CrmRecord *record)
{
  gint64 id = crm_record_get_id (record);

  if (crm_record_get_deleted (record) != 0)
    g_hash_table_remove (names, &id);
  else
    g_hash_table_replace (names, g_memdup2 (&id, sizeof id),
                          g_strdup (crm_record_get_text (record, "name")));
}

static GHashTable *
names_new (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

static gboolean
read_all_func (CrmTxn *txn, gpointer data, GError **error)
{
  GHashTable *names = data;
  g_autoptr (CrmQuery) query = crm_query_new ("party");
  g_autoptr (GPtrArray) all = crm_txn_query (txn, query, error);

  g_hash_table_remove_all (names);
  for (guint i = 0; all != NULL && i < all->len; i++)
    take (names, all->pdata[i]);

  return all != NULL;
}

static void
read_all (CrmStore *store, GHashTable *names)
{
  g_autoptr (GError) error = NULL;

  crm_store_run (store, CRM_TXN_READ, NULL, read_all_func, names, &error);
  g_assert_no_error (error);
}

/* Only what was told, as open cards and lists do it. */
static void
catch_up (Listener *self)
{
  if (self->all_due)
    read_all (self->store, self->names);
  for (guint i = 0; !self->all_due && i < self->due->len; i++) {
    g_autoptr (CrmRecord) record =
                 sample_get (self->store, "party", g_array_index (self->due, gint64, i));

    take (self->names, record);
  }
  self->all_due = FALSE;
  g_array_set_size (self->due, 0);
}

static gboolean
knows_all (Listener *self)
{
  g_autoptr (GHashTable) names = names_new ();
  GHashTableIter iter;
  gpointer id, name;

  read_all (self->store, names);
  if (g_hash_table_size (names) != g_hash_table_size (self->names))
    return FALSE;
  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &id, &name))
    if (g_strcmp0 (g_hash_table_lookup (self->names, id), name) != 0)
      return FALSE;

  return TRUE;
}

static void
listen_until_known (Listener *self)
{
  gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  while (!knows_all (self)) {
    g_assert_cmpint (g_get_monotonic_time (), <, end);
    crm_store_poll (self->store);
    g_main_context_iteration (NULL, FALSE);
    g_usleep (5000);
    catch_up (self);
  }
}

static gboolean
sum_up_func (CrmTxn *txn, gpointer data, GError **error)
{
  guint n = 0;

  if (!crm_txn_sum_up_history (txn, G_MAXINT64 / 2, 100000, &n, error))
    return FALSE;
  *(guint *)data += n;

  return TRUE;
}

static void
wait_writers (Listener *self, GSubprocess **writers, gboolean listening)
{
  for (guint i = 0; i < WRITERS; i++) {
    gboolean ended = FALSE;

    while (!ended) {
      g_autofree char *end = g_strdup (g_subprocess_get_identifier (writers[i]));

      ended = end == NULL;
      if (listening)
        crm_store_poll (self->store);
      g_main_context_iteration (NULL, FALSE);
      catch_up (self);
      g_usleep (5000);
    }
    g_assert_true (g_subprocess_get_successful (writers[i]));
    g_object_unref (writers[i]);
  }
}

static void
test_feed (void)
{
  g_autofree char *path = sample_path ();
  Listener self = { .names = names_new (), .due = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  GSubprocess *writers[WRITERS];
  CrmStore *keeper;
  guint n_summed = 0;
  guint n_before;

  keeper = sample_open (path, CRM_STORE_CREATE);
  for (guint i = 0; i < PARTIES; i++)
    sample_add (keeper, "party", "name", "First", NULL);
  self.store = sample_open (path, 0);
  read_all (self.store, self.names);
  g_signal_connect (self.store, "changed", G_CALLBACK (on_changed_cb), &self);

  /* Listening all the time: record by record. */
  start_writers (path, writers);
  wait_writers (&self, writers, TRUE);
  listen_until_known (&self);
  g_assert_cmpuint (self.n_told, >, 0);
  g_assert_cmpuint (self.n_all, ==, 0);

  /* Asleep while they write; then it is told of each. */
  start_writers (path, writers);
  wait_writers (&self, writers, FALSE);
  g_assert_false (knows_all (&self));
  n_before = self.n_told;
  listen_until_known (&self);
  g_assert_cmpuint (self.n_told, >, n_before);
  g_assert_cmpuint (self.n_all, ==, 0);

  /* Asleep while they write and history is summed up: it is told to read everything. */
  start_writers (path, writers);
  wait_writers (&self, writers, FALSE);
  sample_do (keeper, sum_up_func, &n_summed);
  g_assert_cmpuint (n_summed, >, 0);
  listen_until_known (&self);
  g_assert_cmpuint (self.n_all, >, 0);

  sample_assert_clean (keeper);
  sample_close (self.store);
  sample_close (keeper);
  g_hash_table_unref (self.names);
  g_array_unref (self.due);
}

int
main (int argc, char **argv)
{
  program = g_canonicalize_filename (argv[0], NULL);
  if (argc == 4 && g_str_equal (argv[1], "writer"))
    return be_writer (argv[2], (guint)atoi (argv[3]));
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/feed/ten-writers", test_feed);

  return g_test_run ();
}
