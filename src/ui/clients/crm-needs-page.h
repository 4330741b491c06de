/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/clients/crm-client-glance.h"
#include "ui/common/crm-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What a client could buy and what it needs: potential, and the office's questionnaires filled in
 * where they are read. */
#define CRM_TYPE_NEEDS_PAGE (crm_needs_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmNeedsPage, crm_needs_page, CRM, NEEDS_PAGE, AdwBin)

CrmNeedsPage *crm_needs_page_new (CrmDesk *desk);
void crm_needs_page_show (CrmNeedsPage *self, CrmDraft *draft, const CrmClientGlance *glance);

G_END_DECLS
