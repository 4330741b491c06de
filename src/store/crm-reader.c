/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-list-reader.h"
#include "store/crm-reader.h"
#include "store/crm-search.h"

/* Rows of one step: a few milliseconds. */
#define STEP_ROWS 500

struct _CrmReader {
  CrmSchema *schema;
  CrmQuery *query;
  CrmColumns *columns;
  CrmScan *scan; /* until all numbers are known */
  CrmVector *numbers;
  guint next;
  GPtrArray *rows; /* of CrmRowData, of this step */
};

CrmReader *
crm_reader_new (CrmSchema *schema, CrmQuery *query, const char *const *columns, GError **error)
{
  const CrmEntity *entity = crm_schema_get (schema, query->entity, error);
  CrmColumns *made = entity != NULL ? crm_columns_new (schema, entity, columns, error) : NULL;
  CrmReader *self;

  if (made == NULL)
    return NULL;
  self = g_new0 (CrmReader, 1);
  self->schema = crm_schema_ref (schema);
  self->query = crm_query_copy (query);
  self->columns = made;
  self->scan = crm_scan_new (self->query);
  return self;
}

void
crm_reader_free (CrmReader *self)
{
  g_clear_pointer (&self->scan, crm_scan_free);
  g_clear_pointer (&self->numbers, crm_vector_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  crm_columns_unref (self->columns);
  crm_query_unref (self->query);
  crm_schema_unref (self->schema);
  g_free (self);
}

static gboolean
find_numbers (CrmReader *self, CrmTxn *txn, GError **error)
{
  gboolean done;

  if (!crm_scan_step (self->scan, txn, &done, error))
    return FALSE;
  if (!done)
    return TRUE;
  self->numbers = crm_scan_steal (self->scan);
  g_clear_pointer (&self->scan, crm_scan_free);
  if (!_crm_words_are_empty (self->query->words)) {
    CrmVector *hits = crm_vector_filter (txn, self->query, self->numbers, error);

    if (hits == NULL)
      return FALSE;
    crm_vector_unref (self->numbers);
    self->numbers = hits;
  }
  return TRUE;
}

static guint
n_wanted (const CrmReader *self)
{
  guint n = self->numbers->numbers->len;

  return self->query->limit > 0 ? MIN (n, self->query->limit) : n;
}

gboolean
crm_reader_step (CrmReader *self, CrmTxn *txn, gboolean *done, GError **error)
{
  guint n;

  *done = FALSE;
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  if (self->numbers == NULL)
    return find_numbers (self, txn, error);
  n = MIN (n_wanted (self) - self->next, STEP_ROWS);
  self->rows =
    crm_rows_fetch (txn, self->query->entity, self->columns,
                    &g_array_index (self->numbers->numbers, guint32, self->next), n, error);
  if (self->rows == NULL)
    return FALSE;
  self->next += n;
  *done = self->next >= n_wanted (self);
  return TRUE;
}

guint
crm_reader_get_n_columns (const CrmReader *self)
{
  return self->columns->n_columns;
}

guint
crm_reader_get_total (const CrmReader *self)
{
  return self->numbers != NULL ? n_wanted (self) : 0;
}

guint
crm_reader_get_n_rows (const CrmReader *self)
{
  return self->rows != NULL ? self->rows->len : 0;
}

CrmPath *
crm_reader_get_path (const CrmReader *self, guint column)
{
  g_return_val_if_fail (column < self->columns->n_columns, NULL);

  return self->columns->columns[column].path;
}

static const CrmRowData *
row_at (const CrmReader *self, guint row)
{
  return g_ptr_array_index (self->rows, row);
}

gint64
crm_reader_get_id (const CrmReader *self, guint row)
{
  return row_at (self, row)->id;
}

const CrmValue *
crm_reader_get_value (const CrmReader *self, guint row, guint column)
{
  return &row_at (self, row)->values[column];
}

static const char *
text_at (const CrmReader *self, guint row, int place)
{
  return place >= 0 ? crm_value_get_text (&row_at (self, row)->values[place]) : NULL;
}

const char *
crm_reader_get_title (const CrmReader *self, guint row, guint column)
{
  return text_at (self, row, self->columns->columns[column].title);
}

const char *
crm_reader_get_currency (const CrmReader *self, guint row, guint column)
{
  return text_at (self, row, self->columns->columns[column].currency);
}
