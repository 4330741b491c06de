/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/people/crm-hand-over.h"

#include "base/crm-error.h"
#include "office/crm-verb.h"

#include <glib/gi18n-lib.h>

/* Records in one transaction: others save in between. */
#define BATCH 50

/* --- What there is ---------------------------------------------------------------------------- */

static void
part_free (gpointer data)
{
  CrmHandOverPart *self = data;

  g_free (self->entity);
  g_free (self->label);
  g_free (self);
}

/* Whether records of it have somebody responsible of their own. */
static gboolean
has_responsible (const CrmEntity *entity)
{
  const CrmField *field = entity->owner == NULL && entity->responsible != NULL
                            ? crm_entity_find_field (entity, entity->responsible)
                            : NULL;

  return field != NULL && field->type == CRM_FIELD_REFERENCE &&
         (field->flags & (CRM_FIELD_DERIVED | CRM_FIELD_READ_ONLY)) == 0;
}

static CrmQuery *
query_of (const CrmEntity *entity, gint64 person)
{
  CrmQuery *query = crm_query_new (entity->name);

  crm_query_add_test_id (query, entity->responsible, person);
  if (entity->open != NULL)
    crm_query_add_where (query, crm_query_parse_where (entity->open, NULL));

  return query;
}

GPtrArray *
crm_person_belongings (CrmTxn *txn, gint64 person, GError **error)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (part_free);
  gsize n_entities;
  const CrmEntity *const *entities;

  g_return_val_if_fail (txn != NULL, NULL);

  entities = crm_schema_get_entities (crm_txn_get_schema (txn), &n_entities);
  for (gsize i = 0; i < n_entities; i++) {
    g_autoptr (CrmQuery) query = NULL;
    CrmHandOverPart *part;
    gint64 n;

    if (!has_responsible (entities[i]))
      continue;
    query = query_of (entities[i], person);
    n = crm_txn_count (txn, query, error);
    if (n < 0)
      return NULL;
    part = g_new0 (CrmHandOverPart, 1);
    part->entity = g_strdup (entities[i]->name);
    part->label = g_strdup (_ (entities[i]->label_many));
    part->n = n;
    g_ptr_array_add (parts, part);
  }

  return g_steal_pointer (&parts);
}

static gboolean
count_belongings (CrmTxn *txn, CrmVerbCall *call, GError **error)
{
  if (!crm_txn_allows (txn, CRM_RIGHT_MANAGE, error))
    return FALSE;
  crm_txn_trust (txn, TRUE);
  call->result = crm_person_belongings (txn, call->id, error);
  call->free_result = (GDestroyNotify)g_ptr_array_unref;

  return call->result != NULL;
}

void
crm_person_belongings_async (CrmOffice *office,
                             gint64 person,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  crm_verb_call_run_async (office, CRM_TXN_READ, NULL, crm_verb_call_new (count_belongings, person),
                           cancellable, callback, user_data);
}

GPtrArray *
crm_person_belongings_finish (CrmOffice *office, GAsyncResult *result, GError **error)
{
  CrmVerbCall *call;

  return crm_verb_call_finish (office, result, &call, error) ? g_steal_pointer (&call->result)
                                                             : NULL;
}

/* --- What goes to whom ------------------------------------------------------------------------ */

struct _CrmHandOver {
  gatomicrefcount ref_count;
  gint64 person;
  gint64 to;          /* of everything else */
  GHashTable *takers; /* name of an entity → gint64 */
  gboolean leaves;
  char *left_on;
  int n_done;
};

