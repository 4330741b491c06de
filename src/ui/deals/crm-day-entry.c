/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/deals/crm-day-entry.h"

#include "base/crm-day.h"
#include "ui/common/crm-day-popover.h"
#include "ui/common/crm-spoken.h"

#include <glib/gi18n-lib.h>

struct _CrmDayEntry {
  AdwBin parent_instance;

  GtkWidget *entry;
  GtkWidget *popover;
  char *day;
  char *today;
  char *trouble;
  CrmLang lang;
  gboolean showing;
  gboolean untaken;
};

G_DEFINE_FINAL_TYPE (CrmDayEntry, crm_day_entry, ADW_TYPE_BIN)

static guint taken_signal;

static void
show (CrmDayEntry *self)
{
  g_autofree char *text = self->day != NULL ? crm_day_format (self->day, self->lang) : NULL;

  self->showing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
  self->showing = FALSE;
  self->untaken = FALSE;
}

static void
put (CrmDayEntry *self, const char *day, const char *trouble)
{
  gboolean same = g_strcmp0 (self->day, day) == 0 && g_strcmp0 (self->trouble, trouble) == 0;
  g_autofree char *kept = g_strdup (day);

  g_free (self->day);
  self->day = g_steal_pointer (&kept);
  g_free (self->trouble);
  self->trouble = g_strdup (trouble);
  if (trouble != NULL)
    gtk_widget_add_css_class (self->entry, "error");
  else
    gtk_widget_remove_css_class (self->entry, "error");
  crm_spoken_set_tooltip (self->entry, trouble);
  if (!same)
    g_signal_emit (self, taken_signal, 0);
}

static void
take (CrmDayEntry *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (GError) error = NULL;
  g_autofree char *day = NULL;

  if (!self->untaken)
    return;
  self->untaken = FALSE;
  if (*text != '\0')
    day = crm_day_parse (text, self->today, &error);
  put (self, day, error != NULL ? error->message : NULL);
  if (error == NULL)
    show (self);
}

static void
on_changed_cb (CrmDayEntry *self)
{
  if (!self->showing)
    self->untaken = TRUE;
}

static void
on_chosen_cb (CrmDayEntry *self, const char *day)
{
  put (self, day, NULL);
  show (self);
  gtk_widget_grab_focus (self->entry);
}

static void
on_icon_cb (CrmDayEntry *self)
{
  GdkRectangle area;

  if (self->popover == NULL) {
    self->popover = GTK_WIDGET (crm_day_popover_new ());
    gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
    g_signal_connect_object (self->popover, "chosen", G_CALLBACK (on_chosen_cb), self,
                             G_CONNECT_SWAPPED);
  }
  take (self);
  gtk_entry_get_icon_area (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_SECONDARY, &area);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &area);
  crm_day_popover_set_day (CRM_DAY_POPOVER (self->popover), self->day);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static gboolean
on_key_cb (CrmDayEntry *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (keyval != GDK_KEY_Down || (state & GDK_ALT_MASK) == 0)
    return GDK_EVENT_PROPAGATE;
  on_icon_cb (self);

  return GDK_EVENT_STOP;
}

static void
crm_day_entry_dispose (GObject *object)
{
  CrmDayEntry *self = CRM_DAY_ENTRY (object);

  g_clear_pointer (&self->popover, gtk_widget_unparent);

  G_OBJECT_CLASS (crm_day_entry_parent_class)->dispose (object);
}

static void
crm_day_entry_finalize (GObject *object)
{
  CrmDayEntry *self = CRM_DAY_ENTRY (object);

  g_free (self->day);
  g_free (self->today);
  g_free (self->trouble);

  G_OBJECT_CLASS (crm_day_entry_parent_class)->finalize (object);
}

static void
crm_day_entry_class_init (CrmDayEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_day_entry_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_day_entry_finalize;

  taken_signal = g_signal_new ("taken", CRM_TYPE_DAY_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
crm_day_entry_init (CrmDayEntry *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->entry = gtk_entry_new ();
  gtk_widget_add_css_class (self->entry, "numeric");
  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_SECONDARY,
                                     "x-office-calendar-symbolic");
  gtk_entry_set_icon_tooltip_text (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_SECONDARY,
                                   _ ("Choose a day"));
  adw_bin_set_child (ADW_BIN (self), self->entry);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (on_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (take), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "icon-press", G_CALLBACK (on_icon_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (take), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

CrmDayEntry *
crm_day_entry_new (void)
{
  return g_object_new (CRM_TYPE_DAY_ENTRY, NULL);
}

void
crm_day_entry_set_day (CrmDayEntry *self, const char *day, const char *today, CrmLang lang)
{
  g_return_if_fail (CRM_IS_DAY_ENTRY (self));

  g_free (self->today);
  self->today = g_strdup (today);
  self->lang = lang;
  put (self, day != NULL && *day != '\0' ? day : NULL, NULL);
  show (self);
}

const char *
crm_day_entry_get_day (CrmDayEntry *self)
{
  g_return_val_if_fail (CRM_IS_DAY_ENTRY (self), NULL);

  take (self);

  return self->day;
}

const char *
crm_day_entry_get_trouble (CrmDayEntry *self)
{
  g_return_val_if_fail (CRM_IS_DAY_ENTRY (self), NULL);

  return self->trouble;
}

void
crm_day_entry_set_label (CrmDayEntry *self, GtkWidget *label)
{
  g_return_if_fail (CRM_IS_DAY_ENTRY (self));

  gtk_label_set_mnemonic_widget (GTK_LABEL (label), self->entry);
}
