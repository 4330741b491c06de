/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

#include "base/crm-number.h"
#include "exchange/crm-xlsx-text.h"
#include "render/crm-xlsx-formula.h"
#include "render/crm-xlsx-grid.h"
#include "render/crm-xlsx-package.h"
#include "render/crm-xlsx-styles.h"

/*
 * The workbook is written here and not by a library: one sheet with few kinds of cells needs a
 * tenth of what libxlsxwriter can do, which for each workbook makes a dozen temporary files and
 * takes longer for that than the whole paper takes here.
 */

/* Excel takes no longer text in a cell. */
#define MAX_TEXT 32000

typedef struct {
  CrmPaper *paper;
  const CrmSheet *sheet;
  CrmXlsxGrid *grid;
  GPtrArray *tables;
  CrmXlsxStyles *styles;
  GString *out;
  GString *strings;
  GHashTable *known; /* CrmRich → number of the string + 1 */
  guint n_strings;
  guint n_uses;
} CrmXlsx;

/* Strings */

static void
append_run (GString *out, const CrmItem *item, guint start, guint end, guint flags)
{
  if (start >= end)
    return;
  g_string_append (out, "<r>");
  crm_xlsx_append_run_font (out, &item->style, flags);
  crm_xlsx_append_text (out, item->rich->text + start, end - start);
  g_string_append (out, "</r>");
}

static void
append_string (GString *out, const CrmItem *item)
{
  const CrmRich *rich = item->rich;
  guint done = 0;

  g_string_append (out, "<si>");
  if (rich->length > MAX_TEXT) {
    g_autofree char *cut =
      g_utf8_substring (rich->text, 0, MIN (g_utf8_strlen (rich->text, -1), MAX_TEXT));

    crm_xlsx_append_text (out, cut, strlen (cut));
  } else if (crm_xlsx_is_plain (rich)) {
    crm_xlsx_append_text (out, rich->text, rich->length);
  } else {
    for (guint i = 0; i < rich->n_spans; i++) {
      append_run (out, item, done, rich->spans[i].start, 0);
      append_run (out, item, MAX (done, rich->spans[i].start), rich->spans[i].end,
                  rich->spans[i].flags);
      done = MAX (done, rich->spans[i].end);
    }
    append_run (out, item, done, (guint)rich->length, 0);
  }
  g_string_append (out, "</si>");
}

static guint
hash_rich (gconstpointer key)
{
  return ((const CrmRich *)key)->hash;
}

static gboolean
equal_rich (gconstpointer a, gconstpointer b)
{
  return crm_rich_equal (a, b);
}

/* Texts with parts hold their fonts, so only plain ones are the same in two places. */
static guint
find_string (CrmXlsx *self, const CrmItem *item)
{
  const gboolean plain = crm_xlsx_is_plain (item->rich);
  guint found = plain ? GPOINTER_TO_UINT (g_hash_table_lookup (self->known, item->rich)) : 0;

  self->n_uses++;
  if (found > 0)
    return found - 1;
  append_string (self->strings, item);
  self->n_strings++;
  if (plain)
    g_hash_table_insert (self->known, (gpointer)item->rich, GUINT_TO_POINTER (self->n_strings));
  return self->n_strings - 1;
}

/* Cells */

static void
append_figure (CrmXlsx *self, const CrmItem *item)
{
  const CrmFigure *figure = &item->rich->figure;
  g_autofree char *value = crm_number_to_string (figure->value, figure->digits);
  g_autofree char *formula =
    crm_xlsx_formula_new (crm_xlsx_tables_find (self->tables, item->table), item);

  g_string_append_c (self->out, '>');
  if (formula != NULL)
    g_string_append_printf (self->out, "<f>%s</f>", formula);
  g_string_append_printf (self->out, "<v>%s</v></c>", value);
}

/* A merged region is made of cells that all look as it does, so that its frame is whole. */
static void
append_cell (CrmXlsx *self, const CrmRegion *region, guint row, guint column)
{
  const CrmItem *item = region->item;

  g_string_append (self->out, "<c r=\"");
  crm_xlsx_append_name (self->out, row, column);
  g_string_append_printf (self->out, "\" s=\"%u\"", crm_xlsx_styles_find (self->styles, item));
  if (item->rich == NULL || row != region->row || column != region->column)
    g_string_append (self->out, "/>");
  else if (item->rich->figure.kind != CRM_FIGURE_NONE)
    append_figure (self, item);
  else
    g_string_append_printf (self->out, " t=\"s\"><v>%u</v></c>", find_string (self, item));
}

/* Numbers of XML have a point whatever the language. */
static void
append_number (GString *out, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, g_ascii_formatd (buffer, sizeof buffer, "%.2f", value));
}

