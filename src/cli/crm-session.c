/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/crm-command.h"

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "office/crm-rooms.h"
#include "office/people/crm-person.h"
#include "office/people/crm-who.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Hits by words among which the exact title is looked for. */
#define HITS_COMPARED 50

gboolean
crm_session_take_path (CrmSession *self, const char *path, GError **error)
{
  if (path != NULL && self->office == NULL) {
    g_free (self->path);
    self->path = g_strdup (path);
  }
  if (self->clock == NULL)
    self->clock = crm_clock_new ();
  if (self->path != NULL && *self->path != '\0')
    return TRUE;
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _ ("Which office? Name its file with --file OFFICE or in the variable "
                          "KONTOR_FILE."));

  return FALSE;
}

/* An account that the office does not know must say whose work it does. */
static gboolean
say_who (CrmSession *self, GError **error)
{
  g_autofree char *account = NULL;

  if (self->as != NULL)
    return crm_office_act_as (self->office, self->as, error);
  if (self->nobody || crm_office_get_person (self->office) != 0)
    return TRUE;
  account = crm_person_account ();
  g_set_error (error, CRM_ERROR, CRM_ERROR_DENIED,
               /* Translators: an account of the computer. */
               _ ("Several people work in this office, and the account “%s” is none of theirs. Say "
                  "who you are: kontor --as NAME."),
               account);

  return FALSE;
}

CrmOffice *
crm_session_open (CrmSession *self, GError **error)
{
  if (self->office != NULL)
    return self->office;
  if (!crm_session_take_path (self, NULL, error))
    return NULL;
  self->office = crm_office_open (self->path, self->clock, error);
  if (self->office != NULL && !say_who (self, error)) {
    crm_office_close (self->office, NULL);
    g_clear_object (&self->office);
  }

  return self->office;
}

void
crm_session_clear (CrmSession *self)
{
  if (self->office != NULL) {
    g_autoptr (GError) error = NULL;

    if (!crm_office_close (self->office, &error))
      g_printerr ("kontor: %s\n", error->message);
  }
  g_clear_object (&self->office);
  g_clear_pointer (&self->clock, crm_clock_unref);
  g_clear_pointer (&self->held, g_hash_table_unref);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->as, g_free);
}

gboolean
crm_command_parse (const GOptionEntry *options, char ***args, guint min, guint max, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  guint n;

  g_option_context_set_help_enabled (context, FALSE);
  if (options != NULL)
    g_option_context_add_main_entries (context, options, GETTEXT_PACKAGE);
  /* The parser skips the first word, which it takes for the program. */
  g_ptr_array_add (words, g_strdup ("kontor"));
  for (char **arg = *args; *arg != NULL; arg++)
    g_ptr_array_add (words, *arg);
  g_ptr_array_add (words, NULL);
  g_free (*args);
  *args = (char **)g_ptr_array_free (g_steal_pointer (&words), FALSE);
  if (!g_option_context_parse_strv (context, args, error))
    return FALSE;

  n = g_strv_length (*args) - 1;
  g_free ((*args)[0]);
  memmove (*args, *args + 1, (n + 1) * sizeof (char *));
  if (n > 0 && g_str_equal ((*args)[0], "--")) {
    g_free ((*args)[0]);
    memmove (*args, *args + 1, n * sizeof (char *));
    n--;
  }
  if (n < min) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("Something is missing after the command."));
    return FALSE;
  }
  if (n > max) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("“%s” is one word too many."),
                 (*args)[max]);
    return FALSE;
  }

  return TRUE;
}

gboolean
crm_command_format (CrmSession *self, const char *name, CrmPrintFormat *format, GError **error)
{
  if (name != NULL && !g_str_equal (name, "table") && !g_str_equal (name, "csv") &&
      !g_str_equal (name, "json")) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("“%s” is no format. There are table, csv and json."), name);
    return FALSE;
  }
  if (self->batch || g_strcmp0 (name, "json") == 0)
    *format = CRM_PRINT_JSON;
  else
    *format = g_strcmp0 (name, "csv") == 0 ? CRM_PRINT_CSV : CRM_PRINT_TABLE;

  return TRUE;
}

static char *
list_entities (CrmSchema *schema)
{
  g_autoptr (GString) names = g_string_new (NULL);
  gsize n;
  const CrmEntity *const *entities = crm_schema_get_entities (schema, &n);

  for (gsize i = 0; i < n; i++) {
    if (entities[i]->owner != NULL)
      continue;
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", entities[i]->name);
  }

  return g_string_free (g_steal_pointer (&names), FALSE);
}

const CrmEntity *
crm_command_entity (CrmSchema *schema, const char *name, const char **where, GError **error)
{
  const char *condition = NULL;
  const char *alias = crm_rooms_alias (name, &condition);
  const CrmEntity *entity = crm_schema_find (schema, alias != NULL ? alias : name);

  if (where != NULL)
    *where = condition;
  if (entity == NULL || entity->owner != NULL) {
    g_autofree char *names = list_entities (schema);

    /* Translators: the first placeholder is what was typed, the second a list of words. */
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                 _ ("An office has no “%s”. It has: client, %s."), name, names);
    return NULL;
  }

  return entity;
}

