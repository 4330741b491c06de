/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-progress-dialog.h"

#include "ui/common/crm-dialog.h"

#include <glib/gi18n-lib.h>

/* Shorter work is not worth a window. */
#define SHOW_MS 500
#define LOOK_MS 100

struct _CrmProgress {
  gatomicrefcount ref_count;
  GCancellable *cancellable;

  GMutex lock; /* of everything below */
  char *step;
  double done;
};

struct _CrmProgressDialog {
  AdwWindow parent_instance;

  GtkWidget *heading;
  GtkWidget *step;
  GtkWidget *bar;
  GtkWidget *stop;

  CrmProgress *progress; /* the thread has it too, and may let go of it last */
  guint look_source;
  gint64 began;
};

G_DEFINE_FINAL_TYPE (CrmProgressDialog, crm_progress_dialog, ADW_TYPE_WINDOW)

/* --- What the thread has ---------------------------------------------------------------------- */

static CrmProgress *
progress_new (void)
{
  CrmProgress *self = g_new0 (CrmProgress, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  self->cancellable = g_cancellable_new ();

  return self;
}

static void
progress_unref (CrmProgress *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_object_unref (self->cancellable);
  g_free (self->step);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
crm_progress_tell (const char *step, double done, gpointer progress)
{
  CrmProgress *self = progress;

  g_mutex_lock (&self->lock);
  if (g_strcmp0 (self->step, step) != 0) {
    g_free (self->step);
    self->step = g_strdup (step);
  }
  self->done = done;
  g_mutex_unlock (&self->lock);
}

GCancellable *
crm_progress_get_cancellable (CrmProgress *self)
{
  return self->cancellable;
}

/* --- How far it is ---------------------------------------------------------------------------- */

static void
show_told (CrmProgressDialog *self)
{
  g_autofree char *step = NULL;
  double done;

  g_mutex_lock (&self->progress->lock);
  step = g_strdup (self->progress->step);
  done = self->progress->done;
  g_mutex_unlock (&self->progress->lock);
  if (step != NULL && !g_cancellable_is_cancelled (self->progress->cancellable))
    gtk_label_set_text (GTK_LABEL (self->step), step);
  if (done > 0)
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), MIN (done, 1));
  else
    gtk_progress_bar_pulse (GTK_PROGRESS_BAR (self->bar));
}

static gboolean
on_look_cb (gpointer data)
{
  CrmProgressDialog *self = data;

  show_told (self);
  if (!gtk_widget_get_visible (GTK_WIDGET (self)) &&
      g_get_monotonic_time () - self->began >= SHOW_MS * G_TIME_SPAN_MILLISECOND)
    gtk_window_present (GTK_WINDOW (self));

  return G_SOURCE_CONTINUE;
}

CrmProgressDialog *
crm_progress_dialog_new (GtkWindow *parent, const char *heading, GCancellable *cancellable)
{
  CrmProgressDialog *self;

  g_return_val_if_fail (heading != NULL, NULL);
  g_return_val_if_fail (G_IS_CANCELLABLE (cancellable), NULL);

  self = g_object_new (CRM_TYPE_PROGRESS_DIALOG, "title", heading, NULL);
  crm_dialog_stand_over (GTK_WINDOW (self), parent);
  gtk_label_set_text (GTK_LABEL (self->heading), heading);
  g_set_object (&self->progress->cancellable, cancellable);

  return self;
}

void
crm_progress_dialog_tell (CrmProgressDialog *self, const char *step, double done)
{
  g_return_if_fail (CRM_IS_PROGRESS_DIALOG (self));

  crm_progress_tell (step, done, self->progress);
}

/* --- The work --------------------------------------------------------------------------------- */

typedef struct {
  CrmProgress *progress;
  CrmProgressFunc func;
  gpointer data; /* the outer task's */
} Work;

