/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/crm-txn-private.h"

#include "base/crm-day.h"
#include "base/crm-error.h"
#include "model/crm-format.h"

#include <glib/gi18n-lib.h>

/* What somebody else has done to a record is not moved to the trash unseen. */

/* So many saves back is looked who it was. */
#define MOST_BLAMED 100

/* What a row of the log has changed, in the words of the card: "Phones", "City". */
static void
add_labels (const CrmEntity *entity, const char *changes, GPtrArray *labels)
{
  g_autoptr (JsonNode) node = crm_changes_read (changes, NULL);
  JsonObjectIter iter;
  const char *name;

  if (node == NULL)
    return;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, NULL)) {
    const CrmField *field = crm_entity_find_field (entity, name);
    const char *label = field != NULL ? crm_field_get_label (field) : NULL;

    for (guint i = 0; label == NULL && i < crm_entity_n_lines (entity); i++)
      if (g_str_equal (entity->lines[i].name, name))
        label = _ (entity->lines[i].label);
    if (label != NULL && !g_ptr_array_find_with_equal_func (labels, label, g_str_equal, NULL))
      g_ptr_array_add (labels, (gpointer)label);
  }
}

/* Who has done something to it since, and what all in all; NULL when nobody else has. */
static char *
describe_since (CrmTxn *self, const CrmRecord *stored, guint saves, GError **error)
{
  gint64 id = crm_record_get_id (stored);
  g_autoptr (GPtrArray) entries = crm_txn_history (self, id, MIN (saves, MOST_BLAMED), error);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  const CrmHistory *last = NULL;
  g_autofree char *name = NULL;
  g_autofree char *when = NULL;
  g_autofree char *what = NULL;

  for (guint i = 0; entries != NULL && i < entries->len; i++) {
    const CrmHistory *entry = g_ptr_array_index (entries, i);

    if (entry->person == self->person || entry->undone || entry->changes == NULL ||
        (last != NULL && entry->person != last->person))
      continue;
    last = last != NULL ? last : entry;
    add_labels (crm_record_get_entity (stored), entry->changes, labels);
  }
  if (last == NULL || labels->len == 0)
    return NULL;
  g_ptr_array_add (labels, NULL);
  what = g_strjoinv (", ", (char **)labels->pdata);
  name = crm_txn_title (self, last->person, NULL);
  when = crm_instant_format_relative (last->at, self->now, crm_lang_of_person (), NULL);

  /* Translators: who has changed which fields, and when: "Ana has changed City, Phones (14:05)". */
  return g_strdup_printf (_ ("%s has changed %s (%s)"), name != NULL ? name : _ ("A colleague"),
                          what, when);
}

static gboolean
check_seen (CrmTxn *self, const char *entity, gint64 id, gint64 version, GError **error)
{
  g_autoptr (CrmRecord) stored = crm_txn_get (self, entity, id, error);
  g_autoptr (GError) local = NULL;
  g_autofree char *title = NULL;
  g_autofree char *since = NULL;

  if (stored == NULL)
    return FALSE;
  if (crm_record_get_deleted (stored) != 0 || crm_record_get_version (stored) <= version)
    return TRUE;
  since = describe_since (self, stored, crm_record_get_version (stored) - version, &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (since == NULL)
    return TRUE;
  title = crm_record_title (stored);
  g_set_error (error, CRM_ERROR, CRM_ERROR_CONFLICT,
               /* Translators: a record; who has changed it, what, when. */
               _ ("“%s” is not what you saw any more: %s. Look at it before it goes to the trash."),
               title, since);
  return FALSE;
}

gboolean
crm_txn_delete_seen (CrmTxn *self, const char *entity, gint64 id, gint64 version, GError **error)
{
  if (version > 0 && !check_seen (self, entity, id, version, error))
    return FALSE;
  return crm_txn_delete (self, entity, id, error);
}
