/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Who is in the office now: a button for the head of the window, hidden while one is alone, and
 * what it opens: everybody with the computer, since when, the program's version and the open card.
 */
#define CRM_TYPE_PEOPLE_BUTTON (crm_people_button_get_type ())
G_DECLARE_FINAL_TYPE (CrmPeopleButton, crm_people_button, CRM, PEOPLE_BUTTON, AdwBin)

/* @desk: (nullable): no office is open. */
void crm_people_button_set_desk (CrmPeopleButton *self, CrmDesk *desk);
/* Opens it; does nothing while one is alone. */
void crm_people_button_popup (CrmPeopleButton *self);

G_END_DECLS
