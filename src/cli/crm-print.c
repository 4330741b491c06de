/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/crm-print.h"

#include "office/lists/crm-export.h"

#include <string.h>

/* Rows that the table looks at before it decides on widths; later ones may stand out. */
#define ROWS_MEASURED 200
/* A cell of the table is cut after this many columns of the terminal. */
#define WIDEST_CELL 40

/* --- Output ----------------------------------------------------------------------------------- */

void
crm_output_write (CrmOutput *self, const char *text, gssize length)
{
  gsize n = length < 0 ? strlen (text) : (gsize)length;

  if (self->buffer != NULL) {
    g_string_append_len (self->buffer, text, (gssize)n);
    return;
  }
#ifdef G_OS_WIN32
  /* The console has its own code page, which g_print() knows. */
  {
    g_autofree char *copy = g_strndup (text, n);

    g_print ("%s", copy);
  }
#else
  if (fwrite (text, 1, n, stdout) != n)
    self->failed = TRUE;
#endif
}

void
crm_output_printf (CrmOutput *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  crm_output_write (self, text, -1);
}

void
crm_output_json (CrmOutput *self, JsonNode *node)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autofree char *text = NULL;

  json_generator_set_root (generator, node);
  json_generator_set_pretty (generator, self->buffer == NULL);
  text = json_generator_to_data (generator, NULL);
  crm_output_write (self, text, -1);
  if (self->buffer == NULL)
    crm_output_write (self, "\n", 1);
}

void
crm_output_flush (CrmOutput *self)
{
  if (fflush (stdout) != 0)
    self->failed = TRUE;
}

/* --- Rows ------------------------------------------------------------------------------------- */

struct _CrmPrinter {
  CrmOutput *out;
  CrmPrintFormat format;
  guint n_columns;
  char **keys;
  char **labels;
  CrmPrintKind *kinds;
  guint *widths;
  GPtrArray *held; /* of char**: rows before the widths are known; NULL once they are */
  GString *line;
  guint n_rows;
};

CrmPrinter *
crm_printer_new (CrmOutput *out,
                 CrmPrintFormat format,
                 const CrmPrintColumn *columns,
                 guint n_columns)
{
  CrmPrinter *self = g_new0 (CrmPrinter, 1);

  self->out = out;
  self->format = format;
  self->n_columns = n_columns;
  self->keys = g_new0 (char *, n_columns + 1);
  self->labels = g_new0 (char *, n_columns + 1);
  self->kinds = g_new0 (CrmPrintKind, n_columns);
  self->widths = g_new0 (guint, n_columns);
  self->held = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  self->line = g_string_new (NULL);
  for (guint i = 0; i < n_columns; i++) {
    self->keys[i] = g_strdup (columns[i].key);
    self->labels[i] = g_strdup (columns[i].label);
    self->kinds[i] = columns[i].kind;
  }

  return self;
}

void
crm_printer_free (CrmPrinter *self)
{
  g_strfreev (self->keys);
  g_strfreev (self->labels);
  g_free (self->kinds);
  g_free (self->widths);
  g_clear_pointer (&self->held, g_ptr_array_unref);
  g_string_free (self->line, TRUE);
  g_free (self);
}

static guint
character_width (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;

  return g_unichar_iswide (c) ? 2 : 1;
}

/* Appends the text, cut to the widest cell and padded to @width. Returns how wide it is. */
static guint
append_cell (GString *line, const char *text, guint width, gboolean right, gboolean last)
{
  g_autoptr (GString) cell = g_string_new (NULL);
  guint wide = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_unichar_iscntrl (c))
      c = ' ';
    if (wide + character_width (c) >= WIDEST_CELL && *g_utf8_next_char (p) != '\0') {
      g_string_append (cell, "…");
      wide++;
      break;
    }
    wide += character_width (c);
    g_string_append_unichar (cell, c);
  }
  for (guint i = wide; right && i < width; i++)
    g_string_append_c (line, ' ');
  g_string_append_len (line, cell->str, (gssize)cell->len);
  for (guint i = wide; !right && !last && i < width; i++)
    g_string_append_c (line, ' ');

  return wide;
}

static void
write_table_row (CrmPrinter *self, char **cells)
{
  g_string_truncate (self->line, 0);
  for (guint i = 0; i < self->n_columns; i++) {
    gboolean right = self->kinds[i] == CRM_PRINT_FIGURE || self->kinds[i] == CRM_PRINT_INTEGER;

    if (i > 0)
      g_string_append (self->line, "  ");
    append_cell (self->line, cells[i], self->widths[i], right, i + 1 == self->n_columns);
  }
  g_string_append_c (self->line, '\n');
  crm_output_write (self->out, self->line->str, (gssize)self->line->len);
}

