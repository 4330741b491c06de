/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"

G_BEGIN_DECLS

/* What opening and making an office do off the window's thread. */

void crm_opening_open_async (const char *path,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);

/* Makes the office, then opens it. The setup is copied. */
void crm_opening_create_async (const char *path,
                               const CrmOfficeSetup *setup,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/* Makes the demo office unless it is there, then opens it. */
void crm_opening_demo_async (const char *path,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);

/* (transfer full): of all three. */
CrmOffice *crm_opening_finish (GAsyncResult *result, GError **error);

/* Where the demo office of this person stands. (transfer full) */
char *crm_opening_demo_path (void);

G_END_DECLS
