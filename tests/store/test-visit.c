/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"

#include <string.h>

/* Several saves under one operation: a visit to a card, a bulk edit in parts. */
typedef struct {
  gint64 operation;
  gint64 id;
  const char *path;
  const char *text;
  gboolean unfinished;
  gboolean continued;
} Save;

static gboolean
save_func (CrmTxn *txn, gpointer data, GError **error)
{
  Save *save = data;
  g_autoptr (CrmRecord) record = crm_txn_get (txn, "party", save->id, error);

  save->continued = crm_txn_continue (txn, save->operation);
  if (save->unfinished)
    crm_txn_set_unfinished (txn);
  if (record == NULL || !crm_record_assign (record, save->path, save->text, NULL, NULL, error) ||
      !crm_txn_save (txn, record, error))
    return FALSE;
  save->operation = crm_txn_get_operation (txn);
  return TRUE;
}

/* Returns the operation it went under. */
static gint64
save_under (CrmStore *store, gint64 operation, gint64 id, const char *path, const char *text)
{
  Save save = { .operation = operation, .id = id, .path = path, .text = text };

  sample_do (store, save_func, &save);
  g_assert_true (operation == 0 || save.continued == (save.operation == operation));
  return save.operation;
}

typedef struct {
  gint64 id;
  char *text;
} History;

static gboolean
history_func (CrmTxn *txn, gpointer data, GError **error)
{
  History *history = data;
  g_autoptr (GPtrArray) entries = crm_txn_history (txn, history->id, 0, error);
  GString *text = g_string_new (NULL);

  for (guint i = 0; entries != NULL && i < entries->len; i++) {
    const CrmHistory *entry = g_ptr_array_index (entries, i);

    g_string_append_printf (text, "%s%s", i > 0 ? " | " : "",
                            entry->changes != NULL ? entry->changes : entry->verb);
  }
  g_free (history->text);
  history->text = g_string_free (text, FALSE);
  return entries != NULL;
}

/* Newest first. */
static void
assert_history (CrmStore *store, gint64 id, const char *text)
{
  History history = { .id = id };

  sample_do (store, history_func, &history);
  g_assert_cmpstr (history.text, ==, text);
  g_free (history.text);
}

static void
undo (CrmStore *store)
{
  g_autofree char *undone = sample_undo (store);
}

static void
test_one_entry (void)
{
  CrmStore *store = sample_new ();
  gint64 id = sample_add (store, "party", "name", "Alfa", NULL);
  gint64 visit = save_under (store, 0, id, "city", "Orhei");
  g_autofree char *redone = NULL;

  g_assert_cmpint (save_under (store, visit, id, "rating", "5"), ==, visit);
  g_assert_cmpint (save_under (store, visit, id, "city", "Iași"), ==, visit);
  assert_history (store, id, "{\"city\":[null,\"Iași\"],\"rating\":[null,\"5\"]} | test");
  undo (store);
  sample_assert (store, "party", id, "city", "");
  sample_assert (store, "party", id, "rating", "");
  redone = sample_redo (store);
  sample_assert (store, "party", id, "city", "Iași");
  sample_assert (store, "party", id, "rating", "5");
  sample_assert_clean (store);
  sample_close (store);
}

/* There and back again is a row without changes, not an entry that undoes nothing wrongly. */
static void
test_back_again (void)
{
  CrmStore *store = sample_new ();
  gint64 id = sample_add (store, "party", "name", "Alfa", "city", "Iași", NULL);
  gint64 visit = save_under (store, 0, id, "city", "Orhei");

  save_under (store, visit, id, "city", "Iași");
  assert_history (store, id, "{} | test");
  undo (store);
  sample_assert (store, "party", id, "city", "Iași");
  sample_assert (store, "party", id, "name", "Alfa");
  sample_close (store);
}

