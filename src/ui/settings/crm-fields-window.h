/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The fields of each room as this office has them: shown or not, in which order, and its own. */
#define CRM_TYPE_FIELDS_WINDOW (crm_fields_window_get_type ())
G_DECLARE_FINAL_TYPE (CrmFieldsWindow, crm_fields_window, CRM, FIELDS_WINDOW, AdwWindow)

CrmFieldsWindow *crm_fields_window_new (CrmDesk *desk, GtkWindow *parent, const char *entity);
/* What its switches and arrows do. */
void crm_fields_window_set_shown (CrmFieldsWindow *self, const char *field, gboolean shown);
void crm_fields_window_move (CrmFieldsWindow *self, const char *field, int by);
guint crm_fields_window_get_n_rows (CrmFieldsWindow *self);

G_END_DECLS
