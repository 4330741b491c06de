/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/lists/crm-paste.h"

#include "base/crm-error.h"
#include "exchange/crm-table-text.h"
#include "model/crm-format.h"
#include "office/crm-resolve.h"

#include <glib/gi18n-lib.h>

typedef struct {
  CrmTxn *txn;
  const CrmEntity *entity;
  GPtrArray *table;
  GPtrArray *fields;  /* of CrmField, one per column; NULL where nothing may be written */
  GPtrArray *cells;   /* of GArray of CrmBulkCell, one per column */
  GHashTable *called; /* "entity\ntext" → id, looked up once */
  CrmPastePlan *plan;
} Work;

static void
refusal_free (gpointer data)
{
  CrmPasteRefusal *refusal = data;

  g_free (refusal->label);
  g_free (refusal->text);
  g_free (refusal->reason);
  g_free (refusal);
}

CrmPastePlan *
crm_paste_plan_new (void)
{
  CrmPastePlan *self = g_new0 (CrmPastePlan, 1);

  self->refused = g_ptr_array_new_with_free_func (refusal_free);

  return self;
}

void
crm_paste_plan_free (CrmPastePlan *self)
{
  g_clear_pointer (&self->bulk, crm_bulk_unref);
  g_ptr_array_unref (self->refused);
  g_free (self);
}

/* --- Refusing --------------------------------------------------------------------------------- */

static const char *
text_at (const Work *work, guint row, guint column)
{
  GStrv cells = g_ptr_array_index (work->table, row);

  return column < g_strv_length (cells) ? cells[column] : NULL;
}

/* Takes the reason. */
static void
refuse (Work *work, int row, int column, guint n, const char *name, char *reason)
{
  CrmPasteRefusal *refusal = g_new0 (CrmPasteRefusal, 1);

  refusal->row = row;
  refusal->column = column;
  refusal->n = n;
  if (row < 0)
    refusal->label = g_strdup (name);
  else if (column < 0)
    /* Translators: a row of what was pasted, by its number. */
    refusal->label = g_strdup_printf (_ ("Row %d"), row + 1);
  else
    /* Translators: a cell of what was pasted: the row's number, the column's name. */
    refusal->label = g_strdup_printf (_ ("Row %d, %s"), row + 1, name);
  if (row >= 0 && column >= 0)
    refusal->text = g_strdup (text_at (work, (guint)row, (guint)column));
  refusal->reason = reason;
  g_ptr_array_add (work->plan->refused, refusal);
}

static guint
n_filled (const Work *work, guint column)
{
  guint n = 0;

  for (guint row = 0; row < work->table->len; row++) {
    const char *text = text_at (work, row, column);

    if (text != NULL && *text != '\0')
      n++;
  }

  return n;
}

/* Why nothing may be pasted into a column. (transfer full) (nullable) */
static char *
why_not_column (Work *work, const char *path, const CrmField *field)
{
  if (field == NULL && path != NULL)
    return g_strdup (_ ("It stands in another record or line, and is changed in its card"));
  if (field == NULL)
    return g_strdup (_ ("There is no column for it: the list has no more columns to the right"));
  if ((field->flags & CRM_FIELD_DERIVED) != 0)
    return g_strdup (_ ("It is computed from the rest"));
  if (!crm_bulk_may_give (field))
    return g_strdup (_ ("It is not written by hand"));
  if ((field->flags & CRM_FIELD_PERSONAL) != 0 &&
      !crm_txn_allows (work->txn, CRM_RIGHT_PERSONAL, NULL))
    return g_strdup (_ ("It is personal data that you do not see"));

  return NULL;
}

static void
find_fields (Work *work, const char *const *columns, guint width)
{
  gboolean over = FALSE;

  for (guint i = 0; i < width; i++) {
    const char *path = over ? NULL : columns[i];
    const CrmField *field = path != NULL ? crm_entity_find_field (work->entity, path) : NULL;
    guint filled = n_filled (work, i);
    gboolean may;
    char *why;

    over = over || path == NULL;
    why = why_not_column (work, path, field);
    may = why == NULL;
    if (why != NULL && filled > 0) {
      /* Translators: a column of what was pasted, by its number. */
      g_autofree char *number = g_strdup_printf (_ ("Column %u"), i + 1);

      refuse (work, -1, (int)i, filled, field != NULL ? crm_field_get_label (field) : number,
              g_steal_pointer (&why));
    }
    g_ptr_array_add (work->fields, may ? (gpointer)field : NULL);
    g_clear_pointer (&why, g_free);
  }
}

/* --- Reading a cell --------------------------------------------------------------------------- */

