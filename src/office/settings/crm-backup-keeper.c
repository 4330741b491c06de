/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office/settings/crm-backup-keeper.h"

#define LOOK_SECONDS 30

struct _CrmBackupKeeper {
  GObject parent_instance;

  CrmOffice *office;
  CrmBackupState state;
  gboolean known;
  gboolean stale;  /* the settings were changed since */
  gboolean busy;   /* the thread is at work */
  gboolean making; /* and perhaps with a backup */
  GTask *leaving;  /* waits for it */

  gint64 began;
  gboolean late;     /* as it was told last */
  gint64 changed_at; /* the last change in the office, by its clock */
  gint64 retry_at;
  char *trouble;
  guint source;
};

G_DEFINE_FINAL_TYPE (CrmBackupKeeper, crm_backup_keeper, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  SIGNAL_FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static CrmClock *
clock_of (CrmBackupKeeper *self)
{
  return crm_store_get_clock (crm_office_get_store (self->office));
}

/* --- On a thread --------------------------------------------------------------------------------
 */

typedef struct {
  CrmOffice *office;
  gboolean make; /* when it is due */
  CrmBackupState state;
  gboolean known;
} Work;

static void
work_free (gpointer data)
{
  g_object_unref (((Work *)data)->office);
  g_free (data);
}

static void
work (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *job = data;
  g_autoptr (CrmBackup) backup = NULL;
  GError *error = NULL;

  /* Another desktop may have made it meanwhile. */
  job->known = crm_office_backup_state (job->office, &job->state, &error);
  if (job->known && job->make && job->state.due) {
    backup = crm_office_back_up (job->office, NULL, CRM_BACKUP_DAILY, NULL, NULL, NULL, &error);
    if (backup != NULL)
      job->known = crm_office_backup_state (job->office, &job->state, &error);
  }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* --- What came of it ----------------------------------------------------------------------------
 */

static void
note_trouble (CrmBackupKeeper *self, const GError *error)
{
  gboolean told = self->trouble != NULL;

  g_free (self->trouble);
  self->trouble = error != NULL ? g_strdup (error->message) : NULL;
  if (error == NULL)
    return;
  self->retry_at = crm_clock_now (clock_of (self)) + CRM_BACKUP_RETRY_MS;
  if (!told)
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

static void begin (CrmBackupKeeper *self, gboolean make);

static void
on_worked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  CrmBackupKeeper *self = CRM_BACKUP_KEEPER (source);
  const Work *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GTask) leaving = NULL;
  g_autoptr (GError) error = NULL;

  self->busy = FALSE;
  self->making = FALSE;
  g_task_propagate_boolean (G_TASK (result), &error);
  if (job->known) {
    self->state = job->state;
    self->known = TRUE;
  }
  /* Reading alone says nothing of whether one can be made. */
  if (job->make)
    note_trouble (self, error);
  self->late = crm_backup_keeper_is_late (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  leaving = job->make ? g_steal_pointer (&self->leaving) : NULL;
  if (self->leaving != NULL)
    begin (self, TRUE);
  if (leaving == NULL)
    return;
  if (error != NULL)
    g_task_return_error (leaving, g_steal_pointer (&error));
  else
    g_task_return_boolean (leaving, TRUE);
}

static void
begin (CrmBackupKeeper *self, gboolean make)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_worked_cb, NULL);
  Work *job = g_new0 (Work, 1);

  self->busy = TRUE;
  self->making = make;
  self->stale = FALSE;
  job->office = g_object_ref (self->office);
  job->make = make;
  g_task_set_source_tag (task, begin);
  g_task_set_task_data (task, job, work_free);
  g_task_run_in_thread (task, work);
}

/* --- When ---------------------------------------------------------------------------------------
 */

/* Whether it is this desktop that has to make what is due. */
static gboolean
has_to_make (CrmBackupKeeper *self)
{
  crm_backup_state_refresh (&self->state, clock_of (self));

  return self->known && self->state.due && !crm_office_is_read_only (self->office) &&
         crm_store_is_elected (crm_office_get_store (self->office));
}

static gboolean
is_quiet (CrmBackupKeeper *self)
{
  gint64 now = crm_clock_now (clock_of (self));

  return now - self->changed_at >= CRM_BACKUP_QUIET_MS && now >= self->retry_at;
}

