/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The rooms of an office. One stop of the Tab key; arrows walk, Enter goes in. Signal "room-chosen"
 * (entity). */
#define CRM_TYPE_SIDEBAR (crm_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (CrmSidebar, crm_sidebar, CRM, SIDEBAR, AdwBin)

CrmSidebar *crm_sidebar_new (void);
void crm_sidebar_set_desk (CrmSidebar *self, CrmDesk *desk);
/* Shows which room one is in; says nothing. */
void crm_sidebar_show_room (CrmSidebar *self, const char *entity);
/* The entity at the place that Ctrl+1 … Ctrl+9 mean; NULL when there are not so many. */
const char *crm_sidebar_get_nth (CrmSidebar *self, guint nth);
/* What others have said in each room and this person has not read: name of the entity → number.
 * NULL for nothing. (element-type utf8 guint) */
void crm_sidebar_set_unread (CrmSidebar *self, GHashTable *counts);

G_END_DECLS
