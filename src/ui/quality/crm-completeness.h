/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-card.h"

G_BEGIN_DECLS

/* Shows above the fields of a card how complete it is, and leads to what is missing. Does nothing
 * in a card of an entity without completeness. */
void crm_completeness_furnish (CrmCard *card, const CrmEntity *entity);

G_END_DECLS
