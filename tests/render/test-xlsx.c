/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/crm-error.h"
#include "sample-context.h"
#include "xlsx-reader.h"

typedef struct {
  char *dir;
  char *path;
} Fixture;

/* A name in letters that not every code page has. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = g_dir_make_tmp ("render-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->dir, "Счёт ü 日本.xlsx", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->dir), ==, 0);
  g_free (fixture->path);
  g_free (fixture->dir);
}

static Xlsx *
write_and_open (Fixture *fixture, CrmPaper *paper)
{
  g_autoptr (GError) error = NULL;

  crm_paper_write_xlsx (paper, fixture->path, &error);
  g_assert_no_error (error);
  return xlsx_open (fixture->path);
}

static guint
row_of (const XlsxCell *cell)
{
  return (guint)g_ascii_strtoull (cell->name + strcspn (cell->name, "0123456789"), NULL, 10);
}

/* The cell in the row of @cell and the column of @other. */
static const XlsxCell *
cross (Xlsx *xlsx, const XlsxCell *cell, const XlsxCell *other)
{
  g_autofree char *column = g_strndup (other->name, strcspn (other->name, "0123456789"));
  g_autofree char *name = g_strdup_printf ("%s%u", column, row_of (cell));

  return xlsx_cell (xlsx, name);
}

static void
test_shipped (Fixture *fixture, gconstpointer data)
{
  static const guint counts[] = { 1, 20, 300 };

  for (guint i = 0; i < SAMPLE_N; i++) {
    for (guint j = 0; j < G_N_ELEMENTS (counts); j++) {
      g_autoptr (CrmPaper) paper = sample_paper_new (
        &sample_templates[i], counts[j],
        j == 1 ? SAMPLE_LOGO | SAMPLE_DISCOUNT | SAMPLE_LONG : SAMPLE_PLAIN);
      g_autoptr (Xlsx) xlsx = write_and_open (fixture, paper);
      const char *sheet = xlsx_part (xlsx, "xl/worksheets/sheet1.xml");

      g_assert_nonnull (strstr (sheet, "fitToHeight=\"0\""));
      g_assert_nonnull (strstr (sheet, "&amp;P"));
      g_assert_nonnull (strstr (xlsx_part (xlsx, "xl/workbook.xml"), "Print_Area"));
      g_assert_nonnull (strstr (xlsx_part (xlsx, "xl/workbook.xml"), "Print_Titles"));
      g_assert_nonnull (strstr (xlsx_part (xlsx, "xl/styles.xml"), "Arial"));
      g_assert_null (strstr (xlsx_part (xlsx, "xl/styles.xml"), "Calibri"));
      g_assert_nonnull (strstr (xlsx_part (xlsx, "docProps/core.xml"), "2026-11-05T00:00:00Z"));
    }
  }
}

/* Numbers are numbers, and what they are made of is a formula with its value beside it. */
static void
test_numbers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmPaper) paper = sample_paper_new (&sample_templates[0], 20, SAMPLE_PLAIN);
  g_autoptr (Xlsx) xlsx = write_and_open (fixture, paper);
  const XlsxCell *name = xlsx_find (xlsx, "Товар 7");
  const XlsxCell *price = cross (xlsx, name, xlsx_find (xlsx, "Цена"));
  const XlsxCell *quantity = cross (xlsx, name, xlsx_find (xlsx, "Кол-во"));
  const XlsxCell *sum = cross (xlsx, name, xlsx_find (xlsx, "Сумма"));
  const XlsxCell *total = cross (xlsx, xlsx_find (xlsx, "Итого:"), xlsx_find (xlsx, "Сумма"));
  const XlsxCell *due =
    cross (xlsx, xlsx_find (xlsx, "Всего к оплате:"), xlsx_find (xlsx, "Сумма"));
  g_autofree char *formula = g_strdup_printf ("ROUND(%s*%s,2)", quantity->name, price->name);

  g_assert_cmpstr (price->type, ==, "");
  g_assert_cmpstr (price->value, ==, "701.75");
  /* 4 is the number that the standard gives it. */
  g_assert_true (g_str_equal (price->format, "#,##0.00") || g_str_equal (price->format, "4"));
  g_assert_cmpstr (quantity->value, ==, "1.5");
  g_assert_cmpstr (quantity->format, ==, "#,##0.0");
  g_assert_cmpstr (sum->value, ==, "1052.63");
  g_assert_cmpstr (sum->formula, ==, formula);
  g_assert_true (g_str_has_prefix (total->formula, "ROUND(SUM("));
  g_assert_cmpstr (total->value, ==, "31578.8");
  g_assert_null (due->formula);
  g_assert_cmpstr (due->type, ==, "");
}