static void
measure_row (CrmPrinter *self, char **cells)
{
  for (guint i = 0; i < self->n_columns; i++) {
    guint width;

    g_string_truncate (self->line, 0);
    width = append_cell (self->line, cells[i], 0, FALSE, TRUE);
    self->widths[i] = MAX (self->widths[i], width);
  }
}

static void
write_held_rows (CrmPrinter *self)
{
  if (self->held == NULL)
    return;
  measure_row (self, self->labels);
  for (guint i = 0; i < self->held->len; i++)
    measure_row (self, g_ptr_array_index (self->held, i));
  write_table_row (self, self->labels);
  for (guint i = 0; i < self->held->len; i++)
    write_table_row (self, g_ptr_array_index (self->held, i));
  g_clear_pointer (&self->held, g_ptr_array_unref);
}

static void
add_to_table (CrmPrinter *self, const char *const *cells)
{
  g_auto (GStrv) row = g_new0 (char *, self->n_columns + 1);

  for (guint i = 0; i < self->n_columns; i++)
    row[i] = g_strdup (cells[i] != NULL ? cells[i] : "");
  if (self->held == NULL) {
    write_table_row (self, row);
    return;
  }
  g_ptr_array_add (self->held, g_steal_pointer (&row));
  if (self->held->len == ROWS_MEASURED)
    write_held_rows (self);
}

/* Figures are ours and keep their minus; a text is guarded, as in an exported file. */
static void
append_csv (GString *line, const char *text, gboolean guard)
{
  g_autofree char *cell = guard ? crm_export_csv_cell (text) : NULL;

  g_string_append (line, guard ? cell : text);
}

static void
write_csv_row (CrmPrinter *self, const char *const *cells, gboolean heading)
{
  g_string_truncate (self->line, 0);
  for (guint i = 0; i < self->n_columns; i++) {
    if (i > 0)
      g_string_append_c (self->line, ',');
    if (cells[i] != NULL)
      append_csv (self->line, cells[i], !heading && self->kinds[i] == CRM_PRINT_TEXT);
  }
  g_string_append (self->line, "\r\n");
  crm_output_write (self->out, self->line->str, (gssize)self->line->len);
}

static void
append_json_string (GString *line, const char *text)
{
  g_string_append_c (line, '"');
  for (const char *p = text; *p != '\0'; p++) {
    guchar c = (guchar)*p;

    if (c == '"' || c == '\\')
      g_string_append_printf (line, "\\%c", c);
    else if (c < 0x20 || c == 0x7f)
      g_string_append_printf (line, "\\u%04x", c);
    else
      g_string_append_c (line, (char)c);
  }
  g_string_append_c (line, '"');
}

static void
append_json_cell (GString *line, const char *text, CrmPrintKind kind)
{
  if (text == NULL || *text == '\0')
    g_string_append (line, "null");
  else if (kind == CRM_PRINT_YESNO)
    g_string_append (line, g_str_equal (text, "1") ? "true" : "false");
  else if (kind == CRM_PRINT_INTEGER)
    g_string_append (line, text);
  else
    append_json_string (line, text);
}

static void
write_json_row (CrmPrinter *self, const char *const *cells)
{
  gboolean one_line = self->out->buffer != NULL;

  g_string_truncate (self->line, 0);
  g_string_append (self->line, self->n_rows == 0 ? "[" : ",");
  if (!one_line)
    g_string_append_c (self->line, '\n');
  for (guint i = 0; i < self->n_columns; i++) {
    g_string_append_c (self->line, i == 0 ? '{' : ',');
    append_json_string (self->line, self->keys[i]);
    g_string_append_c (self->line, ':');
    append_json_cell (self->line, cells[i], self->kinds[i]);
  }
  g_string_append_c (self->line, '}');
  crm_output_write (self->out, self->line->str, (gssize)self->line->len);
}

void
crm_printer_add (CrmPrinter *self, const char *const *cells)
{
  switch (self->format) {
  case CRM_PRINT_CSV:
    if (self->n_rows == 0)
      write_csv_row (self, (const char *const *)self->keys, TRUE);
    write_csv_row (self, cells, FALSE);
    break;
  case CRM_PRINT_JSON:
    write_json_row (self, cells);
    break;
  case CRM_PRINT_TABLE:
  default:
    add_to_table (self, cells);
    break;
  }
  self->n_rows++;
}

void
crm_printer_end (CrmPrinter *self)
{
  switch (self->format) {
  case CRM_PRINT_CSV:
    if (self->n_rows == 0)
      write_csv_row (self, (const char *const *)self->keys, TRUE);
    break;
  case CRM_PRINT_JSON:
    if (self->n_rows == 0)
      crm_output_write (self->out, "[", 1);
    crm_output_write (self->out, self->out->buffer != NULL ? "]" : "\n]\n", -1);
    break;
  case CRM_PRINT_TABLE:
  default:
    write_held_rows (self);
    break;
  }
}
