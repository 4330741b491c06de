/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-entity.h"

G_BEGIN_DECLS

/* A person works for an organisation, or has another part in it. */
extern const CrmEntity crm_affiliation_entity;

G_END_DECLS
