/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/crm-deed.h"

#include "base/crm-day.h"
#include "base/crm-error.h"
#include "model/crm-format.h"

#include <glib/gi18n-lib.h>

/* Entries of a record's history from the newest. */
#define HISTORY_SHOWN 100

/* --- show ------------------------------------------------------------------------------------- */

static gboolean
is_reference (const CrmField *field)
{
  return field->type == CRM_FIELD_REFERENCE || field->type == CRM_FIELD_ANY ||
         field->type == CRM_FIELD_PARENT;
}

static void
collect_titles (CrmTxn *txn, GHashTable *titles, const CrmRecord *record)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  guint n = crm_entity_n_fields (entity);

  for (guint i = 0; i < n; i++) {
    gint64 id = crm_value_get_int (crm_record_get_at (record, i));

    if (!is_reference (&entity->fields[i]) || id == 0 || g_hash_table_contains (titles, &id))
      continue;
    g_hash_table_insert (titles, g_memdup2 (&id, sizeof id), crm_txn_title (txn, id, NULL));
  }
  for (guint i = 0; i < crm_entity_n_lines (entity); i++) {
    GPtrArray *lines = crm_record_get_lines_at (record, i);

    for (guint j = 0; j < lines->len; j++)
      collect_titles (txn, titles, g_ptr_array_index (lines, j));
  }
}

static GPtrArray *
read_beside (CrmTxn *txn, const char *entity, const char *order, gint64 id, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity);

  crm_query_add_test_id (query, "record", id);
  crm_query_set_order (query, order);
  /* A file that another one replaces is history. */
  if (g_str_equal (entity, "attachment"))
    crm_query_add_test (query, "newer", CRM_TEST_EMPTY, NULL);

  return crm_txn_query (txn, query, error);
}

static gboolean
show_record (CrmTxn *txn, gpointer data, GError **error)
{
  CrmDeed *self = data;

  if (!crm_deed_get_record (txn, self, error))
    return FALSE;
  self->titles = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  collect_titles (txn, self->titles, self->record);
  self->talk = read_beside (txn, "comment", "said", crm_record_get_id (self->record), error);
  if (self->talk == NULL)
    return FALSE;
  self->files = read_beside (txn, "attachment", "name", crm_record_get_id (self->record), error);
  for (guint i = 0; i < self->talk->len; i++)
    collect_titles (txn, self->titles, g_ptr_array_index (self->talk, i));

  return self->files != NULL;
}

static void
print_fields (CrmDeed *self, const CrmRecord *record, const CrmRecord *owner, const char *indent)
{
  CrmOutput *out = self->session->out;
  const CrmEntity *entity = crm_record_get_entity (record);
  CrmLang lang = crm_lang_of_person ();
  guint n = crm_entity_n_fields (entity);

  for (guint i = 0; i < n; i++) {
    const CrmField *field = &entity->fields[i];
    const CrmValue *value = crm_record_get_at (record, i);
    gint64 id = crm_value_get_int (value);
    const char *title = is_reference (field) ? g_hash_table_lookup (self->titles, &id) : NULL;
    g_autofree char *text = NULL;

    if (crm_value_is_null (value) || (field->flags & CRM_FIELD_HIDDEN))
      continue;
    text = crm_field_format (field, value, crm_record_currency (record, field, owner), title, lang);
    crm_output_printf (out, "%s%s: %s\n", indent, crm_field_get_label (field), text);
  }
}

static void
print_record (CrmDeed *self)
{
  CrmOutput *out = self->session->out;
  const CrmEntity *entity = crm_record_get_entity (self->record);
  g_autofree char *name = crm_command_name_record (self->record);

  crm_output_printf (out, "%s\n%s: %" G_GINT64_FORMAT "\n", name, _ ("Id"),
                     crm_record_get_id (self->record));
  print_fields (self, self->record, NULL, "");
  for (guint i = 0; i < crm_entity_n_lines (entity); i++) {
    GPtrArray *lines = crm_record_get_lines_at (self->record, i);

    if (lines->len > 0)
      crm_output_printf (out, "%s:\n", _ (entity->lines[i].label));
    for (guint j = 0; j < lines->len; j++) {
      crm_output_printf (out, "  %u.\n", j + 1);
      print_fields (self, g_ptr_array_index (lines, j), self->record, "     ");
    }
  }
}

static void
print_beside (CrmDeed *self)
{
  CrmOutput *out = self->session->out;

  if (self->talk->len > 0)
    crm_output_printf (out, "%s:\n", _ ("Talk"));
  for (guint i = 0; i < self->talk->len; i++) {
    const CrmRecord *comment = g_ptr_array_index (self->talk, i);
    gint64 author = crm_record_get_int (comment, "author");
    const char *who = g_hash_table_lookup (self->titles, &author);
    g_autofree char *at =
      crm_instant_format (crm_record_get_int (comment, "said"), crm_lang_of_person (), NULL);

    crm_output_printf (out, "  %s, %s: %s\n", at, who != NULL ? who : "—",
                       crm_record_get_text (comment, "text"));
  }
  if (self->files->len > 0)
    crm_output_printf (out, "%s:\n", _ ("Files"));
  for (guint i = 0; i < self->files->len; i++) {
    const CrmRecord *file = g_ptr_array_index (self->files, i);
    g_autofree char *size = g_format_size ((guint64)crm_record_get_int (file, "size"));

    crm_output_printf (out, "  %s (%s)\n", crm_record_get_text (file, "name"), size);
  }
}

static void
add_beside (JsonObject *object, const char *name, GPtrArray *records)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < records->len; i++)
    json_array_add_object_element (array, crm_record_to_json (g_ptr_array_index (records, i)));
  json_object_set_array_member (object, name, array);
}

