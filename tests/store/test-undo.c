/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"

#include <string.h>

static void
undo (CrmStore *store, const char *title)
{
  g_autofree char *undone = sample_undo (store);

  g_assert_cmpstr (undone, ==, title);
}

static void
redo (CrmStore *store, const char *title)
{
  g_autofree char *redone = sample_redo (store);

  g_assert_cmpstr (redone, ==, title);
}

static void
nothing_to_undo (CrmStore *store)
{
  g_autofree char *message = sample_undo_refused (store, CRM_ERROR_NOT_FOUND);

  g_assert_nonnull (strstr (message, "nothing"));
}

static void
test_create (void)
{
  CrmStore *store = sample_new ();
  gint64 id = sample_add (store, "party", "name", "Alfa", NULL);

  undo (store, "Alfa");
  g_assert_cmpint (sample_count (store, "party", NULL), ==, 0);
  nothing_to_undo (store);
  redo (store, "Alfa");
  sample_assert (store, "party", id, "name", "Alfa");
  g_assert_cmpint (sample_count (store, "party", NULL), ==, 1);
  undo (store, "Alfa");
  g_assert_cmpint (sample_count (store, "party", NULL), ==, 0);
  sample_assert_clean (store);
  sample_close (store);
}

static void
test_edit (void)
{
  CrmStore *store = sample_new ();
  gint64 id = sample_add (store, "party", "name", "Alfa", "rating", "1", NULL);

  sample_edit (store, "party", id, "name", "Beta", "rating", "", "city", "Orhei", NULL);
  sample_edit (store, "party", id, "name", "Gamma", NULL);
  undo (store, "Gamma");
  sample_assert (store, "party", id, "name", "Beta");
  undo (store, "Beta");
  sample_assert (store, "party", id, "name", "Alfa");
  sample_assert (store, "party", id, "rating", "1");
  sample_assert (store, "party", id, "city", "");
  redo (store, "Beta");
  redo (store, "Gamma");
  sample_assert (store, "party", id, "name", "Gamma");
  sample_assert (store, "party", id, "city", "Orhei");
  undo (store, "Gamma");
  sample_assert (store, "party", id, "name", "Beta");
  sample_assert_clean (store);
  sample_close (store);
}

/* After something new there is nothing to redo. */
static gboolean
redo_func (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_redo (txn, NULL, error);
}

static void
test_redo_ends (void)
{
  CrmStore *store = sample_new ();
  gint64 id = sample_add (store, "party", "name", "Alfa", NULL);
  g_autofree char *message = NULL;

  sample_edit (store, "party", id, "name", "Beta", NULL);
  undo (store, "Beta");
  sample_edit (store, "party", id, "city", "Orhei", NULL);
  message = sample_refuse (store, redo_func, NULL, CRM_ERROR_NOT_FOUND);
  sample_assert (store, "party", id, "name", "Alfa");
  sample_close (store);
}

static void
test_delete (void)
{
  CrmStore *store = sample_new ();
  gint64 id = sample_add (store, "party", "name", "Alfa", "phones.number", "111", NULL);

  sample_delete (store, "party", id);
  undo (store, "Alfa");
  g_assert_cmpint (sample_count (store, "party", NULL), ==, 1);
  sample_assert (store, "party", id, "phones.number", "111");
  redo (store, "Alfa");
  g_assert_cmpint (sample_count (store, "party", NULL), ==, 0);
  sample_assert_clean (store);
  sample_close (store);
}