static void
test_lines (void)
{
  CrmStore *store = sample_new ();
  gint64 id = sample_add (store, "party", "name", "Alfa", "phones.number", "111", NULL);
  gint64 visit = save_under (store, 0, id, "phones.number", "222");

  save_under (store, visit, id, "phones[2].number", "223");
  save_under (store, visit, id, "phones[1].number", "110");
  save_under (store, visit, id, "phones[2].kind", "work");
  sample_assert (store, "party", id, "phones.number", "110 223");
  undo (store);
  sample_assert (store, "party", id, "phones.number", "111");
  sample_assert (store, "party", id, "phones.kind", "");
  sample_assert_clean (store);
  sample_close (store);
}

static void
test_created (void)
{
  CrmStore *store = sample_new ();
  gint64 id = sample_add (store, "party", "name", "Alfa", NULL);
  gint64 visit = save_under (store, 0, id, "city", "Orhei");

  undo (store);
  /* What was undone is over: the next save is another visit. */
  g_assert_cmpint (save_under (store, visit, id, "city", "Iași"), !=, visit);
  undo (store);
  sample_assert (store, "party", id, "city", "");
  sample_close (store);
}

/* Two people's saves of one record by turns stay in the order in which they were made. */
static void
test_colleague_between (void)
{
  g_autofree char *path = sample_path ();
  CrmStore *ana = sample_open (path, CRM_STORE_CREATE);
  CrmStore *ion = sample_open (path, 0);
  g_autofree char *message = NULL;
  gint64 id, visit;

  crm_store_set_person (ana, sample_add (ana, "person", "name", "Ana", NULL));
  crm_store_set_person (ion, sample_add (ion, "person", "name", "Ion", NULL));
  id = sample_add (ana, "party", "name", "Alfa", NULL);
  visit = save_under (ana, 0, id, "city", "Orhei");
  /* Not his to go on with. */
  g_assert_cmpint (save_under (ion, visit, id, "city", "Iași"), !=, visit);
  save_under (ana, visit, id, "city", "Bălți");
  assert_history (ana, id,
                  "{\"city\":[\"Iași\",\"Bălți\"]} | {\"city\":[\"Orhei\",\"Iași\"]} | "
                  "{\"city\":[null,\"Orhei\"]} | test");
  message = sample_undo_refused (ana, CRM_ERROR_CONFLICT);
  g_assert_nonnull (strstr (message, "City"));
  sample_assert (ana, "party", id, "city", "Bălți");
  sample_close (ion);
  sample_close (ana);
}

static void
on_changed_cb (CrmStore *store, CrmChange *change, gpointer data)
{
  *(gboolean *)data = change->records->len == 1;
}

/* Who follows the log sees every part. */
static void
test_followed (void)
{
  g_autofree char *path = sample_path ();
  CrmStore *ana = sample_open (path, CRM_STORE_CREATE);
  CrmStore *ion;
  gint64 id = sample_add (ana, "party", "name", "Alfa", NULL);
  gint64 visit = save_under (ana, 0, id, "city", "Orhei");
  gboolean told = FALSE;

  ion = sample_open (path, 0);
  g_signal_connect (ion, "changed", G_CALLBACK (on_changed_cb), &told);
  for (guint i = 1; i <= 3; i++) {
    g_autofree char *text = g_strdup_printf ("%u", i);

    told = FALSE;
    save_under (ana, visit, id, "rating", text);
    crm_store_poll (ion);
    sample_wait (&told);
    sample_settle ();
  }
  sample_close (ion);
  sample_close (ana);
}

static gboolean
cut_off_func (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) found = crm_txn_cut_off (txn, error);

  if (found == NULL)
    return FALSE;
  *(gint64 *)data = found->len > 0 ? ((CrmOperation *)found->pdata[0])->id : 0;
  return TRUE;
}

static gint64
cut_off (CrmStore *store)
{
  gint64 operation = -1;

  sample_do (store, cut_off_func, &operation);
  return operation;
}

static gboolean
accept_func (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_accept_cut_off (txn, *(gint64 *)data, error);
}

