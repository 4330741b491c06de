/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-card.h"

G_BEGIN_DECLS

/* One card torn off into its own window. */
#define CRM_TYPE_CARD_WINDOW (crm_card_window_get_type ())
G_DECLARE_FINAL_TYPE (CrmCardWindow, crm_card_window, CRM, CARD_WINDOW, AdwWindow)

CrmCardWindow *crm_card_window_new (CrmDraft *draft, GtkWindow *parent);
/* Reads the record, then shows it. */
void crm_card_window_open (CrmDesk *desk, const char *entity, gint64 id, GtkWindow *parent);
CrmCard *crm_card_window_get_card (CrmCardWindow *self);

G_END_DECLS
