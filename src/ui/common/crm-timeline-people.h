/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-timeline-item.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmTimelinePeople:
 *
 * A button that offers who took part in what stands on a timeline: colleagues, and contact persons
 * of the client. It asks what there is when it is opened.
 *
 * Signals: asked(): tell it who there is, by crm_timeline_people_count(); picked(): another one.
 */
#define CRM_TYPE_TIMELINE_PEOPLE (crm_timeline_people_get_type ())
G_DECLARE_FINAL_TYPE (CrmTimelinePeople, crm_timeline_people, CRM, TIMELINE_PEOPLE, AdwBin)

CrmTimelinePeople *crm_timeline_people_new (void);

/* Of an answer: who took part in this row, which the other conditions let through. */
void crm_timeline_people_count (CrmTimelinePeople *self, CrmTimelineItem *item);

/* 0: everybody. */
gint64 crm_timeline_people_get (CrmTimelinePeople *self);
/* @name is what stands on the button. Not told by the signal. */
void crm_timeline_people_set (CrmTimelinePeople *self, gint64 id, const char *name);

G_END_DECLS
