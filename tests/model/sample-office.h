/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-record.h"

G_BEGIN_DECLS

/* NULL-terminated: person, client with its lines phone, deal with its lines item, event, and
 * "thing", which has a field of every type named after it. */
const CrmEntity *const *sample_entities (void);
CrmSchema *sample_schema_new (void);
/* A new record; the schema lives as long as it does. */
CrmRecord *sample_record_new (const char *entity);

G_END_DECLS
