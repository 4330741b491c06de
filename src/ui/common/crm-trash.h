/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"

G_BEGIN_DECLS

/* To the trash and back, with a word to the person that offers to undo it. @ids: (transfer full)
 * (element-type gint64). @versions: (transfer full) (nullable) (element-type gint64): as what each
 * was seen; asks first where a colleague has changed one since. */
void crm_trash_put (CrmDesk *desk, const char *entity, GArray *ids, GArray *versions);
void crm_trash_restore (CrmDesk *desk, const char *entity, GArray *ids);

G_END_DECLS
