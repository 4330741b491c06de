/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-check-editor.h"

#include "ui/common/crm-spoken.h"

struct _CrmCheckEditor {
  CrmEditor parent_instance;

  GtkWidget *check;
};

G_DEFINE_FINAL_TYPE (CrmCheckEditor, crm_check_editor, CRM_TYPE_EDITOR)

static void
on_toggled_cb (CrmCheckEditor *self)
{
  g_auto (CrmValue) value = CRM_VALUE_INIT;

  crm_value_set_int (&value, gtk_check_button_get_active (GTK_CHECK_BUTTON (self->check)));
  /* Never answered and "no" are the same to people. */
  if (crm_value_get_int (&value) != crm_value_get_int (crm_editor_get_value (CRM_EDITOR (self))))
    crm_editor_put (CRM_EDITOR (self), &value);
}

static void
crm_check_editor_show (CrmEditor *editor)
{
  CrmCheckEditor *self = CRM_CHECK_EDITOR (editor);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check),
                               crm_value_get_int (crm_editor_get_value (editor)) != 0);
  gtk_widget_set_sensitive (self->check, crm_editor_is_editable (editor));
}

static GtkWidget *
crm_check_editor_get_focus (CrmEditor *editor)
{
  return CRM_CHECK_EDITOR (editor)->check;
}

static void
crm_check_editor_constructed (GObject *object)
{
  CrmCheckEditor *self = CRM_CHECK_EDITOR (object);

  G_OBJECT_CLASS (crm_check_editor_parent_class)->constructed (object);

  crm_spoken_set_name (self->check, crm_field_get_label (crm_editor_get_field (CRM_EDITOR (self))));
}

static void
crm_check_editor_class_init (CrmCheckEditorClass *klass)
{
  CrmEditorClass *editor_class = CRM_EDITOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = crm_check_editor_constructed;
  editor_class->show = crm_check_editor_show;
  editor_class->get_focus = crm_check_editor_get_focus;
}

static void
crm_check_editor_init (CrmCheckEditor *self)
{
  self->check = gtk_check_button_new ();
  gtk_widget_set_halign (self->check, GTK_ALIGN_START);
  gtk_widget_set_valign (self->check, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_start (self->check, 6);
  adw_bin_set_child (ADW_BIN (self), self->check);
  g_signal_connect_object (self->check, "toggled", G_CALLBACK (on_toggled_cb), self,
                           G_CONNECT_SWAPPED);
}
