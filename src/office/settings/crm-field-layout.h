/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-entity.h"

G_BEGIN_DECLS

/* How the office lays out a field that Kontor has: in which group, where, or out of sight. */
extern const CrmEntity crm_field_layout_entity;

G_END_DECLS
