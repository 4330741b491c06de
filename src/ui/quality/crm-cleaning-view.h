/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmCleaningView:
 *
 * The five-minute cleaning: one question about one card at a time. Enter answers, Alt+S puts it
 * off, Alt+N says that it does not apply; every answer can be undone.
 *
 * Signals: "closed": the person has had enough.
 */
#define CRM_TYPE_CLEANING_VIEW (crm_cleaning_view_get_type ())
G_DECLARE_FINAL_TYPE (CrmCleaningView, crm_cleaning_view, CRM, CLEANING_VIEW, AdwBin)

CrmCleaningView *crm_cleaning_view_new (CrmDesk *desk, const char *entity);

/* From the beginning: what was put off is asked again. */
void crm_cleaning_view_start (CrmCleaningView *self);

G_END_DECLS
