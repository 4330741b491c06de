/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/crm-office.h"

#include "office/crm-rooms.h"
#include "office/crm-verb.h"
#include "office/lists/crm-view-use.h"
#include "office/people/crm-person.h"
#include "office/people/crm-rights.h"
#include "office/seeds/crm-seed.h"

#include <glib/gstdio.h>

struct _CrmOffice {
  GObject parent_instance;
  CrmStore *store;
  CrmRightsBook *rights;
  GMainContext *context;
};

G_DEFINE_FINAL_TYPE (CrmOffice, crm_office, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  SIGNAL_SCHEMA_CHANGED,
  SIGNAL_READ_ONLY_CHANGED,
  SIGNAL_PEERS_CHANGED,
  SIGNAL_WAITING,
  SIGNAL_RIGHTS_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* --- Signals of the store -----------------------------------------------------------------------
 */

static gboolean
look_at_rights (CrmTxn *txn, gpointer data, GError **error)
{
  return crm_rights_book_refresh (data, txn, error);
}

/* Colleagues are shown who is at this desktop. */
static gboolean
tell_name (CrmTxn *txn, gpointer data, GError **error)
{
  gint64 person = crm_txn_get_person (txn);
  g_autofree char *name = person != 0 ? crm_txn_title (txn, person, NULL) : NULL;

  crm_store_set_person_name (data, name);
  return TRUE;
}

static void
on_store_changed_cb (CrmStore *store, CrmChange *change, CrmOffice *self)
{
  if (change->all || crm_change_touches (change, "person") || crm_change_touches (change, "role") ||
      crm_change_touches (change, "department")) {
    crm_rights_book_forget (self->rights);
    crm_store_run_async (store, CRM_TXN_READ, NULL, look_at_rights, self->rights, NULL, NULL, NULL,
                         NULL);
  }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, change);
}

static void
on_store_schema_changed_cb (CrmStore *store, CrmOffice *self)
{
  g_signal_emit (self, signals[SIGNAL_SCHEMA_CHANGED], 0);
}

static void
on_store_read_only_changed_cb (CrmStore *store, CrmOffice *self)
{
  g_signal_emit (self, signals[SIGNAL_READ_ONLY_CHANGED], 0);
}

static void
on_store_peers_changed_cb (CrmStore *store, CrmOffice *self)
{
  g_signal_emit (self, signals[SIGNAL_PEERS_CHANGED], 0);
}

static void
on_store_waiting_cb (CrmStore *store, guint seconds, const char *who, CrmOffice *self)
{
  g_signal_emit (self, signals[SIGNAL_WAITING], 0, seconds, who);
}

static gboolean
tell_rights_cb (gpointer data)
{
  g_autoptr (CrmOffice) self = g_weak_ref_get (data);

  if (self != NULL)
    g_signal_emit (self, signals[SIGNAL_RIGHTS_CHANGED], 0);

  return G_SOURCE_REMOVE;
}

static void
weak_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/* On a thread of the store: to be told on that of the opener. */
static void
on_rights_changed_cb (gpointer data)
{
  CrmOffice *self = data;
  g_autoptr (GSource) source = g_idle_source_new ();
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell_rights_cb, weak, weak_free);
  g_source_attach (source, self->context);
}

static void
crm_office_dispose (GObject *object)
{
  CrmOffice *self = CRM_OFFICE (object);

  /* Its threads ask the book until they have ended. */
  if (self->store != NULL)
    crm_store_close (self->store, NULL);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (crm_office_parent_class)->dispose (object);
}

static void
crm_office_finalize (GObject *object)
{
  CrmOffice *self = CRM_OFFICE (object);

  g_clear_pointer (&self->rights, crm_rights_book_free);
  g_clear_pointer (&self->context, g_main_context_unref);

  G_OBJECT_CLASS (crm_office_parent_class)->finalize (object);
}

