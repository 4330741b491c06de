/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-card.h"
#include "ui/documents/crm-paper-view.h"

G_BEGIN_DECLS

/**
 * CrmTemplatePage:
 *
 * The page of a template's card where its text is written, with the paper that it makes beside it.
 */
#define CRM_TYPE_TEMPLATE_PAGE (crm_template_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmTemplatePage, crm_template_page, CRM, TEMPLATE_PAGE, GtkWidget)

CrmTemplatePage *crm_template_page_new (CrmCard *card);

CrmPaperView *crm_template_page_get_view (CrmTemplatePage *self);
/* What is wrong with the text; "" when nothing is. */
const char *crm_template_page_get_trouble (CrmTemplatePage *self);

/* What the room of templates adds to each of its cards. */
void crm_template_page_furnish (CrmCard *card);

G_END_DECLS
