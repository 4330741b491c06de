/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/lists/crm-bulk-private.h"

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "model/crm-format.h"
#include "model/crm-tags.h"
#include "office/crm-rooms.h"

#include <glib/gi18n-lib.h>

static void
change_clear (gpointer data)
{
  CrmBulkChange *change = data;

  crm_value_clear (&change->value);
  g_clear_pointer (&change->each, g_array_unref);
  g_free (change->tag);
}

static void
seen_free (gpointer data)
{
  g_array_unref (data);
}

CrmBulk *
crm_bulk_new (const CrmEntity *entity, GArray *ids)
{
  CrmBulk *self;

  g_return_val_if_fail (entity != NULL, NULL);
  g_return_val_if_fail (ids != NULL, NULL);

  self = g_new0 (CrmBulk, 1);
  self->ref_count = 1;
  self->schema = crm_schema_ref (crm_entity_get_schema (entity));
  self->entity = entity;
  self->ids = g_array_copy (ids);
  self->changes = g_array_new (FALSE, TRUE, sizeof (CrmBulkChange));
  g_array_set_clear_func (self->changes, change_clear);

  return self;
}

CrmBulk *
crm_bulk_ref (CrmBulk *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);

  return self;
}

void
crm_bulk_unref (CrmBulk *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_array_unref (self->ids);
  g_array_unref (self->changes);
  g_clear_pointer (&self->seen, g_ptr_array_unref);
  crm_schema_unref (self->schema);
  g_free (self);
}

guint
crm_bulk_get_n_records (CrmBulk *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->ids->len;
}

guint
crm_bulk_get_n_done (CrmBulk *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (guint)g_atomic_int_get (&self->n_done);
}

gboolean
crm_bulk_is_empty (CrmBulk *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->changes->len == 0;
}

/* --- What is to be changed -------------------------------------------------------------------- */

gboolean
crm_bulk_may_change (const CrmField *field)
{
  g_return_val_if_fail (field != NULL, FALSE);

  return (field->flags & CRM_FIELD_UNIQUE) == 0 && crm_bulk_may_give (field);
}

gboolean
crm_bulk_may_give (const CrmField *field)
{
  g_return_val_if_fail (field != NULL, FALSE);

  return (field->flags &
          (CRM_FIELD_READ_ONLY | CRM_FIELD_DERIVED | CRM_FIELD_HIDDEN | CRM_FIELD_SYSTEM)) == 0 &&
         field->type != CRM_FIELD_BLOB && field->type != CRM_FIELD_JSON &&
         field->type != CRM_FIELD_XML;
}

static gboolean
find_field (CrmBulk *self, const char *name, gboolean each, guint *index, GError **error)
{
  const CrmField *field;
  int at = crm_entity_field_index (self->entity, name);

  if (at < 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                 /* Translators: a kind of things: “Clients: there is no field …” */
                 _ ("%s: there is no field “%s”. “kontor fields %s” lists them."),
                 _ (self->entity->label_many), name,
                 crm_rooms_word (self->entity->name, self->entity->filter));
    return FALSE;
  }
  field = &self->entity->fields[at];
  /* What no two records share may be given to each of them. */
  if (!crm_bulk_may_change (field) && !(each && crm_bulk_may_give (field))) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("“%s” cannot be changed in many records at once. Change it in each card, if "
                    "it is written by hand."),
                 crm_field_get_label (field));
    return FALSE;
  }
  *index = (guint)at;

  return TRUE;
}

gboolean
crm_bulk_set (CrmBulk *self, const char *field, const CrmValue *value, GError **error)
{
  CrmBulkChange change = { 0 };
  const CrmField *found;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (field != NULL, FALSE);

  if (!find_field (self, field, FALSE, &change.field, error))
    return FALSE;
  found = &self->entity->fields[change.field];
  if ((value == NULL || crm_value_is_null (value)) && (found->flags & CRM_FIELD_REQUIRED) != 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("“%s” must not be empty. Choose a value for it."), crm_field_get_label (found));
    return FALSE;
  }
  if (value != NULL && !crm_field_check (found, value, error))
    return FALSE;
  if (value != NULL)
    crm_value_copy (value, &change.value);
  g_array_append_val (self->changes, change);

  return TRUE;
}

