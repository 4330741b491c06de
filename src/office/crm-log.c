/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/crm-log.h"

#include "model/crm-format.h"
#include "office/crm-office.h"

#include <glib/gi18n-lib.h>

#define DAY_MS         (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)
#define RETENTION_DAYS (3 * 365)

static void
entry_free (gpointer data)
{
  CrmLogEntry *self = data;

  g_free (self->who);
  g_free (self->what);
  g_free (self);
}

void
crm_log_free (CrmLog *self)
{
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->operations, g_ptr_array_unref);
  crm_schema_unref (self->schema);
  g_free (self);
}

static char *
tell (CrmTxn *txn, const CrmOperation *operation)
{
  const char *verb = crm_verb_get_label (operation->verb);
  g_autofree char *title = NULL;

  if (operation->n_records > 1) {
    g_autofree char *count = g_strdup_printf (
      ngettext ("%u record", "%u records", operation->n_records), operation->n_records);

    /* Translators: what was done, the first record, how many: "Changed: Alfa and more, 12 records".
     */
    return g_strdup_printf (_ ("%s: %s and more, %s"), verb, operation->title, count);
  }
  /* It may be called otherwise by now. */
  title = crm_txn_title (txn, operation->record, NULL);

  /* Translators: what was done, the kind of thing, which one: "Changed: Client Alfa". */
  return g_strdup_printf (_ ("%s: %s %s"), verb, _ (operation->entity->label),
                          title != NULL ? title : operation->title);
}

CrmLog *
crm_log_read (CrmTxn *txn, const CrmOperationFilter *filter, GError **error)
{
  g_autoptr (CrmLog) self = g_new0 (CrmLog, 1);

  self->schema = crm_schema_ref (crm_txn_get_schema (txn));
  self->operations = crm_txn_operations (txn, filter, error);
  if (self->operations == NULL)
    return NULL;
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  for (guint i = 0; i < self->operations->len; i++) {
    CrmLogEntry *entry = g_new0 (CrmLogEntry, 1);

    entry->operation = g_ptr_array_index (self->operations, i);
    entry->who = crm_txn_title (txn, entry->operation->person, NULL);
    entry->what = tell (txn, entry->operation);
    g_ptr_array_add (self->entries, entry);
  }

  return g_steal_pointer (&self);
}

/* --- Trash ------------------------------------------------------------------------------------ */

static void
trashed_free (gpointer data)
{
  CrmTrashed *self = data;

  g_free (self->kind);
  g_free (self->title);
  g_free (self->who);
  g_free (self);
}

static void
add_trashed (CrmTxn *txn, GPtrArray *found, const CrmDeleted *deleted)
{
  g_autoptr (GPtrArray) history = NULL;
  CrmTrashed *one = g_new0 (CrmTrashed, 1);

  one->id = deleted->id;
  one->at = deleted->at;
  one->entity = g_intern_string (deleted->entity->name);
  one->kind = g_strdup (_ (deleted->entity->label));
  one->title = g_strdup (deleted->title);
  history = crm_txn_history (txn, deleted->id, 1, NULL);
  if (history != NULL && history->len > 0) {
    const CrmHistory *last = g_ptr_array_index (history, 0);

    one->who = crm_txn_title (txn, last->person, NULL);
    one->operation = last->undoable && !last->undone ? last->operation : 0;
  }
  g_ptr_array_add (found, one);
}

GPtrArray *
crm_trashed_read (CrmTxn *txn, const char *words, guint limit, GError **error)
{
  g_autoptr (GPtrArray) deleted = crm_txn_deleted (txn, words, limit, error);
  GPtrArray *found;

  if (deleted == NULL)
    return NULL;
  found = g_ptr_array_new_with_free_func (trashed_free);
  for (guint i = 0; i < deleted->len; i++)
    add_trashed (txn, found, g_ptr_array_index (deleted, i));

  return found;
}

gboolean
crm_trashed_restore (CrmTxn *txn, GArray *ids, GError **error)
{
  for (guint i = 0; i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);
    const char *entity = NULL;
    g_autofree char *title = crm_txn_title (txn, id, &entity);

    if (entity != NULL && !crm_txn_restore (txn, entity, id, error))
      return FALSE;
  }

  return TRUE;
}

/* --- Retention -------------------------------------------------------------------------------- */

gint64
crm_log_retention (CrmTxn *txn)
{
  const CrmEntity *entity = crm_schema_find (crm_txn_get_schema (txn), "office");
  gint64 days = 0;

  if (entity != NULL && crm_entity_field_index (entity, "retention_days") >= 0) {
    g_autoptr (CrmQuery) query = crm_query_new ("office");
    g_autoptr (CrmRecord) office = crm_txn_first (txn, query, NULL);

    if (office != NULL)
      days = crm_record_get_int (office, "retention_days");
  }

  return (days > 0 ? days : RETENTION_DAYS) * DAY_MS;
}
