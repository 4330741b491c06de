/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/lists/crm-export-cell.h"

#include "model/crm-format.h"

static gboolean
fill_figure (const CrmField *field, gint64 integer, const char *currency, CrmCell *cell)
{
  if (field->type == CRM_FIELD_INSTANT)
    cell->kind = CRM_CELL_INSTANT;
  else if (field->type == CRM_FIELD_PERCENT)
    cell->kind = CRM_CELL_PERCENT;
  else if (crm_field_is_figure (field) && field->type != CRM_FIELD_DURATION)
    cell->kind = CRM_CELL_NUMBER;
  else
    return FALSE;
  cell->integer = integer;
  /* Basis points: of a hundred per cent there are ten thousand. */
  cell->digits = field->type == CRM_FIELD_PERCENT ? 4 : crm_field_digits (field, currency);

  return TRUE;
}

void
crm_export_cell (const CrmField *field,
                 const CrmValue *value,
                 const char *currency,
                 const char *title,
                 CrmLang lang,
                 CrmCell *cell,
                 char **text)
{
  *cell = (CrmCell){ .kind = CRM_CELL_EMPTY };
  if (crm_value_is_null (value) ||
      (value->kind == CRM_VALUE_INT && fill_figure (field, value->integer, currency, cell)))
    return;
  if (field->type == CRM_FIELD_DAY && value->kind == CRM_VALUE_TEXT) {
    cell->kind = CRM_CELL_DAY;
    cell->text = crm_value_get_text (value);
    return;
  }
  *text = crm_field_format (field, value, currency, title, lang);
  cell->kind = CRM_CELL_TEXT;
  cell->text = *text;
}
