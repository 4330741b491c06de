/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-titles.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmFilterGroup:
 *
 * Conditions of which all, any or none must hold; among them groups again. Signals: "removed".
 */
#define CRM_TYPE_FILTER_GROUP (crm_filter_group_get_type ())
G_DECLARE_FINAL_TYPE (CrmFilterGroup, crm_filter_group, CRM, FILTER_GROUP, AdwBin)

/* @condition: (nullable). @inner: within another one. */
CrmFilterGroup *crm_filter_group_new (CrmDesk *desk,
                                      const CrmEntity *entity,
                                      CrmTitles *titles,
                                      const CrmCondition *condition,
                                      gboolean inner);
/* NULL without error when nothing is asked. (transfer full) */
CrmCondition *crm_filter_group_read (CrmFilterGroup *self, GError **error);

G_END_DECLS
