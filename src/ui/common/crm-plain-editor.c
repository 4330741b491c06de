/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-plain-editor.h"

struct _CrmPlainEditor {
  CrmEditor parent_instance;

  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (CrmPlainEditor, crm_plain_editor, CRM_TYPE_EDITOR)

static void
crm_plain_editor_show (CrmEditor *editor)
{
  CrmPlainEditor *self = CRM_PLAIN_EDITOR (editor);
  g_autofree char *text = crm_editor_get_text (editor);

  gtk_label_set_text (GTK_LABEL (self->label), text);
}

static void
crm_plain_editor_constructed (GObject *object)
{
  CrmPlainEditor *self = CRM_PLAIN_EDITOR (object);
  CrmEditor *editor = CRM_EDITOR (self);
  gboolean in_table = crm_editor_is_in_table (editor);

  G_OBJECT_CLASS (crm_plain_editor_parent_class)->constructed (object);

  gtk_label_set_selectable (GTK_LABEL (self->label), !in_table);
  if (crm_field_is_figure (crm_editor_get_field (editor)) && in_table) {
    gtk_label_set_xalign (GTK_LABEL (self->label), 1.0f);
    gtk_label_set_width_chars (GTK_LABEL (self->label),
                               crm_editor_get_field (editor)->type == CRM_FIELD_MONEY ? 9 : 5);
  }
}

static void
crm_plain_editor_class_init (CrmPlainEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = crm_plain_editor_constructed;
  CRM_EDITOR_CLASS (klass)->show = crm_plain_editor_show;
}

static void
crm_plain_editor_init (CrmPlainEditor *self)
{
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->label, "crm-plain");
  gtk_widget_add_css_class (self->label, "numeric");
  gtk_widget_set_hexpand (self->label, TRUE);
  adw_bin_set_child (ADW_BIN (self), self->label);
}
