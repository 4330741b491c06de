/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-backup-private.h"

#include "base/crm-error.h"
#include "store/crm-compiler.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* --- The drill ---------------------------------------------------------------------------------*/

static gboolean
same_counts (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer name, count;

  if (g_hash_table_size (a) != g_hash_table_size (b))
    return FALSE;
  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &name, &count)) {
    gint64 *other = g_hash_table_lookup (b, name);

    if (other == NULL || *other != *(gint64 *)count)
      return FALSE;
  }
  return TRUE;
}

/* Copies it to @target and looks at the copy, as somebody who needs it would: the backup itself is
 * never opened, so nothing can happen to it. */
static gboolean
drill (const CrmBackup *self, const char *target, const CrmBackupTold *told, GError **error)
{
  g_autoptr (CrmBackup) copy = g_new0 (CrmBackup, 1);

  copy->path = g_strdup (target);
  if (!_crm_backup_place (copy, self->path, told, error))
    return FALSE;
  if (self->sha256 != NULL && g_strcmp0 (self->sha256, copy->sha256) != 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_CORRUPT,
                 _ ("The backup “%s” has changed since it was made: its disk may be failing. Take "
                    "another one."),
                 self->path);
    return FALSE;
  }
  if (!_crm_backup_verify (copy, target, told, error))
    return FALSE;
  if (self->counts != NULL && !same_counts (self->counts, copy->counts)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_CORRUPT,
                 _ ("The backup “%s” does not hold what was counted in it when it was made. Take "
                    "another one."),
                 self->path);
    return FALSE;
  }
  return TRUE;
}

/* What one query finds; -1 for a layout that does not have what it asks for. */
static gint64
count (CrmDb *db, CrmTables *tables, const CrmQuery *query)
{
  const CrmCompilerWords words = { .today = "" };
  const CrmEntity *entity = crm_schema_find (crm_tables_get_schema (tables), query->entity);
  g_autoptr (CrmCompiler) compiler = NULL;
  g_autofree char *sql = NULL;
  CrmStatement *statement;
  gint64 n = -1;
  gboolean row;

  if (entity == NULL)
    return -1;
  compiler = crm_compiler_new (tables, entity, &words);
  crm_compiler_add_trash (compiler, query->trash);
  if (!crm_compiler_add_condition (compiler, query->where, NULL))
    return -1;
  sql = g_strdup_printf ("SELECT count(*) FROM %s WHERE %s", crm_compiler_get_from (compiler),
                         crm_compiler_get_where (compiler));
  statement = crm_db_prepare (db, sql, NULL);
  if (statement == NULL)
    return -1;
  crm_compiler_bind (compiler, statement);
  if (crm_statement_step (statement, &row, NULL) && row) {
    n = crm_statement_get_int (statement, 0);
    crm_statement_reset (statement);
  }
  return n;
}

static gboolean
ask (CrmBackupAsked *asked, const char *path, GError **error)
{
  g_autoptr (CrmTables) tables = crm_tables_new (asked->schema);
  CrmDb *db = crm_db_open (path, CRM_DB_READ_ONLY, error);

  if (db == NULL)
    return FALSE;
  asked->counts = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < asked->queries->len; i++) {
    gint64 n = count (db, tables, asked->queries->pdata[i]);

    g_array_append_val (asked->counts, n);
  }
  crm_db_close (db);
  return TRUE;
}

gboolean
crm_backup_drill (const CrmBackup *self,
                  CrmBackupAsked *asked,
                  CrmBackupProgress progress,
                  gpointer user_data,
                  GCancellable *cancellable,
                  GError **error)
{
  const CrmBackupTold told = { progress, user_data, cancellable };
  g_autofree char *folder = _crm_backup_make_local_folder (error);
  g_autofree char *copy = folder != NULL ? g_build_filename (folder, "copy.kontor", NULL) : NULL;
  gboolean ok;

  if (folder == NULL)
    return FALSE;
  ok = drill (self, copy, &told, error) && (asked == NULL || ask (asked, copy, error));
  g_unlink (copy);
  g_rmdir (folder);
  return ok;
}

