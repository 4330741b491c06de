/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A window with all that was said today, newest first. */
#define CRM_TYPE_MESSAGE_LOG (crm_message_log_get_type ())
G_DECLARE_FINAL_TYPE (CrmMessageLog, crm_message_log, CRM, MESSAGE_LOG, AdwWindow)

CrmMessageLog *crm_message_log_new (CrmDesk *desk, GtkWindow *parent);

G_END_DECLS
