/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/crm-paper.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CrmPageSource:
 *
 * Pages to look at: those of a paper as it is laid out, or those of a PDF. Reference counted; pages
 * may be drawn on any thread.
 */
typedef struct _CrmPageSource CrmPageSource;

CrmPageSource *crm_page_source_new_paper (CrmPaper *paper) G_GNUC_WARN_UNUSED_RESULT;
/* NULL when the bytes are no PDF. */
CrmPageSource *crm_page_source_new_pdf (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;

CrmPageSource *crm_page_source_ref (CrmPageSource *self);
void crm_page_source_unref (CrmPageSource *self);

guint crm_page_source_get_n_pages (CrmPageSource *self);
/* In points. */
void crm_page_source_get_size (CrmPageSource *self, guint page, double *width, double *height);

/**
 * crm_page_source_draw:
 * @width: of the picture, in pixels of the screen.
 *
 * The page on white. (transfer full) (nullable): NULL when it is too large for a picture.
 */
GdkTexture *crm_page_source_draw (CrmPageSource *self, guint page, int width);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmPageSource, crm_page_source_unref)

G_END_DECLS
