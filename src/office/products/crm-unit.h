/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-lang.h"
#include "model/crm-record.h"

G_BEGIN_DECLS

/* What quantities are counted in. */
extern const CrmEntity crm_unit_entity;

/* The short name as papers in the language print it. */
const char *crm_unit_short_name (const CrmRecord *unit, CrmLang lang);

G_END_DECLS
