/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What rights forbid cannot be pressed, and says why. A button says it in its tooltip; a menu,
 * whose lines have none, in a line of its own: put one with the attribute "custom" of this name
 * into its model. */
#define CRM_PERMIT_NOTE "why"

/* @why NULL: it is allowed, and says @usual. Whoever calls makes it insensitive, by its action. */
void crm_permit_tell (GtkWidget *widget, const char *why, const char *usual);

/* Of what makes a record of the entity; also makes it insensitive when that is not allowed. */
void crm_permit_making (GtkWidget *widget, CrmDesk *desk, const char *entity, const char *usual);

/* Puts that line into a menu, once its model is set. (transfer none) (nullable): NULL when the
 * model has no place for it. */
GtkWidget *crm_permit_add_note (GtkWidget *popover);
void crm_permit_set_note (GtkWidget *note, const char *why);
void crm_permit_append_note (GMenu *menu);

G_END_DECLS
