/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-entity.h"

G_BEGIN_DECLS

/* What a client complains of, and what was decided. */
extern const CrmEntity crm_claim_entity;
/* Why things go wrong, and what is done so that they do not again. */
extern const CrmEntity crm_cause_entity;

G_END_DECLS
