/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/shell/crm-card-window.h"

#include "ui/common/crm-draft-nested.h"
#include "ui/common/crm-recent.h"
#include "ui/shell/crm-keys.h"
#include "ui/shell/crm-room-table.h"

#include <glib/gi18n-lib.h>

struct _CrmCardWindow {
  AdwWindow parent_instance;

  GtkWidget *toasts;
  GtkWidget *box;
  CrmCard *card;
  GtkWindow *parent;
};

G_DEFINE_FINAL_TYPE (CrmCardWindow, crm_card_window, ADW_TYPE_WINDOW)

static void
on_record_changed_cb (CrmCardWindow *self)
{
  CrmDraft *draft = crm_card_get_draft (self->card);
  g_autofree char *title = NULL;

  if (draft == NULL)
    return;
  title = crm_draft_get_title (draft);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

/* --- Actions ---------------------------------------------------------------------------------- */

static void
save (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_card_save (CRM_CARD_WINDOW (widget)->card);
}

static void
finish (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmCardWindow *self = CRM_CARD_WINDOW (widget);

  crm_card_save (self->card);
}

static void
edit (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_card_focus (CRM_CARD_WINDOW (widget)->card, NULL);
}

static void
pass_on (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmCardWindow *self = CRM_CARD_WINDOW (widget);

  crm_card_leave (self->card);
  if (self->parent != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (self->parent), name, parameter);
}

static gboolean
crm_card_window_close_request (GtkWindow *window)
{
  CrmCardWindow *self = CRM_CARD_WINDOW (window);

  /* What is not saved yet stays with the desk. */
  crm_card_leave (self->card);

  return GTK_WINDOW_CLASS (crm_card_window_parent_class)->close_request (window);
}

/* --- Object ----------------------------------------------------------------------------------- */

static void
crm_card_window_dispose (GObject *object)
{
  CrmCardWindow *self = CRM_CARD_WINDOW (object);

  g_clear_weak_pointer (&self->parent);

  G_OBJECT_CLASS (crm_card_window_parent_class)->dispose (object);
}

static void
crm_card_window_class_init (CrmCardWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_card_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = crm_card_window_close_request;
  gtk_widget_class_install_action (widget_class, "win.save", NULL, save);
  gtk_widget_class_install_action (widget_class, "win.finish", NULL, finish);
  gtk_widget_class_install_action (widget_class, "win.edit", NULL, edit);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, pass_on);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, pass_on);
}

static void
crm_card_window_init (CrmCardWindow *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), adw_header_bar_new ());
  self->toasts = adw_toast_overlay_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (self->toasts), self->box);
  adw_window_set_content (ADW_WINDOW (self), self->toasts);
  gtk_window_set_default_size (GTK_WINDOW (self), 720, 720);
  crm_keys_add (GTK_WIDGET (self));
}

/* The form that waits for it has it now, and goes on. */
static void
on_created_cb (CrmCardWindow *self, gint64 id, CrmDraft *draft)
{
  if (crm_draft_is_asked_for (draft))
    gtk_window_close (GTK_WINDOW (self));
}

CrmCardWindow *
crm_card_window_new (CrmDraft *draft, GtkWindow *parent)
{
  CrmCardWindow *self;

  g_return_val_if_fail (CRM_IS_DRAFT (draft), NULL);

  self = g_object_new (CRM_TYPE_CARD_WINDOW, NULL);
  if (parent != NULL) {
    /* Not above its parent, but gone with it. */
    g_set_weak_pointer (&self->parent, parent);
    gtk_window_set_application (GTK_WINDOW (self), gtk_window_get_application (parent));
    g_signal_connect_object (parent, "destroy", G_CALLBACK (gtk_window_destroy), self,
                             G_CONNECT_SWAPPED);
  }
  self->card = crm_room_table_new_card (crm_draft_get_desk (draft), crm_draft_get_entity (draft));
  gtk_widget_set_vexpand (GTK_WIDGET (self->card), TRUE);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->card));
  g_signal_connect_object (self->card, "record-changed", G_CALLBACK (on_record_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->card, "close", G_CALLBACK (gtk_window_close), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "created", G_CALLBACK (on_created_cb), self, G_CONNECT_SWAPPED);
  crm_card_set_draft (self->card, draft);
  crm_card_focus (self->card, NULL);

  return self;
}

CrmCard *
crm_card_window_get_card (CrmCardWindow *self)
{
  g_return_val_if_fail (CRM_IS_CARD_WINDOW (self), NULL);

  return self->card;
}

static void
on_loaded_cb (GObject *desk, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWindow) parent = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmDraft) draft = crm_draft_load_finish (result, &error);

  if (draft == NULL)
    crm_desk_report (CRM_DESK (desk), error);
  else if (gtk_widget_get_root (GTK_WIDGET (parent)) != NULL) {
    g_autofree char *title = crm_draft_get_title (draft);

    crm_recent_note (CRM_DESK (desk), crm_draft_get_entity (draft)->name,
                     crm_record_get_id (crm_draft_get_record (draft)), title);
    gtk_window_present (GTK_WINDOW (crm_card_window_new (draft, parent)));
  }
}

void
crm_card_window_open (CrmDesk *desk, const char *entity, gint64 id, GtkWindow *parent)
{
  g_return_if_fail (CRM_IS_DESK (desk));
  g_return_if_fail (GTK_IS_WINDOW (parent));

  crm_draft_load_async (desk, entity, id, NULL, on_loaded_cb, g_object_ref (parent));
}
