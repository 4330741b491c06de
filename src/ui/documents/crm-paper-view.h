/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/documents/crm-page-source.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmPaperView:
 *
 * Looks at a paper: page under page, as wide as there is room, and scrolled by keys.
 */
#define CRM_TYPE_PAPER_VIEW (crm_paper_view_get_type ())
G_DECLARE_FINAL_TYPE (CrmPaperView, crm_paper_view, CRM, PAPER_VIEW, AdwBin)

CrmPaperView *crm_paper_view_new (void);

/* What was shown before stays until the new pages are drawn, at the place that was scrolled to.
 * NULL shows that it is still being made. */
void crm_paper_view_set_source (CrmPaperView *self, CrmPageSource *source);
CrmPageSource *crm_paper_view_get_source (CrmPaperView *self);
/* In the place of pages: why there are none. */
void crm_paper_view_set_trouble (CrmPaperView *self, const char *title, const char *text);
/* To the top of the first page. */
void crm_paper_view_rewind (CrmPaperView *self);

/* Pages shown, and how many of them are drawn now. */
guint crm_paper_view_get_n_pages (CrmPaperView *self);
guint crm_paper_view_get_n_drawn (CrmPaperView *self);

G_END_DECLS
