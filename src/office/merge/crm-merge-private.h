/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "office/merge/crm-record-merge.h"

G_BEGIN_DECLS

/* Whether the field is one that a person fills in, so that it is somebody's word. */
gboolean _crm_merge_counts (const CrmField *field);
/* Whether a record of the entity can refer to the plan's, and by which paths: "client",
 * "people.party". (transfer full) (element-type utf8) */
GPtrArray *_crm_merge_paths (const CrmEntity *entity, const CrmEntity *to);
/* The other one's line says nothing that the survivor's lines do not say. */
gboolean _crm_merge_has_line (GPtrArray *lines, const CrmRecord *line);
/* May both be changed so by who is at the desk? */
gboolean
_crm_merge_check (CrmTxn *txn, const CrmEntity *entity, gint64 keep, gint64 gone, GError **error);
/* Everything that refers to the one that goes, at most @limit records; @n: (inout). */
gboolean _crm_merge_move_links (CrmTxn *txn,
                                const CrmMergePlan *plan,
                                guint limit,
                                guint *n,
                                GError **error);

G_END_DECLS
