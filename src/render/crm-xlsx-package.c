/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render/crm-xlsx-package.h"

#include <math.h>
#include <string.h>

#include "base/crm-day.h"
#include "exchange/crm-xlsx-text.h"
#include "exchange/crm-zip.h"
#include "render/crm-xlsx-styles.h"

#define HEAD          CRM_XLSX_HEAD
#define OFFICE        CRM_XLSX_OFFICE
#define PACKAGE       CRM_XLSX_PACKAGE
#define SHEET         CRM_XLSX_SHEET
#define RELATIONSHIPS HEAD "<Relationships xmlns=\"" PACKAGE "relationships\">"
#define DRAWING       "http://schemas.openxmlformats.org/drawingml/2006/"

/* Units of drawings in a point; dots that a module of a QR code is wide. */
#define EMU      12700
#define QR_SCALE 3

static void
add_text (CrmZip *zip, const char *name, const char *text)
{
  crm_zip_add (zip, name, text, strlen (text), TRUE);
}

static void
add_content_types (CrmZip *zip, gboolean pictures)
{
  g_autofree char *text = g_strconcat (
    HEAD "<Types xmlns=\"" PACKAGE "content-types\">"
         "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package."
         "relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>",
    pictures ? "<Default Extension=\"png\" ContentType=\"image/png\"/>" : "",
    "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" SHEET "sheet.main+xml\"/>"
    "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" SHEET "worksheet+xml\"/>"
    "<Override PartName=\"/xl/styles.xml\" ContentType=\"" SHEET "styles+xml\"/>"
    "<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"" SHEET "sharedStrings+xml\"/>",
    pictures ? "<Override PartName=\"/xl/drawings/drawing1.xml\" ContentType=\"application/"
               "vnd.openxmlformats-officedocument.drawing+xml\"/>"
             : "",
    "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/"
    "vnd.openxmlformats-package.core-properties+xml\"/>"
    "<Override PartName=\"/docProps/app.xml\" ContentType=\"application/"
    "vnd.openxmlformats-officedocument.extended-properties+xml\"/></Types>",
    NULL);

  add_text (zip, "[Content_Types].xml", text);
}

static void
add_relationships (CrmZip *zip, gboolean pictures)
{
  add_text (zip, "_rels/.rels",
            RELATIONSHIPS
            "<Relationship Id=\"rId1\" Type=\"" OFFICE
            "relationships/officeDocument\" Target=\"xl/workbook.xml\"/>"
            "<Relationship Id=\"rId2\" Type=\"" PACKAGE
            "relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>"
            "<Relationship Id=\"rId3\" Type=\"" OFFICE
            "relationships/extended-properties\" Target=\"docProps/app.xml\"/></Relationships>");
  add_text (zip, "xl/_rels/workbook.xml.rels",
            RELATIONSHIPS "<Relationship Id=\"rId1\" Type=\"" OFFICE
                          "relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                          "<Relationship Id=\"rId2\" Type=\"" OFFICE
                          "relationships/styles\" Target=\"styles.xml\"/>"
                          "<Relationship Id=\"rId3\" Type=\"" OFFICE
                          "relationships/sharedStrings\" Target=\"sharedStrings.xml\"/>"
                          "</Relationships>");
  if (pictures)
    add_text (zip, "xl/worksheets/_rels/sheet1.xml.rels",
              RELATIONSHIPS "<Relationship Id=\"rId1\" Type=\"" OFFICE
                            "relationships/drawing\" Target=\"../drawings/drawing1.xml\"/>"
                            "</Relationships>");
}

static void
add_properties (CrmZip *zip, const CrmPaper *paper)
{
  const char *date = crm_day_is_valid (paper->date) ? paper->date : "2000-01-01";
  g_autoptr (GString) text = g_string_new (
    HEAD "<cp:coreProperties xmlns:cp=\"" PACKAGE
         "metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
         "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
         "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>");

  crm_xlsx_append_escaped (text, paper->title, strlen (paper->title));
  g_string_append (text, "</dc:title><dc:creator>");
  crm_xlsx_append_escaped (text, paper->author, strlen (paper->author));
  g_string_append_printf (
    text,
    "</dc:creator><dcterms:created xsi:type=\"dcterms:W3CDTF\">%sT00:00:00Z</dcterms:created>"
    "<dcterms:modified xsi:type=\"dcterms:W3CDTF\">%sT00:00:00Z</dcterms:modified>"
    "</cp:coreProperties>",
    date, date);
  add_text (zip, "docProps/core.xml", text->str);
  add_text (zip, "docProps/app.xml",
            HEAD "<Properties xmlns=\"" OFFICE
                 "extended-properties\"><Application>Kontor</Application></Properties>");
}

