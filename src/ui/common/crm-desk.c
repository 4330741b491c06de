/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-desk.h"

#include "ui/common/crm-draft.h"
#include "ui/common/crm-message-file.h"

struct _CrmDesk {
  GObject parent_instance;

  CrmOffice *office;
  CrmPreferences *preferences;
  CrmSchema *schema;
  CrmLang lang;
  GListStore *messages;
  CrmMessageFile *message_file;
  CrmMessageSubject last; /* what this person did last */
  GPtrArray *drafts;
  GHashTable *shown; /* who shows it → id of the record */
};

G_DEFINE_FINAL_TYPE (CrmDesk, crm_desk, G_TYPE_OBJECT)

enum {
  SIGNAL_SAID,
  SIGNAL_OPEN_RECORD,
  SIGNAL_SHOW_DRAFT,
  SIGNAL_DRAFTS_CHANGED,
  SIGNAL_SCHEMA_CHANGED,
  SIGNAL_READ_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
crm_desk_finalize (GObject *object)
{
  CrmDesk *self = CRM_DESK (object);

  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  g_clear_pointer (&self->message_file, crm_message_file_free);
  g_clear_pointer (&self->shown, g_hash_table_unref);
  g_clear_object (&self->messages);
  g_clear_pointer (&self->schema, crm_schema_unref);
  g_clear_object (&self->preferences);
  g_clear_object (&self->office);

  G_OBJECT_CLASS (crm_desk_parent_class)->finalize (object);
}

static void
crm_desk_class_init (CrmDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_desk_finalize;

  signals[SIGNAL_SAID] =
    g_signal_new ("said", CRM_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                  G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_OPEN_RECORD] =
    g_signal_new ("open-record", CRM_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                  3, G_TYPE_STRING, G_TYPE_INT64, G_TYPE_BOOLEAN);
  signals[SIGNAL_SHOW_DRAFT] = g_signal_new ("show-draft", CRM_TYPE_DESK, G_SIGNAL_RUN_LAST, 0,
                                             NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
  signals[SIGNAL_DRAFTS_CHANGED] = g_signal_new ("drafts-changed", CRM_TYPE_DESK, G_SIGNAL_RUN_LAST,
                                                 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SCHEMA_CHANGED] = g_signal_new ("schema-changed", CRM_TYPE_DESK, G_SIGNAL_RUN_LAST,
                                                 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_READ_CHANGED] = g_signal_new ("read-changed", CRM_TYPE_DESK, G_SIGNAL_RUN_LAST, 0,
                                               NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_desk_init (CrmDesk *self)
{
  self->lang = crm_lang_of_person ();
  self->messages = g_list_store_new (CRM_TYPE_MESSAGE);
  self->drafts = g_ptr_array_new_with_free_func (g_object_unref);
  self->shown = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

static void
on_schema_changed_cb (CrmDesk *self)
{
  g_clear_pointer (&self->schema, crm_schema_unref);
  self->schema = crm_office_get_schema (self->office);
  g_signal_emit (self, signals[SIGNAL_SCHEMA_CHANGED], 0);
}

/* Told before the verb that did it is answered: what is said next is about this. */
static void
on_changed_cb (CrmDesk *self, CrmChange *change)
{
  const CrmChanged *first = NULL;

  if (!change->own || change->operation == 0)
    return;
  for (guint i = 0; i < change->records->len && first == NULL; i++) {
    const CrmChanged *changed = &g_array_index (change->records, CrmChanged, i);

    if (changed->kind != CRM_CHANGE_DERIVED)
      first = changed;
  }
  self->last.operation = change->operation;
  self->last.entity = first != NULL ? g_intern_string (first->entity->name) : NULL;
  self->last.id = first != NULL ? first->id : 0;
}

CrmDesk *
crm_desk_new (CrmOffice *office, CrmPreferences *preferences)
{
  CrmDesk *self;
  g_autofree char *path = NULL;

  g_return_val_if_fail (CRM_IS_OFFICE (office), NULL);
  g_return_val_if_fail (CRM_IS_PREFERENCES (preferences), NULL);

  self = g_object_new (CRM_TYPE_DESK, NULL);
  self->office = g_object_ref (office);
  self->preferences = g_object_ref (preferences);
  self->schema = crm_office_get_schema (office);
  g_signal_connect_object (office, "schema-changed", G_CALLBACK (on_schema_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (office, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  path = crm_desk_get_data_path (self, "messages.json");
  self->message_file = crm_message_file_new (path, self->messages);

  return self;
}

CrmOffice *
crm_desk_get_office (CrmDesk *self)
{
  g_return_val_if_fail (CRM_IS_DESK (self), NULL);

  return self->office;
}

CrmPreferences *
crm_desk_get_preferences (CrmDesk *self)
{
  g_return_val_if_fail (CRM_IS_DESK (self), NULL);

  return self->preferences;
}

CrmSchema *
crm_desk_get_schema (CrmDesk *self)
{
  g_return_val_if_fail (CRM_IS_DESK (self), NULL);

  return self->schema;
}

CrmLang
crm_desk_get_lang (CrmDesk *self)
{
  g_return_val_if_fail (CRM_IS_DESK (self), CRM_LANG_EN);

  return self->lang;
}

gint64
crm_desk_get_now (CrmDesk *self)
{
  g_return_val_if_fail (CRM_IS_DESK (self), 0);

  return crm_clock_now (crm_store_get_clock (crm_office_get_store (self->office)));
}

char *
crm_desk_get_today (CrmDesk *self)
{
  g_return_val_if_fail (CRM_IS_DESK (self), NULL);

  return crm_clock_today (crm_store_get_clock (crm_office_get_store (self->office)));
}

char *
crm_desk_get_data_path (CrmDesk *self, const char *name)
{
  g_autofree char *path = NULL;
  g_autofree char *key = NULL;

  g_return_val_if_fail (CRM_IS_DESK (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  path = g_canonicalize_filename (crm_office_get_path (self->office), NULL);
  key = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);
  key[16] = '\0';

  return g_build_filename (g_get_user_data_dir (), "kontor", "offices", key, name, NULL);
}

GListModel *
crm_desk_get_messages (CrmDesk *self)
{
  g_return_val_if_fail (CRM_IS_DESK (self), NULL);

  return G_LIST_MODEL (self->messages);
}

/* --- Speaking --------------------------------------------------------------------------------- */

static void
keep_message (CrmDesk *self, const char *text, gboolean trouble, const CrmMessageSubject *subject)
{
  g_autoptr (CrmMessage) message =
               crm_message_new (text, trouble, crm_desk_get_now (self), subject);

  crm_message_file_add (self->message_file, message);
}

void
crm_desk_say (CrmDesk *self, const char *text)
{
  crm_desk_say_with (self, text, NULL, NULL);
}

void
crm_desk_say_with (CrmDesk *self, const char *text, const char *button, const char *action)
{
  g_autofree char *exact = NULL;
  gboolean undo;

  g_return_if_fail (CRM_IS_DESK (self));
  g_return_if_fail (text != NULL);

  /* The button undoes what it stands beside, also when something else was done since. */
  undo = g_strcmp0 (action, "win.undo") == 0 && self->last.operation != 0;
  if (undo)
    exact =
      g_strdup_printf ("win.undo-operation(int64 %" G_GINT64_FORMAT ")", self->last.operation);
  keep_message (self, text, FALSE, undo ? &self->last : NULL);
  g_signal_emit (self, signals[SIGNAL_SAID], 0, text, button, exact != NULL ? exact : action);
}

void
crm_desk_report (CrmDesk *self, const GError *error)
{
  g_return_if_fail (CRM_IS_DESK (self));

  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  keep_message (self, error->message, TRUE, NULL);
  g_signal_emit (self, signals[SIGNAL_SAID], 0, error->message, NULL, NULL);
}

void
crm_desk_open (CrmDesk *self, const char *entity, gint64 id, gboolean own_window)
{
  g_return_if_fail (CRM_IS_DESK (self));
  g_return_if_fail (entity != NULL);

  g_signal_emit (self, signals[SIGNAL_OPEN_RECORD], 0, entity, id, own_window);
}

void
crm_desk_show_draft (CrmDesk *self, CrmDraft *draft)
{
  g_return_if_fail (CRM_IS_DESK (self));
  g_return_if_fail (CRM_IS_DRAFT (draft));

  g_signal_emit (self, signals[SIGNAL_SHOW_DRAFT], 0, draft);
}

/* --- Cards that are open -----------------------------------------------------------------------
 */

void
crm_desk_set_shown (CrmDesk *self, gpointer owner, gint64 id)
{
  gint64 ids[CRM_PEER_CARDS];
  GHashTableIter iter;
  gpointer shown;
  gsize n = 0;

  g_return_if_fail (CRM_IS_DESK (self));

  if (id == 0)
    g_hash_table_remove (self->shown, owner);
  else
    g_hash_table_insert (self->shown, owner, g_memdup2 (&id, sizeof id));
  g_hash_table_iter_init (&iter, self->shown);
  while (n < G_N_ELEMENTS (ids) && g_hash_table_iter_next (&iter, NULL, &shown))
    ids[n++] = *(gint64 *)shown;
  crm_store_set_cards (crm_office_get_store (self->office), ids, n);
}

/* --- Drafts ----------------------------------------------------------------------------------- */

void
crm_desk_keep_draft (CrmDesk *self, CrmDraft *draft)
{
  g_return_if_fail (CRM_IS_DESK (self));
  g_return_if_fail (CRM_IS_DRAFT (draft));

  if (g_ptr_array_find (self->drafts, draft, NULL))
    return;
  g_ptr_array_add (self->drafts, g_object_ref (draft));
  g_signal_emit (self, signals[SIGNAL_DRAFTS_CHANGED], 0);
}

void
crm_desk_drop_draft (CrmDesk *self, CrmDraft *draft)
{
  g_return_if_fail (CRM_IS_DESK (self));
  g_return_if_fail (CRM_IS_DRAFT (draft));

  if (g_ptr_array_remove (self->drafts, draft))
    g_signal_emit (self, signals[SIGNAL_DRAFTS_CHANGED], 0);
}

CrmDraft *
crm_desk_find_draft (CrmDesk *self, const char *entity, gint64 id)
{
  g_return_val_if_fail (CRM_IS_DESK (self), NULL);

  for (guint i = 0; i < self->drafts->len; i++) {
    CrmDraft *draft = g_ptr_array_index (self->drafts, i);
    CrmRecord *record = crm_draft_get_record (draft);

    if (crm_record_get_id (record) == id &&
        g_str_equal (crm_record_get_entity (record)->name, entity))
      return draft;
  }

  return NULL;
}

GPtrArray *
crm_desk_get_drafts (CrmDesk *self)
{
  GPtrArray *copy;

  g_return_val_if_fail (CRM_IS_DESK (self), NULL);

  copy = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->drafts->len; i++)
    g_ptr_array_add (copy, g_object_ref (g_ptr_array_index (self->drafts, i)));

  return copy;
}

void
crm_desk_clear_drafts (CrmDesk *self)
{
  g_return_if_fail (CRM_IS_DESK (self));

  g_ptr_array_set_size (self->drafts, 0);
}
