/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-titles.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmFilterRow:
 *
 * One condition of a filter being built: a field, a test, a value in the way the field's type asks
 * for. Signals: "removed".
 */
#define CRM_TYPE_FILTER_ROW (crm_filter_row_get_type ())
G_DECLARE_FINAL_TYPE (CrmFilterRow, crm_filter_row, CRM, FILTER_ROW, AdwBin)

/* @test: (nullable). */
CrmFilterRow *crm_filter_row_new (CrmDesk *desk,
                                  const CrmEntity *entity,
                                  CrmTitles *titles,
                                  const CrmCondition *test);
/* What stands there. NULL without error when no field is chosen yet. (transfer full) */
CrmCondition *crm_filter_row_read (CrmFilterRow *self, GError **error);

G_END_DECLS
