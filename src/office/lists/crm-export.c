/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/lists/crm-export.h"

#include "base/crm-error.h"
#include "exchange/crm-sheet-writer.h"
#include "model/crm-condition-words.h"
#include "model/crm-format.h"
#include "office/lists/crm-export-cell.h"
#include "office/people/crm-export-right.h"
#include "store/crm-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  CrmOffice *office;
  CrmQuery *query;
  GStrv columns;
  char *title;
  GFile *file;
  CrmExportFormat format;
  CrmLang lang;

  CrmSchema *schema;
  CrmReader *reader;
  gboolean done;
  GOutputStream *out;
  CrmSheetWriter *sheet;
  GArray *shown; /* of Shown: the columns of the file */
  guint n_rows;
  CrmExportProgress *progress; /* the asker's, or NULL */
} Export;

/* One column of the file: a column of the query, or the currency beside it. */
typedef struct {
  guint column;
  gboolean currency;
  char *title;
} Shown;

static void
shown_clear (gpointer data)
{
  g_free (((Shown *)data)->title);
}

static void
export_free (gpointer data)
{
  Export *self = data;

  g_clear_pointer (&self->sheet, crm_sheet_writer_free);
  g_clear_pointer (&self->reader, crm_reader_free);
  g_clear_pointer (&self->shown, g_array_unref);
  g_clear_object (&self->out);
  g_clear_pointer (&self->schema, crm_schema_unref);
  crm_query_unref (self->query);
  g_strfreev (self->columns);
  g_free (self->title);
  g_object_unref (self->file);
  g_free (self);
}

CrmExportFormat
crm_export_format_of (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name != NULL ? name : "", -1);

  return g_str_has_suffix (lower, ".csv") ? CRM_EXPORT_CSV : CRM_EXPORT_XLSX;
}

/* --- Cells ------------------------------------------------------------------------------------ */

/* "+373 22 123456" is a phone, and nothing to be computed. */
static gboolean
is_phone (const char *text)
{
  return *text == '+' && strspn (text + 1, "0123456789 ()") == strlen (text + 1);
}

char *
crm_export_csv_cell (const char *text)
{
  gboolean formula =
    text != NULL && *text != '\0' && strchr ("=+-@\t\r", *text) != NULL && !is_phone (text);
  GString *cell;

  if (text == NULL)
    return g_strdup ("");
  if (!formula && strpbrk (text, "\",;\n\r\t") == NULL)
    return g_strdup (text);
  cell = g_string_new (formula ? "\"'" : "\"");
  for (const char *p = text; *p != '\0'; p++) {
    if (*p == '"')
      g_string_append_c (cell, '"');
    g_string_append_c (cell, *p);
  }
  g_string_append_c (cell, '"');

  return g_string_free (cell, FALSE);
}

/* What stands in a cell: a real figure or day, else the text that people read. @text keeps it. */
static void
fill_cell (Export *self, guint row, const Shown *shown, CrmCell *cell, char **text)
{
  const CrmField *field = crm_path_get_field (crm_reader_get_path (self->reader, shown->column));
  const CrmValue *value = crm_reader_get_value (self->reader, row, shown->column);
  const char *currency = crm_reader_get_currency (self->reader, row, shown->column);

  *cell = (CrmCell){ .kind = CRM_CELL_EMPTY };
  if (crm_value_is_null (value))
    return;
  if (shown->currency) {
    cell->kind = CRM_CELL_TEXT;
    cell->text = currency;
    return;
  }
  if (field != NULL) {
    crm_export_cell (field, value, currency,
                     crm_reader_get_title (self->reader, row, shown->column), self->lang, cell,
                     text);
    return;
  }
  *text = g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
  cell->kind = CRM_CELL_TEXT;
  cell->text = *text;
}

/* In CSV figures and days stand in machine form, which every program reads the same way. */
static char *
csv_text (Export *self, guint row, const Shown *shown)
{
  const CrmField *field = crm_path_get_field (crm_reader_get_path (self->reader, shown->column));
  const CrmValue *value = crm_reader_get_value (self->reader, row, shown->column);
  const char *currency = crm_reader_get_currency (self->reader, row, shown->column);
  CrmCell cell;
  g_autofree char *text = NULL;

  fill_cell (self, row, shown, &cell, &text);
  if (cell.kind == CRM_CELL_EMPTY)
    return g_strdup ("");
  if (cell.kind == CRM_CELL_TEXT)
    return crm_export_csv_cell (cell.text);

  return crm_field_to_string (field, value, currency);
}

/* --- Rows ------------------------------------------------------------------------------------- */

static gboolean
write_csv_line (Export *self, GString *line, GCancellable *cancellable, GError **error)
{
  g_string_append (line, "\r\n");

  return g_output_stream_write_all (self->out, line->str, line->len, NULL, cancellable, error);
}

static gboolean
write_csv_rows (Export *self, GCancellable *cancellable, GError **error)
{
  for (guint row = 0; row < crm_reader_get_n_rows (self->reader); row++) {
    g_autoptr (GString) line = g_string_new (NULL);

    for (guint i = 0; i < self->shown->len; i++) {
      g_autofree char *cell = csv_text (self, row, &g_array_index (self->shown, Shown, i));

      g_string_append_printf (line, "%s%s", i > 0 ? "," : "", cell);
    }
    if (!write_csv_line (self, line, cancellable, error))
      return FALSE;
  }

  return TRUE;
}