gboolean
crm_bulk_tag (CrmBulk *self, const char *field, const char *tag, gboolean add, GError **error)
{
  CrmBulkChange change = { .kind = add ? CRM_BULK_ADD_TAG : CRM_BULK_REMOVE_TAG };
  g_autofree char *clean = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (field != NULL, FALSE);

  if (!find_field (self, field, FALSE, &change.field, error))
    return FALSE;
  clean = crm_text_clean (tag != NULL ? tag : "", FALSE);
  if (self->entity->fields[change.field].type != CRM_FIELD_TAGS || *clean == '\0') {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("A tag is a word, for a field of tags; “%s” is not one."),
                 *clean == '\0' ? tag : crm_field_get_label (&self->entity->fields[change.field]));
    return FALSE;
  }
  change.tag = g_steal_pointer (&clean);
  g_array_append_val (self->changes, change);

  return TRUE;
}

static void
cell_clear (gpointer data)
{
  crm_value_clear (&((CrmBulkCell *)data)->value);
}

GArray *
crm_bulk_cells_new (guint n)
{
  GArray *cells = g_array_sized_new (FALSE, TRUE, sizeof (CrmBulkCell), n);

  g_array_set_clear_func (cells, cell_clear);
  g_array_set_size (cells, n);

  return cells;
}

gboolean
crm_bulk_set_each (CrmBulk *self, const char *field, GArray *cells, GError **error)
{
  CrmBulkChange change = { .kind = CRM_BULK_EACH, .each = cells };

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (cells != NULL && cells->len == self->ids->len, FALSE);

  if (!find_field (self, field, TRUE, &change.field, error)) {
    g_array_unref (cells);
    return FALSE;
  }
  g_array_append_val (self->changes, change);

  return TRUE;
}

gboolean
_crm_bulk_wanted (const CrmBulkChange *change, guint at, const CrmValue *now, CrmValue *value)
{
  const char *text = crm_value_get_text (now);
  g_autofree char *tags = NULL;

  if (change->kind == CRM_BULK_EACH) {
    const CrmBulkCell *cell = &g_array_index (change->each, CrmBulkCell, at);

    if (cell->given)
      crm_value_copy (&cell->value, value);
    return cell->given;
  }
  if (change->kind == CRM_BULK_SET) {
    crm_value_copy (&change->value, value);
    return TRUE;
  }
  tags = change->kind == CRM_BULK_ADD_TAG ? crm_tags_add (text, change->tag)
                                          : crm_tags_remove (text, change->tag);
  crm_value_set_text (value, tags);

  return TRUE;
}

/* --- Looking ---------------------------------------------------------------------------------- */

static gboolean
would_change (CrmBulk *self, guint at, const CrmRecord *record)
{
  for (guint i = 0; i < self->changes->len; i++) {
    const CrmBulkChange *change = &g_array_index (self->changes, CrmBulkChange, i);
    const CrmValue *now = crm_record_get_at (record, change->field);
    g_auto (CrmValue) wanted = CRM_VALUE_INIT;

    if (_crm_bulk_wanted (change, at, now, &wanted) && !crm_value_equal (&wanted, now))
      return TRUE;
  }

  return FALSE;
}

static GArray *
values_of (CrmBulk *self, const CrmRecord *record)
{
  GArray *values = g_array_sized_new (FALSE, TRUE, sizeof (CrmValue), self->changes->len);

  g_array_set_clear_func (values, (GDestroyNotify)crm_value_clear);
  for (guint i = 0; i < self->changes->len; i++) {
    const CrmBulkChange *change = &g_array_index (self->changes, CrmBulkChange, i);
    CrmValue value = CRM_VALUE_INIT;

    crm_value_copy (crm_record_get_at (record, change->field), &value);
    g_array_append_val (values, value);
  }

  return values;
}

int
crm_bulk_look (CrmTxn *txn, CrmBulk *self, GError **error)
{
  int n = 0;

  g_return_val_if_fail (txn != NULL, -1);
  g_return_val_if_fail (self != NULL, -1);

  g_clear_pointer (&self->seen, g_ptr_array_unref);
  self->seen = g_ptr_array_new_with_free_func (seen_free);
  for (guint i = 0; i < self->ids->len; i++) {
    gint64 id = g_array_index (self->ids, gint64, i);
    g_autoptr (GError) why = NULL;
    g_autoptr (CrmRecord) record = id != 0 ? crm_txn_get (txn, self->entity->name, id, &why) : NULL;

    /* One that is not there any more, or not for this person, is reported when it is its turn. */
    if (record == NULL && id != 0 && why->domain != CRM_ERROR) {
      g_propagate_error (error, g_steal_pointer (&why));
      return -1;
    }
    g_ptr_array_add (self->seen, record != NULL ? values_of (self, record)
                                                : g_array_new (FALSE, FALSE, sizeof (CrmValue)));
    if (id == 0 || (record != NULL && would_change (self, i, record)))
      n++;
  }

  return n;
}