static void
crm_office_class_init (CrmOfficeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = crm_office_dispose;
  object_class->finalize = crm_office_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", CRM_TYPE_OFFICE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, CRM_TYPE_CHANGE);
  signals[SIGNAL_SCHEMA_CHANGED] = g_signal_new (
    "schema-changed", CRM_TYPE_OFFICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_READ_ONLY_CHANGED] = g_signal_new (
    "read-only-changed", CRM_TYPE_OFFICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PEERS_CHANGED] = g_signal_new ("peers-changed", CRM_TYPE_OFFICE, G_SIGNAL_RUN_LAST,
                                                0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /* Seconds waited so far, and for whom, if that is known. */
  signals[SIGNAL_WAITING] = g_signal_new ("waiting", CRM_TYPE_OFFICE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
  /* What the person at the desk may do is not what it was: somebody has changed it. */
  signals[SIGNAL_RIGHTS_CHANGED] = g_signal_new (
    "rights-changed", CRM_TYPE_OFFICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_office_init (CrmOffice *self)
{
  self->rights = crm_rights_book_new (on_rights_changed_cb, self);
  self->context = g_main_context_ref_thread_default ();
}

/* --- Opening ------------------------------------------------------------------------------------
 */

/* Takes the store. */
static CrmOffice *
office_new (CrmStore *store)
{
  CrmOffice *self = g_object_new (CRM_TYPE_OFFICE, NULL);
  CrmRights rights = crm_rights_book_get_rights (self->rights);

  self->store = store;
  crm_store_set_rights (store, &rights);
  crm_store_set_views (store, &crm_saved_views);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed_cb), self, 0);
  g_signal_connect_object (store, "schema-changed", G_CALLBACK (on_store_schema_changed_cb), self,
                           0);
  g_signal_connect_object (store, "read-only-changed", G_CALLBACK (on_store_read_only_changed_cb),
                           self, 0);
  g_signal_connect_object (store, "peers-changed", G_CALLBACK (on_store_peers_changed_cb), self, 0);
  g_signal_connect_object (store, "waiting", G_CALLBACK (on_store_waiting_cb), self, 0);

  return self;
}

static gboolean
find_person (CrmTxn *txn, gpointer data, GError **error)
{
  gint64 *person = data;
  g_autofree char *account = crm_person_account ();
  g_autoptr (GError) inner = NULL;
  g_autoptr (CrmRecord) record = NULL;

  crm_txn_trust (txn, TRUE);
  record = crm_person_find (txn, account, &inner);
  if (inner != NULL) {
    g_propagate_error (error, g_steal_pointer (&inner));
    return FALSE;
  }
  *person = record != NULL ? crm_record_get_id (record) : 0;

  return TRUE;
}

CrmOffice *
crm_office_open (const char *path, CrmClock *clock, GError **error)
{
  g_autoptr (CrmOffice) self = NULL;
  CrmStore *store;
  gint64 person = 0;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (clock != NULL, NULL);

  store = crm_store_open (path, crm_rooms (), 0, clock, error);
  if (store == NULL)
    return NULL;
  self = office_new (store);
  if (!crm_store_run (store, CRM_TXN_READ, NULL, find_person, &person, error)) {
    crm_store_close (store, NULL);
    return NULL;
  }
  crm_office_set_person (self, person);

  return g_steal_pointer (&self);
}

typedef struct {
  const CrmOfficeSetup *setup;
  gint64 person;
} Creating;

static gboolean
seed (CrmTxn *txn, gpointer data, GError **error)
{
  Creating *creating = data;

  /* Who has made an office cannot unmake it with Ctrl+Z. */
  crm_txn_forbid_undo (txn);

  return crm_seed_office (txn, creating->setup, &creating->person, error);
}

CrmOffice *
crm_office_create (const char *path,
                   const CrmOfficeSetup *setup,
                   CrmStoreFlags flags,
                   CrmClock *clock,
                   GError **error)
{
  g_autoptr (CrmOffice) self = NULL;
  Creating creating = { .setup = setup };
  CrmStore *store;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (setup != NULL, NULL);
  g_return_val_if_fail (clock != NULL, NULL);

  if (setup->this_computer)
    flags |= CRM_STORE_THIS_COMPUTER;
  store = crm_store_open (path, crm_rooms (), flags | CRM_STORE_CREATE, clock, error);
  if (store == NULL)
    return NULL;
  self = office_new (store);
  if (!crm_store_run (store, CRM_TXN_WRITE, "office.create", seed, &creating, error)) {
    /* It was not there before, so half an office is of no use to anybody. */
    crm_store_close (store, NULL);
    g_unlink (path);
    return NULL;
  }
  crm_office_set_person (self, creating.person);

  return g_steal_pointer (&self);
}

gboolean
crm_office_close (CrmOffice *self, GError **error)
{
  g_return_val_if_fail (CRM_IS_OFFICE (self), FALSE);

  return crm_store_close (self->store, error);
}

/* --- What it is ---------------------------------------------------------------------------------
 */

CrmStore *
crm_office_get_store (CrmOffice *self)
{
  g_return_val_if_fail (CRM_IS_OFFICE (self), NULL);

  return self->store;
}

CrmSchema *
crm_office_get_schema (CrmOffice *self)
{
  g_return_val_if_fail (CRM_IS_OFFICE (self), NULL);

  return crm_store_get_schema (self->store);
}

const char *
crm_office_get_path (CrmOffice *self)
{
  g_return_val_if_fail (CRM_IS_OFFICE (self), NULL);

  return crm_store_get_path (self->store);
}

gboolean
crm_office_is_read_only (CrmOffice *self)
{
  g_return_val_if_fail (CRM_IS_OFFICE (self), TRUE);

  return crm_store_is_read_only (self->store);
}

gint64
crm_office_get_person (CrmOffice *self)
{
  g_return_val_if_fail (CRM_IS_OFFICE (self), 0);

  return crm_store_get_person (self->store);
}

void
crm_office_set_person (CrmOffice *self, gint64 person)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (CRM_IS_OFFICE (self));

  crm_store_set_person (self->store, person);
  crm_rights_book_forget (self->rights);
  /* A file that is filled in bulk has no reader yet, and nobody's rights narrow that. */
  if (!crm_store_run (self->store, CRM_TXN_READ, NULL, look_at_rights, self->rights, &error))
    g_debug ("Rights are read when they are asked for: %s", error->message);
  crm_store_run (self->store, CRM_TXN_READ, NULL, tell_name, self->store, NULL);
}

CrmStanding *
crm_office_get_standing (CrmOffice *self)
{
  g_return_val_if_fail (CRM_IS_OFFICE (self), NULL);

  return crm_rights_book_get_standing (self->rights);
}

gboolean
crm_office_may (CrmOffice *self, CrmAction action, const CrmEntity *entity, char **why)
{
  g_autoptr (CrmStanding) standing = crm_office_get_standing (self);
  gboolean may;

  g_return_val_if_fail (entity != NULL, FALSE);

  may = standing == NULL || crm_standing_may (standing, action, entity);
  if (why != NULL)
    *why = may ? NULL : crm_standing_refusal (standing, action, entity, NULL);

  return may;
}

gboolean
crm_office_may_record (CrmOffice *self, CrmAction action, const CrmRecord *record, char **why)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  const char *field = entity->responsible;
  g_autoptr (CrmStanding) standing = crm_office_get_standing (self);
  g_autofree char *title = NULL;
  gboolean may;

  /* Over references only the file knows who is responsible: the save road asks there. */
  if (field == NULL || crm_entity_find_field (entity, field) == NULL)
    return crm_office_may (self, action, entity, why);
  may = standing == NULL ||
        crm_standing_may_of (standing, action, entity, crm_record_get_int (record, field));
  if (why == NULL)
    return may;
  title = crm_record_title (record);
  *why = may ? NULL : crm_standing_refusal (standing, action, entity, title);

  return may;
}

