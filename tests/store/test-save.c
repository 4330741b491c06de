/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"

#include <string.h>

static void
test_read_back (void)
{
  CrmStore *store = sample_new ();
  gint64 id = sample_add (store, "party", "name", "Alfa", "city", "Iași", "rating", "5",
                          "phones.number", "022 11", "phones.number", "022 22", NULL);
  g_autoptr (CrmRecord) record = sample_get (store, "party", id);

  g_assert_cmpint (crm_record_get_version (record), ==, 1);
  g_assert_cmpint (crm_record_get_n (record), ==, 1);
  g_assert_cmpint (crm_record_get_int (record, "created_at"), ==, SAMPLE_NOW);
  g_assert_false (crm_record_has_changes (record));
  sample_assert (store, "party", id, "name", "Alfa");
  sample_assert (store, "party", id, "city", "Iași");
  sample_assert (store, "party", id, "kind", "client");
  sample_assert (store, "party", id, "rating", "5");
  sample_assert (store, "party", id, "deals", "0");
  sample_assert (store, "party", id, "phones.number", "022 11 022 22");
  sample_edit (store, "party", id, "name", "Beta", "rating", "", NULL);
  sample_assert (store, "party", id, "name", "Beta");
  sample_assert (store, "party", id, "rating", "");
  sample_assert_clean (store);
  sample_close (store);
}

static void
test_reopen (void)
{
  g_autofree char *path = sample_path ();
  CrmStore *store = sample_open (path, CRM_STORE_CREATE);
  gint64 id = sample_add (store, "party", "name", "Alfa", NULL);

  sample_close (store);
  store = sample_open (path, 0);
  sample_assert (store, "party", id, "name", "Alfa");
  g_assert_false (crm_store_is_read_only (store));
  sample_close (store);
}

/* A save that changes nothing writes nothing: no version, no history. */
static void
test_no_change (void)
{
  CrmStore *store = sample_new ();
  gint64 id = sample_add (store, "party", "name", "Alfa", NULL);
  g_autoptr (CrmRecord) record = NULL;

  sample_edit (store, "party", id, "name", "Alfa", NULL);
  record = sample_get (store, "party", id);
  g_assert_cmpint (crm_record_get_version (record), ==, 1);
  sample_close (store);
}

static void
refused (CrmStore *store,
         CrmError code,
         gint64 id,
         const char *path,
         const char *text,
         const char *says)
{
  g_autofree char *message =
    id != 0 ? sample_edit_refused (store, code, "party", id, path, text, NULL)
            : sample_edit_refused (store, code, "party", 0, "name", "Gamma", path, text, NULL);

  if (strstr (message, says) == NULL)
    g_error ("“%s” does not say “%s”", message, says);
}

static void
test_refused (void)
{
  CrmStore *store = sample_new ();
  gint64 id = sample_add (store, "party", "name", "Alfa", "code", "A1", NULL);
  g_autofree char *longest = g_strnfill (10000, 'x');
  g_autofree char *nameless =
    sample_edit_refused (store, CRM_ERROR_INVALID, "party", 0, "city", "Iași", NULL);

  g_assert_nonnull (strstr (nameless, "Name"));
  refused (store, CRM_ERROR_INVALID, id, "name", "", "Name");
  refused (store, CRM_ERROR_INVALID, id, "rating", "many", "Rating");
  refused (store, CRM_ERROR_INVALID, id, "kind", "friend", "Kind");
  refused (store, CRM_ERROR_INVALID, id, "name", longest, "Name");
  refused (store, CRM_ERROR_INVALID, id, "name", "Nobody", "Nobody");
  refused (store, CRM_ERROR_UNIQUE, 0, "code", "A1", "A1");
  refused (store, CRM_ERROR_NOT_FOUND, id, "deals", "7", "deals");
  g_assert_cmpint (sample_count (store, "party", NULL), ==, 1);
  sample_assert (store, "party", id, "name", "Alfa");
  sample_assert_clean (store);
  sample_close (store);
}

/* Code goes around the checks of typing; the save does not. */
static void
test_wrong_kinds (void)
{
  CrmStore *store = sample_new ();
  gint64 id = sample_add (store, "party", "name", "Alfa", NULL);
  g_autoptr (CrmRecord) record = sample_get (store, "party", id);
  g_autofree char *message = NULL;
  g_autofree char *second = NULL;

  crm_record_set_text (record, "rating", "abc");
  message = sample_save_refused (store, record, CRM_ERROR_INVALID);
  g_assert_nonnull (strstr (message, "Rating"));
  crm_record_revert (record);
  crm_record_set_text (record, "kind", "friend");
  second = sample_save_refused (store, record, CRM_ERROR_INVALID);
  crm_record_revert (record);
  crm_record_set_text (record, "city", "Orhei");
  sample_save (store, record);
  sample_assert (store, "party", id, "city", "Orhei");
  sample_close (store);
}

