/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/crm-command.h"

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "office/crm-office-link.h"
#include "office/crm-rooms.h"
#include "office/people/crm-person.h"
#include "office/people/crm-who.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A shortcut is as good as the office that it leads to. */
static gboolean
follow (CrmSession *self, GError **error)
{
  char *office = crm_office_follow_link (self->path, error);

  if (office == NULL)
    return FALSE;
  g_free (self->path);
  self->path = office;

  return TRUE;
}

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
    return follow (self, error);
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

  return g_strdup_printf ("%s %" G_GINT64_FORMAT, _ (crm_record_get_entity (record)->label),
                          crm_record_get_id (record));
}
