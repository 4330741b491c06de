/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmStageBar:
 *
 * The stages of a deal's pipeline in order, the one where it stands marked. A click moves the deal,
 * which can be undone.
 */
#define CRM_TYPE_STAGE_BAR (crm_stage_bar_get_type ())
G_DECLARE_FINAL_TYPE (CrmStageBar, crm_stage_bar, CRM, STAGE_BAR, AdwBin)

CrmStageBar *crm_stage_bar_new (CrmDesk *desk);

void crm_stage_bar_set_draft (CrmStageBar *self, CrmDraft *draft);
/* To the stage before or after. FALSE when there is none, or the deal cannot be moved now. */
gboolean crm_stage_bar_step (CrmStageBar *self, int by);

G_END_DECLS
