/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/crm-xlsx-grid.h"

G_BEGIN_DECLS

/* The parts of a workbook around its one sheet. Private to render/. */

typedef struct {
  char *sheet; /* XML of the parts */
  char *strings;
  char *styles;
  char *print_area;    /* "$A$1:$H$40" */
  char *repeated_rows; /* "$9:$10" or NULL */
  const CrmXlsxGrid *grid;
  GPtrArray *pictures; /* CrmItem, borrowed */
} CrmXlsxParts;

GBytes *crm_xlsx_package (const CrmPaper *paper, const CrmXlsxParts *parts);

G_END_DECLS
