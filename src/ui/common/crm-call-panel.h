/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A call while it is going on: a clock, the number, who began, how it ended, what comes next. Out
 * of sight until it is started. */
#define CRM_TYPE_CALL_PANEL (crm_call_panel_get_type ())
G_DECLARE_FINAL_TYPE (CrmCallPanel, crm_call_panel, CRM, CALL_PANEL, AdwBin)

CrmCallPanel *crm_call_panel_new (void);
/* Another record: a call that goes on is put away with what was written. */
void crm_call_panel_set_draft (CrmCallPanel *self, CrmDraft *draft);
void crm_call_panel_start (CrmCallPanel *self);
/* Stops the clock and writes the call down. */
void crm_call_panel_keep (CrmCallPanel *self);

G_END_DECLS
