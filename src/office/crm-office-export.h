/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"
#include "store/crm-backup.h"

G_BEGIN_DECLS

/**
 * crm_office_export_all:
 * @path: of the package; it is there whole or not at all.
 *
 * Everything that the person at the desk may read, for people and other programs: a spreadsheet per
 * kind of thing with its lines on sheets of their own, the files, the issued papers as PDF, and a
 * text that says what is what. %CRM_ERROR_DENIED without the right to export; it is noted who did.
 * Waits: it is called from a thread, or from the command line.
 */
gboolean crm_office_export_all (CrmOffice *self,
                                const char *path,
                                CrmBackupProgress progress,
                                gpointer user_data,
                                GCancellable *cancellable,
                                GError **error);

G_END_DECLS
