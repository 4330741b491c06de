/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The fields of each room as this office has them: shown or not, in which group and order, and its
 * own. Mouse, menus and keys (Alt with arrows, F2) do the same. */
#define CRM_TYPE_FIELDS_WINDOW (crm_fields_window_get_type ())
G_DECLARE_FINAL_TYPE (CrmFieldsWindow, crm_fields_window, CRM, FIELDS_WINDOW, AdwWindow)

CrmFieldsWindow *crm_fields_window_new (CrmDesk *desk, GtkWindow *parent, const char *entity);

G_END_DECLS
