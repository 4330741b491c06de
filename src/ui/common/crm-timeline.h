/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What happened with a party, newest first: everything that stands on its timeline. Read when it
 * is first seen, and again when something changes. */
#define CRM_TYPE_TIMELINE (crm_timeline_get_type ())
G_DECLARE_FINAL_TYPE (CrmTimeline, crm_timeline, CRM, TIMELINE, AdwBin)

CrmTimeline *crm_timeline_new (void);
/* NULL empties it. */
void crm_timeline_set_draft (CrmTimeline *self, CrmDraft *draft);
/* Whether records of this entity have a timeline. */
gboolean crm_timeline_suits (CrmSchema *schema, const CrmEntity *entity);

G_END_DECLS
