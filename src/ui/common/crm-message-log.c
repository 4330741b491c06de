/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-message-log.h"

#include "base/crm-day.h"
#include "ui/common/crm-dialog.h"
#include "ui/common/crm-message.h"
#include "ui/common/crm-spoken.h"
#include "ui/common/crm-undoing.h"

#include <glib/gi18n-lib.h>

struct _CrmMessageLog {
  AdwWindow parent_instance;

  GtkWidget *list;
  CrmDesk *desk;
};

G_DEFINE_FINAL_TYPE (CrmMessageLog, crm_message_log, ADW_TYPE_WINDOW)

static void
on_undo_cb (GtkButton *button, CrmMessage *message)
{
  CrmMessageLog *self =
    CRM_MESSAGE_LOG (gtk_widget_get_ancestor (GTK_WIDGET (button), CRM_TYPE_MESSAGE_LOG));

  crm_undoing_operation (self->desk, crm_message_get_subject (message)->operation);
}

static void
on_open_cb (GtkButton *button, CrmMessage *message)
{
  CrmMessageLog *self =
    CRM_MESSAGE_LOG (gtk_widget_get_ancestor (GTK_WIDGET (button), CRM_TYPE_MESSAGE_LOG));
  const CrmMessageSubject *subject = crm_message_get_subject (message);

  crm_desk_open (self->desk, subject->entity, subject->id, TRUE);
}

static void
add_button (GtkWidget *box,
            CrmMessage *message,
            const char *icon,
            const char *tooltip,
            GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "crm-small");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  crm_spoken_set (button, tooltip);
  g_signal_connect_object (button, "clicked", clicked, message, 0);
  gtk_box_append (GTK_BOX (box), button);
}

static GtkWidget *
make_row (gpointer item, gpointer data)
{
  CrmMessageLog *self = data;
  CrmMessage *message = item;
  const CrmMessageSubject *subject = crm_message_get_subject (message);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *text = gtk_label_new (crm_message_get_text (message));
  g_autofree char *when =
    crm_instant_format (crm_message_get_at (message), crm_desk_get_lang (self->desk), NULL);
  GtkWidget *at = gtk_label_new (when);

  gtk_widget_add_css_class (at, "dim-label");
  gtk_widget_add_css_class (at, "numeric");
  gtk_widget_set_valign (at, GTK_ALIGN_START);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (text), 0.0f);
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (box), at);
  if (crm_message_is_trouble (message))
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  gtk_box_append (GTK_BOX (box), text);
  if (subject->entity != NULL && subject->id != 0)
    add_button (box, message, "document-open-symbolic", _ ("Open"), G_CALLBACK (on_open_cb));
  if (subject->operation != 0 && !crm_office_is_read_only (crm_desk_get_office (self->desk)))
    add_button (box, message, "edit-undo-symbolic", _ ("Undo this"), G_CALLBACK (on_undo_cb));

  return box;
}

static void
crm_message_log_dispose (GObject *object)
{
  CrmMessageLog *self = CRM_MESSAGE_LOG (object);

  g_clear_object (&self->desk);

  G_OBJECT_CLASS (crm_message_log_parent_class)->dispose (object);
}

static void
crm_message_log_class_init (CrmMessageLogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_message_log_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontor/Kontor/ui/common/crm-message-log.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmMessageLog, list);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
crm_message_log_init (CrmMessageLog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

CrmMessageLog *
crm_message_log_new (CrmDesk *desk, GtkWindow *parent)
{
  CrmMessageLog *self;

  g_return_val_if_fail (CRM_IS_DESK (desk), NULL);

  self = g_object_new (CRM_TYPE_MESSAGE_LOG, NULL);
  crm_dialog_stand_over (GTK_WINDOW (self), parent);
  self->desk = g_object_ref (desk);
  gtk_list_box_bind_model (GTK_LIST_BOX (self->list), crm_desk_get_messages (desk), make_row, self,
                           NULL);

  return self;
}
