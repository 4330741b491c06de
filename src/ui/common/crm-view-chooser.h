/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-titles.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmViewChooser:
 *
 * Chooses one of the saved views of a room that the person sees.
 */
#define CRM_TYPE_VIEW_CHOOSER (crm_view_chooser_get_type ())
G_DECLARE_FINAL_TYPE (CrmViewChooser, crm_view_chooser, CRM, VIEW_CHOOSER, AdwBin)

/* @titles must outlive it. @view: what is chosen from the start; 0: the first. */
CrmViewChooser *
crm_view_chooser_new (CrmDesk *desk, const char *entity, CrmTitles *titles, gint64 view);
/* 0 while there is none. */
gint64 crm_view_chooser_get_view (CrmViewChooser *self);

G_END_DECLS
