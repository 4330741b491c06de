/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"

G_BEGIN_DECLS

/* Takes an operation back and says so; where somebody has changed the same since, it asks field by
 * field first. @undo is taken over. */
void crm_undoing_start (CrmDesk *desk, CrmUndo *undo);
/* The operation of this id: from history, the message log, a toast. */
void crm_undoing_operation (CrmDesk *desk, gint64 operation);

G_END_DECLS
