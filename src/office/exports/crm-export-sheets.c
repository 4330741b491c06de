/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/exports/crm-export-private.h"

#include "model/crm-format.h"
#include "office/lists/crm-export-cell.h"

#include <glib/gi18n-lib.h>

/* The columns of a sheet: what names the row, then the fields that people see. */
typedef struct {
  const CrmEntity *entity;
  GArray *fields; /* of guint */
  CrmSheetWriter *writer;
  int lines; /* which of the record's lines; -1 for the records themselves */
} Sheet;

static gboolean
is_shown (const CrmField *field)
{
  return !(field->flags & CRM_FIELD_HIDDEN) && field->type != CRM_FIELD_BLOB;
}

static guint
width_of (const CrmField *field)
{
  switch ((int)field->type) {
  case CRM_FIELD_NOTE:
  case CRM_FIELD_XML:
  case CRM_FIELD_JSON:
    return 40;
  case CRM_FIELD_TEXT:
  case CRM_FIELD_REFERENCE:
  case CRM_FIELD_ANY:
  case CRM_FIELD_PARENT:
  case CRM_FIELD_EMAIL:
    return 24;
  default:
    return 14;
  }
}

/* --- Cells -------------------------------------------------------------------------------------*/

static void
fill_cell (CrmExport *self,
           CrmCell *cell,
           const CrmRecord *record,
           guint index,
           const CrmRecord *owner,
           GPtrArray *texts)
{
  const CrmField *field = &crm_record_get_entity (record)->fields[index];
  const CrmValue *value = crm_record_get_at (record, index);
  const char *currency = crm_record_currency (record, field, owner);
  const char *title = NULL;
  char *text = NULL;

  if (value->kind == CRM_VALUE_INT)
    title = _crm_export_title (self, value->integer);
  crm_export_cell (field, value, currency, title, self->lang, cell, &text);
  if (text != NULL)
    g_ptr_array_add (texts, text);
}

static void
fill_id (CrmCell *cell, gint64 id, GPtrArray *texts)
{
  cell->kind = CRM_CELL_TEXT;
  cell->text = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_ptr_array_add (texts, (char *)cell->text);
}

static void
add_row (CrmExport *self, Sheet *sheet, const CrmRecord *record, const CrmRecord *owner)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree CrmCell *cells = g_new0 (CrmCell, sheet->fields->len + 3);
  guint n = 0;

  if (owner != NULL) {
    fill_id (&cells[n++], crm_record_get_id (owner), texts);
    cells[n].kind = CRM_CELL_TEXT;
    cells[n].text = crm_record_title (owner);
    g_ptr_array_add (texts, (char *)cells[n++].text);
  }
  fill_id (&cells[n++], crm_record_get_id (record), texts);
  for (guint i = 0; i < sheet->fields->len; i++)
    fill_cell (self, &cells[n++], record, g_array_index (sheet->fields, guint, i), owner, texts);
  crm_sheet_writer_add (sheet->writer, cells);
  self->n_rows++;
}

static gboolean
add_record (CrmExport *self, CrmRecord *record, gpointer data, GError **error)
{
  Sheet *sheet = data;
  GPtrArray *lines;

  if (sheet->lines < 0) {
    add_row (self, sheet, record, NULL);
    return TRUE;
  }
  lines = crm_record_get_lines_at (record, (guint)sheet->lines);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    add_row (self, sheet, lines->pdata[i], record);

  return TRUE;
}

/* --- Sheets ------------------------------------------------------------------------------------*/

static void
begin_sheet (Sheet *sheet, const CrmEntity *owner, const char *name)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (CrmSheetColumn));
  /* Translators: the number that names a record in an export. */
  CrmSheetColumn id = { _ ("ID"), 22 };

  if (owner != NULL) {
    CrmSheetColumn of[] = { { NULL, 22 }, { _ (owner->label), 30 } };
    /* Translators: a column of an export; the placeholder is a kind of thing: "Client". */
    g_autofree char *title = g_strdup_printf (_ ("ID: %s"), _ (owner->label));

    of[0].title = g_intern_string (title);
    g_array_append_vals (columns, of, 2);
  }
  g_array_append_val (columns, id);
  for (guint i = 0; i < crm_entity_n_fields (sheet->entity); i++) {
    const CrmField *field = &sheet->entity->fields[i];
    CrmSheetColumn column = { crm_field_get_label (field), width_of (field) };

    if (!is_shown (field))
      continue;
    g_array_append_val (sheet->fields, i);
    g_array_append_val (columns, column);
  }
  crm_sheet_writer_begin (sheet->writer, name, (CrmSheetColumn *)columns->data, columns->len);
}

static gboolean
write_sheet (CrmExport *self,
             CrmSheetWriter *writer,
             const CrmEntity *entity,
             int lines,
             GError **error)
{
  g_autoptr (GArray) fields = g_array_new (FALSE, FALSE, sizeof (guint));
  Sheet sheet = { .entity = lines < 0 ? entity : crm_entity_line_entity (entity, (guint)lines),
                  .fields = fields,
                  .writer = writer,
                  .lines = lines };

  begin_sheet (&sheet, lines < 0 ? NULL : entity,
               lines < 0 ? _ (entity->label_many) : _ (entity->lines[lines].label));

  return _crm_export_walk (self, entity, add_record, &sheet, error);
}

/* A package in the package: written through, never held. */
gboolean
_crm_export_sheets (CrmExport *self, const CrmEntity *entity, GError **error)
{
  g_autofree char *label = g_strdup (_ (entity->label_many));
  g_autofree char *name = g_strdup_printf ("%s.xlsx", g_strdelimit (label, "/\\:*?\"<>|", ' '));
  g_autoptr (GOutputStream) part = NULL;
  g_autoptr (CrmSheetWriter) writer = NULL;
  gboolean ok;

  crm_zip_begin (self->zip, name, FALSE);
  part = crm_zip_part_stream (self->zip);
  writer = crm_sheet_writer_new (part, self->cancellable);
  ok = write_sheet (self, writer, entity, -1, error);
  for (guint i = 0; ok && i < crm_entity_n_lines (entity); i++)
    ok = write_sheet (self, writer, entity, (int)i, error);
  /* What went wrong with the package is told by the package. */
  if (ok)
    crm_sheet_writer_finish (writer, NULL);
  crm_zip_end (self->zip);

  return ok;
}
