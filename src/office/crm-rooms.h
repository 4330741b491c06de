/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-entity.h"

G_BEGIN_DECLS

/**
 * crm_rooms:
 *
 * The entities of an office in the order of the sidebar: one row per thing that an office keeps.
 * NULL-terminated, for crm_schema_new() and crm_store_open(). A new room begins with a row here.
 */
const CrmEntity *const *crm_rooms (void);

/* A name that people use on the command line for a part of an entity: "client" is the party with
 * is_client. NULL when @name is no such word; else the entity's name, and its condition. */
const char *crm_rooms_alias (const char *name, const char **where);

/* The word of the command line for the part of an entity with this condition: "client"; where there
 * is none, the entity's own name. */
const char *crm_rooms_word (const char *entity, const char *where);

G_END_DECLS
