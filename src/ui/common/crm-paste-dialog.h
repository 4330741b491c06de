/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/lists/crm-paste.h"
#include "ui/common/crm-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmPasteDialog:
 *
 * What pasting a table would do, and what of it is not taken and why; then does it, with a way to
 * stop, and tells what came of it.
 */
#define CRM_TYPE_PASTE_DIALOG (crm_paste_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmPasteDialog, crm_paste_dialog, CRM, PASTE_DIALOG, AdwWindow)

/* Takes the plan. */
CrmPasteDialog *crm_paste_dialog_new (CrmDesk *desk, CrmPastePlan *plan, GtkWindow *parent);
/* As the button does. */
void crm_paste_dialog_apply (CrmPasteDialog *self);
/* One line for each thing that is not taken: "Row 3, Amount: …". (transfer full) */
char *crm_paste_dialog_list (CrmPasteDialog *self);

G_END_DECLS
