/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-card.h"

G_BEGIN_DECLS

/* Where roles are written it is said what they are worth. */
void crm_role_card_furnish (CrmCard *card);

G_END_DECLS
