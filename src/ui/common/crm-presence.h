/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Who else has this record's card open: "Ana has it open too"; nothing when nobody has. As long as
 * it is shown with a record, colleagues are told that this desktop has the card open. */
#define CRM_TYPE_PRESENCE (crm_presence_get_type ())
G_DECLARE_FINAL_TYPE (CrmPresence, crm_presence, CRM, PRESENCE, AdwBin)

CrmPresence *crm_presence_new (void);
/* @id: 0 for a record that is not stored yet. @desk NULL: no record. */
void crm_presence_set_record (CrmPresence *self, CrmDesk *desk, gint64 id);

G_END_DECLS
