/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-lang.h"
#include "model/crm-entity.h"

G_BEGIN_DECLS

/* Words of descriptions as windows show them. */

/* "1 204 clients". (transfer full) */
char *crm_phrase_count (const CrmEntity *entity, guint n, CrmLang lang);

/* The style class of a tone: "crm-late"…; NULL for none. */
const char *crm_tone_class (CrmTone tone);

/* The tone of the entity's state with this key; its option through @choice. */
CrmTone crm_entity_state_tone (const CrmEntity *entity, const char *key, const CrmChoice **choice);

/* What an error is called, and what the person can do: both translated and static. */
const char *crm_error_heading (const GError *error);
const char *crm_error_advice (const GError *error);
const char *crm_error_icon (const GError *error);

G_END_DECLS
