/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmDealPapers:
 *
 * The papers made of a deal, newest first; one opens by a click or Enter. Not there when there are
 * none.
 */
#define CRM_TYPE_DEAL_PAPERS (crm_deal_papers_get_type ())
G_DECLARE_FINAL_TYPE (CrmDealPapers, crm_deal_papers, CRM, DEAL_PAPERS, AdwBin)

CrmDealPapers *crm_deal_papers_new (CrmDesk *desk);

void crm_deal_papers_set_draft (CrmDealPapers *self, CrmDraft *draft);

G_END_DECLS
