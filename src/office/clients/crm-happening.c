/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/clients/crm-happening-private.h"

#include "model/crm-format.h"
#include "office/clients/crm-party.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NBSP "\xc2\xa0"
/* Characters of a detail: the whole stands in the card. */
#define DETAIL_MOST 2000

void
crm_happening_free (CrmHappening *self)
{
  g_free (self->title);
  g_free (self->detail);
  g_free (self->about);
  g_free (self->person);
  g_clear_pointer (&self->contacts, g_ptr_array_unref);
  g_free (self);
}

const char *
_crm_happening_name (CrmHappeningReading *reading, gint64 id)
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

/* --- What it is about ------------------------------------------------------------------------- */

static void
add_part (GString *parts, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  g_string_append_printf (parts, "%s%s", parts->len > 0 ? " · " : "", text);
}

/* "3 × 120.00 MDL": how much of it, and for how much. */
static char *
tell_line (const CrmRecord *record, const CrmRecord *line)
{
  const CrmEntity *entity = crm_record_get_entity (line);
  const CrmField *quantity = crm_entity_find_field (entity, "quantity");
  const CrmField *price = crm_entity_find_field (entity, "price");
  CrmLang lang = crm_lang_of_person ();
  g_autofree char *much = NULL;
  g_autofree char *each = NULL;
  g_autofree char *with_currency = NULL;
  const char *currency;

  if (quantity == NULL || price == NULL)
    return NULL;
  currency = crm_record_currency (line, price, record);
  much = crm_field_format (quantity, crm_record_get (line, "quantity"), NULL, NULL, lang);
  each = crm_field_format (price, crm_record_get (line, "price"), NULL, NULL, lang);
  if (*each == '\0' || currency == NULL)
    return g_steal_pointer (&much);
  with_currency = g_strconcat (each, NBSP, currency, NULL);

  /* Translators: how many, and the price of each: "3 × 120.00 MDL". */
  return g_strdup_printf (_ ("%s × %s"), much, with_currency);
}

static void
add_lines_of (CrmHappeningReading *reading, const CrmRecord *record, GString *parts)
{
  gsize n;
  const CrmStand *stands = crm_entity_get_stands (crm_record_get_entity (record), &n);

  for (gsize i = 0; i < n; i++) {
    GPtrArray *lines =
      stands[i].lines >= 0 ? crm_record_get_lines_at (record, (guint)stands[i].lines) : NULL;

    for (guint k = 0; lines != NULL && k < lines->len; k++) {
      g_autofree char *text = NULL;

      if (crm_value_get_int (crm_record_get_at (lines->pdata[k], stands[i].field)) !=
          reading->record)
        continue;
      text = tell_line (record, lines->pdata[k]);
      add_part (parts, text);
    }
  }
}

/* What the others on this timeline need not say: whose it is, and how much of what is sold. */
static char *
about_of (CrmHappeningReading *reading, const CrmRecord *record)
{
  g_autoptr (GString) parts = g_string_new (NULL);
  gint64 party, about;

  crm_happening_place (record, &party, &about);
  if (about != 0 && party != 0 && party != reading->party) {
    g_autofree char *name = crm_txn_title (reading->txn, party, NULL);

    add_part (parts, name);
  }
  add_lines_of (reading, record, parts);

  return parts->len > 0 ? g_strdup (parts->str) : NULL;
}

/* --- One of them ------------------------------------------------------------------------------ */

static CrmHappening *
happening_of_record (CrmHappeningReading *reading, const CrmMoment *moment, const CrmRecord *record)
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
  self->about = about_of (reading, record);
  self->person_id = moment->responsible;
  self->person = g_strdup (_crm_happening_name (reading, moment->responsible));
  if (state != NULL)
    self->state = crm_field_find_choice (state, crm_record_get_text (record, entity->state));
  if (crm_entity_find_field (entity, "record") != NULL)
    self->at_record = crm_record_get_int (record, "record");
  set_kind (self, record);
  _crm_happening_add_contacts (reading, self, record);

  return self;
}

/* A letter's files are read in the letter. */
static gboolean
lies_at_event (CrmHappeningReading *reading, const CrmHappening *happening)
{
  const char *entity = NULL;
  g_autofree char *title = NULL;

  if (happening->at_record == 0 || !g_str_equal (happening->entity, "attachment"))
    return FALSE;
  title = crm_txn_title (reading->txn, happening->at_record, &entity);

  return title != NULL && g_str_equal (entity, "event");
}

/* --- Reading ---------------------------------------------------------------------------------- */

static gboolean
add_moment (CrmHappeningReading *reading, const CrmMoment *moment, GPtrArray *all, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_get (reading->txn, moment->entity, moment->id, error);
  CrmHappening *happening;

  if (record == NULL)
    return FALSE;
  happening = happening_of_record (reading, moment, record);
  if (lies_at_event (reading, happening))
    crm_happening_free (happening);
  else
    g_ptr_array_add (all, happening);

  return TRUE;
}

