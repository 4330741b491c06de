/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-card.h"
#include "ui/documents/crm-paper-view.h"

G_BEGIN_DECLS

/**
 * CrmDocumentPage:
 *
 * The page of a document's card that shows the paper itself: a draft as it would be printed now, an
 * issued one as it was printed then. It also brings what can be done with a paper into the card:
 * issuing, files, printing, payment.
 */
#define CRM_TYPE_DOCUMENT_PAGE (crm_document_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmDocumentPage, crm_document_page, CRM, DOCUMENT_PAGE, AdwBin)

CrmDocumentPage *crm_document_page_new (CrmCard *card);

CrmPaperView *crm_document_page_get_view (CrmDocumentPage *self);
/* (transfer none) (nullable): while it is being made, or where it cannot be. */
CrmPaper *crm_document_page_get_paper (CrmDocumentPage *self);
CrmCard *crm_document_page_get_card (CrmDocumentPage *self);

/* What the room of documents adds to each of its cards. */
void crm_document_page_furnish (CrmCard *card);

G_END_DECLS
