/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/clients/crm-happening-private.h"

#include "model/crm-format.h"
#include "office/crm-history.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* More nobody reads, and they are read in one go. */
#define CHANGES_MOST 300
/* Of one save: who puts a whole price list in order has changed the prices. */
#define OF_ONE_MOST 5

/* What people would tell each other by its own name; of other saves the fields that are told. */
static const char *const told[] = { "deal.move", "document.issue", "document.void", "document.paid",
                                    NULL };

static CrmHappening *
new_change (CrmHappeningReading *reading, const CrmDone *done)
{
  CrmHappening *self = g_new0 (CrmHappening, 1);

  self->entity = done->entity;
  self->id = done->id;
  self->at = done->at;
  self->n = G_MAXINT64;
  self->kind = g_intern_static_string ("change");
  self->person_id = done->person;
  self->person = g_strdup (_crm_happening_name (reading, done->person));
  self->at_record = done->id;

  return self;
}

/* --- By a name ---------------------------------------------------------------------------------
 */

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

static void
add_named (CrmHappeningReading *reading, const CrmDone *done, GPtrArray *all)
{
  CrmHappening *self = new_change (reading, done);
  g_autofree char *stage = new_stage (reading->txn, done->changes);

  self->label = crm_verb_get_label (done->verb);
  /* Translators: what a deal is called, and the stage that it was moved to. */
  self->title =
    stage != NULL ? g_strdup_printf (_ ("%s → %s"), done->title, stage) : g_strdup (done->title);
  g_ptr_array_add (all, self);
}

/* An operation touches more than what it is called after: a deal that moves takes its tasks along.
 */
static gboolean
is_named_after (const CrmDone *done)
{
  gsize length = strlen (done->entity);

  return g_str_has_prefix (done->verb, done->entity) && done->verb[length] == '.' &&
         g_strv_contains (told, done->verb);
}

/* --- By a field --------------------------------------------------------------------------------
 */

static char *
values_of (const CrmHistoryChange *change)
{
  return change->after != NULL ? g_strdup_printf (_ ("%s → %s"), change->before, change->after)
                               : g_strdup (change->before);
}

/* In the card of the record itself it need not be said which one it is. */
static void
add_told (CrmHappeningReading *reading,
          const CrmDone *done,
          const CrmEntity *entity,
          const CrmHistoryChange *change,
          GPtrArray *all)
{
  CrmHappening *self = new_change (reading, done);
  g_autofree char *values = values_of (change);

  if (done->id == reading->record) {
    self->label = g_intern_string (change->told);
    self->title = g_steal_pointer (&values);
  } else {
    self->label = _ (entity->label);
    /* Translators: what a record is called, one of its fields, what stood there and stands there
     * now: "12 Replace the chairs, State: New → In work". */
    self->title = g_strdup_printf (_ ("%s, %s: %s"), done->title, change->told, values);
  }
  g_ptr_array_add (all, self);
}

static gboolean
add_fields (CrmHappeningReading *reading, const CrmDone *done, GPtrArray *all, GError **error)
{
  g_autoptr (CrmRecord) record = crm_txn_get (reading->txn, done->entity, done->id, error);
  g_autoptr (GPtrArray) changes = NULL;
  guint n = 0;

  if (record == NULL)
    return FALSE;
  changes = crm_history_tell (reading->txn, record, done->changes);
  for (guint i = 0; i < changes->len && n < OF_ONE_MOST; i++) {
    const CrmHistoryChange *change = changes->pdata[i];

    if (change->told == NULL)
      continue;
    add_told (reading, done, crm_record_get_entity (record), change, all);
    n++;
  }

  return TRUE;
}

gboolean
_crm_happening_add_changes (CrmHappeningReading *self, GPtrArray *all, GError **error)
{
  g_autoptr (GPtrArray) done = crm_txn_done (self->txn, self->record, told, CHANGES_MOST, error);

  for (guint i = 0; done != NULL && i < done->len; i++) {
    const CrmDone *one = done->pdata[i];

    if (is_named_after (one))
      add_named (self, one, all);
    else if (one->told && !add_fields (self, one, all, error))
      return FALSE;
  }

  return done != NULL;
}
