/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <xlsxwriter.h>

#include "base/crm-day.h"
#include "base/crm-error.h"
#include "render/crm-paper-private.h"
#include "render/crm-xlsx-formula.h"
#include "render/crm-xlsx-grid.h"

/* Same widths as Liberation Sans, and every Excel has it. */
#define FONT "Arial"

/* Excel takes no longer text in a cell. */
#define MAX_TEXT 32000

#define PIXELS(points) ((points)*96.0 / 72)

#define SMALL_FACTOR 0.8

typedef struct {
  CrmPaper *paper;
  const CrmSheet *sheet;
  CrmXlsxGrid *grid;
  GPtrArray *tables;
  GHashTable *formats; /* packed look → lxw_format, owned by the workbook */
  lxw_workbook *book;
  lxw_worksheet *page;
} CrmXlsx;

/* Formats */

typedef struct {
  guint size; /* 1/100 point */
  guint32 color;
  guint flags; /* bold 1, italic 2, align 2 bits, valign 2 bits, edges 4 bits, row lines */
  int fill;
  CrmFigureKind figure;
  guint decimals;
} CrmLook;

static guint
hash_look (gconstpointer key)
{
  const CrmLook *look = key;

  return look->size ^ (look->color * 31) ^ (look->flags * 40503u) ^ ((guint)look->fill * 17) ^
         ((guint)look->figure << 20) ^ (look->decimals << 24);
}

static gboolean
equal_look (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (CrmLook)) == 0;
}

/* Decimals that the number really has, as on the paper. */
static guint
count_decimals (const CrmFigure *figure)
{
  gint64 value = figure->value;
  guint decimals = figure->digits;
  guint least = figure->kind == CRM_FIGURE_PRICE ? 2 : 0;

  if (figure->kind == CRM_FIGURE_MONEY)
    return decimals;
  for (; decimals > least && value % 10 == 0; decimals--)
    value /= 10;
  return decimals;
}

static void
set_number_format (lxw_format *format, const CrmLook *look)
{
  static const char *const formats[] = { "#,##0", "#,##0.0", "#,##0.00", "#,##0.000",
                                         "#,##0.0000" };

  if (look->figure == CRM_FIGURE_INT)
    format_set_num_format (format, "0");
  else if (look->figure != CRM_FIGURE_NONE)
    format_set_num_format (format, formats[MIN (look->decimals, G_N_ELEMENTS (formats) - 1)]);
}

static void
set_borders (lxw_format *format, guint edges, gboolean light)
{
  const lxw_color_t color = light ? CRM_HAIR_COLOR : LXW_COLOR_BLACK;

  if (edges & CRM_EDGE_LEFT)
    format_set_left (format, LXW_BORDER_THIN);
  if (edges & CRM_EDGE_TOP)
    format_set_top (format, LXW_BORDER_THIN);
  if (edges & CRM_EDGE_RIGHT)
    format_set_right (format, LXW_BORDER_THIN);
  if (edges & CRM_EDGE_BOTTOM)
    format_set_bottom (format, LXW_BORDER_THIN);
  if (edges != 0 && light) {
    format_set_top_color (format, color);
    format_set_bottom_color (format, color);
  }
}

static void
set_font (lxw_format *format, const CrmLook *look)
{
  format_set_font_name (format, FONT);
  format_set_font_size (format, look->size / 100.0);
  if (look->color != 0)
    format_set_font_color (format, look->color);
  if (look->flags & 1)
    format_set_bold (format);
  if (look->flags & 2)
    format_set_italic (format);
}

static lxw_format *
make_format (CrmXlsx *self, const CrmLook *look)
{
  static const guint8 aligns[] = { LXW_ALIGN_LEFT, LXW_ALIGN_CENTER, LXW_ALIGN_RIGHT };
  static const guint8 valigns[] = { LXW_ALIGN_VERTICAL_TOP, LXW_ALIGN_VERTICAL_CENTER,
                                    LXW_ALIGN_VERTICAL_BOTTOM };
  lxw_format *format = workbook_add_format (self->book);

  set_font (format, look);
  format_set_align (format, aligns[look->flags >> 2 & 3]);
  format_set_align (format, valigns[look->flags >> 4 & 3]);
  if (look->figure == CRM_FIGURE_NONE)
    format_set_text_wrap (format);
  if (look->fill >= 0) {
    format_set_pattern (format, LXW_PATTERN_SOLID);
    format_set_fg_color (format, (lxw_color_t)look->fill);
    format_set_bg_color (format, (lxw_color_t)look->fill);
  }
  set_borders (format, look->flags >> 6 & 15, (look->flags & 1024) != 0);
  set_number_format (format, look);
  return format;
}

