/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-backup.h"
#include "ui/common/crm-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Before a backup takes the place of the office: what it holds, what the office has that it has
 * not, and who still has to leave. Going on is the window's "win.restore". */
#define CRM_TYPE_RESTORE_DIALOG (crm_restore_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmRestoreDialog, crm_restore_dialog, CRM, RESTORE_DIALOG, AdwWindow)

/* @backup: that was tried and found good; taken over. @held: (element-type CrmBackupHeld): what it
 * has. @newer: operations in the office since; -1: nobody knows. */
CrmRestoreDialog *crm_restore_dialog_new (CrmDesk *desk,
                                          GtkWindow *window,
                                          CrmBackup *backup,
                                          const GArray *held,
                                          gint64 newer);
/* Whether its button can be pressed: nobody else is in. */
gboolean crm_restore_dialog_is_ready (CrmRestoreDialog *self);
/* What the button does. */
void crm_restore_dialog_go_on (CrmRestoreDialog *self);

G_END_DECLS
