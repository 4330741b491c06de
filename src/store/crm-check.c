/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-store-private.h"

#include "base/crm-error.h"
#include "model/crm-format.h"
#include "store/crm-layout.h"

#include <glib/gi18n-lib.h>

/* However much somebody has written into each. */
#define MOST_READ 32

typedef struct {
  CrmStoreProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
  GPtrArray *findings;
  guint entity; /* index in the schema */
  gint64 first; /* counter: a slice is one chunk of the index of letters */
  gint64 last;
  gboolean file_checked;
} Check;

/* --- What to do about it -----------------------------------------------------------------------
 */

/* A save writes all that is computed anew. */
static const char *
advise_save (void)
{
  return _ ("Open the record, change something and save it: what is computed is computed anew.");
}

static const char *
advise_correct (void)
{
  return _ ("Open the record and correct the field.");
}

static const char *
advise_restore (void)
{
  return _ ("Another program has changed the file. Restore the last backup if it was not done on "
            "purpose.");
}

static void
tell (const Check *check, const char *step, double done)
{
  if (check->progress != NULL)
    check->progress (step, done, check->progress_data);
}

/* --- The file ----------------------------------------------------------------------------------*/

/* What the engine says of the file. */
static gboolean
check_integrity (CrmTxn *txn, Check *check, GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  gboolean ok;

  tell (check, _ ("The file"), 0);
  ok = crm_db_check_integrity (txn->db, texts, error);
  /* A file may be too damaged to be checked to its end. */
  crm_findings_take (check->findings, crm_finding_advise_backup (), texts);
  return ok;
}

/* Which records refer to none. */
static gboolean
check_references (CrmTxn *txn, Check *check, GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  if (!crm_db_check_references (txn->db, texts, error))
    return FALSE;
  crm_findings_take (
    check->findings,
    _ ("What it referred to is gone: open the record and choose another, or restore a backup."),
    texts);
  return TRUE;
}

static gboolean
check_structure (CrmTxn *txn, Check *check, GError **error)
{
  g_autoptr (CrmLayout) laid = crm_layout_new (txn->tables);
  g_autoptr (GPtrArray) differences = crm_layout_compare (laid, txn->db, error);

  for (guint i = 0; differences != NULL && i < differences->len; i++) {
    const CrmLayoutDifference *difference = g_ptr_array_index (differences, i);
    g_autofree char *what = NULL;

    if (crm_layout_difference_is_harmless (difference))
      continue;
    what = crm_layout_difference_describe (difference);
    crm_findings_add (check->findings, advise_restore (),
                      /* Translators: a part of the file: "the trigger “x”". */
                      _ ("The structure of the file is not as Kontor makes it: %s"), what);
  }
  return differences != NULL;
}

/* What was done, and what it changed. */
static gboolean
check_log (CrmTxn *txn, Check *check, GError **error)
{
  static const struct {
    const char *sql;
    const char *text;
  } questions[] = {
    { "SELECT count(*) FROM log l WHERE NOT EXISTS "
      "(SELECT 1 FROM operation o WHERE o.id = l.operation)",
      N_ ("History has changes of which nobody knows who made them") },
    { "SELECT count(*) FROM operation o WHERE o.undone_by IS NOT NULL AND NOT EXISTS "
      "(SELECT 1 FROM operation u WHERE u.id = o.undone_by)",
      N_ ("History has steps that were undone by none that is there") },
    { "SELECT count(*) FROM operation WHERE seq > "
      "(SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'log')",
      N_ ("History has steps later than its last change") },
    { "SELECT count(*) FROM log WHERE kind NOT IN (0, 1, 2, 3)",
      N_ ("History has changes of an unknown kind") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++) {
    gint64 n;

    if (!crm_db_query_int (txn->db, questions[i].sql, 0, &n, error))
      return FALSE;
    if (n > 0)
      crm_findings_add (check->findings,
                        _ ("The records themselves are not touched, but these steps cannot be "
                           "undone. Restore the last backup if you need them."),
                        "%s: %d", _ (questions[i].text), (int)MIN (n, G_MAXINT));
  }
  return TRUE;
}

static gboolean
check_file (CrmTxn *txn, Check *check, GError **error)
{
  const struct {
    const char *part;
    gboolean (*func) (CrmTxn *txn, Check *check, GError **error);
  } parts[] = {
    { _ ("The file"), check_integrity },
    { _ ("The file"), check_references },
    { _ ("The file"), check_structure },
    { _ ("History"), check_log },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    GError *local = NULL;

    if (!parts[i].func (txn, check, &local) &&
        !crm_findings_take_damage (check->findings, parts[i].part, local, error))
      return FALSE;
  }
  check->file_checked = TRUE;
  return TRUE;
}

static gboolean
search_func (CrmTxn *txn, gpointer data, GError **error)
{
  Check *check = data;
  g_autoptr (GError) local = NULL;

  /* The index's own check is a write statement; it changes nothing. */
  if (!crm_db_search_check (txn->db, &local))
    crm_findings_add (check->findings,
                      _ ("Search may miss some records. Restore the last backup, or change and "
                         "save the records that are not found."),
                      _ ("Search index: %s"), local->message);
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
    crm_findings_add (check->findings, advise_save (), _ ("%s “%s”: %s is %s and should be %s"),
                      _ (entity->label), title, crm_field_get_label (field), is, should);
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
    crm_findings_add (check->findings, advise_save (),
                      _ ("%s “%s”: the directory does not have it"), _ (entity->label),
                      should.title);
  else if (!g_str_equal (is.title, should.title))
    crm_findings_add (check->findings, advise_save (), _ ("%s “%s”: the directory calls it “%s”"),
                      _ (entity->label), should.title, is.title);
  else if (!_crm_entry_equal (&is, &should))
    crm_findings_add (check->findings, advise_save (),
                      _ ("%s “%s”: the directory does not know its text or party as it is"),
                      _ (entity->label), should.title);
  return TRUE;
}

static gboolean
check_record (CrmTxn *txn, Check *check, const CrmEntity *entity, CrmRecord *stored, GError **error)
{
  g_autofree char *title = crm_record_title (stored);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CrmRecord) derived = NULL;

  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    const CrmValue *value = crm_record_get_at (stored, i);
    g_autoptr (GError) local = NULL;

    if (!crm_value_is_null (value) && !crm_field_check (&entity->fields[i], value, &local))
      crm_findings_add (check->findings, advise_correct (), _ ("%s “%s”: %s"), _ (entity->label),
                        title, local->message);
  }
  /* What is in the trash is computed again when it comes back. */
  if (crm_record_get_deleted (stored) != 0)
    return TRUE;
  if (!check_entry (txn, check, stored, error) ||
      !_crm_txn_check_timeline (txn, stored, title, texts, error))
    return FALSE;
  crm_findings_take (check->findings, advise_save (), texts);
  derived = crm_record_copy (stored);
  if (!_crm_txn_call_derive (txn, derived, error))
    return FALSE;
  compare_derived (check, stored, derived);
  return TRUE;
}