static gboolean
find_called (Work *work, const CrmField *field, const char *text, gint64 *id, GError **error)
{
  const char *name = field->type == CRM_FIELD_PARENT ? work->entity->name : field->ref;
  const CrmEntity *entity =
    name != NULL ? crm_schema_find (crm_txn_get_schema (work->txn), name) : NULL;
  g_autofree char *key = g_strconcat (name != NULL ? name : "", "\n", text, NULL);
  g_autoptr (GError) why = NULL;
  gint64 *known = g_hash_table_lookup (work->called, key);

  if (known != NULL) {
    *id = *known;
  } else if (entity == NULL || !crm_resolve_reference (entity, text, work->txn, id, &why)) {
    if (why != NULL && why->domain != CRM_ERROR) {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
    *id = g_error_matches (why, CRM_ERROR, CRM_ERROR_INVALID) ? -1 : 0;
  }
  if (known == NULL)
    g_hash_table_insert (work->called, g_steal_pointer (&key), g_memdup2 (id, sizeof *id));
  if (*id > 0)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               *id < 0 ? _ ("Several records are called “%s”") : _ ("Nothing is called “%s”"),
               text);

  return FALSE;
}

static gboolean
read_cell (Work *work,
           const CrmField *field,
           const char *text,
           const CrmRecord *record,
           CrmValue *value,
           GError **error)
{
  if (*text == '\0' && (field->flags & CRM_FIELD_REQUIRED) != 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” must not be empty"),
                 crm_field_get_label (field));
    return FALSE;
  }
  if (*text != '\0' && (field->type == CRM_FIELD_REFERENCE || field->type == CRM_FIELD_PARENT ||
                        field->type == CRM_FIELD_ANY)) {
    gint64 id = 0;

    if (!find_called (work, field, text, &id, error))
      return FALSE;
    crm_value_set_int (value, id);
    return TRUE;
  }

  return crm_field_parse (field, text, crm_record_currency (record, field, NULL),
                          crm_txn_get_today (work->txn), value, error) &&
         crm_field_check (field, value, error);
}

/* --- A row ------------------------------------------------------------------------------------ */

/* Why a record takes nothing at all. (transfer full) (nullable) */
static char *
why_not_record (Work *work, const CrmRecord *record)
{
  g_autoptr (GError) why = NULL;

  if (crm_record_get_deleted (record) != 0)
    return g_strdup (_ ("It is in the trash now"));
  if (!crm_txn_may (work->txn, CRM_ACTION_EDIT, work->entity->name, record, &why))
    return g_strdup (why->message);

  return NULL;
}

static gboolean
is_closed (const CrmRecord *record, const CrmField *field)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  return entity->is_frozen != NULL && (field->flags & CRM_FIELD_LIVING) == 0 &&
         crm_record_get_id (record) != 0 && entity->is_frozen (record);
}

/* How many cells of the row can be written; -1 on error. */
static int
plan_row (Work *work, guint row, guint at, CrmRecord *record, gboolean fresh, GError **error)
{
  int n = 0;

  for (guint column = 0; column < work->fields->len; column++) {
    const CrmField *field = g_ptr_array_index (work->fields, column);
    const char *text = text_at (work, row, column);
    CrmBulkCell *cell;
    g_autoptr (GError) why = NULL;

    if (field == NULL || text == NULL || (fresh && *text == '\0'))
      continue;
    if (is_closed (record, field)) {
      refuse (work, (int)row, (int)column, 1, crm_field_get_label (field),
              g_strdup (_ ("The record is closed and does not change any more")));
      continue;
    }
    cell = &g_array_index ((GArray *)g_ptr_array_index (work->cells, column), CrmBulkCell, at);
    if (!read_cell (work, field, text, record, &cell->value, &why)) {
      if (why->domain != CRM_ERROR) {
        g_propagate_error (error, g_steal_pointer (&why));
        return -1;
      }
      refuse (work, (int)row, (int)column, 1, crm_field_get_label (field), g_strdup (why->message));
      continue;
    }
    cell->given = TRUE;
    /* A currency that stands further left is that of the amount. */
    crm_record_set (record, field->name, &cell->value);
    n++;
  }

  return n;
}

/* A record cannot be made without what it must have. (transfer full) (nullable) */
static char *
what_is_missing (const CrmRecord *record)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    const CrmField *field = &entity->fields[i];
    const CrmFieldFlags kept = CRM_FIELD_SYSTEM | CRM_FIELD_DERIVED | CRM_FIELD_READ_ONLY;

    if ((field->flags & CRM_FIELD_REQUIRED) != 0 && (field->flags & kept) == 0 &&
        entity->before_save == NULL && crm_value_is_null (crm_record_get_at (record, i)))
      return g_strdup_printf (_ ("“%s” must not be empty"), crm_field_get_label (field));
  }

  return NULL;
}