static void
write_sheet_rows (Export *self)
{
  g_autofree CrmCell *cells = g_new0 (CrmCell, self->shown->len);

  for (guint row = 0; row < crm_reader_get_n_rows (self->reader); row++) {
    g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

    for (guint i = 0; i < self->shown->len; i++) {
      char *text = NULL;

      fill_cell (self, row, &g_array_index (self->shown, Shown, i), &cells[i], &text);
      g_ptr_array_add (texts, text);
    }
    if (!crm_sheet_writer_add (self->sheet, cells))
      return;
  }
}

static void
find_shown (Export *self)
{
  const CrmEntity *entity = crm_schema_find (self->schema, self->query->entity);

  self->shown = g_array_new (FALSE, TRUE, sizeof (Shown));
  g_array_set_clear_func (self->shown, shown_clear);
  for (guint i = 0; i < crm_reader_get_n_columns (self->reader); i++) {
    CrmPath *path = crm_reader_get_path (self->reader, i);
    const CrmField *field = crm_path_get_field (path);
    Shown shown = { .column = i };

    shown.title = crm_path_to_words (self->schema, entity, crm_path_get_text (path));
    g_array_append_val (self->shown, shown);
    if (field == NULL || field->currency == NULL)
      continue;
    shown.currency = TRUE;
    shown.title = g_strdup (_ ("Currency"));
    g_array_append_val (self->shown, shown);
  }
}

static gboolean
begin_file (Export *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) line = g_string_new ("\xef\xbb\xbf");
  g_autofree CrmSheetColumn *columns = g_new0 (CrmSheetColumn, self->shown->len);

  self->out = G_OUTPUT_STREAM (
    g_file_replace (self->file, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, error));
  if (self->out == NULL)
    return FALSE;
  for (guint i = 0; i < self->shown->len; i++) {
    const char *title = g_array_index (self->shown, Shown, i).title;
    g_autofree char *cell = crm_export_csv_cell (title);

    columns[i].title = title;
    g_string_append_printf (line, "%s%s", i > 0 ? "," : "", cell);
  }
  if (self->format == CRM_EXPORT_CSV)
    return write_csv_line (self, line, cancellable, error);
  self->sheet = crm_sheet_writer_new (self->out, cancellable);
  crm_sheet_writer_begin (self->sheet, self->title, columns, self->shown->len);

  return TRUE;
}

/* --- The whole -------------------------------------------------------------------------------- */

static gboolean
step (CrmTxn *txn, gpointer data, GError **error)
{
  Export *self = data;

  return crm_reader_step (self->reader, txn, &self->done, error);
}

static gboolean
write_rows (Export *self, GCancellable *cancellable, GError **error)
{
  if (self->format == CRM_EXPORT_CSV)
    return write_csv_rows (self, cancellable, error);
  write_sheet_rows (self);

  return TRUE;
}

static gboolean
read_and_write (Export *self, GCancellable *cancellable, GError **error)
{
  while (!self->done) {
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !crm_office_run (self->office, CRM_TXN_READ, NULL, step, self, error))
      return FALSE;
    if (crm_reader_get_total (self->reader) == 0 && !self->done)
      continue;
    /* Whether so many may be taken out is known only now. */
    if (self->out == NULL &&
        (!crm_office_note_export (self->office, self->title, crm_reader_get_total (self->reader),
                                  error) ||
         !begin_file (self, cancellable, error)))
      return FALSE;
    if (!write_rows (self, cancellable, error))
      return FALSE;
    self->n_rows += crm_reader_get_n_rows (self->reader);
    if (self->progress != NULL) {
      g_atomic_int_set (&self->progress->n_all, (int)crm_reader_get_total (self->reader));
      g_atomic_int_set (&self->progress->n_done, (int)self->n_rows);
    }
  }

  return self->sheet == NULL || crm_sheet_writer_finish (self->sheet, error);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Export *self = data;
  GError *error = NULL;

  if (read_and_write (self, cancellable, &error) &&
      g_output_stream_close (self->out, cancellable, &error)) {
    g_task_return_int (task, self->n_rows);
    return;
  }
  /* A stream that is closed by a cancelled hand leaves the old file where it was. */
  if (self->out != NULL) {
    g_autoptr (GCancellable) given_up = g_cancellable_new ();

    g_cancellable_cancel (given_up);
    g_output_stream_close (self->out, given_up, NULL);
  }
  g_task_return_error (task, error);
}

void
crm_office_export_async (CrmOffice *office,
                         CrmQuery *query,
                         const char *const *columns,
                         const char *title,
                         GFile *file,
                         CrmExportFormat format,
                         CrmExportProgress *progress,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;
  Export *self;

  g_return_if_fail (CRM_IS_OFFICE (office));
  g_return_if_fail (query != NULL && columns != NULL);
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (office, cancellable, callback, user_data);
  g_task_set_source_tag (task, crm_office_export_async);
  self = g_new0 (Export, 1);
  self->office = office; /* the task holds it */
  self->query = crm_query_copy (query);
  self->columns = g_strdupv ((char **)columns);
  self->title = g_strdup (title);
  self->file = g_object_ref (file);
  self->format = format;
  self->progress = progress;
  self->lang = crm_lang_of_person ();
  self->schema = crm_office_get_schema (office);
  g_task_set_task_data (task, self, export_free);
  self->reader = crm_reader_new (self->schema, self->query, columns, &error);
  if (self->reader == NULL) {
    g_task_return_error (task, error);
    return;
  }
  find_shown (self);
  g_task_run_in_thread (task, run);
}

int
crm_office_export_finish (CrmOffice *office, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, office), -1);

  return (int)g_task_propagate_int (G_TASK (result), error);
}
