/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-titles.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmValuesDialog:
 *
 * The values that a column has in a list, each with how often, to be chosen from; and for figures
 * and days a from and a to.
 *
 * Signals: "applied" (#CrmCondition): copy what is to be kept.
 */
#define CRM_TYPE_VALUES_DIALOG (crm_values_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmValuesDialog, crm_values_dialog, CRM, VALUES_DIALOG, AdwWindow)

/* @query: what the list shows. */
CrmValuesDialog *crm_values_dialog_new (CrmDesk *desk,
                                        const CrmEntity *entity,
                                        CrmQuery *query,
                                        const char *path,
                                        CrmTitles *titles,
                                        GtkWindow *parent);
gboolean crm_values_dialog_is_loaded (CrmValuesDialog *self);
/* For tests: "value count" a line. (transfer full) */
char *crm_values_dialog_list (CrmValuesDialog *self);

G_END_DECLS
