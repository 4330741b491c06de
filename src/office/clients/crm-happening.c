/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/clients/crm-happening.h"

#include "model/crm-format.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* Of named changes: more nobody reads, and they are read in one go. */
#define CHANGES_MOST 300
/* Characters of a detail: the whole stands in the card. */
#define DETAIL_MOST 2000

/* What people would tell each other; that a phone was corrected stands in the history. */
static const char *const told[] = { "deal.move", "document.issue", "document.void", "document.paid",
                                    NULL };

typedef struct {
  CrmTxn *txn;
  GHashTable *names; /* id of a colleague → name */
  gint64 about;      /* or 0 */
} Reading;

void
crm_happening_free (CrmHappening *self)
{
  g_free (self->title);
  g_free (self->detail);
  g_free (self->person);
  g_free (self);
}

static const char *
name_of (Reading *reading, gint64 id)
{
  char *name;

  if (id == 0)
    return NULL;
  name = g_hash_table_lookup (reading->names, &id);
  if (name == NULL) {
    name = crm_txn_title (reading->txn, id, NULL);
    g_hash_table_insert (reading->names, g_memdup2 (&id, sizeof id),
                         name != NULL ? name : g_strdup (""));
  }

  return name != NULL && *name != '\0' ? name : NULL;
}

/* --- What it says ----------------------------------------------------------------------------- */

static void
add_line (GString *lines, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  if (lines->len > 0)
    g_string_append_c (lines, '\n');
  g_string_append (lines, text);
}

static void
add_choice (GString *lines, const CrmRecord *record, const char *name)
{
  const CrmField *field = crm_entity_find_field (crm_record_get_entity (record), name);
  const CrmChoice *choice =
    field != NULL ? crm_field_find_choice (field, crm_record_get_text (record, name)) : NULL;

  if (choice != NULL)
    add_line (lines, crm_choice_get_label (choice));
}

static char *
detail_of (const CrmRecord *record)
{
  static const char *const texts[] = { "result", "note", "text", "demand", "answer" };
  const CrmEntity *entity = crm_record_get_entity (record);
  g_autoptr (GString) lines = g_string_new (NULL);

  add_choice (lines, record, "outcome");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    const CrmField *field = crm_entity_find_field (entity, texts[i]);
    g_autofree char *pattern = g_strdup_printf ("{%s}", texts[i]);

    if (field != NULL && (field->flags & CRM_FIELD_HIDDEN) == 0 &&
        (field->type == CRM_FIELD_TEXT || field->type == CRM_FIELD_NOTE) &&
        (entity->title == NULL || strstr (entity->title, pattern) == NULL))
      add_line (lines, crm_record_get_text (record, texts[i]));
  }
  if (lines->len == 0)
    return NULL;

  return g_utf8_strlen (lines->str, -1) > DETAIL_MOST
           ? g_utf8_substring (lines->str, 0, DETAIL_MOST)
           : g_strdup (lines->str);
}

/* Events are told apart by their kind, everything else by its room; papers say which they are. */
static void
set_kind (CrmHappening *self, const CrmRecord *record)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  const CrmField *kind = crm_entity_find_field (entity, "kind");
  const CrmChoice *choice = NULL;

  if (kind != NULL && kind->type == CRM_FIELD_CHOICE)
    choice = crm_field_find_choice (kind, crm_record_get_text (record, "kind"));
  self->kind = g_intern_string (
    g_str_equal (entity->name, "event") && choice != NULL ? choice->key : entity->name);
  self->label = choice != NULL ? crm_choice_get_label (choice) : _ (entity->label);
}

static CrmHappening *
happening_of_record (Reading *reading, const CrmMoment *moment, const CrmRecord *record)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  CrmHappening *self = g_new0 (CrmHappening, 1);
  const CrmField *state =
    entity->state != NULL ? crm_entity_find_field (entity, entity->state) : NULL;

  self->entity = moment->entity;
  self->id = moment->id;
  self->n = moment->n;
  self->at = moment->at;
  self->title = g_strdup (moment->title);
  self->detail = detail_of (record);
  self->person_id = moment->responsible;
  self->person = g_strdup (name_of (reading, moment->responsible));
  if (state != NULL)
    self->state = crm_field_find_choice (state, crm_record_get_text (record, entity->state));
  if (crm_entity_find_field (entity, "record") != NULL)
    self->at_record = crm_record_get_int (record, "record");
  set_kind (self, record);

  return self;
}

