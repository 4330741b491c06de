/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-store-private.h"

#include "base/crm-error.h"
#include "model/crm-format.h"

#include <glib/gi18n-lib.h>

typedef struct {
  GPtrArray *findings;
  guint entity; /* index in the schema */
  gint64 first; /* counter: a slice is one chunk of the index of letters */
  gint64 last;
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

/* What lists, the palette and search know of it. */
static gboolean
check_entry (CrmTxn *txn, Check *check, const CrmRecord *stored, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (stored);
  g_auto (CrmEntry) is = { 0 };
  g_auto (CrmEntry) should = { 0 };

  if (!_crm_txn_read_entry (txn, CRM_N (entity->number, crm_record_get_n (stored)), &is, error) ||
      !_crm_txn_make_entry (txn, stored, &should, error))
    return FALSE;
  if (is.title == NULL)
    finding (check, _ ("%s “%s”: the directory does not have it"), _ (entity->label), should.title);
  else if (!g_str_equal (is.title, should.title))
    finding (check, _ ("%s “%s”: the directory calls it “%s”"), _ (entity->label), should.title,
             is.title);
  else if (!_crm_entry_equal (&is, &should))
    finding (check, _ ("%s “%s”: the directory does not know its text or party as it is"),
             _ (entity->label), should.title);
  return TRUE;
}

static gboolean
check_record (CrmTxn *txn, Check *check, const CrmEntity *entity, CrmRecord *stored, GError **error)
{
  g_autofree char *title = crm_record_title (stored);
  g_autoptr (CrmRecord) derived = NULL;

  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    const CrmValue *value = crm_record_get_at (stored, i);
    g_autoptr (GError) local = NULL;

    if (!crm_value_is_null (value) && !crm_field_check (&entity->fields[i], value, &local))
      finding (check, _ ("%s “%s”: %s"), _ (entity->label), title, local->message);
  }
  /* What is in the trash is computed again when it comes back. */
  if (crm_record_get_deleted (stored) != 0)
    return TRUE;
  if (!check_entry (txn, check, stored, error) ||
      !_crm_txn_check_timeline (txn, stored, title, check->findings, error))
    return FALSE;
  derived = crm_record_copy (stored);
  if (!_crm_txn_call_derive (txn, derived, error))
    return FALSE;
  compare_derived (check, stored, derived);
  return TRUE;
}

static GPtrArray *
read_slice (CrmTxn *txn, const CrmEntity *entity, gint64 first, GError **error)
{
  const CrmTable *table = crm_tables_find (txn->tables, entity);
  g_autofree char *sql =
    g_strdup_printf ("SELECT %s FROM \"%s\" t WHERE t.n BETWEEN $1 AND $2 ORDER BY t.n",
                     table->columns_sql, entity->name);
  CrmStatement *statement = crm_db_prepare (txn->db, sql, error);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  gboolean row;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_int (statement, 1, first);
  crm_statement_bind_int (statement, 2, first + CRM_GRAMS_CHUNK - 1);
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
check_records (CrmTxn *txn, Check *check, const CrmEntity *entity, GError **error)
{
  g_autoptr (GPtrArray) records = read_slice (txn, entity, check->first, error);
  gboolean same;

  for (guint i = 0; records != NULL && i < records->len; i++)
    if (!check_record (txn, check, entity, records->pdata[i], error))
      return FALSE;
  if (records == NULL || !crm_grams_check (txn->db, entity->number, check->first, &same, error))
    return FALSE;
  if (!same)
    finding (check, _ ("%s: the index of first letters differs from the texts"), _ (entity->label));
  return TRUE;
}

/* What the directory has and the tables do not. */
static gboolean
count_entries (CrmTxn *txn, Check *check, const CrmEntity *entity, gint64 *last, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT max(n) FROM \"%s\"", entity->name);
  g_autofree char *stray = g_strdup_printf (
    "SELECT count(*) FROM record r WHERE r.n BETWEEN %" G_GINT64_FORMAT " AND %" G_GINT64_FORMAT
    " AND NOT EXISTS (SELECT 1 FROM \"%s\" t WHERE t.id = r.id)",
    CRM_N (entity->number, 0), CRM_N (entity->number + 1, 0) - 1, entity->name);
  gint64 strays;

  if (!crm_db_query_int (txn->db, sql, 0, last, error) ||
      !crm_db_query_int (txn->db, stray, 0, &strays, error))
    return FALSE;
  if (strays > 0)
    finding (check, _ ("%s: the directory has records that are not there"), _ (entity->label));
  return TRUE;
}

/* A slice is short, so that a check never holds up a writer for long, and looks at one moment. */
static gboolean
check_slice (CrmTxn *txn, gpointer data, GError **error)
{
  Check *check = data;
  gsize n;
  const CrmEntity *const *entities = crm_schema_get_entities (txn->schema, &n);

  txn->trusted = TRUE;
  if (!check->file_checked && !check_file (txn, check, error))
    return FALSE;
  while (check->entity < n && entities[check->entity]->owner != NULL)
    check->entity++;
  if (check->entity >= n)
    return TRUE;
  if (check->first == 0 &&
      !count_entries (txn, check, entities[check->entity], &check->last, error))
    return FALSE;
  if (!check_records (txn, check, entities[check->entity], error))
    return FALSE;
  check->first += CRM_GRAMS_CHUNK;
  if (check->first > check->last) {
    check->entity++;
    check->first = 0;
  }
  _crm_txn_run_again (txn);
  return TRUE;
}

GPtrArray *
crm_store_check (CrmStore *self, GError **error)
{
  Check check = { .findings = g_ptr_array_new_with_free_func (g_free) };

  g_return_val_if_fail (CRM_IS_STORE (self), NULL);

  if (crm_store_run (self, CRM_TXN_READ, NULL, check_slice, &check, error) &&
      (crm_store_is_read_only (self) ||
       crm_store_run (self, CRM_TXN_WRITE, "check", search_func, &check, error)))
    return check.findings;
  g_ptr_array_unref (check.findings);
  return NULL;
}
