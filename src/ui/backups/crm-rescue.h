/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * crm_rescue_async:
 * @office: a file that is damaged beyond opening.
 * @backup: (nullable): NULL: the last verified one where backups of this account lie.
 *
 * Puts a backup in its place, after asking. Finish gives FALSE without an error when the person
 * thinks better of it, and %CRM_ERROR_NOT_FOUND when there is none.
 */
void crm_rescue_async (GtkWindow *parent,
                       const char *office,
                       const char *backup,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
gboolean crm_rescue_finish (GAsyncResult *result, GError **error);

G_END_DECLS
