/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"

G_BEGIN_DECLS

/* A list of chosen records of one room, under a name; and what says that a record is in it. A
 * condition asks "list_entry[record].list = …". */
extern const CrmEntity crm_static_list_entity;
extern const CrmEntity crm_list_entry_entity;

/* The path of that condition. */
#define CRM_IN_LIST "list_entry[record].list"

/* Puts the records into the list, or takes them out; those that are there, or not there, already
 * are passed over. How many were moved, or -1. @ids: (element-type gint64) */
int crm_static_list_add (CrmTxn *txn, gint64 list, GArray *ids, GError **error);
int crm_static_list_remove (CrmTxn *txn, gint64 list, GArray *ids, GError **error);

void crm_static_list_change_async (CrmOffice *office,
                                   gint64 list,
                                   GArray *ids,
                                   gboolean add,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/* How many were moved; -1 on error. */
int crm_static_list_change_finish (CrmOffice *office, GAsyncResult *result, GError **error);

/* The lists of a room. (transfer full) */
CrmQuery *crm_static_list_query (const char *entity);

G_END_DECLS
