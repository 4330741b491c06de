/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/documents/crm-document-page.h"

G_BEGIN_DECLS

/* Puts the actions "paper.…" on the card. */
void _crm_document_page_add_actions (CrmDocumentPage *self, GtkWidget *card);
/* Which of them make sense now. */
void _crm_document_page_update_actions (CrmDocumentPage *self);
/* Why what is done most with the paper is forbidden; NULL when it is not. */
void _crm_document_page_tell (CrmDocumentPage *self, const char *why);
/* Their menu. (transfer full) */
GMenuModel *_crm_document_page_menu (void);

/* (transfer none): there as long as the page is, even when its card has gone. */
CrmDesk *_crm_document_page_get_desk (CrmDocumentPage *self);
/* (transfer none) (nullable) */
CrmDraft *_crm_document_page_get_draft (CrmDocumentPage *self);
/* (transfer none) */
GSimpleActionGroup *_crm_document_page_get_actions (CrmDocumentPage *self);

G_END_DECLS
