/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmTimeline:
 *
 * What happened with a party, or with another record that has a timeline, newest first, by day:
 * everything that stands on it, and the changes that are told. A note is written in its first line,
 * a call in the panel above it. Read when it is first seen, and again when something changes.
 */
#define CRM_TYPE_TIMELINE (crm_timeline_get_type ())
G_DECLARE_FINAL_TYPE (CrmTimeline, crm_timeline, CRM, TIMELINE, AdwBin)

CrmTimeline *crm_timeline_new (void);
/* NULL empties it. */
void crm_timeline_set_draft (CrmTimeline *self, CrmDraft *draft);
/* Whether a call or a note may be written down here. */
gboolean crm_timeline_takes_notes (CrmTimeline *self);
/* The line for a note. */
void crm_timeline_focus_note (CrmTimeline *self);
/* Begins to write a call down: the clock runs. */
void crm_timeline_start_call (CrmTimeline *self);
/* How many rows are shown. */
guint crm_timeline_get_n_rows (CrmTimeline *self);
/* Shows only what is of this kind ("call", "deal", "change"…; NULL: all) and has these words. */
void crm_timeline_set_filter (CrmTimeline *self, const char *kind, const char *words);
/* And of these only what this person took part in, a colleague or somebody of the client's; 0 for
 * everybody. */
void crm_timeline_set_person (CrmTimeline *self, gint64 person);

G_END_DECLS
