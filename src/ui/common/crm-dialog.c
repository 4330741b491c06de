/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-dialog.h"

#include <glib/gi18n-lib.h>

/* --- Over its window -------------------------------------------------------------------------- */

static void
on_parent_destroyed_cb (GtkWindow *self)
{
  gtk_window_set_transient_for (self, NULL);
  gtk_window_destroy (self);
}

void
crm_dialog_stand_over (GtkWindow *self, GtkWindow *parent)
{
  g_return_if_fail (GTK_IS_WINDOW (self));
  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));

  gtk_window_set_transient_for (self, parent);
  if (parent != NULL)
    g_signal_connect_object (parent, "destroy", G_CALLBACK (on_parent_destroyed_cb), self,
                             G_CONNECT_SWAPPED);
}

/* --- Head ------------------------------------------------------------------------------------- */

static gboolean
on_key_pressed_cb (AdwHeaderBar *head, guint keyval, guint keycode, GdkModifierType state)
{
  gboolean enter = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter;
  const char *which = keyval == GDK_KEY_Escape                   ? "crm-cancel"
                      : enter && (state & GDK_CONTROL_MASK) != 0 ? "crm-act"
                                                                 : NULL;
  GtkWidget *button = which != NULL ? g_object_get_data (G_OBJECT (head), which) : NULL;

  if (button == NULL || !gtk_widget_get_visible (button) || !gtk_widget_is_sensitive (button))
    return GDK_EVENT_PROPAGATE;
  g_signal_emit_by_name (button, "clicked");

  return GDK_EVENT_STOP;
}

static GtkWidget *
add_button (GtkWidget *head,
            const char *label,
            const char *which,
            GtkWindow *dialog,
            GCallback func)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_object_set_data (G_OBJECT (head), which, button);
  g_signal_connect_object (button, "clicked", func, dialog, G_CONNECT_SWAPPED);

  return button;
}

GtkWidget *
crm_dialog_make_head (GtkWindow *self,
                      const char *action,
                      GCallback on_action,
                      GCallback on_cancel,
                      GtkWidget **act,
                      GtkWidget **cancel)
{
  GtkWidget *head = adw_header_bar_new ();
  GtkWidget *does = add_button (head, action, "crm-act", self, on_action);
  GtkWidget *stops = add_button (head, _ ("Cancel"), "crm-cancel", self, on_cancel);
  GtkEventController *key = gtk_event_controller_key_new ();

  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (head), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (head), FALSE);
  gtk_widget_add_css_class (does, "suggested-action");
  adw_header_bar_pack_start (ADW_HEADER_BAR (head), stops);
  adw_header_bar_pack_end (ADW_HEADER_BAR (head), does);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (on_key_pressed_cb), head,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  if (act != NULL)
    *act = does;
  if (cancel != NULL)
    *cancel = stops;

  return head;
}

/* --- A name to be typed ----------------------------------------------------------------------- */

static void
on_name_response_cb (GObject *self, const char *response, GtkWidget *dialog)
{
  GtkWidget *entry = g_object_get_data (G_OBJECT (dialog), "crm-entry");
  CrmDialogNamed named = (CrmDialogNamed)g_object_get_data (G_OBJECT (dialog), "crm-named");
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  if (g_str_equal (response, "save") && *name != '\0')
    named (self, name);
}

static void
on_name_changed_cb (AdwMessageDialog *dialog, GtkEditable *entry)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  adw_message_dialog_set_response_enabled (dialog, "save", *name != '\0');
}

void
crm_dialog_ask_name (GtkWindow *parent,
                     const char *heading,
                     const char *name,
                     GObject *self,
                     CrmDialogNamed named)
{
  GtkWidget *dialog;
  GtkWidget *entry = gtk_entry_new ();

  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (heading != NULL && G_IS_OBJECT (self) && named != NULL);

  dialog = adw_message_dialog_new (parent, heading, NULL);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Name"));
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name"),
                                  -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "save",
                                    _ ("Save"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save",
                                              ADW_RESPONSE_SUGGESTED);
  g_object_set_data (G_OBJECT (dialog), "crm-entry", entry);
  g_object_set_data (G_OBJECT (dialog), "crm-named", (gpointer)named);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_name_changed_cb), dialog,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_name_response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_editable_set_text (GTK_EDITABLE (entry), name != NULL ? name : "");
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "save", name != NULL);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}