/* --- Which record is meant -------------------------------------------------------------------- */

static gboolean
add_condition (CrmQuery *query, const char *where, GError **error)
{
  CrmCondition *condition;

  if (where == NULL)
    return TRUE;
  condition = crm_query_parse_where (where, error);
  if (condition == NULL)
    return FALSE;
  crm_query_add_where (query, condition);

  return TRUE;
}

/* The record that is called so when exactly one is; *id stays 0 when none is. */
static gboolean
find_by_field (CrmTxn *txn,
               const CrmEntity *entity,
               const char *where,
               const char *field,
               const char *text,
               gint64 *id,
               GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity->name);
  g_autoptr (GPtrArray) found = NULL;

  crm_query_add_test (query, field, CRM_TEST_EQUAL, text);
  query->limit = 2;
  if (!add_condition (query, where, error))
    return FALSE;
  found = crm_txn_query (txn, query, error);
  if (found == NULL)
    return FALSE;
  if (found->len > 1) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("Several records are called “%s” (%s). Give the id of the one you mean: “list "
                    "%s --search” shows it."),
                 text, entity->name, entity->name);
    return FALSE;
  }
  if (found->len == 1)
    *id = crm_record_get_id (g_ptr_array_index (found, 0));

  return TRUE;
}

static gboolean
is_wholly_number (const char *text)
{
  return *text != '\0' && strlen (text) <= 18 && strspn (text, "0123456789") == strlen (text);
}

/* Fields by which people call a record, besides its title. */
static gboolean
find_by_names (CrmTxn *txn,
               const CrmEntity *entity,
               const char *where,
               const char *text,
               gint64 *id,
               GError **error)
{
  static const char *const names[] = { "number", "code", "name", "title", "subject" };

  for (guint i = 0; *id == 0 && i < G_N_ELEMENTS (names); i++) {
    const CrmField *field = crm_entity_find_field (entity, names[i]);

    if (field == NULL)
      continue;
    if (crm_field_type_is_integer (field->type) && !is_wholly_number (text))
      continue;
    if (!find_by_field (txn, entity, where, field->name, text, id, error))
      return FALSE;
  }

  return TRUE;
}

/* By the whole title, as lists show it: "12 Roof repair". */
static gboolean
find_by_title (CrmTxn *txn, const CrmEntity *entity, const char *text, gint64 *id, GError **error)
{
  g_autoptr (GPtrArray) hits = NULL;
  g_autofree char *wanted = crm_text_fold (text);

  hits = crm_txn_search (txn, entity->name, text, HITS_COMPARED, error);
  if (hits == NULL)
    return FALSE;
  for (guint i = 0; i < hits->len; i++) {
    const CrmHit *hit = g_ptr_array_index (hits, i);
    g_autofree char *title = crm_text_fold (hit->title);

    if (!g_str_equal (title, wanted))
      continue;
    if (*id != 0) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                   _ ("Several records are called “%s”. Give the id of the one you mean."), text);
      return FALSE;
    }
    *id = hit->id;
  }

  return TRUE;
}

gboolean
crm_command_resolve (CrmTxn *txn,
                     const CrmEntity *entity,
                     const char *where,
                     const char *text,
                     gint64 *id,
                     GError **error)
{
  *id = 0;
  if (is_wholly_number (text)) {
    gint64 number = g_ascii_strtoll (text, NULL, 10);
    g_autoptr (CrmRecord) record = crm_txn_get (txn, entity->name, number, NULL);

    if (record != NULL) {
      *id = number;
      return TRUE;
    }
  }
  if (!find_by_names (txn, entity, where, text, id, error))
    return FALSE;
  if (*id == 0 && !find_by_title (txn, entity, text, id, error))
    return FALSE;
  if (*id == 0) {
    /* Translators: "There is no deal “12”." with the plain word of the command line. */
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                 _ ("There is no %s “%s”. Give an id, a number or the whole title."), entity->name,
                 text);
    return FALSE;
  }

  return TRUE;
}

gboolean
crm_command_resolve_reference (const CrmEntity *entity,
                               const char *text,
                               gpointer txn,
                               gint64 *id,
                               GError **error)
{
  if (g_str_equal (text, "me")) {
    *id = crm_txn_get_person (txn);
    if (*id != 0)
      return TRUE;
  }

  return crm_command_resolve (txn, entity, NULL, text, id, error);
}

/* --- Answers ---------------------------------------------------------------------------------- */

void
crm_command_answer (CrmSession *self, JsonObject *object, const char *sentence)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  if (self->batch)
    crm_output_json (self->out, node);
  else
    crm_output_printf (self->out, "%s\n", sentence);
}

char *
crm_command_name_record (const CrmRecord *record)
{
  g_autofree char *title = crm_record_title (record);

  if (*title != '\0')
    return g_steal_pointer (&title);

  return g_strdup_printf ("%s %" G_GINT64_FORMAT, crm_record_get_entity (record)->name,
                          crm_record_get_id (record));
}