static void
append_rows (CrmXlsx *self)
{
  const CrmXlsxGrid *grid = self->grid;

  g_string_append (self->out, "<sheetData>");
  for (guint row = 0; row < crm_xlsx_grid_rows (grid); row++) {
    const double height =
      g_array_index (grid->ys, double, row + 1) - g_array_index (grid->ys, double, row);

    g_string_append_printf (self->out, "<row r=\"%u\" ht=\"", row + 1);
    /* Quarters of a point are what Excel keeps. */
    append_number (self->out, ceil (height * 4) / 4);
    g_string_append (self->out, "\" customHeight=\"1\">");
    for (guint column = 0; column < crm_xlsx_grid_columns (grid); column++) {
      const CrmRegion *region = crm_xlsx_grid_at (grid, row, column);

      if (region != NULL)
        append_cell (self, region, row, column);
    }
    g_string_append (self->out, "</row>");
  }
  g_string_append (self->out, "</sheetData>");
}

static void
append_merges (CrmXlsx *self)
{
  g_autoptr (GString) merges = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < self->grid->regions->len; i++) {
    const CrmRegion *region = &g_array_index (self->grid->regions, CrmRegion, i);

    if (region->row == region->last_row && region->column == region->last_column)
      continue;
    g_string_append (merges, "<mergeCell ref=\"");
    crm_xlsx_append_name (merges, region->row, region->column);
    g_string_append_c (merges, ':');
    crm_xlsx_append_name (merges, region->last_row, region->last_column);
    g_string_append (merges, "\"/>");
    n++;
  }
  if (n > 0)
    g_string_append_printf (self->out, "<mergeCells count=\"%u\">%s</mergeCells>", n, merges->str);
}

/* The page */

/* A digit of the first font is seven dots wide, and a dot 3/4 point. */
static void
append_columns (CrmXlsx *self)
{
  const GArray *xs = self->grid->xs;

  g_string_append (self->out, "<cols>");
  for (guint i = 0; i < crm_xlsx_grid_columns (self->grid); i++) {
    const double width = g_array_index (xs, double, i + 1) - g_array_index (xs, double, i);

    g_string_append_printf (self->out, "<col min=\"%u\" max=\"%u\" width=\"", i + 1, i + 1);
    append_number (self->out, width / 0.75 / 7);
    g_string_append (self->out, "\" customWidth=\"1\"/>");
  }
  g_string_append (self->out, "</cols>");
}

static void
append_margin (GString *out, const char *name, double inches)
{
  g_string_append_printf (out, " %s=\"", name);
  append_number (out, inches);
  g_string_append_c (out, '"');
}

static void
append_page_setup (CrmXlsx *self)
{
  static const guint papers[] = { 9, 11, 8, 1 }; /* A4, A5, A3, Letter as Excel counts */
  const CrmNode *root = self->paper->template->root;
  const CrmSheet *sheet = self->sheet;

  g_string_append (self->out, "<pageMargins");
  append_margin (self->out, "left", sheet->left / 72);
  append_margin (self->out, "right", sheet->right / 72);
  append_margin (self->out, "top", sheet->top / 72);
  append_margin (self->out, "bottom", MAX (sheet->bottom / 72, 0.6));
  append_margin (self->out, "header", 0.2);
  append_margin (self->out, "footer", 0.3);
  g_string_append_printf (
    self->out, "/><pageSetup paperSize=\"%u\" fitToHeight=\"0\" orientation=\"%s\"/>",
    papers[(guint)crm_node_number (root, CRM_ATTR_PAGE, 0)],
    crm_node_number (root, CRM_ATTR_LANDSCAPE, 0) > 0 ? "landscape" : "portrait");
}

static void
append_header_footer (CrmXlsx *self)
{
  const char *footer = self->paper->sheet_footer;
  const CrmRich *watermark = self->paper->watermark;

  if (footer == NULL && watermark == NULL)
    return;
  g_string_append (self->out, "<headerFooter>");
  if (watermark != NULL)
    g_string_append_printf (self->out,
                            "<oddHeader>&amp;C&amp;\"" CRM_XLSX_FONT
                            ",Bold\"&amp;20&amp;KC0C0C0%s</oddHeader>",
                            watermark->text);
  if (footer != NULL) {
    g_string_append (self->out, "<oddFooter>");
    crm_xlsx_append_escaped (self->out, footer, strlen (footer));
    g_string_append (self->out, "</oddFooter>");
  }
  g_string_append (self->out, "</headerFooter>");
}

