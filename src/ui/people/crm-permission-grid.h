/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-card.h"

G_BEGIN_DECLS

/**
 * CrmPermissionGrid:
 *
 * What a role may do, at a glance: kinds of records down, see, add, change and trash across. What
 * is pale follows the first row, which holds for everything that has nothing of its own. Head and
 * name of each line are menus that change all of it at once.
 */
#define CRM_TYPE_PERMISSION_GRID (crm_permission_grid_get_type ())
G_DECLARE_FINAL_TYPE (CrmPermissionGrid, crm_permission_grid, CRM, PERMISSION_GRID, AdwBin)

CrmPermissionGrid *crm_permission_grid_new (CrmCard *card);

/* As the menus do it; @entity: its name, or CRM_ROLE_REST. */
void crm_permission_grid_choose (CrmPermissionGrid *self,
                                 const char *entity,
                                 const char *action,
                                 const char *scope);
/* "Department"; what a cell says. (transfer none) (nullable) */
const char *
crm_permission_grid_get_text (CrmPermissionGrid *self, const char *entity, const char *action);

G_END_DECLS