/* --- Changing --------------------------------------------------------------------------------- */

typedef struct {
  CrmBulk *bulk;
  CrmRecord *record;
  guint at;
  gboolean changed;
} One;

/* Whether a value that was looked at is another one now. A tag is laid over whatever is there. */
static gboolean
check_seen (const One *one, GError **error)
{
  CrmBulk *self = one->bulk;
  GArray *seen = self->seen != NULL ? g_ptr_array_index (self->seen, one->at) : NULL;

  for (guint i = 0; seen != NULL && i < seen->len; i++) {
    const CrmBulkChange *change = &g_array_index (self->changes, CrmBulkChange, i);

    if ((change->kind != CRM_BULK_SET && change->kind != CRM_BULK_EACH) ||
        (change->kind == CRM_BULK_EACH &&
         !g_array_index (change->each, CrmBulkCell, one->at).given) ||
        crm_value_equal (crm_record_get_at (one->record, change->field),
                         &g_array_index (seen, CrmValue, i)))
      continue;
    g_set_error (error, CRM_ERROR, CRM_ERROR_CONFLICT,
                 _ ("“%s” was changed by somebody else meanwhile"),
                 crm_field_get_label (&self->entity->fields[change->field]));
    return FALSE;
  }

  return TRUE;
}

static gboolean
change_one (CrmTxn *txn, gpointer data, GError **error)
{
  One *one = data;
  CrmBulk *self = one->bulk;

  if (g_array_index (self->ids, gint64, one->at) == 0)
    return _crm_bulk_create (txn, self, one->at, &one->record, error);

  if (crm_record_get_deleted (one->record) != 0) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("It is in the trash now"));
    return FALSE;
  }
  if (!check_seen (one, error))
    return FALSE;
  one->changed = would_change (self, one->at, one->record);
  if (!one->changed)
    return TRUE;
  for (guint i = 0; i < self->changes->len; i++) {
    const CrmBulkChange *change = &g_array_index (self->changes, CrmBulkChange, i);
    g_auto (CrmValue) wanted = CRM_VALUE_INIT;

    if (_crm_bulk_wanted (change, one->at, crm_record_get_at (one->record, change->field), &wanted))
      crm_record_set_at (one->record, change->field, &wanted);
  }

  return crm_txn_save (txn, one->record, error);
}

/* Of one record, rather than of the whole work. */
static gboolean
is_of_the_record (const GError *error)
{
  static const CrmError codes[] = { CRM_ERROR_NOT_FOUND, CRM_ERROR_CONFLICT, CRM_ERROR_UNIQUE,
                                    CRM_ERROR_INVALID, CRM_ERROR_DENIED };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, CRM_ERROR, (int)codes[i]))
      return TRUE;

  return FALSE;
}

static void
leave_out (CrmTxn *txn, CrmBulkReport *report, gint64 id, const CrmRecord *made, const GError *why)
{
  CrmLeftOut *left = g_new0 (CrmLeftOut, 1);

  left->id = id;
  left->title =
    id != 0 ? crm_txn_title (txn, id, NULL) : (made != NULL ? crm_record_title (made) : NULL);
  left->reason = g_strdup (why->message);
  g_ptr_array_add (report->left_out, left);
}

gboolean
crm_bulk_apply (CrmTxn *txn,
                CrmBulk *self,
                guint *next,
                gint64 until,
                CrmBulkReport *report,
                GError **error)
{
  g_return_val_if_fail (txn != NULL, FALSE);
  g_return_val_if_fail (self != NULL, FALSE);

  while (*next < self->ids->len) {
    gint64 id = g_array_index (self->ids, gint64, *next);
    g_autoptr (GError) why = NULL;
    One one = { .bulk = self, .at = *next };

    if (id != 0)
      one.record = crm_txn_get (txn, self->entity->name, id, &why);
    if ((id != 0 && one.record == NULL) || !crm_txn_attempt (txn, change_one, &one, &why)) {
      if (!is_of_the_record (why)) {
        g_propagate_error (error, g_steal_pointer (&why));
        g_clear_pointer (&one.record, crm_record_unref);
        return FALSE;
      }
      leave_out (txn, report, id, one.record, why);
    } else if (id == 0) {
      report->n_made++;
    } else if (one.changed) {
      report->n_changed++;
    } else {
      report->n_same++;
    }
    g_clear_pointer (&one.record, crm_record_unref);
    (*next)++;
    g_atomic_int_set (&self->n_done, (int)*next);
    if (until != 0 && g_get_monotonic_time () >= until)
      break;
  }

  return TRUE;
}
