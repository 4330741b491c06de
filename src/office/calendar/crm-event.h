/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-entity.h"

G_BEGIN_DECLS

/* A call, meeting, letter, note or visit: planned, or done. */
extern const CrmEntity crm_event_entity;

G_END_DECLS
