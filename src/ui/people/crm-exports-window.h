/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Who has taken what out of the office, the newest first. */
GtkWindow *crm_exports_window_new (CrmDesk *desk, GtkWindow *parent);

G_END_DECLS
