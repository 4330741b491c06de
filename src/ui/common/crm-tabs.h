/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmTabs:
 *
 * The pages of a stack as tabs. Where there is no room for all their words, first the later half
 * and then all but the chosen one are pictures whose words are in the tooltip: none is out of
 * sight.
 *
 * Properties: "stack" (#GtkStack). A page without a picture keeps its words.
 */
#define CRM_TYPE_TABS (crm_tabs_get_type ())
G_DECLARE_FINAL_TYPE (CrmTabs, crm_tabs, CRM, TABS, AdwBin)

/* How much is on the page of this name; 0 says nothing. */
void crm_tabs_set_count (CrmTabs *self, const char *page, guint n);
/* Whether there is no room for all the words. */
gboolean crm_tabs_is_tight (CrmTabs *self);
/* The tab of the page, as it is shown now; NULL when it has none. */
GtkWidget *crm_tabs_get_tab (CrmTabs *self, const char *page);

G_END_DECLS
