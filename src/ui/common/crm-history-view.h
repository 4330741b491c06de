/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Who changed what in a record, and when, newest first. Read when it is first seen, and again when
 * the record changes. */
#define CRM_TYPE_HISTORY_VIEW (crm_history_view_get_type ())
G_DECLARE_FINAL_TYPE (CrmHistoryView, crm_history_view, CRM, HISTORY_VIEW, AdwBin)

CrmHistoryView *crm_history_view_new (void);
/* NULL empties it. */
void crm_history_view_set_draft (CrmHistoryView *self, CrmDraft *draft);

G_END_DECLS
