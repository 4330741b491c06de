/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/crm-sheet-parts.h"

#include "base/crm-day.h"
#include "exchange/crm-xlsx-text.h"

#include <string.h>

/* Characters that a cell takes. */
#define MOST_CHARACTERS 32767
/* Rows are handed on in pieces of about this size. */
#define PIECE  65536
#define DAY_MS G_GINT64_CONSTANT (86400000)

struct _CrmSheetWriter {
  CrmZip *zip;
  GPtrArray *names;
  GString *text;

  char *name; /* of the sheet as it was asked for */
  CrmSheetColumn *columns;
  guint n_columns;
  guint row; /* to come next, in this sheet */
  gboolean open;
};

CrmSheetWriter *
crm_sheet_writer_new (GOutputStream *out, GCancellable *cancellable)
{
  CrmSheetWriter *self = g_new0 (CrmSheetWriter, 1);

  self->zip = crm_zip_new (out, cancellable);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->text = g_string_sized_new (PIECE + 4096);
  return self;
}

static void
forget_columns (CrmSheetWriter *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    g_free ((char *)self->columns[i].title);
  g_clear_pointer (&self->columns, g_free);
  g_clear_pointer (&self->name, g_free);
}

void
crm_sheet_writer_free (CrmSheetWriter *self)
{
  forget_columns (self);
  g_ptr_array_unref (self->names);
  g_string_free (self->text, TRUE);
  crm_zip_free (self->zip);
  g_free (self);
}

static void
flush (CrmSheetWriter *self)
{
  crm_zip_write (self->zip, self->text->str, self->text->len);
  g_string_truncate (self->text, 0);
}

/* --- Cells -------------------------------------------------------------------------------------*/

static void
append_text_cell (CrmSheetWriter *self, const char *text, guint style)
{
  gsize length = strlen (text);
  const char *end;

  if (length > MOST_CHARACTERS && g_utf8_strlen (text, (gssize)length) > MOST_CHARACTERS) {
    end = g_utf8_offset_to_pointer (text, MOST_CHARACTERS - 1);
    length = (gsize)(end - text);
  } else {
    end = NULL;
  }
  g_string_append_printf (self->text, " s=\"%u\" t=\"inlineStr\"><is>", style);
  if (end == NULL) {
    crm_xlsx_append_text (self->text, text, length);
  } else {
    g_string_append (self->text, "<t xml:space=\"preserve\">");
    crm_xlsx_append_escaped (self->text, text, length);
    g_string_append (self->text, "…</t>");
  }
  g_string_append (self->text, "</is></c>");
}

static void
append_decimal (GString *out, gint64 integer, guint digits)
{
  char text[32];
  guint64 size = integer < 0 ? -(guint64)integer : (guint64)integer;
  guint length;

  g_snprintf (text, sizeof text, "%0*" G_GINT64_MODIFIER "u", (int)digits + 1, size);
  length = (guint)strlen (text) - digits;
  g_string_append_printf (out, "%s%.*s", integer < 0 ? "-" : "", (int)length, text);
  if (digits > 0)
    g_string_append_printf (out, ".%s", text + length);
}

static void
append_number_cell (CrmSheetWriter *self, const CrmCell *cell)
{
  guint digits = MIN (cell->digits, CRM_SHEET_DIGITS);
  guint style =
    cell->kind == CRM_CELL_PERCENT ? CRM_SHEET_STYLE_PERCENT : CRM_SHEET_STYLE_NUMBER + digits;

  g_string_append_printf (self->text, " s=\"%u\"><v>", style);
  append_decimal (self->text, cell->integer, digits);
  g_string_append (self->text, "</v></c>");
}

/* Excel counts days from the last but one of 1899, and thinks that 1900 had a 29 February: before
 * March it is wrong by one, and a day there stays a text. 0 for those. */
static int
serial_of (const char *day)
{
  int serial = crm_day_is_valid (day) ? crm_day_between ("1900-01-01", day) + 2 : 0;

  return serial < 61 ? 0 : serial;
}

static void
append_day_cell (CrmSheetWriter *self, const char *day)
{
  int serial = serial_of (day);

  if (serial == 0) {
    append_text_cell (self, day, CRM_SHEET_STYLE_TEXT);
    return;
  }
  g_string_append_printf (self->text, " s=\"%u\"><v>%d</v></c>", CRM_SHEET_STYLE_DAY, serial);
}

static void
append_instant_cell (CrmSheetWriter *self, gint64 instant)
{
  g_autofree char *day = crm_day_of_instant (instant, NULL);
  gint64 rest = instant - crm_day_to_instant (day, NULL);
  int serial = serial_of (day);

  if (serial == 0) {
    g_autofree char *text = crm_instant_to_string (instant);

    append_text_cell (self, text, CRM_SHEET_STYLE_TEXT);
    return;
  }
  /* In millionths of a day: a twelfth of a second. The hour that a clock is put back is told twice.
   */
  g_string_append_printf (self->text, " s=\"%u\"><v>", CRM_SHEET_STYLE_INSTANT);
  append_decimal (self->text,
                  serial * G_GINT64_CONSTANT (1000000) + MIN (rest, DAY_MS - 1) * 1000000 / DAY_MS,
                  6);
  g_string_append (self->text, "</v></c>");
}

