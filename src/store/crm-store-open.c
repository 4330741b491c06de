/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-store-private.h"

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "store/crm-layout.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/* --- The layout of a new file ------------------------------------------------------------------*/

/* Which programs may read and write a file of this layout: parts were only added, so whoever could
 * read it before still can. A step that changes the meaning of what is stored raises the first. */
gboolean
_crm_store_write_meta (CrmDb *db, gint64 layout, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO meta(key, value) VALUES('min_reader', '%d'), "
    "('min_writer', '%" G_GINT64_FORMAT "'), ('fold_version', '%d'), ('program', '%s') "
    "ON CONFLICT(key) DO UPDATE SET value = excluded.value",
    CRM_STORE_MIN_READER, layout, CRM_FOLD_VERSION, KONTOR_VERSION);

  return crm_db_exec (db, sql, error);
}

gboolean
_crm_store_layout (CrmStore *self, CrmDb *db, GError **error)
{
  g_autoptr (CrmLayout) laid = crm_layout_new (self->tables);
  gboolean ok;

  if (!crm_db_begin (db, TRUE, error))
    return FALSE;
  crm_db_allow_layout (db, TRUE);
  ok = crm_db_set_marks (db, CRM_STORE_APPLICATION_ID, self->layout, error) &&
       crm_layout_create (laid, db, error) && _crm_store_write_meta (db, self->layout, error) &&
       crm_layout_create_indexes (laid, db, error);
  crm_db_allow_layout (db, FALSE);
  if (ok)
    return crm_db_commit (db, error);
  crm_db_rollback (db);
  return FALSE;
}

static gboolean
gather_grams (CrmDb *db, CrmGrams *grams, GError **error)
{
  CrmStatement *statement =
    crm_db_prepare (db, "SELECT n, folded FROM record WHERE n > $1 ORDER BY n LIMIT 10000", error);
  gint64 last = 0;
  guint count;

  if (statement == NULL)
    return FALSE;
  do {
    gboolean row = TRUE;

    count = 0;
    crm_statement_bind_int (statement, 1, last);
    while (crm_statement_step (statement, &row, error) && row) {
      last = crm_statement_get_int (statement, 0);
      count++;
      if (!crm_grams_change (grams, last, NULL, crm_statement_get_text (statement, 1), error))
        return FALSE;
    }
    if (row)
      return FALSE;
  } while (count > 0);
  return TRUE;
}

/* Search and derived values of a file that was filled without them. The indexes were there from the
 * start: rules ask while they fill it. */
gboolean
_crm_store_finish_bulk (CrmStore *self, GError **error)
{
  CrmWorker *worker = &self->writer;
  CrmTxn txn;
  gboolean ok;

  if (!crm_db_begin (worker->db, TRUE, error))
    return FALSE;
  _crm_txn_init (&txn, worker->db, self->tables, self->clock, self->ids, CRM_TXN_WRITE);
  txn.keep = &worker->keep;
  txn.bulk = TRUE;
  txn.entities = self->entities;
  ok = _crm_txn_run_pending (&txn, worker->keep.pending, error) &&
       gather_grams (worker->db, worker->keep.grams, error) &&
       crm_grams_flush (worker->keep.grams, error) && crm_db_search_rebuild (worker->db, error);
  _crm_txn_clear (&txn);
  if (!ok) {
    crm_db_rollback (worker->db);
    return FALSE;
  }
  return crm_db_commit (worker->db, error) &&
         crm_db_exec (worker->db, "PRAGMA locking_mode=NORMAL; PRAGMA journal_mode=TRUNCATE;",
                      error);
}

/* --- A file that is there ----------------------------------------------------------------------*/

gboolean
_crm_store_has_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
               _ ("The folder “%s” is not there. Choose another one, or connect the drive."),
               folder);
  return FALSE;
}

gboolean
_crm_store_is_there (const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);

  if (!_crm_store_has_folder (path, error))
    return FALSE;
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
               g_file_test (path, G_FILE_TEST_EXISTS)
                 ? _ ("“%s” is not a file. Choose an office file; they end in “.kontor”.")
                 : _ ("The office file “%s” is not there. It may have been moved or renamed."),
               name);
  return FALSE;
}

gboolean
_crm_store_is_ours (const char *path, CrmDb *db, GError **error)
{
  g_autoptr (GError) local = NULL;
  gint64 mark = crm_db_get_application_id (db, &local);
  g_autofree char *name = g_path_get_basename (path);

  if (local != NULL) {
    g_propagate_prefixed_error (error, g_steal_pointer (&local), "%s: ", name);
    return FALSE;
  }
  if (mark == CRM_STORE_APPLICATION_ID)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_FOREIGN,
               _ ("“%s” is not an office of Kontor, and it was not touched. Choose a file that "
                  "Kontor has made; they end in “.kontor”."),
               name);
  return FALSE;
}

