/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"
#include "ui/common/crm-timeline-item.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmTimelineFilter:
 *
 * Which rows of a timeline are shown: of one kind, of one person, with these words. It offers only
 * what there is.
 *
 * Signals: changed().
 */
#define CRM_TYPE_TIMELINE_FILTER (crm_timeline_filter_get_type ())
G_DECLARE_FINAL_TYPE (CrmTimelineFilter, crm_timeline_filter, CRM, TIMELINE_FILTER, AdwBin)

CrmTimelineFilter *crm_timeline_filter_new (void);

/* What the rows (element-type CrmTimelineItem) have is offered; what is chosen stays chosen. */
void crm_timeline_filter_fill (CrmTimelineFilter *self, CrmDesk *desk, GPtrArray *items);
/* Shows everything again, and offers nothing else. */
void crm_timeline_filter_reset (CrmTimelineFilter *self);

/* Whether the row is shown. */
gboolean crm_timeline_filter_lets (CrmTimelineFilter *self, CrmTimelineItem *item);

/* Only this kind, NULL for all, with these words, NULL for any. */
void crm_timeline_filter_set (CrmTimelineFilter *self, const char *kind, const char *words);
/* Only what this person took part in; 0 for everybody. */
void crm_timeline_filter_set_person (CrmTimelineFilter *self, gint64 person);

G_END_DECLS
