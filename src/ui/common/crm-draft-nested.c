/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-draft-nested.h"

#include "ui/common/crm-draft-private.h"

/* Which field waits, so that it is found again in another run of the program. */
struct _CrmDraftAsked {
  char *key;    /* of the draft that asks */
  char *entity; /* and its record, which may be in the office already */
  gint64 id;
  char *lines; /* NULL: the record itself */
  gint64 line; /* id; 0: a new line */
  guint at;
  char *field;
};

void
_crm_draft_asked_free (CrmDraftAsked *asked)
{
  g_free (asked->key);
  g_free (asked->entity);
  g_free (asked->lines);
  g_free (asked->field);
  g_free (asked);
}

/* --- In the journal --------------------------------------------------------------------------- */

void
_crm_draft_nested_to_json (CrmDraft *self, JsonObject *object)
{
  JsonObject *asked;

  if (self->key != NULL)
    json_object_set_string_member (object, "key", self->key);
  if (self->asked == NULL)
    return;
  asked = json_object_new ();
  json_object_set_string_member (asked, "key", self->asked->key);
  json_object_set_string_member (asked, "entity", self->asked->entity);
  json_object_set_int_member (asked, "id", self->asked->id);
  if (self->asked->lines != NULL)
    json_object_set_string_member (asked, "lines", self->asked->lines);
  json_object_set_int_member (asked, "line", self->asked->line);
  json_object_set_int_member (asked, "at", self->asked->at);
  json_object_set_string_member (asked, "field", self->asked->field);
  json_object_set_object_member (object, "asked", asked);
}

static char *
dup_member (JsonObject *object, const char *name)
{
  return g_strdup (json_object_get_string_member_with_default (object, name, NULL));
}

void
_crm_draft_nested_from_json (CrmDraft *self, JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "asked");
  JsonObject *asked =
    node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autofree char *key = dup_member (object, "key");

  if (key != NULL) {
    g_free (self->key);
    self->key = g_steal_pointer (&key);
  }
  if (asked == NULL || !json_object_has_member (asked, "key") ||
      !json_object_has_member (asked, "entity") || !json_object_has_member (asked, "field"))
    return;
  g_clear_pointer (&self->asked, _crm_draft_asked_free);
  self->asked = g_new0 (CrmDraftAsked, 1);
  self->asked->key = dup_member (asked, "key");
  self->asked->entity = dup_member (asked, "entity");
  self->asked->id = json_object_get_int_member_with_default (asked, "id", 0);
  self->asked->lines = dup_member (asked, "lines");
  self->asked->line = json_object_get_int_member_with_default (asked, "line", 0);
  self->asked->at = (guint)json_object_get_int_member_with_default (asked, "at", 0);
  self->asked->field = dup_member (asked, "field");
}

/* --- Filling in ------------------------------------------------------------------------------- */

static CrmRecord *
find_line (CrmDraft *asker, const CrmDraftAsked *asked)
{
  GPtrArray *lines;

  if (asked->lines == NULL)
    return asker->record;
  if (crm_entity_lines_index (crm_record_get_entity (asker->record), asked->lines) < 0)
    return NULL;
  lines = crm_record_get_lines (asker->record, asked->lines);
  if (asked->line != 0)
    return crm_lines_find (lines, asked->line, NULL);

  return asked->at < lines->len ? g_ptr_array_index (lines, asked->at) : NULL;
}

static void
fill (CrmDraft *asker, const CrmDraftAsked *asked, gint64 id, const char *title, const char *entity)
{
  CrmRecord *line = find_line (asker, asked);
  const CrmField *field =
    line != NULL ? crm_entity_find_field (crm_record_get_entity (line), asked->field) : NULL;

  if (field == NULL || !crm_draft_may_edit (asker, field))
    return;
  _crm_draft_set_named (asker, id, title, entity);
  crm_record_set_int (line, asked->field, id);
  g_signal_emit_by_name (asker, "reloaded");
  crm_draft_touch (asker);
}

/* The form was saved meanwhile, and nobody is writing in it. */
static void
on_asker_loaded_cb (GObject *desk, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmDraft) created = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmDraft) asker = crm_draft_load_finish (result, &error);
  g_autofree char *title = crm_draft_get_title (created);

  if (asker == NULL) {
    crm_desk_report (CRM_DESK (desk), error);
    return;
  }
  fill (asker, created->asked, crm_record_get_id (created->record), title,
        crm_record_get_entity (created->record)->name);
}

static CrmDraft *
find_asker (CrmDraft *self)
{
  g_autoptr (GPtrArray) drafts = crm_desk_get_drafts (self->desk);

  if (self->asker != NULL)
    return self->asker;
  for (guint i = 0; i < drafts->len; i++) {
    CrmDraft *draft = g_ptr_array_index (drafts, i);

    if (g_strcmp0 (draft->key, self->asked->key) == 0)
      return draft;
  }

  return NULL;
}

void
_crm_draft_nested_created (CrmDraft *self)
{
  g_autoptr (CrmDraft) asker = NULL;

  if (self->asked == NULL)
    return;
  g_set_object (&asker, find_asker (self));
  if (asker != NULL && !asker->gone) {
    g_autofree char *title = crm_draft_get_title (self);

    fill (asker, self->asked, crm_record_get_id (self->record), title,
          crm_record_get_entity (self->record)->name);
  } else if (asker == NULL && self->asked->id != 0) {
    crm_draft_load_async (self->desk, self->asked->entity, self->asked->id, NULL,
                          on_asker_loaded_cb, g_object_ref (self));
  }
  g_clear_object (&self->asker);
}

/* --- Public ----------------------------------------------------------------------------------- */

static gboolean
find_place (CrmRecord *record, const CrmRecord *line, CrmDraftAsked *asked)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  for (guint i = 0; i < crm_entity_n_lines (entity); i++) {
    GPtrArray *lines = crm_record_get_lines_at (record, i);

    if (!g_ptr_array_find (lines, line, &asked->at))
      continue;
    asked->lines = g_strdup (entity->lines[i].name);
    asked->line = crm_record_get_id (line);
    return TRUE;
  }

  return line == record;
}

void
crm_draft_answer (CrmDraft *self, CrmDraft *asker, const CrmRecord *line, const char *field)
{
  CrmDraftAsked *asked;

  g_return_if_fail (CRM_IS_DRAFT (self));
  g_return_if_fail (CRM_IS_DRAFT (asker));
  g_return_if_fail (line != NULL && field != NULL);

  asked = g_new0 (CrmDraftAsked, 1);
  if (asker->key == NULL)
    asker->key = g_uuid_string_random ();
  asked->key = g_strdup (asker->key);
  asked->entity = g_strdup (crm_record_get_entity (asker->record)->name);
  asked->id = crm_record_get_id (asker->record);
  asked->field = g_strdup (field);
  if (!find_place (asker->record, line, asked)) {
    _crm_draft_asked_free (asked);
    return;
  }
  g_clear_pointer (&self->asked, _crm_draft_asked_free);
  self->asked = asked;
  g_set_object (&self->asker, asker);
  /* A new form in which nothing stands yet is one to come back to from now on. */
  if (crm_draft_is_new (asker))
    crm_draft_touch (asker);
  crm_draft_touch (self);
}

gboolean
crm_draft_is_asked_for (CrmDraft *self)
{
  g_return_val_if_fail (CRM_IS_DRAFT (self), FALSE);

  return self->asked != NULL;
}
