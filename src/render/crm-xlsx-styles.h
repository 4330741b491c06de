/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/crm-display.h"

G_BEGIN_DECLS

/* How cells of a workbook look. Private to render/. */

/* Same widths as Liberation Sans, and every Excel has it. */
#define CRM_XLSX_FONT "Arial"

typedef struct _CrmXlsxStyles CrmXlsxStyles;

CrmXlsxStyles *crm_xlsx_styles_new (void);
void crm_xlsx_styles_free (CrmXlsxStyles *self);

/* The number of the style of a cell. */
guint crm_xlsx_styles_find (CrmXlsxStyles *self, const CrmItem *item);

/* xl/styles.xml; after this no style may be added. */
char *crm_xlsx_styles_write (CrmXlsxStyles *self);

/* Whether the text looks the same from its first letter to its last. */
gboolean crm_xlsx_is_plain (const CrmRich *rich);

/* Font of a part of a text, as <rPr> of a rich string. */
void crm_xlsx_append_run_font (GString *out, const CrmStyle *style, guint flags);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmXlsxStyles, crm_xlsx_styles_free)

G_END_DECLS
