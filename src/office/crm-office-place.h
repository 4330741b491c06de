/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"

G_BEGIN_DECLS

/* Keeps the office for this computer only, or for several; nobody else may have it open. See
 * crm_store_set_this_computer(). */
void crm_office_set_this_computer_async (CrmOffice *self,
                                         gboolean one,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean
crm_office_set_this_computer_finish (CrmOffice *self, GAsyncResult *result, GError **error);

/* What kind of place a new office would have, asked on another thread; finish gives it. @path: of
 * the file. */
void crm_office_probe_place_async (const char *path,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/* (transfer full) */
CrmPlace *crm_office_probe_place_finish (GAsyncResult *result, GError **error);

/* How the office is kept now, for people. */
const char *crm_office_describe_keeping (CrmOffice *self);

G_END_DECLS
