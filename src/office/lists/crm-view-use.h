/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

G_BEGIN_DECLS

/* Saved views as conditions of other lists: "in view …". A person asks for their own and for those
 * that are for everybody, by id or by name. */
extern const CrmViews crm_saved_views;

/* Whether this person sees the view at all. */
gboolean crm_saved_view_is_seen (const CrmRecord *view, gint64 person);

/* Before a view is saved: what it asks for is there, of the room that the path leads to, for
 * whoever sees this one, and asks for nothing that asks for this one. Names become ids. */
gboolean crm_view_check_saved (CrmTxn *txn, CrmRecord *record, GError **error);
/* Before a view, or a list of chosen records, is deleted: %CRM_ERROR_DENIED says which views ask
 * for it. */
gboolean crm_view_refuse_used (CrmTxn *txn, const CrmRecord *record, GError **error);

G_END_DECLS