CrmHandOver *
crm_hand_over_new (gint64 person)
{
  CrmHandOver *self = g_new0 (CrmHandOver, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->person = person;
  self->takers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

CrmHandOver *
crm_hand_over_ref (CrmHandOver *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
crm_hand_over_unref (CrmHandOver *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->takers);
  g_free (self->left_on);
  g_free (self);
}

void
crm_hand_over_give (CrmHandOver *self, const char *entity, gint64 to)
{
  g_return_if_fail (self != NULL);

  if (entity != NULL)
    g_hash_table_insert (self->takers, g_strdup (entity), g_memdup2 (&to, sizeof to));
  else
    self->to = to;
}

void
crm_hand_over_leave (CrmHandOver *self, const char *day)
{
  g_return_if_fail (self != NULL);

  self->leaves = TRUE;
  g_free (self->left_on);
  self->left_on = g_strdup (day);
}

guint
crm_hand_over_get_n_done (CrmHandOver *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (guint)g_atomic_int_get (&self->n_done);
}

static gint64
taker_of (const CrmHandOver *self, const CrmEntity *entity)
{
  const gint64 *to = g_hash_table_lookup (self->takers, entity->name);

  return to != NULL ? *to : self->to;
}

/* --- Handing over ----------------------------------------------------------------------------- */

typedef struct {
  CrmHandOver *plan;
  gint64 operation; /* of the batches before */
  /* Of the batch that runs; it may run twice. */
  gint64 batch_operation;
  guint batch_n;
  gboolean finished;
} Handing;

static void
handing_free (gpointer data)
{
  Handing *self = data;

  crm_hand_over_unref (self->plan);
  g_free (self);
}

static Handing *
handing_new (CrmHandOver *plan)
{
  Handing *self = g_new0 (Handing, 1);

  self->plan = crm_hand_over_ref (plan);
  g_atomic_int_set (&plan->n_done, 0);

  return self;
}

static gboolean
check_taker_but (CrmTxn *txn, gint64 id, gint64 leaver, GError **error)
{
  g_autoptr (CrmRecord) to = NULL;

  if (id == 0)
    return TRUE;
  to = crm_txn_get (txn, "person", id, error);
  if (to == NULL)
    return FALSE;
  if (id != leaver && crm_record_get_int (to, "active") != 0)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               _ ("“%s” cannot take it over. Choose a colleague who works here, or the queue of a "
                  "department."),
               crm_record_get_text (to, "name"));

  return FALSE;
}

gboolean
crm_person_check_taker (CrmTxn *txn, gint64 person, GError **error)
{
  g_return_val_if_fail (txn != NULL, FALSE);

  return check_taker_but (txn, person, 0, error);
}

static gboolean
check_takers (CrmTxn *txn, const CrmHandOver *plan, GError **error)
{
  GHashTableIter iter;
  gpointer entity, to;

  g_hash_table_iter_init (&iter, plan->takers);
  while (g_hash_table_iter_next (&iter, &entity, &to)) {
    const CrmEntity *found = crm_schema_get (crm_txn_get_schema (txn), entity, error);

    if (found == NULL)
      return FALSE;
    if (!has_responsible (found)) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                   /* Translators: the plural of a kind of thing, "Products". */
                   _ ("%s: nobody is responsible for them, so that they cannot be handed over."),
                   _ (found->label_many));
      return FALSE;
    }
    if (!check_taker_but (txn, *(gint64 *)to, plan->person, error))
      return FALSE;
  }

  return check_taker_but (txn, plan->to, plan->person, error);
}

/* First of all: where nobody could manage people any more nothing moves. */
static gboolean
leave (CrmTxn *txn, const CrmHandOver *plan, GError **error)
{
  g_autoptr (CrmRecord) person = crm_txn_get (txn, "person", plan->person, error);
  const char *today = crm_txn_get_today (txn);

  if (person == NULL)
    return FALSE;
  if (plan->left_on != NULL || crm_record_is_null (person, "left_on"))
    crm_record_set_text (person, "left_on", plan->left_on != NULL ? plan->left_on : today);
  /* Who still comes tomorrow is let in tomorrow. */
  if (g_strcmp0 (crm_record_get_text (person, "left_on"), today) <= 0) {
    crm_record_set_int (person, "active", 0);
    crm_record_set_null (person, "account");
  }

  return crm_txn_save (txn, person, error);
}

static gboolean
hand_entity (CrmTxn *txn, Handing *self, const CrmEntity *entity, gint64 to, GError **error)
{
  g_autoptr (CrmQuery) query = query_of (entity, self->plan->person);
  g_autoptr (GPtrArray) records = NULL;

  query->limit = BATCH - self->batch_n;
  records = crm_txn_query (txn, query, error);
  for (guint i = 0; records != NULL && i < records->len; i++) {
    crm_record_set_int (records->pdata[i], entity->responsible, to);
    if (!crm_txn_save (txn, records->pdata[i], error))
      return FALSE;
    self->batch_n++;
  }

  return records != NULL;
}

