/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmPathPicker:
 *
 * Chooses a field of an entity, also over its references and into its lines: a list to type into,
 * where a reference may be chosen or followed.
 *
 * Signals: "picked" (path).
 */
#define CRM_TYPE_PATH_PICKER (crm_path_picker_get_type ())
G_DECLARE_FINAL_TYPE (CrmPathPicker, crm_path_picker, CRM, PATH_PICKER, AdwBin)

CrmPathPicker *crm_path_picker_new (CrmDesk *desk, const CrmEntity *entity);
/* Also the record itself, "id", whose saved views a condition may ask for. */
void crm_path_picker_offer_views (CrmPathPicker *self);
void crm_path_picker_focus (CrmPathPicker *self);

/* Whether people may be shown the field in lists, filters and the like. */
gboolean crm_field_is_for_people (const CrmField *field);

G_END_DECLS