/* A letter's files are read in the letter. */
static gboolean
lies_at_event (Reading *reading, const CrmHappening *happening)
{
  const char *entity = NULL;
  g_autofree char *title = NULL;

  if (happening->at_record == 0 || !g_str_equal (happening->entity, "attachment"))
    return FALSE;
  title = crm_txn_title (reading->txn, happening->at_record, &entity);

  return title != NULL && g_str_equal (entity, "event");
}

/* Whether one of its fields is that record. */
static gboolean
names (const CrmRecord *record, gint64 id)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  for (guint i = 0; i < crm_entity_n_fields (entity); i++) {
    const CrmField *field = &entity->fields[i];

    if ((field->type == CRM_FIELD_REFERENCE || field->type == CRM_FIELD_ANY) &&
        crm_record_get_int (record, field->name) == id)
      return TRUE;
  }

  return FALSE;
}

/* --- Named changes ---------------------------------------------------------------------------- */

/* Where a deal moved to. */
static char *
new_stage (CrmTxn *txn, const char *changes)
{
  g_autoptr (JsonNode) node = changes != NULL ? crm_changes_read (changes, NULL) : NULL;
  JsonNode *pair;
  const char *id;

  if (node == NULL)
    return NULL;
  pair = json_object_get_member (json_node_get_object (node), "stage");
  if (pair == NULL || !JSON_NODE_HOLDS_ARRAY (pair) ||
      json_array_get_length (json_node_get_array (pair)) != 2 ||
      json_node_get_value_type (json_array_get_element (json_node_get_array (pair), 1)) !=
        G_TYPE_STRING)
    return NULL;
  id = json_array_get_string_element (json_node_get_array (pair), 1);

  return crm_txn_title (txn, g_ascii_strtoll (id, NULL, 10), NULL);
}

static CrmHappening *
happening_of_done (Reading *reading, const CrmDone *done)
{
  CrmHappening *self = g_new0 (CrmHappening, 1);
  g_autofree char *stage = new_stage (reading->txn, done->changes);

  self->entity = done->entity;
  self->id = done->id;
  self->at = done->at;
  self->n = G_MAXINT64;
  self->kind = g_intern_static_string ("change");
  self->label = crm_verb_get_label (done->verb);
  /* Translators: what a deal is called, and the stage that it was moved to. */
  self->title =
    stage != NULL ? g_strdup_printf (_ ("%s → %s"), done->title, stage) : g_strdup (done->title);
  self->person_id = done->person;
  self->person = g_strdup (name_of (reading, done->person));
  self->at_record = done->id;

  return self;
}

/* An operation touches more than what it is called after: a deal that moves takes its tasks along.
 */
static gboolean
is_named_after (const CrmDone *done)
{
  gsize length = strlen (done->entity);

  return g_str_has_prefix (done->verb, done->entity) && done->verb[length] == '.';
}

static gboolean
add_changes (Reading *reading, gint64 party, GPtrArray *all, GError **error)
{
  g_autoptr (GPtrArray) done = crm_txn_done (reading->txn, party, told, CHANGES_MOST, error);

  for (guint i = 0; done != NULL && i < done->len; i++)
    if (is_named_after (g_ptr_array_index (done, i)) &&
        (reading->about == 0 || ((const CrmDone *)done->pdata[i])->id == reading->about))
      g_ptr_array_add (all, happening_of_done (reading, g_ptr_array_index (done, i)));

  return done != NULL;
}

/* --- Reading ---------------------------------------------------------------------------------- */

static gboolean
add_moment (Reading *reading, const CrmMoment *moment, GPtrArray *all, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_get (reading->txn, moment->entity, moment->id, error);
  CrmHappening *happening;

  if (record == NULL)
    return FALSE;
  if (reading->about != 0 && !names (record, reading->about))
    return TRUE;
  happening = happening_of_record (reading, moment, record);
  if (lies_at_event (reading, happening))
    crm_happening_free (happening);
  else
    g_ptr_array_add (all, happening);

  return TRUE;
}

