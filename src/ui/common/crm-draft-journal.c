/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-draft-journal.h"

#include "model/crm-format.h"
#include "ui/common/crm-draft-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* Not at every key: at most so often. */
#define EVERY_MS 300

/* Names this run of the program in its files: what another run has written was left behind. */
static const char *
run_mark (void)
{
  static char *mark;

  if (g_once_init_enter (&mark))
    g_once_init_leave (&mark, g_uuid_string_random ());

  return mark;
}

static char *
folder_of (CrmDesk *desk)
{
  return crm_desk_get_data_path (desk, "drafts");
}

/* --- Writing ---------------------------------------------------------------------------------- */

static JsonNode *
to_json (CrmDraft *self)
{
  g_autoptr (CrmRecord) mine = _crm_draft_peek (self);
  g_autoptr (CrmRecord) base = crm_record_base (mine, crm_record_get_entity (mine));
  g_autofree char *title = crm_draft_get_title (self);
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "run", run_mark ());
  json_object_set_int_member (object, "at", crm_desk_get_now (self->desk));
  json_object_set_string_member (object, "entity", crm_record_get_entity (mine)->name);
  json_object_set_string_member (object, "title", title);
  json_object_set_object_member (object, "base", crm_record_to_json (base));
  json_object_set_object_member (object, "mine", crm_record_to_json (mine));
  _crm_draft_nested_to_json (self, object);

  return json_node_init_object (json_node_alloc (), object);
}

