/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmTalk:
 *
 * What colleagues say to each other at a record. A name is completed behind an @. What is seen here
 * counts as read. Signal "counted" (n): how many comments there are.
 */
#define CRM_TYPE_TALK (crm_talk_get_type ())
G_DECLARE_FINAL_TYPE (CrmTalk, crm_talk, CRM, TALK, AdwBin)

CrmTalk *crm_talk_new (void);
/* NULL empties it. */
void crm_talk_set_draft (CrmTalk *self, CrmDraft *draft);
guint crm_talk_get_n_comments (CrmTalk *self);
/* Types and says it, as a person does. */
void crm_talk_say (CrmTalk *self, const char *text);

G_END_DECLS
