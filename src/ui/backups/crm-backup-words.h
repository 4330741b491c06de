/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/settings/crm-office-backup.h"
#include "ui/common/crm-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is said of backups, in the window and in its foot. All (transfer full). */

/* "yesterday 18:00", "none yet". */
char *crm_backup_words_last (CrmDesk *desk, const CrmBackupState *state);
/* "Made by itself · 1.2 MB · verified" */
char *crm_backup_words_describe (const CrmBackup *backup);
/* "120 clients, 80 contact persons, 45 deals": what it holds. @held: (element-type CrmBackupHeld)
 */
char *crm_backup_words_holds (CrmDesk *desk, const GArray *held);

/* A row of a list of settings, in plain text. */
GtkWidget *crm_backup_row_new (const char *title, const char *subtitle, GtkWidget *suffix);
void crm_backup_row_set_subtitle (GtkWidget *row, const char *subtitle);

G_END_DECLS