static void
test_lines (void)
{
  CrmStore *store = sample_new ();
  gint64 id = sample_add (store, "party", "name", "Alfa", "phones.number", "111", "phones.number",
                          "222", "phones.number", "333", NULL);
  g_autoptr (CrmRecord) record = NULL;

  sample_edit (store, "party", id, "phones.number", "444", NULL);
  sample_edit (store, "party", id, "phones[1].number", "110", "phones[1].kind", "work", NULL);
  record = sample_get (store, "party", id);
  crm_record_remove_line (record, "phones", 1);
  sample_save (store, record);
  sample_assert (store, "party", id, "phones.number", "110 333 444");
  crm_record_move_line (record, "phones", 2, 0);
  sample_save (store, record);
  sample_assert (store, "party", id, "phones.number", "444 110 333");

  undo (store, "Alfa");
  sample_assert (store, "party", id, "phones.number", "110 333 444");
  undo (store, "Alfa");
  sample_assert (store, "party", id, "phones.number", "110 222 333 444");
  undo (store, "Alfa");
  sample_assert (store, "party", id, "phones.number", "111 222 333 444");
  undo (store, "Alfa");
  sample_assert (store, "party", id, "phones.number", "111 222 333");
  for (guint i = 0; i < 4; i++)
    redo (store, "Alfa");
  sample_assert (store, "party", id, "phones.number", "444 110 333");
  sample_assert (store, "party", id, "phones.kind", " work ");
  sample_assert_clean (store);
  sample_close (store);
}

/* Two desktops with a person at each. */
static void
two_people (CrmStore **ana, CrmStore **ion)
{
  g_autofree char *path = sample_path ();
  gint64 id;

  *ana = sample_open (path, CRM_STORE_CREATE);
  *ion = sample_open (path, 0);
  id = sample_add (*ana, "person", "name", "Ana", NULL);
  crm_store_set_person (*ana, id);
  id = sample_add (*ion, "person", "name", "Ion", NULL);
  crm_store_set_person (*ion, id);
}

static void
test_colleague_same_field (void)
{
  CrmStore *ana, *ion;
  g_autofree char *message = NULL;
  gint64 id;

  two_people (&ana, &ion);
  id = sample_add (ana, "party", "name", "Alfa", NULL);
  sample_edit (ana, "party", id, "city", "Orhei", "rating", "1", NULL);
  sample_edit (ion, "party", id, "city", "Iași", NULL);
  message = sample_undo_refused (ana, CRM_ERROR_CONFLICT);
  g_assert_nonnull (strstr (message, "City"));
  g_assert_null (strstr (message, "Rating"));
  sample_assert (ana, "party", id, "city", "Iași");
  sample_assert (ana, "party", id, "rating", "1");
  /* Once the colleague has taken theirs back, mine can be. */
  undo (ion, "Alfa");
  undo (ana, "Alfa");
  sample_assert (ana, "party", id, "city", "");
  sample_close (ion);
  sample_close (ana);
}

static void
test_colleague_other_field (void)
{
  CrmStore *ana, *ion;
  gint64 id;

  two_people (&ana, &ion);
  id = sample_add (ana, "party", "name", "Alfa", "phones.number", "111", NULL);
  sample_edit (ana, "party", id, "city", "Orhei", "phones[1].number", "110", NULL);
  sample_edit (ion, "party", id, "rating", "5", "phones.number", "222", NULL);
  undo (ana, "Alfa");
  sample_assert (ana, "party", id, "city", "");
  sample_assert (ana, "party", id, "rating", "5");
  sample_assert (ana, "party", id, "phones.number", "111 222");
  sample_close (ion);
  sample_close (ana);
}

/* A colleague's work in a line, or in a record, that I had added does not go with it. */
static void
test_colleague_in_mine (void)
{
  CrmStore *ana, *ion;
  g_autofree char *message = NULL;
  g_autofree char *second = NULL;
  gint64 id;

  two_people (&ana, &ion);
  id = sample_add (ana, "party", "name", "Alfa", NULL);
  sample_edit (ana, "party", id, "phones.number", "111", NULL);
  sample_edit (ion, "party", id, "phones[1].kind", "work", NULL);
  message = sample_undo_refused (ana, CRM_ERROR_CONFLICT);
  sample_assert (ana, "party", id, "phones.number", "111");
  sample_assert (ana, "party", id, "phones.kind", "work");

  id = sample_add (ana, "party", "name", "Beta", NULL);
  sample_edit (ion, "party", id, "city", "Iași", NULL);
  second = sample_undo_refused (ana, CRM_ERROR_CONFLICT);
  g_assert_nonnull (strstr (second, "Beta"));
  sample_assert (ana, "party", id, "city", "Iași");
  undo (ion, "Beta");
  undo (ana, "Beta");
  g_assert_cmpint (sample_count (ana, "party", NULL), ==, 1);
  sample_close (ion);
  sample_close (ana);
}

