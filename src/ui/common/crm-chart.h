/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-entity.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmChart:
 *
 * Figures as bars, one below the other, each with its name and count. A bar opens the records
 * behind it, by mouse and by keyboard.
 *
 * Signals: "opened" (where, label): a bar was activated; the conditions that it was added with, and
 * its name.
 */
#define CRM_TYPE_CHART (crm_chart_get_type ())
G_DECLARE_FINAL_TYPE (CrmChart, crm_chart, CRM, CHART, AdwBin)

/* @name: what the bars are of, for those who hear it. */
CrmChart *crm_chart_new (const char *name);

void crm_chart_clear (CrmChart *self);
/* @where: NULL for a bar that opens nothing. The longest bar is as long as there is room. */
void
crm_chart_add (CrmChart *self, const char *label, gint64 count, CrmTone tone, const char *where);
guint crm_chart_get_n_bars (CrmChart *self);
gint64 crm_chart_get_count (CrmChart *self, guint bar);
/* As a click would. */
void crm_chart_activate (CrmChart *self, guint bar);

G_END_DECLS