static gboolean
hand_all (CrmTxn *txn, Handing *self, GError **error)
{
  gsize n;
  const CrmEntity *const *entities = crm_schema_get_entities (crm_txn_get_schema (txn), &n);

  for (gsize i = 0; i < n && self->batch_n < BATCH; i++) {
    gint64 to = has_responsible (entities[i]) ? taker_of (self->plan, entities[i]) : 0;

    if (to != 0 && !hand_entity (txn, self, entities[i], to, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
hand_batch (CrmTxn *txn, gpointer data, GError **error)
{
  Handing *self = data;
  gboolean first = self->operation == 0;

  self->batch_n = 0;
  if (!crm_txn_allows (txn, CRM_RIGHT_MANAGE, error))
    return FALSE;
  if (!first && !crm_txn_continue (txn, self->operation)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_CONFLICT,
                         _ ("The handing over was undone meanwhile: it has stopped."));
    return FALSE;
  }
  crm_txn_trust (txn, TRUE);
  if (first && (!check_takers (txn, self->plan, error) ||
                (self->plan->leaves && !leave (txn, self->plan, error))))
    return FALSE;
  if (!hand_all (txn, self, error))
    return FALSE;
  self->finished = self->batch_n < BATCH;
  if (!self->finished)
    crm_txn_set_unfinished (txn);
  self->batch_operation = crm_txn_get_operation (txn);

  return TRUE;
}

static void
count_batch (Handing *self)
{
  g_atomic_int_add (&self->plan->n_done, (int)self->batch_n);
  if (self->batch_operation != 0)
    self->operation = self->batch_operation;
}

#define VERB "person.hand_over"

gboolean
crm_office_hand_over (CrmOffice *office, CrmHandOver *plan, guint *n, GError **error)
{
  Handing *self;
  gboolean done;

  g_return_val_if_fail (CRM_IS_OFFICE (office), FALSE);
  g_return_val_if_fail (plan != NULL, FALSE);

  self = handing_new (plan);
  do {
    done = crm_office_run (office, CRM_TXN_WRITE, VERB, hand_batch, self, error);
    if (done)
      count_batch (self);
  } while (done && !self->finished);
  if (n != NULL)
    *n = crm_hand_over_get_n_done (plan);
  handing_free (self);

  return done;
}

/* Somebody has stopped it on purpose: it is not offered as one that was cut off. */
static gboolean
accept (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_txn_accept_cut_off (txn, ((Handing *)data)->operation, error);
}

static void
on_accepted_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;

  crm_office_run_finish (CRM_OFFICE (office), result, NULL);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _ ("Stopped"));
}

static void
on_batch_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Handing *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (crm_office_run_finish (CRM_OFFICE (office), result, &error)) {
    count_batch (self);
    if (self->finished)
      g_task_return_boolean (task, TRUE);
    else
      crm_office_run_async (CRM_OFFICE (office), CRM_TXN_WRITE, VERB, hand_batch, self, NULL,
                            g_task_get_cancellable (task), on_batch_cb, g_object_ref (task));
    return;
  }
  if (self->operation == 0 || !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error (task, error);
    return;
  }
  g_error_free (error);
  crm_office_run_async (CRM_OFFICE (office), CRM_TXN_WRITE, NULL, accept, self, NULL, NULL,
                        on_accepted_cb, g_object_ref (task));
}

void
crm_office_hand_over_async (CrmOffice *office,
                            CrmHandOver *plan,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task;
  Handing *self;

  g_return_if_fail (CRM_IS_OFFICE (office));
  g_return_if_fail (plan != NULL);

  self = handing_new (plan);
  task = g_task_new (office, cancellable, callback, user_data);
  g_task_set_source_tag (task, crm_office_hand_over_async);
  g_task_set_task_data (task, self, handing_free);
  g_task_set_check_cancellable (task, FALSE);
  crm_office_run_async (office, CRM_TXN_WRITE, VERB, hand_batch, self, NULL, cancellable,
                        on_batch_cb, task);
}

gboolean
crm_office_hand_over_finish (CrmOffice *office, GAsyncResult *result, guint *n, GError **error)
{
  Handing *self;

  g_return_val_if_fail (g_task_is_valid (result, office), FALSE);

  self = g_task_get_task_data (G_TASK (result));
  if (n != NULL)
    *n = crm_hand_over_get_n_done (self->plan);

  return g_task_propagate_boolean (G_TASK (result), error);
}
