/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What a check of the office file has found, and what to do about each. */
#define CRM_TYPE_CHECK_WINDOW (crm_check_window_get_type ())
G_DECLARE_FINAL_TYPE (CrmCheckWindow, crm_check_window, CRM, CHECK_WINDOW, AdwWindow)

/* Checks, says how far it is, and then shows what was found. */
void crm_check_window_check (CrmDesk *desk, GtkWindow *parent);
guint crm_check_window_get_n (CrmCheckWindow *self);

G_END_DECLS