GPtrArray *
crm_happenings_read (CrmTxn *txn,
                     gint64 party,
                     gint64 about,
                     const CrmMoment *before,
                     guint limit,
                     CrmMoment *last,
                     gboolean *more,
                     GError **error)
{
  g_autoptr (GHashTable) titles =
               g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_happening_free);
  g_autoptr (GPtrArray) moments = NULL;
  Reading reading = { txn, titles, about };

  g_return_val_if_fail (txn != NULL && last != NULL && more != NULL, NULL);

  moments = crm_txn_timeline_before (txn, party, before, limit, error);
  if (moments == NULL)
    return NULL;
  for (guint i = 0; i < moments->len; i++)
    if (!add_moment (&reading, g_ptr_array_index (moments, i), all, error))
      return NULL;
  *more = moments->len == limit;
  *last = (CrmMoment){ 0 };
  if (moments->len > 0) {
    const CrmMoment *end = g_ptr_array_index (moments, moments->len - 1);

    last->at = end->at;
    last->n = end->n;
  }
  if (before == NULL && !add_changes (&reading, party, all, error))
    return NULL;

  return g_steal_pointer (&all);
}

gboolean
crm_happening_suits (CrmSchema *schema, const CrmEntity *entity)
{
  const CrmEntity *event = crm_schema_find (schema, "event");

  g_return_val_if_fail (entity != NULL, FALSE);

  for (guint i = 0; event != NULL && i < crm_entity_n_fields (event); i++)
    if (event->fields[i].type == CRM_FIELD_REFERENCE &&
        g_strcmp0 (event->fields[i].ref, entity->name) == 0 &&
        (entity->party != NULL || g_strcmp0 (event->party, event->fields[i].name) == 0))
      return TRUE;

  return FALSE;
}

/* --- Writing down ----------------------------------------------------------------------------- */

static gboolean
add_next (CrmTxn *txn, gint64 client, const CrmJotting *jotting, GError **error)
{
  g_autoptr (CrmRecord) task = NULL;

  if (jotting->next_title == NULL || *jotting->next_title == '\0')
    return TRUE;
  task = crm_txn_new (txn, "task");
  crm_record_set_text (task, "title", jotting->next_title);
  crm_record_set_int (task, "client", client);
  if (jotting->deal != 0)
    crm_record_set_int (task, "deal", jotting->deal);
  if (jotting->next_due != NULL)
    crm_record_set_text (task, "due", jotting->next_due);
  if (jotting->next_for != 0)
    crm_record_set_int (task, "assignee", jotting->next_for);

  return crm_txn_save (txn, task, error);
}

/* The first line is what it is about; the whole stands below it when there is more. */
static void
set_words (CrmRecord *event, const CrmJotting *jotting)
{
  const char *note = jotting->note != NULL ? jotting->note : "";
  g_auto (GStrv) lines = g_strsplit (note, "\n", 2);
  g_autofree char *subject = NULL;

  if (jotting->subject != NULL && *jotting->subject != '\0')
    subject = g_strdup (jotting->subject);
  else if (lines[0] != NULL && *g_strstrip (lines[0]) != '\0')
    subject = g_utf8_strlen (lines[0], -1) > 200 ? g_utf8_substring (lines[0], 0, 200)
                                                 : g_strdup (lines[0]);
  crm_record_set_text (event, "subject", subject);
  if (g_strcmp0 (subject, note) != 0)
    crm_record_set_text (event, "note", note);
}

gint64
crm_client_jot (CrmTxn *txn, gint64 client, const CrmJotting *jotting, GError **error)
{
  g_autoptr (CrmRecord) event = NULL;

  g_return_val_if_fail (txn != NULL && jotting != NULL, 0);

  event = crm_txn_new (txn, "event");
  crm_record_set_text (event, "kind", jotting->kind);
  crm_record_set_text (event, "direction",
                       jotting->direction != NULL ? jotting->direction : "none");
  set_words (event, jotting);
  crm_record_set_text (event, "phone", jotting->phone);
  crm_record_set_text (event, "from_address", jotting->from);
  crm_record_set_text (event, "outcome", jotting->outcome);
  crm_record_set_int (event, "client", client);
  crm_record_set_int (event, "done", 1);
  if (jotting->starts != 0)
    crm_record_set_int (event, "starts", jotting->starts);
  if (jotting->duration > 0)
    crm_record_set_int (event, "duration", jotting->duration);
  if (jotting->deal != 0)
    crm_record_set_int (event, "deal", jotting->deal);
  if (!crm_txn_save (txn, event, error) || !add_next (txn, client, jotting, error))
    return 0;

  return crm_record_get_id (event);
}
