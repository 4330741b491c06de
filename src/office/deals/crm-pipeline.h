/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-txn.h"

G_BEGIN_DECLS

/* A way that deals go, and its stages. */
extern const CrmEntity crm_pipeline_entity;
extern const CrmEntity crm_stage_entity;

/* The first pipeline, or NULL without error when the office has none. (transfer full) */
CrmRecord *crm_pipeline_first (CrmTxn *txn, GError **error);

/* The stages of a pipeline in order. (transfer full) (element-type CrmRecord) */
GPtrArray *crm_pipeline_stages (CrmTxn *txn, gint64 pipeline, GError **error);

G_END_DECLS