static void
append_cell (CrmSheetWriter *self, guint column, const CrmCell *cell, guint style)
{
  if (cell->kind == CRM_CELL_EMPTY || (cell->kind == CRM_CELL_TEXT && cell->text == NULL))
    return;
  g_string_append (self->text, "<c r=\"");
  crm_xlsx_append_name (self->text, self->row, column);
  g_string_append_c (self->text, '"');
  switch (cell->kind) {
  case CRM_CELL_NUMBER:
  case CRM_CELL_PERCENT:
    append_number_cell (self, cell);
    break;
  case CRM_CELL_DAY:
    append_day_cell (self, cell->text);
    break;
  case CRM_CELL_INSTANT:
    append_instant_cell (self, cell->integer);
    break;
  case CRM_CELL_TEXT:
  case CRM_CELL_EMPTY:
  default:
    append_text_cell (self, cell->text, style);
    break;
  }
}

/* --- Sheets ------------------------------------------------------------------------------------*/

static gboolean
is_taken (CrmSheetWriter *self, const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (guint i = 0; i < self->names->len; i++) {
    g_autofree char *other = g_utf8_casefold (g_ptr_array_index (self->names, i), -1);

    if (g_str_equal (folded, other))
      return TRUE;
  }
  return FALSE;
}

static char *
free_name (CrmSheetWriter *self)
{
  g_autofree char *plain = crm_xlsx_sheet_name (self->name);
  char *name = g_strdup (plain);

  for (guint i = 2; is_taken (self, name); i++) {
    g_autofree char *suffix = g_strdup_printf (" (%u)", i);
    glong room = 31 - (glong)strlen (suffix);
    g_autofree char *head = g_utf8_substring (plain, 0, MIN (g_utf8_strlen (plain, -1), room));

    g_free (name);
    name = g_strconcat (g_strchomp (head), suffix, NULL);
  }
  return name;
}

static void
append_columns (CrmSheetWriter *self)
{
  g_string_append (self->text, "<cols>");
  for (guint i = 0; i < self->n_columns; i++)
    g_string_append_printf (self->text,
                            "<col min=\"%u\" max=\"%u\" width=\"%u\" customWidth=\"1\"/>", i + 1,
                            i + 1, self->columns[i].width > 0 ? self->columns[i].width : 14);
  g_string_append (self->text, "</cols>");
}

static void
append_row (CrmSheetWriter *self, const CrmCell *cells, guint style)
{
  g_string_append_printf (self->text, "<row r=\"%u\">", self->row + 1);
  for (guint i = 0; i < self->n_columns; i++)
    append_cell (self, i, &cells[i], style);
  g_string_append (self->text, "</row>");
  self->row++;
}

static void
open_sheet (CrmSheetWriter *self)
{
  g_autofree char *part = NULL;
  g_autofree CrmCell *head = g_new0 (CrmCell, self->n_columns + 1);

  g_ptr_array_add (self->names, free_name (self));
  part = g_strdup_printf ("xl/worksheets/sheet%u.xml", self->names->len);
  crm_zip_begin (self->zip, part, TRUE);
  self->open = TRUE;
  self->row = 0;
  g_string_append (self->text, CRM_XLSX_HEAD
                   "<worksheet xmlns=\"" CRM_XLSX_MAIN "\"><sheetViews>"
                   "<sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" "
                   "activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>"
                   "<sheetFormatPr defaultRowHeight=\"12.75\"/>");
  if (self->n_columns > 0)
    append_columns (self);
  g_string_append (self->text, "<sheetData>");
  for (guint i = 0; i < self->n_columns; i++) {
    head[i].kind = CRM_CELL_TEXT;
    head[i].text = self->columns[i].title;
  }
  append_row (self, head, CRM_SHEET_STYLE_HEAD);
}

static void
close_sheet (CrmSheetWriter *self)
{
  if (!self->open)
    return;
  g_string_append (self->text, "</sheetData>");
  if (self->n_columns > 0 && self->row > 1) {
    g_string_append (self->text, "<autoFilter ref=\"A1:");
    crm_xlsx_append_name (self->text, self->row - 1, self->n_columns - 1);
    g_string_append (self->text, "\"/>");
  }
  g_string_append (self->text, "</worksheet>");
  flush (self);
  crm_zip_end (self->zip);
  self->open = FALSE;
}

void
crm_sheet_writer_begin (CrmSheetWriter *self,
                        const char *name,
                        const CrmSheetColumn *columns,
                        guint n_columns)
{
  g_return_if_fail (self != NULL && name != NULL);

  close_sheet (self);
  forget_columns (self);
  self->name = g_strdup (name);
  self->columns = g_memdup2 (columns, n_columns * sizeof *columns);
  self->n_columns = n_columns;
  for (guint i = 0; i < n_columns; i++)
    self->columns[i].title = g_strdup (columns[i].title);
  open_sheet (self);
}

gboolean
crm_sheet_writer_add (CrmSheetWriter *self, const CrmCell *cells)
{
  g_return_val_if_fail (self != NULL && self->open, FALSE);

  if (self->row > CRM_SHEET_ROWS) {
    close_sheet (self);
    open_sheet (self);
  }
  append_row (self, cells, CRM_SHEET_STYLE_TEXT);
  if (self->text->len >= PIECE)
    flush (self);
  return crm_zip_is_well (self->zip);
}

gboolean
crm_sheet_writer_finish (CrmSheetWriter *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->names->len == 0)
    crm_sheet_writer_begin (self, "", NULL, 0);
  close_sheet (self);
  _crm_sheet_write_parts (self->zip, self->names);
  return crm_zip_finish (self->zip, error);
}
