/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-room-page.h"
#include "ui/shell/crm-welcome.h"

G_BEGIN_DECLS

/**
 * CrmWindow:
 *
 * The one window: rooms at the left, the room one is in at the right. Before an office is open it
 * holds the welcome. Everything in it follows from the office's schema.
 */
#define CRM_TYPE_WINDOW (crm_window_get_type ())
G_DECLARE_FINAL_TYPE (CrmWindow, crm_window, CRM, WINDOW, AdwApplicationWindow)

CrmWindow *crm_window_new (GtkApplication *application, CrmPreferences *preferences);

void crm_window_open_path (CrmWindow *self, const char *path);
/* Takes over an office that is open; it is closed with the window. */
void crm_window_set_office (CrmWindow *self, CrmOffice *office);
CrmDesk *crm_window_get_desk (CrmWindow *self);
CrmWelcome *crm_window_get_welcome (CrmWindow *self);

/* NULL when there is no such room. */
CrmRoomPage *crm_window_go_to (CrmWindow *self, const char *entity);
CrmRoomPage *crm_window_get_page (CrmWindow *self);

G_END_DECLS
