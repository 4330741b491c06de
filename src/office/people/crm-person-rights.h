/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"

G_BEGIN_DECLS

/* What somebody may see and change today, in words: one sentence a line. (transfer full) */
char *crm_person_describe_rights (CrmTxn *txn, gint64 person, GError **error);
void crm_person_describe_rights_async (CrmOffice *office,
                                       gint64 person,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
char *crm_person_describe_rights_finish (CrmOffice *office, GAsyncResult *result, GError **error);

G_END_DECLS
