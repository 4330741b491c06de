/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/settings/crm-field-verbs.h"

#define STEP 10

static CrmRecord *
find_record (CrmTxn *txn,
             const char *kind,
             const char *entity,
             const char *field,
             gboolean trash,
             GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (kind);

  crm_query_add_test (query, "entity", CRM_TEST_EQUAL, entity);
  crm_query_add_test (query, "name", CRM_TEST_EQUAL, field);
  query->trash = trash;

  return crm_txn_first (txn, query, error);
}

CrmRecord *
crm_field_find_custom (CrmTxn *txn, const char *entity, const char *field, GError **error)
{
  g_autoptr (GError) local = NULL;
  CrmRecord *record;

  g_return_val_if_fail (txn != NULL, NULL);

  record = find_record (txn, "custom_field", entity, field, FALSE, &local);
  if (record == NULL && local == NULL)
    record = find_record (txn, "custom_field", entity, field, TRUE, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));

  return record;
}

/* The layout of a described field, made when there is none; NULL with error. */
static CrmRecord *
layout_of (CrmTxn *txn, const char *entity, const char *field, GError **error)
{
  g_autoptr (GError) local = NULL;
  CrmRecord *record = find_record (txn, "field_layout", entity, field, FALSE, &local);

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  if (record == NULL) {
    record = crm_txn_new (txn, "field_layout");
    crm_record_set_text (record, "entity", entity);
    crm_record_set_text (record, "name", field);
  }

  return record;
}

static const CrmField *
find_field (CrmTxn *txn, const char *entity, const char *field, GError **error)
{
  const CrmEntity *found = crm_schema_get (crm_txn_get_schema (txn), entity, error);

  return found != NULL ? crm_entity_find_field (found, field) : NULL;
}

static gboolean
show_custom (CrmTxn *txn, const char *entity, const char *field, gboolean shown, GError **error)
{
  g_autoptr (CrmRecord) record = crm_field_find_custom (txn, entity, field, error);

  if (record == NULL)
    return FALSE;

  return shown ? crm_txn_restore (txn, "custom_field", crm_record_get_id (record), error)
               : crm_txn_delete (txn, "custom_field", crm_record_get_id (record), error);
}

gboolean
crm_field_set_shown (CrmTxn *txn,
                     const char *entity,
                     const char *field,
                     gboolean shown,
                     GError **error)
{
  const CrmField *found;
  g_autoptr (CrmRecord) record = NULL;

  g_return_val_if_fail (txn != NULL, FALSE);

  found = find_field (txn, entity, field, error);
  crm_txn_set_verb (txn, "field.show");
  if (found != NULL && (found->flags & CRM_FIELD_CUSTOM) != 0)
    return show_custom (txn, entity, field, shown, error);
  record = layout_of (txn, entity, field, error);
  if (record == NULL)
    return FALSE;
  crm_record_set_int (record, "hidden", !shown);

  return crm_txn_save (txn, record, error);
}

/* --- Moving ----------------------------------------------------------------------------------- */

static gboolean
put_at (CrmTxn *txn, const char *entity, const CrmField *field, int place, GError **error)
{
  g_autoptr (CrmRecord) record = (field->flags & CRM_FIELD_CUSTOM) != 0
                                   ? crm_field_find_custom (txn, entity, field->name, error)
                                   : layout_of (txn, entity, field->name, error);

  if (record == NULL)
    return FALSE;
  /* What is out of use has no place that anybody sees. */
  if (crm_record_get_deleted (record) != 0 || crm_record_get_int (record, "rank") == place)
    return TRUE;
  crm_record_set_int (record, "rank", place);

  return crm_txn_save (txn, record, error);
}

gboolean
crm_field_move (CrmTxn *txn, const char *entity, const char *field, int by, GError **error)
{
  g_autoptr (CrmSchema) schema = NULL;
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  const CrmEntity *found;
  int at = -1, to;

  g_return_val_if_fail (txn != NULL && (by == 1 || by == -1), FALSE);

  schema = crm_schema_ref (crm_txn_get_schema (txn));
  found = crm_schema_get (schema, entity, error);
  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < crm_entity_n_fields (found); i++) {
    if ((found->fields[i].flags & CRM_FIELD_SYSTEM) != 0)
      continue;
    if (g_str_equal (found->fields[i].name, field))
      at = (int)order->len;
    g_ptr_array_add (order, (gpointer)&found->fields[i]);
  }
  /* Past those that nobody sees. */
  for (to = at + by; to >= 0 && to < (int)order->len; to += by)
    if ((((const CrmField *)order->pdata[to])->flags & CRM_FIELD_HIDDEN) == 0)
      break;
  if (at < 0 || to < 0 || to >= (int)order->len)
    return TRUE;
  {
    gpointer moved = g_ptr_array_steal_index (order, (guint)at);

    g_ptr_array_insert (order, to, moved);
  }
  crm_txn_set_verb (txn, "field.move");
  for (guint i = 0; i < order->len; i++)
    if (!put_at (txn, entity, order->pdata[i], STEP * ((int)i + 1), error))
      return FALSE;

  return TRUE;
}
