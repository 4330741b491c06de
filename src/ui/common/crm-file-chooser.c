/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-file-chooser.h"

#include <glib/gi18n-lib.h>

typedef struct {
  GtkFileChooserNative *native; /* GTK does not keep it alive */
  CrmFileChosen chosen;
  GWeakRef data;
} Choosing;

static void
on_response_cb (GtkNativeDialog *native, int response, gpointer user_data)
{
  Choosing *choosing = user_data;
  g_autoptr (GObject) data = g_weak_ref_get (&choosing->data);

  gtk_native_dialog_hide (native);
  if (response == GTK_RESPONSE_ACCEPT && data != NULL) {
    g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (native));

    if (file != NULL)
      choosing->chosen (file, data);
  }
  gtk_native_dialog_destroy (native);
  g_object_unref (choosing->native);
  g_weak_ref_clear (&choosing->data);
  g_free (choosing);
}

static void
add_filter (GtkFileChooser *chooser, CrmFileKind kind)
{
  g_autoptr (GtkFileFilter) filter = NULL;

  if (kind == CRM_FILES_ANY || kind == CRM_FILES_FOLDER)
    return;
  filter = gtk_file_filter_new ();
  if (kind == CRM_FILES_OFFICE) {
    gtk_file_filter_set_name (filter, _ ("Offices of Kontor"));
    gtk_file_filter_add_suffix (filter, "kontor");
    gtk_file_filter_add_suffix (filter, "kontor-link");
  } else if (kind == CRM_FILES_BACKUP) {
    gtk_file_filter_set_name (filter, _ ("Backups of Kontor"));
    gtk_file_filter_add_suffix (filter, "kontor-backup");
  } else if (kind == CRM_FILES_PACKAGE) {
    gtk_file_filter_set_name (filter, _ ("Packages"));
    gtk_file_filter_add_suffix (filter, "zip");
  } else {
    gtk_file_filter_set_name (filter, _ ("Pictures"));
    gtk_file_filter_add_pixbuf_formats (filter);
  }
  gtk_file_chooser_add_filter (chooser, filter);
}

static GtkFileChooserAction
action_of (CrmFileKind kind, gboolean saving)
{
  if (kind == CRM_FILES_FOLDER)
    return GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER;

  return saving ? GTK_FILE_CHOOSER_ACTION_SAVE : GTK_FILE_CHOOSER_ACTION_OPEN;
}

void
crm_choose_file (GtkWidget *widget,
                 const char *title,
                 CrmFileKind kind,
                 gboolean saving,
                 const char *name,
                 CrmFileChosen chosen,
                 gpointer data)
{
  GtkRoot *root;
  Choosing *choosing;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (chosen != NULL && G_IS_OBJECT (data));

  root = gtk_widget_get_root (widget);
  choosing = g_new0 (Choosing, 1);
  choosing->chosen = chosen;
  g_weak_ref_init (&choosing->data, data);
  choosing->native = gtk_file_chooser_native_new (
    title, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, action_of (kind, saving), NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (choosing->native), TRUE);
  add_filter (GTK_FILE_CHOOSER (choosing->native), kind);
  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (choosing->native), name);
  g_signal_connect (choosing->native, "response", G_CALLBACK (on_response_cb), choosing);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (choosing->native));
}
