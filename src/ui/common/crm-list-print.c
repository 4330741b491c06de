/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-list-print.h"

#include "base/crm-day.h"

#include <glib/gi18n-lib.h>

/* In points. */
#define MARGIN        36.0
#define ROW_HEIGHT    15.0
#define CELL_PADDING  3.0
#define FOOT_HEIGHT   21.0
#define TITLE_HEIGHT  24.0
#define FILTER_HEIGHT 15.0
/* Wider than this, in the widths of the screen, it lies on its side. */
#define LANDSCAPE_FROM 720

typedef struct {
  CrmListSheet *sheet;
  guint per_page;
  guint n_pages;
} Printing;

static void
column_clear (gpointer data)
{
  g_free (((CrmListPrintColumn *)data)->title);
}

static void
line_clear (gpointer data)
{
  CrmListPrintLine *line = data;

  g_clear_object (&line->row);
  g_strfreev (line->cells);
}

CrmListSheet *
crm_list_sheet_new (CrmDesk *desk)
{
  CrmListSheet *self = g_new0 (CrmListSheet, 1);

  self->desk = g_object_ref (desk);
  self->columns = g_array_new (FALSE, TRUE, sizeof (CrmListPrintColumn));
  g_array_set_clear_func (self->columns, column_clear);
  self->lines = g_array_new (FALSE, TRUE, sizeof (CrmListPrintLine));
  g_array_set_clear_func (self->lines, line_clear);

  return self;
}

void
crm_list_sheet_free (CrmListSheet *self)
{
  g_array_unref (self->columns);
  g_array_unref (self->lines);
  g_free (self->title);
  g_free (self->filter);
  g_free (self->count);
  g_free (self->totals);
  g_object_unref (self->desk);
  g_free (self);
}

void
crm_list_sheet_add_row (CrmListSheet *self, CrmRow *row)
{
  CrmListPrintLine line = { .row = g_object_ref (row) };

  g_array_append_val (self->lines, line);
}

void
crm_list_sheet_add_heading (CrmListSheet *self, GStrv cells)
{
  CrmListPrintLine line = { .cells = cells };

  g_return_if_fail (g_strv_length (cells) == self->columns->len);

  g_array_append_val (self->lines, line);
}

static void
printing_free (gpointer data, GClosure *closure)
{
  Printing *printing = data;

  crm_list_sheet_free (printing->sheet);
  g_free (printing);
}

static int
whole_weight (const CrmListSheet *sheet)
{
  int weight = 0;

  for (guint i = 0; i < sheet->columns->len; i++)
    weight += g_array_index (sheet->columns, CrmListPrintColumn, i).weight;

  return MAX (weight, 1);
}

/* --- Drawing ---------------------------------------------------------------------------------- */

typedef struct {
  GtkPrintContext *context;
  cairo_t *cr;
  PangoLayout *layout;
  double width;
  double height;
} Page;

static void
draw_text (Page *page,
           const char *text,
           const char *font,
           double x,
           double y,
           double width,
           PangoAlignment align)
{
  g_autoptr (PangoFontDescription) description = pango_font_description_from_string (font);

  pango_layout_set_font_description (page->layout, description);
  pango_layout_set_width (page->layout, (int)(MAX (width, 1) * PANGO_SCALE));
  pango_layout_set_alignment (page->layout, align);
  pango_layout_set_text (page->layout, text, -1);
  cairo_move_to (page->cr, x, y);
  pango_cairo_show_layout (page->cr, page->layout);
}

static void
draw_line (Page *page, double y, double width)
{
  cairo_set_line_width (page->cr, width);
  cairo_move_to (page->cr, MARGIN, y);
  cairo_line_to (page->cr, page->width - MARGIN, y);
  cairo_stroke (page->cr);
}

/* @line NULL: the titles of the columns. (transfer full) */
static char *
text_of (const CrmListSheet *sheet, const CrmListPrintLine *line, guint index)
{
  const CrmListPrintColumn *column = &g_array_index (sheet->columns, CrmListPrintColumn, index);
  char *text;

  if (line == NULL)
    text = g_strdup (column->title);
  else if (line->row == NULL)
    text = g_strdup (line->cells[index]);
  else
    text = crm_row_format (line->row, column->index, crm_desk_get_lang (sheet->desk));

  return g_strdelimit (text, "\n\r\t", ' ');
}

