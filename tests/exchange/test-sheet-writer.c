/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/crm-sheet-writer.h"

#include "support/crm-test.h"
#include "xlsx-reader.h"

#include <string.h>

static const CrmSheetColumn columns[] = {
  { "Имя", 30 }, { "Sum", 0 }, { "Share", 0 }, { "Day", 0 }, { "At", 0 },
};

static GOutputStream *
open_file (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return G_OUTPUT_STREAM (g_file_replace (file, NULL, FALSE, 0, NULL, NULL));
}

static void
add (CrmSheetWriter *writer, const char *text, gint64 sum, const char *day)
{
  const CrmCell cells[] = {
    { CRM_CELL_TEXT, text },
    { CRM_CELL_NUMBER, NULL, sum, 2 },
    { CRM_CELL_PERCENT, NULL, 1950, 4 },
    { CRM_CELL_DAY, day },
    { CRM_CELL_INSTANT, NULL, G_GINT64_CONSTANT (1770717600000) },
  };

  g_assert_true (crm_sheet_writer_add (writer, cells));
}

static void
assert_value (Xlsx *xlsx, const char *name, const char *value, const char *format)
{
  const XlsxCell *cell = xlsx_cell (xlsx, name);

  g_assert_nonnull (cell);
  g_assert_cmpstr (cell->value, ==, value);
  g_assert_cmpstr (cell->format, ==, format);
  g_assert_null (cell->formula);
}

static void
test_cells (void)
{
  g_autofree char *path = crm_test_path ("cells.xlsx");
  g_autoptr (GOutputStream) out = open_file (path);
  g_autoptr (CrmSheetWriter) writer = crm_sheet_writer_new (out, NULL);
  g_autofree char *endless = g_strnfill (40000, 'z');
  g_autoptr (Xlsx) xlsx = NULL;

  crm_sheet_writer_begin (writer, "Клиенты", columns, G_N_ELEMENTS (columns));
  add (writer, "=HYPERLINK(\"http://x\")", -12345, "2026-02-10");
  add (writer, " <Ромашка> & \x02 _x0041_ ", 5, "1900-01-01");
  add (writer, endless, G_MININT64, "nonsense");
  g_assert_true (crm_sheet_writer_finish (writer, NULL));
  g_assert_true (g_output_stream_close (out, NULL, NULL));

  xlsx = xlsx_open (path);
  g_assert_cmpstr (xlsx_cell (xlsx, "A1")->value, ==, "Имя");
  g_assert_cmpstr (xlsx_cell (xlsx, "A2")->type, ==, "inlineStr");
  g_assert_cmpstr (xlsx_cell (xlsx, "A2")->value, ==, "=HYPERLINK(\"http://x\")");
  g_assert_null (xlsx_cell (xlsx, "A2")->formula);
  assert_value (xlsx, "B2", "-123.45", "#,##0.00");
  assert_value (xlsx, "C2", "0.1950", "0.##%");
  assert_value (xlsx, "D2", "46063", "yyyy\\-mm\\-dd");
  assert_value (xlsx, "E2", "46063.416666", "yyyy\\-mm\\-dd\\ hh:mm");
  g_assert_cmpstr (xlsx_cell (xlsx, "A3")->value, ==, " <Ромашка> &  _x005F_x0041_ ");
  assert_value (xlsx, "B3", "0.05", "#,##0.00");
  g_assert_cmpstr (xlsx_cell (xlsx, "D3")->value, ==, "1900-01-01");
  g_assert_cmpint (g_utf8_strlen (xlsx_cell (xlsx, "A4")->value, -1), ==, 32767);
  g_assert_true (g_str_has_suffix (xlsx_cell (xlsx, "A4")->value, "z…"));
  assert_value (xlsx, "B4", "-92233720368547758.08", "#,##0.00");
  g_assert_cmpstr (xlsx_cell (xlsx, "D4")->value, ==, "nonsense");
  g_assert_nonnull (strstr (xlsx_part (xlsx, "xl/worksheets/sheet1.xml"), "ref=\"A1:E4\""));
}