gboolean
crm_office_allows (CrmOffice *self, CrmRight right, char **why)
{
  g_autoptr (CrmStanding) standing = crm_office_get_standing (self);
  gboolean may = standing == NULL || crm_standing_allows (standing, right);

  if (why != NULL)
    *why = may ? NULL : crm_standing_refusal_of_right (standing, right);

  return may;
}

CrmRecordList *
crm_office_list (CrmOffice *self, CrmQuery *query, const char *const *columns, GError **error)
{
  g_return_val_if_fail (CRM_IS_OFFICE (self), NULL);

  return crm_record_list_new (self->store, query, columns, error);
}

/* --- Running ------------------------------------------------------------------------------------
 */

static void
on_store_run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (crm_store_run_finish (CRM_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
crm_office_run_async (CrmOffice *self,
                      CrmTxnMode mode,
                      const char *verb,
                      CrmTxnFunc func,
                      gpointer data,
                      GDestroyNotify destroy,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task;

  g_return_if_fail (CRM_IS_OFFICE (self));
  g_return_if_fail (func != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, crm_office_run_async);
  /* The store has heeded it; what it has done is not taken back by a late cancel. */
  g_task_set_check_cancellable (task, FALSE);
  if (destroy != NULL)
    g_task_set_task_data (task, data, destroy);
  crm_store_run_async (self->store, mode, verb, func, data, NULL, cancellable, on_store_run_cb,
                       task);
}

gboolean
crm_office_run_finish (CrmOffice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (CRM_IS_OFFICE (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
crm_office_run (CrmOffice *self,
                CrmTxnMode mode,
                const char *verb,
                CrmTxnFunc func,
                gpointer data,
                GError **error)
{
  g_return_val_if_fail (CRM_IS_OFFICE (self), FALSE);

  return crm_store_run (self->store, mode, verb, func, data, error);
}
