/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-entity.h"

G_BEGIN_DECLS

/**
 * crm_department_entity:
 *
 * A part of the office; departments make a tree. Each has a queue: a person who is nobody, so that
 * whatever has somebody responsible can be handed to the department as well.
 */
extern const CrmEntity crm_department_entity;

G_END_DECLS
