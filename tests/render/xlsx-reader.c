/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "xlsx-reader.h"

#include <string.h>
#include <zip.h>

typedef struct {
  Xlsx *xlsx;
  GString *text;
  XlsxCell *cell;
  GHashTable *codes; /* number format id → code */
  gboolean in_styles;
} Reader;

static void
free_cell (XlsxCell *cell)
{
  g_free (cell->name);
  g_free (cell->type);
  g_free (cell->value);
  g_free (cell->formula);
  g_free (cell->format);
  g_free (cell);
}

static const char *
find_value (const char **names, const char **values, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++) {
    if (g_str_equal (names[i], name))
      return values[i];
  }
  return "";
}

static void
start_cell (Reader *reader, const char **names, const char **values)
{
  guint style = (guint)g_ascii_strtoull (find_value (names, values, "s"), NULL, 10);

  reader->cell = g_new0 (XlsxCell, 1);
  reader->cell->name = g_strdup (find_value (names, values, "r"));
  reader->cell->type = g_strdup (find_value (names, values, "t"));
  reader->cell->value = g_strdup ("");
  reader->cell->format = g_strdup (
    style < reader->xlsx->formats->len ? g_ptr_array_index (reader->xlsx->formats, style) : "");
  g_hash_table_insert (reader->xlsx->cells, reader->cell->name, reader->cell);
}

static void
on_start (GMarkupParseContext *context,
          const char *element,
          const char **names,
          const char **values,
          gpointer data,
          GError **error)
{
  Reader *reader = data;
  Xlsx *xlsx = reader->xlsx;

  if (g_str_equal (element, "c"))
    start_cell (reader, names, values);
  else if (g_str_equal (element, "row"))
    g_hash_table_insert (xlsx->rows, g_strdup (find_value (names, values, "r")),
                         g_strdup (find_value (names, values, "ht")));
  else if (g_str_equal (element, "mergeCell"))
    g_ptr_array_add (xlsx->merges, g_strdup (find_value (names, values, "ref")));
  else if (g_str_equal (element, "numFmt"))
    g_hash_table_insert (reader->codes, g_strdup (find_value (names, values, "numFmtId")),
                         g_strdup (find_value (names, values, "formatCode")));
  else if (g_str_equal (element, "cellXfs"))
    reader->in_styles = TRUE;
  else if (g_str_equal (element, "xf") && reader->in_styles) {
    const char *id = find_value (names, values, "numFmtId");
    const char *code = g_hash_table_lookup (reader->codes, id);

    g_ptr_array_add (xlsx->formats, g_strdup (code != NULL ? code : id));
  }
  if (g_str_equal (element, "si") || g_str_equal (element, "f") || g_str_equal (element, "v") ||
      g_str_equal (element, "is"))
    g_string_truncate (reader->text, 0);
}

static void
on_end (GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
  Reader *reader = data;

  if (g_str_equal (element, "cellXfs"))
    reader->in_styles = FALSE;
  else if (g_str_equal (element, "si"))
    g_ptr_array_add (reader->xlsx->strings, g_strdup (reader->text->str));
  else if (g_str_equal (element, "f"))
    reader->cell->formula = g_strdup (reader->text->str);
  else if (g_str_equal (element, "v") || g_str_equal (element, "is")) {
    guint index = (guint)g_ascii_strtoull (reader->text->str, NULL, 10);

    g_free (reader->cell->value);
    reader->cell->value = g_strdup (g_str_equal (reader->cell->type, "s")
                                      ? g_ptr_array_index (reader->xlsx->strings, index)
                                      : reader->text->str);
  }
}

static void
on_text (GMarkupParseContext *context,
         const char *text,
         gsize length,
         gpointer data,
         GError **error)
{
  g_string_append_len (((Reader *)data)->text, text, (gssize)length);
}

static void
read_part (Xlsx *self, Reader *reader, const char *name)
{
  static const GMarkupParser parser = { on_start, on_end, on_text, NULL, NULL };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, reader, NULL);
  g_autoptr (GError) error = NULL;
  const char *text = xlsx_part (self, name);

  if (*text == '\0')
    return;
  g_markup_parse_context_parse (context, text, (gssize)strlen (text), &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
}

static void
read_package (Xlsx *self, const char *path)
{
  int failed = 0;
  zip_t *zip = zip_open (path, ZIP_RDONLY | ZIP_CHECKCONS, &failed);

  g_assert_nonnull (zip);
  for (gint64 i = 0; i < zip_get_num_entries (zip, 0); i++) {
    zip_stat_t stat = { 0 };
    zip_file_t *file = zip_fopen_index (zip, (zip_uint64_t)i, 0);
    char *data = NULL;

    g_assert_nonnull (file);
    g_assert_cmpint (zip_stat_index (zip, (zip_uint64_t)i, 0, &stat), ==, 0);
    data = g_malloc0 (stat.size + 1);
    g_assert_cmpint (zip_fread (file, data, stat.size), ==, (gint64)stat.size);
    /* The check sum is compared at the end of the part. */
    g_assert_cmpint (zip_fread (file, data + stat.size, 1), ==, 0);
    zip_fclose (file);
    g_hash_table_insert (self->parts, g_strdup (stat.name), g_bytes_new_take (data, stat.size + 1));
  }
  zip_close (zip);
}

Xlsx *
xlsx_open (const char *path)
{
  Xlsx *self = g_new0 (Xlsx, 1);
  Reader reader = { self, g_string_new (NULL), NULL, NULL, FALSE };

  self->parts =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
  self->cells = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)free_cell);
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->merges = g_ptr_array_new_with_free_func (g_free);
  self->strings = g_ptr_array_new_with_free_func (g_free);
  self->formats = g_ptr_array_new_with_free_func (g_free);
  reader.codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  read_package (self, path);
  read_part (self, &reader, "xl/styles.xml");
  read_part (self, &reader, "xl/sharedStrings.xml");
  read_part (self, &reader, "xl/worksheets/sheet1.xml");
  g_string_free (reader.text, TRUE);
  g_hash_table_unref (reader.codes);
  return self;
}

void
xlsx_free (Xlsx *self)
{
  g_hash_table_unref (self->parts);
  g_hash_table_unref (self->cells);
  g_hash_table_unref (self->rows);
  g_ptr_array_unref (self->merges);
  g_ptr_array_unref (self->strings);
  g_ptr_array_unref (self->formats);
  g_free (self);
}

const char *
xlsx_part (Xlsx *self, const char *name)
{
  GBytes *part = g_hash_table_lookup (self->parts, name);

  return part != NULL ? g_bytes_get_data (part, NULL) : "";
}

const XlsxCell *
xlsx_cell (Xlsx *self, const char *name)
{
  return g_hash_table_lookup (self->cells, name);
}

const XlsxCell *
xlsx_find (Xlsx *self, const char *text)
{
  GHashTableIter iter;
  gpointer cell = NULL;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, NULL, &cell)) {
    if (g_str_equal (((XlsxCell *)cell)->value, text))
      return cell;
  }
  return NULL;
}