/* A formula that would give something else than the paper says is not written. */
static void
test_formula_that_differs (Fixture *fixture, gconstpointer data)
{
  g_autofree char *xml =
    sample_document ("<table each='items' as='i'><col title='q' width='20'>{{i.q|qty}}</col>"
                     "<col title='p' width='20'>{{i.p|price}}</col>"
                     "<col title='s' width='*' xlsx-formula='q*p-d'>{{i.s|money}}</col>"
                     "<total label='t' xlsx-formula='sum(s)'>{{t|money}}</total></table>");
  g_autoptr (CrmPaper) paper = sample_paper_from_text (
    xml, "{\"t\":{\"v\":300,\"c\":\"EUR\"},\"items\":["
         "{\"q\":1000,\"p\":{\"v\":10000,\"c\":\"EUR\"},\"s\":{\"v\":100,\"c\":\"EUR\"}},"
         "{\"q\":1000,\"p\":{\"v\":10000,\"c\":\"EUR\"},\"s\":{\"v\":101,\"c\":\"EUR\"}}]}");
  g_autoptr (Xlsx) xlsx = write_and_open (fixture, paper);
  const XlsxCell *right = xlsx_find (xlsx, "1.01");
  const XlsxCell *total = xlsx_find (xlsx, "3");

  g_assert_nonnull (right);
  g_assert_null (right->formula);
  g_assert_nonnull (total);
  g_assert_null (total->formula);
}

/* Amounts that no sum can hold. */
static void
test_huge (Fixture *fixture, gconstpointer data)
{
  g_autofree char *xml = sample_document (
    "<table each='items' as='i'><col title='s' width='*' xlsx-formula='q*s'>{{i.s|money}}</col>"
    "<total label='t' xlsx-formula='sum(s)'>−{{t|money}}</total></table>");
  g_autoptr (CrmPaper) paper = sample_paper_from_text (
    xml, "{\"t\":{\"v\":-9223372036854775808,\"c\":7},\"doc\":{\"draft\":[]},\"items\":["
         "{\"s\":{\"v\":9223372036854775807,\"c\":\"EUR\"}},"
         "{\"s\":{\"v\":9223372036854775807,\"c\":\"EUR\"}}]}");
  g_autoptr (Xlsx) xlsx = write_and_open (fixture, paper);

  g_assert_nonnull (xlsx_find (xlsx, "92233720368547758.07"));
}

static void
test_discount (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmPaper) paper =
               sample_paper_new (&sample_templates[0], 6, SAMPLE_DISCOUNT | SAMPLE_NO_VAT);
  g_autoptr (Xlsx) xlsx = write_and_open (fixture, paper);
  const XlsxCell *sum = cross (xlsx, xlsx_find (xlsx, "Товар 3"), xlsx_find (xlsx, "Сумма"));
  const XlsxCell *less = cross (xlsx, xlsx_find (xlsx, "Скидка:"), xlsx_find (xlsx, "Сумма"));

  g_assert_nonnull (strchr (sum->formula, '-'));
  g_assert_true (g_str_has_prefix (less->value, "-"));
  g_assert_cmpstr (less->type, ==, "");
  g_assert_nonnull (xlsx_find (xlsx, "Без налога (НДС):"));
}

/* Text that looks like a formula stays text. */
static void
test_dangerous_text (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = {
    "=1+1", "+7 495", "-x", "@SUM(A1)", "=cmd|' /C calc'!A0", "http://x.example/"
  };
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *xml = NULL;
  g_autoptr (CrmPaper) paper = NULL;
  g_autoptr (Xlsx) xlsx = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_string_append_printf (body, "<p>%s</p>", texts[i]);
  xml = sample_document (body->str);
  paper = sample_paper_from_text (xml, "{}");
  xlsx = write_and_open (fixture, paper);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    const XlsxCell *cell = xlsx_find (xlsx, texts[i]);

    g_assert_nonnull (cell);
    g_assert_null (cell->formula);
    g_assert_true (g_str_equal (cell->type, "s") || g_str_equal (cell->type, "inlineStr"));
  }
  g_assert_null (strstr (xlsx_part (xlsx, "xl/worksheets/sheet1.xml"), "<hyperlink"));
}

/* Excel does not make wrapped rows high enough by itself. */
static void
test_row_heights (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmPaper) shorter = sample_paper_new (&sample_templates[0], 3, SAMPLE_PLAIN);
  g_autoptr (CrmPaper) longer = sample_paper_new (&sample_templates[0], 3, SAMPLE_LONG);
  double heights[2] = { 0 };

  for (guint i = 0; i < 2; i++) {
    g_autoptr (Xlsx) xlsx = write_and_open (fixture, i == 0 ? shorter : longer);
    GHashTableIter iter;
    gpointer row = NULL;
    gpointer height = NULL;
    const XlsxCell *first = xlsx_find (xlsx, "1");
    g_autofree char *number = g_strdup_printf ("%u", row_of (first));

    g_hash_table_iter_init (&iter, xlsx->rows);
    while (g_hash_table_iter_next (&iter, &row, &height)) {
      g_assert_cmpfloat (g_ascii_strtod (height, NULL), >, 0);
      g_assert_cmpfloat (g_ascii_strtod (height, NULL), <=, 409);
    }
    heights[i] = g_ascii_strtod (g_hash_table_lookup (xlsx->rows, number), NULL);
  }
  g_assert_cmpfloat (heights[0], >, 11);
  g_assert_cmpfloat (heights[1], >, heights[0] * 2.5);
}