static void
append_breaks (CrmXlsx *self)
{
  const guint n = self->sheet->n_breaks;

  if (n == 0)
    return;
  g_string_append_printf (self->out, "<rowBreaks count=\"%u\" manualBreakCount=\"%u\">", n, n);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (self->out, "<brk id=\"%u\" max=\"16383\" man=\"1\"/>",
                            crm_xlsx_grid_find (self->grid->ys, self->sheet->breaks[i]));
  g_string_append (self->out, "</rowBreaks>");
}

/* The head of the first table is printed on every page. */
static char *
find_repeated_rows (const CrmXlsx *self)
{
  for (guint i = 0; i < self->grid->regions->len; i++) {
    const CrmRegion *region = &g_array_index (self->grid->regions, CrmRegion, i);

    if (region->item->place != CRM_PLACE_HEAD)
      continue;
    if (crm_node_number (region->item->table->node, CRM_ATTR_REPEAT_HEADER, 1) > 0)
      return g_strdup_printf ("$%u:$%u", region->row + 1, region->last_row + 1);
    break;
  }
  return NULL;
}

static char *
find_print_area (const CrmXlsx *self)
{
  g_autoptr (GString) last = g_string_new (NULL);
  const guint rows = crm_xlsx_grid_rows (self->grid);

  crm_xlsx_append_name (last, 0, crm_xlsx_grid_columns (self->grid) - 1);
  g_string_truncate (last, last->len - 1);
  return g_strdup_printf ("$A$1:$%s$%u", last->str, rows);
}

static char *
write_sheet (CrmXlsx *self, gboolean pictures)
{
  self->out = g_string_sized_new (32768);
  g_string_append (
    self->out, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
               "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
               "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
               "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews>"
               "<sheetView showGridLines=\"0\" tabSelected=\"1\" workbookViewId=\"0\"/>"
               "</sheetViews><sheetFormatPr defaultRowHeight=\"12.75\"/>");
  append_columns (self);
  append_rows (self);
  append_merges (self);
  append_page_setup (self);
  append_header_footer (self);
  append_breaks (self);
  if (pictures)
    g_string_append (self->out, "<drawing r:id=\"rId1\"/>");
  g_string_append (self->out, "</worksheet>");
  return g_string_free (g_steal_pointer (&self->out), FALSE);
}

static char *
write_strings (CrmXlsx *self)
{
  return g_strdup_printf (
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" count=\"%u\" "
    "uniqueCount=\"%u\">%s</sst>",
    self->n_uses, self->n_strings, self->strings->str);
}

static GPtrArray *
find_pictures (const CrmSheet *sheet)
{
  GPtrArray *pictures = g_ptr_array_new ();

  for (guint i = 0; i < sheet->page->items->len; i++) {
    CrmItem *item = &g_array_index (sheet->page->items, CrmItem, i);

    if (item->kind == CRM_ITEM_PICTURE || item->kind == CRM_ITEM_QR)
      g_ptr_array_add (pictures, item);
  }
  return pictures;
}

/* Public */

GBytes *
crm_paper_to_xlsx (CrmPaper *self)
{
  CrmXlsx xlsx = { .paper = self };
  CrmXlsxParts parts = { 0 };
  GBytes *bytes = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  xlsx.sheet = crm_paper_get_sheet (self);
  xlsx.grid = crm_xlsx_grid_new (xlsx.sheet);
  xlsx.tables = crm_xlsx_tables_new (xlsx.grid);
  xlsx.styles = crm_xlsx_styles_new ();
  xlsx.strings = g_string_sized_new (8192);
  xlsx.known = g_hash_table_new (hash_rich, equal_rich);
  parts.grid = xlsx.grid;
  parts.pictures = find_pictures (xlsx.sheet);
  parts.sheet = write_sheet (&xlsx, parts.pictures->len > 0);
  parts.strings = write_strings (&xlsx);
  parts.styles = crm_xlsx_styles_write (xlsx.styles);
  parts.print_area = find_print_area (&xlsx);
  parts.repeated_rows = find_repeated_rows (&xlsx);
  bytes = crm_xlsx_package (self, &parts);
  g_free (parts.sheet);
  g_free (parts.strings);
  g_free (parts.styles);
  g_free (parts.print_area);
  g_free (parts.repeated_rows);
  g_ptr_array_unref (parts.pictures);
  g_hash_table_unref (xlsx.known);
  g_string_free (xlsx.strings, TRUE);
  crm_xlsx_styles_free (xlsx.styles);
  g_ptr_array_unref (xlsx.tables);
  crm_xlsx_grid_free (xlsx.grid);
  return bytes;
}

gboolean
crm_paper_write_xlsx (CrmPaper *self, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  bytes = crm_paper_to_xlsx (self);
  return g_file_set_contents_full (
    path, g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes),
    G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_ONLY_EXISTING, 0666, error);
}
