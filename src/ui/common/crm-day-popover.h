/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A calendar to choose a day from. Signal "chosen" (day as "YYYY-MM-DD"). */
#define CRM_TYPE_DAY_POPOVER (crm_day_popover_get_type ())
G_DECLARE_FINAL_TYPE (CrmDayPopover, crm_day_popover, CRM, DAY_POPOVER, GtkPopover)

CrmDayPopover *crm_day_popover_new (void);
/* NULL shows the month it is. */
void crm_day_popover_set_day (CrmDayPopover *self, const char *day);

G_END_DECLS
