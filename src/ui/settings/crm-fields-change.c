/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/settings/crm-fields-change.h"

void
crm_fields_change_free (gpointer data)
{
  CrmFieldsChange *change = data;

  g_free (change->entity);
  g_free (change->field);
  g_free (change->group);
  g_free (change->before);
  g_free (change);
}

gboolean
crm_fields_change_do (CrmTxn *txn, gpointer data, GError **error)
{
  const CrmFieldsChange *it = data;

  switch (it->kind) {
  case CRM_FIELDS_SHOW:
    return crm_field_set_shown (txn, it->entity, it->field, it->shown, error);
  case CRM_FIELDS_MOVE:
    return crm_field_move (txn, it->entity, it->field, it->by, error);
  case CRM_FIELDS_PUT:
    return crm_field_put (txn, it->entity, it->field, it->group, it->before, error);
  case CRM_FIELDS_MOVE_GROUP:
    return crm_field_move_group (txn, it->entity, it->group, it->by, error);
  case CRM_FIELDS_RENAME_GROUP:
    return crm_field_rename_group (txn, it->entity, it->group, it->before, error);
  case CRM_FIELDS_RESET:
    return crm_field_reset (txn, it->entity, error);
  default:
    g_return_val_if_reached (FALSE);
  }
}

const char *
crm_fields_change_verb (const CrmFieldsChange *self)
{
  /* The verbs, in the order of CrmFieldsChangeKind. */
  static const char *const verbs[] = {
    "field.show", "field.move", "field.move", "field.group", "field.group", "field.reset",
  };

  return verbs[self->kind];
}