static void
draw_line_of (Page *page, const CrmListSheet *sheet, const CrmListPrintLine *line, double y)
{
  const gboolean heading = line == NULL || line->row == NULL;
  double unit = (page->width - 2 * MARGIN) / whole_weight (sheet);
  double x = MARGIN;

  for (guint i = 0; i < sheet->columns->len; i++) {
    const CrmListPrintColumn *column = &g_array_index (sheet->columns, CrmListPrintColumn, i);
    g_autofree char *text = text_of (sheet, line, i);
    double width = unit * column->weight;

    /* The title of a group lies over the empty places behind it. */
    while (line != NULL && heading && !column->figure && *text != '\0' &&
           i + 1 < sheet->columns->len && *line->cells[i + 1] == '\0') {
      i++;
      width += unit * g_array_index (sheet->columns, CrmListPrintColumn, i).weight;
    }
    draw_text (page, text, heading ? "Sans Bold 8" : "Sans 8", x + CELL_PADDING, y + CELL_PADDING,
               width - 2 * CELL_PADDING, column->figure ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
    x += width;
  }
}

static void
draw_foot (Page *page, const CrmListSheet *sheet, guint number, guint n_pages)
{
  double y = page->height - MARGIN - FOOT_HEIGHT + 9;
  double width = page->width - 2 * MARGIN;
  g_autofree char *today = crm_desk_get_today (sheet->desk);
  g_autofree char *day = crm_day_format (today, crm_desk_get_lang (sheet->desk));
  g_autofree char *left = g_strdup_printf ("%s · %s", sheet->count, day);
  /* Translators: the number of a printed page, and how many there are. */
  g_autofree char *right = g_strdup_printf (_ ("Page %u of %u"), number + 1, n_pages);

  draw_text (page, left, "Sans 8", MARGIN, y, width, PANGO_ALIGN_LEFT);
  draw_text (page, right, "Sans 8", MARGIN, y, width, PANGO_ALIGN_RIGHT);
}

/* Above the rows of the first page, and of the others. */
static double
head_height (const CrmListSheet *sheet)
{
  return TITLE_HEIGHT + (sheet->filter != NULL ? FILTER_HEIGHT : 0) + ROW_HEIGHT + 6;
}

static void
on_draw_page_cb (GtkPrintOperation *operation,
                 GtkPrintContext *context,
                 int number,
                 Printing *printing)
{
  const CrmListSheet *sheet = printing->sheet;
  Page page = { context, gtk_print_context_get_cairo_context (context),
                gtk_print_context_create_pango_layout (context),
                gtk_print_context_get_width (context), gtk_print_context_get_height (context) };
  double width = page.width - 2 * MARGIN;
  guint first = (guint)number * printing->per_page;
  double y = MARGIN;

  pango_layout_set_ellipsize (page.layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (page.layout, TRUE);
  draw_text (&page, sheet->title, "Sans Bold 13", MARGIN, y, width, PANGO_ALIGN_LEFT);
  y += TITLE_HEIGHT;
  if (sheet->filter != NULL) {
    draw_text (&page, sheet->filter, "Sans 8", MARGIN, y, width, PANGO_ALIGN_LEFT);
    y += FILTER_HEIGHT;
  }
  draw_line_of (&page, sheet, NULL, y);
  y += ROW_HEIGHT;
  draw_line (&page, y, 0.7);
  for (guint i = first; i < MIN (first + printing->per_page, sheet->lines->len); i++) {
    draw_line_of (&page, sheet, &g_array_index (sheet->lines, CrmListPrintLine, i), y);
    y += ROW_HEIGHT;
    draw_line (&page, y, 0.15);
  }
  if (sheet->totals != NULL && (guint)number + 1 == printing->n_pages)
    draw_text (&page, sheet->totals, "Sans Bold 8", MARGIN + CELL_PADDING, y + CELL_PADDING,
               width - 2 * CELL_PADDING, PANGO_ALIGN_RIGHT);
  draw_foot (&page, sheet, (guint)number, printing->n_pages);
  g_object_unref (page.layout);
}

/* --- Pages ------------------------------------------------------------------------------------ */

static void
on_begin_print_cb (GtkPrintOperation *operation, GtkPrintContext *context, Printing *printing)
{
  const CrmListSheet *sheet = printing->sheet;
  double height =
    gtk_print_context_get_height (context) - 2 * MARGIN - FOOT_HEIGHT - head_height (sheet);
  /* The totals stand behind the last row, on its page. */
  guint rows = sheet->lines->len + (sheet->totals != NULL ? 1 : 0);

  printing->per_page = (guint)MAX (height / ROW_HEIGHT, 1);
  printing->n_pages = MAX ((rows + printing->per_page - 1) / printing->per_page, 1);
  gtk_print_operation_set_n_pages (operation, (int)printing->n_pages);
}

static void
on_done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, Printing *printing)
{
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  crm_desk_report (printing->sheet->desk, error);
}

static GtkPageSetup *
page_setup (const CrmListSheet *sheet)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  g_autoptr (GtkPaperSize) size = gtk_paper_size_new (GTK_PAPER_NAME_A4);

  gtk_page_setup_set_paper_size (setup, size);
  gtk_page_setup_set_orientation (setup, whole_weight (sheet) > LANDSCAPE_FROM
                                           ? GTK_PAGE_ORIENTATION_LANDSCAPE
                                           : GTK_PAGE_ORIENTATION_PORTRAIT);

  return setup;
}

void
crm_list_print (CrmListSheet *sheet, GtkWindow *parent, GFile *file)
{
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autoptr (GtkPageSetup) setup = NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  Printing *printing;

  g_return_if_fail (sheet != NULL);

  printing = g_new0 (Printing, 1);
  printing->sheet = sheet;
  setup = page_setup (sheet);
  operation = gtk_print_operation_new ();
  gtk_print_operation_set_job_name (operation, sheet->title);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  g_signal_connect (operation, "begin-print", G_CALLBACK (on_begin_print_cb), printing);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw_page_cb), printing);
  g_signal_connect_data (operation, "done", G_CALLBACK (on_done_cb), printing, printing_free, 0);
  if (path != NULL) {
    gtk_print_operation_set_export_filename (operation, path);
    gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, parent, NULL);
    return;
  }
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_show_progress (operation, TRUE);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, NULL);
}
