/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmBulkDialog:
 *
 * One change over many records: which fields, set, cleared or tagged; says how many would change
 * before, how far it is meanwhile, and what was left as it is afterwards.
 */
#define CRM_TYPE_BULK_DIALOG (crm_bulk_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmBulkDialog, crm_bulk_dialog, CRM, BULK_DIALOG, AdwWindow)

/* @ids: (element-type gint64). */
CrmBulkDialog *
crm_bulk_dialog_new (CrmDesk *desk, const CrmEntity *entity, GArray *ids, GtkWindow *parent);

/* As the person does; for tests too. */
void crm_bulk_dialog_choose (CrmBulkDialog *self, const char *field);
void crm_bulk_dialog_apply (CrmBulkDialog *self);
gboolean crm_bulk_dialog_is_done (CrmBulkDialog *self);

G_END_DECLS