static void
work_free (gpointer data)
{
  progress_unref (((Work *)data)->progress);
  g_free (data);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;

  if (work->func (work->progress, work->data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

typedef struct {
  CrmProgressDialog *dialog;
  GTask *outer;
} Ran;

static void
on_ran_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Ran *ran = data;
  g_autoptr (CrmProgressDialog) self = ran->dialog;
  g_autoptr (GTask) outer = ran->outer;
  GError *error = NULL;

  g_clear_handle_id (&self->look_source, g_source_remove);
  gtk_window_destroy (GTK_WINDOW (self));
  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (outer, TRUE);
  else
    g_task_return_error (outer, error);
}

void
crm_progress_dialog_run_async (GtkWindow *parent,
                               const char *heading,
                               CrmProgressFunc func,
                               gpointer data,
                               GDestroyNotify destroy,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  CrmProgressDialog *self;
  g_autoptr (GCancellable) cancellable = NULL;
  g_autoptr (GTask) task = NULL;
  Ran *ran;
  Work *work;

  g_return_if_fail (func != NULL);

  cancellable = g_cancellable_new ();
  self = crm_progress_dialog_new (parent, heading, cancellable);
  ran = g_new0 (Ran, 1);
  ran->dialog = g_object_ref (self);
  ran->outer = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (ran->outer, crm_progress_dialog_run_async);
  g_task_set_task_data (ran->outer, data, destroy);
  work = g_new0 (Work, 1);
  work->progress = self->progress;
  g_atomic_ref_count_inc (&self->progress->ref_count);
  work->func = func;
  work->data = data;
  /* What was stopped still says how it ended: it may be done by then. */
  task = g_task_new (NULL, NULL, on_ran_cb, ran);
  g_task_set_source_tag (task, crm_progress_dialog_run_async);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, run);
}

gboolean
crm_progress_dialog_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
crm_progress_dialog_cancel (CrmProgressDialog *self)
{
  g_return_if_fail (CRM_IS_PROGRESS_DIALOG (self));

  g_cancellable_cancel (self->progress->cancellable);
  gtk_label_set_text (GTK_LABEL (self->step), _ ("Stopping…"));
  gtk_widget_set_sensitive (self->stop, FALSE);
}

/* --- Object ----------------------------------------------------------------------------------- */

static gboolean
crm_progress_dialog_close_request (GtkWindow *window)
{
  /* It goes when the work has ended. */
  crm_progress_dialog_cancel (CRM_PROGRESS_DIALOG (window));

  return GDK_EVENT_STOP;
}

static void
crm_progress_dialog_dispose (GObject *object)
{
  CrmProgressDialog *self = CRM_PROGRESS_DIALOG (object);

  g_clear_handle_id (&self->look_source, g_source_remove);
  g_cancellable_cancel (self->progress->cancellable);

  G_OBJECT_CLASS (crm_progress_dialog_parent_class)->dispose (object);
}

static void
crm_progress_dialog_finalize (GObject *object)
{
  progress_unref (CRM_PROGRESS_DIALOG (object)->progress);

  G_OBJECT_CLASS (crm_progress_dialog_parent_class)->finalize (object);
}

static void
crm_progress_dialog_class_init (CrmProgressDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_progress_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_progress_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = crm_progress_dialog_close_request;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
crm_progress_dialog_init (CrmProgressDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *handle = gtk_window_handle_new ();

  self->progress = progress_new ();
  self->heading = make_label ("title-4");
  self->step = make_label ("dim-label");
  self->bar = gtk_progress_bar_new ();
  self->stop = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  gtk_widget_set_halign (self->stop, GTK_ALIGN_END);
  g_signal_connect_object (self->stop, "clicked", G_CALLBACK (crm_progress_dialog_cancel), self,
                           G_CONNECT_SWAPPED);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  self->heading, NULL, -1);
  gtk_box_append (GTK_BOX (box), self->heading);
  gtk_box_append (GTK_BOX (box), self->step);
  gtk_box_append (GTK_BOX (box), self->bar);
  gtk_box_append (GTK_BOX (box), self->stop);
  gtk_widget_add_css_class (box, "crm-progress");
  gtk_window_handle_set_child (GTK_WINDOW_HANDLE (handle), box);
  adw_window_set_content (ADW_WINDOW (self), handle);
  gtk_window_set_default_size (GTK_WINDOW (self), 420, -1);
  gtk_window_set_resizable (GTK_WINDOW (self), FALSE);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  self->began = g_get_monotonic_time ();
  self->look_source = g_timeout_add (LOOK_MS, on_look_cb, self);
}
