/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-entity.h"

G_BEGIN_DECLS

/* Something that somebody has to do. */
extern const CrmEntity crm_task_entity;

G_END_DECLS
