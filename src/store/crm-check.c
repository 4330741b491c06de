/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-store-private.h"

#include "base/crm-error.h"
#include "model/crm-format.h"

#include <glib/gi18n-lib.h>

/* Records read between two looks at the clock: a check never holds up a writer for long. */
#define SLICE 500

typedef struct {
  GPtrArray *findings;
  guint entity; /* index in the schema */
  gint64 after; /* counter */
  gboolean file_checked;
} Check;

G_GNUC_PRINTF (2, 3)
static void
finding (Check *check, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (check->findings, g_strdup_vprintf (format, args));
  va_end (args);
}

/* --- The file ----------------------------------------------------------------------------------*/

static gboolean
check_file (CrmTxn *txn, Check *check, GError **error)
{
  if (!crm_db_check_integrity (txn->db, check->findings, error) ||
      !crm_db_check_references (txn->db, check->findings, error))
    return FALSE;
  check->file_checked = TRUE;
  return TRUE;
}

static gboolean
search_func (CrmTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GError) local = NULL;

  /* The index's own check is a write statement; it changes nothing. */
  if (!crm_db_search_check (txn->db, &local))
    finding (data, _ ("Search index: %s"), local->message);
  return TRUE;
}

/* --- One record --------------------------------------------------------------------------------*/

static void
compare_derived (Check *check, const CrmRecord *stored, const CrmRecord *derived)
{
  const CrmEntity *entity = crm_record_get_entity (stored);
  g_autofree char *title = crm_record_title (stored);

  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    const CrmField *field = &entity->fields[i];
    g_autofree char *is = NULL;
    g_autofree char *should = NULL;

    if (!(field->flags & CRM_FIELD_DERIVED) ||
        crm_value_equal (crm_record_get_at (stored, i), crm_record_get_at (derived, i)))
      continue;
    is = crm_field_to_string (field, crm_record_get_at (stored, i), NULL);
    should = crm_field_to_string (field, crm_record_get_at (derived, i), NULL);
    finding (check, _ ("%s “%s”: %s is %s and should be %s"), _ (entity->label), title,
             crm_field_get_label (field), is, should);
  }
}

static gboolean
check_record (CrmTxn *txn, Check *check, const CrmEntity *entity, CrmRecord *stored, GError **error)
{
  g_autofree char *title = crm_record_title (stored);
  g_autofree char *listed = crm_txn_title (txn, crm_record_get_id (stored), NULL);

  if (g_strcmp0 (title, listed) != 0)
    finding (check, _ ("%s “%s”: the directory calls it “%s”"), _ (entity->label), title,
             listed != NULL ? listed : "");
  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    const CrmValue *value = crm_record_get_at (stored, i);
    g_autoptr (GError) local = NULL;

    if (!crm_value_is_null (value) && !crm_field_check (&entity->fields[i], value, &local))
      finding (check, _ ("%s “%s”: %s"), _ (entity->label), title, local->message);
  }
  if (entity->derive != NULL) {
    g_autoptr (CrmRecord) derived = crm_record_copy (stored);

    if (!entity->derive (txn, derived, error))
      return FALSE;
    compare_derived (check, stored, derived);
  }
  return TRUE;
}

static GPtrArray *
read_slice (CrmTxn *txn, const CrmEntity *entity, gint64 after, GError **error)
{
  const CrmTable *table = crm_tables_find (txn->tables, entity);
  g_autofree char *sql =
    g_strdup_printf ("SELECT %s FROM \"%s\" t WHERE t.n > $1 ORDER BY t.n LIMIT %d",
                     table->columns_sql, entity->name, SLICE);
  CrmStatement *statement = crm_db_prepare (txn->db, sql, error);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  gboolean row;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_int (statement, 1, after);
  while (TRUE) {
    if (!crm_statement_step (statement, &row, error))
      return NULL;
    if (!row)
      break;
    g_ptr_array_add (records, _crm_txn_read_row (txn, table, statement));
  }
  for (guint i = 0; i < records->len; i++)
    if (!_crm_txn_read_lines (txn, records->pdata[i], error))
      return NULL;
  return g_steal_pointer (&records);
}

static gboolean
check_slice (CrmTxn *txn, gpointer data, GError **error)
{
  Check *check = data;
  gsize n;
  const CrmEntity *const *entities = crm_schema_get_entities (txn->schema, &n);
  g_autoptr (GPtrArray) records = NULL;

  if (!check->file_checked && !check_file (txn, check, error))
    return FALSE;
  while (check->entity < n && entities[check->entity]->owner != NULL)
    check->entity++;
  if (check->entity >= n)
    return TRUE;
  records = read_slice (txn, entities[check->entity], check->after, error);
  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++) {
    check->after = crm_record_get_n (records->pdata[i]);
    if (!check_record (txn, check, entities[check->entity], records->pdata[i], error))
      return FALSE;
  }
  if (records->len < SLICE) {
    check->entity++;
    check->after = 0;
  }
  txn->again = check->entity < n;
  return TRUE;
}

GPtrArray *
crm_store_check (CrmStore *self, GError **error)
{
  Check check = { .findings = g_ptr_array_new_with_free_func (g_free) };

  g_return_val_if_fail (CRM_IS_STORE (self), NULL);

  if (crm_store_run (self, CRM_TXN_READ, NULL, check_slice, &check, error) &&
      (self->read_only || crm_store_run (self, CRM_TXN_WRITE, "check", search_func, &check, error)))
    return check.findings;
  g_ptr_array_unref (check.findings);
  return NULL;
}
