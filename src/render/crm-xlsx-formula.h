/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/crm-xlsx-grid.h"

G_BEGIN_DECLS

/* Formulas of the items table: "qty*price-discount" in a column, "sum(net)" in a total. The names
 * are the last words of the fields in the columns. Private to render/. */

/* Where the rows and columns of a table are in the workbook. */
typedef struct {
  const CrmBlock *table;
  GArray *rows;    /* guint: row of the workbook by row of the table */
  GArray *columns; /* guint, the same */
} CrmXlsxTable;

/* (element-type CrmXlsxTable) (transfer full) */
GPtrArray *crm_xlsx_tables_new (const CrmXlsxGrid *grid);
const CrmXlsxTable *crm_xlsx_tables_find (GPtrArray *tables, const CrmBlock *block);

/* The formula for a cell, or NULL: also when it would give another value than is printed. */
char *crm_xlsx_formula_new (const CrmXlsxTable *table, const CrmItem *item);

G_END_DECLS
