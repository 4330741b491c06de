/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"
#include "ui/documents/crm-paper-view.h"

G_BEGIN_DECLS

/**
 * CrmPaperDialog:
 *
 * Makes a paper of a deal: what it shall be on the left, how it will look on the right. Nothing is
 * written before it is issued or kept as a draft; then its card opens.
 */
#define CRM_TYPE_PAPER_DIALOG (crm_paper_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmPaperDialog, crm_paper_dialog, CRM, PAPER_DIALOG, AdwWindow)

/* @kind: (nullable): which to begin with. */
CrmPaperDialog *
crm_paper_dialog_new (CrmDesk *desk, gint64 deal, const char *kind, GtkWindow *parent);

CrmPaperView *crm_paper_dialog_get_view (CrmPaperDialog *self);
/* What is in the way of issuing, a problem a line; "" when nothing is. */
const char *crm_paper_dialog_get_problems (CrmPaperDialog *self);
/* Chooses the template by its id, as its list does. */
gboolean crm_paper_dialog_choose_template (CrmPaperDialog *self, gint64 template_id);

G_END_DECLS
