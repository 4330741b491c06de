/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CrmCourier:
 *
 * Brings files to records, one after the other, and says what became of each: one that lies there
 * now, or a letter.
 *
 * Signals: "began" (GFile): the next one is on its way. "progressed" (double). "ended": for now
 * there is nothing more to bring.
 */
#define CRM_TYPE_COURIER (crm_courier_get_type ())
G_DECLARE_FINAL_TYPE (CrmCourier, crm_courier, CRM, COURIER, GObject)

CrmCourier *crm_courier_new (void);
/* @named: whether what is said names the record: where nobody has its card before them. */
void
crm_courier_bring (CrmCourier *self, CrmDesk *desk, gint64 record, gboolean named, GFile *file);
gboolean crm_courier_is_busy (CrmCourier *self);
/* What is on its way, and what waits behind it. */
void crm_courier_cancel (CrmCourier *self);

/* Takes files and nothing else. (transfer full) */
GtkDropTarget *crm_courier_new_target (void);
/* What was dropped or pasted; NULL when it has no files. (transfer full) (element-type GFile) */
GPtrArray *crm_courier_files_of (const GValue *value);

G_END_DECLS
