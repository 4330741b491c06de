/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-lang.h"
#include "exchange/crm-sheet-writer.h"
#include "model/crm-entity.h"

G_BEGIN_DECLS

/**
 * crm_export_cell:
 * @currency: (nullable): of money and price.
 * @title: (nullable): of a reference.
 * @text: (out) (transfer full): keeps the text of the cell, if it needed one.
 *
 * A value as a cell of a spreadsheet: figures, days and instants are real ones, everything else is
 * the text that people read.
 */
void crm_export_cell (const CrmField *field,
                      const CrmValue *value,
                      const char *currency,
                      const char *title,
                      CrmLang lang,
                      CrmCell *cell,
                      char **text);

G_END_DECLS
