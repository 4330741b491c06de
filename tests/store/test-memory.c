/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"

#include <sqlite3.h>
#include <stdlib.h>

/*
 * The engine gets no memory, at each of its requests in turn: the save says so, nothing or all of
 * it is in the file, and the next one works. In a process of its own, for the engine takes its
 * memory from where it was told before it was first used.
 */

#define MOST_REQUESTS 20000
/* Between two failures looked at from end to end. */
#define FAULTS_PER_CHECK 50

static char *program;

static sqlite3_mem_methods real;
static gint countdown; /* atomic; 0 when nothing is to fail */
static gint failed;

static gboolean
is_refused (void)
{
  if (g_atomic_int_get (&countdown) == 0 || !g_atomic_int_dec_and_test (&countdown))
    return FALSE;
  g_atomic_int_inc (&failed);

  return TRUE;
}

static void *
refuse_malloc (int size)
{
  return is_refused () ? NULL : real.xMalloc (size);
}

static void *
refuse_realloc (void *data, int size)
{
  return is_refused () ? NULL : real.xRealloc (data, size);
}

static void
give_little_memory (void)
{
  sqlite3_mem_methods little;

  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_GETMALLOC, &real), ==, SQLITE_OK);
  little = real;
  little.xMalloc = refuse_malloc;
  little.xRealloc = refuse_realloc;
  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_MALLOC, &little), ==, SQLITE_OK);
}

static gboolean
save_func (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) party = crm_txn_get (txn, "party", *(gint64 *)data, error);
  g_autoptr (CrmRecord) deal = crm_txn_new (txn, "deal");
  g_autofree char *name = NULL;

  if (party == NULL)
    return FALSE;
  name = g_strdup_printf ("Alfa %d", (int)crm_record_get_version (party));
  crm_record_set_text (party, "name", name);
  crm_record_set_text (deal, "name", name);
  crm_record_set_int (deal, "client", crm_record_get_id (party));

  return crm_txn_save (txn, party, error) && crm_txn_save (txn, deal, error);
}

/* The count that the deals are derived to, and the deals. */
static void
assert_whole (CrmStore *store, gint64 party, gint64 deals)
{
  g_autofree char *count = g_strdup_printf ("%d", (int)deals);

  g_assert_cmpint (sample_count (store, "deal", NULL), ==, deals);
  sample_assert (store, "party", party, "deals", count);
}

static void
be_short (const char *path)
{
  CrmStore *store;
  gint64 party, deals = 0;
  guint n = 1;

  give_little_memory ();
  store = sample_open (path, CRM_STORE_CREATE);
  party = sample_add (store, "party", "name", "Alfa", NULL);
  for (gboolean met = TRUE; met; n++) {
    g_autoptr (GError) error = NULL;

    g_assert_cmpuint (n, <, MOST_REQUESTS);
    g_atomic_int_set (&failed, 0);
    g_atomic_int_set (&countdown, n);
    if (crm_store_run (store, CRM_TXN_WRITE, "test", save_func, &party, &error))
      deals++;
    else
      g_assert_true (error->domain == CRM_ERROR && error->code == CRM_ERROR_IO);
    g_atomic_int_set (&countdown, 0);
    met = g_atomic_int_get (&failed) > 0;
    assert_whole (store, party, deals);
    if (n % FAULTS_PER_CHECK == 0)
      sample_assert_clean (store);
  }
  g_assert_cmpint (deals, >, 0);
  sample_assert_clean (store);
  sample_close (store);
  g_print ("%u requests\n", n);
}

static void
test_short (void)
{
  g_autofree char *path = sample_path ();
  g_autofree char *out = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                                      program, "short", path, NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  /* The statements and pages of a save: the engine was really refused, many times. */
  g_assert_cmpint (atoi (out), >, 50);
}

int
main (int argc, char **argv)
{
  program = g_canonicalize_filename (argv[0], NULL);
  if (argc == 3 && g_str_equal (argv[1], "short")) {
    be_short (argv[2]);
    return 0;
  }

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/memory/short", test_short);

  return g_test_run ();
}