static lxw_format *
find_format (CrmXlsx *self, const CrmLook *look)
{
  lxw_format *format = g_hash_table_lookup (self->formats, look);

  if (format == NULL) {
    format = make_format (self, look);
    g_hash_table_insert (self->formats, g_memdup2 (look, sizeof *look), format);
  }
  return format;
}

/* Texts that are small or bold as a whole need no parts. */
static gboolean
is_one_span (const CrmRich *rich)
{
  return rich->n_spans == 1 && rich->spans[0].start == 0 && rich->spans[0].end == rich->length;
}

static void
apply_span (CrmLook *look, guint flags)
{
  if (flags & CRM_SPAN_SMALL)
    look->size = (guint)(look->size * SMALL_FACTOR);
  if (flags & CRM_SPAN_BOLD)
    look->flags |= 1;
  if (flags & CRM_SPAN_MARK)
    look->color = 0xc01010;
}

/* Every byte of a look is set, for looks are compared as a whole. */
static CrmLook
look_of (const CrmItem *item)
{
  const gboolean rows = item->table != NULL && item->edges == (CRM_EDGE_TOP | CRM_EDGE_BOTTOM);
  CrmLook look;

  memset (&look, 0, sizeof look);
  look.size = (guint)(item->style.size * 100 + 0.5);
  look.color = item->style.color;
  look.flags = (item->style.b ? 1 : 0) | (item->style.i ? 2 : 0) | (guint)item->style.align << 2 |
               (guint)item->valign << 4 | item->edges << 6 | (rows ? 1024 : 0);
  look.fill = item->fill;
  if (item->rich != NULL) {
    look.figure = item->rich->figure.kind;
    if (look.figure != CRM_FIGURE_NONE)
      look.decimals = count_decimals (&item->rich->figure);
    if (is_one_span (item->rich))
      apply_span (&look, item->rich->spans[0].flags);
  }
  return look;
}

/* Cells */

static void
add_part (CrmXlsx *self,
          GPtrArray *parts,
          const CrmLook *outer,
          const CrmRich *rich,
          guint start,
          guint end,
          guint flags)
{
  lxw_rich_string_tuple *part = NULL;
  CrmLook look = *outer;

  if (start >= end)
    return;
  look.figure = CRM_FIGURE_NONE;
  apply_span (&look, flags);
  part = g_new0 (lxw_rich_string_tuple, 1);
  part->format = find_format (self, &look);
  part->string = g_strndup (rich->text + start, end - start);
  g_ptr_array_add (parts, part);
}

static void
free_part (lxw_rich_string_tuple *part)
{
  g_free (part->string);
  g_free (part);
}

static void
write_parts (CrmXlsx *self, const CrmRegion *region, const CrmLook *look, lxw_format *format)
{
  const CrmRich *rich = region->item->rich;
  GPtrArray *parts = g_ptr_array_new ();
  guint done = 0;

  for (guint i = 0; i < rich->n_spans; i++) {
    add_part (self, parts, look, rich, done, rich->spans[i].start, 0);
    add_part (self, parts, look, rich, MAX (done, rich->spans[i].start), rich->spans[i].end,
              rich->spans[i].flags);
    done = MAX (done, rich->spans[i].end);
  }
  add_part (self, parts, look, rich, done, (guint)rich->length, 0);
  g_ptr_array_add (parts, NULL);
  if (worksheet_write_rich_string (self->page, region->row, (lxw_col_t)region->column,
                                   (lxw_rich_string_tuple **)parts->pdata, format) != LXW_NO_ERROR)
    worksheet_write_string (self->page, region->row, (lxw_col_t)region->column, rich->text, format);
  for (guint i = 0; i + 1 < parts->len; i++)
    free_part (g_ptr_array_index (parts, i));
  g_ptr_array_unref (parts);
}