void
crm_backup_keeper_look (CrmBackupKeeper *self)
{
  g_return_if_fail (CRM_IS_BACKUP_KEEPER (self));

  if (self->busy)
    return;
  if (has_to_make (self) && is_quiet (self))
    begin (self, TRUE);
  else if (!self->known || self->stale)
    begin (self, FALSE);
  else if (self->late != crm_backup_keeper_is_late (self)) {
    self->late = !self->late;
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  }
}

static gboolean
on_time_cb (gpointer data)
{
  crm_backup_keeper_look (data);

  return G_SOURCE_CONTINUE;
}

static void
on_office_changed_cb (CrmBackupKeeper *self, CrmChange *change)
{
  gboolean settings = crm_change_touches (change, "office");

  if (change->all || settings)
    self->stale = TRUE;
  /* The note of a backup is nobody's work. */
  if (!settings || change->records->len > 1)
    self->changed_at = crm_clock_now (clock_of (self));
  if (self->stale)
    crm_backup_keeper_look (self);
}

/* --- Leaving ------------------------------------------------------------------------------------
 */

gboolean
crm_backup_keeper_has_to_stay (CrmBackupKeeper *self)
{
  g_return_val_if_fail (CRM_IS_BACKUP_KEEPER (self), FALSE);

  return self->making || (crm_store_is_alone (crm_office_get_store (self->office)) &&
                          has_to_make (self) && crm_clock_now (clock_of (self)) >= self->retry_at);
}

void
crm_backup_keeper_leave_async (CrmBackupKeeper *self,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (CRM_IS_BACKUP_KEEPER (self));
  g_return_if_fail (self->leaving == NULL);

  g_clear_handle_id (&self->source, g_source_remove);
  self->leaving = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->leaving, crm_backup_keeper_leave_async);
  if (!self->busy)
    begin (self, TRUE);
}

gboolean
crm_backup_keeper_leave_finish (CrmBackupKeeper *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Object -------------------------------------------------------------------------------------
 */

static void
crm_backup_keeper_dispose (GObject *object)
{
  CrmBackupKeeper *self = CRM_BACKUP_KEEPER (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->office);

  G_OBJECT_CLASS (crm_backup_keeper_parent_class)->dispose (object);
}

static void
crm_backup_keeper_finalize (GObject *object)
{
  g_free (CRM_BACKUP_KEEPER (object)->trouble);

  G_OBJECT_CLASS (crm_backup_keeper_parent_class)->finalize (object);
}

static void
crm_backup_keeper_class_init (CrmBackupKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_backup_keeper_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_backup_keeper_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", CRM_TYPE_BACKUP_KEEPER, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", CRM_TYPE_BACKUP_KEEPER, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
crm_backup_keeper_init (CrmBackupKeeper *self)
{
}

CrmBackupKeeper *
crm_backup_keeper_new (CrmOffice *office)
{
  CrmBackupKeeper *self;

  g_return_val_if_fail (CRM_IS_OFFICE (office), NULL);

  self = g_object_new (CRM_TYPE_BACKUP_KEEPER, NULL);
  self->office = g_object_ref (office);
  self->began = self->changed_at = crm_clock_now (clock_of (self));
  self->source = g_timeout_add_seconds (LOOK_SECONDS, on_time_cb, self);
  g_signal_connect_object (office, "changed", G_CALLBACK (on_office_changed_cb), self,
                           G_CONNECT_SWAPPED);
  crm_backup_keeper_look (self);

  return self;
}

const CrmBackupState *
crm_backup_keeper_get_state (CrmBackupKeeper *self)
{
  g_return_val_if_fail (CRM_IS_BACKUP_KEEPER (self), NULL);

  return self->known ? &self->state : NULL;
}

gboolean
crm_backup_keeper_is_late (CrmBackupKeeper *self)
{
  g_return_val_if_fail (CRM_IS_BACKUP_KEEPER (self), FALSE);

  return self->trouble != NULL ||
         (self->known && self->state.late &&
          crm_clock_now (clock_of (self)) - self->began >= CRM_BACKUP_CHANCE_MS);
}

const char *
crm_backup_keeper_get_trouble (CrmBackupKeeper *self)
{
  g_return_val_if_fail (CRM_IS_BACKUP_KEEPER (self), NULL);

  return self->trouble;
}

gboolean
crm_backup_keeper_is_busy (CrmBackupKeeper *self)
{
  g_return_val_if_fail (CRM_IS_BACKUP_KEEPER (self), FALSE);

  return self->busy;
}
