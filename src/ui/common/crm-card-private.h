/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-card.h"
#include "ui/common/crm-form.h"

G_BEGIN_DECLS

void _crm_card_install_actions (GtkWidgetClass *widget_class);
/* Which of them make sense now. */
void _crm_card_update_actions (CrmCard *self);
CrmForm *_crm_card_get_form (CrmCard *self);

G_END_DECLS
