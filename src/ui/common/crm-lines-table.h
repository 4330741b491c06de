/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/common/crm-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmLinesTable:
 *
 * One kind of lines of a record as a small table that is edited in place: phones of a client, goods
 * of a deal. Signal "taken".
 */
#define CRM_TYPE_LINES_TABLE (crm_lines_table_get_type ())
G_DECLARE_FINAL_TYPE (CrmLinesTable, crm_lines_table, CRM, LINES_TABLE, AdwBin)

/* @index: which of the entity's lines. */
CrmLinesTable *crm_lines_table_new (const CrmEntity *entity, guint index);
void crm_lines_table_bind (CrmLinesTable *self, CrmDraft *draft);
/* FALSE when something that was typed cannot be read. */
gboolean crm_lines_table_take (CrmLinesTable *self);
void crm_lines_table_add (CrmLinesTable *self);
guint crm_lines_table_get_n_rows (CrmLinesTable *self);

G_END_DECLS
