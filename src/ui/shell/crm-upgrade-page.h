/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmUpgradePage:
 *
 * An office that an older Kontor has made: what will happen to it, who has to be asked, who is
 * still in. Signals: "upgraded", "back".
 */
#define CRM_TYPE_UPGRADE_PAGE (crm_upgrade_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmUpgradePage, crm_upgrade_page, CRM, UPGRADE_PAGE, AdwBin)

/* @path: (nullable): of the office; NULL: none, and nobody is asked who is in. */
void crm_upgrade_page_set_path (CrmUpgradePage *self, const char *path);
/* Whether it is known who may, and the person here may. */
gboolean crm_upgrade_page_is_ready (CrmUpgradePage *self);
/* What its button does. */
void crm_upgrade_page_upgrade (CrmUpgradePage *self);

G_END_DECLS
