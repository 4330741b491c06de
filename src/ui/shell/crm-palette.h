/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/shell/crm-window.h"

G_BEGIN_DECLS

/**
 * CrmPalette:
 *
 * One line to type into, over the window: any record by any of its texts or digits, any room, any
 * saved view, any action. For the keyboard: arrows choose, Enter does, Esc leaves.
 */
#define CRM_TYPE_PALETTE (crm_palette_get_type ())
G_DECLARE_FINAL_TYPE (CrmPalette, crm_palette, CRM, PALETTE, AdwWindow)

CrmPalette *crm_palette_new (CrmWindow *window);

/* For tests: types, and what stands in the list then, "kind: title" a line, and after a
 * tab what tells it from its like. (transfer full) */
void crm_palette_type (CrmPalette *self, const char *words);
gboolean crm_palette_is_settled (CrmPalette *self);
char *crm_palette_list (CrmPalette *self);
/* Does what is chosen. */
void crm_palette_choose (CrmPalette *self);

G_END_DECLS