static void
test_names (void)
{
  static const char long_name[] = "Contact persons of all the organisations";
  g_autofree char *path = crm_test_path ("names.xlsx");
  g_autoptr (GOutputStream) out = open_file (path);
  g_autoptr (CrmSheetWriter) writer = crm_sheet_writer_new (out, NULL);
  g_autoptr (Xlsx) xlsx = NULL;
  const char *workbook;

  crm_sheet_writer_begin (writer, "a/b", columns, 1);
  crm_sheet_writer_begin (writer, "A B", columns, 1);
  crm_sheet_writer_begin (writer, long_name, columns, 1);
  crm_sheet_writer_begin (writer, long_name, columns, 1);
  crm_sheet_writer_begin (writer, "'", columns, 1);
  g_assert_true (crm_sheet_writer_finish (writer, NULL));
  g_assert_true (g_output_stream_close (out, NULL, NULL));
  xlsx = xlsx_open (path);
  workbook = xlsx_part (xlsx, "xl/workbook.xml");
  g_assert_nonnull (strstr (workbook, "\"a b\""));
  g_assert_nonnull (strstr (workbook, "\"A B (2)\""));
  g_assert_nonnull (strstr (workbook, "\"Contact persons of all the orga\""));
  g_assert_nonnull (strstr (workbook, "\"Contact persons of all the (2)\""));
  g_assert_nonnull (strstr (workbook, "sheetId=\"5\""));
}

/* A sheet that is full goes on in the next one, with its head, and nothing is kept in memory. */
static void
test_full (void)
{
  const CrmSheetColumn one = { "n", 0 };
  g_autofree char *path = crm_test_path ("full.xlsx");
  g_autoptr (GOutputStream) out = open_file (path);
  g_autoptr (CrmSheetWriter) writer = crm_sheet_writer_new (out, NULL);
  g_autoptr (Xlsx) xlsx = NULL;
  const char *second;

  crm_sheet_writer_begin (writer, "Log", &one, 1);
  for (gint64 i = 1; i <= CRM_SHEET_ROWS + 2; i++) {
    const CrmCell cell = { CRM_CELL_NUMBER, NULL, i, 0 };

    crm_sheet_writer_add (writer, &cell);
  }
  g_assert_true (crm_sheet_writer_finish (writer, NULL));
  g_assert_true (g_output_stream_close (out, NULL, NULL));
  xlsx = xlsx_open (path);
  g_assert_nonnull (strstr (xlsx_part (xlsx, "xl/workbook.xml"), "\"Log (2)\""));
  second = xlsx_part (xlsx, "xl/worksheets/sheet2.xml");
  g_assert_nonnull (strstr (second, ">n</t>"));
  g_assert_nonnull (strstr (second, "<v>1000001</v>"));
  g_assert_nonnull (strstr (second, "<v>1000002</v>"));
  g_assert_nonnull (strstr (second, "ref=\"A1:A3\""));
}

static void
test_empty (void)
{
  g_autofree char *path = crm_test_path ("empty.xlsx");
  g_autoptr (GOutputStream) out = open_file (path);
  g_autoptr (CrmSheetWriter) writer = crm_sheet_writer_new (out, NULL);
  g_autoptr (Xlsx) xlsx = NULL;

  g_assert_true (crm_sheet_writer_finish (writer, NULL));
  g_assert_true (g_output_stream_close (out, NULL, NULL));
  xlsx = xlsx_open (path);
  g_assert_nonnull (strstr (xlsx_part (xlsx, "xl/workbook.xml"), "sheetId=\"1\""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/sheet-writer/cells", test_cells);
  g_test_add_func ("/exchange/sheet-writer/names", test_names);
  g_test_add_func ("/exchange/sheet-writer/full", test_full);
  g_test_add_func ("/exchange/sheet-writer/empty", test_empty);

  return g_test_run ();
}
