/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"

G_BEGIN_DECLS

/* A sale under way: from the first talk to won or lost. */
extern const CrmEntity crm_deal_entity;
/* Goods and services of a deal. */
extern const CrmEntity crm_deal_line_entity;
/* Who has a say in a deal, and which. */
extern const CrmEntity crm_deal_person_entity;
/* When a deal stood at which stage. */
extern const CrmEntity crm_deal_stage_entity;

/**
 * crm_deal_move:
 * @deal: id.
 * @stage: id of a stage; of another pipeline, too, which the deal then goes through.
 *
 * Moves the deal and writes down since when it stands there. Moving to where it stands changes
 * nothing.
 */
gboolean crm_deal_move (CrmTxn *txn, gint64 deal, gint64 stage, GError **error);

void crm_deal_move_async (CrmOffice *office,
                          gint64 deal,
                          gint64 stage,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
gboolean crm_deal_move_finish (CrmOffice *office, GAsyncResult *result, GError **error);

G_END_DECLS