static JsonObject *
to_json (CrmDeed *self)
{
  JsonObject *object = crm_record_to_json (self->record);

  if (self->talk->len > 0)
    add_beside (object, "talk", self->talk);
  if (self->files->len > 0)
    add_beside (object, "files", self->files);

  return object;
}

static gboolean
run_show (CrmSession *session, char ***args, GError **error)
{
  g_auto (CrmDeed) deed = { .session = session };
  g_autofree char *name = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &name, NULL, NULL },
    { NULL },
  };
  CrmPrintFormat format;
  CrmOffice *office;

  if (!crm_command_parse (entries, args, 2, 2, error) ||
      !crm_command_format (session, name, &format, error))
    return FALSE;
  deed.entity = (*args)[0];
  deed.text = (*args)[1];
  office = crm_session_open (session, error);
  if (office == NULL || !crm_office_run (office, CRM_TXN_READ, NULL, show_record, &deed, error))
    return FALSE;
  if (format == CRM_PRINT_JSON) {
    g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

    json_node_take_object (node, to_json (&deed));
    crm_output_json (session->out, node);
  } else {
    print_record (&deed);
    print_beside (&deed);
  }

  return TRUE;
}

/* --- history ---------------------------------------------------------------------------------- */

static gboolean
read_history (CrmTxn *txn, gpointer data, GError **error)
{
  CrmDeed *self = data;

  if (!crm_deed_get_record (txn, self, error))
    return FALSE;
  self->history = crm_txn_history (txn, crm_record_get_id (self->record), HISTORY_SHOWN, error);
  if (self->history == NULL)
    return FALSE;
  self->page = crm_history_read (txn, crm_record_get_entity (self->record)->name,
                                 crm_record_get_id (self->record), HISTORY_SHOWN, error);
  if (self->page == NULL)
    return FALSE;
  self->titles = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  for (guint i = 0; i < self->history->len; i++) {
    const CrmHistory *entry = g_ptr_array_index (self->history, i);

    if (entry->person != 0 && !g_hash_table_contains (self->titles, &entry->person))
      g_hash_table_insert (self->titles, g_memdup2 (&entry->person, sizeof (gint64)),
                           crm_txn_title (txn, entry->person, NULL));
  }

  return TRUE;
}

/* "City: Iași → Orhei; Phones: 022 1 → —" */
static char *
tell_changes (const CrmHistoryEntry *entry)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < entry->changes->len; i++) {
    const CrmHistoryChange *change = g_ptr_array_index (entry->changes, i);

    g_string_append_printf (text, "%s%s: %s", i > 0 ? "; " : "", change->label, change->before);
    if (change->after != NULL)
      g_string_append_printf (text, " → %s", change->after);
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
print_entries (CrmDeed *self, CrmPrinter *printer)
{
  for (guint i = 0; i < self->page->entries->len; i++) {
    const CrmHistoryEntry *entry = g_ptr_array_index (self->page->entries, i);
    g_autofree char *at = crm_instant_format (entry->at, crm_lang_of_person (), NULL);
    g_autofree char *changes = tell_changes (entry);
    const char *cells[] = { at, entry->who, crm_verb_get_label (entry->verb), changes,
                            entry->undone ? _ ("yes") : "" };

    crm_printer_add (printer, cells);
  }
}

static void
print_history (CrmDeed *self, CrmPrintFormat format)
{
  const CrmPrintColumn columns[] = {
    { "at", _ ("When"), CRM_PRINT_TEXT },        { "person", _ ("Who"), CRM_PRINT_TEXT },
    { "verb", _ ("What"), CRM_PRINT_TEXT },      { "changes", _ ("Changes"), CRM_PRINT_TEXT },
    { "undone", _ ("Undone"), CRM_PRINT_YESNO },
  };
  g_autoptr (CrmPrinter) printer =
               crm_printer_new (self->session->out, format, columns, G_N_ELEMENTS (columns));

  if (format == CRM_PRINT_TABLE)
    print_entries (self, printer);
  for (guint i = 0; format != CRM_PRINT_TABLE && i < self->history->len; i++) {
    const CrmHistory *entry = g_ptr_array_index (self->history, i);
    g_autofree char *at = crm_instant_to_string (entry->at);
    const char *cells[] = { at, g_hash_table_lookup (self->titles, &entry->person), entry->verb,
                            entry->changes, entry->undone ? "1" : "0" };

    crm_printer_add (printer, cells);
  }
  crm_printer_end (printer);
}

static gboolean
run_history (CrmSession *session, char ***args, GError **error)
{
  g_auto (CrmDeed) deed = { .session = session };
  g_autofree char *name = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &name, NULL, NULL },
    { NULL },
  };
  CrmPrintFormat format;
  CrmOffice *office;

  if (!crm_command_parse (entries, args, 2, 2, error) ||
      !crm_command_format (session, name, &format, error))
    return FALSE;
  deed.entity = (*args)[0];
  deed.text = (*args)[1];
  office = crm_session_open (session, error);
  if (office == NULL || !crm_office_run (office, CRM_TXN_READ, NULL, read_history, &deed, error))
    return FALSE;
  print_history (&deed, format);

  return TRUE;
}

const CrmCommand crm_commands_show[] = {
  {
    .name = "show",
    .usage = "ENTITY ID [--format table|json]",
    .help = N_ ("Show one record with its lines, talk and files"),
    .details = N_ ("ID is the record's id, its number or code, or its whole title."),
    .run = run_show,
  },
  {
    .name = "history",
    .usage = "ENTITY ID [--format table|csv|json]",
    .help = N_ ("Who changed a record, when and how"),
    .run = run_history,
  },
  { NULL },
};
