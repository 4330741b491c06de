/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The rules of one kind of cards, to be opened, added and switched off; what follows from a change
 * is computed at once. */
#define CRM_TYPE_QUALITY_RULES (crm_quality_rules_get_type ())
G_DECLARE_FINAL_TYPE (CrmQualityRules, crm_quality_rules, CRM, QUALITY_RULES, AdwBin)

CrmQualityRules *crm_quality_rules_new (CrmDesk *desk, const char *entity);

G_END_DECLS
