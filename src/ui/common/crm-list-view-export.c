/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-file-chooser.h"
#include "ui/common/crm-list-view-private.h"

#include "office/lists/crm-export.h"

#include <glib/gi18n-lib.h>

/* What is listed, as a spreadsheet: the columns as they stand, filtered and sorted as it is. */

/* What is done sooner needs no word. */
#define SHOW_AFTER        500
#define PROGRESS_INTERVAL 100

typedef struct {
  CrmDesk *desk;
  GtkWidget *parent; /* weak */
  GFile *file;
  GCancellable *cancellable;
  CrmExportProgress progress;
  GtkWidget *dialog;
  GtkWidget *bar;
  guint source;
} Export;

static void
export_free (Export *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (self->dialog));
  g_clear_weak_pointer (&self->parent);
  g_object_unref (self->cancellable);
  g_object_unref (self->file);
  g_object_unref (self->desk);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

/* --- While it runs ---------------------------------------------------------------------------- */

static gboolean
on_progress_cb (gpointer data)
{
  Export *self = data;
  int done = g_atomic_int_get (&self->progress.n_done);
  int all = g_atomic_int_get (&self->progress.n_all);
  /* Translators: how many of how many records are done. */
  g_autofree char *text = g_strdup_printf (_ ("%u of %u"), (guint)done, (guint)all);

  if (all == 0) {
    gtk_progress_bar_pulse (GTK_PROGRESS_BAR (self->bar));
    return G_SOURCE_CONTINUE;
  }
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), (double)done / all);
  gtk_progress_bar_set_text (GTK_PROGRESS_BAR (self->bar), text);

  return G_SOURCE_CONTINUE;
}

static void
on_response_cb (Export *self)
{
  self->dialog = NULL;
  g_clear_handle_id (&self->source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
}

static gboolean
on_show_cb (gpointer data)
{
  Export *self = data;
  GtkRoot *root = self->parent != NULL ? gtk_widget_get_root (self->parent) : NULL;
  g_autofree char *name = g_file_get_basename (self->file);

  self->dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                         _ ("Export the list"), name);
  self->bar = gtk_progress_bar_new ();
  gtk_progress_bar_set_show_text (GTK_PROGRESS_BAR (self->bar), TRUE);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self->dialog), self->bar);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (self->dialog), "cancel", _ ("Cancel"));
  g_signal_connect_swapped (self->dialog, "response", G_CALLBACK (on_response_cb), self);
  gtk_window_present (GTK_WINDOW (self->dialog));
  self->source = g_timeout_add (PROGRESS_INTERVAL, on_progress_cb, self);

  return G_SOURCE_REMOVE;
}

/* --- Done ------------------------------------------------------------------------------------- */

static void
on_exported_cb (GObject *office, GAsyncResult *result, gpointer data)
{
  g_autoptr (Export) self = data;
  g_autoptr (GError) error = NULL;
  int n = crm_office_export_finish (CRM_OFFICE (office), result, &error);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (self->dialog != NULL)
    g_signal_handlers_disconnect_by_func (self->dialog, on_response_cb, self);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    crm_desk_say (self->desk, _ ("The export was stopped; no file was written."));
    return;
  }
  if (n < 0) {
    crm_desk_report (self->desk, error);
    return;
  }
  name = g_file_get_basename (self->file);
  text = g_strdup_printf (ngettext ("%d row written to %s", "%d rows written to %s", (gulong)n), n,
                          name);
  crm_desk_say (self->desk, text);
}

void
crm_list_view_export_to (CrmListView *self, GFile *file)
{
  g_autofree char *name = NULL;
  Export *work;

  g_return_if_fail (CRM_IS_LIST_VIEW (self));
  g_return_if_fail (G_IS_FILE (file));

  if (self->list == NULL)
    return;
  name = g_file_get_basename (file);
  work = g_new0 (Export, 1);
  work->desk = g_object_ref (self->desk);
  g_set_weak_pointer (&work->parent, GTK_WIDGET (self));
  work->file = g_object_ref (file);
  work->cancellable = g_cancellable_new ();
  work->source = g_timeout_add (SHOW_AFTER, on_show_cb, work);
  crm_office_export_async (crm_desk_get_office (self->desk), crm_record_list_get_query (self->list),
                           (const char *const *)self->paths, _ (self->entity->label_many), file,
                           crm_export_format_of (name), &work->progress, work->cancellable,
                           on_exported_cb, work);
}

static void
on_file_chosen_cb (GFile *file, gpointer data)
{
  crm_list_view_export_to (data, file);
}

void
_crm_list_view_export (CrmListView *self, const char *ending)
{
  g_autofree char *name = g_strdup_printf ("%s.%s", _ (self->entity->label_many), ending);

  crm_choose_file (GTK_WIDGET (self), _ ("Export the list"), CRM_FILES_ANY, TRUE, name,
                   on_file_chosen_cb, self);
}
