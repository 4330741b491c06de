/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-blob-editor.h"
#include "ui/common/crm-check-editor.h"
#include "ui/common/crm-choice-editor.h"
#include "ui/common/crm-note-editor.h"
#include "ui/common/crm-plain-editor.h"
#include "ui/common/crm-ref-editor.h"
#include "ui/common/crm-text-editor.h"

static GType
editor_type (const CrmField *field, gboolean in_table)
{
  if ((field->flags & (CRM_FIELD_DERIVED | CRM_FIELD_SYSTEM | CRM_FIELD_READ_ONLY)) != 0 &&
      field->type != CRM_FIELD_BLOB)
    return CRM_TYPE_PLAIN_EDITOR;

  switch (field->type) {
  case CRM_FIELD_NOTE:
    return in_table ? CRM_TYPE_TEXT_EDITOR : CRM_TYPE_NOTE_EDITOR;
  case CRM_FIELD_XML:
  case CRM_FIELD_JSON:
    return CRM_TYPE_NOTE_EDITOR;
  case CRM_FIELD_YESNO:
    return CRM_TYPE_CHECK_EDITOR;
  case CRM_FIELD_CHOICE:
  case CRM_FIELD_CURRENCY:
  case CRM_FIELD_COUNTRY:
  case CRM_FIELD_LANGUAGE:
    return CRM_TYPE_CHOICE_EDITOR;
  case CRM_FIELD_REFERENCE:
  case CRM_FIELD_ANY:
  case CRM_FIELD_PARENT:
    return CRM_TYPE_REF_EDITOR;
  case CRM_FIELD_BLOB:
    return CRM_TYPE_BLOB_EDITOR;
  case CRM_FIELD_TEXT:
  case CRM_FIELD_INTEGER:
  case CRM_FIELD_QUANTITY:
  case CRM_FIELD_PRICE:
  case CRM_FIELD_MONEY:
  case CRM_FIELD_RATE:
  case CRM_FIELD_PERCENT:
  case CRM_FIELD_DAY:
  case CRM_FIELD_INSTANT:
  case CRM_FIELD_DURATION:
  case CRM_FIELD_TAGS:
  case CRM_FIELD_EMAIL:
  case CRM_FIELD_PHONE:
  case CRM_FIELD_LINK:
  case CRM_FIELD_REQUISITE:
  default:
    return CRM_TYPE_TEXT_EDITOR;
  }
}

CrmEditor *
crm_editor_new (const CrmField *field, gboolean in_table)
{
  g_return_val_if_fail (field != NULL, NULL);

  return g_object_new (editor_type (field, in_table), "field", field, "in-table", in_table, NULL);
}
