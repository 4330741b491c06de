/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmAcceptDialog:
 *
 * Somebody has called, written or come: one line says who it is, and finds them while it is typed;
 * what they want and who sees to it is written down in one go. Enter walks through it.
 */
#define CRM_TYPE_ACCEPT_DIALOG (crm_accept_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmAcceptDialog, crm_accept_dialog, CRM, ACCEPT_DIALOG, AdwWindow)

CrmAcceptDialog *crm_accept_dialog_new (CrmDesk *desk, GtkWindow *parent);

G_END_DECLS
