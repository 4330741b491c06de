/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/backups/crm-backup-words.h"
#include "ui/backups/crm-backups-window.h"

G_BEGIN_DECLS

struct _CrmBackupsWindow {
  AdwWindow parent_instance;

  GtkWidget *toasts;
  GtkWidget *status;
  GtkWidget *status_icon;
  GtkWidget *trouble;
  GtkWidget *now;
  GtkWidget *folder;
  GtkWidget *choose;
  GtkWidget *own_disk;
  GtkWidget *kept;
  GtkWidget *change;
  GtkWidget *list;
  GtkWidget *none;
  GPtrArray *rows; /* of the list */

  CrmDesk *desk;
  CrmBackupKeeper *keeper;
  GtkWindow *parent; /* weak */
  GPtrArray *backups;
  CrmRecord *settings;
};

void _crm_backups_window_fill (CrmBackupsWindow *self);
void _crm_backups_window_load (CrmBackupsWindow *self);
void _crm_backups_window_say (CrmBackupsWindow *self, const char *text);
void _crm_backups_window_report (CrmBackupsWindow *self, const GError *error);
/* The package with everything for people. */

G_END_DECLS
