/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/crm-office.h"

G_BEGIN_DECLS

/* How much a client could buy: in all, of a product, or of a kind of goods. */
extern const CrmEntity crm_potential_entity;

/* In the currency's minor units, for a year. */
gint64 crm_potential_yearly (const CrmRecord *potential);

G_END_DECLS
