/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/exports/crm-export-private.h"

#include "base/crm-error.h"
#include "office/people/crm-export-right.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/* --- Records ------------------------------------------------------------------------------------
 */

typedef struct {
  CrmExport *export;
  const char *entity;
  gint64 after;
  GPtrArray *records;
} Slice;

static void
read_title (CrmExport *self, CrmTxn *txn, gint64 id)
{
  char *title;

  if (id == 0 || g_hash_table_contains (self->titles, &id))
    return;
  title = crm_txn_title (txn, id, NULL);
  if (title != NULL)
    g_hash_table_insert (self->titles, g_memdup2 (&id, sizeof id), title);
}

static void
read_titles (CrmExport *self, CrmTxn *txn, const CrmRecord *record)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    CrmFieldType type = entity->fields[i].type;
    const CrmValue *value = crm_record_get_at (record, i);

    if ((type == CRM_FIELD_REFERENCE || type == CRM_FIELD_ANY || type == CRM_FIELD_PARENT) &&
        value->kind == CRM_VALUE_INT)
      read_title (self, txn, value->integer);
  }
  for (guint i = 0; i < crm_entity_n_lines (entity); i++) {
    GPtrArray *lines = crm_record_get_lines_at (record, i);

    for (guint k = 0; lines != NULL && k < lines->len; k++)
      read_titles (self, txn, lines->pdata[k]);
  }
}

static gboolean
read_slice (CrmTxn *txn, gpointer data, GError **error)
{
  Slice *slice = data;

  g_clear_pointer (&slice->records, g_ptr_array_unref);
  g_hash_table_remove_all (slice->export->titles);
  slice->records = crm_txn_walk (txn, slice->entity, slice->after, CRM_EXPORT_SLICE, error);
  for (guint i = 0; slice->records != NULL && i < slice->records->len; i++)
    read_titles (slice->export, txn, slice->records->pdata[i]);

  return slice->records != NULL;
}

gboolean
_crm_export_walk (CrmExport *self,
                  const CrmEntity *entity,
                  CrmExportFunc func,
                  gpointer data,
                  GError **error)
{
  Slice slice = { .export = self, .entity = entity->name };
  gboolean ok = TRUE;
  guint n = CRM_EXPORT_SLICE;

  while (ok && n == CRM_EXPORT_SLICE) {
    ok = !g_cancellable_set_error_if_cancelled (self->cancellable, error) &&
         crm_office_run (self->office, CRM_TXN_READ, NULL, read_slice, &slice, error);
    n = ok ? slice.records->len : 0;
    for (guint i = 0; ok && i < n; i++) {
      slice.after = crm_record_get_n (slice.records->pdata[i]);
      ok = func (self, slice.records->pdata[i], data, error);
    }
  }
  g_clear_pointer (&slice.records, g_ptr_array_unref);

  return ok;
}

const char *
_crm_export_title (CrmExport *self, gint64 id)
{
  return g_hash_table_lookup (self->titles, &id);
}

/* --- The package --------------------------------------------------------------------------------
 */

static void
add_readme (CrmExport *self)
{
  g_autofree char *name = g_path_get_basename (crm_office_get_path (self->office));
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *when = g_date_time_format (now, "%Y-%m-%d %H:%M");
  /* Translators: the text file in an export: name of the office file, day and time. */
  g_autofree char *text = g_strdup_printf (
    _ ("Everything in the office %s, as of %s.\n\n"
       "The spreadsheets (.xlsx) hold one kind of thing each; what belongs to a record, as phones "
       "or lines of a paper, is on further sheets, which name the record in their first columns. "
       "The column ID names a record for good: it is a text, because spreadsheets cannot hold such "
       "long numbers.\n\n"
       "files: the files that lie at records, each with its ID before its name; logos and stamps.\n"
       "papers: the issued papers as PDF.\n\n"
       "Left out is what is in the trash, the history, and what whoever made this may not see.\n"),
    name, when);

  /* Older Windows shows a text as UTF-8 only behind this mark. */
  g_autofree char *marked = g_strconcat ("\xef\xbb\xbf", text, NULL);

  crm_zip_add (self->zip, "README.txt", marked, strlen (marked), TRUE);
}