void
crm_happening_place (const CrmRecord *record, gint64 *party, gint64 *about)
{
  const CrmEntity *entity;
  const CrmField *field;
  gboolean theirs;

  g_return_if_fail (record != NULL && party != NULL && about != NULL);

  entity = crm_record_get_entity (record);
  field = entity->party != NULL ? crm_entity_find_field (entity, entity->party) : NULL;
  theirs = field != NULL && field->type == CRM_FIELD_REFERENCE;
  *party = theirs ? crm_record_get_int (record, field->name) : crm_record_get_id (record);
  *about = theirs ? crm_record_get_id (record) : 0;
}

/* Whose the record is on whose timeline they stand. */
static gboolean
find_party (CrmTxn *txn, gint64 id, gint64 *party, GError **error)
{
  const char *entity = NULL;
  g_autofree char *title = crm_txn_title (txn, id, &entity);
  g_autoptr (CrmRecord) record = NULL;
  gint64 about;

  *party = id;
  /* It may be gone by now. */
  if (title == NULL)
    return TRUE;
  record = crm_txn_get (txn, entity, id, error);
  if (record == NULL)
    return FALSE;
  crm_happening_place (record, party, &about);

  return TRUE;
}

/* Whose people may have taken part. */
static gboolean
begin_reading (CrmHappeningReading *self, GError **error)
{
  g_autoptr (CrmRecord) ours = NULL;

  if (!find_party (self->txn, self->record, &self->party, error))
    return FALSE;
  self->people = crm_client_people (self->txn, self->party, error);
  if (self->people == NULL)
    return FALSE;
  ours = crm_party_ours (self->txn, NULL);
  self->country = g_strdup (ours != NULL ? crm_record_get_text (ours, "country") : "");

  return TRUE;
}

static void
end_reading (CrmHappeningReading *self)
{
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_free (self->country);
}

GPtrArray *
crm_happenings_read (CrmTxn *txn,
                     gint64 record,
                     const CrmMoment *before,
                     guint limit,
                     CrmMoment *last,
                     gboolean *more,
                     GError **error)
{
  g_autoptr (GHashTable) names =
               g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_happening_free);
  g_autoptr (GPtrArray) moments = NULL;
  CrmHappeningReading reading = { .txn = txn, .names = names, .record = record };
  gboolean ok;

  g_return_val_if_fail (txn != NULL && last != NULL && more != NULL, NULL);

  *more = FALSE;
  *last = (CrmMoment){ 0 };
  moments = crm_txn_timeline_before (txn, record, before, limit, error);
  ok = moments != NULL && begin_reading (&reading, error);
  for (guint i = 0; ok && i < moments->len; i++)
    ok = add_moment (&reading, g_ptr_array_index (moments, i), all, error);
  if (ok && moments->len > 0) {
    const CrmMoment *end = g_ptr_array_index (moments, moments->len - 1);

    *more = moments->len == limit;
    last->at = end->at;
    last->n = end->n;
  }
  ok = ok && (before != NULL || _crm_happening_add_changes (&reading, all, error));
  end_reading (&reading);

  return ok ? g_steal_pointer (&all) : NULL;
}

/* The field of an event or a task that a record of the entity belongs into, beside the party; NULL
 * when there is none. */
static const CrmField *
field_for (CrmSchema *schema, const char *kind, const char *entity)
{
  const CrmEntity *found = crm_schema_find (schema, kind);

  for (guint i = 0; found != NULL && i < crm_entity_n_fields (found); i++) {
    const CrmField *field = &found->fields[i];

    if (field->type == CRM_FIELD_REFERENCE && g_strcmp0 (field->ref, entity) == 0 &&
        (field->flags & (CRM_FIELD_SYSTEM | CRM_FIELD_HIDDEN)) == 0)
      return field;
  }

  return NULL;
}

gboolean
crm_happening_suits (CrmSchema *schema, const CrmEntity *entity)
{
  const CrmEntity *event = crm_schema_find (schema, "event");
  const CrmField *field;

  g_return_val_if_fail (entity != NULL, FALSE);

  field = field_for (schema, "event", entity->name);

  return field != NULL && (entity->party != NULL || g_strcmp0 (event->party, field->name) == 0);
}

/* --- Writing down ----------------------------------------------------------------------------- */

void
crm_happening_name (CrmTxn *txn, CrmRecord *record, gint64 about)
{
  const char *entity = NULL;
  g_autofree char *title = about != 0 ? crm_txn_title (txn, about, &entity) : NULL;
  const CrmField *field;

  g_return_if_fail (record != NULL);

  if (title == NULL)
    return;
  field = field_for (crm_txn_get_schema (txn), crm_record_get_entity (record)->name, entity);
  if (field != NULL)
    crm_record_set_int (record, field->name, about);
}

static gboolean
add_next (CrmTxn *txn, gint64 client, const CrmJotting *jotting, GError **error)
{
  g_autoptr (CrmRecord) task = NULL;

  if (jotting->next_title == NULL || *jotting->next_title == '\0')
    return TRUE;
  task = crm_txn_new (txn, "task");
  crm_record_set_text (task, "title", jotting->next_title);
  crm_record_set_int (task, "client", client);
  crm_happening_name (txn, task, jotting->about);
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
  if (jotting->contact != 0)
    crm_record_set_int (event, "contact", jotting->contact);
  crm_happening_name (txn, event, jotting->about);
  if (!crm_txn_save (txn, event, error) || !add_next (txn, client, jotting, error))
    return 0;

  return crm_record_get_id (event);
}