/* --- What is newer in the office ----------------------------------------------------------------
 */

gint64
crm_backup_count_newer (const CrmBackup *self, const char *path, GError **error)
{
  CrmDb *db = crm_db_open (path, CRM_DB_READ_ONLY, error);
  g_autofree char *sql =
    g_strdup_printf ("SELECT count(*) FROM operation WHERE at > %" G_GINT64_FORMAT
                     " AND verb <> '" CRM_BACKUP_VERB "'",
                     self->at);
  gint64 count = -1;

  if (db != NULL && !crm_db_query_int (db, sql, 0, &count, error))
    count = -1;
  crm_db_close (db);
  return count;
}

/* --- Putting it in the place of the office ------------------------------------------------------
 */

/* Nobody else has the file open for writing right now, and no save was cut off: what a journal
 * holds would be put back into another file. */
static gboolean
is_alone (const char *path, GError **error)
{
  CrmDb *db = crm_db_open (path, 0, error);
  gboolean ok;

  if (db == NULL)
    return FALSE;
  ok = crm_db_lock_alone (db, error);
  crm_db_close (db);
  return ok;
}

static gboolean
keep_replaced (const char *path, const char *kept, const CrmBackupTold *told, GError **error)
{
  static const char *const beside[] = { "-journal", "-wal", "-shm" };
  g_autoptr (CrmBackup) copy = g_new0 (CrmBackup, 1);

  copy->path = g_strdup (kept);
  if (!_crm_backup_place (copy, path, told, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (beside); i++) {
    g_autofree char *from = g_strconcat (path, beside[i], NULL);
    g_autofree char *to = g_strconcat (kept, beside[i], NULL);

    if (g_file_test (from, G_FILE_TEST_EXISTS) && g_rename (from, to) != 0) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_IO,
                   _ ("“%s” cannot be moved away, so nothing was restored. Close the office on "
                      "every computer and try again."),
                   from);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
replace (const char *part, const char *path, GError **error)
{
  if (g_rename (part, path) == 0)
    return TRUE;
  g_set_error (
    error, CRM_ERROR, CRM_ERROR_IO,
    _ ("The restored file cannot be put in the place of “%s”. It lies beside it as “%s”; "
       "close the office on every computer and rename it."),
    path, part);
  return FALSE;
}

gboolean
crm_backup_restore (const CrmBackup *self,
                    const char *path,
                    gint64 now,
                    char **kept,
                    CrmBackupProgress progress,
                    gpointer user_data,
                    GCancellable *cancellable,
                    GError **error)
{
  const CrmBackupTold told = { progress, user_data, cancellable };
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *part = g_strconcat (path, ".restored", NULL);
  g_autofree char *old = _crm_backup_make_name (path, folder, CRM_BACKUP_RESTORE, now);
  gboolean there = g_file_test (path, G_FILE_TEST_EXISTS);
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  if (!drill (self, part, &told, error)) {
    g_unlink (part);
    return FALSE;
  }
  /* A file that is damaged beyond opening is held by nobody. */
  if (there && !is_alone (path, &local) && !g_error_matches (local, CRM_ERROR, CRM_ERROR_CORRUPT) &&
      !g_error_matches (local, CRM_ERROR, CRM_ERROR_FOREIGN)) {
    g_propagate_error (error, g_steal_pointer (&local));
    g_unlink (part);
    return FALSE;
  }
  if (there && !keep_replaced (path, old, &told, error)) {
    g_unlink (part);
    return FALSE;
  }
  if (!replace (part, path, error))
    return FALSE;
  if (kept != NULL)
    *kept = there ? g_steal_pointer (&old) : NULL;
  return TRUE;
}
