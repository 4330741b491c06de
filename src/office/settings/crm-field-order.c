/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/settings/crm-field-order.h"

#include "office/settings/crm-field-verbs.h"

#include <glib/gi18n-lib.h>

#define STEP 10

CrmFieldOrder *
_crm_field_order_read (CrmTxn *txn, const char *entity, GError **error)
{
  const CrmEntity *found = crm_schema_get (crm_txn_get_schema (txn), entity, error);
  CrmFieldOrder *self;

  if (found == NULL)
    return NULL;
  self = g_new0 (CrmFieldOrder, 1);
  self->schema = crm_schema_ref (crm_txn_get_schema (txn));
  self->entity = found;
  self->places = g_array_new (FALSE, FALSE, sizeof (CrmFieldPlace));
  for (guint i = 0; i < crm_entity_n_fields (found); i++) {
    CrmFieldPlace place = { &found->fields[i], crm_entity_get_group (found, i) };

    if ((place.field->flags & CRM_FIELD_SYSTEM) == 0)
      g_array_append_val (self->places, place);
  }

  return self;
}

void
_crm_field_order_free (CrmFieldOrder *self)
{
  g_array_unref (self->places);
  crm_schema_unref (self->schema);
  g_free (self);
}

CrmFieldPlace *
_crm_field_order_get (const CrmFieldOrder *self, int index)
{
  return &g_array_index (self->places, CrmFieldPlace, (guint)index);
}

int
_crm_field_order_find (const CrmFieldOrder *self, const char *field)
{
  for (int i = 0; i < (int)self->places->len; i++)
    if (g_str_equal (_crm_field_order_get (self, i)->field->name, field))
      return i;

  return -1;
}

gboolean
_crm_field_order_is_hidden (const CrmFieldOrder *self, int index)
{
  const CrmField *field = _crm_field_order_get (self, index)->field;

  return (field->flags & CRM_FIELD_HIDDEN) != 0 || field->type == CRM_FIELD_JSON;
}

int
_crm_field_order_find_group (const CrmFieldOrder *self, const char *group, guint *n)
{
  int first = -1;

  *n = 0;
  for (int i = 0; i < (int)self->places->len; i++) {
    if (g_strcmp0 (_crm_field_order_get (self, i)->group, group) != 0)
      continue;
    if (first < 0)
      first = i;
    (*n)++;
  }

  return first;
}

void
_crm_field_order_move (CrmFieldOrder *self, int from, guint n, int to)
{
  g_autofree CrmFieldPlace *moved =
    g_memdup2 (_crm_field_order_get (self, from), n * sizeof (CrmFieldPlace));

  g_array_remove_range (self->places, (guint)from, n);
  if (to > from)
    to -= (int)n;
  g_array_insert_vals (self->places, (guint)to, moved, n);
}

/* --- Groups ----------------------------------------------------------------------------------- */

const char *
_crm_field_group_key (const CrmEntity *entity, const char *group)
{
  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    const char *one = crm_entity_get_group (entity, i);

    if (one == NULL)
      one = crm_entity_get_described_group (entity, entity->fields[i].name);
    if (one != NULL && g_str_equal (_ (one), group))
      return one;
  }

  return group;
}

/* Sets the text only where it is another one. TRUE when it was. */
static gboolean
set_text (CrmRecord *record, const char *field, const char *text)
{
  const char *was = crm_record_is_null (record, field) ? NULL : crm_record_get_text (record, field);

  if (g_strcmp0 (was, text) == 0)
    return FALSE;
  if (text != NULL)
    crm_record_set_text (record, field, text);
  else
    crm_record_set_null (record, field);

  return TRUE;
}

void
_crm_field_keep_group (CrmTxn *txn, CrmRecord *record)
{
  CrmSchema *schema = crm_txn_get_schema (txn);
  const CrmEntity *entity = crm_schema_find (schema, crm_record_get_text (record, "entity"));

  if (entity != NULL && !crm_record_is_null (record, "group"))
    set_text (record, "group",
              _crm_field_group_key (entity, crm_record_get_text (record, "group")));
}

/* --- Writing ---------------------------------------------------------------------------------- */

static gboolean
write_place (CrmFieldOrder *self, CrmTxn *txn, int index, GError **error)
{
  CrmFieldPlace *place = _crm_field_order_get (self, index);
  gboolean custom = (place->field->flags & CRM_FIELD_CUSTOM) != 0;
  const char *entity = self->entity->name;
  const char *group = place->group != NULL ? place->group : CRM_GROUP_NONE;
  int rank = STEP * (index + 1);
  g_autoptr (CrmRecord) record = NULL;
  gboolean changed;

  record = custom ? crm_field_find_custom (txn, entity, place->field->name, error)
                  : _crm_field_layout_of (txn, entity, place->field->name, error);
  if (record == NULL)
    return FALSE;
  /* What is out of use has no place that anybody sees. */
  if (crm_record_get_deleted (record) != 0)
    return TRUE;
  if (!custom && g_strcmp0 (crm_entity_get_described_group (self->entity, place->field->name),
                            place->group) == 0)
    group = NULL;
  changed = set_text (record, "group", group);
  if (crm_record_get_int (record, "rank") != rank) {
    crm_record_set_int (record, "rank", rank);
    changed = TRUE;
  }

  return !changed || crm_txn_save (txn, record, error);
}

gboolean
_crm_field_order_write (CrmFieldOrder *self, CrmTxn *txn, GError **error)
{
  for (int i = 0; i < (int)self->places->len; i++) {
    CrmFieldPlace *place = _crm_field_order_get (self, i);
    guint was = (guint)crm_entity_field_index (self->entity, place->field->name);

    /* Most stand where they stood. Those of our own may only follow the field before them. */
    if ((place->field->flags & CRM_FIELD_CUSTOM) == 0 &&
        crm_entity_get_place (self->entity, was) == STEP * (i + 1) &&
        g_strcmp0 (crm_entity_get_group (self->entity, was), place->group) == 0)
      continue;
    if (!write_place (self, txn, i, error))
      return FALSE;
  }

  return TRUE;
}