static gboolean
row_is_empty (const Work *work, guint row)
{
  GStrv cells = g_ptr_array_index (work->table, row);

  for (guint i = 0; cells[i] != NULL; i++)
    if (*cells[i] != '\0')
      return FALSE;

  return TRUE;
}

/* The record of a row, or a new one. */
static CrmRecord *
record_of_row (Work *work, GArray *ids, guint row, char **why, GError **error)
{
  g_autoptr (GError) missing = NULL;
  CrmRecord *record;

  if (row >= ids->len) {
    if (!crm_txn_may (work->txn, CRM_ACTION_CREATE, work->entity->name, NULL, &missing))
      *why = g_strdup (missing->message);
    return crm_txn_new (work->txn, work->entity->name);
  }
  record = crm_txn_get (work->txn, work->entity->name, g_array_index (ids, gint64, row), &missing);
  if (record == NULL && missing->domain != CRM_ERROR)
    g_propagate_error (error, g_steal_pointer (&missing));
  else if (record == NULL)
    *why = g_strdup (missing->message);
  else
    *why = why_not_record (work, record);

  return record;
}

/* @done: (element-type gint64): the records that have something to be written. */
static gboolean
plan_rows (Work *work, GArray *ids, GArray *done, GError **error)
{
  for (guint row = 0; row < work->table->len; row++) {
    gboolean fresh = row >= ids->len;
    gint64 id = fresh ? 0 : g_array_index (ids, gint64, row);
    g_autofree char *why = NULL;
    g_autoptr (GError) failed = NULL;
    g_autoptr (CrmRecord) record = NULL;
    int n;

    /* An empty row below the end is nothing to be made. */
    if (fresh && row_is_empty (work, row))
      continue;
    record = record_of_row (work, ids, row, &why, &failed);
    n = failed == NULL && why == NULL ? plan_row (work, row, done->len, record, fresh, &failed) : 0;
    if (failed != NULL) {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
    if (why == NULL && fresh && n > 0)
      why = what_is_missing (record);
    if (why != NULL)
      refuse (work, (int)row, -1, g_strv_length (g_ptr_array_index (work->table, row)), NULL,
              g_steal_pointer (&why));
    else if (n > 0) {
      g_array_append_val (done, id);
      work->plan->n_cells += (guint)n;
      work->plan->n_records += fresh ? 0 : 1;
      work->plan->n_new += fresh ? 1 : 0;
      continue;
    }
    /* The next row begins on cells that this one has not left behind. */
    for (guint i = 0; i < work->cells->len; i++) {
      GArray *cells = g_ptr_array_index (work->cells, i);

      crm_value_clear (&g_array_index (cells, CrmBulkCell, done->len).value);
      g_array_index (cells, CrmBulkCell, done->len).given = FALSE;
    }
  }

  return TRUE;
}

static gboolean
make_bulk (Work *work, GArray *done, GError **error)
{
  CrmPastePlan *plan = work->plan;

  if (done->len == 0)
    return TRUE;
  plan->bulk = crm_bulk_new (work->entity, done);
  for (guint i = 0; i < work->fields->len; i++) {
    const CrmField *field = g_ptr_array_index (work->fields, i);
    GArray *cells = g_ptr_array_index (work->cells, i);

    if (field == NULL)
      continue;
    g_array_set_size (cells, done->len);
    if (!crm_bulk_set_each (plan->bulk, field->name, g_array_ref (cells), error))
      return FALSE;
  }

  /* What they have now is remembered, so that a colleague's change in between is not lost. */
  return crm_bulk_look (work->txn, plan->bulk, error) >= 0;
}

static void
cells_free (gpointer cells)
{
  g_array_unref (cells);
}

CrmPastePlan *
crm_paste_plan (CrmTxn *txn,
                const CrmEntity *entity,
                const char *const *columns,
                GArray *ids,
                GPtrArray *table,
                GError **error)
{
  g_autoptr (CrmPastePlan) plan = crm_paste_plan_new ();
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (cells_free);
  g_autoptr (GHashTable) called = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GArray) done = g_array_new (FALSE, FALSE, sizeof (gint64));
  Work work = { txn, entity, table, fields, cells, called, plan };

  g_return_val_if_fail (entity != NULL, NULL);
  g_return_val_if_fail (table != NULL, NULL);

  find_fields (&work, columns, crm_table_width (table));
  for (guint i = 0; i < fields->len; i++)
    g_ptr_array_add (cells, crm_bulk_cells_new (table->len));
  if (!plan_rows (&work, ids, done, error) || !make_bulk (&work, done, error))
    return NULL;

  return g_steal_pointer (&plan);
}
