/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/crm-sheet-parts.h"

#include "exchange/crm-xlsx-text.h"

#include <string.h>

#define RELATIONSHIPS CRM_XLSX_HEAD "<Relationships xmlns=\"" CRM_XLSX_PACKAGE "relationships\">"

static void
add_text (CrmZip *zip, const char *name, const char *text)
{
  crm_zip_add (zip, name, text, strlen (text), TRUE);
}

static void
add_content_types (CrmZip *zip, guint n_sheets)
{
  g_autoptr (GString) text = g_string_new (
    CRM_XLSX_HEAD
    "<Types xmlns=\"" CRM_XLSX_PACKAGE "content-types\">"
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package."
    "relationships+xml\"/><Default Extension=\"xml\" "
    "ContentType=\"application/xml\"/>"
    "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" CRM_XLSX_SHEET "sheet.main+xml\"/>"
    "<Override PartName=\"/xl/styles.xml\" ContentType=\"" CRM_XLSX_SHEET "styles+xml\"/>");

  for (guint i = 1; i <= n_sheets; i++)
    g_string_append_printf (text,
                            "<Override PartName=\"/xl/worksheets/sheet%u.xml\" "
                            "ContentType=\"" CRM_XLSX_SHEET "worksheet+xml\"/>",
                            i);
  g_string_append (text, "</Types>");
  add_text (zip, "[Content_Types].xml", text->str);
}

static void
add_relationships (CrmZip *zip, guint n_sheets)
{
  g_autoptr (GString) text = g_string_new (RELATIONSHIPS);

  add_text (zip, "_rels/.rels",
            RELATIONSHIPS "<Relationship Id=\"rId1\" Type=\"" CRM_XLSX_OFFICE
                          "relationships/officeDocument\" Target=\"xl/workbook.xml\"/>"
                          "</Relationships>");
  for (guint i = 1; i <= n_sheets; i++)
    g_string_append_printf (text,
                            "<Relationship Id=\"rId%u\" Type=\"" CRM_XLSX_OFFICE
                            "relationships/worksheet\" Target=\"worksheets/sheet%u.xml\"/>",
                            i, i);
  g_string_append_printf (text,
                          "<Relationship Id=\"rId%u\" Type=\"" CRM_XLSX_OFFICE
                          "relationships/styles\" Target=\"styles.xml\"/></Relationships>",
                          n_sheets + 1);
  add_text (zip, "xl/_rels/workbook.xml.rels", text->str);
}

static void
add_workbook (CrmZip *zip, GPtrArray *names)
{
  g_autoptr (GString) text = g_string_new (
    CRM_XLSX_HEAD "<workbook xmlns=\"" CRM_XLSX_MAIN "\" xmlns:r=\"" CRM_XLSX_OFFICE
                  "relationships\"><bookViews><workbookView/></bookViews><sheets>");

  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index (names, i);

    g_string_append (text, "<sheet name=\"");
    crm_xlsx_append_escaped (text, name, strlen (name));
    g_string_append_printf (text, "\" sheetId=\"%u\" r:id=\"rId%u\"/>", i + 1, i + 1);
  }
  g_string_append (text, "</sheets></workbook>");
  add_text (zip, "xl/workbook.xml", text->str);
}

static void
append_format (GString *text, guint id)
{
  g_string_append_printf (text,
                          "<xf numFmtId=\"%u\" fontId=\"0\" fillId=\"0\" borderId=\"0\" "
                          "xfId=\"0\" applyNumberFormat=\"1\"/>",
                          id);
}

/* 49 is the format of a text; numbers of our own begin at 164. */
static void
add_styles (CrmZip *zip)
{
  g_autoptr (GString) text = g_string_new (
    CRM_XLSX_HEAD "<styleSheet xmlns=\"" CRM_XLSX_MAIN "\"><numFmts count=\"10\">"
                  "<numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/>"
                  "<numFmt numFmtId=\"165\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm\"/>");

  for (guint digits = 0; digits <= CRM_SHEET_DIGITS; digits++)
    g_string_append_printf (text, "<numFmt numFmtId=\"%u\" formatCode=\"#,##0%s%.*s\"/>",
                            166 + digits, digits > 0 ? "." : "", (int)digits, "000000");
  g_string_append (
    text, "<numFmt numFmtId=\"173\" formatCode=\"0.##%\"/></numFmts>"
          "<fonts count=\"2\"><font><sz val=\"10\"/><name val=\"Arial\"/></font>"
          "<font><b/><sz val=\"10\"/><name val=\"Arial\"/></font></fonts>"
          "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
          "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
          "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border>"
          "</borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" "
          "borderId=\"0\"/></cellStyleXfs><cellXfs count=\"12\">");
  append_format (text, 49);
  g_string_append (text, "<xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
                         "applyFont=\"1\"/>");
  for (guint id = 164; id <= 173; id++)
    append_format (text, id);
  g_string_append (text, "</cellXfs></styleSheet>");
  add_text (zip, "xl/styles.xml", text->str);
}

void
_crm_sheet_write_parts (CrmZip *zip, GPtrArray *names)
{
  add_workbook (zip, names);
  add_styles (zip);
  add_relationships (zip, names->len);
  add_content_types (zip, names->len);
}
