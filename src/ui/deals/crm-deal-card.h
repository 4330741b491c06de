/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-card.h"

G_BEGIN_DECLS

/* What the room of deals adds to each of its cards: the way through the pipeline, the papers made
 * of the deal, and the button that makes one. */
void crm_deal_card_furnish (CrmCard *card);

G_END_DECLS