/* Always as a string: a text that begins with "=" must not become a formula. */
static void
write_text (CrmXlsx *self, const CrmRegion *region, const CrmLook *look, lxw_format *format)
{
  const CrmRich *rich = region->item->rich;
  g_autofree char *cut = NULL;

  if (rich->length > MAX_TEXT)
    cut = g_utf8_substring (rich->text, 0, MIN (g_utf8_strlen (rich->text, -1), MAX_TEXT));
  if (rich->n_spans > 0 && !is_one_span (rich) && cut == NULL)
    write_parts (self, region, look, format);
  else
    worksheet_write_string (self->page, region->row, (lxw_col_t)region->column,
                            cut != NULL ? cut : rich->text, format);
}

static void
write_figure (CrmXlsx *self, const CrmRegion *region, lxw_format *format)
{
  const CrmItem *item = region->item;
  const CrmFigure *figure = &item->rich->figure;
  const double value = (double)figure->value / pow (10, figure->digits);
  g_autofree char *formula =
    crm_xlsx_formula_new (crm_xlsx_tables_find (self->tables, item->table), item);

  if (formula != NULL)
    worksheet_write_formula_num (self->page, region->row, (lxw_col_t)region->column, formula,
                                 format, value);
  else
    worksheet_write_number (self->page, region->row, (lxw_col_t)region->column, value, format);
}

static void
write_region (CrmXlsx *self, const CrmRegion *region)
{
  const CrmLook look = look_of (region->item);
  lxw_format *format = find_format (self, &look);
  const CrmRich *rich = region->item->rich;

  if (region->row != region->last_row || region->column != region->last_column)
    worksheet_merge_range (self->page, region->row, (lxw_col_t)region->column, region->last_row,
                           (lxw_col_t)region->last_column, "", format);
  if (rich == NULL)
    worksheet_write_blank (self->page, region->row, (lxw_col_t)region->column, format);
  else if (rich->figure.kind != CRM_FIGURE_NONE)
    write_figure (self, region, format);
  else
    write_text (self, region, &look, format);
}

/* Pictures */

/* libxlsxwriter turns dots into inches by the resolution that the PNG names, 96 without one. */
static double
png_dpi (const guchar *data, gsize length)
{
  for (gsize i = 8; i + 12 <= length;) {
    gsize chunk =
      (gsize)data[i] << 24 | (gsize)data[i + 1] << 16 | (gsize)data[i + 2] << 8 | data[i + 3];

    if (memcmp (data + i + 4, "IDAT", 4) == 0 || chunk > length)
      break;
    if (memcmp (data + i + 4, "pHYs", 4) == 0 && chunk >= 9 && i + 17 <= length &&
        data[i + 16] == 1) {
      double per_metre =
        (double)data[i + 8] * 16777216 + data[i + 9] * 65536 + data[i + 10] * 256 + data[i + 11];

      return per_metre > 0 ? per_metre * 0.0254 : 96;
    }
    i += chunk + 12;
  }
  return 96;
}

static void
insert_picture (CrmXlsx *self, const CrmItem *item)
{
  const guint row = crm_xlsx_grid_find (self->grid->ys, item->y);
  const guint column = crm_xlsx_grid_find (self->grid->xs, item->x);
  lxw_image_options options = { 0 };
  g_autoptr (GBytes) png = NULL;
  const guchar *data = NULL;
  gsize length = 0;
  double dots = 0;
  double ratio = 1;

  if (item->kind == CRM_ITEM_QR) {
    const guint scale = 3;

    png = crm_qr_to_png (item->object, scale);
    dots = (crm_qr_get_size (item->object) + 8) * scale;
  } else {
    png = g_bytes_ref (crm_picture_get_bytes (item->object));
    dots = crm_picture_get_width (item->object);
    ratio = item->h / item->w / crm_picture_get_ratio (item->object);
  }
  data = g_bytes_get_data (png, &length);
  options.x_scale = PIXELS (item->w) / (dots * 96 / png_dpi (data, length));
  options.y_scale = options.x_scale * ratio;
  options.x_offset = (int32_t)PIXELS (item->x - g_array_index (self->grid->xs, double, column));
  options.y_offset = (int32_t)PIXELS (item->y - g_array_index (self->grid->ys, double, row));
  options.object_position = LXW_OBJECT_MOVE_DONT_SIZE;
  options.description = (char *)"";
  worksheet_insert_image_buffer_opt (self->page, row, (lxw_col_t)column, data, length, &options);
}

