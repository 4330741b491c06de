/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"
#include "ui/common/crm-timeline-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How one row of a timeline looks: the day it begins, when, what, whose; below it, when it is
 * opened, all it says. */
#define CRM_TYPE_TIMELINE_ROW (crm_timeline_row_get_type ())
G_DECLARE_FINAL_TYPE (CrmTimelineRow, crm_timeline_row, CRM, TIMELINE_ROW, GtkWidget)

GtkWidget *crm_timeline_row_new (CrmDesk *desk);
void crm_timeline_row_bind (CrmTimelineRow *self, CrmTimelineItem *item);
/* The icon of a kind. */
const char *crm_timeline_icon (const char *kind);

G_END_DECLS
