/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-entity.h"

G_BEGIN_DECLS

/* A field that this office has added to a room: a real column, named x_… */
extern const CrmEntity crm_custom_field_entity;

G_END_DECLS