static GPtrArray *
read_records (CrmTxn *txn, const CrmEntity *entity, gint64 first, GError **error)
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
  crm_statement_bind_int (statement, 2, first + MOST_READ - 1);
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
  gboolean same;

  for (gint64 first = check->first; first < check->first + CRM_GRAMS_CHUNK && first <= check->last;
       first += MOST_READ) {
    g_autoptr (GPtrArray) records = read_records (txn, entity, first, error);

    for (guint i = 0; records != NULL && i < records->len; i++)
      if (!check_record (txn, check, entity, records->pdata[i], error))
        return FALSE;
    if (records == NULL)
      return FALSE;
  }
  if (!crm_grams_check (txn->db, entity->number, check->first, &same, error))
    return FALSE;
  if (!same)
    crm_findings_add (check->findings, advise_save (),
                      _ ("%s: the index of first letters differs from the texts"),
                      _ (entity->label));
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
    crm_findings_add (check->findings, advise_restore (),
                      _ ("%s: the directory has records that are not there"), _ (entity->label));
  return TRUE;
}

/* The kinds of things are taken for equally long: people see that it goes on. */
static void
tell_slice (const Check *check, const CrmEntity *entity, gsize n_entities)
{
  double within = check->last > 0 ? (double)check->first / (double)check->last : 0;

  tell (check, _ (entity->label_many), (check->entity + MIN (within, 1)) / (double)n_entities);
}

static gboolean
check_entity (CrmTxn *txn, Check *check, const CrmEntity *entity, gsize n_entities, GError **error)
{
  if (check->first == 0 && !count_entries (txn, check, entity, &check->last, error))
    return FALSE;
  tell_slice (check, entity, n_entities);
  return check_records (txn, check, entity, error);
}

/* A slice is short, so that a check never holds up a writer for long, and looks at one moment. */
static gboolean
check_slice (CrmTxn *txn, gpointer data, GError **error)
{
  Check *check = data;
  gsize n;
  const CrmEntity *const *entities = crm_schema_get_entities (txn->schema, &n);
  GError *local = NULL;

  txn->trusted = TRUE;
  if (g_cancellable_set_error_if_cancelled (check->cancellable, error))
    return FALSE;
  crm_db_set_cancellable (txn->db, check->cancellable);
  if (!check->file_checked && !check_file (txn, check, error))
    return FALSE;
  while (check->entity < n && entities[check->entity]->owner != NULL)
    check->entity++;
  if (check->entity >= n)
    return TRUE;
  if (!check_entity (txn, check, entities[check->entity], n, &local) &&
      !crm_findings_take_damage (check->findings, _ (entities[check->entity]->label), local, error))
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
crm_store_check (CrmStore *self,
                 CrmStoreProgress progress,
                 gpointer user_data,
                 GCancellable *cancellable,
                 GError **error)
{
  Check check = { .progress = progress,
                  .progress_data = user_data,
                  .cancellable = cancellable,
                  .findings = crm_findings_new () };

  g_return_val_if_fail (CRM_IS_STORE (self), NULL);

  if (crm_store_run (self, CRM_TXN_READ, NULL, check_slice, &check, error) &&
      (crm_store_is_read_only (self) ||
       crm_store_run (self, CRM_TXN_WRITE, "check", search_func, &check, error)))
    return check.findings;
  g_ptr_array_unref (check.findings);
  return NULL;
}
