/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"

#include "model/crm-format.h"
#include "support/crm-test.h"

#include <sqlite3.h>

/* --- Files -------------------------------------------------------------------------------------*/

char *
sample_path (void)
{
  static guint n;
  g_autofree char *name = g_strdup_printf ("sample-%u.kontor", n++);

  return crm_test_path (name);
}

static CrmStore *
open_store (const char *path, CrmStoreFlags flags, gint64 seconds, GError **error)
{
  static guint seed;
  g_autoptr (CrmClock) clock = crm_clock_new_fixed (SAMPLE_NOW + seconds * 1000, ++seed);

  return crm_store_open (path, sample_entities (), flags, clock, error);
}

CrmStore *
sample_open (const char *path, CrmStoreFlags flags)
{
  g_autoptr (GError) error = NULL;
  CrmStore *store = open_store (path, flags, 0, &error);

  g_assert_no_error (error);
  g_assert_nonnull (store);

  return store;
}

CrmStore *
sample_open_later (const char *path, gint64 seconds)
{
  g_autoptr (GError) error = NULL;
  CrmStore *store = open_store (path, 0, seconds, &error);

  g_assert_no_error (error);
  g_assert_nonnull (store);

  return store;
}

char *
sample_open_refused (const char *path, CrmStoreFlags flags, CrmError code)
{
  g_autoptr (GError) error = NULL;
  CrmStore *store = open_store (path, flags, 0, &error);

  g_assert_null (store);
  g_assert_error (error, CRM_ERROR, code);

  return g_strdup (error->message);
}

CrmStore *
sample_new (void)
{
  g_autofree char *path = sample_path ();

  return sample_open (path, CRM_STORE_CREATE);
}

void
sample_close (CrmStore *store)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (crm_store_close (store, &error));
  g_assert_no_error (error);
  sample_settle ();
  g_assert_finalize_object (store);
}

void
sample_do (CrmStore *store, CrmTxnFunc func, gpointer data)
{
  g_autoptr (GError) error = NULL;

  crm_store_run (store, CRM_TXN_WRITE, "test", func, data, &error);
  g_assert_no_error (error);
}

char *
sample_refuse (CrmStore *store, CrmTxnFunc func, gpointer data, CrmError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (crm_store_run (store, CRM_TXN_WRITE, "test", func, data, &error));
  g_assert_error (error, CRM_ERROR, code);

  return g_strdup (error->message);
}

/* --- Records -----------------------------------------------------------------------------------*/

typedef struct {
  const char *entity;
  gint64 id;
  GStrv pairs;
  CrmRecord *record;
  char *text;
} Work;

static GStrv
take_pairs (va_list args)
{
  GPtrArray *pairs = g_ptr_array_new ();
  const char *part;

  while ((part = va_arg (args, const char *)) != NULL)
    g_ptr_array_add (pairs, g_strdup (part));
  g_ptr_array_add (pairs, NULL);

  return (GStrv)g_ptr_array_free (pairs, FALSE);
}

static gboolean
edit_func (CrmTxn *txn, gpointer data, GError **error)
{
  Work *work = data;
  g_autoptr (CrmRecord) record = work->id != 0 ? crm_txn_get (txn, work->entity, work->id, error)
                                               : crm_txn_new (txn, work->entity);

  if (record == NULL)
    return FALSE;
  for (guint i = 0; work->pairs[i] != NULL; i += 2)
    if (!crm_record_assign (record, work->pairs[i], work->pairs[i + 1], NULL, NULL, error))
      return FALSE;
  if (!crm_txn_save (txn, record, error))
    return FALSE;
  work->id = crm_record_get_id (record);

  return TRUE;
}

gint64
sample_add (CrmStore *store, const char *entity, ...)
{
  Work work = { .entity = entity };
  va_list args;

  va_start (args, entity);
  work.pairs = take_pairs (args);
  va_end (args);
  sample_do (store, edit_func, &work);
  g_strfreev (work.pairs);

  return work.id;
}