static void
test_only_mine (void)
{
  CrmStore *ana, *ion;
  gint64 mine, theirs;

  two_people (&ana, &ion);
  mine = sample_add (ana, "party", "name", "Alfa", NULL);
  theirs = sample_add (ion, "party", "name", "Beta", NULL);
  undo (ana, "Alfa");
  nothing_to_undo (ana);
  sample_assert (ana, "party", theirs, "name", "Beta");
  g_assert_cmpint (sample_count (ion, "party", NULL), ==, 1);
  g_assert_cmpint (mine, !=, theirs);
  sample_close (ion);
  sample_close (ana);
}

static void
test_reopened (void)
{
  g_autofree char *path = sample_path ();
  CrmStore *store = sample_open (path, CRM_STORE_CREATE);
  gint64 id = sample_add (store, "party", "name", "Alfa", NULL);

  sample_edit (store, "party", id, "name", "Beta", NULL);
  sample_close (store);
  store = sample_open (path, 0);
  undo (store, "Beta");
  sample_assert (store, "party", id, "name", "Alfa");
  sample_close (store);
  store = sample_open (path, 0);
  redo (store, "Beta");
  sample_assert (store, "party", id, "name", "Beta");
  sample_close (store);
}

static gboolean
many_func (CrmTxn *txn, gpointer data, GError **error)
{
  gint64 *id = data;
  g_autoptr (CrmRecord) first = crm_txn_new (txn, "party");
  g_autoptr (CrmRecord) second = crm_txn_get (txn, "party", *id, error);

  crm_record_set_text (first, "name", "Delta");
  crm_record_set_text (second, "name", "Omega");
  if (!crm_txn_save (txn, first, error) || !crm_txn_save (txn, second, error))
    return FALSE;
  /* The same record twice in one operation. */
  crm_record_set_text (second, "name", "Sigma");

  return crm_txn_save (txn, second, error) && crm_txn_delete (txn, "party", *id, error);
}

static void
test_many (void)
{
  CrmStore *store = sample_new ();
  gint64 id = sample_add (store, "party", "name", "Alfa", NULL);
  g_autofree char *all = NULL;
  g_autofree char *again = NULL;

  sample_do (store, many_func, &id);
  undo (store, "Delta");
  all = sample_find (store, "party", NULL, NULL);
  g_assert_cmpstr (all, ==, "Alfa");
  redo (store, "Delta");
  again = sample_find (store, "party", NULL, NULL);
  g_assert_cmpstr (again, ==, "Delta");
  sample_assert (store, "party", id, "name", "Sigma");
  sample_assert_clean (store);
  sample_close (store);
}

static gboolean
forbid_func (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_new (txn, "party");

  crm_txn_forbid_undo (txn);
  crm_record_set_text (record, "name", "Alfa");

  return crm_txn_save (txn, record, error);
}

static void
test_forbidden (void)
{
  CrmStore *store = sample_new ();
  g_autofree char *message = NULL;

  sample_do (store, forbid_func, NULL);
  message = sample_undo_refused (store, CRM_ERROR_DENIED);
  g_assert_nonnull (strstr (message, "Alfa"));
  g_assert_cmpint (sample_count (store, "party", NULL), ==, 1);
  sample_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/undo/create", test_create);
  g_test_add_func ("/store/undo/edit", test_edit);
  g_test_add_func ("/store/undo/redo-ends", test_redo_ends);
  g_test_add_func ("/store/undo/delete", test_delete);
  g_test_add_func ("/store/undo/lines", test_lines);
  g_test_add_func ("/store/undo/colleague-same-field", test_colleague_same_field);
  g_test_add_func ("/store/undo/colleague-other-field", test_colleague_other_field);
  g_test_add_func ("/store/undo/colleague-in-mine", test_colleague_in_mine);
  g_test_add_func ("/store/undo/only-mine", test_only_mine);
  g_test_add_func ("/store/undo/reopened", test_reopened);
  g_test_add_func ("/store/undo/many", test_many);
  g_test_add_func ("/store/undo/forbidden", test_forbidden);

  return g_test_run ();
}