/* The program ended between two parts: the next one offers to take back what was done. */
static void
test_cut_off (void)
{
  g_autofree char *path = sample_path ();
  CrmStore *store = sample_open (path, CRM_STORE_CREATE);
  gint64 id = sample_add (store, "party", "name", "Alfa", NULL);
  gint64 other = sample_add (store, "party", "name", "Beta", NULL);
  Save save = { .id = id, .path = "city", .text = "Orhei", .unfinished = TRUE };
  Save last;

  sample_do (store, save_func, &save);
  g_assert_cmpint (cut_off (store), ==, 0);
  sample_close (store);

  store = sample_open_later (path, 10 * 60);
  g_assert_cmpint (cut_off (store), ==, save.operation);
  /* A last part ends it, also one that finds nothing to do. */
  last = save;
  last.id = other;
  last.unfinished = FALSE;
  sample_do (store, save_func, &last);
  g_assert_cmpint (cut_off (store), ==, 0);
  save.operation = 0;
  save.text = "Iași";
  sample_do (store, save_func, &save);
  sample_close (store);

  store = sample_open_later (path, 20 * 60);
  g_assert_cmpint (cut_off (store), ==, save.operation);
  sample_do (store, accept_func, &save.operation);
  g_assert_cmpint (cut_off (store), ==, 0);
  sample_assert (store, "party", id, "city", "Iași");
  sample_close (store);
}

typedef struct {
  CrmOperationFilter filter;
  const char *entity;
  char *text;
} Asked;

static gboolean
operations_func (CrmTxn *txn, gpointer data, GError **error)
{
  Asked *asked = data;
  CrmOperationFilter filter = asked->filter;
  g_autoptr (GPtrArray) found = NULL;
  GString *text = g_string_new (NULL);

  if (asked->entity != NULL)
    filter.entity = crm_schema_find (crm_txn_get_schema (txn), asked->entity);
  found = crm_txn_operations (txn, &filter, error);
  for (guint i = 0; found != NULL && i < found->len; i++) {
    const CrmOperation *operation = found->pdata[i];

    g_string_append_printf (text, "%s%s %s %u", i > 0 ? ", " : "", operation->entity->name,
                            operation->title, operation->n_records);
  }
  g_free (asked->text);
  asked->text = g_string_free (text, FALSE);
  return found != NULL;
}

static void
test_operations (void)
{
  CrmStore *store = sample_new ();
  gint64 ana = sample_add (store, "person", "name", "Ana", NULL);
  gint64 id, visit;
  Asked asked = { 0 };

  crm_store_set_person (store, ana);
  id = sample_add (store, "party", "name", "Alfa", NULL);
  visit = save_under (store, 0, id, "city", "Orhei");
  save_under (store, visit, id, "city", "Iași");
  save_under (store, visit, sample_add (store, "party", "name", "Beta", NULL), "city", "Iași");
  sample_do (store, operations_func, &asked);
  g_assert_cmpstr (asked.text, ==, "party Alfa 2, party Beta 1, party Alfa 1, person Ana 1");
  asked.filter.person = ana;
  asked.filter.limit = 1;
  sample_do (store, operations_func, &asked);
  g_assert_cmpstr (asked.text, ==, "party Alfa 2");
  asked.filter = (CrmOperationFilter){ .person = ana, .not_person = TRUE };
  sample_do (store, operations_func, &asked);
  g_assert_cmpstr (asked.text, ==, "person Ana 1");
  asked.filter = (CrmOperationFilter){ 0 };
  asked.entity = "person";
  sample_do (store, operations_func, &asked);
  g_assert_cmpstr (asked.text, ==, "person Ana 1");
  asked.entity = NULL;
  asked.filter.after_seq = G_MAXINT64;
  sample_do (store, operations_func, &asked);
  g_assert_cmpstr (asked.text, ==, "");
  g_free (asked.text);
  sample_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/visit/one-entry", test_one_entry);
  g_test_add_func ("/store/visit/back-again", test_back_again);
  g_test_add_func ("/store/visit/lines", test_lines);
  g_test_add_func ("/store/visit/undone-between", test_created);
  g_test_add_func ("/store/visit/colleague-between", test_colleague_between);
  g_test_add_func ("/store/visit/followed", test_followed);
  g_test_add_func ("/store/visit/cut-off", test_cut_off);
  g_test_add_func ("/store/visit/operations", test_operations);

  return g_test_run ();
}