static void
test_unique (void)
{
  CrmStore *store = sample_new ();
  gint64 first = sample_add (store, "party", "name", "Alfa", "code", "A1", NULL);
  gint64 second = sample_add (store, "party", "name", "Beta", "code", "B1", NULL);

  refused (store, CRM_ERROR_UNIQUE, second, "code", "A1", "Code “A1”");
  /* What is in the trash gives its number free, and cannot come back while it is taken. */
  sample_delete (store, "party", first);
  sample_edit (store, "party", second, "code", "A1", NULL);
  sample_assert_clean (store);
  sample_close (store);
}

static void
test_moves (void)
{
  CrmStore *store = sample_new ();
  gint64 id = sample_add (store, "deal", "name", "Chairs", NULL);
  g_autofree char *message =
    sample_edit_refused (store, CRM_ERROR_INVALID, "deal", id, "stage", "won", NULL);

  g_assert_nonnull (strstr (message, "“New” to “Won”"));
  sample_edit (store, "deal", id, "stage", "talks", NULL);
  sample_edit (store, "deal", id, "stage", "lost", NULL);
  sample_edit (store, "deal", id, "stage", "talks", NULL);
  sample_assert (store, "deal", id, "stage", "talks");
  sample_close (store);
}

/* A wrong click is taken back where no way leads back. */
static void
test_move_undone (void)
{
  CrmStore *store = sample_new ();
  gint64 id = sample_add (store, "deal", "name", "Chairs", NULL);
  g_autofree char *message = NULL;

  sample_edit (store, "deal", id, "stage", "talks", NULL);
  message = sample_edit_refused (store, CRM_ERROR_INVALID, "deal", id, "stage", "new", NULL);
  g_free (sample_undo (store));
  sample_assert (store, "deal", id, "stage", "new");
  g_free (sample_redo (store));
  sample_assert (store, "deal", id, "stage", "talks");
  sample_close (store);
}

static void
test_frozen (void)
{
  CrmStore *store = sample_new ();
  gint64 id = sample_add (store, "deal", "name", "Chairs", "stage", "talks", NULL);
  g_autofree char *message = NULL;
  g_autofree char *again = NULL;

  sample_edit (store, "deal", id, "stage", "won", "name", "Ten chairs", NULL);
  message = sample_edit_refused (store, CRM_ERROR_DENIED, "deal", id, "name", "Tables", NULL);
  g_assert_nonnull (strstr (message, "Ten chairs"));
  again = sample_edit_refused (store, CRM_ERROR_DENIED, "deal", id, "stage", "talks", NULL);
  sample_edit (store, "deal", id, "note", "Paid in cash", NULL);
  sample_assert (store, "deal", id, "note", "Paid in cash");
  sample_assert (store, "deal", id, "name", "Ten chairs");
  sample_close (store);
}

static void
refused_reference (CrmStore *store, const char *entity, const char *path, const char *id)
{
  g_autofree char *message =
    sample_edit_refused (store, CRM_ERROR_NOT_FOUND, entity, 0, "name", "Any", path, id, NULL);

  g_assert_nonnull (strstr (message, "is not there, or in the trash"));
}

static void
test_references (void)
{
  CrmStore *store = sample_new ();
  gint64 client = sample_add (store, "party", "name", "Alfa", NULL);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, client);
  gint64 deal = sample_add (store, "deal", "name", "Chairs", "client", id, NULL);

  refused_reference (store, "deal", "client", "77");
  refused_reference (store, "party", "group", "77");
  refused_reference (store, "party", "phones.via", "77");
  sample_delete (store, "party", client);
  refused_reference (store, "deal", "client", id);
  refused_reference (store, "party", "phones.via", id);
  /* A deal of a client that has gone since can still be worked on. */
  sample_edit (store, "deal", deal, "name", "Tables", NULL);
  sample_assert (store, "deal", deal, "name", "Tables");
  sample_close (store);
}

/* A line that stands as it was is not checked anew: what it names may have gone since. */
static void
test_old_lines (void)
{
  CrmStore *store = sample_new ();
  gint64 via = sample_add (store, "party", "name", "Alfa", NULL);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, via);
  gint64 party = sample_add (store, "party", "name", "Beta", "phones.via", id, NULL);

  sample_delete (store, "party", via);
  sample_edit (store, "party", party, "city", "Orhei", NULL);
  sample_assert (store, "party", party, "city", "Orhei");
  sample_close (store);
}

