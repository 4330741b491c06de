/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-blob-editor.h"

#include "ui/common/crm-file-chooser.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

/* Pictures of papers are read with each paper: a scan of this size is a mistake. */
#define BYTES_MAX      (8 * 1024 * 1024)
#define PICTURE_HEIGHT 48

struct _CrmBlobEditor {
  CrmEditor parent_instance;

  GtkWidget *picture;
  GtkWidget *size;
  GtkWidget *load;
  GtkWidget *clear;
};

G_DEFINE_FINAL_TYPE (CrmBlobEditor, crm_blob_editor, CRM_TYPE_EDITOR)

static void
on_read_cb (GObject *file, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmBlobEditor) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes_finish (G_FILE (file), result, NULL, &error);
  CrmDraft *draft = crm_editor_get_draft (CRM_EDITOR (self));
  g_auto (CrmValue) value = CRM_VALUE_INIT;

  if (bytes == NULL) {
    crm_desk_report (crm_draft_get_desk (draft), error);
    return;
  }
  if (g_bytes_get_size (bytes) > BYTES_MAX) {
    crm_desk_say (crm_draft_get_desk (draft),
                  _ ("This file is larger than 8 MB. Choose a smaller one."));
    return;
  }
  crm_value_set_blob (&value, bytes);
  crm_editor_put (CRM_EDITOR (self), &value);
}

static void
on_chosen_cb (GFile *file, gpointer data)
{
  g_file_load_bytes_async (file, NULL, on_read_cb, g_object_ref (data));
}

static void
on_load_cb (CrmBlobEditor *self)
{
  crm_choose_file (GTK_WIDGET (self), _ ("Choose a picture"), CRM_FILES_PICTURE, FALSE, NULL,
                   on_chosen_cb, self);
}

static void
on_clear_cb (CrmBlobEditor *self)
{
  g_auto (CrmValue) value = CRM_VALUE_INIT;

  crm_editor_put (CRM_EDITOR (self), &value);
}

static void
crm_blob_editor_show (CrmEditor *editor)
{
  CrmBlobEditor *self = CRM_BLOB_EDITOR (editor);
  const CrmValue *value = crm_editor_get_value (editor);
  gboolean editable = crm_editor_is_editable (editor);
  GBytes *bytes = value->kind == CRM_VALUE_BLOB ? value->blob : NULL;
  g_autoptr (GdkTexture) texture = NULL;

  if (bytes != NULL)
    texture = gdk_texture_new_from_bytes (bytes, NULL);
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture));
  gtk_widget_set_visible (self->picture, texture != NULL);
  gtk_widget_set_visible (self->size, bytes != NULL);
  if (bytes != NULL) {
    g_autofree char *size = g_format_size (g_bytes_get_size (bytes));

    gtk_label_set_text (GTK_LABEL (self->size), size);
  }
  gtk_widget_set_visible (self->load, editable);
  gtk_widget_set_visible (self->clear, editable && bytes != NULL);
}

static GtkWidget *
crm_blob_editor_get_focus (CrmEditor *editor)
{
  return CRM_BLOB_EDITOR (editor)->load;
}

static void
crm_blob_editor_class_init (CrmBlobEditorClass *klass)
{
  CrmEditorClass *editor_class = CRM_EDITOR_CLASS (klass);

  editor_class->show = crm_blob_editor_show;
  editor_class->get_focus = crm_blob_editor_get_focus;
}

static void
crm_blob_editor_init (CrmBlobEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->picture = gtk_picture_new ();
  gtk_widget_set_size_request (self->picture, -1, PICTURE_HEIGHT);
  gtk_picture_set_can_shrink (GTK_PICTURE (self->picture), TRUE);
  gtk_widget_add_css_class (self->picture, "crm-picture");
  self->size = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->size, "dim-label");
  self->load = gtk_button_new_from_icon_name ("document-open-symbolic");
  crm_spoken_set (self->load, _ ("Choose a picture"));
  self->clear = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  crm_spoken_set (self->clear, _ ("Remove the picture"));
  for (guint i = 0; i < 2; i++) {
    GtkWidget *button = i == 0 ? self->load : self->clear;

    gtk_widget_add_css_class (button, "flat");
    gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  }
  gtk_box_append (GTK_BOX (box), self->picture);
  gtk_box_append (GTK_BOX (box), self->size);
  gtk_box_append (GTK_BOX (box), self->load);
  gtk_box_append (GTK_BOX (box), self->clear);
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (self->load, "clicked", G_CALLBACK (on_load_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->clear, "clicked", G_CALLBACK (on_clear_cb), self,
                           G_CONNECT_SWAPPED);
}
