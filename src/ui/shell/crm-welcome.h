/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"
#include "ui/common/crm-preferences.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmWelcome:
 *
 * What stands in the window before an office is open: open one, make one, try the demo; and what
 * went wrong with opening one, and what to do. Signal "opened" (#CrmOffice).
 */
#define CRM_TYPE_WELCOME (crm_welcome_get_type ())
G_DECLARE_FINAL_TYPE (CrmWelcome, crm_welcome, CRM, WELCOME, AdwBin)

CrmWelcome *crm_welcome_new (void);
void crm_welcome_set_preferences (CrmWelcome *self, CrmPreferences *preferences);
void crm_welcome_open (CrmWelcome *self, const char *path);
void crm_welcome_open_demo (CrmWelcome *self);
/* Back to the three choices. */
void crm_welcome_start (CrmWelcome *self);
void crm_welcome_choose_file (CrmWelcome *self);
void crm_welcome_new_office (CrmWelcome *self);
/* A backup in the place of the office that could not be opened because it is damaged. */
void crm_welcome_rescue (CrmWelcome *self);
/* Name of the page that is shown: "start", "new", "busy", "upgrade", "trouble". */
const char *crm_welcome_get_page (CrmWelcome *self);

G_END_DECLS