static void
read_range (const char *range, guint box[4])
{
  for (guint i = 0; i < 2; i++) {
    guint column = 0;

    while (g_ascii_isupper (*range))
      column = column * 26 + (guint)(*range++ - 'A' + 1);
    box[i * 2] = column;
    box[i * 2 + 1] = (guint)g_ascii_strtoull (range, (char **)&range, 10);
    range++;
  }
}

/* Merged cells over one another make Excel refuse the file. */
static void
test_merges (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < SAMPLE_N; i++) {
    g_autoptr (CrmPaper) paper = sample_paper_new (&sample_templates[i], 12,
                                                   SAMPLE_LOGO | SAMPLE_LONG | SAMPLE_DISCOUNT);
    g_autoptr (Xlsx) xlsx = write_and_open (fixture, paper);

    for (guint j = 0; j < xlsx->merges->len; j++) {
      guint a[4];

      read_range (g_ptr_array_index (xlsx->merges, j), a);
      for (guint k = 0; k < j; k++) {
        guint b[4];

        read_range (g_ptr_array_index (xlsx->merges, k), b);
        g_assert_true (a[0] > b[2] || b[0] > a[2] || a[1] > b[3] || b[1] > a[3]);
      }
    }
  }
}

static void
test_pictures (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmPaper) paper = sample_paper_new (&sample_templates[0], 2, SAMPLE_LOGO);
  g_autoptr (Xlsx) xlsx = write_and_open (fixture, paper);
  const char *drawing = xlsx_part (xlsx, "xl/drawings/drawing1.xml");
  guint n = 0;

  /* Logo, signature, stamp and QR code. */
  for (const char *p = drawing; (p = strstr (p, "<xdr:pic>")) != NULL; p++)
    n++;
  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpint (memcmp (xlsx_part (xlsx, "xl/media/image1.png"), "\x89PNG", 4), ==, 0);
}

static void
test_same_bytes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmPaper) one = sample_paper_new (&sample_templates[3], 9, SAMPLE_LOGO);
  g_autoptr (CrmPaper) two = sample_paper_new (&sample_templates[3], 9, SAMPLE_LOGO);
  g_autoptr (GBytes) first = crm_paper_to_xlsx (one);
  g_autoptr (GBytes) second = crm_paper_to_xlsx (two);
  g_autofree char *written = NULL;
  gsize length = 0;

  g_assert_true (g_bytes_equal (first, second));
  g_assert_true (crm_paper_write_xlsx (one, fixture->path, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &written, &length, NULL));
  g_assert_cmpmem (written, length, g_bytes_get_data (first, NULL), g_bytes_get_size (first));
}

static void
test_draft (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmPaper) paper = sample_paper_new (&sample_templates[5], 2, SAMPLE_DRAFT);
  g_autoptr (Xlsx) xlsx = write_and_open (fixture, paper);

  g_assert_nonnull (strstr (xlsx_part (xlsx, "xl/worksheets/sheet1.xml"), "DRAFT"));
}

static void
test_cannot_write (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmPaper) paper = sample_paper_new (&sample_templates[0], 2, SAMPLE_PLAIN);
  g_autofree char *path = g_build_filename (fixture->dir, "no", "such", "paper.xlsx", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (crm_paper_write_xlsx (paper, path, &error));
  g_assert_nonnull (error);
}

static gpointer
write_many (gpointer data)
{
  g_autofree char *dir = g_dir_make_tmp ("render-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "x.xlsx", NULL);

  for (guint i = 0; i < 10; i++)
    g_assert_true (crm_paper_write_xlsx (data, path, NULL));
  g_unlink (path);
  g_rmdir (dir);
  return NULL;
}

/* One paper, two threads: the sheet is laid out once. */
static void
test_threads (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmPaper) paper = sample_paper_new (&sample_templates[0], 20, SAMPLE_LOGO);
  GThread *threads[2];

  for (guint i = 0; i < 2; i++)
    threads[i] = g_thread_new ("xlsx", write_many, paper);
  for (guint i = 0; i < 2; i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char *argv[])
{
  static const struct {
    const char *name;
    void (*func) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "shipped", test_shipped },
    { "numbers", test_numbers },
    { "formula-that-differs", test_formula_that_differs },
    { "discount", test_discount },
    { "huge", test_huge },
    { "dangerous-text", test_dangerous_text },
    { "row-heights", test_row_heights },
    { "merges", test_merges },
    { "pictures", test_pictures },
    { "same-bytes", test_same_bytes },
    { "draft", test_draft },
    { "cannot-write", test_cannot_write },
    { "threads", test_threads },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++) {
    g_autofree char *path = g_strconcat ("/render/xlsx/", tests[i].name, NULL);

    g_test_add (path, Fixture, NULL, set_up, tests[i].func, tear_down);
  }
  return g_test_run ();
}
