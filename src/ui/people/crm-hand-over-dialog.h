/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmHandOverDialog:
 *
 * Before somebody leaves: how much they have open of each kind, and to whom it goes. Shows how far
 * it is, can be stopped, and is one undo.
 */
#define CRM_TYPE_HAND_OVER_DIALOG (crm_hand_over_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmHandOverDialog, crm_hand_over_dialog, CRM, HAND_OVER_DIALOG, AdwWindow)

CrmHandOverDialog *
crm_hand_over_dialog_new (CrmDesk *desk, gint64 person, const char *name, GtkWindow *parent);

/* As the person does; for tests too. @entity NULL: everything that nothing else is chosen for.
 * @taker 0: it stays. */
void crm_hand_over_dialog_choose (CrmHandOverDialog *self, const char *entity, gint64 taker);
void crm_hand_over_dialog_apply (CrmHandOverDialog *self);
/* Whether it has been read what there is. */
gboolean crm_hand_over_dialog_is_ready (CrmHandOverDialog *self);

G_END_DECLS
