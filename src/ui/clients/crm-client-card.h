/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-card.h"

G_BEGIN_DECLS

/* What only clients have in their cards: the head at a glance with what is done most, people,
 * addresses on the map, needs. */
void crm_client_card_furnish (CrmCard *card);

G_END_DECLS
