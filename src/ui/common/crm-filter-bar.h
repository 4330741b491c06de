/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-titles.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmFilterBar:
 *
 * What a list is filtered by, one chip a condition, in people's words. A click edits a chip, its
 * cross takes it away.
 *
 * Signals: "edit" (place of the chip), "removed" (place), "cleared".
 */
#define CRM_TYPE_FILTER_BAR (crm_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (CrmFilterBar, crm_filter_bar, CRM, FILTER_BAR, AdwBin)

CrmFilterBar *crm_filter_bar_new (void);
void crm_filter_bar_set_desk (CrmFilterBar *self, CrmDesk *desk, const CrmEntity *entity);
/* @filter: (nullable): a group of which every child has a chip. */
void crm_filter_bar_show (CrmFilterBar *self, const CrmCondition *filter);
/* The whole filter in words; NULL when there is none. (transfer full) */
char *crm_filter_bar_get_words (CrmFilterBar *self);
CrmTitles *crm_filter_bar_get_titles (CrmFilterBar *self);

G_END_DECLS
