/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-card.h"

G_BEGIN_DECLS

/* What a colleague may see and change is said in words, and what they have open goes to others. */
void crm_person_card_furnish (CrmCard *card);

G_END_DECLS
