/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/crm-deed.h"

void
crm_deed_forget (CrmDeed *self)
{
  g_clear_pointer (&self->record, crm_record_unref);
  g_clear_pointer (&self->titles, g_hash_table_unref);
  g_clear_pointer (&self->talk, g_ptr_array_unref);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->history, g_ptr_array_unref);
  g_clear_pointer (&self->page, crm_history_page_free);
  g_clear_pointer (&self->said, g_free);
}

gboolean
crm_deed_get_record (CrmTxn *txn, gpointer deed, GError **error)
{
  CrmDeed *self = deed;
  const char *where = NULL;
  const CrmEntity *entity;
  gint64 id;

  crm_deed_forget (self);
  entity = crm_command_entity (crm_txn_get_schema (txn), self->entity, &where, error);
  if (entity == NULL || !crm_resolve_record (txn, entity, where, self->text, &id, error))
    return FALSE;
  self->record = crm_txn_get (txn, entity->name, id, error);

  return self->record != NULL;
}
