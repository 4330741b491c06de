/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Everything that was deleted in the office, newest first, with who did it and when: to look at,
 * and to put back, one or many. */
#define CRM_TYPE_TRASH_WINDOW (crm_trash_window_get_type ())
G_DECLARE_FINAL_TYPE (CrmTrashWindow, crm_trash_window, CRM, TRASH_WINDOW, AdwWindow)

CrmTrashWindow *crm_trash_window_new (CrmDesk *desk, GtkWindow *parent);

G_END_DECLS
