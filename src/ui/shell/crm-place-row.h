/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-place.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What the folder of an office is, and whether it will do: a row with a mark in green, amber or red
 * and two sentences. Asks the system without holding up the window. Signal "changed": it knows. */
#define CRM_TYPE_PLACE_ROW (crm_place_row_get_type ())
G_DECLARE_FINAL_TYPE (CrmPlaceRow, crm_place_row, CRM, PLACE_ROW, AdwActionRow)

/* @path: of the office file, which need not be there. @several: who is to work with it. */
void crm_place_row_set_path (CrmPlaceRow *self, const char *path, gboolean several);
/* The same for a place that is known. */
void crm_place_row_show (CrmPlaceRow *self, const CrmPlace *place, gboolean several);
/* %CRM_PLACE_CARE as long as nothing is known. */
CrmPlaceFit crm_place_row_get_fit (CrmPlaceRow *self);

G_END_DECLS