void
sample_edit (CrmStore *store, const char *entity, gint64 id, ...)
{
  Work work = { .entity = entity, .id = id };
  va_list args;

  va_start (args, id);
  work.pairs = take_pairs (args);
  va_end (args);
  sample_do (store, edit_func, &work);
  g_strfreev (work.pairs);
}

char *
sample_edit_refused (CrmStore *store, CrmError code, const char *entity, gint64 id, ...)
{
  Work work = { .entity = entity, .id = id };
  char *message;
  va_list args;

  va_start (args, id);
  work.pairs = take_pairs (args);
  va_end (args);
  message = sample_refuse (store, edit_func, &work, code);
  g_strfreev (work.pairs);

  return message;
}

static gboolean
get_func (CrmTxn *txn, gpointer data, GError **error)
{
  Work *work = data;

  g_clear_pointer (&work->record, crm_record_unref);
  work->record = crm_txn_get (txn, work->entity, work->id, error);

  return work->record != NULL;
}

CrmRecord *
sample_get (CrmStore *store, const char *entity, gint64 id)
{
  Work work = { .entity = entity, .id = id };
  g_autoptr (GError) error = NULL;

  crm_store_run (store, CRM_TXN_READ, NULL, get_func, &work, &error);
  g_assert_no_error (error);

  return work.record;
}

static gboolean
save_func (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_save (txn, data, error);
}

void
sample_save (CrmStore *store, CrmRecord *record)
{
  sample_do (store, save_func, record);
}

char *
sample_save_refused (CrmStore *store, CrmRecord *record, CrmError code)
{
  return sample_refuse (store, save_func, record, code);
}

static gboolean
delete_func (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_delete (txn, ((Work *)data)->entity, ((Work *)data)->id, error);
}

static gboolean
restore_func (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_restore (txn, ((Work *)data)->entity, ((Work *)data)->id, error);
}

void
sample_delete (CrmStore *store, const char *entity, gint64 id)
{
  Work work = { .entity = entity, .id = id };

  sample_do (store, delete_func, &work);
}

void
sample_restore (CrmStore *store, const char *entity, gint64 id)
{
  Work work = { .entity = entity, .id = id };

  sample_do (store, restore_func, &work);
}

static gboolean
undo_func (CrmTxn *txn, gpointer data, GError **error)
{
  Work *work = data;

  g_clear_pointer (&work->text, g_free);

  return crm_txn_undo (txn, 0, &work->text, error);
}

static gboolean
redo_func (CrmTxn *txn, gpointer data, GError **error)
{
  Work *work = data;

  g_clear_pointer (&work->text, g_free);

  return crm_txn_redo (txn, &work->text, error);
}

char *
sample_undo (CrmStore *store)
{
  Work work = { 0 };

  sample_do (store, undo_func, &work);

  return work.text;
}

char *
sample_redo (CrmStore *store)
{
  Work work = { 0 };

  sample_do (store, redo_func, &work);

  return work.text;
}

char *
sample_undo_refused (CrmStore *store, CrmError code)
{
  Work work = { 0 };
  char *message = sample_refuse (store, undo_func, &work, code);

  g_free (work.text);

  return message;
}

static char *
value_text (const CrmRecord *record, const char *field)
{
  int index = crm_entity_field_index (crm_record_get_entity (record), field);

  g_assert_cmpint (index, >=, 0);

  return crm_field_to_string (&crm_record_get_entity (record)->fields[index],
                              crm_record_get_at (record, index), NULL);
}

