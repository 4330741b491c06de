/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/documents/crm-page-source.h"

G_BEGIN_DECLS

/**
 * CrmSheet:
 *
 * One page on white, as wide as there is room. It is drawn on another thread and only when asked,
 * so that a paper of many pages costs no more than what is seen of it.
 */
#define CRM_TYPE_SHEET (crm_sheet_get_type ())
G_DECLARE_FINAL_TYPE (CrmSheet, crm_sheet, CRM, SHEET, GtkWidget)

CrmSheet *crm_sheet_new (void);

/* What is shown stays until the new page is drawn. */
void crm_sheet_set_page (CrmSheet *self, CrmPageSource *source, guint page);

/* Whether it is near enough to be seen: it is drawn, or its picture is given up. */
void crm_sheet_set_near (CrmSheet *self, gboolean near_by);

/* (transfer none) (nullable): what is shown now. */
GdkTexture *crm_sheet_get_texture (CrmSheet *self);

G_END_DECLS