/* The page */

static void
set_sizes (CrmXlsx *self)
{
  const CrmXlsxGrid *grid = self->grid;

  for (guint i = 0; i < crm_xlsx_grid_columns (grid); i++) {
    double width = g_array_index (grid->xs, double, i + 1) - g_array_index (grid->xs, double, i);

    worksheet_set_column_pixels (self->page, (lxw_col_t)i, (lxw_col_t)i,
                                 (uint32_t)(PIXELS (width) + 0.5), NULL);
  }
  for (guint i = 0; i < crm_xlsx_grid_rows (grid); i++) {
    double height = g_array_index (grid->ys, double, i + 1) - g_array_index (grid->ys, double, i);

    /* Quarters of a point are what Excel keeps. */
    worksheet_set_row (self->page, i, ceil (height * 4) / 4, NULL);
  }
}

static void
set_printing (CrmXlsx *self)
{
  static const guint8 papers[] = { 9, 11, 8, 1 }; /* A4, A5, A3, Letter as Excel counts */
  const CrmNode *root = self->paper->template->root;
  const CrmSheet *sheet = self->sheet;

  worksheet_set_paper (self->page, papers[(guint)crm_node_number (root, CRM_ATTR_PAGE, 0)]);
  if (crm_node_number (root, CRM_ATTR_LANDSCAPE, 0) > 0)
    worksheet_set_landscape (self->page);
  worksheet_set_margins (self->page, sheet->left / 72, sheet->right / 72, sheet->top / 72,
                         MAX (sheet->bottom / 72, 0.6));
  worksheet_fit_to_pages (self->page, 1, 0);
  worksheet_print_area (self->page, 0, 0, crm_xlsx_grid_rows (self->grid) - 1,
                        (lxw_col_t)(crm_xlsx_grid_columns (self->grid) - 1));
  worksheet_gridlines (self->page, LXW_HIDE_ALL_GRIDLINES);
  if (self->paper->sheet_footer != NULL)
    worksheet_set_footer (self->page, self->paper->sheet_footer);
  if (self->paper->watermark != NULL) {
    g_autofree char *header =
      g_strdup_printf ("&C&\"" FONT ",Bold\"&20&KC0C0C0%s", self->paper->watermark->text);

    worksheet_set_header (self->page, header);
  }
}

/* The head of the first table is printed on every page. */
static void
set_repeated_rows (CrmXlsx *self)
{
  for (guint i = 0; i < self->grid->regions->len; i++) {
    const CrmRegion *region = &g_array_index (self->grid->regions, CrmRegion, i);

    if (region->item->place == CRM_PLACE_HEAD) {
      if (crm_node_number (region->item->table->node, CRM_ATTR_REPEAT_HEADER, 1) > 0)
        worksheet_repeat_rows (self->page, region->row, region->last_row);
      return;
    }
  }
}

static void
set_breaks (CrmXlsx *self)
{
  g_autofree lxw_row_t *rows = g_new0 (lxw_row_t, self->sheet->n_breaks + 1);

  for (guint i = 0; i < self->sheet->n_breaks; i++)
    rows[i] = crm_xlsx_grid_find (self->grid->ys, self->sheet->breaks[i]);
  if (self->sheet->n_breaks > 0)
    worksheet_set_h_pagebreaks (self->page, rows);
}

static void
set_properties (CrmXlsx *self)
{
  lxw_doc_properties properties = { 0 };
  const char *date = crm_day_is_valid (self->paper->date) ? self->paper->date : "2000-01-01";

  properties.title = self->paper->title;
  properties.author = self->paper->author;
  properties.created = (time_t)crm_day_between ("1970-01-01", date) * 86400;
  /* Zero would mean now. */
  if (properties.created == 0)
    properties.created = 86400;
  workbook_set_properties (self->book, &properties);
}

/* Excel allows 31 characters and not all of them. */
static char *
sheet_name (const CrmPaper *paper)
{
  g_autofree char *name =
    g_utf8_substring (paper->title, 0, MIN (g_utf8_strlen (paper->title, -1), 31));

  for (char *p = name; *p != '\0'; p++) {
    if (strchr ("[]:*?/\\'", *p) != NULL || g_ascii_iscntrl (*p))
      *p = ' ';
  }
  g_strstrip (name);
  return g_strdup (*name != '\0' ? name : "1");
}

