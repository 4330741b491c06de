/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmMergeDialog:
 *
 * Two cards side by side that become one: which of them stays, and field by field which word is
 * right where they differ.
 *
 * Signals: "merged": it is done.
 */
#define CRM_TYPE_MERGE_DIALOG (crm_merge_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmMergeDialog, crm_merge_dialog, CRM, MERGE_DIALOG, AdwWindow)

/* @keep is proposed to stay. */
CrmMergeDialog *crm_merge_dialog_new (CrmDesk *desk,
                                      const char *entity,
                                      gint64 keep,
                                      gint64 gone,
                                      GtkWindow *parent);

/* Whether it shows what would be done. */
gboolean crm_merge_dialog_is_ready (CrmMergeDialog *self);

G_END_DECLS
