/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/shell/crm-window.h"

G_BEGIN_DECLS

#define CRM_TYPE_APPLICATION (crm_application_get_type ())
G_DECLARE_FINAL_TYPE (CrmApplication, crm_application, CRM, APPLICATION, AdwApplication)

CrmApplication *crm_application_new (GApplicationFlags flags);
CrmPreferences *crm_application_get_preferences (CrmApplication *self);

/**
 * crm_ui_run:
 * @office_path: (nullable): the office to open; NULL opens the last one, or the welcome.
 *
 * Runs the window until it is closed. Returns the program's exit status.
 */
int crm_ui_run (int argc, char **argv, const char *office_path);

G_END_DECLS