/* Widths of columns count in digits of the font of the book. The usual one is not on every desktop,
 * and what takes its place is wider. */
static void
set_book_font (CrmXlsx *self)
{
  lxw_format *format = STAILQ_FIRST (self->book->formats);

  if (format == NULL)
    return;
  format_set_font_name (format, FONT);
  format_set_font_size (format, 10);
}

static lxw_error
fill_book (CrmXlsx *self)
{
  g_autofree char *name = sheet_name (self->paper);
  const CrmPage *page = self->sheet->page;

  self->page = workbook_add_worksheet (self->book, name);
  if (self->page == NULL)
    return LXW_ERROR_MEMORY_MALLOC_FAILED;
  set_book_font (self);
  set_properties (self);
  set_sizes (self);
  set_printing (self);
  set_repeated_rows (self);
  set_breaks (self);
  for (guint i = 0; i < self->grid->regions->len; i++)
    write_region (self, &g_array_index (self->grid->regions, CrmRegion, i));
  for (guint i = 0; i < page->items->len; i++) {
    const CrmItem *item = &g_array_index (page->items, CrmItem, i);

    if (item->kind == CRM_ITEM_PICTURE || item->kind == CRM_ITEM_QR)
      insert_picture (self, item);
  }
  return LXW_NO_ERROR;
}

/* Files */

/* libxlsxwriter opens its files by the narrow names of the system, so on Windows it gets one that
 * every code page can write. */
static char *
narrow_name (const char *path)
{
#ifdef G_OS_WIN32
  return g_win32_locale_filename_from_utf8 (path);
#else
  return g_strdup (path);
#endif
}

static gboolean
write_book (CrmPaper *paper, const char *dir, GError **error)
{
  g_autofree char *narrow_dir = narrow_name (dir);
  g_autofree char *narrow_path = g_build_filename (narrow_dir, "paper.xlsx", NULL);
  lxw_workbook_options options = { .tmpdir = narrow_dir };
  CrmXlsx self = { .paper = paper };
  lxw_error failed = LXW_NO_ERROR;
  lxw_error closing = LXW_NO_ERROR;

  self.sheet = crm_paper_get_sheet (paper);
  self.book = workbook_new_opt (narrow_path, &options);
  if (self.book == NULL) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_IO, _ ("The workbook could not be made."));
    return FALSE;
  }
  self.grid = crm_xlsx_grid_new (self.sheet);
  self.tables = crm_xlsx_tables_new (self.grid);
  self.formats = g_hash_table_new_full (hash_look, equal_look, g_free, NULL);
  failed = fill_book (&self);
  closing = workbook_close (self.book);
  g_hash_table_unref (self.formats);
  g_ptr_array_unref (self.tables);
  crm_xlsx_grid_free (self.grid);
  if (failed == LXW_NO_ERROR)
    failed = closing;
  if (failed == LXW_NO_ERROR)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_IO, _ ("The workbook could not be made: %s"),
               lxw_strerror (failed));
  return FALSE;
}

/* libxlsxwriter makes a dozen files for each workbook; in memory they cost a third of the time. */
static char *
make_work_dir (GError **error)
{
#ifdef __linux__
  g_autofree char *dir = g_strdup ("/dev/shm/kontor-XXXXXX");

  if (g_mkdtemp (dir) != NULL)
    return g_steal_pointer (&dir);
#endif
  return g_dir_make_tmp ("kontor-XXXXXX", error);
}

gboolean
crm_paper_write_xlsx (CrmPaper *self, const char *path, GError **error)
{
  g_autofree char *dir = NULL;
  g_autofree char *made = NULL;
  g_autofree char *bytes = NULL;
  gsize length = 0;
  gboolean ok = FALSE;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  dir = make_work_dir (error);
  if (dir == NULL)
    return FALSE;
  made = g_build_filename (dir, "paper.xlsx", NULL);
  ok = write_book (self, dir, error) && g_file_get_contents (made, &bytes, &length, error) &&
       g_file_set_contents_full (path, bytes, (gssize)length,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_ONLY_EXISTING,
                                 0666, error);
  g_remove (made);
  g_rmdir (dir);
  return ok;
}
