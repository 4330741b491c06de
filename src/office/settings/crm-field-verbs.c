/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/settings/crm-field-verbs.h"

#include "base/crm-error.h"
#include "office/settings/crm-field-order.h"

#include <glib/gi18n-lib.h>

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

CrmRecord *
_crm_field_layout_of (CrmTxn *txn, const char *entity, const char *field, GError **error)
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
  record = _crm_field_layout_of (txn, entity, field, error);
  if (record == NULL)
    return FALSE;
  crm_record_set_int (record, "hidden", !shown);

  return crm_txn_save (txn, record, error);
}

/* --- Moving ----------------------------------------------------------------------------------- */

static gboolean
refuse_field (const CrmFieldOrder *order, const char *field, GError **error)
{
  g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
               _ ("“%s” has no field “%s” that could be laid out."), _ (order->entity->label),
               field);

  return FALSE;
}

static gboolean
refuse_group (const CrmFieldOrder *order, const char *group, GError **error)
{
  g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
               _ ("“%s” has no group “%s” any more: a colleague may have renamed it."),
               _ (order->entity->label), group != NULL ? _ (group) : _ ("No heading"));

  return FALSE;
}

gboolean
crm_field_move (CrmTxn *txn, const char *entity, const char *field, int by, GError **error)
{
  g_autoptr (CrmFieldOrder) order = NULL;
  const char *group;
  int at, to;

  g_return_val_if_fail (txn != NULL && (by == 1 || by == -1), FALSE);

  order = _crm_field_order_read (txn, entity, error);
  if (order == NULL)
    return FALSE;
  at = _crm_field_order_find (order, field);
  if (at < 0)
    return refuse_field (order, field, error);
  for (to = at + by; to >= 0 && to < (int)order->places->len; to += by)
    if (!_crm_field_order_is_hidden (order, to))
      break;
  if (to < 0 || to >= (int)order->places->len)
    return TRUE;
  group = _crm_field_order_get (order, to)->group;
  /* Out of its group it comes to the near end of the next one. */
  if (g_strcmp0 (group, _crm_field_order_get (order, at)->group) != 0) {
    _crm_field_order_get (order, at)->group = group;
    to -= by;
  }
  _crm_field_order_move (order, at, 1, to > at || (to == at && by > 0) ? to + 1 : to);
  crm_txn_set_verb (txn, "field.move");

  return _crm_field_order_write (order, txn, error);
}

gboolean
crm_field_put (CrmTxn *txn,
               const char *entity,
               const char *field,
               const char *group,
               const char *before,
               GError **error)
{
  g_autoptr (CrmFieldOrder) order = NULL;
  guint n;
  int at, to;

  g_return_val_if_fail (txn != NULL && field != NULL, FALSE);

  order = _crm_field_order_read (txn, entity, error);
  if (order == NULL)
    return FALSE;
  at = _crm_field_order_find (order, field);
  if (at < 0)
    return refuse_field (order, field, error);
  group = group != NULL ? _crm_field_group_key (order->entity, group) : NULL;
  to = before != NULL ? _crm_field_order_find (order, before) : -1;
  if (to < 0) {
    to = _crm_field_order_find_group (order, group, &n);
    to = to < 0 ? (int)order->places->len : to + (int)n;
  } else {
    group = _crm_field_order_get (order, to)->group;
  }
  _crm_field_order_get (order, at)->group = group;
  _crm_field_order_move (order, at, 1, to);
  crm_txn_set_verb (txn, "field.move");

  return _crm_field_order_write (order, txn, error);
}

/* --- Groups ----------------------------------------------------------------------------------- */

gboolean
crm_field_move_group (CrmTxn *txn, const char *entity, const char *group, int by, GError **error)
{
  g_autoptr (CrmFieldOrder) order = NULL;
  guint n, n_next;
  int at, next;

  g_return_val_if_fail (txn != NULL && (by == 1 || by == -1), FALSE);

  order = _crm_field_order_read (txn, entity, error);
  if (order == NULL)
    return FALSE;
  at = _crm_field_order_find_group (order, group, &n);
  if (at < 0)
    return refuse_group (order, group, error);
  /* Past the next group of which something is shown. */
  for (next = by < 0 ? at - 1 : at + (int)n; next >= 0 && next < (int)order->places->len;
       next += by)
    if (!_crm_field_order_is_hidden (order, next))
      break;
  if (next < 0 || next >= (int)order->places->len)
    return TRUE;
  next = _crm_field_order_find_group (order, _crm_field_order_get (order, next)->group, &n_next);
  _crm_field_order_move (order, at, n, by < 0 ? next : next + (int)n_next);
  crm_txn_set_verb (txn, "field.group");

  return _crm_field_order_write (order, txn, error);
}

gboolean
crm_field_rename_group (CrmTxn *txn,
                        const char *entity,
                        const char *group,
                        const char *name,
                        GError **error)
{
  g_autoptr (CrmFieldOrder) order = NULL;
  g_autofree char *stripped = NULL;
  guint n, n_other;
  int at;

  g_return_val_if_fail (txn != NULL && name != NULL, FALSE);

  order = _crm_field_order_read (txn, entity, error);
  if (order == NULL)
    return FALSE;
  at = _crm_field_order_find_group (order, group, &n);
  if (at < 0)
    return refuse_group (order, group, error);
  stripped = g_strstrip (g_strdup (name));
  if (*stripped == '\0' || g_str_equal (stripped, CRM_GROUP_NONE)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("Write what the group is called."));
    return FALSE;
  }
  name = _crm_field_group_key (order->entity, stripped);
  if (g_strcmp0 (name, group) == 0)
    return TRUE;
  if (_crm_field_order_find_group (order, name, &n_other) >= 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_UNIQUE,
                 _ ("There is a group “%s” already: give this one another name, or put its fields "
                    "into that one."),
                 _ (name));
    return FALSE;
  }
  for (guint i = 0; i < n; i++)
    _crm_field_order_get (order, at + (int)i)->group = name;
  crm_txn_set_verb (txn, "field.group");

  return _crm_field_order_write (order, txn, error);
}

/* --- As it was -------------------------------------------------------------------------------- */

static GPtrArray *
find_all (CrmTxn *txn, const char *kind, const char *entity, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (kind);

  crm_query_add_test (query, "entity", CRM_TEST_EQUAL, entity);

  return crm_txn_query (txn, query, error);
}

gboolean
crm_field_reset (CrmTxn *txn, const char *entity, GError **error)
{
  g_autoptr (GPtrArray) layouts = NULL;
  g_autoptr (GPtrArray) customs = NULL;

  g_return_val_if_fail (txn != NULL, FALSE);

  layouts = find_all (txn, "field_layout", entity, error);
  customs = layouts != NULL ? find_all (txn, "custom_field", entity, error) : NULL;
  if (customs == NULL)
    return FALSE;
  crm_txn_set_verb (txn, "field.reset");
  for (guint i = 0; i < layouts->len; i++)
    if (!crm_txn_delete (txn, "field_layout", crm_record_get_id (layouts->pdata[i]), error))
      return FALSE;
  for (guint i = 0; i < customs->len; i++) {
    crm_record_set_null (customs->pdata[i], "rank");
    crm_record_set_null (customs->pdata[i], "group");
    if (!crm_txn_save (txn, customs->pdata[i], error))
      return FALSE;
  }

  return TRUE;
}
