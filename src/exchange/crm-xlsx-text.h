/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What every part of a workbook is written with. */

#define CRM_XLSX_HEAD    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define CRM_XLSX_OFFICE  "http://schemas.openxmlformats.org/officeDocument/2006/"
#define CRM_XLSX_PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define CRM_XLSX_MAIN    "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define CRM_XLSX_SHEET   "application/vnd.openxmlformats-officedocument.spreadsheetml."

/* Text of XML, with what Excel would misread, and without what XML cannot hold. */
void crm_xlsx_append_escaped (GString *out, const char *text, gsize length);
/* The same as an element <t>, with its spaces kept. */
void crm_xlsx_append_text (GString *out, const char *text, gsize length);

/* "B7" of row 6 and column 1. */
void crm_xlsx_append_name (GString *out, guint row, guint column);

/* Excel allows 31 characters and not all of them. (transfer full): "1" when nothing is left. */
char *crm_xlsx_sheet_name (const char *title);

G_END_DECLS