static void
add_workbook (CrmZip *zip, const CrmPaper *paper, const CrmXlsxParts *parts)
{
  g_autofree char *plain = crm_xlsx_sheet_name (paper->title);
  g_autoptr (GString) name = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (
    HEAD "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
         "xmlns:r=\"" OFFICE "relationships\"><bookViews><workbookView/></bookViews><sheets>");

  crm_xlsx_append_escaped (name, plain, strlen (plain));
  g_string_append_printf (text,
                          "<sheet name=\"%s\" sheetId=\"1\" r:id=\"rId1\"/></sheets>"
                          "<definedNames><definedName name=\"_xlnm.Print_Area\" "
                          "localSheetId=\"0\">'%s'!%s</definedName>",
                          name->str, name->str, parts->print_area);
  if (parts->repeated_rows != NULL)
    g_string_append_printf (text,
                            "<definedName name=\"_xlnm.Print_Titles\" "
                            "localSheetId=\"0\">'%s'!%s</definedName>",
                            name->str, parts->repeated_rows);
  g_string_append (text, "</definedNames></workbook>");
  add_text (zip, "xl/workbook.xml", text->str);
}

/* Anchored at one cell with a size of its own, so that columns may be made wider. */
static void
append_picture (GString *out,
                const CrmXlsxGrid *grid,
                const CrmItem *item,
                guint number,
                guint file)
{
  const guint row = crm_xlsx_grid_find (grid->ys, item->y);
  const guint column = crm_xlsx_grid_find (grid->xs, item->x);
  const double x = item->x - g_array_index (grid->xs, double, column);
  const double y = item->y - g_array_index (grid->ys, double, row);
  const gint64 w = llround (item->w * EMU);
  const gint64 h = llround (item->h * EMU);

  g_string_append_printf (
    out,
    "<xdr:oneCellAnchor><xdr:from><xdr:col>%u</xdr:col><xdr:colOff>%" G_GINT64_FORMAT
    "</xdr:colOff><xdr:row>%u</xdr:row><xdr:rowOff>%" G_GINT64_FORMAT
    "</xdr:rowOff></xdr:from><xdr:ext cx=\"%" G_GINT64_FORMAT "\" cy=\"%" G_GINT64_FORMAT
    "\"/><xdr:pic><xdr:nvPicPr><xdr:cNvPr id=\"%u\" name=\"%u\"/><xdr:cNvPicPr>"
    "<a:picLocks noChangeAspect=\"1\"/></xdr:cNvPicPr></xdr:nvPicPr><xdr:blipFill>"
    "<a:blip r:embed=\"rId%u\"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr>"
    "<a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"%" G_GINT64_FORMAT "\" cy=\"%" G_GINT64_FORMAT
    "\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic>"
    "<xdr:clientData/></xdr:oneCellAnchor>",
    column, (gint64)llround (x * EMU), row, (gint64)llround (y * EMU), w, h, number + 1, number,
    file, w, h);
}

/* The same picture in two places is stored once. */
static guint
add_picture_file (CrmZip *zip, GString *relations, GPtrArray *files, gpointer object, gboolean qr)
{
  guint index = 0;
  g_autoptr (GBytes) png = NULL;
  g_autofree char *name = NULL;

  if (g_ptr_array_find (files, object, &index))
    return index + 1;
  g_ptr_array_add (files, object);
  png = qr ? crm_qr_to_png (object, QR_SCALE) : g_bytes_ref (crm_picture_get_bytes (object));
  name = g_strdup_printf ("xl/media/image%u.png", files->len);
  crm_zip_add (zip, name, g_bytes_get_data (png, NULL), g_bytes_get_size (png), FALSE);
  g_string_append_printf (relations,
                          "<Relationship Id=\"rId%u\" Type=\"" OFFICE
                          "relationships/image\" Target=\"../media/image%u.png\"/>",
                          files->len, files->len);
  return files->len;
}

static void
add_pictures (CrmZip *zip, const CrmXlsxParts *parts)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  g_autoptr (GString) relations = g_string_new (RELATIONSHIPS);
  g_autoptr (GString) drawing = g_string_new (HEAD "<xdr:wsDr xmlns:xdr=\"" DRAWING
                                                   "spreadsheetDrawing\" xmlns:a=\"" DRAWING
                                                   "main\" xmlns:r=\"" OFFICE "relationships\">");

  for (guint i = 0; i < parts->pictures->len; i++) {
    const CrmItem *item = g_ptr_array_index (parts->pictures, i);
    guint file = add_picture_file (zip, relations, files, item->object, item->kind == CRM_ITEM_QR);

    append_picture (drawing, parts->grid, item, i + 1, file);
  }
  g_string_append (drawing, "</xdr:wsDr>");
  g_string_append (relations, "</Relationships>");
  add_text (zip, "xl/drawings/drawing1.xml", drawing->str);
  add_text (zip, "xl/drawings/_rels/drawing1.xml.rels", relations->str);
}

GBytes *
crm_xlsx_package (const CrmPaper *paper, const CrmXlsxParts *parts)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (CrmZip) zip = crm_zip_new (out, NULL);
  const gboolean pictures = parts->pictures->len > 0;

  add_content_types (zip, pictures);
  add_relationships (zip, pictures);
  add_workbook (zip, paper, parts);
  add_text (zip, "xl/worksheets/sheet1.xml", parts->sheet);
  add_text (zip, "xl/styles.xml", parts->styles);
  add_text (zip, "xl/sharedStrings.xml", parts->strings);
  if (pictures)
    add_pictures (zip, parts);
  add_properties (zip, paper);
  /* Nothing goes wrong in memory. */
  crm_zip_finish (zip, NULL);
  g_output_stream_close (out, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}
