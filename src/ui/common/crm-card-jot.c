/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/common/crm-card-private.h"

/* What is written down all day, from any card whose records a call or a note can be about. */

static void
note (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_card_show_page (CRM_CARD (widget), "timeline");
  crm_timeline_focus_note (CRM_CARD (widget)->timeline);
}

static void
call (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_card_show_page (CRM_CARD (widget), "timeline");
  crm_timeline_start_call (CRM_CARD (widget)->timeline);
}

/* By the place of the key, unless something is being typed. */
static gboolean
on_key_cb (CrmCard *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean for_note = keyval == GDK_KEY_n || keyval == GDK_KEY_Cyrillic_te;
  gboolean for_call = keyval == GDK_KEY_c || keyval == GDK_KEY_Cyrillic_es;

  if ((!for_note && !for_call) ||
      (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0 || GTK_IS_TEXT (focus) ||
      GTK_IS_TEXT_VIEW (focus) || !crm_timeline_takes_notes (self->timeline))
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (GTK_WIDGET (self), for_note ? "card.note" : "card.call", NULL);

  return GDK_EVENT_STOP;
}

void
_crm_card_install_jotting (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "card.note", NULL, note);
  gtk_widget_class_install_action (widget_class, "card.call", NULL, call);
}

void
_crm_card_listen_for_jotting (CrmCard *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();

  g_signal_connect_object (key, "key-pressed", G_CALLBACK (on_key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
}

void
_crm_card_update_jotting (CrmCard *self)
{
  gboolean may = crm_timeline_takes_notes (self->timeline);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.note", may);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.call", may);
}
