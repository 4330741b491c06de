/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-titles.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmFilterDialog:
 *
 * Builds a filter over any field that can be reached from an entity.
 *
 * Signals: "applied" (#CrmCondition or NULL): copy what is to be kept.
 */
#define CRM_TYPE_FILTER_DIALOG (crm_filter_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmFilterDialog, crm_filter_dialog, CRM, FILTER_DIALOG, AdwWindow)

/* @titles must outlive it. @filter: (nullable). */
CrmFilterDialog *crm_filter_dialog_new (CrmDesk *desk,
                                        const CrmEntity *entity,
                                        CrmTitles *titles,
                                        const CrmCondition *filter,
                                        GtkWindow *parent);
/* As the button does. FALSE when something cannot be read: it says what. */
gboolean crm_filter_dialog_apply (CrmFilterDialog *self);

G_END_DECLS
