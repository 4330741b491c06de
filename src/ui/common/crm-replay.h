/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/crm-record.h"

G_BEGIN_DECLS

/**
 * crm_record_replay:
 *
 * Does to @target what turned @before into @after: fields, and lines by their ids. Lines of @after
 * without an id are added. All three are of one entity of one schema.
 */
void crm_record_replay (CrmRecord *target, const CrmRecord *before, const CrmRecord *after);

/* Whether @theirs and @mine changed the same thing since @before; lines count as one thing. */
gboolean
crm_record_overlaps (const CrmRecord *before, const CrmRecord *mine, const CrmRecord *theirs);

/* Whether values and lines are the same, whatever their versions. */
gboolean crm_record_same (const CrmRecord *a, const CrmRecord *b);

G_END_DECLS
