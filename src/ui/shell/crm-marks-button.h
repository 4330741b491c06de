/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What a person comes back to: what was said that concerns them and they have not read, with how
 * many there are beside the star; their favourites; what they looked at last. Signal
 * "counted": what was not read was counted anew. */
#define CRM_TYPE_MARKS_BUTTON (crm_marks_button_get_type ())
G_DECLARE_FINAL_TYPE (CrmMarksButton, crm_marks_button, CRM, MARKS_BUTTON, AdwBin)

CrmMarksButton *crm_marks_button_new (void);
/* NULL: no office is open. */
void crm_marks_button_set_desk (CrmMarksButton *self, CrmDesk *desk);
/* Comments that were not read, and favourites, as they were last counted. */
guint crm_marks_button_get_n_unread (CrmMarksButton *self);
/* The same by room: name of the entity → number. (transfer full) (element-type utf8 guint) */
GHashTable *crm_marks_button_get_unread (CrmMarksButton *self);
guint crm_marks_button_get_n_favourites (CrmMarksButton *self);

G_END_DECLS