/* What the office remembers of itself, NULL when it does not. */
static char *
read_meta (CrmDb *db, const char *key, GError **error)
{
  CrmStatement *statement = crm_db_prepare (db, "SELECT value FROM meta WHERE key = $1", error);
  char *value = NULL;
  gboolean row;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_text (statement, 1, key);
  if (!crm_statement_step (statement, &row, error) || !row)
    return NULL;
  value = g_strdup (crm_statement_get_text (statement, 0));
  crm_statement_reset (statement);
  return value;
}

gboolean
_crm_store_refuse_newer (const char *path, CrmDb *db, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *program = read_meta (db, "program", NULL);

  g_set_error (error, CRM_ERROR, CRM_ERROR_NEWER,
               /* Translators: a file name, the version that wrote it, the version of this one. */
               _ ("“%s” was written by a newer Kontor (%s; this one is %s). Update Kontor on this "
                  "computer and open it again."),
               name, program != NULL ? program : "?", KONTOR_VERSION);
  return FALSE;
}

static gboolean
refuse_older (CrmStore *self, GError **error)
{
  g_autofree char *name = g_path_get_basename (self->path);

  g_set_error (
    error, CRM_ERROR, CRM_ERROR_OLDER,
    _ ("“%s” was made by an older Kontor and has to be upgraded before this one can work "
       "with it."),
    name);
  return FALSE;
}

gint64
_crm_store_get_min_reader (CrmDb *db)
{
  g_autofree char *reader = read_meta (db, "min_reader", NULL);

  return reader != NULL ? g_ascii_strtoll (reader, NULL, 10) : G_MAXINT64;
}

/* Whoever wrote a newer file says who may still read it. */
static gboolean
may_read_newer (CrmStore *self, CrmDb *db, GError **error)
{
  g_autofree char *program = NULL;
  g_autofree char *text = NULL;

  if (_crm_store_get_min_reader (db) > self->layout)
    return _crm_store_refuse_newer (self->path, db, error);
  self->newer = TRUE;
  program = read_meta (db, "program", NULL);
  text = g_strdup_printf (
    /* Translators: the version that upgraded the file, and the version of this program. */
    _ ("The office was upgraded by a newer Kontor (%s; this one is %s), so it is open for reading "
       "only. Update Kontor on this computer."),
    program != NULL ? program : "?", KONTOR_VERSION);
  _crm_store_turn_read_only (self, CRM_READ_ONLY_NEWER, text);
  return TRUE;
}

/* What somebody else has put into the file answers, or acts, behind our back. */
static void
note_foreign (CrmStore *self, GPtrArray *differences)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < differences->len; i++) {
    const CrmLayoutDifference *difference = differences->pdata[i];
    g_autofree char *one = NULL;

    /* A newer program has more tables and indexes, but never what acts by itself. */
    if (crm_layout_difference_is_harmless (difference) ||
        (self->newer && !crm_layout_difference_acts (difference)))
      continue;
    one = crm_layout_difference_describe (difference);
    g_string_append_printf (all, "%s%s", all->len > 0 ? "; " : "", one);
  }
  if (all->len == 0)
    return;
  text =
    g_strdup_printf (_ ("The office file was changed by another program: %s. It can be read, but "
                        "not changed; restore the last backup, or ask whoever did it to take "
                        "it out."),
                     all->str);
  _crm_store_turn_read_only (self, CRM_READ_ONLY_STRUCTURE, text);
}

static gboolean
acts (GPtrArray *differences)
{
  for (guint i = 0; i < differences->len; i++)
    if (crm_layout_difference_acts (differences->pdata[i]))
      return TRUE;
  return FALSE;
}

gboolean
_crm_store_check_layout (CrmStore *self, CrmDb *db, GError **error)
{
  g_autoptr (CrmLayout) laid = NULL;
  g_autoptr (GPtrArray) differences = NULL;
  gint64 layout = crm_db_get_layout_version (db, error);

  if (layout < 0 || (layout > self->layout && !may_read_newer (self, db, error)) ||
      !_crm_store_load_schema (self, db, error))
    return FALSE;
  laid = crm_layout_new (self->tables);
  differences = crm_layout_compare (laid, db, error);
  if (differences == NULL)
    return FALSE;
  if (_crm_layout_lacks (differences) && acts (differences))
    return _crm_layout_refuse_foreign (differences, error);
  if (layout < self->layout || (!self->newer && _crm_layout_lacks (differences)))
    return refuse_older (self, error);
  /* It says that we may read it, and has not what we read. */
  if (self->newer && _crm_layout_lacks (differences))
    return _crm_store_refuse_newer (self->path, db, error);
  note_foreign (self, differences);
  return TRUE;
}
