/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/crm-sheet-writer.h"
#include "exchange/crm-zip.h"

G_BEGIN_DECLS

/* Cell styles by number. Private to exchange/. */
#define CRM_SHEET_STYLE_TEXT    0
#define CRM_SHEET_STYLE_HEAD    1
#define CRM_SHEET_STYLE_DAY     2
#define CRM_SHEET_STYLE_INSTANT 3
#define CRM_SHEET_STYLE_NUMBER  4 /* and 5 … 10 with so many digits */
#define CRM_SHEET_STYLE_PERCENT 11
#define CRM_SHEET_DIGITS        6

/* The parts of a workbook beside its sheets. @names: (element-type utf8): of the sheets. */
void _crm_sheet_write_parts (CrmZip *zip, GPtrArray *names);

G_END_DECLS
