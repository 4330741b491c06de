/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What was done in the office, by whom and when, newest first; each can be opened, and undone where
 * that is still possible. */
#define CRM_TYPE_LOG_WINDOW (crm_log_window_get_type ())
G_DECLARE_FINAL_TYPE (CrmLogWindow, crm_log_window, CRM, LOG_WINDOW, AdwWindow)

/* @after_seq: only what colleagues did after this; 0: all that anybody did. */
CrmLogWindow *crm_log_window_new (CrmDesk *desk, GtkWindow *parent, gint64 after_seq);

G_END_DECLS