static void
test_trash (void)
{
  CrmStore *store = sample_new ();
  gint64 id = sample_add (store, "party", "name", "Alfa", "phones.number", "111", NULL);
  g_autoptr (CrmQuery) trash = crm_query_new ("party");
  g_autofree char *message = NULL;

  trash->trash = TRUE;
  sample_delete (store, "party", id);
  g_assert_cmpint (sample_count (store, "party", NULL), ==, 0);
  sample_assert_titles (store, trash, "Alfa");
  sample_assert (store, "party", id, "phones.number", "111");
  message = sample_edit_refused (store, CRM_ERROR_NOT_FOUND, "party", id, "name", "Beta", NULL);
  g_assert_nonnull (strstr (message, "trash"));
  /* Twice is once. */
  sample_delete (store, "party", id);
  sample_restore (store, "party", id);
  sample_restore (store, "party", id);
  g_assert_cmpint (sample_count (store, "party", NULL), ==, 1);
  sample_edit (store, "party", id, "name", "Beta", NULL);
  sample_assert_titles (store, trash, "");
  sample_assert_clean (store);
  sample_close (store);
}

static void
test_derived (void)
{
  CrmStore *store = sample_new ();
  gint64 a = sample_add (store, "party", "name", "Alfa", NULL);
  gint64 b = sample_add (store, "party", "name", "Beta", NULL);
  g_autofree char *a_id = g_strdup_printf ("%" G_GINT64_FORMAT, a);
  g_autofree char *b_id = g_strdup_printf ("%" G_GINT64_FORMAT, b);
  gint64 deal = sample_add (store, "deal", "name", "Chairs", "client", a_id, NULL);
  g_autoptr (CrmRecord) record = NULL;

  sample_assert (store, "party", a, "deals", "1");
  sample_edit (store, "deal", deal, "client", b_id, NULL);
  sample_assert (store, "party", a, "deals", "0");
  sample_assert (store, "party", b, "deals", "1");
  sample_delete (store, "deal", deal);
  sample_assert (store, "party", b, "deals", "0");
  sample_restore (store, "deal", deal);
  sample_assert (store, "party", b, "deals", "1");
  /* None of it is a version of the client. */
  record = sample_get (store, "party", b);
  g_assert_cmpint (crm_record_get_version (record), ==, 1);
  sample_assert_clean (store);
  sample_close (store);
}

static gboolean
bad_func (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "party");

  crm_record_set_text (record, "name", "Gone again");
  if (!crm_txn_save (txn, record, error))
    return FALSE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, "thought better of it");

  return FALSE;
}

static void
test_rollback (void)
{
  CrmStore *store = sample_new ();
  g_autofree char *message = sample_refuse (store, bad_func, NULL, CRM_ERROR_INVALID);
  g_autofree char *found = NULL;

  g_assert_nonnull (strstr (message, "better"));
  g_assert_cmpint (sample_count (store, "party", NULL), ==, 0);
  sample_add (store, "party", "name", "Gamma", NULL);
  found = sample_find (store, "party", NULL, "g");
  g_assert_cmpstr (found, ==, "Gamma");
  sample_assert_clean (store);
  sample_close (store);
}

static gboolean
read_only_func (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "party");

  crm_record_set_text (record, "name", "Alfa");

  return crm_txn_save (txn, record, error);
}

static void
test_read_transaction (void)
{
  CrmStore *store = sample_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (crm_store_run (store, CRM_TXN_READ, NULL, read_only_func, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_READ_ONLY);
  sample_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/save/read-back", test_read_back);
  g_test_add_func ("/store/save/reopen", test_reopen);
  g_test_add_func ("/store/save/no-change", test_no_change);
  g_test_add_func ("/store/save/refused", test_refused);
  g_test_add_func ("/store/save/wrong-kinds", test_wrong_kinds);
  g_test_add_func ("/store/save/unique", test_unique);
  g_test_add_func ("/store/save/moves", test_moves);
  g_test_add_func ("/store/save/move-undone", test_move_undone);
  g_test_add_func ("/store/save/frozen", test_frozen);
  g_test_add_func ("/store/save/references", test_references);
  g_test_add_func ("/store/save/old-lines", test_old_lines);
  g_test_add_func ("/store/save/trash", test_trash);
  g_test_add_func ("/store/save/derived", test_derived);
  g_test_add_func ("/store/save/rollback", test_rollback);
  g_test_add_func ("/store/save/read-transaction", test_read_transaction);

  return g_test_run ();
}