static char *
new_path (CrmDraft *self)
{
  g_autofree char *folder = folder_of (self->desk);
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *name = g_strconcat (uuid, ".json", NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return NULL;

  return g_build_filename (folder, name, NULL);
}

/* While a disk is full the work goes on: what cannot be written here is still in the card. */
static void
write_journal (CrmDraft *self)
{
  g_autoptr (JsonNode) node = to_json (self);
  g_autofree char *text = json_to_string (node, FALSE);
  g_autoptr (GError) error = NULL;

  if (self->journal == NULL)
    self->journal = new_path (self);
  if (self->journal == NULL ||
      !g_file_set_contents_full (self->journal, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                 &error))
    g_message ("A draft cannot be kept: %s", error != NULL ? error->message : g_strerror (errno));
}

static gboolean
on_journal_cb (gpointer data)
{
  CrmDraft *self = data;

  self->journal_source = 0;
  if (self->gone)
    return G_SOURCE_REMOVE;
  if (self->state == CRM_DRAFT_SAVED && g_hash_table_size (self->untaken) == 0)
    _crm_draft_drop_journal (self);
  else
    write_journal (self);

  return G_SOURCE_REMOVE;
}

void
_crm_draft_queue_journal (CrmDraft *self)
{
  if (self->scratch)
    return;
  if (self->state == CRM_DRAFT_SAVED && g_hash_table_size (self->untaken) == 0)
    _crm_draft_drop_journal (self);
  else if (self->journal_source == 0)
    self->journal_source = g_timeout_add (EVERY_MS, on_journal_cb, self);
}

void
_crm_draft_drop_journal (CrmDraft *self)
{
  g_clear_handle_id (&self->journal_source, g_source_remove);
  if (self->journal == NULL)
    return;
  g_unlink (self->journal);
  g_clear_pointer (&self->journal, g_free);
}

/* --- Finding ---------------------------------------------------------------------------------- */

static void
found_free (gpointer data)
{
  CrmDraftFound *self = data;

  g_free (self->path);
  g_free (self->entity);
  g_free (self->title);
  g_free (self);
}

/* NULL for a file that is none of ours: it is left alone. */
static JsonObject *
read_file (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  node = crm_json_read (text, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  object = json_node_get_object (node);
  if (json_object_get_string_member_with_default (object, "entity", NULL) == NULL ||
      json_object_get_string_member_with_default (object, "run", NULL) == NULL ||
      !json_object_has_member (object, "base") || !json_object_has_member (object, "mine"))
    return NULL;

  return json_object_ref (object);
}

static CrmRecord *
record_of (CrmDesk *desk, JsonObject *object)
{
  const CrmEntity *entity =
    crm_schema_find (crm_desk_get_schema (desk), json_object_get_string_member (object, "entity"));
  JsonNode *base = json_object_get_member (object, "base");
  JsonNode *mine = json_object_get_member (object, "mine");
  CrmRecord *record;

  if (entity == NULL || entity->owner != NULL || !JSON_NODE_HOLDS_OBJECT (base) ||
      !JSON_NODE_HOLDS_OBJECT (mine))
    return NULL;
  record = crm_record_new (entity);
  crm_record_fill_from_json (record, json_node_get_object (base));
  crm_record_rebase (record);
  /* A value that was emptied stands there as null. */
  crm_record_fill_from_json (record, json_node_get_object (mine));

  return record;
}

static CrmDraftFound *
look_at (CrmDesk *desk, const char *path)
{
  g_autoptr (JsonObject) object = read_file (path);
  g_autoptr (CrmRecord) record = object != NULL ? record_of (desk, object) : NULL;
  CrmDraftFound *found;

  if (record == NULL || g_str_equal (json_object_get_string_member (object, "run"), run_mark ()))
    return NULL;
  found = g_new0 (CrmDraftFound, 1);
  found->path = g_strdup (path);
  found->entity = g_strdup (crm_record_get_entity (record)->name);
  found->id = crm_record_is_new (record) ? 0 : crm_record_get_id (record);
  found->title = g_strdup (json_object_get_string_member_with_default (object, "title", ""));
  found->at = json_object_get_int_member_with_default (object, "at", 0);

  return found;
}

static int
compare_found (gconstpointer a, gconstpointer b)
{
  const CrmDraftFound *x = *(CrmDraftFound *const *)a;
  const CrmDraftFound *y = *(CrmDraftFound *const *)b;

  return (y->at > x->at) - (y->at < x->at);
}

GPtrArray *
crm_draft_journal_find (CrmDesk *desk)
{
  g_autofree char *folder = folder_of (desk);
  GPtrArray *found = g_ptr_array_new_with_free_func (found_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    CrmDraftFound *one = g_str_has_suffix (name, ".json") ? look_at (desk, path) : NULL;

    if (one != NULL)
      g_ptr_array_add (found, one);
  }
  g_ptr_array_sort (found, compare_found);

  return found;
}

void
crm_draft_journal_forget (const CrmDraftFound *found)
{
  g_return_if_fail (found != NULL);

  g_unlink (found->path);
}

/* --- Opening ---------------------------------------------------------------------------------- */

static void
show (CrmDesk *desk, CrmDraft *draft, const char *path)
{
  g_free (draft->journal);
  draft->journal = g_strdup (path);
  if (crm_draft_is_new (draft)) {
    crm_draft_touch (draft);
    _crm_draft_resolve_titles (draft);
    crm_desk_show_draft (desk, draft);
    return;
  }
  crm_desk_keep_draft (desk, draft);
  crm_desk_open (desk, crm_draft_get_entity (draft)->name,
                 crm_record_get_id (crm_draft_get_record (draft)), TRUE);
}

static void
on_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree char *path = data;
  CrmDesk *desk = CRM_DESK (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmDraft) draft = crm_draft_load_finish (result, &error);
  g_autoptr (JsonObject) object = read_file (path);
  g_autoptr (CrmRecord) mine = object != NULL ? record_of (desk, object) : NULL;

  if (draft == NULL) {
    crm_desk_report (desk, error);
    return;
  }
  if (mine == NULL ||
      crm_record_get_entity (mine) != crm_record_get_entity (crm_draft_get_record (draft)))
    return;
  _crm_draft_nested_from_json (draft, object);
  crm_draft_lay_over (draft, mine);
  show (desk, draft, path);
}

void
crm_draft_journal_open (CrmDesk *desk, const CrmDraftFound *found)
{
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (CrmRecord) record = NULL;
  g_autoptr (CrmDraft) draft = NULL;

  g_return_if_fail (CRM_IS_DESK (desk));
  g_return_if_fail (found != NULL);

  if (found->id != 0) {
    crm_draft_load_async (desk, found->entity, found->id, NULL, on_loaded_cb,
                          g_strdup (found->path));
    return;
  }
  object = read_file (found->path);
  record = object != NULL ? record_of (desk, object) : NULL;
  if (record == NULL)
    return;
  draft = crm_draft_new (desk, record);
  _crm_draft_nested_from_json (draft, object);
  show (desk, draft, found->path);
}
