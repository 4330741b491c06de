/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Where the office is, whether the folder will do, for how many computers it is kept, and how
 * colleagues come in. */
#define CRM_TYPE_PLACE_DIALOG (crm_place_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmPlaceDialog, crm_place_dialog, CRM, PLACE_DIALOG, AdwWindow)

CrmPlaceDialog *crm_place_dialog_new (CrmDesk *desk, GtkWindow *parent);

G_END_DECLS