static gboolean
export_entity (CrmExport *self, const CrmEntity *entity, GError **error)
{
  return _crm_export_sheets (self, entity, error) && _crm_export_files (self, entity, error);
}

static gboolean
export_all (CrmExport *self, CrmSchema *schema, GError **error)
{
  gsize n;
  const CrmEntity *const *entities = crm_schema_get_entities (schema, &n);

  add_readme (self);
  for (gsize i = 0; i < n; i++) {
    if (entities[i]->owner != NULL ||
        !crm_office_may (self->office, CRM_ACTION_READ, entities[i], NULL))
      continue;
    if (self->progress != NULL)
      self->progress (_ (entities[i]->label_many), (double)i / (double)n, self->progress_data);
    if (!export_entity (self, entities[i], error))
      return FALSE;
  }

  return _crm_export_papers (self, error);
}

static gboolean
write_package (CrmExport *self, GFile *part, GError **error)
{
  g_autoptr (GFileOutputStream) file = NULL;
  g_autoptr (GOutputStream) out = NULL;
  g_autoptr (CrmSchema) schema = crm_office_get_schema (self->office);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  gboolean ok;

  file = g_file_replace (part, NULL, FALSE, G_FILE_CREATE_PRIVATE, self->cancellable, error);
  if (file == NULL)
    return FALSE;
  out = g_buffered_output_stream_new_sized (G_OUTPUT_STREAM (file), 1 << 18);
  self->zip = crm_zip_new (out, self->cancellable);
  crm_zip_set_moment (self->zip, now);
  ok = export_all (self, schema, error) && crm_zip_finish (self->zip, error);
  g_clear_pointer (&self->zip, crm_zip_free);

  return g_output_stream_close (out, NULL, ok ? error : NULL) && ok;
}

/* The system's words alone do not say what to do. Takes the error. */
static void
explain (const char *path, GError *local, GError **error)
{
  if (local->domain != G_IO_ERROR || local->code == G_IO_ERROR_CANCELLED) {
    g_propagate_error (error, local);
    return;
  }
  if (local->code == G_IO_ERROR_NO_SPACE)
    g_set_error (error, CRM_ERROR, CRM_ERROR_FULL,
                 _ ("There is no room for “%s”. Free some space, or choose another folder."), path);
  else
    g_set_error (error, CRM_ERROR, CRM_ERROR_IO,
                 _ ("“%s” cannot be written: %s. Choose another name or folder."), path,
                 local->message);
  g_error_free (local);
}

gboolean
crm_office_export_all (CrmOffice *self,
                       const char *path,
                       CrmBackupProgress progress,
                       gpointer user_data,
                       GCancellable *cancellable,
                       GError **error)
{
  CrmExport export = { .office = self,
                       .lang = crm_lang_of_person (),
                       .progress = progress,
                       .progress_data = user_data,
                       .cancellable = cancellable };
  g_autofree char *part_path = NULL;
  g_autoptr (GFile) part = NULL;
  GError *local = NULL;
  gboolean ok;

  g_return_val_if_fail (CRM_IS_OFFICE (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  if (!crm_office_may_export (self, G_MAXUINT, error))
    return FALSE;
  part_path = g_strconcat (path, ".part", NULL);
  part = g_file_new_for_path (part_path);
  export.titles = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  ok = write_package (&export, part, &local);
  g_hash_table_unref (export.titles);
  if (!ok)
    explain (path, local, error);
  if (ok && g_rename (part_path, path) != 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_IO,
                 _ ("“%s” cannot be written. Choose another name or folder."), path);
    ok = FALSE;
  }
  if (!ok) {
    g_unlink (part_path);
    return FALSE;
  }

  return crm_office_note_export (self, _ ("Everything"), export.n_rows, error);
}
