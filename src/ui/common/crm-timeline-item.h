/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/clients/crm-happening.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* One row of a timeline, for lists. */
#define CRM_TYPE_TIMELINE_ITEM (crm_timeline_item_get_type ())
G_DECLARE_FINAL_TYPE (CrmTimelineItem, crm_timeline_item, CRM, TIMELINE_ITEM, GObject)

/* Takes the happening. */
CrmTimelineItem *crm_timeline_item_new (CrmHappening *happening);
const CrmHappening *crm_timeline_item_get (CrmTimelineItem *self);

/* Its day begins with it: so the row above it is of another day. */
gboolean crm_timeline_item_begins_day (CrmTimelineItem *self);
void crm_timeline_item_set_begins_day (CrmTimelineItem *self, gboolean begins);
gboolean crm_timeline_item_is_expanded (CrmTimelineItem *self);
void crm_timeline_item_set_expanded (CrmTimelineItem *self, gboolean expanded);

/* Whether it is of the kind, NULL for any, and has all the folded words, NULL for none. */
gboolean
crm_timeline_item_matches (CrmTimelineItem *self, const char *kind, const char *const *words);
/* Whether this person took part in it, a colleague or somebody of the client's; 0 for anybody. */
gboolean crm_timeline_item_is_of (CrmTimelineItem *self, gint64 person);
/* Newest first. */
int crm_timeline_item_compare (gconstpointer a, gconstpointer b);

G_END_DECLS