char *
sample_text (CrmStore *store, const char *entity, gint64 id, const char *path)
{
  g_autoptr (CrmRecord) record = sample_get (store, entity, id);
  g_auto (GStrv) steps = g_strsplit (path, ".", 2);
  g_autoptr (GString) all = g_string_new (NULL);
  GPtrArray *lines;

  if (steps[1] == NULL)
    return value_text (record, path);
  lines = crm_record_get_lines (record, steps[0]);
  for (guint i = 0; i < lines->len; i++) {
    g_autofree char *text = value_text (lines->pdata[i], steps[1]);

    g_string_append_printf (all, "%s%s", i > 0 ? " " : "", text);
  }

  return g_string_free (g_steal_pointer (&all), FALSE);
}

/* --- Questions ---------------------------------------------------------------------------------*/

typedef struct {
  CrmQuery *query;
  char *titles;
  gint64 count;
} Question;

static gboolean
titles_func (CrmTxn *txn, gpointer data, GError **error)
{
  Question *question = data;
  g_autoptr (GPtrArray) records = crm_txn_query (txn, question->query, error);
  g_autoptr (GString) titles = g_string_new (NULL);

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++) {
    g_autofree char *title = crm_record_title (records->pdata[i]);

    g_string_append_printf (titles, "%s%s", i > 0 ? "," : "", title);
  }
  g_free (question->titles);
  question->titles = g_string_free (g_steal_pointer (&titles), FALSE);

  return TRUE;
}

char *
sample_titles (CrmStore *store, CrmQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmSchema) schema = crm_store_get_schema (store);
  g_autoptr (CrmQuery) copy = crm_query_copy (query);
  Question question = { .query = copy };

  if (copy->order->len == 0)
    crm_query_set_order (copy, crm_schema_find (schema, copy->entity)->order);
  crm_store_run (store, CRM_TXN_READ, NULL, titles_func, &question, &error);
  g_assert_no_error (error);

  return question.titles;
}

static CrmQuery *
make_query (const char *entity, const char *where, const char *words)
{
  g_autoptr (GError) error = NULL;
  CrmQuery *query = crm_query_new (entity);

  if (where != NULL)
    crm_query_add_where (query, crm_query_parse_where (where, &error));
  g_assert_no_error (error);
  if (words != NULL)
    crm_query_set_words (query, words);

  return query;
}

char *
sample_find (CrmStore *store, const char *entity, const char *where, const char *words)
{
  g_autoptr (CrmQuery) query = make_query (entity, where, words);

  return sample_titles (store, query);
}

static gboolean
count_func (CrmTxn *txn, gpointer data, GError **error)
{
  Question *question = data;

  question->count = crm_txn_count (txn, question->query, error);

  return question->count >= 0;
}

gint64
sample_count (CrmStore *store, const char *entity, const char *where)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmQuery) query = make_query (entity, where, NULL);
  Question question = { .query = query };

  crm_store_run (store, CRM_TXN_READ, NULL, count_func, &question, &error);
  g_assert_no_error (error);

  return question.count;
}

void
sample_assert_clean (CrmStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = crm_store_check (store, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", ((CrmFinding *)findings->pdata[i])->text);
  g_assert_cmpuint (findings->len, ==, 0);
}

/* --- The main loop -----------------------------------------------------------------------------*/

void
sample_wait (gboolean *done)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (!*done) {
    g_main_context_iteration (NULL, FALSE);
    g_assert_cmpint (g_get_monotonic_time (), <, end);
    g_usleep (200);
  }
}

void
sample_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static gboolean
nothing_func (CrmTxn *txn, gpointer data, GError **error)
{
  return TRUE;
}

void
sample_look (CrmStore *store)
{
  crm_store_poll (store);
  crm_store_run (store, CRM_TXN_READ, NULL, nothing_func, NULL, NULL);
  sample_settle ();
}

/* --- Behind the store's back ------------------------------------------------------------------ */

void
sample_run_sql (const char *path, const char *sql)
{
  sqlite3 *db;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
  sqlite3_close (db);
}

gint64
sample_ask_sql (const char *path, const char *sql)
{
  sqlite3 *db;
  sqlite3_stmt *statement;
  gint64 value;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  value = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);

  return value;
}
